"""A serial reader's bytes make the same reads, however they come, and it may be unplugged at any time.

The port is a real one of the system: one end of a pseudo-terminal, as a USB reader's is one end of a cable.
"""

import errno
import json
import logging
import os
import sys
from pathlib import Path
from queue import Empty, SimpleQueue

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.barcode.after_read import REST_MS
from workstation.barcode.reads import BarcodeRead
from workstation.barcode.serial_port import (
    AUTO,
    LATE_SILENCE_MS,
    SILENCE_MS,
    Framing,
    PortNews,
    PortState,
    SerialReader,
    decoded,
    state_of,
)
from workstation.barcode.wedge import LONGEST_READ
from workstation.host.logs import line_of
from workstation.host.settings import ReaderProfile

NUMBER = "RB123456785GB"
OTHER = "CC987654321CN"
TWO = {1000: NUMBER, 1150: OTHER}
PATIENCE_S = 10


def texts(reads):
    return [read.text for read in reads]


# --- framing ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "terminator, sent, ended_by",
    [
        ("enter", "\r", "enter"),
        ("enter", "\n", "enter"),
        ("enter", "\r\n", "enter"),
        ("tab", "\t", "tab"),
        ("any", "\r\n", "enter"),
        ("any", "\t", "tab"),
    ],
)
def test_a_terminator_ends_a_read_and_belongs_to_none(terminator, sent, ended_by):
    framing = Framing(ReaderProfile(terminator=terminator))
    reads = [read for at_ms in (1000, 1150) for read in framing.feed(f"{TWO[at_ms]}{sent}".encode(), at_ms)]
    assert [(read.text, read.source, read.ended_by, read.flaw) for read in reads] == [
        (NUMBER, "serial", ended_by, ""),
        (OTHER, "serial", ended_by, ""),
    ]
    assert framing.tick(10_000) == ()


@pytest.mark.parametrize("terminator, silence_ms", [("none", SILENCE_MS), ("any", LATE_SILENCE_MS)])
def test_silence_ends_a_read_whose_terminator_does_not_come(terminator, silence_ms):
    framing = Framing(ReaderProfile(terminator=terminator))
    assert framing.feed(NUMBER.encode(), 1000) == ()
    assert framing.tick(1000 + silence_ms - 1) == ()
    (read,) = framing.tick(1000 + silence_ms)
    assert (read.text, read.ended_by, read.started_ms, read.ended_ms) == (NUMBER, "silence", 1000, 1000)
    assert read.flaw == ("" if terminator == "none" else "cut_off")


@pytest.mark.parametrize("terminator", ["any", "enter", "tab"])
@pytest.mark.parametrize("cut", [6, 8, 11])
def test_neither_half_of_a_read_with_a_pause_in_it_is_a_barcode(terminator, cut):
    framing, end = Framing(ReaderProfile(terminator=terminator)), b"\t" if terminator == "tab" else b"\r"
    reads = [*framing.feed(NUMBER[:cut].encode(), 1000), *framing.tick(1600)]
    reads += framing.feed(NUMBER[cut:].encode() + end, 3000)
    assert [read.flaw for read in reads] == ["cut_off", "cut_off"]
    (whole,) = framing.feed(NUMBER.encode() + end, 4000)
    assert (whole.text, whole.flaw) == (NUMBER, "")


def test_a_read_long_after_one_that_was_cut_off_is_a_read():
    framing = Framing(ReaderProfile())
    framing.feed(b"RB123456", 1000)
    assert framing.tick(1500)
    (read,) = framing.feed(NUMBER.encode() + b"\r", 1000 + REST_MS + 1)
    assert (read.text, read.flaw) == (NUMBER, "")


@pytest.mark.parametrize("tail", [b"CC987654321CN\r", b"Y\r", b"Y", b"\r\n\r12345"])
def test_what_a_label_holds_after_its_end_says_that_neither_can_be_believed(tail):
    framing = Framing(ReaderProfile())
    reads = [*framing.feed(NUMBER.encode() + b"\r" + tail, 1000), *framing.tick(1600)]
    assert [read.flaw for read in reads] == ["", "joined"]


def test_a_read_that_the_reader_sends_twice_is_still_that_read():
    reads = Framing(ReaderProfile()).feed(f"{NUMBER}\r\n".encode() * 2, 1000)
    assert [(read.text, read.flaw) for read in reads] == [(NUMBER, ""), (NUMBER, "")]


def test_a_read_that_waited_for_a_busy_program_is_one_read_however_late_its_rest_is_looked_at():
    framing = Framing(ReaderProfile(terminator="none"))
    assert framing.feed(b"RB123", 1000) == ()
    assert framing.feed(b"456785GB", 9000) == ()
    assert texts(framing.tick(9000 + SILENCE_MS)) == [NUMBER]


