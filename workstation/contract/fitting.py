"""Fitting a document that is not as it should be into the contract's types: value by value, with a remark for
each that does not fit. Time and memory grow with the document and no faster.
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, Final, NamedTuple, TypeAlias

import msgspec
from msgspec import inspect

from workstation.domain.act import Act
from workstation.domain.remark import REMARKS, Remark

TEXT_LIMIT: Final = 4_000
LIST_LIMIT: Final = 10_000
INTEGER_LIMIT: Final = 10**15
PIXEL_LIMIT: Final = 2**31 - 1
DIGITS_LIMIT: Final = 20
EXPONENT_LIMIT: Final = 15
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199
SHORT: Final = 200
REMARKS_LIMIT: Final = 500
"""Remarks kept for one document; how many more there were is the last one (`remarks.more`)."""

_ODD = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\U000e0000-\U000e007f]"
)
_SURROGATE = re.compile(r"[\ud800-\udfff]")


class _Unfit:
    """The answer for a value that does not fit."""


UNFIT: Final = _Unfit()
Fit: TypeAlias = Callable[[object, str, "Notes"], object]


class Notes:
    """The remarks of one document as they are found; only so many are kept."""

    def __init__(self) -> None:
        self._kept: list[Remark] = []
        self._more = 0
        self.dropped = 0

    def add(self, code: str, path: str, value: object = "") -> None:
        """A remark at this place with what was there."""
        if len(self._kept) < REMARKS_LIMIT:
            self._kept.append(Remark(code=code, field=path, value=short_text(value), severity=REMARKS[code]))
        else:
            self._more += 1

    def drop(self, code: str, path: str, value: object) -> _Unfit:
        """The same for a value that is not kept."""
        self.dropped += 1
        self.add(code, path, value)
        return UNFIT

    @property
    def count(self) -> int:
        """How many remarks are kept so far."""
        return len(self._kept)

    def move_to(self, path: str, *, since: int) -> None:
        """What was remarked since then is about something that has no place of its own any more."""
        self._kept[since:] = [msgspec.structs.replace(each, field=path) for each in self._kept[since:]]

    def remarks(self) -> tuple[Remark, ...]:
        """What was found, in the document's order."""
        if not self._more:
            return tuple(self._kept)
        more = Remark(code="remarks.more", value=str(self._more), severity=REMARKS["remarks.more"])
        return (*self._kept, more)


class _Literal(str):
    """A number as it stood in the document: its value may be too large to be made."""

    __slots__ = ()


def plain_objects(document: bytes, notes: Notes) -> Any:
    """The document as dicts, lists, texts, booleans and literal numbers. Raises ValueError or RecursionError.

    More forgiving than RFC 8259: bytes that are no UTF-8 become U+FFFD, and a byte order mark, raw control
    characters in texts, NaN and lone surrogates are read, to be remarked where they stand.
    """
    try:
        text = document.decode("utf-8-sig")
    except UnicodeDecodeError:
        notes.add("document.not_utf8", "")
        text = document.decode("utf-8-sig", "replace")
    return json.loads(text, strict=False, parse_float=_Literal, parse_int=_Literal, parse_constant=_Literal)


def short_text(value: object) -> str:
    """What a value was, in at most 200 characters, whatever its size and depth."""
    if isinstance(value, str):
        text = value[: SHORT + 1]
    elif isinstance(value, bool):
        text = "true" if value else "false"
    elif value is None:
        text = "null"
    else:
        text = "".join(_rendered(value, 0))
    text = _SURROGATE.sub("\ufffd", text)
    return text if len(text) <= SHORT else text[: SHORT - 1] + "…"


def _rendered(value: object, depth: int) -> str:
    if isinstance(value, dict):
        if depth == 2:
            return "{…}" if value else "{}"
        shown = [f"{str(k)[:40]!r}: {_rendered(v, depth + 1)}" for k, v in list(_first(value.items()))]
        return "{" + ", ".join(shown) + (", …}" if len(value) > len(shown) else "}")
    if isinstance(value, list):
        if depth == 2:
            return "[…]" if value else "[]"
        shown = [_rendered(v, depth + 1) for v in _first(value)]
        return "[" + ", ".join(shown) + (", …]" if len(value) > len(shown) else "]")
    if isinstance(value, str) and not isinstance(value, _Literal):
        return repr(value[:60])
    return short_text(value)


