"""The ledger as the rest of the program uses it: record, deliver, look up, verify."""

import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

from workstation.contract.messages import BatchAnswer, Submission
from workstation.contract.signing import Signer
from workstation.domain.act import Act
from workstation.domain.problems import Unavailable
from workstation.domain.remark import Remark
from workstation.host.clock import Clock
from workstation.ledger import acts, attention, delivery
from workstation.ledger.access import Access
from workstation.ledger.anchor import Head, read_anchor
from workstation.ledger.archive import Trimming
from workstation.ledger.attention import Facts
from workstation.ledger.chain import append, begin_signing, outgoing, submission_of, take_back
from workstation.ledger.comparing import Comparing
from workstation.ledger.database import MIGRATIONS, Migration, in_words, open_reader, transaction
from workstation.ledger.drafts import Drafts
from workstation.ledger.earlier import Earlier
from workstation.ledger.earlier_waiting import LeftWaiting
from workstation.ledger.entries import Entries
from workstation.ledger.erasure import Erasure
from workstation.ledger.gaps import Gaps
from workstation.ledger.instants import milliseconds
from workstation.ledger.known import Known
from workstation.ledger.mandates import Mandates
from workstation.ledger.marks import Marks
from workstation.ledger.notes import Notes
from workstation.ledger.opening import ANCHOR, DATABASE, Birth, OpenedLedger, broken
from workstation.ledger.recording import RandomBytes, event_of, new_id
from workstation.ledger.recovery.at_start import open_or_recover
from workstation.ledger.recovery.rescue import Rescue, mark_damaged
from workstation.ledger.values import (
    Attention,
    DeliveryCounts,
    DeliveryRow,
    EventDraft,
    LedgerAct,
    Outgoing,
    Settled,
    Verified,
)
from workstation.ledger.verification import verify_chain
from workstation.ledger.watching import Watching


