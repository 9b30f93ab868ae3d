"""The messages about leases: who has which consignment open. Only ever a hint to people, never a lock."""

from datetime import datetime
from typing import Final

from workstation.domain.value import Value

CAPABILITY: Final = "leases"
"""What a service names in its information where it keeps leases. Another one is not asked."""

LEASE_S: Final = 180
"""Seconds without renewal after which a lease ends, by the service's clock."""


class LeaseRequest(Value):
    """A bench has this consignment open: which bench, of which office, and who works there."""

    bench: str
    office: str = ""
    officer: str = ""


class Lease(Value):
    """Who has a consignment open, since when, and until when that holds if nobody renews it; by the service's
    clock.
    """

    consignment: str
    bench: str
    office: str = ""
    officer: str = ""
    since: datetime | None = None
    until: datetime | None = None


class LeaseAnswer(Value):
    """The lease as it holds now, and those of other benches on the same consignment, the oldest first."""

    lease: Lease
    others: tuple[Lease, ...] = ()
    clock: datetime | None = None


class Leases(Value):
    """The leases that hold now, those of enrolled benches before others, the newest first; `more` where there
    are more than are told.
    """

    leases: tuple[Lease, ...] = ()
    more: bool = False
    clock: datetime | None = None
