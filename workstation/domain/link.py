"""Links: which provisional consignment turned out to be which. Who may say so, and which of several counts.

The one rule of bench and central service, over the set of events: never the order of their arrival.
"""

from collections.abc import Collection, Iterable
from datetime import datetime

from msgspec.structs import replace

from workstation.domain.act import Act
from workstation.domain.consignment import Consignment
from workstation.domain.event import BenchEvent
from workstation.domain.provisional import LINKED, UNLINKED
from workstation.domain.value import Value


class Link(Value):
    """That `consignment` turned out to be `linked`. `office` is that of the bench, empty where it is not
    known to be; `sequence` the event's place in its ledger.
    """

    id: str
    consignment: str
    linked: str
    at: datetime
    bench: str = ""
    office: str = ""
    sequence: int = 0


class TakenBack(Value):
    """That the links of these events (`names`) of one consignment count no more."""

    id: str
    names: tuple[str, ...]
    bench: str = ""
    office: str = ""


def link_of(event: BenchEvent) -> Link | TakenBack | None:
    """What an event says of links; None where it says nothing of them."""
    if event.kind == LINKED and event.consignment and event.linked not in ("", event.consignment):
        return Link(
            id=event.id,
            consignment=event.consignment,
            linked=event.linked,
            at=event.happened(),
            bench=event.bench,
            office=event.office,
            sequence=event.sequence,
        )
    if event.kind == UNLINKED and event.consignment and event.names:
        return TakenBack(id=event.id, names=event.names, bench=event.bench, office=event.office)
    return None


def may_link(made: Consignment, bench: str, office: str) -> bool:
    """Whether this bench may say what a provisional consignment turned out to be, given as it was made: the
    bench that made it, and every one of its office. Others do not have the parcel: a link of theirs would
    take it away from those who do.
    """
    makers = {parcel.seen_bench for parcel in made.parcels}
    return bench in makers - {""} or office == made.office != ""


def links_in_force(
    made: Consignment, links: Iterable[Link], taken_back: Iterable[TakenBack]
) -> tuple[Link, ...]:
    """The links of one provisional consignment that some bench had the right to say and that none took back,
    the oldest first.
    """
    ended = {name for each in taken_back if may_link(made, each.bench, each.office) for name in each.names}
    return tuple(
        sorted(
            (each for each in links if each.id not in ended and may_link(made, each.bench, each.office)),
            key=lambda each: (each.at, each.bench, each.sequence, each.id),
        )
    )


def turned_out_to_be(links: Collection[Link]) -> str:
    """Of links in force the newest counts, and no other: one parcel is of one consignment. Empty for none."""
    return max(links, key=lambda each: (each.at, each.bench, each.sequence, each.id)).linked if links else ""


def over_link(act: Act, provisional: str, behind: Collection[str] = ()) -> Act:
    """An act on a provisional consignment as it counts for the one that this turned out to be: about goods of
    the provisional one, which are called so (`PROVISIONAL/GOODS`). What was found is never one of the
    declared goods, whatever its id: nobody releases those by a parcel of his own making. `behind` are the
    provisional ones that turned out to be this one, whose goods are called so already.
    """
    called_so = tuple(f"{each}/" for each in behind)

    def name(goods: str) -> str:
        return goods if goods.startswith(called_so) else f"{provisional}/{goods}"

    return replace(
        act,
        scope=tuple(replace(entry, goods=name(entry.goods)) for entry in act.scope),
        found=tuple(replace(found, id=name(found.id)) for found in act.found),
    )
