"""The decision panel: keys, forms, and the recording of what the officer decided."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final, Protocol

from PySide6.QtCore import QLocale, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workstation.barcode.reads import BarcodeRead
from workstation.desk.decide import Recorded
from workstation.desk.open import OpenConsignment
from workstation.domain.decision import DecisionDraft
from workstation.domain.problems import Problem
from workstation.domain.provisional import OPENING_ASKED
from workstation.ui.decision.asked_first import AskedFirst
from workstation.ui.decision.by_reader import FormByReader
from workstation.ui.decision.drafting import DraftDesk, Drafting
from workstation.ui.decision.form import ABOUT, SCOPED, TITLES, DecisionForm, Named
from workstation.ui.decision.leaving import Leaving
from workstation.ui.decision.pages import Pages
from workstation.ui.decision.panel import KeysPanel
from workstation.ui.decision.reading import (
    DecidingDesk,
    only_asks,
    release_of,
    what_can_be_named,
)
from workstation.ui.decision.recording import Recording
from workstation.ui.decision.refusals import (
    FORM_OPEN,
    IN_THE_WAY,
    already_released,
    incomplete,
    no_opening,
    nothing_to_name,
)
from workstation.ui.parts.naming import called
from workstation.ui.parts.problem_words import not_recorded, title_words
from workstation.ui.parts.sections import Panel
from workstation.ui.parts.words import act_word
from workstation.ui.tasks import Tasks

NAMES: Final = {"annul": "annul_act", OPENING_ASKED: "opening"}
"""Acts of the keyboard that are not called as their kind of decision."""


class CodedLists(Protocol):
    """Coded lists in words; `desk.reference.Lists` is one."""

    def words(self, name: str, code: str, language: str) -> str:
        """A code of the list `name` in words."""


class DecisionScreen(Panel):
    """The panel with the decision keys. The frame's shortcuts do what `acts` says.

    Signals:
        decided(recorded): a `Recorded`: the decision is on the disk.
        annul_offered(recorded): the same for a release that can still be annulled, for `annul_within_s`.
        failed(problem): a `Problem`: nothing was recorded.
        cancelled(reason): a form was closed without the officer; the words say why.
        form_opened(kind), form_closed: a form takes the panel, or gives it back.
    """

    decided = Signal(object)
    annul_offered = Signal(object)
    failed = Signal(object)
    cancelled = Signal(str)
    form_opened = Signal(str)
    form_closed = Signal()

    def __init__(
        self,
        tasks: Tasks,
        desk: DecidingDesk,
        lists: CodedLists,
        drafts: DraftDesk,
        *,
        last_read: Callable[[], BarcodeRead | None],
        images_shown: Callable[[], Sequence[str]],
        new_id: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._lists = desk, lists
        self._opened: OpenConsignment | None = None
        self._recording = Recording(tasks, desk, last_read, images_shown, self)
        self.first = AskedFirst()
        self._outdated = self._told = ""
        self._is_refused = False
        self.setAccessibleName(self.tr("decision"))
        self.keys = KeysPanel(self)
        self.form = DecisionForm(desk, self._coded, new_id, self)
        self.by_reader = FormByReader(self.form)
        self._drafting = Drafting(self.form, drafts, self)
        self._pages = Pages(self.keys, self.form, self)
        self.leaving = Leaving(self.form, self._drafting, self._pages, self._is_busy, self)
        self._build()
        self._show()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        acts = self.acts()
        for name, button in self.keys.buttons.items():
            button.clicked.connect(acts[name])
        self.form.confirmed.connect(self._record)
        self.form.refused.connect(self._tell_incomplete)
        self.leaving.closed.connect(self._closed)
        self.leaving.said.connect(self.keys.say)
        self._recording.recorded.connect(self._recorded)
        self._recording.failed.connect(self._not_recorded)

    # --- what is decided on -------------------------------------------------------------------------------

    def show_consignment(self, opened: OpenConsignment | None) -> None:
        """Decide on this one from now on. An open form stays only if it is about the same one."""
        if opened is None or self._opened is None or opened.id != self._opened.id:
            self.keys.say("")
            self.cancel_because(self.tr("Cancelled: another consignment was opened. Nothing was recorded."))
        elif self._is_refused or (self._told and not opened.still_counts(self._told)):
            self._unsay()
        self._opened, self._outdated = opened, ""
        if self.form.kind and opened is not None:
            self._drafting.keep()
            self.form.renew(opened, self._named(self.form.kind))
            self._drafting.renew(opened)
        self._show()
        if opened is not None and not self.form.kind and not self._is_busy():
            self._bring_back(opened)

    def _bring_back(self, opened: OpenConsignment) -> None:
        """What this officer had typed about it is here again; the keyboard stays where it is."""
        draft = self._drafting.draft_of(opened)
        if draft is not None and draft.form.kind in TITLES:
            self._open_form(draft.form.kind, opened, self._named(draft.form.kind))
            self._drafting.bring_back(draft)

    @Slot(str)
    def cancel_because(self, reason: str) -> None:
        """Close an open form and say whose and why. What is being recorded already goes on."""
        if self.form.kind and self._opened is not None:
            words = f"{called(self._opened)}: {reason}"
            if self._drafting.keep():
                words += " " + self.tr("What you typed is kept: it is here again when you open it.")
            self.leaving.close()
            self.keys.say(words, "attention")
            self.cancelled.emit(words)

    def _show(self) -> None:
        opened = self._opened
        can = opened is not None and not self._is_busy()
        self.keys.show_what(self._desk, opened, self._coded, can=can)

    def _is_busy(self) -> bool:
        """Whether a decision on this consignment is being written, or is written and not shown yet."""
        opened = self._opened
        return opened is not None and (opened.id == self._outdated or self._recording.is_under_way(opened.id))

    def _coded(self, name: str, code: str) -> str:
        return self._lists.words(name, code, QLocale().bcp47Name())

    def _named(self, kind: str) -> tuple[Named, ...]:
        return what_can_be_named(kind, self._desk, self._opened, self._coded) if self._opened else ()

    # --- the keys -----------------------------------------------------------------------------------------

    @Slot()
    def press_release(self) -> None:
        """Release at once all that may be released, or say what stands in the way."""
        opened = self._opened
        if opened is None or self._is_busy() or self.leaving.gives_way("release"):
            return
        draft = release_of(self._desk, opened)
        in_the_way = self._desk.obstacles(draft, opened)
        if self.form.kind == "release" or (not self.form.kind and only_asks(in_the_way, self._desk)):
            self._press_form("release")
        elif self.form.kind:
            self._fail(FORM_OPEN)
        elif not in_the_way:
            self._record(draft)
        elif already := already_released(opened):
            self.keys.say(already)
        else:
            self._fail(IN_THE_WAY)

    def acts(self) -> Mapping[str, Callable[[], None]]:
        """What each key of the frame does here, by the name of its act. A key that opens a form confirms it
        when it is pressed again.
        """
        kinds = (*SCOPED, *ABOUT, OPENING_ASKED)
        forms = {NAMES.get(kind, kind): partial(self._press_form, kind) for kind in kinds}
        rest = {"confirm": self.confirm, "throw_away": self.leaving.throw_away}
        return self.first.guarded({"release": self.press_release, **forms, **rest})

    def _press_form(self, kind: str) -> None:
        if self._opened is None or self._is_busy():
            return
        if self.form.kind != kind and self._drafting.is_unseen():
            self.leaving.keep()
        named = self._named(kind)
        if self.form.kind == kind:
            if self._drafting.is_unseen() or not self._pages.is_just_opened():
                self.confirm()
        elif self.form.kind and self.form.is_touched():
            self._fail(FORM_OPEN)
        elif kind == OPENING_ASKED and (refusal := no_opening(self._desk.workplace, self._opened)):
            self._fail(refusal)
        elif kind in ABOUT and not named:
            self._fail(nothing_to_name(kind, self._opened, self._coded))
        else:
            self._open_form(kind, self._opened, named)
            self.form.take_keyboard()

    def _open_form(self, kind: str, opened: OpenConsignment, named: Sequence[Named]) -> None:
        self.keys.say("")
        self._pages.show_form()
        self.form.open(kind, opened, called(opened), named)
        self._drafting.begin(opened)
        self.form_opened.emit(kind)

    @Slot()
    def confirm(self) -> None:
        """Confirm the open form; one that was brought back takes the keyboard first."""
        if self._drafting.is_unseen():
            self._pages.show_form()
            self.form.take_keyboard()
            self.form.show_beginning()
            self._drafting.see()
        elif not self._is_busy():
            self.form.confirm()

    @Slot(str)
    def _tell_incomplete(self, missing: str) -> None:
        self._fail(incomplete(missing))

    @Slot()
    def _closed(self) -> None:
        self._unsay()
        self._show()
        self.form_closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the form."""
        if event.key() == Qt.Key.Key_Escape and self.form.kind:
            self.leaving.leave()
        else:
            super().keyPressEvent(event)

    # --- recording ----------------------------------------------------------------------------------------

    @Slot(object)
    def _record(self, draft: DecisionDraft) -> None:
        """Write it down elsewhere; until that has come back nothing on this consignment can be pressed."""
        opened = self._opened
        if opened is None or self._is_busy() or draft.consignment != opened.id:
            return
        self._drafting.keep()
        self.form.setEnabled(False)
        self.keys.say(self.tr("Being recorded …"))
        self._recording.begin(draft, opened)
        self._show()

    @Slot(object)
    def _recorded(self, recorded: Recorded) -> None:
        self._drafting.recorded(recorded.consignment, recorded.kind)
        self.form.setEnabled(True)
        if self._opened is not None and self._opened.id == recorded.consignment:
            # Until the consignment is read again, what is shown does not have this decision in it.
            self._outdated, self._told = recorded.consignment, recorded.event_id
            if self.form.kind:
                self.leaving.close()
            self.keys.say(self.tr("Recorded here: {act}.").format(act=act_word(recorded.kind)), "good")
        self._show()
        if recorded.annul_within_s > 0:
            self.annul_offered.emit(recorded)
        self.decided.emit(recorded)

    @Slot(str, object)
    def _not_recorded(self, _consignment: str, error: BaseException) -> None:
        self.form.setEnabled(True)
        self._drafting.keep_again()
        self.keys.say("")
        self._show()
        if not isinstance(error, Problem):
            raise error
        self._fail(not_recorded(error))

    def _fail(self, problem: Problem) -> None:
        self.keys.say(title_words(problem), "problem")
        # What the panel itself refuses is over when the consignment is another thing.
        self._is_refused = problem.code.startswith("decision.")
        self.failed.emit(problem)

    def _unsay(self) -> None:
        self._is_refused = False
        self.keys.say("")
