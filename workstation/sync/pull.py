"""Pull: the snapshot of a scope, then the changes, page by page into the cache.

While one page is stored the next is fetched. The cursor moves only in the transaction that stores its page,
so a page that was fetched but not stored is simply fetched again.
"""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from typing import Final

import msgspec

from workstation.cache.values import Applied, CacheSync
from workstation.cache.writer import CacheWriter
from workstation.contract.messages import Page, Scope
from workstation.domain.problems import Conflict, Unavailable
from workstation.host.clock import Clock
from workstation.sync import problems
from workstation.sync.decided import Decided
from workstation.sync.linking import fold_linked, learn_links
from workstation.sync.news import CacheChanged, Listener
from workstation.sync.problems import Expired
from workstation.sync.transport import CentralClient
from workstation.sync.writes import Writes

_HISTORY_LOST: Final = frozenset({"cursor.epoch", "cursor.ahead"})
"""Codes of a 410 which say that the service knows less than it did: it was restored, or began anew."""

_PAGES_AT_ONCE: Final = 500
"""After so many pages everything else has its turn: lists, images, the service's own information."""
_MOST_EMPTY: Final = 20
"""Pages in a row that may bring nothing and yet say that more follows."""


class HistoryLost(Exception):  # noqa: N818 - no error: the loop answers it with a full comparison
    """The service no longer has what it had: everything is compared, and offered again."""


class Pull:
    """Brings the cache up to date with one scope. For the sync thread alone."""

    def __init__(
        self,
        client: CentralClient,
        writes: Writes,
        decided: Decided,
        scope: Scope,
        *,
        clock: Clock,
        listener: Listener,
        page_size: int,
    ) -> None:
        self.page_size = page_size
        self._client = client
        self._writes = writes
        self._decided = decided
        self._scope = scope
        self._clock = clock
        self._listener = listener
        self._watched_at = (-1, 0)
        self._watched: frozenset[str] = frozenset()
        self._has_older = False
        self._linked: Mapping[str, str] = {}
        self._asked = page_size

    def run(self, epoch: str, between: Callable[[], None]) -> bool:
        """Pull until nothing is left, or for `_PAGES_AT_ONCE`; whether nothing is left. `between` is called
        after each page, so that decisions need not wait for the last.

        Raises HistoryLost when the service lost what it had, and the client's and the cache's problems.
        """
        self._asked = self.page_size
        state = self._prepared(epoch)
        try:
            while not state.complete:
                state, is_last = self._pull_pages(state, between)
                if not is_last:
                    return False
                self._writes.to_cache(CacheWriter.finish_snapshot)
                self._decided.rebuild_overlay()
                self._listener(CacheChanged(sent=state.sent, total=state.total))
                state = self._writes.to_cache(CacheWriter.sync_state)
            return self._pull_pages(state, between)[1]
        except Expired as problem:
            self._begin_anew(epoch)
            if problem.code in _HISTORY_LOST:
                raise HistoryLost from problem
            raise
        except Conflict as problem:
            raise HistoryLost from problem

    def _prepared(self, epoch: str) -> CacheSync:
        """Go on where the pull stopped, or begin a snapshot: for the first time, for another scope or
        another epoch.
        """
        state = self._writes.to_cache(CacheWriter.sync_state)
        if state.began and (state.epoch, state.scope) == (epoch, self._scope):
            return state
        return self._writes.to_cache(lambda cache: cache.begin_snapshot(self._scope, epoch))

    def _begin_anew(self, epoch: str) -> None:
        self._writes.to_cache(lambda cache: cache.begin_snapshot(self._scope, epoch, anew=True))

    def _pull_pages(self, state: CacheSync, between: Callable[[], None]) -> tuple[CacheSync, bool]:
        """Pages of the snapshot, or of the changes, from where the state is; the state after them, and
        whether they were the last.
        """
        storing: Future[Applied] | None = None
        cursor, fetched, empty = state.cursor, {state.cursor}, 0
        more = True
        try:
            while more and len(fetched) <= _PAGES_AT_ONCE:
                self._writes.leave_room()
                page = self._fetched(state, cursor, between)
                empty = 0 if page.consignments or page.gone else empty + 1
                if page.more and (page.cursor in fetched or empty > _MOST_EMPTY):
                    raise problems.unreadable("a page that leads nowhere")
                fetched.add(page.cursor)
                if storing is not None:
                    done, storing = storing, None
                    self._stored(done.result(), state)
                    between()
                storing = self._writes.to_cache_later(lambda cache, page=page: self._store(cache, page))  # type: ignore[misc]
                cursor, more = page.cursor, page.more
        finally:
            if storing is not None:
                # Fetched whole: it is stored even when the next one could not be had.
                self._stored(storing.result(), state)
        between()
        return self._writes.to_cache(CacheWriter.sync_state), not more

    def _fetched(self, state: CacheSync, cursor: str, between: Callable[[], None]) -> Page:
        """The next page; of fewer consignments, for the rest of this run, where it would be too large."""
        ask = self._client.changes if state.complete else self._client.snapshot
        while True:
            try:
                return ask(self._scope, cursor, self._asked)
            except Unavailable as problem:
                if problem.code != "answer.too_large" or self._asked == 1:
                    raise
            self._asked = max(1, self._asked // 2)
            between()

    def _store(self, cache: CacheWriter, page: Page) -> Applied:
        """On the cache's thread: what was decided here meanwhile is watched before the page is compared."""
        mark = (self._writes.ledger.head.sequence, self._writes.ledger.earlier.changes)
        if mark != self._watched_at:
            self._watched = self._writes.ledger.watching.held_ready()
            self._has_older = self._writes.ledger.watching.has_older()
            self._linked = self._writes.ledger.notes.links()
            self._watched_at = mark
            cache.set_watched(self._watched)
        if self._has_older:
            # Whatever was released here, however long ago: a page that names it is looked at.
            older = self._writes.ledger.watching.acted_on(_ids_in(page))
            cache.set_watched(self._watched | older)
        applied = cache.apply_page(page, pulled_at=self._clock.now())
        # Of what the page itself says, whether it is linked still is known when that was learned.
        told = {each.consignment for each in applied.linked}
        over = [each for each in applied.stored if each in self._linked and each not in told]
        if over:
            fold_linked(cache, self._writes.ledger.notes.turned_out(over), over)
        return applied

    def _stored(self, applied: Applied, state: CacheSync) -> None:
        went_back = self._decided.compare(applied.changed)
        # What others did to a provisional one counts for what it turned out to be.
        over = (self._linked[each] for each in applied.stored if each in self._linked)
        learned = learn_links(self._writes, applied.linked, applied.stored)
        self._decided.look_again((*learned, *over, *applied.overlaid))
        now = self._writes.to_cache(CacheWriter.sync_state)
        if applied.stored or applied.gone or applied.refused or not state.complete:
            self._listener(
                CacheChanged(
                    stored=applied.stored,
                    gone=applied.gone,
                    refused=len(applied.refused),
                    sent=now.sent,
                    total=now.total,
                    complete=now.complete,
                )
            )
        if went_back and state.complete:
            raise HistoryLost


class _Named(msgspec.Struct):
    id: str = ""


_NAMED: Final = msgspec.json.Decoder(_Named)


def _ids_in(page: Page) -> frozenset[str]:
    """Ids of the documents of a page; one that cannot be read has none."""
    return frozenset(_readable_ids(page))


def _readable_ids(page: Page) -> Iterator[str]:
    for body in page.consignments:
        try:
            yield _NAMED.decode(body).id
        except msgspec.MsgspecError:
            continue
