"""`workstation keys`: a ledger whose account is lost is opened in another, and loses nothing."""

import base64
import io
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fakes.clock import FakeClock
from tests.fakes.keyring_backend import MemoryKeyring
from tests.ledger.bench import draft
from workstation.cache.store import CacheStore
from workstation.cli import main
from workstation.host.instance import take_instance
from workstation.host.paths import Home, Profile, home_of
from workstation.identity import keyring_store
from workstation.identity.keyring_store import Keyring
from workstation.identity.keys import open_keys
from workstation.identity.signing import open_signer
from workstation.ledger.store import Ledger

ROOT = Path(__file__).resolve().parents[2]


class Account:
    """The operating-system account that commands and benches run in; `change` to another one."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._patch = monkeypatch
        self.change()

    def change(self) -> None:
        self.keyring = Keyring(MemoryKeyring())
        self._patch.setattr(keyring_store, "system_keyring", lambda: self.keyring)

    def opened(self, home: Home, clock: FakeClock) -> Ledger:
        keys = open_keys(home, keyring=lambda: self.keyring)
        CacheStore.open(home.folder, keys.cache).close()
        ledger = Ledger.open(home.folder, keys.ledger, bench="bench-4", office="NL000432", clock=clock)
        ledger.sign_with(open_signer(home, keyring=lambda: self.keyring))
        return ledger


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> Account:
    return Account(monkeypatch)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = home_of(Profile.LIVE, tmp_path / "bench")
    home.prepare()
    return home


@pytest.fixture
def pair(tmp_path: Path) -> tuple[str, str]:
    """The private and the public file of a recovery key."""
    private, public = str(tmp_path / "private.pem"), str(tmp_path / "public.pem")
    assert main(["keys", "new-recovery", "--out-private", private, "--out-public", public]) == 0
    return private, public


def wrapped(home: Home, account: Account, public: str, clock: FakeClock) -> list[str]:
    """A bench that recorded two decisions, and whose key is wrapped; the ids of both."""
    ledger = account.opened(home, clock)
    recorded = [ledger.record(draft(kind)).event.id for kind in ("hold", "seize")]
    ledger.close()
    assert main(["keys", "wrap", "--home", str(home.folder.parent), "--recovery-key", public]) == 0
    return recorded


def recover(home: Home, private: str, *more: str) -> int:
    return main(["keys", "recover", "--home", str(home.folder.parent), "--private-key", private, *more])


def test_a_lost_account_loses_nothing(
    home: Home, account: Account, pair: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    private, public = pair
    clock = FakeClock()
    recorded = wrapped(home, account, public, clock)
    account.change()
    assert recover(home, private) == 0
    assert "what was waiting is sent" in capsys.readouterr().out
    ledger = account.opened(home, clock)
    try:
        assert [each.event.id for each in ledger.due(10, clock.now())] == recorded
        ledger.record(draft())
        assert ledger.verify().faults == ()
    finally:
        ledger.close()
    assert not list(home.folder.glob("cache.damaged-*"))
    assert main(["ledger", "verify", "--home", str(home.folder.parent)]) == 0
    said = capsys.readouterr().out
    assert "From entry 1 on they are signed with the key " in said
    assert "From entry 3 on they are signed with the key " in said


def test_a_copied_folder_opens_from_a_wrapped_key_elsewhere(
    home: Home, account: Account, pair: tuple[str, str], tmp_path: Path
) -> None:
    private, public = pair
    clock = FakeClock()
    wrapped(home, account, public, clock)
    account.change()
    copy = home_of(Profile.LIVE, tmp_path / "copy")
    copy.prepare()
    for name in ("ledger.db", "ledger.anchor"):
        (copy.folder / name).write_bytes((home.folder / name).read_bytes())
    assert recover(copy, private) == 2
    assert recover(copy, private, "--wrapped", str(home.ledger_key_wrapped)) == 0
    ledger = account.opened(copy, clock)
    assert ledger.head.sequence == 2
    ledger.close()


def test_what_does_not_fit_is_said_and_changes_nothing(
    home: Home,
    account: Account,
    pair: tuple[str, str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    private, public = pair
    clock = FakeClock()
    other = home_of(Profile.LIVE, tmp_path / "other")
    other.prepare()
    wrapped(other, account, public, clock)
    wrapped(home, account, public, clock)
    assert recover(home, private) == 0
    assert "has the key" in capsys.readouterr().out
    record = (home.folder / "keys.json").read_bytes()
    account.change()
    another = [str(tmp_path / name) for name in ("another.private", "another.public")]
    assert main(["keys", "new-recovery", "--out-private", another[0], "--out-public", another[1]]) == 0
    assert recover(home, another[0]) == 2
    assert "another private key" in capsys.readouterr().err
    assert recover(home, private, "--wrapped", str(other.ledger_key_wrapped)) == 2
    assert "is not the key of the ledger" in capsys.readouterr().err
    with take_instance(home):
        assert recover(home, private) == 2
    assert "already running" in capsys.readouterr().err
    assert recover(home_of(Profile.LIVE, tmp_path / "nowhere"), private) == 2
    assert "There is no ledger" in capsys.readouterr().err
    assert (home.folder / "keys.json").read_bytes() == record
    assert home.ledger.exists()


def test_a_private_key_is_for_its_owner_alone_and_never_written_over(
    pair: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    private, public = pair
    before = Path(private).read_bytes()
    if sys.platform != "win32":
        assert stat.S_IMODE(Path(private).stat().st_mode) == 0o600
        assert stat.S_IMODE(Path(public).stat().st_mode) == 0o644
    assert main(["keys", "new-recovery", "--out-private", private, "--out-public", public]) == 2
    assert "There is already something at" in capsys.readouterr().err
    new = str(tmp_path / "new.pem")
    assert main(["keys", "new-recovery", "--out-private", new, "--out-public", public]) == 2
    assert not Path(new).exists()
    assert Path(private).read_bytes() == before


def test_a_key_that_seals_to_everybody_is_refused(
    home: Home, account: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    account.opened(home, FakeClock()).close()
    nobody = base64.b64encode(bytes(32)).decode()
    assert main(["--home", str(home.folder.parent), "keys", "wrap", "--recovery-key", nobody]) == 2
    assert "is not the public part of a recovery key" in capsys.readouterr().err
    assert main(["--home", str(home.folder.parent), "keys", "wrap", "--recovery-key", os.devnull]) == 2
    assert "is not the public part of a recovery key" in capsys.readouterr().err
    assert not home.ledger_key_wrapped.exists()


def test_a_damaged_ledger_is_not_said_to_be_open_again(
    home: Home, account: Account, pair: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    wrapped(home, account, pair[1], FakeClock())
    home.ledger.write_bytes(b"x")
    account.change()
    assert recover(home, pair[0]) == 0
    said = capsys.readouterr().out
    assert "Whether it is whole: workstation ledger verify." in said
    assert home.ledger.read_bytes() == b"x"


def test_a_passphrase_is_read_from_standard_input(
    home: Home, account: Account, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    private, public = str(tmp_path / "private.pem"), str(tmp_path / "public.pem")
    make = ["keys", "new-recovery", "--passphrase", "--out-private", private, "--out-public", public]
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n"))
    assert main(make) == 2
    monkeypatch.setattr(sys, "stdin", io.StringIO("two words\n"))
    assert main(make) == 0
    wrapped(home, account, public, FakeClock())
    account.change()
    monkeypatch.setattr(sys, "stdin", io.StringIO("other words\n"))
    assert recover(home, private) == 2
    monkeypatch.setattr(sys, "stdin", io.StringIO("two words\n"))
    assert recover(home, private) == 0


# --- a real Secret Service ----------------------------------------------------------------------------------

IN_A_SESSION = """
printf 'pw\\n' | gnome-keyring-daemon --unlock --components=secrets > /dev/null
set -e
place=$1
shift
for command in "$@"; do sh -c "$command" "$place"; done
"""

RECORD = """
import sys
from pathlib import Path
from tests.ledger.bench import draft
from workstation.host.clock import SystemClock
from workstation.host.paths import Profile, home_of
from workstation.identity.keys import open_keys
from workstation.identity.signing import open_signer
from workstation.ledger.store import Ledger

