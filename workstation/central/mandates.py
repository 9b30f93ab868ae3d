"""Mandates: issued from rules, signed with the service's own key, kept for ever as they were signed."""

import logging
import os
from datetime import UTC, datetime
from typing import Final

import msgspec
from sqlalchemy import Connection, delete, func, insert, or_, select

from workstation.central import schema
from workstation.central.database import Database
from workstation.central.documents import column_text
from workstation.contract.mandates import DAY_S, EVERY_ACT, MandateRule, SignedMandate
from workstation.contract.signing import SEED_BYTES, KeySigner
from workstation.domain.event import BenchEvent, uuid7
from workstation.domain.mandate import Mandate
from workstation.host.clock import Clock

log: Final = logging.getLogger(__name__)

PURPOSE: Final = "mandate"
_EVERYBODY: Final = ""
_ID_BYTES: Final = 10

NEW_OFFICERS: Final = 100
"""Officers that one bench may ask for in a day for the first time: more never work at one, and each is kept
for ever.
"""

_rule = schema.mandate_rule.c
_issued = schema.mandate.c
_key = schema.service_key.c
_given = schema.mandate_given.c


class TooManyOfficers(Exception):  # noqa: N818 - the answer to a request, not an error of ours
    """The caller has asked for more new officers today than can work at a bench."""


