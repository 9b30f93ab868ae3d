"""Bench events at the service: each judged on its own, said twice is said once, and nothing that came is
ever lost.
"""

import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from tests.central.making import WHOLE, TestLedger, coded_lists, document, event_id
from tests.fakes.clock import START, FakeClock
from workstation.central.cursors import EventsCursor, Expired, cursor_of
from workstation.central.events import WrongBench
from workstation.central.store import CentralStore
from workstation.contract.messages import Outcome, Submission
from workstation.domain.act import Act, FoundGoods, ScopeEntry
from workstation.domain.consignment import Consignment
from workstation.domain.event import BenchEvent, canonical, hash_of
from workstation.domain.standing import standing_of
from workstation.domain.value import Quantity


@pytest.fixture
def ledger() -> TestLedger:
    return TestLedger()


def send(store: CentralStore, *entries: bytes, bench: str = "") -> tuple[Outcome, ...]:
    return store.receive_events(entries, token="test", bench=bench)


def outcomes(answer: Sequence[Outcome]) -> list[tuple[str, str]]:
    return [(each.outcome, each.code) for each in answer]


def acts_of(store: CentralStore, id: str = "C1") -> tuple[Act, ...]:
    body = store.consignment(id)
    assert body is not None
    return msgspec.json.decode(body, type=Consignment).acts


def stored(database_url: str) -> list[Any]:
    """Every event row, as whoever reads the database later would see it."""
    engine = create_engine(database_url)
    with engine.connect() as connection:
        rows = list(
            connection.execute(text("SELECT id, outcome, code, submission FROM event ORDER BY number"))
        )
    engine.dispose()
    return rows


def changed(entry: bytes, **fields: Any) -> bytes:
    """The entry with other fields in its event, and the hash that it came with."""
    said = json.loads(entry)
    said["event"] |= fields
    return json.dumps(said).encode()


def test_a_decision_is_accepted_numbered_and_beside_its_consignment(
    store: CentralStore, ledger: TestLedger
) -> None:
    store.put_consignments([document("C1")])
    (answer,) = send(store, ledger.entry("seize", remark="under the lining", reason="R1", legal_basis="L1"))
    assert (answer.outcome, answer.number, answer.received) == ("accepted", "1", START)
    (act,) = acts_of(store)
    assert (act.kind, act.number, act.remark, act.officer) == ("seize", "1", "under the lining", "officer-7")


def test_found_goods_come_with_their_act(store: CentralStore, ledger: TestLedger) -> None:
    store.put_consignments([document("C1")])
    found = FoundGoods(id="found-1", description="a knife")
    send(store, ledger.entry("seize", found=[found], scope=(ScopeEntry(goods="found-1"),)))
    assert acts_of(store)[0].found == (found,)


def test_a_batch_sent_again_is_known_with_the_same_numbers(
    store: CentralStore, ledger: TestLedger, clock: FakeClock
) -> None:
    batch = [ledger.entry("hold", owner="A"), ledger.entry("release", scope=()), ledger.entry("release")]
    first = send(store, *batch)
    clock.advance(60)
    again = send(store, *batch, ledger.entry("presented"))
    assert outcomes(first) == [("accepted", ""), ("refused", "scope.empty"), ("accepted", "")]
    assert outcomes(again) == [
        ("already_known", ""),
        ("refused", "scope.empty"),
        ("already_known", ""),
        ("accepted", ""),
    ]
    same = [(each.id, each.number, each.received, each.words) for each in first]
    assert [(each.id, each.number, each.received, each.words) for each in again[:3]] == same


def test_an_event_twice_in_one_batch_is_one_event(store: CentralStore, ledger: TestLedger) -> None:
    entry = ledger.entry()
    assert outcomes(send(store, entry, entry)) == [("accepted", ""), ("already_known", "")]


