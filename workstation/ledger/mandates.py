"""Mandates as the central service signed them, kept for as long as events may name them."""

from collections.abc import Iterable
from datetime import datetime

from workstation.contract.mandates import SignedMandate
from workstation.domain.mandate import Mandate
from workstation.domain.value import Value
from workstation.ledger.access import Access
from workstation.ledger.database import Connection
from workstation.ledger.delivery import milliseconds


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
        # Asked for with each draft that the screen looks at.
        self._newest: dict[str, KeptMandate | None] = {}

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
        self._newest = {}
        return True

    def of(self, officer: str) -> KeptMandate | None:
        """The mandate of this officer that the service issued last, by its own clock."""
        remembered = self._newest
        if officer not in remembered:
            remembered[officer] = self._looked_up(officer)
        return remembered[officer]

    def _looked_up(self, officer: str) -> KeptMandate | None:
        with self._access.looking() as connection:
            found = _read(
                connection, "SELECT document, signature, key FROM mandate WHERE officer = ?", (officer,)
            )
        return max(found, key=lambda kept: (kept.mandate.issued, kept.mandate.id), default=None)

    def any(self) -> bool:
        """Whether the service has ever issued one to this bench, to whomever."""
        with self._access.looking() as connection:
            return connection.execute("SELECT 1 FROM mandate LIMIT 1").fetchone() is not None

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
