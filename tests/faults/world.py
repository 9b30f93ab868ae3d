"""Benches, agencies and a central service with a small honest model of what lies between them.

Real are the ledgers, the service's store, push, settling, the order of sending, history and attention. The
model is the line (a request may be lost, carried out unheard, doubled, held up and come much later, answered
in part) and each bench's copy of the documents, which it keeps in memory in place of the cache.
"""

import itertools
import random
import shutil
import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar, cast

import msgspec

from tests.fakes.clock import FakeClock
from workstation.cache.values import Changed
from workstation.central.cursors import Cursor, Expired, cursor_of
from workstation.central.store import CentralStore
from workstation.contract import endpoints
from workstation.contract.endpoints import Endpoint
from workstation.contract.messages import BatchAnswer, ConsignmentAct, Limits, Page, Scope
from workstation.contract.reading import read_consignment
from workstation.domain.act import Act, ScopeEntry
from workstation.domain.consignment import Consignment, GoodsItem
from workstation.domain.decision import goods_of
from workstation.domain.event import newest
from workstation.domain.problems import Unavailable
from workstation.domain.standing import ConsignmentStanding, Goods, standing_of
from workstation.domain.value import Quantity
from workstation.ledger.store import Ledger
from workstation.ledger.values import EventDraft, Outgoing
from workstation.sync.comparing import Comparing
from workstation.sync.consequences import all_acts
from workstation.sync.decided import Decided
from workstation.sync.history import LOSSES_WITHIN_S, History
from workstation.sync.push import Push
from workstation.sync.transport import CentralClient
from workstation.sync.writes import Writes

T = TypeVar("T")

LEDGER_KEY: Final = bytes(range(32))
CONSIGNMENTS: Final = ("C-1", "C-2")
GOODS: Final[Mapping[str, int]] = {"shirts": 10, "shoes": 2}
OFFICES: Final[Mapping[str, str]] = {"bench-a": "XX000001", "bench-b": "XX000001", "bench-c": "XX000002"}
AGENCIES: Final = ("medicines", "narcotics")
FAULTS: Final = ("passes", "lost", "answer lost", "doubled", "held up", "answered in part", "goes back")
"""What a line does to a request. `goes back`: an answer to an earlier request comes in place of its own."""

_MANY: Final = 60


def part(goods: str, quantity: int | None = None) -> ScopeEntry:
    """Goods in a scope: the whole, or so many pieces."""
    amount = None if quantity is None else Quantity(value=Decimal(quantity))
    return ScopeEntry(goods=goods, quantity=amount)


GOODS_THERE: Final = tuple(
    Goods(id=goods, quantity=Decimal(count), unit="H87") for goods, count in GOODS.items()
)
"""The same as the rule of standing wants them."""


def documents() -> list[bytes]:
    """The consignments that everything is about."""
    items = tuple(
        GoodsItem(id=goods, description=goods, quantity=Quantity(value=Decimal(count)))
        for goods, count in GOODS.items()
    )
    return [msgspec.json.encode(Consignment(id=each, goods_items=items)) for each in CONSIGNMENTS]


class Line:
    """What is between one bench and the service. `then` are the faults to come, each for one request."""

    def __init__(self, service: Callable[[], CentralStore]) -> None:
        self.then: deque[str] = deque()
        self.on_its_way: list[list[bytes]] = []
        self._service = service
        self._answers: list[BatchAnswer] = []

    def send_events(self, submissions: Sequence[Outgoing], _mandates: Sequence[object] = ()) -> BatchAnswer:
        """As `CentralClient.send_events`."""
        fault = self.then.popleft() if self.then else "passes"
        entries = [each.encoded() for each in submissions]
        if fault == "held up":
            self.on_its_way.append(entries)
        if fault in ("held up", "lost"):
            raise _no_answer()
        answer = self._carried_out(entries)
        if fault == "doubled":
            answer = self._carried_out(entries)
        self._answers.append(answer)
        if fault == "answer lost":
            self.on_its_way.append(entries)  # it may be sent a second time by something on the way
            raise _no_answer()
        if fault == "answered in part":
            return msgspec.structs.replace(answer, outcomes=answer.outcomes[::2])
        if fault == "goes back":
            return self._answers[0]
        return answer

    def ask(
        self,
        endpoint: Endpoint,
        place: Mapping[str, str],
        query: Sequence[tuple[str, str]],
        *,
        within_s: float,
    ) -> bytes:
        """As `CentralClient.ask`, for what bench and service compare."""
        assert (endpoint, within_s > 0) == (endpoints.LEDGER_HOLDING, True)
        fault = self.then.popleft() if self.then else "passes"
        if fault not in ("passes", "doubled"):
            raise _no_answer()
        asked = dict(query)
        holding = self._service().benches.holding(
            place["ledger"],
            int(asked["after"]),
            int(asked.get("up_to", 1 << 50)),
            entries="entries" in asked,
        )
        return msgspec.json.encode(holding)

    def delivers_late(self, which: int) -> None:
        """What was held up arrives now; nobody hears its answer."""
        if self.on_its_way:
            self._carried_out(self.on_its_way.pop(which % len(self.on_its_way)))

    def _carried_out(self, entries: Sequence[bytes]) -> BatchAnswer:
        service = self._service()
        outcomes = service.receive_events(entries)
        return BatchAnswer(epoch=service.state().epoch, outcomes=outcomes)


