"""A consignment's document as the centre may send it: sound, odd, broken or hostile."""

import json
from datetime import UTC, datetime
from decimal import Decimal

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workstation.contract.fitting import REMARKS_LIMIT, TEXT_LIMIT
from workstation.contract.reading import DOCUMENT_LIMIT, Reading, read_consignment, unknown_fields
from workstation.domain.act import Act, ScopeEntry
from workstation.domain.consignment import Consignment, GoodsItem, Parcel, Party, ScanImage, Step, Valuation
from workstation.domain.remark import REMARKS
from workstation.domain.value import Amount, Quantity

MORNING = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)


def _read(**fields: object) -> Reading:
    return read_consignment(json.dumps({"id": "C-1", **fields}).encode())


def _codes(reading: Reading) -> list[str]:
    return [remark.code for remark in reading.remarks]


def _sound() -> Consignment:
    return Consignment(
        id="C-1",
        office="XX000001",
        arrived=MORNING,
        parcels=(Parcel(id="P-1", gross_mass_kg=Decimal("1.250")),),
        parties=(Party(role="consignee", name="تجربة الاختبار"),),
        goods_items=(
            GoodsItem(
                id="G-1",
                description="cotton shirt",
                hs_code="610910",
                quantity=Quantity(value=Decimal(3)),
                value=Amount(value=Decimal("40.00"), currency="EUR"),
            ),
        ),
        acts=(Act(id="A-1", kind="hold", scope=(ScopeEntry(goods="G-1"),), owner="narcotics"),),
        images=(ScanImage(sha256="ab" * 32, width=800, height=600, acquired=MORNING),),
        steps=(Step(kind="arrived", at=MORNING),),
    )


def test_a_sound_document_is_read_as_it_is_and_without_remark():
    body = msgspec.json.encode(_sound())
    assert read_consignment(body) == Reading(consignment=_sound())


@pytest.mark.parametrize("form", [bytes, bytearray, memoryview, msgspec.Raw])
def test_a_document_may_come_in_any_form_of_bytes(form):
    assert read_consignment(form(msgspec.json.encode(_sound()))).consignment == _sound()


def test_a_value_of_a_wrong_type_is_dropped_with_its_place_and_the_rest_stays():
    reading = _read(
        office=7,
        goods_items=[{"id": "G-1", "hs_code": 610910, "description": "shirt"}, {"id": "G-2", "quantity": []}],
        valuation={"intrinsic": {"value": "a lot", "currency": "EUR"}, "freight": {"value": "5"}},
    )
    assert reading.consignment == Consignment(
        id="C-1",
        goods_items=(GoodsItem(id="G-1", description="shirt"), GoodsItem(id="G-2")),
        valuation=Valuation(freight=Amount(value=Decimal(5))),
    )
    assert [(r.code, r.field, r.value) for r in reading.remarks] == [
        ("value.wrong_type", "office", "7"),
        ("value.wrong_type", "goods_items[0].hs_code", "610910"),
        ("value.wrong_type", "goods_items[1].quantity", "[]"),
        ("value.wrong_type", "valuation.intrinsic.value", "a lot"),
        ("element.unusable", "valuation.intrinsic", "{'value': 'a lot', 'currency': 'EUR'}"),
    ]
    assert {r.severity for r in reading.remarks} == {"wrong"}


def test_an_element_is_left_out_only_when_what_makes_it_one_is_unusable():
    reading = _read(parcels=[{"id": 5}, {"id": "P-2", "gross_mass_kg": "heavy"}, "P-3", {}])
    assert reading.consignment is not None
    assert reading.consignment.parcels == (Parcel(id="P-2"),)
    assert _codes(reading) == [
        "value.wrong_type",
        "element.unusable",
        "value.wrong_type",
        "value.wrong_type",
        "element.unusable",
    ]


def test_null_is_absent():
    reading = _read(office=None, goods_items=None, valuation=None, arrived=None)
    assert reading == Reading(consignment=Consignment(id="C-1"))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"id":"C-1"',
        b"[]",
        b'"C-1"',
        b"<html><title>503</title></html>",
        '{"id":"C-1"}'.encode("utf-16"),
    ],
)
def test_what_is_no_document_is_refused(body):
    assert read_consignment(body) == Reading(refused="document.unreadable")


@pytest.mark.parametrize(
    "body", [b"{}", b'{"id":""}', b'{"id":"  "}', b'{"id":7}', b'{"id":null}', b'{"id":["C"]}']
)
def test_a_document_without_an_id_is_refused(body):
    assert read_consignment(body) == Reading(refused="document.no_id")


