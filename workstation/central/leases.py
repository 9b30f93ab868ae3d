"""Leases: which bench has which consignment open. They end by themselves, and no act ever depends on one."""

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, case, delete, exists, insert, select

from workstation.central import schema
from workstation.central.database import Database
from workstation.central.documents import column_text
from workstation.contract.enrolment import ACTIVE
from workstation.contract.leases import LEASE_S, Lease, LeaseAnswer, LeaseRequest
from workstation.contract.leases import Leases as LeasesHeld
from workstation.host.clock import Clock

TOLD: Final = 1_000
"""Leases in one answer at most, and other holders of one consignment: what people can still look at. Those of
benches that have enrolled come first: a token that belongs to no bench can name any number of others.
"""

_kept = schema.lease.c
_enrolled = schema.enrolment.c
_IS_ENROLLED: Final = case(
    (exists().where(_enrolled.bench == _kept.bench, _enrolled.state == ACTIVE), 1), else_=0
)


class Leases:
    """Gives leases out and takes them back. May be used from any thread.

    A bench has one consignment open, so it has one lease: the next ends the one before, even where the return
    of that one was lost.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def take(self, consignment: str, asked: LeaseRequest) -> LeaseAnswer:
        """Lease the consignment to this bench, or renew its lease; who else has it open."""
        now = self._now_ms()
        id_, bench = column_text(consignment), column_text(asked.bench)
        row = {
            "consignment": id_,
            "bench": bench,
            "office": column_text(asked.office),
            "officer": column_text(asked.officer),
            "since": now,
            "until": now + LEASE_S * 1000,
        }
        with self._database.writing() as connection:
            connection.execute(delete(schema.lease).where(_kept.until <= now))
            before = connection.execute(select(schema.lease).where(_kept.bench == bench)).all()
            same = [each for each in before if (each.consignment, each.officer) == (id_, row["officer"])]
            if same:
                row["since"] = same[0].since
            connection.execute(delete(schema.lease).where(_kept.bench == bench))
            connection.execute(insert(schema.lease).values(row))
            others = self._others(connection, id_, bench)
        return LeaseAnswer(lease=_lease(row), others=others, clock=_instant(now))

    def _others(self, connection: Connection, consignment: str, bench: str) -> tuple[Lease, ...]:
        wanted = (
            select(schema.lease)
            .where(_kept.consignment == consignment, _kept.bench != bench)
            .order_by(_IS_ENROLLED.desc(), _kept.since, _kept.bench)
            .limit(TOLD)
        )
        return tuple(_of(row) for row in connection.execute(wanted))

    def give_back(self, consignment: str, bench: str) -> None:
        """The bench has put the consignment away. One that it does not have is given back already."""
        mine = (_kept.consignment == column_text(consignment), _kept.bench == column_text(bench))
        with self._database.writing() as connection:
            connection.execute(delete(schema.lease).where(*mine))

    def held(self, offices: Collection[str] = ()) -> LeasesHeld:
        """The leases of benches of these offices (none named: of all) that hold now, the newest first among
        those of enrolled benches, and among the others behind them.
        """
        now = self._now_ms()
        wanted = select(schema.lease).where(_kept.until > now)
        if offices:
            wanted = wanted.where(_kept.office.in_(offices))
        wanted = wanted.order_by(
            _IS_ENROLLED.desc(), _kept.since.desc(), _kept.consignment, _kept.bench
        ).limit(TOLD + 1)
        with self._database.reading() as connection:
            found = [_of(row) for row in connection.execute(wanted)]
        return LeasesHeld(leases=tuple(found[:TOLD]), more=len(found) > TOLD, clock=_instant(now))

    def _now_ms(self) -> int:
        return int(self._clock.now().timestamp() * 1000)


def _of(row: Row[Any]) -> Lease:
    return _lease(row._mapping)


def _lease(row: Any) -> Lease:
    names = {name: str(row[name]) for name in ("consignment", "bench", "office", "officer")}
    return Lease(**names, since=_instant(row["since"]), until=_instant(row["until"]))


def _instant(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
