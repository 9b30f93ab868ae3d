"""Reads of barcodes of every kind: how many a bench takes in a second, and how soon each is answered on the
screen.
"""

import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from workstation.barcode.identify import candidates, lookup_forms, warm_up
from workstation.barcode.reads import KEY_RETURN, KeyStroke
from workstation.barcode.wedge import Read, Wedge
from workstation.benchmarks.consignments import barcode_of
from workstation.benchmarks.offscreen import (
    OffscreenBench,
    PaintedParts,
    ReaderKeys,
    pause,
    settle,
    wait_for,
)
from workstation.benchmarks.prepared import KEY, new_home, prepared_home
from workstation.benchmarks.report import Figure, Figures, Options, median, percentile
from workstation.cache.store import CacheReader, CacheStore
from workstation.desk.read_answer import ReadAnswer
from workstation.domain import identifiers as ids
from workstation.domain.problems import Unavailable
from workstation.host.settings import ReaderProfile

CONSIGNMENTS: Final = 1_000_000
READS: Final = 20_000
"""Through filter, classification and look-up."""

ANSWERS: Final = 1_000
"""At the window."""

WARM_UP: Final = 20
BETWEEN_MS: Final = 10
KNOWN: Final = 0.6
"""Share of reads whose consignment is in the cache; the others are of every kind, and nobody's."""

GAP_MS: Final = 4
SILENCE_MS: Final = 2_000

TARGETS: Final = {"p99_ms": 16.7}

REMARKS: Final = (
    "Six reads in ten are of cached parcels, in all writings; the others of every kind, and nobody's.",
    "reads_per_s: key strokes through the filter, classified, and every form looked up, on one thread.",
    "p99_ms: from the terminator's key event until the band with the answer has painted in whole.",
    "Not in the figure: what brings pixels to a monitor, and the sound, which another thread plays.",
)


def measure(options: Options) -> Figures:
    """Read barcodes without a window, one after the other; then at a bench whose queue is shown."""
    count = options.consignments or CONSIGNMENTS
    reads = options.times or READS
    answers = min(reads, ANSWERS)
    root = prepared_home(count, home=options.home, seed=options.seed)
    dice = random.Random(options.seed)  # noqa: S311 - the same barcodes for the same seed
    warm_up()
    texts = [_text(dice, count) for _ in range(reads)]
    through = _through(new_home(root).folder, texts)
    at_window = _at_window(root, [_typable(dice, count) for _ in range(WARM_UP + answers)])
    figures: dict[str, Figure] = {
        "consignments": count,
        "reads": reads,
        "reads_found": through.found,
        "reads_per_s": reads / (through.filter_s + through.classify_s + through.look_up_s),
        "filter_mean_us": through.filter_s / reads * 1e6,
        "classify_mean_us": through.classify_s / reads * 1e6,
        "look_up_mean_us": through.look_up_s / reads * 1e6,
        "answers": answers,
        "median_ms": median([each.took_ms for each in at_window]),
        "p99_ms": percentile([each.took_ms for each in at_window], 0.99),
        "longest_ms": max(each.took_ms for each in at_window),
        "processor_median_ms": median([each.processor_ms for each in at_window]),
        "processor_p99_ms": percentile([each.processor_ms for each in at_window], 0.99),
    }
    return Figures(name="read", figures=figures, targets=TARGETS, remarks=REMARKS)


# --- what is read -----------------------------------------------------------------------------------------


def _text(dice: random.Random, count: int) -> str:
    """A barcode as some reader sends it."""
    if dice.random() < KNOWN:
        return _written(dice, barcode_of(dice.randrange(count)))
    return dice.choice(_nobodys(dice))


def _typable(dice: random.Random, count: int) -> str:
    """The same, of characters that every keyboard has."""
    text = _text(dice, count)
    return text if text.isprintable() else _typable(dice, count)


def _written(dice: random.Random, number: str) -> str:
    """A postal number in one of the ways in which readers and labels write it."""
    return dice.choice((number, number, number, f"]C0{number}", number.lower(), f"{number[:2]} {number[2:]}"))