def test_an_id_too_long_to_be_a_key_is_refused_rather_than_cut():
    assert _read(id="C" * 201).refused == "document.no_id"
    assert _read(id="C" * 200).refused == ""


def test_a_document_over_the_limit_is_not_even_looked_at():
    assert read_consignment(b" " * (DOCUMENT_LIMIT + 1)).refused == "document.too_large"


def test_nesting_without_end_is_refused():
    body = b'{"id":"C-1","x":' + b"[" * 200_000 + b"]" * 200_000 + b"}"
    assert read_consignment(body).refused == "document.nested_too_deep"
    assert unknown_fields(body) == ()


@pytest.mark.parametrize("number", ["1e999999", "-1e16", "1E-16", "1234567890123456789012", "0." + "1" * 21])
@pytest.mark.parametrize("quote", ["", '"'])
def test_a_number_out_of_range_is_dropped_before_anything_calculates_with_it(number, quote):
    body = f'{{"id":"C-1","parcels":[{{"id":"P-1","gross_mass_kg":{quote}{number}{quote}}}]}}'.encode()
    reading = read_consignment(body)
    assert reading.consignment == Consignment(id="C-1", parcels=(Parcel(id="P-1"),))
    assert [(r.code, r.value) for r in reading.remarks] == [("number.out_of_range", number)]


@pytest.mark.parametrize("number", ["NaN", "-Infinity", '"NaN"', '"sNaN"', '"Infinity"'])
def test_what_is_no_number_is_dropped(number):
    body = f'{{"id":"C-1","parcels":[{{"id":"P-1","gross_mass_kg":{number}}}]}}'.encode()
    reading = read_consignment(body)
    assert reading.consignment == Consignment(id="C-1", parcels=(Parcel(id="P-1"),))
    assert set(_codes(reading)) <= {"value.wrong_type", "number.out_of_range"}
    assert reading.remarks


@pytest.mark.parametrize("given", ["1e3", '"1E+3"', "1000"])
def test_a_number_is_kept_in_plain_digits(given):
    reading = read_consignment(f'{{"id":"C-1","parcels":[{{"id":"P-1","gross_mass_kg":{given}}}]}}'.encode())
    assert reading.consignment is not None
    assert str(reading.consignment.parcels[0].gross_mass_kg) == "1000"
    assert reading.remarks == ()


def test_whole_numbers_beyond_range_and_boxes_beyond_any_image_are_dropped():
    box = [0, 0, 2**40, 5]
    image = {"sha256": "ab", "width": 10**30, "detections": [{"id": "D", "box": box, "confidence": 0.5}]}
    reading = _read(change=10**16, images=[image])
    assert reading.consignment is not None
    assert reading.consignment.change == 0
    assert reading.consignment.images[0].width == 0
    assert reading.consignment.images[0].detections[0].box is None
    assert [(r.code, r.field) for r in reading.remarks] == [
        ("number.out_of_range", "change"),
        ("number.out_of_range", "images[0].width"),
        ("number.out_of_range", "images[0].detections[0].box"),
    ]


def test_a_box_is_four_numbers_or_none_at_all():
    reading = _read(images=[{"sha256": "ab", "detections": [{"id": "D", "box": [1, 2, "3", 4]}]}])
    assert reading.consignment is not None
    assert reading.consignment.images[0].detections[0].box is None
    assert [r.field for r in reading.remarks] == ["images[0].detections[0].box"]


def test_whole_numbers_may_be_written_with_a_point():
    reading = _read(change=1.0)
    assert reading.consignment is not None
    assert reading.consignment.change == 1


def test_instants_become_utc_and_one_without_a_zone_says_so():
    reading = _read(
        arrived="2026-11-02T10:00:00+02:00", steps=[{"kind": "lodged", "at": "2026-11-02T08:00:00"}]
    )
    assert reading.consignment is not None
    assert reading.consignment.arrived == MORNING
    assert reading.consignment.arrived.tzinfo is UTC
    assert reading.consignment.steps == (Step(kind="lodged", at=MORNING),)
    assert _codes(reading) == ["date.no_zone"]


