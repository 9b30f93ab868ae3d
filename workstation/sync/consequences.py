"""What a document that changed means for what was decided here: pure rules, for pull and push alike."""

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from workstation.cache.values import OverlayRow
from workstation.domain.act import Act, Effect
from workstation.domain.act_graph import ActGraph
from workstation.domain.consignment import Consignment
from workstation.domain.decision import goods_of
from workstation.domain.difference import DECISIVE, Difference, differences
from workstation.domain.sighting import is_awaited, presence_of
from workstation.domain.standing import standing_of
from workstation.domain.value import Value
from workstation.ledger.values import LedgerAct

Facts = tuple[tuple[str, str], ...]

OF_HOLDER: Final = ("side", "holder")
"""Fact of a conflict in which the hold or seizure is this bench's, and the release somebody else's."""

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
    facts: Facts = ()


def all_acts(consignment: Consignment, own: Iterable[LedgerAct]) -> tuple[Act, ...]:
    """Acts of the document and of this bench; of one that both know, the central service's word counts."""
    known = {entry.act.id: entry.act for entry in own}
    known.update((act.id, act) for act in consignment.acts)
    return tuple(known.values())


def overlay_of(
    consignment: Consignment, own: Sequence[LedgerAct], document: Consignment | None = None
) -> OverlayRow | None:
    """What the queue shows in place of what the document says; none where it says it all. `consignment` is
    the document with what was noted here, or parted from it (none: nothing was).
    """
    document = document or consignment
    standing = pending = presence = ""
    told = {act.id for act in document.acts}
    untold = [entry for entry in own if entry.act.id not in told and entry.state != "refused"]
    if untold or {act.id for act in consignment.acts} != told:
        standing = standing_of(goods_of(consignment), all_acts(consignment, own)).standing.value
        pending = strictest_kind([entry.act for entry in untold if entry.state == "waiting"])
    awaited = is_awaited(consignment)
    if (presence_of(consignment), awaited) != (presence_of(document), is_awaited(document)):
        presence = presence_of(consignment)
    if not standing and not presence:
        return None
    return OverlayRow(id=document.id, standing=standing, pending=pending, presence=presence, awaited=awaited)


def strictest_kind(acts: Sequence[Act]) -> str:
    """Of several waiting acts the kind that the queue shows; empty for none."""

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


def settled(keys: Iterable[str], after: Consignment, own: Sequence[LedgerAct]) -> tuple[str, ...]:
    """Of the attention under these keys what has lost its cause: a conflict or a recall whose two acts were
    acknowledged together, by whomever; a recall of which either act was lifted or annulled.

    An act that this document does not know (the service lost it) settles nothing.
    """
    asked = [key for key in keys if key.startswith(("conflict:", "recall:"))]
    if not asked:
        return ()
    graph = ActGraph(all_acts(after, own))
    decided = [entry.act for entry in own if entry.state != "refused"]
    still = {each.key for each in (*_conflicts(after, own, graph), *_recalls(after, decided, graph))}
    return tuple(key for key in asked if key not in still and _is_known(key, graph))


def covered(keys: Iterable[str], names: Collection[str]) -> tuple[str, ...]:
    """Of the attention under these keys what an acknowledgement of these acts ends, whatever the document
    says: for a consignment that is not in the cache.
    """
    found = []
    for key in keys:
        kind, _, about = key.partition(":")
        acts = about.split(":", 1) if kind == "conflict" else [about]
        if kind in ("conflict", "recall") and all(act in names for act in acts):
            found.append(key)
    return tuple(found)


def _is_known(key: str, graph: ActGraph) -> bool:
    kind, _, about = key.partition(":")
    if kind == "recall":
        return about in graph.acts
    release, _, missed = about.partition(":")
    return release in graph.acts and missed in graph.acts


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
    """Own releases that missed a hold or seizure, and own holds and seizures that a release of others missed
    (the parcel may be gone from where it was released), until an acknowledge names both.
    """
    ours = {entry.act.id for entry in own}
    for conflict in standing_of(goods_of(after), tuple(graph.acts.values())).conflicts:
        is_ours = conflict.release in ours
        for missed in conflict.missed:
            if not is_ours and not (missed in ours and graph.in_force(graph.acts[missed])):
                continue
            told = story(graph, (conflict.release,), missed)
            yield Notice(
                kind="conflict",
                consignment=after.id,
                key=f"conflict:{conflict.release}:{missed}",
                event=conflict.release if is_ours else missed,
                facts=told if is_ours else (OF_HOLDER, *told),
            )


def _recalls(after: Consignment, decided: Sequence[Act], graph: ActGraph) -> Iterable[Notice]:
    """Holds and seizures of others on goods that were released here without knowing them: the goods may be
    gone.
    """
    ours = {act.id for act in decided}
    releases = [act for act in decided if act.does() is Effect.RELEASE and graph.in_force(graph.acts[act.id])]
    acknowledged = _acknowledged(graph)
    for act in graph.acts.values():
        if act.id in ours or act.does() not in _STRICT or not graph.in_force(act):
            continue
        goods = {entry.goods for entry in act.scope}
        unaware = tuple(
            release.id
            for release in releases
            if not graph.has_seen(release.id, act.id)
            and (not goods or any(entry.goods in goods for entry in release.scope))
            and not any({release.id, act.id} <= names for names in acknowledged)
        )
        if unaware:
            yield Notice(
                kind="recall",
                consignment=after.id,
                key=f"recall:{act.id}",
                event=unaware[-1],
                facts=story(graph, unaware, act.id),
            )


def _acknowledged(graph: ActGraph) -> Sequence[frozenset[str]]:
    """The acts that each acknowledgement in force names."""
    return [
        frozenset(act.names)
        for act in graph.acts.values()
        if act.does() is Effect.ACKNOWLEDGE and graph.in_force(act)
    ]


def story(graph: ActGraph, releases: Sequence[str], missed: str) -> Facts:
    """All that the story of a release and the act that it missed needs, in codes: the newest of these
    releases (`also`: the others), what it missed, and where the parcel was last read.

    Names are `release`, `missed` (the ids) and of each `kind`, `at` (ISO 8601), `officer`, `bench`,
    `office`, `agency`, `owner`, `reason` where it has one; `read.at`, `read.bench`.
    """
    read = max(
        (act for act in graph.acts.values() if act.read and act.at is not None),
        key=lambda act: (act.at, act.id),
        default=None,
    )
    return (
        ("release", releases[-1]),
        *_told_of("release", graph.acts[releases[-1]]),
        *(("also", id) for id in releases[:-1]),
        ("missed", missed),
        *_told_of("missed", graph.acts[missed]),
        *((("read.bench", read.bench), ("read.at", _iso(read))) if read is not None else ()),
    )


def _told_of(name: str, act: Act) -> Facts:
    told = {
        "kind": act.kind,
        "at": _iso(act),
        "officer": act.officer,
        "bench": act.bench,
        "office": act.office,
        "agency": act.agency,
        "owner": act.owner,
        "reason": act.reason,
    }
    return tuple((f"{name}.{part}", text) for part, text in told.items() if text)


def _iso(act: Act) -> str:
    return act.at.isoformat() if act.at else ""
