"""The filter bar over the queue: search, lanes, standing, office, category, and the order."""

from collections.abc import Callable
from functools import partial
from typing import Final, Protocol

from PySide6.QtCore import QEvent, QLocale, QTimer, Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from workstation.desk.queue import STATES, Facets, QueueFilter, QueueSort
from workstation.ui.parts import formats
from workstation.ui.parts.buttons import ActionButton, ChipButton
from workstation.ui.parts.icons import icon
from workstation.ui.parts.text import isolated
from workstation.ui.parts.words import category_word, lane_word, standing_word, state_word
from workstation.ui.queue.choices import MenuChip, OrderChip
from workstation.ui.theme import LANES, STANDINGS, Sizes, current

LONGEST_SEARCH: Final = 200
DEBOUNCE_MS: Final = 180


class CodedLists(Protocol):
    """Coded lists in words; `desk.reference.Lists` is one."""

    def words(self, name: str, code: str, language: str) -> str:
        """A code of the list `name` in words; an unknown code as it is."""


class SearchField(QLineEdit):
    """Free text. Enter searches at once and goes to the list, as Down and Esc do.

    Signals:
        left_for_list(): the officer is done typing and wants the rows.
    """

    left_for_list = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys that lead to the list; all others are text."""
        keys = (Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() in keys:
            self.left_for_list.emit()
        else:
            super().keyPressEvent(event)


class FilterBar(QWidget):
    """What the queue is narrowed by. Chips are never focused; the window's shortcuts call `switch_lane`
    and its like.

    Signals:
        filter_changed(filter): another `QueueFilter`; typed text only after a short pause.
        all_wanted(): no filter any more, and the queue's own order.
        list_wanted(): the keyboard goes to the rows.
    """

    filter_changed = Signal(object)
    all_wanted = Signal()
    list_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = QueueFilter()
        self._sort = QueueSort()
        self._in_state: dict[str, int] = {}
        self._lists: CodedLists | None = None
        self.search = SearchField(self)
        self.search.setMaxLength(LONGEST_SEARCH)
        self.search.setPlaceholderText(self.tr("Search identifiers and words"))
        self.search.setAccessibleName(self.tr("Search the queue"))
        self._search_action = self.search.addAction(
            icon("search", current().color("soft")), QLineEdit.ActionPosition.LeadingPosition
        )
        self.clear_button = ActionButton(self.tr("Clear"), self, flat=True)
        self.clear_button.setVisible(False)
        self.lanes = {lane: ChipButton("", self, code=lane, lane=lane) for lane in LANES}
        self.states = {state: ChipButton(state_word(state), self, code=state) for state in STATES}
        self.standings = MenuChip(self.tr("Standing"), standing_word, self, code="standings")
        self.offices = MenuChip(self.tr("Office"), self._office_words, self, code="offices")
        self.categories = MenuChip(self.tr("Category"), category_word, self, code="categories")
        self.order = OrderChip(self.tr("Order"), self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(DEBOUNCE_MS)
        self._lay_out()
        self._connect()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme: the icon is drawn in its colour."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._search_action.setIcon(icon("search", current().color("soft")))

    def _lay_out(self) -> None:
        sizes = Sizes.of(self.font())
        page = QVBoxLayout(self)
        page.setContentsMargins(sizes.gap, sizes.gap, sizes.gap, sizes.gap)
        page.setSpacing(sizes.gap)
        menus = (self.standings, self.offices, self.categories, self.order)
        rows = ((self.search, self.clear_button), tuple(self.lanes.values()), tuple(self.states.values()))
        for widgets in (*rows, menus):
            row = QHBoxLayout()
            row.setSpacing(sizes.gap)
            for widget in widgets:
                row.addWidget(widget)
                if isinstance(widget, ChipButton):
                    widget.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Fixed)
            page.addLayout(row)
        self._offer_states()

    def _connect(self) -> None:
        self._pause.timeout.connect(self._tell)
        self.search.textEdited.connect(self._wait_for_more)
        self.search.left_for_list.connect(self._leave_search)
        self.clear_button.clicked.connect(self.clear)
        for chip in (*self.lanes.values(), *self.states.values()):
            chip.clicked.connect(self._tell)
        for menu in (self.standings, self.offices, self.categories):
            menu.chosen_changed.connect(self._tell)

    # --- what is chosen -----------------------------------------------------------------------------------

    def chosen(self) -> QueueFilter:
        """The filter as it stands, typed text included."""
        return QueueFilter(
            lanes=tuple(lane for lane, chip in self.lanes.items() if chip.isChecked()),
            offices=self.offices.chosen,
            standings=self.standings.chosen,
            categories=self.categories.chosen,
            states=tuple(state for state, chip in self.states.items() if chip.isChecked()),
            text=self.search.text().strip(),
        )

    def set_chosen(self, chosen: QueueFilter) -> None:
        """Show this filter; tells nobody."""
        for lane, chip in self.lanes.items():
            chip.setChecked(lane in chosen.lanes)
        for state, chip in self.states.items():
            chip.setChecked(state in chosen.states)
        self.offices.set_chosen(chosen.offices)
        self.standings.set_chosen(chosen.standings)
        self.categories.set_chosen(chosen.categories)
        self.search.setText(chosen.text)
        self._told = self.chosen()
        self._offer_clearing()
        self._offer_states()

    def show_order(self, sort: QueueSort, *, in_header: bool) -> None:
        """The order in use, and whether a column's header shows it."""
        self._sort = sort
        is_first = sort == QueueSort()
        self.order.show_order(sort.column, sort.descending, in_words=not in_header, is_first=is_first)
        self._offer_clearing()

    def _offer_clearing(self) -> None:
        self.clear_button.setVisible((self.chosen(), self._sort) != (QueueFilter(), QueueSort()))

    def clear(self) -> None:
        """Show everything, the gravest first."""
        self.set_chosen(QueueFilter())
        self._pause.stop()
        self.all_wanted.emit()

    def take_lists(self, lists: CodedLists) -> None:
        """From now on offices are called by their names."""
        self._lists = lists

    def _office_words(self, code: str) -> str:
        name = self._lists.words("offices", code, QLocale().bcp47Name()) if self._lists else code
        return isolated(code) if name == code else f"{isolated(name)} · {isolated(code)}"

    def switch_lane(self, lane: str) -> None:
        """Switch a lane on or off."""
        self.lanes[lane].setChecked(not self.lanes[lane].isChecked())
        self._tell()

    def switch_state(self, state: str) -> None:
        """Switch a state on or off."""
        self.states[state].setChecked(not self.states[state].isChecked())
        self._offer_states()
        self._tell()

    def _offer_states(self) -> None:
        """A state that nothing is in takes no room, unless it is chosen."""
        for state, chip in self.states.items():
            chip.setVisible(chip.isChecked() or bool(self._in_state.get(state)))

    def switches(self) -> dict[str, Callable[[], None]]:
        """What the window's keys call, by the keys' names."""
        lanes = {f"lane_{lane}": partial(self.switch_lane, lane) for lane in self.lanes}
        standings = {f"standing_{each}": partial(self.standings.switch, each) for each in STANDINGS}
        states = {f"state_{state}": partial(self.switch_state, state) for state in self.states}
        return {**lanes, **standings, **states}

    def go_to_search(self) -> None:
        """The keyboard goes to the search field, its text marked so that typing replaces it."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def stop(self) -> None:
        """Nothing more is told."""
        self._pause.stop()

    def set_facets(self, facets: Facets) -> None:
        """The counts beside the choices."""
        self._in_state = {facet.code: facet.count for facet in facets.states}
        counts = {facet.code: facet.count for facet in facets.lanes} | self._in_state
        for code, chip in (self.lanes | self.states).items():
            chip.set_count(formats.short_count(counts.get(code, 0)))
            words = self.tr("{lane}: {number} of all that are here, filters and search aside").format(
                lane=lane_word(code) if code in self.lanes else state_word(code),
                number=formats.count(counts.get(code, 0)),
            )
            chip.setAccessibleDescription(words)
            chip.setToolTip(words)
        self._offer_states()
        self.standings.set_facets(facets.standings)
        self.offices.set_facets(facets.offices)
        self.categories.set_facets(facets.categories)

    def _wait_for_more(self) -> None:
        self._pause.start()

    def _leave_search(self) -> None:
        self._tell()
        self.list_wanted.emit()

    def _tell(self) -> None:
        self._pause.stop()
        chosen = self.chosen()
        self._offer_clearing()
        if chosen != self._told:
            self._told = chosen
            self.filter_changed.emit(chosen)
