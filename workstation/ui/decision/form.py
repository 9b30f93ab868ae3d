"""The form in the panel for a hold, a seizure, a lift or an acknowledgement: bound to one consignment."""

from collections.abc import Callable, Sequence
from typing import Any, Final, Protocol

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from workstation.desk.open import OpenConsignment
from workstation.domain.act import FoundGoods, ScopeEntry
from workstation.domain.decision import LONGEST_REMARK, DecisionDraft, Obstacle
from workstation.domain.reference import Coded
from workstation.ui.decision.choice import Choice, ChoiceField
from workstation.ui.decision.found import FoundGoodsLine
from workstation.ui.decision.scope import ScopeModel, ScopeRow, ScopeTable
from workstation.ui.decision.words import Coded as InWords
from workstation.ui.decision.words import goods_name, obstacle_words
from workstation.ui.parts.buttons import ActionButton
from workstation.ui.parts.sections import Panel
from workstation.ui.parts.shortcuts import key_of
from workstation.ui.parts.text import PlainLabel, kept_whole, shown
from workstation.ui.theme import Sizes

SCOPED: Final = ("hold", "seize")
"""Kinds of decision that choose goods; the others are about what the acts they name are about."""
TITLES: Final[dict[str, Any]] = {
    "hold": QT_TRANSLATE_NOOP("DecisionForm", "Hold {number}"),
    "seize": QT_TRANSLATE_NOOP("DecisionForm", "Seize from {number}"),
    "lift": QT_TRANSLATE_NOOP("DecisionForm", "Lift a hold on {number}"),
    "acknowledge": QT_TRANSLATE_NOOP("DecisionForm", "Acknowledge a conflict on {number}"),
}
CONFIRMS: Final[dict[str, Any]] = {
    "hold": QT_TRANSLATE_NOOP("DecisionForm", "Record the hold"),
    "seize": QT_TRANSLATE_NOOP("DecisionForm", "Record the seizure"),
    "lift": QT_TRANSLATE_NOOP("DecisionForm", "Record the lift"),
    "acknowledge": QT_TRANSLATE_NOOP("DecisionForm", "Record it"),
}


class FormDesk(Protocol):
    """What the form asks of the desk; `desk.decide.Deciding` is one."""

    def reasons_for(self, kind: str) -> tuple[Coded, ...]:
        """Reasons to choose from."""

    def legal_bases_for(self, kind: str) -> tuple[Coded, ...]:
        """Legal bases to choose from."""

    def whole_scope(self, opened: OpenConsignment) -> tuple[ScopeEntry, ...]:
        """All goods, each with its quantity."""

    def obstacles(self, draft: DecisionDraft, opened: OpenConsignment) -> tuple[Obstacle, ...]:
        """What stands in the way."""


class Named(Choice, frozen=True):
    """Acts that the form may be about: a hold, or a release with what it had not seen."""

    names: tuple[str, ...]
    scope: tuple[ScopeEntry, ...]


