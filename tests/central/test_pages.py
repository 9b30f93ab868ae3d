"""The snapshot of a scope and its changes: complete, resumable, and with a tombstone for all that leaves."""

from datetime import timedelta

import msgspec
import pytest

from tests.central.making import TestLedger, consignment, document
from tests.fakes.clock import START, FakeClock
from workstation.central.cursors import Cursor, Expired, Malformed, cursor_of, text_of
from workstation.central.store import CentralStore
from workstation.contract.messages import Page, Scope
from workstation.domain.consignment import Consignment

ALL = Scope()


def ids(page: Page) -> list[str]:
    return [read(body).id for body in page.consignments]


def read(body: msgspec.Raw | bytes) -> Consignment:
    return msgspec.json.decode(body, type=Consignment)


def gone(page: Page) -> dict[str, str]:
    return {each.id: each.reason for each in page.gone}


def put(store: CentralStore, *documents: bytes) -> list[str]:
    return [outcome.outcome for outcome in store.put_consignments(documents)]


def whole_snapshot(store: CentralStore, scope: Scope = ALL, limit: int = 500) -> tuple[list[str], Cursor]:
    """Every id of the snapshot, and the cursor that its last page gave."""
    found: list[str] = []
    after: Cursor | None = None
    while True:
        page = store.snapshot(scope, after, limit)
        found += ids(page)
        after = cursor_of(page.cursor)
        assert page.sent == len(found)
        if not page.more:
            return found, after


def test_the_snapshot_has_every_consignment_once_in_pages(store: CentralStore) -> None:
    everything = [f"C{number}" for number in range(25)]
    put(store, *(document(id) for id in everything))
    first = store.snapshot(ALL, None, 10)
    assert (len(first.consignments), first.more, first.total, first.sent) == (10, True, 25, 10)
    assert whole_snapshot(store, ALL, 10)[0] == everything


@pytest.mark.parametrize("pages_before", range(4))
def test_a_snapshot_goes_on_after_any_page_of_a_service_that_was_restarted(
    store: CentralStore, database_url: str, clock: FakeClock, pages_before: int
) -> None:
    put(store, *(document(f"C{number}") for number in range(10)))
    found: list[str] = []
    cursor: Cursor | None = None
    for _ in range(pages_before):
        page = store.snapshot(ALL, cursor, 2)
        found += ids(page)
        cursor = cursor_of(page.cursor)
    store.close()
    again = CentralStore.open(database_url, clock=clock)
    more = True
    while more:
        page = again.snapshot(ALL, cursor, 2)
        found, cursor, more = found + ids(page), cursor_of(page.cursor), page.more
    again.close()
    assert found == [f"C{number}" for number in range(10)]


def test_an_empty_service_has_an_empty_snapshot_and_then_its_changes(store: CentralStore) -> None:
    found, since = whole_snapshot(store)
    assert found == []
    put(store, document("C1"))
    assert ids(store.changes(ALL, since)) == ["C1"]


def test_a_scope_takes_offices_lanes_and_days(store: CentralStore) -> None:
    put(
        store,
        document("here", office="A", lane="red"),
        document("elsewhere", office="B", lane="red"),
        document("green", office="A", lane="green"),
        document("old", office="A", lane="red", arrived=START - timedelta(days=40)),
        document("undated", office="A", lane="red", arrived=None),
    )
    assert whole_snapshot(store, Scope(offices=("A",), lanes=("red", "yellow"), days=30))[0] == [
        "here",
        "undated",
    ]
    assert len(whole_snapshot(store)[0]) == 5


def test_what_changes_while_the_snapshot_is_taken_comes_with_the_changes(store: CentralStore) -> None:
    put(store, *(document(f"C{number}") for number in range(4)))
    first = store.snapshot(ALL, None, 2)
    put(store, document("C0", version=2), document("new"))
    store.withdraw("C1")
    second = store.snapshot(ALL, cursor_of(first.cursor), 2)
    third = store.snapshot(ALL, cursor_of(second.cursor), 2)
    assert ids(second) + ids(third) == ["C2", "C3", "new"]
    changes = store.changes(ALL, cursor_of(third.cursor))
    assert set(ids(changes)) == {"C0", "new"}
    assert gone(changes) == {"C1": "withdrawn"}