def test_one_that_cannot_be_read_is_refused_alone_and_kept(
    store: CentralStore, ledger: TestLedger, database_url: str
) -> None:
    good = [ledger.entry("release"), ledger.entry("release")]
    bad = [
        b"17",
        b'"text"',
        b"{}",
        b'{"event": {"id": "E-1", "kind": 5}, "hash": ""}',
        changed(ledger.entry(), sequence="seven"),
        b'{"event": ' + b"[" * 5000 + b"]" * 5000 + b"}",
        b'{"event": {"id": "\xff"}}',
    ]
    answer = send(store, good[0], *bad, good[1])
    assert outcomes(answer)[0] == outcomes(answer)[-1] == ("accepted", "")
    assert {each.outcome for each in answer[1:-1]} == {"refused"}
    assert {each.code for each in answer[1:-1]} == {"unreadable", "too_large"}
    assert answer[4].id == "E-1"
    assert [bytes(row.submission) for row in stored(database_url)] == [good[0], *bad, good[1]]
    assert outcomes(send(store, *bad)) == outcomes(answer)[1:-1]
    assert len(stored(database_url)) == len(bad) + 2


def test_an_event_larger_than_a_megabyte_is_refused(store: CentralStore, ledger: TestLedger) -> None:
    entry = ledger.entry("release", remark="x" * 1_100_000)
    (answer,) = send(store, entry)
    assert (answer.code, answer.id) == ("too_large", event_id(entry))


def test_a_wrong_hash_is_refused_and_the_event_can_still_be_delivered(
    store: CentralStore, ledger: TestLedger
) -> None:
    entry = ledger.entry("release")
    assert outcomes(send(store, changed(entry, officer="somebody else"))) == [("refused", "hash_mismatch")]
    assert outcomes(send(store, entry)) == [("accepted", "")]


def test_the_hash_does_not_depend_on_spaces_or_the_order_of_keys(
    store: CentralStore, ledger: TestLedger
) -> None:
    said = json.loads(ledger.entry("release"))
    said["event"] = dict(reversed(said["event"].items()))
    assert outcomes(send(store, json.dumps(said, indent=2).encode())) == [("accepted", "")]


def test_an_envelope_of_a_later_version_keeps_its_fields(
    store: CentralStore, ledger: TestLedger, database_url: str
) -> None:
    later = json.loads(canonical(ledger.event("weighed"))) | {"schema": 2, "scales": {"kg": "1.5"}}
    sealed = hash_of(msgspec.json.encode(later, order="sorted"))
    (answer,) = send(store, json.dumps({"event": later, "hash": sealed}).encode())
    assert answer.outcome == "accepted"
    assert b"scales" in stored(database_url)[0].submission


def test_a_particular_that_is_not_what_was_hashed_is_refused(store: CentralStore, ledger: TestLedger) -> None:
    said = json.loads(ledger.entry("release", remark="as written"))
    said["particulars"][0]["text"] = "rewritten"
    other = json.loads(ledger.entry("release", remark="as written"))
    other["particulars"][0]["salt"] = "no hex"
    answer = send(store, json.dumps(said).encode(), json.dumps(other).encode())
    assert outcomes(answer) == [("refused", "particular_mismatch")] * 2


def test_particulars_that_policy_has_erased_are_not_asked_for(
    store: CentralStore, ledger: TestLedger
) -> None:
    store.put_reference(coded_lists())
    said = json.loads(ledger.entry("hold", owner="A", reason="R3", remark="erased since"))
    said["particulars"] = []
    assert outcomes(send(store, json.dumps(said).encode())) == [("accepted", "")]


