"""What is pressed: large enough for gloves, never focused, so no Enter of a reader can press it."""

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from workstation.ui.parts.icons import icon_pixmap
from workstation.ui.parts.text import shown
from workstation.ui.theme import TARGET_PX, Sizes, current

SIGN_EMS: Final = 1.2
TIGHT_PAD: Final = 4
"""Logical pixels beside the words of a tight button."""


def never_focused(button: QPushButton) -> None:
    """Take from a button every way a key could press it: focus, default, auto-default."""
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.setDefault(False)
    button.setAutoDefault(False)


def native_of(key: str) -> str:
    """A key (portable text) as this system writes it, in the language of the screen; empty for none."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) if key else ""


class ActionButton(QPushButton):
    """A button of at least 40 px with its key drawn on it as a cap.

    `tone` is `release`, `hold`, `seize`, `accent`, or nothing. The key itself works through a shortcut of
    the window
    (parts/shortcuts.py): the button only shows it.
    """

    def __init__(
        self, text: str, parent: QWidget | None = None, *, key: str = "", tone: str = "", flat: bool = False
    ) -> None:
        super().__init__(parent)
        self._key = ""
        self._sign = ""
        self._is_tight = False
        never_focused(self)
        self.setProperty("tone", tone)
        self.setProperty("flat", flat)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setText(text)
        self.set_key(key)

    def setText(self, text: str) -> None:
        """Show `text`; an ampersand is an ampersand: there are no mnemonics (a reader may type Alt)."""
        words = shown(text, 80).replace("&", "&&")
        if words != self.text():
            super().setText(words)
            self._speak()

    def words(self) -> str:
        """The text as it is read."""
        return self.text().replace("&&", "&")

    def set_key(self, key: str) -> None:
        """Show this key (portable text, `F2` or `Ctrl+Z`) beside the words."""
        native = native_of(key)
        if native != self._key:
            self._key = native
            self._speak()
            self.updateGeometry()
            self.update()

    def set_tight(self, tight: bool, sign: str = "") -> None:
        """No margin beside the words, or the icon `sign` in their place; still wide enough for gloves, though
        not wider with a larger font, and the words still spoken and told when the mouse rests on it.
        """
        if (tight, sign) != (self._is_tight, self._sign):
            self._is_tight, self._sign = tight, sign
            self.setToolTip(self.words() if sign else "")
            self.updateGeometry()
            self.update()

    def _speak(self) -> None:
        self.setAccessibleName(f"{self.words()} {self._key}".strip())

    def sizeHint(self) -> QSize:
        """Room for the words and the key, never less than the target size."""
        width = self.width_for(self.words(), self._key, is_tight=self._is_tight, sign=self._sign)
        return QSize(width, Sizes.of(self.font()).target + 2)

    def minimumSizeHint(self) -> QSize:
        """As `sizeHint`: words are never cut."""
        return self.sizeHint()

    def width_for(self, words: str, key: str, *, is_tight: bool = False, sign: str = "") -> int:
        """How wide it would be with these words and this key (portable text; may be empty), tight or with a
        sign as in `set_tight`.
        """
        sizes, metrics = Sizes.of(self.font()), self.fontMetrics()
        if sign:
            return max(round(sizes.em * SIGN_EMS) + 2 * TIGHT_PAD, TARGET_PX)
        cap = native_of(key)
        width = metrics.horizontalAdvance(words) + 2 * (TIGHT_PAD if is_tight else sizes.pad)
        width += metrics.horizontalAdvance(cap) + sizes.gap * 4 if cap else 0
        return max(width, TARGET_PX if is_tight else sizes.target)

    def shows_key(self) -> bool:
        """Whether the key is drawn: where a language's words need its room, they have it."""
        words = self.fontMetrics().horizontalAdvance(self.words())
        return bool(self._key) and words + self._cap_width() <= self.width()

    def _cap_width(self) -> int:
        sizes = Sizes.of(self.font())
        return self.fontMetrics().horizontalAdvance(self._key) + sizes.gap * 4 if self._key else 0

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the style's button, then words and key cap."""
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        group = QPalette.ColorGroup.Active if self.isEnabled() else QPalette.ColorGroup.Disabled
        ink = self.palette().color(group, QPalette.ColorRole.ButtonText)
        ink = ink if self.isEnabled() else current().color("strong_line")
        painter.setPen(ink)
        if self._sign:
            side = round(Sizes.of(self.font()).em * SIGN_EMS)
            place = QRect(0, 0, side, side)
            place.moveCenter(self.rect().center())
            painter.drawPixmap(place, icon_pixmap(self._sign, ink, side, self.devicePixelRatioF()))
            return
        shows_key = self.shows_key()
        cap = self._cap_width() if shows_key else 0
        room = self.rect()
        words = room.adjusted(cap, 0, 0, 0) if self.isRightToLeft() else room.adjusted(0, 0, -cap, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.words())
        if shows_key:
            sizes = Sizes.of(self.font())
            left = sizes.gap * 2 if self.isRightToLeft() else room.width() - cap
            paint_key_cap(
                painter, QRect(left, 0, cap - sizes.gap * 2, room.height()), self._key, self.isEnabled()
            )


