"""Earlier images of the same sender, receiver and goods, as the desk finds them in the cache."""

import hashlib
from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.fakes.clock import START
from tests.journeys.parcels import image_of, parcel
from workstation.desk.comparing import MOST, ComparingDesk
from workstation.domain.consignment import PHOTOGRAPHED, Address, GoodsItem, Party

SENDER = Party(role="consignor", name="Birch", address=Address(postcode="1000", country="CN"))
RECEIVER = Party(role="consignee", id="GB123", name="Aster")


def sent(number, *parties, heading="8543", days=0, view="top"):
    """A parcel of these parties, with one image made so many days before the others."""
    image = image_of(b"image %d" % number)
    image = replace(image, view=view, acquired=START - timedelta(days=days))
    goods = (GoodsItem(id="g1", hs_code=f"{heading}40"),)
    made = parcel(f"C-{number}", f"RB{number:09}GB", images=(image,))
    return replace(made, parties=parties, goods_items=goods)


def pull(desk, *made, here=True):
    desk.pulls(*made)
    for each in made if here else ():
        body = b"image %d" % int(each.id.removeprefix("C-"))
        assert hashlib.sha256(body).hexdigest() == each.images[0].sha256
        desk.cache.writer().put_image(each.images[0].sha256, body)


@pytest.fixture
def comparing(desk):
    return ComparingDesk(desk.cache.reader)


def test_the_same_consignor_comes_before_the_same_goods_and_the_last_first(desk, comparing):
    now = sent(1, SENDER, RECEIVER)
    pull(
        desk,
        now,
        sent(2, days=1),
        sent(3, SENDER, heading="6109", days=3),
        sent(4, SENDER, heading="6109", days=2),
        sent(5, RECEIVER, heading="6109", days=1),
        sent(6, SENDER, RECEIVER, days=9),
        sent(7, heading="9503", days=1),
    )
    found = comparing.earlier(now)
    assert [each.consignment for each in found] == ["C-6", "C-4", "C-3", "C-5", "C-2"]
    assert [each.alike for each in found] == [
        ("consignor", "consignee", "heading"),
        ("consignor",),
        ("consignor",),
        ("consignee",),
        ("heading",),
    ]
    assert found[0].at == START - timedelta(days=9)
    assert found[0].called == "RB000000006GB"


def test_later_ones_photographs_and_what_is_not_here_are_not_offered(desk, comparing):
    now = sent(1, SENDER, days=5)
    pull(desk, now, sent(2, SENDER, days=1), sent(3, SENDER, days=6, view=PHOTOGRAPHED))
    pull(desk, sent(4, SENDER, days=6), here=False)
    assert comparing.earlier(now) == ()


def test_how_an_earlier_one_stands_at_this_bench_is_told(desk, comparing):
    pull(desk, sent(1, SENDER), sent(2, SENDER, days=2))
    assert [each.standing for each in comparing.earlier(sent(1, SENDER))] == ["undecided"]
    desk.decides("hold", "C-2", reason="H01")
    assert [each.standing for each in comparing.earlier(sent(1, SENDER))] == ["held"]


def test_a_consignment_that_is_alike_in_nothing_has_no_earlier_ones(desk, comparing):
    pull(desk, sent(2, SENDER, days=2))
    assert comparing.earlier(sent(1, heading="1")) == ()


def test_no_more_are_offered_than_anybody_looks_at(desk, comparing):
    pull(desk, *(sent(number, SENDER, days=number) for number in range(2, MOST + 6)))
    found = comparing.earlier(sent(1, SENDER))
    assert [each.consignment for each in found] == [f"C-{number}" for number in range(2, MOST + 2)]
