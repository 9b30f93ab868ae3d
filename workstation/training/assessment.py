"""What risk engine and agencies say of a training consignment: lane, rule hits, conditions, holds."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from random import Random
from typing import Final

import msgspec

from workstation.domain.act import Act, ScopeEntry
from workstation.domain.consignment import Condition, Revenue, RiskAssessment, RuleHit
from workstation.domain.event import uuid7
from workstation.domain.value import Value
from workstation.host.resources import read_bytes
from workstation.training.reference import ACCOUNTS, HEAD_OFFICE
from workstation.training.stories import Plot, Story


class Rule(Value):
    """A rule of the training risk engine: its words, its instruction to the officer, its score."""

    rule: str
    words: str
    instruction: str
    score: int


class _Rules(Value):
    source: str
    rules: dict[str, tuple[Rule, ...]]


_SCORES: Final[Mapping[str, tuple[int, int]]] = {
    "green": (1, 25),
    "blue": (18, 45),
    "yellow": (40, 72),
    "red": (66, 99),
}
_AGENCY_OF_CHAPTER: Final = {
    "09": "food-safety",
    "16": "food-safety",
    "21": "food-safety",
    "30": "medicines",
    "84": "product-safety",
    "85": "product-safety",
    "82": "product-safety",
}
_HOLD_REASONS: Final = {
    "narcotics": ("H06", "ZZ-12"),
    "medicines": ("H06", "ZZ-12"),
    "food-safety": ("H04", "ZZ-12"),
    "product-safety": ("H08", "EU-1020-26"),
    "wildlife": ("H06", "CITES-8"),
}


class Judgement(Value):
    """What goes onto the document besides what was declared."""

    risk: RiskAssessment
    conditions: tuple[Condition, ...] = ()
    acts: tuple[Act, ...] = ()


@cache
def _rules() -> dict[str, tuple[Rule, ...]]:
    return msgspec.json.decode(read_bytes("codes/training_rules.json"), type=_Rules).rules


def judgement(
    dice: Random, plot: Plot, goods: tuple[str, ...], revenue: Revenue, arrived: datetime, *, here: bool
) -> Judgement:
    """Lane, score and hits for a plot, with the conditions to release and the agencies' acts that follow
    from it.

    `here` is whether the parcels have arrived: nothing is held before that.
    """
    assessed = arrived - timedelta(minutes=dice.randrange(5, 240))
    acts = _agency_acts(dice, plot, goods, arrived) if here else ()
    if here and plot.lane == "green" and dice.random() < 0.35:
        acts = (*acts, _engine_release(dice, goods, arrived, acts))
    conditions = (*_conditions(dice, plot, revenue, arrived), *_of_holds(acts))
    return Judgement(risk=_risk(dice, plot, goods, assessed), conditions=conditions, acts=acts)


def _risk(dice: Random, plot: Plot, goods: tuple[str, ...], assessed: datetime) -> RiskAssessment:
    least, most = _SCORES[plot.lane]
    score = dice.randrange(least, most + 1)
    if plot.lane == "green":
        return RiskAssessment(lane="green", score=score, assessed=assessed)
    rules = _rules()[plot.story.value]
    chosen = (
        rules[: dice.randrange(1, len(rules) + 1)]
        if plot.story is not Story.HONEST
        else dice.sample(rules, 1)
    )
    hits = tuple(
        RuleHit(
            rule=rule.rule,
            words=rule.words,
            instruction=rule.instruction,
            score=rule.score,
            goods=goods[:1] if rule.rule.startswith(("VAL", "IMG-305", "DQ", "RES")) else (),
        )
        for rule in chosen
    )
    return RiskAssessment(lane=plot.lane, score=_at_least(score, hits), hits=hits, assessed=assessed)


def _at_least(score: int, hits: tuple[RuleHit, ...]) -> int:
    """The score, never below what the hits add to it: the rest is from what no hit tells."""
    return max(score, sum(hit.score for hit in hits))


def completed_risk(dice: Random, lane: str, goods: tuple[str, ...], suspicion: int) -> RiskAssessment:
    """An assessment for a declaration that came without one (completing.py)."""
    least, most = _SCORES[lane]
    if lane == "green":
        return RiskAssessment(lane=lane, score=dice.randrange(least, most + 1))
    rules = _rules()["undervalued" if suspicion else "honest"]
    rule = dice.choice(rules)
    hit = RuleHit(
        rule=rule.rule, words=rule.words, instruction=rule.instruction, score=rule.score, goods=goods[:1]
    )
    score = _at_least(dice.randrange(least, most + 1), (hit,))
    return RiskAssessment(lane=lane, score=score, hits=(hit,))


# --- other agencies ---


def _agency_acts(dice: Random, plot: Plot, goods: tuple[str, ...], arrived: datetime) -> tuple[Act, ...]:
    agencies = []
    if plot.hidden is not None and plot.hidden.agency and plot.lane == "red" and dice.random() < 0.5:
        agencies.append(plot.hidden.agency)
    chapter = plot.lines[0].hs_code[:2]
    if plot.story is Story.RESTRICTED and chapter in _AGENCY_OF_CHAPTER and dice.random() < 0.6:
        agencies.append(_AGENCY_OF_CHAPTER[chapter])
    if plot.lane in {"red", "yellow"} and dice.random() < 0.06:
        agencies.append("narcotics")
    acts: list[Act] = []
    for agency in dict.fromkeys(agencies):
        reason, basis = _HOLD_REASONS[agency]
        at = arrived + timedelta(minutes=dice.randrange(3, 90))
        hold = Act(
            id=_act_id(dice, at),
            kind="hold",
            scope=tuple(ScopeEntry(goods=g) for g in (goods if agency == "narcotics" else goods[:1])),
            seen=tuple(act.id for act in acts[-1:]),
            owner=agency,
            agency=agency,
            at=at,
            number=f"A{dice.randrange(10**7):07d}",
            reason=reason,
            legal_basis=basis,
        )
        acts.append(hold)
        if dice.random() < 0.15:
            acts.append(_lift(dice, hold, at + timedelta(minutes=dice.randrange(10, 200))))
    return tuple(acts)


def _lift(dice: Random, hold: Act, at: datetime) -> Act:
    return Act(
        id=_act_id(dice, at),
        kind="lift",
        seen=(hold.id,),
        names=(hold.id,),
        owner=hold.owner,
        agency=hold.agency,
        at=at,
        number=f"A{dice.randrange(10**7):07d}",
        reason="L03",
    )


def _engine_release(dice: Random, goods: tuple[str, ...], arrived: datetime, acts: tuple[Act, ...]) -> Act:
    """What the risk engine lets go by itself: it too says what it had seen."""
    at = arrived + timedelta(minutes=dice.randrange(1, 20))
    return Act(
        id=_act_id(dice, at),
        kind="release",
        scope=tuple(ScopeEntry(goods=g) for g in goods),
        seen=tuple(act.id for act in acts[-1:]),
        at=at,
        office=HEAD_OFFICE,
        agency="risk-engine",
        number=f"A{dice.randrange(10**7):07d}",
        reason="R04",
    )


def _act_id(dice: Random, at: datetime) -> str:
    return uuid7(int(at.timestamp() * 1000), dice.randbytes(10))


# --- conditions to release ---


def _conditions(dice: Random, plot: Plot, revenue: Revenue, arrived: datetime) -> tuple[Condition, ...]:
    found: list[Condition] = []

    def add(kind: str, owner: str, words: str, hours: int, *, blocking: bool = True) -> None:
        due = arrived + timedelta(hours=hours)
        found.append(
            Condition(
                id=f"K-{len(found) + 1}", kind=kind, owner=owner, words=words, due=due, blocking=blocking
            )
        )

    if revenue.payment_state == "due":
        add("payment", ACCOUNTS, "Duty and tax are to be paid before release.", 120)
    if plot.story in {Story.UNDERVALUED, Story.SPLIT} and dice.random() < 0.5:
        add("document", HEAD_OFFICE, "Invoice or proof of payment from the platform.", 72)
    if plot.story is Story.RESTRICTED:
        agency = _AGENCY_OF_CHAPTER.get(plot.lines[0].hs_code[:2], HEAD_OFFICE)
        add("document", agency, "Licence or certificate for restricted goods.", 96)
    if plot.lane == "red" and plot.story is not Story.HONEST and dice.random() < 0.4:
        add(
            "examination",
            HEAD_OFFICE,
            "Open and examine. Release only what is as declared; else hold or seize, and say in the remark "
            "what was found.",
            24,
            blocking=False,
        )
    if plot.lane == "yellow" and dice.random() < 0.08:
        add(
            "identity",
            HEAD_OFFICE,
            "Identify the consignee when the parcel is handed over.",
            72,
            blocking=False,
        )
    return tuple(found)


def _of_holds(acts: tuple[Act, ...]) -> tuple[Condition, ...]:
    lifted = {name for act in acts if act.kind == "lift" for name in act.names}
    return tuple(
        Condition(
            id=act.id,
            kind="hold",
            owner=act.owner,
            words="Held by another agency until it lifts its hold.",
            due=act.at + timedelta(hours=48) if act.at else None,
            state="satisfied" if act.id in lifted else "open",
        )
        for act in acts
        if act.kind == "hold"
    )
