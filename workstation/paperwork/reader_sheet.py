"""The sheet of the reader check on paper: known symbols, one below the other, to be read one at a time."""

from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QGuiApplication, QPageLayout, QPageSize, QPainter, QPdfWriter, QTextOption

from workstation.barcode.sheet import QUIET_MODULES, SYMBOLS, SheetSymbol, modules_of
from workstation.domain.value import Value

_DOTS_PER_INCH: Final = 300
_DOTS_PER_MM: Final = _DOTS_PER_INCH / 25.4
_MARGIN_MM: Final = 15.0
_TITLE_POINTS, _POINTS = 14.0, 9.0

SQUARE_MODULE_DOTS: Final = 7
"""0.59 mm a module of the Data Matrix."""
LINE_MODULE_DOTS: Final = 4
"""0.34 mm a module of the Code 128: every office printer draws it, every reader reads it."""
LINE_MODULES_HIGH: Final = 45
PITCH_MM: Final = 33.0
"""From one symbol to the next: a reader's line of light meets one of them only."""


class ReaderSheet(Value):
    """What stands on the sheet beside its symbols, in words already: `captions` in the symbols' order."""

    title: str
    lead: tuple[str, ...]
    captions: tuple[str, ...]
    foot: str = ""


def sheet_pdf(sheet: ReaderSheet) -> bytes:
    """The sheet as a PDF of one A4 page. Needs a QGuiApplication, for its fonts; on any thread."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DOTS_PER_INCH)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    writer.setTitle(sheet.title)
    writer.setCreator("workstation")
    painter = QPainter(writer)
    try:
        draw_sheet(painter, writer.width(), sheet)
    finally:
        painter.end()
    return bytes(buffer.data().data())


def draw_sheet(painter: QPainter, width: int, sheet: ReaderSheet) -> None:
    """Draw the sheet from the top of a page that is so many dots of 1/300 inch wide."""
    y = _text(painter, 0, width, sheet.title, _TITLE_POINTS) + _mm(2)
    for line in sheet.lead:
        y = _text(painter, y, width, line, _POINTS) + _mm(1)
    y += _mm(4)
    for symbol, caption in zip(SYMBOLS, sheet.captions, strict=True):
        below = _text(painter, y, width, caption, _POINTS)
        place = _place(symbol, below + _mm(3))
        paint_symbol(painter, place, symbol)
        y = max(y + _mm(PITCH_MM), place.bottom() + _mm(6))
    if sheet.foot:
        _text(painter, y, width, sheet.foot, _POINTS)


def paint_symbol(painter: QPainter, place: QRect, symbol: SheetSymbol) -> None:
    """Draw the symbol without its quiet zone, from the place's upper left: each module as many whole dots as
    the place has room for.
    """
    rows = modules_of(symbol)
    across, down = max(1, place.width() // len(rows[0])), max(1, place.height() // len(rows))
    for y, row in enumerate(rows):
        for x, is_dark in enumerate(row):
            if is_dark:
                module = QRect(place.x() + x * across, place.y() + y * down, across, down)
                painter.fillRect(module, Qt.GlobalColor.black)


def _place(symbol: SheetSymbol, y: float) -> QRect:
    """Where the symbol stands, its quiet zone left of it."""
    rows = modules_of(symbol)
    is_line = len(rows) == 1
    module = LINE_MODULE_DOTS if is_line else SQUARE_MODULE_DOTS
    height = module * (LINE_MODULES_HIGH if is_line else len(rows))
    return QRect(module * QUIET_MODULES[symbol.symbology], round(y), module * len(rows[0]), height)


def _text(painter: QPainter, y: float, width: int, text: str, points: float) -> float:
    """Draw plain text over the width; where it ends."""
    font = QFont(QGuiApplication.font())
    font.setPixelSize(round(points * _DOTS_PER_INCH / 72))
    painter.setFont(font)
    painter.setPen(Qt.GlobalColor.black)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    room = painter.boundingRect(QRectF(0, y, width, _mm(60)), text, option)
    painter.drawText(QRectF(0, y, width, room.height()), text, option)
    return y + room.height()


def _mm(millimetres: float) -> float:
    return millimetres * _DOTS_PER_MM
