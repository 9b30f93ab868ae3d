"""What an officer has typed into a decision's form and not recorded: kept, brought back, thrown away."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

import msgspec

from workstation.domain.act import FoundGoods
from workstation.domain.event import ReadMeaning
from workstation.domain.value import Value
from workstation.host.clock import Clock
from workstation.identity.officer import Officer
from workstation.ledger.drafts import Drafts as KeptDrafts
from workstation.ledger.drafts import KeptDraft

log: Final = logging.getLogger(__name__)

KEPT_FOR: Final = timedelta(days=30)
_REMEMBERED: Final = 200


class DraftLine(Value):
    """One line of the scope: whether it was ticked, the quantity typed over the declared one, and whether the
    officer set either.
    """

    goods: str
    chosen: bool
    typed: str | None = None
    is_meant: bool = True


class TypedChoice(Value):
    """What stood in a field to choose from: the code that was chosen, if one was, and the text."""

    code: str = ""
    text: str = ""


class FormDraft(Value):
    """A form as it was left. `found` are found goods that were added, `begun` the ones that are not yet:
    description, quantity and HS code. `shown` names what the officer had seen of the consignment. Why a
    barcode was not read is not kept: that is true of the moment.
    """

    kind: str
    act: TypedChoice = TypedChoice()
    reason: TypedChoice = TypedChoice()
    legal_basis: TypedChoice = TypedChoice()
    remark: str = ""
    place: TypedChoice = TypedChoice()
    labels: tuple[ReadMeaning, ...] = ()
    lines: tuple[DraftLine, ...] = ()
    found: tuple[FoundGoods, ...] = ()
    begun: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()


class Unfinished(Value):
    """A draft and what it is about; `is_of_today` by the bench's day."""

    consignment: str
    saved: datetime
    form: FormDraft
    is_of_today: bool = True


class FormDrafts:
    """The drafts of the officer who works here, and of nobody else. For the screen's thread, `unfinished` for
    any.

    `write_later` hands work to the ledger's writer, which nobody waits for; `clock_offset_ms` is the
    service's clock minus the bench's, none before the service was heard.
    """

    def __init__(
        self,
        kept: KeptDrafts,
        officer: Callable[[], Officer],
        clock: Clock,
        clock_offset_ms: Callable[[], int | None],
        write_later: Callable[[Callable[[], object]], None],
    ) -> None:
        self._kept = kept
        self._officer = officer
        self._clock = clock
        self._clock_offset_ms = clock_offset_ms
        self._write_later = write_later
        self._newest: dict[tuple[str, str], Unfinished | None] = {}
        """What was written last and may not have come to the file yet; none: thrown away."""
        self._old_are_gone = False

    def save(self, consignment: str, form: FormDraft) -> None:
        """Keep the form as it stands now."""
        officer, now = self._officer().id, self._clock.now()
        self._remember(consignment, officer, Unfinished(consignment=consignment, saved=now, form=form))
        kept = KeptDraft(consignment=consignment, kind=form.kind, saved=now, body=msgspec.json.encode(form))
        self._write_later(lambda: self._kept.save(officer, kept))
        self._forget_old()

    def forget(self, consignment: str) -> None:
        """The officer threw it away."""
        officer = self._officer().id
        self._remember(consignment, officer, None)
        self._write_later(lambda: self._kept.forget(consignment, officer))

    def recorded(self, consignment: str, kind: str) -> None:
        """The decision is on the disk, and its draft gone with it."""
        key = (consignment, self._officer().id)
        if (newest := self._newest.get(key)) is not None and newest.form.kind == kind:
            self._newest[key] = None

    def of(self, consignment: str) -> Unfinished | None:
        """What this officer had typed about this consignment. Raises the ledger's problems."""
        officer = self._officer().id
        if (consignment, officer) in self._newest:
            return self._newest[consignment, officer]
        kept = self._kept.of(consignment, officer)
        return self._read(kept) if kept is not None else None

    def unfinished(self, limit: int) -> tuple[Unfinished, ...]:
        """This officer's drafts as the file has them, the newest first."""
        found = (self._read(each) for each in self._kept.unfinished(self._officer().id, limit))
        return tuple(each for each in found if each is not None)

    def _read(self, kept: KeptDraft) -> Unfinished | None:
        try:
            form = msgspec.json.decode(kept.body, type=FormDraft)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            log.warning("a draft of another version cannot be read", extra={"kind": kept.kind})
            return None
        today = self._clock.now().astimezone().date()
        is_of_today = kept.saved.astimezone().date() == today
        return Unfinished(consignment=kept.consignment, saved=kept.saved, form=form, is_of_today=is_of_today)

    def _remember(self, consignment: str, officer: str, newest: Unfinished | None) -> None:
        self._newest[consignment, officer] = newest
        if len(self._newest) > _REMEMBERED:
            # The oldest has long come to the file.
            self._newest.pop(next(iter(self._newest)))

    def _forget_old(self) -> None:
        """Once in a run, and only by a clock that the service has confirmed: a wrong one would take all."""
        offset_ms = self._clock_offset_ms()
        if self._old_are_gone or offset_ms is None:
            return
        self._old_are_gone = True
        before = self._clock.now() + timedelta(milliseconds=offset_ms) - KEPT_FOR
        self._write_later(lambda: self._kept.forget_saved_before(before))
