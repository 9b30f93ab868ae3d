"""Delivery at the desk: what was recorded, what waits, what needs a person; and the coded lists in words."""

from datetime import timedelta

import pytest

from tests.journeys.parcels import parcel
from workstation.desk.line import LineDesk, LineState
from workstation.desk.reference import Lists
from workstation.domain.reference import Coded, ReferenceList

FIRST, SECOND = "RB123456785GB", "LX473124829NL"


@pytest.fixture
def line(desk):
    desk.pulls(parcel("C-1", FIRST), parcel("C-2", SECOND))
    desk.tries = 0

    def wake():
        desk.tries += 1

    return LineDesk(desk.ledger, desk.cache.reader, lambda: LineState(phase="on_line"), wake)


def test_every_event_is_counted_as_what_became_of_it(desk, line):
    accepted = desk.decides("hold", reason="H01")
    refused = desk.decides("hold", "C-2", reason="H01")
    desk.decides("hold", "C-2", reason="H02")
    desk.is_answered(accepted)
    desk.is_answered(refused, "refused", code="reason.missing", words="No reason.")
    counts = line.counts()
    assert (counts.recorded, counts.waiting, counts.acknowledged, counts.refused, counts.attention) == (
        3,
        1,
        1,
        1,
        1,
    )
    assert counts.oldest_waiting == desk.clock.now() - timedelta(milliseconds=250)


def test_deliveries_come_newest_first_and_page_by_page(desk, line):
    for n in range(1, 6):
        desk.decides("hold", reason=f"H0{1 + n % 2}")
    first = line.deliveries(None, 3)
    assert [row.sequence for row in first] == [5, 4, 3]
    assert [row.sequence for row in line.deliveries(first[-1].sequence, 3)] == [2, 1]


def test_a_consignment_of_the_cache_is_called_by_its_number(line):
    assert line.numbers({"C-1", "C-9"}) == {"C-1": FIRST}


def test_attention_ends_when_a_person_has_looked_at_it(desk, line):
    desk.is_answered(desk.decides("hold", reason="H01"), "refused", code="reason.missing")
    (attention,) = line.attention(10)
    assert (attention.kind, attention.consignment) == ("refused", "C-1")
    line.end_attention(attention, "officer-a")
    assert line.attention(10) == ()
    assert line.counts().refused == 1


def test_trying_now_wakes_the_line(desk, line):
    line.try_now()
    assert (desk.tries, line.state().phase) == (1, "on_line")


# --- coded lists ------------------------------------------------------------------------------------------


def test_a_code_is_said_in_the_officers_language_and_an_unknown_one_as_it_is(desk):
    assert desk.lists.words("reasons", "H01", "en") == "Documents are missing"
    assert desk.lists.words("reasons", "H01", "xx") == "Documents are missing"
    assert desk.lists.words("reasons", "H77", "en") == "H77"
    assert desk.lists.words("no such list", "H01", "en") == "H01"


def test_a_new_list_is_used_once_it_is_read_again(desk):
    lists = Lists(desk.cache.reader)
    fresh = ReferenceList(name="reasons", rows=(Coded(code="N1", words={"en": "New"}, kinds=("hold",)),))
    desk.cache.writer().put_reference(fresh, "etag-2")
    assert len(lists.reasons_for("hold")) > 1
    lists.refresh()
    assert [row.code for row in lists.reasons_for("hold")] == ["N1"]
    assert lists.reasons_for("seize") == ()
    assert lists.legal_bases_for("seize")
