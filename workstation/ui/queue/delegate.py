"""How a row of the queue is painted: lane and standing as marks, the goods under the identifier where it
is narrow.
"""

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from workstation.desk.queue import NOT_DECLARED, QueueRow
from workstation.ui.parts.badges import paint_lane, paint_person_sign, paint_standing_sign, paint_waiting_sign
from workstation.ui.parts.table import Line
from workstation.ui.parts.table_view import RowDelegate
from workstation.ui.parts.words import act_word
from workstation.ui.theme import Sizes, current, identifier_font

LANE, IDENTIFIER, SCORE, ARRIVED, GOODS, STANDING = range(6)


class QueueDelegate(RowDelegate):
    """Paints the cells that are more than one line of text."""

    def __init__(self, font: QFont, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_narrow = False
        self.is_slim = False
        self.open_id = ""
        self.others: Mapping[str, str] = {}
        self._identifier_font = identifier_font(font)
        self._strong = QFont(font)
        self._strong.setWeight(QFont.Weight.DemiBold)

    def is_open(self, option: QStyleOptionViewItem, line: Line) -> bool:
        """The open consignment's row: arrows move away from it without opening another, and no key
        decides on a row that only looks as if it were open.
        """
        return line.row is not None and bool(self.open_id) and line.row.id == self.open_id

    def paint_cell(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        place: QRect,
        line: Line,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Lane, identifier, score and standing in ways of their own."""
        at, row = index.column(), line.row
        if at == LANE:
            side = min(place.width(), round(Sizes.of(option.font).em * 1.5))
            box = QRectF(0, 0, side, side)
            box.moveCenter(QRectF(place).center())
            paint_lane(painter, box, row.lane)
        elif at == IDENTIFIER:
            self._paint_identifier(painter, option, place, line)
        elif at == SCORE:
            painter.setFont(self._strong)
            self.paint_text(painter, option, place, line.texts[SCORE], current().text, trailing=True)
        elif at == STANDING:
            self._paint_standing(painter, option, place, row, line.texts[STANDING])
        else:
            return False
        return True

    @staticmethod
    def _paint_other(painter: QPainter, option: QStyleOptionViewItem, place: QRect) -> QRect:
        """A small head and shoulders at the trailing edge: somebody else has it open. The room left over."""
        em = Sizes.of(option.font).em
        side = em * 0.8
        mirrored = option.direction is Qt.LayoutDirection.RightToLeft
        box = QRectF(0, 0, side, side)
        box.moveCenter(QRectF(place).center())
        box.moveLeft(place.left() if mirrored else place.right() - side)
        paint_person_sign(painter, box, QColor(current().attention))
        taken = round(side + em * 0.3)
        return place.adjusted(taken, 0, 0, 0) if mirrored else place.adjusted(0, 0, -taken, 0)

    def _paint_identifier(
        self, painter: QPainter, option: QStyleOptionViewItem, place: QRect, line: Line
    ) -> None:
        upper = place
        if self.is_narrow:
            half = place.height() // 2
            upper = place.adjusted(0, 2, 0, -half + 1)
            lower = place.adjusted(0, half - 1, 0, -3)
            if line.row.id in self.others:  # beside the goods: a number is never cut for it
                lower = self._paint_other(painter, option, lower)
            self.paint_text(painter, option, lower, line.texts[GOODS], current().soft)
        elif line.row.id in self.others:
            upper = self._paint_other(painter, option, upper)
        painter.setFont(self._identifier_font)
        text, cut = line.texts[IDENTIFIER], Qt.TextElideMode.ElideMiddle  # both ends of a number tell it
        self.paint_text(painter, option, upper, text, current().text, cut=cut)

    def _paint_standing(
        self, painter: QPainter, option: QStyleOptionViewItem, place: QRect, row: QueueRow, text: str
    ) -> None:
        theme, em = current(), Sizes.of(option.font).em
        side = em * 0.72
        mirrored = option.direction is Qt.LayoutDirection.RightToLeft
        x = place.right() - side if mirrored else place.left()
        box = QRectF(x, place.center().y() - side / 2 + 0.5, side, side)
        inks = {"seized": theme.problem, "held": theme.attention, "released": theme.good}
        ink = inks.get(row.standing, theme.soft)
        if row.pending:
            ink = theme.attention
            # The arrow says that it waits; where it is narrow the act's name has the room.
            text = act_word(row.pending) if self.is_narrow else text
            paint_waiting_sign(painter, box, QColor(ink))
        elif row.state and row.standing == "undecided":
            ink = theme.attention if row.state == NOT_DECLARED else ink
            paint_standing_sign(painter, box, row.state, QColor(ink))
        else:
            paint_standing_sign(painter, box, row.standing, QColor(ink))
        if self.is_slim:
            return
        shift = sign_width(em)
        words = place.adjusted(0, 0, -shift, 0) if mirrored else place.adjusted(shift, 0, 0, 0)
        painter.setFont(option.font)
        self.paint_text(painter, option, words, text, ink)


def sign_width(em: float) -> int:
    """What a standing's sign takes, with the gap before its word."""
    return round(em * (0.72 + 0.35))
