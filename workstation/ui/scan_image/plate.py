"""The words of a pane: its title on a plate over the image, or why there is no image."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from workstation.ui.parts.text import shown
from workstation.ui.theme import Sizes, current


def title_plate(pane: QWidget, title: str) -> tuple[str, QRectF]:
    """As much of the title as there is room for, and its place; an empty one where there is none."""
    if not title:
        return "", QRectF()
    sizes = Sizes.of(pane.font())
    metrics = pane.fontMetrics()
    words = metrics.elidedText(title, Qt.TextElideMode.ElideRight, pane.width() - 4 * sizes.gap)
    plate = QRectF(0, 0, metrics.horizontalAdvance(words) + 2 * sizes.gap, sizes.em + 4)
    plate.moveTopLeft(QPointF(sizes.gap, sizes.gap))
    if pane.isRightToLeft():
        plate.moveRight(pane.width() - sizes.gap)
    return words, plate


def paint_title(painter: QPainter, pane: QWidget, title: str) -> None:
    """The title over whatever is there."""
    words, plate = title_plate(pane, title)
    if not words:
        return
    ground = current().color("panel")
    ground.setAlpha(240)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(plate, 4, 4)
    painter.setPen(current().color("text"))
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, words)


def paint_words(painter: QPainter, pane: QWidget, said: str, more: str) -> None:
    """What is said instead of an image, and below it what follows from that, in the middle of the pane."""
    theme, sizes = current(), Sizes.of(pane.font())
    room = QRectF(pane.rect()).adjusted(sizes.pad * 2, sizes.pad, -sizes.pad * 2, -sizes.pad)
    wrapped = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
    words = painter.boundingRect(room, wrapped, said)
    follows = painter.boundingRect(room, wrapped, more) if more else QRectF()
    top = room.center().y() - (words.height() + follows.height()) / 2
    painter.setPen(theme.color("text"))
    painter.drawText(QRectF(room.x(), top, room.width(), words.height()), wrapped, said)
    if more:
        painter.setPen(theme.color("soft"))
        below = QRectF(room.x(), top + words.height() + sizes.gap, room.width(), follows.height())
        painter.drawText(below, wrapped, shown(more, 400))