def _no_answer() -> Unavailable:
    return Unavailable("No answer came.", code="line.broken")


class Copies:
    """A bench's copy of the documents, in memory: what `Decided` asks of the cache."""

    def __init__(self) -> None:
        self.bodies: dict[str, bytes] = {}

    def document(self, id: str) -> Any:
        return _Cached(self.bodies[id]) if id in self.bodies else None

    def overlaid(self) -> frozenset[str]:
        return frozenset()

    def change_overlay(self, put: object = (), clear: object = ()) -> None:
        """Nobody looks at a queue here."""

    def replace_overlay(self, rows: object) -> None:
        """Nobody looks at a queue here."""


class _Cached(NamedTuple):
    body: bytes


class AtOnce:
    """Takes the place of `Writes`: everything is done on the calling thread."""

    def __init__(self, replica: "Replica") -> None:
        self._replica = replica

    @property
    def ledger(self) -> Ledger:
        return self._replica.ledger

    def reader(self) -> Copies:
        return self._replica.copies

    def to_cache(self, work: Callable[[Copies], T]) -> T:
        return work(self._replica.copies)

    def to_ledger(self, work: Callable[[Ledger], T]) -> T:
        return work(self._replica.ledger)


class Replica:
    """One bench: its ledger on the disk, its copy of the documents, its line."""

    def __init__(
        self, name: str, folder: Path, clock: FakeClock, service: Callable[[], CentralStore]
    ) -> None:
        self.name, self.office = name, OFFICES[name]
        self.clock = clock
        self._folder = folder / name
        self._folder.mkdir()
        self._service = service
        self._random = random.Random(name)
        self.line = Line(service)
        self.copies = Copies()
        self.recorded: list[str] = []
        self._cursor: Cursor | None = None
        self._epoch = ""
        self._open()

    def _open(self) -> None:
        self.ledger = Ledger.open(
            self._folder,
            LEDGER_KEY,
            bench=self.name,
            office=self.office,
            clock=self.clock,
            random=self._random.randbytes,
        )
        writes = cast("Writes", AtOnce(self))
        decided = Decided(writes, _hear_nothing)
        self._decided = decided
        self._history = History(writes, decided, self.clock)
        client = cast("CentralClient", self.line)
        told: dict[str, Any] = {"clock": self.clock, "listener": _hear_nothing}
        self._push = Push(client, writes, decided, **told)
        self._comparing = Comparing(client, writes, decided, _want_nothing, **told)

    def restarts(self, *, loses_copies: bool = False) -> None:
        """The program ends and starts again; with `loses_copies` the cache has burnt meanwhile."""
        self.ledger.close()
        if loses_copies:
            self.copies, self._cursor = Copies(), None
        self._open()

    def close(self) -> None:
        self.ledger.close()

    # --- what an officer does -----------------------------------------------------------------------------

    def acts(self, consignment: str) -> tuple[Act, ...]:
        """Every act that is known here, own ones included."""
        document = self._document(consignment)
        own = self.ledger.acts_on(consignment)
        return all_acts(document, own) if document else tuple(entry.act for entry in own)

    def decides(
        self,
        kind: str,
        consignment: str = "C-1",
        *,
        scope: Iterable[ScopeEntry] = (),
        names: Sequence[str] = (),
        officer: str = "officer-1",
        hold_back_s: float = 0.0,
    ) -> str:
        """Record an act in full knowledge of what is known here; its id."""
        draft = EventDraft(
            kind=kind,
            officer=officer,
            consignment=consignment,
            scope=tuple(scope),
            seen=newest(self.acts(consignment)),
            names=tuple(names),
            owner=self.office if kind in ("hold", "lift", "annul") else "",
            reason="R1",
            workplace="document",
            possession="absent",
            hold_back_s=hold_back_s,
        )
        id = self.ledger.record(draft).event.id
        self.recorded.append(id)
        return id

    # --- the line -----------------------------------------------------------------------------------------

    def hears(self) -> None:
        """Hear who answers."""
        self._history.meet(self._service().state().epoch)

    def sends(self, *faults: str, size: int = 100) -> bool:
        """Send what is due, each request meeting the next fault; whether it went through."""
        self.line.then.extend(faults)
        try:
            self._push.run(Limits(), size, self._history.meet)
            self.compares()
        except Unavailable:
            return False
        finally:
            self.line.then.clear()
        return True

    def compares(self) -> bool:
        """Hold this ledger against what the service has of it; whether they agree."""
        return not self._comparing.run()["compared_differs"]

    def pulls(self) -> None:
        """Bring the copy of the documents up to date, and look at what that means for what was decided."""
        if self._epoch != self._history.epoch:
            self._epoch, self._cursor = self._history.epoch, None
        try:
            more = True
            while more:
                is_snapshot, page = self._cursor is None, self._next_page()
                if self._store(page) and not is_snapshot:
                    self._history.begin_anew()
                more = page.more
        except Expired as problem:
            self._cursor = None
            if problem.code in ("cursor.epoch", "cursor.ahead"):
                self._history.begin_anew()
            self.pulls()

    def _next_page(self) -> Page:
        service = self._service()
        if self._cursor is None:
            return service.snapshot(Scope())
        return service.changes(Scope(), self._cursor)

    def _store(self, page: Page) -> bool:
        """Whether a document went back."""
        changed = []
        for raw in page.consignments:
            body = bytes(raw)
            after = read_consignment(body).consignment
            assert after is not None
            changed.append(Changed(id=after.id, before=self.copies.bodies.get(after.id), after=body))
        self.copies.bodies.update((each.id, each.after) for each in changed)
        self._cursor = cursor_of(page.cursor)
        return self._decided.compare(changed)

    def _document(self, consignment: str) -> Consignment | None:
        body = self.copies.bodies.get(consignment)
        return read_consignment(body).consignment if body is not None else None

    def waiting(self) -> int:
        """How many of its events have no outcome yet."""
        return self.ledger.counts().waiting


