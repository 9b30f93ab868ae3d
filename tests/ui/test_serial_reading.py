"""A serial reader's reads reach the screens in order, and its troubles are told once and stand in no way."""

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMenu, QWidget

from workstation.barcode.reads import BarcodeRead
from workstation.barcode.serial_port import AUTO, PortNews, PortState
from workstation.host.settings import WIRED, ReaderProfile
from workstation.ui.messages import Kind, Messages
from workstation.ui.serial_reading import MOST_WAITING, SerialReading

NUMBER = "RB123456785GB"


class Desk:
    """Hears what the screens hear."""

    def __init__(self, qtbot):
        self.qtbot, self.messages = qtbot, Messages()
        self.serial = SerialReading(self.messages)
        self.reads: list[BarcodeRead] = []
        self.troubles: list[str] = []
        self.serial.barcode_read.connect(self.reads.append)
        self.serial.trouble.connect(self.troubles.append)

    def uses(self, name, **more):
        self.serial.use(ReaderProfile(port=name, **more))
        self.qtbot.waitUntil(lambda: self.serial.port == PortNews(PortState.OPEN, name))

    def hears(self, *news):
        for state in news:
            self.serial._put(PortNews(state, "/dev/ttyACM0"))
        self.settles()

    def settles(self):
        self.qtbot.waitUntil(lambda: not self.serial._waiting)

    def texts(self):
        return [read.text for read in self.reads]


@pytest.fixture
def desk(qtbot, dressed):
    made = Desk(qtbot)
    yield made
    made.serial.stop()


@pytest.fixture
def cable(tmp_path):
    """The two ends of a cable; the reader's, and the name of the program's."""
    if sys.platform == "win32":
        pytest.skip("pseudo-terminals are for POSIX")
    ends = os.openpty()
    name = tmp_path / "ttyACM0"
    name.symlink_to(os.ttyname(ends[1]))
    yield ends[0], str(name)
    for end in ends:
        os.close(end)


def test_a_read_of_a_real_port_reaches_the_screens(desk, cable):
    end, name = cable
    desk.uses(name)
    os.write(end, f"{NUMBER}\r\n".encode())
    desk.qtbot.waitUntil(lambda: desk.texts() == [NUMBER])
    assert (desk.reads[0].source, desk.troubles, desk.messages.newest) == ("serial", [], None)


def test_another_profile_reads_another_way_and_one_without_a_port_gives_it_back(desk, cable):
    import serial

    end, name = cable
    desk.uses(name)
    desk.uses(name, prefix="\x02")
    os.write(end, f"\x02{NUMBER}\r".encode())
    desk.qtbot.waitUntil(lambda: desk.texts() == [NUMBER])
    desk.serial.use(WIRED)
    serial.Serial(name, exclusive=True).close()


def test_an_open_menu_is_closed_by_a_read(desk):
    window = QWidget()
    desk.qtbot.addWidget(window)
    window.show()
    menu = QMenu(window)
    menu.addAction("1")
    menu.popup(window.pos())
    desk.serial._put(BarcodeRead(text=NUMBER, source="serial"))
    desk.qtbot.waitUntil(lambda: desk.texts() == [NUMBER])
    assert not menu.isVisible()


def test_unplugging_is_told_once_and_withdrawn_when_it_reads_again(desk):
    desk.hears(PortState.OPEN, PortState.GONE)
    assert [(each.what, each.kind) for each in desk.messages.unseen] == [
        ("The serial reader was unplugged.", Kind.ATTENTION)
    ]
    assert desk.troubles == ["The serial reader was unplugged."]
    desk.hears(PortState.OPEN)
    assert (desk.messages.unseen, desk.troubles[1:]) == ((), [""])
    assert desk.messages.newest.what == "The serial reader reads again."


@pytest.mark.parametrize(
    "state", [PortState.MISSING, PortState.BUSY, PortState.DENIED, PortState.GONE, PortState.FAILED]
)
def test_each_trouble_has_words_of_its_own_and_says_what_to_do_now(desk, state):
    desk.hears(state)
    (message,) = desk.messages.unseen
    assert "serial reader" in message.what
    assert message.do_now == "Read with another reader, or type the number."
    others = [desk.serial._words(each) for each in PortState if each not in (state, PortState.OPEN)]
    assert message.what not in others


def test_a_bench_that_may_have_one_and_has_none_is_in_no_trouble(desk):
    desk.serial._put(PortNews(PortState.MISSING, AUTO))
    desk.settles()
    assert (desk.troubles, desk.messages.unseen) == ([], ())
    assert desk.messages.newest.what == "No serial reader is plugged in."


def test_a_reader_that_is_no_longer_used_is_in_no_trouble(desk):
    desk.hears(PortState.GONE)
    desk.serial.use(WIRED)
    assert (desk.troubles[-1], desk.messages.unseen, desk.messages.newest) == ("", (), None)


@pytest.mark.expected_log("faster than they could be taken")
def test_a_device_that_sends_without_end_fills_no_memory_and_news_are_not_lost(desk):
    sent = 10 * MOST_WAITING
    desk.serial._put(PortNews(PortState.OPEN, "/dev/ttyACM0"))
    for at in range(sent):
        desk.serial._put(BarcodeRead(text=f"{at:06}", source="serial"))
    desk.hears(PortState.GONE)
    assert desk.serial.port == PortNews(PortState.GONE, "/dev/ttyACM0")
    assert desk.troubles == ["The serial reader was unplugged."]
    # What was read last is what lies here.
    kept = MOST_WAITING - 1
    assert desk.texts() == [f"{at:06}" for at in range(sent - kept, sent)]


@pytest.mark.expected_log("faster than they could be taken")
def test_reads_that_were_given_up_are_told_before_the_next_is_taken(desk):
    heard = []
    desk.serial.lost.connect(lambda: heard.append("lost"))
    desk.serial.barcode_read.connect(lambda read: heard.append(read.text))
    for at in range(MOST_WAITING + 3):
        desk.serial._put(BarcodeRead(text=f"{at:06}", source="serial"))
    desk.settles()
    assert heard[:2] == ["lost", "000003"]
    assert heard.count("lost") == 1
    (message,) = desk.messages.unseen
    assert message.what == "Barcodes that came faster than they could be taken: 3."
    assert (message.kind, message.do_now) == (Kind.ATTENTION, "Read those parcels again.")


def test_each_read_has_a_turn_of_its_own(desk):
    """A read is never taken while another one is: the first may open a dialog of the system."""
    inside = []

    def take(read):
        inside.append(read.text)
        desk.serial._put(BarcodeRead(text="second", source="serial"))
        assert inside == ["first"]
        desk.serial.barcode_read.disconnect(take)

    desk.serial.barcode_read.connect(take)
    desk.serial._put(BarcodeRead(text="first", source="serial"))
    desk.qtbot.waitUntil(lambda: desk.texts() == ["first", "second"])


def test_what_waited_when_it_was_stopped_is_nobodys(desk):
    desk.serial._put(BarcodeRead(text=NUMBER, source="serial"))
    desk.serial.stop()
    desk.serial._put(BarcodeRead(text="after", source="serial"))
    desk.qtbot.waitUntil(lambda: desk.texts() == ["after"])


def test_the_words_of_a_port_name_no_path_of_this_machine(desk):
    desk.hears(PortState.BUSY)
    assert str(Path("/dev")) not in desk.troubles[0]
