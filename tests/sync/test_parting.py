"""A link that was wrong is taken back: at the bench that does it, off line too, and at every other one that
had learned it, whichever of the two comes first.
"""

from collections.abc import Callable

import pytest

from tests.sync.bench import Bench
from tests.sync.test_linking import BARCODE, FOUND, PLATE, PROVISIONAL, declared, find, linking, links, put
from workstation.central.store import CentralStore
from workstation.domain.act import Act
from workstation.ledger.values import EventDraft
from workstation.sync.known_here import KnownHere, known_here
from workstation.sync.lookup import Lookup

MakeBench = Callable[..., Bench]


def record(bench: Bench, kind: str, **more: object) -> str:
    draft = EventDraft(kind=kind, officer="officer-b", consignment=PROVISIONAL, **more)  # type: ignore[arg-type]
    return bench.ledger.record(draft).event.id


def known(bench: Bench, id: str) -> KnownHere:
    found = known_here(bench.cache.reader(), bench.ledger, id)
    assert found is not None
    return found


def shown_acts(bench: Bench, id: str) -> list[str]:
    here = known(bench, id)
    acts: dict[str, Act] = {each.act.id: each.act for each in here.own}
    acts |= {each.id: each for each in here.consignment.acts}
    return sorted(each.kind for each in acts.values())


@pytest.fixture
def linked_wrongly(service: CentralStore, make_bench: MakeBench) -> tuple[Bench, Bench, str]:
    """Two benches of one office: the first has found and held a parcel, and all three sides know that it was
    linked to C1, by its barcode and by the first bench itself.
    """
    here, there = make_bench("bench-1"), make_bench("bench-2")
    find(here)
    linking(here).run()
    here.decide("hold", PROVISIONAL, scope=FOUND)
    here.push()
    there.pull()
    there.ledger.record(EventDraft(kind="located", officer="b", consignment=PROVISIONAL, place="LOC-9"))
    put(service, declared("C1", (BARCODE, "parcel")))
    here.pull()
    linking(here).run()
    here.push()
    here.pull()
    there.push()
    there.pull()
    assert links(here) == links(there) == {PROVISIONAL: "C1"}
    assert here.ids() == there.ids() == ["C1"]
    (link,) = here.consignment("C1").links
    return here, there, link.id


def test_it_is_shown_again_at_once_where_it_is_taken_back_off_line(
    linked_wrongly: tuple[Bench, Bench, str],
) -> None:
    here, _there, link = linked_wrongly
    assert shown_acts(here, "C1") == ["hold"]
    record(here, "unlinked", names=(link,))
    linking(here).run()
    assert here.ids() == [PROVISIONAL, "C1"]
    assert (shown_acts(here, PROVISIONAL), shown_acts(here, "C1")) == (["hold"], [])
    opened = known(here, "C1").consignment
    assert opened.linked == ()
    assert [each.value for each in opened.identifiers] == [BARCODE]
    assert [(each.presence, each.seen_bench) for each in opened.parcels] == [("expected", "")]
    assert [(each.id, each.ended) for each in opened.links] == [(link, True)]


def test_nobody_links_it_to_the_same_again_but_an_officer(linked_wrongly: tuple[Bench, Bench, str]) -> None:
    here, _there, link = linked_wrongly
    record(here, "unlinked", names=(link,))
    linking(here).run()
    here.push()
    here.pull()
    linking(here).run()
    assert links(here) == {}
    record(here, "linked", linked="C1")
    linking(here).run()
    assert links(here) == {PROVISIONAL: "C1"}


@pytest.mark.parametrize("who", [0, 1])
def test_every_bench_that_had_learned_it_has_it_back_with_all_that_was_done(
    service: CentralStore, linked_wrongly: tuple[Bench, Bench, str], who: int
) -> None:
    benches, link = linked_wrongly[:2], linked_wrongly[2]
    record(benches[who], "unlinked", names=(link,))
    linking(benches[who]).run()
    for bench in (benches[who], *benches):
        bench.push()
        bench.pull()
        linking(bench).run()
    for bench in benches:
        assert links(bench) == {}
        assert sorted(bench.ids()) == sorted(["C1", PROVISIONAL])
        assert (shown_acts(bench, PROVISIONAL), shown_acts(bench, "C1")) == (["hold"], [])
        parcel = known(bench, PROVISIONAL).consignment.parcels[0]
        assert parcel.location == "LOC-9"


def test_a_document_that_still_tells_the_link_does_not_bring_it_back(
    service: CentralStore, linked_wrongly: tuple[Bench, Bench, str]
) -> None:
    here, _there, link = linked_wrongly
    record(here, "unlinked", names=(link,))
    linking(here).run()
    Lookup(here.client, here.writes, clock=here.clock)(BARCODE)
    here.pull()
    linking(here).run()
    assert here.consignment("C1").linked == (PROVISIONAL,)
    assert links(here) == {}
    assert sorted(here.ids()) == sorted(["C1", PROVISIONAL])


def test_what_is_linked_anew_to_another_counts_there(
    service: CentralStore, linked_wrongly: tuple[Bench, Bench, str]
) -> None:
    here, there, link = linked_wrongly
    put(service, declared("C2", (PLATE, "parcel")))
    record(there, "unlinked", names=(link,))
    record(there, "linked", linked="C2")
    there.push()
    for bench in (there, here):
        bench.pull()
        linking(bench).run()
        assert links(bench) == {PROVISIONAL: "C2"}
        assert sorted(bench.ids()) == ["C1", "C2"]
        assert (shown_acts(bench, "C1"), shown_acts(bench, "C2")) == ([], ["hold"])


def test_a_bench_whose_cache_is_new_shows_it_as_it_stands(
    service: CentralStore, linked_wrongly: tuple[Bench, Bench, str]
) -> None:
    here, _there, link = linked_wrongly
    record(here, "unlinked", names=(link,))
    here.writes.to_cache(lambda cache: cache.begin_snapshot(here.scope, "another", anew=True))
    here.decided.rebuild_overlay()
    here.pull()
    linking(here).run()
    here.decided.rebuild_overlay()
    assert shown_acts(here, "C1") == []
    assert sorted(here.ids()) == sorted(["C1", PROVISIONAL])


def test_one_that_turned_out_to_be_what_was_linked_goes_along_and_comes_back_with_it(
    service: CentralStore, linked_wrongly: tuple[Bench, Bench, str]
) -> None:
    here, _there, link = linked_wrongly
    second = f"{PROVISIONAL[:-1]}2"
    find(here, second, "LX987654321CN")
    here.ledger.record(EventDraft(kind="linked", officer="a", consignment=second, linked=PROVISIONAL))
    here.push()
    here.pull()
    assert set(known(here, "C1").consignment.linked) == {PROVISIONAL, second}
    record(here, "unlinked", names=(link,))
    assert known(here, "C1").consignment.linked == ()
