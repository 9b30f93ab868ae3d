"""Which bench a command is about: its home, its keys, its ledger to look at; and how commands end."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workstation.host.paths import Home, Profile, home_of

if TYPE_CHECKING:
    from workstation.identity.keys import BenchKeys
    from workstation.ledger.reader import LedgerReader

SOUND: Final = 0
FAULTS: Final = 1


def add_home(parser: argparse.ArgumentParser) -> None:
    """Let the command line name a home, here or before the command."""
    add_folder(parser, "the folder that the bench was started with")
    parser.add_argument(
        "--profile",
        choices=("live", "training"),
        default=argparse.SUPPRESS,
        help="which profile's ledger (live)",
    )


def add_folder(parser: argparse.ArgumentParser, told: str) -> None:
    """Let the command line name the folder of homes. Without a default: it would take the place of what is
    said before the command.
    """
    parser.add_argument("--home", type=Path, default=argparse.SUPPRESS, help=told)


def home_in(parsed: argparse.Namespace) -> Home:
    """The home that the command line names."""
    return home_of(Profile(parsed.profile), parsed.home)


def keys_in(home: Home) -> "BenchKeys":
    """The keys of a home that has a ledger; none are ever made. Raises as `open_keys`, and Refused
    (`ledger.none`).
    """
    from workstation.identity.keyring_store import system_keyring
    from workstation.identity.keys import open_keys
    from workstation.ledger.begun import begun_in
    from workstation.ledger.reader import no_ledger

    home.look_at_files()
    if not home.ledger.exists() and not home.ledger_anchor.exists() and not begun_in(home.folder):
        raise no_ledger(home.folder)
    return open_keys(home, keyring=system_keyring)


def open_in(home: Home) -> "LedgerReader":
    """The ledger of this home to look at, while the program may be running."""
    from workstation.ledger.reader import LedgerReader

    return LedgerReader.open(home.folder, keys_in(home).ledger)
