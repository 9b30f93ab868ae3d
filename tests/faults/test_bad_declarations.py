"""Bad declarations from the service to the window: each a clear remark, and the parcel beside it goes on."""

import json

import msgspec
import pytest

from tests.faults.seating import BAD, GOOD, goes_on
from tests.journeys.parcels import parcel

ITEM = {"id": "g1", "description": "Cotton shirts", "hs_code": "610910", "quantity": {"value": "3"}}


def document(**changes):
    """A declaration as somebody's program sends it, with these fields as they should not be."""
    fields = json.loads(msgspec.json.encode(parcel("C-2", BAD)))
    return json.dumps(fields | changes).encode()


@pytest.fixture
def reads(seat, centre):
    """What the officer reads of a declaration that came beside a good one, once both were worked on."""

    def declaration(bad: bytes) -> str:
        centre.put(parcel("C-1", GOOD), bad)
        officer = seat()
        officer.waits_for_the_parcels(2)
        officer.opens(BAD)
        assert officer.open_id() == "C-2"
        text = officer.declaration()
        officer.decides("hold", reason="H02")
        officer.waits_until(lambda: officer.standing().startswith("held"))
        assert centre.kinds("C-2") == ["hold"]
        goes_on(officer, centre)
        return text

    return declaration


def test_values_of_another_kind_are_left_out_and_quoted_where_they_stood(reads):
    text = reads(
        document(
            arrived="yesterday",
            parties="nobody",
            risk={"lane": ["red"], "score": "many"},
            goods_items=[ITEM, {"description": "no id"}, 7, ITEM | {"id": "g2", "gross_mass_kg": "heavy"}],
        )
    )
    assert "Something of another kind was sent here and left out." in text
    for quoted in ("yesterday", "nobody", "many", "no id", "heavy"):
        assert f"{quoted}" in text
    assert "2: Cotton shirts" in text
    assert "The risk engine gave no lane." in text


def test_codes_and_fields_that_nobody_here_knows_are_kept_and_shown(reads):
    text = reads(
        document(
            risk={"lane": "purple", "score": 50, "model": "7b"},
            parcels=[{"id": "P-1", "presence": "teleported"}],
            parties=[{"role": "wizard", "name": "Example"}],
            hyper={"drive": [1, 2]},
            acts=[{"id": "a1", "kind": "bless", "scope": [{"goods": "g1"}]}],
        )
    )
    for shown in ("purple", "teleported", "wizard: Example", "bless", "risk.model: 7b", "{'drive': [1, 2]}"):
        assert shown in text


def test_numbers_and_dates_beyond_range_are_left_out_and_quoted(reads):
    body = document()
    for sent, instead in (
        (b'"value": "3"', b'"value": 1e400'),
        (b'"sequence": 1', b'"sequence": ' + b"9" * 60),
        (b'"score": 99', b'"score": 1e30'),
        (b'"0.6"', b'"-5e99"'),
        (b"2026-11-01", b"9999-12-31"),
    ):
        assert sent in body
        body = body.replace(sent, instead)
    text = reads(body)
    assert "A number beyond any range was sent here and left out." in text
    assert "A date beyond any range was sent here and left out." in text
    for quoted in ("1e30", "-5e99", "9999-12-31"):
        assert quoted in text
    assert "no quantity" in text


def test_a_megabyte_of_description_is_cut_and_said(reads):
    text = reads(document(goods_items=[ITEM | {"description": "shirt " * 170_000}]))
    assert "The text is far too long and was cut." in text
    assert len(text) < 20_000


def test_control_and_bidirectional_characters_are_seen_as_what_they_are(reads):
    hidden = "\u202egnp.exe\u0007\u0000 <b>bold</b>\u2066"
    text = reads(
        document(
            goods_items=[ITEM | {"description": hidden}],
            parties=[{"role": "consignor", "name": hidden}],
            identifiers=[{"value": BAD, "belongs_to": "parcel"}, {"value": "\u202eRB1"}],
        )
    )
    assert "The text holds hidden characters; they are shown as codes." in text
    assert "‹U+202E›gnp.exe‹U+0007›‹U+0000› <b>bold</b>‹U+2066›" in text
    assert not {"\u202e", "\u0007", "\u0000", "\u2066"} & set(text)


def test_three_thousand_goods_items_open_all_the_same(reads):
    text = reads(document(goods_items=[ITEM | {"id": f"g{n}"} for n in range(3_000)]))
    assert "3000: Cotton shirts" in text


def test_an_act_that_cannot_be_read_lets_nothing_be_released(seat, centre):
    centre.put(parcel("C-1", GOOD), document())
    officer = seat()
    officer.waits_for_the_parcels(2)

    def spoil(body: bytes) -> bytes:
        return body.replace(b'"kind":"hold"', b'"kind":[]')

    from tests.fakes.faulty_line import changed

    centre.line.always = changed(spoil)
    centre.agency_holds("C-2", ["g1"], act_id="agency-1")
    officer.opens(BAD)
    officer.waits_until(lambda: "An act could not be read" in officer.declaration())
    officer.presses("release")
    assert officer.recorded() == 0
    assert "could not be read" in officer.in_the_way()
