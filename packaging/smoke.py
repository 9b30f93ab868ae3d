"""Starts the built programs as their users do, and fails on any line of output that is not expected.

    python packaging/smoke.py [DIST]

DIST holds the folders `workstation` and `workstation-training` (as packaging/build.py makes them). Everything
is real: the embedded service, a central service on a loopback port, the account's keyring (on Linux a Secret
Service of its own, under a D-Bus session of its own), SQLCipher files, the window painted without a screen.
Nothing is left running, and nothing of the account that runs this is read or changed, except on Windows and
macOS, whose one keyring is given two secrets and loses them again.
"""

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[1]
ENDING = ".exe" if sys.platform == "win32" else ""
WITHIN_S = 120
CONSIGNMENTS = 12
LOADED = 24
OFFICE, BENCH = "ZZ000100", "SMOKE-1"
WINDOW, COLOURS = (1000, 600), 3000
"""A screenshot is at least as large as this and shows at least so many colours: without a scan image it has
fewer."""

NO_PART = "This build of the workstation has no {} in it."
NO_SCREEN = "There is no screen here: start the program in a desktop session."
NOT_CONNECTED = "This bench is not connected to a central service yet. .*"
NO_KEYRING = (
    "This account has no keyring that the program may use .*nothing is ever kept without encryption.*"
)
LOGISTIC_LABEL = "(00)376130321109103420"
IDENTIFIED = (
    r"\(00\)376130321109103420",
    "  sscc18  376130321109103420  certain, check digit right: .*",
    r"    SSCC \(00\): 376130321109103420",
)
"""The tables of the library that reads GS1 data are in the build."""
BEARER = r"[A-Za-z0-9._~+/-]{20,}=*"
PLAIN_DATABASE = b"SQLite format 3\0"


class Wrong(Exception):  # noqa: N818 - what this program is for
    """The built program did not do what it should."""


# --- starting programs --------------------------------------------------------------------------------------


def surroundings(home: Path, **more: str) -> dict[str, str]:
    """A new account's environment: its own empty home, no screen, no session, no settings of Python's."""
    kept = ("PATH", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "NUMBER_OF_PROCESSORS")
    given = {name: os.environ[name] for name in kept if name in os.environ}
    home.mkdir(parents=True, exist_ok=True)
    places = ("HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA", "TMP", "TEMP", "TMPDIR")
    return given | dict.fromkeys(places, str(home)) | {"LANG": "C.UTF-8"} | more


def run(
    command: Sequence[str | Path],
    environment: Mapping[str, str],
    *,
    said: Sequence[str] = (),
    code: int = 0,
    typed: str = "",
) -> list[str]:
    """Run a command to its end. Every line it says must match the pattern at its place in `said`."""
    words = [str(word) for word in command]
    done = subprocess.run(
        words,
        env=dict(environment),
        cwd=environment["HOME"],
        input=typed,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=WITHIN_S,
        check=False,
    )
    lines = done.stdout.splitlines()
    shown = " ".join([Path(words[0]).name, *words[1:]])
    if done.returncode != code:
        raise Wrong(f"{shown}\n  ended with {done.returncode}, not {code}, and said:\n{done.stdout}")
    check_lines(shown, lines, said)
    print(f"  ok   {shown[:150]}", flush=True)
    return lines


def check_lines(command: str, lines: Sequence[str], said: Sequence[str]) -> None:
    """Raise Wrong for the first line that was not expected, or that was expected and did not come."""
    for place, line in enumerate(lines):
        if place >= len(said) or not re.fullmatch(said[place], line):
            raise Wrong(f"{command}\n  said what is not expected: {line}\n" + "\n".join(lines))
    if len(lines) < len(said):
        raise Wrong(f"{command}\n  did not say: {said[len(lines)]}")


