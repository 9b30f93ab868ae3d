"""Own events: what was decided at this bench and is not in its ledger comes back from the central service.

A bench that was installed anew begins a new ledger; one whose ledger was damaged may miss entries. Without
them it would not know a recall of what it released before.
"""

import logging
from collections.abc import Iterable
from typing import Final

import msgspec

from workstation.cache.values import Changed
from workstation.contract import endpoints
from workstation.contract.messages import EventPage
from workstation.domain.value import Value
from workstation.ledger.earlier import Returned, returned
from workstation.ledger.gaps import Received
from workstation.sync import problems
from workstation.sync.decided import Decided
from workstation.sync.problems import Expired
from workstation.sync.transport import CentralClient
from workstation.sync.writes import Writes

log: Final = logging.getLogger(__name__)

KNOWN: Final = "own_events"
"""Name of the ledger's small fact: how far this is."""

_PAGES_AT_ONCE: Final = 20
"""After so many pages decisions have their turn."""

_WITHIN_S: Final = 120.0


class _Progress(Value):
    """How far the events of the bench's other ledgers have come back."""

    cursor: str = ""
    done: bool = False


class OwnEvents:
    """Brings back own events. For the sync thread alone."""

    def __init__(self, client: CentralClient, writes: Writes, decided: Decided) -> None:
        self._client = client
        self._writes = writes
        self._decided = decided
        self._is_wanted = bool(writes.ledger.gaps.ranges())

    def want(self) -> None:
        """The service holds entries of this ledger that are not here: fetch them at the next turn."""
        self._is_wanted = True

    def run(self) -> None:
        """Go on where the last turn ended, until all has come back. Raises what the client raises."""
        if self._is_wanted:
            self._fetch_this_ledgers()
            self._is_wanted = False
        progress = self._progress()
        for _page in range(_PAGES_AT_ONCE):
            if progress.done:
                return
            try:
                page = self._page(progress.cursor, without=self._writes.ledger.id)
            except Expired:
                # The service was restored or began anew: what has come already comes again, without effect.
                progress = _Progress()
            else:
                self._take(page)
                progress = _Progress(cursor=page.cursor, done=not page.more)
            self._keep(progress)

    def _fetch_this_ledgers(self) -> None:
        """All entries of this ledger: what is missing is filled in, what does not fit is kept beside."""
        cursor, more = "", True
        while more:
            page = self._page(cursor, ledger=self._writes.ledger.id)
            found = tuple(_read(page))
            self._writes.to_ledger(
                lambda ledger, found=found: ledger.gaps.fill_from(map(_received, found))  # type: ignore[misc]
            )
            self._take(page)
            if page.cursor == cursor:
                raise problems.unreadable("a page that leads nowhere")
            cursor, more = page.cursor, page.more

    def _take(self, page: EventPage) -> None:
        found = tuple(_read(page))
        if not found:
            return
        consignments = self._writes.to_ledger(lambda ledger: ledger.earlier.put(found))
        log.info("own events came back from the central service", extra={"count": len(found)})
        # What is in the cache already was looked at without them.
        self._decided.compare(self._changed(consignments))

    def _changed(self, consignments: Iterable[str]) -> Iterable[Changed]:
        for each in consignments:
            cached = self._writes.reader().document(each)
            if cached is not None:
                yield Changed(id=each, before=cached.body, after=cached.body)

    def _page(self, since: str, **which: str) -> EventPage:
        query = [*which.items(), *([("since", since)] if since else [])]
        answer = self._client.ask(endpoints.OWN_EVENTS, {}, query, within_s=_WITHIN_S)
        try:
            return msgspec.json.decode(answer, type=EventPage)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            raise problems.unreadable("no page of events") from error

    def _progress(self) -> _Progress:
        kept = self._writes.ledger.known.get(KNOWN)
        try:
            return msgspec.json.decode(kept, type=_Progress) if kept else _Progress()
        except msgspec.MsgspecError:
            return _Progress()

    def _keep(self, progress: _Progress) -> None:
        text = msgspec.json.encode(progress).decode()
        self._writes.to_ledger(lambda ledger: ledger.known.put(KNOWN, text))


def _received(each: Returned) -> Received:
    return Received(entry=each.entry, number=each.number, state=each.state, code=each.code)


def _read(page: EventPage) -> Iterable[Returned]:
    for stored in page.events:
        found = returned(stored)
        if found is not None:
            yield found
        else:
            log.warning("an own event cannot be read", extra={"number": stored.number[:40]})