def test_particulars_that_come_later_are_kept(store: CentralStore, ledger: TestLedger) -> None:
    store.put_consignments([document("C1")])
    found = FoundGoods(id="found-1", description="tobacco")
    whole = json.loads(ledger.entry("hold", owner="A", remark="in the lining", found=[found]))
    parts = whole["particulars"]
    cuts = (slice(0, 1), slice(1, 2), slice(0, 0))
    first, second, none = (json.dumps({**whole, "particulars": parts[cut]}).encode() for cut in cuts)
    wrong = json.dumps({**whole, "particulars": [{**parts[0], "text": "something else"}]}).encode()
    assert outcomes(send(store, none)) == [("accepted", "")]
    assert outcomes(send(store, wrong)) == [("refused", "particular_mismatch")]
    assert outcomes(send(store, first, second, none, first)) == [("already_known", "")] * 4
    (act,) = acts_of(store)
    assert (act.remark, act.found, act.outcome, act.number) == ("in the lining", (found,), "accepted", "1")
    (kept,) = store.events().events
    said = msgspec.json.decode(kept.submission, type=Submission)
    assert [each.text for each in said.particulars] == [part["text"] for part in parts]
    assert hash_of(canonical(said.event)) == said.hash


def test_an_unknown_kind_is_kept_and_has_no_effect(store: CentralStore, ledger: TestLedger) -> None:
    store.put_consignments([document("C1")])
    assert (
        outcomes(send(store, ledger.entry("coffee_break", consignment=""), ledger.entry("weighed")))
        == [("accepted", "")] * 2
    )
    assert acts_of(store) == ()


def test_a_kind_of_the_coded_list_has_the_effect_that_the_list_says(
    store: CentralStore, ledger: TestLedger
) -> None:
    store.put_reference(coded_lists())
    store.put_consignments([document("C1")])
    send(store, ledger.entry("detain", scope=WHOLE, owner="A"))
    assert acts_of(store)[0].effect == "hold"


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("release", {"scope": ()}, "scope.empty"),
    ("hold", {"scope": (), "reason": "R1"}, "scope.empty"),
    ("seize", {"scope": (), "reason": "R1", "legal_basis": "L"}, "scope.empty"),
    ("release", {"scope": (ScopeEntry(goods="g1", quantity=Quantity(value=Decimal(0))),)}, "scope.quantity"),
    (
        "release",
        {"scope": (ScopeEntry(goods="g1", quantity=Quantity(value=Decimal("NaN"))),)},
        "scope.quantity",
    ),
    (
        "release",
        {"scope": (ScopeEntry(goods="g1", quantity=Quantity(value=Decimal("9e99"))),)},
        "scope.quantity",
    ),
    ("release", {"consignment": ""}, "consignment.missing"),
    ("lift", {"owner": "A"}, "names.missing"),
    ("annul", {}, "names.missing"),
    ("acknowledge", {}, "names.missing"),
    ("hold", {"owner": "A"}, "reason.missing"),
    ("seize", {"reason": "R1"}, "legal_basis.missing"),
    ("hold", {"owner": "A", "reason": "R2"}, "legal_basis.missing"),
    ("hold", {"owner": "A", "reason": "R3"}, "remark.missing"),
]


@pytest.mark.parametrize("kind, fields, code", REFUSED, ids=[f"{kind} {code}" for kind, _, code in REFUSED])
def test_an_act_is_refused_for_what_it_does_not_say(
    store: CentralStore, ledger: TestLedger, kind: str, fields: dict[str, Any], code: str
) -> None:
    store.put_reference(coded_lists())
    (answer,) = send(store, ledger.entry(kind, **fields))
    assert (answer.outcome, answer.code) == ("refused", code)
    assert answer.words


def test_an_act_that_names_or_has_seen_itself_is_refused(store: CentralStore, ledger: TestLedger) -> None:
    event = ledger.event("release")
    itself = msgspec.structs.replace(event, seen=(event.id,))
    entry = msgspec.json.encode(Submission(event=itself, hash=hash_of(canonical(itself))))
    assert outcomes(send(store, entry)) == [("refused", "names.itself")]


def test_a_reason_that_is_not_on_the_list_is_kept(store: CentralStore, ledger: TestLedger) -> None:
    store.put_reference(coded_lists())
    entry = ledger.entry("hold", owner="A", reason="a newer code")
    assert outcomes(send(store, entry)) == [("accepted", "")]


