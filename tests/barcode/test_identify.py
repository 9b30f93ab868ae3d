"""What a barcode read can mean, and under which forms the cache may know it."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.barcode.identify import (
    Candidate,
    best_of,
    candidates,
    is_doubtful,
    lookup_forms,
    meaning_of,
    names_no_parcel,
)
from workstation.barcode.reads import BarcodeRead
from workstation.domain import identifiers as ids
from workstation.domain.identifiers import CheckDigit
from workstation.host.settings import LabelPrefixes

PUBLISHED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "identifiers.json"


def kinds(raw: str) -> set[str]:
    return {candidate.kind for candidate in candidates(raw) if candidate.check_digit is not CheckDigit.WRONG}


@pytest.mark.parametrize(
    "raw, kind, value",
    [
        ("RB 123 456 785 GB", "upu_s10", "RB123456785GB"),
        ("rb123456785gb", "upu_s10", "RB123456785GB"),
        ("BEBRUA BOLPBB AEN 60073 003 0 0 0227", "upu_s9_receptacle", "BEBRUABOLPBBAEN60073003000227"),
        ("00376130321109103420", "sscc18", "376130321109103420"),
        ("(00)376130321109103420", "sscc18", "376130321109103420"),
        ("]C100376130321109103420", "sscc18", "376130321109103420"),
        ("]C10037613032110910342040212345678901234567\x1d37", "sscc18", "376130321109103420"),
        ("\x1d0037613032110910342037100", "sscc18", "376130321109103420"),
        ("376130321109103420", "sscc18", "376130321109103420"),
        ("176-12345675", "iata_awb", "17612345675"),
        ("1761234567500002", "iata_awb", "17612345675"),
        ("24GB1FR25DIMDJF1M4", "eu_mrn", "24GB1FR25DIMDJF1M4"),
        ("24GB1FR25DIMDJF1MF", "eu_mrn", "24GB1FR25DIMDJF1MF"),
        ("1Z 999 AA1 01 2345 6784", "ups_1z", "1Z999AA10123456784"),
        ("986578788855", "fedex_12", "986578788855"),
        ("1001921334250001000300779017972697", "fedex_34", "1001921334250001000300779017972697"),
        ("]C0JJD014600012794402457", "dhl_licence_plate", "JJD014600012794402457"),
        ("3318810025", "dhl_express_10", "3318810025"),
        ("2LKW:KWIKCO+57000001", "routing_code", "2LKW:KWIKCO+57000001"),
    ],
)
def test_a_label_is_recognised(raw, kind, value):
    found = [candidate for candidate in candidates(raw) if candidate.kind == kind]
    assert [candidate.value for candidate in found] == [value]
    assert found[0].check_digit in {CheckDigit.RIGHT, CheckDigit.NONE}
    assert found[0].reason


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the shared data is not here")
def test_every_published_identifier_is_classified_as_its_source_says():
    rows = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    assert [row for row in rows if (row["type"] in kinds(row["value"])) != row["valid"]] == []


def test_a_misread_of_an_unmistakable_form_is_told_as_such():
    (candidate,) = candidates("RB123456786US")
    assert (candidate.kind, candidate.check_digit) == ("upu_s10", CheckDigit.WRONG)
    assert "check digit is wrong" in candidate.reason


def test_ten_digits_with_a_wrong_check_digit_are_no_waybill():
    first, *rest = candidates("3318810011")
    assert first == Candidate("unknown", "3318810011", "no known form of identifier", CheckDigit.NONE)
    assert [(c.kind, c.check_digit, c.confidence) for c in rest] == [
        ("dhl_express_10", CheckDigit.WRONG, "unlikely")
    ]


def test_a_number_that_can_be_several_things_is_all_of_them():
    number = next(n for n in map(ids.make_fedex12, range(10**10, 10**10 + 200)) if ids.is_right("gtin", n))
    assert kinds(number) >= {"fedex_12", "gtin"}
    assert {candidate.confidence for candidate in candidates(number)} == {"possible"}


@pytest.mark.parametrize(
    "raw, forms",
    [
        ("RB123456785GB", ("RB123456785GB",)),
        ("]C0RB123456785GB", ("]C0RB123456785GB", "RB123456785GB")),
        (
            "]C100376130321109103420",
            ("]C100376130321109103420", "00376130321109103420", "376130321109103420"),
        ),
        ("00376130321109103420", ("00376130321109103420", "376130321109103420")),
        ("00376130321109103421", ("00376130321109103421",)),
        (
            "1001921334250001000300779017972697",
            ("1001921334250001000300779017972697", "779017972697", "00779017972697"),
        ),
        ("9611020987654312345672", ("9611020987654312345672", "987654312345672")),
        ("4201002334249200190132607600833457", None),
        ("1761234567500002", ("1761234567500002", "17612345675")),
        ("JJD014600012794402457", ("JJD014600012794402457", "JD014600012794402457")),
        ("  \x1d", ()),
    ],
)
def test_the_forms_to_look_up_go_from_the_whole_text_to_the_number_within(raw, forms):
    if forms is None:
        assert lookup_forms(raw)[0] == raw
        assert any(raw != form and raw.endswith(form) for form in lookup_forms(raw))
    else:
        assert lookup_forms(raw) == forms


def test_whatever_grouping_a_declaration_used_the_read_finds_it():
    assert ids.normalised("176 - 1234 5675") in lookup_forms("17612345675")
    assert ids.normalised("3 7613032 110910342 0") in lookup_forms("]C100376130321109103420")


@given(st.text(max_size=400))
def test_any_text_at_all_has_an_answer_and_bounded_forms(raw):
    found = candidates(raw)
    assert found
    assert all(len(candidate.value) <= ids.IDENTIFIER_LIMIT for candidate in found)
    forms = lookup_forms(raw)
    assert len(set(forms)) == len(forms) <= 12
    assert all(form == ids.normalised(form) for form in forms)


@given(st.integers(0, 10**8 - 1), st.sampled_from(["RB", "CP", "LX"]), st.sampled_from(["CN", "GB", "NL"]))
def test_a_made_postal_number_is_found_whatever_the_reader_puts_before_it(serial, service, country):
    number = ids.make_s10(service, serial, country)
    for raw in (
        number,
        f"]C0{number}",
        f"\x1d{number}",
        number.lower(),
        f"{number[:2]} {number[2:11]} {number[11:]}",
    ):
        assert number in lookup_forms(raw)
        assert candidates(raw)[0].kind == "upu_s10"


def test_a_misread_of_an_unmistakable_form_is_doubtful_and_nothing_else_is():
    assert is_doubtful("RB123456786US")
    assert not is_doubtful("RB123456785GB")
    assert not is_doubtful("3318810011")
    assert not is_doubtful("IM3720000225")


@pytest.mark.parametrize(
    "raw, named",
    [("RB123456785GB", True), ("9781492053743", False), ("2LKW:KWIKCO+57000001", False), ("?", False)],
)
def test_goods_routings_and_unknown_texts_name_no_parcel(raw, named):
    assert names_no_parcel(raw) is not named


def test_goods_with_a_right_check_digit_are_goods_though_a_carrier_has_numbers_as_long():
    assert [each.kind for each in best_of(candidates("036000241457"))] == ["gtin"]
    assert "gls" in kinds("036000241457")
    assert names_no_parcel("036000241457")
    assert not names_no_parcel("986578788855")


def test_the_administrations_own_labels_are_told_where_their_beginnings_are_said():
    assert candidates("LOC-A-12", LabelPrefixes())[0].kind == "place"
    assert candidates("bag-77", LabelPrefixes())[0] == Candidate(
        "evidence_bag",
        "BAG-77",
        "label of the administration's own, by how it begins",
        CheckDigit.NONE,
        "certain",
    )
    assert candidates("LOC-A-12")[0].kind == "unknown"


def test_the_side_record_says_what_a_read_was_taken_for():
    read = BarcodeRead(text="]C0RB123456785GB", source="serial", as_typed="$c=")
    meaning = meaning_of(read)
    assert (meaning.text, meaning.kind, meaning.value) == (read.text, "upu_s10", "RB123456785GB")
    assert (meaning.check_digit, meaning.source, meaning.as_typed) == ("right", "serial", "$c=")


def test_what_the_cache_calls_a_number_counts_before_what_it_looks_like():
    read = BarcodeRead(text="3318810025")
    assert meaning_of(read, kind="house_bill", value="3318810025").kind == "house_bill"
    assert meaning_of(read, kind="house_bill", value="3318810025").check_digit == "none"
    assert meaning_of(read, kind="dhl_express_10", value="3318810025").check_digit == "right"
