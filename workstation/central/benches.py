"""Benches as the service knows them: which key speaks for which bench and ledger, since when, and whether it
still may.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, func, insert, or_, select, update

from workstation.central import schema
from workstation.central.alarms import OFFICE, Place, raise_alarm, read_alarms
from workstation.central.cursors import Cursor
from workstation.central.database import Database
from workstation.central.documents import column_text
from workstation.central.holdings import read_holding, read_own_events
from workstation.central.ledgers import OFFICE_WORDS, keep_office
from workstation.central.tokens import Caller
from workstation.contract.enrolment import (
    ACTIVE,
    REPLACED,
    REVOKED,
    AlarmPage,
    Enrolled,
    Enrolment,
    LedgerHolding,
)
from workstation.contract.messages import EventPage
from workstation.contract.signing import is_signed
from workstation.domain.value import Value
from workstation.host.clock import Clock

_PUBLIC_KEY: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)
_HIGHEST_SEQUENCE: Final = (1 << 53) - 1

_key = schema.enrolment.c

_ASK_IT: Final = "If this machine is the bench, IT must issue a new token."

ENDED: Final = {
    REPLACED: f"Another key was enrolled for this bench since. {_ASK_IT}",
    REVOKED: "This bench was revoked. Call IT: it works again with a new token.",
}
"""Why a key no longer speaks for its bench, by its state."""


class EnrolmentRefused(Exception):  # noqa: N818 - the answer to a request, not an error of ours
    """The key is not enrolled; `code` and `words` say why. `is_malformed`: it could never be."""

    def __init__(self, code: str, words: str, *, is_malformed: bool = False) -> None:
        super().__init__(code)
        self.code, self.words, self.is_malformed = code, words, is_malformed


class KnownBench(Value):
    """A bench's key as an operator sees it. Times are UTC; `heard` is when it last enrolled, or sent."""

    bench: str
    office: str
    ledger: str
    public_key: str
    state: str
    enrolled: datetime
    heard: datetime
    events: int = 0
    refused: int = 0
    alarms: int = 0

    def fingerprint(self) -> str:
        """The key, short enough to be compared by eye."""
        return " ".join(self.public_key[start : start + 4] for start in range(0, 16, 4))


