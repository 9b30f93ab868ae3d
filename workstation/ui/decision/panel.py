"""The panel with the decision keys while no form is open: on what is decided and what stands in the way."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from workstation.desk.open import OpenConsignment
from workstation.domain.interlock import DOCUMENT, IMAGE
from workstation.ui.decision.reading import DecidingDesk, what_can_be_named, whats_in_the_way
from workstation.ui.decision.words import Coded
from workstation.ui.parts.badges import StandingBadge
from workstation.ui.parts.buttons import ActionButton
from workstation.ui.parts.mandate_words import in_short
from workstation.ui.parts.naming import called_in_short
from workstation.ui.parts.shortcuts import key_of
from workstation.ui.parts.text import ElidedLabel, PlainLabel, kept_whole
from workstation.ui.parts.words import standing_word
from workstation.ui.theme import Sizes

NOTICE_LIMIT: Final = 400
MOST_LINES, MOST_NOTICE_LINES = 6, 3
"""Lines of what stands in the way that are shown without scrolling, and lines of the notice."""


def workplace_words(kind: str) -> str:
    """That decisions are recorded here without the parcel; empty at an examination bench."""
    if kind == IMAGE:
        return QCoreApplication.translate("KeysPanel", "Image desk: recorded without the parcel.")
    if kind == DOCUMENT:
        return QCoreApplication.translate("KeysPanel", "Document desk: recorded without the parcel.")
    return ""


class KeysPanel(QWidget):
    """Number and standing, obstacles in words, what just happened, and the keys as large buttons."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        sizes = Sizes.of(self.font())
        self.warning = PlainLabel("", self, lines=True)
        self.warning.hide()
        self.number, self._badge = ElidedLabel("", self), StandingBadge(parent=self)
        self.number.set_role("strong")
        self.number.let_select()
        self.in_the_way, self.notice = PlainLabel("", self, lines=True), PlainLabel("", self, lines=True)
        self.release = ActionButton("", self, key=key_of("release"), tone="release")
        self.hold = ActionButton(self.tr("Hold"), self, key=key_of("hold"), tone="hold")
        self.seize = ActionButton(self.tr("Seize"), self, key=key_of("seize"), tone="seize")
        self.lift = ActionButton(self.tr("Lift a hold"), self, key=key_of("lift"))
        self.acknowledge = ActionButton(self.tr("Acknowledge"), self, key=key_of("acknowledge"))
        self.annul = ActionButton(self.tr("Annul"), self, key=key_of("annul_act"))
        self.opening = ActionButton(self.tr("Send for opening"), self, key=key_of("opening"))
        self.buttons = {
            "release": self.release,
            "hold": self.hold,
            "seize": self.seize,
            "lift": self.lift,
            "annul_act": self.annul,
            "acknowledge": self.acknowledge,
            "opening": self.opening,
        }
        self.workplace = PlainLabel("", self)
        self.workplace.set_role("soft")
        self.workplace.hide()
        self.mandate = ElidedLabel("", self)
        self._area = self._scrolled(self.in_the_way)
        self._page = QVBoxLayout(self)
        self._lay_out(sizes)
        self.say("")

    def _lay_out(self, sizes: Sizes) -> None:
        head = QHBoxLayout()
        head.setSpacing(sizes.pad)
        head.addWidget(self.number, 1)
        head.addWidget(self._badge)
        keys, others = QHBoxLayout(), QHBoxLayout()
        for row, buttons in (
            (keys, (self.release, self.hold, self.seize)),
            (others, (self.opening, self.lift, self.annul, self.acknowledge)),
        ):
            row.setSpacing(sizes.gap)
            for button in buttons:
                row.addWidget(button, 1)
        for button in (self.release, self.hold, self.seize):
            button.setMinimumHeight(round(sizes.target * 1.3))
        page = self._page
        page.setContentsMargins(sizes.pad, sizes.gap, sizes.pad, sizes.pad)
        page.setSpacing(sizes.gap)
        page.addLayout(head)
        for part in (self.workplace, self.warning, self._area, self.mandate, self.notice):
            page.addWidget(part)
        page.addLayout(others)
        page.addLayout(keys)

    def minimumSizeHint(self) -> QSize:
        """As high as what it says: all other room belongs to the declaration."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other lines."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give the texts the lines they need, and the notice one when it is empty, so that the keys and
        what is above them do not move when something is recorded.
        """
        margins = self._page.contentsMargins()
        width = self.width() - margins.left() - margins.right()
        line = self.fontMetrics().lineSpacing()
        for part, label, most in (
            (self._area, self.in_the_way, MOST_LINES),
            (self.notice, self.notice, MOST_NOTICE_LINES),
        ):
            needed = label.heightForWidth(width) if label.text() else line
            part.setFixedHeight(max(line, min(needed, line * most)) + 2)

    def _scrolled(self, label: PlainLabel) -> QScrollArea:
        label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        area = QScrollArea(self)
        area.setWidget(label)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        area.setAccessibleName(self.tr("what stands in the way"))
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area

    def show_what(
        self, desk: DecidingDesk, opened: OpenConsignment | None, coded: Coded, *, can: bool
    ) -> None:
        """Where this consignment stands, what is in the way, and the keys that it offers now; with `can`
        false they are there and rest.
        """
        said, role = [QCoreApplication.translate("DecisionScreen", "No consignment is open.")], "soft"
        free = whole = 0
        if opened is not None:
            said, role = whats_in_the_way(desk, opened, coded)
            free, whole = len(desk.releasable_scope(opened)), len(desk.whole_scope(opened))
        self.show_consignment(opened, said, role)
        self.offer(free, whole, can=can, can_release=free > 0 and role != "attention")
        words, ink = in_short(desk.card()) if opened is not None else ("", "soft")
        self.mandate.setText(words)
        self.mandate.set_role(ink)
        self.workplace.setText(workplace_words(desk.workplace.kind))
        self.workplace.setVisible(not desk.workplace.has_parcels)
        self.opening.setVisible(opened is not None and desk.workplace.kind == IMAGE)
        for key, kind in ((self.lift, "lift"), (self.annul, "annul"), (self.acknowledge, "acknowledge")):
            key.setVisible(opened is not None and bool(what_can_be_named(kind, desk, opened, coded)))

    def show_consignment(self, opened: OpenConsignment | None, in_the_way: list[str], role: str) -> None:
        """Show what is decided on, and these sentences."""
        self.number.setText(called_in_short(opened) if opened is not None else "")
        if opened is None:
            self._badge.set_standing("")
        else:
            waiting = opened.waiting()
            counts = opened.standing.counts() if opened.standing.is_mixed else {}
            words = " · ".join(f"{standing_word(s.value)} {n}" for s, n in counts.items())
            self._badge.set_standing(opened.standing.standing.value, waiting[-1].kind if waiting else "")
            self._badge.setAccessibleDescription(words)
        self.in_the_way.setText("\n".join(in_the_way))
        self.in_the_way.set_role(role)
        self._fit()

    def show_note(self, words: str, role: str) -> None:
        """Warn, above what stands in the way, that somebody else has it open. It stops nothing."""
        self.warning.setText(words)
        self.warning.set_role(role)
        self.warning.setVisible(bool(words))

    def offer(self, free: int, whole: int, *, can: bool, can_release: bool) -> None:
        """Offer the keys that do something; a release of a part says of how much."""
        part = self.tr("Release {part}/{whole}").format(part=free, whole=whole)
        self.release.setText(part if 0 < free < whole else self.tr("Release"))
        self.release.setEnabled(can and can_release)
        for button in (self.hold, self.seize, self.lift, self.annul, self.acknowledge, self.opening):
            button.setEnabled(can)

    def say(self, words: str, role: str = "soft") -> None:
        """Say what just happened here."""
        self.notice.setText(kept_whole(words, NOTICE_LIMIT))
        self.notice.set_role(role)
        self._fit()
