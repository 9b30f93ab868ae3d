"""A consignment as it is served, made smaller where it has grown beyond what a bench can take.

Every act was taken by what it says alone, so their sum has no bound: what is stored stays whole, and what is
served is cut where it stands in nobody's way. Where that does not suffice no act is sent, in a form that a
bench reads as acts that are lost (`acts.incomplete`): it says so to the officer and releases nothing.
"""

from collections.abc import Sequence
from typing import Final

import msgspec

from workstation.central.documents import Fields, encoded, fields_of, raw_list
from workstation.domain.act import Act

SERVED_WEIGHT: Final = 8_000_000
"""Weight of the heaviest consignment that is served: twice the largest document, and half a page."""

PART_WEIGHT: Final = 10
"""What a comma weighs: a bench takes at most 2,000,000 in one answer, and an answer weighs at most 16 MB."""

TEXT_KEPT: Final = 200
"""Characters that stay of a text that is cut."""

CUT: Final = " […]"
NOTE: Final = "oversize"
"""The field that says, in a served document, what of it was cut."""

_NOTE_WEIGHT: Final = 1_000
_ACT: Final = msgspec.json.Decoder(Act)
_TEXTS: Final = ("refusal", "officer", "bench", "office", "agency", "reason", "legal_basis", "remark")
"""Texts of an act that where goods stand does not depend on."""


def weight_of(body: bytes | None) -> int:
    """How much this JSON takes of a page: its bytes, or its parts where they are many and small."""
    return max(len(body), PART_WEIGHT * body.count(b",")) if body else 0


def served_weight(acts: bytes | None, document: bytes, beside: bytes | None = None) -> int:
    """How much a consignment takes of a page at most, as it is served."""
    whole = weight_of(acts) + weight_of(document) + weight_of(beside)
    return min(whole + _NOTE_WEIGHT, SERVED_WEIGHT)


def served(change: int, acts: bytes | None, document: bytes, beside: bytes | None = None) -> bytes:
    """The document as it is served: with its change number and every act in front of what was received, and
    with the fields that notes put in place of its own (`beside`); cut, and with a note that says so, where it
    would weigh more than `SERVED_WEIGHT`.
    """
    if beside is not None:
        document = encoded(fields_of(document) | fields_of(beside))
    room = SERVED_WEIGHT - _NOTE_WEIGHT - weight_of(document)
    if weight_of(acts) <= room:
        head = b'{"change":%d,' % change
        return head + (b'"acts":' + acts + b"," if acts else b"") + document[1:]
    given = [bytes(each) for each in raw_list(msgspec.Raw(acts or b"[]"))]
    fields = fields_of(document)
    fitting, count = _with_short_texts(given, room)
    if fitting is not None:
        note = f"The texts of {count} of {len(given)} acts are cut: the whole would be too large for a bench."
        return _noted(change, note, msgspec.Raw(b"[" + b",".join(fitting) + b"]"), fields)
    kept = _smallest(fields, SERVED_WEIGHT - _NOTE_WEIGHT)
    note = (
        f"Too large for a bench: {len(given)} acts and {len(fields) - len(kept)} other fields are not sent."
    )
    # A text in the place of the acts: no reader can take it for a consignment without any.
    return _noted(change, note, _raw(note), kept)


def _noted(change: int, note: str, acts: msgspec.Raw, fields: Fields) -> bytes:
    own = {"change": _raw(change), NOTE: _raw(note), "acts": acts}
    return encoded(own | {name: value for name, value in fields.items() if name not in own})


def _raw(value: object) -> msgspec.Raw:
    return msgspec.Raw(msgspec.json.encode(value))


def _with_short_texts(given: Sequence[bytes], room: int) -> tuple[list[bytes] | None, int]:
    """The acts with the texts of the oldest cut, of as many as is needed for all to fit, and how many were;
    none if they never fit.
    """
    acts, cut = list(given), 0
    weight = sum(map(_weight_in_list, acts))
    for place, act in enumerate(given):
        if weight <= room:
            break
        short = _short(act)
        if len(short) < len(act):
            acts[place], cut = short, cut + 1
            weight += _weight_in_list(short) - _weight_in_list(act)
    return (acts if weight <= room else None), cut


def _weight_in_list(act: bytes) -> int:
    return weight_of(act) + PART_WEIGHT


def _short(document: bytes) -> bytes:
    """The act with all that decides where goods stand, and the beginnings of its texts. Its marks and what it
    says of detections stay in its event.
    """
    act = _ACT.decode(document)
    texts = {name: _beginning(getattr(act, name)) for name in _TEXTS}
    found = tuple(
        msgspec.structs.replace(each, description=_beginning(each.description)) for each in act.found
    )
    return msgspec.json.encode(msgspec.structs.replace(act, found=found, marks=(), judged=(), **texts))


def _beginning(text: str) -> str:
    return text if len(text) <= TEXT_KEPT else text[:TEXT_KEPT] + CUT


def _smallest(fields: Fields, room: int) -> Fields:
    """As many fields as fit, the smallest first; the id is always among them."""
    kept: Fields = {"id": fields["id"]}
    for name, value in sorted(fields.items(), key=lambda field: len(field[1])):
        room -= weight_of(bytes(value)) + len(msgspec.json.encode(name)) + 2 * PART_WEIGHT
        if room < 0:
            break
        kept[name] = value
    return kept
