"""Answers of the service that cannot be right: nothing is half stored, nothing lost, and IT can read why."""

import gzip

import msgspec
import pytest

from tests.fakes.faulty_line import (
    Forward,
    Reply,
    Request,
    changed,
    cut_off,
    cut_off_silently,
    doubled,
    says,
    sign_in_page,
)
from tests.faults.seating import BAD, GOOD, goes_on
from tests.journeys import parcels
from tests.journeys.parcels import parcel

WHY = ("The central service's answer could not be read", "answered with a web page", "(the answer broke off)")
PAGES = ("snapshot", "changes")


def for_paths(fault, *parts):
    """A line on which this fault meets only requests for these."""

    def some(request: Request, forward: Forward) -> bytes:
        return fault(request, forward) if any(part in request.path for part in parts) else forward().raw()

    return some


@pytest.mark.parametrize(
    "fault",
    [
        cut_off,
        cut_off_silently,
        doubled,
        sign_in_page,
        says(200, b""),
        says(200, b"[]"),
        says(200, {"epoch": 7, "cursor": [], "consignments": "many"}),
        says(200, b"\xff\xfe" * 1000),
        says(200, b"[" * 100_000),
    ],
    ids=["cut off", "cut, unsaid", "twice", "sign-in", "empty", "list", "wrong types", "no UTF-8", "deep"],
)
def test_a_page_that_cannot_be_read_stores_nothing_and_the_next_good_one_everything(seat, centre, fault):
    centre.put(parcel("C-1", GOOD), *parcels.others(6))
    centre.line.always = for_paths(fault, *PAGES)
    officer = seat()
    officer.waits_until(lambda: officer.line().startswith("off line"))
    officer.waits_until(lambda: any(words in officer.says() for words in WHY))
    assert officer.queue() == {}
    centre.come_back()
    officer.screens.line.wake()
    officer.waits_for_the_parcels(7)
    goes_on(officer, centre)


def test_one_document_that_cannot_be_read_keeps_none_of_its_page_back(seat, centre):
    centre.put(parcel("C-1", GOOD), parcel("C-2", BAD), *parcels.others(3))
    spoilt = for_paths(changed(lambda body: body.replace(b'"id":"C-2"', b'"id":{}')), *PAGES)
    centre.line.always = spoilt
    officer = seat()
    officer.waits_for_the_parcels(4)
    officer.waits_until(lambda: "could not be read" in officer.says())
    goes_on(officer, centre)


def test_lists_that_are_a_sign_in_page_leave_those_that_are_there(seat, centre):
    centre.put(parcel("C-1", GOOD))
    officer = seat()
    officer.waits_for_the_parcels(1)
    centre.line.always = for_paths(sign_in_page, "reference-lists")
    again = seat()
    again.opens(GOOD)
    again.fills("hold", reason="H01")
    again.confirms()
    again.waits_until(lambda: centre.kinds() == ["hold"])


@pytest.mark.parametrize(
    "answer",
    [
        {"epoch": "", "outcomes": []},
        pytest.param(
            {"epoch": "", "outcomes": [{"id": "somebody-else", "outcome": "accepted", "number": "7"}]},
            marks=pytest.mark.expected_log("outcomes without an event of the batch"),
        ),
        {"epoch": "", "outcomes": [{"id": "?", "outcome": "pondering"}]},
        {"outcomes": "all fine"},
    ],
    ids=["no outcome", "of another event", "unknown outcome", "wrong types"],
)
def test_an_answer_to_a_decision_that_says_nothing_of_it_leaves_it_waiting(seat, centre, answer):
    centre.put(parcel("C-1", GOOD))
    officer = seat()
    officer.waits_for_the_parcels(1)

    def odd(request: Request, _forward: Forward) -> bytes:
        said = msgspec.json.encode(answer)
        if b'"?"' in said:
            (entry,) = msgspec.json.decode(request.body)["events"]
            said = said.replace(b"?", entry["event"]["id"].encode())
        return Reply(200, said).raw()

    centre.line.always = lambda r, f: odd(r, f) if r.method == "POST" else f().raw()
    officer.opens(GOOD)
    posts = len(centre.line.paths("POST"))
    officer.decides("hold", reason="H01")
    officer.waits_until(lambda: len(centre.line.paths("POST")) > posts)
    assert officer.standing() == "undecided hold waiting"
    assert centre.kinds() == []
    centre.come_back()
    officer.clock.advance(61)  # what was passed over in an answer is offered again after a minute
    officer.screens.line.wake()
    officer.waits_until(lambda: officer.standing() == "held")
    assert centre.kinds() == ["hold"]


def test_a_gzip_bomb_is_not_unpacked(seat, centre):
    centre.put(parcel("C-1", GOOD))
    bomb = gzip.compress(b" " * 300_000_000, 9)
    centre.line.always = for_paths(says(200, bomb, content_encoding="gzip"), *PAGES)
    officer = seat()
    officer.waits_until(lambda: officer.line().startswith("off line"))
    assert officer.screens.line.state().problem == "answer.too_large"
    centre.come_back()
    officer.screens.line.wake()
    officer.waits_for_the_parcels(1)
    goes_on(officer, centre)


# --- what the reader brings ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "'; DROP TABLE consignment; --",
        "]C1" + "0" * 2_000,
        "%%%%%%______******",
        "C-1 OR 1=1 UNION SELECT",
        "<b>RB123456785GB</b>",
    ],
    ids=["SQL", "endless", "wildcards", "union", "markup"],
)
def test_a_hostile_barcode_opens_nothing_and_harms_nothing(seat, centre, text):
    centre.put(parcel("C-1", GOOD))
    officer = seat()
    officer.waits_for_the_parcels(1)
    officer.reads(text)
    officer.waits_until(lambda: "Read another barcode of" in officer.says())
    assert officer.open_id() == ""
    goes_on(officer, centre)
