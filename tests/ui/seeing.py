"""What a reader with a camera sees on a window."""

import numpy as np
import zxingcpp
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget


def seen_on(window: QWidget) -> list[tuple[str, str]]:
    """The symbols that the window shows: AIM identifier, text."""
    image = window.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    found = zxingcpp.read_barcodes(pixels[:, : image.width()].copy())
    return [(each.symbology_identifier, each.bytes.decode()) for each in found]
