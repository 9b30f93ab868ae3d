"""What lies along a line, as a curve: bright above, dark below, the high energy in the stronger ink."""

from typing import Final

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from workstation.imaging.measuring import Profile
from workstation.ui.theme import Sizes, current

_BRIGHTEST: Final = 65535.0
_INKS: Final = ("text", "accent")


class ProfileView(QWidget):
    """Draws one profile; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._profile: Profile | None = None
        self.setAccessibleName(self.tr("profile along the line"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    @property
    def profile(self) -> Profile | None:
        """What is drawn."""
        return self._profile

    def sizeHint(self) -> QSize:
        """Six lines of text high."""
        em = Sizes.of(self.font()).em
        return QSize(round(10 * em), round(6 * em))

    def show_profile(self, profile: Profile | None) -> None:
        """Draw this one; one of fewer than two values is none."""
        self._profile = profile if profile is not None and profile.at.size > 1 else None
        self.setVisible(self._profile is not None)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the curves between open beam (top) and nothing let through (foot)."""
        painter, theme = QPainter(self), current()
        painter.fillRect(self.rect(), theme.color("field"))
        painter.setPen(theme.color("line"))
        for share in (0.0, 0.25, 0.5, 0.75, 1.0):
            height = round((self.height() - 1) * share)
            painter.drawLine(0, height, self.width(), height)
        profile = self._profile
        if profile is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        first, last = float(profile.at[0]), float(profile.at[-1])
        across = (profile.at - first) * ((self.width() - 1) / max(last - first, 1e-9))
        for values, ink in zip(profile.energies, _INKS, strict=False):
            down = (1 - values / _BRIGHTEST) * (self.height() - 1)
            painter.setPen(QPen(theme.color(ink), 1.5, Qt.PenStyle.SolidLine))
            painter.drawPolyline(
                QPolygonF([QPointF(float(x), float(y)) for x, y in zip(across, down, strict=True)])
            )
