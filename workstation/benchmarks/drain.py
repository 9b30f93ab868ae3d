"""Ten thousand decisions waiting when the line comes back: how long until the service has all of them, and
how long the screen is kept waiting meanwhile.

A real central service as a process of its own, over HTTP on the loopback, its database on the disk; at the
bench the whole program with its window open. The line is let go when the window stands still.
"""

import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Final

import msgspec

from workstation.bench import TRAINING_OFFICE, Around
from workstation.benchmarks.consignments import bodies
from workstation.benchmarks.offscreen import Heartbeat, OffscreenBench, pause, settle
from workstation.benchmarks.prepared import KEY, fill, folder_of, new_home
from workstation.benchmarks.report import Figure, Figures, Options, say
from workstation.central.store import CentralStore
from workstation.domain.act import ScopeEntry
from workstation.domain.consignment import Consignment
from workstation.domain.event import ABSENT, READ, newest
from workstation.domain.interlock import EXAMINATION
from workstation.domain.problems import Unavailable
from workstation.host.clock import SystemClock
from workstation.host.paths import Home
from workstation.identity.token import Token
from workstation.ledger.store import Ledger
from workstation.ledger.values import EventDraft
from workstation.sync.line import LineAddress

CONSIGNMENTS: Final = 10_000
"""Decisions that wait. One in five follows another on its consignment: a hold is made, and lifted."""

TARGETS: Final = {"drained_s": 60.0, "longest_stall_ms": 50.0}
_BENCH: Final = "TRAINING-1"
_PUT_AT_ONCE: Final = 500
_LOOK_EVERY_S: Final = 0.05


def measure(options: Options) -> Figures:
    """Make bench and service ready, then let the line go."""
    count = options.consignments or CONSIGNMENTS
    folder = folder_of(options.home)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix="drain-") as place:
        root = Path(place)
        database = f"sqlite:///{root / 'central.db'}"
        consignments = count - count // 5
        say(f"making {count} decisions on {consignments} consignments ready")
        token = _fill_service(database, consignments, options.seed)
        home = new_home(root)
        fill(home.folder, consignments, seed=options.seed)
        _record(home, count, consignments, options.seed)
        with _served(database) as address:
            figures = _drained(root, LineAddress(url=address, token=Token(token)), count)
    return Figures(name="drain", figures={"decisions": count, **figures}, targets=TARGETS)


def _fill_service(database: str, consignments: int, seed: int) -> str:
    """Put the consignments in; a token for the bench."""
    store = CentralStore.open(database)
    try:
        made = bodies(consignments, seed=seed)
        while some := tuple(islice(made, _PUT_AT_ONCE)):
            store.put_consignments(some)
        return store.add_token("measured", "bench", _BENCH)
    finally:
        store.close()


def _record(home: Home, count: int, consignments: int, seed: int) -> None:
    """The decisions of ten days: each fifth consignment is held, and its hold lifted after all."""
    ledger = Ledger.open(home.folder, KEY, bench=_BENCH, office=TRAINING_OFFICE, clock=SystemClock())
    try:
        lifted = count - consignments
        for number, body in enumerate(bodies(consignments, seed=seed)):
            consignment = msgspec.json.decode(body, type=Consignment)
            kind = "hold" if number < lifted else "release"
            first = ledger.record(_draft(consignment, kind)).event.id
            if number < lifted:
                ledger.record(_draft(consignment, "lift", (first,)))
    finally:
        ledger.close()


def _draft(consignment: Consignment, kind: str, names: Sequence[str] = ()) -> EventDraft:
    # As at an examination bench: what releases or holds has the parcel's barcode read, a lift needs none.
    is_read = kind != "lift"
    return EventDraft(
        kind=kind,
        officer="officer-a",
        consignment=consignment.id,
        scope=tuple(ScopeEntry(goods=item.id, quantity=item.quantity) for item in consignment.goods_items),
        seen=tuple(names) or newest(consignment.acts),
        names=tuple(names),
        owner="" if kind == "release" else TRAINING_OFFICE,
        reason={"hold": "H01", "lift": "L01"}.get(kind, ""),
        last_read=consignment.identifiers[0].value if is_read else "",
        workplace=EXAMINATION,
        possession=READ if is_read else ABSENT,
    )


@contextmanager
def _served(database: str) -> Iterator[str]:
    """The service on this database, in a process of its own; its address."""
    command = [sys.executable, "-m", "workstation", "central", "serve", "--database", database, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            address = process.stdout.readline().strip() if process.stdout is not None else ""
            if not address.startswith("http"):
                raise Unavailable("The central service did not start.", code="benchmark.no_server")
            yield address
        finally:
            process.terminate()


def _drained(root: Path, address: LineAddress, count: int) -> dict[str, Figure]:
    shown = OffscreenBench(root, Around(address=lambda: address))
    heart = Heartbeat()
    try:
        shown.show()
        shown.screens.window.repaint()
        pause(1000)  # the start's own work is another benchmark's
        ledger = shown.bench.ledger
        waiting = ledger.counts().waiting
        cpu = time.process_time()
        heart.start()
        started = time.perf_counter()
        shown.screens.line.start()
        with ThreadPoolExecutor(1, "watch") as watcher:
            done = watcher.submit(_wait_for, ledger)
            settle(done.done)
            took = time.perf_counter() - started
            done.result()
        heart.stop()
        cpu = time.process_time() - cpu
        counts = ledger.counts()
        if (waiting, counts.acknowledged) != (count, count):
            raise RuntimeError(f"of {count} decisions {waiting} waited and {counts.acknowledged} arrived")
    finally:
        shown.close()
    return {
        "drained_s": took,
        "decisions_per_s": count / took,
        "bench_cpu_s": cpu,
        "longest_stall_ms": heart.longest_stall_ms,
        "stalls_over_16_ms": heart.stalls_over_16_ms,
    }


def _wait_for(ledger: Ledger) -> None:
    """Until nothing waits. Raises Unavailable where nothing arrives any more."""
    look = threading.Event()
    before, still = -1, 0
    while left := ledger.counts().waiting:
        before, still = (left, 0) if left != before else (before, still + 1)
        if still * _LOOK_EVERY_S > 30:
            raise Unavailable("What waits does not arrive.", code="benchmark.nothing")
        look.wait(_LOOK_EVERY_S)
