"""Power fails between "recorded" and sent: what the screen called recorded reaches the service, once."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.faulty_line import lose_answer
from tests.journeys.bench_process import PLACE, REMARK
from tests.journeys.story import BARCODES, only_for_events, parcels_of_the_story
from tests.journeys.test_hunt import Hunt, expected, notes_at

pytestmark = pytest.mark.journey


class OtherBench:
    """The same home in a process that can be killed."""

    def __init__(self, home: Path, centre, kind: str) -> None:
        arguments = [str(home), centre.line.address, centre.token, BARCODES["C-1"], kind]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.bench_process", *arguments],
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
            cwd=Path(__file__).parents[2],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def hears(self, word: str) -> None:
        assert self.process.stdout is not None
        assert self.process.stdout.readline().strip() == word

    def decides(self) -> None:
        self.goes_on_until("recorded")

    def goes_on_until(self, word: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("now\n")
        self.process.stdin.flush()
        self.hears(word)

    def is_killed(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate()


@pytest.fixture
def killed(tmp_path, centre, qapp) -> Iterator[list[OtherBench]]:
    started: list[OtherBench] = []
    yield started
    for each in started:
        each.is_killed()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="a system without SIGKILL")
@pytest.mark.parametrize("kind, standing", [("release", "released"), ("hold", "held")])
@pytest.mark.parametrize("line", ["the service is gone", "its answers are lost"])
def test_a_decision_on_the_disk_is_sent_once_after_the_process_was_killed(
    qtbot, tmp_path, centre, killed, seat, kind, standing, line
):
    centre.put(*parcels_of_the_story())
    bench = OtherBench(tmp_path / "home", centre, kind)
    killed.append(bench)
    bench.hears("ready")
    if line == "the service is gone":
        centre.go_away()
    else:
        centre.trouble(only_for_events(lose_answer))
    bench.decides()
    if line == "its answers are lost" and kind == "hold":
        # It was carried out, and nobody at the bench ever heard so.
        qtbot.waitUntil(lambda: centre.kinds() == ["hold"])
    bench.is_killed()
    centre.come_back()
    officer = seat()
    officer.opens(BARCODES["C-1"])
    officer.waits_until(lambda: officer.standing() == standing)
    assert centre.kinds() == [kind]
    assert officer.fates() == {"acknowledged": 1}
    again = seat()
    again.waits_until(lambda: again.line().startswith("on line"))
    assert centre.kinds() == [kind]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="a system without SIGKILL")
def test_half_a_seizure_is_here_again_after_the_process_was_killed(tmp_path, centre, killed, seat):
    centre.put(*parcels_of_the_story())
    bench = OtherBench(tmp_path / "home", centre, "draft")
    killed.append(bench)
    bench.hears("ready")
    bench.goes_on_until("typed")
    bench.is_killed()
    officer = seat()
    officer.opens(BARCODES["C-2"])
    assert officer.form.kind == ""
    officer.opens(BARCODES["C-1"])
    form = officer.form
    assert (form.kind, form.reason.chosen(), form.remark.toPlainText()) == ("seize", "S08", REMARK)
    assert not form.scope.rows[0].chosen
    assert form.found.description.text() == "A knife in a hollow book"
    assert form.note.words().startswith("Your draft of ")
    assert officer.recorded() == 0


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="a system without SIGKILL")
def test_a_decision_that_was_recorded_is_no_draft_after_the_process_was_killed(
    tmp_path, centre, killed, seat
):
    centre.put(*parcels_of_the_story())
    bench = OtherBench(tmp_path / "home", centre, "hold")
    killed.append(bench)
    bench.hears("ready")
    bench.decides()
    bench.is_killed()
    officer = seat()
    officer.opens(BARCODES["C-1"])
    assert officer.form.kind == ""
    assert officer.recorded() == 1


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="a system without SIGKILL")
def test_what_a_hunt_found_stays_found_after_the_process_was_killed(tmp_path, centre, killed, seat):
    centre.put(expected("C-1", BARCODES["C-1"]), expected("C-2", BARCODES["C-2"]))
    bench = OtherBench(tmp_path / "home", centre, "hunt")
    killed.append(bench)
    bench.hears("ready")
    centre.go_away()
    bench.goes_on_until("recorded")
    bench.is_killed()
    hunt = Hunt(seat()).begins()
    assert hunt.head() == "1 of 2 found"
    assert hunt.reads(BARCODES["C-1"]) == "FOUND ALREADY"
    assert f"by you, bench BENCH-4, place {PLACE}" in hunt.lines()[0]
    assert hunt.reads(BARCODES["C-2"]) == "WANTED"
    centre.come_back()
    hunt.officer.waits_until(
        lambda: notes_at(centre) == [("presented", "C-1", PLACE), ("presented", "C-2", "")]
    )
