"""What the end-of-shift sheet needs from the desk."""

from typing import Protocol

from workstation.desk.shift import Period, ShiftSheet


class ShiftSource(Protocol):
    """Makes sheets; `desk.shift.ShiftDesk` is one. Called on a reader's thread."""

    def sheet(self, period: Period, *, everybody: bool = False) -> ShiftSheet:
        """The sheet of this period."""
        ...
