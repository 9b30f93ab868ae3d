"""Installs what Qt, the tests and the build need from the system, or says in one line what is missing.

    python3 packaging/setup/system.py run [test] [build]

Only the standard library: this runs before there is a virtual environment. Exits 1 only when the program
could not even start without what is missing.
"""

import ctypes
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

TIME_LIMIT_S = 900


class Need(NamedTuple):
    """One thing the machine must have: how to tell that it is there, and the Debian package with it."""

    package: str
    is_present: Callable[[], bool]
    is_vital: bool = False


def library(soname: str) -> Callable[[], bool]:
    """Whether the dynamic linker finds this library (asking it beats looking into folders)."""

    def is_present() -> bool:
        try:
            ctypes.CDLL(soname)
        except OSError:
            return False
        return True

    return is_present


def command(name: str) -> Callable[[], bool]:
    """Whether this command is on the path."""
    return lambda: shutil.which(name) is not None


def folder(path: str) -> Callable[[], bool]:
    """Whether this folder exists and holds something."""
    return lambda: Path(path).is_dir() and any(Path(path).iterdir())


def python_library() -> bool:
    """Whether this Python's shared library is installed (PyInstaller copies it; Debian packs it apart)."""
    if not sysconfig.get_config_var("Py_ENABLE_SHARED"):
        return True
    name = str(sysconfig.get_config_var("INSTSONAME"))
    return (Path(str(sysconfig.get_config_var("LIBDIR"))) / name).exists() or library(name)()


NEEDS = {
    # Found by ldd on PySide6's QtWidgets and its "offscreen" and "xcb" plug-ins. Qt's own message names
    # libxcb-cursor0 whichever of the xcb libraries is missing, so each is looked for by name.
    "run": [
        Need("libglib2.0-0", library("libglib-2.0.so.0"), is_vital=True),
        Need("libegl1", library("libEGL.so.1"), is_vital=True),
        Need("libgl1", library("libGL.so.1"), is_vital=True),
        Need("libdbus-1-3", library("libdbus-1.so.3"), is_vital=True),
        Need("libfontconfig1", library("libfontconfig.so.1"), is_vital=True),
        Need("libxkbcommon0", library("libxkbcommon.so.0"), is_vital=True),
        Need("libx11-xcb1", library("libX11-xcb.so.1")),
        Need("libxcb-cursor0", library("libxcb-cursor.so.0")),
        Need("libxcb-icccm4", library("libxcb-icccm.so.4")),
        Need("libxcb-image0", library("libxcb-image.so.0")),
        Need("libxcb-keysyms1", library("libxcb-keysyms.so.1")),
        Need("libxcb-randr0", library("libxcb-randr.so.0")),
        Need("libxcb-render-util0", library("libxcb-render-util.so.0")),
        Need("libxcb-shape0", library("libxcb-shape.so.0")),
        Need("libxcb-sync1", library("libxcb-sync.so.1")),
        Need("libxcb-xfixes0", library("libxcb-xfixes.so.0")),
        Need("libxcb-xkb1", library("libxcb-xkb.so.1")),
        Need("libxkbcommon-x11-0", library("libxkbcommon-x11.so.0")),
        Need("fonts-dejavu-core", folder("/usr/share/fonts/truetype/dejavu")),
    ],
    # A virtual screen that can be typed at with any layout, a real Secret Service, fonts for every script.
    "test": [
        Need("xvfb", command("Xvfb")),
        Need("xauth", command("xauth")),
        Need("xdotool", command("xdotool")),
        Need("x11-xkb-utils", command("setxkbmap")),
        Need("dbus", command("dbus-run-session")),
        Need("gnome-keyring", command("gnome-keyring-daemon")),
        Need("fontconfig", command("fc-cache")),
        Need("fonts-noto-core", folder("/usr/share/fonts/truetype/noto")),
    ],
    "build": [
        Need("binutils", command("objdump")),
        Need(f"libpython{sys.version_info[0]}.{sys.version_info[1]}", python_library),
    ],
}


def missing(purposes: Iterable[str]) -> list[Need]:
    """The needs of these purposes that this machine does not meet."""
    return [need for purpose in purposes for need in NEEDS[purpose] if not need.is_present()]


def as_administrator() -> list[str] | None:
    """The words that make a command run as root without being asked anything; None if there are none."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    allowed = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n"] if allowed.returncode == 0 else None


def apt_get(prefix: list[str], *words: str) -> bool:
    """Run apt-get quietly and without questions; says in one line why it failed."""
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"]
    try:
        done = subprocess.run(
            [*prefix, *quiet, *words],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            timeout=TIME_LIMIT_S,
        )
    except subprocess.TimeoutExpired:
        print(f"setup: apt-get {words[0]} was stopped after {TIME_LIMIT_S} s", flush=True)
        return False
    if done.returncode != 0:
        reason = (done.stderr.strip() or done.stdout.strip() or "no reason given").splitlines()[-1]
        print(f"setup: apt-get {words[0]} failed: {reason}", flush=True)
    return done.returncode == 0


def install(purposes: list[str]) -> None:
    """Install what is missing, purpose by purpose, so that a failure of one leaves the others whole."""
    prefix = as_administrator()
    if prefix is None or shutil.which("apt-get") is None or not apt_get(prefix, "update"):
        return
    for purpose in purposes:
        packages = [need.package for need in missing([purpose])]
        if packages:
            print(f"setup: installing {' '.join(packages)}", flush=True)
            apt_get(prefix, "install", "-y", "--no-install-recommends", *packages)


def main(purposes: list[str]) -> int:
    """Meet the needs of these purposes as far as this machine lets us."""
    if sys.platform != "linux" or not missing(purposes):
        return 0  # Qt's wheels bring everything on Windows and macOS
    install(purposes)
    lacking = missing(purposes)
    if lacking:
        names = " ".join(need.package for need in lacking)
        print(f"setup: please install (names as on Debian): sudo apt-get install -y {names}", flush=True)
    return 1 if any(need.is_vital for need in lacking) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