def _hear_nothing(_news: object) -> None:
    """There is no screen."""


def _want_nothing() -> None:
    """No ledger loses entries here."""


class World:
    """Three benches, two agencies and a service. `close` it."""

    def __init__(self, folder: Path) -> None:
        self.clock = FakeClock()
        self._folder = folder
        self._database = folder / "central.db"
        self._saved: Path | None = None
        self._rng = random.Random(1)
        self.store = self._opened()
        self.store.put_consignments(documents())
        self._agency_lines: list[bytes] = []
        self.agency_acts: list[str] = []
        self.benches = {name: Replica(name, folder, self.clock, lambda: self.store) for name in OFFICES}

    def close(self) -> None:
        for bench in self.benches.values():
            bench.close()
        self.store.close()

    def _opened(self) -> CentralStore:
        return CentralStore.open(f"sqlite:///{self._database}", clock=self.clock)

    # --- agencies -----------------------------------------------------------------------------------------

    def agency_decides(
        self,
        agency: str,
        kind: str,
        consignment: str = "C-1",
        *,
        scope: Iterable[ScopeEntry] = (),
        names: Sequence[str] = (),
        seen: Sequence[str] = (),
    ) -> str:
        """An agency's act, on its way to the service until `agency_arrives`."""
        id = f"{agency}-{len(self._agency_lines)}"
        act = Act(
            id=id,
            kind=kind,
            scope=tuple(scope),
            names=tuple(names),
            seen=tuple(seen),
            owner=agency,
            agency=agency,
            at=self.clock.now(),
        )
        self._agency_lines.append(msgspec.json.encode(ConsignmentAct(consignment=consignment, act=act)))
        self.agency_acts.append(id)
        return id

    def agency_arrives(self, which: int) -> None:
        """One of the agencies' acts is put in, perhaps not for the first time."""
        if self._agency_lines:
            self.store.put_acts([self._agency_lines[which % len(self._agency_lines)]])

    # --- the service --------------------------------------------------------------------------------------

    def service_restarts(self) -> None:
        self.store.close()
        self.store = self._opened()

    def service_is_saved(self) -> None:
        """A backup copy is made of the running service."""
        self._saved = self._folder / "saved.db"
        self._saved.unlink(missing_ok=True)
        with (
            closing(sqlite3.connect(self._database)) as live,
            closing(sqlite3.connect(self._saved)) as copy,
        ):
            live.backup(copy)

    def service_is_restored(self, *, new_epoch: bool) -> None:
        """The service is replaced by its backup copy; its keeper says so by a new epoch, or forgets to."""
        if self._saved is None:
            return
        self.store.close()
        for left in self._folder.glob("central.db*"):
            left.unlink()
        shutil.copyfile(self._saved, self._database)
        self.store = self._opened()
        if new_epoch:
            self.store.begin_epoch()
        self.clock.advance(LOSSES_WITHIN_S)

    @property
    def is_saved(self) -> bool:
        """Whether there is a backup copy."""
        return self._saved is not None

    # --- the end ------------------------------------------------------------------------------------------

    def everything_arrives(self) -> None:
        """The line is good, every backup's loss is made good, and all benches know everything."""
        self.clock.advance(LOSSES_WITHIN_S)
        for which in range(len(self._agency_lines)):
            self.agency_arrives(which)
        for bench in self.benches.values():
            while bench.line.on_its_way:
                bench.line.delivers_late(0)
        for _ in range(_MANY):
            for bench in self.benches.values():
                bench.hears()
                bench.sends()
                bench.pulls()
            self.clock.advance(61)  # what was passed over in an answer is asked for again after a minute
            if all(bench.compares() and not bench.waiting() for bench in self.benches.values()):
                break
        for bench in self.benches.values():
            bench.pulls()

    def acts_at_service(self, consignment: str) -> tuple[Act, ...]:
        return self._read(consignment).acts

    def seen_everywhere(self, consignment: str) -> Iterator[tuple[Act, ...]]:
        """The acts as the service knows them, and as each bench does."""
        yield self.acts_at_service(consignment)
        for bench in self.benches.values():
            yield bench.acts(consignment)

    def standing(self, consignment: str) -> ConsignmentStanding:
        """Where the goods stand at the service."""
        document = self._read(consignment)
        assert goods_of(document) == GOODS_THERE
        return standing_of(GOODS_THERE, document.acts)

    def standing_at(self, bench: Replica, consignment: str) -> ConsignmentStanding:
        """Where the goods stand as a bench sees it."""
        return standing_of(GOODS_THERE, bench.acts(consignment))

    def _read(self, consignment: str) -> Consignment:
        body = self.store.consignment(consignment)
        assert body is not None
        document = read_consignment(body).consignment
        assert document is not None
        return document

    @contextmanager
    def service_that_heard(self, order: Callable[[list[bytes]], Sequence[bytes]]) -> Iterator["World"]:
        """Another service that gets every event and every agency's act in another order."""
        place = self._folder / f"other-{self._rng.random()}"
        place.mkdir()
        other = World.__new__(World)
        other.clock, other._folder, other._database = self.clock, place, place / "central.db"
        other.benches = {}
        other.store = other._opened()
        try:
            other.store.put_consignments(documents())
            lines = order([*self.said(), *self._agency_lines])
            for is_agencys, some in itertools.groupby(lines, self._agency_lines.__contains__):
                (other.store.put_acts if is_agencys else other.store.receive_events)(list(some))
            yield other
        finally:
            other.close()

    def said(self) -> list[bytes]:
        """Every event that the service has ever heard, refused ones too, as it came."""
        with closing(sqlite3.connect(self._database)) as copy:
            return [row[0] for row in copy.execute("SELECT submission FROM event ORDER BY number")]
