"""The same service on PostgreSQL: what SQLite forgives (types, NUL, order of commits) is tried on the real
server.
"""

import random
import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import text

from tests.central.making import TestLedger, consignment, document, event_id
from tests.central.noting import P1, Story, all_that_is_served, as_schema_2, declared, found_and_held, served
from tests.central.test_events import outcomes
from tests.central.test_pages import gone, ids, whole_snapshot
from tests.fakes.clock import FakeClock
from workstation.central.cursors import cursor_of
from workstation.central.schema import metadata
from workstation.central.store import CentralStore
from workstation.contract.enrolment import Enrolment
from workstation.contract.leases import LeaseRequest
from workstation.contract.messages import Page, Scope
from workstation.contract.signing import KeySigner
from workstation.domain.act import Act
from workstation.domain.consignment import Consignment, Identifier


@pytest.fixture
def store(postgres: str) -> Iterator[CentralStore]:
    opened = CentralStore.open(postgres, clock=FakeClock())
    yield opened
    opened.close()


def test_pages_changes_and_tombstones(store: CentralStore) -> None:
    red = Scope(lanes=("red",), offices=("XX000001",), days=30)
    store.put_consignments([document(f"C{number}") for number in range(7)])
    found, since = whole_snapshot(store, red, 3)
    assert found == [f"C{number}" for number in range(7)]
    store.put_consignments([document("C3", lane="green", version=2), document("C4", version=2)])
    store.withdraw("C5")
    page = store.changes(red, since)
    assert (ids(page), gone(page)) == (["C4"], {"C3": "left_scope", "C5": "withdrawn"})


def test_events_are_said_once_and_stand_beside_their_consignment(store: CentralStore) -> None:
    store.put_consignments([document("C1")])
    ledger = TestLedger()
    hold = ledger.entry("hold", owner="A", remark="a NUL \0 in a remark")
    batch = [
        hold,
        b'{"event": {"id": "a\\u0000b"}}',
        b"\xff",
        ledger.entry("release", seen=(event_id(hold),)),
    ]
    first = store.receive_events(batch)
    assert outcomes(first) == [
        ("accepted", ""),
        ("refused", "unreadable"),
        ("refused", "unreadable"),
        ("accepted", ""),
    ]
    assert outcomes(store.receive_events(batch))[0] == ("already_known", "")
    body = store.consignment("C1")
    assert body is not None
    assert [act.kind for act in msgspec.json.decode(body, type=Consignment).acts] == ["hold", "release"]
    assert [each.number for each in store.events().events] == [first[0].number, first[3].number]


def test_what_a_national_system_puts_in(store: CentralStore) -> None:
    odd = Identifier(value="a\0b\ud7ff 1", belongs_to="parcel")
    made = consignment("C1", acts=(Act(id="A1", kind="hold", scope=()), Act(id="A2", kind="watch")))
    document_with_all = msgspec.json.encode(msgspec.structs.replace(made, identifiers=(odd,)))
    outcome = store.put_consignments([document_with_all, b"{", document("C2")])
    assert [each.outcome for each in outcome] == ["stored", "refused", "stored"]
    assert store.put_payments([b'{"consignment": "C1", "state": "paid"}'])[0].outcome == "stored"
    assert len(store.by_barcode("AB1")) == 1


def test_an_image_is_served_in_parts(store: CentralStore) -> None:
    content = bytes(range(256)) * 300
    sha256 = store.put_image(content, "image/tiff").id
    assert store.image_bytes(sha256, 100, 50) == content[100:150]
    assert store.image_bytes(sha256, 0, len(content)) == content


