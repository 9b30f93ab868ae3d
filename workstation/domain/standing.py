"""Where goods stand: the one rule, for bench and central service alike (DESIGN.md, rule 4).

A pure function of the set of acts, never of the order in which they arrived. Each act names in `seen` the newest acts
its officer had seen; their ancestors follow. Per goods item: seized if a seizure is not annulled by name; else held if a
hold is not lifted by name; else released if some release had seen every hold, seizure, lift and annulment on it; else
undecided. For the consignment: seized, then held, then undecided, then released.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum

from workstation.domain.act import Act, Effect
from workstation.domain.value import Value


class Standing(StrEnum):
    """Where a goods item or a consignment stands, the strictest first."""

    SEIZED = "seized"
    HELD = "held"
    UNDECIDED = "undecided"
    RELEASED = "released"


STRICTEST_FIRST = tuple(Standing)


class Goods(Value):
    """What the rule needs to know of a goods item or found goods: its id, and its quantity if it is known."""

    id: str
    quantity: Decimal | None = None


class GoodsStanding(Value):
    """Where one goods item stands. `part` is true when the acts that make it so cover only a part of its quantity."""

    goods: str
    standing: Standing
    acts: tuple[str, ...] = ()
    part: bool = False


class Conflict(Value):
    """A release that had not seen acts it should have: it stays in attention until an acknowledge names all of them."""

    release: str
    missed: tuple[str, ...]


class ConsignmentStanding(Value):
    """Where a consignment stands, and why.

    `open_holds` and `seizures` are acts in force; `unresolved` acts whose `seen` or `names` lead to an act not known here
    (or in a circle), so that they have no effect yet; `without_effect` lifts and annuls that name nothing they may end.
    """

    standing: Standing
    goods: tuple[GoodsStanding, ...] = ()
    open_holds: tuple[str, ...] = ()
    seizures: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    unresolved: tuple[str, ...] = ()
    without_effect: tuple[str, ...] = ()

    def counts(self) -> Mapping[Standing, int]:
        """How many goods items stand where, for a consignment of mixed standings."""
        return {s: n for s in STRICTEST_FIRST if (n := sum(g.standing is s for g in self.goods))}

    @property
    def is_mixed(self) -> bool:
        """Whether the goods items stand differently."""
        return len({g.standing for g in self.goods}) > 1


class ActGraph:
    """The acts on one consignment with who had seen what. Refused acts are in the graph, without effect."""

    def __init__(self, acts: Iterable[Act]) -> None:
        self.acts = {act.id: act for act in sorted(acts, key=_stable_order)}
        self.ancestors: dict[str, frozenset[str]] = {}
        self.unresolved: frozenset[str] = frozenset()
        self._resolve()
        self.annulled_by, self.lifted_by, self.without_effect = self._endings()

    def _resolve(self) -> None:
        parents = {act.id: frozenset((*act.seen, *act.names)) for act in self.acts.values()}
        children: dict[str, list[str]] = {}
        waiting: dict[str, int] = {}
        for act_id, seen in parents.items():
            waiting[act_id] = len(seen)
            for parent in seen:
                children.setdefault(parent, []).append(act_id)
        ready = [act_id for act_id, count in waiting.items() if count == 0]
        while ready:
            act_id = ready.pop()
            seen = parents[act_id]
            self.ancestors[act_id] = seen.union(*(self.ancestors[parent] for parent in seen))
            for child in children.get(act_id, ()):
                waiting[child] -= 1
                if waiting[child] == 0:
                    ready.append(child)
        self.unresolved = frozenset(self.acts) - frozenset(self.ancestors)

    def _endings(self) -> tuple[dict[str, str], dict[str, str], frozenset[str]]:
        """Which acts are annulled, which holds lifted (by whom), and which lifts and annuls end nothing."""
        annulled: dict[str, str] = {}
        lifted: dict[str, str] = {}
        idle: set[str] = set()
        # An annulment can itself be annulled, only by a descendant: from the youngest generation back, each is settled before
        # the acts it names are looked at.
        for act in sorted(self.acts.values(), key=lambda a: (-len(self.ancestors.get(a.id, ())), a.id)):
            effect = act.does()
            if effect not in (Effect.LIFT, Effect.ANNUL) or not self._counts(act) or act.id in annulled:
                continue
            ended = [name for name in act.names if self._may_end(act, effect, name)]
            for name in ended:
                (lifted if effect is Effect.LIFT else annulled).setdefault(name, act.id)
            if not ended:
                idle.add(act.id)
        return annulled, lifted, frozenset(idle)

    def _counts(self, act: Act) -> bool:
        return act.outcome != "refused" and act.id not in self.unresolved

    def _may_end(self, act: Act, effect: Effect, name: str) -> bool:
        target = self.acts.get(name)
        if target is None or target.does() is Effect.NONE:
            return False
        if effect is Effect.ANNUL:
            return True
        return target.does() is Effect.HOLD and target.owner == act.owner

    def in_force(self, act: Act) -> bool:
        """Whether this act still has its effect: not refused, its past is known, not annulled, not lifted."""
        return self._counts(act) and act.id not in self.annulled_by and act.id not in self.lifted_by

    def touching(self, goods: str) -> list[Act]:
        """Effective acts of any kind on this goods item: those with it in scope, and lifts and annuls of those."""
        named = {a.id for a in self.acts.values() if any(entry.goods == goods for entry in a.scope)}
        grown = True
        while grown:
            more = {a.id for a in self.acts.values() if a.id not in named and named.intersection(a.names)}
            more = {i for i in more if self.acts[i].does() in (Effect.LIFT, Effect.ANNUL)}
            grown = bool(more)
            named |= more
        return [a for a in self.acts.values() if a.id in named and self._counts(a)]


def _stable_order(act: Act) -> str:
    return act.id


def standing_of(goods: Iterable[Goods], acts: Iterable[Act]) -> ConsignmentStanding:
    """Where a consignment stands, given its goods and every act on it, in any order.

    Found goods that an act brings stand beside the declared ones; so does a goods id that only a scope names (a line
    that a later document version dropped): what is held must not vanish with the line.
    """
    graph = ActGraph(acts)
    quantities: dict[str, Decimal | None] = {g.id: g.quantity for g in goods}
    for act in graph.acts.values():
        if not graph.in_force(act):
            continue
        for found in act.found:
            quantities.setdefault(found.id, found.quantity.value if found.quantity else None)
        for entry in act.scope:
            if act.does() in (Effect.HOLD, Effect.SEIZE):
                quantities.setdefault(entry.goods, None)
    stood = tuple(_goods_standing(graph, goods_id, quantity) for goods_id, quantity in quantities.items())
    present = {g.standing for g in stood}
    strictest = next((s for s in STRICTEST_FIRST if s in present), Standing.UNDECIDED)
    forced = [a for a in graph.acts.values() if graph.in_force(a)]
    return ConsignmentStanding(
        standing=strictest,
        goods=stood,
        open_holds=tuple(a.id for a in forced if a.does() is Effect.HOLD),
        seizures=tuple(a.id for a in forced if a.does() is Effect.SEIZE),
        conflicts=_conflicts(graph),
        unresolved=tuple(sorted(graph.unresolved)),
        without_effect=tuple(sorted(graph.without_effect)),
    )


def _goods_standing(graph: ActGraph, goods: str, quantity: Decimal | None) -> GoodsStanding:
    touching = graph.touching(goods)
    for effect, standing in ((Effect.SEIZE, Standing.SEIZED), (Effect.HOLD, Standing.HELD)):
        strict = [a for a in touching if a.does() is effect and graph.in_force(a) and _share(a, goods) is not None]
        if strict:
            return GoodsStanding(
                goods=goods, standing=standing, acts=_ids(strict), part=not _covers(strict, goods, quantity)
            )
    must_see = {a.id for a in touching if a.does() in (Effect.HOLD, Effect.SEIZE, Effect.LIFT, Effect.ANNUL)}
    releases = [
        a
        for a in touching
        if a.does() is Effect.RELEASE and graph.in_force(a) and must_see <= graph.ancestors[a.id]
    ]
    if releases and _covers(releases, goods, quantity):
        return GoodsStanding(goods=goods, standing=Standing.RELEASED, acts=_ids(releases))
    return GoodsStanding(goods=goods, standing=Standing.UNDECIDED, acts=_ids(releases), part=bool(releases))


def _share(act: Act, goods: str) -> Decimal | None:
    """The part of the goods in this act's scope; the whole is infinity, not in scope is None."""
    shares = [entry.quantity.value if entry.quantity else Decimal("Infinity") for entry in act.scope if entry.goods == goods]
    return max(shares) if shares else None