def stop(process: "subprocess.Popen[str]") -> int:
    """End this process, politely first; its exit code."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
    return process.wait(10)


def first_line(stream: IO[str] | None) -> str:
    """The first line that a program says, without its end; empty when it says nothing."""
    return stream.readline().strip() if stream is not None else ""


def need(*commands: str) -> None:
    """Raise Wrong where a command is missing: then the check cannot be made, and nobody may think it was."""
    lacking = [name for name in commands if shutil.which(name) is None]
    if lacking:
        raise Wrong(
            f"{' and '.join(lacking)} must be installed to check the builds: "
            "python3 packaging/setup/system.py test"
        )


def check_none_left(dist: Path) -> None:
    """Raise Wrong when a program of the builds still runs (Linux only: elsewhere its folder is locked)."""
    for place in Path("/proc").glob("[0-9]*/exe"):
        with contextlib.suppress(OSError):
            if place.readlink().is_relative_to(dist):
                raise Wrong(f"still running: process {place.parent.name}, {place.readlink()}")


# --- what was written ---------------------------------------------------------------------------------------


def check_picture(path: Path) -> None:
    """Raise Wrong unless the PNG shows a window with things in it."""
    import imagecodecs
    import numpy as np

    pixels = imagecodecs.png_decode(path.read_bytes())
    height, width = pixels.shape[:2]
    colours = len(np.unique(pixels.reshape(height * width, -1)[::7], axis=0))
    if width < WINDOW[0] or height < WINDOW[1] or colours < COLOURS:
        raise Wrong(f"{path.name} is {width} x {height} with {colours} colours: no window with a consignment")
    print(f"  ok   {path.name}: {width} x {height}, {colours} colours or more", flush=True)


def check_home(home: Path) -> None:
    """Raise Wrong for a crash report, a warning in the log, or a cache or ledger that is not encrypted."""
    reports = list((home / "crashes").glob("*"))
    if reports:
        raise Wrong(f"a crash report: {reports[0].read_text('utf-8', 'replace')}")
    lines = (home / "logs" / "workstation.log").read_text("utf-8").splitlines()
    for line in lines:
        if json.loads(line)["level"] not in ("DEBUG", "INFO"):
            raise Wrong(f"in the log: {line}")
    if not any(json.loads(line)["message"] == "the program has ended" for line in lines):
        raise Wrong("the log does not say that the program has ended")
    own = [file for file in home.glob("*.db") if file.name != "central.db"]
    if not any(file.name == "ledger.db" for file in own) or len(own) < 2:
        raise Wrong(f"no ledger and cache in {home}")
    for file in own:
        with file.open("rb") as content:
            if content.read(len(PLAIN_DATABASE)) == PLAIN_DATABASE:
                raise Wrong(f"{file.name} is not encrypted")


def check_secret_is_nowhere(folder: Path, secret: str) -> None:
    """Raise Wrong when the token stands in any file in plain text."""
    for file in folder.rglob("*"):
        if file.is_file() and secret.encode() in file.read_bytes():
            raise Wrong(f"the token stands in {file}")


# --- the training edition -----------------------------------------------------------------------------------


def check_training(program: Path, folder: Path) -> None:
    """The training edition alone: its window, filled by its embedded service."""
    environment = surroundings(folder / "account")
    home, picture = folder / "home", folder / "training.png"
    run([program, "--version"], environment, said=[r"[0-9].*"])
    arguments = ["--home", home, "--consignments", str(CONSIGNMENTS)]
    run([program, *arguments, "--screenshot", picture], environment)
    check_picture(picture)
    check_home(home / "training")
    if sys.platform == "linux":
        run([program, "--home", home], environment, said=[NO_SCREEN], code=2)
        picture.unlink()
        with virtual_screen(folder) as screen:
            run([program, *arguments, "--screenshot", picture], {**environment, **screen})
        check_picture(picture)
    run([program, "benchmark", "queue"], environment, said=[NO_PART.format("benchmarks")], code=2)
    # The PostgreSQL driver is loaded by the URL: that it is there shows by its getting as far as the network.
    nowhere = ["--database", "postgresql+psycopg://nobody@127.0.0.1:1/none", "--name", "x", "--role", "bench"]
    run(
        [program, "central", "token", *nowhere],
        environment,
        said=[r"The database does not answer\..*"],
        code=2,
    )


@contextlib.contextmanager
def virtual_screen(folder: Path) -> Iterator[dict[str, str]]:
    """An X server without a screen: that Qt's plug-in for X11 finds all its libraries shows nowhere else."""
    need("Xvfb")
    with (folder / "xvfb.out").open("w", encoding="utf-8") as said:
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", "1", "-screen", "0", "1920x1080x24", "-nolisten", "tcp"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
        )
        try:
            yield {"DISPLAY": f":{first_line(server.stdout)}", "QT_QPA_PLATFORM": "xcb"}
        finally:
            stop(server)
            if server.stdout is not None:
                server.stdout.close()


