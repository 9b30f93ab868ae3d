"""Who had seen what: the acts on one consignment as a graph, and which of them have been ended by which.

Refused acts are in the graph, without effect. What an act does by itself or by name (hold, seize, lift,
annul, acknowledge) never waits for the rest of its past to be known; a release does, because its effect is
what it had seen.
"""

from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from workstation.domain.act import Act, Effect
from workstation.domain.value import Quantity

STOPS: Final = frozenset({Effect.HOLD, Effect.SEIZE})
"""Effects that keep goods here."""

_TANGLE_LIMIT: Final = 500
"""Acts in or behind circles that are followed exactly. Circles are made only by forgery."""


class ActGraph:
    """The acts on one consignment.

    `acts` by id, in the order of their ids; `unresolved` those whose past is not wholly known here, or that
    are in a circle; `annulled_by` and `lifted_by` (holds ended for all their goods) say which act ended
    one; `lifts` are all lifts on a hold; `without_effect` are lifts and annuls that end nothing.
    """

    def __init__(self, acts: Iterable[Act]) -> None:
        self.acts = _one_of_each(acts)
        self._place = {act_id: place for place, act_id in enumerate(self.acts)}
        self._ancestors, self._in_circle, lacking = self._past()
        self.unresolved = frozenset(
            act_id
            for act_id, place in self._place.items()
            if (self._ancestors[place] | 1 << place) & lacking or act_id in self._in_circle
        )
        self.annulled_by: dict[str, str] = {}
        self.lifts: dict[str, list[Act]] = {}
        self.without_effect: frozenset[str] = frozenset()
        self._end()
        self.lifted_by = {
            hold: lifts[0].id for hold, lifts in self.lifts.items() if _ends_all(self.acts[hold], lifts)
        }
        self._touches = self._reach()
        self._quantities: dict[str, dict[str, list[Quantity | None]]] = {}

    # --- who had seen what ---

    def has_seen(self, act_id: str, other_id: str) -> bool:
        """Whether the maker of the first act had seen the other, directly or through what was seen."""
        return bool(self._ancestors[self._place[act_id]] >> self._place[other_id] & 1)

    def has_seen_all(self, act_id: str, others: Iterable[str]) -> bool:
        """Whether the maker of this act had seen every other one."""
        wanted = 0
        for other in others:
            wanted |= 1 << self._place[other]
        return wanted & ~self._ancestors[self._place[act_id]] == 0

    def age(self, act_id: str) -> int:
        """How many acts its maker had seen: more than for any act among those."""
        return self._ancestors[self._place[act_id]].bit_count()

    def _past(self) -> tuple[list[int], frozenset[str], int]:
        """Of each act its ancestors as bits; acts in circles; as bits, acts that name an unknown one."""
        parents = [
            [self._place[p] for p in dict.fromkeys((*a.seen, *a.names)) if p in self._place]
            for a in self.acts.values()
        ]
        lacking = 0
        for place, act in enumerate(self.acts.values()):
            if any(p not in self._place for p in (*act.seen, *act.names)):
                lacking |= 1 << place
        ancestors, tangled = _closure(parents)
        for place in tangled[:_TANGLE_LIMIT]:
            ancestors[place] = _reachable(place, parents)
        ids = tuple(self.acts)
        circle = {ids[p] for p in tangled[:_TANGLE_LIMIT] if ancestors[p] >> p & 1}
        return ancestors, frozenset(circle | {ids[p] for p in tangled[_TANGLE_LIMIT:]}), lacking

    # --- what has an effect ---

    def counts(self, act: Act) -> bool:
        """Whether this act has an effect as far as its own past goes: not refused, nothing needed missing."""
        if act.outcome == "refused":
            return False
        if act.id in self._in_circle:
            return act.does() in STOPS
        return act.does() is not Effect.RELEASE or act.id not in self.unresolved

    def in_force(self, act: Act) -> bool:
        """Whether this act still has its effect: it counts, is not annulled, not lifted for all its goods."""
        return self.counts(act) and act.id not in self.annulled_by and act.id not in self.lifted_by

    def _end(self) -> None:
        """Which acts are annulled, which holds lifted, and which lifts and annuls end nothing."""
        idle: set[str] = set()
        endings = [a for a in self.acts.values() if a.does() in _ENDINGS and self.counts(a)]
        # An annulment can itself be annulled, only by a descendant: from the youngest back, each is settled
        # before the acts that it names are looked at.
        for act in sorted(endings, key=lambda a: (-self.age(a.id), a.id)):
            if act.id in self.annulled_by:
                continue
            ended = [name for name in act.names if self._may_end(act, name)]
            for name in ended:
                if act.does() is Effect.ANNUL:
                    self.annulled_by.setdefault(name, act.id)
                else:
                    self.lifts.setdefault(name, []).append(act)
            if not ended:
                idle.add(act.id)
        self.without_effect = frozenset(idle)

    def _may_end(self, act: Act, name: str) -> bool:
        """Whether this lift or annul may end the act that it names: a hold is ended by its owner alone."""
        target = self.acts.get(name)
        if target is None or target.does() is Effect.NONE or name == act.id:
            return False
        if target.does() is Effect.HOLD:
            if act.owner != target.owner:
                return False
            # A lift that lists goods is about those alone, and about nothing if the hold was not on them.
            mine = {entry.goods for entry in act.scope}
            theirs = {entry.goods for entry in target.scope}
            return act.does() is Effect.ANNUL or not mine or not theirs or bool(mine & theirs)
        return act.does() is Effect.ANNUL

    # --- what is on which goods ---

    def touching(self, goods: str) -> list[Act]:
        """Acts that count on these goods: in scope, stops that list none, lifts and annuls of those."""
        return [
            act
            for act in self.acts.values()
            if (goods in (touched := self._touches[act.id]) or _ALL in touched) and self.counts(act)
        ]

    def quantities(self, act: Act, goods: str) -> Sequence[Quantity | None]:
        """How much of these goods the scope of an act lists; nothing where it does not list them."""
        listed = self._quantities.get(act.id)
        if listed is None:
            # Once for each act: looking through its scope for each goods item takes seconds at thousands.
            listed = self._quantities[act.id] = {}
            for entry in act.scope:
                listed.setdefault(entry.goods, []).append(entry.quantity)
        return listed.get(goods, ())

    def _reach(self) -> dict[str, frozenset[str]]:
        """Of each act the goods that it is on; `_ALL` stands for every one."""
        touches: dict[str, frozenset[str]] = {}
        for act in sorted(self.acts.values(), key=lambda a: (self.age(a.id), a.id)):
            own = frozenset(entry.goods for entry in act.scope)
            if act.does() in STOPS and not own:
                own = frozenset((_ALL,))
            if act.does() in _ENDINGS:
                own = own.union(*(touches.get(name, _NONE) for name in act.names if self._is_counted(name)))
            touches[act.id] = own
        return touches

    def _is_counted(self, act_id: str) -> bool:
        return act_id in self.acts and self.counts(self.acts[act_id])


