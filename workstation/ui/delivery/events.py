"""The recorded events as a list that grows as one scrolls: keyset pages, newest first, never counted."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from workstation.desk.line import DeliveryRow
from workstation.ui.parts import formats
from workstation.ui.parts.icons import icon_pixmap
from workstation.ui.parts.table_view import RowDelegate
from workstation.ui.parts.text import shown
from workstation.ui.parts.words import act_word
from workstation.ui.theme import Sizes, current

PAGE: Final = 100
Index = QModelIndex | QPersistentModelIndex

ROW_ROLE: Final = Qt.ItemDataRole.UserRole

ICONS: Final = {
    "waiting": ("waiting", "attention"),
    "acknowledged": ("done", "good"),
    "refused": ("problem", "problem"),
}


class EventsModel(QAbstractTableModel):
    """Events that were read so far. `show_newest` keeps what is below when only new ones came.

    Signals:
        more_asked(before): the page older than this sequence is wanted (None: the newest).
    """

    more_asked = Signal(object)

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._rows: list[DeliveryRow] = []
        self._has_more = True
        self._asked: int | None = -1
        self._numbers: dict[str, str] = {}
        self._in_attention: frozenset[str] = frozenset()

    def know_attention(self, consignments: Collection[str]) -> None:
        """Of which consignments a person must look at something again."""
        self._in_attention = frozenset(consignments)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))

    def sign_of(self, row: DeliveryRow) -> tuple[str, str]:
        """The icon of an event and its colour token: nothing is well that a person must look at again."""
        if row.state == "acknowledged" and row.consignment in self._in_attention:
            return "attention", "attention"
        return ICONS.get(row.state, ICONS["waiting"])

    def know_numbers(self, numbers: Mapping[str, str]) -> None:
        """What consignments are called, by id; of others the id is shown."""
        self._numbers.update(numbers)

    def number_of(self, row: DeliveryRow) -> str:
        """What the consignment of this event is called, as printed."""
        return formats.number_of_row(self._numbers.get(row.consignment, row.consignment))

    def show_newest(self, rows: Sequence[DeliveryRow]) -> None:
        """The newest page has come: what is known is renewed, new ones stand on top."""
        if not rows:
            self._has_more = False
            return
        known = {row.sequence: at for at, row in enumerate(self._rows)}
        fresh = [row for row in rows if row.sequence not in known]
        gap = bool(self._rows) and len(fresh) == len(rows)
        if gap or not self._rows:
            self.beginResetModel()
            self._rows, self._has_more, self._asked = list(rows), len(rows) == PAGE, -1
            self.endResetModel()
            return
        if fresh:
            self.beginInsertRows(QModelIndex(), 0, len(fresh) - 1)
            self._rows[:0] = fresh
            self.endInsertRows()
        for row in rows:
            if row.sequence in known:
                self._rows[known[row.sequence] + len(fresh)] = row
        self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))

    def append(self, before: int, rows: Sequence[DeliveryRow]) -> None:
        """The page older than `before` has come."""
        if not self._rows or self._rows[-1].sequence != before:
            return
        self._has_more = len(rows) == PAGE
        if rows:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self._rows.extend(rows)
            self.endInsertRows()

    def ask_again(self) -> None:
        """The page that was asked for could not be read: it may be asked for when one scrolls on."""
        self._asked = -1

    def row(self, at: int) -> DeliveryRow | None:
        """The event in this row."""
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Events read so far."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One: each event is painted as two lines."""
        return 0 if parent.isValid() else 1

    def canFetchMore(self, parent: Index) -> bool:
        """Whether older ones may exist and are not asked for yet."""
        return bool(self._rows) and self._has_more and self._asked != self._rows[-1].sequence

    def fetchMore(self, parent: Index) -> None:
        """Ask for the next older page."""
        if self.canFetchMore(parent):
            self._asked = self._rows[-1].sequence
            self.more_asked.emit(self._asked)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What assistive tools read; the delegate paints from the row."""
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{act_word(row.kind)} {self.number_of(row)}, {self.state_words(row)}"
        return row if role == ROW_ROLE else None

    def state_words(self, row: DeliveryRow) -> str:
        """What became of the event."""
        if row.state == "acknowledged" and row.consignment in self._in_attention:
            number = shown(row.number, 40)
            return self.tr("look at it again · acknowledged, receipt {number}").format(number=number)
        if row.state == "acknowledged":
            return self.tr("acknowledged, receipt {number}").format(number=shown(row.number, 40))
        if row.state == "refused":
            return self.tr("refused: {words}").format(words=shown(row.words or row.code, 120))
        if row.next_attempt is not None and row.next_attempt > self._now():
            wait = formats.age(row.next_attempt - self._now())
            return self.tr("waiting, next try in {age}").format(age=wait)
        return self.tr("waiting to be sent")

    def age_of(self, row: DeliveryRow) -> str:
        """How long ago it was recorded."""
        return formats.age(self._now() - row.at)


class EventDelegate(QStyledItemDelegate):
    """Paints an event: its sign, what and when above, what became of it below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All rows alike: two lines, and large enough to be pressed."""
        sizes = Sizes.of(option.font)
        return QSize(0, max(sizes.target, round(sizes.em * 2 + sizes.gap * 2)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Two lines and a sign."""
        model = index.model()
        row = index.data(ROW_ROLE)
        if not isinstance(model, EventsModel) or row is None:
            return
        theme, sizes = current(), Sizes.of(option.font)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        RowDelegate.paint_ground(painter, option, first=True, is_open=is_chosen)
        side = sizes.em * 1.3
        place = option.rect.adjusted(sizes.pad, 3, -sizes.pad, -4)
        mirrored = option.direction is Qt.LayoutDirection.RightToLeft
        name, ink = model.sign_of(row)
        sign = QRectF(0, 0, side, side)
        sign.moveCenter(QRectF(place).center())
        sign.moveLeft(place.right() - side if mirrored else place.left())
        ratio = painter.device().devicePixelRatioF()
        pixmap = icon_pixmap(name, theme.color(ink), round(side), ratio)
        painter.drawPixmap(sign, pixmap, QRectF(pixmap.rect()))
        shift = round(side + sizes.gap)
        words = place.adjusted(0, 0, -shift, 0) if mirrored else place.adjusted(shift, 0, 0, 0)
        self._paint_words(painter, option, words, model, row)

    @staticmethod
    def _paint_words(
        painter: QPainter, option: QStyleOptionViewItem, place: QRect, model: EventsModel, row: DeliveryRow
    ) -> None:
        theme, half = current(), place.height() // 2
        upper, lower = place.adjusted(0, 0, 0, -half), place.adjusted(0, half, 0, 0)
        painter.setFont(option.font)
        age = model.age_of(row)
        width = painter.fontMetrics().horizontalAdvance(age) + 8
        RowDelegate.paint_text(painter, option, upper, age, theme.soft, trailing=True)
        mirrored = option.direction is Qt.LayoutDirection.RightToLeft
        room = upper.adjusted(width, 0, 0, 0) if mirrored else upper.adjusted(0, 0, -width, 0)
        RowDelegate.paint_text(painter, option, lower, model.state_words(row), theme.soft)
        strong = QFont(option.font)
        strong.setWeight(QFont.Weight.DemiBold)
        painter.setFont(strong)
        what = f"{act_word(row.kind)}  {model.number_of(row)}"
        painter.setPen(QColor(theme.text))
        RowDelegate.paint_text(painter, option, room, what, theme.text)