@contextlib.contextmanager
def central_service(program: Path, folder: Path) -> Iterator[tuple[str, str]]:
    """A central service with training consignments, loaded and served by the training edition; address and
    token.
    """
    environment = surroundings(folder / "account")
    database = f"sqlite:///{(folder / 'central.db').as_posix()}"
    documents = folder / "consignments.ndjson"
    make_documents(database, documents)
    loading = ["central", "load", "--database", database, "--format", "ndjson", documents]
    run([program, *loading], environment, said=[f"{LOADED} loaded, 0 refused"])
    naming = ["--name", "smoke", "--role", "bench", "--bench", BENCH]
    (token,) = run([program, "central", "token", "--database", database, *naming], environment, said=[BEARER])
    words = [str(program), "central", "serve", "--database", database, "--port", "0"]
    with (folder / "central.out").open("w+", encoding="utf-8") as errors:
        service = subprocess.Popen(
            words, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, text=True
        )
        try:
            address = first_line(service.stdout)
            if not re.fullmatch(r"http://127\.0\.0\.1:[0-9]+", address):
                raise Wrong(f"the central service does not say its address but {address!r}")
            yield address, token
        finally:
            code = stop(service)
        errors.seek(0)
        rest = (service.stdout.read() if service.stdout else "") + errors.read()
    if service.stdout:
        service.stdout.close()
    # Windows has no SIGTERM to handle: there it is ended from outside.
    if (code != 0 and sys.platform != "win32") or rest:
        raise Wrong(f"the central service ended with {code} and said: {rest}")


def make_documents(database: str, file: Path) -> None:
    """Put images and coded lists into a new central database, and consignments of one office into `file`."""
    sys.path.insert(0, str(ROOT))
    import msgspec

    from workstation.central.store import CentralStore
    from workstation.domain.consignment import Consignment
    from workstation.training import office, reference

    store = CentralStore.open(database)
    try:
        store.put_reference(reference.lists())
        with file.open("wb") as lines:

            def put(consignment: Consignment) -> None:
                own = msgspec.structs.replace(consignment, office=OFFICE)
                lines.write(msgspec.json.encode(own) + b"\n")

            office.fill(put, store.put_image, 20261124, LOADED, start=datetime.now(UTC))
    finally:
        store.close()


# --- the bench ----------------------------------------------------------------------------------------------


def check_bench(program: Path, training: Path, folder: Path) -> None:
    """The bench: what it must not hold, no keyring, connecting, working, and finding its keys again."""
    environment = surroundings(folder / "account")
    home, live, picture = folder / "home", folder / "home" / "live", folder / "bench.png"
    for part, words in (
        ("training profile", ["--profile", "training"]),
        ("central service", ["central", "serve", "--database", "sqlite://"]),
        ("training profile", ["training", "serve", "--home", home]),
        ("benchmarks", ["benchmark", "queue"]),
    ):
        run([program, *words], environment, said=[NO_PART.format(part)], code=2)
    run([program, "barcode", "identify", "--home", home, LOGISTIC_LABEL], environment, said=IDENTIFIED)
    sheet = folder / "reader-sheet.pdf"
    written = rf"Written: {re.escape(str(sheet))}\. Print it at 100 %; .*"
    run([program, "barcode", "sheet", sheet], environment, said=[written])
    screenshot = [program, "--home", home, "--screenshot", picture]
    run(screenshot, environment, said=[NOT_CONNECTED], code=2)
    with central_service(training, folder) as (address, token):
        connecting = [program, "connect", "--home", home, "--central", address, "--office", OFFICE]
        connecting += ["--bench", BENCH]
        without = without_keyring(environment)
        run(connecting, without, typed=f"{token}\n", said=[NO_KEYRING], code=2)
        with keyring(folder, environment) as own:
            connected = rf"Bench {BENCH} of office {OFFICE} is connected to {re.escape(address)}\."
            run(connecting, own, typed=f"{token}\n", said=[connected])
            run(screenshot, own)
            check_picture(picture)
            names = (live / "keys.json").read_bytes()
            picture.unlink()
            run(screenshot, own)
            check_picture(picture)
            if (live / "keys.json").read_bytes() != names:
                raise Wrong("the second start made new keys")
        run(screenshot, without, said=[NO_KEYRING], code=2)
    check_home(live)
    check_secret_is_nowhere(home, token)


