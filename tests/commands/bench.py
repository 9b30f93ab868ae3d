"""A training bench without its window: its keys lie in its home, so that commands need no keyring."""

from pathlib import Path

from tests.fakes.clock import FakeClock
from workstation.host.paths import Home, Profile, home_of
from workstation.identity.keys import open_keys
from workstation.identity.signing import open_signer
from workstation.ledger.store import Ledger


def training_home(root: Path) -> Home:
    home = home_of(Profile.TRAINING, root)
    home.prepare()
    return home


def opened(home: Home, clock: FakeClock | None = None) -> Ledger:
    """The ledger of this home as the program opens it."""
    key = open_keys(home).ledger
    ledger = Ledger.open(home.folder, key, bench="bench-4", office="NL000432", clock=clock or FakeClock())
    ledger.sign_with(open_signer(home))
    return ledger
