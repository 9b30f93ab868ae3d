"""The keys of cache and ledger: made once, kept in the account's keyring, and never made anew over a
ledger.

Beside the databases lies `keys.json`: under which name the keyring has the keys, and a value by which the
right keys are known (no secret). So lost keys are told apart from wrong ones, and both from a destroyed
file. The training profile alone keeps its keys in a file of its own home.
"""

import hashlib
import hmac
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import msgspec

from workstation.domain.problems import Problem, Refused
from workstation.host.files import problem_of, read_plain, replace_durably
from workstation.host.paths import Home, Profile
from workstation.identity.keyring_store import Keyring, system_keyring

KEY_BYTES: Final = 32
_LONGEST_RECORD: Final = 10_000
_PURPOSE: Final = b"workstation keys 1"

RandomBytes = Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class BenchKeys:
    """The two raw 256-bit keys of a bench. They stay out of `repr`, logs and arguments."""

    cache: bytes = field(repr=False)
    ledger: bytes = field(repr=False)


class _KeyRecord(msgspec.Struct, frozen=True):
    """What `keys.json` says."""

    name: str
    check: str
    schema: int = 1


def open_keys(
    home: Home,
    *,
    keyring: Callable[[], Keyring] = system_keyring,
    random: RandomBytes = os.urandom,
) -> BenchKeys:
    """The keys of this home; made and kept at the first start.

    Raises Refused: `keyring.none`, `keyring.forgets`, `keys.lost` (the keyring no longer has them),
    `keys.wrong` (it has others), `keys.record_missing` (a ledger without its `keys.json`); Unavailable:
    `keyring.locked` and the disk's.
    """
    if home.profile is Profile.TRAINING:
        return _training_keys(home, random)
    place = home.folder / "keys.json"
    record = _read_record(place)
    if record is None:
        if _has_ledger(home):
            raise _lost(home, "keys.record_missing")
        return _new_keys(keyring(), place, f"{home.profile} {random(8).hex()}", random)
    kept = keyring()
    secret = kept.read(record.name)
    if secret is None:
        if _has_ledger(home):
            raise _lost(home, "keys.lost")
        return _new_keys(kept, place, record.name, random)
    if not hmac.compare_digest(_check(secret), record.check):
        raise _lost(home, "keys.wrong")
    return _parsed(secret)


def name_in_keyring(home: Home) -> str:
    """Under which name the keyring has the keys of this home. Raises Refused (`keys.record_missing`)."""
    record = _read_record(home.folder / "keys.json")
    if record is None:
        raise _lost(home, "keys.record_missing")
    return record.name


def adopt_ledger_key(
    home: Home,
    ledger_key: bytes,
    *,
    keyring: Callable[[], Keyring] = system_keyring,
    random: RandomBytes = os.urandom,
) -> BenchKeys:
    """Keep this key of a recovered ledger in this account's keyring, under a new name and beside a new key of
    the cache. Whoever calls has made sure that it is the ledger's.

    Raises Refused and Unavailable as the keyring and the disk do; what `keys.json` said before holds then.
    """
    secret = random(KEY_BYTES).hex() + ledger_key.hex()
    _keep(keyring(), home.folder / "keys.json", f"{home.profile} {random(8).hex()}", secret)
    return _parsed(secret)


def _new_keys(keyring: Keyring, place: Path, name: str, random: RandomBytes) -> BenchKeys:
    secret = random(2 * KEY_BYTES).hex()
    _keep(keyring, place, name, secret)
    return _parsed(secret)


def _keep(keyring: Keyring, place: Path, name: str, secret: str) -> None:
    keyring.keep(name, secret)
    replace_durably(place, msgspec.json.encode(_KeyRecord(name=name, check=_check(secret))))


def _training_keys(home: Home, random: RandomBytes) -> BenchKeys:
    place = home.training_key
    try:
        return _parsed(read_plain(place, _LONGEST_RECORD).decode("ascii"))
    except FileNotFoundError:
        if _has_ledger(home):
            raise _lost(home, "keys.lost") from None
    except OSError as error:
        raise problem_of(error, place) from error
    except ValueError:
        raise _lost(home, "keys.wrong") from None
    secret = random(2 * KEY_BYTES).hex()
    replace_durably(place, secret.encode("ascii"))
    return _parsed(secret)


def _has_ledger(home: Home) -> bool:
    return home.ledger.exists() or home.ledger_anchor.exists()


def _read_record(place: Path) -> _KeyRecord | None:
    try:
        return msgspec.json.decode(read_plain(place, _LONGEST_RECORD), type=_KeyRecord)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise problem_of(error, place) from error
    except msgspec.MsgspecError:
        return None


def _check(secret: str) -> str:
    return hmac.new(secret.encode(), _PURPOSE, hashlib.sha256).hexdigest()


def _parsed(secret: str) -> BenchKeys:
    raw = bytes.fromhex(secret)
    if len(raw) != 2 * KEY_BYTES:
        raise ValueError("not two keys")
    return BenchKeys(cache=raw[:KEY_BYTES], ledger=raw[KEY_BYTES:])


def _lost(home: Home, code: str) -> Problem:
    return Refused(
        _LOST_WORDS[code],
        safe="The ledger is left as it is; nothing was changed.",
        do_now="Call IT: the keys must be restored before this bench can work again. Do not delete anything.",
        code=code,
        values={"file": home.ledger},
    )


_LOST_WORDS: Final = {
    "keys.lost": "The key of the ledger {file} is no longer there.",
    "keys.wrong": "The key that is there is not the key of the ledger {file}.",
    "keys.record_missing": "What says where the key of the ledger {file} is kept is missing or damaged.",
}
