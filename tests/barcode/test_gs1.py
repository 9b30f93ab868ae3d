"""GS1 data in all their clothes: element strings, brackets, Digital Link, and the large codes of carriers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.barcode.identify import candidates, lookup_forms, names_no_parcel
from workstation.domain.identifiers import CheckDigit

SSCC = "376130321109103420"


@pytest.mark.parametrize(
    "raw, kind, value",
    [
        (f"]C100{SSCC}", "sscc18", SSCC),
        (f"]d200{SSCC}", "sscc18", SSCC),
        (f"]Q300{SSCC}", "sscc18", SSCC),
        (f"\x1d00{SSCC}", "sscc18", SSCC),
        ("(00) 3 7613032 110910342 0", "sscc18", SSCC),
        (f"https://id.gs1.org/00/{SSCC}", "sscc18", SSCC),
        (f"HTTPS://EXAMPLE.COM/PATH/00/{SSCC}?37=25", "sscc18", SSCC),
        (f"]C102070320698049883712\x1d00{SSCC}", "sscc18", SSCC),
        ("]C1402" + "76130320000000011", "gsin", "76130320000000011"),
        ("]C1401HOUSE-BILL/7", "ginc", "HOUSEBILL/7"),
        ("]C18004" + "7613032ABC", "giai", "7613032ABC"),
        ("(01)09521234543213(21)abc", "gtin", "09521234543213"),
        ("https://id.gs1.org/01/09521234543213/21/abc", "gtin", "09521234543213"),
        ("]C14202190", "routing_code", "2190"),
        ("]C1403276500+1", "routing_code", "276500+1"),
    ],
)
def test_an_element_string_is_what_its_application_identifier_says(raw, kind, value):
    best = candidates(raw)[0]
    assert (best.kind, best.value) == (kind, value)
    assert best.confidence == "certain"


def test_units_are_told_and_what_is_in_them_is_a_part():
    (found,) = candidates(f"]C100{SSCC}02070320698049883712\x1d10LOT7")
    assert dict(found.parts) == {
        "SSCC (00)": SSCC,
        "CONTENT (02)": "07032069804988",
        "COUNT (37)": "12",
        "BATCH/LOT (10)": "LOT7",
    }
    assert lookup_forms(f"]C100{SSCC}02070320698049883712\x1d10LOT7")[-1] == SSCC


def test_what_brackets_say_is_nothing_else_though_its_digits_are_as_long_as_somebodys():
    assert [each.kind for each in candidates(f"(00){SSCC}")] == ["sscc18"]
    assert {each.kind for each in candidates(f"00{SSCC}")} == {"sscc18", "usps_20_22_26"}


def test_goods_and_their_serial_name_no_parcel():
    assert names_no_parcel("(01)09521234543213(21)ABC")
    assert dict(candidates("(01)09521234543213(21)ABC")[0].parts)["SERIAL (21)"] == "ABC"


def test_a_misread_logistic_label_is_told_as_one():
    (found,) = candidates("]C100376130321109103421")
    assert (found.kind, found.check_digit, found.confidence) == ("sscc18", CheckDigit.WRONG, "unlikely")
    assert "376130321109103421" not in lookup_forms("]C100376130321109103421")


def test_an_element_that_cannot_be_read_takes_nothing_from_those_before_it():
    (found,) = candidates(f"]C100{SSCC}11999999999")
    assert found.value == SSCC


def test_without_a_symbol_or_fnc1_digits_are_no_element_string():
    """A FedEx number begins like AI 98 and would be "GS1 data" of whoever printed it."""
    assert {each.kind for each in candidates("986578788855")} == {"fedex_12", "gls"}


def test_a_separator_alone_makes_gs1_data_only_of_a_message_that_is_whole():
    assert candidates("0109521234543213211ABC\x1d10LOT")[0].kind == "gtin"
    assert candidates("RB123456785GB\x1d###")[0].kind == "upu_s10"


def test_the_parcel_comes_before_the_postal_code_that_its_label_holds_too():
    for raw in ("]C1420787459400111206206406260787", "]C142078745\x1d9400111206206406260787"):
        best = candidates(raw)[0]
        assert best.kind == "usps_20_22_26"
        assert "9400111206206406260787" in lookup_forms(raw)


AUSTRALIAN = "019931265099999891JDQ019457101000930308"


@pytest.mark.parametrize(
    "raw", [AUSTRALIAN, f"]C1{AUSTRALIAN}", f"]d2{AUSTRALIAN}\x1d4202190\x1d8008250609142233"]
)
def test_the_article_behind_a_carriers_own_goods_number_is_the_parcel(raw):
    assert candidates(raw)[0].value == "JDQ019457101000930308"
    assert "JDQ019457101000930308" in lookup_forms(raw)


# --- large codes (ISO/IEC 15434) --------------------------------------------------------------------------

MAXICODE = (
    "[)>\x1e01\x1d96841706672\x1d840\x1d001\x1d1Z12345675\x1dUPSN\x1d12345E\x1d089\x1d\x1d1/1\x1d10.1\x1dY"
    "\x1d634 ALPHA DR\x1dPITTSBURGH\x1dPA\x1e\x04"
)
"""The example of UPS's guide to labelling, as printers' manuals give it."""

FEDEX = (
    "[)>\x1e01\x1d0294105\x1d840\x1d20\x1d7949819308110201\x1dFDE\x1d740561073\x1d031\x1d\x1d1/1\x1d5.00LB"
    "\x1dN\x1d100 Market Street\x1dSan Francisco\x1dCA\x1dTest Recipient\x1e06\x1d10ZED008"
    "\x1d31Z1195282044690009410500794981930811\x1d32Z02\x1e\x04"
)


def test_the_number_in_a_maxicode_is_put_together_from_its_parts():
    (found,) = candidates(f"]U1{MAXICODE}")
    assert (found.kind, found.value, found.confidence) == ("ups_1z", "1Z12345E0112345675", "certain")
    assert lookup_forms(MAXICODE)[-1] == "1Z12345E0112345675"


def test_parts_that_do_not_belong_together_make_no_number():
    assert candidates(MAXICODE.replace("12345E", "12346E"))[0].kind == "unknown"


def test_the_number_and_the_long_barcode_in_a_fedex_code_are_found():
    best = candidates(f"]L0{FEDEX}")[0]
    assert (best.kind, best.value, best.confidence) == ("fedex_12", "794981930811", "certain")
    assert {"794981930811", "1195282044690009410500794981930811"} <= set(lookup_forms(FEDEX))


@pytest.mark.parametrize("raw", [MAXICODE, FEDEX])
def test_nobodys_name_or_address_is_taken_from_a_large_code(raw):
    told = repr(candidates(raw))
    assert not [word for word in ("ALPHA", "PITTSBURGH", "Market", "Francisco", "Recipient") if word in told]


def test_formats_of_gs1_and_of_data_identifiers_are_read():
    assert candidates(f"[)>\x1e05\x1d00{SSCC}\x1e\x04")[0].value == SSCC
    plate = candidates("[)>\x1e06\x1d1JUN123456789A2B4C6\x1dQ10\x1e\x04")[0]
    assert (plate.kind, plate.value) == ("licence_plate", "1JUN123456789A2B4C6")
    assert candidates("[)>\x1e06\x1dS1234567\x1e\x04")[0].kind == "unknown"


# --- anything at all --------------------------------------------------------------------------------------

BEGINNINGS = (
    "]C1",
    "]d2",
    "]Q3",
    "\x1d",
    "(00)",
    "(",
    "[)>\x1e01\x1d",
    "[)>\x1e05\x1d",
    "[)>\x1e06\x1d",
    "http://",
    "]",
)


@given(st.sampled_from(BEGINNINGS), st.text(st.characters(max_codepoint=0x2FF), max_size=300))
def test_whatever_follows_a_beginning_of_gs1_has_an_answer(beginning, rest):
    found = candidates(beginning + rest)
    assert found
    assert len(lookup_forms(beginning + rest)) <= 12


@given(
    st.lists(st.sampled_from(["00" + SSCC, "10LOT", "37", "420", "\x1d", "402", "8004", "01", "(", ")", "9"]))
)
def test_pieces_of_element_strings_in_any_order_have_an_answer(pieces):
    assert candidates("]C1" + "".join(pieces))
