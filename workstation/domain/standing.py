"""Where goods stand: the one rule, for bench and central service alike (DESIGN.md, rule 4).

A pure function of the set of acts, never of the order in which they arrived. Each act names in `seen` the
newest acts its officer had seen; their ancestors follow. Per goods item: seized if a seizure is not
annulled by name; else held if a hold is not lifted by name; else released if some release had seen every
hold, seizure, lift and annulment on it; else undecided. For the consignment: seized, then held, then
undecided, then released.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum

from workstation.domain.act import Act, Effect
from workstation.domain.act_graph import STOPS, ActGraph
from workstation.domain.value import Quantity, Value

__all__ = [
    "STRICTEST_FIRST",
    "ActGraph",
    "Conflict",
    "ConsignmentStanding",
    "Goods",
    "GoodsStanding",
    "Standing",
    "standing_of",
]


class Standing(StrEnum):
    """Where a goods item or a consignment stands, the strictest first."""

    SEIZED = "seized"
    HELD = "held"
    UNDECIDED = "undecided"
    RELEASED = "released"


STRICTEST_FIRST = tuple(Standing)


class Goods(Value):
    """What the rule needs to know of goods: the id, and the quantity with its unit where they are known.

    An act on a part that is measured in another unit never covers the whole; an empty unit is taken for any.
    """

    id: str
    quantity: Decimal | None = None
    unit: str = ""


class GoodsStanding(Value):
    """Where one goods item stands. `part`: the acts that make it so cover only a part of its quantity."""

    goods: str
    standing: Standing
    acts: tuple[str, ...] = ()
    part: bool = False


class Conflict(Value):
    """A release and the holds and seizures it had not seen and should have.

    It stays in attention, whatever else is decided, until an acknowledge names both sides.
    """

    release: str
    missed: tuple[str, ...]


class ConsignmentStanding(Value):
    """Where a consignment stands, and why.

    `open_holds` and `seizures` are acts in force. `unresolved` are acts whose past is not wholly known
    here, or that are in a circle: a release among them has no effect until the missing act arrives.
    `without_effect` are lifts and annuls that name nothing they may end.
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


def standing_of(goods: Iterable[Goods], acts: Iterable[Act]) -> ConsignmentStanding:
    """Where a consignment stands, given its goods and every act on it, in any order.

    Found goods that an act brings stand beside the declared ones until that act is annulled; so does a
    goods id that only a hold or seizure in force names (a line that a later document version dropped): what
    is held must not vanish with the line. A hold or seizure that lists no goods stops all of them.
    """
    known = _by_id(goods)
    given = tuple(acts)
    if not given:  # most of a queue
        undecided = tuple(GoodsStanding(goods=g, standing=Standing.UNDECIDED) for g in known)
        return ConsignmentStanding(standing=Standing.UNDECIDED, goods=undecided)
    graph = ActGraph(given)
    in_force = [act for act in graph.acts.values() if graph.in_force(act)]
    _add_goods_of_acts(known, graph)
    stood = tuple(_goods_standing(graph, g) for g in known.values())
    present = {g.standing for g in stood}
    # A stop that lists no goods also stops a consignment of which no goods are known.
    present |= {_STOPPED[act.does()] for act in in_force if act.does() in STOPS and not act.scope}
    return ConsignmentStanding(
        standing=next((s for s in STRICTEST_FIRST if s in present), Standing.UNDECIDED),
        goods=stood,
        open_holds=tuple(
            act.id for act in in_force if act.does() is Effect.HOLD and _stops_any(graph, act, known)
        ),
        seizures=tuple(act.id for act in in_force if act.does() is Effect.SEIZE),
        conflicts=_conflicts(graph),
        unresolved=tuple(sorted(graph.unresolved)),
        without_effect=tuple(sorted(graph.without_effect)),
    )


_STOPPED = {Effect.SEIZE: Standing.SEIZED, Effect.HOLD: Standing.HELD}
_WHOLE = Decimal("Infinity")
_NOTHING = Decimal(0)


def _by_id(goods: Iterable[Goods]) -> dict[str, Goods]:
    known: dict[str, Goods] = {}
    for g in goods:
        # Two lines under one id: how much they are together nobody has said.
        known[g.id] = Goods(id=g.id) if g.id in known else g
    return known


def _add_goods_of_acts(known: dict[str, Goods], graph: ActGraph) -> None:
    for act in graph.acts.values():
        if not graph.counts(act) or act.id in graph.annulled_by:
            continue
        for found in act.found:
            amount = found.quantity
            known.setdefault(
                found.id,
                Goods(id=found.id, quantity=amount.value, unit=amount.unit) if amount else Goods(id=found.id),
            )
        if act.does() in STOPS and act.id not in graph.lifted_by:
            for entry in act.scope:
                known.setdefault(entry.goods, Goods(id=entry.goods))


