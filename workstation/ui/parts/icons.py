"""The program's own icons, drawn in the colour asked for and sharp on every screen."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from workstation.host.resources import read_text
from workstation.ui.theme import Sizes, current


@lru_cache(maxsize=256)
def _drawn(name: str, color: str, pixels: int) -> QImage:
    # An image, not a pixmap: it may outlive the application object.
    svg = read_text(f"icons/{name}.svg").replace("currentColor", color)
    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    return image


def icon_pixmap(name: str, color: QColor, side: int, ratio: float = 1.0) -> QPixmap:
    """The icon resources/icons/`name`.svg, `side` logical pixels square, for a screen of this scaling."""
    pixmap = QPixmap.fromImage(_drawn(name, color.name(), max(1, round(side * ratio))))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def icon(name: str, color: QColor, side: int = 48) -> QIcon:
    """The icon for a button or an action."""
    return QIcon(QPixmap.fromImage(_drawn(name, color.name(), side)))


class IconLabel(QWidget):
    """An icon that stands beside words which say the same; assistive tools read the words."""

    def __init__(self, name: str, token: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._token = name, token
        side = round(Sizes.of(self.font()).em * 1.4)
        self.setFixedSize(side, side)

    def show_icon(self, name: str, token: str) -> None:
        """Show this icon in the theme's colour `token`."""
        if (name, token) != (self._name, self._token):
            self._name, self._token = name, token
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the colours of the theme that is worn now."""
        painter = QPainter(self)
        pixmap = icon_pixmap(
            self._name, current().color(self._token), self.height(), self.devicePixelRatioF()
        )
        painter.drawPixmap(QRectF(self.rect()), pixmap, QRectF(pixmap.rect()))
