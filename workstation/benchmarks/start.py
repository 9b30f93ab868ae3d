"""From the start of the bench's process to a queue that can be used, beside a bare window."""

import gc
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workstation.benchmarks.report import Figure, Figures, Options, median

if TYPE_CHECKING:
    from workstation.sync.line import LineAddress

CONSIGNMENTS: Final = 1_000_000
RUNS: Final = 7
TARGETS: Final = {"ratio_to_bare_window": 2.0}

PAINTED, USABLE, FURNISHED, LISTED = "painted", "usable", "furnished", "listed"

BARE: Final = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(1, tell)

def tell():
    print("painted", flush=True)
    application.quit()

application = QApplication(["bare"])
window = Window()
window.resize(1600, 1000)
window.show()
application.exec()
"""
BENCH: Final = (
    "import sys, workstation.cli; from workstation.benchmarks.start import inside; inside(*sys.argv[1:])"
)
"""As the command `workstation`, whose arguments `workstation.cli` reads: its import is part of the start."""

REMARKS: Final = (
    "From before the process is made until the first rows and the strip are painted and Down moves in them;",
    "the other screens follow (furnished), then the whole list (listed). Compiled, and the files in memory.",
    "A training bench, whose keys lie in a file: no keyring is asked. Nobody answers at its address.",
)


def measure(options: Options) -> Figures:
    """Start one after the other, several times; medians."""
    from workstation.benchmarks.prepared import prepared_home

    count, runs = options.consignments or CONSIGNMENTS, options.times or RUNS
    root = prepared_home(count, home=options.home, seed=options.seed)
    bare, bench = (BARE,), (BENCH, str(root), str(count))
    # Compiles, and remembers what stands first: left in another state, a queue has no first rows until asked.
    first = started(bench, (FURNISHED, LISTED))
    started(bare, (PAINTED,))
    windows, benches = [], []
    for _ in range(runs):
        windows.append(started(bare, (PAINTED,))[PAINTED])
        benches.append(started(bench, (USABLE, FURNISHED, LISTED)))
    usable = median([each[USABLE] for each in benches])
    figures: dict[str, Figure] = {
        "consignments": count,
        "runs": runs,
        "bare_window_ms": median(windows),
        "usable_ms": usable,
        "ratio_to_bare_window": usable / median(windows),
        "slowest_usable_ms": max(each[USABLE] for each in benches),
        "furnished_ms": median([each[FURNISHED] for each in benches]),
        "listed_ms": median([each[LISTED] for each in benches]),
        "first_run_furnished_ms": first[FURNISHED],
    }
    return Figures(name="start", figures=figures, targets=TARGETS, remarks=REMARKS)


def started(code: Sequence[str], words: Sequence[str]) -> Mapping[str, float]:
    """Run Python with this code and these arguments; milliseconds until it said each of these words."""
    told: dict[str, float] = {}
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    surroundings["QT_QPA_PLATFORM"] = "offscreen"
    before = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", *code], stdout=subprocess.PIPE, text=True, env=surroundings
    ) as process:
        for line in process.stdout or ():
            told.setdefault(line.strip(), (time.perf_counter() - before) * 1000)
    if process.returncode or not told.keys() >= set(words):
        msg = f"the process ended with {process.returncode} after it said: {', '.join(told) or 'nothing'}"
        raise RuntimeError(msg)
    return told


def inside(root: str, count: str) -> None:
    """The started process: as the command `workstation` does it, and telling how far it is."""
    gc.disable()
    from workstation import app
    from workstation.bench import Around, Bench, Start
    from workstation.benchmarks.offscreen import watch_start

    sys.setswitchinterval(app.SCREEN_TURN_S)
    bench = Bench.open(Start(profile="training", home=Path(root)), Around(address=_nobody))
    try:
        watch_start(bench, int(count))
    finally:
        bench.close()


def _nobody() -> "LineAddress":
    """An address of this machine where no service is: port 9 is that of *discard* (RFC 863)."""
    from workstation.identity.token import Token
    from workstation.sync.line import LineAddress

    return LineAddress(url="http://127.0.0.1:9", token=Token("measured-" * 4))
