"""What a national system puts in: documents as they were sent, agencies' acts, payments, line by line."""

import json
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.central.making import WHOLE, coded_lists, consignment, document
from tests.fakes.clock import START, FakeClock
from workstation.central.acts import ACT_BYTES
from workstation.central.intake import PAYMENT_BYTES
from workstation.central.store import CentralStore
from workstation.contract.messages import PutOutcome, Scope
from workstation.domain.act import Act
from workstation.domain.consignment import Condition, Consignment, Filing, Identifier, Revenue, Transport
from workstation.domain.standing import Goods, Standing, standing_of


def put(store: CentralStore, *documents: bytes) -> list[tuple[str, str]]:
    return [(each.outcome, each.code) for each in store.put_consignments(documents)]


def raw(store: CentralStore, id: str = "C1") -> dict[str, Any]:
    body = store.consignment(id)
    assert body is not None
    found: dict[str, Any] = json.loads(body)
    return found


def read(store: CentralStore, id: str = "C1") -> Consignment:
    body = store.consignment(id)
    assert body is not None
    return msgspec.json.decode(body, type=Consignment)


def act_line(act: Act, consignment: str = "C1") -> bytes:
    return msgspec.json.encode({"consignment": consignment, "act": act})


HOLD = Act(id="A-1", kind="hold", scope=WHOLE, owner="NARCOTICS", agency="NARCOTICS", at=START)


def test_a_document_is_served_as_it_was_sent(store: CentralStore) -> None:
    sent = (
        b'{"id": "C1", "office": "XX000001", "risk": {"lane": "red"}, "novelty": {"depth": [1, 2.50, 1e400]},'
        b'\n "goods_items": [{"id": "g1", "net_mass_kg": 1.10, "colour": "\xe9\x9d\x92"}], "change": 77}'
    )
    put(store, sent)
    body = store.consignment("C1")
    assert body is not None
    assert b'"novelty":{"depth": [1, 2.50, 1e400]}' in body
    assert b'"net_mass_kg": 1.10, "colour": "\xe9\x9d\x92"' in body
    assert b'"change":1,' in body


def test_the_same_document_again_changes_nothing(store: CentralStore) -> None:
    assert put(store, document()) == [("stored", "")]
    before = store.state().change
    assert put(store, document()) == [("already_known", "")]
    assert store.state().change == before


def test_a_newer_version_replaces_and_an_older_one_does_not(store: CentralStore) -> None:
    put(store, document(version=2))
    assert put(store, document(version=1)) == [("already_known", "version.older")]
    assert put(store, document(version=3)) == [("stored", "")]
    assert read(store).filings[0].version == 3


def test_the_same_version_with_a_new_assessment_replaces(store: CentralStore) -> None:
    put(store, document(lane="green"))
    assert put(store, document(lane="red")) == [("stored", "")]
    assert read(store).risk.lane == "red"


def test_each_line_has_its_outcome_in_its_place(store: CentralStore) -> None:
    lines = [
        document("C1"),
        b"{",
        b"[]",
        b'{"office": "no id"}',
        b'{"id": ""}',
        b'{"id": "a\\u0000b"}',
        b'{"id": "C9", "office": "\xff"}',
        b'{"id": "deep", "x": ' + b"[" * 100 + b"]" * 100 + b"}",
        b'{"id": "long", "x": "' + b"y" * 4_000_000 + b'"}',
        document("C2"),
    ]
    answer = put(store, *lines)
    assert answer[0] == answer[-1] == ("stored", "")
    assert [code for _, code in answer[1:-1]] == [
        "document.unreadable",
        "document.unreadable",
        "document.no_id",
        "document.no_id",
        "document.no_id",
        "document.unreadable",
        "document.nested_too_deep",
        "document.too_large",
    ]
    assert {outcome for outcome, _ in answer[1:-1]} == {"refused"}
    assert [read(store, id).id for id in ("C1", "C2")] == ["C1", "C2"]


def test_wrong_types_are_kept_and_said_and_never_refused(store: CentralStore) -> None:
    sent = {"id": "C1", "office": 17, "risk": "red", "goods_items": [{"id": "g1", "net_mass_kg": "heavy"}, 5]}
    (outcome,) = store.put_consignments([json.dumps(sent).encode()])
    assert (outcome.outcome, outcome.code) == ("stored", "remarks")
    served = raw(store)
    served.pop("change")
    assert served == sent


