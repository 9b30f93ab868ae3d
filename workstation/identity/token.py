"""The bearer token that the bench shows to the central service, kept in the account's keyring.

The training profile is given its token by its embedded service and keeps none. A sign-in against an
identity provider, when it comes, renews the token here; whoever sends requests asks `Token.header` each
time.
"""

import hashlib
import re
from dataclasses import dataclass, field
from typing import Final

from workstation.domain.problems import Refused
from workstation.host.paths import Home
from workstation.identity.keyring_store import LONGEST_SECRET, Keyring

_B64TOKEN: Final = re.compile(r"[A-Za-z0-9._~+/-]+=*", re.ASCII)
"""RFC 6750 section 2.1, `b64token`."""


@dataclass(frozen=True, slots=True)
class Token:
    """A bearer token; its text stays out of `repr`."""

    text: str = field(repr=False)

    def header(self) -> str:
        """Value of the Authorization header (RFC 6750 section 2.1)."""
        return f"Bearer {self.text}"

    def mark(self) -> str:
        """Tells this token from another, and says nothing else of it."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]


def token_of(text: str) -> Token:
    """The token that was typed or given. Raises Refused (`token.malformed`) without repeating it."""
    text = text.strip()
    if not _B64TOKEN.fullmatch(text) or len(text) > LONGEST_SECRET:
        raise Refused(
            "This is not an access token.",
            safe="Nothing was changed.",
            do_now="Copy the whole token as the central service's administrator sent it.",
            code="token.malformed",
        )
    return Token(text)


def read_token(home: Home, keyring: Keyring) -> Token | None:
    """The token kept for this home, or none."""
    text = keyring.read(_name(home))
    return token_of(text) if text else None


def store_token(home: Home, keyring: Keyring, token: Token) -> None:
    """Keep the token for this home."""
    keyring.keep(_name(home), token.text)


def _name(home: Home) -> str:
    return f"{home.profile} token {home.folder}"
