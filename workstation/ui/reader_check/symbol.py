"""A symbol of the sheet on the screen: black on white in either theme, each module of whole pixels."""

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from workstation.barcode.sheet import QUIET_MODULES, SYMBOLS, SheetSymbol, modules_of
from workstation.paperwork.reader_sheet import paint_symbol

LINE_MODULE_PX: Final = 2
"""Logical pixels of a bar's module: 0.5 mm on a usual monitor, which readers with a camera read at an arm's
length.
"""
LINE_HEIGHT_PX: Final = 150
SQUARE_MODULE_PX: Final = 7


class SymbolView(QWidget):
    """Shows one symbol with its quiet zone. As large as the largest of the sheet, so that nothing moves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._symbol = SYMBOLS[0]
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(_largest())

    def show_symbol(self, symbol: SheetSymbol, words: str) -> None:
        """Show this one; `words` are what it is called, for assistive tools."""
        self._symbol = symbol
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the modules in device pixels: a bar that is smeared over two is read by chance."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        ratio = self.devicePixelRatioF()
        painter.scale(1 / ratio, 1 / ratio)
        room = QRect(0, 0, round(self.width() * ratio), round(self.height() * ratio))
        paint_symbol(painter, _place(room, self._symbol), self._symbol)


def _place(room: QRect, symbol: SheetSymbol) -> QRect:
    """Where the symbol stands in a room of device pixels: in the middle, as large as whole pixels and its
    quiet zone allow.
    """
    rows = modules_of(symbol)
    quiet = 2 * QUIET_MODULES[symbol.symbology]
    across = max(1, room.width() // (len(rows[0]) + quiet))
    if len(rows) == 1:
        height = min(room.height() - 2 * across, across * LINE_HEIGHT_PX // LINE_MODULE_PX)
    else:
        across = max(1, min(across, room.height() // (len(rows) + quiet)))
        height = across * len(rows)
    place = QRect(0, 0, across * len(rows[0]), height)
    place.moveCenter(room.center())
    return place


def _largest() -> QSize:
    """Room for every symbol of the sheet."""
    width = height = 0
    for symbol in SYMBOLS:
        rows = modules_of(symbol)
        quiet = 2 * QUIET_MODULES[symbol.symbology]
        module = LINE_MODULE_PX if len(rows) == 1 else SQUARE_MODULE_PX
        width = max(width, module * (len(rows[0]) + quiet))
        height = max(height, LINE_HEIGHT_PX if len(rows) == 1 else module * (len(rows) + quiet))
    return QSize(width, height)
