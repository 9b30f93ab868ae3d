"""What comes next in the queue, as the desk tells it of the cache."""

import hashlib

from tests.journeys.parcels import image_of, parcel
from workstation.desk.ahead import SHOWN_AT_ONCE, AheadDesk


def put_in(desk, *bodies):
    for body in bodies:
        desk.cache.writer().put_image(hashlib.sha256(body).hexdigest(), body)


def test_what_is_shown_first_of_each_is_told_and_what_of_it_is_here(desk):
    views = [image_of(body) for body in (b"top", b"side", b"oblique")]
    desk.pulls(
        parcel("C-1", "RB123456781GB", images=tuple(views)),
        parcel("C-2", "RB123456782GB", images=()),
        parcel("C-3", "RB123456783GB", images=(image_of(b"three"),)),
    )
    put_in(desk, b"top", b"oblique")
    orders = []
    ahead = AheadDesk(desk.cache.reader, lambda *order: orders.append(order))
    refs = list(desk.cache.reader().refs_of(["C-3", "C-2", "C-1"]).values())
    third, first = ahead.next_images([*refs, 999])
    assert (third.consignment, third.here) == ("C-3", ())
    assert third.awaited == (views_of(b"three"),)
    assert first.here == (views[0],)
    assert first.awaited == (views[1].sha256,)
    assert len(first.here) + len(first.awaited) == SHOWN_AT_ONCE
    assert first.found == ("C-1",)
    ahead.order(("a",), refs)
    assert orders == [(("a",), refs)]


def views_of(body):
    return hashlib.sha256(body).hexdigest()
