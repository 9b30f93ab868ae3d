"""A real X server without a screen, for tests that send keys through it."""

import os
import subprocess
from collections.abc import Iterator


def x_server(size: str = "1366x768") -> Iterator[str]:
    """The name of its display, for as long as it is wanted.

    With `-noreset`: else the keyboard's layout is forgotten when the program that set it leaves.
    """
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-noreset", "-screen", "0", f"{size}x24"]
    server = subprocess.Popen([*command, "-nolisten", "tcp"], pass_fds=(writing,), stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as answer:
        number = answer.readline().strip()
    try:
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()
