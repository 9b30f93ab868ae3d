"""The program's own icons, drawn in the colour asked for and sharp on every screen."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from workstation.host.resources import read_text


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