class Benches:
    """Enrols, revokes and tells keys; what is held of their ledgers. May be used from any thread."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    # --- keys ---

    def enrol(self, caller: Caller, asked: Enrolment) -> Enrolled:
        """Let this key speak for its bench and ledger. Said again it is the same answer. Raises
        EnrolmentRefused.
        """
        if (wrong := _malformed(asked)) is not None:
            raise wrong
        now_ms = self._now_ms()
        with self._database.writing() as connection:
            known = connection.execute(_of_key_or_ledger(asked, caller)).all()
            same = next(
                (r for r in known if (r.ledger, r.public_key) == (asked.ledger, asked.public_key)), None
            )
            _may_enrol(caller, asked, known, same)
            if not caller.bench and (same is None or same.state != ACTIVE):
                _stop_at_own_token(connection, asked.bench)
            values: dict[str, Any] = {
                "bench": asked.bench,
                "office": asked.office,
                "state": ACTIVE,
                "heard": now_ms,
            }
            if same is None:
                row: dict[str, Any] = {
                    "ledger": asked.ledger,
                    "public_key": asked.public_key,
                    "token": caller.token,
                }
                row |= {"signed_from": asked.signed_from, "enrolled": now_ms}
                connection.execute(insert(schema.enrolment).values(**row, **values))
            else:
                values |= {} if same.state == ACTIVE else {"token": caller.token, "ended": None}
                # The earliest counts: a bench cannot take back what it once said it signs.
                values["signed_from"] = min(same.signed_from, asked.signed_from)
                if same.office != asked.office:
                    keep_office(connection, same)
                    place = Place(bench=asked.bench, ledger=asked.ledger)
                    raise_alarm(connection, OFFICE, place, (), OFFICE_WORDS, now_ms)
                connection.execute(update(schema.enrolment).where(_key.number == same.number).values(values))
            others = (_key.bench == asked.bench, _key.state == ACTIVE)
            this = (_key.ledger == asked.ledger) & (_key.public_key == asked.public_key)
            connection.execute(
                update(schema.enrolment).where(*others, ~this).values(state=REPLACED, ended=now_ms)
            )
        return Enrolled(bench=asked.bench, ledger=asked.ledger, clock=self._clock.now())

    def keys(self, bench: str, public_key: str) -> Sequence[Row[Any]]:
        """What is enrolled for a bench or with a key, the newest last."""
        asked = []
        if bench:
            asked.append(_key.bench == bench)
        if public_key:
            asked.append(_key.public_key == column_text(public_key))
        if not asked:
            return ()
        with self._database.reading() as connection:
            wanted = select(schema.enrolment).where(or_(*asked)).order_by(_key.number)
            return connection.execute(wanted).all()

    def revoke(self, bench: str) -> int:
        """No key speaks for this bench from the next request on; how many did."""
        active = (_key.bench == column_text(bench), _key.state == ACTIVE)
        with self._database.writing() as connection:
            ended = update(schema.enrolment).where(*active).values(state=REVOKED, ended=self._now_ms())
            return connection.execute(ended).rowcount

    def known(self) -> tuple[KnownBench, ...]:
        """Every key ever enrolled, by bench, the newest first."""
        with self._database.reading() as connection:
            wanted = select(schema.enrolment).order_by(_key.bench, _key.number.desc())
            return tuple(_known(connection, row) for row in connection.execute(wanted).all())

    def alarms(self, after: int, limit: int) -> AlarmPage:
        """Alarms after this number, the oldest first."""
        with self._database.reading() as connection:
            return read_alarms(connection, after, limit)

    # --- their ledgers ---

    def holding(
        self, ledger: str, after: int, up_to: int | None = None, *, entries: bool = False
    ) -> LedgerHolding:
        """What is held of a ledger behind the place `after`."""
        with self._database.reading() as connection:
            return read_holding(connection, ledger, after, up_to, entries=entries)

    def is_of_another(self, ledger: str, bench: str) -> bool:
        """Whether this ledger is enrolled, and not by this bench."""
        with self._database.reading() as connection:
            found = connection.execute(select(_key.bench).where(_key.ledger == ledger)).scalars().all()
        return bool(found) and bench not in found

    def own_events(
        self, bench: str, since: Cursor | None, limit: int, *, ledger: str = "", without: str = ""
    ) -> EventPage:
        """Events of one bench, of one ledger or without one. Raises Expired, Malformed."""
        with self._database.reading() as connection:
            return read_own_events(connection, bench, since, limit, ledger=ledger, without=without)

    def _now_ms(self) -> int:
        return int(self._clock.now().timestamp() * 1000)


def _malformed(asked: Enrolment) -> EnrolmentRefused | None:
    texts = (asked.bench, asked.ledger, asked.public_key)
    words = ""
    if not all(texts) or any(text != column_text(text) for text in (*texts, asked.office)):
        words = "bench, ledger and public_key must be there, short, and printable."
    elif not _PUBLIC_KEY.fullmatch(asked.public_key):
        words = "public_key is not 64 hex digits."
    elif not 1 <= asked.signed_from <= _HIGHEST_SEQUENCE or asked.made.tzinfo is None:
        words = "signed_from is no place in a ledger, or made no instant."
    if words:
        return EnrolmentRefused("enrolment.malformed", words, is_malformed=True)
    if not is_signed(asked.public_key, asked.signed_text(), asked.proof):
        return EnrolmentRefused("enrolment.proof", "The proof was not made with this key.", is_malformed=True)
    return None


def _of_key_or_ledger(asked: Enrolment, caller: Caller) -> Any:
    about = (_key.public_key == asked.public_key, _key.ledger == asked.ledger, _key.token == caller.token)
    return select(schema.enrolment).where(or_(*about)).order_by(_key.number)


def _may_enrol(caller: Caller, asked: Enrolment, known: Sequence[Row[Any]], same: Row[Any] | None) -> None:
    """Raises EnrolmentRefused."""
    if caller.bench not in ("", asked.bench):
        raise EnrolmentRefused("token.bench", "The token speaks for another bench.")
    with_token = [row for row in known if row.token == caller.token] if caller.bench else []
    if any(row.public_key != asked.public_key for row in with_token):
        words = f"Another key was enrolled with this token. {_ASK_IT}"
        raise EnrolmentRefused("enrolment.other_key", words)
    claimed = [row for row in known if asked.public_key == row.public_key or asked.ledger == row.ledger]
    if any(row.state == ACTIVE and row.bench != asked.bench for row in claimed):
        words = (
            "This key or ledger is another bench's: its disk was copied, or IT must revoke that bench first."
        )
        raise EnrolmentRefused("enrolment.of_other", words)
    if same is None or same.state == ACTIVE:
        return
    # A new token is IT's word that the bench may come back; one that belongs to no bench is not.
    if same.token == caller.token and (caller.bench or same.state == REVOKED):
        raise EnrolmentRefused(f"bench.{same.state}", ENDED[same.state])


def _stop_at_own_token(connection: Connection, bench: str) -> None:
    """A token that belongs to no bench takes no place that IT has given to a machine. Raises
    EnrolmentRefused.
    """
    token = schema.token.c
    wanted = (
        select(_key.number)
        .join(schema.token, token.hash == _key.token)
        .where(_key.bench == bench, token.bench != "")
        .limit(1)
    )
    if connection.execute(wanted).first() is not None:
        words = f"This bench has enrolled with a token of its own. {_ASK_IT}"
        raise EnrolmentRefused("enrolment.own_token", words)


def has_key(connection: Connection, bench: str) -> bool:
    """Whether a key was ever enrolled for this bench: then nothing but an active key speaks for it."""
    wanted = select(_key.number).where(_key.bench == bench).limit(1)
    return connection.execute(wanted).first() is not None


def speaks_for(connection: Connection, bench: str, ledger: str) -> bool:
    """Whether this bench speaks for the ledger now."""
    own = (_key.bench == bench, _key.ledger == ledger, _key.state == ACTIVE)
    return connection.execute(select(_key.number).where(*own).limit(1)).first() is not None


def _known(connection: Connection, row: Row[Any]) -> KnownBench:
    event, alarm = schema.event.c, schema.alarm.c
    of_ledger = select(
        func.count(), func.count().filter(event.outcome != "accepted"), func.max(event.received)
    ).where(event.ledger == row.ledger)
    events, refused, last = connection.execute(of_ledger).one()
    raised = connection.execute(select(func.count()).where(alarm.ledger == row.ledger)).scalar_one()
    return KnownBench(
        bench=row.bench,
        office=row.office,
        ledger=row.ledger,
        public_key=row.public_key,
        state=row.state,
        enrolled=_instant(row.enrolled),
        heard=_instant(max(row.heard or row.enrolled, last or 0)),
        events=events,
        refused=refused,
        alarms=raised,
    )


def _instant(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
