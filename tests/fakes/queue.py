"""A queue in memory that keeps the desk's promises: filters, orders, rows by reference, and the view it
was left with.
"""

from array import array
from collections import Counter
from datetime import timedelta

from tests.fakes.clock import START
from workstation.desk.queue import Facet, Facets, QueueFilter, QueueRow, QueueSort, QueueView

GRAVEST = {
    "red": 0,
    "yellow": 1,
    "blue": 2,
    "green": 3,
    "seized": 0,
    "held": 1,
    "undecided": 2,
    "released": 3,
}
GOODS = ("cotton T-shirts", "lithium batteries, loose", "gift", "phone cases", "ceramic tableware", "sample")


def parcels(count):
    """Rows as a central service would send them: same count, same rows."""
    lanes = ("green", "green", "blue", "yellow", "green", "red", "blue", "green")
    return [
        QueueRow(
            ref=1000 + at,
            id=f"c-{at:06}",
            identifier=f"RB {100 + at // 1000:03} {at % 1000:03} {(at * 7) % 900 + 100} GB",
            lane=lanes[at % len(lanes)],
            score=(at * 37) % 101,
            office=("NL000510", "NL000432", "NL000566")[at % 3],
            standing=("undecided", "undecided", "undecided", "held", "released")[at % 5],
            pending="release" if at % 17 == 4 else "",
            category=str(at % 4 + 1),
            arrived=START - timedelta(minutes=(at * 13) % 4000),
            goods=GOODS[at % len(GOODS)],
            parcels=1,
        )
        for at in range(count)
    ]


class FakeQueue:
    """Satisfies `QueueSource`. `broken` makes every read fail, as a locked file does."""

    def __init__(self, rows=(), view=None):
        self.by_ref = {row.ref: row for row in rows}
        self.view = view or QueueView()
        self.broken = None
        self.rows_read = 0
        self.saves = []
        self.left_refs = ()

    def put(self, row):
        self.by_ref[row.ref] = row

    def remove(self, ref):
        del self.by_ref[ref]

    def first(self, chosen, sort, limit):
        return self.ids(chosen, sort)[:limit]

    def ids(self, chosen, sort):
        self._may_break()
        found = sorted((row for row in self.by_ref.values() if passes(row, chosen)), key=place_of(sort))
        return array("q", [row.ref for row in found])

    def count(self, chosen):
        return len(self.ids(chosen, QueueSort()))

    def rows(self, refs):
        self._may_break()
        self.rows_read += len(refs)
        return [self.by_ref[ref] for ref in refs if ref in self.by_ref]

    def facets(self):
        self._may_break()

        def counted(name):
            counts = Counter(getattr(row, name) for row in self.by_ref.values())
            ordered = sorted(counts.items(), key=lambda each: (GRAVEST.get(each[0], 9), each[0]))
            return tuple(Facet(code=code, count=count) for code, count in ordered)

        return Facets(
            lanes=counted("lane"),
            offices=counted("office"),
            standings=counted("standing"),
            categories=counted("category"),
            states=tuple(each for each in counted("state") if each.code),
        )

    def saved(self):
        return self.view

    def save(self, view):
        self.view = view
        self.saves.append(view)

    def left(self, view):
        return array("q", self.left_refs)

    def leave(self, view, refs):
        self.left_refs = tuple(refs)

    def _may_break(self):
        if self.broken is not None:
            raise self.broken


def passes(row: QueueRow, chosen: QueueFilter) -> bool:
    """Codes of one kind are alternatives; every word must occur."""
    text = f"{row.identifier} {row.identifier.replace(' ', '')} {row.goods}".lower()
    return (
        (not chosen.lanes or row.lane in chosen.lanes)
        and (not chosen.offices or row.office in chosen.offices)
        and (not chosen.standings or row.standing in chosen.standings)
        and (not chosen.categories or row.category in chosen.categories)
        and (not chosen.states or row.state in chosen.states)
        and all(word in text for word in chosen.text.lower().split())
    )


def place_of(sort: QueueSort):
    """The order: by the column, then by score (highest first), arrival (oldest first) and reference."""
    sign = -1 if sort.descending else 1

    def key(row):
        value = getattr(row, sort.column)
        if sort.column in ("lane", "standing"):
            value = -GRAVEST.get(value, 9)
        if sort.column == "arrived":
            value = value.timestamp()
        if isinstance(value, str):
            first = tuple(sign * ord(character) for character in value) + ((sign * -1,) if sign < 0 else ())
        else:
            first = (sign * value,)
        return (first, -row.score, row.arrived, row.ref)

    return key
