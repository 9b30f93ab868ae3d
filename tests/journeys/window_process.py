"""A whole bench in a process of its own under a real X server, for keys that the server itself sends.

`python -m tests.journeys.window_process HOME`. A line `{"scene": …}` on its input sets the stage; after
that, and after each Enter that the X server sends, it tells in one line what became of the keys. Ends with
its input.
"""

import json
import sys
from contextlib import ExitStack
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QLocale, QObject, QSocketNotifier, Qt, QTimer
from PySide6.QtGui import QAction, QInputMethodEvent, QKeyEvent, QShortcut, QWindow
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tests.fakes.clock import FakeClock
from tests.journeys.bench_process import Patience
from tests.journeys.centre import Centre
from tests.journeys.officer import Officer
from tests.journeys.parcels import parcel
from tests.journeys.stage import around, furnish
from workstation.app import BenchWindow
from workstation.barcode.reads import BarcodeRead
from workstation.bench import Bench, Start
from workstation.desk.queue import QueueFilter
from workstation.desk.read_answer import ReadAnswer
from workstation.training.consignments import make_documents

BARCODES = {"C-1": "RB123456785GB", "C-2": "LX473124829NL", "C-3": "157035381410375177"}
REMARK, SEARCHED = "no invoice, box 2", "cotton"
PULLED = 400
"""Consignments that the service has news of during a sync: 80 pages at the pace of the journeys."""
CAPS_LOCK = 0x2
RELEASE_MS = 50
"""After the press of Enter its release has come, too, and whatever that does."""
LONGEST_MS = 300_000


class Asks(QDialog):
    """A modal dialog with a field in which something stands, and a button that Enter presses."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.field, button = QLineEdit(SEARCHED, self), QPushButton("OK", self)
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        layout.addWidget(button)
        button.setDefault(True)
        button.clicked.connect(self.accept)


class Keys(QObject):
    """What the X server sent, and what of it reached a widget, a button, a menu or a shortcut."""

    def __init__(self, officer: Officer, tell: Any) -> None:
        super().__init__()
        self._officer, self._tell = officer, tell
        self._watched: set[int] = set()
        self.begin()

    def begin(self) -> None:
        """What comes from now on counts."""
        self.times: list[int] = []
        self.reached: list[str] = []
        self.pressed: list[str] = []
        self.taken: list[BarcodeRead] = []
        self.answers: list[ReadAnswer] = []
        found: list[Any] = []
        for top in QApplication.topLevelWidgets():
            found += [
                *top.findChildren(QAbstractButton),
                *top.findChildren(QAction),
                *top.findChildren(QShortcut),
            ]
        for each in found:
            if id(each) not in self._watched:
                self._watched.add(id(each))
                kind = {QAction: "triggered", QShortcut: "activated"}.get(type(each), "clicked")
                getattr(each, kind).connect(partial(self._note_pressed, type(each).__name__))

    def _note_pressed(self, name: str, *_checked: object) -> None:
        self.pressed.append(name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Looks on: installed after the program's own filter, it sees each event before that."""
        if isinstance(event, QInputMethodEvent):
            if isinstance(watched, QWidget) and event.commitString() + event.preeditString():
                self.reached.append(f"{type(watched).__name__} composes {event.commitString()}")
        elif isinstance(event, QKeyEvent):
            if isinstance(watched, QWindow):
                self._note(event)
            elif event.type() is QEvent.Type.KeyPress and event.key() != Qt.Key.Key_Shift:
                self.reached.append(f"{type(watched).__name__} gets {event.text()!r}")
        return False

    def _note(self, event: QKeyEvent) -> None:
        if event.type() is QEvent.Type.KeyRelease or event.key() == Qt.Key.Key_Shift:
            return
        # A press comes twice, as a question for shortcuts and as itself; and again, if it was a person's.
        if self.times and event.timestamp() <= self.times[-1]:
            return
        self.times.append(event.timestamp())
        if event.key() == Qt.Key.Key_Return:
            # Its release may never come: the X server gives it to nobody where a menu has just been closed.
            QTimer.singleShot(RELEASE_MS, self._tell)