_ENDINGS: Final = frozenset({Effect.LIFT, Effect.ANNUL})
_ALL: Final = "\0all"
_NONE: Final[frozenset[str]] = frozenset()


def _one_of_each(acts: Iterable[Act]) -> dict[str, Act]:
    """One act for each id, in the order of the ids, whatever the order of arrival.

    Said twice is said once; where the two differ, what the central service answered stands before what is
    pending.
    """
    found: dict[str, Act] = {}
    for act in acts:
        other = found.get(act.id)
        if other is None or (other is not act and _precedence(act) > _precedence(other)):
            found[act.id] = act
    return dict(sorted(found.items()))


def _precedence(act: Act) -> tuple[bool, bool, bytes]:
    return act.outcome != "pending", act.outcome != "refused", msgspec.json.encode(act)


def _closure(parents: list[list[int]]) -> tuple[list[int], list[int]]:
    """Ancestors of each act from its parents' ones, and the acts that are in a circle or descend from one."""
    children: list[list[int]] = [[] for _ in parents]
    waiting = [len(p) for p in parents]
    for place, its_parents in enumerate(parents):
        for parent in its_parents:
            children[parent].append(place)
    ancestors = [0] * len(parents)
    ready = [place for place, count in enumerate(waiting) if count == 0]
    while ready:
        place = ready.pop()
        for parent in parents[place]:
            ancestors[place] |= ancestors[parent] | 1 << parent
        for child in children[place]:
            waiting[child] -= 1
            if waiting[child] == 0:
                ready.append(child)
    return ancestors, [place for place, count in enumerate(waiting) if count]


def _reachable(start: int, parents: list[list[int]]) -> int:
    reached = 0
    ahead = list(parents[start])
    while ahead:
        place = ahead.pop()
        if not reached >> place & 1:
            reached |= 1 << place
            ahead += parents[place]
    return reached


def _ends_all(hold: Act, lifts: list[Act]) -> bool:
    """Whether lifts end a hold for all its goods. Lifts of a part are weighed in standing.py."""
    if any(not lift.scope for lift in lifts):
        return True
    lifted = {entry.goods for lift in lifts for entry in lift.scope if entry.quantity is None}
    return bool(hold.scope) and all(entry.goods in lifted for entry in hold.scope)
