"""What an officer is about to decide, and what still stands in the way of it.

The rules here are the bench's: they keep an officer from saying what the central service would refuse, and
from releasing what others still hold. They never replace `standing.py`, which says where goods stand
whatever anybody recorded.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from workstation.domain.act import NAMES_ACTS, Act, Effect, FoundGoods, ScopeEntry
from workstation.domain.consignment import Consignment
from workstation.domain.event import ReadMeaning
from workstation.domain.interlock import (
    INTERLOCK_WORDS,
    LONGEST_PLACE,
    AtHand,
    Interlock,
    Workplace,
    interlock_codes,
    is_the_examination,
    possession_of,
)
from workstation.domain.mandate import MANDATE_WORDS, Mandate, MandateFacts, could_be_officer, within
from workstation.domain.reference import ReferenceList
from workstation.domain.standing import ActGraph, ConsignmentStanding, Goods
from workstation.domain.value import Value


class DecisionDraft(Value):
    """A decision before it is recorded: fields as in `Act`; `found` are goods that no line declares, `second`
    is the second officer's id where there is one. `exception` is the coded reason why the parcel's barcode
    was not read, `place` the storage place where it is put, `labels` the seals and evidence bags that were
    read for it, each with the label's kind and code.
    """

    kind: str
    consignment: str
    scope: tuple[ScopeEntry, ...] = ()
    names: tuple[str, ...] = ()
    found: tuple[FoundGoods, ...] = ()
    reason: str = ""
    legal_basis: str = ""
    remark: str = ""
    second: str = ""
    exception: str = ""
    place: str = ""
    labels: tuple[ReadMeaning, ...] = ()


class Obstacle(Value):
    """Something that stands in the way. `code` is one of `OBSTACLES`; `subject` names the act, condition or
    goods it is about.
    """

    code: str
    subject: str = ""


OBSTACLES: Final[Mapping[str, str]] = {
    "scope.empty": "No goods are chosen.",
    "scope.unknown_goods": "These goods are not in this consignment.",
    "scope.quantity": "The quantity must be above zero and not more than is declared.",
    "reason.missing": "A reason must be chosen.",
    "reason.unknown": "This reason is not on the list.",
    "legal_basis.missing": "This needs a legal basis.",
    "remark.missing": "This reason needs a remark.",
    "remark.needed": "Say in words what to look for.",
    "remark.too_long": "The remark is longer than 4,000 characters.",
    "names.missing": "The act that this is about must be named.",
    "names.not_open": "This hold is not open any more.",
    "owner.other": "This hold belongs to someone else, who alone may lift it.",
    "hold.open": "A hold on these goods is open.",
    "seizure.in_force": "These goods are seized.",
    "mandate.needed": "Only a release that has not been sent yet may be annulled without a mandate over it.",
    "condition.open": "A condition to release is still open.",
    "acts.unreadable": "An act of the central service could not be read here: it may be a hold.",
    "second.malformed": "This cannot be the id of a second officer: it has a space or a sign in it.",
    **INTERLOCK_WORDS,
    **MANDATE_WORDS,
}
"""Every code with its source text; the screens say it in the officer's language."""

LONGEST_REMARK: Final = 4000


class Bearing(Value):
    """Under which mandate, and under what circumstances, an officer decides at this moment.

    Without a mandate nothing is judged by one, unless `is_issued`: the service issues mandates to this bench,
    and has none here for this officer. `line`, `service_time` and `heard` as in `MandateFacts`;
    `clock_offset_ms` as in `BenchEvent`.
    """

    officer: str = ""
    mandate: Mandate | None = None
    is_issued: bool = False
    line: str = ""
    service_time: datetime | None = None
    heard: datetime | None = None
    clock_offset_ms: int | None = None


class Rules(Value):
    """What the rules need besides the consignment: coded lists by name, today, who the officer acts for,
    within which mandate, at what workplace, and what lies there.
    """

    lists: Mapping[str, ReferenceList]
    day: date
    office: str
    acts_unreadable: bool = False
    """An act of the document was lost, or lost something, when it was read."""
    bearing: Bearing = Bearing()
    workplace: Workplace = Workplace()
    at_hand: AtHand = AtHand()


