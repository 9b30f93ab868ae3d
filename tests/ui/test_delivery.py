"""What was recorded here is seen to arrive; what was refused, missed or changed waits for a person."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt

from tests.fakes.clock import START, FakeClock
from tests.fakes.line import FakeLine
from tests.ui.robots import DeliveryRobot
from tests.ui.telling import telling
from workstation.contract.messages import Maintenance
from workstation.desk.line import LineState
from workstation.domain.act import Act
from workstation.domain.problems import Unavailable
from workstation.ledger.values import LedgerAct
from workstation.sync.consequences import OF_HOLDER
from workstation.ui.delivery.events import PAGE
from workstation.ui.delivery.screen import DeliveryScreen
from workstation.ui.parts.text import PlainLabel


@pytest.fixture
def line():
    return FakeLine()


@pytest.fixture
def delivery(qtbot, dressed, line, background):
    clock = FakeClock()
    screen = DeliveryScreen(line, background, clock.now, lambda: telling(clock))
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
    assert "notes of parcels waiting" not in facts
    assert facts["acknowledged"] == "1"
    assert facts["central service"] == "heard 4 s ago"


def test_notes_of_parcels_wait_apart_from_decisions_and_have_their_words(delivery, line):
    line.record("presented")
    line.record("provisional", "c-000002")
    line.record("hold")
    delivery.open()
    facts = delivery.facts()
    assert (facts["waiting"][:1], facts["notes of parcels waiting"]) == ("1", "2")
    assert delivery.events() == [
        "hold c-000001, waiting to be sent",
        "parcel that nobody declared c-000002, waiting to be sent",
        "parcel presented c-000001, waiting to be sent",
    ]


def test_forms_that_were_begun_and_a_planned_interruption_are_told(delivery, line):
    delivery.open()
    assert not {"unfinished forms", "announced"} & set(delivery.facts())
    line.begun = 2
    planned = Maintenance(starts=START + timedelta(hours=1), ends=START + timedelta(hours=2))
    delivery.screen.show_line(replace(line.state(), maintenance=(planned,), failures=3))
    delivery.refresh()
    facts = delivery.facts()
    assert facts["unfinished forms"] == "2"
    assert facts["announced"].startswith("planned interruption ")


def test_whether_the_service_holds_the_same_is_told(delivery, line):
    delivery.open()
    assert "compared" not in delivery.facts()
    at = START - timedelta(minutes=2)
    line.line = replace(line.line, compared_at=at, compared_count=1)
    delivery.screen.show_line(line.line)
    assert delivery.facts()["compared"] == "1 the same at the service · 2 min ago"
    line.line = replace(line.line, compared_count=1414, compared_differs=3)
    delivery.screen.show_line(line.line)
    assert delivery.facts()["compared"] == "3 differ at the service · 2 min ago"


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
    line.raise_attention("conflict", facts=missed("h-1"))
    asked: list[Any] = []
    delivery.screen.acknowledgement_asked.connect(asked.append)
    delivery.open()
    delivery.press_on_card(0, "Acknowledge")
    assert [matter.names() for matter in asked] == [("r-1", "h-1")]
    assert line.ended == []


def missed(act, **more):
    told = {
        "release": "r-1",
        "release.kind": "release",
        "release.at": "2026-11-02T07:20:00+00:00",
        "release.officer": "officer-7",
        "missed": act,
        "missed.kind": "hold",
        "missed.at": "2026-11-02T07:14:00+00:00",
        "missed.officer": "officer-b",
        "missed.owner": "narcotics",
        "missed.reason": "H06",
        "read.bench": "3",
        "read.at": "2026-11-02T07:20:00+00:00",
    }
    return tuple((told | more).items())


def test_a_conflict_is_told_as_a_story_with_what_holds_now_and_one_thing_to_do(delivery, line):
    line.called["c-000001"] = "RB123456785GB"
    line.raise_attention("conflict", facts=missed("h-1"))
    delivery.open()
    (card,) = delivery.cards()
    assert card == (
        "Released without knowing RB 123 456 785 GB"
        " While you were away, officer-b held it at 07:14 for: Narcotics Bureau;"
        " you released it at 07:20; the parcel was last read at bench 3 at 07:20."
        " Keep the parcel, or have it brought back; then acknowledge."
    )
    assert delivery.lines(0)[4:6] == [
        "Reason: Suspected prohibited or restricted goods",
        "The hold stands. Both decisions are kept.",
    ]


@pytest.mark.parametrize(
    "facts, story",
    [
        (
            {"release.officer": "officer-a"},
            (
                "While this bench was alone, officer-b held it at 07:14 for: Narcotics Bureau;"
                " officer-a released it here at 07:20; the parcel was last read at bench 3 at 07:20."
            ),
        ),
        (
            {"missed.at": "2026-10-30T07:14:00+00:00", "missed.kind": "seize", "read.bench": ""},
            "While you were away, officer-b seized it on 2026-10-30 07:14; you released it at 07:20.",
        ),
        (
            {"missed.at": "", "missed.officer": "", "missed.agency": "wildlife", "release.officer": ""},
            (
                "Wildlife held it for: Narcotics Bureau; it was released here at 07:20;"
                " the parcel was last read at bench 3 at 07:20."
            ),
        ),
        (
            {"missed.officer": "", "missed.agency": "narcotics", "missed.at": "2026-11-02T07:40:00+00:00"},
            (
                "You released it at 07:20; Narcotics Bureau held it at 07:40;"
                " the parcel was last read at bench 3 at 07:20."
            ),
        ),
    ],
)
def test_the_story_names_who_and_when_and_says_you_only_to_whom_it_was(delivery, line, facts, story):
    line.raise_attention("conflict", facts=missed("h-1", **facts))
    delivery.open()
    assert story in delivery.cards()[0]


def test_all_that_one_parcels_release_missed_is_one_card_the_recall_above_all(delivery, line):
    line.raise_attention("recall", "c-000001", missed("h-1"))
    line.raise_attention("conflict", "c-000001", missed("h-1"))
    line.raise_attention("conflict", "c-000001", missed("s-1", **{"missed.kind": "seize"}))
    line.raise_attention("changed", "c-000001")
    line.raise_attention("conflict", "c-000002", missed("h-2"))
    asked: list[Any] = []
    delivery.screen.acknowledgement_asked.connect(asked.append)
    delivery.open()
    assert [card.partition(" ")[0] for card in delivery.cards()] == ["Recall", "Changed", "Released"]
    assert delivery.cards()[0].count("While you were away") == 2
    assert "The seizure stands. Both decisions are kept." in delivery.lines(0)
    delivery.press_on_card(0, "Acknowledge")
    assert [matter.names() for matter in asked] == [("r-1", "h-1", "s-1")]


def test_who_holds_a_parcel_is_told_where_to_ask_for_it_and_ends_no_recall_elsewhere(delivery, line):
    facts = dict(missed("h-1", **{"missed.officer": "officer-7", "release.bench": "B", "read.bench": ""}))
    line.raise_attention("conflict", facts=(OF_HOLDER, *facts.items()))
    asked: list[Any] = []
    delivery.screen.acknowledgement_asked.connect(asked.append)
    delivery.open()
    card = delivery.cards()[0]
    told = "You held it at 07:14; it was released at 07:20 at bench B without knowing of that."
    assert told in card.translate(dict.fromkeys(range(0x2066, 0x206A)))
    assert "The hold stands. Both decisions are kept." in delivery.lines(0)
    assert "The parcel may be gone: ask at bench" in card
    delivery.press_on_card(0, "Seen")
    assert (asked, line.ended) == ([], [(1, "officer-7")])


@pytest.mark.parametrize(
    "code, do_now",
    [
        ("reason.missing", "Open the consignment, correct it, and record it again."),
        ("mandate.exceeded", "Ask an officer whose mandate covers it to decide."),
        ("id_reused", "Tell IT; then open the consignment and record it again."),
        ("unheard_of", "Open the consignment and decide again."),
    ],
)
def test_a_refusal_says_what_to_do_by_its_code(delivery, line, code, do_now):
    line.raise_attention("refused", facts=(("code", code), ("words", "No."), ("number", "7")))
    delivery.open()
    assert delivery.cards()[0].endswith(do_now)


def test_a_refusal_names_the_act_and_whose_it_was(delivery, line):
    line.own = [
        LedgerAct(act=Act(id=each, kind="hold", at=START, officer=each), state="refused")
        for each in ("officer-7", "officer-b")
    ]
    for each in ("officer-7", "officer-b"):
        line.raise_attention("refused", facts=(("code", "x"), ("words", "Not yours.")), event=each)
    delivery.open()
    assert "refused your hold, recorded at 08:00: Not yours." in delivery.cards()[0]
    assert "refused the hold of officer-b, recorded at 08:00: Not yours." in delivery.cards()[1]


@pytest.mark.parametrize("kind", ["fork", "ledger", "backup", "mandate"])
def test_what_concerns_no_consignment_is_told_in_words_and_opens_none(delivery, line, kind):
    line.raise_attention(kind, "")
    delivery.open()
    assert "does not know" not in delivery.cards()[0]
    assert delivery.buttons(0) == ["Seen"]
    delivery.press_on_card(0, "Seen")
    assert line.ended == [(1, "officer-7")]


def test_what_is_missing_in_a_ledger_is_told_by_place_and_time(delivery, line):
    line.raise_attention("ledger", "", (("missing", "3-7"), ("count", "5"), ("since", START.isoformat())))
    delivery.open()
    assert {"missing entries: 3-7", "how many: 5", "since: 08:00"} <= set(delivery.lines(0))


def test_cards_are_chosen_opened_and_ended_by_the_keyboard_alone(delivery, line):
    for consignment in ("c-000001", "c-000002"):
        line.raise_attention("changed", consignment)
    opened: list[str] = []
    delivery.screen.consignment_chosen.connect(opened.append)
    delivery.open()
    delivery.screen.show_attention()
    delivery.screen.attention.setFocus()
    delivery.press(Qt.Key.Key_Down)
    delivery.press(Qt.Key.Key_Return)
    assert opened == ["c-000002"]
    delivery.press(Qt.Key.Key_Space)
    assert line.ended == [(2, "officer-7")]
    delivery.press(Qt.Key.Key_Up)
    delivery.press(Qt.Key.Key_Space)
    assert line.ended == [(2, "officer-7"), (1, "officer-7")]


def test_what_is_recorded_of_a_parcel_under_recall_has_no_sign_that_all_is_well(delivery, line):
    line.acknowledge(line.record())
    line.acknowledge(line.record("release", "c-000002"))
    line.raise_attention("recall", "c-000001", missed("h-1"))
    delivery.open()
    model = delivery.screen.model
    signs = {model.row(at).consignment: model.sign_of(model.row(at)) for at in (0, 1)}
    assert signs == {"c-000001": ("attention", "attention"), "c-000002": ("done", "good")}


def test_alone_it_says_since_when_and_before_the_first_try_that_none_was_made(delivery, line):
    delivery.open()
    alone = LineState(phase="off_line", last_heard=START - timedelta(hours=2))
    for state, words in ((alone, "alone for 2 h, since"), (LineState(phase="starting"), "not tried yet")):
        delivery.screen.show_line(state)
        texts = [label.text() for label in delivery.screen.findChildren(PlainLabel)]
        assert any(words in text for text in texts)


def test_a_worn_space_bar_ends_one_card_and_leaves_the_next_unread(delivery, line):
    for consignment in ("c-000001", "c-000002"):
        line.raise_attention("changed", consignment)
    delivery.open()
    delivery.screen.show_attention()
    delivery.screen.attention.setFocus()
    delivery.press(Qt.Key.Key_Space)
    delivery.press(Qt.Key.Key_Space)
    delivery.press(Qt.Key.Key_Return)
    assert line.ended == [(1, "officer-7")]
    delivery.press(Qt.Key.Key_Down)  # it shows which is meant; from there the keys act again
    delivery.press(Qt.Key.Key_Space)
    assert line.ended == [(1, "officer-7"), (2, "officer-7")]


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
