"""What changed in a consignment after it was decided on."""

from datetime import UTC, datetime
from decimal import Decimal

from msgspec.structs import replace

from workstation.domain.consignment import (
    Consignment,
    Detection,
    GoodsItem,
    Party,
    RiskAssessment,
    RuleHit,
    ScanImage,
    Step,
    Valuation,
)
from workstation.domain.difference import DECISIVE, DIFFERENCES_LIMIT, SHORT, Difference, differences
from workstation.domain.value import Amount, Quantity

SHIRT = GoodsItem(id="G-1", description="shirt", quantity=Quantity(value=Decimal(3)))
BEFORE = Consignment(
    id="C-1",
    goods_items=(SHIRT, GoodsItem(id="G-2", description="shoes")),
    risk=RiskAssessment(lane="yellow", score=40, hits=(RuleHit(rule="R-1", words="new seller"),)),
    images=(ScanImage(sha256="aa"),),
)


def test_nothing_changed_is_nothing_told():
    assert differences(BEFORE, BEFORE) == ()
    assert differences(BEFORE, replace(BEFORE, change=9, goods_items=BEFORE.goods_items[::-1])) == ()


def test_a_changed_field_is_told_with_what_was_and_what_is():
    dearer = replace(
        SHIRT, value=Amount(value=Decimal("12.50"), currency="EUR"), quantity=Quantity(value=Decimal(5))
    )
    after = replace(
        BEFORE, goods_items=(dearer, BEFORE.goods_items[1]), risk=replace(BEFORE.risk, lane="red")
    )
    assert differences(BEFORE, after) == (
        Difference(kind="items", field="goods_items[G-1].quantity", before="3 H87", after="5 H87"),
        Difference(kind="value", field="goods_items[G-1].value", after="12.50 EUR"),
        Difference(kind="risk", field="risk.lane", before="yellow", after="red"),
    )


def test_what_came_and_what_went_is_named_by_its_id():
    after = replace(
        BEFORE,
        goods_items=(SHIRT, GoodsItem(id="G-3", description="knife", hs_code="821191")),
        images=(),
        risk=replace(BEFORE.risk, hits=(*BEFORE.risk.hits, RuleHit(rule="R-2", words="narcotics", score=50))),
    )
    assert differences(BEFORE, after) == (
        Difference(kind="items", field="goods_items[G-2]", before="id G-2; description shoes"),
        Difference(kind="items", field="goods_items[G-3]", after="id G-3; description knife; hs_code 821191"),
        Difference(kind="risk", field="risk.hits[R-2]", after="rule R-2; words narcotics; score 50"),
        Difference(kind="images", field="images[aa]", before="sha256 aa"),
    )


def test_a_new_detection_on_an_image_already_seen_is_a_difference_of_images():
    image = replace(BEFORE.images[0], detections=(Detection(id="D-1", kind="knife", box=(1, 2, 3, 4)),))
    (found,) = differences(BEFORE, replace(BEFORE, images=(image,)))
    assert (found.kind, found.field) == ("images", "images[aa].detections[D-1]")
    assert found.kind in DECISIVE


def test_money_parties_and_steps_have_kinds_of_their_own():
    after = replace(
        BEFORE,
        valuation=Valuation(intrinsic=Amount(value=Decimal(9))),
        parties=(Party(role="consignee", name="Test Person"),),
        steps=(Step(kind="imaged", at=datetime(2026, 11, 2, 8, tzinfo=UTC)),),
        office="XX01",
    )
    found = differences(BEFORE, after)
    assert [d.kind for d in found] == ["consignment", "parties", "value", "steps"]
    assert found[3].after == "kind imaged; at 2026-11-02T08:00:00+00:00"


def test_two_elements_of_one_name_are_told_apart():
    twice = replace(BEFORE, parties=(Party(role="agent", name="A"), Party(role="agent", name="B")))
    (found,) = differences(twice, replace(twice, parties=(twice.parties[0], Party(role="agent", name="C"))))
    assert found == Difference(kind="parties", field="parties[agent#2].name", before="B", after="C")


def test_changes_without_end_are_counted_and_long_ones_cut():
    many = replace(BEFORE, goods_items=tuple(GoodsItem(id=str(n)) for n in range(5_000)), office="x" * 4_000)
    found = differences(BEFORE, many)
    assert len(found) == DIFFERENCES_LIMIT + 1
    assert found[-1] == Difference(kind="more", field="", after=str(5_003 - DIFFERENCES_LIMIT))
    assert all(len(d.after) <= SHORT for d in found)
    alike = replace(BEFORE, parties=tuple(Party(role="agent") for _ in range(5_000)))
    assert len(differences(BEFORE, alike)) == DIFFERENCES_LIMIT + 1
