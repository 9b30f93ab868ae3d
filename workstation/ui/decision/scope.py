"""The scope of a decision: goods items with tick and quantity, and goods found that no line declares."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from workstation.domain.act import FoundGoods, ScopeEntry
from workstation.domain.value import Quantity
from workstation.ui.parts import formats
from workstation.ui.parts.badges import paint_standing_sign
from workstation.ui.theme import Sizes, current

GOODS, QUANTITY = 0, 1
MOST_ROWS: Final = 7
"""Rows that are seen at once."""
NOT_A_NUMBER: Final = Decimal("NaN")
_NO_PARENT = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


def read_number(text: str) -> Decimal:
    """A quantity as typed in the officer's language; what is none is not a number."""
    plain = text.strip().replace(QLocale().decimalPoint(), ".")
    try:
        return Decimal(plain) if plain and not plain.lower().startswith(("n", "s", "i")) else NOT_A_NUMBER
    except InvalidOperation:
        return NOT_A_NUMBER


class ScopeRow:
    """One line of the scope while the form is open: goods, whether they are in it, and how much of them."""

    def __init__(self, entry: ScopeEntry, name: str, chosen: bool, found: FoundGoods | None = None) -> None:
        self.goods, self.name, self.chosen, self.found = entry.goods, name, chosen, found
        self.declared = entry.quantity
        self.typed: str | None = None
        self.is_meant = found is not None
        """Whether the officer has said that it is in the decision, or is not."""

    def entry(self) -> ScopeEntry:
        """The line as the decision records it; a quantity that cannot be read is not a number."""
        if self.typed is None:
            return ScopeEntry(goods=self.goods, quantity=self.declared)
        unit = self.declared.unit if self.declared is not None else Quantity(value=Decimal(1)).unit
        return ScopeEntry(goods=self.goods, quantity=Quantity(value=read_number(self.typed), unit=unit))

    def is_possible(self) -> bool:
        """Whether the quantity typed can be right."""
        quantity = self.entry().quantity
        if quantity is None:
            return True
        value = quantity.value
        return value.is_finite() and value > 0 and (self.declared is None or value <= self.declared.value)


