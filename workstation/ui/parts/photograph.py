"""A photograph of a parcel, from a file or the clipboard: bounded before it is decoded, made small, and
written anew as a JPEG of which nothing but the pixels comes from the file.
"""

import stat
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageReader, QImageWriter, QPainter

from workstation.domain.event import Photograph
from workstation.domain.problems import Refused, Unavailable

MOST_BYTES: Final = 400_000
"""Of the JPEG that is recorded: it lies in the ledger and goes over the line."""
LONGEST_SIDE: Final = 1920
LEAST_SIDE: Final = 320
"""Never smaller than this, whatever the file is."""
FILE_LIMIT: Final = 40_000_000
"""Bytes of a file: more than any camera's photograph."""
PIXEL_LIMITS: Final = {"jpeg": 64_000_000, "png": 25_000_000}
"""The formats that are read, and how many pixels a file of each may claim to have: a JPEG is made small while
it is decoded, a PNG is decoded whole first (four bytes a pixel).
"""
QUALITIES: Final = (85, 75, 65, 55)

_SCAN: Final = b"\xff\xda"
_END: Final = b"\xff\xd9"
"""Markers of a JPEG, start of scan and end of image (ITU-T T.81, table B.1)."""


def photograph_in_file(path: Path) -> Photograph:
    """The photograph in a file. Raises Refused where it is none that can be used, Unavailable where the file
    cannot be read. For a worker's thread.
    """
    return photograph_of(decoded(_bytes_of(path)))


def decoded(data: bytes) -> QImage:
    """The pixels of an image file, upright, at most `LONGEST_SIDE` long. Raises Refused."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    kind = bytes(reader.format().data()).decode("ascii", "replace")
    if kind not in PIXEL_LIMITS:
        raise _no_photograph()
    size = reader.size()
    if not size.isValid() or size.isEmpty() or (kind == "jpeg" and not _is_whole(data)):
        raise _broken()
    if size.width() * size.height() > PIXEL_LIMITS[kind]:
        raise _too_many_pixels()
    if max(size.width(), size.height()) > LONGEST_SIDE:
        reader.setScaledSize(_within(size, LONGEST_SIDE))
    image = reader.read()
    if image.isNull():
        raise _broken()
    return image


def photograph_of(image: QImage) -> Photograph:
    """The image as it is recorded. Raises Refused for one that has too many pixels. For a worker's thread."""
    if image.isNull():
        raise _broken()
    if image.width() * image.height() > PIXEL_LIMITS["jpeg"]:
        raise _too_many_pixels()
    side = min(LONGEST_SIDE, max(image.width(), image.height()))
    while True:
        pixels = _pixels_of(image, side)
        for quality in QUALITIES:
            body = _jpeg(pixels, quality)
            if len(body) <= MOST_BYTES:
                return Photograph(body=body)
        if side <= LEAST_SIDE:
            raise _no_photograph()
        side = max(LEAST_SIDE, side * 3 // 4)


def _bytes_of(path: Path) -> bytes:
    try:
        # Asked before it is opened: opening a pipe would wait for whoever writes into it.
        if not stat.S_ISREG(path.stat().st_mode):
            raise _no_photograph()
        with path.open("rb") as file:
            data = file.read(FILE_LIMIT + 1)
    except OSError as error:
        raise Unavailable(
            "The file {file} cannot be read.",
            safe="Nothing was changed.",
            do_now="Choose another file, or go on without a photograph.",
            code="photograph.unreadable",
            values={"file": path.name},
        ) from error
    if len(data) > FILE_LIMIT:
        raise Refused(
            "The file is larger than a photograph may be (40 MB).",
            safe="Nothing was changed.",
            do_now="Choose another file, or go on without a photograph.",
            code="photograph.too_large",
        )
    return data


def _is_whole(data: bytes) -> bool:
    """Whether the last scan of a JPEG has its end: a decoder fills up what is cut off with grey."""
    return data.find(_END, max(0, data.rfind(_SCAN))) >= 0


def _within(size: QSize, side: int) -> QSize:
    return size.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))


def _pixels_of(image: QImage, side: int) -> QImage:
    """The pixels alone, on a white ground: texts, profiles and whatever else the file held stay behind."""
    if image.colorSpace().isValid():
        image = image.convertedToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    size = image.size()
    if max(size.width(), size.height()) > side:
        size = _within(size, side)
    bare = QImage(size, QImage.Format.Format_RGB32)
    bare.fill(Qt.GlobalColor.white)
    painter = QPainter(bare)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(bare.rect(), image)
    painter.end()
    return bare


def _jpeg(image: QImage, quality: int) -> bytes:
    written = QByteArray()
    buffer = QBuffer(written)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"jpeg"))
    writer.setQuality(quality)
    if not writer.write(image):
        msg = f"no JPEG could be written: {writer.errorString()}"
        raise RuntimeError(msg)
    return bytes(written.data())


def _no_photograph() -> Refused:
    return Refused(
        "This is no photograph that can be read here (JPEG or PNG).",
        safe="Nothing was changed.",
        do_now="Choose another file, or go on without a photograph.",
        code="photograph.unknown",
    )


def _broken() -> Refused:
    return Refused(
        "The photograph is broken or cut off.",
        safe="Nothing was changed.",
        do_now="Choose another file, or go on without a photograph.",
        code="photograph.broken",
    )


def _too_many_pixels() -> Refused:
    return Refused(
        "The photograph claims to have more pixels than can be read here.",
        safe="Nothing was changed.",
        do_now="Make it smaller, choose another file, or go on without a photograph.",
        code="photograph.too_many_pixels",
    )
