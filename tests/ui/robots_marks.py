"""A robot that marks, links and judges on scan images, with keys and mouse."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.robots_consignment import ImageRobot
from workstation.ui.scan_image.marks.keys import MarkKeys
from workstation.ui.scan_image.marks.marking import Marking

LEFT = Qt.MouseButton.LeftButton


class MarkRobot(ImageRobot):
    """The image screen with the panel of marks beside it."""

    def __init__(self, qtbot, tasks, source, book):
        super().__init__(qtbot, tasks, source)
        ids = (f"m-{number}" for number in range(1, 100))
        self.book = book
        self.marking = Marking(self.screen, book, tasks, ids.__next__, self.screen)
        self.panel = self.marking.panel
        self.keys = MarkKeys(self.screen, self.marking)
        self.failed: list[object] = []
        self.marking.failed.connect(self.failed.append)
        self.screen.put_beside(self.panel)
        self.screen.resize(1100, 640)
        self.screen.activateWindow()
        qtbot.waitUntil(self.screen.isActiveWindow)

    def open(self, opened, images=None):
        super().open(opened, images)
        self.marking.show_consignment(opened)
        self.screen.setFocus()
        return self

    def marks(self):
        return self.marking.keeper.marks()

    def all_kept(self):
        self.qtbot.waitUntil(lambda: all(self.marking.keeper.is_kept(mark.id) for mark in self.marks()))
        return self.marks()

    def written(self, count):
        self.qtbot.waitUntil(lambda: len(self.book.written) == count)

    def layer(self, pane=0):
        layer = self.marking.pointing.views[pane].layer
        assert layer is not None
        return layer

    def on_screen(self, x, y, pane=0):
        """Where in a pane a point of the image is, once the panel has taken its room."""
        QApplication.sendPostedEvents()
        return self.screen.panes[pane].from_image(QPointF(x, y)).toPoint()

    def draw(self, start, *places, pane=0, modifiers=Qt.KeyboardModifier.NoModifier):
        """Press the left button at a point of the image, move over others, let go at the last."""
        at = self.on_screen(start[0], start[1], pane)
        under = self.under(self.screen.panes[pane], at)
        QTest.mousePress(under, LEFT, modifiers, at)
        for place in places:
            at = self.on_screen(place[0], place[1], pane)
            QTest.mouseMove(under, at)
        QTest.mouseRelease(under, LEFT, modifiers, at)

    def click(self, x, y, pane=0):
        at = self.on_screen(x, y, pane)
        QTest.mouseClick(self.under(self.screen.panes[pane], at), LEFT, pos=at)

    def double_click_at(self, x, y, pane=0):
        self.double_click(self.screen.panes[pane], QPoint(self.on_screen(x, y, pane)))

    def listed(self):
        return [row.words for row in self.panel.rows.rows]

    def open_rows(self):
        return [row.words for row in (*self.panel.rows.rows, *self.panel.goods.rows) if row.is_open]
