"""What was recorded here is seen to arrive; what was refused, missed or changed waits for a person."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from tests.fakes.clock import START, FakeClock
from tests.fakes.line import FakeLine
from tests.ui.robots import DeliveryRobot
from workstation.domain.problems import Unavailable
from workstation.ui.delivery.events import PAGE
from workstation.ui.delivery.screen import DeliveryScreen


@pytest.fixture
def line():
    return FakeLine()


@pytest.fixture
def delivery(qtbot, dressed, line, background):
    screen = DeliveryScreen(line, background, FakeClock().now, lambda: "officer-7")
    qtbot.addWidget(screen)
    screen.resize(360, 700)
    screen.show_line(line.state())
    return DeliveryRobot(screen, qtbot, background)


def test_each_event_says_what_became_of_it_newest_first(delivery, line):
    for kind in ("release", "hold", "seize"):
        line.record(kind)
    line.acknowledge(1)
    line.refuse(2)
    delivery.open()
    assert delivery.events() == [
        "seizure c-000001, waiting to be sent",
        "hold c-000001, refused: The hold belongs to another agency.",
        "release c-000001, acknowledged, receipt A-00001",
    ]


def test_a_consignment_is_called_by_the_number_on_its_parcel_and_by_its_id_only_without_one(delivery, line):
    for consignment in ("c-000001", "c-000002"):
        line.record(consignment=consignment)
    line.called["c-000001"] = "RB123456785GB"
    line.raise_attention("changed")
    delivery.open()
    assert delivery.events() == [
        "release c-000002, waiting to be sent",
        "release RB 123 456 785 GB, waiting to be sent",
    ]
    assert "RB 123 456 785 GB" in delivery.cards()[0]


def test_older_events_are_called_by_number_too(delivery, line):
    line.called["c-000001"] = "RB123456785GB"
    for _ in range(PAGE + 1):
        line.record()
    delivery.open()
    delivery.screen.model.fetchMore(delivery.screen.model.index(-1, 0))
    delivery.settle()
    assert {event.partition(",")[0] for event in delivery.events()} == {"release RB 123 456 785 GB"}


def test_counts_and_the_oldest_waiting_are_told(delivery, line):
    line.record()
    line.record()
    line.acknowledge(2)
    delivery.open()
    facts = delivery.facts()
    assert facts["waiting"] == "1 · the oldest 3 h 19"
    assert facts["acknowledged"] == "1"
    assert facts["central service"] == "heard 4 s ago"


def test_counts_are_told_to_the_strip_even_while_nobody_looks(delivery, line):
    counted: list[Any] = []
    delivery.screen.counted.connect(counted.append)
    line.record()
    delivery.refresh()
    assert [counts.waiting for counts in counted] == [1]
    assert delivery.events() == []


def test_older_events_come_as_one_scrolls(delivery, line):
    for _ in range(2 * PAGE + 20):
        line.record()
    delivery.open()
    model = delivery.screen.model
    assert model.rowCount() == PAGE
    while model.canFetchMore(model.index(-1, 0)):
        model.fetchMore(model.index(-1, 0))
        delivery.settle()
    assert model.rowCount() == 2 * PAGE + 20
    assert [model.row(at).sequence for at in range(model.rowCount())] == list(range(2 * PAGE + 20, 0, -1))


def test_older_events_that_could_not_be_read_come_when_one_scrolls_on(delivery, line):
    for _ in range(PAGE + 20):
        line.record()
    delivery.open()
    model = delivery.screen.model
    line.broken = Unavailable("The ledger is locked.")
    model.fetchMore(model.index(-1, 0))
    delivery.settle()
    line.broken = None
    assert model.canFetchMore(model.index(-1, 0))
    model.fetchMore(model.index(-1, 0))
    delivery.settle()
    assert model.rowCount() == PAGE + 20


def test_new_events_come_on_top_and_answers_change_the_old_ones(delivery, line, qtmodeltester):
    qtmodeltester.check(delivery.screen.model, force_py=True)
    line.record("hold")
    delivery.open()
    line.acknowledge(1)
    line.record("release")
    delivery.refresh()
    assert delivery.events() == [
        "release c-000001, waiting to be sent",
        "hold c-000001, acknowledged, receipt A-00001",
    ]


def test_a_postponed_event_says_when_it_is_tried_again(delivery, line):
    line.record()
    line.rows[0] = replace(line.rows[0], next_attempt=START + timedelta(seconds=30))
    delivery.open()
    assert delivery.events() == ["release c-000001, waiting, next try in 30 s"]


def test_a_refusal_says_what_happened_what_is_safe_and_what_to_do(delivery, line):
    line.record("lift")
    line.refuse(1)
    delivery.open()
    card = delivery.cards()[0]
    assert "The central service refused this act: The hold belongs to another agency." in card
    assert "decide again" in card


def test_what_was_looked_at_is_ended_by_the_officer_who_did(delivery, line):
    line.raise_attention("changed", facts=(("field", "risk.lane"), ("before", "green"), ("after", "red")))
    delivery.open()
    delivery.press_on_card(0, "Seen")
    assert line.ended == [(1, "officer-7")]
    assert delivery.cards() == []


def test_a_conflict_asks_for_an_acknowledgement_instead_of_going_away(delivery, line):
    line.raise_attention("conflict", facts=(("missed.kind", "hold"), ("missed.owner", "narcotics")))
    asked: list[Any] = []
    delivery.screen.acknowledgement_asked.connect(asked.append)
    delivery.open()
    delivery.press_on_card(0, "Acknowledge")
    assert [attention.id for attention in asked] == [1]
    assert line.ended == []
    assert "A hold by narcotics stands on goods that were released here." in delivery.cards()[0]


def test_attention_of_a_kind_nobody_knows_is_shown_with_its_facts(delivery, line):
    line.raise_attention("eclipse", facts=(("since", "<b>noon</b>"),))
    delivery.open()
    assert "does not know this kind" in delivery.cards()[0]


def test_the_consignment_of_a_card_is_opened(delivery, line):
    line.raise_attention("changed", "c-000042")
    opened: list[str] = []
    delivery.screen.consignment_chosen.connect(opened.append)
    delivery.open()
    delivery.press_on_card(0, "Open")
    assert opened == ["c-000042"]


def test_what_cannot_be_read_is_told_and_tried_again(delivery, line):
    told: list[BaseException] = []
    delivery.screen.reading_failed.connect(told.append)
    line.record()
    line.broken = Unavailable("The ledger is locked.")
    delivery.open()
    assert told == [line.broken]
    line.broken = None
    delivery.refresh()
    assert len(delivery.events()) == 1


def test_the_officer_can_ask_not_to_wait_for_the_next_try(delivery, line):
    delivery.open()
    delivery.screen._try_now.click()
    assert line.tries == 1