def test_nothing_changed_is_an_empty_page_and_the_same_place(store: CentralStore) -> None:
    put(store, document())
    _, since = whole_snapshot(store)
    page = store.changes(ALL, since)
    assert (page.consignments, page.gone, page.more) == ((), (), False)
    assert cursor_of(page.cursor) == since


def test_changes_come_in_pages_and_each_consignment_as_it_is_now(store: CentralStore) -> None:
    _, since = whole_snapshot(store)
    put(store, *(document(f"C{number}") for number in range(5)))
    put(store, document("C0", version=2))
    first = store.changes(ALL, since, 3)
    second = store.changes(ALL, cursor_of(first.cursor), 3)
    assert (ids(first), first.more) == (["C1", "C2", "C3"], True)
    assert (ids(second), second.more) == (["C4", "C0"], False)
    assert read(second.consignments[1]).filings[0].version == 2


def test_what_leaves_the_scope_gets_a_tombstone_and_what_was_never_in_it_gets_none(
    store: CentralStore,
) -> None:
    red = Scope(lanes=("red",))
    put(store, document("mine"), document("never", lane="green"))
    _, since = whole_snapshot(store, red)
    put(store, document("mine", lane="green", version=2), document("never", lane="blue", version=2))
    page = store.changes(red, since)
    assert (ids(page), gone(page)) == ([], {"mine": "left_scope"})
    assert gone(store.changes(red, cursor_of(page.cursor))) == {}


def test_what_left_and_came_back_is_told_as_it_is_now(store: CentralStore) -> None:
    red = Scope(lanes=("red",))
    put(store, document("C1"))
    _, since = whole_snapshot(store, red)
    put(store, document("C1", lane="green", version=2))
    put(store, document("C1", lane="red", version=3))
    page = store.changes(red, since)
    assert (ids(page), gone(page)) == (["C1"], {})


def test_what_moved_twice_outside_still_gets_its_tombstone(store: CentralStore) -> None:
    red = Scope(lanes=("red",))
    put(store, document("C1"))
    _, since = whole_snapshot(store, red)
    for version, lane in ((2, "green"), (3, "blue")):
        put(store, document("C1", lane=lane, version=version))
    assert gone(store.changes(red, since)) == {"C1": "left_scope"}


def test_a_withdrawn_consignment_is_gone_and_comes_back_when_it_is_put_again(store: CentralStore) -> None:
    put(store, document("C1"))
    _, since = whole_snapshot(store)
    assert store.withdraw("C1")
    page = store.changes(ALL, since)
    assert gone(page) == {"C1": "withdrawn"}
    assert whole_snapshot(store)[0] == []
    assert store.consignment("C1") is None
    put(store, document("C1"))
    assert ids(store.changes(ALL, cursor_of(page.cursor))) == ["C1"]


def test_what_grows_too_old_for_the_days_gets_a_tombstone(store: CentralStore, clock: FakeClock) -> None:
    scope = Scope(days=10)
    put(store, *(document(f"C{day}", arrived=START - timedelta(days=day)) for day in range(10)))
    found, since = whole_snapshot(store, scope)
    assert len(found) == 10
    clock.advance(timedelta(days=5, hours=1).total_seconds())
    first = store.changes(scope, since, 3)
    second = store.changes(scope, cursor_of(first.cursor), 3)
    third = store.changes(scope, cursor_of(second.cursor), 3)
    assert [list(gone(page)) for page in (first, second, third)] == [["C9", "C8", "C7"], ["C6", "C5"], []]
    assert first.more
    assert not second.more
    assert whole_snapshot(store, scope)[0] == ["C0", "C1", "C2", "C3", "C4"]


def test_what_turns_out_to_be_older_than_the_days_gets_a_tombstone(store: CentralStore) -> None:
    scope = Scope(days=10)
    put(store, document("C1"), document("C2", arrived=None))
    _, since = whole_snapshot(store, scope)
    corrected = START - timedelta(days=11)
    put(store, document("C1", version=2, arrived=corrected), document("C2", version=2, arrived=corrected))
    page = store.changes(scope, since)
    assert (ids(page), list(gone(page))) == ([], ["C1", "C2"])


