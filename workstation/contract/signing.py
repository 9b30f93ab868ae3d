"""Ed25519 signatures (RFC 8032), once for bench and central service: entries, requests and mandates.

Public keys are 64 hex digits, signatures base64. The library is loaded at the first signature: the window
does not wait for it.
"""

import base64
import binascii
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

SEED_BYTES: Final = 32
"""A private key is its seed (RFC 8032 section 5.1.5)."""


class Signer(Protocol):
    """Signs with one key, whose secret part stays inside."""

    @property
    def public_key(self) -> str:
        """The key's public part, 64 hex digits."""
        ...

    def sign(self, message: bytes) -> str:
        """The signature over exactly these bytes, base64."""
        ...


class KeySigner:
    """A signer with the key in memory. May be used from any thread."""

    def __init__(self, seed: bytes) -> None:
        if len(seed) != SEED_BYTES:
            raise ValueError("an Ed25519 seed has 32 bytes")
        self._seed = seed
        self._loaded: Ed25519PrivateKey | None = None

    @property
    def public_key(self) -> str:
        """The key's public part, 64 hex digits."""
        return self._key().public_key().public_bytes_raw().hex()

    def sign(self, message: bytes) -> str:
        """The signature over exactly these bytes, base64."""
        return base64.b64encode(self._key().sign(message)).decode("ascii")

    def _key(self) -> "Ed25519PrivateKey":
        if self._loaded is None:
            from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

            self._loaded = Ed25519PrivateKey.from_private_bytes(self._seed)
        return self._loaded


def is_signed(public_key: str, message: bytes, signature: str) -> bool:
    """Whether this signature over exactly these bytes was made with this key. False for what is no key and
    no signature.
    """
    from cryptography.exceptions import InvalidSignature

    try:
        _public(public_key).verify(base64.b64decode(signature, validate=True), message)
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True


@lru_cache(maxsize=256)
def _public(public_key: str) -> "Ed25519PublicKey":
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    return Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