@given(st.lists(st.integers(1, 4), max_size=30))
def test_where_the_bytes_are_cut_makes_no_difference(sizes):
    framing, stream = Framing(ReaderProfile()), f"{NUMBER}\r\n{OTHER}\r\n".encode()
    found: list[BarcodeRead] = []
    for size in [*sizes, len(stream)]:
        found += framing.feed(stream[:size], 1000)
        stream = stream[size:]
    assert [(read.text, read.flaw) for read in found] == [(NUMBER, ""), (OTHER, "joined")]


def test_prefix_and_separator_are_as_from_the_keyboard():
    framing = Framing(ReaderProfile(prefix="\x02", separator="~"))
    reads = framing.feed(b"\x02]C1010952123454321~21AB<GS>10C\r", 1000)
    reads += framing.feed(b"RB123456785GB\r", 1200)
    assert [(read.text, read.flaw) for read in reads] == [
        ("]C1010952123454321\x1d21AB\x1d10C", ""),
        (NUMBER, "no_prefix"),
    ]


def test_the_separator_of_gs1_stays():
    (read,) = Framing(ReaderProfile()).feed(b"]d20109521234543213\x1d21A\r", 1000)
    assert read.text == "]d20109521234543213\x1d21A"


def test_what_is_too_short_says_so_and_one_byte_is_a_plug_on_its_way_in():
    framing = Framing(ReaderProfile())
    reads = framing.feed(b"\x00\rX\r12345\r", 1000)
    assert [(read.text, read.flaw) for read in reads] == [("12345", "too_short")]


def test_a_stream_without_an_end_is_cut_and_kept_within_bounds():
    framing = Framing(ReaderProfile())
    for at in range(30):
        assert framing.feed(b"9" * 1000, 1000 + at) == ()
    assert len(framing._bytes) == LONGEST_READ
    (read,) = framing.feed(b"\r", 1100)
    assert (len(read.text), read.flaw) == (LONGEST_READ, "cut_off")
    (after,) = framing.feed(b"RB123456785GB\r", 1200)
    assert (after.text, after.flaw) == (NUMBER, "")


def test_text_of_any_coding_is_text():
    assert (decoded("Zürich".encode()), decoded("Zürich".encode("latin-1"))) == ("Zürich", "Zürich")


@given(st.binary(max_size=2000))
def test_no_bytes_of_any_kind_stop_it(data):
    framing = Framing(ReaderProfile())
    reads = (*framing.feed(data, 1000), *framing.tick(1000 + LATE_SILENCE_MS))
    assert all(read.source == "serial" and "\r" not in read.text for read in reads)


# --- what the system says -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "error, state",
    [
        (OSError(errno.ENOENT, "no such file"), PortState.MISSING),
        (OSError(errno.EBUSY, "busy"), PortState.BUSY),
        (OSError(errno.EAGAIN, "Could not exclusively lock port"), PortState.BUSY),
        (OSError(errno.EACCES, "permission denied"), PortState.DENIED),
        # What pyserial makes of Windows' errors has no number.
        (OSError("could not open port 'COM7': FileNotFoundError(2, '…', None, 2)"), PortState.MISSING),
        (OSError("could not open port 'COM7': PermissionError(13, '…', None, 5)"), PortState.BUSY),
        (OSError("Could not configure port"), PortState.FAILED),
        (ValueError("embedded null byte"), PortState.FAILED),
    ],
)
def test_an_error_is_told_by_what_can_be_done_about_it(error, state):
    assert state_of(error) is state


# --- a port -------------------------------------------------------------------------------------------------


class Cable:
    """A port of a fixed name at whose other end a reader is plugged in, or is not."""

    def __init__(self, folder):
        self.name = str(folder / "ttyACM0")
        self._ends: tuple[int, ...] = ()

    def plug_in(self):
        self._ends = os.openpty()
        Path(self.name).symlink_to(os.ttyname(self._ends[1]))

    def unplug(self):
        ends, self._ends = self._ends, ()
        if ends:
            Path(self.name).unlink()
            for end in ends:
                os.close(end)

    def sends(self, text):
        os.write(self._ends[0], text.encode())

    def ports(self):
        return [self.name] if self._ends else []


class Bench:
    """Hears what a serial reader says."""

    def __init__(self):
        self.reads: SimpleQueue[BarcodeRead] = SimpleQueue()
        self.news: SimpleQueue[PortNews] = SimpleQueue()
        self.readers: list[SerialReader] = []

    def listens(self, port, **more):
        profile = ReaderProfile(port=port)
        more.setdefault("retry_s", 0.01)
        reader = SerialReader(profile, self.reads.put, self.news.put, **more)
        self.readers.append(reader)
        reader.start()
        return reader

    def hears(self):
        return self.news.get(timeout=PATIENCE_S).state

    def read(self):
        return self.reads.get(timeout=PATIENCE_S)

    def hears_nothing_more(self):
        try:
            return self.news.get_nowait() is None
        except Empty:
            return True


