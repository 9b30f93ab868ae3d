"""Text from outside on the screen: plain, bounded, nothing in it that hides or turns what is read."""

import re
import unicodedata
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QEnterEvent, QGuiApplication, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QWidget

LINE_LIMIT: Final = 200
"""Longest text shown on one line."""
TEXT_LIMIT: Final = 4_000
"""Longest text shown over several lines."""

_SUSPECT: Final = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_JOINERS: Final = "\u200c\u200d"
_MARKS_IN_A_ROW: Final = 4
_BLANKS: Final = re.compile(r"[ \u00a0\u2000-\u200a\u202f\u205f\u3000]{3,}")
_PLAIN: Final = re.compile(r"[ -~\u00a1-\u00ac\u00ae-\u024f]*")
"""Text of which every character may stand as it is: most of what is ever shown."""

LRI, FSI, PDI = "\u2066", "\u2068", "\u2069"


def shown(text: str, limit: int = LINE_LIMIT, *, lines: bool = False) -> str:
    """`text` as it may stand on the screen.

    At most `limit` characters, the cut marked by an ellipsis. Control, bidirectional, private and unassigned
    characters become visible as `‹U+202E›`; line breaks stay only with `lines`; joiners stay between letters
    that
    need them (Persian, Hindi, emoji); stacked marks and runs of blanks are shortened.
    """
    cut = text[:limit]
    if _PLAIN.fullmatch(cut) is None:
        cut = _made_visible(cut, lines)
    cut = _BLANKS.sub("  ", cut)
    if len(text) > limit or len(cut) > limit:
        cut = cut[: limit - 1] + "…"
    return cut


def _made_visible(text: str, lines: bool) -> str:
    out: list[str] = []
    marks = 0
    for character in text.replace("\r\n", "\n"):
        category = unicodedata.category(character)
        if category in ("Mn", "Me"):
            marks += 1
            if marks <= _MARKS_IN_A_ROW:
                out.append(character)
            continue
        marks = 0
        if character in "\n\r\t":
            out.append("\n" if lines and character == "\n" else " ")
        elif character in _JOINERS and out and ord(out[-1][-1]) > 0x24F:
            out.append(character)
        elif category in _SUSPECT:
            out.append(f"‹U+{ord(character):04X}›")
        else:
            out.append(character)
    return "".join(out)


def isolated(identifier: str) -> str:
    """An identifier, number or code that reads left to right, so that it stays whole in a right-to-left
    screen.

    Left as it is in a left-to-right screen, where it needs nothing (and what is copied is only the
    identifier).
    """
    if identifier and QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft:
        return f"{LRI}{identifier}{PDI}"
    return identifier


def isolated_words(words: str) -> str:
    """Words from outside, of whatever direction, that stand inside a sentence of ours."""
    return f"{FSI}{words}{PDI}" if words and not words.isascii() else words


_ISOLATES: Final = re.compile(f"[{LRI}{FSI}]([^{LRI}{FSI}{PDI}]*){PDI}")
"""What `isolated` and `isolated_words` make: closed, not nested, so that nothing outside can be turned."""


def kept_whole(text: str, limit: int = LINE_LIMIT, *, lines: bool = False) -> str:
    """As `shown`, but closed isolates stay: what they hold is made harmless, what they do ends with them."""
    if LRI not in text and FSI not in text:
        return shown(text, limit, lines=lines)
    parts: list[str] = []
    at = 0
    for found in _ISOLATES.finditer(text[:limit]):
        parts.append(shown(text[at : found.start()], limit, lines=lines))
        parts.append(f"{found[0][0]}{shown(found[1], limit, lines=lines)}{PDI}")
        at = found.end()
    parts.append(shown(text[at:], max(1, limit - at), lines=lines))
    return "".join(parts)


class PlainLabel(QLabel):
    """A label that shows plain text and nothing else: no markup, no link, no mnemonic, no text that turns
    around.

    Every label of the program is one of these or of its kin, so that no text from outside can ever be read
    as markup.
    """

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, lines: bool = False, name: str = ""
    ) -> None:
        super().__init__(parent)
        self._lines = lines
        self._can_select = False
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(lines)
        self.setOpenExternalLinks(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAlignment(self.alignment())
        if name:
            self.setObjectName(name)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show `text`, made harmless and bounded."""
        super().setText(kept_whole(text, TEXT_LIMIT if self._lines else LINE_LIMIT, lines=self._lines))

    def setAlignment(self, alignment: Qt.AlignmentFlag) -> None:
        """Leading and trailing as the screen is read: Qt goes by the text, and a figure in a right-to-left
        screen would stand at the other edge than the words around it.
        """
        if self.isRightToLeft():
            alignment = (
                QStyle.visualAlignment(self.layoutDirection(), alignment) | Qt.AlignmentFlag.AlignAbsolute
            )
        super().setAlignment(alignment)

    def set_role(self, role: str) -> None:
        """Say what the text is, for the style sheet: `soft`, `strong`, `title`, `identifier`, `attention`,
        `problem`.
        """
        if self.property("role") == role:
            return  # to be dressed anew costs much, and most is said in the same ink as before
        self.setProperty("role", role)
        self.style().unpolish(self)
        self.style().polish(self)

    def let_select(self) -> None:
        """Let the text be marked with the mouse and copied; never takes the keyboard."""
        self._can_select = True

    def enterEvent(self, event: QEnterEvent) -> None:
        """The mouse is here: only now, for a text that can be marked takes Qt much longer to show."""
        super().enterEvent(event)
        if self._can_select:
            self._let_interact(Qt.TextInteractionFlag.TextSelectableByMouse)

    def leaveEvent(self, event: QEvent) -> None:
        """What is marked stays marked."""
        super().leaveEvent(event)
        if self._can_select and not self.hasSelectedText():
            self._let_interact(Qt.TextInteractionFlag.NoTextInteraction)

    def _let_interact(self, flags: Qt.TextInteractionFlag) -> None:
        self.setTextInteractionFlags(flags)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


class ElidedLabel(PlainLabel):
    """One line that gives way: as wide as there is room, cut with an ellipsis, the whole text told to
    assistive tools.

    Use it only where the whole text stands somewhere else too.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(text, parent, name=name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        """A few characters: the rest may be cut."""
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Repaint: where the text is cut depends on the width."""
        super().resizeEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text, cut at its end where it does not fit."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        room = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), text)
