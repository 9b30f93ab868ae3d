"""A consignment's document: taken apart when it comes, put together when it is served, its bytes never re-
written between.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

import msgspec

from workstation.contract.reading import read_consignment
from workstation.domain.consignment import Consignment
from workstation.domain.identifiers import normalised
from workstation.domain.remark import Remark
from workstation.domain.value import Value

Fields = dict[str, msgspec.Raw]
"""An object with its values as they were sent: numbers keep their digits, unknown fields their place."""

DOCUMENT_LIMIT: Final = 4_000_000
"""Bytes of the largest document that is stored: a page of 16 MB holds several, with their acts."""

NESTING_LIMIT: Final = 64
"""Deepest nesting that is stored. A document that no bench can decode would cut off the whole page it
stands in.
"""

IDENTIFIER_COUNT_LIMIT: Final = 1000
RANKS: Final = {"parcel": 0, "consignment": 1, "receptacle": 2, "master": 3, "filing": 4}
"""How close what a number names is to the consignment; an unknown word ranks last."""


class Refusal(Value):
    """Why something was not taken: a stable code, and words for a person."""

    code: str
    words: str


class Prepared(Value):
    """A document ready to be stored: `document` without what the service keeps itself, and the columns to
    find it by.
    """

    id: str
    document: bytes
    digest: bytes
    acts: tuple[bytes, ...] = ()
    office: str = ""
    lane: str = ""
    day: int | None = None
    version: int = 1
    identifiers: tuple[tuple[str, int], ...] = ()
    remarks: tuple[Remark, ...] = ()
    provisional: bool = False


def prepare(body: bytes) -> Prepared | Refusal:
    """Read one document. Refused only if it cannot be kept or found again: too large, no JSON object, no
    usable id.
    """
    code = _unfit(body)
    if code:
        return Refusal(code=code, words=_WORDS[code])
    reading = read_consignment(body)
    if reading.consignment is None:
        return Refusal(
            code=reading.refused, words=_WORDS.get(reading.refused, "The document cannot be read.")
        )
    consignment = reading.consignment
    if consignment.id != column_text(consignment.id):
        return Refusal(code="document.no_id", words="The id holds characters that no id may hold.")
    try:
        # Stricter than the reading: `Infinity` or a comment in one document would spoil a whole page.
        fields = fields_of(body)
    except (msgspec.MsgspecError, RecursionError):
        return Refusal(code="document.unreadable", words=_WORDS["document.unreadable"])
    acts = raw_list(fields.pop("acts", None))
    fields.pop("change", None)
    document = encoded(fields)
    return Prepared(
        id=consignment.id,
        document=document,
        digest=hashlib.sha256(document).digest(),
        acts=tuple(bytes(each) for each in acts),
        office=column_text(consignment.office),
        lane=column_text(consignment.risk.lane),
        day=day_of(consignment),
        version=max((filing.version for filing in consignment.filings), default=1),
        identifiers=tuple(identifiers_of(consignment)),
        remarks=reading.remarks,
        provisional=consignment.provisional,
    )


_WORDS: Final = {
    "document.too_large": f"The document is larger than {DOCUMENT_LIMIT:,} bytes.",
    "document.nested_too_deep": f"The document is nested deeper than {NESTING_LIMIT} levels.",
    "document.unreadable": "The document is not a JSON object in UTF-8.",
    "document.no_id": "The document has no usable id.",
}

_STRING: Final = re.compile(rb'"(?:[^"\\]+|\\.)*+"', re.DOTALL)
_NO_BRACKETS: Final = bytes(set(range(256)) - set(b"[]{}"))


def _unfit(body: bytes) -> str:
    """The code of what forbids keeping these bytes; empty for nothing."""
    if len(body) > DOCUMENT_LIMIT:
        return "document.too_large"
    if not _is_utf8(body):
        return "document.unreadable"
    return "document.nested_too_deep" if nesting_of(body) > NESTING_LIMIT else ""


def _is_utf8(body: bytes) -> bool:
    if body.isascii():
        return True
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def nesting_of(body: bytes) -> int:
    """How deep arrays and objects lie in each other; a cheap upper bound where it cannot exceed the limit."""
    openings = body.count(b"[") + body.count(b"{")
    if openings <= NESTING_LIMIT:
        return openings
    deepest = depth = 0
    for bracket in _STRING.sub(b"", body).translate(None, _NO_BRACKETS):
        depth += 1 if bracket in b"[{" else -1
        deepest = max(deepest, depth)
    return deepest


def column_text(text: str, limit: int = 200) -> str:
    """`text` as a column may hold it: cut, without control characters (PostgreSQL has no NUL) and lone
    surrogates.
    """
    cut = text[:limit]
    return cut if cut.isprintable() else "".join(c for c in cut if c.isprintable())


def day_of(consignment: Consignment) -> int | None:
    """When it arrived, else when its newest filing was lodged, in seconds since 1970: what a scope's `days`
    counts from.
    """
    instants = (
        [consignment.arrived] if consignment.arrived else [f.lodged for f in consignment.filings if f.lodged]
    )
    return max(map(seconds_of, instants), default=None)


def seconds_of(instant: datetime) -> int:
    """Seconds since 1970."""
    return int(instant.timestamp())


def identifiers_of(consignment: Consignment) -> Iterator[tuple[str, int]]:
    """Every number by which it can be found, normalised, with its rank; each once, the closest rank first."""
    closest: dict[str, int] = {}
    for text, belongs_to in _numbers(consignment):
        value = column_text(normalised(text))
        if value and len(closest) < IDENTIFIER_COUNT_LIMIT:
            rank = RANKS.get(belongs_to, len(RANKS))
            closest[value] = min(rank, closest.get(value, rank))
    yield from closest.items()


def _numbers(consignment: Consignment) -> Iterable[tuple[str, str]]:
    yield consignment.id, "consignment"
    for each in consignment.identifiers:
        yield each.value, each.belongs_to
    for filing in consignment.filings:
        for number in (filing.id, filing.lrn, filing.mrn, filing.ucr):
            yield number, "filing"
    if consignment.transport is not None:
        yield consignment.transport.house_document, "consignment"
        yield consignment.transport.receptacle, "receptacle"
        yield consignment.transport.master_document, "master"


# --- objects as they were sent ------------------------------------------------------------------------------

_FIELDS: Final = msgspec.json.Decoder(dict[str, msgspec.Raw])
_LIST: Final = msgspec.json.Decoder(list[msgspec.Raw])


def fields_of(body: bytes | msgspec.Raw) -> Fields:
    """The fields of an object. Raises msgspec.MsgspecError for anything else."""
    return _FIELDS.decode(body)


def raw_list(body: msgspec.Raw | None) -> list[msgspec.Raw]:
    """The elements of an array; anything else has none."""
    try:
        return [] if body is None else _LIST.decode(body)
    except msgspec.MsgspecError:
        return []


def raw(value: object) -> msgspec.Raw:
    """A value as JSON."""
    return msgspec.Raw(msgspec.json.encode(value))


def object_of(body: msgspec.Raw | None) -> Fields:
    """The fields of an object; anything else has none."""
    try:
        return {} if body is None else fields_of(body)
    except msgspec.MsgspecError:
        return {}


def text_of(body: msgspec.Raw | None) -> str:
    """A text; empty for anything else."""
    try:
        return "" if body is None else msgspec.json.decode(body, type=str)
    except msgspec.MsgspecError:
        return ""


def encoded(fields: Fields) -> bytes:
    """The object again, every value byte for byte as it came."""
    return msgspec.json.encode(fields)
