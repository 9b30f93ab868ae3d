"""Under a real X server, keys sent by the server itself: the reader is told from the person."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.barcode.keyboards import US, US_SHIFTED, X11
from tests.x11 import x_server

pytestmark = [
    pytest.mark.xvfb,
    pytest.mark.skipif(
        not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="no Xvfb or xdotool here"
    ),
]

ATTEMPTS = 5
"""A machine under load may stretch a burst; an officer, too, reads a label again."""


@pytest.fixture(scope="module")
def display():
    yield from x_server("800x600")


class X11Bench:
    """The small bench in its own process, and the keyboard before it."""

    def __init__(self, display, focus):
        self.environment = os.environ | {
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "PYTHONPATH": str(Path.cwd()),
        }
        command = [sys.executable, "-m", "tests.ui.reader_bench", focus]
        self.process = subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE, text=True)
        self.hear("ready")

    def hear(self, *expected):
        """The next line that it says."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline().strip()
        assert not expected or line in expected
        return line

    def keys(self, *arguments):
        subprocess.run(["xdotool", *arguments], env=self.environment, check=True)

    def send(self, printed):
        """The keys of a US keyboard and Enter, as a reader sends them, whatever the layout makes of them;
        what the bench says of them, until the person behind it asks by F12.
        """
        codes = dict(zip(US, X11, strict=True)) | {
            character: f"shift+{code}" for character, code in zip(US_SHIFTED, X11, strict=True)
        }
        keys = ["key", "--delay", "2", *(str(codes[character]) for character in printed), "Return"]
        self.keys(*keys, "sleep", "0.3", "key", "F12")
        said = [self.hear()]
        while not said[-1].startswith("typed") and said[-1]:
            said.append(self.hear())
        return said

    def close(self):
        self.process.terminate()
        self.process.communicate()

    def read(self, barcode):
        """The reader reads a label, again if need be."""
        for _ in range(ATTEMPTS):
            if self.send(barcode) == [f"read {barcode}", "typed"]:
                return
        pytest.fail("no burst of keys was taken for a read that typed and pressed nothing")


def test_two_reads_leave_the_field_that_has_the_focus_alone_and_typing_reaches_it(display):
    bench = X11Bench(display, "field")
    try:
        bench.read("RB123456785GB")
        bench.read("LX473124829NL")
        bench.keys("type", "--delay", "160", "by hand")
        bench.keys("key", "Return")
        bench.hear("line by hand")
    finally:
        bench.close()


def test_the_readers_enter_does_not_press_the_button_that_has_the_focus(display):
    bench = X11Bench(display, "button")
    try:
        bench.read("RB123456785GB")
        bench.read("LX473124829NL")
        bench.read("12345")  # what a scratched label gives
        bench.keys("key", "space")
        bench.hear("pressed")
    finally:
        bench.close()


@pytest.fixture
def layout(display, request):
    """The keyboard set to another layout; a US one afterwards."""
    environment = os.environ | {"DISPLAY": display}
    subprocess.run(["setxkbmap", request.param], env=environment, check=True)
    yield request.param
    subprocess.run(["setxkbmap", "us"], env=environment, check=True)


@pytest.mark.skipif(not shutil.which("setxkbmap"), reason="no setxkbmap here")
@pytest.mark.parametrize(
    "layout", ["fr", "de", "es", "se", "ch", "gr", "ru", "ara", "tr", "jp"], indirect=True
)
@pytest.mark.parametrize("focus", ["field", "button"])
def test_a_us_reader_is_read_under_every_layout_and_its_dead_keys_type_nothing(display, layout, focus):
    """The symbology identifier's bracket is a dead key on Nordic and Swiss keyboards: in a field Qt's own
    input method takes its press.
    """
    bench = X11Bench(display, focus)
    try:
        bench.read("RB123456785GB")
        bench.read("]C100157035381410375177")
        bench.read("]e0109521234543213'=[e")
    finally:
        bench.close()
