"""Keeps what is typed into the form while it is typed, and fills it in again when the consignment is back."""

from typing import Final, Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from workstation.desk.drafts import FormDraft, Unfinished
from workstation.desk.open import OpenConsignment
from workstation.ui.decision.form import DecisionForm
from workstation.ui.decision.typed import fill_in, typed_in
from workstation.ui.parts import formats

KEEP_MS: Final = 250
"""What is typed is handed to the disk at most so much later."""


class DraftDesk(Protocol):
    """What keeps drafts; `desk.drafts.FormDrafts` is one."""

    def save(self, consignment: str, form: FormDraft) -> None:
        """Keep the form as it stands; nobody waits for the disk."""

    def forget(self, consignment: str) -> None:
        """Throw it away."""

    def recorded(self, consignment: str, kind: str) -> None:
        """The decision is recorded, the draft gone with it."""

    def of(self, consignment: str) -> Unfinished | None:
        """What this officer had typed about this consignment."""


class Drafting(QObject):
    """Watches the open form. What was never touched is not kept; what is being recorded is not either.

    Signals:
        left: Esc, while a form that was brought back has not been gone into, wherever the keyboard is.
    """

    left = Signal()

    def __init__(self, form: DecisionForm, desk: DraftDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._form, self._desk = form, desk
        self._opened: OpenConsignment | None = None
        self._begun: FormDraft | None = None
        self._kept: FormDraft | None = None
        self._is_unseen = self._is_brought_back = False
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), form)
        self._escape.setContext(Qt.ShortcutContext.WindowShortcut)
        self._escape.setAutoRepeat(False)
        self._escape.activated.connect(self.left)
        self._escape.setEnabled(False)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(KEEP_MS)
        self._later.timeout.connect(self.keep)
        for field in (form.act, form.reason, form.legal_basis, form.place):
            field.changed.connect(self._keep_soon)
            field.line.textEdited.connect(self._keep_soon)
        written = (form.found.changed, form.found.added, form.remark.textChanged)
        for changed in (form.scope.changed, form.labels.changed, *written):
            changed.connect(self._keep_soon)
        form.installEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow_keyboard)

    def begin(self, opened: OpenConsignment) -> None:
        """The form was opened for this consignment, and nothing is typed yet."""
        self._opened = opened
        self._is_brought_back = False
        self._set_unseen(unseen=False)
        self._begun, self._kept = typed_in(self._form, opened), None
        self._later.stop()

    def renew(self, opened: OpenConsignment) -> None:
        """The form was given newer data of the same consignment, after `keep`. It touches nothing."""
        self._opened = opened
        if self._kept is None:
            self.begin(opened)

    def draft_of(self, opened: OpenConsignment) -> Unfinished | None:
        """What this officer left unfinished about this consignment, or about the parcel before anybody knew
        that it is this one: that is about this one from now on.
        """
        own = self._desk.of(opened.id)
        if own is not None:
            return own
        for each in opened.consignment.linked:
            left = self._desk.of(each)
            if left is not None:
                self._desk.save(opened.id, left.form)
                self._desk.forget(each)
                return left
        return None

    def bring_back(self, draft: Unfinished) -> None:
        """Fill the open form with it, and say so."""
        opened = self._opened
        if opened is None:
            return
        lost = fill_in(self._form, draft.form, opened)
        self._kept = typed_in(self._form, opened)
        self._is_brought_back = True
        self._set_unseen(unseen=True)
        self._form.show_beginning()
        self._later.stop()
        at = formats.instant(draft.saved)
        if draft.is_of_today:
            at = draft.saved.astimezone().strftime("%H:%M")
        again = QCoreApplication.translate("Draft", "Your draft of {time} is here again.").format(time=at)
        self._form.note.say("\n".join((again, *lost)))

    def is_unseen(self) -> bool:
        """Whether the form was brought back and nobody has gone into it since: no key may confirm it."""
        return self._is_unseen

    def is_brought_back(self) -> bool:
        """Whether the open form is a draft that was here before."""
        return self._is_brought_back

    def see(self) -> None:
        """The officer goes on with the form that was brought back."""
        self._set_unseen(unseen=False)

    def _set_unseen(self, *, unseen: bool) -> None:
        self._is_unseen = unseen
        self._escape.setEnabled(unseen)

    @Slot(QWidget, QWidget)
    def _follow_keyboard(self, before: QWidget | None, now: QWidget | None) -> None:
        # Where the keyboard merely is says nothing: a form that was closed may still have had it.
        # Nor does it when the window has it back: then there was no place before.
        form = self._form
        if (
            before is not None
            and now is not None
            and form.isAncestorOf(now)
            and not form.isAncestorOf(before)
        ):
            self.see()

    @Slot()
    def keep(self) -> bool:
        """Hand what is typed to the disk now, if it is not there; whether anything of this form is kept."""
        self._later.stop()
        opened = self._opened
        if opened is None or not self._form.kind or not self._form.isEnabled():
            return False
        typed = typed_in(self._form, opened)
        if typed == self._begun:
            self._forget(opened)
        elif typed != self._kept:
            self._kept = typed
            self._desk.save(opened.id, typed)
        return self._kept is not None

    def keep_again(self) -> None:
        """It could not be recorded: whatever the attempt did to the draft, it is on the disk again."""
        if self._kept is not None:
            self._kept = None
            self.keep()

    def throw_away(self) -> None:
        """The officer left the form on purpose."""
        if self._opened is not None:
            self._forget(self._opened)
        self.end()

    def _forget(self, opened: OpenConsignment) -> None:
        if self._kept is not None:
            self._kept = None
            self._desk.forget(opened.id)

    def recorded(self, consignment: str, kind: str) -> None:
        """The decision is on the disk."""
        self._desk.recorded(consignment, kind)

    def end(self) -> None:
        """The form is closed."""
        self._later.stop()
        self._opened, self._begun, self._kept = None, None, None
        self._is_brought_back = False
        self._set_unseen(unseen=False)
        self._form.note.say("")

    @Slot()
    def _keep_soon(self) -> None:
        if self._opened is not None and self._form.kind and not self._later.isActive():
            self._later.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window is left or closed: what is typed goes to the disk at once."""
        if event.type() in (QEvent.Type.Hide, QEvent.Type.WindowDeactivate):
            self.keep()
        return super().eventFilter(watched, event)
