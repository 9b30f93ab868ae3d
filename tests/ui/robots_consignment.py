"""Robots for the screens of one consignment: what an officer reads there, and does with keys and mouse."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from tests.fakes.desk_consignments import NOW
from tests.fakes.desk_deciding import FakeLists
from tests.fakes.drafts import FakeDrafts
from workstation.barcode.reads import BarcodeRead
from workstation.desk.decide import Recorded
from workstation.domain.problems import Problem
from workstation.ui.decision.screen import DecisionScreen
from workstation.ui.declaration.screen import DeclarationScreen
from workstation.ui.parts.shortcuts import Shortcuts
from workstation.ui.scan_image.loading import KEPT_BYTES
from workstation.ui.scan_image.screen import ScanImageScreen

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class DeclarationRobot:
    """Reads a declaration."""

    def __init__(self, qtbot, width=420, height=700):
        self.screen = DeclarationScreen(FakeLists(), lambda: NOW)
        qtbot.addWidget(self.screen)
        self.qtbot = qtbot
        self.screen.resize(width, height)
        self.screen.show()

    def open(self, opened):
        with self.qtbot.waitSignal(self.screen.painted):
            self.screen.show_consignment(opened)
        return self

    def lines(self):
        """Every line as it is spoken, once all are written."""
        model = self.screen.model
        self.qtbot.waitUntil(lambda: not model.grow(100))
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def text(self):
        return "\n".join(self.lines())

    def line_with(self, words):
        return next(line for line in self.lines() if words in line)

    def order_of(self, *words):
        """At which line each of these is first read."""
        lines = self.lines()
        return [next(at for at, line in enumerate(lines) if word in line) for word in words]

    def mark(self, words):
        """Move the mark to the line with these words."""
        at = self.order_of(words)[0]
        self.screen.list.setCurrentIndex(self.screen.list.model().index(at, 0))

    def marked(self):
        return str(self.screen.list.currentIndex().data())

    def press(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        QTest.keyClick(self.screen.list, key, modifiers)

    def copied(self):
        return QGuiApplication.clipboard().text()


class ImageRobot:
    """Looks at scan images."""

    def __init__(self, qtbot, tasks, source, width=900, height=640, memory_bytes=KEPT_BYTES):
        self.screen = ScanImageScreen(tasks, source, memory_bytes)
        qtbot.addWidget(self.screen)
        self.qtbot = qtbot
        self.painted: list[str] = []
        self.screen.image_painted.connect(self.painted.append)
        self.screen.resize(width, height)
        self.screen.show()

    def open(self, opened, images=None):
        """Open and wait until as many images as it has (or so many) are painted."""
        before = len(self.painted)
        images = len(opened.consignment.images) if images is None else images
        self.screen.show_consignment(opened)
        self.qtbot.waitUntil(lambda: len(self.painted) == before + images)
        return self

    def press(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        QTest.keyClick(self.screen, key, modifiers)

    def words(self):
        return [pane.words for pane in self.screen.panes if not pane.isHidden()]

    def states(self):
        return [pane.state_words() for pane in self.screen.panes if not pane.isHidden()]

    def wheel(self, pane, at, notches):
        event = QWheelEvent(
            QPointF(at),
            QPointF(pane.mapToGlobal(at)),
            QPoint(),
            QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(self.under(pane, at), event)

    def drag(self, pane, button, by, modifiers=Qt.KeyboardModifier.NoModifier):
        start = pane.rect().center()
        under = self.under(pane, start)
        QTest.mousePress(under, button, modifiers, start)
        QTest.mouseMove(under, start + by)
        QTest.mouseRelease(under, button, modifiers, start + by)

    def double_click(self, pane, at):
        under = self.under(pane, at)
        QTest.mouseClick(under, Qt.MouseButton.LeftButton, pos=at)
        QTest.mouseDClick(under, Qt.MouseButton.LeftButton, pos=at)
        QTest.mouseRelease(under, Qt.MouseButton.LeftButton, pos=at)

    @staticmethod
    def under(pane, at):
        """What the mouse meets there: whatever fills the pane, from its corner on."""
        return pane.childAt(at) or pane


class DecisionRobot:
    """Decides: a window with the decision panel, the program's keys, and a field to type in elsewhere."""

    def __init__(self, qtbot, tasks, desk, images=("a" * 64,), last_read="RB123456785GB", drafts=None):
        self.qtbot, self.desk = qtbot, desk
        self.drafts = drafts or FakeDrafts()
        self.last_read = last_read
        self.window = QWidget()
        self.elsewhere = QLineEdit(self.window)
        ids = iter(f"found-{number}" for number in range(1, 100))
        self.screen = DecisionScreen(
            tasks,
            desk,
            FakeLists(),
            self.drafts,
            last_read=lambda: BarcodeRead(text=self.last_read) if self.last_read else None,
            images_shown=lambda: images,
            new_id=lambda: next(ids),
        )
        layout = QVBoxLayout(self.window)
        layout.addWidget(self.elsewhere)
        layout.addWidget(self.screen)
        self.keys = Shortcuts(self.window, lambda: False)
        for name, slot in self.screen.acts().items():
            self.keys.on(name, slot)
        self.decided: list[Recorded] = []
        self.offered: list[Recorded] = []
        self.failed: list[Problem] = []
        self.cancelled: list[str] = []
        self.screen.decided.connect(self.decided.append)
        self.screen.failed.connect(self.failed.append)
        self.screen.annul_offered.connect(self.offered.append)
        self.screen.cancelled.connect(self.cancelled.append)
        qtbot.addWidget(self.window)
        self.window.resize(420, 760)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()

    def open(self, opened):
        self.screen.show_consignment(opened)
        return self

    def press(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        focused: QWidget | None = self.window.focusWidget()
        QTest.keyClick(focused if focused is not None else self.window, key, modifiers)

    def type(self, text):
        QTest.keyClicks(self.window.focusWidget(), text)

    def confirm(self):
        self.press(Qt.Key.Key_Return, CTRL)

    def wait_for_decision(self, count=1):
        self.qtbot.waitUntil(lambda: len(self.decided) == count)
        return self.desk.recorded[-1]

    @property
    def form(self):
        return self.screen.form

    def in_the_way(self):
        return self.screen.keys.in_the_way.text()

    def notice(self):
        return self.screen.keys.notice.text()

    def missing(self):
        return "\n".join(self.form.obstacles())

    def tick(self, row, chosen):
        state = Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked
        self.form.scope.setData(self.form.scope.index(row, 0), state, Qt.ItemDataRole.CheckStateRole)

    def quantity(self, row, text):
        """Type a quantity over that of a row, as the keyboard does."""
        table = self.form.table
        table.setFocus()
        table.setCurrentIndex(self.form.scope.index(row, 1))
        QTest.keyClicks(table, text[:1])
        editor = next(e for e in table.findChildren(QLineEdit) if e.isVisible())
        QTest.keyClicks(editor, text[1:])
        return editor
