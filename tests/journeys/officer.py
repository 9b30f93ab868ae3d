"""The officer of the journeys: hands on reader and keyboard of the real window, eyes on the screen."""

from collections import Counter
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from tests.fakes.clock import FakeClock
from tests.ui.robots import KeyboardRobot
from workstation.app import BenchWindow
from workstation.desk.queue import QueueFilter
from workstation.desk.read_answer import ReadAnswer
from workstation.domain.note import NOTES
from workstation.ui.parts.buttons import ActionButton

CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
KEYS = {
    "release": (Qt.Key.Key_F2, NONE),
    "hold": (Qt.Key.Key_F3, NONE),
    "seize": (Qt.Key.Key_F4, NONE),
    "lift": (Qt.Key.Key_L, CTRL),
    "acknowledge": (Qt.Key.Key_K, CTRL),
    "confirm": (Qt.Key.Key_Return, CTRL),
    "recall": (Qt.Key.Key_R, CTRL),
    "recall_acknowledge": (Qt.Key.Key_R, CTRL | Qt.KeyboardModifier.ShiftModifier),
    "annul": (Qt.Key.Key_Z, CTRL),
    "throw_away": (Qt.Key.Key_Backspace, CTRL | Qt.KeyboardModifier.ShiftModifier),
    "search": (Qt.Key.Key_F, CTRL),
    "next": (Qt.Key.Key_Down, CTRL),
    "hunt": (Qt.Key.Key_H, CTRL),
    "queue": (Qt.Key.Key_F6, NONE),
    "delivery": (Qt.Key.Key_F9, NONE),
    "shift": (Qt.Key.Key_F9, Qt.KeyboardModifier.ShiftModifier),
    "declaration": (Qt.Key.Key_D, CTRL),
    "readiness": (Qt.Key.Key_F5, NONE),
    "drill": (Qt.Key.Key_D, CTRL | Qt.KeyboardModifier.ShiftModifier),
    "seen": (Qt.Key.Key_M, CTRL),
    "escape": (Qt.Key.Key_Escape, NONE),
    "tab": (Qt.Key.Key_Tab, NONE),
    "enter": (Qt.Key.Key_Return, NONE),
    "down": (Qt.Key.Key_Down, NONE),
    "right": (Qt.Key.Key_Right, NONE),
    "space": (Qt.Key.Key_Space, NONE),
}
PATIENCE_MS = 10_000


