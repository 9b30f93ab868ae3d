"""What a file of a scan image holds: one or several views, what algorithms saw in them, and what it says of
itself.
"""

from __future__ import annotations

import msgspec

from workstation.imaging.pixels import ScanPixels


class SeenByAlgorithm(msgspec.Struct, frozen=True):
    """A threat or object that an algorithm reported in the file (DICOS threat detection report, NEMA IIC 1
    part 5). `view` is the place of its view in the file, `box` left, top, width, height in its pixels.
    """

    kind: str
    confidence: float | None = None
    view: int = 0
    box: tuple[int, int, int, int] | None = None
    polygon: tuple[tuple[int, int], ...] = ()
    algorithm: str = ""


class ScanFile(msgspec.Struct, frozen=True, eq=False):
    """A file that was read. A report without an image has no views.

    `format` is what officers and IT call it. `facts` are further things it says, by name, as text from
    outside: bounded, for IT.
    """

    format: str
    views: tuple[ScanPixels, ...]
    detections: tuple[SeenByAlgorithm, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
