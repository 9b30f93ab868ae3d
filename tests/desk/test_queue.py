"""The risk queue at the desk: this bench's own acts in it, and the view that the officer left."""

import pytest

from tests.journeys.parcels import parcel
from workstation.desk.queue import QueueDesk, QueueFilter, QueueSort, QueueView
from workstation.domain.consignment import RiskAssessment


class Kept:
    """A few bytes, and a view, as the profile keeps them."""

    def __init__(self):
        self.view, self.bytes = QueueView(), b""

    def load(self):
        return self.bytes

    def save(self, layout):
        self.bytes = layout

    def load_view(self):
        return self.view

    def save_view(self, view):
        self.view = view


@pytest.fixture
def kept():
    return Kept()


@pytest.fixture
def queue(desk, kept):
    desk.pulls(
        *(
            parcel(f"C-{n}", f"RB12345678{n}GB", risk=RiskAssessment(lane=lane, score=10 * n))
            for n, lane in enumerate(("green", "yellow", "red", "red"), start=1)
        )
    )
    return QueueDesk(desk.cache.reader, kept.load_view, kept.save_view, kept)


def ids(queue, refs):
    return [row.id for row in queue.rows(refs)]


def test_the_gravest_come_first_and_a_first_page_is_the_beginning_of_the_list(queue):
    everything = queue.ids(QueueFilter(), QueueSort())
    assert ids(queue, everything) == ["C-4", "C-3", "C-2", "C-1"]
    assert queue.first(QueueFilter(), QueueSort(), 2) == everything[:2]


def test_a_decision_of_this_bench_moves_its_row_before_the_centre_knows(desk, queue):
    desk.decides("hold", "C-3", reason="H01")
    held = QueueFilter(standings=("held",))
    assert ids(queue, queue.ids(held, QueueSort())) == ["C-3"]
    assert queue.count(held) == 1
    assert queue.count(QueueFilter(standings=("undecided",))) == 3
    counted = {facet.code: facet.count for facet in queue.facets().standings}
    assert counted["held"] == 1


def test_lanes_and_words_narrow_the_list(queue):
    red = QueueFilter(lanes=("red",))
    assert ids(queue, queue.ids(red, QueueSort(descending=False))) == ["C-3", "C-4"]
    assert queue.count(QueueFilter(text="electronic cig")) == 4
    assert queue.count(QueueFilter(text="RB123456782GB")) == 1
    assert queue.count(QueueFilter(text="nowhere")) == 0


def test_a_row_that_has_gone_is_left_out(queue):
    refs = queue.ids(QueueFilter(), QueueSort())
    assert ids(queue, [*refs, 999_999]) == ["C-4", "C-3", "C-2", "C-1"]


def test_the_view_is_kept_in_the_profile(queue, kept):
    view = QueueView(filter=QueueFilter(lanes=("red",)), sort=QueueSort(column="lane"), columns=("lane",))
    queue.save(view)
    assert queue.saved() == kept.view == view


def test_the_rows_that_stood_first_are_shown_again_only_in_the_same_view(queue):
    view = QueueView(filter=QueueFilter(lanes=("red",)))
    refs = queue.ids(view.filter, view.sort)
    queue.leave(view, refs)
    assert queue.left(view) == refs
    assert not queue.left(QueueView())
