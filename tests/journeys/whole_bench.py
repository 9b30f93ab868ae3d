"""A bench without its window: files, threads, line and desk, before the real central service."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.clock import FakeClock
from tests.journeys.centre import Centre
from tests.journeys.stage import around, furnish
from workstation.bench import Bench, Start
from workstation.cache.queue import QueueFilter, QueueRow
from workstation.desk.decide import Recorded
from workstation.desk.desk import Desk
from workstation.desk.open import OpenConsignment
from workstation.domain.act import FoundGoods, ScopeEntry
from workstation.domain.decision import DecisionDraft
from workstation.domain.event import ReadMeaning
from workstation.domain.standing import Standing
from workstation.host.paths import Profile, home_of

BARCODE, PLATE = "LX123456785CN", "JJD014600012794402457"
READS = (
    ReadMeaning(text=BARCODE, kind="upu_s10", value=BARCODE, source="wedge"),
    ReadMeaning(text=PLATE, source="wedge"),
)
PATIENCE_S = 20.0


class WholeBench:
    """One bench, its line and its desk; its officer works at a document desk, which asks for no parcel."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self._heard = threading.Event()
        self.line = bench.begin(lambda _news: self._heard.set())
        self.desk = Desk(bench.below(self.line))
        self.line.start()

    def close(self) -> None:
        assert self.bench.close()

    def does(self, work: Callable[..., Any], *given: Any, **more: Any) -> Any:
        """On the ledger's writer, as the screens do."""
        return self.bench.executors["write"].submit(partial(work, *given, **more)).result(PATIENCE_S)

    def waits_until(self, seen: Callable[[], object]) -> None:
        ends = time.monotonic() + PATIENCE_S
        while not seen():
            assert time.monotonic() < ends, "it was never seen"
            self._heard.wait(0.05)
            self._heard.clear()

    # --- what the officer does ----------------------------------------------------------------------------

    def finds(self, **more: Any) -> str:
        """A parcel that nobody declared; its id."""
        return str(self.does(self.desk.provisional.make, READS, **more))

    def decides(self, kind: str, id: str, *, names: tuple[str, ...] = ()) -> Recorded:
        opened = self.opens(id)
        found: tuple[FoundGoods, ...] = ()
        scope: tuple[ScopeEntry, ...] = ()
        if kind == "hold" and not opened.consignment.goods_items:
            found = (FoundGoods(id=self.bench.new_id(), description="vapes"),)
            scope = tuple(ScopeEntry(goods=each.id) for each in found)
        elif not names:
            scope = self.desk.deciding.whole_scope(opened)
        draft = DecisionDraft(
            kind=kind,
            consignment=opened.id,
            scope=scope,
            found=found,
            names=names,
            reason={"hold": "H01", "lift": "L01"}[kind],
        )
        assert self.desk.deciding.obstacles(draft, opened) == ()
        recorded: Recorded = self.does(self.desk.deciding.record, draft, opened, None, ())
        return recorded

    # --- what is to be seen -------------------------------------------------------------------------------

    def opens(self, id: str) -> OpenConsignment:
        opened = self.desk.opening.by_id(id)
        assert opened is not None
        return opened

    def standing(self, id: str) -> Standing:
        return self.opens(id).with_pending.standing

    def rows(self, *states: str) -> list[QueueRow]:
        desk = self.desk.queue
        chosen = QueueFilter(states=states)
        return desk.rows(desk.first(chosen, desk.saved().sort, 100))

    def ids(self, *states: str) -> set[str]:
        return {row.id for row in self.rows(*states)}

    def row(self, id: str) -> QueueRow:
        return next(row for row in self.rows() if row.id == id)

    def place(self, id: str) -> tuple[str, str]:
        (piece,) = self.opens(id).consignment.parcels
        return piece.presence, piece.location

    def has_sent_all(self) -> bool:
        counts = self.desk.line.counts()
        return counts.waiting == counts.notes_waiting == 0


@pytest.fixture
def benches(centre: Centre, clock: FakeClock, tmp_path: Path) -> Iterator[Callable[..., WholeBench]]:
    """Opens the bench of a name, again where it was open; `meanwhile` something is done to its folder."""
    with ExitStack() as opened:
        running: dict[str, ExitStack] = {}

        def open_it(
            name: str = "BENCH-4",
            meanwhile: Callable[[Path], object] | None = None,
            workplace: str = "document",
        ) -> WholeBench:
            running.setdefault(name, opened.enter_context(ExitStack())).close()
            folder = furnish(tmp_path / name, bench=name, workplace=workplace)
            if meanwhile is not None:
                meanwhile(home_of(Profile.TRAINING, folder).folder)
            if name not in tokens:
                tokens[name] = centre.store.add_token(f"of {name}", "bench")
            start = Start(profile="training", home=folder)
            bench = WholeBench(Bench.open(start, around(clock, centre.line.address, tokens[name])))
            running[name].callback(bench.close)
            return bench

        tokens: dict[str, str] = {}
        yield open_it


def is_here(bench: WholeBench, *ids: str) -> bool:
    """These consignments and the lists that decisions need have come."""
    bench.desk.lists.refresh()
    return "reasons" in bench.desk.lists.all() and bench.ids().issuperset(ids)
