"""Delivery: the stricter first, ledger order on one consignment, one effect for each answer."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.fakes.clock import FakeClock
from tests.ledger.bench import answer, draft
from workstation.contract.messages import Outcome
from workstation.ledger.store import Ledger


@pytest.fixture
def due(ledger: Ledger, clock: FakeClock) -> Callable[..., list[str]]:
    return lambda limit=100: [s.event.id for s in ledger.due(limit, clock.now())]


def record(ledger: Ledger, kind: str, consignment: str, **more: object) -> str:
    return ledger.record(draft(kind, consignment, **more)).event.id


def state_of(ledger: Ledger, event: str) -> str:
    return next(row.state for row in ledger.deliveries(None, 1000) if row.event_id == event)


# --- order -------------------------------------------------------------------------------------------------


def test_consignments_go_by_their_strictest_act(ledger: Ledger, due) -> None:
    other = record(ledger, "examined", "C-6")
    release = record(ledger, "release", "C-1")
    lift = record(ledger, "lift", "C-2", names=("hold-0",))
    annul = record(ledger, "annul", "C-3", names=("release-0",))
    hold = record(ledger, "hold", "C-4")
    seize = record(ledger, "seize", "C-5")
    assert due() == [seize, hold, lift, annul, release, other]


def test_on_one_consignment_acts_go_in_the_order_in_which_they_were_made(ledger: Ledger, due) -> None:
    elsewhere = record(ledger, "hold", "C-1")
    first = record(ledger, "release", "C-2")
    second = record(ledger, "seize", "C-2")
    assert due() == [first, second, elsewhere]


def test_a_limit_takes_the_strictest(ledger: Ledger, due) -> None:
    record(ledger, "release", "C-1")
    seize = record(ledger, "seize", "C-2")
    assert due(1) == [seize]


# --- holding back for the undo time
# --------------------------------------------------------------------------


def test_a_release_is_held_back_for_its_undo_time(ledger: Ledger, clock: FakeClock, due) -> None:
    release = record(ledger, "release", "C-1", hold_back_s=5)
    assert due() == []
    assert ledger.next_due_at() == clock.now() + timedelta(seconds=5)
    clock.advance(5)
    assert due() == [release]
    assert ledger.next_due_at() is None


def test_what_is_held_back_holds_back_what_follows_on_its_consignment_alone(
    ledger: Ledger, clock: FakeClock, due
) -> None:
    release = record(ledger, "release", "C-1", hold_back_s=5)
    later = record(ledger, "hold", "C-1")
    elsewhere = record(ledger, "release", "C-2")
    assert due() == [elsewhere]
    clock.advance(5)
    assert due() == [release, later, elsewhere]


def test_an_annulled_release_and_its_annulment_go_together_at_once(ledger: Ledger, due) -> None:
    release = record(ledger, "release", "C-1", hold_back_s=5)
    annul = record(ledger, "annul", "C-1", names=(release,))
    assert due() == [release, annul]


def test_an_annulled_release_never_goes_without_its_annulment(ledger: Ledger, clock: FakeClock, due) -> None:
    first = record(ledger, "release", "C-1", hold_back_s=5)
    second = record(ledger, "release", "C-1", hold_back_s=5)
    annul = record(ledger, "annul", "C-1", names=(first,))
    assert due() == []
    clock.advance(5)
    assert due() == [first, second, annul]


def test_a_limit_does_not_part_an_annulled_release_from_its_annulment(ledger: Ledger, due) -> None:
    hold = record(ledger, "hold", "C-2")
    release = record(ledger, "release", "C-1", hold_back_s=5)
    annul = record(ledger, "annul", "C-1", names=(release,))
    other = record(ledger, "release", "C-3")
    assert due(2) == [hold, other]
    assert due(3) == [hold, release, annul]


def test_after_a_restart_a_held_back_release_is_due_at_once(
    ledger: Ledger, open_ledger, clock: FakeClock
) -> None:
    release = record(ledger, "release", "C-1", hold_back_s=5)
    ledger.close()
    assert [s.event.id for s in open_ledger().due(10, clock.now())] == [release]


def test_setting_the_wall_clock_neither_shortens_nor_lengthens_the_undo_time(
    ledger: Ledger, clock: FakeClock, due
) -> None:
    release = record(ledger, "release", "C-1", hold_back_s=5)
    clock.set(clock.now() + timedelta(days=3))
    assert due() == []
    clock.set(clock.now() - timedelta(days=9))
    clock.advance(5)
    assert due() == [release]


# --- answers -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("outcome", ["accepted", "already_known"])
def test_an_accepted_act_is_acknowledged_with_the_services_number(
    ledger: Ledger, clock: FakeClock, due, outcome: str
) -> None:
    event = record(ledger, "hold", "C-1")
    settled = ledger.settle(answer(Outcome(id=event, outcome=outcome, number="2026-17")), clock.now())
    assert [(e.id, e.consignment, e.number) for e in settled.accepted] == [(event, "C-1", "2026-17")]
    (held,) = ledger.acts_on("C-1")
    assert (held.state, held.number, held.act.outcome, held.act.number) == (
        "acknowledged",
        "2026-17",
        "accepted",
        "2026-17",
    )
    assert due() == []


def test_a_refused_act_goes_to_attention_and_is_never_sent_again(
    ledger: Ledger, clock: FakeClock, due, open_ledger
) -> None:
    event = record(ledger, "lift", "C-1", names=("hold-0",))
    other = record(ledger, "hold", "C-2")
    ledger.settle(
        answer(
            Outcome(id=event, outcome="refused", code="owner.other", words="This hold belongs to another.")
        ),
        clock.now(),
    )
    assert due() == [other]
    (attention,) = ledger.attention(10)
    assert (attention.kind, attention.consignment, attention.event) == ("refused", "C-1", event)
    assert dict(attention.facts)["code"] == "owner.other"
    assert ledger.acts_on("C-1")[0].act.outcome == "refused"
    ledger.close()
    assert [s.event.id for s in open_ledger().due(10, clock.now())] == [other]


def test_the_first_answer_stands_whatever_a_later_one_says(ledger: Ledger, clock: FakeClock) -> None:
    accepted, refused = record(ledger, "hold", "C-1"), record(ledger, "hold", "C-2")
    ledger.settle(answer((accepted, "accepted"), (refused, "refused")), clock.now())
    settled = ledger.settle(answer((accepted, "refused"), (refused, "accepted")), clock.now())
    assert settled.without_effect == (accepted, refused)
    assert state_of(ledger, accepted) == "acknowledged"
    assert state_of(ledger, refused) == "refused"
    assert len(ledger.attention(10)) == 1


def test_an_outcome_that_nobody_knows_leaves_the_event_waiting(ledger: Ledger, clock: FakeClock, due) -> None:
    event = record(ledger, "hold", "C-1")
    settled = ledger.settle(answer((event, "perhaps"), ("not-ours", "accepted")), clock.now())
    assert settled.unanswered == (event,)
    assert settled.without_effect == ("not-ours",)
    assert due() == [event]


# --- postponed and offered again ----------------------------------------------------------------------------


def test_a_postponed_act_waits_for_its_next_attempt_across_a_restart(
    ledger: Ledger, clock: FakeClock, open_ledger
) -> None:
    event = record(ledger, "hold", "C-1")
    ledger.postpone([event], clock.now() + timedelta(seconds=60), "no answer")
    ledger.close()
    again = open_ledger()
    assert again.due(10, clock.now()) == ()
    assert again.next_due_at() == clock.now() + timedelta(seconds=60)
    (row,) = again.deliveries(None, 10)
    assert (row.state, row.attempts, row.words) == ("waiting", 1, "no answer")
    clock.advance(60)
    assert [s.event.id for s in again.due(10, clock.now())] == [event]


def test_when_the_line_is_back_nothing_waits_for_its_next_attempt(
    ledger: Ledger, clock: FakeClock, due
) -> None:
    event = record(ledger, "hold", "C-1")
    ledger.postpone([event], clock.now() + timedelta(hours=1), "no answer")
    ledger.end_postponement()
    assert due() == [event]


def test_nothing_is_called_due_later_that_waits_for_another(ledger: Ledger, clock: FakeClock, due) -> None:
    record(ledger, "release", "C-1", hold_back_s=5)
    later = record(ledger, "hold", "C-1")
    ledger.postpone([later], clock.now() + timedelta(seconds=1), "no answer")
    clock.advance(2)
    assert due() == []
    assert ledger.next_due_at() == clock.now() + timedelta(seconds=3)


def test_no_clock_makes_an_attempt_wait_longer_than_the_longest_pause(
    ledger: Ledger, clock: FakeClock, due
) -> None:
    event = record(ledger, "hold", "C-1")
    ledger.postpone([event], clock.now() + timedelta(days=3), "no answer")
    assert due() == [event]


@pytest.mark.parametrize("days", [-3, 3])
def test_the_time_of_an_entry_is_put_right_by_what_is_known_of_the_clock(
    ledger: Ledger, clock: FakeClock, days: int
) -> None:
    right = clock.now()
    clock.set(right + timedelta(days=days))
    ledger.record(draft(clock_offset_ms=-days * 86_400_000))
    ledger.record(draft(service_time=right, clock_offset_ms=1))
    assert [row.at for row in ledger.deliveries(None, 10)] == [right, right]
    assert ledger.counts().oldest_waiting == right


def test_a_clock_set_back_does_not_postpone_for_ever(ledger: Ledger, clock: FakeClock, due) -> None:
    event = record(ledger, "hold", "C-1")
    ledger.postpone([event], clock.now() + timedelta(seconds=60), "no answer")
    clock.set(clock.now() - timedelta(days=400))
    assert due() == [event]


def test_acts_that_it_had_taken_are_offered_again_to_a_service_that_lost_them(
    ledger: Ledger, clock: FakeClock, due
) -> None:
    kept, refused, unread = (record(ledger, "hold", f"C-{n}") for n in range(3))
    without_number = Outcome(id=unread, outcome="refused", code="request.too_large")
    ledger.settle(answer((kept, "accepted"), (refused, "refused"), without_number), clock.now())
    assert ledger.mark_unsent() == 2
    # Refused ones too: later acts name them in `seen`. What it never took, it has not lost.
    assert due() == [kept, refused]
    ledger.settle(answer((kept, "already_known"), (refused, "refused")), clock.now())
    assert ledger.counts().waiting == 0
    assert len(ledger.attention(10)) == 2
    assert ledger.mark_unsent([kept, unread, "not-ours"]) == 1


def test_a_service_of_another_epoch_is_offered_everything_again_once(
    ledger: Ledger, clock: FakeClock, due
) -> None:
    event = record(ledger, "hold", "C-1")
    assert ledger.meet_epoch("epoch-1") == 0
    ledger.settle(answer((event, "accepted")), clock.now())
    assert ledger.meet_epoch("epoch-1") == 0
    assert ledger.meet_epoch("epoch-2") == 1
    assert due() == [event]
    ledger.settle(answer((event, "already_known")), clock.now())
    assert ledger.meet_epoch("epoch-2") == 0


# --- what is shown -----------------------------------------------------------------------------------------


def test_the_counts_add_up(ledger: Ledger, clock: FakeClock) -> None:
    first = record(ledger, "hold", "C-1")
    began = clock.now()
    clock.advance(60)
    events = [record(ledger, "hold", f"C-{n}") for n in range(2, 5)]
    ledger.settle(answer((events[0], "accepted"), (events[1], "refused")), clock.now())
    counts = ledger.counts()
    assert (counts.recorded, counts.waiting, counts.acknowledged, counts.refused, counts.attention) == (
        4,
        2,
        1,
        1,
        1,
    )
    assert counts.oldest_waiting == began
    ledger.settle(answer((first, "accepted"), (events[2], "accepted")), clock.now())
    assert ledger.counts().oldest_waiting is None


def test_the_delivery_list_is_read_page_by_page_the_newest_first(ledger: Ledger) -> None:
    events = [record(ledger, "hold", f"C-{n}") for n in range(5)]
    first = ledger.deliveries(None, 3)
    second = ledger.deliveries(first[-1].sequence, 3)
    assert [row.event_id for row in (*first, *second)] == events[::-1]


def test_pending_acts_and_watched_consignments(ledger: Ledger, clock: FakeClock) -> None:
    sent, waiting = record(ledger, "hold", "C-1"), record(ledger, "release", "C-2")
    ledger.settle(answer((sent, "accepted")), clock.now())
    ledger.raise_attention("changed", "C-3", key="changed:C-3:7")
    pending = ledger.pending_acts()
    assert {consignment: [act.id for act in acts] for consignment, acts in pending.items()} == {
        "C-2": [waiting]
    }
    assert pending["C-2"][0].outcome == "pending"
    assert ledger.watching.held_ready() == {"C-1", "C-2", "C-3"}


def test_only_what_is_recent_waits_or_is_in_attention_is_held_ready(ledger: Ledger, clock: FakeClock) -> None:
    old, waiting = record(ledger, "release", "C-1"), record(ledger, "hold", "C-2")
    ledger.settle(answer((old, "accepted")), clock.now())
    ledger.raise_attention("changed", "C-3", key="changed:C-3:7")
    assert not ledger.watching.has_older()
    clock.advance(61 * 86_400)
    assert ledger.watching.held_ready() == {"C-1", "C-2", "C-3"}
    newer = record(ledger, "release", "C-4")
    ledger.settle(answer((newer, "accepted")), clock.now())
    assert ledger.watching.has_older()
    assert ledger.watching.held_ready() == {"C-2", "C-3", "C-4"}
    ledger.settle(answer((waiting, "accepted")), clock.now())
    assert ledger.watching.held_ready() == {"C-3", "C-4"}
    assert ledger.watching.acted_on([f"C-{n}" for n in range(1, 1_200)]) == {"C-1", "C-2", "C-4"}


def test_an_entry_says_who_made_it_and_what_became_of_it(ledger: Ledger, clock: FakeClock) -> None:
    first, second = record(ledger, "release", "C-1"), record(ledger, "hold", "C-2")
    ledger.settle(answer((first, "accepted")), clock.now())
    newest, oldest = ledger.entries.before(None, 9)
    assert (newest.event_id, newest.officer, newest.state) == (second, "officer-a", "waiting")
    assert (oldest.number, oldest.answered, oldest.at) == (f"N-{first[-4:]}", clock.now(), clock.now())
    assert ledger.entries.before(newest.sequence, 9) == (oldest,)
    assert ledger.entries.before(oldest.sequence, 9) == ()


# --- attention ---------------------------------------------------------------------------------------------


def test_all_that_was_missed_on_one_parcel_is_counted_as_one_matter(ledger: Ledger) -> None:
    for n, (kind, consignment) in enumerate(
        [("recall", "C-1"), ("conflict", "C-1"), ("conflict", "C-2"), ("changed", "C-2"), ("changed", "C-2")]
    ):
        ledger.raise_attention(kind, consignment, key=f"{n}")
    assert len(ledger.attention(9)) == 5
    assert ledger.counts().attention == 4


def test_attention_is_raised_once_for_each_reason_even_after_it_ended(ledger: Ledger) -> None:
    assert ledger.raise_attention("changed", "C-1", key="changed:C-1:7", facts=(("field", "risk.score"),))
    (attention,) = ledger.attention(10)
    assert ledger.end_attention(attention.id, "officer-a")
    assert not ledger.end_attention(attention.id, "officer-b")
    assert not ledger.raise_attention("changed", "C-1", key="changed:C-1:7")
    assert ledger.attention(10) == ()
    assert ledger.raise_attention("changed", "C-1", key="changed:C-1:8")


def test_a_recall_comes_before_everything_else(ledger: Ledger) -> None:
    ledger.raise_attention("changed", "C-1", key="a")
    ledger.raise_attention("recall", "C-2", key="b")
    assert [each.kind for each in ledger.attention(10)] == ["recall", "changed"]
    assert ledger.attention_keys_on("C-1") == ("a",)
    assert ledger.end_attention_by_key(("a",), "event-9") == 1
    assert ledger.attention_keys_on("C-2") == ("b",)
    assert ledger.attention_keys_on("C-1") == ()
