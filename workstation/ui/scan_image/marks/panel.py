"""Beside the image: the tools for marks, marks and their goods, goods that lack one, what was measured."""

from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from workstation.domain.mark import ACCEPTED, CLEARED, LONGEST_WORDS
from workstation.ui.parts.buttons import ActionButton
from workstation.ui.parts.sections import Panel
from workstation.ui.parts.text import PlainLabel
from workstation.ui.scan_image.marks.profile import ProfileView
from workstation.ui.scan_image.marks.rows import RowList
from workstation.ui.scan_image.marks.showing import Shown
from workstation.ui.scan_image.marks.words import form_words
from workstation.ui.theme import Sizes

FORM_KEYS: Final = {
    "box": "Q",
    "ellipse": "U",
    "polygon": "Y",
    "arrow": "W",
    "text": "T",
    "ruler": "R",
    "sample": "S",
}
"""Which key takes which form."""
WIDE: Final = 17
"""Widths of a letter that the panel takes beside the image."""


class WordsField(QLineEdit):
    """The words of a mark. Enter keeps them and goes back to the image, Esc goes back without.

    Signals:
        said(words): Enter was pressed, or the keyboard went elsewhere after something was typed.
        left(): back to the image.
    """

    said = Signal(str)
    left = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown = ""
        self.setAccessibleName(name)
        self.setPlaceholderText(name)
        self.setMaxLength(LONGEST_WORDS)
        self.editingFinished.connect(self._say)

    def show_words(self, words: str | None) -> None:
        """The words of the mark that is picked; none is: there is nothing to type."""
        self.setEnabled(words is not None)
        self._shown = words or ""
        if not self.isModified() or not self.hasFocus():
            self.setText(self._shown)

    @Slot()
    def _say(self) -> None:
        if self.isModified():
            self.setModified(False)
            self.said.emit(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Esc are this field's own; neither goes on to the image."""
        if event.key() == Qt.Key.Key_Escape:
            self.setText(self._shown)
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._say()
            self.left.emit()
        else:
            super().keyPressEvent(event)


class MarksPanel(Panel):
    """Shows what it is told to, and tells what the officer asks for.

    Signals:
        form_asked(form), undo_asked, removal_asked: a button was pressed.
        verdict_asked(verdict): of the picked detection.
        row_marked(id): the officer went to this mark or detection in the list; `row_chosen`: and took it.
        link_asked(goods): the picked mark is of these goods.
        words_said(words): so the picked mark is called.
        left(): the keyboard goes back to the image.
    """

    form_asked = Signal(str)
    undo_asked = Signal()
    removal_asked = Signal()
    verdict_asked = Signal(str)
    row_marked = Signal(str)
    row_chosen = Signal(str)
    link_asked = Signal(str)
    words_said = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sizes = Sizes.of(self.font())
        self.setAccessibleName(self.tr("marks"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.forms = {form: self._form_button(form, key) for form, key in FORM_KEYS.items()}
        self.rows = RowList(self.tr("marks and detections"), self)
        self.goods = RowList(self.tr("goods that the mark is of"), self)
        self.words = WordsField(self.tr("words of the mark"), self)
        self.undo = self._button(self.tr("undo"), "Ctrl+Z", self.undo_asked)
        self.remove = self._button(self.tr("remove"), "Del", self.removal_asked)
        self.accept = self._button(self.tr("accept"), "A", self._accepts)
        self.clear = self._button(self.tr("clear"), "C", self._clears)
        self.measured = PlainLabel("", self, lines=True)
        self.profile = ProfileView(self)
        self._arrange()
        self._connect()
        self._shown: Shown | None = None
        self.show_what_there_is(Shown())
        self.show_measured("")

    def _form_button(self, form: str, key: str) -> ActionButton:
        button = ActionButton(form_words(form), self, key=key)
        button.setCheckable(True)
        button.clicked.connect(partial(self._ask_form, form))
        return button

    def _button(self, words: str, key: str, slot: object) -> ActionButton:
        button = ActionButton(words, self, key=key)
        button.clicked.connect(slot)
        return button

    def _arrange(self) -> None:
        gap = self._sizes.gap
        inner = QWidget(self)
        page = QVBoxLayout(inner)
        page.setContentsMargins(gap, gap, gap, gap)
        page.setSpacing(gap)
        page.addLayout(self._grid(list(self.forms.values())))
        page.addWidget(self.rows, 3)
        page.addWidget(self.words)
        page.addLayout(self._grid([self.accept, self.clear, self.undo, self.remove]))
        page.addWidget(self.goods, 4)
        page.addWidget(self.measured)
        page.addWidget(self.profile)
        area = self._area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def _grid(self, buttons: list[ActionButton]) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(self._sizes.gap)
        for place, button in enumerate(buttons):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            grid.addWidget(button, place // 2, place % 2)
        return grid

    def _connect(self) -> None:
        self.rows.marked.connect(self.row_marked)
        self.rows.chosen.connect(self.row_chosen)
        self.goods.chosen.connect(self.link_asked)
        self.words.said.connect(self.words_said)
        for field in (self.rows, self.goods, self.words):
            field.left.connect(self.left)

    def sizeHint(self) -> QSize:
        """Narrow: the image has the room."""
        return QSize(round(WIDE * self._sizes.em), 0)

    # --- what is shown ------------------------------------------------------------------------------------

    def show_what_there_is(self, shown: Shown) -> None:
        """Rows, and only such buttons as do something. Told often while something is dragged."""
        if shown == self._shown:
            return
        self._shown = shown
        self.rows.show_rows(shown.rows, shown.picked)
        self.goods.show_rows(shown.goods, shown.linked)
        self.words.show_words(shown.words)
        self.words.setVisible(shown.words is not None)
        self.goods.setVisible(len(shown.goods) > 0)
        for form, button in self.forms.items():
            button.setEnabled(shown.can_draw)
            button.setChecked(form == shown.form)
        self.remove.setEnabled(shown.words is not None)
        self.accept.setVisible(shown.judges)
        self.clear.setVisible(shown.judges)

    def show_measured(self, words: str) -> None:
        """What was measured, in words; nothing is: no room is taken for it."""
        self.measured.setText(words)
        self.measured.setVisible(bool(words))

    def go_to_goods(self) -> None:
        """The keyboard goes to the goods that the picked mark may be of."""
        self._area.ensureWidgetVisible(self.goods)
        self.goods.go_to()

    def go_to_words(self) -> None:
        """The keyboard goes to the words of the picked mark."""
        self._area.ensureWidgetVisible(self.words)
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    # --- what the officer asks for ------------------------------------------------------------------------

    def _ask_form(self, form: str) -> None:
        self.form_asked.emit(form)

    @Slot()
    def _accepts(self) -> None:
        self.verdict_asked.emit(ACCEPTED)

    @Slot()
    def _clears(self) -> None:
        self.verdict_asked.emit(CLEARED)
