"""Reading a consignment as the centre sent it: what can be kept is kept, what cannot is said in a remark.

A sound document is decoded once and only looked over for what its types cannot say: numbers, days and texts
out of bounds. Any other is read again value by value (fitting.py), in time that grows with the document and
no faster.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any, Final, NamedTuple, TypeAlias, cast

import msgspec
from msgspec import inspect

from workstation.contract.fitting import (
    FIRST_YEAR,
    INTEGER_LIMIT,
    LAST_YEAR,
    LIST_LIMIT,
    PIXEL_LIMIT,
    TEXT_LIMIT,
    Notes,
    fit_for,
    plain_objects,
    unknown_in,
)
from workstation.domain.consignment import Consignment
from workstation.domain.remark import Remark
from workstation.domain.value import Amount, Quantity, Value

DOCUMENT_LIMIT: Final = 16_000_000
"""Bytes of the largest document that is looked at: twice what a request may hold (`Limits.request_bytes`)."""
ID_LIMIT: Final = 200
"""Characters of the longest id of a consignment: it is a key, and a cut key is another one."""

Body: TypeAlias = bytes | bytearray | memoryview | msgspec.Raw


class Reading(Value):
    """What became of one document.

    `refused` is empty, or one of `document.too_large`, `document.unreadable`, `document.nested_too_deep` and
    `document.no_id` (absent, not a text, blank, or over 200 characters); only then is `consignment` none.
    """

    consignment: Consignment | None = None
    remarks: tuple[Remark, ...] = ()
    refused: str = ""


def read_consignment(body: Body) -> Reading:
    """One consignment from its JSON document. Never raises for what the document holds.

    A value of a wrong type or out of range is dropped (remarks `value.wrong_type`, `number.out_of_range`,
    `date.out_of_range`), an element without what makes it one is left out (`element.unusable`), a text over
    4,000 characters or a list over 10,000 elements is cut (`text.too_long`, `list.too_long`), control and
    bidirectional characters stay (`text.control_characters`). An act that lost something says so
    (`act.incomplete`, `act.unusable`, `acts.incomplete`): what it stops may be lost with it. Instants become
    UTC. Unknown codes stay as they are; for unknown fields see `unknown_fields`.
    """
    document = body if type(body) is bytes else bytes(body)
    if len(document) > DOCUMENT_LIMIT:
        return Reading(refused="document.too_large")
    try:
        consignment = _DECODER.decode(document)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return _read_value_by_value(document)
    if _is_plain_text(document) and _is_within_bounds(consignment):
        if _is_usable(consignment.id):
            return Reading(consignment=consignment)
        return Reading(refused="document.no_id")
    return _read_value_by_value(document)


def unknown_fields(body: Body) -> tuple[Remark, ...]:
    """A remark `field.unknown`, with path and value, for each field unknown to the contract, at most 200.

    Walks the whole document again: only for the one consignment on the screen.
    """
    document = body if type(body) is bytes else bytes(body)
    if len(document) > DOCUMENT_LIMIT:
        return ()
    try:
        return unknown_in(plain_objects(document, Notes()), Consignment)
    except (ValueError, RecursionError):
        return ()


def _read_value_by_value(document: bytes) -> Reading:
    notes = Notes()
    try:
        plain = plain_objects(document, notes)
    except RecursionError:
        return Reading(refused="document.nested_too_deep")
    except ValueError:
        return Reading(refused="document.unreadable")
    if not isinstance(plain, dict):
        return Reading(refused="document.unreadable")
    if not _is_usable(plain.get("id")):
        return Reading(refused="document.no_id")
    fitted = fit_for(Consignment)(plain, "", notes)
    if not isinstance(fitted, Consignment):
        return Reading(refused="document.no_id")
    given = plain.get("acts")
    if given is not None and (not isinstance(given, list) or len(given) != len(fitted.acts)):
        notes.add("acts.incomplete", "acts", given)
    return Reading(consignment=fitted, remarks=notes.remarks())


def _is_usable(consignment_id: object) -> bool:
    return (
        isinstance(consignment_id, str) and bool(consignment_id.strip()) and len(consignment_id) <= ID_LIMIT
    )


# --- the look-over of a sound document: a few microseconds, because 100,000 come at once ------------------

_DECODER: Final = msgspec.json.Decoder(Consignment)

_ODD_NUMBER = re.compile(r"E|Inf|NaN|[\d.]{21}")
"""In the text of decimals: an exponent, no number at all, or more than twenty digits."""

_SUSPECT = re.compile(
    r"[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
    r"|\\(?:[bf]|u(?:00[01789]|061[cC]|20[0-6]|[dD][89a-fA-F]|[fF][eE][fF][fF]|[fF][fF][fF]))"
)
"""Characters that hide or turn text, as such or escaped. It may suspect too often, never too rarely."""


def _is_plain_text(document: bytes) -> bool:
    """Whether no text is too long or holds a character that hides or turns it, and no list is too long."""
    if len(document) > TEXT_LIMIT and (
        b'\\"' in document
        or max(map(len, document.split(b'"'))) > TEXT_LIMIT
        or document.count(b",") >= LIST_LIMIT
    ):
        return False
    if b"\\" not in document and document.isascii():
        return b"\x7f" not in document
    try:
        text = document.decode()
    except UnicodeDecodeError:
        return False  # in a field that is not ours: msgspec only looks at what it keeps
    return (text.isprintable() and "\\" not in text) or _SUSPECT.search(text) is None


class _Plan(NamedTuple):
    """What of a struct is to be looked at, each read in one step."""

    decimals: Callable[[object], tuple[Decimal | None, ...]] | None
    measures: Callable[[object], tuple[Amount | Quantity | None, ...]] | None
    integers: Callable[[object], tuple[int, ...]] | None
    instants: Callable[[object], tuple[datetime | None, ...]] | None
    pixels: tuple[Callable[[object], tuple[int, ...] | tuple[tuple[int, ...], ...] | None], ...]
    structs: tuple[tuple[Callable[[object], object], "_Plan"], ...]
    lists: tuple[tuple[Callable[[object], tuple[object, ...]], "_Plan"], ...]


def _tuple_getter(names: list[str]) -> Callable[[object], tuple[Any, ...]] | None:
    if not names:
        return None
    return attrgetter(*names) if len(names) > 1 else attrgetter(names[0], names[0])


def _plan_for(info: inspect.StructType) -> _Plan:
    found: dict[str, list[str]] = {"decimals": [], "measures": [], "integers": [], "instants": []}
    pixels, structs, lists = [], [], []
    for field in info.fields:
        kind: object = field.type
        if isinstance(kind, inspect.UnionType):
            kind = next(t for t in kind.types if not isinstance(t, inspect.NoneType))
        if isinstance(kind, inspect.DecimalType):
            found["decimals"].append(field.name)
        elif isinstance(kind, inspect.IntType):
            found["integers"].append(field.name)
        elif isinstance(kind, inspect.DateTimeType):
            found["instants"].append(field.name)
        elif isinstance(kind, inspect.StructType) and issubclass(kind.cls, (Amount, Quantity)):
            found["measures"].append(field.name)
        elif isinstance(kind, inspect.StructType):
            structs.append((attrgetter(field.name), _plan_for(kind)))
        elif isinstance(kind, inspect.VarTupleType) and isinstance(kind.item_type, inspect.StructType):
            lists.append((attrgetter(field.name), _plan_for(kind.item_type)))
        elif isinstance(kind, inspect.TupleType) or (
            isinstance(kind, inspect.VarTupleType) and isinstance(kind.item_type, inspect.TupleType)
        ):
            pixels.append(attrgetter(field.name))
    return _Plan(
        **{name: _tuple_getter(names) for name, names in found.items()},
        pixels=tuple(pixels),
        structs=tuple((get, plan) for get, plan in structs if any(plan)),
        lists=tuple((get, plan) for get, plan in lists if any(plan)),
    )


class _Seen:
    """The numbers and instants of one document."""

    __slots__ = ("decimals", "instants", "integers", "pixels")

    def __init__(self) -> None:
        self.decimals: list[Decimal | None] = []
        self.integers: list[int] = [0]
        self.instants: list[datetime | None] = []
        self.pixels: list[int] = [0]

    def add(self, value: object, plan: _Plan) -> None:
        """Everything of this value and what is in it."""
        decimals, measures, integers, instants, pixels, structs, lists = plan
        if decimals is not None:
            self.decimals += decimals(value)
        if measures is not None:
            self.decimals += [part.value for part in measures(value) if part is not None]
        if integers is not None:
            self.integers += integers(value)
        if instants is not None:
            self.instants += instants(value)
        for get in pixels:
            for place in get(value) or ():
                self.pixels += place if isinstance(place, tuple) else (place,)
        for get_struct, inner in structs:
            if (part := get_struct(value)) is not None:
                self.add(part, inner)
        for get_list, inner in lists:
            if parts := get_list(value):
                for part in parts:
                    self.add(part, inner)


@cache
def _consignment_plan() -> _Plan:
    return _plan_for(cast(inspect.StructType, inspect.type_info(Consignment)))


def _is_within_bounds(consignment: Consignment) -> bool:
    """Whether every number and every instant is one that can be calculated with and shown."""
    seen = _Seen()
    seen.add(consignment, _consignment_plan())
    if _ODD_NUMBER.search(" ".join(map(str, seen.decimals))) is not None:
        return False
    integers, pixels = seen.integers, seen.pixels
    if max(integers) > INTEGER_LIMIT or min(integers) < -INTEGER_LIMIT:
        return False
    if max(pixels) > PIXEL_LIMIT or min(pixels) < -PIXEL_LIMIT:
        return False
    return all(
        at is None or (at.tzinfo is UTC and FIRST_YEAR <= at.year <= LAST_YEAR) for at in seen.instants
    )
