"""Alarms: what only a copied, restored or forged ledger makes, or a bench that annuls more than it may. Kept,
logged, and for a person to look at.
"""

import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection, func, insert, select

from workstation.central import schema
from workstation.contract.enrolment import Alarm, AlarmPage
from workstation.domain.event import BenchEvent
from workstation.domain.value import Value

log: Final = logging.getLogger(__name__)

FORK: Final = "fork"
ID_REUSED: Final = "id_reused"
SIGNATURE: Final = "signature"
OFFICE: Final = "office"
CHAIN: Final = "chain"

PAGE: Final = 500
_NAMED: Final = 8
"""Events that one alarm names at most: the newest."""

_alarm = schema.alarm.c


class Place(Value):
    """A place in a ledger; nought: the whole of it."""

    bench: str
    ledger: str
    sequence: int = 0


def raise_alarm(
    connection: Connection,
    kind: str,
    about: BenchEvent | Place,
    numbers: Sequence[int],
    words: str,
    now_ms: int,
) -> None:
    """Keep an alarm, and log it as an error; `numbers` are those of the events that it is about."""
    events = ",".join(map(str, sorted(numbers)[-_NAMED:]))
    connection.execute(
        insert(schema.alarm).values(
            at=now_ms,
            kind=kind,
            bench=about.bench,
            ledger=about.ledger,
            sequence=about.sequence,
            events=events,
            words=words,
        )
    )
    place = (about.bench, about.ledger, about.sequence, events)
    log.error("alarm %s: bench %r, ledger %r, place %d, events %s", kind, *place)


def read_alarms(connection: Connection, after: int, limit: int) -> AlarmPage:
    """Alarms after this number, the oldest first."""
    wanted = select(schema.alarm).where(_alarm.number > after).order_by(_alarm.number).limit(limit + 1)
    rows = connection.execute(wanted).all()
    return AlarmPage(
        alarms=tuple(
            Alarm(
                number=str(row.number),
                at=datetime.fromtimestamp(row.at / 1000, UTC),
                kind=row.kind,
                bench=row.bench,
                ledger=row.ledger,
                sequence=row.sequence,
                events=tuple(each for each in row.events.split(",") if each),
                words=row.words,
            )
            for row in rows[:limit]
        ),
        more=len(rows) > limit,
    )


def forked_places(connection: Connection, ledger: str) -> int:
    """How many places of a ledger have more than one event."""
    places = func.count(func.distinct(_alarm.sequence))
    wanted = select(places).where(_alarm.ledger == ledger, _alarm.kind == FORK)
    return int(connection.execute(wanted).scalar_one())
