"""What changed in a consignment between two versions: for attention, when it was decided on in between."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Final

from msgspec.structs import fields

from workstation.domain.consignment import Consignment
from workstation.domain.value import Amount, Quantity, Value

DIFFERENCES_LIMIT: Final = 200
"""More than these are not told one by one: the last one then says how many there are in all."""
SHORT: Final = 200


class Difference(Value):
    """One thing that changed.

    `kind` is one of `KINDS`; `field` its place (`goods_items[G-2].hs_code`), elements named by what
    identifies them and not by position; `before` and `after` what was and is there as text of at most 200
    characters, empty for nothing.
    """

    kind: str
    field: str
    before: str = ""
    after: str = ""


KINDS: Final[dict[str, str]] = {
    "risk": "risk",
    "goods_items": "items",
    "images": "images",
    "filings": "filing",
    "valuation": "value",
    "parcels": "parcels",
    "parties": "parties",
    "transport": "transport",
    "identifiers": "identifiers",
    "revenue": "revenue",
    "conditions": "conditions",
    "acts": "acts",
    "steps": "steps",
}
"""The kind of a difference by the consignment's field; every other field is `consignment`."""

DECISIVE: Final = frozenset({"risk", "items", "images", "value"})
"""Kinds that a decision rests on: a change of these after one is brought to attention."""

_NOT_TOLD: Final = frozenset({"id", "change"})
_KEYS: Final = ("id", "sha256", "rule", "role", "value", "kind", "goods", "filing")


def differences(before: Consignment, after: Consignment) -> tuple[Difference, ...]:
    """What is different in `after`, in the order of the fields; another order of a list is no difference."""
    found: list[Difference] = []
    more = 0
    for field in fields(Consignment):
        if field.name in _NOT_TOLD:
            continue
        kind = KINDS.get(field.name, "consignment")
        for path, was, now in _compared(field.name, getattr(before, field.name), getattr(after, field.name)):
            if len(found) < DIFFERENCES_LIMIT:
                of_value = kind == "items" and ".value" in path
                found.append(
                    Difference(
                        kind="value" if of_value else kind, field=path, before=_text(was), after=_text(now)
                    )
                )
            else:
                more += 1
    if more:
        found.append(Difference(kind="more", field="", after=str(more)))
    return tuple(found)


def _compared(path: str, before: object, after: object) -> Iterator[tuple[str, object, object]]:
    if before == after:
        return
    if isinstance(before, tuple) and isinstance(after, tuple):
        yield from _lists(path, before, after)
    elif (
        isinstance(before, Value)
        and type(before) is type(after)
        and not isinstance(before, Amount | Quantity)
    ):
        for field in fields(type(before)):
            yield from _compared(
                f"{path}.{field.name}", getattr(before, field.name), getattr(after, field.name)
            )
    else:
        yield path, before, after


def _lists(
    path: str, before: tuple[object, ...], after: tuple[object, ...]
) -> Iterator[tuple[str, object, object]]:
    if not all(isinstance(element, Value) for element in (*before, *after)):
        yield path, before, after
        return
    was, now = _named(before), _named(after)
    for name, element in was.items():
        if name in now:
            yield from _compared(f"{path}[{name}]", element, now[name])
        else:
            yield f"{path}[{name}]", element, None
    for name, element in now.items():
        if name not in was:
            yield f"{path}[{name}]", None, element


def _named(elements: tuple[object, ...]) -> dict[str, object]:
    """Elements by what identifies them; the second of one name is told apart by its number."""
    named: dict[str, object] = {}
    times: Counter[str] = Counter()
    for element in elements:
        name = next((str(said)[:60] for key in _KEYS if (said := getattr(element, key, ""))), "")
        times[name] += 1
        named[name if times[name] == 1 else f"{name}#{times[name]}"] = element
    return named


def _text(value: object) -> str:
    """A value as it may stand beside another in a list of differences."""
    text = "".join(_parts(value))
    return text if len(text) <= SHORT else text[: SHORT - 1] + "…"


def _parts(value: object) -> Iterator[str]:
    if value is None or value in ((), ""):
        return
    if isinstance(value, Amount):
        yield f"{value.value} {value.currency}".strip()
    elif isinstance(value, Quantity):
        yield f"{value.value} {value.unit}".strip()
    elif isinstance(value, datetime):
        yield value.isoformat(timespec="seconds")
    elif isinstance(value, str | int | float | Decimal):
        yield str(value)[:SHORT]
    elif isinstance(value, tuple):
        for position, element in enumerate(value[:20]):
            if position:
                yield ", "
            yield from _parts(element)
    elif isinstance(value, Value):
        shown = [
            (f.name, getattr(value, f.name))
            for f in fields(type(value))
            if getattr(value, f.name) != f.default
        ]
        for position, (name, part) in enumerate(shown[:8]):
            yield f"{'; ' if position else ''}{name} "
            yield from _parts(part)
