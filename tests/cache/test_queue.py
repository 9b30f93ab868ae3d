"""Filters and sorts of the queue, against a plain search over the same consignments."""

from array import array
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cache.samples import ALL, EPOCH, KEY, NOW, consignment, fill, page
from workstation.cache.queue import LANES_IN_ORDER, SORT_COLUMNS, Facet, QueueFilter, QueueSort
from workstation.cache.store import CacheStore
from workstation.cache.values import OverlayRow
from workstation.cache.words import folded
from workstation.domain.act import Act, ScopeEntry
from workstation.domain.consignment import Consignment
from workstation.domain.identifiers import normalised
from workstation.domain.standing import STRICTEST_FIRST

GOODS = ("cotton shirt", "Steel knife", "épée de théâtre", "", "cotton socks", "手机电池", "ZZ", "zz top")
STANDINGS = tuple(standing.value for standing in STRICTEST_FIRST)


def decided(number: int, kind: str) -> tuple[Act, ...]:
    scope = (ScopeEntry(goods=f"{number}-1"),)
    return (Act(id=f"act-{number}", kind=kind, scope=scope, owner="FR003080"),) if kind else ()


@st.composite
def made_consignment(draw: st.DrawFn, number: int) -> Consignment:
    lanes = (*LANES_IN_ORDER, "violet", "")
    made = consignment(
        number,
        lane=draw(st.sampled_from(lanes)),
        score=draw(st.sampled_from((0, 1, 50, 50, 99, -3, 40_000))),
        office=draw(st.sampled_from(("FR003080", "FR000410", ""))),
        category=draw(st.sampled_from(("", "1", "2", "4"))),
        goods=draw(st.sampled_from(GOODS)),
        identifier=draw(st.sampled_from((f"RB{number:09}GB", "rb 000 000 001 gb", f"26FR-{number:04}"))),
        arrived=draw(st.sampled_from((None, NOW, NOW, NOW - timedelta(days=number * 17 % 90)))),
    )
    return msgspec.structs.replace(
        made, acts=decided(number, draw(st.sampled_from(("", "release", "hold", "seize"))))
    )


Queue = tuple[list[Consignment], dict[str, str]]


@st.composite
def queues(draw: st.DrawFn) -> Queue:
    made = [draw(made_consignment(number)) for number in range(draw(st.integers(0, 25)))]
    pending = draw(
        st.dictionaries(st.sampled_from([one.id for one in made] or ["none"]), st.sampled_from(STANDINGS))
    )
    return made, pending


def some_of(*values: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), unique=True, max_size=2).map(tuple)


filters = st.builds(
    QueueFilter,
    lanes=some_of(*LANES_IN_ORDER, "violet", "", "unheard of"),
    offices=some_of("FR003080", "FR000410", ""),
    standings=some_of(*STANDINGS),
    categories=some_of("1", "2", ""),
    text=st.sampled_from(
        ("", "  ", "cotton", "shirt cotton", "kni", "epee", "电池", "rb000000001", "9GB", "nothing")
    ),
)
sorts = st.builds(QueueSort, column=st.sampled_from(SORT_COLUMNS), descending=st.booleans())


# --- the same, done plainly -----------------------------------------------------------------------------


def standing_of(one: Consignment, pending: dict[str, str]) -> str:
    kinds = {"release": "released", "hold": "held", "seize": "seized"}
    return pending.get(one.id) or (kinds[one.acts[0].kind] if one.acts else "undecided")


def matches(one: Consignment, text: str) -> bool:
    if not text.strip():
        return True
    goods = folded(one.goods_items[0].description)
    shown = normalised(one.identifiers[0].value).lower()
    *whole, last = text.split()
    words = goods.split()
    if all(word in words for word in whole) and any(word.startswith(last) for word in words):
        return True
    if text == "电池":
        return text in goods
    names = [shown, f"26fr{int(one.id[2:]):014}"]
    compact = text.lower()
    return (
        compact[-1] in "gb1"
        and any(n.startswith(compact) or n.endswith(compact) for n in names)
        and len(compact) > 3
    )


def is_taken(one: Consignment, chosen: QueueFilter, pending: dict[str, str]) -> bool:
    return (
        (not chosen.lanes or one.risk.lane in chosen.lanes)
        and (not chosen.offices or one.office in chosen.offices)
        and (not chosen.categories or one.immediate_release_category in chosen.categories)
        and (not chosen.standings or standing_of(one, pending) in chosen.standings)
        and matches(one, chosen.text)
    )


