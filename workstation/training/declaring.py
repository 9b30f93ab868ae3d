"""The papers of a training consignment: filing, parties, goods items, value, who pays, and slips."""

from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Final

from msgspec.structs import replace

from workstation.domain.consignment import (
    Document,
    Filing,
    GoodsItem,
    Identifier,
    Parcel,
    Party,
    Revenue,
    Valuation,
)
from workstation.domain.identifiers import make_ioss
from workstation.domain.value import Amount, Quantity, Value
from workstation.training import people
from workstation.training.numbers import Trip, mrn
from workstation.training.people import Origin
from workstation.training.reference import COUNTRY, EXPRESS_HUB
from workstation.training.sizes import kilograms
from workstation.training.stories import Line, Plot, Story

_CURRENCIES: Final = (("EUR", "1"), ("USD", "1.1"), ("CNY", "8"), ("GBP", "0.87"))
_CURRENCY_WEIGHTS: Final = (52, 30, 11, 7)
_THRESHOLD_CENTS: Final = 15_000
_TAX_PERCENT: Final = 20
_MEMBER_STATES: Final = ("276", "250", "372", "528", "442", "724")
_CENT: Final = Decimal("0.01")


class Papers(Value):
    """What was declared of a consignment."""

    filing: Filing
    numbers: tuple[Identifier, ...]
    parties: tuple[Party, ...]
    items: tuple[GoodsItem, ...]
    valuation: Valuation
    revenue: Revenue
    procedures: tuple[str, ...]
    category: str
    previous: tuple[Document, ...]
    additional: tuple[Document, ...]


class Occasion(Value):
    """What the papers of one consignment have in common with others: where, when, from whom, to whom."""

    consignment: str
    office: str
    origin: Origin
    arrived: datetime
    trip: Trip
    receiver: Party | None = None
    seller: Party | None = None


def papers(dice: Random, plot: Plot, parcels: tuple[Parcel, ...], occasion: Occasion) -> Papers:
    """Everything that a sender, a platform and a post or carrier say, true or not."""
    trusted = plot.lane in {"green", "blue"} and dice.random() < 0.12
    sender = occasion.seller or people.company(dice, "consignor", occasion.origin, aeo=trusted)
    is_gift = occasion.seller is None and plot.cents <= 4_500 and dice.random() < 0.2
    currency, rate = dice.choices(_CURRENCIES, _CURRENCY_WEIGHTS)[0]
    filing, filing_numbers = _filing(dice, plot, occasion)
    items = tuple(
        _item(
            dice,
            line,
            number,
            (filing.id, parcels[line.parcel].id, occasion.origin.country),
            (currency, Decimal(rate)),
        )
        for number, line in enumerate(plot.lines, start=1)
    )
    freight = Decimal(dice.randrange(0, 1600)) * _CENT * Decimal(rate)
    intrinsic = sum((item.value.value for item in items if item.value is not None), Decimal(0))
    revenue = _revenue(dice, plot, is_gift=is_gift)
    return _with_slips(
        dice,
        Papers(
            filing=filing,
            numbers=filing_numbers,
            parties=_parties(dice, sender, occasion, revenue, is_gift=is_gift),
            items=items,
            valuation=Valuation(
                intrinsic=Amount(value=intrinsic, currency=currency),
                freight=Amount(value=freight.quantize(_CENT), currency=currency),
            ),
            revenue=revenue,
            procedures=_procedures(revenue, is_gift=is_gift, is_low=plot.cents <= _THRESHOLD_CENTS),
            category=_category(plot),
            previous=(Document(id=mrn(dice, COUNTRY, occasion.arrived.year, "T"), type="355", category="Z"),),
            additional=_additional(dice, plot),
        ),
    )


def _filing(dice: Random, plot: Plot, occasion: Occasion) -> tuple[Filing, tuple[Identifier, ...]]:
    """One filing a consignment, or one that an express carrier makes for a whole lot."""
    shared = occasion.office == EXPRESS_HUB and dice.random() < 0.2
    its = Random(f"{occasion.trip.lot}:filing") if shared else dice
    number = mrn(its, COUNTRY, occasion.arrived.year, "R")
    filing_id = f"F-{number[4:14]}" if shared else f"F-{occasion.consignment}"
    filing = Filing(
        id=filing_id,
        version=2 if not shared and dice.random() < 0.07 else 1,
        type="IMA",
        data_set="H7" if plot.cents <= _THRESHOLD_CENTS else "H1",
        lrn=f"TESTLRN{its.randrange(10**12):012d}",
        mrn=number,
        declarant="ZZTEST00000042",
        lodged=occasion.arrived - timedelta(minutes=its.randrange(60, 2_000)),
        procedures=("4000",),
    )
    return filing, (Identifier(value=number, kind="eu_mrn", belongs_to="filing", of=filing_id),)


def _item(
    dice: Random, line: Line, number: int, place: tuple[str, str, str], money: tuple[str, Decimal]
) -> GoodsItem:
    filing, parcel, country = place
    currency, rate = money
    gross = line.grams + line.grams // 15
    value = (Decimal(line.cents) * _CENT * rate).quantize(_CENT)
    return GoodsItem(
        id=f"G-{number}",
        sequence=number,
        filing=filing,
        parcel=parcel,
        description=line.description,
        hs_code=line.hs_code,
        quantity=Quantity(value=Decimal(line.pieces)),
        net_mass_kg=kilograms(line.grams),
        gross_mass_kg=kilograms(gross),
        value=Amount(value=value, currency=currency),
        origin=country if dice.random() < 0.75 else "CN",
        procedures=("4000",),
    )