def test_nothing_that_expires_and_moves_at_once_is_forgotten(store: CentralStore, clock: FakeClock) -> None:
    scope = Scope(days=10, lanes=("red",))
    put(store, *(document(f"C{number}") for number in range(6)))
    _, since = whole_snapshot(store, scope)
    put(store, *(document(f"C{number}", lane="green", version=2) for number in range(4)))
    clock.advance(timedelta(days=11).total_seconds())
    told: set[str] = set()
    more = True
    while more:
        page = store.changes(scope, since, 2)
        told |= set(gone(page))
        since, more = cursor_of(page.cursor), page.more
    assert told == {f"C{number}" for number in range(6)}


def test_a_clock_that_goes_back_takes_nothing_back(store: CentralStore, clock: FakeClock) -> None:
    scope = Scope(days=10)
    put(store, document("C1"))
    _, since = whole_snapshot(store, scope)
    clock.set(START + timedelta(days=11))
    page = store.changes(scope, since)
    assert list(gone(page)) == ["C1"]
    clock.set(START)
    after = store.changes(scope, cursor_of(page.cursor))
    assert (ids(after), gone(after)) == ([], {})


def test_a_cursor_of_another_epoch_or_scope_has_expired(store: CentralStore) -> None:
    put(store, *(document(f"C{number}") for number in range(3)))
    halfway = cursor_of(store.snapshot(ALL, None, 2).cursor)
    _, since = whole_snapshot(store)
    with pytest.raises(Expired, match=r"cursor\.scope"):
        store.changes(Scope(lanes=("red",)), since)
    store.begin_epoch()
    with pytest.raises(Expired, match=r"cursor\.epoch"):
        store.changes(ALL, since)
    with pytest.raises(Expired, match=r"cursor\.epoch"):
        store.snapshot(ALL, halfway)


def test_a_cursor_older_than_the_tombstones_has_expired(store: CentralStore, clock: FakeClock) -> None:
    put(store, document("C1"))
    _, old = whole_snapshot(store)
    put(store, document("C1", lane="green", version=2))
    clock.advance(1000)
    put(store, document("C2"))
    _, young = whole_snapshot(store)
    assert store.trim(clock.now() - timedelta(seconds=10)) == 1
    with pytest.raises(Expired, match=r"cursor\.too_old"):
        store.changes(ALL, old)
    assert ids(store.changes(ALL, young)) == []


def test_a_cursor_ahead_of_a_restored_service_has_expired(store: CentralStore) -> None:
    _, since = whole_snapshot(store)
    ahead = msgspec.structs.replace(since, change=99)
    with pytest.raises(Expired, match=r"cursor\.ahead"):
        store.changes(ALL, ahead)


def test_a_cursor_of_one_kind_does_not_serve_as_another(store: CentralStore) -> None:
    put(store, document("C1"), document("C2"))
    halfway = cursor_of(store.snapshot(ALL, None, 1).cursor)
    _, since = whole_snapshot(store)
    with pytest.raises(Malformed):
        store.changes(ALL, halfway)
    with pytest.raises(Malformed):
        store.snapshot(ALL, since)
    with pytest.raises(Malformed):
        store.events(since)


@pytest.mark.parametrize("text", ["x", "é", "%%%", "e30", "AAAA", "bnVsbA", "a" * 2000, text_of.__name__])
def test_text_that_is_no_cursor_is_malformed(text: str) -> None:
    with pytest.raises(Malformed):
        cursor_of(text)


def test_an_act_makes_a_change_and_is_in_the_document(store: CentralStore) -> None:
    put(store, document("C1"), document("C2"))
    _, since = whole_snapshot(store)
    store.receive_events([TestLedger().entry("hold", "C1", owner="XX000001", reason="R1")])
    page = store.changes(ALL, since)
    assert ids(page) == ["C1"]
    changed = read(page.consignments[0])
    assert [(act.kind, act.outcome, act.number) for act in changed.acts] == [("hold", "accepted", "1")]
    assert changed.change > read(store.snapshot(ALL).consignments[1]).change
    assert msgspec.structs.replace(changed, acts=(), change=0) == consignment("C1")


def test_a_page_ends_before_it_grows_too_large(store: CentralStore) -> None:
    large = "x" * 3_500_000
    put(store, *(document(f"C{number}", procedures=(large,)) for number in range(6)))
    page = store.snapshot(ALL)
    assert (len(page.consignments), page.more) == (4, True)
    assert ids(store.snapshot(ALL, cursor_of(page.cursor))) == ["C4", "C5"]
