"""What the officer is told stays until it is superseded or seen, takes no focus and covers nothing."""

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from tests.fakes.clock import FakeClock
from workstation.domain.problems import Refused, Unavailable
from workstation.ui import message_bar
from workstation.ui.message_bar import LINES, MessageBar
from workstation.ui.messages import Kind, Message, Messages
from workstation.ui.theme import Sizes

DISK = Unavailable(
    "The disk {disk} is full.", safe="Nothing recorded is lost.", do_now="Call IT.", values={"disk": "C:"}
)


@pytest.fixture
def messages(qapp):
    return Messages()


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def bar(qtbot, messages, clock):
    bar = MessageBar(messages, clock)
    qtbot.addWidget(bar)
    bar.resize(500, bar.sizeHint().height())
    bar.show()
    return bar


def press_seen(qtbot, bar):
    assert bar.seen_button.isVisible()
    qtbot.mouseClick(bar.seen_button, Qt.MouseButton.LeftButton)


def test_a_new_message_takes_the_place_of_the_last_one(messages, bar):
    messages.say("Opened RB 123 456 785 GB.")
    messages.say("Recorded: release.", Kind.GOOD)
    assert bar.words() == ("Recorded: release.",)


def test_a_problem_says_what_happened_what_is_safe_and_what_to_do(messages, bar):
    messages.tell_problem(DISK)
    assert bar.words() == ("The disk C: is full. Nothing recorded is lost. Call IT.",)


def test_a_problem_waits_behind_newer_messages_until_it_is_seen(messages, bar, qtbot):
    messages.tell_problem(DISK)
    messages.say("Opened RB 123 456 785 GB.")
    assert bar.words() == ("Opened RB 123 456 785 GB.",)
    assert bar.seen_button.words() == "1 unseen"
    press_seen(qtbot, bar)
    assert bar.words() == ("The disk C: is full. Nothing recorded is lost. Call IT.",)
    press_seen(qtbot, bar)
    assert bar.words() == ()
    assert not bar.seen_button.isVisible()


def test_what_must_be_seen_comes_back_by_itself_when_a_passing_message_had_its_time(
    qtbot, messages, clock, monkeypatch
):
    monkeypatch.setattr(message_bar, "PASSES_AFTER_MS", 1)
    bar = MessageBar(messages, clock)
    qtbot.addWidget(bar)
    messages.say("A decision was refused.", Kind.ATTENTION)
    messages.say("Recorded here.", Kind.GOOD)
    assert bar.words() == ("Recorded here.",)
    qtbot.waitUntil(lambda: bar.words() == ("A decision was refused.",))
    messages.say("Recorded here.", Kind.GOOD)
    bar.stop()


def test_what_happens_again_and_again_is_said_once(messages, bar):
    for _ in range(3):
        messages.tell(Message(what="The line is down.", kind=Kind.ATTENTION, key="line"))
    assert len(messages.unseen) == 1
    messages.withdraw("line")
    assert bar.words() == ()


def test_the_newest_problem_is_shown_first_then_the_oldest_and_none_is_skipped(messages, bar):
    for number in range(3):
        messages.say(f"Event {number} was refused.", Kind.PROBLEM)
    seen = []
    while messages.unseen:
        seen.append(bar.words()[0])
        bar.press_seen()
    assert seen == ["Event 2 was refused.", "Event 0 was refused.", "Event 1 was refused."]


def test_the_bar_is_as_high_with_messages_and_countdowns_as_without(messages, bar):
    heights = {bar.height()}
    messages.tell_problem(DISK)
    heights.add(bar.height())
    for parcel in "AB":
        bar.show_countdown(f"parcel {parcel}", 5, bar.press_seen, key=parcel)
        heights.add(bar.height())
    messages.say("A long sentence about what happened, " * 12)
    heights.add(bar.height())
    assert len(heights) == 1