def _goods_standing(graph: ActGraph, goods: Goods) -> GoodsStanding:
    touching = graph.touching(goods.id)
    for effect, standing in _STOPPED.items():
        stops = [act for act in touching if act.does() is effect and _stops_still(graph, act, goods)]
        if stops:
            part = not _covers(graph, stops, goods)
            return GoodsStanding(goods=goods.id, standing=standing, acts=_ids(stops), part=part)
    must_see = [act.id for act in touching if act.does() in _MUST_BE_SEEN]
    releases = [
        act
        for act in touching
        if act.does() is Effect.RELEASE and graph.in_force(act) and graph.has_seen_all(act.id, must_see)
    ]
    if releases and _covers(graph, releases, goods):
        return GoodsStanding(goods=goods.id, standing=Standing.RELEASED, acts=_ids(releases))
    return GoodsStanding(
        goods=goods.id, standing=Standing.UNDECIDED, acts=_ids(releases), part=bool(releases)
    )


_MUST_BE_SEEN = frozenset({Effect.HOLD, Effect.SEIZE, Effect.LIFT, Effect.ANNUL})


def _stops_still(graph: ActGraph, stop: Act, goods: Goods) -> bool:
    """Whether this stop is still on these goods: a lift that lists goods ends it for those alone."""
    if not graph.in_force(stop):
        return False
    stopped = _share(graph, stop, goods)
    return not any(
        not lift.scope
        or (lift_share := _share(graph, lift, goods)) == _WHOLE
        or _is_enough(lift_share, stopped, goods)
        for lift in graph.lifts.get(stop.id, ())
    )


def _stops_any(graph: ActGraph, stop: Act, known: Mapping[str, Goods]) -> bool:
    return not stop.scope or any(_stops_still(graph, stop, known[entry.goods]) for entry in stop.scope)


def _is_enough(share: Decimal | None, stopped: Decimal | None, goods: Goods) -> bool:
    if share is None or share == _NOTHING:
        return False
    whole = _sound(goods.quantity)
    return (stopped is not None and share >= stopped) or (whole is not None and share >= whole)


def _share(graph: ActGraph, act: Act, goods: Goods) -> Decimal | None:
    """The part of the goods in this act's scope: infinity is the whole, none is not in scope."""
    if not act.scope and act.does() in STOPS:
        return _WHOLE
    shares = [_amount(quantity, goods) for quantity in graph.quantities(act, goods.id)]
    return max(shares) if shares else None


def _amount(quantity: Quantity | None, goods: Goods) -> Decimal:
    if quantity is None:
        return _WHOLE
    if goods.unit and quantity.unit and quantity.unit != goods.unit:
        return _NOTHING  # a part, but of what size nobody can say
    return _sound(quantity.value) or _NOTHING


def _sound(quantity: Decimal | None) -> Decimal | None:
    """A quantity that can be compared and means something, else none."""
    return quantity if quantity is not None and quantity.is_finite() and quantity > 0 else None


def _covers(graph: ActGraph, acts: Iterable[Act], goods: Goods) -> bool:
    """Whether these acts together are about the whole of the goods.

    Parts add up only along a line of acts that had seen each other: two officers who did not know of each
    other may have meant the same pieces.
    """
    by_age = sorted(acts, key=lambda act: (graph.age(act.id), act.id))
    total: dict[str, Decimal] = {}
    for act in by_age:
        share = _share(graph, act, goods)
        if share == _WHOLE:
            return True
        before = [total[other] for other in total if graph.has_seen(act.id, other)]
        total[act.id] = (share or _NOTHING) + max(before, default=_NOTHING)
    whole = _sound(goods.quantity)
    # A part was decided on and the whole is not known: the rest may still be here.
    return whole is not None and max(total.values(), default=_NOTHING) >= whole


def _ids(acts: Iterable[Act]) -> tuple[str, ...]:
    return tuple(sorted(act.id for act in acts))


def _conflicts(graph: ActGraph) -> tuple[Conflict, ...]:
    """Releases beside stops on the same goods where neither had seen the other, not acknowledged yet.

    Also when one of them was lifted or annulled since: the goods may have left meanwhile.
    """
    counted = [act for act in graph.acts.values() if graph.counts(act)]
    acknowledged: dict[str, set[str]] = {}
    for act in counted:
        if act.does() is Effect.ACKNOWLEDGE and graph.in_force(act):
            for name in act.names:
                acknowledged.setdefault(name, set()).add(act.id)
    stops = [(act.id, {entry.goods for entry in act.scope}) for act in counted if act.does() in STOPS]
    found = []
    for release in (act for act in counted if act.does() is Effect.RELEASE):
        scope = {entry.goods for entry in release.scope}
        known_with = acknowledged.get(release.id, set())
        missed = tuple(
            stop
            for stop, stopped in stops
            if not graph.has_seen(release.id, stop)
            and not graph.has_seen(stop, release.id)
            and scope
            and (not stopped or scope & stopped)
            and not known_with & acknowledged.get(stop, set())
        )
        if missed:
            found.append(Conflict(release=release.id, missed=missed))
    return tuple(found)
