"""What a document that changed means for what was decided here: pure rules, for pull and push alike."""

from collections.abc import Iterable, Sequence
from typing import Final

from workstation.cache.values import OverlayRow
from workstation.domain.act import Act, Effect
from workstation.domain.act_graph import ActGraph
from workstation.domain.consignment import Consignment
from workstation.domain.decision import goods_of
from workstation.domain.difference import DECISIVE, Difference, differences
from workstation.domain.standing import standing_of
from workstation.domain.value import Value
from workstation.ledger.values import LedgerAct

_MOST_DIFFERENCES: Final = 20
_STRICT: Final = (Effect.HOLD, Effect.SEIZE)
_DECIDING: Final = (Effect.RELEASE, Effect.HOLD, Effect.SEIZE)
_STRICTEST_FIRST: Final = (Effect.SEIZE, Effect.HOLD, Effect.LIFT, Effect.ANNUL, Effect.RELEASE)


class Notice(Value):
    """Attention to be raised; `key` makes it the same one however often it is found."""

    kind: str
    consignment: str
    key: str
    event: str = ""
    facts: tuple[tuple[str, str], ...] = ()


def all_acts(consignment: Consignment, own: Iterable[LedgerAct]) -> tuple[Act, ...]:
    """Acts of the document and of this bench; of one that both know, the central service's word counts."""
    known = {entry.act.id: entry.act for entry in own}
    known.update((act.id, act) for act in consignment.acts)
    return tuple(known.values())


def overlay_of(consignment: Consignment, own: Sequence[LedgerAct]) -> OverlayRow | None:
    """What the queue shows in place of the document's own standing; none where the document says it all."""
    told = {act.id for act in consignment.acts}
    untold = [entry for entry in own if entry.act.id not in told and entry.state != "refused"]
    if not untold:
        return None
    standing = standing_of(goods_of(consignment), all_acts(consignment, own)).standing
    waiting = [entry.act for entry in untold if entry.state == "waiting"]
    return OverlayRow(id=consignment.id, standing=standing.value, pending=_strictest_kind(waiting))


def _strictest_kind(acts: Sequence[Act]) -> str:
    def place(act: Act) -> int:
        effect = act.does()
        return _STRICTEST_FIRST.index(effect) if effect in _STRICTEST_FIRST else len(_STRICTEST_FIRST)

    return min(acts, key=place).kind if acts else ""


def notices_of(
    before: Consignment | None, after: Consignment, own: Sequence[LedgerAct]
) -> tuple[Notice, ...]:
    """All attention that a document gives cause for, given what was decided here."""
    decided = [entry.act for entry in own if entry.state != "refused" and entry.act.does() in _DECIDING]
    if not decided:
        return ()
    graph = ActGraph(all_acts(after, own))
    return (
        *_changes(before, after, decided[-1]),
        *_conflicts(after, own, graph),
        *_recalls(after, decided, graph),
    )


def is_settled(key: str, after: Consignment, own: Sequence[LedgerAct]) -> bool:
    """Whether attention under this key has lost its cause: a conflict acknowledged, a recalled act lifted
    or annulled.
    """
    kind, _, about = key.partition(":")
    graph = ActGraph(all_acts(after, own))
    if kind == "conflict":
        return key not in {notice.key for notice in _conflicts(after, own, graph)}
    if kind == "recall":
        act = graph.acts.get(about)
        return act is not None and not graph.in_force(act)
    return False


def _changes(before: Consignment | None, after: Consignment, decision: Act) -> Iterable[Notice]:
    if before is None:
        return
    found = [each for each in differences(before, after) if each.kind in DECISIVE]
    if found:
        yield Notice(
            kind="changed",
            consignment=after.id,
            key=f"changed:{after.id}:{after.change}",
            event=decision.id,
            facts=tuple(fact for each in found[:_MOST_DIFFERENCES] for fact in _told(each))
            + ((("more", str(len(found) - _MOST_DIFFERENCES)),) if len(found) > _MOST_DIFFERENCES else ()),
        )


def _told(difference: Difference) -> Iterable[tuple[str, str]]:
    yield "kind", difference.kind
    yield "field", difference.field
    yield "before", difference.before
    yield "after", difference.after


def _conflicts(after: Consignment, own: Sequence[LedgerAct], graph: ActGraph) -> Iterable[Notice]:
    """Own releases that missed a hold or seizure, until an acknowledge names both."""
    ours = {entry.act.id for entry in own}
    for conflict in standing_of(goods_of(after), tuple(graph.acts.values())).conflicts:
        if conflict.release in ours:
            for missed in conflict.missed:
                yield Notice(
                    kind="conflict",
                    consignment=after.id,
                    key=f"conflict:{conflict.release}:{missed}",
                    event=conflict.release,
                    facts=(("release", conflict.release), *_story(graph.acts[missed])),
                )


def _recalls(after: Consignment, decided: Sequence[Act], graph: ActGraph) -> Iterable[Notice]:
    """Holds and seizures of others on goods that were released here without knowing them: the goods may be
    gone.
    """
    ours = {act.id for act in decided}
    releases = [act for act in decided if act.does() is Effect.RELEASE and graph.in_force(graph.acts[act.id])]
    for act in graph.acts.values():
        if act.id in ours or act.does() not in _STRICT or not graph.in_force(act):
            continue
        goods = {entry.goods for entry in act.scope}
        for release in releases:
            if not graph.has_seen(release.id, act.id) and any(
                entry.goods in goods for entry in release.scope
            ):
                yield Notice(
                    kind="recall",
                    consignment=after.id,
                    key=f"recall:{act.id}",
                    event=release.id,
                    facts=(("release", release.id), *_story(act)),
                )
                break


def _story(act: Act) -> Iterable[tuple[str, str]]:
    yield "missed", act.id
    yield "missed.kind", act.kind
    yield "missed.by", act.agency or act.officer
    yield "missed.owner", act.owner
    yield "missed.at", act.at.isoformat() if act.at else ""
    yield "missed.reason", act.reason
