"""How an open form is left: with its draft kept, or thrown away."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot

from workstation.ui.decision.drafting import Drafting
from workstation.ui.decision.form import DecisionForm
from workstation.ui.decision.pages import Pages

translate = QCoreApplication.translate


class Leaving(QObject):
    """Closes the form; nothing is recorded by it. While a decision is being written (`is_busy`) the officer
    leaves nothing.

    Signals:
        closed: the keys have the panel again.
        said(words, role): what became of the draft.
    """

    closed = Signal()
    said = Signal(str, str)

    def __init__(
        self,
        form: DecisionForm,
        drafting: Drafting,
        pages: Pages,
        is_busy: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._form, self._drafting, self._pages = form, drafting, pages
        self._is_busy = is_busy
        for leaves in (form.cancelled, drafting.left):
            leaves.connect(self.leave)
        form.note.thrown_away.connect(self.throw_away)

    @Slot()
    def leave(self) -> None:
        """The officer leaves the form. What was brought back stays a draft; what was begun now is gone."""
        if not self._form.kind or self._is_busy():
            return
        if self._drafting.is_brought_back():
            self.keep()
        else:
            self._throw_away()

    @Slot()
    def throw_away(self) -> None:
        """The officer does not want the draft that was brought back."""
        if self._form.kind and not self._is_busy() and self._drafting.is_brought_back():
            self._throw_away()

    def _throw_away(self) -> None:
        """What was typed is gone; of seals and bags that are on the parcel by now the officer is told."""
        labels = self._form.labels.words()
        self._drafting.throw_away()
        self.close()
        if labels:
            words = translate("DecisionScreen", "Not noted: {labels}. Read them again if they are used.")
            self.said.emit(words.format(labels=", ".join(labels)), "attention")

    def keep(self) -> None:
        """Leave the form, and keep it as a draft."""
        self._drafting.keep()
        self.close()
        words = translate("DecisionScreen", "Your draft is kept: it is here again when you open it.")
        self.said.emit(words, "soft")

    def gives_way(self, kind: str) -> bool:
        """A release takes one key: over a draft of something else that nobody went into, the first one only
        puts that away, and says so. Whether it did, or a worn key pressed twice.
        """
        if self._drafting.is_unseen() and self._form.kind != kind:
            self.keep()
            words = translate("DecisionScreen", "Your draft is kept. To release, press its key once more.")
            self.said.emit(words, "attention")
            self._pages.begin_chatter()
            return True
        return not self._form.kind and self._pages.is_just_opened()

    def close(self) -> None:
        """The keys have the panel again, and the keyboard is where it was before the form."""
        had_keyboard = self._pages.has_keyboard()
        self._drafting.end()
        self._form.close_form()
        self._pages.show_keys(had_keyboard=had_keyboard)
        self.closed.emit()