def _nobodys(dice: random.Random) -> tuple[str, ...]:
    """A number of each kind, of no consignment that is cached."""
    below = dice.randrange
    sscc = ids.make_sscc(3, "7613032", below(10**9))
    return (
        ids.make_s10("ZZ", below(10**8), "GB"),
        sscc,
        f"]C100{sscc}02070320698049883712\x1d10LOT{below(10**6)}",
        f"(00){sscc}",
        ids.make_awb("176", below(10**7)),
        ids.make_mrn(2026, "NL", f"{below(10**12):012d}R"),
        ids.make_container("CSQU", below(10**6)),
        ids.make_fedex12(below(10**11)),
        ids.make_fedex34("10019213342500010003", below(10**12)),
        ids.make_ups("5R8939", "03", below(10**7)),
        ids.make_dhl10(below(10**9)),
        f"JJD0146000{below(10**11):011d}",
        f"YT{below(10**16):016d}",
        "2LKW:KWIKCO+57000001",
        f"{below(10**14):014d}",
        f"NO KNOWN FORM {below(10**6)}",
    )


# --- without a window -------------------------------------------------------------------------------------


class _Through(NamedTuple):
    """Seconds for all reads in each step, and how many led to a consignment."""

    filter_s: float
    classify_s: float
    look_up_s: float
    found: int


def _through(folder: Path, texts: list[str]) -> _Through:
    """Every text through filter, classification and look-up."""
    store = CacheStore.open(folder, KEY)
    try:
        reader = store.reader()
        wedge = Wedge(ReaderProfile())
        filter_s = classify_s = look_up_s = 0.0
        found = 0
        for place, text in enumerate(texts):
            strokes = list(_strokes(text, place * SILENCE_MS))
            started = time.perf_counter()
            read = _read(wedge, strokes)
            filtered = time.perf_counter()
            candidates(read)
            classified = time.perf_counter()
            found += _is_known(reader, read)
            looked_up = time.perf_counter()
            filter_s += filtered - started
            classify_s += classified - filtered
            look_up_s += looked_up - classified
    finally:
        store.close()
    return _Through(filter_s, classify_s, look_up_s, found)


def _strokes(text: str, at_ms: int) -> Iterator[KeyStroke]:
    """The keys of a read, each going down and up, as a reader sends them."""
    for character in (*text, "\r"):
        at_ms += GAP_MS
        key = KEY_RETURN if character == "\r" else ord(character.upper())
        yield KeyStroke(text=character, key=key, scan_code=0, timestamp_ms=at_ms)
        yield KeyStroke(text=character, key=key, scan_code=0, timestamp_ms=at_ms, is_release=True)


def _read(wedge: Wedge, strokes: list[KeyStroke]) -> str:
    """What the filter takes for read."""
    for stroke in strokes:
        for outcome in wedge.feed(stroke):
            if isinstance(outcome, Read):
                return outcome.read.text
    raise Unavailable("Keys at a reader's pace were not taken for a read.", code="benchmark.read")


def _is_known(reader: CacheReader, text: str) -> bool:
    return any(reader.find((form,)) for form in lookup_forms(text))


# --- at the window ----------------------------------------------------------------------------------------


class _Answer(NamedTuple):
    """Milliseconds from the terminator to the answer painted, and the processor's time of it on the screen's
    thread: what is left where nobody else works.
    """

    took_ms: float
    processor_ms: float


def _at_window(root: Path, texts: list[str]) -> list[_Answer]:
    """Each read answered, but for the first few."""
    bench = OffscreenBench(root)
    try:
        wait_for(bench.screens.queue.model.modelReset, bench.show)
        answering = _Answering(bench)
        return [answering.read(text) for text in texts][WARM_UP:]
    finally:
        bench.close()


class _Answering:
    """A reader before the bench, and the band that answers."""

    def __init__(self, bench: OffscreenBench) -> None:
        self._bench, self._keys = bench, ReaderKeys(bench)
        self._parts = PaintedParts({"band": bench.screens.band})
        self._answers: list[ReadAnswer] = []
        bench.screens.reading.route.answered.connect(self._answers.append)

    def read(self, text: str) -> _Answer:
        """Read it, and see that the band answers."""
        pause(BETWEEN_MS)
        settle(lambda: not self._bench.screens.tasks.under_way)
        self._keys.type(text)
        self._parts.take()
        self._answers.clear()
        processor, started = time.thread_time(), time.perf_counter()
        self._keys.end()
        answered = bool(self._answers)
        self._parts.paint_now()
        took, used = time.perf_counter() - started, time.thread_time() - processor
        if not answered or not self._parts.take():
            raise Unavailable("A barcode was read that nothing answered.", code="benchmark.read")
        return _Answer(took * 1000, used * 1000)
