"""Under a real X server, keys sent by the server itself: the reader is told from the person."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

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
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "800x600x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as answer:
        number = answer.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait()


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

    def close(self):
        self.process.terminate()
        self.process.communicate()

    def read(self, barcode):
        """The reader reads a label, again if need be."""
        for _ in range(ATTEMPTS):
            self.keys("type", "--delay", "2", barcode)
            self.keys("key", "Return")
            if self.hear() == f"read {barcode}":
                return
        pytest.fail("no burst of keys was taken for a read")


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
