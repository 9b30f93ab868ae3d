"""Whether there is a display to show a window on."""

import os
import sys
from typing import Final

_SEEN_BY_NOBODY: Final = ("offscreen", "minimal", "vnc")


def has_screen() -> bool:
    """Whether a window can be shown to somebody here."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def is_seen() -> bool:
    """Whether somebody sees what is shown: not where Qt is told to paint for nobody."""
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    return has_screen() and platform not in _SEEN_BY_NOBODY