def goods_of(consignment: Consignment) -> tuple[Goods, ...]:
    """The declared goods as the rule of standing wants them."""
    return tuple(
        Goods(id=item.id, quantity=item.quantity.value, unit=item.quantity.unit)
        if item.quantity
        else Goods(id=item.id)
        for item in consignment.goods_items
    )


def obstacles(
    draft: DecisionDraft,
    consignment: Consignment,
    acts: Sequence[Act],
    standing: ConsignmentStanding,
    rules: Rules,
) -> tuple[Obstacle, ...]:
    """Everything that stands in the way of this draft, given all acts known at the bench (own unsent ones
    included).
    """
    effect = Act(id="", kind=draft.kind).does()
    found = [*_scope_obstacles(draft, consignment, acts, effect), *_coded_obstacles(draft, rules)]
    found += _interlock_obstacles(draft, consignment, effect, rules)
    if effect is Effect.RELEASE:
        found += _release_obstacles(draft, consignment, acts, standing, rules)
        if rules.acts_unreadable:
            found.append(Obstacle(code="acts.unreadable"))
    if effect in NAMES_ACTS:
        found += _naming_obstacles(draft, acts, standing, effect, rules)
    if draft.second and not could_be_officer(draft.second):
        found.append(Obstacle(code="second.malformed"))
    if not is_undo(draft, acts):
        found += _mandate_obstacles(draft, consignment, rules)
    return tuple(dict.fromkeys(found))


def is_undo(draft: DecisionDraft, acts: Iterable[Act]) -> bool:
    """Whether it only takes back releases that were not sent yet: that needs no mandate."""
    if Act(id="", kind=draft.kind).does() is not Effect.ANNUL or not draft.names:
        return False
    unsent = {act.id for act in acts if act.does() is Effect.RELEASE and act.outcome == "pending"}
    return unsent.issuperset(draft.names)


def _mandate_obstacles(draft: DecisionDraft, consignment: Consignment, rules: Rules) -> Iterable[Obstacle]:
    bearing = rules.bearing
    if bearing.mandate is None:
        if bearing.is_issued:
            yield Obstacle(code="mandate.none")
        return
    facts = MandateFacts(
        kind=draft.kind,
        officer=bearing.officer,
        office=rules.office,
        lane=consignment.risk.lane,
        category=consignment.immediate_release_category,
        line=bearing.line,
        second=draft.second,
        service_time=bearing.service_time,
        heard=bearing.heard,
    )
    yield from (Obstacle(code=code) for code in within(bearing.mandate, facts))


def _scope_obstacles(
    draft: DecisionDraft, consignment: Consignment, acts: Iterable[Act], effect: Effect
) -> Iterable[Obstacle]:
    if effect not in (Effect.RELEASE, Effect.HOLD, Effect.SEIZE):
        return
    if not draft.scope:
        yield Obstacle(code="scope.empty")
    known: dict[str, Decimal | None] = {goods.id: goods.quantity for goods in goods_of(consignment)}
    for found in (*draft.found, *(f for act in acts for f in act.found)):
        known[found.id] = found.quantity.value if found.quantity else None
    for act in acts:
        for entry in act.scope:
            known.setdefault(entry.goods, None)
    for entry in draft.scope:
        if entry.goods not in known:
            yield Obstacle(code="scope.unknown_goods", subject=entry.goods)
            continue
        declared = known[entry.goods]
        if entry.quantity is not None and not _possible(entry.quantity.value, declared):
            yield Obstacle(code="scope.quantity", subject=entry.goods)