def test_one_id_twice_in_one_request_is_stored_and_then_replaced(store: CentralStore) -> None:
    assert put(store, document(), document(version=2), document(version=1), document(version=2)) == [
        ("stored", ""),
        ("stored", ""),
        ("already_known", "version.older"),
        ("already_known", ""),
    ]
    assert read(store).filings[0].version == 2


def test_a_consignment_is_found_by_every_number_it_has(store: CentralStore) -> None:
    made = consignment(
        "C1",
        transport=Transport(house_document="HAWB-1", master_document="020-1234 5675", receptacle="R-1"),
    )
    filing = Filing(id="F-1", lrn="LRN 1", mrn="26XX1", ucr="UCR-1")
    put(store, msgspec.json.encode(msgspec.structs.replace(made, filings=(filing,))))
    numbers = ("C1", "PARCEL-C1", "hawb-1", "02012345675", "R-1", "F-1", "LRN1", "26xx1", "UCR1")
    assert {number: len(store.by_barcode(number)) for number in numbers} == dict.fromkeys(numbers, 1)
    assert store.by_barcode("nobody's") == ()


def test_several_consignments_of_one_number_come_closest_first(store: CentralStore) -> None:
    def with_number(id: str, belongs_to: str) -> bytes:
        number = Identifier(value="SHARED", belongs_to=belongs_to)
        return msgspec.json.encode(Consignment(id=id, identifiers=(number,)))

    order = ["filing", "master", "receptacle", "consignment", "parcel"]
    put(store, *(with_number(each, each) for each in order), with_number("newer parcel", "parcel"))
    found = [msgspec.json.decode(body, type=Consignment).id for body in store.by_barcode("shared")]
    assert found == ["newer parcel", "parcel", "consignment", "receptacle", "master", "filing"]


def test_a_number_that_a_newer_version_dropped_finds_nothing(store: CentralStore) -> None:
    put(store, document("C1"))
    put(store, msgspec.json.encode(Consignment(id="C1", filings=(Filing(id="F", version=2),))))
    assert store.by_barcode("PARCEL-C1") == ()
    assert len(store.by_barcode("F")) == 1


def test_an_agencys_act_is_beside_the_consignment_and_said_twice_is_said_once(store: CentralStore) -> None:
    put(store, document())
    line = act_line(HOLD)
    assert store.put_acts([line, line]) == (
        PutOutcome(id="A-1", outcome="stored"),
        PutOutcome(id="A-1", outcome="already_known"),
    )
    acts = read(store).acts
    assert acts == (HOLD,)
    assert standing_of([Goods(id="g1")], acts).standing is Standing.HELD


def test_acts_that_came_in_a_document_are_acts_like_others(store: CentralStore) -> None:
    with_act = msgspec.json.encode(consignment(acts=(HOLD,)))
    assert put(store, with_act) == [("stored", "")]
    assert put(store, with_act) == [("already_known", "")]
    assert put(store, document(version=2)) == [("stored", "")]
    assert [act.id for act in read(store).acts] == ["A-1"]


def test_a_new_act_in_a_document_that_is_known_makes_a_change(store: CentralStore) -> None:
    put(store, document())
    assert put(store, msgspec.json.encode(consignment(acts=(HOLD,)))) == [("stored", "")]
    assert [act.id for act in read(store).acts] == ["A-1"]


def test_an_act_that_cannot_be_kept_is_refused_alone(store: CentralStore) -> None:
    put(store, document("C1"), document("C2"))
    store.put_acts([act_line(HOLD)])
    lines = [
        act_line(HOLD, "C2"),
        b'{"consignment": "C1"}',
        b'{"consignment": "C1", "act": {"id": "A-2", "kind": 5}}',
        act_line(Act(id="A-3", kind="hold")),
        act_line(Act(id="A-4", kind="lift")),
        act_line(Act(id="", kind="hold", scope=WHOLE)),
        act_line(Act(id="A-5", kind="hold", scope=WHOLE), ""),
        act_line(Act(id="A-6", kind="watch", scope=WHOLE)),
    ]
    assert [(each.outcome, each.code) for each in store.put_acts(lines)] == [
        ("refused", "id.reused"),
        ("refused", "act.unreadable"),
        ("refused", "act.unreadable"),
        ("refused", "scope.empty"),
        ("refused", "names.missing"),
        ("refused", "act.no_id"),
        ("refused", "consignment.missing"),
        ("stored", ""),
    ]