def without_keyring(environment: Mapping[str, str]) -> dict[str, str]:
    """An environment in which no real keyring is to be had."""
    if sys.platform == "linux":
        return dict(environment)
    # Elsewhere there always is one; a setting of the library's may name another, which must not be taken.
    return {**environment, "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}


@contextlib.contextmanager
def keyring(folder: Path, environment: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """An environment with a keyring that is real and unlocked."""
    if sys.platform == "linux":
        with secret_service(folder, environment) as own:
            yield own
        return
    home = folder / "home"
    try:
        yield dict(environment)
    finally:
        forget_secrets(home)


def forget_secrets(home: Path) -> None:
    """Take out of the account's one keyring what the bench in `home` put there (see identity/)."""
    import keyring as library

    record = home / "live" / "keys.json"
    names = [f"live token {home / 'live'}"]
    names += [json.loads(record.read_bytes())["name"]] if record.exists() else []
    for name in names:
        with contextlib.suppress(library.errors.PasswordDeleteError):
            library.delete_password("border-workstation", name)


@contextlib.contextmanager
def secret_service(folder: Path, environment: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """A Secret Service (gnome-keyring), unlocked, on a D-Bus session of its own, as after a login."""
    need("dbus-daemon", "gnome-keyring-daemon")
    runtime = folder / "run"
    runtime.mkdir(mode=0o700)
    own = {**environment, "XDG_RUNTIME_DIR": str(runtime)}
    with contextlib.ExitStack() as ended:
        said = ended.enter_context((folder / "session.out").open("w", encoding="utf-8"))
        bus = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"],
            env=own,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
        )
        ended.callback(lambda: bus.stdout and bus.stdout.close())
        ended.callback(stop, bus)
        own["DBUS_SESSION_BUS_ADDRESS"] = first_line(bus.stdout)
        daemon = subprocess.Popen(
            ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
            env=own,
            stdin=subprocess.PIPE,
            stdout=said,
            stderr=said,
            text=True,
        )
        ended.callback(stop, daemon)
        if daemon.stdin is not None:
            daemon.stdin.write("smoke\n")
            daemon.stdin.close()
        wait_until_unlocked(own)
        yield own


def wait_until_unlocked(environment: Mapping[str, str]) -> None:
    """Until the Secret Service answers and its default collection is open. Raises Wrong after 10 s."""
    asking = "import secretstorage as s; exit(s.get_default_collection(s.dbus_init()).is_locked())"
    ends = time.monotonic() + 10
    while subprocess.run(
        [sys.executable, "-c", asking], env=dict(environment), capture_output=True, check=False
    ).returncode:
        if time.monotonic() > ends:
            raise Wrong("gnome-keyring does not open its collection")
        time.sleep(0.1)


# --- what it speaks -----------------------------------------------------------------------------------------


def check_languages(build: Path) -> None:
    """Raise Wrong unless a build holds every translation, compiled, and Qt's own texts where Qt speaks it."""
    import PySide6

    qts = {path.name for path in Path(PySide6.__path__[0]).rglob("qtbase_*.qm")}
    held = {path.name for path in build.rglob("*.qm")}
    for source in (ROOT / "resources" / "translations").glob("workstation_*.ts"):
        needed = {f"{source.stem}.qm"} | ({f"qtbase_{source.stem.removeprefix('workstation_')}.qm"} & qts)
        if not needed <= held:
            raise Wrong(f"{build.name} lacks {', '.join(sorted(needed - held))}")


# --- all of it ----------------------------------------------------------------------------------------------


def check(dist: Path) -> None:
    """Check both builds in `dist`. Raises Wrong with the first thing that is not as it should be."""
    bench = dist / "workstation" / f"workstation{ENDING}"
    training = dist / "workstation-training" / f"workstation-training{ENDING}"
    for program in (bench, training):
        check_languages(program.parent)
    with tempfile.TemporaryDirectory(prefix="smoke-", ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        for part in ("training", "bench"):
            (folder / part).mkdir()
        check_training(training, folder / "training")
        check_bench(bench, training, folder / "bench")
    check_none_left(dist.resolve())


def main(arguments: Sequence[str]) -> int:
    """Check the builds; 0 when everything is as expected."""
    # Ended from outside, what was started is ended too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    began = time.monotonic()
    try:
        check(Path(arguments[0]) if arguments else ROOT / "dist")
    except (Wrong, subprocess.TimeoutExpired, OSError) as wrong:
        print(f"smoke: {wrong}", file=sys.stderr)
        return 1
    print(f"smoke: both builds do what they should ({time.monotonic() - began:.0f} s)")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
