"""What an officer, and whoever declared, is told about the data of a consignment."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from msgspec.structs import replace

from workstation.domain.act import Act
from workstation.domain.consignment import (
    Address,
    Condition,
    Consignment,
    Filing,
    GoodsItem,
    Identifier,
    Parcel,
    Party,
    Revenue,
    RiskAssessment,
    Transport,
    Valuation,
)
from workstation.domain.quality import REMARKS, remarks_of
from workstation.domain.quality_goods import is_vague
from workstation.domain.quality_value import thresholds_for
from workstation.domain.reference import Coded, ReferenceList
from workstation.domain.value import Amount, Quantity
from workstation.host.codes import load_code_lists

NOW = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
CODES = load_code_lists()
THRESHOLDS = {
    "thresholds": ReferenceList(
        name="thresholds",
        rows=(
            Coded(
                code="TH1",
                country="ZZ",
                amount=Amount(value=Decimal(150), currency="EUR"),
                valid_from=date(2021, 7, 1),
            ),
            Coded(
                code="TH0",
                country="ZZ",
                amount=Amount(value=Decimal(22), currency="EUR"),
                valid_until=date(2021, 6, 30),
            ),
            Coded(code="GB1", country="GB", amount=Amount(value=Decimal(135), currency="GBP")),
        ),
    )
}


def _eur(value: str) -> Amount:
    return Amount(value=Decimal(value), currency="EUR")


def _party(role: str) -> Party:
    address = Address(line="1 Example Street", city="Sampleton", postcode="00001", country="ZZ")
    return Party(role=role, name=f"Test {role}", address=address)


ITEM = GoodsItem(
    id="G-1",
    sequence=1,
    filing="F-1",
    parcel="P-1",
    description="cotton shirts for men",
    hs_code="610910",
    quantity=Quantity(value=Decimal(3)),
    net_mass_kg=Decimal("0.60"),
    gross_mass_kg=Decimal("0.75"),
    value=_eur("47.85"),
    origin="TR",
)
GOOD = Consignment(
    id="C-1",
    arrived=NOW,
    identifiers=(
        Identifier(value="RB123456785GB", kind="upu_s10", belongs_to="parcel", of="P-1"),
        Identifier(value="18GB0000601001EB15", kind="eu_mrn", belongs_to="filing", of="F-1"),
    ),
    filings=(Filing(id="F-1", mrn="18GB0000601001EB15", lodged=NOW),),
    parcels=(Parcel(id="P-1", gross_mass_kg=Decimal("0.90")),),
    transport=Transport(mode="5", departure_country="TR"),
    parties=(_party("consignor"), _party("consignee")),
    goods_items=(ITEM,),
    valuation=Valuation(intrinsic=_eur("47.85"), freight=_eur("0")),
    revenue=Revenue(model="vendor", tax_identifier="IM2760000742", payment_state="paid"),
    risk=RiskAssessment(lane="yellow", score=40),
)


def _codes(consignment: Consignment, now: datetime | None = NOW) -> list[str]:
    return [r.code for r in remarks_of(consignment, CODES, THRESHOLDS, now=now)]


def _item(**fields: object) -> Consignment:
    return replace(GOOD, goods_items=(replace(ITEM, **fields),), valuation=None)


def _with(**fields: object) -> Consignment:
    return replace(GOOD, **fields)


def test_good_data_gives_no_remark():
    assert remarks_of(GOOD, CODES, THRESHOLDS, now=NOW) == ()


CASES: dict[str, Callable[[], Consignment]] = {
    "data.completed": lambda: _with(completed=("risk.lane",)),
    "filing.missing": lambda: _with(filings=()),
    "filing.unknown": lambda: _item(filing="F-9"),
    "parcel.missing": lambda: _with(parcels=()),
    "parcel.duplicate_id": lambda: _with(parcels=GOOD.parcels * 2),
    "parcel.no_barcode": lambda: _with(parcels=(*GOOD.parcels, Parcel(id="P-2"))),
    "identifier.no_piece": lambda: _with(
        identifiers=(
            *GOOD.identifiers,
            Identifier(value="5901234123457", kind="gtin", belongs_to="parcel", of="P-1"),
        )
    ),
    "parcel.no_goods": lambda: _with(parcels=(*GOOD.parcels, Parcel(id="P-2"))),
    "goods.missing": lambda: _with(goods_items=()),
    "goods.duplicate_id": lambda: _with(goods_items=(ITEM, ITEM)),
    "goods.no_parcel": lambda: replace(_item(parcel=""), parcels=(*GOOD.parcels, Parcel(id="P-2"))),
    "goods.parcel_unknown": lambda: _item(parcel="P-9"),
    "date.in_future": lambda: _with(arrived=NOW + timedelta(days=1)),
    "code.unknown": lambda: _with(conditions=(Condition(id="K", kind="prayer"),)),
    "lane.missing": lambda: _with(risk=RiskAssessment()),
    "lane.unknown": lambda: _with(risk=RiskAssessment(lane="purple")),
    "description.missing": lambda: _item(description="  "),
    "description.vague": lambda: _item(description="GIFT - for my friend!"),
    "description.too_short": lambda: _item(description="x1"),
    "hs_code.missing": lambda: _item(hs_code=""),
    "hs_code.form": lambda: _item(hs_code="6109"),
    "hs_code.chapter_unknown": lambda: _item(hs_code="770000"),
    "quantity.missing": lambda: _item(quantity=None),
    "quantity.not_positive": lambda: _item(quantity=Quantity(value=Decimal(0))),
    "origin.missing": lambda: _item(origin=""),
    "country.unknown": lambda: _item(origin="QQ"),
    "mass.missing": lambda: _item(net_mass_kg=None, gross_mass_kg=None),
    "mass.not_positive": lambda: _item(net_mass_kg=Decimal(-1)),
    "mass.net_over_gross": lambda: _item(net_mass_kg=Decimal("0.76")),
    "mass.items_over_parcels": lambda: _item(gross_mass_kg=Decimal("1.20")),
    "mass.items_under_parcels": lambda: _with(parcels=(Parcel(id="P-1", gross_mass_kg=Decimal(3)),)),
    "mass.implausible_for_hs_code": lambda: _item(net_mass_kg=Decimal("0.003")),
    "value.missing": lambda: _item(value=None),
    "value.zero": lambda: _item(value=_eur("0.00")),
    "value.negative": lambda: _item(value=_eur("-1")),
    "value.round": lambda: _item(value=_eur("100.00")),
    "value.implausible_for_hs_code": lambda: _item(value=_eur("0.40")),
    "value.just_under_threshold": lambda: _item(value=_eur("149.99")),
    "value.sum_differs": lambda: _with(valuation=Valuation(intrinsic=_eur("12.00"))),
    "currency.missing": lambda: _item(value=Amount(value=Decimal(40))),
    "currency.unknown": lambda: _item(value=Amount(value=Decimal(40), currency="XYZ")),
    "currency.mixed": lambda: _with(
        goods_items=(ITEM, replace(ITEM, id="G-2", value=Amount(value=Decimal(40), currency="USD")))
    ),
    "consignor.missing": lambda: _with(parties=(_party("consignee"),)),
    "consignee.missing": lambda: _with(parties=(_party("consignor"),)),
    "party.no_name": lambda: _with(parties=(replace(_party("consignor"), name=""), _party("consignee"))),
    "address.missing": lambda: _with(parties=(_party("consignor"), Party(role="consignee", name="Test"))),
    "address.incomplete": lambda: _with(
        parties=(
            _party("consignor"),
            Party(role="consignee", name="Test", address=Address(line="Somewhere 1")),
        )
    ),
    "identifier.missing": lambda: _with(identifiers=()),
    "identifier.form": lambda: _with(identifiers=(Identifier(value="RB12345", kind="upu_s10"),)),
    "identifier.check_digit": lambda: _with(filings=(Filing(id="F-1", mrn="18GB0000601001EB16"),)),
    "tax_identifier.form": lambda: _with(revenue=Revenue(tax_identifier="IM27600007")),
    "tax_identifier.member_state": lambda: _with(revenue=Revenue(tax_identifier="IM1234567890")),
    "tax_identifier.check_digit": lambda: _with(revenue=Revenue(tax_identifier="IM2760000184")),
    "tax_identifier.missing": lambda: _with(revenue=Revenue(model="vendor", payment_state="paid")),
    "payment.unknown": lambda: _with(revenue=Revenue(model="buyer", duty=_eur("3"), tax=_eur("4"))),
}


@pytest.mark.parametrize("code", CASES)
def test_each_fault_is_remarked_with_its_severity(code):
    remarks = remarks_of(CASES[code](), CODES, THRESHOLDS, now=NOW)
    assert code in [r.code for r in remarks]
    assert {r.severity for r in remarks if r.code == code} == {REMARKS[code]}


def test_no_remark_stands_in_the_table_that_nothing_gives():
    reading = {
        c
        for c in REMARKS
        if c.split(".")[0] in {"document", "element", "act", "acts", "text", "list", "field", "remarks"}
    }
    reading |= {"value.wrong_type", "number.out_of_range", "date.out_of_range", "date.no_zone"}
    assert set(CASES) == set(REMARKS) - reading


@pytest.mark.parametrize(
    "description",
    [
        "gift",
        "Gifts",
        "PARTS",
        "sample, no commercial value",
        "cadeau pour un ami"[:6],
        "礼品",
        "هدية",
        "подарок",
        "Electronic goods (new)",
    ],
)
def test_words_that_describe_no_goods_are_vague_in_any_script(description):
    assert is_vague(description, CODES)


@pytest.mark.parametrize(
    "description",
    ["gift box made of walnut", "spare parts for bicycle brakes", "", "12 x 30", "قميص قطني", "棉衬衫"],
)
def test_a_description_with_something_left_in_it_is_not_vague(description):
    assert not is_vague(description, CODES)


def test_a_threshold_counts_on_its_days_and_in_its_country():
    assert [row.code for row in thresholds_for(GOOD, THRESHOLDS)] == ["TH1"]
    assert [row.code for row in thresholds_for(GOOD, THRESHOLDS, date(2021, 6, 30))] == ["TH0"]
    assert "value.just_under_threshold" not in _codes(_item(value=_eur("150.01")))
    assert "value.just_under_threshold" not in _codes(_item(value=Amount(value=Decimal(149), currency="USD")))


def test_round_amounts_are_judged_by_what_the_currency_is_worth():
    assert "value.round" not in _codes(_item(value=Amount(value=Decimal(7_350), currency="JPY")))
    assert "value.round" in _codes(_item(value=Amount(value=Decimal(15_000), currency="JPY")))


def test_goods_are_weighed_against_the_parcel_that_they_are_in():
    parcels = (
        Parcel(id="P-1", gross_mass_kg=Decimal("0.90")),
        Parcel(id="P-2", gross_mass_kg=Decimal("0.20")),
    )
    heavy = replace(ITEM, id="G-2", parcel="P-2")
    found = remarks_of(_with(parcels=parcels, goods_items=(ITEM, heavy)), CODES, {}, now=NOW)
    assert [r.field for r in found if r.code == "mass.items_over_parcels"] == ["parcels[1]"]


@pytest.mark.parametrize("value", ["USJFKAGBLALAAUN20001001000001", "26GB00006012345678", "CSQU3054383"])
@pytest.mark.parametrize("belongs_to, is_told", [("consignment", True), ("parcel", True), ("master", False)])
def test_a_number_that_is_never_a_parcels_is_told_also_where_nobody_says_its_kind(value, belongs_to, is_told):
    told = _codes(_with(identifiers=(*GOOD.identifiers, Identifier(value=value, belongs_to=belongs_to))))
    assert ("identifier.no_piece" in told) is is_told


def test_one_number_for_the_consignment_is_enough_where_there_is_one_parcel():
    waybill = (Identifier(value="3318810025", kind="dhl_express_10"),)
    assert "parcel.no_barcode" not in _codes(_with(identifiers=waybill))
    assert (
        _codes(_with(identifiers=waybill, parcels=(*GOOD.parcels, Parcel(id="P-2")))).count(
            "parcel.no_barcode"
        )
        == 2
    )


def test_a_number_of_a_kind_that_is_not_known_is_not_judged():
    strange = Identifier(value="???", kind="a national number", belongs_to="parcel", of="P-1")
    assert _codes(_with(identifiers=(strange,))) == []


def test_dates_are_left_alone_when_nobody_says_what_time_it_is():
    later = _with(
        arrived=NOW + timedelta(days=1), acts=(Act(id="A", kind="hold", at=NOW + timedelta(days=9)),)
    )
    assert _codes(later, now=None) == []
    assert _codes(later) == ["date.in_future", "date.in_future"]


def test_an_empty_consignment_is_only_a_list_of_what_is_missing():
    assert _codes(Consignment(id="C-1")) == [
        "filing.missing",
        "parcel.missing",
        "goods.missing",
        "identifier.missing",
        "lane.missing",
        "consignor.missing",
        "consignee.missing",
    ]


def test_the_shipped_lists_are_whole():
    assert len(CODES.countries) == 253
    assert CODES.minor_units("JPY") == 0
    assert CODES.minor_units("EUR") == 2
    assert len(CODES.chapters) == 97
    assert CODES.chapters["61"].piece_kg is not None
    assert all(word == word.casefold() and " " not in word for word in CODES.vague_words | CODES.filler_words)
