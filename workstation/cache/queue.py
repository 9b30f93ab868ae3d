"""The queue's values: what can be filtered and sorted by, and what one row shows."""

from datetime import datetime
from typing import Final

from workstation.domain.value import Value

NOT_PRESENTED: Final = "not_presented"
"""State of what is targeted (lane red or yellow) and has a parcel that is still expected, or is missing."""
NOT_DECLARED: Final = "not_declared"
"""State of what nobody has declared: a provisional consignment."""

HAS_IMAGES: Final = 1
"""Flag of a row: the document names images."""
AWAITED: Final = 2
"""Flag of a row: it is not presented."""
PROVISIONAL: Final = 4
"""Flag of a row: it is not declared."""
STATES: Final = {NOT_PRESENTED: AWAITED, NOT_DECLARED: PROVISIONAL}
"""The flag of each state that can be filtered by."""


class QueueFilter(Value):
    """Which consignments the queue shows. An empty tuple does not filter; codes of one tuple are
    alternatives.

    `standings` are those shown on the screen: this bench's pending acts included; so are `states`
    (`NOT_PRESENTED`, `NOT_DECLARED`), which count what was seen here. `text` is what the
    officer typed: every word must occur (the last may be cut short), or it is the beginning or the end of
    an identifier.
    """

    lanes: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    standings: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    text: str = ""


class QueueSort(Value):
    """In which order. Equal ones follow by score (highest first), arrival (oldest first) and reference; in a
    sort by a text, by reference alone.
    """

    column: str = "score"
    descending: bool = True


SORT_COLUMNS: Final = (
    "score",
    "arrived",
    "lane",
    "office",
    "standing",
    "category",
    "identifier",
    "goods",
)
"""What `QueueSort.column` may be. `lane` and `standing` go from the gravest to the lightest; missing ones
come last.
"""

LANES_IN_ORDER: Final = ("red", "yellow", "blue", "green")
"""Lanes from the gravest to the lightest; codes not known come after them."""


class QueueRow(Value):
    """One consignment as the queue shows it; texts as received.

    `standing` includes this bench's pending acts, `pending` is the kind of the newest of them or empty;
    `holds` is how many holds stand, `remarks` how many remarks there were on reading the document (wrong
    types, values out of range ...; domain/quality.py would take longer than the rest of a pull), `presence`
    that of its parcels (`mixed` where they differ) as they were last seen, `state` one of those of the
    filter or empty.
    """

    ref: int
    id: str
    identifier: str = ""
    lane: str = ""
    score: int = 0
    office: str = ""
    standing: str = "undecided"
    pending: str = ""
    category: str = ""
    arrived: datetime | None = None
    goods: str = ""
    parcels: int = 0
    holds: int = 0
    remarks: int = 0
    presence: str = ""
    state: str = ""


class Facet(Value):
    """One code that can be filtered by, and how many consignments of the cache have it."""

    code: str
    count: int


class Facets(Value):
    """What the queue can be filtered by, in the order of the sorts."""

    lanes: tuple[Facet, ...] = ()
    offices: tuple[Facet, ...] = ()
    standings: tuple[Facet, ...] = ()
    categories: tuple[Facet, ...] = ()
    states: tuple[Facet, ...] = ()


def state_of(flags: int, awaited: int | None) -> str:
    """The state that the flags of a row say; `awaited` is what was seen at this bench since, if anything."""
    if flags & PROVISIONAL:
        return NOT_DECLARED
    is_awaited = flags & AWAITED if awaited is None else awaited
    return NOT_PRESENTED if is_awaited else ""