def plainly_sorted(
    taken: list[tuple[int, Consignment]], sort: QueueSort, pending: dict[str, str]
) -> list[int]:
    def natural(entry: tuple[int, Consignment]) -> Any:
        ref, one = entry
        arrived = one.arrived.timestamp() if one.arrived else float("inf")
        return -min(one.risk.score, 32_767), arrived, ref

    def key(one: Consignment) -> Any:
        lanes = {lane: number for number, lane in enumerate(LANES_IN_ORDER)}
        lane, office, category = one.risk.lane, one.office, one.immediate_release_category
        identifier, goods = (
            normalised(one.identifiers[0].value)[:24],
            folded(one.goods_items[0].description)[:24],
        )
        return {
            "score": min(one.risk.score, 32_767),
            "arrived": one.arrived.timestamp() if one.arrived else None,
            "lane": (lanes.get(lane, 9), lane) if lane else None,
            "office": office or None,
            "category": category or None,
            "standing": STANDINGS.index(standing_of(one, pending)),
            "identifier": identifier.encode() or None,
            "goods": goods.encode() or None,
        }[sort.column]

    if sort.column in {"identifier", "goods"}:
        ordered = sorted(taken, key=lambda entry: entry[0], reverse=sort.descending)
    else:
        ordered = sorted(taken, key=natural)
    known = [entry for entry in ordered if key(entry[1]) is not None]
    known.sort(key=lambda entry: key(entry[1]), reverse=sort.descending)
    return [ref for ref, _ in (*known, *(entry for entry in ordered if key(entry[1]) is None))]


@settings(max_examples=60)
@given(queue=queues(), chosen=filters, sort=sorts, limit=st.sampled_from((None, 1, 3, 100)))
def test_every_filter_and_sort_gives_what_a_plain_search_gives(
    tmp_path_factory: Any, queue: Queue, chosen: QueueFilter, sort: QueueSort, limit: int | None
) -> None:
    made, pending = queue
    store = CacheStore.open(tmp_path_factory.mktemp("queue"), KEY)
    try:
        fill(store, made)
        store.writer().replace_overlay(
            [OverlayRow(id=id_, standing=standing, pending="act") for id_, standing in pending.items()]
        )
        reader = store.reader()
        refs = reader.refs_of([one.id for one in made])
        taken = [(refs[one.id], one) for one in made if is_taken(one, chosen, pending)]
        expected = plainly_sorted(taken, sort, pending)
        assert reader.queue_ids(chosen, sort, limit=limit) == array("q", expected[:limit])
        assert reader.count(chosen) == len(expected)
    finally:
        store.close()


@settings(max_examples=25)
@given(first=queues(), second=queues(), gone=st.sets(st.integers(0, 25)), chosen=filters, sort=sorts)
def test_what_is_kept_in_memory_is_what_a_restart_would_read(
    tmp_path_factory: Any, first: Any, second: Any, gone: set[int], chosen: QueueFilter, sort: QueueSort
) -> None:
    folder: Path = tmp_path_factory.mktemp("queue")
    store = CacheStore.open(folder, KEY)
    try:
        fill(store, first[0])
        reader, writer = store.reader(), store.writer()
        reader.count(QueueFilter())
        for id_, standing in first[1].items():
            writer.put_overlay(id_, standing, "act")
        writer.apply_page(page(second[0], cursor="2", gone=[f"C-{n:05}" for n in gone]), pulled_at=NOW)
        writer.change_overlay(clear=second[1])
        asked = reader.queue_ids(chosen, sort), reader.count(chosen), reader.facets()
        store.close()
        store = CacheStore.open(folder, KEY)
        reader = store.reader()
        assert (reader.queue_ids(chosen, sort), reader.count(chosen), reader.facets()) == asked
    finally:
        store.close()


# --- in words -------------------------------------------------------------------------------------------


def test_the_facets_count_what_can_be_chosen_in_the_order_of_gravity(store: CacheStore) -> None:
    lanes = ("green", "red", "red", "violet", "blue", "")
    fill(store, [consignment(n, lane=lane, office=f"FR{n % 2}") for n, lane in enumerate(lanes)])
    store.writer().put_overlay("C-00001", "held", "hold")
    facets = store.reader().facets()
    assert [(facet.code, facet.count) for facet in facets.lanes] == [
        ("red", 2), ("blue", 1), ("green", 1), ("violet", 1), ("", 1),
    ]  # fmt: skip
    assert facets.offices == (Facet(code="FR0", count=3), Facet(code="FR1", count=3))
    assert facets.standings == (Facet(code="held", count=1), Facet(code="undecided", count=5))


