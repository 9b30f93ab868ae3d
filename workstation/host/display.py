"""Whether there is a display to show a window on."""

import os
import sys


def has_screen() -> bool:
    """Whether a window can be shown to somebody here."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