@pytest.mark.parametrize("instant", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_an_instant_out_of_range_is_dropped(instant):
    reading = _read(arrived=instant, steps=[{"kind": "arrived", "at": instant}])
    assert reading.consignment == Consignment(id="C-1")
    assert _codes(reading) == ["date.out_of_range", "date.out_of_range", "element.unusable"]


@pytest.mark.parametrize("instant", [1_700_000_000, "yesterday", "2026-13-01T00:00:00Z", "2" * 100_000, {}])
def test_what_is_no_instant_is_dropped(instant):
    reading = _read(arrived=instant)
    assert reading.consignment == Consignment(id="C-1")
    assert _codes(reading) == ["value.wrong_type"]
    assert len(reading.remarks[0].value) <= 200


def test_a_text_of_a_megabyte_is_cut_and_the_rest_goes_on():
    reading = _read(goods_items=[{"id": "G-1", "description": 'a "' + "x" * 1_000_000, "hs_code": "610910"}])
    assert reading.consignment is not None
    item = reading.consignment.goods_items[0]
    assert len(item.description) == TEXT_LIMIT
    assert item.hs_code == "610910"
    assert [(r.code, r.field, r.value) for r in reading.remarks] == [
        ("text.too_long", "goods_items[0].description", "1000003")
    ]


def test_a_text_of_exactly_the_limit_is_not_cut():
    assert _read(office="x" * TEXT_LIMIT).remarks == ()
    assert _codes(_read(office="x" * (TEXT_LIMIT + 1))) == ["text.too_long"]


@pytest.mark.parametrize("escaped", [True, False])
@pytest.mark.parametrize(
    "character", ["\u202e", "\u2066", "\u200b", "\x00", "\x1b", "\x7f", "\x85", "\ufeff", "\u2028"]
)
def test_control_and_bidirectional_characters_stay_and_are_remarked(character, escaped):
    text = f"shirt{character}tfihs"
    body = json.dumps(
        {"id": "C-1", "goods_items": [{"id": "G-1", "description": text}]}, ensure_ascii=escaped
    )
    reading = read_consignment(body.encode())
    assert reading.consignment is not None
    assert reading.consignment.goods_items[0].description == text
    assert [(r.code, r.field) for r in reading.remarks] == [
        ("text.control_characters", "goods_items[0].description")
    ]


@pytest.mark.parametrize(
    "text", ["12\u00a0rue\u3000一", "می\u200cخواهم", "line\nline\ttab", "back\\slash \\u202e", "é"]
)
@pytest.mark.parametrize("escaped", [True, False])
def test_ordinary_text_of_any_script_gives_no_remark(text, escaped):
    body = json.dumps({"id": "C-1", "office": text}, ensure_ascii=escaped)
    assert read_consignment(body.encode()) == Reading(consignment=Consignment(id="C-1", office=text))


def test_a_lone_surrogate_becomes_a_replacement_character():
    reading = read_consignment(b'{"id":"C-1","office":"a\\ud800b"}')
    assert reading.consignment == Consignment(id="C-1", office="a\ufffdb")
    assert _codes(reading) == ["text.control_characters"]
    assert msgspec.json.encode(reading)


def test_bytes_that_are_no_utf8_and_a_byte_order_mark_do_not_lose_the_document():
    reading = read_consignment(b'\xef\xbb\xbf{"id":"C-1","office":"caf\xe9"}')
    assert reading.consignment == Consignment(id="C-1", office="caf\ufffd")
    assert _codes(reading) == ["document.not_utf8"]


def test_of_a_key_said_twice_the_last_counts_however_the_document_is_read():
    assert read_consignment(b'{"id":"C-1","office":"A","office":"B"}').consignment == Consignment(
        id="C-1", office="B"
    )
    odd = read_consignment(b'{"id":"C-1","office":"A","office":"B","change":"x"}')
    assert odd.consignment == Consignment(id="C-1", office="B")


def test_a_hundred_thousand_wrong_values_give_a_bounded_number_of_remarks():
    reading = _read(
        goods_items=[{"id": f"G-{n}", "hs_code": n, "origin": n} for n in range(10_000)], parcels=[7] * 90_000
    )
    assert reading.consignment is not None
    assert len(reading.consignment.goods_items) == 10_000
    assert len(reading.remarks) == REMARKS_LIMIT + 1
    assert reading.remarks[-1].code == "remarks.more"
    # 20,000 fields, 10,000 elements that are looked at, and the one remark that the others are not.
    assert int(reading.remarks[-1].value) == 30_001 - REMARKS_LIMIT


def test_an_endless_list_is_cut():
    reading = _read(procedures=["4000"] * 10_001)
    assert reading.consignment is not None
    assert len(reading.consignment.procedures) == 10_000
    assert [(r.code, r.value) for r in reading.remarks] == [("list.too_long", "10001")]


def test_a_remark_never_points_at_the_neighbour_of_what_was_left_out():
    shirts = {"id": "G-1", "quantity": {"value": "3"}}
    reading = _read(goods_items=[{"description": "no id"}, 7, shirts | {"gross_mass_kg": "heavy"}])
    found = [(r.code, r.field, r.value) for r in reading.remarks]
    assert found == [
        ("element.unusable", "goods_items", "{'description': 'no id'}"),
        ("value.wrong_type", "goods_items", "7"),
        ("value.wrong_type", "goods_items[0].gross_mass_kg", "heavy"),
    ]


def test_an_act_that_lost_something_says_so_because_it_may_stop_the_goods():
    scope = [{"goods": 1}, {"goods": "G-2"}]
    reading = _read(acts=[{"id": "A-1", "kind": "hold", "scope": scope}, {"id": 2, "kind": "seize"}])
    assert reading.consignment is not None
    assert reading.consignment.acts == (Act(id="A-1", kind="hold", scope=(ScopeEntry(goods="G-2"),)),)
    found = {(r.code, r.field) for r in reading.remarks}
    assert {("act.incomplete", "acts[0]"), ("act.unusable", "acts"), ("acts.incomplete", "acts")} <= found


def test_an_act_that_is_only_long_is_not_incomplete():
    reading = _read(acts=[{"id": "A-1", "kind": "hold", "remark": "x" * 5_000}])
    assert _codes(reading) == ["text.too_long"]


def test_every_unknown_field_is_named_with_its_place_and_value():
    parcel = b'{"id":"P-1","weight":2.50,"size":{"volume_l":[1,{"a":{"b":1}}]}}'
    body = b'{"id":"C-1","colour":"red","parcels":[' + parcel + b"]}"
    assert read_consignment(body).remarks == ()
    assert [(r.code, r.field, r.value) for r in unknown_fields(body)] == [
        ("field.unknown", "colour", "red"),
        ("field.unknown", "parcels[0].weight", "2.50"),
        ("field.unknown", "parcels[0].size.volume_l", "[1, {'a': {…}}]"),
    ]


def test_unknown_fields_without_end_are_not_all_listed():
    body = json.dumps({"id": "C-1", **{f"field{n}": n for n in range(5_000)}}).encode()
    assert len(unknown_fields(body)) == 200
    assert unknown_fields(b"<html>") == ()


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=15,
)
_FIELDS = st.dictionaries(st.sampled_from(Consignment.__struct_fields__), _JSON, max_size=8)