def _covers(acts: Iterable[Act], goods: str, quantity: Decimal | None) -> bool:
    shares = [share for act in acts if (share := _share(act, goods)) is not None]
    if Decimal("Infinity") in shares:
        return True
    # A part was released and the whole is not known: the rest may still be here.
    return quantity is not None and sum(shares, Decimal(0)) >= quantity


def _ids(acts: Iterable[Act]) -> tuple[str, ...]:
    return tuple(sorted(act.id for act in acts))


def _conflicts(graph: ActGraph) -> tuple[Conflict, ...]:
    """Releases in force beside holds or seizures in force on the same goods that they had not seen, not yet acknowledged."""
    acknowledged = [
        frozenset(a.names) for a in graph.acts.values() if a.does() is Effect.ACKNOWLEDGE and graph.in_force(a)
    ]
    found = []
    for release in graph.acts.values():
        if release.does() is not Effect.RELEASE or not graph.in_force(release):
            continue
        scope = {entry.goods for entry in release.scope}
        missed = tuple(
            act.id
            for act in graph.acts.values()
            if act.does() in (Effect.HOLD, Effect.SEIZE)
            and graph._counts(act)
            and act.id not in graph.annulled_by
            and act.id not in graph.ancestors[release.id]
            and release.id not in graph.ancestors[act.id]
            and scope.intersection(entry.goods for entry in act.scope)
        )
        open_ones = tuple(m for m in missed if not any({release.id, m} <= names for names in acknowledged))
        if open_ones:
            found.append(Conflict(release=release.id, missed=open_ones))
    return tuple(found)
