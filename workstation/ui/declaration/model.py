"""The lines of the declaration on the screen, as a list that grows below the first screenful."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from workstation.ui.declaration.lines import Line

_NO_PARENT = QModelIndex()


class DeclarationModel(QAbstractListModel):
    """Lines by row. `start` shows the first of them at once, `grow` takes more of those still unwritten."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []
        self._rest: Iterator[Line] = iter(())

    def start(self, lines: Iterator[Line], is_enough: Callable[[int], bool]) -> None:
        """Show other lines: the first of them, until `is_enough` says so of a row that it can look at."""
        self.beginResetModel()
        self._rest, self.lines = lines, []
        for row, line in enumerate(lines):
            self.lines.append(line)
            if is_enough(row):
                break
        self.endResetModel()

    def grow(self, by: int) -> bool:
        """Take up to `by` lines more; whether there may be further ones."""
        more = list(islice(self._rest, by))
        if more:
            at = len(self.lines)
            self.beginInsertRows(_NO_PARENT, at, at + len(more) - 1)
            self.lines += more
            self.endInsertRows()
        return len(more) == by

    def sections(self) -> Sequence[int]:
        """The rows that head a section."""
        return [row for row, line in enumerate(self.lines) if line.kind == "section"]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:
        """How many lines there are so far."""
        return 0 if parent.isValid() else len(self.lines)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """The line as plain text, for assistive tools and for tests; painting reads the line itself."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) and index.isValid():
            return self.lines[index.row()].spoken()
        return None