def _first(values: Any) -> list[Any]:
    return [value for value, _ in zip(values, range(5), strict=False)]


# --- one fitting function per type ----------------------------------------------------------------


@cache
def fit_for(struct: type[msgspec.Struct]) -> Fit:
    """The function that fits plain objects into this struct."""
    return _fit(inspect.type_info(struct))


def _fit(info: inspect.Type) -> Fit:
    if isinstance(info, inspect.StructType):
        return _fit_struct(info)
    if isinstance(info, inspect.VarTupleType):
        return _fit_list(_fit(info.item_type))
    if isinstance(info, inspect.TupleType):
        return _fit_row(tuple(_fit(item) for item in info.item_types))
    if isinstance(info, inspect.UnionType):
        return _fit(next(t for t in info.types if not isinstance(t, inspect.NoneType)))
    return _SCALARS[type(info)]


def _fit_struct(info: inspect.StructType) -> Fit:
    fields = tuple((f.encode_name, f.name, f.required, _fit(f.type)) for f in info.fields)
    make = info.cls
    is_act = issubclass(make, Act)

    def fit(value: object, path: str, notes: Notes) -> object:
        if not isinstance(value, dict):
            return notes.drop("value.wrong_type", path, value)
        dropped_before = notes.dropped
        kept: dict[str, object] = {}
        for key, name, required, fit_field in fields:
            given = value.get(key)
            fitted = UNFIT if given is None else fit_field(given, f"{path}.{key}" if path else key, notes)
            if fitted is not UNFIT:
                kept[name] = fitted
            elif required:
                return notes.drop("act.unusable" if is_act else "element.unusable", path, value)
        if is_act and notes.dropped > dropped_before:
            # What it stops, lifts or has seen may be lost with the value: an officer must know.
            notes.add("act.incomplete", path, kept["id"])
        return make(**kept)

    return fit


def _fit_list(fit_element: Fit) -> Fit:
    def fit(value: object, path: str, notes: Notes) -> object:
        if not isinstance(value, list):
            return notes.drop("value.wrong_type", path, value)
        if len(value) > LIST_LIMIT:
            notes.drop("list.too_long", path, str(len(value)))
        kept: list[object] = []
        for element in value[:LIST_LIMIT]:
            # Places are counted in the list as it is read, so that a remark never points at its neighbour.
            place, before = f"{path}[{len(kept)}]", notes.count
            fitted = fit_element(element, place, notes)
            if fitted is UNFIT:
                notes.move_to(path, since=before)
            else:
                kept.append(fitted)
        return tuple(kept)

    return fit


def _fit_row(fits: tuple[Fit, ...]) -> Fit:
    """A fixed number of values that mean nothing without each other: a box, a point."""

    def fit(value: object, path: str, notes: Notes) -> object:
        if not isinstance(value, list) or len(value) != len(fits):
            return notes.drop("value.wrong_type", path, value)
        quiet = Notes()
        row = tuple(f(v, path, quiet) for f, v in zip(fits, value, strict=True))
        if UNFIT in row:
            return notes.drop("value.wrong_type", path, value)
        if any(isinstance(v, int) and abs(v) > PIXEL_LIMIT for v in row):
            return notes.drop("number.out_of_range", path, value)
        return row

    return fit


def _fit_text(value: object, path: str, notes: Notes) -> object:
    if not isinstance(value, str) or isinstance(value, _Literal):
        return notes.drop("value.wrong_type", path, value)
    text = value
    if len(text) > TEXT_LIMIT:
        notes.add("text.too_long", path, str(len(text)))
        text = text[:TEXT_LIMIT]
    if _SURROGATE.search(text) is not None:
        text = _SURROGATE.sub("\ufffd", text)
        notes.add("text.control_characters", path, text)
    elif _ODD.search(text) is not None:
        notes.add("text.control_characters", path, text)
    return text


