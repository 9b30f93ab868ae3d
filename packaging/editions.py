"""What goes into a build and what stays out: read by workstation.spec, the hooks, build.py and the tests.

Two editions. `workstation` is the bench of a customs office: whatever is not in it need not be patched there.
`workstation-training` adds the embedded central service, so that it works on a machine without a network.
"""

import sys
from typing import Final, NamedTuple


class Edition(NamedTuple):
    """One build: the name of its folder and program, the script it starts with, and what it must not hold."""

    name: str
    entry: str
    without: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


SERVER_PACKAGES: Final = ("starlette", "uvicorn", "psycopg", "psycopg_binary", "defusedxml", "click")
"""Packages of the central service alone."""

SERVER_PARTS: Final = ("workstation.central", "workstation.training", "workstation.training_service")
"""Parts of our own that need them, or have no business on a bench."""

PLAIN_DATABASES: Final = ("sqlite3", "_sqlite3")
"""SQLite without encryption: what a bench does not hold it cannot write to by mistake."""

MEASURING: Final = ("workstation.benchmarks",)
"""Figures are measured from a checkout, where the bare loops that they are compared with lie beside them."""

NEVER: Final = (
    # Whole programs that libraries import only when they are asked for by name.
    *("tkinter", "IPython", "matplotlib", "PIL", "pandas", "scipy", "setuptools", "pip", "_pytest", "pytest"),
    *("numpy.f2py", "numpy.distutils", "numpy.testing.tests", "pydoc_data", "lib2to3", "idlelib"),
    # SQLAlchemy's dialects of databases that nothing here speaks to.
    *("sqlalchemy.dialects.mysql", "sqlalchemy.dialects.oracle", "sqlalchemy.dialects.mssql"),
    *("MySQLdb", "pysqlite2", "psycopg2", "sqlalchemy.testing", "sqlalchemy.ext.asyncio", "greenlet"),
    # httpx's command line, and HTTP/2, which it does without.
    *("httpx._main", "rich", "pygments", "h2", "socksio", "trio"),
    # uvicorn would read a logging configuration with it; the tests have it.
    "yaml",
    # What truststore and SQLAlchemy would serve, were it there.
    *("requests", "urllib3", "charset_normalizer"),
    # Bindings that PyInstaller adds; nobody imports them. With QtNetwork come Kerberos and GIO.
    # (QtOpenGL stays: pyqtgraph imports it at once, though nothing here draws with it.)
    *("PySide6.QtNetwork", "PySide6.QtDBus", "PySide6.QtQml"),
    # The standard library's line editor brings GNU Readline, which stands under the GPL alone.
    *("readline", "rlcompleter", "curses", "_curses"),
    # Keeps secrets in plain text, and would be found by the keyring library by being there.
    "keyrings.alt",
)
"""In no edition."""

OF_OTHER_SYSTEMS: Final = (
    # pyserial's ports by Java and .NET.
    *("serial.serialjava", "serial.serialcli"),
    *(() if sys.platform == "win32" else ("serial.serialwin32", "serial.tools.list_ports_windows")),
    *(() if sys.platform == "darwin" else ("serial.tools.list_ports_osx",)),
)
"""Parts that ask for libraries of systems that this build is not for; each would be a warning."""

CODECS: Final = (
    *("imagecodecs._imcd", "imagecodecs._deflate", "imagecodecs._zstd", "imagecodecs._png"),
    *("imagecodecs._jpeg8", "imagecodecs._jpegls", "imagecodecs._jpeg2k"),
)
"""imagecodecs loads its codecs by name when one is first used: PyInstaller sees none of them, and would be
told to take all sixty (79 MB) otherwise. These read what imaging/ reads: LZW, PackBits and differences,
Deflate, Zstandard, PNG, and the three kinds of JPEG."""

HIDDEN: Final = (
    *CODECS,
    # Imported by the codecs, which are compiled.
    *("imagecodecs._shared", "imagecodecs._shared_cython"),
    # Imported by compiled modules: the second by miniaudio's.
    *("sqlcipher3.dbapi2", "_cffi_backend"),
)

EDITIONS: Final = (
    Edition(
        name="workstation",
        entry="entries/start_bench.py",
        without=(*NEVER, *OF_OTHER_SYSTEMS, *MEASURING, *SERVER_PACKAGES, *SERVER_PARTS, *PLAIN_DATABASES),
        hidden=HIDDEN,
    ),
    Edition(
        name="workstation-training",
        entry="entries/start_training.py",
        without=(*NEVER, *OF_OTHER_SYSTEMS, *MEASURING),
        # uvicorn and SQLAlchemy import what they are configured with by name (central/serve.py and the
        # database's URL say what that is).
        hidden=(
            *HIDDEN,
            *("uvicorn.protocols.http.h11_impl", "uvicorn.loops.asyncio", "uvicorn.lifespan.off"),
            *("psycopg", "psycopg_binary", "sqlalchemy.dialects.postgresql.psycopg"),
        ),
    ),
)

QT_PLUGINS: Final = {
    # X11, Wayland, and the two without a screen (offscreen: --screenshot; minimal: Qt's own last resort).
    "platforms": ("qxcb", "qwayland", "qoffscreen", "qminimal", "qwindows", "qcocoa"),
    # Compose and IBus: dead keys and names in other scripts. The virtual keyboard would drag in QtQuick.
    "platforminputcontexts": ("composeplatforminputcontextplugin", "ibusplatforminputcontextplugin"),
    # What desktops speak over Wayland to place a window and to draw its frame.
    "wayland-shell-integration": ("xdg-shell",),
    "wayland-decoration-client": ("bradient",),
    # Icons are SVG, photographs of parcels are read as JPEG or PNG (built in) and written as JPEG; scan
    # images are decoded by imaging/, not by Qt.
    "imageformats": ("qsvg", "qjpeg"),
    "iconengines": ("qsvgicon",),
    "styles": ("qmodernwindowsstyle",),
}
"""Plug-ins of Qt by folder, without `lib` and ending. All others stay out: the GTK theme drags in GTK 3,
Pango and Cairo; eglfs, linuxfb, vnc and the devices of `generic` are for machines without a desktop; nothing
here uses Qt's network, so neither its TLS."""
