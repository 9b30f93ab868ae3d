"""The bench's signing key: made once, kept apart from the ledger's key, so that whoever recovers a ledger
cannot sign as the bench.

Live: in the account's keyring under the name of the bench's other keys. Training: in a file of its home.
"""

import os
from collections.abc import Callable
from typing import Final

from workstation.contract.signing import SEED_BYTES, KeySigner, Signer
from workstation.domain.problems import Refused
from workstation.host.files import problem_of, read_plain, replace_durably
from workstation.host.paths import Home, Profile
from workstation.identity.keyring_store import Keyring, system_keyring
from workstation.identity.keys import RandomBytes, name_in_keyring

_LONGEST: Final = 1000


def open_signer(
    home: Home, *, keyring: Callable[[], Keyring] = system_keyring, random: RandomBytes = os.urandom
) -> Signer:
    """The signer of this home; its key is made and kept the first time, and again where it was lost: a new
    key is enrolled beside the old one, and the chain says from where on it signs.

    After `open_keys`. Raises Refused and Unavailable as the keyring does.
    """
    if home.profile is Profile.TRAINING:
        return KeySigner(_training_seed(home, random))
    kept = keyring()
    name = f"{name_in_keyring(home)} signing"
    secret = kept.read(name)
    if secret is None:
        secret = random(SEED_BYTES).hex()
        kept.keep(name, secret)
    return KeySigner(_seed_of(secret))


def public_key_kept(home: Home, *, keyring: Callable[[], Keyring] = system_keyring) -> str:
    """Public part of the signing key that this account has for this home; empty where it has none. Makes
    nothing.
    """
    if home.profile is Profile.TRAINING:
        place = home.folder / "training.signing"
        return KeySigner(_training_seed(home, os.urandom)).public_key if place.exists() else ""
    secret = keyring().read(f"{name_in_keyring(home)} signing")
    return KeySigner(_seed_of(secret)).public_key if secret else ""


def _training_seed(home: Home, random: RandomBytes) -> bytes:
    place = home.folder / "training.signing"
    try:
        return _seed_of(read_plain(place, _LONGEST).decode("ascii", "replace"))
    except FileNotFoundError:
        secret = random(SEED_BYTES).hex()
        replace_durably(place, secret.encode("ascii"))
        return _seed_of(secret)
    except OSError as error:
        raise problem_of(error, place) from error


def _seed_of(secret: str) -> bytes:
    try:
        seed = bytes.fromhex(secret)
    except ValueError:
        seed = b""
    if len(seed) != SEED_BYTES:
        raise Refused(
            "The bench's signing key is not what was kept.",
            safe="Nothing was recorded or sent.",
            do_now="Call IT: the key must be taken out of the keyring, so that a new one is made.",
            code="keys.signing",
        )
    return seed