def _decimal_of(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _is_in_range(number: Decimal) -> bool:
    digits = number.as_tuple()
    return (
        isinstance(digits.exponent, int)
        and len(digits.digits) <= DIGITS_LIMIT
        and abs(number.adjusted()) <= EXPONENT_LIMIT
    )


def _fit_decimal(value: object, path: str, notes: Notes) -> object:
    number = _decimal_of(value[: TEXT_LIMIT + 1]) if isinstance(value, str) else None
    if number is None or number.is_nan():
        return notes.drop("value.wrong_type", path, value)
    if len(str(value)) > TEXT_LIMIT or not _is_in_range(number):
        return notes.drop("number.out_of_range", path, value)
    # 1E+3 means 1000 and is written so: the desk and the cache never meet an exponent.
    return number if "E" not in str(number) else Decimal(f"{number:f}")


def _fit_integer(value: object, path: str, notes: Notes) -> object:
    number = _decimal_of(value[: TEXT_LIMIT + 1]) if isinstance(value, _Literal) else None
    if number is None or number.is_nan():
        return notes.drop("value.wrong_type", path, value)
    if not _is_in_range(number) or len(str(value)) > TEXT_LIMIT or abs(number) > INTEGER_LIMIT:
        return notes.drop("number.out_of_range", path, value)
    if number != int(number):
        return notes.drop("value.wrong_type", path, value)
    return int(number)


def _fit_float(value: object, path: str, notes: Notes) -> object:
    number = _fit_decimal(value, path, notes) if isinstance(value, _Literal) else UNFIT
    if isinstance(number, Decimal):
        return float(number)
    return UNFIT if isinstance(value, _Literal) else notes.drop("value.wrong_type", path, value)


def _fit_boolean(value: object, path: str, notes: Notes) -> object:
    return value if isinstance(value, bool) else notes.drop("value.wrong_type", path, value)


def _fit_instant(value: object, path: str, notes: Notes) -> object:
    if not isinstance(value, str) or isinstance(value, _Literal) or len(value) > SHORT:
        return notes.drop("value.wrong_type", path, value)
    try:
        at = msgspec.convert(value, datetime)
    except msgspec.ValidationError:
        return notes.drop("value.wrong_type", path, value)
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        return notes.drop("date.out_of_range", path, value)
    if at.tzinfo is None:
        notes.add("date.no_zone", path, value)
        return at.replace(tzinfo=UTC)
    return at.astimezone(UTC)


_SCALARS: Final[dict[type[inspect.Type], Fit]] = {
    inspect.StrType: _fit_text,
    inspect.DecimalType: _fit_decimal,
    inspect.IntType: _fit_integer,
    inspect.FloatType: _fit_float,
    inspect.BoolType: _fit_boolean,
    inspect.DateTimeType: _fit_instant,
}


# --- what the contract does not know --------------------------------------------------------------


class _Within(NamedTuple):
    """The struct in a field; `is_list`: in each element of it."""

    struct: type[msgspec.Struct]
    is_list: bool


@cache
def _fields_of(struct: type[msgspec.Struct]) -> Mapping[str, _Within | None]:
    """Its fields by name; none for one that has no struct in it."""
    info = inspect.type_info(struct)
    assert isinstance(info, inspect.StructType)  # noqa: S101 - of a struct it is
    return {field.encode_name: _within(field.type) for field in info.fields}


def _within(info: inspect.Type) -> _Within | None:
    if isinstance(info, inspect.UnionType):
        info = next(t for t in info.types if not isinstance(t, inspect.NoneType))
    is_list = isinstance(info, inspect.VarTupleType)
    if isinstance(info, inspect.VarTupleType):
        info = info.item_type
    return _Within(info.cls, is_list) if isinstance(info, inspect.StructType) else None


def unknown_in(plain: object, struct: type[msgspec.Struct], limit: int = 200) -> tuple[Remark, ...]:
    """A remark for each field in the plain objects that this struct, or one in it, does not have."""
    found: list[Remark] = []
    _collect_unknown(plain, struct, "", found, limit)
    return tuple(found)


def _collect_unknown(
    value: object, struct: type[msgspec.Struct], path: str, found: list[Remark], limit: int
) -> None:
    if not isinstance(value, dict):
        return
    known = _fields_of(struct)
    for key, inner in value.items():
        if len(found) >= limit:
            return
        within = known.get(key)
        if within is None and key in known:
            continue  # the most of them: nothing is made for each
        place = f"{path}.{short_text(key)}" if path else short_text(key)
        if within is None:
            found.append(Remark(code="field.unknown", field=place, value=short_text(inner), severity="hint"))
        elif not within.is_list:
            _collect_unknown(inner, within.struct, place, found, limit)
        elif isinstance(inner, list):
            for position, element in enumerate(inner[:LIST_LIMIT]):
                _collect_unknown(element, within.struct, f"{place}[{position}]", found, limit)
