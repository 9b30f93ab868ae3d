"""The sheet on paper: every symbol of it is read back, alone and with its quiet zone."""

import re
from itertools import pairwise

import numpy as np
import pytest
import zxingcpp
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from workstation.barcode.sheet import SYMBOLS
from workstation.paperwork.reader_sheet import ReaderSheet, draw_sheet, sheet_pdf

A4 = (2126, 3154)
"""The page within its margins, in dots of 1/300 inch."""


def sheet(**more):
    captions = tuple(f"{number} · {each.name}" for number, each in enumerate(SYMBOLS, 1))
    return ReaderSheet(**{"title": "Reader check", "lead": ("Read 1 and 2.",), "captions": captions} | more)


def drawn(of):
    image = QImage(*A4, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    draw_sheet(painter, A4[0], of)
    painter.end()
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return pixels[:, : A4[0]].copy()


def test_every_symbol_of_the_page_is_read_back(qapp):
    found = zxingcpp.read_barcodes(drawn(sheet()))
    assert [each.bytes.decode() for each in found] == [each.text for each in SYMBOLS]


@pytest.mark.parametrize("lines", [0, 3, 6])
def test_it_fits_on_one_page_and_each_symbol_keeps_its_distance(qapp, lines):
    pixels = drawn(sheet(lead=("A long sentence that says what is to be done with a reader. " * 3,) * lines))
    found = zxingcpp.read_barcodes(pixels)
    assert len(found) == len(SYMBOLS)
    edges = sorted((each.position.top_left.y, each.position.bottom_left.y) for each in found)
    apart = [below - bottom for (_, bottom), (below, _) in pairwise(edges)]
    assert min(apart) > 10 * 300 / 25.4
    assert edges[-1][1] < A4[1]


def test_it_is_a_pdf_of_one_page(qapp):
    made = sheet_pdf(sheet(foot="made at a bench"))
    assert made.startswith(b"%PDF")
    assert len(re.findall(rb"/Type /Page\n", made)) == 1
