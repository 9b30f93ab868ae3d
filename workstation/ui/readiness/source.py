"""What the readiness screen needs from the desk."""

from typing import Protocol

from workstation.desk.readiness import Readiness


class ReadinessSource(Protocol):
    """Readiness as the desk gives it: `look` on reader threads, the drill's acts on the ledger's writer."""

    def look(self, *, images: bool = False) -> Readiness:
        """How it stands now; with `images` those are counted, too."""
        ...

    def begin_drill(self) -> None:
        """Cut this bench off on purpose."""
        ...

    def end_drill(self) -> None:
        """The line is free again."""
        ...
