"""The parcels of a hunt as a list: those still to be found first, those found last at the end."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from workstation.desk.hunt import ABSENT, FOUND, OPEN, Key, WantedParcel
from workstation.ui.hunt.words import found_words, printed, state_words
from workstation.ui.parts.badges import paint_lane
from workstation.ui.parts.choice_rows import RowCells
from workstation.ui.parts.story import Telling
from workstation.ui.parts.table_view import RowDelegate
from workstation.ui.parts.text import shown
from workstation.ui.parts.words import lane_word
from workstation.ui.theme import Sizes, current, identifier_font

Index = QModelIndex | QPersistentModelIndex
PARCEL_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""The `WantedParcel` of a row."""

_ORDER: Final = {OPEN: 0, ABSENT: 1, FOUND: 2}
_INKS: Final = {OPEN: "text", ABSENT: "attention", FOUND: "good"}


def in_order(parcels: Sequence[WantedParcel]) -> list[WantedParcel]:
    """Those to be found in the list's own order, then the missing, then the found, the newest first."""

    def place(parcel: WantedParcel) -> tuple[int, float]:
        at = parcel.at if parcel.state != OPEN else None
        return _ORDER[parcel.state], -_seconds(at)

    return sorted(parcels, key=place)


def _seconds(at: datetime | None) -> float:
    return at.timestamp() if at is not None else 0.0


class WantedModel(QAbstractListModel):
    """The parcels, each told as of now."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parcels: list[WantedParcel] = []
        self._to: Telling | None = None

    def show_parcels(self, parcels: Sequence[WantedParcel], to: Telling) -> None:
        """Show these."""
        self.beginResetModel()
        self._parcels, self._to = in_order(parcels), to
        self.endResetModel()

    def parcel(self, row: int) -> WantedParcel | None:
        """The parcel in this row."""
        return self._parcels[row] if 0 <= row < len(self._parcels) else None

    def row_of(self, key: Key) -> int:
        """The row of a parcel; -1 where there is none."""
        return next((at for at, each in enumerate(self._parcels) if each.key == key), -1)

    def state_of(self, parcel: WantedParcel) -> str:
        """How it stands with it, in a few words."""
        return state_words(parcel, self._to) if self._to is not None else ""

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """One row for each parcel."""
        return 0 if parent.isValid() else len(self._parcels)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The parcel, and its words in one line for assistive tools."""
        parcel = self.parcel(index.row()) if index.isValid() else None
        if parcel is None or self._to is None:
            return None
        if role == PARCEL_ROLE:
            return parcel
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            state = found_words(parcel, self._to) if parcel.state == FOUND else self.state_of(parcel)
            number = printed(parcel.number, parcel.kind)
            return ", ".join(filter(None, (number, lane_word(parcel.lane), shown(parcel.goods, 60), state)))
        return None


class WantedDelegate(QStyledItemDelegate):
    """Lane, number over goods, and how it stands with the parcel."""

    def __init__(self, font: QFont, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._identifier_font = identifier_font(font)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A row of the target's height; as wide as the list, whatever is written in it."""
        return QSize(0, Sizes.of(option.font).row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Cells from either edge, as in the short list of matches."""
        model, parcel = index.model(), index.data(PARCEL_ROLE)
        if not isinstance(model, WantedModel) or not isinstance(parcel, WantedParcel):
            super().paint(painter, option, index)
            return
        painter.save()
        RowDelegate.paint_ground(painter, option, first=True, is_open=False)
        sizes, theme = Sizes.of(option.font), current()
        row = RowCells(option, sizes)
        side = round(sizes.em * 1.5)
        box = QRectF(0, 0, side, side)
        box.moveCenter(QRectF(row.leading(side)).center())
        paint_lane(painter, box, parcel.lane)
        painter.setFont(option.font)
        state, ink = model.state_of(parcel), getattr(theme, _INKS[parcel.state])
        cell = row.trailing(QFontMetrics(option.font).horizontalAdvance(state))
        RowDelegate.paint_text(painter, option, cell, state, ink, trailing=True)
        half = row.rest.height() // 2
        upper, lower = row.rest.adjusted(0, 2, 0, -half + 1), row.rest.adjusted(0, half - 1, 0, -3)
        RowDelegate.paint_text(painter, option, lower, self._under(parcel), theme.soft)
        painter.setFont(self._identifier_font)
        number, cut = printed(parcel.number, parcel.kind), Qt.TextElideMode.ElideMiddle
        RowDelegate.paint_text(painter, option, upper, number, theme.text, cut=cut)
        painter.restore()

    def _under(self, parcel: WantedParcel) -> str:
        piece = f"{parcel.piece}/{parcel.pieces}" if parcel.pieces > 1 else ""
        where = shown(parcel.place, 40) if parcel.state == FOUND else ""
        return " · ".join(filter(None, (piece, where, shown(parcel.goods, 120))))


class WantedList(QListView):
    """The list.

    Signals:
        missing_asked(key): the parcel of this row was looked for and is not there.
        ended(): Esc was pressed.
    """

    missing_asked = Signal(object)
    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.parcels = WantedModel(self)
        self.setModel(self.parcels)
        self.setItemDelegate(WantedDelegate(self.font(), self))
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setAccessibleName(self.tr("Parcels looked for"))

    def show_parcels(self, parcels: Sequence[WantedParcel], to: Telling) -> None:
        """Show these; the row at hand stays with its parcel while that is looked for, then is the next."""
        row = self.currentIndex().row()
        at = self.parcels.parcel(row)
        self.parcels.show_parcels(parcels, to)
        now = self.parcels.row_of(at.key) if at is not None else 0
        if (parcel := self.parcels.parcel(now)) is not None and parcel.state == OPEN:
            row = now
        self.setCurrentIndex(self.parcels.index(max(0, row), 0))

    def press_missing(self) -> None:
        """The parcel at hand is not there: asked where it is still looked for."""
        parcel = self.parcels.parcel(self.currentIndex().row())
        if parcel is not None and parcel.state == OPEN:
            self.missing_asked.emit(parcel.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """M says that the parcel at hand is missing, Esc ends the hunt; arrows move, nothing else is done."""
        if event.key() == Qt.Key.Key_Escape:
            self.ended.emit()
        elif event.text().upper() == "M" and not event.isAutoRepeat():
            self.press_missing()
        elif event.text().isprintable() and event.text().strip():
            event.ignore()
        else:
            super().keyPressEvent(event)
