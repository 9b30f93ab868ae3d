"""From the last key of a barcode to its declaration on the screen: what an officer waits for each time."""

import random
import time
from typing import Final, NamedTuple

from workstation.benchmarks.consignments import barcode_of
from workstation.benchmarks.offscreen import (
    OffscreenBench,
    PaintedParts,
    ReaderKeys,
    pause,
    settle,
    wait_for,
)
from workstation.benchmarks.prepared import prepared_home
from workstation.benchmarks.report import Figure, Figures, Options, median, percentile
from workstation.domain.problems import Unavailable

CONSIGNMENTS: Final = 1_000_000
READS: Final = 1_000
WARM_UP: Final = 20
"""Reads before the first that counts: what is made once (fonts, icons) belongs to the start."""

BETWEEN_MS: Final = 10
"""From one read to the next, at least: a declaration's lower lines are written meanwhile."""

TARGETS: Final = {"p99_ms": 16.7}


def measure(options: Options) -> Figures:
    """Read barcodes of random consignments, one after the other, at a bench whose queue is shown."""
    count = options.consignments or CONSIGNMENTS
    reads = options.times or READS
    dice = random.Random(options.seed)  # noqa: S311 - the same barcodes for the same seed
    bench = OffscreenBench(prepared_home(count, home=options.home, seed=options.seed))
    try:
        wait_for(bench.screens.queue.model.modelReset, bench.show)
        reader = _Reading(bench)
        took = [reader.read(barcode_of(dice.randrange(count))) for _ in range(WARM_UP + reads)][WARM_UP:]
    finally:
        bench.close()
    whole = [read.set_ms + read.painted_ms for read in took]
    figures: dict[str, Figure] = {
        "consignments": count,
        "reads": reads,
        "median_ms": median(whole),
        "p99_ms": percentile(whole, 0.99),
        "longest_ms": max(whole),
        "looked_up_and_set_median_ms": median([read.set_ms for read in took]),
        "laid_out_and_painted_median_ms": median([read.painted_ms for read in took]),
        "processor_median_ms": median([read.processor_ms for read in took]),
        "processor_p99_ms": percentile([read.processor_ms for read in took], 0.99),
    }
    return Figures(name="open", figures=figures, targets=TARGETS, remarks=REMARKS)


REMARKS: Final = (
    "From the terminator's key event until strip, declaration and decision panel have painted in whole.",
    "At an examination bench: that a parcel lies there is recorded once for each, on the ledger's writer.",
    "The next read waits for that.",
    "Not in the figure: the scan image, which comes from other threads, and what brings pixels to a monitor.",
)


class _Read(NamedTuple):
    """Milliseconds: until the screens had the consignment, from then until they had painted it, and the
    processor's time for both on the screen's thread: what is left of them where nobody else works.
    """

    set_ms: float
    painted_ms: float
    processor_ms: float


class _Reading:
    """A reader before the bench, and the parts that must show what it read."""

    def __init__(self, bench: OffscreenBench) -> None:
        screens = bench.screens
        self._bench, self._keys = bench, ReaderKeys(bench)
        self._parts = PaintedParts(
            {
                "strip": screens.strip,
                "declaration": screens.declaration.list.viewport(),
                "decision": screens.decision,
            }
        )

    def read(self, barcode: str) -> _Read:
        """Read it, and see that its consignment is on the screen."""
        self._rest()
        self._keys.type(barcode)
        self._parts.take()
        processor, started = time.thread_time(), time.perf_counter()
        self._keys.end()
        shown = time.perf_counter()
        self._parts.paint_now()
        painted, used = time.perf_counter(), time.thread_time() - processor
        opened = self._bench.screens.inspection.open_consignment
        if opened is None or opened.barcode != barcode or len(self._parts.take()) < 3:
            raise Unavailable("A barcode was read that did not open its consignment.", code="benchmark.open")
        return _Read((shown - started) * 1000, (painted - shown) * 1000, used * 1000)

    def _rest(self) -> None:
        """Let everything end that the read before has begun, as it has while a parcel is looked at."""
        pause(BETWEEN_MS)
        settle(lambda: not self._bench.screens.tasks.under_way)