def paint_key_cap(painter: QPainter, place: QRect, key: str, enabled: bool = True) -> None:
    """Draw a key as a cap in the middle of `place`, as wide as that."""
    theme = current()
    metrics = QFontMetrics(painter.font())
    cap = QRect(place.x(), 0, place.width(), round(metrics.height() * 1.25))
    cap.moveCenter(place.center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme.color("strong_line"))
    painter.setBrush(theme.color("panel"))
    painter.drawRoundedRect(cap.adjusted(0, 0, -1, -1), 4, 4)
    painter.setPen(theme.color("soft" if enabled else "strong_line"))
    painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)
    painter.restore()


class ChipButton(QPushButton):
    """A chip that is on or off, with a count: one choice of a filter.

    Never focused; the keyboard reaches it by a shortcut of the window. `sign` names the mark drawn before
    the words: a lane.
    """

    def __init__(self, words: str, parent: QWidget | None = None, *, code: str = "", lane: str = "") -> None:
        super().__init__(parent)
        never_focused(self)
        self.code = code
        self._words = ""
        self._lane = lane
        self._count: str | None = None
        self.setCheckable(True)
        self.setProperty("chip", True)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.set_words(words)

    def set_words(self, words: str) -> None:
        """What the choice is called; may be empty where the lane's mark says it."""
        self._words = shown(words, 40)
        self._speak()

    def set_count(self, count: str | None) -> None:
        """How many consignments the choice would show, already written; None while it is not known."""
        self._count = count
        self._speak()

    def _speak(self) -> None:
        self.setAccessibleName(
            " ".join(part for part in (self.accessible_words(), self._count or "") if part)
        )
        self.updateGeometry()
        self.update()

    def accessible_words(self) -> str:
        """The words spoken for the choice, without its count."""
        from workstation.ui.parts.words import lane_word

        return self._words or lane_word(self._lane)

    def sizeHint(self) -> QSize:
        """Mark, words, count and a margin; never less than the target size."""
        sizes = Sizes.of(self.font())
        return QSize(max(sizes.target, self._content_width() + 2 * sizes.gap), sizes.target + 2)

    def minimumSizeHint(self) -> QSize:
        """As `sizeHint`: a count is never cut."""
        return self.sizeHint()

    def _content_width(self) -> int:
        metrics, sizes = self.fontMetrics(), Sizes.of(self.font())
        parts = [metrics.horizontalAdvance(text) for text in (self._words, self._count or "") if text]
        if self._lane:
            parts.append(round(sizes.em * 1.2))
        return sum(parts) + sizes.gap * max(0, len(parts) - 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the style's chip, then mark, words and count from the leading side."""
        from PySide6.QtCore import QRectF

        from workstation.ui.parts.badges import paint_lane

        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        theme, sizes, metrics = current(), Sizes.of(self.font()), self.fontMetrics()
        x = (self.width() - self._content_width()) // 2
        pieces: list[tuple[str, int, str]] = []
        if self._lane:
            pieces.append(("lane", round(sizes.em * 1.2), ""))
        if self._words:
            pieces.append(("text", metrics.horizontalAdvance(self._words), self._words))
        if self._count:
            pieces.append(("soft", metrics.horizontalAdvance(self._count), self._count))
        for kind, width, text in pieces:
            left = self.width() - x - width if self.isRightToLeft() else x
            place = QRectF(left, 0, width, self.height())
            if kind == "lane":
                paint_lane(painter, place, self._lane)
            else:
                painter.setPen(theme.color(kind))
                painter.drawText(place.adjusted(-1, 0, 1, 0), Qt.AlignmentFlag.AlignCenter, text)
            x += width + sizes.gap
