"""What nobody declared is kept whatever becomes of the cache, and linked when its data come; only where it is
clear.
"""

from collections.abc import Callable
from typing import TypeVar

import msgspec
import pytest

from tests.sync.bench import Bench
from workstation.barcode.identify import meaning_of
from workstation.barcode.reads import BarcodeRead
from workstation.cache.reader import CacheReader
from workstation.central.store import CentralStore
from workstation.contract.messages import BatchAnswer, Outcome
from workstation.domain.act import ScopeEntry
from workstation.domain.consignment import Consignment, GoodsItem, Identifier, Parcel
from workstation.domain.event import LABEL_READS
from workstation.ledger.store import Ledger
from workstation.ledger.values import EventDraft
from workstation.sync.linking import Linking, matches_of
from workstation.sync.lookup import Lookup
from workstation.sync.news import CacheChanged, LineState
from workstation.sync.writes import Writes

T = TypeVar("T")

BARCODE, PLATE = "LX123456785CN", "JJD014600012794402457"
PROVISIONAL = "01900000-0000-7000-8000-000000000001"

FOUND = (ScopeEntry(goods="f-1"),)


def declared(id: str, *numbers: tuple[str, str]) -> bytes:
    """A consignment with numbers, each with what it belongs to."""
    made = Consignment(
        id=id,
        office="XX000001",
        identifiers=tuple(
            Identifier(value=number, belongs_to=thing, of="1" if thing == "parcel" else "")
            for number, thing in numbers
        ),
        parcels=(Parcel(id="1", presence="expected"),),
        goods_items=(GoodsItem(id="g1"),),
    )
    return msgspec.json.encode(made)


def find(bench: Bench, id: str = PROVISIONAL, *barcodes: str) -> str:
    reads = tuple(meaning_of(BarcodeRead(text=each)) for each in barcodes or (BARCODE, PLATE))
    draft = EventDraft(
        kind="provisional",
        officer="officer-a",
        consignment=id,
        place="LOC-7",
        particulars=((LABEL_READS, msgspec.json.encode(reads).decode()),),
    )
    return bench.ledger.record(draft).event.id


@pytest.fixture
def bench(make_bench: Callable[..., Bench]) -> Bench:
    return make_bench()


def linking(bench: Bench) -> Linking:
    return Linking(
        bench.writes,
        bench.decided,
        bench.news.append,
        clock=bench.clock,
        state=lambda: LineState(clock_offset_ms=-250),
        recorded=lambda: None,
    )


def links(bench: Bench) -> dict[str, str]:
    return dict(bench.ledger.notes.links())


def put(service: CentralStore, *bodies: bytes) -> None:
    assert {each.outcome for each in service.put_consignments(list(bodies))} <= {"stored"}


def test_what_the_cache_has_lost_is_put_back_once(bench: Bench) -> None:
    find(bench)
    at_work = linking(bench)
    at_work.run()
    at_work.run()
    assert bench.ids() == [PROVISIONAL]
    assert [each for each in bench.news if isinstance(each, CacheChanged)] == [
        CacheChanged(stored=(PROVISIONAL,))
    ]


def test_what_the_service_told_of_it_is_not_written_over(
    service: CentralStore, make_bench: Callable[..., Bench]
) -> None:
    here, there = make_bench("bench-1"), make_bench("bench-2")
    find(here)
    linking(here).run()
    here.push()
    there.pull()
    there.decide("hold", PROVISIONAL, scope=FOUND)
    there.push()
    here.pull()
    linking(here).run()
    assert [act.kind for act in here.consignment(PROVISIONAL).acts] == ["hold"]


