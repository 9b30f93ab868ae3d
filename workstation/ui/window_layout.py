"""How the window was left, kept in the profile: sizes, columns, and whether the image had its own window."""

from typing import Final, Protocol

import msgspec

from workstation.domain.value import Value

LAYOUT_VERSION: Final = 1


class WindowLayout(Value):
    """How the window was left, as Qt writes it."""

    version: int = LAYOUT_VERSION
    geometry: bytes = b""
    columns: bytes = b""
    trailing: bytes = b""
    image: bytes = b""
    """Where the image's own window was; empty when it had none."""

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


class LayoutStore(Protocol):
    """Keeps how the window was left, in the profile."""

    def load(self) -> bytes:
        """What was kept; empty at first."""
        ...

    def save(self, layout: bytes) -> None:
        """Keep this."""
        ...
