"""Reads a scan image's bytes: verified against their hash, sized from the header first, then decoded."""

from __future__ import annotations

import hashlib
import hmac
from typing import Protocol

from workstation.imaging.pixels import ScanPixels, UnreadableImage
from workstation.imaging.png import PngReader
from workstation.imaging.scan_file import ScanFile
from workstation.imaging.tiff import TiffReader

LIMIT_PIXELS = 120_000_000  # 1.5 times the largest cargo image planned for; 240 MB per energy


class ScanImageReader(Protocol):
    """One file format. Raises `UnreadableImage`; any other exception is reported as a damaged file."""

    @property
    def name(self) -> str:
        """What officers and IT call the format."""

    def recognises(self, data: bytes) -> bool:
        """Whether the first bytes are this format's; cheap, never raises."""

    def read(self, data: bytes, limit_pixels: int) -> ScanFile:
        """Decode, refusing from the header alone what claims more than `limit_pixels` in all its views of
        one energy.
        """


_readers: list[ScanImageReader] = [TiffReader(), PngReader()]


def register_reader(reader: ScanImageReader) -> None:
    """Add a format; a later reader of the same name replaces the earlier one."""
    _readers[:] = [known for known in _readers if known.name != reader.name] + [reader]


def known_formats() -> tuple[str, ...]:
    """The names of the formats that can be read, in the order they are tried."""
    return tuple(reader.name for reader in _readers)


def read_scan_image(
    data: bytes, *, sha256: str | None = None, limit_pixels: int = LIMIT_PIXELS
) -> ScanPixels:
    """The first view of `data`, as `read_scan_file` reads it. Raises `UnreadableImage` and nothing else."""
    views = read_scan_file(data, sha256=sha256, limit_pixels=limit_pixels).views
    if not views:
        raise UnreadableImage("no_picture", "The file is a report of an algorithm; no image is in it.")
    return views[0]


def read_scan_file(data: bytes, *, sha256: str | None = None, limit_pixels: int = LIMIT_PIXELS) -> ScanFile:
    """Everything that `data` holds; `sha256` (hexadecimal) is checked before a decoder sees a byte.

    Raises `UnreadableImage` with one sentence for the officer, and nothing else.
    """
    if sha256 is not None:
        check_hash(data, sha256)
    if not data:
        raise UnreadableImage("empty", "The image file is empty.")
    reader = next((known for known in _readers if known.recognises(data)), None)
    if reader is None:
        raise UnreadableImage(
            "unknown_format",
            f"The file is not an image that can be read here ({', '.join(known_formats())}).",
        )
    try:
        return reader.read(data, limit_pixels)
    except UnreadableImage:
        raise
    except MemoryError:
        raise UnreadableImage("too_large", "The image does not fit into this computer's memory.") from None
    except Exception as fault:  # decoders of foreign bytes fail in ways that no list completes
        raise UnreadableImage("damaged", f"The {reader.name} file is damaged and cannot be shown.") from fault


def check_hash(data: bytes, sha256: str) -> None:
    """Refuse with `UnreadableImage` what is not the image that was announced (hexadecimal)."""
    expected = sha256.strip().lower().encode("utf-8", "replace")
    if not hmac.compare_digest(hashlib.sha256(data).hexdigest().encode(), expected):
        raise UnreadableImage("hash", "The image is not the one that was announced: its SHA-256 differs.")
