"""The recovery key: what is sealed to it opens with its private part alone, and else says why not."""

import base64
import logging
import stat
import sys
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from workstation.domain.problems import Problem, Refused
from workstation.identity.wrapping import (
    LEDGER_KEY,
    TEXTS,
    keep_wrapped,
    name_of,
    new_recovery_pair,
    read_private_key,
    recovery_key_of,
    seal,
    unseal,
    unwrap_ledger_key,
    wrap_ledger_key,
)

KEY = bytes(range(32))


def nothing_asked() -> bytes:
    raise AssertionError("there is no passphrase to be asked for")


class Pair:
    """The two files of a recovery key."""

    def __init__(self, folder: Path, passphrase: bytes = b"") -> None:
        self.private, self.public = folder / "private.pem", folder / "public.pem"
        for file, content in zip((self.private, self.public), new_recovery_pair(passphrase), strict=True):
            file.write_bytes(content)

    def opened(self) -> X25519PrivateKey:
        return read_private_key(self.private, nothing_asked)


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    return Pair(tmp_path)


def test_a_wrapped_key_opens_with_the_private_part(tmp_path: Path, pair: Pair) -> None:
    place = tmp_path / "wrapped"
    assert wrap_ledger_key(place, KEY, str(pair.public)) == name_of(pair.opened().public_key())
    assert unwrap_ledger_key(place, pair.opened()) == KEY
    assert KEY not in place.read_bytes()
    assert base64.b64encode(KEY) not in place.read_bytes()
    if sys.platform != "win32":
        assert stat.S_IMODE(place.stat().st_mode) == 0o600


def test_the_public_part_may_stand_in_the_policy_itself(tmp_path: Path, pair: Pair) -> None:
    raw = pair.opened().public_key().public_bytes_raw()
    wrap_ledger_key(tmp_path / "wrapped", KEY, base64.b64encode(raw).decode())
    assert unwrap_ledger_key(tmp_path / "wrapped", pair.opened()) == KEY


def test_a_key_is_wrapped_anew_only_when_something_changed(tmp_path: Path, pair: Pair) -> None:
    place = tmp_path / "wrapped"
    (tmp_path / "other").mkdir()
    other = Pair(tmp_path / "other")
    seen = []
    for key, recipient in ((KEY, pair), (KEY, pair), (KEY[::-1], pair), (KEY[::-1], other)):
        wrap_ledger_key(place, key, str(recipient.public))
        seen.append(place.read_bytes())
        assert unwrap_ledger_key(place, recipient.opened()) == key
    assert [seen[0] == seen[1], seen[1] == seen[2], seen[2] == seen[3]] == [True, False, False]
    place.write_bytes(b"{")
    wrap_ledger_key(place, KEY, str(pair.public))
    assert unwrap_ledger_key(place, pair.opened()) == KEY


def test_a_passphrase_is_asked_for_and_checked(tmp_path: Path) -> None:
    locked = Pair(tmp_path, "pässword".encode())
    assert b"ENCRYPTED" in locked.private.read_bytes()
    read_private_key(locked.private, "pässword".encode)
    for wrong in ("password", ""):
        with pytest.raises(Refused) as refused:
            read_private_key(locked.private, wrong.encode)
        assert refused.value.code == "recovery.passphrase"


def test_another_private_key_is_told_from_a_damaged_file(tmp_path: Path, pair: Pair) -> None:
    place = tmp_path / "wrapped"
    wrap_ledger_key(place, KEY, str(pair.public))
    with pytest.raises(Refused, match="another private key") as refused:
        unwrap_ledger_key(place, X25519PrivateKey.generate())
    assert refused.value.code == "recovery.other_key"
    whole = place.read_bytes()
    document = msgspec.json.decode(whole)
    bent = []
    for name in ("sealed", "ephemeral"):
        value = bytearray(base64.b64decode(document["key"][name]))
        value[0] ^= 1
        bent.append({**document, "key": {**document["key"], name: base64.b64encode(value).decode()}})
    zeros = base64.b64encode(bytes(32)).decode()
    bent += [
        {**document, "key": {**document["key"], "ephemeral": zeros}},
        {**document, "check": "0" * 64},
    ]
    for content in (whole[:-5], b"", b"[]", *map(msgspec.json.encode, bent)):
        place.write_bytes(content)
        with pytest.raises(Refused) as refused:
            unwrap_ledger_key(place, pair.opened())
        assert refused.value.code == "recovery.damaged"


def test_what_was_sealed_for_one_purpose_is_not_taken_for_another(pair: Pair) -> None:
    recipient = recovery_key_of(str(pair.public))
    sealed = seal(b"words", recipient, TEXTS)
    assert unseal(sealed, pair.opened(), TEXTS) == b"words"
    with pytest.raises(Refused):
        unseal(sealed, pair.opened(), LEDGER_KEY)
    assert seal(b"words", recipient, TEXTS) != sealed


def test_other_keys_are_not_taken_for_a_recovery_key(tmp_path: Path, pair: Pair) -> None:
    signing = tmp_path / "signing.pem"
    key = Ed25519PrivateKey.generate().public_key()
    signing.write_bytes(key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    codes = []
    for setting in (str(signing), str(pair.private), str(tmp_path / "none"), "AAAA"):
        with pytest.raises(Problem) as problem:
            recovery_key_of(setting)
        codes.append(problem.value.code)
    assert codes == ["recovery.public_key", "recovery.public_key", "file.missing", "file.missing"]
    with pytest.raises(Refused) as refused:
        read_private_key(pair.public, nothing_asked)
    assert refused.value.code == "recovery.private_key"


@pytest.mark.expected_log("the ledger's key is not wrapped")
def test_a_policy_that_names_no_key_stops_no_bench(
    tmp_path: Path, pair: Pair, caplog: pytest.LogCaptureFixture
) -> None:
    place = tmp_path / "wrapped"
    keep_wrapped(place, KEY, str(tmp_path / "none"))
    assert not place.exists()
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    keep_wrapped(place, KEY, str(pair.public))
    assert unwrap_ledger_key(place, pair.opened()) == KEY
