"""What is committed is fit to be read anywhere: it names no index, no machine, and holds nothing huge."""

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "packaging" / "requirements").glob("*.txt"))
A_MEBIBYTE = 1 << 20

# Files that may be larger than a mebibyte, and why.
LARGE_FILES: dict[str, str] = {}

# First figures of the SHA-256 of the hosts of well-known package registries: named, they would stand in a
# commit themselves.
REGISTRIES = frozenset(
    {
        "a4aa2ac280bb8d1a",
        "8b5bb5eb9d758455",
        "8743857e3ea00fd1",
        "e680c440a2e92079",
        "1ba4e37997a2e986",
        "00a7dc5a0cc38858",
        "3d01f3609be82d98",
    }
)
HOSTS = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
MACHINE_PATHS = re.compile(r"(?<![\w.~-])/(?:root|work|home/\w+|Users/\w+)/(?=[\w.])")
# Paths that only look so: examples in documents, URLs' own paths.
HARMLESS_PATHS: set[str] = set()


def committed() -> list[Path]:
    """Every file under version control; without git, every file that is no tool's product."""
    if shutil.which("git") and (ROOT / ".git").exists():
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
        paths = [ROOT / name for name in listed.decode().split("\0") if name]
        return [path for path in paths if path.is_file()]
    products = {".git", ".venv", "build", "dist", "__pycache__"}
    walked = [path for path in ROOT.rglob("*") if path.is_file()]
    return [
        path
        for path in walked
        if not any(part in products or part.endswith("_cache") for part in path.relative_to(ROOT).parts)
    ]


def texts(paths: Iterable[Path]) -> Iterable[tuple[str, int, str]]:
    """Every line of every text file: path, number, line."""
    for path in paths:
        content = path.read_bytes()
        if b"\0" not in content[:8192]:
            for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), start=1):
                yield path.relative_to(ROOT).as_posix(), number, line


def figures_of(host: str) -> str:
    return hashlib.sha256(host.encode()).hexdigest()[:16]


@cache
def is_registry(host: str, known: frozenset[str] = REGISTRIES) -> bool:
    """Whether this is a registry's host, or one below it."""
    labels = host.split(".")
    return any(figures_of(".".join(labels[n:])) in known for n in range(len(labels) - 1))


def test_a_registry_is_known_by_its_host_and_by_those_below_it() -> None:
    known = frozenset({figures_of("registry.test")})
    hosts = ("registry.test", "files.registry.test", "other.test", "registry.test.example")
    assert [host for host in hosts if is_registry(host, known)] == ["registry.test", "files.registry.test"]


def indexes_of_this_machine() -> set[str]:
    """Hosts that this machine's package tools are set up with; they have no business in a commit."""
    settings = [value for name, value in os.environ.items() if name.startswith(("PIP_", "UV_", "NPM_"))]
    hosts = {urlsplit(word).hostname for value in settings for word in value.split() if "://" in word}
    return {host for host in hosts if host and host not in {"localhost", "127.0.0.1"}}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_file_pins_by_hash_and_names_no_place(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*-", text.replace("    --hash=", ""), re.MULTILINE)
    entries = re.split(r"\n(?=\S)", text.strip())
    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


def pins(name: str) -> set[str]:
    """The pins of a lock file with their markers, without hashes."""
    text = (ROOT / "packaging" / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    return {line.rstrip(" \\") for line in text.splitlines() if line and not line.startswith(" ")}


def versions(name: str) -> set[str]:
    """The pins of a lock file without markers: these differ with who else asks for a package."""
    return {pin.split(" ;")[0] for pin in pins(name)}


def test_the_locks_agree_so_that_one_environment_serves_all() -> None:
    assert versions("bench") < versions("training") < versions("dev")


def test_the_bench_gets_no_server_packages() -> None:
    names = {pin.split("==")[0] for pin in pins("bench")}
    assert names & {"starlette", "uvicorn", "psycopg", "fastapi", "defusedxml"} == set()


def test_no_committed_text_names_a_package_registry_or_this_machine() -> None:
    hosts = indexes_of_this_machine()
    found = []
    for path, number, line in texts(committed()):
        if any(host in line for host in hosts) or any(map(is_registry, HOSTS.findall(line))):
            found.append(f"{path}:{number}: names a package registry")
        if any(match.group() not in HARMLESS_PATHS for match in MACHINE_PATHS.finditer(line)):
            found.append(f"{path}:{number}: names a path of one machine: {line.strip()[:80]}")
    assert found == []


def test_no_committed_file_is_huge() -> None:
    large = {p.relative_to(ROOT).as_posix() for p in committed() if p.stat().st_size > A_MEBIBYTE}
    assert large == set(LARGE_FILES)


def test_every_executable_text_says_what_runs_it() -> None:
    scripts = [path for path in committed() if os.access(path, os.X_OK) and path.suffix in {"", ".sh"}]
    assert [path.name for path in scripts if not path.read_bytes().startswith(b"#!")] == []
