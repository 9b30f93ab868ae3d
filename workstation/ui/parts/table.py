"""The id window: a table over any number of rows, of which only those that are looked at are read."""

import logging
from array import array
from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from workstation.ui.parts.id_changes import IdChanges

log = logging.getLogger(__name__)

PAGE: Final = 128
PAGES_KEPT: Final = 64
FEW: Final = 10_000
"""In so many references one is found at once by going through them."""

ROW_ROLE: Final = Qt.ItemDataRole.UserRole
REF_ROLE: Final = Qt.ItemDataRole.UserRole + 1

GONE_FLAGS: Final = Qt.ItemFlag.ItemNeverHasChildren
ROW_FLAGS: Final = GONE_FLAGS | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Column:
    """One column: its key (also the name it is sorted by), title, and a sample of the widest usual text.

    `trailing` columns stand at the trailing edge (figures); `stretch` ones take the room that is left.
    """

    key: str
    title: str
    sample: str = ""
    trailing: bool = False
    stretch: bool = False
    sortable: bool = True


@dataclass(frozen=True)
class Line:
    """One row as it is shown: its value (none: it cannot be read now) and one text for each column."""

    row: Any
    texts: tuple[str, ...]


class IdWindowModel(QAbstractTableModel):
    """Ordered references of all rows in one array; rows are read by reference, 128 at a time, when they are
    painted.

    `read_rows` is called on the screen's thread and must be a point look-up; a row that it leaves out has
    gone and is shown as gone. `texts_of` makes the texts of a row once. Nothing here raises while painting:
    rows that cannot be read say so, and `reading_failed` tells why.

    Signals:
        reading_failed(error): a page could not be read; its rows are tried again after `forget`.
    """

    reading_failed = Signal(object)

    def __init__(
        self,
        columns: Sequence[Column],
        read_rows: Callable[[Sequence[int]], Sequence[Any]],
        texts_of: Callable[[Any], tuple[str, ...]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._read_rows = read_rows
        self._texts_of = texts_of
        self._refs: array[int] = array("q")
        self._lines: OrderedDict[int, Line] = OrderedDict()
        self._values: dict[int, Any] = {}
        self._untitled: frozenset[str] = frozenset()
        self.sorted_by: tuple[str, bool] = ("", True)
        self.remark_of: Callable[[Any], str] = _no_remark
        """What is to be said of a row besides its texts: spoken, and told when the mouse rests on it."""

    # --- the list -----------------------------------------------------------------------------------------

    @property
    def refs(self) -> "array[int]":
        """The ordered references; not to be changed by anyone else."""
        return self._refs

    def replace(self, refs: "array[int]") -> None:
        """Show another list: everything anew."""
        self.beginResetModel()
        self._refs = array("q", refs)
        self._lines.clear()
        self._values.clear()
        self.endResetModel()

    def apply(self, changes: IdChanges) -> None:
        """Lead the list on to what `changes` say, range by range, so that selection and place stay.

        The changes must have been made from the list as it stands now.
        """
        if changes.is_reset:
            self.beginResetModel()
            self._refs = array("q", changes.ids)
            self.endResetModel()
            return
        nothing = QModelIndex()
        for first, count in changes.removed:
            self.beginRemoveRows(nothing, first, first + count - 1)
            del self._refs[first : first + count]
            self.endRemoveRows()
        for first, count in changes.inserted:
            self.beginInsertRows(nothing, first, first + count - 1)
            self._refs[first:first] = changes.ids[first : first + count]
            self.endInsertRows()

    def forget(self, refs: Sequence[int] | None = None) -> None:
        """Read these rows (None: all) again when they are next painted; what is shown stays until then."""
        if refs is None:
            self._lines.clear()
            self._values.clear()
        else:
            for ref in refs:
                self._lines.pop(ref, None)
                self._values.pop(ref, None)
        self._repaint()

    def forget_texts(self) -> None:
        """Write the texts of all rows again (ages have grown, the language changed); nothing is read."""
        for ref, line in self._lines.items():
            if line.row is not None:
                self._values[ref] = line.row
        self._lines.clear()
        self._repaint()

    def _repaint(self) -> None:
        if self._refs:
            last = self.index(len(self._refs) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def row_of(self, ref: int) -> int | None:
        """The row where this reference stands now."""
        if len(self._refs) > FEW:
            return _place_in_long(self._refs, ref)
        try:
            return self._refs.index(ref)
        except ValueError:
            return None

    def ref_at(self, row: int) -> int | None:
        """The reference that stands in this row."""
        return self._refs[row] if 0 <= row < len(self._refs) else None

    def show_sort(self, key: str, descending: bool, untitled: Collection[str] = ()) -> None:
        """Mark in the header what the list is sorted by; the list itself comes sorted.

        `untitled` columns are too narrow for their titles now.
        """
        self.sorted_by, self._untitled = (key, descending), frozenset(untitled)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    # --- one row ------------------------------------------------------------------------------------------

    def line(self, row: int) -> Line:
        """What this row shows; its page is read if it is not here."""
        ref = self._refs[row]
        line = self._lines.get(ref)
        if line is not None:
            return line
        if ref not in self._values:
            self._read_page(row)
        value = self._values.pop(ref, None)
        line = self._line_of(value)
        self._lines[ref] = line
        while len(self._lines) > PAGE * PAGES_KEPT:
            self._lines.popitem(last=False)
        return line

    def _line_of(self, value: Any) -> Line:
        if value is None:
            words = self.tr("no longer here")
        elif isinstance(value, _Unread):
            words = self.tr("cannot be read now")
        else:
            return Line(value, self._texts_of(value))
        return Line(None, tuple(words if column.stretch else "" for column in self.columns))

    def _read_page(self, row: int) -> None:
        first = row - row % PAGE
        wanted = [ref for ref in self._refs[first : first + PAGE] if ref not in self._lines]
        if len(self._values) > PAGE * PAGES_KEPT:
            self._values.clear()
        try:
            rows = self._read_rows(wanted)
        except Exception as error:  # noqa: BLE001 - data() must not raise; funnel: reading_failed
            log.info("a page of the table could not be read", extra={"kind": type(error).__name__})
            self._values.update(dict.fromkeys(wanted, _Unread()))
            self.reading_failed.emit(error)
            return
        self._values.update((value.ref, value) for value in rows)

    # --- what Qt asks -------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """All rows of the list, read or not."""
        return 0 if parent.isValid() else len(self._refs)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, alignment, value and reference of a cell; never raises."""
        if not index.isValid() or index.row() >= len(self._refs):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.line(index.row()).texts[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = (
                Qt.AlignmentFlag.AlignTrailing
                if self.columns[index.column()].trailing
                else Qt.AlignmentFlag.AlignLeading
            )
            return side | Qt.AlignmentFlag.AlignVCenter
        if role in (Qt.ItemDataRole.AccessibleDescriptionRole, Qt.ItemDataRole.ToolTipRole):
            value = self.line(index.row()).row
            return (self.remark_of(value) if value is not None else "") or None
        if role == ROW_ROLE:
            return self.line(index.row()).row
        if role == REF_ROLE:
            return self._refs[index.row()]
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The column's title."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            key, descending = self.sorted_by
            column = self.columns[section]
            title = "" if column.key in self._untitled else column.title
            return f"{title} {arrow(descending)}".strip() if column.key == key else title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            trailing = self.columns[section].trailing
            side = Qt.AlignmentFlag.AlignTrailing if trailing else Qt.AlignmentFlag.AlignLeading
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows known to be gone cannot be chosen; looks only at what is here, so that select-all reads
        nothing.
        """
        if not index.isValid() or index.row() >= len(self._refs):
            return Qt.ItemFlag.NoItemFlags
        line = self._lines.get(self._refs[index.row()])
        return GONE_FLAGS if line is not None and line.row is None else ROW_FLAGS


def _no_remark(_row: Any) -> str:
    return ""


def arrow(descending: bool) -> str:
    """The direction of an order, as headers and menus show it: an arrow from the first to the last."""
    return "↓" if descending else "↑"


def _place_in_long(refs: "array[int]", ref: int) -> int | None:
    # A million Python integers take 15 ms to compare, NumPy's take one. Who has so long a list has NumPy.
    import numpy as np

    places = np.flatnonzero(np.frombuffer(refs, dtype=np.int64) == ref)
    return int(places[0]) if len(places) else None


class _Unread:
    """Stands for a row whose page could not be read."""
