"""One matter for each parcel and cause, with what holds now; what cannot be read is told as it was kept."""

from datetime import timedelta
from typing import Any

import pytest

from tests.fakes.clock import START
from tests.journeys.parcels import VAPES, parcel
from workstation.desk.attention import matters_of
from workstation.desk.line import LineDesk, LineState
from workstation.domain.act import Act, ScopeEntry
from workstation.ledger.values import Attention
from workstation.sync.consequences import notices_of

FIRST = "RB123456785GB"
SCOPE = (ScopeEntry(goods=VAPES),)


def hold(id="h-1", **more):
    fields: dict[str, Any] = {"agency": "medicines", "owner": "medicines", "reason": "H04", "at": START}
    return Act(id=id, kind="hold", scope=SCOPE, **fields | more)


@pytest.fixture
def told(desk):
    """A release here that missed two holds, as the sync keeps it; what is open about it."""
    desk.pulls(parcel("C-1", FIRST))
    line = LineDesk(desk.ledger, desk.cache.reader, lambda: LineState(phase="on_line"), lambda: None)
    desk.clock.advance(360)
    desk.decides("release", read=FIRST)

    def hear(*acts):
        desk.hears_again(parcel("C-1", FIRST, acts=acts))
        after = desk.opens().consignment
        for each in notices_of(None, after, desk.ledger.acts_on("C-1")):
            desk.ledger.raise_attention(
                each.kind, each.consignment, key=each.key, event=each.event, facts=each.facts
            )
        return line.attention(50)

    return hear


def test_conflict_and_recall_of_one_parcel_are_one_matter_that_names_each_act_once(desk, told):
    (matter,) = told(hold(), hold("h-2", at=START + timedelta(hours=1)))
    (entry,) = desk.ledger.acts_on("C-1")
    assert (matter.kind, matter.consignment, len(matter.ids)) == ("recall", "C-1", 4)
    assert matter.names() == (entry.act.id, "h-1", "h-2")
    story = matter.stories[0]
    released = START + timedelta(seconds=360, milliseconds=-250)
    assert (story.release.officer, story.release.at) == ("officer-a", released)
    assert (story.missed.agency, story.missed.reason, story.missed.at) == ("medicines", "H04", START)
    assert (story.read_bench, story.read_at, story.now) == ("BENCH-4", story.release.at, "in_force")


def test_a_bench_whose_clock_is_days_behind_makes_no_fresh_matter_old(desk, told):
    desk.clock.set(START - timedelta(hours=74))
    later = START + timedelta(hours=1)
    (matter,) = told(hold(at=later))
    assert matter.at == later


def test_the_recalls_are_those_parcels_alone_with_all_that_was_missed(desk, told):
    line = LineDesk(desk.ledger, desk.cache.reader, lambda: LineState(phase="on_line"), lambda: None)
    assert line.recalls(50) == ()
    told(hold())
    desk.ledger.raise_attention("changed", "C-1", key="changed:C-1:9")
    desk.ledger.raise_attention("changed", "C-2", key="changed:C-2:9")
    assert line.recalls(50) == line.attention(50)[:1]


@pytest.mark.parametrize(
    "ending, now",
    [
        (Act(id="l-1", kind="lift", names=("h-1",), owner="medicines"), "lifted"),
        (Act(id="a-1", kind="annul", names=("h-1",), owner="medicines", agency="medicines"), "annulled"),
    ],
)
def test_what_became_of_the_missed_act_since_is_told(told, ending, now):
    told(hold())
    (matter,) = told(hold(), ending)
    assert [story.now for story in matter.stories] == [now]


def test_a_consignment_that_left_the_cache_is_told_as_it_was_kept(desk):
    facts = (("release", "r-1"), ("missed", "h-1"), ("missed.by", "medicines"), ("missed.at", "no time"))
    kept = Attention(id=4, kind="conflict", consignment="C-9", at=START, facts=facts)
    (matter,) = matters_of([kept], lambda _id: None, desk.ledger.acts_on)
    (story,) = matter.stories
    assert (story.missed.agency, story.missed.at, story.now) == ("medicines", None, "")


def test_matters_of_other_kinds_stay_apart_and_name_the_own_act_that_they_are_about(desk):
    desk.pulls(parcel("C-1", FIRST))
    recorded = desk.decides("hold", reason="H01")
    kept = [
        Attention(id=n, kind=kind, consignment="C-1", at=START, event=recorded.event_id)
        for n, kind in enumerate(("refused", "changed", "changed"))
    ]
    found = matters_of(kept, lambda _id: None, desk.ledger.acts_on)
    assert [each.ids for each in found] == [(0,), (1,), (2,)]
    assert [each.about and each.about.kind for each in found] == ["hold"] * 3
    assert found[0].names() == ()


def test_all_of_a_matter_ends_when_a_person_has_looked_at_it(desk, told):
    (matter,) = told(hold())
    line = LineDesk(desk.ledger, desk.cache.reader, lambda: LineState(phase="on_line"), lambda: None)
    line.end_attention(matter, "officer-a")
    assert desk.ledger.attention(9) == ()


def test_what_the_cache_does_not_have_is_acknowledged_by_name(desk):
    for key in ("conflict:r-1:h-1", "recall:h-1", "recall:h-2", "changed:C-9:3"):
        desk.ledger.raise_attention(key.partition(":")[0], "C-9", key=key)
    recorded = desk.deciding.acknowledge_unseen("C-9", ("r-1", "h-1"))
    (said,) = desk.sent()
    assert (said.event.id, said.event.kind, said.event.names) == (
        recorded.event_id,
        "acknowledge",
        ("r-1", "h-1"),
    )
    assert desk.ledger.attention_keys_on("C-9") == ("recall:h-2", "changed:C-9:3")
