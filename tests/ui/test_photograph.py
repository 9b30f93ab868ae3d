"""Photographs of parcels: small, upright, without what else a file knows; what is none gets a sentence."""

import os
import random
import struct
import zlib

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QColor, QImage, QImageReader, QImageWriter

from workstation.domain.problems import Refused, Unavailable
from workstation.ui.parts.photograph import (
    FILE_LIMIT,
    LONGEST_SIDE,
    MOST_BYTES,
    photograph_in_file,
    photograph_of,
)

SECRET = b"51 deg 53 min"


def picture(width=640, height=480, color="#3a6ea5"):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(color))
    return image


def noise(width, height):
    """Nothing compresses worse."""
    data = random.Random(3).randbytes(width * height * 4)
    return QImage(data, width, height, QImage.Format.Format_RGB32).copy()


def written(image, kind="jpeg"):
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, QByteArray(kind.encode())).write(image)
    return bytes(data.data())


def ifd(*entries, following=0):
    """A directory of a TIFF: count, entries of twelve bytes, offset of the next (TIFF 6.0, section 2)."""
    return struct.pack("<H", len(entries)) + b"".join(entries) + struct.pack("<I", following)


def entry(tag, kind, count, value):
    return struct.pack("<HHI", tag, kind, count) + value.ljust(4, b"\0")


def exif(orientation):
    """An APP1 segment with an orientation and a place (Exif 2.32, sections 4.5.2 and 4.6.6)."""
    first, gps = 8, 8 + 2 + 2 * 12 + 4
    described = gps + 2 + 12 + 4
    tiff = b"II*\0" + struct.pack("<I", first)
    tiff += ifd(
        entry(0x0112, 3, 1, struct.pack("<H", orientation)), entry(0x8825, 4, 1, struct.pack("<I", gps))
    )
    tiff += ifd(entry(0x001C, 7, len(SECRET), struct.pack("<I", described)))
    body = b"Exif\0\0" + tiff + SECRET
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def with_metadata(jpeg, orientation=1):
    comment = b"\xff\xfe" + struct.pack(">H", len(SECRET) + 2) + SECRET
    return jpeg[:2] + exif(orientation) + comment + jpeg[2:]


def png_of(width, height, rows=b""):
    """A PNG that claims to be so large (PNG specification, sections 5 and 11)."""

    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


@pytest.fixture
def made(qapp, tmp_path):
    """Writes a file and reads it as a photograph."""

    def make(data):
        path = tmp_path / "photograph"
        path.write_bytes(data)
        return photograph_in_file(path)

    return make


def size_of(photograph):
    image = QImage.fromData(photograph.body)
    return image.width(), image.height()


def test_a_photograph_keeps_its_pixels_and_nothing_else(made):
    before = with_metadata(written(picture()))
    assert before.count(SECRET) == 2
    photograph = made(before)
    assert photograph.media_type == "image/jpeg"
    assert SECRET not in photograph.body
    assert b"Exif" not in photograph.body
    assert b"\xff\xfe" not in photograph.body[: photograph.body.index(b"\xff\xda")]
    assert QColor(QImage.fromData(photograph.body).pixel(9, 9)).blue() > 140


def test_texts_of_a_png_stay_behind(made):
    image = picture()
    image.setText("Location", SECRET.decode())
    data = written(image, "png")
    photograph = made(data)
    assert SECRET.decode() not in photograph.body.decode("latin-1")
    assert not QImage.fromData(photograph.body).textKeys()


def test_a_camera_held_upright_makes_an_upright_photograph(made):
    assert size_of(made(with_metadata(written(picture(640, 480)), orientation=6))) == (480, 640)


def test_a_large_one_is_made_small(made):
    photograph = made(written(picture(5000, 2500)))
    assert size_of(photograph) == (LONGEST_SIDE, LONGEST_SIDE // 2)


def test_what_compresses_worst_still_fits(qapp):
    photograph = photograph_of(noise(1600, 1200))
    assert len(photograph.body) <= MOST_BYTES
    width, height = size_of(photograph)
    assert width * 3 == pytest.approx(height * 4, rel=0.02)


def test_what_is_seen_through_is_white(qapp):
    image = QImage(64, 64, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0))
    assert QImage.fromData(photograph_of(image).body).pixelColor(5, 5).lightness() > 250


def test_a_file_that_claims_a_million_million_pixels_is_not_decoded(made):
    with pytest.raises(Refused) as told:
        made(png_of(1_000_000, 1_000_000))
    assert told.value.code == "photograph.too_many_pixels"


@pytest.mark.parametrize(
    "data, code",
    [
        (b"", "photograph.unknown"),
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/hostname'/></svg>",
            "photograph.unknown",
        ),
        (b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "photograph.unknown"),
        (b"hello, world", "photograph.unknown"),
    ],
    ids=["empty", "drawing", "animation", "text"],
)
def test_what_is_no_photograph_gets_a_sentence(made, data, code):
    with pytest.raises(Refused) as told:
        made(data)
    assert (told.value.code, bool(told.value.do_now)) == (code, True)


@pytest.mark.qt_log_ignore("JPEG")
def test_a_header_without_a_picture_gets_a_sentence(made):
    with pytest.raises(Refused) as told:
        made(b"\xff\xd8\xff\xe0 and no more")
    assert told.value.code == "photograph.broken"


@pytest.mark.parametrize("kind", ["jpeg", "png"])
def test_one_that_is_cut_off_gets_a_sentence(made, kind):
    data = written(noise(300, 200), kind)
    with pytest.raises(Refused) as told:
        made(data[: len(data) // 2])
    assert told.value.code == "photograph.broken"


def read_or_refused(make, data):
    """What became of it: the size of what is recorded, or the problem's code."""
    try:
        return len(make(data).body)
    except Refused as problem:
        return problem.code


@pytest.mark.qt_log_ignore(".*")  # the decoder says of each what is wrong with it
def test_a_flipped_bit_is_read_or_refused_and_never_more(made):
    chance, data = random.Random(11), with_metadata(written(noise(40, 30)))
    became = []
    for _ in range(200):
        broken = bytearray(data)
        broken[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        became.append(read_or_refused(made, bytes(broken)))
    sizes = [each for each in became if isinstance(each, int)]
    codes = {each for each in became if isinstance(each, str)}
    assert max(sizes) <= MOST_BYTES
    assert codes <= {"photograph.unknown", "photograph.broken", "photograph.too_many_pixels"}


def test_a_file_larger_than_a_photograph_is_not_read_whole(made, tmp_path):
    path = tmp_path / "huge"
    with path.open("wb") as file:
        file.truncate(FILE_LIMIT + 1)
    with pytest.raises(Refused) as told:
        photograph_in_file(path)
    assert told.value.code == "photograph.too_large"


def test_a_file_that_is_not_there_or_no_file_gets_a_sentence(qapp, tmp_path):
    with pytest.raises(Unavailable) as told:
        photograph_in_file(tmp_path / "gone.jpg")
    assert told.value.values["file"] == "gone.jpg"
    with pytest.raises(Refused):
        photograph_in_file(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_never_waited_for(qapp, tmp_path):
    pipe = tmp_path / "pipe.jpg"
    os.mkfifo(pipe)
    with pytest.raises(Refused):
        photograph_in_file(pipe)


def test_the_size_is_asked_before_anything_is_decoded(qapp):
    """What the bound rests on: the reader tells a PNG's size from its header alone."""
    buffer = QBuffer()
    buffer.setData(QByteArray(png_of(70_000, 70_000)))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    assert QImageReader(buffer).size() == QSize(70_000, 70_000)