def test_a_pending_hold_moves_a_consignment_from_undecided_to_held_and_back(store: CacheStore) -> None:
    fill(store, [consignment(1), consignment(2)])
    held, undecided = QueueFilter(standings=("held",)), QueueFilter(standings=("undecided",))
    assert store.reader().count(held) == 0
    store.writer().put_overlay("C-00001", "held", "hold")
    assert (store.reader().count(held), store.reader().count(undecided)) == (1, 1)
    (row,) = store.reader().rows(store.reader().queue_ids(held))
    assert (row.id, row.standing, row.pending) == ("C-00001", "held", "hold")
    store.writer().change_overlay(clear=["C-00001"])
    assert (store.reader().count(held), store.reader().count(undecided)) == (0, 2)


def test_a_pending_act_on_a_consignment_that_comes_later_shows_when_it_comes(store: CacheStore) -> None:
    fill(store, [])
    store.writer().put_overlay("C-00001", "seized", "seize")
    assert store.reader().count(QueueFilter(standings=("seized",))) == 0
    store.writer().apply_page(page([consignment(1)], cursor="2"), pulled_at=NOW)
    assert store.reader().count(QueueFilter(standings=("seized",))) == 1


def test_among_equals_the_higher_score_and_then_the_older_come_first(store: CacheStore) -> None:
    hour = timedelta(hours=1)
    fill(store, [
        consignment(1, lane="blue", score=10, arrived=NOW),
        consignment(2, lane="blue", score=10, arrived=NOW - hour),
        consignment(3, lane="blue", score=90, arrived=NOW + hour),
        consignment(4, lane="red", score=1, arrived=NOW),
    ])  # fmt: skip
    ordered = store.reader().queue_ids(QueueFilter(), QueueSort(column="lane", descending=False))
    assert [row.id for row in store.reader().rows(ordered)] == ["C-00004", "C-00003", "C-00002", "C-00001"]


def test_thousands_of_lanes_do_not_break_the_queue(store: CacheStore) -> None:
    fill(store, [consignment(n, lane=f"lane {n}", office=f"office {n}") for n in range(3000)])
    assert store.reader().count(QueueFilter(lanes=("lane 2999",), offices=("office 2999",))) == 1
    assert len(store.reader().facets().lanes) == 3000


def test_the_queue_can_be_sorted_by_goods_while_the_first_snapshot_still_runs(store: CacheStore) -> None:
    writer = store.writer()
    writer.begin_snapshot(ALL, EPOCH)
    made = [consignment(n, goods=f"goods {n * 7919 % 2000:04}") for n in range(2000)]
    writer.apply_page(page(made, more=True), pulled_at=NOW)
    sort = QueueSort(column="goods", descending=False)
    first = store.reader().queue_ids(QueueFilter(), sort, limit=50)
    assert [row.goods for row in store.reader().rows(first)] == [f"goods {n:04}" for n in range(50)]
    writer.finish_snapshot()
    assert store.reader().queue_ids(QueueFilter(), sort, limit=50) == first


def test_sorting_thousands_by_goods_gives_the_same_first_page_however_it_is_found(store: CacheStore) -> None:
    fill(
        store,
        [
            consignment(n, goods=f"goods {n * 7919 % 5000:04}", lane="red" if n % 3 else "blue")
            for n in range(5000)
        ],
    )
    reader = store.reader()
    for column in ("goods", "identifier"):
        for descending in (False, True):
            for chosen in (QueueFilter(), QueueFilter(lanes=("blue",)), QueueFilter(text="goods")):
                sort = QueueSort(column=column, descending=descending)
                first = reader.queue_ids(chosen, sort, limit=128)
                whole = reader.queue_ids(chosen, sort)
                assert first == whole[:128] == reader.queue_ids(chosen, sort, limit=128)
                assert len(set(whole)) == reader.count(chosen)
                shown = [row.goods if column == "goods" else row.identifier for row in reader.rows(whole)]
                assert shown == sorted(shown, reverse=descending)
