"""`workstation benchmark NAME`: measures and prints."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from workstation.benchmarks import NAMES, measure
from workstation.benchmarks.report import Options, as_json, as_table, machine


def run(argv: Sequence[str]) -> int:
    """Measure what the command line names and print it; 0 also where a target was missed, for that is a
    finding.
    """
    name, options, in_json = _parsed(argv)
    on = machine()
    found = measure(name, options)
    print(as_json(found, on) if in_json else as_table(found, on))
    return 0


def options_of(argv: Sequence[str]) -> tuple[str, Options]:
    """Name and options of such a command line."""
    name, options, _ = _parsed(argv)
    return name, options


def _parsed(argv: Sequence[str]) -> tuple[str, Options, bool]:
    parser = argparse.ArgumentParser(
        prog="workstation benchmark", description="Measure what the README says."
    )
    parser.add_argument("name", choices=NAMES, help="what to measure; docs/benchmarks.md describes each")
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    parser.add_argument(
        "--consignments", type=int, default=0, help="how many (default: as many as the target says)"
    )
    parser.add_argument("--home", type=Path, help="where prepared caches are kept between runs")
    parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same consignments")
    parser.add_argument("--times", type=int, default=0, help="how often what is random is repeated")
    parser.add_argument(
        "--megapixels", type=int, default=0, help="no larger image than this (default: 80; viewer)"
    )
    parser.add_argument("--inside", default="", help=argparse.SUPPRESS)
    found = parser.parse_args(list(argv))
    if min(found.consignments, found.times, found.megapixels) < 0:
        parser.error("sizes are positive")
    options = Options(
        consignments=found.consignments,
        home=found.home,
        seed=found.seed,
        times=found.times,
        megapixels=found.megapixels,
        inside=found.inside,
    )
    return found.name, options, found.json


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
