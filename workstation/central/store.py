"""The central service's store: every act on it is a method that opens its own transaction. May be used from
any thread.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

import msgspec
from sqlalchemy import delete, func, insert, select, update

from workstation.central import events, intake, paging, schema, state, tokens, upgrades
from workstation.central.additions import Addition
from workstation.central.benches import Benches
from workstation.central.cursors import Cursor
from workstation.central.database import Database
from workstation.central.documents import Refusal, column_text, prepare, seconds_of
from workstation.central.images import keep_image
from workstation.central.leases import Leases
from workstation.central.mandates import Mandates, learn
from workstation.central.oversize import served
from workstation.central.rule_book import RuleBook
from workstation.contract.mandates import SignedMandate
from workstation.contract.messages import EventPage, Limits, Maintenance, Outcome, Page, PutOutcome, Scope
from workstation.domain.identifiers import normalised
from workstation.domain.reference import ReferenceList
from workstation.domain.value import Value
from workstation.host.clock import Clock, SystemClock

LIMITS: Final = Limits()
MATCHES_LIMIT: Final = 50
"""Consignments in the answer to one barcode: a receptacle may hold thousands, a list of fifty is already a
question.
"""


class StoredImage(Value):
    """An image as it is kept, without its bytes."""

    sha256: str
    media_type: str
    size: int


class StoredList(Value):
    """A reference list as it is served."""

    etag: str
    document: bytes


class CentralStore:
    """Everything the central service keeps. Raises Unavailable where only the database's keeper can help."""

    def __init__(self, database: Database, clock: Clock, *, is_new: bool = False) -> None:
        self.is_new = is_new
        self._database = database
        self._clock = clock
        self._rules = RuleBook(database)
        self.leases = Leases(database, clock)
        self.mandates = Mandates(database, clock)
        self.benches = Benches(database, clock)

    @classmethod
    def open(
        cls,
        database_url: str,
        *,
        clock: Clock | None = None,
        name: str = "Central service",
        may_make: bool = True,
    ) -> "CentralStore":
        """Open a database by URL; where there is none make it, if it `may_make` one. Refused if a newer
        service wrote it.
        """
        database = Database.connect(database_url, may_make=may_make)
        clock = clock or SystemClock()
        try:
            with database.writing() as connection:
                now_s = seconds_of(clock.now())
                is_new = upgrades.prepare_database(connection, name, now_s, may_make=may_make)
        except BaseException:
            database.close()
            raise
        return cls(database, clock, is_new=is_new)

    def close(self) -> None:
        """Close every connection to the database."""
        self._database.close()

    def now(self) -> datetime:
        """The service's clock, UTC."""
        return self._clock.now()

    def _now_s(self) -> int:
        return seconds_of(self._clock.now())

    # --- the service itself ---

    def state(self) -> state.ServiceState:
        """Epoch, last numbers given out, planned maintenance."""
        with self._database.reading() as connection:
            return state.read_state(connection)

    def begin_epoch(self) -> str:
        """Begin a new epoch: after a restore, and whenever the service has lost events that it had
        acknowledged.
        """
        with self._database.writing() as connection:
            return state.begin_epoch(connection)

    def announce(self, planned: Sequence[Maintenance]) -> None:
        """Announce planned interruptions, in place of those announced before."""
        with self._database.writing() as connection:
            state.set_maintenance(connection, tuple(planned))

    def trim(self, before: datetime) -> int:
        """Forget tombstones older than this; cursors from before then expire. How many were forgotten."""
        old = schema.scope_change.c
        with self._database.writing() as connection:
            last = connection.scalar(select(func.max(old.change)).where(old.at < seconds_of(before)))
            if last is None:
                return 0
            forgotten = connection.execute(delete(schema.scope_change).where(old.change <= last)).rowcount
            connection.execute(update(schema.service).values(trimmed=last))
            return forgotten

    def add_token(self, name: str, role: str, bench: str = "") -> str:
        """A new bearer token, told only here. `role` is `bench` or `national`."""
        with self._database.writing() as connection:
            caller = tokens.Caller(name=name, role=role, bench=bench)
            return tokens.add_token(connection, caller, self._now_s())

    def caller(self, token: str) -> tokens.Caller | None:
        """Whom a token stands for; none if it is unknown or revoked."""
        with self._database.reading() as connection:
            return tokens.caller_of(connection, token)

    def revoke(self, name: str) -> int:
        """Revoke every token of this name; how many there were."""
        with self._database.writing() as connection:
            return tokens.revoke(connection, name)

    # --- what benches read ---

    def snapshot(
        self, scope: Scope, after: Cursor | None = None, limit: int = LIMITS.page_consignments
    ) -> Page:
        """The next page of every consignment in a scope. Raises Expired, Malformed."""
        with self._database.reading() as connection:
            page = paging.read_snapshot(connection, scope, after, limit, self._now_s())
        return msgspec.structs.replace(page, clock=self._clock.now())

    def changes(self, scope: Scope, since: Cursor, limit: int = LIMITS.page_consignments) -> Page:
        """What changed in a scope since a cursor. Raises Expired, Malformed."""
        with self._database.reading() as connection:
            page = paging.read_changes(connection, scope, since, limit, self._now_s())
        return msgspec.structs.replace(page, clock=self._clock.now())

    def consignment(self, id: str) -> bytes | None:
        """The document of a consignment as it is served; none if it is unknown or withdrawn."""
        known = schema.consignment.c
        wanted = select(known.change, known.acts, known.document, known.beside).where(
            known.id == id, known.withdrawn.is_(False)
        )
        with self._database.reading() as connection:
            row = connection.execute(wanted).first()
        return served(row.change, row.acts, row.document, row.beside) if row else None

    def by_barcode(self, barcode: str) -> tuple[bytes, ...]:
        """Consignments that have this number: its own parcels' first, the newest first; at most fifty, and no
        more than an answer may hold.
        """
        found, known = schema.identifier.c, schema.consignment.c
        wanted = (
            select(known.change, known.acts, known.document, known.beside)
            .join(schema.identifier, found.position == known.position)
            .where(found.value == column_text(normalised(barcode)), known.withdrawn.is_(False))
            .order_by(found.rank, known.position.desc())
            .limit(MATCHES_LIMIT)
        )
        with self._database.reading() as connection:
            rows, _more = paging.fitting(connection, wanted, MATCHES_LIMIT)
            return tuple(served(row.change, row.acts, row.document, row.beside) for row in rows)

    def ids_of(self, number: str) -> tuple[str, ...]:
        """Ids of every consignment that has this number."""
        found, known = schema.identifier.c, schema.consignment.c
        wanted = (
            select(known.id)
            .join(schema.identifier, found.position == known.position)
            .where(found.value == column_text(normalised(number)))
            .order_by(known.position)
        )
        with self._database.reading() as connection:
            return tuple(connection.execute(wanted).scalars())

    # --- events ---

    def receive_events(
        self,
        entries: Iterable[bytes],
        *,
        token: str = "",
        bench: str = "",
        mandates: Iterable[SignedMandate] = (),
    ) -> tuple[Outcome, ...]:
        """Receive bench events in their order, each on its own; when this returns they are on the disk.
        `mandates` are those that they name.

        Raises events.WrongBench, and keeps none, where one is not of the bench that is calling: `bench`, or
        one that speaks with no key.
        """
        now_ms = int(self._clock.now().timestamp() * 1000)
        rules = self._rules.current()
        with self._database.writing() as connection:
            for each in mandates:
                learn(connection, each)
            receiver = events.Receiver(connection, rules, now_ms, token=token, bench=bench)
            return receiver.receive_all(map(bytes, entries))

    def events(self, since: Cursor | None = None, limit: int = LIMITS.batch_events) -> EventPage:
        """Accepted events after a cursor. Raises Expired, Malformed."""
        with self._database.reading() as connection:
            return events.read_events(connection, since, limit)

    # --- what a national system and the loader put in ---

    def put_consignments(self, documents: Iterable[bytes]) -> tuple[PutOutcome, ...]:
        """Store documents, each on its own, in one transaction."""
        prepared = [prepare(bytes(each)) for each in documents]
        rules = self._rules.current()
        with self._database.writing() as connection:
            return tuple(intake.put_documents(connection, prepared, rules, self._now_s()))

    def withdraw(self, id: str) -> bool:
        """Take a consignment out of every scope; its acts stay. Whether it was there."""
        with self._database.writing() as connection:
            return intake.withdraw(connection, id, self._now_s())

    def put_acts(self, lines: Sequence[bytes]) -> tuple[PutOutcome, ...]:
        """Keep agencies' acts (JSON of `ConsignmentAct`)."""
        rules = self._rules.current()
        with self._database.writing() as connection:
            return tuple(intake.put_act_lines(connection, lines, rules, self._now_s()))

    def put_payments(self, lines: Sequence[bytes]) -> tuple[PutOutcome, ...]:
        """Keep payment states (JSON of `Payment`)."""
        with self._database.writing() as connection:
            return tuple(intake.put_payment_lines(connection, lines, self._now_s()))

    def put_addition(self, consignment: str, addition: Addition) -> PutOutcome:
        """Keep what was said of a consignment beside its document."""
        with self._database.writing() as connection:
            return intake.put_addition(connection, consignment, addition, self._now_s())

    def put_image(self, content: bytes, media_type: str = "application/octet-stream") -> PutOutcome:
        """Keep an image; its id is the SHA-256 of its bytes."""
        if not content:
            return intake.refused(Refusal(code="image.empty", words="The image has no bytes."))
        with self._database.writing() as connection:
            sha256, is_new = keep_image(connection, content, media_type)
        return PutOutcome(id=sha256, outcome=intake.STORED if is_new else intake.ALREADY_KNOWN)

    def image(self, sha256: str) -> StoredImage | None:
        """What is known of an image."""
        known = schema.image.c
        wanted = select(known.media_type, known.size).where(known.sha256 == sha256)
        with self._database.reading() as connection:
            row = connection.execute(wanted).first()
        return StoredImage(sha256=sha256, media_type=row.media_type, size=row.size) if row else None

    def image_bytes(self, sha256: str, start: int, length: int) -> bytes:
        """A part of an image's bytes, read without the rest."""
        part = func.substr(schema.image.c.content, start + 1, length, type_=schema.image.c.content.type)
        with self._database.reading() as connection:
            return bytes(connection.execute(select(part).where(schema.image.c.sha256 == sha256)).scalar_one())

    # --- reference lists ---

    def put_reference(self, lists: Iterable[ReferenceList]) -> None:
        """Keep coded lists in place of those of the same names."""
        with self._database.writing() as connection:
            for each in lists:
                document = msgspec.json.encode(each)
                etag = hashlib.sha256(document).hexdigest()[:32]
                known = schema.reference_list
                connection.execute(delete(known).where(known.c.name == each.name))
                connection.execute(insert(known).values(name=each.name, etag=etag, document=document))

    def reference(self, name: str) -> StoredList | None:
        """A coded list by its name."""
        known = schema.reference_list.c
        with self._database.reading() as connection:
            row = connection.execute(select(known.etag, known.document).where(known.name == name)).first()
        return StoredList(etag=row.etag, document=row.document) if row else None
