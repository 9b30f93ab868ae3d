"""The whole program under a real X server whose keyboard is set to other layouts: a US reader's keys, sent by
their codes at its speed, open the right consignment wherever the keyboard is, and do nothing else.
"""

import json
import os
import select
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.barcode.keyboards import US, US_SHIFTED, X11
from tests.journeys.window_process import BARCODES, REMARK, SEARCHED
from tests.x11 import x_server
from workstation.host.settings import WIRED

pytestmark = [
    pytest.mark.journey,
    pytest.mark.xvfb,
    pytest.mark.skipif(
        not all(shutil.which(name) for name in ("Xvfb", "xdotool", "setxkbmap")),
        reason="no Xvfb, xdotool or setxkbmap here",
    ),
]

LAYOUTS = ("us", "fr", "de", "es", "ru", "ara")
PATIENCE_S = 60
SHIFT, ENTER, CAPS_LOCK = 50, 36, 66
ATTEMPTS = 8
"""A machine under load may send a key later than any reader does: then, and only then, the label is read
again.
"""
CODES = dict(zip(US, map(str, X11), strict=True)) | {
    character: f"{SHIFT}+{code}" for character, code in zip(US_SHIFTED, X11, strict=True)
}
SENT = {"C-2": f"]C0{BARCODES['C-2']}", "C-3": f"]C100{BARCODES['C-3']}"}
"""As a reader sends them with its symbology identifier: the bracket is another character on every layout but
the US one, and a dead key on some.
"""


def came_as_from_a_reader(pauses_ms: list[int]) -> bool:
    """Whether the X server sent the characters as fast as the profile asks for; Enter may come later."""
    within = pauses_ms[:-1]
    return max(pauses_ms) <= WIRED.max_gap_ms and sum(within) <= WIRED.mean_gap_ms * len(within)


class RealBench:
    """The program in its own process, and a keyboard and a reader before it."""

    def __init__(self, display: str, folder: Path) -> None:
        self.environment = os.environ | {
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "HOME": str(folder),
            "PYTHONPATH": str(Path.cwd()),
        }
        self.is_caps_lock_on = False
        self.told: dict = {}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.window_process", str(folder)],
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.told = self.hear()

    def hear(self) -> dict:
        """What it tells next."""
        assert self.process.stdout is not None
        waiting, _, _ = select.select([self.process.stdout], [], [], PATIENCE_S)
        assert waiting, f"the keys went nowhere; before them: {self.told}"
        return json.loads(self.process.stdout.readline())

    def set_scene(self, scene: str) -> dict:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{json.dumps({'scene': scene})}\n")
        self.process.stdin.flush()
        self.told = self.hear()
        return self.told

    def keyboard(self, layout: str, *, caps_lock: bool) -> None:
        """The keyboard as somebody set it."""
        self.run("setxkbmap", layout)
        if caps_lock is not self.is_caps_lock_on:
            self.run("xdotool", "key", str(CAPS_LOCK))
            self.is_caps_lock_on = caps_lock

    def run(self, *command: str) -> None:
        subprocess.run(command, env=self.environment, check=True)

    def reads(self, consignment: str, scene: str) -> dict:
        """In that scene its label comes under the reader; what became of the keys."""
        for _ in range(ATTEMPTS):
            self.set_scene(scene)
            assert self.told["open"] == "C-1"
            codes = [CODES[character] for character in SENT[consignment]]
            self.run("xdotool", "key", "--delay", "4", *codes, str(ENTER))
            self.told = self.hear()
            if came_as_from_a_reader(self.told["pauses_ms"]):
                return self.told
        pytest.fail("no label was read as fast as a reader reads")

    def close(self) -> None:
        self.process.communicate(timeout=60)


@pytest.fixture(scope="module")
def display():
    yield from x_server()


@pytest.fixture(scope="module")
def real_bench(display, tmp_path_factory):
    bench = RealBench(display, tmp_path_factory.mktemp("bench"))
    yield bench
    bench.close()


@pytest.fixture(params=LAYOUTS)
def layout(request):
    return request.param


@pytest.fixture(params=[False, True], ids=["", "caps_lock"])
def caps_lock(request):
    return request.param


@pytest.fixture
def bench(real_bench, layout, caps_lock):
    real_bench.keyboard(layout, caps_lock=caps_lock)
    return real_bench


def is_only_opened(told, consignment):
    """The label opened its consignment, and its keys did nothing else."""
    assert told["texts"] == [SENT[consignment]]
    assert told["open"] == consignment
    assert (told["reached"], told["pressed"], told["decisions"]) == ([], [], 0)
    return True


def test_a_label_read_anywhere_opens_its_consignment_and_types_and_presses_nothing(bench, layout, caps_lock):
    told = bench.reads("C-2", "remark")
    assert is_only_opened(told, "C-2")
    assert told["answers"] == ["wrong_parcel"]
    # The keyboard is what it is said to be: its own layout made something else of these keys.
    assert told["caps_lock"] is caps_lock
    assert any(told["layout_says"]) is (layout != "us" or caps_lock)
    told = bench.set_scene("left_remark")
    assert (told["form"], told["remark"]) == ("hold", REMARK)

    told = bench.reads("C-3", "button")
    assert is_only_opened(told, "C-3")

    told = bench.reads("C-2", "search")
    assert is_only_opened(told, "C-2")
    assert told["search"] == SEARCHED

    told = bench.reads("C-3", "menu")
    assert is_only_opened(told, "C-3")
    assert not told["menu"]

    told = bench.reads("C-2", "dialog")
    assert is_only_opened(told, "C-2")
    assert told["dialog"] == SEARCHED

    told = bench.reads("C-3", "sync")
    assert is_only_opened(told, "C-3")
    assert told["still_to_pull"] > 0
