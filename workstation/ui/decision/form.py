"""The form in the panel for whatever needs more than a key: bound to one consignment."""

from collections.abc import Callable, Sequence
from typing import Any, Final, Protocol

from msgspec.structs import replace
from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from workstation.desk.open import OpenConsignment
from workstation.domain.act import FoundGoods, ScopeEntry
from workstation.domain.decision import LONGEST_REMARK, DecisionDraft, Obstacle
from workstation.domain.interlock import Workplace
from workstation.domain.provisional import OPENING_ASKED
from workstation.domain.reference import Coded
from workstation.ui.decision.choice import Choice, ChoiceField
from workstation.ui.decision.fields import CHATTER_MS, FormFields
from workstation.ui.decision.incomplete import fields_of
from workstation.ui.decision.scope import ScopeRow
from workstation.ui.decision.words import Coded as InWords
from workstation.ui.decision.words import goods_name, goods_not_here, obstacle_words
from workstation.ui.parts.text import isolated, kept_whole, shown

TONED: Final = ("hold", "seize", "release")
SCOPED: Final = ("hold", "seize")
"""Kinds of decision that choose goods; the others are about what the acts they name are about."""
TITLES: Final[dict[str, Any]] = {
    "hold": QT_TRANSLATE_NOOP("DecisionForm", "Hold {number}"),
    "seize": QT_TRANSLATE_NOOP("DecisionForm", "Seize from {number}"),
    "lift": QT_TRANSLATE_NOOP("DecisionForm", "Lift a hold on {number}"),
    "acknowledge": QT_TRANSLATE_NOOP("DecisionForm", "Acknowledge a conflict on {number}"),
    "annul": QT_TRANSLATE_NOOP("DecisionForm", "Annul an act on {number}"),
    "release": QT_TRANSLATE_NOOP("DecisionForm", "Release {number}"),
    OPENING_ASKED: QT_TRANSLATE_NOOP("DecisionForm", "Send {number} for opening"),
}
CONFIRMS: Final[dict[str, Any]] = {
    "hold": QT_TRANSLATE_NOOP("DecisionForm", "Record the hold"),
    "seize": QT_TRANSLATE_NOOP("DecisionForm", "Record the seizure"),
    "lift": QT_TRANSLATE_NOOP("DecisionForm", "Record the lift"),
    "acknowledge": QT_TRANSLATE_NOOP("DecisionForm", "Record it"),
    "annul": QT_TRANSLATE_NOOP("DecisionForm", "Record the annulment"),
    "release": QT_TRANSLATE_NOOP("DecisionForm", "Record the release"),
    OPENING_ASKED: QT_TRANSLATE_NOOP("DecisionForm", "Send it for opening"),
}
ABOUT: Final[dict[str, Any]] = {
    "lift": QT_TRANSLATE_NOOP("DecisionForm", "Hold to lift"),
    "annul": QT_TRANSLATE_NOOP("DecisionForm", "Act to annul"),
    "acknowledge": QT_TRANSLATE_NOOP("DecisionForm", "Release in conflict"),
}


UNREAD: Final = frozenset({"parcel.not_read", "parcel.typed"})
"""Obstacles that end when the parcel is read, or when it is said why it was not."""


class FormDesk(Protocol):
    """What the form asks of the desk; `desk.decide.Deciding` is one."""

    workplace: Workplace

    def exceptions(self) -> tuple[Coded, ...]:
        """Reasons why the barcode was not read; none: nothing stands for it."""

    def places(self) -> tuple[Coded, ...]:
        """Storage places that are known by name."""

    def reasons_for(self, kind: str) -> tuple[Coded, ...]:
        """Reasons to choose from."""

    def legal_bases_for(self, kind: str) -> tuple[Coded, ...]:
        """Legal bases to choose from."""

    def knows_officer(self, id: str) -> bool:
        """Whether this officer has worked at this bench, as far as is known."""

    def whole_scope(self, opened: OpenConsignment) -> tuple[ScopeEntry, ...]:
        """All goods, each with its quantity."""

    def obstacles(self, draft: DecisionDraft, opened: OpenConsignment) -> tuple[Obstacle, ...]:
        """What stands in the way."""


class Named(Choice, frozen=True):
    """Acts that the form may be about: a hold, or a release with what it had not seen."""

    names: tuple[str, ...]
    scope: tuple[ScopeEntry, ...]


