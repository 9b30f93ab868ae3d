"""The commands of `workstation`: the bench itself, the central service, its loader, the benchmarks.

Everything heavy is imported inside the command that needs it: the bench must start fast, and the bench's
build has no server packages.
"""

import argparse
import contextlib
import errno
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workstation import __version__
from workstation.commands.barcode import add_barcode
from workstation.commands.benches import add_benches
from workstation.commands.homes import add_folder
from workstation.commands.image import add_image
from workstation.commands.keys import add_keys
from workstation.commands.ledger import add_ledger
from workstation.commands.mandates import add_mandates
from workstation.domain.problems import Problem, Refused, Unavailable

if TYPE_CHECKING:
    from workstation.bench import Start
    from workstation.central.load import Fault, LoadProgress
    from workstation.central.store import CentralStore

EXIT_OK, EXIT_FAILED, EXIT_USAGE = 0, 1, 2
BAR_CELLS = 40

_NOT_TAKEN: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EPIPE, errno.EIO})
"""What writing to standard output ends with where it is a full disk or a pipe that was closed."""

NEEDED: Final = {
    "central service": ("workstation.central", "workstation.training", "starlette", "uvicorn"),
    "training profile": ("workstation.central", "workstation.training", "starlette", "uvicorn"),
    "benchmarks": ("workstation.benchmarks",),
}
"""Modules of each part that a build may lack; the bench's own has none of them (packaging/editions.py)."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code: 0 done, 1 failed, 2 wrong use or nothing to run on."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    parsed = _parser().parse_args(arguments)
    try:
        return _printed(parsed)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return EXIT_USAGE
    except KeyboardInterrupt:
        return EXIT_FAILED


def _printed(parsed: argparse.Namespace) -> int:
    """Run the command, and see to it that what it said arrived. Raises Unavailable (`output.failed`)."""
    try:
        code = int(parsed.command(parsed))
        if sys.stdout is not None:  # a build without a console has none
            sys.stdout.flush()
    except OSError as error:
        if error.filename is not None or error.errno not in _NOT_TAKEN:
            raise
        # What is left of it would be tried again at the end of the process, with a traceback.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise Unavailable(
            "What this command says could not be printed: the disk is full, or nobody reads it.",
            do_now="Run it again with another place for what it prints.",
            code="output.failed",
        ) from error
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="workstation", description="Inspection bench for cross-border e-commerce consignments."
    )
    parser.add_argument("--version", action="version", version=__version__)
    _add_bench_options(parser)
    parser.set_defaults(command=_bench)
    commands = parser.add_subparsers(title="other commands", metavar="COMMAND")
    _add_connect(commands)
    _add_central(commands)
    _add_training(commands)
    _add_benchmark(commands)
    add_ledger(commands)
    add_keys(commands)
    add_barcode(commands)
    add_image(commands)
    return parser


def _add_bench_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--profile", choices=("live", "training"), default="live", help="which profile to work in"
    )
    parser.add_argument("--home", type=Path, help="keep everything the program keeps in this folder")
    parser.add_argument(
        "--screenshot", type=Path, metavar="FILE", help="write the filled window as a PNG and exit"
    )
    parser.add_argument(
        "--consignments", type=int, default=300, help="training: how many consignments to make"
    )
    parser.add_argument(
        "--seed", type=int, default=20261124, help="training: the same seed makes the same parcels"
    )


def _bench(parsed: argparse.Namespace) -> int:
    if parsed.profile == "training":
        _need("training profile")
    gc.disable()  # until all is built: a collection would go through it again and again, and find nothing
    from workstation.app import run
    from workstation.bench import Start

    start = Start(
        profile=parsed.profile,
        home=parsed.home,
        screenshot=parsed.screenshot,
        consignments=parsed.consignments,
        seed=parsed.seed,
    )
    try:
        return run(start)
    except Problem as problem:
        if start.screenshot is not None:
            raise
        if problem.code == "instance.second" and _shows_the_first(start):
            return EXIT_OK
        _show_why(start, problem)
        raise


def _show_why(start: "Start", problem: Problem) -> None:
    """Show in a window why the program did not start, where nobody reads it in a terminal."""
    from workstation.host.paths import Profile, home_of
    from workstation.ui.refused_start import tell_refused_start

    tell_refused_start(problem, home_of(Profile(start.profile), start.home))


def _shows_the_first(start: "Start") -> bool:
    """Bring the window of the program that runs already to the front; whether it came."""
    from workstation.host.paths import Profile, home_of
    from workstation.host.second_start import show_first

    if not show_first(home_of(Profile(start.profile), start.home)):
        return False
    print("The program is already running: its window was brought to the front.")
    return True


def _add_connect(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    connect = commands.add_parser("connect", help="point this bench at a central service")
    connect.add_argument("--central", required=True, metavar="URL", help="address of the central service")
    connect.add_argument("--office", required=True, help="customs office code this bench belongs to")
    connect.add_argument("--bench", required=True, help="name of this bench, unique in the administration")
    connect.add_argument(
        "--officer", default="", help="officer id recorded with each act until sign-in comes"
    )
    add_folder(connect, "keep everything the program keeps in this folder")
    connect.set_defaults(command=_connect)


def _connect(parsed: argparse.Namespace) -> int:
    """Store the settings, and the token read from standard input, so that it never stands in a command
    line.
    """
    from getpass import getpass

    from workstation.bench import connect

    token = getpass("Token: ") if sys.stdin.isatty() else sys.stdin.readline()
    connect(
        home=parsed.home,
        central_url=parsed.central,
        office=parsed.office,
        bench=parsed.bench,
        officer=parsed.officer,
        token=token.strip(),
    )
    print(f"Bench {parsed.bench} of office {parsed.office} is connected to {parsed.central}.")
    return EXIT_OK


def _add_central(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    central = commands.add_parser("central", help="the central service").add_subparsers(
        title="commands", metavar="COMMAND", required=True
    )
    serve = central.add_parser("serve", help="serve the contract from a database")
    serve.add_argument(
        "--database", required=True, metavar="URL", help="sqlite:///FILE or postgresql+psycopg://..."
    )
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8080)
    serve.set_defaults(command=_central_serve)
    token = central.add_parser(
        "token", help="make a bearer token, which is printed once and stored hashed, or revoke one"
    )
    token.add_argument("--database", required=True, metavar="URL")
    which = token.add_mutually_exclusive_group(required=True)
    which.add_argument("--name", help="make one: who holds it")
    which.add_argument("--revoke", metavar="NAME", help="revoke every token of this holder, at once")
    token.add_argument("--role", choices=("bench", "national"), help="of the new token; needed with --name")
    token.add_argument("--bench", default="", help="the bench it belongs to")
    token.set_defaults(command=_central_token)
    load = central.add_parser("load", help="load declarations into a central service's database")
    load.add_argument("--database", required=True, metavar="URL")
    load.add_argument("--format", choices=("wco-dm", "kcs-csv", "ndjson"), required=True)
    load.add_argument(
        "--complete-for-training", action="store_true", help="invent what is absent, and mark it"
    )
    load.add_argument("files", nargs="+", type=Path, metavar="FILE")
    load.set_defaults(command=_central_load)
    add_benches(central, lambda: _need("central service"))
    add_mandates(central, lambda: _need("central service"))


def _central_serve(parsed: argparse.Namespace) -> int:
    _need("central service")
    from workstation.central.serve import log_to_standard_error, serve
    from workstation.training.reference import lists

    log_to_standard_error()
    serve(parsed.database, parsed.host, parsed.port, parent_pipe=False, ready=_say, lists=lists())
    return EXIT_OK


def _central_token(parsed: argparse.Namespace) -> int:
    _need("central service")
    from workstation.central.serve import make_token
    from workstation.central.store import CentralStore

    if parsed.revoke is None and parsed.role is None:
        raise Refused("A new token needs a role.", do_now="Say --role bench or --role national.")
    store = CentralStore.open(parsed.database, may_make=parsed.revoke is None)
    try:
        _say_new(store)
        if parsed.revoke is None:
            print(make_token(store, parsed.name, parsed.role, parsed.bench))
            return EXIT_OK
        revoked = store.revoke(parsed.revoke)
    finally:
        store.close()
    if not revoked:
        print("No token of this name is valid: nothing was revoked.", file=sys.stderr)
        return EXIT_FAILED
    print(f"{revoked} revoked")
    return EXIT_OK


def _central_load(parsed: argparse.Namespace) -> int:
    _need("central service")
    from workstation.central.load import Completer, Hints, load
    from workstation.central.store import CentralStore

    complete: Completer | None = None
    if parsed.complete_for_training:
        from workstation.domain.consignment import Consignment
        from workstation.training.completing import complete as completed

        def complete(consignment: Consignment, hints: Hints) -> Consignment:
            return completed(consignment, suspicion=hints.critical_fraud or hints.fraud)

    store = CentralStore.open(parsed.database)
    try:
        _say_new(store)
        summary = load(store, parsed.format, parsed.files, complete, _show_progress, _show_fault)
    finally:
        store.close()
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
    for file in summary.empty:
        print(f"{file}: there are no records in it", file=sys.stderr)
    if summary.stopped:
        kept = "What was loaded until then stays; load the same files again for the rest."
        print(f"The load ended before its end. {summary.stopped} {kept}", file=sys.stderr)
    print(summary.sentence())
    return EXIT_FAILED if summary.refused or summary.stopped else EXIT_OK


def _say_new(store: "CentralStore") -> None:
    """Not with the answer itself: a token goes into a file."""
    if store.is_new:
        print("There was no database at this address: a new one was made.", file=sys.stderr)


def _show_progress(progress: "LoadProgress") -> None:
    """A bar on a terminal; nothing into a file or a pipe."""
    if not sys.stderr.isatty():
        return
    share = min(1.0, progress.done / progress.total) if progress.total else 1.0
    bar = "█" * round(share * BAR_CELLS)
    sys.stderr.write(
        f"\r{bar:·<{BAR_CELLS}} {share:4.0%}  {progress.loaded} loaded, {progress.refused} refused"
    )
    sys.stderr.flush()


def _show_fault(fault: "Fault") -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
    print(fault, file=sys.stderr)


def _add_training(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    training = commands.add_parser("training", help="the training profile's own service").add_subparsers(
        title="commands", metavar="COMMAND", required=True
    )
    serve = training.add_parser("serve", help="serve made-up consignments until standard input closes")
    serve.add_argument("--home", type=Path, required=True)
    serve.add_argument("--consignments", type=int, default=argparse.SUPPRESS)
    serve.add_argument("--seed", type=int, default=argparse.SUPPRESS)
    serve.add_argument(
        "--again-on", metavar="PORT", type=int, default=0, help="with the token it made before"
    )
    serve.set_defaults(command=_training_serve)


def _training_serve(parsed: argparse.Namespace) -> int:
    _need("training profile")
    from workstation.training_service import serve_training

    serve_training(parsed.home, parsed.consignments, parsed.seed, say=_say, again_on=parsed.again_on)
    return EXIT_OK


def _add_benchmark(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    benchmark = commands.add_parser("benchmark", help="measure what the README says", add_help=False)
    benchmark.add_argument("arguments", nargs=argparse.REMAINDER)
    benchmark.set_defaults(command=_benchmark)


def _benchmark(parsed: argparse.Namespace) -> int:
    _need("benchmarks")
    from workstation.benchmarks.command import run

    return run(parsed.arguments)


def _need(part: str) -> None:
    """Refuse in one sentence when this build, or environment, was made without the part a command needs."""
    from importlib.util import find_spec

    if any(find_spec(module) is None for module in NEEDED[part]):
        raise Refused(
            "This build of the workstation has no {part} in it.", code="build.without", values={"part": part}
        )


def _say(line: str) -> None:
    print(line, flush=True)