@pytest.mark.parametrize("odd", [b'"' + b"x" * ACT_BYTES + b'"', b"[" * 70 + b"]" * 70])
def test_an_act_that_would_cut_off_the_page_it_stands_in_is_refused(store: CentralStore, odd: bytes) -> None:
    put(store, document("C1"))
    line = b'{"consignment": "C1", "act": {"id": "A-1", "kind": "watch", "odd": ' + odd + b"}}"
    assert [(each.outcome, each.code) for each in store.put_acts([line])] == [("refused", "act.too_large")]
    assert read(store).acts == ()


def test_an_agencys_act_keeps_what_is_not_known_here_and_takes_its_effect_from_the_list(
    store: CentralStore,
) -> None:
    store.put_reference(coded_lists())
    put(store, document())
    act = {"id": "A-1", "kind": "detain", "scope": [{"goods": "g1"}], "warrant": "W-7", "outcome": "pending"}
    store.put_acts([json.dumps({"consignment": "C1", "act": act}).encode()])
    (served,) = raw(store)["acts"]
    assert (served["warrant"], served["outcome"], served["effect"]) == ("W-7", "accepted", "hold")


def test_a_payment_settles_what_was_due(store: CentralStore) -> None:
    due = consignment(
        revenue=Revenue(model="buyer", payment_state="due"),
        conditions=(Condition(id="P", kind="payment"), Condition(id="D", kind="document")),
    )
    put(store, msgspec.json.encode(due))
    line = b'{"consignment": "C1", "state": "paid", "evidence": "receipt 4"}'
    assert [each.outcome for each in store.put_payments([line, line])] == ["stored", "already_known"]
    now = read(store)
    assert now.revenue == Revenue(model="buyer", payment_state="paid", paid_evidence="receipt 4")
    assert [(c.id, c.state) for c in now.conditions] == [("P", "satisfied"), ("D", "open")]


def test_a_payment_outlives_a_newer_document_and_may_come_before_the_first(store: CentralStore) -> None:
    store.put_payments([b'{"consignment": "C1", "state": "paid"}'])
    put(store, document())
    put(store, msgspec.json.encode(consignment(version=2, revenue=Revenue(payment_state="due"))))
    revenue = read(store).revenue
    assert revenue is not None
    assert revenue.payment_state == "paid"
    assert put(store, document(version=1)) == [("already_known", "version.older")]


def test_a_payment_is_a_change(store: CentralStore, clock: FakeClock) -> None:
    put(store, document())
    before = read(store).change
    store.put_payments([b'{"consignment": "C1", "state": "paid"}'])
    assert read(store).change > before


def payment(state: str, minute: int | None = None, **more: Any) -> bytes:
    at = {} if minute is None else {"at": f"2026-11-24T10:{minute:02}:00Z"}
    return json.dumps({"consignment": "C1", "state": state} | at | more).encode()


@pytest.mark.parametrize("state", ["due", "returned by the bank"])
@pytest.mark.parametrize("is_known", [True, False], ids=["document first", "payments first"])
def test_a_payment_that_bounces_blocks_again(store: CentralStore, is_known: bool, state: str) -> None:
    conditions = (
        Condition(id="P", kind="payment"),
        Condition(id="W", kind="payment", state="waived"),
        Condition(id="D", kind="document", state="satisfied"),
    )
    sent = msgspec.json.encode(consignment(conditions=conditions))
    payments = [payment("paid", 1, evidence="receipt 4"), payment(state, 2)]
    for line in [sent, *payments] if is_known else [*payments, sent]:
        (outcome,) = store.put_consignments([line]) if line == sent else store.put_payments([line])
        assert outcome.outcome == "stored"
    now = read(store)
    assert [(c.id, c.state) for c in now.conditions] == [("P", "open"), ("W", "waived"), ("D", "satisfied")]
    # The receipt of what was returned proves nothing.
    assert now.revenue == Revenue(payment_state=state)
    store.put_payments([payment("paid", 3)])
    assert [c.state for c in read(store).conditions] == ["satisfied", "waived", "satisfied"]