@pytest.mark.parametrize(
    "numbers, is_linked",
    [
        ([(BARCODE, "parcel")], True),
        ([(PLATE, "consignment")], True),
        ([(BARCODE, "receptacle"), (PLATE, "master")], False),
        ([("RB123456785GB", "parcel")], False),
    ],
)
def test_it_is_linked_where_a_number_of_the_piece_itself_says_so(
    service: CentralStore, bench: Bench, numbers: list[tuple[str, str]], is_linked: bool
) -> None:
    find(bench)
    put(service, declared("C1", *numbers))
    bench.pull()
    linking(bench).run()
    assert links(bench) == ({PROVISIONAL: "C1"} if is_linked else {})
    assert bench.ids() == (["C1"] if is_linked else [PROVISIONAL, "C1"])


LOCAL, WRONG_DIGIT, RETURNABLE = "SHOP 4711", "LX123456786CN", "]C1800301234567890340000099"


@pytest.mark.parametrize("barcode", [LOCAL, WRONG_DIGIT, RETURNABLE])
def test_a_number_of_no_known_form_or_with_a_wrong_check_digit_links_nothing_by_itself(
    service: CentralStore, bench: Bench, barcode: str
) -> None:
    find(bench, PROVISIONAL, barcode)
    put(service, declared("C1", (meaning_of(BarcodeRead(text=barcode)).value, "parcel")))
    bench.pull()
    linking(bench).run()
    assert links(bench) == {}


def refuse(bench: Bench, id: str) -> None:
    refused = Outcome(id=id, outcome="refused", code="linked.not_allowed", words="No.")
    bench.ledger.settle(BatchAnswer(epoch="e", outcomes=(refused,)), bench.clock.now())


def test_a_link_that_the_service_refused_is_told_and_not_recorded_again(
    service: CentralStore, bench: Bench
) -> None:
    find(bench)
    put(service, declared("C1", (BARCODE, "parcel")))
    bench.pull()
    at_work = linking(bench)
    at_work.run()
    (_made, linked) = bench.ledger.due(10, bench.clock.now())
    refuse(bench, linked.event.id)
    recorded = bench.ledger.counts().recorded
    at_work.run()
    linking(bench).run()
    assert (bench.ledger.counts().recorded, links(bench)) == (recorded, {})
    assert [each.kind for each in bench.ledger.attention(10)] == ["refused"]
    assert sorted(bench.ids()) == [PROVISIONAL, "C1"]


class CountingWrites(Writes):
    """Counts how often somebody looks into the cache."""

    looks = 0

    def reader(self) -> CacheReader:
        self.looks += 1
        return super().reader()


def test_what_is_open_is_looked_up_again_only_where_something_came(
    service: CentralStore, bench: Bench
) -> None:
    put(service, declared("C1", ("X1", "parcel")))
    bench.pull()
    find(bench)
    writes = CountingWrites(bench.cache, bench.executors[0], bench.ledger, bench.executors[1])
    at_work = Linking(
        writes, bench.decided, bench.news.append, clock=bench.clock, state=LineState, recorded=lambda: None
    )
    at_work.run()
    at_work.run()
    looks = writes.looks
    bench.pull()
    at_work.run()
    assert writes.looks == looks
    put(service, declared("C2", (BARCODE, "parcel")))
    Lookup(bench.client, bench.writes, clock=bench.clock)(BARCODE)
    at_work.run()
    assert links(bench) == {PROVISIONAL: "C2"}


def test_an_officer_who_links_it_at_the_same_moment_is_first(service: CentralStore, bench: Bench) -> None:
    find(bench)
    put(service, declared("C1", (BARCODE, "parcel")), declared("C2", ("X2", "parcel")))
    bench.pull()

    class OfficerFirst(Writes):
        def to_ledger(self, work: Callable[[Ledger], T]) -> T:
            bench.ledger.record(
                EventDraft(kind="linked", officer="officer-a", consignment=PROVISIONAL, linked="C2")
            )
            return super().to_ledger(work)

    writes = OfficerFirst(bench.cache, bench.executors[0], bench.ledger, bench.executors[1])
    Linking(
        writes, bench.decided, bench.news.append, clock=bench.clock, state=LineState, recorded=lambda: None
    ).run()
    assert links(bench) == {PROVISIONAL: "C2"}
    kinds = [each.event.kind for each in bench.ledger.due(10, bench.clock.now())]
    assert kinds == ["provisional", "linked"]


