"""The interlock: at an examination bench nothing is decided on a parcel that does not lie there.

What lies at a bench is known by the parcel's own barcode, read there last. At a document or image desk no
parcel lies; what is recorded there says so.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Final

from workstation.domain.act import Effect
from workstation.domain.consignment import Condition, Consignment, Parcel
from workstation.domain.event import ABSENT, EXCEPTION, READ, TYPED
from workstation.domain.reference import ReferenceList
from workstation.domain.value import Value

EXAMINATION: Final = "examination"
DOCUMENT: Final = "document"
IMAGE: Final = "image"
"""Kinds of workplace, as in `BenchEvent`."""

NEEDS_PARCEL: Final = frozenset({Effect.RELEASE, Effect.HOLD, Effect.SEIZE})
"""Effects that an examination bench records only with the parcel there. What ends an act, or acknowledges a
conflict, is about the act.
"""

EXCEPTIONS: Final = "exceptions"
"""Name of the coded list of reasons why a parcel's barcode was not read."""

INTERLOCK_WORDS: Final[Mapping[str, str]] = {
    "parcel.not_read": "Read the parcel's own barcode: it is not the last one read here.",
    "parcel.typed": "The number was typed in, not read: say why.",
    "parcel.not_presented": "A parcel of these goods was not presented here: they stay open.",
    "parcel.left_out": "The goods of the parcel that lies here are not among them.",
    "exception.unknown": "This reason for not reading the barcode is not on the list.",
    "exception.not_allowed": "Here nothing stands for the parcel's own barcode.",
    "place.too_long": "A storage place has at most 64 characters.",
}
"""Its obstacles with their source text."""

LONGEST_PLACE: Final = 64


class Workplace(Value):
    """What is done at this bench. `may_be_unread`: whether a coded reason may stand for the parcel's barcode
    (a torn label, a number typed in by hand). `bench` is its id: what was presented elsewhere does not lie
    here.
    """

    kind: str = EXAMINATION
    may_be_unread: bool = True
    bench: str = ""

    @property
    def has_parcels(self) -> bool:
        """Whether parcels lie here."""
        return self.kind == EXAMINATION


class AtHand(Value):
    """What the last barcode read here says of one consignment: `parcels` are those whose own barcode it is,
    `possession` is `read` or `typed`; `absent` where it names none of them.
    """

    possession: str = ABSENT
    parcels: tuple[str, ...] = ()


class Interlock(Value):
    """What the rules need to know of the parcel: where one works, what is at hand, the coded lists, today."""

    workplace: Workplace
    at_hand: AtHand
    lists: Mapping[str, ReferenceList]
    day: date


def possession_of(exception: str, at_hand: AtHand, workplace: Workplace) -> str:
    """How an act says that the parcel lay there; one of `POSSESSIONS`."""
    if not workplace.has_parcels:
        return ABSENT
    if at_hand.possession in (READ, TYPED):
        return at_hand.possession
    return EXCEPTION if exception else ABSENT


def was_presented(parcel: Parcel, workplace: Workplace) -> bool:
    """Whether a parcel lies here as far as is known: it was last seen, and at this bench."""
    is_here = bool(workplace.bench) and parcel.seen_bench == workplace.bench
    return is_here and parcel.presence == "presented"


def parcels_away(consignment: Consignment, at_hand: AtHand, workplace: Workplace) -> tuple[str, ...]:
    """Of a consignment of several parcels those that were not presented here and are not at hand. One of a
    single parcel has none: the interlock itself asks for that.
    """
    if len(consignment.parcels) < 2:
        return ()
    return tuple(
        parcel.id
        for parcel in consignment.parcels
        if parcel.id not in at_hand.parcels and not was_presented(parcel, workplace)
    )


def goods_away(consignment: Consignment, at_hand: AtHand, workplace: Workplace) -> frozenset[str]:
    """Goods items whose parcel is away. Where nobody said which parcel goods are in, any that is away may
    have them.
    """
    away = set(parcels_away(consignment, at_hand, workplace))
    if not away:
        return frozenset()
    known = {parcel.id for parcel in consignment.parcels}
    return frozenset(
        item.id for item in consignment.goods_items if item.parcel in away or item.parcel not in known
    )


def parcels_left_open(consignment: Consignment, at_hand: AtHand, workplace: Workplace) -> tuple[str, ...]:
    """The parcels that are away and have goods in them, or may have."""
    away = parcels_away(consignment, at_hand, workplace)
    goods = goods_away(consignment, at_hand, workplace)
    placed = {item.parcel for item in consignment.goods_items if item.id in goods}
    return away if placed - set(away) else tuple(each for each in away if each in placed)


def interlock_codes(
    effect: Effect, exception: str, goods: Iterable[str], consignment: Consignment, know: Interlock
) -> Iterable[tuple[str, str]]:
    """What the interlock has against a decision, as codes with what each is about."""
    if not know.workplace.has_parcels or effect not in NEEDS_PARCEL:
        return
    if know.at_hand.possession != READ:
        yield from _without_a_read(exception, know)
    named = set(goods)
    if effect is not Effect.HOLD:
        away = goods_away(consignment, know.at_hand, know.workplace)
        for item in consignment.goods_items:
            if item.id in named and item.id in away:
                yield "parcel.not_presented", item.id
    if effect is not Effect.RELEASE and _leaves_out(named, consignment, know.at_hand):
        yield "parcel.left_out", ""


def _leaves_out(goods: Collection[str], consignment: Consignment, at_hand: AtHand) -> bool:
    """Whether none of these goods can be in the parcel at hand, though goods of it are declared. Goods that
    were found are in it.
    """
    if not goods or not at_hand.parcels or len(consignment.parcels) < 2:
        return False
    parcels = {parcel.id for parcel in consignment.parcels}.difference(at_hand.parcels)
    elsewhere = {item.id for item in consignment.goods_items if item.parcel in parcels}
    may_be_in_it = any(item.id not in elsewhere for item in consignment.goods_items)
    return may_be_in_it and elsewhere.issuperset(goods)


def _without_a_read(exception: str, know: Interlock) -> Iterable[tuple[str, str]]:
    is_typed = know.at_hand.possession == TYPED
    if not know.workplace.may_be_unread:
        yield ("exception.not_allowed" if exception else "parcel.not_read"), exception
        return
    if not exception:
        yield ("parcel.typed" if is_typed else "parcel.not_read"), ""
        return
    listed = know.lists.get(EXCEPTIONS)
    row = listed.row(exception) if listed else None
    if row is None or not row.is_valid(know.day):
        yield "exception.unknown", exception


def is_the_examination(condition: Condition, possession: str) -> bool:
    """Whether a release is itself what an open condition asks for: an image desk sent the parcel for opening,
    and it lies at an examination bench.
    """
    return condition.asked and condition.kind == EXAMINATION and possession != ABSENT