def test_a_refused_act_stays_beside_its_consignment_without_effect(
    store: CentralStore, ledger: TestLedger
) -> None:
    store.put_consignments([document("C1")])
    send(store, ledger.entry("hold", scope=(), owner="A"))
    (act,) = acts_of(store)
    assert (act.outcome, act.refusal) == ("refused", "scope.empty")


def test_anothers_lift_of_a_hold_is_kept_and_lifts_nothing(store: CentralStore, ledger: TestLedger) -> None:
    store.put_consignments([document("C1")])
    hold = ledger.entry("hold", owner="NARCOTICS")
    name = (event_id(hold),)
    foreign = ledger.entry("lift", names=name, seen=name, owner="XX000001")
    own = ledger.entry("lift", names=name, seen=name, owner="NARCOTICS", office="NARCOTICS")
    # Were it refused, it would be so only where the hold came first.
    assert outcomes(send(store, hold, foreign)) == [("accepted", ""), ("accepted", "")]
    assert standing_of((), acts_of(store)).open_holds == name
    send(store, own)
    assert standing_of((), acts_of(store)).open_holds == ()


def test_a_lift_of_a_hold_not_known_yet_is_accepted_and_waits(
    store: CentralStore, ledger: TestLedger
) -> None:
    lift = ledger.entry("lift", names=("not-here-yet",), owner="XX000001")
    assert outcomes(send(store, lift)) == [("accepted", "")]


def test_an_act_may_come_before_the_data(store: CentralStore, ledger: TestLedger) -> None:
    assert outcomes(send(store, ledger.entry("release", consignment="LATER"))) == [("accepted", "")]
    store.put_consignments([document("LATER")])
    assert [act.kind for act in acts_of(store, "LATER")] == ["release"]


def test_acts_are_kept_when_a_newer_document_comes(store: CentralStore, ledger: TestLedger) -> None:
    store.put_consignments([document("C1")])
    send(store, ledger.entry("release"))
    store.put_consignments([document("C1", version=2)])
    assert [act.kind for act in acts_of(store)] == ["release"]


def test_two_benches_that_had_not_seen_each_other_are_told_of_the_conflict(store: CentralStore) -> None:
    store.put_consignments([document("C1")])
    one, two = TestLedger("bench-1", "ledger-1"), TestLedger("bench-2", "ledger-2")
    release, hold = one.entry("release"), two.entry("hold", owner="XX000001")
    assert send(store, release)[0].conflict is False
    assert send(store, hold)[0].conflict is True
    assert send(store, release)[0].conflict is True
    named = (event_id(release), event_id(hold))
    assert send(store, one.entry("acknowledge", names=named, seen=named))[0].conflict is False
    assert send(store, hold)[0].conflict is False


def test_a_hold_that_saw_the_release_is_no_conflict(store: CentralStore, ledger: TestLedger) -> None:
    store.put_consignments([document("C1")])
    release = ledger.entry("release")
    send(store, release)
    assert send(store, ledger.entry("hold", owner="A", seen=(event_id(release),)))[0].conflict is False


@pytest.mark.expected_log("alarm fork")
def test_a_copied_ledger_raises_the_alarm_and_both_events_count(
    store: CentralStore, database_url: str
) -> None:
    store.put_consignments([document("C1"), document("C2")])
    original, copy = TestLedger(), TestLedger()
    first = original.entry("release", "C1")
    second = msgspec.json.encode(copy.submission("hold", "C2", owner="A", id="another-id"))
    said = [("accepted", ""), ("accepted", "fork")]
    assert outcomes(send(store, first, second)) == said
    assert [(row.outcome, row.code) for row in stored(database_url)] == said
    assert [act.kind for act in (*acts_of(store, "C1"), *acts_of(store, "C2"))] == ["release", "hold"]
    assert outcomes(send(store, second, first)) == [("already_known", "fork"), ("already_known", "")]
    (alarm,) = store.benches.alarms(0, 10).alarms
    assert (alarm.kind, alarm.bench, alarm.ledger, alarm.sequence, alarm.events) == (
        "fork",
        "bench-1",
        "ledger-1",
        1,
        ("1", "2"),
    )