class Stage(QObject):
    """Sets scenes and tells what became of them."""

    def __init__(self, officer: Officer, centre: Centre) -> None:
        super().__init__()
        self.officer, self.centre, self.screens = officer, centre, officer.screens
        self._put_in, self._reads = 0, 0
        self._dialog: Asks | None = None
        self.keys = Keys(officer, self.tell)
        self.screens.reading.route.taken.connect(self.take_read)
        self.screens.inspection.answered.connect(self.take_answer)

    def take_read(self, read: BarcodeRead) -> None:
        self.keys.taken.append(read)

    def take_answer(self, answer: ReadAnswer) -> None:
        self.keys.answers.append(answer)

    def hear(self) -> None:
        """A line on the input: the next scene."""
        line = sys.stdin.readline()
        if not line:
            QApplication.quit()
            return
        self._clear()
        getattr(self, f"set_{json.loads(line)['scene']}")()
        Patience.waitUntil(self.officer.is_at_rest, timeout=10_000)
        self.keys.begin()
        self.tell()

    def _clear(self) -> None:
        """Whatever the scene before left open."""
        if self._dialog is not None:
            self._dialog.close()
            self._dialog.deleteLater()
            self._dialog = None
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        self.screens.queue.filters.search.clear()
        self.officer.window.activateWindow()
        Patience.waitUntil(self.officer.window.isActiveWindow, timeout=10_000)
        self._lay_down("C-1")

    def _lay_down(self, consignment: str) -> None:
        """Its parcel lies on the bench: another reader, a serial one, has read it."""
        self._reads += 1
        at_ms = 10_000 * self._reads
        read = BarcodeRead(
            text=BARCODES[consignment], source="serial", started_ms=at_ms, ended_ms=at_ms, ended_by="silence"
        )
        self.screens.reading.route.take(read)
        Patience.waitUntil(self.officer.is_at_rest, timeout=10_000)

    # --- scenes -------------------------------------------------------------------------------------------

    def set_remark(self) -> None:
        """The officer writes a remark into the form of a hold."""
        form = self.officer.form
        if form.kind != "hold":
            self.screens.decision.acts()["hold"]()
        form.remark.setPlainText(REMARK)
        form.remark.setFocus()

    def set_left_remark(self) -> None:
        """Back to what was being written when another parcel was read."""

    def set_button(self) -> None:
        """The keyboard is on the button that records the hold, of which nothing is missing."""
        self.set_remark()
        form = self.officer.form
        form.reason.choose("H01")
        assert form.confirm_button.isEnabled(), form.obstacles()
        form.confirm_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        form.confirm_button.setFocus()

    def set_search(self) -> None:
        """The officer searches."""
        search = self.screens.queue.filters.search
        search.setText(SEARCHED)
        search.setFocus()

    def set_menu(self) -> None:
        """The list of orders is open, one of them marked."""
        self.screens.queue.filters.order.open()

    def set_dialog(self) -> None:
        """A modal dialog asks for a name, and Enter would accept it."""
        dialog = self._dialog = Asks(self.officer.window)
        dialog.open()
        dialog.activateWindow()
        dialog.field.setFocus()
        Patience.waitUntil(dialog.isActiveWindow, timeout=10_000)

    def set_sync(self) -> None:
        """The service has many consignments more, and the bench has begun to fetch them."""
        self.set_remark()
        before = self._cached()
        if self._still_to_pull() < PULLED // 2:
            self._put_in += PULLED
            self.centre.put(*make_documents(1000 + self._put_in, PULLED))
            self.screens.line.wake()
        Patience.waitUntil(lambda: self._cached() > before, timeout=10_000)

    def _still_to_pull(self) -> int:
        return len(BARCODES) + self._put_in - self._cached()

    def _cached(self) -> int:
        return self.screens.desk.queue.count(QueueFilter())

    def _in_dialog(self) -> str:
        """What stands in the dialog's field; empty where none is open."""
        is_open = self._dialog is not None and self._dialog.isVisible()
        return self._dialog.field.text() if self._dialog is not None and is_open else ""

    # --- what is told -------------------------------------------------------------------------------------

    def tell(self) -> None:
        """Everything that the keys may have changed."""
        keys, form = self.keys, self.officer.form
        focus = QApplication.focusWidget()
        pauses = [later - earlier for earlier, later in pairwise(keys.times)]
        told = {
            "focus": type(focus).__name__ if focus is not None else "",
            "texts": [read.text for read in keys.taken],
            "layout_says": [read.as_typed for read in keys.taken],
            "caps_lock": any(s.native_modifiers & CAPS_LOCK for read in keys.taken for s in read.strokes),
            "pauses_ms": pauses,
            "answers": [each.answer.value for each in keys.answers],
            "open": self.officer.open_id(),
            "reached": keys.reached,
            "pressed": keys.pressed,
            "form": form.kind,
            "remark": form.remark.toPlainText(),
            "search": self.screens.queue.filters.search.text(),
            "dialog": self._in_dialog(),
            "menu": QApplication.activePopupWidget() is not None,
            "still_to_pull": self._still_to_pull(),
            "decisions": self.officer._on_disk(),
        }
        sys.stdout.write(f"{json.dumps(told)}\n")
        sys.stdout.flush()


def main(home: str) -> None:
    application = QApplication([])
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    clock = FakeClock()
    with ExitStack() as opened:
        centre = opened.enter_context(Centre(Path(home), clock))
        centre.put(*(parcel(id, barcode) for id, barcode in BARCODES.items()))
        start = Start(profile="training", home=furnish(Path(home) / "bench"))
        bench = Bench.open(start, around(clock, centre.line.address, centre.token))
        opened.callback(bench.close)
        screens = BenchWindow(bench, application)
        screens.furnish()
        opened.callback(screens.close)
        officer = Officer(Patience(), screens, clock)
        officer.sits_down()
        officer.waits_for_the_parcels(len(BARCODES))
        stage = Stage(officer, centre)
        application.installEventFilter(stage.keys)
        orders = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
        orders.activated.connect(stage.hear)
        QTimer.singleShot(0, stage.tell)
        QTimer.singleShot(LONGEST_MS, application.quit)
        application.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