home = home_of(Profile.LIVE, Path(sys.argv[1]))
home.prepare()
key = open_keys(home).ledger
ledger = Ledger.open(home.folder, key, bench="B7", office="XX000100", clock=SystemClock())
ledger.sign_with(open_signer(home))
ledger.record(draft())
print("waiting", ledger.counts().waiting)
"""


@pytest.mark.skipif(
    not (shutil.which("dbus-run-session") and shutil.which("gnome-keyring-daemon")),
    reason="needs a Secret Service: packages dbus and gnome-keyring",
)
def test_in_two_accounts_with_a_real_secret_service(tmp_path: Path, pair: tuple[str, str]) -> None:
    private, public = pair
    bench = str(tmp_path / "bench")
    record = f'"{sys.executable}" -c \'{RECORD}\' "$0"'
    workstation = f'"{sys.executable}" -m workstation'
    first = in_account(
        tmp_path / "first",
        bench,
        record,
        f'{workstation} keys wrap --home "$0" --recovery-key "{public}"',
    )
    assert first.stdout.splitlines()[0] == "waiting 1", first.stderr
    second = in_account(
        tmp_path / "second",
        bench,
        f'{workstation} ledger verify --home "$0" || echo refused',
        f'{workstation} keys recover --home "$0" --private-key "{private}"',
        record,
        f'{workstation} ledger verify --home "$0"',
    )
    assert "refused" in second.stdout
    assert "is no longer there" in second.stderr
    assert "waiting 2" in second.stdout
    assert "nothing is missing at the end." in second.stdout


def in_account(account: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run these commands in a session of an account that keeps everything in this folder."""
    places = {"HOME": account, "XDG_DATA_HOME": account / "data", "XDG_RUNTIME_DIR": account / "run"}
    for place in places.values():
        place.mkdir(mode=0o700)
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", IN_A_SESSION, "sh", *words],
        cwd=ROOT,
        env={**os.environ, **{name: str(place) for name, place in places.items()}},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done
