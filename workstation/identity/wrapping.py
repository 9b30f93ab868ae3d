"""What only the administration may open: the ledger's key, and texts of archives, sealed to its recovery key.

The recovery key is a key pair of X25519 (RFC 7748). To seal: a new key pair for this one time, the shared
secret of its private and the recovery's public part through HKDF-SHA256 (RFC 5869), and ChaCha20-Poly1305
(RFC 8439) under the key that comes out, which is never used again, so that the nonce may be zero. The private
part stays with the administration: a bench holds the public one alone, and cannot open what it sealed.
"""

import base64
import binascii
import hashlib
import hmac
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from workstation.domain.problems import Problem, Refused
from workstation.host.files import NotAPlainFile, problem_of, read_plain, replace_durably

log: Final = logging.getLogger(__name__)

LEDGER_KEY: Final = "ledger key"
TEXTS: Final = "ledger texts"

_LONGEST: Final = 10_000
_KEY_BYTES: Final = 32
_NONCE: Final = bytes(12)
_INFO: Final = b"workstation seal 1\0"
_CHECK: Final = b"workstation wrapped key 1"


class _Sealed(msgspec.Struct, frozen=True):
    """Binary fields are base64. `recipient` is the SHA-256 of the recovery key's public part."""

    purpose: str
    recipient: str
    ephemeral: bytes
    sealed: bytes
    schema: int = 1


class _Wrapped(msgspec.Struct, frozen=True):
    """What `ledger.key.wrapped` says; by `check` the bench knows whose key it is without opening it."""

    check: str
    key: _Sealed


# --- the recovery key ---------------------------------------------------------------------------------------


def new_recovery_pair(passphrase: bytes = b"") -> tuple[bytes, bytes]:
    """A new private and public recovery key, PEM; the private one encrypted where there is a passphrase."""
    private = X25519PrivateKey.generate()
    encryption: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if passphrase:
        encryption = serialization.BestAvailableEncryption(passphrase)
    pem = serialization.Encoding.PEM
    return (
        private.private_bytes(pem, serialization.PrivateFormat.PKCS8, encryption),
        private.public_key().public_bytes(pem, serialization.PublicFormat.SubjectPublicKeyInfo),
    )


def recovery_key_of(setting: str) -> X25519PublicKey:
    """The public recovery key that a setting or a command names: base64 of its 32 bytes, or the path of a PEM
    file. Raises Refused (`recovery.public_key`), Unavailable for the disk.
    """
    try:
        raw = base64.b64decode(setting, validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) == _KEY_BYTES:
        return _able_to_seal(X25519PublicKey.from_public_bytes(raw), setting)
    place = Path(setting)
    try:
        found = serialization.load_pem_public_key(read_plain(place, _LONGEST))
    except NotAPlainFile:
        raise _no_public_key(setting) from None
    except OSError as error:
        raise problem_of(error, place) from error
    except (ValueError, TypeError):
        raise _no_public_key(setting) from None
    if not isinstance(found, X25519PublicKey):
        raise _no_public_key(setting)
    return _able_to_seal(found, setting)


def _able_to_seal(found: X25519PublicKey, setting: str) -> X25519PublicKey:
    """A few points of the curve give everybody the same secret (RFC 7748, section 6.1), zero among them."""
    try:
        X25519PrivateKey.generate().exchange(found)
    except ValueError:
        raise _no_public_key(setting) from None
    return found


def read_private_key(place: Path, ask: Callable[[], bytes]) -> X25519PrivateKey:
    """The private recovery key in a PEM file; `ask` is asked for its passphrase where it has one.

    Raises Refused (`recovery.private_key`, `recovery.passphrase`), Unavailable for the disk.
    """
    try:
        content = read_plain(place, _LONGEST)
    except NotAPlainFile:
        raise _no_private_key(place) from None
    except OSError as error:
        raise problem_of(error, place) from error
    try:
        found = serialization.load_pem_private_key(content, None)
    except TypeError:  # it is encrypted
        try:
            found = serialization.load_pem_private_key(content, ask())
        except (ValueError, TypeError):
            raise _wrong_passphrase(place) from None
    except ValueError:
        raise _no_private_key(place) from None
    if not isinstance(found, X25519PrivateKey):
        raise _no_private_key(place)
    return found


# --- sealing ------------------------------------------------------------------------------------------------


def seal(content: bytes, recipient: X25519PublicKey, purpose: str) -> bytes:
    """The content for the holder of the private recovery key alone, as JSON."""
    return msgspec.json.encode(_seal(content, recipient, purpose))


def unseal(sealed: bytes, private: X25519PrivateKey, purpose: str) -> bytes:
    """What was sealed for this purpose. Raises Refused (`recovery.other_key`, `recovery.damaged`)."""
    try:
        read = msgspec.json.decode(sealed, type=_Sealed)
    except msgspec.MsgspecError:
        raise _damaged() from None
    return _unseal(read, private, purpose)


