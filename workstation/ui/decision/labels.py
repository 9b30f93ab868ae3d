"""The seals and evidence bags that were read while a decision is written: they are recorded with it."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QStringListModel, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QVBoxLayout, QWidget

from workstation.domain.event import ReadMeaning
from workstation.ui.parts.buttons import ActionButton
from workstation.ui.parts.formats import identifier
from workstation.ui.parts.text import PlainLabel
from workstation.ui.theme import Sizes

translate = QCoreApplication.translate

MOST_LABELS: Final = 50
"""More seals and bags than any one decision is about; what is read beyond is noted with the parcel."""
ROWS: Final = 3
KINDS: Final[dict[str, Any]] = {
    "seal": QT_TRANSLATE_NOOP("DecisionForm", "Seal {code}"),
    "evidence_bag": QT_TRANSLATE_NOOP("DecisionForm", "Evidence bag {code}"),
}


class LabelList(QListView):
    """The rows; Del takes the marked one off.

    Signals:
        taken_off(): the marked one is to go.
    """

    taken_off = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del takes off, the rest is the list's."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not event.modifiers():
            self.taken_off.emit()
        else:
            super().keyPressEvent(event)


class LabelsField(QWidget):
    """Lists them, the newest marked; hidden while there are none.

    Signals:
        changed(): one came, or was taken off.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._read: tuple[ReadMeaning, ...] = ()
        self._rows = QStringListModel(self)
        self.list = LabelList(self)
        self.list.setModel(self._rows)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        name = translate("DecisionForm", "Seals and evidence bags")
        self.list.setAccessibleName(name)
        self.list.taken_off.connect(self.take_off)
        label = PlainLabel(name, self)
        label.set_role("soft")
        self.button = ActionButton(translate("DecisionForm", "Take this one off"), self, key="Del", flat=True)
        self.button.clicked.connect(self.take_off)
        sizes = Sizes.of(self.font())
        head = QHBoxLayout()
        head.setSpacing(sizes.gap)
        head.addWidget(label, 1)
        head.addWidget(self.button)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(max(2, sizes.gap // 2))
        page.addLayout(head)
        page.addWidget(self.list)
        self.hide()

    @property
    def read(self) -> tuple[ReadMeaning, ...]:
        """What was read, each with the label's kind and code, in that order."""
        return self._read

    def words(self) -> tuple[str, ...]:
        """The rows as they are shown."""
        return tuple(self._rows.stringList())

    def take(self, label: ReadMeaning) -> bool:
        """A seal or an evidence bag was read. Whether it is among them now; the same one is once."""
        known = any((each.kind, each.value) == (label.kind, label.value) for each in self._read)
        if not known and len(self._read) >= MOST_LABELS:
            return False
        if not known:
            self.show_read((*self._read, label))
        return True

    def drop(self, code: str) -> None:
        """This one is none after all."""
        left = tuple(each for each in self._read if each.value != code)
        if left != self._read:
            self.show_read(left)

    @Slot()
    def take_off(self) -> None:
        """The marked one was read by mistake."""
        at = self.list.currentIndex().row()
        if 0 <= at < len(self._read):
            self.show_read((*self._read[:at], *self._read[at + 1 :]))

    def clear(self) -> None:
        """There are none."""
        self.show_read(())

    def show_read(self, labels: Sequence[ReadMeaning]) -> None:
        """These are they."""
        had_keyboard, before = self.list.hasFocus(), self._read
        self._read = tuple(labels)
        self._rows.setStringList(
            [
                translate("DecisionForm", KINDS[each.kind]).format(code=identifier(each.value))
                for each in labels
            ]
        )
        self.list.setCurrentIndex(self._rows.index(len(labels) - 1))
        if labels:
            # As high for one as for three: a form that grows with each read brings the field that has the
            # keyboard in sight again, and the newest row out of it.
            self.list.setFixedHeight(ROWS * self.list.sizeHintForRow(0) + 2 * self.list.frameWidth())
        if had_keyboard and not labels:
            # A list that vanishes gives the keyboard to nobody: the form goes on with its next field.
            self.focusNextChild()
        self.setVisible(bool(labels))
        if self._read != before:
            self.changed.emit()