class ScopeModel(QAbstractTableModel):
    """The lines of the scope as a table: what it is, and how much.

    Signals:
        changed: another tick or quantity.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[ScopeRow] = []

    def show(self, rows: Sequence[ScopeRow]) -> None:
        """Show these lines. Of those that were here before, what the officer ticked and typed stays."""
        before = {row.goods: row for row in self.rows}
        self.beginResetModel()
        self.rows = list(rows)
        for row in self.rows:
            old = before.get(row.goods)
            if old is not None:
                row.typed, row.is_meant = old.typed, old.is_meant
                row.chosen = old.chosen if old.is_meant else row.chosen
        self.rows += [
            row for row in before.values() if row.found and row.goods not in {r.goods for r in rows}
        ]
        self.endResetModel()
        self.changed.emit()

    def clear(self) -> None:
        """No lines."""
        self.beginResetModel()
        self.rows = []
        self.endResetModel()

    def add_found(self, found: FoundGoods, name: str) -> None:
        """Goods that were found, ticked."""
        at = len(self.rows)
        self.beginInsertRows(_NO_PARENT, at, at)
        entry = ScopeEntry(goods=found.id, quantity=found.quantity)
        self.rows.append(ScopeRow(entry, name, True, found))
        self.endInsertRows()
        self.changed.emit()

    def choose_all(self, chosen: bool) -> None:
        """Tick every line, or none."""
        for row in self.rows:
            row.chosen, row.is_meant = chosen, True
        if self.rows:
            self.dataChanged.emit(self.index(0, GOODS), self.index(len(self.rows) - 1, QUANTITY))
        self.changed.emit()

    def take_up(self, left: Mapping[str, tuple[bool, str | None, bool]]) -> int:
        """Ticks and quantities as they were left, by goods, where the officer meant them; how many of those
        then ticked are not here.
        """
        for row in self.rows:
            chosen, typed, is_meant = left.get(row.goods, (False, None, False))
            if is_meant:
                row.chosen, row.typed, row.is_meant = chosen, typed, True
        if self.rows:
            self.dataChanged.emit(self.index(0, GOODS), self.index(len(self.rows) - 1, QUANTITY))
        self.changed.emit()
        here = {row.goods for row in self.rows}
        return sum(chosen for goods, (chosen, _typed, _is_meant) in left.items() if goods not in here)

    def scope(self) -> tuple[ScopeEntry, ...]:
        """The lines that are ticked, each with its quantity."""
        return tuple(row.entry() for row in self.rows if row.chosen)

    def found(self) -> tuple[FoundGoods, ...]:
        """The found goods that were added here and are ticked."""
        return tuple(row.found for row in self.rows if row.chosen and row.found is not None)

    # --- as Qt asks ---------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """One for each goods item and found goods."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        """Goods and quantity."""
        return 2

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A tick on the goods, an editor on the quantity of what is ticked."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == GOODS:
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        return flags | Qt.ItemFlag.ItemIsEditable if self.rows[index.row()].chosen else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words, tick, or the text to edit."""
        row = self.rows[index.row()]
        if index.column() == GOODS:
            if role == Qt.ItemDataRole.DisplayRole:
                return row.name
            if role == Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if row.chosen else Qt.CheckState.Unchecked
            return None
        return self._quantity(row, role)

    def _quantity(self, row: ScopeRow, role: int) -> object:
        if role == Qt.ItemDataRole.EditRole:
            if row.typed is not None:
                return row.typed
            return formats.number(row.declared.value) if row.declared is not None else ""
        if role == Qt.ItemDataRole.DisplayRole:
            whole = formats.quantity(row.declared) if row.declared is not None else self.tr("all")
            if not row.typed:
                return whole
            return self.tr("{part} of {whole}").format(part=row.typed, whole=whole.replace("× ", ""))
        if role == Qt.ItemDataRole.ForegroundRole:
            ink = "soft" if not row.chosen else "text" if row.is_possible() else "problem"
            return current().color(ink)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a tick or a quantity; an empty quantity is the whole."""
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole:
            row.chosen, row.is_meant = Qt.CheckState(value) == Qt.CheckState.Checked, True
        elif role == Qt.ItemDataRole.EditRole and index.column() == QUANTITY:
            typed = str(value).strip()[:30]
            is_whole = row.declared is not None and read_number(typed) == row.declared.value
            row.typed, row.is_meant = None if is_whole or not typed else typed, True
        else:
            return False
        self.dataChanged.emit(self.index(index.row(), GOODS), self.index(index.row(), QUANTITY))
        self.changed.emit()
        return True


class _TickAnywhere(QStyledItemDelegate):
    """Ticks by a click anywhere on the goods: the box alone is too small for a glove."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, place = current(), QRectF(option.rect)
        em = Sizes.of(option.font).em
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, theme.color("selected"))
        chosen = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        side, gap = round(em * 1.2), em * 0.5
        box = QRectF(place.left() + gap, place.center().y() - side / 2, side, side)
        words = place.adjusted(side + 2 * gap, 0, -gap, 0)
        if option.direction == Qt.LayoutDirection.RightToLeft:
            box.moveRight(place.right() - gap)
            words = place.adjusted(gap, 0, -side - 2 * gap, 0)
        painter.setPen(theme.color("accent" if chosen else "strong_line"))
        painter.setBrush(theme.color("accent" if chosen else "field"))
        painter.drawRoundedRect(box, 4, 4)
        if chosen:
            paint_standing_sign(painter, box.adjusted(4, 4, -4, -4), "released", theme.color("accent_ink"))
        painter.setFont(option.font)
        painter.setPen(theme.color("text" if chosen else "soft"))
        name = option.fontMetrics.elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, int(words.width())
        )
        side_of = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.drawText(words, int(side_of), name)

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        if isinstance(event, QMouseEvent):
            if event.type() == QEvent.Type.MouseButtonRelease and event.button() == Qt.MouseButton.LeftButton:
                checked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
                tick = Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked
                return model.setData(index, tick, Qt.ItemDataRole.CheckStateRole)
            return False
        return super().editorEvent(event, model, option, index)


class _QuantityEditor(QStyledItemDelegate):
    """The editor of a quantity: each stroke counts at once, so that nothing typed is lost."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setMaxLength(30)
        editor.textEdited.connect(self._typed)
        return editor

    def _typed(self, text: str) -> None:
        editor = self.sender()
        if isinstance(editor, QWidget):
            self.commitData.emit(editor)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        # Asked again after each stroke that was taken: the text being typed must stay as it is.
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)


class ScopeTable(QTableView):
    """Ticks by space or click, quantities by typing over them. Enter only ends the typing."""

    def __init__(self, model: ScopeModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setAccessibleName(self.tr("goods that the decision is about"))
        self._ticks, self._editor = _TickAnywhere(self), _QuantityEditor(self)
        self.setItemDelegateForColumn(GOODS, self._ticks)
        self.setItemDelegateForColumn(QUANTITY, self._editor)
        self.setProperty("choices", True)
        self.setEditTriggers(
            QTableView.EditTrigger.AnyKeyPressed
            | QTableView.EditTrigger.DoubleClicked
            | QTableView.EditTrigger.SelectedClicked
        )
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self._row = Sizes.of(self.font()).target + 2
        self.verticalHeader().setDefaultSectionSize(self._row)
        header = self.horizontalHeader()
        header.hide()
        header.setSectionResizeMode(GOODS, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(QUANTITY, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(QUANTITY, round(Sizes.of(self.font()).em * 6.5))
        model.modelReset.connect(self._fit)
        model.rowsInserted.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        """As high as its rows, up to a limit."""
        rows = min(max(self.model().rowCount(), 1), MOST_ROWS)
        self.setFixedHeight(rows * self._row + 2)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard is on a row from the start, and is seen there."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.model().index(0, GOODS))

    def keyboardSearch(self, search: str) -> None:
        """Typed letters look for nothing here."""