class DecisionForm(QWidget):
    """Asks what a decision needs, and says what is missing. Enter confirms nothing: readers send it.

    Signals:
        confirmed(draft): the officer confirmed a `DecisionDraft` that nothing stands in the way of.
        cancelled: the officer left the form.
    """

    confirmed = Signal(object)
    cancelled = Signal()

    def __init__(
        self, desk: FormDesk, coded: InWords, new_id: Callable[[], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._coded = desk, coded
        self._kind = ""
        self._opened: OpenConsignment | None = None
        self._named: tuple[Named, ...] = ()
        self._title = PlainLabel("", self, lines=True)
        self._title.set_role("title")
        self.act = ChoiceField("", self)
        self.reason = ChoiceField(self.tr("Reason"), self)
        self.legal_basis = ChoiceField(self.tr("Legal basis"), self)
        self.scope = ScopeModel(self)
        self.table = ScopeTable(self.scope, self)
        self._all = ActionButton("", self, flat=True)
        self.found = FoundGoodsLine(new_id, self)
        self.remark = QPlainTextEdit(self)
        self._missing = PlainLabel("", self, lines=True)
        self.confirm_button = ActionButton("", self, key=key_of("confirm"))
        self.cancel_button = ActionButton(self.tr("Leave"), self, key="Esc")
        self._scroll = QScrollArea(self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        sizes = Sizes.of(self.font())
        self.remark.setAccessibleName(self.tr("remark"))
        self.remark.setPlaceholderText(self.tr("Remark"))
        self.remark.setTabChangesFocus(True)
        self.remark.setFixedHeight(round(sizes.em * 4))
        self._missing.set_role("attention")
        self._goods = QWidget(self)
        head = QHBoxLayout()
        label = PlainLabel(self.tr("Goods and quantities"), self)
        label.set_role("soft")
        head.addWidget(label, 1)
        head.addWidget(self._all)
        goods = QVBoxLayout(self._goods)
        goods.setContentsMargins(0, 0, 0, 0)
        goods.setSpacing(max(2, sizes.gap // 2))
        goods.addLayout(head)
        goods.addWidget(self.table)
        goods.addWidget(self.found)
        inside = Panel(self)
        fields = QVBoxLayout(inside)
        fields.setContentsMargins(sizes.pad, sizes.gap, sizes.pad, sizes.gap)
        fields.setSpacing(sizes.gap)
        for widget in (self.act, self.reason, self.legal_basis, self._goods, self.remark):
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
        foot.addWidget(self._missing)
        foot.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._title.setContentsMargins(sizes.pad, sizes.gap, sizes.pad, 0)
        layout.addWidget(self._title)
        layout.addWidget(self._scroll, 1)
        layout.addLayout(foot)

    def _connect(self) -> None:
        for field in (self.act, self.reason, self.legal_basis):
            field.changed.connect(self._look)
            field.line.installEventFilter(self)
        self.remark.installEventFilter(self)
        self.scope.changed.connect(self._look)
        self.found.added.connect(self._take_found)
        self.found.changed.connect(self._look)
        self.remark.textChanged.connect(self._look)
        self._all.clicked.connect(self._switch_all)
        self.confirm_button.clicked.connect(self.confirm)
        self.cancel_button.clicked.connect(self.cancelled)

    # --- opening and closing ------------------------------------------------------------------------------

    @property
    def kind(self) -> str:
        """The kind of decision that the form is open for; empty while it is closed."""
        return self._kind

    def open(self, kind: str, opened: OpenConsignment, number: str, named: Sequence[Named] = ()) -> None:
        """Begin a decision of this kind on this consignment."""
        self.close_form()
        self._kind = kind
        self._title.setText(QCoreApplication.translate("DecisionForm", TITLES[kind]).format(number=number))
        self.confirm_button.setText(QCoreApplication.translate("DecisionForm", CONFIRMS[kind]))
        self.confirm_button.setProperty("tone", kind if kind in SCOPED else "accent")
        self.confirm_button.style().polish(self.confirm_button)
        self.act.set_label(self.tr("Hold to lift") if kind == "lift" else self.tr("Release in conflict"))
        self._goods.setVisible(kind in SCOPED)
        self.act.setVisible(kind not in SCOPED)
        self.renew(opened, named)
        if len(self._named) == 1:
            self.act.choose(self._named[0].code)
        self._focus_first()

    def renew(self, opened: OpenConsignment, named: Sequence[Named] = ()) -> None:
        """The same consignment with newer data: what is typed stays."""
        self._opened, self._named = opened, tuple(named)
        self.act.offer(self._named)
        self._offer(self.reason, self._desk.reasons_for(self._kind), "reasons")
        self._offer(self.legal_basis, self._desk.legal_bases_for(self._kind), "legal_bases")
        if self._kind in SCOPED:
            self.scope.show(self._scope_rows(opened))
        self._look()

    def _offer(self, field: ChoiceField, rows: Sequence[Coded], name: str) -> None:
        field.offer([Choice(row.code, self._coded(name, row.code)) for row in rows])
        field.setVisible(bool(rows))

    def _scope_rows(self, opened: OpenConsignment) -> list[ScopeRow]:
        # What is seized already is seized: a second seizure of it has to be meant.
        seized = {g.goods for g in opened.with_pending.goods if g.standing.value == "seized" and not g.part}
        return [
            ScopeRow(entry, goods_name(entry.goods, opened), entry.goods not in seized)
            for entry in self._desk.whole_scope(opened)
        ]

    def close_form(self) -> None:
        """Forget everything that was typed."""
        self._kind, self._opened = "", None
        for field in (self.act, self.reason, self.legal_basis):
            field.clear()
        self.scope.clear()
        self.found.clear()
        self.remark.clear()

    def is_touched(self) -> bool:
        """Whether the officer has chosen or typed anything."""
        texts = (self.reason.line.text(), self.legal_basis.line.text(), self.remark.toPlainText())
        return any(text.strip() for text in texts) or self.found.is_begun()

    def _focus_first(self) -> None:
        fields = (self.act, self.reason, self.legal_basis)
        shown_ones = [f for f in fields if not f.isHidden() and not (f is self.act and f.chosen())]
        (shown_ones[0] if shown_ones else self.remark).setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what the decision would be -----------------------------------------------------------------------

    def draft(self) -> DecisionDraft | None:
        """The decision as the form stands."""
        if self._opened is None or not self._kind:
            return None
        about = next((each for each in self._named if each.code == self.act.chosen()), None)
        scoped = self._kind in SCOPED
        return DecisionDraft(
            kind=self._kind,
            consignment=self._opened.id,
            scope=self.scope.scope() if scoped else about.scope if about else (),
            names=about.names if about and not scoped else (),
            found=self.scope.found() if scoped else (),
            reason=self.reason.chosen(),
            legal_basis=self.legal_basis.chosen(),
            remark=self.remark.toPlainText().strip(),
        )

    def obstacles(self) -> tuple[str, ...]:
        """What is missing, in words."""
        draft = self.draft()
        if draft is None or self._opened is None:
            return ()
        opened = self._opened
        said = [obstacle_words(each, opened, self._coded) for each in self._desk.obstacles(draft, opened)]
        if self._kind in SCOPED and self.found.is_begun() and not self.found.is_possible():
            said.append(self.tr("What was found needs a description and how many."))
        return tuple(dict.fromkeys(said))

    @Slot()
    def confirm(self) -> None:
        """Confirm, if nothing is missing; else say what is."""
        if not self._kind or not self.isEnabled():
            return
        self.found.add()
        draft = self.draft()
        if draft is not None and not self.obstacles():
            self.confirmed.emit(draft)
        else:
            self._look()

    @Slot()
    def _look(self) -> None:
        """Say what is missing, and offer the confirmation when nothing is."""
        if not self._kind:
            return
        missing = self.obstacles()
        most = 3
        lines = list(missing[:most])
        if len(missing) > most:
            more = len(missing) - most
            lines.append(self.tr("and %n more", "", more))
        if len(self.remark.toPlainText()) > LONGEST_REMARK - 200:
            left = LONGEST_REMARK - len(self.remark.toPlainText())
            lines.append(self.tr("Characters left for the remark: %n", "", max(0, left)))
        self._missing.setText("\n".join(kept_whole(line, 300) for line in lines))
        self._missing.setVisible(bool(lines))
        self.confirm_button.setEnabled(not missing)
        any_chosen = any(row.chosen for row in self.scope.rows)
        self._all.setText(self.tr("Take none") if any_chosen else self.tr("Take all"))

    @Slot(object)
    def _take_found(self, found: FoundGoods) -> None:
        self.scope.add_found(found, f"+  {shown(found.description, 120)}")
        self.table.scrollToBottom()

    @Slot()
    def _switch_all(self) -> None:
        self.scope.choose_all(not any(row.chosen for row in self.scope.rows))

    def focusNextPrevChild(self, onwards: bool) -> bool:
        """From the last field to the first: until the form is left the keyboard is nowhere else."""
        fields = (self.act.line, self.reason.line, self.legal_basis.line, self.table, *self.found.fields)
        stops = [each for each in (*fields, self.remark) if each.isVisibleTo(self)]
        at = stops.index(here) if (here := self.focusWidget()) in stops else -1
        reason = Qt.FocusReason.TabFocusReason if onwards else Qt.FocusReason.BacktabFocusReason
        stops[(at + (1 if onwards else -1)) % len(stops)].setFocus(reason)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What has the keyboard is in sight."""
        if (
            isinstance(event, QFocusEvent)
            and event.type() == QEvent.Type.FocusIn
            and isinstance(watched, QWidget)
        ):
            self._scroll.ensureWidgetVisible(watched, 0, Sizes.of(self.font()).pad)
        return super().eventFilter(watched, event)