@given(
    _FIELDS,
    st.sampled_from(["goods_items", "parcels", "acts", "images", "filings", "steps"]),
    st.lists(_JSON, max_size=3),
)
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_document_with_an_id_gives_a_consignment_that_can_be_written_and_is_then_sound(
    fields, name, elements
):
    document = {**fields, name: elements, "id": "C-1"}
    reading = read_consignment(json.dumps(document).encode())
    assert reading.consignment is not None
    assert {r.code for r in reading.remarks} <= set(REMARKS)
    again = read_consignment(msgspec.json.encode(reading.consignment))
    assert again.consignment == reading.consignment
    assert set(_codes(again)) <= {"text.control_characters"}


@given(st.binary(max_size=200))
@settings(max_examples=300, deadline=None)
def test_no_bytes_make_it_fail(body):
    reading = read_consignment(body)
    assert (reading.consignment is None) == bool(reading.refused)


_BOUNDED = st.builds(
    Consignment,
    id=st.text(min_size=1, max_size=10).filter(str.strip),
    arrived=st.none() | st.datetimes(timezones=st.just(UTC), min_value=datetime(1, 1, 1)),  # noqa: DTZ001
    parcels=st.lists(
        st.builds(Parcel, id=st.text(max_size=3), gross_mass_kg=st.none() | st.decimals()), max_size=3
    ).map(tuple),
)


@given(_BOUNDED)
@settings(max_examples=300, deadline=None)
def test_the_quick_look_lets_nothing_pass_that_the_thorough_one_would_not(consignment):
    body = msgspec.json.encode(consignment)
    quick = read_consignment(body)
    thorough = read_consignment(body[:-1] + b',"change":"no number"}')
    assert thorough.consignment == quick.consignment
    assert [r for r in thorough.remarks if r.field != "change"] == list(quick.remarks)
