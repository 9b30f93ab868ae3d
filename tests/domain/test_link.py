"""Who may say what a provisional consignment turned out to be, and what its acts are about then."""

from datetime import timedelta

import pytest

from tests.fakes.clock import START
from workstation.domain.act import Act, FoundGoods, ScopeEntry
from workstation.domain.consignment import Consignment, Link, Parcel
from workstation.domain.link import TakenBack, links_in_force, may_link, over_link, turned_out_to_be
from workstation.domain.standing import Goods, Standing, standing_of

MADE = Consignment(
    id="P", office="XX000001", parcels=(Parcel(id="P", seen_bench="bench-1"),), provisional=True
)
DECLARED = (Goods(id="g1"),)


def link(number: int, to: str, office: str = "XX000001") -> Link:
    at = START + timedelta(minutes=number)
    return Link(id=f"E{number}", consignment="P", linked=to, at=at, bench="bench-2", office=office)


@pytest.mark.parametrize(
    "made, bench, office, may",
    [
        (MADE, "bench-1", "XX000009", True),
        (MADE, "bench-2", "XX000001", True),
        (MADE, "bench-2", "XX000009", False),
        (MADE, "", "", False),
        (Consignment(id="P", parcels=(Parcel(id="P"),)), "", "", False),
    ],
)
def test_its_maker_and_its_office_may_link_it(
    made: Consignment, bench: str, office: str, *, may: bool
) -> None:
    assert may_link(made, bench, office) is may


def test_the_newest_link_that_stands_counts_alone() -> None:
    links = [link(3, "C3"), link(1, "C1"), link(9, "C9", office="XX000009"), link(2, "C2")]
    for said in (links, links[::-1]):
        assert turned_out_to_be(links_in_force(MADE, said, ())) == "C3"
        back = [
            TakenBack(id="B1", names=("E3",), bench="bench-1"),
            TakenBack(id="B2", names=("E2",), bench="bench-9", office="XX000009"),
        ]
        assert turned_out_to_be(links_in_force(MADE, said, back)) == "C2"
    assert turned_out_to_be(()) == ""


def test_no_release_of_what_was_found_releases_what_was_declared() -> None:
    """Also where it calls what was found by the id of declared goods."""
    release = Act(id="A", kind="release", scope=(ScopeEntry(goods="g1"),), found=(FoundGoods(id="g1"),))
    over = over_link(release, "P")
    stands = {each.goods: each.standing for each in standing_of(DECLARED, [over]).goods}
    assert stands == {"g1": Standing.UNDECIDED, "P/g1": Standing.RELEASED}


def test_what_is_held_on_it_holds_the_declared_one_and_is_lifted_there() -> None:
    hold = over_link(Act(id="H", kind="hold", scope=(ScopeEntry(goods="g1"),), owner="A"), "P")
    assert standing_of(DECLARED, [hold]).standing is Standing.HELD
    lift = Act(id="L", kind="lift", names=("H",), seen=("H",), owner="A", scope=hold.scope)
    assert standing_of(DECLARED, [hold, lift]).standing is Standing.UNDECIDED


def test_goods_of_one_behind_it_keep_their_name() -> None:
    entries = (ScopeEntry(goods="Q/f"), ScopeEntry(goods="R/f"))
    over = over_link(Act(id="A", kind="hold", scope=entries), "P", ("Q",))
    assert [each.goods for each in over.scope] == ["Q/f", "P/R/f"]
