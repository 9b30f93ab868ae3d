"""What the officer is told of a barcode read, in words."""

from enum import StrEnum
from typing import Any, Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from workstation.barcode.identify import NO_PARCEL, UNKNOWN, Candidate, best_of, is_doubtful
from workstation.barcode.labels import Label
from workstation.barcode.reads import Flaw
from workstation.desk.open import NotFound, OpenConsignment
from workstation.desk.read_answer import Answer
from workstation.domain.interlock import AtHand
from workstation.ui.messages import Kind, Message
from workstation.ui.parts.formats import identifier
from workstation.ui.parts.naming import called
from workstation.ui.parts.shortcuts import key_of

translate = QCoreApplication.translate

FLAWS: Final[dict[str, Any]] = {
    "too_short": QT_TRANSLATE_NOOP("Inspection", "Too short to be a barcode: read it again."),
    "no_prefix": QT_TRANSLATE_NOOP(
        "Inspection", "The reader did not send its prefix: read the barcode again."
    ),
    "cut_off": QT_TRANSLATE_NOOP("Inspection", "The barcode was cut off: read it again."),
    "joined": QT_TRANSLATE_NOOP("Inspection", "Two barcodes in one read: read the parcel's own one alone."),
}
NOT_OWN: Final[dict[str, Any]] = {
    "receptacle": QT_TRANSLATE_NOOP(
        "Inspection", "This is the number of a receptacle. Read the parcel's own barcode."
    ),
    "master": QT_TRANSLATE_NOOP(
        "Inspection", "This is the number of a master document. Read the parcel's own barcode."
    ),
    "filing": QT_TRANSLATE_NOOP(
        "Inspection", "This is the number of a filing. Read the parcel's own barcode."
    ),
    "label": QT_TRANSLATE_NOOP(
        "Inspection", "Other labels may bear this text too. Read the parcel's own barcode."
    ),
    "parcel": QT_TRANSLATE_NOOP(
        "Inspection", "This does not say which parcel lies here. Read another barcode of its label."
    ),
    "consignment": QT_TRANSLATE_NOOP(
        "Inspection", "This is the number of a consignment of several parcels. Read the parcel's own barcode."
    ),
}
LABELS: Final[dict[str, Any]] = {
    "place": QT_TRANSLATE_NOOP("Inspection", "A storage place: {code}."),
    "seal": QT_TRANSLATE_NOOP("Inspection", "A seal: {code}."),
    "evidence_bag": QT_TRANSLATE_NOOP("Inspection", "An evidence bag: {code}."),
    "badge": QT_TRANSLATE_NOOP("Inspection", "An officer's badge. Nobody was asked for."),
}


def flaw_words(flaw: Flaw) -> str:
    """Why a read means nothing."""
    return translate("Inspection", FLAWS[flaw])


def not_own_words(opened: OpenConsignment, at_hand: AtHand) -> str:
    """That what was read is not the parcel's own barcode, and whose it is; empty where it is its own."""
    if at_hand.parcels or opened.found_by not in NOT_OWN:
        return ""
    return translate("Inspection", NOT_OWN[opened.found_by])


def cancelled_words(before: OpenConsignment | None) -> str:
    """That what was being written is cancelled, and on which consignment."""
    number = called(before) if before is not None else ""
    return translate("Inspection", "Cancelled, nothing recorded: {number}").format(number=number)


def label_words(label: Label) -> str:
    """What a label of the administration's own is."""
    return translate("Inspection", LABELS[label.kind]).format(code=identifier(label.code))


class Service(StrEnum):
    """How the central service stands to a barcode that the cache does not have."""

    ASKED = "asked"
    UNKNOWN = "unknown"
    """It does not know it either."""
    UNREACHED = "unreached"


SERVICE: Final[dict[Service, Any]] = {
    Service.ASKED: QT_TRANSLATE_NOOP("Inspection", "Asking the central service."),
    Service.UNKNOWN: QT_TRANSLATE_NOOP("Inspection", "The central service does not know it either."),
    Service.UNREACHED: QT_TRANSLATE_NOOP("Inspection", "The central service could not be asked."),
}


def answer_of_not_found(found: NotFound) -> Answer:
    """A misread, what is known to name no parcel, or what nobody here knows."""
    if is_doubtful(found.raw):
        return Answer.BAD_CHECK_DIGIT
    return Answer.NO_IDENTIFIER if stands_beside(found.candidates) else Answer.NOT_FOUND


def in_the_band(found: NotFound) -> str:
    """What the band says beside the number: what follows from it."""
    answer = answer_of_not_found(found)
    if answer is Answer.BAD_CHECK_DIGIT:
        return translate("Inspection", "Misread: read it again.")
    if answer is Answer.NO_IDENTIFIER:
        return translate("Inspection", "It names no parcel: read another barcode of this label.")
    return translate("Inspection", SERVICE[Service.ASKED])


def not_found(answer: NotFound, service: Service, *, has_parcels: bool) -> Message:
    """Nothing in the cache has this barcode: what it can be, and what happens next. That nobody declared the
    parcel is no advice where the label was misread, another barcode on it is the parcel's, or no parcel lies.
    """
    kind = answer_of_not_found(answer)
    barcode = identifier(answer.raw)
    if kind is Answer.BAD_CHECK_DIGIT:
        what = translate("Inspection", "{barcode} is misread: its check digit is wrong.")
        return Message(
            what=what.format(barcode=barcode),
            do_now=translate("Inspection", "Read it again, or another barcode of this parcel."),
            kind=Kind.ATTENTION,
            key="barcode",
        )
    kinds = "; ".join(dict.fromkeys(c.reason for c in answer.candidates[:3] if c.kind != UNKNOWN))
    can_be = translate("Inspection", "It can be: {kinds}.").format(kinds=kinds) if kinds else ""
    if kind is Answer.NO_IDENTIFIER:
        what = translate("Inspection", "{barcode} names no parcel.")
        return Message(
            what=what.format(barcode=barcode),
            safe=can_be,
            do_now=translate("Inspection", "Read another barcode of this parcel."),
            kind=Kind.ATTENTION,
            key="barcode",
        )
    what = translate("Inspection", "No consignment has the barcode {barcode}.")
    reads = translate("Inspection", "Read another barcode of it, or search.")
    if has_parcels:
        undeclared = translate("Inspection", "Nobody declared it: {key}.")
        reads = f"{reads} {undeclared.format(key=key_of('undeclared'))}"
    asked = translate("Inspection", SERVICE[service])
    return Message(
        what=what.format(barcode=barcode),
        safe=" ".join(filter(None, (asked, can_be))),
        do_now="" if service is Service.ASKED else reads,
        kind=Kind.ATTENTION,
        key="barcode",
    )


def stands_beside(candidates: tuple[Candidate, ...]) -> bool:
    """Whether it is of a known kind that stands on labels and goods beside the parcel's own number: a routing
    code, a trade item's.
    """
    best = best_of(candidates)
    return bool(best) and all(each.kind in NO_PARCEL and each.kind != UNKNOWN for each in best)
