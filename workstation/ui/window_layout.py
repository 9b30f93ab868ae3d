"""How the window was left, kept in the profile: sizes, columns, and whether the image had its own window."""

from typing import Final, Protocol

import msgspec

from workstation.domain.value import Value
from workstation.ui.monitors import Monitor

LAYOUT_VERSION: Final = 2
SHARES: Final = (27, 46, 27)
"""Of the width, at first: queue, image, declaration with decision."""


class WindowLayout(Value):
    """How the window was left; bytes are as Qt writes them."""

    version: int = LAYOUT_VERSION
    geometry: bytes = b""
    columns: tuple[int, ...] = ()
    """Widths of queue, image and declaration; on another screen their shares of its width."""
    trailing: bytes = b""
    image: bytes = b""
    """Where the image's own window was; empty when it had none."""
    monitor: Monitor = Monitor()
    """The monitor that the image's own window was on last, whether or not it is there now."""

    def packed(self) -> bytes:
        """As bytes, to be kept."""
        return msgspec.msgpack.encode(self)


def left_by(kept: bytes) -> WindowLayout:
    """What was kept, if it can be read and is of this version; else as at the first start."""
    try:
        layout = msgspec.msgpack.decode(kept, type=WindowLayout) if kept else WindowLayout()
    except msgspec.DecodeError:
        return WindowLayout()
    return layout if layout.version == LAYOUT_VERSION else WindowLayout()


def widths_at(width: int, kept: tuple[int, ...]) -> list[int]:
    """Widths of the columns in a window of this width: shares as they were kept, else the first ones. Never
    the kept widths: on a narrower screen the image would lose all that is missing.
    """
    shares = kept if len(kept) == len(SHARES) and min(kept) > 0 else SHARES
    return [width * share // sum(shares) for share in shares]


class LayoutStore(Protocol):
    """Keeps how the window was left, in the profile."""

    def load(self) -> bytes:
        """What was kept; empty at first."""
        ...

    def save(self, layout: bytes) -> None:
        """Keep this."""
        ...
