"""What the README's figures are measured with: `workstation benchmark NAME [--json]`, one module a
benchmark.
"""

from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Final

from workstation.benchmarks.report import Figures, Options

_ALL: Final = ("queue", "open", "read", "pull", "decide", "drain", "start", "memory", "viewer")
NAMES: Final = tuple(name for name in _ALL if find_spec(f"{__name__}.{name}") is not None)
"""What can be measured. Each is a module here with `measure(options) -> Figures` and `CONSIGNMENTS`, its
size.
"""


def run(name: str, args: Sequence[str] = ()) -> Figures:
    """Measure, with the options of the command line but without printing anything."""
    from workstation.benchmarks.command import options_of

    return measure(name, options_of([name, *args])[1])


def measure(name: str, options: Options) -> Figures:
    """Measure with these options."""
    figures: Figures = import_module(f"{__name__}.{name}").measure(options)
    return figures
