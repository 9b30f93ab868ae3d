"""A consignment without what came to it over a link: as it was before, whatever was linked to it."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.domain.test_noted import LABEL, provisional
from tests.fakes.clock import START
from workstation.domain.act import Act, FoundGoods, ScopeEntry
from workstation.domain.asked_opening import AskedOpening
from workstation.domain.consignment import (
    PHOTOGRAPHED,
    Condition,
    Consignment,
    GoodsItem,
    Identifier,
    Link,
    Parcel,
    ScanImage,
)
from workstation.domain.event import ReadMeaning
from workstation.domain.link import links_told, over_link, told_together, turned_out_to_be
from workstation.domain.noted import Found, Noted, with_noted
from workstation.domain.parting import without
from workstation.domain.sighting import LOCATED, Sighting

LATER = START + timedelta(hours=1)
NUMBERS = ("RB123456785GB", "LX123456785CN", "JJD014600012794402457")


def found(number: int, read: str) -> Found:
    id = f"P{number}"
    made = provisional(ReadMeaning(text=read, kind="upu_s10", value=read), *LABEL, id=id)
    picture = ScanImage(sha256=f"{number:064}", view=PHOTOGRAPHED)
    put = Sighting(
        id=f"s{number}", kind=LOCATED, consignment=id, at=LATER + timedelta(seconds=number), bench="b1"
    )
    asked = AskedOpening(id=f"o{number}", consignment=id, at=START, owner="O1")
    return Found(consignment=replace(made, images=(picture,)), sightings=(put,), openings=(asked,))


declared = st.builds(
    Consignment,
    id=st.just("C1"),
    identifiers=st.lists(
        st.builds(Identifier, value=st.sampled_from(NUMBERS), belongs_to=st.just("parcel"), of=st.just("p1")),
        max_size=2,
        unique_by=lambda each: each.value,
    ).map(tuple),
    parcels=st.just((Parcel(id="p1"),)),
    goods_items=st.just((GoodsItem(id="g1"),)),
    conditions=st.sampled_from([(), (Condition(id="k1", kind="payment"),)]),
    acts=st.sampled_from([(), (Act(id="a1", kind="hold", scope=(ScopeEntry(goods="g1"),)),)]),
)


def linked(consignment: Consignment, *parts: Found) -> Consignment:
    """As the service tells it."""
    acts = tuple(
        over_link(Act(id=f"x{part.consignment.id}", kind="seize"), part.consignment.id) for part in parts
    )
    return with_noted(replace(consignment, acts=(*consignment.acts, *acts)), Noted(linked=parts))


@given(declared, st.sampled_from(NUMBERS), st.sampled_from(NUMBERS))
def test_what_came_over_a_link_goes_and_what_was_its_own_or_anothers_stays(
    consignment: Consignment, one: str, other: str
) -> None:
    first, second = found(1, one), found(2, other)
    assert without(linked(consignment, first), [first]) == consignment
    both = without(linked(consignment, first, second), [first])
    alone = linked(consignment, second)
    # What both had is told of the first, and comes back when the second is noted again.
    assert with_noted(both, Noted(linked=(second,))) == alone


def test_nothing_is_another_where_nothing_is_parted() -> None:
    told = linked(Consignment(id="C1", parcels=(Parcel(id="p1"),)), found(1, NUMBERS[0]))
    assert without(told, []) is told


def test_acts_that_were_recorded_on_it_stay_also_those_about_what_was_found() -> None:
    part = found(1, NUMBERS[0])
    own = Act(id="a2", kind="seize", scope=(ScopeEntry(goods="P1/f1"),), found=(FoundGoods(id="P1/f1"),))
    told = linked(Consignment(id="C1", acts=(own,)), part)
    assert [each.id for each in told.acts] == ["a2", "xP1"]
    assert [each.id for each in without(told, [part]).acts] == ["a2"]


def test_where_its_parcel_was_seen_itself_since_is_not_forgotten() -> None:
    part = found(1, NUMBERS[0])
    seen = Parcel(id="p1", presence="presented", seen_at=LATER + timedelta(hours=5), seen_bench="b2")
    told = linked(Consignment(id="C1", parcels=(seen,)), part)
    assert without(told, [part]).parcels == (seen,)


# --- what was said of links ---------------------------------------------------------------------------------


def link(id: str, to: str, at_s: int = 0, **more: Any) -> Link:
    return Link(id=id, consignment="P1", linked=to, at=START + timedelta(seconds=at_s), **more)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_who_heard_that_a_link_was_taken_back_has_heard_more(order: tuple[int, int]) -> None:
    said = (link("L1", "C1", ended=True), link("L1", "C1"))
    (told,) = told_together([said[place] for place in order])
    assert told.ended


def test_the_newest_link_that_was_not_taken_back_counts() -> None:
    said = [link("L1", "C1"), link("L2", "C2", 5), link("L3", "C3", 9, ended=True)]
    assert turned_out_to_be(said) == "C2"
    assert turned_out_to_be(said[2:]) == turned_out_to_be([]) == ""


def test_a_document_without_events_of_its_links_tells_them_until_something_better_is_known() -> None:
    document = Consignment(id="C1", linked=("P1",))
    (bare,) = links_told(document)
    assert (bare.id, bare.consignment, bare.linked) == ("", "P1", "C1")
    assert turned_out_to_be(told_together([bare])) == "C1"
    assert turned_out_to_be(told_together([bare, link("L1", "C1", ended=True)])) == ""
    assert links_told(replace(document, links=(link("L1", "C1"),))) == (link("L1", "C1"),)
