"""What the enrolments say of the ledger that an event is of: whose it is, which keys sign it, and for which
offices its bench works.
"""

from typing import Any, Final

from sqlalchemy import Connection, Row, insert, select

from workstation.central import schema
from workstation.contract.enrolment import ACTIVE
from workstation.domain.value import Value

_key = schema.enrolment.c
_office = schema.enrolled_office.c


class EnrolledLedger(Value):
    """A ledger as it is enrolled; all empty: it never was.

    `benches` speak for it now, or last did. `keys` are all that ever signed it, from `signed_from` on.
    `offices` are all that it was ever enrolled for: an act may come long after its bench has moved.
    """

    benches: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()
    signed_from: int = 0
    offices: frozenset[str] = frozenset()

    def is_anothers(self, bench: str) -> bool:
        """Whether it is enrolled, and not for this bench."""
        return bool(self.benches) and bench not in self.benches


def enrolled_ledger(connection: Connection, ledger: str) -> EnrolledLedger:
    """The ledger as it is enrolled."""
    rows = connection.execute(select(schema.enrolment).where(_key.ledger == ledger)).all()
    if not rows:
        return EnrolledLedger()
    before = connection.execute(select(_office.office).where(_office.ledger == ledger)).scalars()
    return EnrolledLedger(
        benches=frozenset(row.bench for row in rows if row.state == ACTIVE)
        or frozenset(row.bench for row in rows),
        keys=frozenset(row.public_key for row in rows),
        signed_from=min(row.signed_from for row in rows),
        offices=frozenset(row.office for row in rows) | frozenset(before),
    )


def keep_office(connection: Connection, row: Row[Any]) -> None:
    """Remember the office of an enrolment that is about to name another one."""
    mine = (_office.ledger == row.ledger, _office.office == row.office)
    if connection.execute(select(_office.office).where(*mine)).first() is None:
        connection.execute(insert(schema.enrolled_office).values(ledger=row.ledger, office=row.office))


OFFICE_WORDS: Final = "The bench enrolled for another office than before: may it?"
"""What is said where a ledger's office changes: the right to lift an office's holds goes with it."""
