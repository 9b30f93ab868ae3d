"""Mandates as the central service signed them, kept for as long as events may name them; they hold while
the key that signed them is believed.
"""

import re
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Final

from workstation.contract.mandates import SignedMandate
from workstation.domain.mandate import Mandate
from workstation.domain.value import Value
from workstation.ledger.access import Access
from workstation.ledger.database import Connection
from workstation.ledger.instants import milliseconds
from workstation.ledger.known import known

SERVICE_KEYS: Final = "service_keys"
"""Name of the small fact which keys of the service are pinned: public keys, 64 hex digits each."""

_KEY: Final = re.compile(r"\b[0-9a-f]{64}\b")


class KeptMandate(Value):
    """A mandate with the text that was signed."""

    mandate: Mandate
    signed: SignedMandate


class Mandates:
    """The mandates that this bench was given. Reading is for any thread, writing for the ledger's writer;
    what is to be kept has been verified.
    """

    def __init__(self, access: Access) -> None:
        self._access = access
        self._fixed: frozenset[str] = frozenset()
        # Asked for with each draft that the screen looks at.
        self._newest: dict[tuple[str, frozenset[str]], KeptMandate | None] = {}
        self._signers: frozenset[str] | None = None

    def fix_keys(self, keys: Collection[str]) -> None:
        """From now on only these keys of the service are believed, as policy says; none: the pinned ones."""
        self._fixed = frozenset(key.lower() for key in keys)

    def keys(self) -> frozenset[str]:
        """The keys that are believed; none: nobody has said yet whose signature a mandate must have."""
        if self._fixed:
            return self._fixed
        with self._access.looking() as connection:
            return frozenset(_KEY.findall(known(connection, SERVICE_KEYS)))

    def keep(self, mandate: Mandate, signed: SignedMandate, now: datetime) -> bool:
        """Keep it. An id that is known is never given another content; whether this one is kept now."""
        with self._access.changing() as connection:
            row = connection.execute(
                "SELECT document, signature, key FROM mandate WHERE id = ?", (mandate.id,)
            ).fetchone()
            if row is not None:
                return _signed(row) == signed
            connection.execute(
                "INSERT INTO mandate (id, officer, received_ms, document, signature, key)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (
                    mandate.id,
                    mandate.officer,
                    milliseconds(now),
                    signed.document.encode(),
                    signed.signature,
                    signed.key,
                ),
            )
        self._newest, self._signers = {}, None
        return True

    def of(self, officer: str) -> KeptMandate | None:
        """The mandate of this officer that the service issued last, by its own clock, of those whose key is
        believed now.
        """
        asked, remembered = (officer, self.keys()), self._newest
        if asked not in remembered:
            remembered[asked] = self._looked_up(*asked)
        return remembered[asked]

    def _looked_up(self, officer: str, keys: Collection[str]) -> KeptMandate | None:
        with self._access.looking() as connection:
            found = _read(
                connection, "SELECT document, signature, key FROM mandate WHERE officer = ?", (officer,)
            )
        believed = (kept for kept in found if not keys or kept.signed.key in keys)
        return max(believed, key=lambda kept: (kept.mandate.issued, kept.mandate.id), default=None)

    def any(self) -> bool:
        """Whether the service has ever issued one to this bench, to whomever, with a key that is believed
        now.
        """
        keys, signers = self.keys(), self._signers
        if signers is None:
            with self._access.looking() as connection:
                rows = connection.execute("SELECT DISTINCT key FROM mandate").fetchall()
            signers = self._signers = frozenset(str(key) for (key,) in rows)
        return bool(signers & keys if keys else signers)

    def named(self, ids: Iterable[str]) -> tuple[SignedMandate, ...]:
        """These mandates as they were signed, as far as they are known."""
        wanted = sorted(set(ids) - {""})
        with self._access.looking() as connection:
            rows = (
                connection.execute(
                    "SELECT document, signature, key FROM mandate WHERE id = ?", (id,)
                ).fetchone()
                for id in wanted
            )
            return tuple(_signed(row) for row in rows if row is not None)


def _read(connection: Connection, statement: str, values: tuple[str, ...]) -> list[KeptMandate]:
    signed = (_signed(row) for row in connection.execute(statement, values))
    return [
        KeptMandate(mandate=mandate, signed=each) for each in signed if (mandate := each.read()) is not None
    ]


def _signed(row: tuple[bytes, str, str]) -> SignedMandate:
    return SignedMandate(document=bytes(row[0]).decode(), signature=str(row[1]), key=str(row[2]))
