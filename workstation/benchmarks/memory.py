"""How much memory the bench's process takes with a million consignments cached and the queue open.

Measured in a process of its own that does nothing else: what the benchmark itself needs is not the bench's.
"""

import ctypes
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from workstation.benchmarks.prepared import prepared_home
from workstation.benchmarks.report import MB, Figure, Figures, Options

if TYPE_CHECKING:
    from workstation.ui.parts.table_view import IdTable

CONSIGNMENTS: Final = 1_000_000
TARGETS: Final = {"resident_mb": 250.0}
_INSIDE: Final = "bench"


def measure(options: Options) -> Figures:
    """Open the queue in a process of its own and ask the operating system."""
    count = options.consignments or CONSIGNMENTS
    if options.inside == _INSIDE:
        return _inside(count, options)
    prepared_home(count, home=options.home, seed=options.seed)
    command = [
        sys.executable,
        "-m",
        "workstation.benchmarks.command",
        "memory",
        "--json",
        "--inside",
        _INSIDE,
    ]
    command += ["--consignments", str(count), "--seed", str(options.seed)]
    command += ["--home", str(options.home)] if options.home is not None else []
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    found = msgspec.json.decode(done.stdout, type=dict[str, Any])
    return Figures(name="memory", figures={"consignments": count, **found["figures"]}, targets=TARGETS)


def _inside(count: int, options: Options) -> Figures:
    """The bench's own process: the whole queue listed, looked through, filtered and searched."""
    from workstation.benchmarks.offscreen import OffscreenBench, settle, wait_for
    from workstation.cache.queue import QueueFilter

    root = prepared_home(count, home=options.home, seed=options.seed)
    figures: dict[str, Figure] = {}
    bench = OffscreenBench(root)
    try:
        queue, reader = bench.screens.queue, bench.bench.cache.reader()
        wait_for(queue.model.modelReset, bench.show)
        for what, chosen in (("text", QueueFilter(text="cotton")), ("whole", QueueFilter())):
            queue.filters.set_chosen(chosen)
            wait_for(queue.model.modelReset, queue.reload)
            wanted = reader.count(chosen)
            settle(lambda wanted=wanted: queue.model.rowCount() == wanted)  # type: ignore[misc]
            _look_through(queue.table)
            figures[f"rows_{what}"] = queue.model.rowCount()
            figures[f"resident_{what}_mb"] = resident_bytes() / MB
        figures["resident_mb"] = resident_bytes() / MB
        figures["most_resident_mb"] = most_resident_bytes() / MB
    finally:
        bench.close()
    return Figures(name="memory", figures=figures)


def _look_through(table: "IdTable") -> None:
    from workstation.benchmarks.offscreen import painted

    bar = table.verticalScrollBar()
    for step in range(100):
        painted(table.viewport(), partial(bar.setValue, bar.maximum() * step // 100))


def resident_bytes() -> int:
    """The resident set of this process."""
    if sys.platform == "win32":
        return _windows_memory()[0]
    statm = Path("/proc/self/statm")
    if statm.exists():
        import resource

        return int(statm.read_text("ascii").split()[1]) * resource.getpagesize()
    return most_resident_bytes()


def most_resident_bytes() -> int:
    """The largest that the resident set of this process ever was."""
    if sys.platform == "win32":
        return _windows_memory()[1]
    import resource

    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return largest if sys.platform == "darwin" else largest * 1024


class _Counters(ctypes.Structure):
    """PROCESS_MEMORY_COUNTERS of psapi.h."""

    _fields_ = (
        ("size", ctypes.c_uint32),
        ("page_faults", ctypes.c_uint32),
        ("peak_working_set", ctypes.c_size_t),
        ("working_set", ctypes.c_size_t),
        ("others", ctypes.c_size_t * 6),
    )


def _windows_memory() -> tuple[int, int]:
    counters = _Counters(size=ctypes.sizeof(_Counters))
    windows: Any = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
    windows.GetCurrentProcess.restype = ctypes.c_void_p
    windows.K32GetProcessMemoryInfo.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_uint32)
    windows.K32GetProcessMemoryInfo(windows.GetCurrentProcess(), ctypes.byref(counters), counters.size)
    return counters.working_set, counters.peak_working_set
