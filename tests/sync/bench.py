"""A bench as the sync sees it: real cache and ledger, their writing threads, and a client on a line to a
real service.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Self

import msgspec

from tests.fakes.clock import FakeClock
from workstation.cache.queue import QueueFilter, QueueSort
from workstation.cache.store import CacheStore
from workstation.contract.messages import Limits, Scope
from workstation.contract.reading import read_consignment
from workstation.contract.signing import KeySigner
from workstation.domain.act import Act, ScopeEntry
from workstation.domain.consignment import Consignment
from workstation.domain.event import newest
from workstation.host.clock import Clock
from workstation.identity.service_time import ServiceTime
from workstation.identity.token import Token
from workstation.ledger.store import Ledger
from workstation.ledger.values import EventDraft
from workstation.sync.comparing import Comparing
from workstation.sync.consequences import all_acts
from workstation.sync.decided import Decided
from workstation.sync.enrolling import Enrolling
from workstation.sync.images import ImageFetcher
from workstation.sync.loop import SyncLoop, SyncPace
from workstation.sync.news import Listener, News
from workstation.sync.own_events import OwnEvents
from workstation.sync.own_ledger import duties_of_ledger
from workstation.sync.pull import Pull
from workstation.sync.push import Push
from workstation.sync.request_signing import RequestSigning
from workstation.sync.transport import CentralClient, TimeLimits
from workstation.sync.writes import Writes

EVERYTHING, LIMITS = Scope(), Limits()
CACHE_KEY, LEDGER_KEY = bytes(range(32)), bytes(range(2, 34))


class Bench:
    """A context manager. `news` is what the sync told."""

    def __init__(
        self,
        folder: Path,
        address: str,
        token: str,
        clock: FakeClock,
        *,
        bench: str = "bench-1",
        page_size: int = 3,
        scope: Scope = EVERYTHING,
        key: int | None = None,
    ) -> None:
        """With a `key`, any number below 256, the bench signs its ledger and its requests."""
        folder.mkdir(exist_ok=True)
        self._is_closed = False
        self.clock = clock
        self.news: list[News] = []
        self.token: Token | None = Token(token)
        self.cache = CacheStore.open(folder, CACHE_KEY)
        self.ledger = Ledger.open(folder, LEDGER_KEY, bench=bench, office="XX000001", clock=clock)
        self.executors = [ThreadPoolExecutor(1, name) for name in ("cache writer", "ledger writer")]
        self.writes = Writes(self.cache, self.executors[0], self.ledger, self.executors[1])
        self.client = CentralClient(
            address, lambda: self.token, clock=clock, limits=TimeLimits(connect=5, read=5, whole=20)
        )
        common: dict[str, Any] = {"clock": clock, "listener": self.news.append}
        self.decided = Decided(self.writes, self.news.append)
        self.scope = scope
        self.signing: RequestSigning | None = None
        if key is not None:
            self._sign_with(KeySigner(bytes([key]) * 32))
        self.own = OwnEvents(self.client, self.writes, self.decided)
        self.comparing = Comparing(self.client, self.writes, self.decided, self.own.want, **common)
        self.pulling = Pull(self.client, self.writes, self.decided, scope, **common, page_size=page_size)
        self.pushing = Push(self.client, self.writes, self.decided, **common)
        self.images = ImageFetcher(self.client, self.writes, **common, budget_bytes=10_000)

    def _sign_with(self, signer: KeySigner) -> None:
        service_time = ServiceTime("", self.clock, "boot-1")
        self.ledger.sign_with(signer)
        self.signing = RequestSigning(signer, service_time, self.clock)
        self.client.sign_with(self.signing)
        self.client.tell_time(service_time.hear)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_details: object) -> None:
        if self._is_closed:
            return
        self._is_closed = True
        self.client.close()
        for executor in self.executors:
            executor.shutdown()
        self.cache.close()
        self.ledger.close()

    def loop(
        self,
        funnel: Callable[[BaseException], None],
        clock: Clock,
        *,
        hear: Listener,
        first_pause_s: float = 0.01,
        **pace: Any,
    ) -> SyncLoop:
        """A loop over this bench that never waits long, unless the pause after a problem is said."""
        short = {
            "poll_s": 0.02,
            "refused_s": 0.02,
            "retry_s": first_pause_s,
            "chance": lambda: 0.0,
            "page_size": 3,
        }
        quick = SyncPace(**{**short, **pace})
        return SyncLoop(
            self.client,
            self.writes,
            self.scope,
            clock=clock,
            listener=hear,
            funnel=funnel,
            pace=quick,
            duties=duties_of_ledger(self.client, self.writes, self.signing, clock=clock, listener=hear)
            if self.signing is not None
            else (),
        )

    # --- what the program does ----------------------------------------------------------------------------

    def enrol(self) -> None:
        """As at a start: hear the service, and enrol."""
        self.client.service_information()
        assert self.signing is not None
        Enrolling(self.client, self.writes, self.signing, clock=self.clock, listener=self.news.append).run()

    def compare(self) -> tuple[int, int]:
        """How many entries the service holds, and how many differ."""
        found = self.comparing.run()
        return found["compared_count"], found["compared_differs"]

    # --- what an officer does -----------------------------------------------------------------------------

    def pull(self, between: Callable[[], None] = lambda: None) -> None:
        epoch = self.client.service_information().information.epoch
        self.writes.to_ledger(lambda ledger: ledger.meet_epoch(epoch))
        self.pulling.run(epoch, between)

    def push(self, size: int = 100, limits: Limits = LIMITS) -> int:
        return self.pushing.run(limits, size, lambda _epoch: None)

    def decide(self, kind: str, consignment: str = "C1", **more: Any) -> str:
        """Record an act on what the bench knows now; the event's id."""
        seen = newest(self.acts(consignment))
        draft = EventDraft(
            kind=kind,
            officer=more.pop("officer", "officer-a"),
            consignment=consignment,
            scope=more.pop(
                "scope", (ScopeEntry(goods="g1"),) if kind in ("release", "hold", "seize") else ()
            ),
            seen=more.pop("seen", seen),
            workplace=more.pop("workplace", "document"),
            possession=more.pop("possession", "absent"),
            owner=more.pop("owner", "XX000001" if kind in ("hold", "lift") else ""),
            **more,
        )
        return self.ledger.record(draft).event.id

    # --- what it knows ------------------------------------------------------------------------------------

    def ids(self) -> list[str]:
        reader = self.cache.reader()
        return sorted(row.id for row in reader.rows(reader.queue_ids(QueueFilter(), QueueSort())))

    def consignment(self, id: str = "C1") -> Consignment:
        cached = self.cache.reader().document(id)
        assert cached is not None
        found = read_consignment(cached.body).consignment
        assert found is not None
        return found

    def acts(self, id: str = "C1") -> tuple[Act, ...]:
        return all_acts(self.consignment(id), self.ledger.acts_on(id))

    def shown(self, id: str = "C1") -> tuple[str, str]:
        """Standing and pending act as the queue shows them."""
        reader = self.cache.reader()
        (row,) = reader.rows(list(reader.refs_of([id]).values()))
        return row.standing, row.pending

    def attention(self) -> list[tuple[str, str]]:
        return [(each.kind, each.consignment) for each in self.ledger.attention(100)]

    def states(self) -> dict[str, str]:
        return {row.event_id: row.state for row in self.ledger.deliveries(None, 1000)}


def agency_act(consignment: str, act: Act) -> bytes:
    """An agency's act as a national system puts it in."""
    return msgspec.json.encode({"consignment": consignment, "act": act})
