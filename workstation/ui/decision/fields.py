"""What a decision's form asks with: its fields, in their places, and the way of the keyboard through them."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from workstation.domain.mandate import LONGEST_OFFICER_ID
from workstation.ui.decision.choice import ChoiceField
from workstation.ui.decision.draft_note import DraftNote
from workstation.ui.decision.found import FoundGoodsLine
from workstation.ui.decision.labels import LabelsField
from workstation.ui.decision.place import PlaceField
from workstation.ui.decision.scope import ScopeModel, ScopeTable
from workstation.ui.parts.buttons import ActionButton
from workstation.ui.parts.sections import Panel
from workstation.ui.parts.shortcuts import key_of
from workstation.ui.parts.text import PlainLabel
from workstation.ui.theme import Sizes

translate = QCoreApplication.translate

CHATTER_MS: Final = 400
"""A key that asked something does not answer it before: worn keys press twice."""


class FormFields(QWidget):
    """The fields of every kind of decision; which of them are shown is the form's to say."""

    def __init__(self, new_id: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = PlainLabel("", self, lines=True)
        self.title.set_role("title")
        self.note = DraftNote(self)
        self.exception = ChoiceField(translate("DecisionForm", "Why the barcode was not read"), self)
        self.act = ChoiceField("", self)
        self.reason = ChoiceField(translate("DecisionForm", "Reason"), self)
        self.legal_basis = ChoiceField(translate("DecisionForm", "Legal basis"), self)
        self.place = PlaceField(
            translate("DecisionForm", "Where it is put: read the shelf's label, choose or type"), self
        )
        self.labels = LabelsField(self)
        self.scope = ScopeModel(self)
        self.table = ScopeTable(self.scope, self)
        self.all_button = ActionButton("", self, flat=True)
        self.found = FoundGoodsLine(new_id, self)
        self.remark = QPlainTextEdit(self)
        self.second, self._unproven = QLineEdit(self), PlainLabel("", self, lines=True)
        self.missing = PlainLabel("", self, lines=True)
        self.confirm_button = ActionButton("", self, key=key_of("confirm"))
        self.cancel_button = ActionButton(translate("DecisionForm", "Leave"), self, key="Esc")
        self.basis_is_needed = False
        self._scroll, self._inside = QScrollArea(self), Panel(self)
        self._lay_out()
        for field in (self.exception, self.act, self.reason, self.legal_basis, self.place):
            field.line.installEventFilter(self)
            field.line.textEdited.connect(self.keep_in_sight)
        watched_too = (
            self.table,
            self.labels.list,
            *self.found.fields,
            self._inside,
            self._scroll.viewport(),
        )
        for watched in (self.remark, self.second, *watched_too):
            watched.installEventFilter(self)
        self.remark.textChanged.connect(self.keep_in_sight)
        self.second.textEdited.connect(self.keep_in_sight)

    def _lay_out(self) -> None:
        sizes = Sizes.of(self.font())
        self.remark.setAccessibleName(translate("DecisionForm", "remark"))
        self.remark.setPlaceholderText(translate("DecisionForm", "Remark"))
        self.remark.setTabChangesFocus(True)
        self.remark.setFixedHeight(round(sizes.em * 4))
        self._make_second()
        self.missing.set_role("attention")
        self.goods = QWidget(self)
        head = QHBoxLayout()
        label = PlainLabel(translate("DecisionForm", "Goods and quantities"), self)
        label.set_role("soft")
        head.addWidget(label, 1)
        head.addWidget(self.all_button)
        goods = QVBoxLayout(self.goods)
        goods.setContentsMargins(0, 0, 0, 0)
        goods.setSpacing(max(2, sizes.gap // 2))
        goods.addLayout(head)
        goods.addWidget(self.table)
        goods.addWidget(self.found)
        inside = self._inside
        fields = QVBoxLayout(inside)
        fields.setContentsMargins(sizes.pad, sizes.gap, sizes.pad, sizes.gap)
        fields.setSpacing(sizes.gap)
        coded = (self.exception, self.act, self.reason, self.legal_basis)
        for widget in (self.second, self._unproven, *coded, self.remark, self.place, self.labels, self.goods):
            fields.addWidget(widget)
        fields.addStretch(1)
        self._scroll.setWidget(inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        buttons = QHBoxLayout()
        buttons.setSpacing(sizes.gap)
        buttons.addWidget(self.confirm_button, 1)
        buttons.addWidget(self.cancel_button)
        foot = QVBoxLayout()
        foot.setContentsMargins(sizes.pad, sizes.gap, sizes.pad, sizes.gap)
        foot.setSpacing(sizes.gap)
        foot.addWidget(self.missing)
        foot.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.title.setContentsMargins(sizes.pad, sizes.gap, sizes.pad, 0)
        layout.addWidget(self.title)
        layout.addWidget(self.note)
        layout.addWidget(self._scroll, 1)
        layout.addLayout(foot)

    def _make_second(self) -> None:
        self.second.setAccessibleName(translate("DecisionForm", "second officer"))
        self.second.setPlaceholderText(
            translate("DecisionForm", "Second officer: type the id or read the badge")
        )
        self.second.setMaxLength(LONGEST_OFFICER_ID)
        self._unproven.set_role("soft")
        self._unproven.setText(
            translate("DecisionForm", "Unproven: a second officer cannot sign in here. It is kept as typed.")
        )
        self.ask_for_second(asks=False)

    def ask_for_second(self, *, asks: bool) -> None:
        """Ask who the second officer is, and say what the answer is worth; or do not."""
        self.second.setVisible(asks)
        self._unproven.setVisible(asks)

    def show_beginning(self) -> None:
        """The first fields are in sight, whatever has the keyboard."""
        self._settle()
        self._scroll.verticalScrollBar().setValue(0)

    def show_field(self, field: QWidget) -> None:
        """This field is in sight, though the keyboard is in another."""
        self._bring_in_sight(field)

    @Slot()
    def keep_in_sight(self) -> None:
        """What has the keyboard is in sight, with the rows that it offers as far as there is room."""
        here: QWidget | None = self.focusWidget()
        if here is not None and self._inside.isAncestorOf(here):
            self._bring_in_sight(here)

    def _bring_in_sight(self, here: QWidget) -> None:
        self._settle()
        parent, margin = here.parentWidget(), Sizes.of(self.font()).pad
        for each in (parent, here) if isinstance(parent, ChoiceField) else (here,):
            top = each.mapTo(self._inside, QPoint(0, 0)).y()
            # Not ensureWidgetVisible: of what has the keyboard it shows no more than the caret.
            for y in (top + each.height(), top):
                self._scroll.ensureVisible(0, y, 0, margin)

    def _settle(self) -> None:
        """Fields that were shown or hidden just now are in their places."""
        layout = self._inside.layout()
        if layout is not None:
            layout.activate()

    def _in_order(self) -> tuple[QWidget, ...]:
        """The fields as the keyboard goes through them: a legal basis that nobody asks for comes after the
        remark, so that what is typed after the reason is the remark.
        """
        basis, remark = self.legal_basis.line, self.remark
        pair = (basis, remark) if self.basis_is_needed else (remark, basis)
        coded = (self.exception.line, self.act.line, self.reason.line)
        put = (self.place.line, self.labels.list)
        return (self.second, *coded, *pair, *put, self.table, *self.found.fields)

    def focusNextPrevChild(self, onwards: bool) -> bool:
        """From the last field to the first: until the form is left the keyboard is nowhere else."""
        stops = [each for each in self._in_order() if each.isVisibleTo(self)]
        at = stops.index(here) if (here := self.focusWidget()) in stops else -1
        reason = Qt.FocusReason.TabFocusReason if onwards else Qt.FocusReason.BacktabFocusReason
        stops[(at + (1 if onwards else -1)) % len(stops)].setFocus(reason)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What has the keyboard is in sight, also when the room for the fields, or what is in them, grows."""
        kind = event.type()
        if isinstance(event, QFocusEvent) and kind == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self._bring_in_sight(watched)
        elif kind == QEvent.Type.Resize and watched in (self._inside, self._scroll.viewport()):
            self.keep_in_sight()
        return super().eventFilter(watched, event)