class Officer:
    """Does what an officer does, and waits as one does: until it is to be seen."""

    def __init__(self, qtbot, screens: BenchWindow, clock: FakeClock) -> None:
        self.qtbot, self.screens, self.clock = qtbot, screens, clock
        self.window = screens.window
        self.painted: list[str] = []
        screens.declaration.painted.connect(self.painted.append)
        self.answers: list[ReadAnswer] = []
        screens.inspection.answered.connect(self.answers.append)
        self.images: list[str] = []
        screens.image.image_painted.connect(self.images.append)

    def sits_down(self) -> None:
        """The window opens and has the keyboard."""
        with self.qtbot.waitActive(self.window, timeout=PATIENCE_MS):
            self.screens.show()
            self.window.activateWindow()
        # Its times lie far from those that Qt gives to the function keys: they are two clocks.
        self.hands = KeyboardRobot(self.window, start_ms=1_000_000_000)

    # --- hands --------------------------------------------------------------------------------------------

    def reads(self, barcode: str) -> None:
        """A label under the reader."""
        self.hands.now_ms += 2_000
        self.hands.reader(barcode)

    def opens(self, barcode: str) -> None:
        """A label under the reader, and its declaration before the eyes."""
        before = len(self.painted)
        self.reads(barcode)
        self.waits_until(lambda: len(self.painted) > before)

    def presses(self, *names: str) -> None:
        """Keys of the program, one after the other."""
        for name in names:
            QTest.keyClick(self.window.windowHandle(), *KEYS[name])
            self.waits_until(lambda: not self.screens.reader.holds_act)

    def types(self, text: str) -> None:
        """A person's typing, into whatever has the keyboard."""
        self.hands.now_ms += 2_000
        self.hands.person(text)
        reader = self.screens.reader
        self.waits_until(lambda: reader._wedge.hold_ms is None)

    def goes_to(self, field: QWidget) -> None:
        """By the tabulator, as the hands do without a mouse."""
        for _ in range(40):
            if field.hasFocus():
                return
            self.presses("tab")
        raise AssertionError("no way there by the tabulator")

    def waits_out_the_time_to_annul(self) -> None:
        """Five seconds and a little."""
        self.clock.advance(6)
        self.screens.line.wake()

    def waits_for_the_parcels(self, count: int) -> None:
        """Until so many consignments, and the lists that decisions need, have come from the service."""
        desk = self.screens.desk
        self.waits_until(lambda: desk.queue.count(QueueFilter()) == count and "reasons" in desk.lists.all())

    def waits_for_the_queue(self, count: int) -> None:
        """Until the queue shows so many rows; it is compared at most once a second."""
        self.waits_until(lambda: len(self.queue()) == count and self.is_at_rest())

    def waits_until(self, seen: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(seen()), timeout=PATIENCE_MS)

    # --- decisions ----------------------------------------------------------------------------------------

    def fills(self, kind: str, *, reason: str = "", legal_basis: str = "", remark: str = "") -> None:
        """Open the form of a decision and write into it."""
        form = self.form
        self.presses(kind)
        assert form.kind == kind, self.says()
        for field, text in ((form.reason, reason), (form.legal_basis, legal_basis)):
            if text:
                self.goes_to(field.line)
                self.types(text)
        if remark:
            self.goes_to(form.remark)
            self.types(remark)

    def confirms(self) -> None:
        """Confirm the form; come back when it is recorded."""
        recorded = self.recorded()
        self.presses("confirm")
        assert not self.form.obstacles()
        self.waits_until(lambda: self._on_disk() > recorded and self.is_at_rest())

    def decides(self, kind: str, **more: str) -> None:
        """A whole decision with its form."""
        self.fills(kind, **more)
        self.confirms()

    def releases(self) -> None:
        """F2; comes back when it is recorded."""
        recorded = self.recorded()
        self.presses("release")
        self.waits_until(lambda: self._on_disk() > recorded and self.is_at_rest())

    def annuls(self) -> None:
        """The newest release, within its time; comes back when that is recorded."""
        recorded = self.recorded()
        self.presses("annul")
        self.waits_until(lambda: self._on_disk() > recorded and self.is_at_rest())

    def unticks(self, row: int) -> None:
        """Take goods out of the scope, by the space bar."""
        table = self.form.table
        self.goes_to(table)
        self._goes_to_cell(row, 0)
        self.presses("space")

    def takes_only(self, row: int, quantity: str) -> None:
        """Type a quantity over that of a line of goods."""
        self.goes_to(self.form.table)
        self._goes_to_cell(row, 1)
        self.types(quantity)
        self.presses("enter")

    def _goes_to_cell(self, row: int, column: int) -> None:
        table = self.form.table
        for _ in range(20):
            at = table.currentIndex()
            if (at.row(), at.column()) == (row, column):
                return
            self.presses("down" if at.row() < row else "right")
        raise AssertionError(f"not reached: {table.currentIndex().row()}, {table.currentIndex().column()}")

    def finds(self, description: str, quantity: str) -> None:
        """Write down goods that nobody declared."""
        found = self.form.found
        self.goes_to(found.description)
        self.types(description)
        self.goes_to(found.quantity)
        self.types(quantity)

    def presses_on_card(self, title: str, words: str) -> None:
        """A button of a card in attention."""
        cards = self.screens.delivery.attention.cards()
        card = next(each for each in cards if each.accessibleName().startswith(title))
        button = next(each for each in card.findChildren(ActionButton) if each.words() == words)
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    # --- eyes ---------------------------------------------------------------------------------------------

    @property
    def form(self):
        return self.screens.decision.form

    def open_id(self) -> str:
        """Which consignment is on the screen."""
        opened = self.screens.inspection.open_consignment
        return opened.id if opened is not None else ""

    def number(self) -> str:
        """What the strip at the top calls it."""
        return self.screens.strip._identifier.text()

    def standing(self) -> str:
        """Where it stands, as the strip at the top says it."""
        return self.screens.strip._standing.accessibleName()

    def declaration(self) -> str:
        """Everything written in the declaration."""
        return self.screens.declaration.text()

    def notice(self) -> str:
        """What the panel with the decision keys says has happened."""
        return self.screens.decision.keys.notice.text()

    def in_the_way(self) -> str:
        """What stands in the way of a release."""
        return self.screens.decision.keys.in_the_way.text()

    def says(self) -> str:
        """Everything in the message bar."""
        return " | ".join(self.screens.message_bar.words())

    def line(self) -> str:
        """What the strip at the top says of the line."""
        return self.screens.strip.line_words()

    def queue(self) -> dict[str, str]:
        """Identifier to standing, of the rows in the queue."""
        return dict(zip(self._column("identifier"), self._column("standing"), strict=True))

    def _column(self, key: str) -> Sequence[str]:
        model = self.screens.queue.model
        at = [column.key for column in model.columns].index(key)
        return [model.line(row).texts[at] for row in range(model.rowCount())]

    def view(self) -> str:
        """The words in the place of the scan image."""
        return " ".join(pane.words for pane in self.screens.image.panes if not pane.isHidden())

    def deliveries(self) -> list[str]:
        """What was recorded and what became of it, the newest first."""
        model = self.screens.delivery.model
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def cards(self) -> list[str]:
        """What needs a person."""
        return [card.accessibleName() for card in self.screens.delivery.attention.cards()]

    def recorded(self) -> int:
        """How many decisions are on the disk, once nothing is being written; notes of parcels beside."""
        self.waits_until(self.is_at_rest)
        return self._on_disk()

    def fates(self) -> dict[str, int]:
        """What became of the decisions on the disk: how many are in each state."""
        rows = self.screens.desk.line.deliveries(None, 1_000)
        return Counter(row.state for row in rows if row.kind not in NOTES)

    def _on_disk(self) -> int:
        return sum(self.fates().values())

    def is_at_rest(self) -> bool:
        """Nothing is being written or read."""
        return self.screens.tasks.under_way == 0

    def dialogs(self) -> list[str]:
        """Windows over the window; there are none."""
        return [
            type(each).__name__
            for each in QApplication.topLevelWidgets()
            if each.isVisible() and (isinstance(each, QDialog) or each.isModal())
        ]
