"""From a draft to the event that is recorded: its id, its place in the chain, its salted particulars."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

import msgspec

from workstation.domain.event import BARCODE_READ, MARK_WORDS, BenchEvent, Particular, is_uuid7, uuid7
from workstation.domain.mark import recorded, words_of
from workstation.domain.provisional import PROVISIONAL
from workstation.ledger.anchor import Head
from workstation.ledger.instants import milliseconds
from workstation.ledger.values import EventDraft

RandomBytes = Callable[[int], bytes]

_ID_BYTES: Final = 10
_SALT_BYTES: Final = 16


def new_id(now: datetime, random: RandomBytes) -> str:
    """A UUIDv7 of this moment; a clock before 1970 counts as 1970."""
    return uuid7(max(0, milliseconds(now)), random(_ID_BYTES))


def event_of(
    draft: EventDraft, bench: str, office: str, head: Head, now: datetime, random: RandomBytes
) -> tuple[BenchEvent, tuple[Particular, ...]]:
    """The event that follows `head`, and what describes it."""
    particulars = _particulars(draft, random)
    # A provisional consignment is made under the id of its event (`names_itself`).
    is_made = draft.kind == PROVISIONAL and is_uuid7(draft.consignment)
    event = BenchEvent(
        id=draft.consignment if is_made else new_id(now, random),
        kind=draft.kind,
        bench=bench,
        office=office,
        ledger=head.ledger,
        sequence=head.sequence + 1,
        previous=head.hash,
        officer=draft.officer,
        bench_time=now,
        mandate=draft.mandate,
        consignment=draft.consignment,
        scope=draft.scope,
        seen=draft.seen,
        names=draft.names,
        owner=draft.owner,
        reason=draft.reason,
        legal_basis=draft.legal_basis,
        document_versions=draft.document_versions,
        images_shown=draft.images_shown,
        last_read=particulars[-1].key if draft.last_read else "",
        clock_offset_ms=draft.clock_offset_ms,
        particulars=tuple(each.hashed() for each in particulars),
        lane=draft.lane,
        category=draft.category,
        line=draft.line,
        second=draft.second,
        service_time=draft.service_time,
        parcel=draft.parcel,
        place=draft.place,
        linked=draft.linked,
        workplace=draft.workplace,
        possession=draft.possession,
        exception=draft.exception,
        marks=tuple(map(recorded, draft.marks)),
        judged=draft.judged,
    )
    return event, particulars


def _particulars(draft: EventDraft, random: RandomBytes) -> tuple[Particular, ...]:
    """What describes, each with a salt of its own; the last barcode read comes last."""
    texts = list(draft.particulars)
    if words := words_of(draft.marks):
        texts.append((MARK_WORDS, msgspec.json.encode(words).decode()))
    if draft.last_read:
        texts.append((BARCODE_READ, draft.last_read))
    salts = random(_SALT_BYTES * len(texts)).hex()
    return tuple(
        Particular(
            key=f"p{n}", kind=kind, salt=salts[2 * _SALT_BYTES * n : 2 * _SALT_BYTES * (n + 1)], text=text
        )
        for n, (kind, text) in enumerate(texts)
    )