def test_a_message_that_has_no_room_is_read_whole_before_it_is_seen(messages, bar, qtbot):
    height = bar.height()
    messages.say("What the central service wrote about it. " * 12, Kind.PROBLEM)
    assert bar.seen_button.words() == "Read on"
    press_seen(qtbot, bar)
    assert bar.height() > height
    assert len(messages.unseen) == 1
    press_seen(qtbot, bar)
    assert messages.unseen == ()
    assert bar.height() == height


@pytest.mark.parametrize("percent", [100, 110, 125, 150, 175, 200])
def test_every_line_can_be_read_whatever_the_size_of_the_font(qtbot, qapp, messages, clock, percent):
    font = QFont(qapp.font())
    font.setPointSizeF(10 * percent / 100)
    bar = MessageBar(messages, clock)
    qtbot.addWidget(bar)
    bar.setFont(font)
    for part in bar.findChildren(QWidget):
        part.setFont(font)
    bar.resize(620, bar.sizeHint().height())
    bar.show()
    for sentences in range(1, 12):
        messages.say("Read another barcode of this parcel, please. " * sentences, Kind.PROBLEM)
        words = bar._words
        assert words.room == LINES
        if words.is_cut:
            bar.press_seen()
            qtbot.waitUntil(lambda words=words: words.room >= words.lines_needed > LINES)
        assert lines_painted(words) == words.lines_needed
        bar.press_seen()


