"""Builds the bench and the training edition, starts both, and fails on anything that is not expected.

    python packaging/build.py [--no-smoke]

Called by `make build` in the environment that packaging/setup/environment.py makes. The builds lie in dist/,
each a folder to be copied as it is, with its bill of materials and licences. Builds whose sources have not
changed are kept; they are started and checked all the same.
"""

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import bill
import smoke
from editions import EDITIONS

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
DIST, WORK = ROOT / "dist", ROOT / "build" / "pyinstaller"
MADE_FROM = DIST / ".made-from"

EXPECTED_WARNINGS = (
    # platformdirs asks Windows for its folders, on Windows.
    r"Library (ole32|shell32) required via ctypes not found",
    # An older part of psycopg's binary, named by PyInstaller's hook.
    r'Hidden import "psycopg_binary\._uuid" not found!',
    # pyqtgraph draws in three dimensions where PyOpenGL is there; its hook looks into everything.
    r"Failed to collect submodules for 'pyqtgraph\.opengl' because .* No module named 'OpenGL'",
)


def inputs() -> Iterator[Path]:
    """Every file that a build depends on."""
    for folder, pattern in (("workstation", "*.py"), ("resources", "*"), ("packaging", "*")):
        yield from (
            path for path in (ROOT / folder).rglob(pattern) if path.is_file() and path.suffix != ".pyc"
        )


def fingerprint() -> str:
    """Changes whenever a build would."""
    told = hashlib.sha256(f"{sys.version} {sys.platform} {ROOT}".encode())
    for path in sorted(inputs()):
        told.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return told.hexdigest()


def surroundings() -> dict[str, str]:
    """PyInstaller's environment: the same sources give the same files (times from the last commit)."""
    asked = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    epoch = asked.stdout.strip() or "1700000000"
    os.environ.setdefault("SOURCE_DATE_EPOCH", epoch)
    return {
        **os.environ,
        "PYTHONHASHSEED": "1",
        "PYINSTALLER_CONFIG_DIR": str(WORK.parent / "pyinstaller-cache"),
    }


def build() -> None:
    """Make both builds anew. SystemExit when PyInstaller fails, or warns of something unknown."""
    for folder in (WORK, *(DIST / edition.name for edition in EDITIONS)):
        shutil.rmtree(folder, ignore_errors=True)
    MADE_FROM.unlink(missing_ok=True)
    WORK.mkdir(parents=True)
    log = WORK / "pyinstaller.log"
    words = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "INFO"]
    words += ["--distpath", str(DIST), "--workpath", str(WORK), str(HERE / "workstation.spec")]
    with log.open("w", encoding="utf-8") as said:
        done = subprocess.run(words, cwd=ROOT, env=surroundings(), stdout=said, stderr=said, check=False)
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    if done.returncode != 0:
        sys.exit("build: PyInstaller failed:\n" + "\n".join(lines[-30:]))
    warnings = [line.partition("WARNING: ")[2] for line in lines if "WARNING: " in line]
    unknown = [line for line in warnings if not any(re.fullmatch(known, line) for known in EXPECTED_WARNINGS)]
    if unknown:
        sys.exit("build: PyInstaller warns of what is not expected:\n" + "\n".join(unknown))


def megabytes(folder: Path) -> float:
    """What a folder takes on the disk; a link counts as nothing."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_symlink()) / 1e6


def main() -> int:
    """Build what has changed, then start and check both."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--no-smoke", action="store_true", help="do not start what was built")
    parsed = parser.parse_args()
    began, made_from = time.monotonic(), fingerprint()
    if MADE_FROM.exists() and MADE_FROM.read_text(encoding="ascii") == made_from:
        print("build: nothing has changed, the builds are kept", flush=True)
    else:
        print("build: both editions, by PyInstaller", flush=True)
        build()
        from workstation import __version__

        for number, edition in enumerate(EDITIONS):
            folder = DIST / edition.name
            count = bill.write(WORK / "workstation", number, folder, __version__)
            print(
                f"build: {folder.relative_to(ROOT)}: {megabytes(folder):.0f} MB, {count} components",
                flush=True,
            )
        MADE_FROM.write_text(made_from, encoding="ascii")
    print(f"build: ready after {time.monotonic() - began:.0f} s", flush=True)
    return 0 if parsed.no_smoke else smoke.main([str(DIST)])


if __name__ == "__main__":
    sys.exit(main())
