"""Robots: what an officer's hands and eyes do, so that tests read as sentences and widgets stay private."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

SCAN_CODES = {c: 10 + at for at, c in enumerate("1234567890QWERTYUIOPASDFGHJKLZXCVBNM -/?")}


class KeyboardRobot:
    """Strokes as the operating system delivers them: to the window, with their own times.

    `reader` sends a barcode as a wedge does, 3 ms a stroke; `person` types slowly. Nothing waits: the
    times stand in the events.
    """

    def __init__(self, window: QWidget, start_ms: int = 10_000):
        self.window = window
        self.now_ms = start_ms
        self.overridden: list[bool] = []

    def stroke(self, text, key=None, gap_ms=0, modifiers=Qt.KeyboardModifier.NoModifier):
        self.now_ms += gap_ms
        key = key if key is not None else Qt.Key(ord(text.upper()))
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            self._send(kind, key, modifiers, text)

    def _send(self, kind, key, modifiers, text):
        scan_code = SCAN_CODES.get(text.upper(), 36)
        event = QKeyEvent(kind, key, modifiers, scan_code, 0, 0, text)
        event.setTimestamp(self.now_ms)
        event.ignore()
        QCoreApplication.sendEvent(self.window.windowHandle(), event)
        if kind is QEvent.Type.ShortcutOverride:
            self.overridden.append(event.isAccepted())

    def reader(self, barcode, gap_ms=3, enter=True):
        for character in barcode:
            self.stroke(character, gap_ms=gap_ms)
        if enter:
            self.enter(gap_ms=gap_ms)

    def person(self, text, gap_ms=140):
        for character in text:
            self.stroke(character, gap_ms=gap_ms)

    def enter(self, gap_ms=3):
        self.stroke("\r", Qt.Key.Key_Return, gap_ms)


class QueueRobot:
    """An officer at the queue."""

    def __init__(self, screen, qtbot, tasks):
        self.screen, self.qtbot, self.tasks = screen, qtbot, tasks

    def open(self):
        self.screen.show()
        self.screen.start()
        self.settle()

    def settle(self):
        """Until everything asked for has come."""
        self.qtbot.waitUntil(lambda: self.tasks.under_way == 0)

    def sync(self):
        self.screen.refresh()
        self.qtbot.waitUntil(lambda: not self.screen._loading._again)
        self.settle()

    def count(self):
        return self.screen.model.rowCount()

    def total(self):
        return self.screen._foot.words()[0]

    def _column(self, at):
        model = self.screen.model
        return [model.line(row).texts[at] for row in range(min(40, model.rowCount()))]

    def lanes(self):
        return self._column(0)

    def identifiers(self):
        return self._column(1)

    def scores(self):
        return self._column(2)

    def ages(self):
        return self._column(3)

    def goods(self):
        return self._column(4)

    def standings(self):
        return self._column(5)

    def ref_at(self, row):
        return self.screen.model.ref_at(row)

    def id_at(self, row):
        return self.screen.model.line(row).row.id

    def chosen_id(self):
        rows = self.screen.table.selectionModel().selectedRows()
        return self.id_at(rows[0].row()) if rows else None

    def chosen_top(self):
        return self.screen.table.visualRect(self.screen.table.currentIndex()).top()

    def columns(self):
        table = self.screen.table
        return [c.key for at, c in enumerate(self.screen.model.columns) if not table.isColumnHidden(at)]

    def press_lane(self, lane):
        self.qtbot.mouseClick(self.screen.filters.lanes[lane], Qt.MouseButton.LeftButton)
        self.settle()

    def choose(self, chip, code):
        self.qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
        menu = chip.menu_of_choices
        while menu.activeAction().data() != code:
            self.qtbot.keyClick(menu, Qt.Key.Key_Down)
        self.qtbot.keyClick(menu, Qt.Key.Key_Space)
        assert menu.isVisible()
        self.qtbot.keyClick(menu, Qt.Key.Key_Escape)
        self.settle()

    def order_by(self, key):
        chip = self.screen.filters.order
        chip.open()
        menu = chip.menu_of_orders
        while menu.activeAction() is not chip._orders[key]:
            self.qtbot.keyClick(menu, Qt.Key.Key_Down)
        self.qtbot.keyClick(menu, Qt.Key.Key_Return)
        self.settle()

    def entries(self, menu):
        """What a menu lists, the figures or arrows at the trailing edge after a bar; headings as they are."""
        entries = [action for action in menu.actions() if action.isVisible() and not action.isSeparator()]
        return [action.text().replace("\t", "|") for action in entries]

    def header(self, key):
        """The title over a column as it is shown."""
        keys = [column.key for column in self.screen.model.columns]
        return self.screen.model.headerData(keys.index(key), Qt.Orientation.Horizontal)

    def search(self, text):
        self.screen.filters.go_to_search()
        self.qtbot.keyClicks(self.screen.filters.search, text)
        self.qtbot.keyClick(self.screen.filters.search, Qt.Key.Key_Return)
        self.settle()

    def empty_words(self):
        return self.screen._empty.words() if self.screen._empty.isVisible() else ""


class DeliveryRobot:
    """An officer who looks at what was recorded and delivered."""

    def __init__(self, screen, qtbot, tasks):
        self.screen, self.qtbot, self.tasks = screen, qtbot, tasks

    def open(self):
        self.screen.show()
        self.settle()

    def refresh(self):
        self.screen.refresh()
        self.settle()

    def settle(self):
        self.qtbot.waitUntil(lambda: self.tasks.under_way == 0)

    def events(self):
        model = self.screen.model
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    def facts(self):
        grid = self.screen._facts._grid
        return {
            grid.itemAt(at).widget().text(): grid.itemAt(at + 1).widget().text()
            for at in range(0, grid.count(), 2)
        }

    def cards(self):
        return [card.accessibleName() for card in self.screen.attention.cards()]

    def lines(self, at):
        from workstation.ui.parts.text import PlainLabel

        card = self.screen.attention.cards()[at]
        return [each.text() for each in card.findChildren(PlainLabel) if each.text()]

    def buttons(self, at):
        from workstation.ui.parts.buttons import ActionButton

        card = self.screen.attention.cards()[at]
        return [each.words() for each in card.findChildren(ActionButton) if not each.isHidden()]

    def press(self, key):
        from PySide6.QtTest import QTest

        QTest.keyClick(self.screen.attention, key)
        self.settle()

    def press_on_card(self, at, words):
        from workstation.ui.parts.buttons import ActionButton

        card = self.screen.attention.cards()[at]
        button = next(each for each in card.findChildren(ActionButton) if each.words() == words)
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()
