"""Erasing by policy at a running bench: once a day, by the central service's time."""

from datetime import datetime, timedelta
from functools import partial

from workstation.identity.service_time import ServiceTime
from workstation.ledger.store import Ledger
from workstation.sync.writes import Writes

EVERY_S = 86_400.0


def erase_old(writes: Writes, time: ServiceTime, days: int) -> None:
    """Erase remarks, found goods and barcode reads that are older than so many days, some at a time: a
    decision that comes meanwhile goes between. Marks on images that nobody touched for as long go too.
    0 days: never. A bench that does not know the service's time erases nothing, for anybody may set its
    clock.
    """
    now = time.now()
    if not days or now is None:
        return
    before = now - timedelta(days=days)
    after: int | None = 0
    while after is not None:
        due, after = writes.ledger.erasure.due(before, after)
        if due:
            writes.to_ledger(partial(_erase, due))
    earlier: str | None = ""
    while earlier is not None:
        earlier = writes.to_ledger(partial(_erase_earlier, before, earlier))
    writes.to_ledger(lambda ledger: ledger.marks.forget_saved_before(before))
    writes.to_ledger(lambda ledger: ledger.erasure.end())


def _erase(due: tuple[int, ...], ledger: Ledger) -> None:
    ledger.erasure.erase(due)


def _erase_earlier(before: datetime, after: str, ledger: Ledger) -> str | None:
    return ledger.erasure.erase_earlier(before, after)
