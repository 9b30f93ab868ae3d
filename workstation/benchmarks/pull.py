"""A snapshot over HTTP into the encrypted cache, beside a bare loop, and how long the screen is kept
waiting meanwhile.

Both get the same documents from the same process on the loopback, as gzip. The bare loop: json.loads and
sqlite3.executemany into a plain file with the cache's tables, indexes and durability. The pull: the
program's own, with its window open and the queue filling before the officer's eyes.
"""

import gzip
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Final

from workstation.benchmarks.bare_loop import BareLoop
from workstation.benchmarks.offscreen import Heartbeat, OffscreenBench, settle
from workstation.benchmarks.page_server import CPU, EPOCH, LINES, PAGE_SIZE, PageServer
from workstation.benchmarks.prepared import folder_of, new_home
from workstation.benchmarks.report import Figure, Figures, Options, say
from workstation.contract.messages import Scope
from workstation.host.clock import SystemClock
from workstation.identity.token import Token
from workstation.sync.decided import Decided
from workstation.sync.pull import Pull
from workstation.sync.transport import CentralClient
from workstation.sync.writes import Writes

CONSIGNMENTS: Final = 100_000
TARGETS: Final = {"ratio_to_bare_loop": 2.0, "longest_stall_ms": 50.0}
_TOKEN: Final = Token("measured")


def measure(options: Options) -> Figures:
    """Run the bare loop, then the pull, on the same pages."""
    count = options.consignments or CONSIGNMENTS
    folder = folder_of(options.home)
    folder.mkdir(parents=True, exist_ok=True)
    say(f"making {count} consignments ready in another process")
    with (
        closing(PageServer(count, options.seed)) as server,
        tempfile.TemporaryDirectory(dir=folder, prefix="pull-") as place,
    ):
        bare_s, bare_service_s = _bare(server, Path(place) / "bare.db", count)
        figures = _pulled(server, Path(place), count)
    pulled_s = float(figures["pull_s"])
    figures = {
        "consignments": count,
        "bare_loop_s": bare_s,
        **figures,
        "ratio_to_bare_loop": pulled_s / bare_s,
        "consignments_per_s": count / pulled_s,
        "bare_loop_service_cpu_s": bare_service_s,
    }
    return Figures(name="pull", figures=figures, targets=TARGETS)


def _bare(server: PageServer, path: Path, count: int) -> tuple[float, float]:
    """Seconds of the bare loop, and of the service's processor meanwhile."""
    before = _service_cpu(server)
    started = time.perf_counter()
    with closing(HTTPConnection("127.0.0.1", server.port)) as line, closing(BareLoop(path)) as loop:
        stored = 0
        while stored < count:
            stored += loop.apply(_get(line, f"{LINES}?after={stored}"))
    return time.perf_counter() - started, _service_cpu(server) - before


def _pulled(server: PageServer, root: Path, count: int) -> dict[str, Figure]:
    """The program's pull, on a thread of its own, into a new bench whose window is open."""
    new_home(root)
    shown = OffscreenBench(root)
    heart = Heartbeat()
    client = CentralClient(server.url, lambda: _TOKEN, proxy="none", clock=SystemClock())
    try:
        shown.show()
        shown.screens.window.repaint()
        client.service_information()  # as a line does first; what speaks HTTP is loaded by it
        before, cpu = _service_cpu(server), time.process_time()
        heart.start()
        started = time.perf_counter()
        with ThreadPoolExecutor(1, "pull") as puller:
            done = puller.submit(_pull, shown, client)
            settle(done.done)
            took = time.perf_counter() - started
            done.result()
        heart.stop()
        cpu, service = time.process_time() - cpu, _service_cpu(server) - before
        stored = shown.bench.cache.reader().totals().consignments
        if stored != count:
            raise RuntimeError(f"{stored} consignments were stored of {count}")
    finally:
        client.close()
        shown.close()
    return {
        "pull_s": took,
        "pull_cpu_s": cpu,
        "pull_service_cpu_s": service,
        "longest_stall_ms": heart.longest_stall_ms,
        "stalls_over_16_ms": heart.stalls_over_16_ms,
    }


def _pull(shown: OffscreenBench, client: CentralClient) -> None:
    bench = shown.bench
    writes = Writes(bench.cache, bench.executors["cache"], bench.ledger, bench.executors["write"])
    tell = shown.screens.tasks.post
    pull = Pull(
        client,
        writes,
        Decided(writes, tell),
        Scope(),
        clock=SystemClock(),
        listener=tell,
        page_size=PAGE_SIZE,
    )
    pull.run(EPOCH, _nothing)


def _nothing() -> None:
    """Between two pages there is nothing to send here."""


def _service_cpu(server: PageServer) -> float:
    with closing(HTTPConnection("127.0.0.1", server.port)) as line:
        return float(_get(line, CPU))


def _get(line: HTTPConnection, path: str) -> bytes:
    line.request("GET", path, headers={"Accept-Encoding": "gzip"})
    return gzip.decompress(line.getresponse().read())
