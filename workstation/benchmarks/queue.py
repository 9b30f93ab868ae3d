"""The risk queue with a million consignments: first page, jumps, and every filter and sort offered."""

import random
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from typing import Final

from workstation.benchmarks.offscreen import OffscreenBench, painted, settle, wait_for
from workstation.benchmarks.prepared import prepared_home
from workstation.benchmarks.report import Figure, Figures, Options, median, percentile
from workstation.cache.queue import SORT_COLUMNS, Facets, QueueFilter, QueueRow, QueueSort
from workstation.cache.store import CacheReader, CacheStore

CONSIGNMENTS: Final = 1_000_000
JUMPS: Final = 400
PAGE: Final = 128

QUARTER: Final = QueueFilter(lanes=("blue",))
"""A quarter of all that consignments.py makes."""
TEXTS: Final = (
    "cotton",
    "plas",
    "cotton shirt blue",
    "手机",
    "قميص",
    "cm",
    "RB000199",
    "9992HK",
    "nothing like it",
)
"""A common word, a beginning, several words, other scripts, a word of all, an identifier's beginning and
end.
"""

TARGETS: Final = {
    "first_page_painted_ms": 100.0,
    "jump_median_ms": 16.0,
    "jump_p99_ms": 40.0,
    "slowest_first_page_ms": 200.0,
    "slowest_count_ms": 1000.0,
}


def measure(options: Options) -> Figures:
    """Paint and ask, on a prepared bench."""
    count = options.consignments or CONSIGNMENTS
    root = prepared_home(count, home=options.home, seed=options.seed)
    bench = OffscreenBench(root)
    try:
        figures: dict[str, Figure] = {"consignments": count}
        figures |= _painting(bench, options)
        figures |= _asking(bench)
    finally:
        bench.close()
    return Figures(name="queue", figures=figures, targets=TARGETS)


def _painting(bench: OffscreenBench, options: Options) -> dict[str, Figure]:
    """First pages and jumps in the window itself."""
    queue = bench.screens.queue
    model, table = queue.model, queue.table
    view = table.viewport()
    after_start = wait_for(model.modelReset, bench.show) + painted(view, queue.update)
    settle(lambda: _is_whole(bench))
    first_pages = []
    for chosen in (QueueFilter(lanes=("red",)), QUARTER, QueueFilter(lanes=("green",)), QUARTER):
        queue.filters.set_chosen(chosen)
        took = wait_for(model.modelReset, queue.reload)
        first_pages.append((chosen, took + painted(view, queue.update)))
        settle(lambda: _is_whole(bench))
    dice = random.Random(options.seed)  # noqa: S311 - the same jumps for the same seed
    bar = table.verticalScrollBar()
    rows = model.rowCount()
    jumps = []
    for _ in range(options.times or JUMPS):
        place = dice.randrange(max(1, bar.maximum()))
        jumps.append(painted(view, partial(bar.setValue, place)))
    return {
        "rows_in_filter": rows,
        "first_page_painted_ms": max(took for chosen, took in first_pages if chosen == QUARTER),
        "first_page_painted_any_lane_ms": max(took for _, took in first_pages),
        "first_page_after_start_ms": after_start,
        "jumps": len(jumps),
        "jump_median_ms": median(jumps),
        "jump_p99_ms": percentile(jumps, 0.99),
        "jump_longest_ms": max(jumps),
    }


def _is_whole(bench: OffscreenBench) -> bool:
    queue = bench.screens.queue
    return queue.model.rowCount() == bench.bench.cache.reader().count(queue.filters.chosen())


def _asking(bench: OffscreenBench) -> dict[str, Figure]:
    """Every offered filter with every offered sort, on a reader's thread."""
    return bench.bench.executors["read"].submit(_asked, bench.bench.cache).result()


class _Slowest:
    """The slowest answer of each kind, and to what."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[float, str]] = {}

    def ask(self, kind: str, words: str, question: Callable[[], object]) -> None:
        """Ask, and remember how long it took if nothing of its kind took longer."""
        started = time.perf_counter()
        question()
        took = (time.perf_counter() - started) * 1000
        self._found[kind] = max(self._found.get(kind, (0.0, "")), (took, words))

    def figures(self) -> dict[str, Figure]:
        """What was remembered."""
        found: dict[str, Figure] = {}
        for kind, (took, words) in self._found.items():
            found |= {f"slowest_{kind}_ms": took, f"slowest_{kind}": words}
        return found


def _asked(cache: CacheStore) -> dict[str, Figure]:
    reader, slowest, asked = cache.reader(), _Slowest(), 0
    sorts = [QueueSort(column=column, descending=down) for column in SORT_COLUMNS for down in (True, False)]
    for chosen in _filters(reader.facets()):
        words = _in_words(chosen)
        _forget(reader)
        slowest.ask("count", words, partial(reader.count, chosen))
        for sort in sorts:
            asked += 1
            _forget(reader)
            said = f"{words}, by {sort.column}{' down' if sort.descending else ''}"
            slowest.ask("first_page", said, partial(_first_page, reader, chosen, sort))
        slowest.ask("whole_list", words, partial(reader.queue_ids, chosen, QueueSort(column="goods")))
    return {"filters_and_sorts": asked, **slowest.figures()}


def _first_page(reader: CacheReader, chosen: QueueFilter, sort: QueueSort) -> list[QueueRow]:
    return reader.rows(reader.queue_ids(chosen, sort, limit=PAGE))


def _forget(reader: CacheReader) -> None:
    """Ask for something else: what the reader kept of its last answer is of no use then."""
    reader.count(QueueFilter(lanes=("none",)))


def _filters(facets: Facets) -> Iterator[QueueFilter]:
    """Nothing, each code that can be chosen, texts, and some of these together."""
    yield QueueFilter()
    yield from (QueueFilter(lanes=(facet.code,)) for facet in facets.lanes)
    yield from (QueueFilter(offices=(facet.code,)) for facet in facets.offices)
    yield from (QueueFilter(standings=(facet.code,)) for facet in facets.standings)
    yield from (QueueFilter(categories=(facet.code,)) for facet in facets.categories)
    yield from (QueueFilter(text=text) for text in TEXTS)
    few = [*facets.offices[-1:], *facets.offices[:1]]
    together = (
        (QueueFilter(lanes=("blue",), text=text) for text in TEXTS[:3]),
        (
            QueueFilter(lanes=("red", "yellow"), offices=(office.code,), standings=("undecided",))
            for office in few
        ),
        (
            QueueFilter(lanes=("red",), offices=(office.code,), standings=("held",), text="cotton")
            for office in few
        ),
    )
    yield from chain(*together)


def _in_words(chosen: QueueFilter) -> str:
    parts = (*chosen.lanes, *chosen.offices, *chosen.standings, *chosen.categories)
    return " ".join((*parts, *((f"'{chosen.text}'",) if chosen.text else ()))) or "no filter"
