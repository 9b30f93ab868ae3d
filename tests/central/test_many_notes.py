"""A consignment of many pieces is no more work than its pieces are, and one piece seen often no more than one
seen once: no bench's notes may keep the line of all others waiting.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace
from sqlalchemy import Engine, create_engine, event, text

from tests.central.making import TestLedger, consignment, document
from tests.central.noting import as_schema_2, declared, parcels, served
from tests.central.test_events import send
from tests.fakes.clock import START, FakeClock
from tests.fakes.work import calls_of
from workstation.central import refresh, upgrades
from workstation.central.store import CentralStore
from workstation.domain.consignment import Parcel


@pytest.fixture
def ledger() -> TestLedger:
    return TestLedger()


@contextmanager
def statements() -> Iterator[list[str]]:
    """What is asked of any database meanwhile."""
    said: list[str] = []

    def hear(*call: Any) -> None:
        said.append(call[2])

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        yield said
    finally:
        event.remove(Engine, "before_cursor_execute", hear)


def of_pieces(id: str, pieces: int) -> bytes:
    listed = tuple(Parcel(id=f"p{number}") for number in range(pieces))
    return msgspec.json.encode(replace(consignment(id), parcels=listed))


def presented(ledger: TestLedger, id: str, pieces: int) -> Sequence[bytes]:
    return [ledger.entry("presented", id, parcel=f"p{number}") for number in range(pieces)]


def test_a_batch_about_many_pieces_of_one_consignment_is_work_by_the_piece(
    store: CentralStore, ledger: TestLedger
) -> None:
    took = {}
    for pieces in (40, 160):
        store.put_consignments([of_pieces(f"C{pieces}", pieces)])
        entries = presented(ledger, f"C{pieces}", pieces)
        took[pieces] = calls_of(partial(send, store, *entries))
        seen = served(store, f"C{pieces}").parcels
        assert {each.presence for each in seen} == {"presented"}
    assert took[160] < 6 * took[40]


@pytest.mark.parametrize("kind", ["presented", "hold"])
def test_a_consignment_is_brought_up_to_date_once_for_a_batch(
    store: CentralStore, ledger: TestLedger, kind: str
) -> None:
    store.put_consignments([declared()])
    more = {"owner": "XX000001"} if kind == "hold" else {"parcel": "p1"}
    entries = [ledger.entry(kind, **more) for _ in range(10)]
    with statements() as said:
        assert {each.outcome for each in send(store, *entries)} == {"accepted"}
    assert len([each for each in said if each.startswith("UPDATE consignment")]) == 1
    assert len(served(store).acts) == (10 if kind == "hold" else 0)


def test_one_parcel_seen_again_and_again_is_no_more_work_than_seen_once(
    store: CentralStore, ledger: TestLedger, database_url: str
) -> None:
    store.put_consignments([declared()])
    send(store, ledger.entry("located", parcel="p1", place="LOC-7"))
    first = calls_of(lambda: send(store, ledger.entry("presented", parcel="p1")))
    for _ in range(4):
        send(store, *(ledger.entry("presented", parcel="p1") for _ in range(50)))
    last = calls_of(lambda: send(store, ledger.entry("presented", parcel="p1")))
    assert last < 1.2 * first
    assert parcels(store)[0] == ("p1", "presented", "LOC-7")
    engine = create_engine(database_url)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM note")).scalar_one() == 2
        assert connection.execute(text("SELECT count(*) FROM event")).scalar_one() == 203
    engine.dispose()


def test_what_was_forgotten_changes_nothing_when_an_older_one_comes_late(
    store: CentralStore, ledger: TestLedger
) -> None:
    store.put_consignments([declared()])
    late = ledger.entry("located", parcel="p1", place="LATE", bench_time=START + timedelta(minutes=1))
    send(store, ledger.entry("located", parcel="p1", place="FIRST", bench_time=START))
    send(store, ledger.entry("presented", parcel="p1", bench_time=START + timedelta(minutes=9)))
    assert parcels(store)[0] == ("p1", "presented", "FIRST")
    send(store, late)
    assert parcels(store)[0] == ("p1", "presented", "LATE")


def test_more_consignments_than_are_held_in_memory_at_once_are_all_served(
    store: CentralStore,
    ledger: TestLedger,
    database_url: str,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In a batch, and when a database of before is understood."""
    monkeypatch.setattr(refresh, "_AT_ONCE", 3)
    monkeypatch.setattr(upgrades, "_AT_ONCE", 4)
    ids = [f"C{number}" for number in range(10)]
    store.put_consignments([document(id, parcels=(Parcel(id="p1"),)) for id in ids])
    send(store, *(ledger.entry("located", id, parcel="p1", place="LOC-7") for id in ids))
    assert {parcels(store, id)[0] for id in ids} == {("p1", "presented", "LOC-7")}
    store.close()
    as_schema_2(database_url)
    again = CentralStore.open(database_url, clock=clock)
    assert {parcels(again, id)[0] for id in ids} == {("p1", "presented", "LOC-7")}
    again.close()


def test_of_a_database_of_before_never_more_is_in_memory_than_is_read_at_once(
    store: CentralStore, ledger: TestLedger, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upgrades, "_AT_ONCE", 4)
    monkeypatch.setattr(refresh, "_AT_ONCE", 3)
    send(store, *(ledger.entry("located", f"C{number}", parcel="p1", place="L") for number in range(10)))
    store.close()
    as_schema_2(database_url)
    with statements() as said:
        CentralStore.open(database_url).close()
    # All ten read in fours for notes, and again for marks.
    assert len([each for each in said if "event.submission" in each and "LIMIT" in each]) == 4 + 4
    assert len([each for each in said if each.startswith("SELECT consignment.id, consignment.position")]) == 4