@pytest.mark.expected_log("alarm fork")
def test_what_a_forks_events_do_is_the_same_whichever_came_first(
    store: CentralStore, tmp_path: Path, clock: FakeClock
) -> None:
    other = CentralStore.open(f"sqlite:///{tmp_path / 'other.db'}", clock=clock)
    original, copy = TestLedger(), TestLedger()
    entries = [
        original.entry("release", "C1"),
        msgspec.json.encode(copy.submission("hold", "C1", owner="A", id="another-id")),
    ]
    for service, order in ((store, entries), (other, entries[::-1])):
        service.put_consignments([document("C1")])
        send(service, *order)
    outcome_of = [sorted((act.id, act.outcome) for act in acts_of(service)) for service in (store, other)]
    other.close()
    assert outcome_of[0] == outcome_of[1]
    assert {outcome for _id, outcome in outcome_of[0]} == {"accepted"}


@pytest.mark.parametrize("previous", ["", "0" * 63, "G" * 64, "0" * 64 + "\n"])
def test_an_event_that_names_no_hash_before_it_is_refused(
    store: CentralStore, ledger: TestLedger, previous: str
) -> None:
    assert outcomes(send(store, ledger.entry(previous=previous))) == [("refused", "envelope")]


@pytest.mark.expected_log("alarm chain")
@pytest.mark.parametrize("backwards", [False, True])
def test_an_event_that_does_not_follow_the_one_before_is_an_alarm_whichever_comes_first(
    store: CentralStore, ledger: TestLedger, backwards: bool
) -> None:
    entries = [ledger.entry() for _ in range(3)]
    ledger.previous = "ab" * 32
    entries += [ledger.entry() for _ in range(2)]
    if backwards:
        entries.reverse()
    assert outcomes(send(store, *entries)) == [("accepted", "")] * 5
    (alarm,) = store.benches.alarms(0, 9).alarms
    assert (alarm.kind, alarm.sequence) == ("chain", 3 if backwards else 4)


def test_a_gap_is_no_alarm(store: CentralStore, ledger: TestLedger) -> None:
    entries = [ledger.entry() for _ in range(5)]
    assert outcomes(send(store, *entries[::2], *entries[1::2])) == [("accepted", "")] * 5
    assert store.benches.alarms(0, 9).alarms == ()


@pytest.mark.expected_log("alarm chain")
def test_the_first_event_of_a_ledger_follows_nothing(store: CentralStore, ledger: TestLedger) -> None:
    assert outcomes(send(store, ledger.entry(previous="ab" * 32))) == [("accepted", "")]


@pytest.mark.expected_log("alarm")
def test_one_id_for_two_events_is_refused_and_the_first_stands(store: CentralStore) -> None:
    store.put_consignments([document("C1")])
    ledger = TestLedger()
    first = ledger.submission("release")
    second = ledger.submission("hold", owner="A", id=first.event.id)
    answer = send(store, msgspec.json.encode(first), msgspec.json.encode(second))
    assert outcomes(answer) == [("accepted", ""), ("refused", "id_reused")]
    assert [act.kind for act in acts_of(store)] == ["release"]
    assert [(alarm.kind, alarm.events) for alarm in store.benches.alarms(0, 10).alarms] == [
        ("id_reused", ("2",))
    ]


def test_a_token_of_one_bench_does_not_speak_for_another(store: CentralStore, ledger: TestLedger) -> None:
    entry = ledger.entry()
    with pytest.raises(WrongBench):
        send(store, entry, bench="bench-9")
    assert outcomes(send(store, entry, bench="bench-1")) == [("accepted", "")]