class Mandates:
    """Issues what is due, and keeps rules. May be used from any thread."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def current(self, officer: str, asker: str = "") -> tuple[str, SignedMandate]:
        """The mandate of this officer and its id: the newest one issued, or a new one where the rule is
        another by now, or half of the time is over. `asker` is the bench that is given it, or what else
        names the caller. Raises TooManyOfficers.
        """
        officer, now = column_text(officer), self._clock.now()
        with self._database.reading() as connection:
            found = _current(connection, officer, now)
            is_known = not asker or _is_given(connection, officer, asker)
        if found is not None and is_known:
            return found
        with self._database.writing() as connection:
            if not is_known:
                _give(connection, officer, asker, _milliseconds(now))
            return _current(connection, officer, now) or _issue(connection, officer, now)

    def public_keys(self) -> tuple[str, ...]:
        """Public keys of the service that sign mandates; the first is made when it is asked for."""
        with self._database.reading() as connection:
            found = _public_keys(connection)
        if found:
            return found
        with self._database.writing() as connection:
            _signer(connection, self._clock.now())
            return _public_keys(connection)

    def rule(self, officer: str = _EVERYBODY) -> MandateRule:
        """The rule from which this officer's mandates are issued: the own one, else everybody's."""
        with self._database.reading() as connection:
            return _rule_for(connection, column_text(officer))

    def put_rule(self, rule: MandateRule, officer: str = _EVERYBODY) -> None:
        """From now on mandates of this officer (none named: of everybody without a rule) are issued from
        this.
        """
        row = {
            "officer": column_text(officer),
            "changed": _milliseconds(self._clock.now()),
            "document": msgspec.json.encode(rule),
        }
        with self._database.writing() as connection:
            connection.execute(delete(schema.mandate_rule).where(_rule.officer == row["officer"]))
            connection.execute(insert(schema.mandate_rule).values(row))
        log.info("a rule of mandates was put in")

    def drop_rule(self, officer: str) -> bool:
        """This officer has no rule of their own any more; whether there was one."""
        own = _rule.officer == column_text(officer)
        with self._database.writing() as connection:
            return connection.execute(delete(schema.mandate_rule).where(own)).rowcount > 0


def learn(connection: Connection, signed: SignedMandate) -> None:
    """Keep a mandate that a bench sends along with events that name it, where the service has lost it and its
    own key has signed it.
    """
    mandate = signed.read()
    if mandate is None or mandate_named(connection, mandate.id) is not None:
        return
    if mandate.id != column_text(mandate.id) or not signed.is_signed_by(_public_keys(connection)):
        log.info("a mandate that was sent along is not of this service")
        return
    _keep(connection, mandate, signed)


def mandate_named(connection: Connection, id: str) -> Mandate | None:
    """The mandate of this id as it was issued; none if the service does not know it."""
    wanted = select(_issued.document).where(_issued.id == id)
    document = connection.execute(wanted).scalar_one_or_none() if id else None
    return msgspec.json.decode(document, type=Mandate) if document is not None else None


def is_without(connection: Connection, event: BenchEvent) -> bool:
    """Whether the event was recorded when its bench or officer had been given a mandate."""
    given = select(func.min(_given.at)).where(
        or_(_given.asker == event.bench, _given.officer == event.officer)
    )
    issued = select(func.min(_issued.issued)).where(_issued.officer == event.officer)
    at = _milliseconds(event.happened())
    firsts = (connection.execute(wanted).scalar_one() for wanted in (given, issued))
    return any(first is not None and first <= at for first in firsts)


def _is_given(connection: Connection, officer: str, asker: str) -> bool:
    mine = (_given.asker == asker, _given.officer == officer)
    return connection.execute(select(_given.at).where(*mine)).first() is not None


def _give(connection: Connection, officer: str, asker: str, now_ms: int) -> None:
    if _is_given(connection, officer, asker):
        return
    today = (_given.asker == asker, _given.at > now_ms - DAY_S * 1000)
    if connection.execute(select(func.count()).where(*today)).scalar_one() >= NEW_OFFICERS:
        raise TooManyOfficers
    connection.execute(insert(schema.mandate_given).values(asker=asker, officer=officer, at=now_ms))


def _current(connection: Connection, officer: str, now: datetime) -> tuple[str, SignedMandate] | None:
    """The newest mandate of the officer, while it is what would be issued now."""
    wanted = (
        select(_issued.document, _issued.signature, _issued.key)
        .where(_issued.officer == officer)
        .order_by(_issued.issued.desc(), _issued.id.desc())
        .limit(1)
    )
    row = connection.execute(wanted).first()
    if row is None:
        return None
    signed = SignedMandate(document=row.document.decode(), key=row.key, signature=row.signature)
    mandate = msgspec.json.decode(row.document, type=Mandate)
    return (mandate.id, signed) if _rule_for(connection, officer).is_behind(mandate, now) else None


def _rule_for(connection: Connection, officer: str) -> MandateRule:
    wanted = (
        select(_rule.document)
        .where(_rule.officer.in_({officer, _EVERYBODY}))
        .order_by(_rule.officer.desc())
        .limit(1)
    )
    document = connection.execute(wanted).scalar_one_or_none()
    return msgspec.json.decode(document, type=MandateRule) if document is not None else EVERY_ACT


def _issue(connection: Connection, officer: str, now: datetime) -> tuple[str, SignedMandate]:
    signer = _signer(connection, now)
    id = uuid7(_milliseconds(now), os.urandom(_ID_BYTES))
    mandate = _rule_for(connection, officer).mandate(id, officer, now)
    document = msgspec.json.encode(mandate, order="sorted")
    signed = SignedMandate(document=document.decode(), key=signer.public_key, signature=signer.sign(document))
    _keep(connection, mandate, signed)
    return mandate.id, signed


def _keep(connection: Connection, mandate: Mandate, signed: SignedMandate) -> None:
    connection.execute(
        insert(schema.mandate).values(
            id=mandate.id,
            officer=column_text(mandate.officer),
            issued=_milliseconds(mandate.issued),
            document=signed.document.encode(),
            signature=signed.signature,
            key=signed.key,
        )
    )


def _public_keys(connection: Connection) -> tuple[str, ...]:
    wanted = select(_key.public_key).where(_key.purpose == PURPOSE).order_by(_key.made.desc())
    return tuple(connection.execute(wanted).scalars())


def _signer(connection: Connection, now: datetime) -> KeySigner:
    """Signs with the newest key; the first is made here. In the writer's transaction."""
    wanted = select(_key.seed).where(_key.purpose == PURPOSE).order_by(_key.made.desc()).limit(1)
    seed = connection.execute(wanted).scalar_one_or_none()
    if seed is not None:
        return KeySigner(bytes(seed))
    made = os.urandom(SEED_BYTES)
    signer = KeySigner(made)
    row = {"public_key": signer.public_key, "purpose": PURPOSE, "seed": made, "made": _milliseconds(now)}
    connection.execute(insert(schema.service_key).values(row))
    return signer


def _milliseconds(at: datetime) -> int:
    return int(at.astimezone(UTC).timestamp() * 1000)
