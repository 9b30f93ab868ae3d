"""Formats are data: each row names who published it, and every published number is what its source says."""

import json
import re
from pathlib import Path

import pytest

from tests.barcode.numbers import is_taken
from workstation.barcode import formats
from workstation.barcode.candidate import ROUTING
from workstation.barcode.identify import candidates, lookup_forms
from workstation.domain import identifiers as ids

PUBLISHED = json.loads((Path(__file__).parent / "published.json").read_text(encoding="utf-8"))
"""Test numbers of public projects and documents, each with its source."""


def test_every_published_number_is_classified_as_its_source_says():
    wrong = [row for row in PUBLISHED if is_taken(row["kind"], row["value"]) is not row["valid"]]
    assert wrong == []
    assert len(PUBLISHED) > 250


def test_every_published_number_is_found_however_it_is_written():
    for row in PUBLISHED:
        plain = ids.normalised(row["value"])
        written = {plain, plain.lower(), f"]C0{plain}", f" {plain}\r"}
        assert {is_taken(row["kind"], each) for each in written} == {row["valid"]}, row


def test_every_row_says_who_published_its_form():
    for row, _ in formats.rows():
        assert len(row.source) > 10
        assert row.reason


def test_every_row_is_made_of_groups_that_its_pattern_has():
    for row, pattern in formats.rows():
        used = re.findall(r"\{(\w+)\}", " ".join((row.value, *row.forms)))
        needed = {*used, *row.countries, *(("body", "digit") if row.check else ())}
        assert needed <= set(pattern.groupindex), row.kind
        assert not row.check or row.check in formats._RULES


def test_a_kind_with_a_known_rule_is_judged_by_it_and_no_other_row_claims_a_check_digit():
    judged = {row.kind for row, _ in formats.rows() if row.kind in ids.KINDS or row.check}
    unjudged = {each.kind for row in PUBLISHED for each in candidates(row["value"])} - judged
    for row in PUBLISHED:
        for each in candidates(row["value"]):
            assert each.kind not in unjudged or each.check_digit is ids.CheckDigit.NONE


def test_bare_digits_are_never_more_than_possible():
    for length in (8, 10, 11, 12, 13, 14, 15, 16, 18, 24):
        for seed in range(300):
            text = str(10 ** (length - 1) + seed * 7919)[:length]
            assert {each.confidence for each in candidates(text)} <= {"possible", "unlikely"}, text


@pytest.mark.parametrize("country, confidence", [("GB", "certain"), ("XX", "possible")])
def test_a_postal_number_of_no_country_is_only_possible(country, confidence):
    (found,) = [each for each in candidates(f"RB123456785{country}") if each.kind == "upu_s10"]
    assert found.confidence == confidence
    assert ("country is not known" in found.reason) is (country == "XX")


def test_a_misread_of_a_postal_number_of_no_country_is_no_misread():
    assert candidates("UK882095906YP")[0].kind == "yanwen"
    assert {each.kind for each in candidates("RB123456786XX")} == {"unknown", "upu_s10"}


def test_printed_grouping_says_what_bare_digits_do_not():
    assert candidates("17612345675")[0].confidence == "possible"
    printed = candidates("176-1234 5675")[0]
    assert (printed.kind, printed.value, printed.confidence) == ("iata_awb", "17612345675", "likely")


def test_the_symbol_of_a_retail_barcode_says_that_it_is_goods():
    (best, *_) = candidates("]E09781492053743")
    assert (best.kind, best.confidence) == ("gtin", "certain")


@pytest.mark.parametrize(
    "raw, parts",
    [
        (
            "BEBRUABOLPBBAEN60073003000227",
            {
                "origin": "BEBRUA",
                "destination": "BOLPBB",
                "mail_category": "A",
                "mail_class": "E",
                "mail_subclass": "N",
                "year": "6",
                "dispatch": "0073",
                "receptacle": "003",
                "highest_receptacle": "0",
                "registered_or_insured": "0",
                "weight_100g": "0227",
            },
        ),
        ("24GB1FR25DIMDJF1M4", {"year": "24", "country": "GB", "procedure": "M"}),
        ("24GB1FR25DIMDJF1MF", {"year": "24", "country": "GB", "procedure": "M"}),
        ("CSQU3054383 45G1", {"owner": "CSQ", "category": "U", "serial": "305438", "size_type": "45G1"}),
        ("IM2760000742", {"scheme": "IM", "member_state": "276"}),
        ("RB123456785GB", {"service_indicator": "RB", "serial": "12345678", "issuing_post": "GB"}),
        ("1Z5R89390357567127", {"shipper": "5R8939", "service": "03", "package": "5756712"}),
        ("%008182709980000020033350276", {"destination_country": "276", "service": "350"}),
        ("420787459400111206206406260787", {"destination_postcode": "78745", "service_type": "001"}),
    ],
)
def test_a_number_says_its_parts_in_the_words_of_its_standard(raw, parts):
    found = dict(candidates(raw)[0].parts)
    assert parts.items() <= found.items()


@pytest.mark.parametrize(
    "raw, form",
    [
        ("%008182709980000020033350276", "09980000020033"),
        ("008182709980000020033350276C", "09980000020033"),
        ("09980000020033F", "09980000020033"),
        ("99.00 1234.5678 9012 34", "990012345678901234"),
        ("CSQU3054383 45G1", "CSQU3054383"),
        ("JD014600012794402457", "JJD014600012794402457"),
        ("JJD0002257639032011", "JD0002257639032011"),
        ("JD0002257639032011", "JJD0002257639032011"),
    ],
)
def test_the_cache_may_know_a_label_under_another_form(raw, form):
    assert form in lookup_forms(raw)


def test_a_leitcode_is_routing():
    (found,) = [each for each in candidates("21348075016401") if each.kind == ROUTING]
    assert found.check_digit is ids.CheckDigit.RIGHT
    assert not [each for each in candidates("21348075016402") if each.kind == ROUTING]


def test_the_page_for_integrators_names_every_kind():
    page = (Path(__file__).parents[2] / "docs" / "barcodes.md").read_text(encoding="utf-8")
    assert [row.kind for row, _ in formats.rows() if f"`{row.kind}`" not in page] == []
