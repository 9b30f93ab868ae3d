"""When the interpreter looks for circular garbage: a whole look stops every thread, so it waits for a quiet
moment.
"""

import gc
import time
from typing import Final

from PySide6.QtCore import QObject, QTimer, SignalInstance, Slot

QUIET_MS: Final = 10_000
"""So long has nobody pressed a key, read a barcode or clicked: somebody looks at an image, or went away."""
SELDOM_S: Final = 300.0
"""A whole look is taken so often at most."""

_YOUNG, _MIDDLE = 700, 10
_WHOLE: Final = 500
"""Whole looks that are not waited for any more: after so many of the middle generation, some three million
objects that were made and are still there.
"""


def keep_for_good() -> None:
    """What was built stays: no later look goes through it again. Young garbage is found as ever, all of it
    when `Tidying` says.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, _MIDDLE, _WHOLE)
    gc.enable()  # the command began without


class Tidying(QObject):
    """Takes a whole look when nobody has touched anything for a while: it takes some hundredths of a second,
    in which the screen would not answer.
    """

    def __init__(self, touched: SignalInstance, parent: QObject | None = None) -> None:
        """`touched` is emitted each time somebody does something."""
        super().__init__(parent)
        self._next = time.monotonic() + SELDOM_S
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QUIET_MS)
        self._quiet.timeout.connect(self.tidy)
        touched.connect(self._quiet.start)

    @Slot()
    def tidy(self) -> None:
        """Take a whole look, if the last one was some time ago."""
        if time.monotonic() >= self._next:
            gc.collect()
            self._next = time.monotonic() + SELDOM_S

    def stop(self) -> None:
        """The window goes."""
        self._quiet.stop()
