"""How one of several consignments is painted: lane as its mark, number over goods, score, what the barcode
belongs to.
"""

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from workstation.desk.open import Choice
from workstation.ui.parts.badges import paint_lane
from workstation.ui.parts.formats import count, number_of_row
from workstation.ui.parts.table_view import RowDelegate
from workstation.ui.parts.text import shown
from workstation.ui.parts.words import lane_word
from workstation.ui.theme import Sizes, current, identifier_font

translate = QCoreApplication.translate

CHOICE_ROLE = Qt.ItemDataRole.UserRole + 1
"""The `Choice` of a row."""


class MatchDelegate(QStyledItemDelegate):
    """Paints a `Choice` into the width there is, as the narrow queue paints its rows; nothing scrolls
    sideways.
    """

    def __init__(self, font: QFont, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._identifier_font = identifier_font(font)
        self._strong = QFont(font)
        self._strong.setWeight(QFont.Weight.DemiBold)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """A row of the target's height; as wide as the list, whatever is written in it."""
        return QSize(0, Sizes.of(option.font).row)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Cells from the leading edge: lane, number over goods; from the trailing edge: owner, score."""
        choice = index.data(CHOICE_ROLE)
        if not isinstance(choice, Choice):
            super().paint(painter, option, index)
            return
        painter.save()
        RowDelegate.paint_ground(painter, option, first=True, is_open=False)
        sizes, metrics, theme = Sizes.of(option.font), QFontMetrics(option.font), current()
        row = RowCells(option, sizes)
        side = round(sizes.em * 1.5)
        box = QRectF(0, 0, side, side)
        box.moveCenter(QRectF(row.leading(side)).center())
        paint_lane(painter, box, choice.lane)
        owner, score = belongs_to_word(choice.belongs_to), count(choice.score)
        widest = max(metrics.horizontalAdvance(belongs_to_word(each)) for each in BELONGS_TO)
        painter.setFont(option.font)
        RowDelegate.paint_text(painter, option, row.trailing(widest), owner, theme.soft)
        painter.setFont(self._strong)
        place = row.trailing(QFontMetrics(self._strong).horizontalAdvance("1,000"))
        RowDelegate.paint_text(painter, option, place, score, theme.text, trailing=True)
        half = row.rest.height() // 2
        upper, lower = row.rest.adjusted(0, 2, 0, -half + 1), row.rest.adjusted(0, half - 1, 0, -3)
        painter.setFont(option.font)
        RowDelegate.paint_text(painter, option, lower, shown(choice.goods, 120), theme.soft)
        painter.setFont(self._identifier_font)
        number, cut = number_of_row(choice.identifier or choice.id), Qt.TextElideMode.ElideMiddle
        RowDelegate.paint_text(painter, option, upper, number, theme.text, cut=cut)
        painter.restore()


class RowCells:
    """A row's place, of which cells are cut off at either edge; `rest` is what is left."""

    def __init__(self, option: QStyleOptionViewItem, sizes: Sizes) -> None:
        self._gap, self._is_mirrored = sizes.gap, option.direction is Qt.LayoutDirection.RightToLeft
        self.rest: QRect = option.rect.adjusted(sizes.gap, 0, -sizes.gap, 0)

    def leading(self, width: int) -> QRect:
        """A cell at the leading edge."""
        return self._cut(width, at_left=not self._is_mirrored)

    def trailing(self, width: int) -> QRect:
        """A cell at the trailing edge."""
        return self._cut(width, at_left=self._is_mirrored)

    def _cut(self, width: int, *, at_left: bool) -> QRect:
        cell = QRect(self.rest)
        if at_left:
            cell.setWidth(width)
            self.rest.setLeft(cell.right() + 1 + 2 * self._gap)
        else:
            cell.setLeft(cell.right() + 1 - width)
            self.rest.setRight(cell.left() - 1 - 2 * self._gap)
        return cell


BELONGS_TO = ("parcel", "label", "receptacle", "master", "filing", "consignment")
"""What a barcode belongs to, the nearest first."""


def belongs_to_word(code: str) -> str:
    """What the barcode belongs to, in words."""
    return {
        "parcel": translate("MatchesScreen", "parcel"),
        "label": translate("MatchesScreen", "text on a label"),
        "receptacle": translate("MatchesScreen", "receptacle"),
        "master": translate("MatchesScreen", "master document"),
        "filing": translate("MatchesScreen", "filing"),
    }.get(code, translate("MatchesScreen", "consignment"))


def spoken(choice: Choice) -> str:
    """The row in one line, for assistive tools."""
    facts = (
        number_of_row(choice.identifier or choice.id),
        f"{lane_word(choice.lane)} {choice.score}",
        shown(choice.goods, 60),
        belongs_to_word(choice.belongs_to),
    )
    return ", ".join(fact for fact in facts if fact)