def lines_painted(words):
    """How many lines of ink there are, the last of them as high as the others."""
    image = words.grab().toImage()
    ground = image.pixel(image.width() - 1, 0)
    inked = [
        any(image.pixel(x, y) != ground for x in range(image.width() // 3)) for y in range(image.height())
    ]
    assert not inked[-1]
    return sum(now and not before for before, now in pairwise([False, *inked]))


def test_what_was_said_before_the_window_opened_is_not_lost(qtbot, messages, clock):
    messages.say("The cache was damaged and is being made again.", Kind.ATTENTION)
    bar = MessageBar(messages, clock)
    qtbot.addWidget(bar)
    assert bar.words() == ("The cache was damaged and is being made again.",)


def test_a_refusal_is_for_attention_and_a_failure_is_a_problem(messages):
    messages.tell_problem(Refused("A hold needs a reason."))
    messages.tell_problem(DISK)
    assert [message.kind for message in messages.unseen] == [Kind.ATTENTION, Kind.PROBLEM]


def test_a_message_takes_no_focus(qtbot, messages, clock):
    window = QWidget()
    qtbot.addWidget(window)
    layout, field = QVBoxLayout(window), QLineEdit(window)
    bar = MessageBar(messages, clock, window)
    layout.addWidget(field)
    layout.addWidget(bar)
    window.show()
    field.setFocus()
    messages.tell_problem(DISK)
    bar.show_countdown("RB 123 456 785 GB", 5, bar.press_seen)
    assert window.focusWidget() is field
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert len(messages.unseen) == 1
    bar.annul_newest()


def test_markup_in_a_message_from_the_central_service_is_only_text(messages, bar):
    messages.say("<b>released</b>", Kind.INFO)
    assert bar.words() == ("<b>released</b>",)


def test_a_release_can_be_annulled_while_the_countdown_runs(bar, qtbot):
    annulled, sent = [], []
    bar.show_countdown("Released.", 5, lambda: annulled.append(1), ended=lambda: sent.append(1))
    qtbot.mouseClick(bar._countdowns.button, Qt.MouseButton.LeftButton)
    assert (annulled, sent) == ([1], [])
    assert bar.words() == ()


def test_when_the_time_is_up_the_button_is_gone(bar, clock, qtbot):
    annulled, sent = [], []
    bar.show_countdown("Released.", 5, lambda: annulled.append(1), ended=lambda: sent.append(1))
    clock.advance(5.1)
    qtbot.waitUntil(lambda: sent == [1])
    assert not bar.annul_newest()
    assert annulled == []


def test_when_nothing_can_be_annulled_the_key_says_why(messages, bar):
    assert not bar.annul_newest()
    assert bar.words() == (
        "There is nothing to annul. Only a release that has not been sent can be annulled.",
    )
    assert messages.unseen == ()


NUMBER = "RB 123 456 785 GB"
LONG = Message(
    what=f"Recorded here: release of {NUMBER}.",
    safe="It is not released before the central service has acknowledged it.",
    kind=Kind.ATTENTION,
    key="recorded",
)


def test_the_words_have_their_room_and_the_keys_beside_them_give_way(messages, bar, qtbot):
    bar.set_seen_key("Ctrl+M")
    messages.tell_problem(DISK)
    messages.tell(LONG)
    bar.show_countdown(NUMBER, 5, bar.press_seen)
    least = message_bar.LEAST_WORDS_EMS * Sizes.of(bar.font()).em
    for width, keys in ((620, False), (1400, True)):
        bar.resize(width, bar.height())
        qtbot.waitUntil(lambda: bar._words.width() >= least)
        assert bool(bar._countdowns.button._key) == keys
        assert bool(bar.seen_button._key) == keys
        assert bar.seen_button.words() == "Seen"


def test_a_parcel_that_the_message_names_is_not_named_twice(messages, bar):
    bar.resize(1400, bar.height())
    bar.show_countdown(NUMBER, 5, bar.press_seen)
    assert not bar._countdowns._about.isHidden()
    messages.tell(LONG)
    assert bar._countdowns._about.isHidden()


def test_what_became_of_the_work_before_is_over_with_the_second_consignment_after_it(messages):
    messages.say("RB 1: Cancelled.", Kind.ATTENTION, key="cancelled")
    messages.say("The line is down.", Kind.ATTENTION, key="line")
    messages.turn_page()
    assert [each.key for each in messages.unseen] == ["cancelled", "line"]
    messages.say("RB 2: Cancelled.", Kind.ATTENTION, key="cancelled")
    messages.turn_page()
    assert [each.what for each in messages.unseen] == ["The line is down.", "RB 2: Cancelled."]
    messages.turn_page()
    assert [each.key for each in messages.unseen] == ["line"]


def test_a_decision_after_it_ends_what_became_of_the_work_before(messages):
    messages.say("RB 1: Cancelled.", Kind.ATTENTION, key="cancelled")
    messages.say("The line is down.", Kind.ATTENTION, key="line")
    messages.work_goes_on()
    assert [each.key for each in messages.unseen] == ["line"]


@pytest.mark.parametrize("width", [400, 620, 1400])
def test_what_would_be_annulled_is_named_beside_whatever_else_is_said(messages, bar, width):
    bar.set_seen_key("Ctrl+M")
    bar.resize(width, bar.height())
    messages.tell_problem(DISK)
    bar.show_countdown(f"{NUMBER} · piece 2 of 2", 5, bar.press_seen)
    assert not bar._countdowns._about.isHidden()
    assert bar._countdowns._about.text() == f"release of\n{NUMBER}\npiece 2 of 2"
    bar.show_countdown("CV 015 569 884 GB", 5, bar.press_seen)
    messages.tell(LONG)
    assert bar._countdowns._about.text() == "release of\nCV 015 569 884 GB"
    bar.annul_newest()
    assert not bar._countdowns._about.isHidden()


def test_a_message_of_something_else_about_the_parcel_is_not_what_the_key_annuls(messages, bar):
    messages.tell(Message(what=f"{NUMBER} is put at LOC-7.", kind=Kind.GOOD, key="barcode"))
    bar.show_countdown(NUMBER, 5, bar.press_seen)
    assert not bar._countdowns._about.isHidden()


def test_two_releases_in_a_row_can_each_be_annulled(bar):
    annulled = []
    bar.show_countdown("Released A.", 5, lambda: annulled.append("A"), key="A")
    bar.show_countdown("Released B.", 5, lambda: annulled.append("B"), key="B")
    assert bar.words() == ("Released A.", "Released B.")
    bar.annul_newest()
    bar.annul_newest()
    assert annulled == ["B", "A"]


def test_an_act_annulled_elsewhere_takes_its_countdown_away(bar):
    bar.show_countdown("Released A.", 5, bar.press_seen, key="A")
    bar.end_countdown("A")
    assert bar.words() == ()
