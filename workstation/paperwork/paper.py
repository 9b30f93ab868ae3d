"""A list on paper: title, facts, a table whose header stands on each page, and page numbers; as PDF.

Everything is drawn as plain text, never read as markup, so that nothing from outside can change how a page
looks. Fonts are embedded. Same paper, same drawing; only the date that Qt writes into the file differs.
"""

import hashlib
import unicodedata
from typing import Final, NamedTuple

import msgspec
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt, QUuid
from PySide6.QtGui import (
    QFont,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextOption,
)

from workstation.domain.value import Value

_DOTS_PER_INCH: Final = 300
_MARGIN_MM: Final = 15.0
_POINTS: Final = 9.0
_TITLE_POINTS: Final = 14.0
_LONGEST: Final = 600
_MOST_LINES: Final = 12
"""Lines of text that one row may take: a page holds many rows."""
_ISOLATES: Final = "\u2066\u2067\u2068\u2069"
"""They keep what reads from the left whole within what reads from the right, and end where they began."""


class PaperColumn(Value):
    """A column: its title, and its share of the width."""

    title: str
    share: float


class PaperSection(Value):
    """Rows of the table under a heading of their own, and what they come to."""

    heading: str
    rows: tuple[tuple[str, ...], ...]
    summary: str = ""


class Paper(Value):
    """What is to stand on paper, in words already: nothing is translated or looked up here.

    `page_words` has the places `{page}` and `{pages}`; `right_to_left` mirrors the page.
    """

    title: str
    columns: tuple[PaperColumn, ...]
    sections: tuple[PaperSection, ...]
    page_words: str
    facts: tuple[tuple[str, str], ...] = ()
    foot: str = ""
    right_to_left: bool = False