class Ledger:
    """What happened at this bench.

    Writing methods belong to the ledger's writer thread; reading ones have a connection of their own and
    may be called from any thread, the screen's included: they never wait for a flush. Every method takes
    the lock it needs.
    """

    def __init__(
        self, folder: Path, key: bytes, opened: OpenedLedger, *, clock: Clock, random: RandomBytes
    ) -> None:
        self._path = folder / DATABASE
        self._key = key
        writer, reader, self._anchor, self._head, self.remarks = opened
        self._access = Access(self._path, writer, reader, lambda: open_reader(self._path, key))
        self.known, self.drafts = Known(self._access), Drafts(self._access)
        self.watching, self.entries = Watching(self._access), Entries(self._access)
        self.gaps, self.mandates = Gaps(self._access, clock), Mandates(self._access)
        self.earlier, self.comparing = Earlier(self._access), Comparing(self._access)
        self.notes, self.marks = Notes(self._access), Marks(self._access)
        self.erasure, self.trimming = Erasure(self._access), Trimming(self._access)
        self._signer: Signer | None = None
        self._clock = clock
        self._random = random
        self._left = LeftWaiting(clock)
        self._held_back: dict[int, float] = {}
        self._broken = False
        self.bench, self.office = "", ""

    @classmethod
    def open(
        cls,
        folder: Path,
        key: bytes,
        *,
        bench: str,
        office: str,
        clock: Clock,
        random: RandomBytes = os.urandom,
        migrations: Sequence[Migration] = MIGRATIONS,
        rescue: Rescue | None = None,
    ) -> Self:
        """Open the ledger in `folder`, or begin one; its tail is checked against the anchor. A damaged one is
        recovered where there is a `rescue`. Raises as `open_ledger`.
        """
        birth = Birth(bench, office, milliseconds(clock.now()), lambda: new_id(clock.now(), random))
        opened = open_or_recover(
            folder, key, birth, rescue, clock=clock, random=random, migrations=migrations
        )
        ledger = cls(folder, key, opened, clock=clock, random=random)
        ledger.bench, ledger.office = bench, office
        return ledger

    remarks: tuple[Remark, ...]
    """What IT should know about how the ledger was found at start."""

    @property
    def id(self) -> str:
        """The ledger's own id (UUIDv7), made when it was begun."""
        return self._head.ledger

    @property
    def head(self) -> Head:
        """The newest entry that is on the disk and anchored."""
        return self._head

    def sign_with(self, signer: Signer | None) -> None:
        """Sign each entry from here on; which key it is, and from which entry on, is kept."""
        if signer is not None:
            with self._access.changing() as connection:
                begin_signing(connection, self._head.sequence + 1, signer.public_key)
        self._signer = signer

    def close(self) -> None:
        """Close the files. Said twice is said once."""
        with self._access.writing:
            self._access.close()
            self._anchor.close()

    # --- recording ----------------------------------------------------------------------------------------

    def record(self, draft: EventDraft) -> Submission:
        """Record an event. When this returns it is on the disk and anchored; when it raises, nothing was
        recorded.

        Raises Unavailable (`disk.full`, `disk.failed`, `file.denied`, `file.locked`, `ledger.in_use`).
        """
        with self._access.writing, in_words(self._path):
            if self._broken:
                raise broken(self._path)
            made = event_of(draft, self.bench, self.office, self._head, self._clock.now(), self._random)
            submission, body = submission_of(*made, self._signer)
            event = submission.event
            with transaction(self._access.writer):
                append(self._access.writer, submission, body)
                self.drafts.end(self._access.writer, event.consignment, event.officer, event.kind)
            head = Head(ledger=self.id, sequence=event.sequence, hash=submission.hash)
            try:
                self._anchor.move_to(head)
            except Unavailable:
                self._take_back(event.sequence)
                raise
            if draft.hold_back_s > 0:
                self._held_back[event.sequence] = self._clock.monotonic() + draft.hold_back_s
            self._head = head
            return submission

    def _take_back(self, sequence: int) -> None:
        """The anchor failed and nobody was told of this entry: remove it, or stop recording until the next
        start.

        The anchor first: it may say this entry already, and a start would miss it in the ledger.
        """
        try:
            self._anchor.take_back(sequence, self._head)
            with transaction(self._access.writer):
                take_back(self._access.writer, sequence)
        except Exception:
            self._broken = True
            raise

    # --- delivery -----------------------------------------------------------------------------------------

    def due(self, limit: int, now: datetime, aside: Collection[str] = ()) -> tuple[Outgoing, ...]:
        """What may be sent now, in the order and as far as `delivery.order_of_sending` says."""
        with self._access.writing, in_words(self._path):
            if self._broken:
                return ()
            left = self._left.due(self._access.writer, limit, aside)
            waiting = delivery.waiting_of(self._access.writer, self._head.sequence)
            annulled = delivery.annulled_by_waiting(self._access.writer, waiting)
            held, now_ms, room = self._still_held_back(), milliseconds(now), limit - len(left)
            sequences = delivery.order_of_sending(waiting, held, annulled, now_ms, room, aside)
            sent = left + outgoing(self._access.writer, sequences)
            return sent + self._left.due(self._access.writer, limit - len(sent), aside, again=True)

    def next_due_at(self) -> datetime | None:
        """When something that is held back or postponed becomes due (by the bench's clock); none if nothing
        is.
        """
        with self._access.writing, in_words(self._path):
            now, elapsed = self._clock.now(), self._clock.monotonic()
            moments = [now + timedelta(seconds=end - elapsed) for end in self._still_held_back().values()]
            postponed = delivery.earliest_attempt(self._access.writer, milliseconds(now))
            return min([*moments, postponed] if postponed else moments, default=None)

    def _still_held_back(self) -> dict[int, float]:
        elapsed = self._clock.monotonic()
        self._held_back = {sequence: end for sequence, end in self._held_back.items() if end > elapsed}
        return self._held_back

    def settle(self, answer: BatchAnswer, now: datetime) -> Settled:
        """Take in an answer: each outcome has one effect, and what was settled before stays as it is."""
        with self._access.changing() as connection:
            return self._left.settle(connection, answer, delivery.settle(connection, answer, now), now)

    def postpone(self, ids: Iterable[str], until: datetime, why: str) -> None:
        """Note a failed attempt; what stays waiting is not due before `until`."""
        with self._access.changing() as connection:
            tried = tuple(ids)
            delivery.postpone(connection, tried, until, self._clock.now(), why)
            self._left.postpone(connection, tried, until)

    def end_postponement(self) -> None:
        """The line is back: what was postponed is due now."""
        with self._access.changing() as connection:
            delivery.end_postponement(connection)

    def mark_unsent(self, ids: Iterable[str] | None = None) -> int:
        """Offer acknowledged events again (none given: all), after the service lost its history; and those of
        the ledgers before this one, of which nobody knows what it lost. How many.
        """
        with self._access.changing() as connection:
            return self._left.mark_unsent(connection, ids, self.bench)

    def meet_epoch(self, epoch: str, *, is_believed: bool = True) -> int:
        """Hear the service's epoch: where it is another than before, what was acknowledged is offered
        again; how many. One that is not believed leaves that to the next that is.
        """
        with self._access.changing() as connection:
            if not delivery.meet_epoch(connection, epoch if is_believed else ""):
                return 0
            return self._left.mark_unsent(connection, None, self.bench)

    def counts(self) -> DeliveryCounts:
        """How much was recorded, is waiting, acknowledged, refused, and in attention."""
        with self._access.reading() as connection:
            return delivery.counts_of(connection)

    def deliveries(self, before: int | None, limit: int) -> tuple[DeliveryRow, ...]:
        """A page of the delivery list, the newest first; `before` is the sequence of the last row of the
        page before.
        """
        with self._access.reading() as connection:
            return delivery.rows_before(connection, before, limit)

    # --- acts ---------------------------------------------------------------------------------------------

    def acts_on(self, consignment: str, linked: Collection[str] = ()) -> tuple[LedgerAct, ...]:
        """This bench's acts on a consignment and on the provisional ones that turned out to be it."""
        with self._access.looking() as connection:
            return acts.acts_on(connection, consignment, linked)

    def pending_acts(self) -> Mapping[str, tuple[Act, ...]]:
        """Every act that waits for its acknowledgement, by consignment."""
        with self._access.reading() as connection:
            return acts.pending_acts(connection)

    # --- attention ----------------------------------------------------------------------------------------

    def attention(self, limit: int) -> tuple[Attention, ...]:
        """What a person must look at again: recalls first, then the oldest first."""
        with self._access.looking() as connection:
            return attention.open_attention(connection, limit)

    def attention_keys_on(self, consignment: str) -> tuple[str, ...]:
        """Keys under which the open attention on one consignment was raised."""
        with self._access.looking() as connection:
            return attention.open_keys_on(connection, consignment)

    def raise_attention(
        self, kind: str, consignment: str, *, key: str, event: str = "", facts: Facts = ()
    ) -> bool:
        """Raise attention, once for each `key` whatever became of it; whether it is new."""
        with self._access.changing() as connection:
            now_ms = milliseconds(self._clock.now())
            return attention.raise_once(connection, kind, consignment, event, facts, key=key, now_ms=now_ms)

    def end_attention(self, id: int, by: str) -> bool:
        """End one attention; `by` is the officer or event that ended it. Whether it was open."""
        with self._access.changing() as connection:
            return attention.end(connection, id, by, milliseconds(self._clock.now()))

    def end_attention_by_key(self, keys: tuple[str, ...], by: str) -> int:
        """End what was raised under these keys; how many were open."""
        with self._access.changing() as connection:
            return attention.end_by_key(connection, keys, by, milliseconds(self._clock.now()))

    # --- the whole ----------------------------------------------------------------------------------------

    def verify(self, progress: Callable[[int], None] = lambda _entries: None) -> Verified:
        """Check every entry and page, on a connection of its own: for a background thread; `progress` may
        raise to stop.
        """
        anchored = read_anchor(self._path.with_name(ANCHOR), self._key)
        with in_words(self._path), closing(open_reader(self._path, self._key)) as connection:
            verified = verify_chain(connection, anchored.head, progress)
        if any(fault.code == "page.damaged" for fault in verified.faults):
            mark_damaged(self._path)
        return verified
