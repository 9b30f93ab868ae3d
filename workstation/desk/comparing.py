"""Earlier scan images of the same consignor, the same consignee or the same goods, from the cache."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Final

from msgspec.structs import replace

from workstation.cache.alike import alike_by
from workstation.cache.queue import QueueRow
from workstation.cache.store import CacheReader
from workstation.contract.reading import read_consignment
from workstation.domain.consignment import Consignment, ScanImage
from workstation.domain.value import Value

LOOKED_AT: Final = 60
"""Of the consignments that share one number the last so many are looked at: thousands have cotton shirts."""
MOST: Final = 24
"""Earlier consignments that are offered: nobody looks at more beside one parcel."""
_LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)


class Earlier(Value):
    """An earlier consignment with scan images that are here.

    `alike` says in what it is alike: `consignor`, `consignee`, `heading`, in this order; `called` and
    `standing` as the queue shows them; `at` when its first image was made, else when it arrived.
    """

    consignment: str
    called: str
    standing: str
    alike: tuple[str, ...]
    images: tuple[ScanImage, ...]
    at: datetime | None = None


class ComparingDesk:
    """For a reader's thread."""

    def __init__(self, reader: Callable[[], CacheReader]) -> None:
        self._reader = reader

    def earlier(self, consignment: Consignment) -> tuple[Earlier, ...]:
        """Earlier ones than this: those alike in more first, the same consignor before the same consignee and
        that before the same heading, then the last first.
        """
        reader = self._reader()
        by = alike_by(consignment)
        refs = reader.alike([number for numbers in by.values() for number in numbers], LOOKED_AT)
        rows = {row.ref: row for row in reader.rows(refs)}
        made = _made(consignment)
        found = [
            earlier
            for ref, body in reader.bodies(refs).items()
            if (other := read_consignment(body).consignment) is not None
            and ref in rows
            and other.id != consignment.id
            and (earlier := self._earlier(other, rows[ref], by)) is not None
            and _is_before(earlier.at, made)
        ]
        found.sort(key=lambda each: each.at or _LONG_AGO, reverse=True)
        found.sort(key=lambda each: _weight(each.alike), reverse=True)
        return tuple(found[:MOST])

    def _earlier(self, other: Consignment, row: QueueRow, by: dict[str, tuple[int, ...]]) -> Earlier | None:
        """None where it is alike in nothing (by chance, or by now), or where no image of it is here."""
        of_other = alike_by(other)
        alike = tuple(kind for kind, numbers in by.items() if set(numbers).intersection(of_other[kind]))
        images = [each for each in other.images if not each.is_photograph]
        here = self._reader().has_images([each.sha256.lower() for each in images])
        shown = tuple(
            replace(each, sha256=each.sha256.lower()) for each in images if each.sha256.lower() in here
        )
        if not alike or not shown:
            return None
        return Earlier(
            consignment=other.id,
            called=row.identifier,
            standing=row.standing,
            alike=alike,
            images=shown,
            at=_made(other),
        )


def _made(consignment: Consignment) -> datetime | None:
    times = [each.acquired for each in consignment.images if each.acquired is not None]
    return min(times) if times else consignment.arrived


def _is_before(at: datetime | None, made: datetime | None) -> bool:
    """What does not say when it was made is taken to be earlier: it is here, and so was made."""
    return at is None or made is None or at <= made


def _weight(alike: Iterable[str]) -> int:
    weights = {"consignor": 4, "consignee": 2, "heading": 1}
    return sum(weights[kind] for kind in alike)