def test_the_rules_follow_a_list_that_changes(store: CentralStore, ledger: TestLedger) -> None:
    assert outcomes(send(store, ledger.entry("hold", owner="A"))) == [("accepted", "")]
    store.put_reference(coded_lists())
    assert outcomes(send(store, ledger.entry("hold", owner="A"))) == [("refused", "reason.missing")]


def test_a_national_system_reads_every_accepted_event_in_order(
    store: CentralStore, ledger: TestLedger
) -> None:
    sent = [ledger.entry("release", f"C{number}") for number in range(5)]
    send(store, *sent, ledger.entry("hold", scope=()))
    first = store.events(limit=3)
    second = store.events(cursor_of(first.cursor), limit=3)
    assert (first.more, second.more) == (True, False)
    assert [bytes(each.submission) for each in (*first.events, *second.events)] == sent
    later = ledger.entry("release", "C9")
    send(store, later)
    third = store.events(cursor_of(second.cursor))
    assert [bytes(each.submission) for each in third.events] == [later]


def test_a_cursor_of_events_expires_with_the_epoch_and_the_service_takes_all_again(
    store: CentralStore, ledger: TestLedger
) -> None:
    entry = ledger.entry()
    send(store, entry)
    cursor = cursor_of(store.events().cursor)
    store.begin_epoch()
    with pytest.raises(Expired):
        store.events(cursor)
    assert outcomes(send(store, entry)) == [("already_known", "")]


def test_a_cursor_of_events_ahead_of_a_restored_service_expires(
    store: CentralStore, ledger: TestLedger
) -> None:
    send(store, ledger.entry())
    cursor = cursor_of(store.events().cursor)
    assert isinstance(cursor, EventsCursor)
    assert store.events(cursor).events == ()
    with pytest.raises(Expired) as expired:
        store.events(msgspec.structs.replace(cursor, number=cursor.number + 1))
    assert expired.value.code == "cursor.ahead"


def test_everything_is_there_after_a_restart(
    store: CentralStore, ledger: TestLedger, database_url: str, clock: FakeClock
) -> None:
    store.put_consignments([document("C1")])
    entry = ledger.entry()
    send(store, entry)
    store.close()
    again = CentralStore.open(database_url, clock=clock)
    assert outcomes(send(again, entry)) == [("already_known", "")]
    assert [act.kind for act in acts_of(again)] == ["release"]
    again.close()


# --- whatever comes in --------------------------------------------------------------------------------------

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=10,
)
FIELDS = st.sampled_from([*BenchEvent.__struct_fields__, "unknown"])


@pytest.fixture(scope="module")
def long_lived(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """One store for all examples: an example must not depend on what came before."""
    store = CentralStore.open(
        f"sqlite:///{tmp_path_factory.mktemp('fuzz') / 'central.db'}", clock=FakeClock()
    )
    store.put_consignments([document("C1")])
    yield store
    store.close()


@pytest.mark.expected_log("alarm|mandate that is not known")
@given(fields=st.dictionaries(FIELDS, JSON, max_size=4), sealed=st.booleans())
def test_an_event_with_any_values_is_answered_and_the_next_one_accepted(
    long_lived: CentralStore, fields: dict[str, Any], sealed: bool
) -> None:
    event = json.loads(canonical(TestLedger(ledger="fuzzed").event("release"))) | fields
    sealed_hash = hash_of(msgspec.json.encode(event, order="sorted")) if sealed else "0" * 64
    entry = json.dumps({"event": event, "hash": sealed_hash, "particulars": []}).encode()
    first = send(long_lived, entry)
    again = send(long_lived, entry)
    assert first[0].outcome in {"accepted", "refused", "already_known"}
    assert again[0].outcome == ("refused" if first[0].outcome == "refused" else "already_known")
    assert long_lived.consignment("C1") is not None


@given(entry=st.binary(max_size=200))
def test_any_bytes_are_refused_and_kept(long_lived: CentralStore, entry: bytes) -> None:
    assert send(long_lived, entry)[0].outcome == "refused"
