"""Each read is answered where eyes and ears are, whichever way it comes: by keys, a serial port, or typed."""

import os
import sys
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.journeys import parcels
from tests.journeys.officer import NONE, Officer
from tests.journeys.parcels import parcel
from workstation.barcode.reads import BarcodeRead
from workstation.barcode.serial_port import PortState
from workstation.host.settings import WIRED, ReaderProfile

pytestmark = pytest.mark.journey

FIRST, SECOND, NOBODYS = "RB123456785GB", "LX473124829NL", "RR287043775IN"


@pytest.fixture
def officer(seat, centre) -> Iterator[Officer]:
    centre.put(parcel("C-1", FIRST), parcel("C-2", SECOND), *parcels.others())
    seated = seat()
    seated.waits_for_the_parcels(14)
    yield seated
    assert seated.dialogs() == []


@pytest.fixture
def serial_reader(officer, tmp_path) -> Iterator[int]:
    """The reader's end of a cable whose other end the bench reads."""
    if sys.platform == "win32":
        pytest.skip("pseudo-terminals are for POSIX")
    ends = os.openpty()
    port = tmp_path / "ttyACM0"
    port.symlink_to(os.ttyname(ends[1]))
    serial = officer.screens.reading.serial
    serial.use(ReaderProfile(port=str(port)))
    officer.waits_until(lambda: serial.port is not None and serial.port.state is PortState.OPEN)
    yield ends[0]
    for end in ends:
        os.close(end)


def band(officer: Officer) -> tuple[str, ...]:
    return officer.screens.band.words()


def sounds(officer: Officer) -> list[str]:
    """From now on, which sound goes with each answer."""
    heard: list[str] = []
    officer.screens.reading.route.answered.connect(lambda said: heard.append(said.answer.value))
    return heard


def test_the_band_answers_a_read_with_word_and_number(officer):
    assert band(officer) == ("Read a barcode",)
    officer.opens(FIRST)
    assert band(officer)[:2] == ("Found", "RB 123 456 785 GB")
    officer.reads(NOBODYS)
    officer.waits_until(lambda: band(officer)[:2] == ("Not found", NOBODYS))
    officer.reads("RB123456786GB")
    officer.waits_until(lambda: band(officer)[0] == "Check digit wrong")


def takes_up_the_next_parcel(officer):
    """What follows a read sooner than a reader's own longest pause is of the same label."""
    read = officer.screens.inspection.last_read()
    officer.waits_until(lambda: time.monotonic_ns() // 1_000_000 > read.ended_ms + WIRED.max_gap_ms)


def test_a_serial_reader_opens_parcels_whatever_has_the_keyboard(officer, serial_reader):
    heard = sounds(officer)
    officer.presses("search")
    field = officer.window.focusWidget()
    for number, consignment in ((FIRST, "C-1"), (SECOND, "C-2")):
        os.write(serial_reader, f"{number}\r\n".encode())
        officer.waits_until(lambda wanted=consignment: officer.open_id() == wanted)
        takes_up_the_next_parcel(officer)
    assert (field.text(), field.hasFocus(), heard) == ("", True, ["found", "found"])


def test_after_reads_that_a_serial_reader_lost_the_parcel_stays_open_and_is_not_at_hand(officer):
    officer.opens(FIRST)
    officer.screens.reading.serial.lost.emit()
    shown = officer.screens.inspection.open_consignment
    assert (shown.id, shown.at_hand.parcels) == ("C-1", ())
    assert officer.screens.inspection.last_read() is None


def test_a_release_carries_a_serial_read_as_it_carries_one_of_the_keyboard(officer, serial_reader):
    os.write(serial_reader, f"{FIRST}\r".encode())
    officer.waits_until(lambda: officer.open_id() == "C-1")
    officer.releases()
    read = officer.screens.inspection.last_read()
    assert read is not None
    assert (read.text, read.source) == (FIRST, "serial")


def test_the_number_of_a_torn_label_is_typed_and_nobody_loses_the_keyboard(officer):
    officer.waits_for_the_queue(14)
    officer.presses("queue")
    before = officer.window.focusWidget()
    QTest.keyClick(officer.window.windowHandle(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    officer.waits_until(officer.screens.band.typed.field.hasFocus)
    reads: list[BarcodeRead] = []
    officer.screens.reading.route.taken.connect(reads.append)
    officer.types(FIRST)
    officer.hands.now_ms += 2_000
    officer.hands.stroke("\r", Qt.Key.Key_Return, modifiers=NONE)
    officer.waits_until(lambda: officer.open_id() == "C-1")
    assert [(read.text, read.source) for read in reads] == [(FIRST, "typed")]
    assert (before.hasFocus(), officer.screens.band.typed.is_open) == (True, False)
    assert band(officer)[0] == "Found"


def test_a_read_while_a_number_is_typed_goes_its_own_way(officer):
    QTest.keyClick(officer.window.windowHandle(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    typed = officer.screens.band.typed
    officer.waits_until(typed.field.hasFocus)
    officer.types("RB12")
    officer.opens(SECOND)
    assert (officer.open_id(), typed.is_open, typed.field.text()) == ("C-2", False, "")


def test_a_serial_reader_that_is_unplugged_is_told_and_reads_on_when_it_is_back(
    officer, serial_reader, tmp_path
):
    port = tmp_path / "ttyACM0"
    port.unlink()
    # The reader's end is closed: what is left of the cable says so to the program.
    again = os.openpty()
    os.dup2(again[0], serial_reader)
    officer.waits_until(lambda: "The serial reader was unplugged." in band(officer)[-1])
    assert "The serial reader was unplugged." in officer.says()
    port.symlink_to(os.ttyname(again[1]))
    officer.waits_until(lambda: "unplugged" not in " ".join(band(officer)))
    os.write(serial_reader, f"{FIRST}\r".encode())
    officer.waits_until(lambda: officer.open_id() == "C-1")
    for end in again:
        os.close(end)