def test_no_reader_skips_a_change_of_writers_that_commit_at_the_same_time(
    store: CentralStore, postgres: str
) -> None:
    """Each of two services writes; whoever follows the changes meanwhile must have heard of every
    consignment.
    """
    others = [store, CentralStore.open(postgres, clock=FakeClock())]
    _, since = whole_snapshot(store)
    heard: set[str] = set()

    def write(to: CentralStore, name: str) -> None:
        for number in range(30):
            to.put_consignments([document(f"{name}-{number}")])

    def follow(page: Page) -> Page:
        heard.update(ids(page))
        return page

    writers = [threading.Thread(target=write, args=(to, f"W{n}")) for n, to in enumerate(others)]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        since = cursor_of(follow(store.changes(Scope(), since)).cursor)
    for writer in writers:
        writer.join()
    follow(store.changes(Scope(), since))
    others[1].close()
    assert heard == {f"W{n}-{number}" for n in range(2) for number in range(30)}


def test_the_database_holds_utf8(store: CentralStore) -> None:
    with store._database.reading() as connection:
        assert connection.execute(text("SHOW server_encoding")).scalar_one() == "UTF8"
        assert connection.execute(text("SHOW transaction_isolation")).scalar_one() == "repeatable read"


@pytest.mark.expected_log("alarm fork")
def test_keys_holdings_own_events_and_alarms(store: CentralStore) -> None:
    signer = KeySigner(bytes(32))
    caller = store.caller(store.add_token("bench one", "bench", "bench-1"))
    assert caller is not None
    made = Enrolment(
        bench="bench-1",
        office="XX000001",
        ledger="ledger-1",
        public_key=signer.public_key,
        signed_from=9,
        made=store.now(),
    )
    asked = msgspec.structs.replace(made, proof=signer.sign(made.signed_text()))
    for _ in range(2):
        assert store.benches.enrol(caller, asked).state == "active"
    ledger = TestLedger()
    entries = [ledger.entry("hold", owner="A") for _ in range(3)]
    ledger.sequence = 1
    entries.append(ledger.entry("hold", owner="A", id="another-id"))
    store.receive_events(entries, bench="bench-1")
    held = store.benches.holding("ledger-1", 0)
    assert (held.count, held.ranges, held.forked, held.forks[0].sequence) == (3, ((1, 3),), 1, 2)
    assert store.benches.holding("ledger-1", 2, entries=True).before == 2
    own = store.benches.own_events("bench-1", None, 3)
    assert (len(own.events), own.more) == (3, True)
    (known,) = store.benches.known()
    assert (known.events, known.refused, known.alarms) == (4, 0, 1)
    assert store.benches.alarms(0, 10).alarms[0].events == ("2", "4")
    assert store.benches.revoke("bench-1") == 1


def test_leases_are_taken_renewed_and_given_back(store: CentralStore) -> None:
    for bench in ("bench-1", "bench-2", "bench-1"):
        asked = LeaseRequest(bench=bench, office="XX000001", officer="officer \0 a")
        answer = store.leases.take("C\0 1", asked)
    assert [each.bench for each in answer.others] == ["bench-2"]
    store.leases.give_back("C\0 1", "bench-2")
    assert [each.bench for each in store.leases.held(("XX000001",)).leases] == ["bench-1"]


def test_notes_are_served_alike_in_any_order_and_as_on_sqlite(
    store: CentralStore, postgres: str, tmp_path: Path
) -> None:
    story = Story()
    steps = list(range(len(story.steps)))
    small = CentralStore.open(f"sqlite:///{tmp_path / 'central.db'}", clock=FakeClock())
    story.tell(small, steps)
    expected = all_that_is_served(small)
    small.close()
    for order in (steps, steps[::-1] + steps, random.Random(4).sample(steps, len(steps))):
        metadata.drop_all(store._database.engine)
        again = CentralStore.open(postgres, clock=FakeClock())
        story.tell(again, order)
        assert all_that_is_served(again) == expected
        again.close()


def test_a_newer_service_understands_what_an_older_one_had_taken(store: CentralStore, postgres: str) -> None:
    store.put_consignments([declared()])
    store.receive_events(found_and_held(TestLedger()))
    as_schema_2(postgres.replace("postgresql:", "postgresql+psycopg:"))
    again = CentralStore.open(postgres, clock=FakeClock())
    told = served(again)
    assert (told.linked, [act.kind for act in told.acts]) == ((P1,), ["hold"])
    again.close()