def _interlock_obstacles(
    draft: DecisionDraft, consignment: Consignment, effect: Effect, rules: Rules
) -> Iterable[Obstacle]:
    know = Interlock(workplace=rules.workplace, at_hand=rules.at_hand, lists=rules.lists, day=rules.day)
    goods = [entry.goods for entry in draft.scope]
    for code, subject in interlock_codes(effect, draft.exception, goods, consignment, know):
        yield Obstacle(code=code, subject=subject)
    if len(draft.place) > LONGEST_PLACE:
        yield Obstacle(code="place.too_long")


def _possible(quantity: Decimal, declared: Decimal | None) -> bool:
    return quantity.is_finite() and quantity > 0 and (declared is None or quantity <= declared)


def _coded_obstacles(draft: DecisionDraft, rules: Rules) -> Iterable[Obstacle]:
    kinds = rules.lists.get("acts")
    kind = kinds.row(draft.kind) if kinds else None
    reasons = rules.lists.get("reasons")
    reason = reasons.row(draft.reason) if reasons and draft.reason else None
    if kind is not None and kind.needs_reason and not draft.reason:
        yield Obstacle(code="reason.missing")
    usable = (
        reason is not None and reason.is_valid(rules.day) and (not reason.kinds or draft.kind in reason.kinds)
    )
    if draft.reason and not usable:
        yield Obstacle(code="reason.unknown", subject=draft.reason)
    needs_basis = (kind is not None and kind.needs_legal_basis) or (
        reason is not None and reason.needs_legal_basis
    )
    if needs_basis and not draft.legal_basis:
        yield Obstacle(code="legal_basis.missing")
    if reason is not None and reason.needs_remark and not draft.remark.strip():
        yield Obstacle(code="remark.missing")
    if len(draft.remark) > LONGEST_REMARK:
        yield Obstacle(code="remark.too_long")


def _release_obstacles(
    draft: DecisionDraft,
    consignment: Consignment,
    acts: Sequence[Act],
    standing: ConsignmentStanding,
    rules: Rules,
) -> Iterable[Obstacle]:
    by_id = {act.id: act for act in acts}
    scope = {entry.goods for entry in draft.scope}
    for code, in_force in (("hold.open", standing.open_holds), ("seizure.in_force", standing.seizures)):
        for act_id in in_force:
            if scope.intersection(entry.goods for entry in by_id[act_id].scope):
                yield Obstacle(code=code, subject=act_id)
    possession = possession_of(draft.exception, rules.at_hand, rules.workplace)
    for condition in consignment.conditions:
        # A hold is an act: the acts say whether it is open, its row among the conditions only repeats it.
        is_open = condition.blocking and condition.state == "open" and condition.kind != "hold"
        if is_open and not is_the_examination(condition, possession):
            yield Obstacle(code="condition.open", subject=condition.id)


def _naming_obstacles(
    draft: DecisionDraft, acts: Sequence[Act], standing: ConsignmentStanding, effect: Effect, rules: Rules
) -> Iterable[Obstacle]:
    if not draft.names:
        yield Obstacle(code="names.missing")
    by_id = {act.id: act for act in acts}
    for name in draft.names:
        named = by_id.get(name)
        if (
            named is None
            or (effect is Effect.LIFT and name not in standing.open_holds)
            or (effect is Effect.ANNUL and not ActGraph(acts).in_force(named))
        ):
            yield Obstacle(code="names.not_open", subject=name)
        elif effect is Effect.LIFT and not _may_lift(named, rules):
            yield Obstacle(code="owner.other", subject=name)
        elif effect is Effect.ANNUL and not _may_annul(named, rules):
            yield Obstacle(code="mandate.needed", subject=name)


def _may_lift(hold: Act, rules: Rules) -> bool:
    mandate = rules.bearing.mandate
    return hold.owner == rules.office or (mandate is not None and mandate.is_over(hold.owner))


def _may_annul(named: Act, rules: Rules) -> bool:
    effect, mandate = named.does(), rules.bearing.mandate
    if effect is Effect.RELEASE and named.outcome == "pending":
        return True
    allowed = mandate is not None and mandate.annuls(effect)
    return allowed and (effect is not Effect.HOLD or _may_lift(named, rules))
