"""A chip that opens a list of codes with counts, of which any number may be on; the list stays open while
one chooses.
"""

from collections.abc import Callable, Sequence
from typing import TypeGuard

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from workstation.desk.queue import Facet
from workstation.ui.parts import formats
from workstation.ui.parts.buttons import ChipButton
from workstation.ui.parts.text import shown


def menu_words(words: str, figures: str = "") -> str:
    """Words for an entry of a menu: no mnemonic, figures at the trailing edge."""
    safe = shown(words, 60).replace("&", "&&")
    return f"{safe}\t{figures}" if figures else safe


def _is_choice(action: QAction | None) -> TypeGuard[QAction]:
    return action is not None and action.isEnabled() and action.isCheckable()


class ChoiceMenu(QMenu):
    """A menu whose entries are switched on and off without closing it: by click, Space or Enter. Esc
    closes it.
    """

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Switch the entry that is clicked."""
        action = self.actionAt(event.position().toPoint())
        if _is_choice(action):
            action.trigger()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Switch the entry that is marked."""
        action = self.activeAction()
        keys = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() in keys and _is_choice(action):
            action.trigger()
        else:
            super().keyPressEvent(event)


class MenuChip(ChipButton):
    """A chip that opens a `ChoiceMenu` below it; it looks switched on while something is chosen.

    Signals:
        chosen_changed(): other codes are chosen now.
    """

    chosen_changed = Signal()

    def __init__(
        self, words: str, word_of: Callable[[str], str], parent: QWidget | None = None, *, code: str = ""
    ) -> None:
        super().__init__(words, parent, code=code)
        self._word_of = word_of
        self._chosen: tuple[str, ...] = ()
        self._facets: tuple[Facet, ...] = ()
        self._actions: dict[str, QAction] = {}
        self.menu_of_choices = ChoiceMenu(self)
        self.clicked.connect(self.open)

    def nextCheckState(self) -> None:
        """A click opens the list; only what is chosen there switches the chip."""

    @property
    def chosen(self) -> tuple[str, ...]:
        """The codes that are on, in the order of the list."""
        return self._chosen

    def set_chosen(self, codes: Sequence[str]) -> None:
        """Switch these codes on and all others off; tells nobody."""
        self._chosen = tuple(codes)
        for code, action in self._actions.items():
            action.setChecked(code in self._chosen)
        self._show_state()

    def set_facets(self, facets: Sequence[Facet]) -> None:
        """The codes there are, with counts. A chosen code that has gone stays in the list, with none."""
        gone = tuple(
            Facet(code=code, count=0) for code in self._chosen if code not in {f.code for f in facets}
        )
        wanted = (*facets, *gone)
        if wanted == self._facets:
            return
        if [facet.code for facet in wanted] != [facet.code for facet in self._facets]:
            self._build(wanted)
        self._facets = wanted
        for facet in wanted:
            words = self._word_of(facet.code) or self.tr("none given")
            self._actions[facet.code].setText(menu_words(words, formats.count(facet.count)))

    def _build(self, facets: Sequence[Facet]) -> None:
        self.menu_of_choices.clear()
        self._actions = {}
        for facet in facets:
            action = QAction(self.menu_of_choices)
            action.setCheckable(True)
            action.setData(facet.code)
            action.setChecked(facet.code in self._chosen)
            action.triggered.connect(self._take)
            self.menu_of_choices.addAction(action)
            self._actions[facet.code] = action

    def _take(self) -> None:
        self._chosen = tuple(code for code, action in self._actions.items() if action.isChecked())
        self._show_state()
        self.chosen_changed.emit()

    def switch(self, code: str) -> None:
        """Switch one code on or off, as the keyboard's shortcut does."""
        on = code in self._chosen
        chosen = tuple(each for each in self._chosen if each != code) if on else (*self._chosen, code)
        self.set_chosen(chosen)
        self.chosen_changed.emit()

    def _show_state(self) -> None:
        self.setChecked(bool(self._chosen))
        self.set_count(formats.count(len(self._chosen)) if self._chosen else None)

    def open(self) -> None:
        """Open the list below the chip, its first entry marked, so that arrows and Space work at once."""
        self.setChecked(bool(self._chosen))
        if not self._actions:
            return
        self.menu_of_choices.setActiveAction(next(iter(self._actions.values())))
        self.menu_of_choices.popup(self.mapToGlobal(QPoint(0, self.height())))


class OrderChip(ChipButton):
    """The chip that opens the list of orders, and of the columns that a wide queue shows.

    Signals:
        order_asked(key): sort by this; by the same again: the other way round.
        columns_changed(keys): show these columns.
    """

    order_asked = Signal(str)
    columns_changed = Signal(object)

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.menu_of_orders = ChoiceMenu(self)
        self._orders: dict[str, QAction] = {}
        self._columns: dict[str, QAction] = {}
        self.clicked.connect(self.open)

    def nextCheckState(self) -> None:
        """A click only opens the list."""

    def set_entries(self, orders: Sequence[tuple[str, str]], columns: Sequence[tuple[str, str]]) -> None:
        """The orders and columns there are, as key and words."""
        group = QActionGroup(self)
        for key, words in orders:
            action = self._add(menu_words(words), key)
            action.setActionGroup(group)
            action.triggered.connect(self._ask)
            self._orders[key] = action
        self.menu_of_orders.addSection(self.tr("Columns"))
        for key, words in columns:
            action = self._add(menu_words(words), key)
            action.triggered.connect(self._tell_columns)
            self._columns[key] = action

    def _add(self, words: str, key: str) -> QAction:
        action = QAction(words, self.menu_of_orders)
        action.setCheckable(True)
        action.setData(key)
        self.menu_of_orders.addAction(action)
        return action

    def show_order(self, key: str, descending: bool) -> None:
        """Mark the order in the list, with its direction."""
        for each, action in self._orders.items():
            action.setChecked(each == key)
            words = action.text().split("\t")[0]
            action.setText(f"{words}\t{'↓' if descending else '↑'}" if each == key else words)

    def show_columns(self, keys: Sequence[str]) -> None:
        """Mark the columns that are shown."""
        for each, action in self._columns.items():
            action.setChecked(each in keys)

    def _ask(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.order_asked.emit(str(action.data()))

    def _tell_columns(self) -> None:
        self.columns_changed.emit(tuple(key for key, action in self._columns.items() if action.isChecked()))

    def open(self) -> None:
        """Open the list below the chip."""
        checked = next((a for a in self._orders.values() if a.isChecked()), None)
        if checked is not None:
            self.menu_of_orders.setActiveAction(checked)
        self.menu_of_orders.popup(self.mapToGlobal(QPoint(0, self.height())))
