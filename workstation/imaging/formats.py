"""Reads a scan image's bytes: verified against their hash, sized from the header first, then decoded."""

from __future__ import annotations

import hashlib
import hmac
import logging
import threading
from typing import Final

from workstation.imaging.dicom import DicomReader
from workstation.imaging.jpeg import JpegReader
from workstation.imaging.pixels import ScanPixels, UnreadableImage
from workstation.imaging.plug_ins import PlugIn, load_plug_ins, reader_folder
from workstation.imaging.png import PngReader
from workstation.imaging.raw import RawReader
from workstation.imaging.reader import ScanImageReader, fault_of
from workstation.imaging.scan_file import ScanFile
from workstation.imaging.tiff import TiffReader
from workstation.imaging.uff import refuse_uff

LIMIT_PIXELS = 120_000_000  # 1.5 times the largest cargo image planned for; 240 MB per energy

log: Final = logging.getLogger(__name__)

# The codecs remark on damaged files, and on sound ones; what is wrong with a file is said in one sentence.
logging.getLogger("imagecodecs").setLevel(logging.CRITICAL)

_readers: list[ScanImageReader] = [
    TiffReader(),
    PngReader(),
    JpegReader(),
    DicomReader(),
    RawReader(),
]


class _PlugIns:
    """The plug-ins, loaded when the first file is read: importing them is nothing for the start."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: tuple[PlugIn, ...] | None = None

    def all(self) -> tuple[PlugIn, ...]:
        """Those that work and those that do not."""
        with self._lock:
            if self._found is None:
                self._found = load_plug_ins(reader_folder())
            return self._found


_plug_ins = _PlugIns()


def register_reader(reader: ScanImageReader) -> None:
    """Add a format; a later reader of the same name replaces the earlier one."""
    _readers[:] = [known for known in _readers if known.name != reader.name] + [reader]


def plug_ins() -> tuple[PlugIn, ...]:
    """The readers that were installed beside the program's own, with what is wrong with them."""
    return _plug_ins.all()


def known_formats() -> tuple[str, ...]:
    """The names of the formats that can be read, in the order they are tried."""
    return tuple(dict.fromkeys(reader.name for reader in (*_installed(), *_readers)))


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

    An installed reader is asked first, so that it can read a maker's own kind of TIFF; one that fails is
    logged, and the program's own go on. Raises `UnreadableImage` with one sentence for the officer, and
    nothing else.
    """
    if sha256 is not None:
        check_hash(data, sha256)
    if not data:
        raise UnreadableImage("empty", "The image file is empty.")
    failed = ""
    for installed in _installed():
        read, recognised = _read_by_plug_in(installed, data, limit_pixels)
        if read is not None:
            return read
        failed = failed or (installed.name if recognised else "")
    reader = next((known for known in _readers if known.recognises(data)), None)
    if reader is not None:
        return _read_by_own(reader, data, limit_pixels)
    if failed:
        raise UnreadableImage("reader_failed", f"The {failed} file cannot be shown: its reader failed.")
    refuse_uff(data)
    raise UnreadableImage(
        "unknown_format",
        f"The file is not an image that can be read here ({', '.join(known_formats())}).",
    )


def check_hash(data: bytes, sha256: str) -> None:
    """Refuse with `UnreadableImage` what is not the image that was announced (hexadecimal)."""
    expected = sha256.strip().lower().encode("utf-8", "replace")
    if not hmac.compare_digest(hashlib.sha256(data).hexdigest().encode(), expected):
        raise UnreadableImage("hash", "The image is not the one that was announced: its SHA-256 differs.")


def _installed() -> tuple[ScanImageReader, ...]:
    return tuple(each.reader for each in plug_ins() if each.reader is not None)


def _read_by_own(reader: ScanImageReader, data: bytes, limit_pixels: int) -> ScanFile:
    try:
        return reader.read(data, limit_pixels)
    except UnreadableImage:
        raise
    except MemoryError:
        raise UnreadableImage("too_large", "The image does not fit into this computer's memory.") from None
    except Exception as fault:  # decoders of foreign bytes fail in ways that no list completes
        raise UnreadableImage("damaged", f"The {reader.name} file is damaged and cannot be shown.") from fault


def _read_by_plug_in(reader: ScanImageReader, data: bytes, limit_pixels: int) -> tuple[ScanFile | None, bool]:
    """What an installed reader made of it, and whether it said that the file is its own."""
    recognised = False
    try:
        recognised = bool(reader.recognises(data))
        if not recognised:
            return None, False
        file = reader.read(data, limit_pixels)
        fault = fault_of(file, limit_pixels)
    except UnreadableImage:
        raise
    except Exception as error:  # its maker's to mend, so to the log, not to the funnel
        log.warning("an installed reader of scan images failed", exc_info=True, extra={"format": reader.name})
        if isinstance(error, MemoryError):
            raise UnreadableImage(
                "too_large", "The image does not fit into this computer's memory."
            ) from None
        return None, recognised
    if fault:
        said = "an installed reader of scan images gave what cannot be shown"
        log.warning(said, extra={"format": reader.name, "code": fault})
        return None, True
    return file, True