def _seal(content: bytes, recipient: X25519PublicKey, purpose: str) -> _Sealed:
    once = X25519PrivateKey.generate()
    ephemeral = once.public_key().public_bytes_raw()
    key = _derived(once.exchange(recipient), ephemeral, recipient, purpose)
    sealed = ChaCha20Poly1305(key).encrypt(_NONCE, content, purpose.encode())
    return _Sealed(purpose=purpose, recipient=name_of(recipient), ephemeral=ephemeral, sealed=sealed)


def _unseal(read: _Sealed, private: X25519PrivateKey, purpose: str) -> bytes:
    recipient = private.public_key()
    if read.recipient != name_of(recipient):
        raise Refused(
            "This is another private key than the one that can open it.",
            safe="Nothing was changed.",
            do_now="Use the private key that belongs to the recovery key of the bench's policy at that time.",
            code="recovery.other_key",
        )
    try:
        ephemeral = X25519PublicKey.from_public_bytes(read.ephemeral)
        key = _derived(private.exchange(ephemeral), read.ephemeral, recipient, purpose)
        return ChaCha20Poly1305(key).decrypt(_NONCE, read.sealed, purpose.encode())
    except (InvalidTag, ValueError):
        raise _damaged() from None


def _derived(secret: bytes, ephemeral: bytes, recipient: X25519PublicKey, purpose: str) -> bytes:
    salt = ephemeral + recipient.public_bytes_raw()
    return HKDF(hashes.SHA256(), _KEY_BYTES, salt, _INFO + purpose.encode()).derive(secret)


def name_of(recipient: X25519PublicKey) -> str:
    """SHA-256 of the public recovery key: by it people and files name which one is meant."""
    return hashlib.sha256(recipient.public_bytes_raw()).hexdigest()


# --- the ledger's key ---------------------------------------------------------------------------------------


def wrap_ledger_key(place: Path, ledger_key: bytes, setting: str) -> str:
    """Keep the ledger's key at `place`, sealed to the recovery key that the setting names, unless it lies
    there already; the recovery key's name.

    Raises Refused (`recovery.public_key`), Unavailable for the disk.
    """
    recipient = recovery_key_of(setting)
    check = _check(ledger_key)
    try:
        there = msgspec.json.decode(read_plain(place, _LONGEST), type=_Wrapped)
    except (OSError, msgspec.MsgspecError):
        there = None
    if there is None or (there.check, there.key.recipient) != (check, name_of(recipient)):
        wrapped = _Wrapped(check=check, key=_seal(ledger_key, recipient, LEDGER_KEY))
        replace_durably(place, msgspec.json.encode(wrapped))
    return name_of(recipient)


def keep_wrapped(place: Path, ledger_key: bytes, setting: str) -> None:
    """Wrap the ledger's key to the recovery key that is set; what fails is logged for IT, for the bench works
    without.
    """
    try:
        wrap_ledger_key(place, ledger_key, setting)
    except Problem as problem:
        log.error("the ledger's key is not wrapped to the recovery key", extra={"code": problem.code})


def unwrap_ledger_key(place: Path, private: X25519PrivateKey) -> bytes:
    """The ledger's key that was wrapped at `place`. Raises Refused (`recovery.other_key`,
    `recovery.damaged`), Unavailable for the disk.
    """
    try:
        wrapped = msgspec.json.decode(read_plain(place, _LONGEST), type=_Wrapped)
    except OSError as error:
        raise problem_of(error, place) from error
    except msgspec.MsgspecError:
        raise _damaged() from None
    key = _unseal(wrapped.key, private, LEDGER_KEY)
    if len(key) != _KEY_BYTES or not hmac.compare_digest(_check(key), wrapped.check):
        raise _damaged()
    return key


def _check(ledger_key: bytes) -> str:
    return hmac.new(ledger_key, _CHECK, hashlib.sha256).hexdigest()


# --- in words -----------------------------------------------------------------------------------------------


def _no_public_key(setting: str) -> Refused:
    return Refused(
        "{file} is not the public part of a recovery key.",
        safe="Nothing was changed.",
        do_now="Use the public file that `workstation keys new-recovery` wrote.",
        code="recovery.public_key",
        values={"file": setting},
    )


def _no_private_key(place: Path) -> Refused:
    return Refused(
        "{file} is not the private part of a recovery key.",
        safe="Nothing was changed.",
        do_now="Use the private file that `workstation keys new-recovery` wrote.",
        code="recovery.private_key",
        values={"file": place},
    )


def _wrong_passphrase(place: Path) -> Refused:
    return Refused(
        "This is not the passphrase of {file}.",
        safe="Nothing was changed.",
        do_now="Type it again.",
        code="recovery.passphrase",
        values={"file": place},
    )


def _damaged() -> Refused:
    return Refused(
        "What was sealed to the recovery key is not as it was written.",
        safe="Nothing was changed.",
        do_now="Use another copy of the file.",
        code="recovery.damaged",
    )