def pdf_of(paper: Paper) -> bytes:
    """The paper as a PDF of A4 pages. Needs a QGuiApplication, for its fonts; on any thread."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DOTS_PER_INCH)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    writer.setTitle(_plain(paper.title))
    writer.setCreator("workstation")
    digest = hashlib.sha256(msgspec.json.encode(paper)).digest()
    writer.setDocumentId(QUuid.fromRfc4122(digest[:16]))
    painter = QPainter(writer)
    try:
        setting = _Setting(paper, painter, QRectF(0, 0, writer.width(), writer.height()))
        setting.set_all()
        for number, page in enumerate(setting.pages, 1):
            if number > 1:
                writer.newPage()
            for drawn in (*page, *setting.foot_of(number)):
                drawn.draw(painter)
    finally:
        painter.end()
    return bytes(buffer.data().data())


def _plain(text: str) -> str:
    """Text without what hides or turns it, and of a length that has an end."""
    kept = (
        c if unicodedata.category(c) not in ("Cc", "Cs", "Co", "Cn") and not _turns(c) else " "
        for c in text[:_LONGEST]
    )
    return "".join(kept)


def _turns(character: str) -> bool:
    return unicodedata.category(character) == "Cf" and character not in _ISOLATES


class _Drawn(NamedTuple):
    """A text in its place, or a rule where there is none."""

    place: QRectF
    text: str
    font: QFont
    option: QTextOption

    def draw(self, painter: QPainter) -> None:
        if not self.text:
            painter.fillRect(self.place, Qt.GlobalColor.black)
            return
        painter.setFont(self.font)
        painter.drawText(self.place, self.text, self.option)


class _Setting:
    """Sets the paper page by page, before anything is drawn: the last page's number stands on the first."""

    def __init__(self, paper: Paper, painter: QPainter, room: QRectF) -> None:
        self.pages: list[list[_Drawn]] = []
        self._paper, self._painter, self._room = paper, painter, room
        self._normal, self._bold, self._title = QFont(QGuiApplication.font()), QFont(), QFont()
        self._normal.setPointSizeF(_POINTS)
        self._bold = QFont(self._normal)
        self._bold.setWeight(QFont.Weight.DemiBold)
        self._title = QFont(self._bold)
        self._title.setPointSizeF(_TITLE_POINTS)
        self._line = self._height("X", room.width(), self._normal)
        self._gap = self._line * 0.35
        self._foot = self._line * 2.2
        self._y = 0.0

    # --- what stands where --------------------------------------------------------------------------------

    def set_all(self) -> None:
        """Every page but its foot."""
        self._turn_page(with_header=False)
        self._put(self._paper.title, self._title)
        for label, text in self._paper.facts:
            self._put_fact(label, text)
        self._y += self._gap * 2
        self._put_header()
        for section in self._paper.sections:
            self._put_section(section)
        if self._paper.foot:
            self._y += self._gap * 2
            self._put(self._paper.foot, self._normal)

    def foot_of(self, number: int) -> tuple[_Drawn, ...]:
        """The foot of a page: the title, and which of how many pages it is."""
        words = self._paper.page_words.format(page=number, pages=len(self.pages))
        top = self._room.height() - self._line * 1.3
        half = self._room.width() / 2
        return (
            self._rule(top - self._gap),
            self._drawn(QRectF(0, top, half, self._line * 1.3), self._paper.title, self._normal),
            self._drawn(QRectF(half, top, half, self._line * 1.3), words, self._normal, trailing=True),
        )

    def _put_section(self, section: PaperSection) -> None:
        if section.heading:
            # A heading stands on no page without a row below it.
            self._need(
                self._line * 2 + self._gap * 4 + (self._row_height(section.rows[0]) if section.rows else 0)
            )
            self._y += self._gap
            self._put(section.heading, self._bold)
        for row in section.rows:
            self._put_row(row, self._normal)
        if section.summary:
            self._put(section.summary, self._bold)
            self._y += self._gap

    def _put(self, text: str, font: QFont) -> None:
        height = min(self._height(text, self._room.width(), font), self._room.height() / 2)
        self._need(height)
        self._add(QRectF(0, self._y, self._room.width(), height), text, font)
        self._y += height + self._gap

    def _put_fact(self, label: str, text: str) -> None:
        width = self._room.width()
        first, rest = width * 0.22, width * 0.78
        height = max(self._height(label, first, self._normal), self._height(text, rest, self._normal))
        self._need(height)
        self._add(QRectF(0, self._y, first, height), label, self._normal)
        self._add(QRectF(first, self._y, rest, height), text, self._bold)
        self._y += height + self._gap / 2

    def _put_header(self) -> None:
        titles = tuple(column.title for column in self._paper.columns)
        self._put_cells(titles, self._bold, self._height_of_cells(titles, self._bold))
        self.pages[-1].append(self._rule(self._y - self._gap / 2))

    def _put_row(self, row: tuple[str, ...], font: QFont) -> None:
        height = self._row_height(row)
        self._need(height)
        self._put_cells(row, font, height)

    def _put_cells(self, cells: tuple[str, ...], font: QFont, height: float) -> None:
        for place, text in zip(self._places(height), cells, strict=False):
            self._add(place, text, font)
        self._y += height + self._gap

    def _row_height(self, row: tuple[str, ...]) -> float:
        return min(self._height_of_cells(row, self._normal), self._line * _MOST_LINES)

    def _height_of_cells(self, cells: tuple[str, ...], font: QFont) -> float:
        places = self._places(0)
        heights = (self._height(text, at.width(), font) for at, text in zip(places, cells, strict=False))
        return max(heights, default=self._line)

    def _places(self, height: float) -> list[QRectF]:
        """Where the cells of a row stand, as read from the left."""
        whole = sum(column.share for column in self._paper.columns)
        found, x = [], 0.0
        for column in self._paper.columns:
            width = self._room.width() * column.share / whole
            found.append(QRectF(x, self._y, width - self._gap, height))
            x += width
        return found

    # --- pages --------------------------------------------------------------------------------------------

    def _need(self, height: float) -> None:
        if self._y + height > self._room.height() - self._foot:
            self._turn_page(with_header=True)

    def _turn_page(self, *, with_header: bool) -> None:
        self.pages.append([])
        self._y = 0.0
        if with_header:
            self._put_header()

    def _add(self, place: QRectF, text: str, font: QFont) -> None:
        if text:
            self.pages[-1].append(self._drawn(place, text, font))

    def _drawn(self, place: QRectF, text: str, font: QFont, *, trailing: bool = False) -> _Drawn:
        if self._paper.right_to_left:
            place = QRectF(self._room.width() - place.right(), place.y(), place.width(), place.height())
        return _Drawn(place, _plain(text) or " ", font, self._option(trailing=trailing))

    def _rule(self, y: float) -> _Drawn:
        return _Drawn(QRectF(0, y, self._room.width(), 2), "", self._normal, self._option())

    def _option(self, *, trailing: bool = False) -> QTextOption:
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        mirrored = self._paper.right_to_left
        option.setTextDirection(
            Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight
        )
        side = Qt.AlignmentFlag.AlignRight if trailing is not mirrored else Qt.AlignmentFlag.AlignLeft
        option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        return option

    def _height(self, text: str, width: float, font: QFont) -> float:
        self._painter.setFont(font)
        room = QRectF(0, 0, width, self._room.height())
        return self._painter.boundingRect(room, _plain(text) or " ", self._option()).height()