# --- money ---


def _revenue(dice: Random, plot: Plot, *, is_gift: bool) -> Revenue:
    """Vendor (one-stop shop), intermediary (post or carrier) or buyer pays, by what the goods are worth."""
    if is_gift:
        return Revenue(model="buyer", payment_state="not_due")
    value = Decimal(plot.cents) * _CENT
    above = plot.cents > _THRESHOLD_CENTS
    share = Decimal(max(line.kind.duty_percent for line in plot.lines) if above else 0) / 100
    duty = Amount(value=(value * share).quantize(_CENT), currency="EUR")
    tax = Amount(value=((value + duty.value) * _TAX_PERCENT / 100).quantize(_CENT), currency="EUR")
    if not above and dice.random() < 0.62:
        number = make_ioss(dice.choice(_MEMBER_STATES), dice.randrange(10**6))
        evidence = f"one-stop shop return {dice.randrange(1, 13):02d}/2026"
        return Revenue(
            model="vendor",
            tax_identifier=number,
            payment_state="paid",
            duty=duty,
            tax=tax,
            paid_evidence=evidence,
        )
    if dice.random() < 0.6:
        return Revenue(model="intermediary", payment_state="deferred", duty=duty, tax=tax)
    due = Amount(value=duty.value + tax.value, currency="EUR")
    if dice.random() < 0.75:
        evidence = f"receipt {dice.randrange(10**8):08d}"
        return Revenue(model="buyer", payment_state="paid", duty=duty, tax=tax, paid_evidence=evidence)
    return Revenue(model="buyer", payment_state="due", duty=duty, tax=tax, amount_due=due)


def _procedures(revenue: Revenue, *, is_gift: bool, is_low: bool) -> tuple[str, ...]:
    """Requested procedure and additional ones (EU codes: C07 low value, C08 gift, F48 IOSS, F49 special)."""
    found = ["4000"]
    if is_gift:
        found.append("C08")
    elif is_low:
        found.append("C07")
        found += {"vendor": ["F48"], "intermediary": ["F49"]}.get(revenue.model, [])
    return tuple(found)


def _category(plot: Plot) -> str:
    """WCO Immediate Release Guidelines (2018): 1 papers, 2 no duty or tax, 3 low dutiable, 4 high value."""
    if plot.cents > 100_000:
        return "4"
    if plot.cents > _THRESHOLD_CENTS:
        return "3"
    return "1" if all(line.hs_code.startswith("4911") for line in plot.lines) else "2"


def _additional(dice: Random, plot: Plot) -> tuple[Document, ...]:
    found = []
    if plot.story is not Story.UNDERVALUED and dice.random() < 0.6:
        found.append(Document(id=f"INV-TEST-{dice.randrange(10**6):06d}", type="380"))
    if plot.story is Story.RESTRICTED and dice.random() < 0.5:
        found.append(Document(id=f"CERT-TEST-{dice.randrange(10**6):06d}", type="861"))
    return tuple(found)


def _parties(
    dice: Random, sender: Party, occasion: Occasion, revenue: Revenue, *, is_gift: bool
) -> tuple[Party, ...]:
    found = [sender, occasion.receiver or people.person(dice, "consignee")]
    found.append(
        Party(role="declarant", id="ZZTEST00000042", name="Test Customs Agents Ltd.", aeo_status="AEOC")
    )
    if revenue.model == "vendor":
        found.append(Party(role="platform", id=revenue.tax_identifier, name=dice.choice(people.PLATFORMS)))
    if is_gift:
        found[0] = replace(people.person(dice, "consignor"), address=sender.address)
    return tuple(found)


# --- what goes wrong in papers without anybody meaning it ---


def _with_slips(dice: Random, whole: Papers) -> Papers:
    """One consignment in fifteen has a slip that a remark should name."""
    if dice.random() >= 1 / 15:
        return whole
    slip = dice.randrange(7)
    first, rest = whole.items[0], whole.items[1:]
    if slip == 0:
        return replace(
            whole, parties=(whole.parties[0], replace(whole.parties[1], address=None), *whole.parties[2:])
        )
    if slip == 1:
        return replace(
            whole,
            items=(replace(first, net_mass_kg=first.gross_mass_kg, gross_mass_kg=first.net_mass_kg), *rest),
        )
    if slip == 2:
        return replace(whole, items=(replace(first, origin="QQ"), *rest))
    if slip == 3:
        return replace(whole, items=(replace(first, hs_code=first.hs_code[:4]), *rest))
    if slip == 4 and whole.valuation.intrinsic is not None:
        half = Amount(
            value=(whole.valuation.intrinsic.value / 2).quantize(_CENT),
            currency=whole.valuation.intrinsic.currency,
        )
        return replace(whole, valuation=replace(whole.valuation, intrinsic=half))
    if slip == 5 and whole.revenue.tax_identifier:
        return replace(whole, revenue=replace(whole.revenue, tax_identifier="IM1234567890"))
    return replace(whole, items=(replace(first, description=first.description + "\u202e"), *rest))
