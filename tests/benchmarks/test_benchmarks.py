"""The benchmarks run on small sizes and say what they should; what they measure is no matter of a test."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from workstation.benchmarks import NAMES
from workstation.benchmarks.command import options_of
from workstation.benchmarks.consignments import CHUNK, barcode_of, bodies, line_pages, pages
from workstation.benchmarks.report import Figures, as_json, as_table, machine, median, percentile
from workstation.contract.messages import Page
from workstation.contract.reading import read_consignment
from workstation.domain.identifiers import is_right


def said_by(name: str, home: Path, *options: str) -> dict[str, Any]:
    """What a benchmark says on standard output, run as IT would run it."""
    command = [
        sys.executable,
        "-m",
        "workstation",
        "benchmark",
        name,
        "--json",
        "--home",
        str(home),
        *options,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    said: dict[str, Any] = json.loads(done.stdout)
    assert said.keys() >= {"name", "machine", "figures", "targets", "met"}
    assert said["name"] == name
    assert said["targets"].keys() <= said["figures"].keys()
    return said


# --- what is measured with ------------------------------------------------------------------------------


def test_consignments_are_the_same_for_the_same_seed_wherever_one_begins() -> None:
    made = list(bodies(40, seed=3))
    assert list(bodies(10, seed=3, start=30)) == made[30:]
    assert list(bodies(40, seed=4)) != made
    across = list(bodies(20, seed=3, start=CHUNK - 10))
    assert len(set(across)) == 20


def test_a_consignment_is_about_as_large_as_a_real_one_and_has_no_fault() -> None:
    made = list(bodies(200))
    assert 1300 < sum(map(len, made)) / len(made) < 1800
    for number, body in enumerate(made):
        reading = read_consignment(body)
        assert reading.remarks == ()
        assert reading.consignment is not None
        assert reading.consignment.identifiers[0].value == barcode_of(number)
        assert is_right("upu_s10", barcode_of(number))
        assert is_right("eu_mrn", reading.consignment.filings[0].mrn)


def test_a_quarter_is_on_the_blue_lane() -> None:
    made = [read_consignment(body).consignment for body in bodies(2000)]
    blue = sum(one is not None and one.risk.lane == "blue" for one in made)
    assert 400 < blue < 600


def test_pages_and_lines_hold_the_same_documents() -> None:
    read = [json.loads(body) for body in pages(7, size=3)]
    lines = [body.split(b"\n") for body in line_pages(7, size=3)]
    assert [page.get("more", False) for page in read] == [True, True, False]
    assert [page["cursor"] for page in read] == [page[0].decode() for page in lines]
    for page, of_lines in zip(read, lines, strict=True):
        assert page["consignments"] == [json.loads(line) for line in of_lines[1:]]
    assert msgspec.json.decode(next(pages(7)), type=Page).total == 7


# --- what is said ---------------------------------------------------------------------------------------


def test_a_missed_target_is_said_in_both_forms() -> None:
    found = Figures(name="x", figures={"a_ms": 3.0, "b_ms": 5.0}, targets={"a_ms": 4.0, "b_ms": 4.0})
    assert found.missed == ("b_ms",)
    assert not found.met
    assert json.loads(as_json(found, {"cores": 2}))["met"] is False
    table = as_table(found, {"cores": 2})
    assert "a_ms  3  (at most 4: met)" in table
    assert "b_ms  5  (at most 4: missed)" in table


def test_the_machine_is_described_but_not_named() -> None:
    import platform

    assert machine().keys() >= {"system", "python", "processor", "cores"}
    assert platform.node() not in machine().values()


def test_percentiles_are_values_that_were_measured() -> None:
    assert (median([3.0, 1.0, 2.0]), percentile([1.0, 2.0], 0.99), percentile([], 0.5)) == (2.0, 2.0, 0.0)


@pytest.mark.parametrize("line", [["nothing"], [], ["queue", "--consignments", "-5"]])
def test_a_wrong_command_line_is_refused(line: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        options_of(line)
    assert "usage" in capsys.readouterr().err


def test_sizes_can_be_set() -> None:
    name, options = options_of(["pull", "--consignments", "20000", "--times", "9"])
    assert (name, options.consignments, options.times) == ("pull", 20_000, 9)
    assert {"queue", "pull", "memory"} <= set(NAMES)


# --- the benchmarks themselves --------------------------------------------------------------------------


def test_queue_paints_jumps_and_asks_and_uses_its_prepared_cache_again(tmp_path: Path) -> None:
    for _ in range(2):
        figures = said_by("queue", tmp_path, "--consignments", "700", "--times", "5")["figures"]
        assert figures["jumps"] == 5
        assert 100 < figures["rows_in_filter"] < 250
        assert figures["filters_and_sorts"] > 300
    assert len(list((tmp_path / "benchmarks").iterdir())) == 1


def test_read_takes_barcodes_of_every_kind_and_has_each_answered(tmp_path: Path) -> None:
    figures = said_by("read", tmp_path, "--consignments", "300", "--times", "40")["figures"]
    assert figures["reads"] == figures["answers"] == 40
    assert 10 < figures["reads_found"] < 40
    assert figures["reads_per_s"] > 0
    assert figures["median_ms"] <= figures["p99_ms"] <= figures["longest_ms"]


def test_pull_stores_everything_and_leaves_nothing_behind(tmp_path: Path) -> None:
    figures = said_by("pull", tmp_path, "--consignments", "1200")["figures"]
    assert figures["consignments"] == 1200
    assert figures["ratio_to_bare_loop"] > 0
    assert list((tmp_path / "benchmarks").iterdir()) == []


def test_drain_sends_what_waits_to_a_service_of_its_own(tmp_path: Path) -> None:
    figures = said_by("drain", tmp_path, "--consignments", "60")["figures"]
    assert figures["decisions"] == 60
    assert figures["drained_s"] > 0
    assert list((tmp_path / "benchmarks").iterdir()) == []


def test_memory_is_that_of_a_process_with_the_queue_open(tmp_path: Path) -> None:
    figures = said_by("memory", tmp_path, "--consignments", "500")["figures"]
    assert figures["rows_whole"] == 500
    assert 20 < figures["resident_mb"] <= figures["most_resident_mb"] + 1


def test_viewer_measures_every_row_of_its_table_beside_the_stock_item(tmp_path: Path) -> None:
    said = said_by("viewer", tmp_path, "--megapixels", "1", "--times", "3", "--consignments", "2")
    figures = said["figures"]
    assert figures["parcels"] == 2
    assert figures["shown_in_a_row"] == 53
    assert {name for name in figures if name.startswith(("grey_1mp_fit", "stock_1mp_fit"))} == {
        "grey_1mp_fit_median_ms",
        "grey_1mp_fit_p95_ms",
        "grey_1mp_fit_share_of_stock",
        "stock_1mp_fit_median_ms",
    }
    # What a pixel of two energies takes with its material and all halvings, over its raw bytes.
    assert figures["memory_times_raw"] > 1
