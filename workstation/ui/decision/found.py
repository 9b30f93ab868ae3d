"""A line to write down goods that were found and that no line of the declaration names."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from workstation.domain.act import FoundGoods
from workstation.domain.value import Quantity
from workstation.ui.decision.scope import read_number
from workstation.ui.parts.buttons import ActionButton
from workstation.ui.parts.text import PlainLabel
from workstation.ui.theme import Sizes

_LEAVING: Final = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.MouseFocusReason,
)


class FoundGoodsLine(QWidget):
    """Description, quantity and HS code of found goods. Leaving the line, the button or confirming adds it.

    Signals:
        added(found): `FoundGoods` with an id made at the bench.
        changed: what is written is another.
    """

    added = Signal(object)
    changed = Signal()

    def __init__(self, new_id: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._new_id = new_id
        label = PlainLabel(self.tr("Found, but not declared"), self)
        label.set_role("soft")
        self.description = self._field(self.tr("what was found"), 300)
        self.quantity = self._field(self.tr("how many"), 20)
        self.hs_code = self._field(self.tr("HS code, if known"), 12)
        self.fields = (self.description, self.quantity, self.hs_code)
        self.button = ActionButton(self.tr("Add"), self)
        self.button.clicked.connect(self.add)
        sizes = Sizes.of(self.font())
        row = QHBoxLayout()
        row.setSpacing(sizes.gap)
        row.addWidget(self.quantity, 2)
        row.addWidget(self.hs_code, 3)
        row.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(max(2, sizes.gap // 2))
        layout.addWidget(label)
        layout.addWidget(self.description)
        layout.addLayout(row)
        self._show_possible()

    def _field(self, name: str, limit: int) -> QLineEdit:
        field = QLineEdit(self)
        field.setPlaceholderText(name)
        field.setAccessibleName(name)
        field.setMaxLength(limit)
        field.textEdited.connect(self._edited)
        field.installEventFilter(self)
        return field

    def is_begun(self) -> bool:
        """Whether something is written that is not added yet."""
        return any(field.text().strip() for field in self.fields)

    def is_possible(self) -> bool:
        """Whether it can be added: described, with a quantity above zero."""
        number = read_number(self.quantity.text())
        return bool(self.description.text().strip()) and number.is_finite() and number > 0

    @Slot()
    def add(self) -> bool:
        """Add what is written, if it is possible; whether it was."""
        if not self.is_possible():
            return False
        found = FoundGoods(
            id=self._new_id(),
            description=self.description.text().strip(),
            hs_code=self.hs_code.text().strip(),
            quantity=Quantity(value=read_number(self.quantity.text())),
        )
        self.clear()
        self.added.emit(found)
        return True

    def write(self, texts: Sequence[str]) -> None:
        """Write into the fields, in their order, what was begun before."""
        for field, text in zip(self.fields, texts, strict=False):
            field.setText(text)
        self._edited()

    def clear(self) -> None:
        """Nothing written."""
        for field in (self.description, self.quantity, self.hs_code):
            field.clear()
        self._show_possible()

    @Slot()
    def _edited(self) -> None:
        self._show_possible()
        self.changed.emit()

    def _show_possible(self) -> None:
        self.button.setEnabled(self.is_possible())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving the line adds it."""
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            following = QApplication.focusWidget()
            inside = following in (self.description, self.quantity, self.hs_code)
            if not inside and event.reason() in _LEAVING:
                self.add()
        return super().eventFilter(watched, event)