@pytest.fixture
def cable(tmp_path):
    if sys.platform == "win32":
        pytest.skip("pseudo-terminals are for POSIX")
    made = Cable(tmp_path)
    yield made
    made.unplug()


@pytest.fixture
def bench():
    made = Bench()
    yield made
    for reader in made.readers:
        reader.stop()


def test_what_is_read_comes_as_a_serial_read(cable, bench):
    cable.plug_in()
    bench.listens(cable.name)
    assert bench.hears() is PortState.OPEN
    cable.sends(f"{NUMBER}\r\n")
    read = bench.read()
    assert (read.text, read.source, read.flaw) == (NUMBER, "serial", "")
    assert read.started_ms <= read.ended_ms


def test_the_log_says_which_port_and_what_the_system_said_of_it(bench, caplog):
    caplog.set_level(logging.INFO, "workstation.barcode.serial_port")
    bench.listens("/dev/ttyNONE0")
    assert bench.hears() is PortState.MISSING
    (record,) = caplog.records
    line = json.loads(line_of(record))
    assert (line["port"], line["state"], line["errno"]) == ("ttyNONE0", "missing", errno.ENOENT)
    assert "%" not in line["message"]


def test_a_reader_without_a_terminator_is_read_by_silence(cable, bench):
    cable.plug_in()
    bench.listens(cable.name)
    assert bench.hears() is PortState.OPEN
    cable.sends(NUMBER)
    assert (read := bench.read()).text == NUMBER
    assert read.ended_by == "silence"


def test_unplugged_and_plugged_in_again_it_reads_on_and_half_a_read_is_none(cable, bench):
    cable.plug_in()
    bench.listens(cable.name)
    assert bench.hears() is PortState.OPEN
    for number in (NUMBER, OTHER, NUMBER):
        cable.sends(f"{number}\r")
        assert bench.read().text == number
        cable.sends("HALF-OF-A-READ")
        cable.unplug()
        assert bench.hears() is PortState.GONE
        cable.plug_in()
        assert bench.hears() is PortState.OPEN
    cable.sends(f"{OTHER}\r")
    assert bench.read().text == OTHER
    assert bench.hears_nothing_more()


def test_a_port_that_is_missing_is_told_once_and_opened_when_it_comes(cable, bench):
    looks: SimpleQueue[int] = SimpleQueue()

    def ports():
        looks.put(1)
        return cable.ports()

    bench.listens(AUTO, ports=ports)
    assert bench.hears() is PortState.MISSING
    for _ in range(5):
        looks.get(timeout=PATIENCE_S)
    assert bench.hears_nothing_more()
    cable.plug_in()
    assert bench.hears() is PortState.OPEN
    cable.sends(f"{NUMBER}\r")
    assert bench.read().text == NUMBER


def test_a_port_that_another_program_has_is_told_once_and_taken_when_it_is_free(cable, bench):
    import serial

    cable.plug_in()
    other = serial.Serial(cable.name, exclusive=True)
    reader = bench.listens(cable.name)
    assert bench.hears() is PortState.BUSY
    other.close()
    assert bench.hears() is PortState.OPEN
    reader.stop()
    serial.Serial(cable.name, exclusive=True).close()
    assert bench.hears_nothing_more()


def test_of_several_usb_ports_the_first_that_can_be_opened_is_taken(cable, bench, tmp_path):
    cable.plug_in()
    bench.listens(AUTO, ports=lambda: [str(tmp_path / "not-there"), cable.name])
    assert bench.news.get(timeout=PATIENCE_S).port == cable.name


@pytest.mark.parametrize("name", ["no\0port", ""])
def test_a_name_that_is_no_ports_is_told_and_no_name_is_no_reader(bench, name):
    bench.listens(name)
    if name:
        assert bench.hears() is PortState.FAILED
    assert bench.hears_nothing_more()


def test_ten_thousand_characters_and_control_characters_come_through_a_port_bounded(cable, bench):
    cable.plug_in()
    bench.listens(cable.name)
    assert bench.hears() is PortState.OPEN
    for _ in range(10):
        cable.sends("9" * 1000)
    cable.sends("\r=CMD|' /C calc'!A0\x1b[2J\x03\x04\r")
    assert (read := bench.read()).flaw == "cut_off"
    assert len(read.text) == LONGEST_READ
    assert bench.read().text == "=CMD|' /C calc'!A0\x1b[2J\x03\x04"
