"""What the declaration is written in: lines of cells, as values that know neither fonts nor widths."""

from typing import Final, Literal

import msgspec

from workstation.ui.parts.text import kept_whole, shown

Kind = Literal["title", "badges", "section", "pair", "prose", "card", "goods", "note"]
Face = Literal["plain", "strong", "small", "identifier", "title"]

SENTENCE_LIMIT: Final = 600
"""Longest text of one cell, in characters; all of it can be copied where it is longer."""


class Cell(msgspec.Struct, frozen=True):
    """A piece of text in one ink (a theme's token) and one face; `sign` is the severity drawn before it."""

    text: str
    ink: str = "text"
    face: Face = "plain"
    sign: str = ""


class Line(msgspec.Struct, frozen=True):
    """One line of the declaration; its kind says how the cells are laid out.

    `label` stands before them, `under` below them over the whole width, `trailing` at the far end of the
    first row. `lane`, `standing` and `pending` are codes of marks. `copied` is what Ctrl+C takes; if empty,
    the text.
    """

    kind: Kind
    label: str = ""
    cells: tuple[Cell, ...] = ()
    under: tuple[Cell, ...] = ()
    trailing: Cell | None = None
    lane: str = ""
    standing: str = ""
    pending: str = ""
    ink: str = ""
    copied: str = ""

    def spoken(self) -> str:
        """The line as one sentence of plain text: for assistive tools and for copying all."""
        first = " · ".join(cell.text for cell in self.cells if cell.text)
        if self.trailing is not None and self.trailing.text:
            first = f"{first} · {self.trailing.text}" if first else self.trailing.text
        words = f"{self.label}: {first}" if self.label and first else self.label or first
        below = (cell.text for cell in self.under if cell.text)
        return "\n    ".join((words, *below))


def text(words: str, ink: str = "text", face: Face = "plain", *, sign: str = "", lines: bool = False) -> Cell:
    """A cell with text from outside, made harmless and bounded."""
    return Cell(shown(words, SENTENCE_LIMIT, lines=lines), ink, face, sign)


def ours(words: str, ink: str = "text", face: Face = "plain") -> Cell:
    """A cell with words put together here: what came from outside is harmless already, and the figures that
    `isolated` keeps whole in a right-to-left screen stay so.
    """
    return Cell(kept_whole(words, SENTENCE_LIMIT), ink, face)


def pair(label: str, *cells: Cell, copied: str = "") -> Line:
    """A label with what stands beside it."""
    return Line("pair", label=label, cells=cells, copied=copied)


def section(title: str, remark: str = "", ink: str = "soft") -> Line:
    """The head of a section."""
    trailing = Cell(remark, ink, "small") if remark else None
    return Line("section", label=title, trailing=trailing)
