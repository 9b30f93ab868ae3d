"""What an officer is about to decide, and what still stands in the way of it.

The rules here are the bench's: they keep an officer from saying what the central service would refuse, and
from releasing what others still hold. They never replace `standing.py`, which says where goods stand
whatever anybody recorded.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from workstation.domain.act import NAMES_ACTS, Act, Effect, FoundGoods, ScopeEntry
from workstation.domain.consignment import Consignment
from workstation.domain.reference import ReferenceList
from workstation.domain.standing import ActGraph, ConsignmentStanding, Goods
from workstation.domain.value import Value


class DecisionDraft(Value):
    """A decision before it is recorded: fields as in `Act`; `found` are goods that no line declares."""

    kind: str
    consignment: str
    scope: tuple[ScopeEntry, ...] = ()
    names: tuple[str, ...] = ()
    found: tuple[FoundGoods, ...] = ()
    reason: str = ""
    legal_basis: str = ""
    remark: str = ""


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
    "remark.too_long": "The remark is longer than 4,000 characters.",
    "names.missing": "The act that this is about must be named.",
    "names.not_open": "This hold is not open any more.",
    "owner.other": "This hold belongs to someone else, who alone may lift it.",
    "hold.open": "A hold on these goods is open.",
    "seizure.in_force": "These goods are seized.",
    "mandate.needed": "Only a release that has not been sent yet may be annulled without a mandate.",
    "condition.open": "A condition to release is still open.",
    "acts.unreadable": "An act of the central service could not be read here: it may be a hold.",
}
"""Every code with its source text; the screens say it in the officer's language."""

LONGEST_REMARK: Final = 4000


class Rules(Value):
    """What the rules need besides the consignment: coded lists by name, today, and who the officer acts
    for.
    """

    lists: Mapping[str, ReferenceList]
    day: date
    office: str
    acts_unreadable: bool = False
    """An act of the document was lost, or lost something, when it was read."""


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
    if effect is Effect.RELEASE:
        found += _release_obstacles(draft, consignment, acts, standing)
        if rules.acts_unreadable:
            found.append(Obstacle(code="acts.unreadable"))
    if effect in NAMES_ACTS:
        found += _naming_obstacles(draft, acts, standing, effect, rules)
    return tuple(dict.fromkeys(found))


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
    draft: DecisionDraft, consignment: Consignment, acts: Sequence[Act], standing: ConsignmentStanding
) -> Iterable[Obstacle]:
    by_id = {act.id: act for act in acts}
    scope = {entry.goods for entry in draft.scope}
    for code, in_force in (("hold.open", standing.open_holds), ("seizure.in_force", standing.seizures)):
        for act_id in in_force:
            if scope.intersection(entry.goods for entry in by_id[act_id].scope):
                yield Obstacle(code=code, subject=act_id)
    for condition in consignment.conditions:
        # A hold is an act: the acts say whether it is open, its row among the conditions only repeats it.
        if condition.blocking and condition.state == "open" and condition.kind != "hold":
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
        elif effect is Effect.LIFT and named.owner != rules.office:
            yield Obstacle(code="owner.other", subject=name)
        elif effect is Effect.ANNUL and not (named.does() is Effect.RELEASE and named.outcome == "pending"):
            yield Obstacle(code="mandate.needed", subject=name)
