"""On screens that are magnified by other than whole factors the image is still painted pixel by pixel."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from workstation.imaging.appearance import automatic_window, painted
from workstation.imaging.pixels import ScanPixels
from workstation.imaging.pyramid import build_pyramid
from workstation.imaging.sampling import Viewport, sample
from workstation.ui.scan_image.loading import ReadyImage
from workstation.ui.scan_image.pane import ViewPane
from workstation.ui.scan_image.tools import ViewTools

app = QApplication([])
plane = np.random.default_rng(5).integers(0, 65536, (600, 800), dtype=np.uint16)
pixels = ScanPixels(energies=(plane,))
image = ReadyImage(sha256="a" * 64, pyramid=build_pyramid(pixels), automatic=automatic_window(pixels))
tools = ViewTools()
pane = ViewPane(tools)
pane.resize(611, 401)
pane.show()
pane.show_image(image, "", ())
ratio = pane.devicePixelRatioF()
for step in ("fit", "1:1", "larger"):
    if step == "1:1":
        pane.show_one_to_one(QPointF(200.3, 150.2))
    elif step == "larger":
        pane.looking.zoom_to(2.7, QPointF(100.7, 50.1))
        pane.show_image(image, "", ())
    grabbed = pane.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    greys = np.frombuffer(grabbed.constBits(), np.uint32).reshape(grabbed.height(), grabbed.width()) & 0xFF
    place = pane.looking.place()
    place = QRectF(place.topLeft() * ratio, place.size() * ratio)
    seen = place.toRect().intersected(QRect(0, 0, round(pane.width() * ratio), round(pane.height() * ratio)))
    scale = pane.looking.scale * ratio
    viewport = Viewport(
        (seen.x() - place.x()) / scale,
        (seen.y() - place.y()) / scale,
        seen.width() / scale,
        seen.height() / scale,
        seen.width(),
        seen.height(),
    )
    expected = painted(sample(image.pyramid, viewport, quick=scale >= 4), tools.appearance_of(image))
    found = greys[seen.top() : seen.top() + seen.height(), seen.left() : seen.left() + seen.width()]
    inner = tuple(slice(1, min(pair) - 1) for pair in zip(found.shape, expected.shape))
    print(ratio, step, int((found[inner] != expected[inner]).sum()))
pane.close()
"""


@pytest.mark.parametrize("factor", ["1.25", "1.5"])
def test_each_pixel_of_a_magnified_screen_is_the_one_that_was_sampled_for_it(factor):
    environment = os.environ | {"QT_SCALE_FACTOR": factor, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == [f"{factor} {step} 0" for step in ("fit", "1:1", "larger")]
