"""Links: which provisional consignment turned out to be which. Who may say so, and which of several counts.

The one rule of bench and central service, over the set of events: never the order of their arrival.
"""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from typing import Final

from msgspec.structs import replace

from workstation.domain.act import Act
from workstation.domain.consignment import Consignment, Link
from workstation.domain.event import BenchEvent
from workstation.domain.mark import NOT_DECLARED, RecordedMark
from workstation.domain.provisional import LINKED, UNLINKED
from workstation.domain.value import Value

MOST_TOLD: Final = 100
"""Links that are told of one consignment; a parcel is linked once, and now and then once more."""

_UNKNOWN_AT: Final = datetime.min.replace(tzinfo=UTC)


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


def links_known(
    made: Consignment, links: Iterable[Link], taken_back: Iterable[TakenBack]
) -> tuple[Link, ...]:
    """The links of one provisional consignment that some bench had the right to say, the oldest first; those
    that one took back who had the right are `ended`.
    """
    ended = {name for each in taken_back if may_link(made, each.bench, each.office) for name in each.names}
    return tuple(
        sorted(
            (
                replace(each, ended=True) if each.id in ended else each
                for each in links
                if may_link(made, each.bench, each.office)
            ),
            key=_age,
        )
    )


def links_in_force(
    made: Consignment, links: Iterable[Link], taken_back: Iterable[TakenBack]
) -> tuple[Link, ...]:
    """The links of one provisional consignment that some bench had the right to say and that none took back,
    the oldest first.
    """
    return tuple(each for each in links_known(made, links, taken_back) if not each.ended)


def turned_out_to_be(links: Iterable[Link]) -> str:
    """Of links the newest counts that was not taken back, and no other: one parcel is of one consignment.
    Empty for none.
    """
    newest = max((each for each in links if not each.ended), key=_age, default=None)
    return newest.linked if newest is not None else ""


def _age(link: Link) -> tuple[datetime, str, int, str]:
    return (link.at, link.bench, link.sequence, link.id)


def told_together(links: Iterable[Link]) -> tuple[Link, ...]:
    """What several told of the same links: each once. Who heard that one was taken back has heard more.

    A link without an id, as a document tells that says only what turned out to be it, counts while nothing
    better is known of that consignment.
    """
    each_once: dict[tuple[str, str], Link] = {}
    for each in links:
        known = each_once.get((each.consignment, each.id))
        ended = each.ended or (known is not None and known.ended)
        each_once[each.consignment, each.id] = replace(each, ended=ended)
    better = {each.consignment for each in each_once.values() if each.id}
    return tuple(each for each in each_once.values() if each.id or each.consignment not in better)


def links_told(consignment: Consignment) -> tuple[Link, ...]:
    """What a document says of links, also one that names no events."""
    named = {each.consignment for each in consignment.links if each.linked == consignment.id}
    bare = (
        Link(id="", consignment=each, linked=consignment.id, at=_UNKNOWN_AT)
        for each in consignment.linked
        if each not in named
    )
    return (*consignment.links, *bare)


def over_link(act: Act, provisional: str, behind: Collection[str] = ()) -> Act:
    """An act on a provisional consignment as it counts for the one that this turned out to be: about goods of
    the provisional one, which are called so (`PROVISIONAL/GOODS`). What was found is never one of the
    declared goods, whatever its id: nobody releases those by a parcel of his own making. Its marks speak of
    them so too. `behind` are the provisional ones that turned out to be this one, whose goods are called so
    already.
    """

    def name(goods: str) -> str:
        return _called_over(goods, provisional, behind)

    return replace(
        act,
        scope=tuple(replace(entry, goods=name(entry.goods)) for entry in act.scope),
        found=tuple(replace(found, id=name(found.id)) for found in act.found),
        recorded_on=provisional,
        marks=marks_over_link(act.marks, provisional, behind),
    )


def marks_over_link(
    marks: Iterable[RecordedMark], provisional: str, behind: Collection[str] = ()
) -> tuple[RecordedMark, ...]:
    """Marks on the images of a provisional consignment as they speak of its goods over the link."""
    return tuple(
        each
        if each.goods in ("", NOT_DECLARED)
        else replace(each, goods=_called_over(each.goods, provisional, behind))
        for each in marks
    )


def _called_over(goods: str, provisional: str, behind: Collection[str]) -> str:
    return goods if goods.startswith(tuple(f"{each}/" for each in behind)) else f"{provisional}/{goods}"