@pytest.mark.parametrize("is_known", [True, False], ids=["document first", "payments first"])
def test_the_newest_payment_counts_whichever_came_first(store: CentralStore, is_known: bool) -> None:
    sent = document(conditions=(Condition(id="P", kind="payment"),))
    if is_known:
        put(store, sent)
    store.put_payments([payment("due", 5)])
    assert [each.outcome for each in store.put_payments([payment("paid", 1)])] == ["stored"]
    assert [each.outcome for each in store.put_payments([payment("paid", 1)])] == ["already_known"]
    # Without an offset it is UTC; without a time it is newer than what was said before.
    naive = json.dumps({"consignment": "C1", "state": "paid", "at": "2026-11-24T10:04:00"}).encode()
    assert [each.outcome for each in store.put_payments([naive])] == ["stored"]
    if not is_known:
        put(store, sent)
    now = read(store)
    assert (now.revenue, [c.state for c in now.conditions]) == (Revenue(payment_state="due"), ["open"])
    store.put_payments([payment("deferred")])
    assert [c.state for c in read(store).conditions] == ["satisfied"]


@pytest.mark.parametrize("value", ['"NaN"', '"sNaN"', '"-Infinity"', "1e400", '"1e400"', "1e-400", "1" * 16])
def test_an_amount_that_is_no_number_is_refused(store: CentralStore, value: str) -> None:
    put(store, document())
    before = raw(store)
    line = b'{"consignment": "C1", "state": "due", "amount": {"value": ' + value.encode() + b"}}"
    (outcome,) = store.put_payments([line])
    assert (outcome.id, outcome.outcome, outcome.code) == ("C1", "refused", "payment.amount")
    assert raw(store) == before


@pytest.mark.parametrize(
    "line", [b"{}", b"x", b'{"consignment": "C1"}', b'{"consignment": "", "state": "paid"}']
)
def test_a_payment_that_says_too_little_is_refused(store: CentralStore, line: bytes) -> None:
    assert [each.outcome for each in store.put_payments([line])] == ["refused"]


def test_a_payment_too_large_for_a_document_is_refused(store: CentralStore) -> None:
    line = b'{"consignment": "C1", "state": "paid", "evidence": "' + b"x" * PAYMENT_BYTES + b'"}'
    assert [each.code for each in store.put_payments([line])] == ["payment.too_large"]


def test_the_day_is_the_arrival_else_the_lodgement(store: CentralStore) -> None:
    long_ago, today = START - timedelta(days=50), START
    put(
        store,
        document("arrived long ago", arrived=long_ago),
        msgspec.json.encode(Consignment(id="lodged", filings=(Filing(id="F", lodged=today),))),
        msgspec.json.encode(Consignment(id="lodged long ago", filings=(Filing(id="G", lodged=long_ago),))),
    )
    page = store.snapshot(Scope(days=10))
    assert [msgspec.json.decode(body, type=Consignment).id for body in page.consignments] == ["lodged"]


@pytest.fixture(scope="module")
def long_lived(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """One store for all examples: an example must not depend on what came before."""
    store = CentralStore.open(
        f"sqlite:///{tmp_path_factory.mktemp('fuzz') / 'central.db'}", clock=FakeClock()
    )
    yield store
    store.close()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)


@given(fields=st.dictionaries(st.sampled_from([*Consignment.__struct_fields__, "unknown"]), JSON, max_size=6))
def test_a_document_with_any_values_is_stored_or_refused_and_pages_stay_readable(
    long_lived: CentralStore, fields: dict[str, Any]
) -> None:
    sent = {"id": "fuzzed"} | fields
    (outcome,) = long_lived.put_consignments([json.dumps(sent).encode()])
    assert outcome.outcome in {"stored", "already_known", "refused"}
    page = long_lived.snapshot(Scope())
    assert all(isinstance(json.loads(bytes(body)), dict) for body in page.consignments)
