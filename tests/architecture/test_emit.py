"""PySide6 6.12.0 drops a reference to True at each emit and aborts Python 3.11 after some 550 of them.

The pin in pyproject.toml keeps it out; this notices if a later release brings it back.
"""

import subprocess
import sys

EMITS = """
from PySide6.QtCore import QObject, Signal, Slot

class Bell(QObject):
    rung = Signal(object)

class Ear(QObject):
    heard = 0

    @Slot(object)
    def hear(self, value):
        self.heard += value

bell, ear = Bell(), Ear()
bell.rung.connect(ear.hear)
for _ in range(200_000):
    bell.rung.emit(True)
print(ear.heard)
"""


def test_two_hundred_thousand_signals_leave_the_interpreter_alive() -> None:
    done = subprocess.run([sys.executable, "-c", EMITS], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "200000"), done.stderr
