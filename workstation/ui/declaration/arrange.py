"""Lays a line of the declaration out for one width: where each text and mark goes. Paints nothing."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QStaticText, QTextOption, QTransform

from workstation.ui.declaration.lines import Cell, Face, Line
from workstation.ui.parts.words import act_word, standing_word
from workstation.ui.theme import identifier_font

STANDING_INKS: Final = {"seized": "problem", "held": "attention", "released": "good"}
"""The ink of a standing as words on the panel; any other is soft."""

REMEMBERED: Final = 256
"""Texts that are kept as they are drawn."""

_UNMOVED: Final = QTransform()
# Widths of the goods' columns in em, where there is room for columns: number, HS code, quantity, masses,
# value, origin, standing; the description takes the rest.
_NUMBER, _HS, _QUANTITY, _MASS, _VALUE, _ORIGIN, _STANDING = 1.9, 6.2, 4.2, 8.4, 7.4, 3.2, 7.6
_COLUMNS_FROM: Final = 54.0
"""Width in em from which on the goods stand in columns."""


class Text(NamedTuple):
    """A text at its place."""

    x: float
    y: float
    words: QStaticText
    ink: str
    face: Face


class Mark(NamedTuple):
    """Something drawn: `kind` is `lane`, `badge`, `standing`, `waiting`, `severity`, `rule` or `stripe`."""

    kind: str
    x: float
    y: float
    width: float
    height: float
    what: str


class Laid(msgspec.Struct, frozen=True, eq=False):
    """A line as it is painted, in logical pixels from its own top left corner."""

    height: int
    texts: Sequence[Text]
    marks: Sequence[Mark]


class Faces:
    """The fonts of the declaration and their measures, made once for a font of the system."""

    def __init__(self, plain: QFont) -> None:
        strong, small, title = QFont(plain), QFont(plain), identifier_font(plain)
        strong.setWeight(QFont.Weight.DemiBold)
        _scale(small, 0.9)
        _scale(title, 1.3)
        title.setWeight(QFont.Weight.DemiBold)
        self.fonts: dict[Face, QFont] = {
            "plain": plain,
            "strong": strong,
            "small": small,
            "identifier": identifier_font(plain),
            "title": title,
        }
        self.metrics = {face: QFontMetricsF(font) for face, font in self.fonts.items()}
        self.em = self.metrics["plain"].height()


def _scale(font: QFont, factor: float) -> None:
    if font.pointSizeF() > 0:
        font.setPointSizeF(font.pointSizeF() * factor)
    else:
        font.setPixelSize(max(1, round(font.pixelSize() * factor)))


class Arranger:
    """Lays lines out for one width, one set of fonts and one direction."""

    def __init__(self, width: int, faces: Faces, mirrored: bool) -> None:
        self.width = width
        self.faces = faces
        self._mirrored = mirrored
        self._option = QTextOption()
        self._option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        self._option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        # Each text in its own direction: what the world sends is in every script, whatever the screen is in.
        self._option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        self._kinds: dict[str, Callable[[Line], float]] = {
            "title": self._title,
            "badges": self._badges,
            "section": self._section,
            "pair": self._pair,
            "prose": self._prose,
            "note": self._prose,
            "card": self._card,
            "goods": self._goods,
        }
        self._texts: list[Text] = []
        self._marks: list[Mark] = []
        # One declaration says much of what the one before it said: labels, heads, countries, units.
        self._prepared = lru_cache(maxsize=REMEMBERED)(self._prepare)

    @property
    def in_columns(self) -> bool:
        """Whether the goods stand in columns here."""
        return self.width >= _COLUMNS_FROM * self.faces.em

    def arranged(self, line: Line) -> Laid:
        """The line laid out."""
        self._texts, self._marks = [], []
        height = self._kinds[line.kind](line)
        return Laid(height=round(height), texts=self._texts, marks=self._marks)

    # --- pieces -------------------------------------------------------------------------------------------

    def _put(self, cell: Cell, x: float, y: float, width: float) -> float:
        """Put a wrapped text (and its sign) `x` from the leading edge; gives its height."""
        em = self.faces.em
        if cell.sign:
            self._mark("severity", x, y + em * 0.14, em * 0.72, em * 0.72, cell.sign)
            x, width = x + em * 1.05, width - em * 1.05
        width = max(width, em * 2)
        words = self._prepared(cell.text, cell.face, width)
        left = self.width - x - width if self._mirrored else x
        self._texts.append(Text(left, y, words, cell.ink, cell.face))
        return words.size().height()

    def _prepare(self, text: str, face: Face, width: float) -> QStaticText:
        """The text as it is drawn, which costs the most of all."""
        words = QStaticText(text)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setTextOption(self._option)
        words.setTextWidth(width)
        words.prepare(_UNMOVED, self.faces.fonts[face])
        return words

    def _mark(self, kind: str, x: float, y: float, width: float, height: float, what: str) -> None:
        left = self.width - x - width if self._mirrored else x
        self._marks.append(Mark(kind, left, y, width, height, what))

    def _natural(self, cell: Cell) -> float:
        """How wide the cell is on one line."""
        sign = self.faces.em * 1.05 if cell.sign else 0.0
        # A little more than measured: a text must never wrap for a rounding.
        return self.faces.metrics[cell.face].horizontalAdvance(cell.text) + sign + 2.0

    def _stack(self, cells: Sequence[Cell], x: float, y: float, width: float) -> float:
        """Cells below each other; gives the bottom."""
        for cell in cells:
            y += self._put(cell, x, y, width)
        return y

    def _flow(self, cells: Sequence[Cell], x: float, y: float, width: float) -> float:
        """Cells beside each other, further ones on the next row; gives the bottom."""
        gap, em = self.faces.em * 0.9, self.faces.em
        at, tallest = 0.0, 0.0
        for cell in cells:
            if not cell.text:
                continue
            wide = min(self._natural(cell), width)
            if at and at + wide > width:
                y, at, tallest = y + tallest + em * 0.1, 0.0, 0.0
            tallest = max(tallest, self._put(cell, x + at, y, wide))
            at += wide + gap
        return y + tallest

    # --- kinds of line ------------------------------------------------------------------------------------

    @property
    def _pad(self) -> float:
        return round(self.faces.em * 0.6)

    def _title(self, line: Line) -> float:
        em = self.faces.em
        return self._stack(line.cells, self._pad, em * 0.5, self.width - 2 * self._pad) + em * 0.15

    def _badges(self, line: Line) -> float:
        em, x, y = self.faces.em, self._pad, self.faces.em * 0.2
        side = em * 1.5
        if line.lane:
            self._mark("lane", x, y, side, side, line.lane)
            x += side + em * 0.5
        for cell in line.cells:
            wide = self._natural(cell)
            self._put(cell, x, y + (side - em) / 2, wide)
            x += wide + em * 0.8
        bold = self.faces.metrics["strong"]
        wide = bold.horizontalAdvance(standing_word(line.standing)) + em * 2.1
        if x + wide > self.width - self._pad:
            x, y = self._pad, y + side + em * 0.3
        self._mark("badge", x, y, wide, side, line.standing)
        if line.pending:
            y = self._waiting(line.pending, x + wide + em * 0.7, y, side)
        bottom = y + side + em * 0.3
        return self._flow(line.under, self._pad, bottom, self.width - 2 * self._pad) + em * 0.3

    def _waiting(self, kind: str, x: float, y: float, side: float) -> float:
        """The sign and word of an act that waits, on the next row if there is no room; gives the row."""
        em = self.faces.em
        cell = Cell(act_word(kind), "attention")
        wide = self._natural(cell)
        if x + em * 1.1 + wide > self.width - self._pad:
            x, y = self._pad, y + side + em * 0.2
        self._mark("waiting", x, y + (side - em * 0.85) / 2, em * 0.85, em * 0.85, "attention")
        self._put(cell, x + em * 1.1, y + (side - em) / 2, wide)
        return y

    def _section(self, line: Line) -> float:
        em, x, y = self.faces.em, self._pad, self.faces.em * 0.9
        head = Cell(line.label, "accent", "strong")
        wide = min(self._natural(head), self.width - 2 * self._pad)
        height = self._put(head, x, y, wide)
        x += wide + em * 0.5
        if line.trailing is not None:
            wide = self._natural(line.trailing)
            if x + wide <= self.width - self._pad:
                self._put(line.trailing, x, y + em * 0.07, wide)
                x += wide + em * 0.5
        self._mark("rule", x, y + em * 0.55, max(0.0, self.width - self._pad - x), 1, "line")
        bottom = y + height + em * 0.25
        if line.cells and self.in_columns:
            bottom = self._in_columns(line.cells, bottom) + em * 0.15
        return bottom

    def _pair(self, line: Line) -> float:
        em = self.faces.em
        label_width = min(em * 8.6, (self.width - 2 * self._pad) * 0.34)
        y = em * 0.18
        label = self._put(Cell(line.label, "soft"), self._pad, y, label_width)
        x = self._pad + label_width + em * 0.7
        bottom = self._stack(line.cells, x, y, self.width - self._pad - x)
        if line.ink and line.ink != "soft":
            self._mark("stripe", self._pad * 0.35, y, 3, bottom - y, line.ink)
        return max(y + label, bottom) + em * 0.18

    def _prose(self, line: Line) -> float:
        em = self.faces.em
        bottom = self._stack(line.cells, self._pad, em * 0.16, self.width - 2 * self._pad)
        inset = self._pad + em * 1.05
        return self._stack(line.under, inset, bottom, self.width - self._pad - inset) + em * 0.16

    def _card(self, line: Line) -> float:
        em, x = self.faces.em, self._pad + self.faces.em * 0.5
        top = em * 0.25
        room = self.width - self._pad - x
        bottom = self._stack(line.cells, x, top, room)
        told = [cell for cell in line.under if cell.face == "plain"]
        about = [cell for cell in line.under if cell.face != "plain"]
        bottom = self._stack(told, x, bottom + em * 0.08, room)
        if line.trailing is not None:
            about.append(line.trailing)
        bottom = self._flow(about, x, bottom + em * 0.08, room)
        self._mark("stripe", self._pad, top, 3, bottom - top, line.ink or "accent")
        return bottom + em * 0.3

    # --- goods --------------------------------------------------------------------------------------------

    def _goods(self, line: Line) -> float:
        em, y = self.faces.em, self.faces.em * 0.28
        x = self._pad + em * _NUMBER
        room = self.width - self._pad - x
        self._put(Cell(line.label, "soft"), self._pad, y, em * _NUMBER)
        if self.in_columns:
            bottom = self._in_columns(line.cells, y)
            at = self.width - self._pad - em * _STANDING
            bottom = max(bottom, self._standing(line, at, y, em * _STANDING))
        else:
            wide = self._standing_width(line)
            beside = room - wide - em * 0.6
            if beside > em * 8:
                bottom = y + self._put(line.cells[0], x, y, beside)
                bottom = max(bottom, self._standing(line, self.width - self._pad - wide, y, wide))
            else:
                bottom = self._standing(line, x, y + self._put(line.cells[0], x, y, room), room)
            bottom = self._flow(line.cells[1:], x, bottom + em * 0.1, room)
        return self._stack(line.under, x, bottom + em * 0.05, room) + em * 0.28

    def _in_columns(self, cells: Sequence[Cell], y: float) -> float:
        em, x = self.faces.em, self._pad + self.faces.em * _NUMBER
        fixed = (_HS, _QUANTITY, _MASS, _VALUE, _ORIGIN)
        rest = self.width - self._pad - x - em * (sum(fixed) + _STANDING)
        bottom = y
        for cell, wide in zip(cells, (rest, *(em * share for share in fixed)), strict=False):
            bottom = max(bottom, y + self._put(cell, x, y, wide - em * 0.6))
            x += wide
        return bottom

    def _standing_cells(self, line: Line) -> list[Cell]:
        word = Cell(standing_word(line.standing), STANDING_INKS.get(line.standing, "soft"))
        return [word, line.trailing] if line.trailing is not None else [word]

    def _standing_width(self, line: Line) -> float:
        widest = max(self._natural(cell) for cell in self._standing_cells(line))
        return widest + self.faces.em * (2.0 if line.pending else 1.0)

    def _standing(self, line: Line, x: float, y: float, width: float) -> float:
        """The sign and word of a standing, and the sign of an act that waits; gives the bottom."""
        em = self.faces.em
        ink = STANDING_INKS.get(line.standing, "soft")
        self._mark("standing", x, y + em * 0.14, em * 0.72, em * 0.72, f"{line.standing} {ink}")
        x, width = x + em * 1.0, width - em * 1.0
        if line.pending:
            self._mark("waiting", x, y + em * 0.1, em * 0.8, em * 0.8, "attention")
            x, width = x + em * 1.0, width - em * 1.0
        return self._stack(self._standing_cells(line), x, y, width)
