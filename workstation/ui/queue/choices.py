"""A chip that opens a list of codes with counts, of which any number may be on; the list stays open while
one chooses.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeGuard

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QFont, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from workstation.desk.queue import Facet
from workstation.ui.parts import formats
from workstation.ui.parts.buttons import ChipButton
from workstation.ui.parts.table import arrow
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
        self._write()

    def _write(self) -> None:
        for facet in self._facets:
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
        self._write()  # names of the codes may have come since
        self.menu_of_choices.setActiveAction(next(iter(self._actions.values())))
        self.menu_of_choices.popup(self.mapToGlobal(QPoint(0, self.height())))


class OrderChip(ChipButton):
    """The chip that opens the list of orders, and of the columns that a wide queue shows; a chosen order
    closes the list. The chip looks switched on while the order is not the queue's own, and names an order
    that no header shows.

    Signals:
        order_asked(key): sort by this; by the same again: the other way round.
        columns_changed(keys): show these columns.
    """

    order_asked = Signal(str)
    columns_changed = Signal(object)

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._name = words
        self.menu_of_orders = ChoiceMenu(self)
        self._orders: dict[str, QAction] = {}
        self._columns: dict[str, QAction] = {}
        self._of_columns: list[QAction] = []
        self._words_of: dict[str, str] = {}
        self._first_down: Collection[str] = ()
        self.clicked.connect(self.open)

    def nextCheckState(self) -> None:
        """A click only opens the list."""

    def set_entries(
        self,
        orders: Mapping[str, str],
        columns: Mapping[str, str],
        first_down: Collection[str],
    ) -> None:
        """The orders and columns there are, in words by key; which orders begin with the greatest."""
        self._words_of, self._first_down = dict(orders), first_down
        group = QActionGroup(self)
        self._add_heading(self.tr("Order by"))
        for key, words in orders.items():
            action = self._add(words, key)
            action.setActionGroup(group)
            action.triggered.connect(self._ask)
            self._orders[key] = action
        edge = self.menu_of_orders.addSeparator()
        self._of_columns = [edge, self._add_heading(self.tr("Columns, where the queue is wide"))]
        for key, words in columns.items():
            action = self._add(words, key)
            action.triggered.connect(self._tell_columns)
            self._columns[key] = action
        self._of_columns += self._columns.values()

    def _add_heading(self, words: str) -> QAction:
        """Style sheets draw no words on Qt's own sections."""
        heading = QAction(menu_words(words), self.menu_of_orders)
        font = QFont(self.font())
        font.setBold(True)
        heading.setFont(font)
        heading.setEnabled(False)
        self.menu_of_orders.addAction(heading)
        return heading

    def _add(self, words: str, key: str) -> QAction:
        action = QAction(menu_words(words), self.menu_of_orders)
        action.setCheckable(True)
        action.setData(key)
        self.menu_of_orders.addAction(action)
        return action

    def show_order(self, key: str, descending: bool, *, in_words: bool, is_first: bool) -> None:
        """Mark the order, each with the direction that it has or would have. `in_words`: no header shows it;
        `is_first`: it is the order that the queue has when nobody chose one.
        """
        for each, action in self._orders.items():
            action.setChecked(each == key)
            down = descending if each == key else each in self._first_down
            action.setText(menu_words(self._words_of[each], arrow(down)))
        order = f"{self._words_of.get(key, key)} {arrow(descending)}"
        self.set_words(self.tr("Order: {order}").format(order=order) if in_words else self._name)
        self.setChecked(not is_first)
        self.setToolTip(self.tr("Order: {order}").format(order=order))

    def show_columns(self, keys: Sequence[str], *, can_choose: bool) -> None:
        """Mark the columns that are shown; they are listed only where the queue is wide enough to choose."""
        for entry in self._of_columns:
            entry.setVisible(can_choose)
        for each, action in self._columns.items():
            action.setChecked(each in keys)

    def _ask(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.menu_of_orders.close()
            self.order_asked.emit(str(action.data()))

    def _tell_columns(self) -> None:
        self.columns_changed.emit(tuple(key for key, action in self._columns.items() if action.isChecked()))

    def open(self) -> None:
        """Open the list below the chip, the order in use marked."""
        used = next((action for action in self._orders.values() if action.isChecked()), None)
        if used is not None:
            self.menu_of_orders.setActiveAction(used)
        self.menu_of_orders.popup(self.mapToGlobal(QPoint(0, self.height())))
