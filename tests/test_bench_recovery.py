"""A live bench keeps its ledger's key, sealed to the recovery key that the policy names."""

import json
from pathlib import Path

import keyring
import pytest

from tests.fakes.clock import FakeClock
from tests.fakes.keyring_backend import MemoryKeyring
from workstation.bench import Around, Bench, Start
from workstation.domain.problems import Refused
from workstation.host.paths import Profile, home_of
from workstation.identity import keyring_store
from workstation.identity.keyring_store import SERVICE
from workstation.identity.keys import name_in_keyring, open_keys
from workstation.identity.token import Token
from workstation.identity.wrapping import new_recovery_pair, read_private_key, unwrap_ledger_key
from workstation.sync.line import LineAddress

NOWHERE = LineAddress(url="http://127.0.0.1:9", token=Token("none"))


@pytest.fixture(autouse=True)
def backend(monkeypatch: pytest.MonkeyPatch) -> MemoryKeyring:
    """The account's keyring, taken for a real one."""
    backend = MemoryKeyring()
    name = f"{type(backend).__module__}.{type(backend).__qualname__}"
    monkeypatch.setattr(keyring_store, "REAL_BACKENDS", {name})
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
    return backend


def test_the_ledgers_key_is_kept_for_the_administration(tmp_path: Path) -> None:
    private, public = new_recovery_pair()
    (tmp_path / "private.pem").write_bytes(private)
    (tmp_path / "public.pem").write_bytes(public)
    home = home_of(Profile.LIVE, tmp_path)
    home.prepare()
    own = {
        "central_url": NOWHERE.url,
        "bench": "B7",
        "offices": ["XX000100"],
        "recovery_key": str(tmp_path / "public.pem"),
    }
    home.settings.write_text(json.dumps(own), encoding="utf-8")
    bench = Bench.open(
        Start(profile="live", home=tmp_path), Around(clock=FakeClock(), address=lambda: NOWHERE)
    )
    try:
        bench.begin(lambda _news: None)
        bench.executors["read"].submit(lambda: None).result()
    finally:
        bench.executors["read"].shutdown()
        bench.close()
    opened = read_private_key(tmp_path / "private.pem", lambda: b"")
    assert unwrap_ledger_key(home.ledger_key_wrapped, opened) == open_keys(home).ledger


def test_a_signing_key_that_cannot_be_used_ends_the_start_in_words(
    tmp_path: Path, backend: MemoryKeyring
) -> None:
    home = home_of(Profile.LIVE, tmp_path)
    home.prepare()
    own = {"central_url": NOWHERE.url, "bench": "B7", "offices": ["XX000100"]}
    home.settings.write_text(json.dumps(own), encoding="utf-8")
    open_keys(home)
    backend.set_password(SERVICE, f"{name_in_keyring(home)} signing", "not a key")
    with pytest.raises(Refused) as refused:
        Bench.open(Start(profile="live", home=tmp_path), Around(clock=FakeClock(), address=lambda: NOWHERE))
    assert refused.value.code == "keys.signing"
