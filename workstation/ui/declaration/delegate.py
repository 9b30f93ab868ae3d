"""Paints the lines of the declaration and says how high they are; keeps what it laid out."""

from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from workstation.ui.declaration.arrange import Arranger, Faces, Laid, Mark
from workstation.ui.declaration.model import DeclarationModel
from workstation.ui.parts.badges import paint_lane, paint_standing_sign, paint_waiting_sign
from workstation.ui.parts.words import standing_word
from workstation.ui.theme import Theme, current

_SEVERITY_INKS: Final = {"wrong": "problem", "doubt": "attention", "hint": "soft"}


class LinePainter(QStyledItemDelegate):
    """Paints lines. What was laid out is kept until the width, the font or the lines change."""

    def __init__(self, model: DeclarationModel, font: QFont, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._faces = Faces(font)
        self._mirrored = False
        self._arranger = Arranger(0, self._faces, self._mirrored)
        self._laid: dict[int, Laid] = {}

    def set_width(self, width: int, mirrored: bool, font: QFont) -> None:
        """Lay out for this width from now on."""
        if self._faces.fonts["plain"] != font:
            self._faces = Faces(font)
        same = self._arranger.width == width and self._arranger.faces is self._faces
        if not same or self._mirrored != mirrored:
            self._mirrored = mirrored
            self._arranger = Arranger(width, self._faces, mirrored)
            self._laid.clear()

    def forget(self) -> None:
        """The lines are others now."""
        self._laid.clear()

    def laid(self, row: int) -> Laid:
        """The line as it is painted."""
        laid = self._laid.get(row)
        if laid is None:
            laid = self._laid[row] = self._arranger.arranged(self._model.lines[row])
        return laid

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As wide as the view, as high as the line needs."""
        return QSize(self._arranger.width, self.laid(index.row()).height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw ground, marks, then texts."""
        theme, laid, place = current(), self.laid(index.row()), option.rect
        state = option.state
        if state & QStyle.StateFlag.State_Selected and state & QStyle.StateFlag.State_Active:
            painter.fillRect(place, theme.color("selected"))
        painter.save()
        painter.translate(place.x(), place.y())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for mark in laid.marks:
            self._draw(painter, mark, theme)
        face, ink = "", ""
        for text in laid.texts:
            if text.face != face:
                face = text.face
                painter.setFont(self._faces.fonts[text.face])
            if text.ink != ink:
                ink = text.ink
                painter.setPen(theme.color(ink))
            painter.drawStaticText(int(text.x), int(text.y), text.words)
        painter.restore()

    def _draw(self, painter: QPainter, mark: Mark, theme: Theme) -> None:
        box = QRectF(mark.x, mark.y, mark.width, mark.height)
        if mark.kind in ("rule", "stripe"):
            painter.fillRect(box, theme.color(mark.what))
        elif mark.kind == "severity":
            paint_severity(painter, box, mark.what)
        elif mark.kind == "standing":
            standing, ink = mark.what.split(" ")
            paint_standing_sign(painter, box, standing, theme.color(ink))
        elif mark.kind == "lane":
            paint_lane(painter, box, mark.what)
        elif mark.kind == "waiting":
            paint_waiting_sign(painter, box, theme.color(mark.what))
        elif mark.kind == "badge":
            self._badge(painter, box, mark.what, theme, self._faces)

    def _badge(self, painter: QPainter, box: QRectF, standing: str, theme: Theme, faces: Faces) -> None:
        mark, em = theme.standing(standing), faces.em
        edge = theme.strong_line if standing == "undecided" else mark.fill
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(mark.fill))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        mirrored = bool(painter.layoutDirection() == Qt.LayoutDirection.RightToLeft)
        sign = em * 0.72
        x = box.right() - em * 0.5 - sign if mirrored else box.left() + em * 0.5
        paint_standing_sign(
            painter, QRectF(x, box.center().y() - sign / 2, sign, sign), standing, QColor(mark.ink)
        )
        inset = em * 1.4
        words = box.adjusted(0 if mirrored else inset, 0, -inset if mirrored else 0, 0)
        painter.setFont(faces.fonts["strong"])
        painter.setPen(QColor(mark.ink))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, standing_word(standing))


def paint_severity(painter: QPainter, box: QRectF, severity: str) -> None:
    """The sign of a remark: a dot with an exclamation mark (wrong), a triangle (doubt), a ring (hint)."""
    theme = current()
    ink = theme.color(_SEVERITY_INKS.get(severity, "soft"))
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    side = box.width()
    if severity == "wrong":
        painter.drawRoundedRect(box, side * 0.3, side * 0.3)
        painter.fillRect(
            QRectF(box.center().x() - side * 0.07, box.y() + side * 0.2, side * 0.14, side * 0.34),
            theme.color("panel"),
        )
        painter.fillRect(
            QRectF(box.center().x() - side * 0.07, box.y() + side * 0.66, side * 0.14, side * 0.14),
            theme.color("panel"),
        )
    elif severity == "doubt":
        top, left, right = box.topLeft(), box.bottomLeft(), box.bottomRight()
        top.setX(box.center().x())
        painter.drawPolygon(QPolygonF([top, left, right]))
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink, max(1.2, side * 0.13)))
        painter.drawEllipse(box.adjusted(side * 0.15, side * 0.15, -side * 0.15, -side * 0.15))
    painter.restore()