class DecisionForm(FormFields):
    """Asks what a decision needs, and says what is missing. Enter confirms nothing: readers send it.

    Signals:
        confirmed(draft): the officer confirmed a `DecisionDraft` that nothing stands in the way of.
        refused(words): it was to be confirmed, and these sentences say what is missing.
        cancelled: the officer left the form.
    """

    confirmed = Signal(object)
    refused = Signal(str)
    cancelled = Signal()

    def __init__(
        self, desk: FormDesk, coded: InWords, new_id: Callable[[], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(new_id, parent)
        self._desk, self._coded = desk, coded
        self._kind = ""
        self._opened: OpenConsignment | None = None
        self._named: tuple[Named, ...] = ()
        self._doubted = ""
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(CHATTER_MS)
        self._connect()

    def _connect(self) -> None:
        for field in self._choices():
            field.changed.connect(self._look)
            field.line.textChanged.connect(self._look)
        self.scope.changed.connect(self._look)
        self.found.added.connect(self._take_found)
        self.found.changed.connect(self._look)
        self.remark.textChanged.connect(self._look)
        self.second.textChanged.connect(self._look)
        self.all_button.clicked.connect(self._switch_all)
        self.confirm_button.clicked.connect(self.confirm)
        self.cancel_button.clicked.connect(self.cancelled)

    def _choices(self) -> tuple[ChoiceField, ...]:
        return (self.exception, self.act, self.reason, self.legal_basis, self.place)

    # --- opening and closing ------------------------------------------------------------------------------

    @property
    def kind(self) -> str:
        """The kind of decision that the form is open for; empty while it is closed."""
        return self._kind

    def open(self, kind: str, opened: OpenConsignment, number: str, named: Sequence[Named] = ()) -> None:
        """Begin a decision of this kind on this consignment. The keyboard stays where it is."""
        self.close_form()
        self._kind = kind
        self.title.setText(QCoreApplication.translate("DecisionForm", TITLES[kind]).format(number=number))
        self.confirm_button.setText(QCoreApplication.translate("DecisionForm", CONFIRMS[kind]))
        self.confirm_button.setProperty("tone", kind if kind in TONED else "accent")
        self.confirm_button.style().polish(self.confirm_button)
        self.act.set_label(QCoreApplication.translate("DecisionForm", ABOUT[kind]) if kind in ABOUT else "")
        self.goods.setVisible(kind in SCOPED)
        self.act.setVisible(kind in ABOUT)
        self.renew(opened, named)
        if len(self._named) == 1:
            self.act.choose(self._named[0].code)

    def renew(self, opened: OpenConsignment, named: Sequence[Named] = ()) -> None:
        """The same consignment with newer data: what is typed stays."""
        self._opened, self._named = opened, tuple(named)
        self.act.offer(self._named)
        self._offer(self.reason, self._desk.reasons_for(self._kind), "reasons")
        self._offer(self.legal_basis, self._desk.legal_bases_for(self._kind), "legal_bases")
        self._offer(self.exception, self._desk.exceptions(), "exceptions")
        self._offer(self.place, self._desk.places(), "places")
        self.place.setVisible(self._kind in SCOPED and self._desk.workplace.has_parcels)
        if self._kind in SCOPED:
            self.scope.show(self._scope_rows(opened))
        self._look()

    def _offer(self, field: ChoiceField, rows: Sequence[Coded], name: str) -> None:
        field.offer([Choice(row.code, self._coded(name, row.code)) for row in rows])
        field.setVisible(bool(rows))

    def _scope_rows(self, opened: OpenConsignment) -> list[ScopeRow]:
        # What is seized already is seized: a second seizure of it has to be meant.
        seized = {g.goods for g in opened.with_pending.goods if g.standing.value == "seized" and not g.part}
        workplace = self._desk.workplace
        away = goods_not_here(opened, workplace) if workplace.has_parcels else frozenset()
        return [
            ScopeRow(entry, goods_name(entry.goods, opened), entry.goods not in seized | away)
            for entry in self._desk.whole_scope(opened)
        ]

    def close_form(self) -> None:
        """Forget everything that was typed."""
        self._kind, self._opened, self._doubted = "", None, ""
        self._settling.stop()
        self.ask_for_second(asks=False)
        for field in self._choices():
            field.clear()
        self.scope.clear()
        self.found.clear()
        self.labels.clear()
        self.remark.clear()
        self.second.clear()

    def is_touched(self) -> bool:
        """Whether the officer has chosen or typed anything."""
        lines = (*(field.line for field in self._choices() if field is not self.act), self.second)
        texts = (*(line.text() for line in lines), self.remark.toPlainText())
        is_begun = self.found.is_begun() or bool(self.labels.read)
        return is_begun or any(text.strip() for text in texts)

    def take_keyboard(self) -> None:
        """The keyboard goes to the first field that is still to be filled in."""
        first_asked = (self.exception,) if self._kind == "release" else ()
        fields = (self.second, *first_asked, self.act, self.reason, self.legal_basis, self.remark)
        filled = (self.second if self.second.text() else None, self.act if self.act.chosen() else None)
        first = next(each for each in fields if not each.isHidden() and each not in filled)
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_beginning()
        self.keep_in_sight()

    # --- what the decision would be -----------------------------------------------------------------------

    def draft(self) -> DecisionDraft | None:
        """The decision as the form stands."""
        if self._opened is None or not self._kind:
            return None
        about = next((each for each in self._named if each.code == self.act.chosen()), None)
        scoped = self._kind in SCOPED
        return DecisionDraft(
            kind=self._kind,
            consignment=self._opened.id,
            scope=self.scope.scope() if scoped else about.scope if about else (),
            names=about.names if about and not scoped else (),
            found=self.scope.found() if scoped else (),
            reason=self.reason.chosen(),
            legal_basis=self.legal_basis.chosen(),
            remark=self.remark.toPlainText().strip(),
            second=self.second.text().strip() if self.second.isVisibleTo(self) else "",
            exception="" if self.exception.isHidden() else self.exception.chosen(),
            place="" if self.place.isHidden() else self.place.chosen(),
            labels=self.labels.read,
        )

    def obstacles(self) -> tuple[str, ...]:
        """What is missing, in words."""
        draft = self.draft()
        if draft is None or self._opened is None:
            return ()
        opened = self._opened
        said = [each.loose_words() for each in self._choices()]
        said += [obstacle_words(each, opened, self._coded) for each in self._desk.obstacles(draft, opened)]
        if self._kind in SCOPED and self.found.is_begun() and not self.found.is_possible():
            said.append(self.tr("What was found needs a description and how many."))
        return tuple(dict.fromkeys(words for words in said if words))

    @Slot()
    def confirm(self) -> None:
        """Confirm, if nothing is missing; else say what is. A second officer whom the bench does not know is
        confirmed twice.
        """
        if not self._kind or not self.isEnabled() or self._settling.isActive():
            return
        self.found.add()
        draft = self.draft()
        if draft is None or self.obstacles():
            self._look()
            self._go_to_missing()
            self.refused.emit(" ".join(self.obstacles()))
        elif draft.second in ("", self._doubted) or self._desk.knows_officer(draft.second):
            self.confirmed.emit(draft)
        else:
            self._doubted = draft.second
            self._settling.start()
            self._look()

    def _go_to_missing(self) -> None:
        """The keyboard goes to the first field that lacks something, unless it is in one that does."""
        draft = self.draft()
        if draft is None or self._opened is None:
            return
        loose = [each for each in self._choices() if each.loose_words()]
        codes = (each.code for each in self._desk.obstacles(draft, self._opened))
        asked: list[QWidget] = [*loose, *(getattr(self, name) for name in fields_of(codes))]
        asked = [each for each in asked if not each.isHidden()]
        here: QWidget | None = self.focusWidget()
        if asked and not any(each is here or each.isAncestorOf(here) for each in asked if here is not None):
            asked[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self.keep_in_sight()

    @Slot()
    def _look(self) -> None:
        """Say what is missing, and offer the confirmation when nothing is."""
        if not self._kind:
            return
        self._ask_for_more()
        missing = self.obstacles()
        most = 3
        lines = list(missing[:most])
        if len(missing) > most:
            more = len(missing) - most
            lines.append(self.tr("and %n more", "", more))
        if self._doubted and self._doubted == self.second.text().strip():
            words = self.tr("{id} is not known at this bench. Is it right? Then confirm once more.")
            lines.append(words.format(id=isolated(shown(self._doubted, 40))))
        if len(self.remark.toPlainText()) > LONGEST_REMARK - 200:
            left = LONGEST_REMARK - len(self.remark.toPlainText())
            lines.append(self.tr("Characters left for the remark: %n", "", max(0, left)))
        self.missing.setText("\n".join(kept_whole(line, 300) for line in lines))
        self.missing.setVisible(bool(lines))
        self.confirm_button.setEnabled(not missing)
        any_chosen = any(row.chosen for row in self.scope.rows)
        self.all_button.setText(self.tr("Take none") if any_chosen else self.tr("Take all"))

    def _ask_for_more(self) -> None:
        """Show the field for the second officer where the mandate asks for one, and the one for why the
        barcode was not read where it was not; know whether a legal basis is asked for.
        """
        draft = self.draft()
        if draft is not None and self._opened is not None:
            without = replace(draft, second="", legal_basis="", exception="")
            codes = {each.code for each in self._desk.obstacles(without, self._opened)}
            self._ask_why_unread(asks=not codes.isdisjoint(UNREAD) and bool(self._desk.exceptions()))
            self.ask_for_second(asks="mandate.needs_second" in codes)
            self.basis_is_needed = "legal_basis.missing" in codes

    def _ask_why_unread(self, *, asks: bool) -> None:
        # A reason given before the parcel was read, or for the one before, is none any more.
        if not asks and self.exception.line.text():
            self.exception.clear()
        self.exception.setVisible(asks)

    @Slot(object)
    def _take_found(self, found: FoundGoods) -> None:
        self.scope.add_found(found, f"+  {shown(found.description, 120)}")
        self.table.scrollToBottom()

    @Slot()
    def _switch_all(self) -> None:
        self.scope.choose_all(not any(row.chosen for row in self.scope.rows))
