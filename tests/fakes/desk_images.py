"""Scan images as the desk hands them out: small, made of figures, late or unreadable when a test wants it."""

import threading
from collections.abc import Collection

import numpy as np

from workstation.domain.problems import Unavailable
from workstation.imaging.pixels import ScanPixels, UnreadableImage
from workstation.imaging.scan_file import ScanFile
from workstation.sync.image_waits import ImageWait


def not_here() -> Unavailable:
    return Unavailable("The image has not come yet.", do_now="It appears by itself.", code="image.not_here")


def pixels(width=640, height=480, dual=True, seed=1) -> ScanPixels:
    """A parcel with a dense thing in the middle of it, open beam around."""
    rows, columns = np.mgrid[0:height, 0:width]
    high = np.full((height, width), 65535, dtype=np.uint16)
    inside = (abs(columns - width / 2) < width * 0.4) & (abs(rows - height / 2) < height * 0.4)
    high[inside] = 40_000 + (columns[inside] * (7 + seed)) % 9_000
    dense = (abs(columns - width / 2) < width * 0.1) & (abs(rows - height / 2) < height * 0.1)
    high[dense] = 4_000
    low = (high.astype(np.float64) ** 1.05 / 65535**0.05).astype(np.uint16)
    planes = (high, low) if dual else (high,)
    for plane in planes:
        plane.setflags(write=False)
    return ScanPixels(energies=planes)


class FakeImages:
    """Answers by SHA-256 with a file (pixels are one of one view), or raises what a test put there. `gate`
    holds every answer back.
    """

    def __init__(self) -> None:
        self.answers: dict[str, ScanPixels | ScanFile | bytes | BaseException] = {}
        self.of: list[tuple[str, ...]] = []
        self.asked: list[str] = []
        self.waits: dict[str, ImageWait] = {}
        self.gate = threading.Event()
        self.gate.set()

    def put(self, sha256: str, answer: ScanPixels | ScanFile | bytes | BaseException) -> "FakeImages":
        self.answers[sha256] = answer
        return self

    def scan_file(self, sha256: str) -> ScanFile:
        answer = self._answer(sha256)
        if isinstance(answer, ScanPixels):
            return ScanFile("TIFF", (answer,))
        assert isinstance(answer, ScanFile)
        return answer

    def photograph(self, sha256: str, found: Collection[str]) -> bytes:
        self.of.append(tuple(found))
        answer = self._answer(sha256)
        assert isinstance(answer, bytes)
        return answer

    def wait_of(self, sha256: str) -> ImageWait:
        return self.waits.get(sha256, ImageWait())

    def _answer(self, sha256: str) -> ScanPixels | ScanFile | bytes:
        self.asked.append(sha256)
        self.gate.wait(10)
        answer = self.answers[sha256]
        if isinstance(answer, BaseException):
            raise answer
        return answer


def unreadable(code="damaged") -> UnreadableImage:
    return UnreadableImage(code, "raw words of the reader")
