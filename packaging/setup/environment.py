"""Makes the virtual environment in .venv from a lock file, and compiles the translations with what is in it;
does nothing when it is already so.

    python3 packaging/setup/environment.py training|dev|bench

Only the standard library. Every package comes from the lock with its hash checked; no index is named
anywhere, so pip uses the one this machine is set up for.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if sys.platform == "win32" else "bin")
PYTHON = BIN / ("python.exe" if sys.platform == "win32" else "python")
OLDEST, TOO_NEW = (3, 11), (3, 14)
# What each lock file already brings: dev holds every pin of training, training every pin of bench.
COVERED_BY = {"bench": ["training", "dev"], "training": ["dev"], "dev": []}


def lock_of(name: str) -> Path:
    """The lock file of this name."""
    return ROOT / "packaging" / "requirements" / f"{name}.txt"


def fingerprint(name: str) -> str:
    """Changes whenever the environment must be made anew or brought up to date."""
    import tomllib  # not in Python 3.10, which must still get as far as being told that it is too old

    described = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    entry_points = repr((described["project"], described["build-system"], str(ROOT)))
    return hashlib.sha256(lock_of(name).read_bytes() + entry_points.encode()).hexdigest()


def stamp_of(name: str) -> Path:
    """The file that says which lock was last installed completely."""
    return VENV / f".installed-{name}"


def is_current(name: str) -> bool:
    """Whether .venv already holds exactly what this lock file says."""
    stamp = stamp_of(name)
    return PYTHON.exists() and stamp.exists() and stamp.read_text(encoding="ascii") == fingerprint(name)


def run(*words: str | Path) -> None:
    """Run a command; when it fails, its own words are the explanation."""
    done = subprocess.run([str(word) for word in words], stdin=subprocess.DEVNULL, check=False, cwd=ROOT)
    if done.returncode != 0:
        sys.exit(f"setup: failed: {' '.join(str(word) for word in words)}")


def make(name: str) -> None:
    """Make .venv and install the lock file and the program itself into it."""
    if not PYTHON.exists():
        print(f"setup: making {VENV.name} with Python {sys.version.split()[0]}", flush=True)
        run(sys.executable, "-m", "venv", VENV)
    print(f"setup: installing {lock_of(name).relative_to(ROOT)}", flush=True)
    pip = (PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    run(*pip, "--require-hashes", "--only-binary", ":all:", "-r", lock_of(name))
    run(*pip, "--no-deps", "--no-build-isolation", "--no-index", "-e", ".")
    stamp_of(name).write_text(fingerprint(name), encoding="ascii")


def has_old_translations(folder: Path = ROOT / "resources" / "translations") -> bool:
    """Whether a translation is not compiled, or was changed since."""
    for source in folder.glob("workstation_*.ts"):
        made = source.with_suffix(".qm")
        if not made.exists() or made.stat().st_mtime < source.stat().st_mtime:
            return True
    return False


def main(name: str) -> int:
    """Bring .venv to what the lock file of this name says."""
    if not OLDEST <= sys.version_info[:2] < TOO_NEW:
        version = sys.version.split()[0]
        sys.exit(f"setup: Python 3.11 to 3.13 is needed, this is {version}; try make PYTHON=python3.11")
    if not any(is_current(each) for each in [name, *COVERED_BY[name]]):
        make(name)
    if has_old_translations():
        run(PYTHON, ROOT / "packaging" / "translations.py", "--compile")
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in COVERED_BY:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
