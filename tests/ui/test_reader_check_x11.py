"""The reader check under a real X server: the keyboard set to other layouts, the keys sent by their codes."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.barcode.keyboards import LAYOUTS, US, US_SHIFTED, X11
from tests.x11 import x_server

pytestmark = [
    pytest.mark.xvfb,
    pytest.mark.skipif(
        not all(shutil.which(name) for name in ("Xvfb", "xdotool", "setxkbmap")),
        reason="no Xvfb, xdotool or setxkbmap here",
    ),
]

SPACE, CONTROL, SHIFT, ENTER = 65, 37, 50, 36
ATTEMPTS = 5
"""A machine under load may stretch a burst beyond what even the check waits for; people read again, too."""


@pytest.fixture(scope="module")
def display():
    yield from x_server()


class CheckedReader:
    """The check in its own process, and a reader before it that sends keys by their codes."""

    def __init__(self, display, folder, layout="us"):
        self.environment = os.environ | {
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "PYTHONPATH": str(Path.cwd()),
        }
        self.run("setxkbmap", layout)
        command = [sys.executable, "-m", "tests.ui.check_bench", str(folder)]
        self.process = subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE, text=True)
        self.told = self.hear()

    def run(self, *command):
        subprocess.run(command, env=self.environment, check=True)

    def hear(self):
        """What it tells next."""
        assert self.process.stdout is not None
        return json.loads(self.process.stdout.readline())

    def close(self):
        self.process.terminate()
        self.process.communicate()

    def reads_what_it_sees(self, key_of=str):
        """Send the symbol on the screen, each character by the US key that `key_of` names for it."""
        (text,), rows = self.told["sees"], self.told["rows"]
        codes = [self.code(key_of(character)) for character in text]
        for _ in range(ATTEMPTS):
            self.run("xdotool", "key", "--delay", "2", *codes, str(ENTER))
            self.told = self.hear()
            if self.told["rows"] != rows:
                return
        pytest.fail("no burst of keys was taken for a symbol of the sheet")

    @staticmethod
    def code(character):
        if character == " ":
            return str(SPACE)
        if character == "\x1d":
            return f"{CONTROL}+{X11[US.index(']')]}"
        if character in US_SHIFTED:
            return f"{SHIFT}+{X11[US_SHIFTED.index(character)]}"
        return str(X11[US.index(character)])


@pytest.mark.parametrize("layout", ["us", "fr", "de", "es", "ru", "ara"])
def test_what_the_screen_shows_is_read_back_under_every_layout(display, tmp_path, layout):
    reader = CheckedReader(display, tmp_path, layout)
    try:
        reader.reads_what_it_sees()
        reader.reads_what_it_sees()
        assert reader.told["rows"]["keyboard"].startswith("✓ US, as it should be.")
        assert ("another keyboard" in reader.told["rows"]["keyboard"]) == (layout != "us")
        assert reader.told["rows"]["lost characters"] == "✓ None. Reads so far: 2."
        assert reader.told["rows"]["GS1 separator"] == "✓ Comes, as it should."
    finally:
        reader.close()


@pytest.mark.parametrize("layout, name", [("de", "German"), ("fr", "French")])
def test_a_reader_set_to_a_keyboard_that_the_bench_has_not_is_told_which(display, tmp_path, layout, name):
    plain, shifted, *_ = LAYOUTS[layout]
    key_of = dict(zip((*shifted, *plain), (*US_SHIFTED, *US), strict=True))
    reader = CheckedReader(display, tmp_path)
    try:
        reader.reads_what_it_sees(lambda character: key_of.get(character, character))
        assert reader.told["headline"] == "✕ This reader must be set; how, stands below."
        assert f"({name})" in reader.told["rows"]["keyboard"]
    finally:
        reader.close()