def test_where_two_have_its_numbers_an_officer_must_say_which(service: CentralStore, bench: Bench) -> None:
    find(bench)
    put(service, declared("C1", (BARCODE, "parcel")), declared("C2", (PLATE, "parcel")))
    bench.pull()
    linking(bench).run()
    made = bench.ledger.notes.made(PROVISIONAL)
    assert made is not None
    assert sorted(matches_of(bench.cache.reader(), made)) == ["C1", "C2"]
    assert links(bench) == {}


def test_nothing_is_linked_before_all_that_the_service_has_is_here(
    service: CentralStore, bench: Bench
) -> None:
    find(bench)
    put(service, *(declared(f"C{n}", (BARCODE if n in (1, 8) else f"X{n}", "parcel")) for n in range(1, 9)))
    at_work = linking(bench)
    seen: list[dict[str, str]] = []

    def between() -> None:
        at_work.run()
        seen.append(links(bench))

    bench.pull(between)
    assert seen
    assert seen[-1] == links(bench) == {}


def test_two_undeclared_ones_with_the_same_label_are_not_linked_to_each_other(bench: Bench) -> None:
    find(bench)
    find(bench, PROVISIONAL[:-1] + "2")
    linking(bench).run()
    linking(bench).run()
    assert links(bench) == {}
    assert len(bench.ids()) == 2


def test_a_link_names_no_officer_and_is_recorded_once(service: CentralStore, bench: Bench) -> None:
    find(bench)
    put(service, declared("C1", (BARCODE, "parcel")))
    bench.pull()
    at_work = linking(bench)
    at_work.run()
    at_work.run()
    (made, linked) = bench.ledger.due(10, bench.clock.now())
    assert (made.event.kind, linked.event.kind, linked.event.officer) == ("provisional", "linked", "")
    assert (linked.event.consignment, linked.event.linked) == (PROVISIONAL, "C1")
    assert bench.push() == 2
    assert set(bench.states().values()) == {"acknowledged"}


def test_a_page_that_brings_a_linked_one_again_does_not_bring_it_into_the_queue(
    service: CentralStore, make_bench: Callable[..., Bench]
) -> None:
    here, there = make_bench("bench-1"), make_bench("bench-2")
    find(here)
    here.push()
    here.pull()
    there.pull()
    put(service, declared("C1", (BARCODE, "parcel")))
    here.pull()
    linking(here).run()
    assert here.ids() == ["C1"]
    there.decide("hold", PROVISIONAL, scope=FOUND)
    there.push()
    here.pull()
    assert here.ids() == ["C1"]
    assert here.shown("C1") == ("held", "")


def test_a_look_up_that_finds_the_declared_one_learns_what_it_was(
    service: CentralStore, make_bench: Callable[..., Bench]
) -> None:
    here, there = make_bench("bench-1"), make_bench("bench-2")
    find(here)
    linking(here).run()
    here.push()
    there.pull()
    put(service, declared("C1", ("X1", "parcel")))
    there.pull()
    there.ledger.record(EventDraft(kind="linked", officer="officer-b", consignment=PROVISIONAL, linked="C1"))
    there.push()
    Lookup(here.client, here.writes, clock=here.clock)("X1")
    assert links(here) == {PROVISIONAL: "C1"}
    assert here.ids() == ["C1"]


def test_attention_on_what_was_undeclared_ends_with_what_its_declaration_says(
    service: CentralStore, bench: Bench
) -> None:
    find(bench)
    bench.pull()
    released = bench.ledger.record(EventDraft(kind="release", officer="officer-a", consignment=PROVISIONAL))
    key = f"recall:{released.event.id}"
    bench.ledger.raise_attention("recall", PROVISIONAL, key=key)
    put(service, declared("C1", (BARCODE, "parcel")))
    bench.pull()
    linking(bench).run()
    assert bench.attention() == []
