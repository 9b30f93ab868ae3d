"""The keys of a bench: made once, kept in a real keyring, never made anew over a ledger."""

import logging
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from keyring.backends import chainer, fail, null

from tests.fakes.keyring_backend import ForgetfulKeyring, MemoryKeyring
from workstation.domain.problems import Refused, Unavailable
from workstation.host.paths import Home, Profile
from workstation.identity.keyring_store import Keyring, real_backend, system_keyring
from workstation.identity.keys import BenchKeys, open_keys

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path, Profile.LIVE)


@pytest.fixture
def backend() -> MemoryKeyring:
    return MemoryKeyring()


def keys_of(home: Home, backend: MemoryKeyring) -> BenchKeys:
    return open_keys(home, keyring=lambda: Keyring(backend))


def begin_ledger(home: Home) -> None:
    home.ledger.write_bytes(b"a ledger")


def test_the_same_keys_are_there_at_the_next_start(home: Home, backend: MemoryKeyring) -> None:
    first = keys_of(home, backend)
    begin_ledger(home)
    assert keys_of(home, backend) == first
    assert len(first.cache) == len(first.ledger) == 32
    assert first.cache != first.ledger


def test_two_homes_of_one_account_have_keys_of_their_own(tmp_path: Path, backend: MemoryKeyring) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
    one, two = (keys_of(Home(folder, Profile.LIVE), backend) for folder in folders)
    assert one.ledger != two.ledger


def test_a_home_that_was_moved_keeps_its_keys(tmp_path: Path, backend: MemoryKeyring) -> None:
    (tmp_path / "before").mkdir()
    keys = keys_of(Home(tmp_path / "before", Profile.LIVE), backend)
    (tmp_path / "before").rename(tmp_path / "after")
    assert keys_of(Home(tmp_path / "after", Profile.LIVE), backend) == keys


def test_no_secret_lies_in_the_home_or_in_words(
    home: Home, backend: MemoryKeyring, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    keys = keys_of(home, backend)
    assert keys.ledger.hex() not in repr(keys) + caplog.text
    for file in home.folder.rglob("*"):
        assert keys.ledger.hex().encode() not in file.read_bytes()
        assert keys.ledger not in file.read_bytes()


@pytest.mark.parametrize("lost", ["entry", "other entry", "record"])
def test_keys_are_never_made_anew_over_a_ledger(home: Home, backend: MemoryKeyring, lost: str) -> None:
    keys_of(home, backend)
    begin_ledger(home)
    if lost == "entry":
        backend.secrets.clear()
    elif lost == "other entry":
        backend.secrets = dict.fromkeys(backend.secrets, "00" * 64)
    else:
        (home.folder / "keys.json").unlink()
    before = dict(backend.secrets)
    with pytest.raises(Refused) as refused:
        keys_of(home, backend)
    assert (
        refused.value.code
        == {"entry": "keys.lost", "other entry": "keys.wrong", "record": "keys.record_missing"}[lost]
    )
    assert backend.secrets == before


def test_without_a_ledger_lost_keys_are_made_anew(home: Home, backend: MemoryKeyring) -> None:
    first = keys_of(home, backend)
    backend.secrets.clear()
    assert keys_of(home, backend) != first


def test_a_locked_keyring_is_said_without_repeating_what_was_asked(
    home: Home, backend: MemoryKeyring
) -> None:
    keys_of(home, backend)
    backend.locked = True
    with pytest.raises(Unavailable) as locked:
        keys_of(home, backend)
    assert locked.value.code == "keyring.locked"
    assert "KeyringLocked" in locked.value.title
    assert locked.value.__cause__ is None


def test_a_keyring_that_forgets_is_refused_before_anything_is_encrypted(home: Home) -> None:
    with pytest.raises(Refused) as refused:
        keys_of(home, ForgetfulKeyring())
    assert refused.value.code == "keyring.forgets"
    assert list(home.folder.iterdir()) == []


class PlaintextKeyring(MemoryKeyring):
    """Stands for keyrings.alt's, which is never shipped."""


def chained(*backends: object) -> object:
    class Chained(chainer.ChainerBackend):
        viable = True

    Chained.backends = backends  # type: ignore[assignment]
    return Chained()


@pytest.mark.parametrize(
    "found",
    [
        fail.Keyring(),
        null.Keyring(),
        PlaintextKeyring(),
        chained(),
        chained(null.Keyring(), PlaintextKeyring()),
    ],
    ids=["none", "one that loses", "plain text", "an empty chain", "a chain of such"],
)
def test_only_a_real_keyring_is_used(found: object) -> None:
    with pytest.raises(Refused) as refused:
        real_backend(found)
    assert refused.value.code == "keyring.none"


def test_without_a_keyring_the_bench_says_so(home: Home) -> None:
    with pytest.raises(Refused, match="no keyring that the program may use"):
        open_keys(home, keyring=system_keyring)
    assert list(home.folder.iterdir()) == []


# --- the training profile ----------------------------------------------------------------------------------


def test_the_training_profile_keeps_its_keys_in_its_own_home(tmp_path: Path) -> None:
    home = Home(tmp_path, Profile.TRAINING)
    first = open_keys(home, keyring=system_keyring)
    assert open_keys(home, keyring=system_keyring) == first
    if os.name == "posix":
        assert stat.S_IMODE(home.training_key.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "content, code", [(None, "keys.lost"), ("not hex", "keys.wrong"), ("00ff", "keys.wrong")]
)
def test_a_damaged_training_key_is_not_replaced_over_a_ledger(
    tmp_path: Path, content: str | None, code: str
) -> None:
    home = Home(tmp_path, Profile.TRAINING)
    open_keys(home)
    begin_ledger(home)
    if content is None:
        home.training_key.unlink()
    else:
        home.training_key.write_text(content)
    with pytest.raises(Refused) as refused:
        open_keys(home)
    assert refused.value.code == code


# --- a real Secret Service ---------------------------------------------------------------------------------

IN_A_SESSION = """
printf 'pw\\n' | gnome-keyring-daemon --unlock --components=secrets > /dev/null
"$1" -c "$2" "$3"
"""

START_TWICE = """
import sys
from pathlib import Path
from workstation.host.paths import Home, Profile
from workstation.identity.keyring_store import system_keyring
from workstation.identity.keys import open_keys
from workstation.identity.token import read_token, store_token, token_of

home = Home(Path(sys.argv[1]), Profile.LIVE)
first = open_keys(home)
home.ledger.write_bytes(b"a ledger")
assert open_keys(home) == first
assert read_token(home, system_keyring()) is None
store_token(home, system_keyring(), token_of("abc.def-123"))
assert read_token(home, system_keyring()).text == "abc.def-123"
print("same keys")
"""


@pytest.mark.skipif(
    not (shutil.which("dbus-run-session") and shutil.which("gnome-keyring-daemon")),
    reason="needs a Secret Service: packages dbus and gnome-keyring",
)
def test_keys_and_token_in_a_real_secret_service(home: Home) -> None:
    script = ["sh", "-c", IN_A_SESSION, "sh", sys.executable, START_TWICE, str(home.folder)]
    done = subprocess.run(
        ["dbus-run-session", "--", *script], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout == "same keys\n", done.stderr
    assert done.returncode == 0
