"""What comes next in the queue: its images are fetched first, and told so that they can be made ready."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from msgspec.structs import replace

from workstation.cache.store import CacheReader
from workstation.contract.reading import read_consignment
from workstation.domain.consignment import ScanImage
from workstation.domain.value import Value

IN_MEMORY: Final = 5
"""Consignments of the queue whose images are made ready before they are opened (issue: "Never waiting")."""
LEFT_IN_MEMORY: Final = 2
"""Consignments that were open before whose images stay ready."""
ON_DISK: Final = 200
"""Consignments of the queue, from the open one on, whose images are fetched before all others."""
SHOWN_AT_ONCE: Final = 2
"""Views that are seen beside each other when a consignment is opened: nobody should wait for these."""


class NextImages(Value):
    """The images that are shown first when a consignment of the queue is opened.

    `here` are those in the cache, `awaited` the names of the others; `found` as `ImageDesk.photograph` takes
    it.
    """

    consignment: str
    here: tuple[ScanImage, ...] = ()
    awaited: tuple[str, ...] = ()
    found: tuple[str, ...] = ()


class AheadDesk:
    """`order` (the line's, `ImageLine.order`) is for the screen's thread, `next_images` for a reader's."""

    def __init__(
        self, reader: Callable[[], CacheReader], order: Callable[[Iterable[str], Sequence[int]], None]
    ) -> None:
        self._reader = reader
        self._order = order

    def order(self, on_screen: Iterable[str], refs: Sequence[int]) -> None:
        """A consignment with these images is open, and these stand next in the queue, the open one first."""
        self._order(on_screen, refs)

    def next_images(self, refs: Sequence[int]) -> tuple[NextImages, ...]:
        """What is shown first of each of these; what cannot be read, or has no images, is left out."""
        reader = self._reader()
        bodies = reader.bodies(refs)
        found: list[NextImages] = []
        for ref in refs:
            consignment = read_consignment(bodies[ref]).consignment if ref in bodies else None
            if consignment is None or not consignment.images:
                continue
            images = [
                replace(each, sha256=each.sha256.lower()) for each in consignment.images[:SHOWN_AT_ONCE]
            ]
            here = reader.has_images([each.sha256 for each in images])
            found.append(
                NextImages(
                    consignment=consignment.id,
                    here=tuple(each for each in images if each.sha256 in here),
                    awaited=tuple(each.sha256 for each in images if each.sha256 not in here),
                    found=(consignment.id, *consignment.linked),
                )
            )
        return tuple(found)
