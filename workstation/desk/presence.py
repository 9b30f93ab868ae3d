"""Who has what open: what the screens say of this bench, and what they hear of others."""

from collections.abc import Callable
from typing import Protocol

from workstation.contract.leases import Lease
from workstation.identity.officer import Officer
from workstation.sync.news import PresenceState

__all__ = ["Lease", "PresenceDesk", "PresenceState"]


class Leasing(Protocol):
    """What leases and gives back; `sync.presence.Presence` is one."""

    def opened(self, consignment: str, officer: str) -> None:
        """This consignment is on the screen, in place of any before."""

    def put_away(self) -> None:
        """No consignment is on the screen."""

    def touched(self) -> None:
        """The officer is there."""


class PresenceDesk:
    """For any thread; nothing here waits."""

    def __init__(self, leasing: Leasing, officer: Callable[[], Officer]) -> None:
        self._leasing = leasing
        self._officer = officer

    def opened(self, consignment: str) -> None:
        """The officer has opened this consignment."""
        self._leasing.opened(consignment, self._officer().id)

    def put_away(self) -> None:
        """The officer has put the consignment away."""
        self._leasing.put_away()

    def touched(self) -> None:
        """The officer is there: a key, the mouse, a barcode."""
        self._leasing.touched()
