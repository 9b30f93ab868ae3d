"""When an image that has not come yet will be here, in the officer's words."""

import math
from datetime import timedelta

from PySide6.QtCore import QCoreApplication

from workstation.sync.image_waits import ImageWait
from workstation.ui.parts import formats
from workstation.ui.parts.text import isolated

translate = QCoreApplication.translate


def when_here(wait: ImageWait, size_bytes: int) -> tuple[str, str]:
    """That an image of this size (0: nobody knows) has not come yet, and when it will."""
    return translate("ScanImage", "The image has not come yet."), _when(wait, size_bytes)


def _when(wait: ImageWait, size_bytes: int) -> str:
    if wait.state == "line_down":
        return translate(
            "ScanImage", "The line to the central service is down. It appears here when the line is back."
        )
    if wait.state == "pulling":
        return translate("ScanImage", "The consignments come first. It appears here by itself after them.")
    if wait.state == "not_asked":
        return translate("ScanImage", "It appears here by itself.")
    if wait.state == "coming":
        place = translate("ScanImage", "It is being fetched.")
    elif wait.place == 0:
        place = translate("ScanImage", "It is the next to be fetched.")
    else:
        said = translate("ScanImage", "Images that are fetched before it: {count}.")
        place = said.format(count=formats.count(wait.place))
    seconds = wait.seconds(size_bytes)
    if seconds is None:
        return place
    time = isolated(formats.age(timedelta(seconds=_rounded(seconds))))
    return translate("ScanImage", "{place} That takes some {time}.").format(place=place, time=time)


def _rounded(seconds: float) -> int:
    """No more exact than can be known: to the second, from ten on to five seconds, then to the minute."""
    step = 1 if seconds <= 10 else 5 if seconds <= 60 else 60
    return max(1, math.ceil(seconds / step) * step)
