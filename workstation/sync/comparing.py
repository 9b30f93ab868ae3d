"""After each sending, and every hour, bench and service compare what they hold of this ledger. A difference
is shown, and mended.

What the service had acknowledged and does not hold is sent again: it was restored from a copy. What it holds
and this ledger does not, or holds otherwise, is brought back and told to people: the ledger was restored,
copied or damaged.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

import msgspec

from workstation.contract import endpoints
from workstation.contract.enrolment import LedgerHolding
from workstation.host.clock import Clock
from workstation.ledger.comparing import Differing
from workstation.ledger.gaps import count_of
from workstation.ledger.known import AGREED, Agreed
from workstation.sync import problems
from workstation.sync.decided import Decided
from workstation.sync.history import LOSSES_WITHIN_S, MOST_LOSSES
from workstation.sync.news import AttentionRaised, Listener
from workstation.sync.transport import CentralClient
from workstation.sync.writes import Writes

log: Final = logging.getLogger(__name__)

EVERY_S: Final = 3600.0
FORK: Final = "fork"
LEDGER: Final = "ledger"

_WITHIN_S: Final = 120.0
_ONE_BY_ONE: Final = 200
"""Places that are asked for one by one: what the service names in one answer."""
_MOST_QUESTIONS: Final = 100
_TOLD: Final = 100
"""Places with a difference that are looked for in one comparison; the next finds the rest."""


class _Found(NamedTuple):
    """One comparison: how many places the service holds, and what differs."""

    held: int
    lost: tuple[str, ...] = ()
    unknown: int = 0
    other: int = 0
    forked: int = 0

    def differs(self) -> int:
        return len(self.lost) + self.unknown + self.other


class Comparing:
    """Compares this ledger with what the service holds of it. For the sync thread alone.

    `want` is called where entries of this ledger must come back.
    """

    def __init__(
        self,
        client: CentralClient,
        writes: Writes,
        decided: Decided,
        want: Callable[[], None],
        *,
        clock: Clock,
        listener: Listener,
    ) -> None:
        self._client = client
        self._writes = writes
        self._decided = decided
        self._want = want
        self._clock = clock
        self._listener = listener
        self._whole_at = 0.0
        self._mended_at: list[float] = []
        self._unknown = 0

    def run(self) -> Mapping[str, Any]:
        """Compare, and mend; what changes of the `LineState`. Raises what the client raises."""
        # At the start, and every hour, from the beginning: what was agreed may be gone since.
        is_whole = self._clock.monotonic() >= self._whole_at
        agreed, first = self._agreed(), self._writes.ledger.comparing.trimmed_to()
        found = None
        if agreed.sequence > first and not is_whole:
            found = self._compare(agreed.sequence, agreed.held)
        if found is None:
            found = self._compare(first, 0)
            self._whole_at = self._clock.monotonic() + EVERY_S
        if found is None:
            raise problems.unreadable("a comparison that leads nowhere")
        self._mend(found)
        if not found.differs():
            self._agree()
        return {
            "compared_at": self._clock.now(),
            "compared_count": found.held,
            "compared_differs": found.differs(),
        }

    # --- comparing ----------------------------------------------------------------------------------------

    def _compare(self, after: int, held: int) -> _Found | None:
        """Compare from behind this place on; none where the service holds fewer up to it than `held`."""
        mine = self._writes.ledger.comparing
        first = holding = self._ask(after)
        if holding.before < held:
            return None
        places, lost, unknown = 0, list[str](), 0
        differing: list[Differing] = []
        while True:
            compared = mine.compare(holding)
            places += holding.count
            lost += compared.lost
            unknown += compared.unknown
            if not compared.agrees:
                differing += self._narrowed(holding.after, holding.last)
            if not holding.more:
                break
            if holding.last <= holding.after:
                raise problems.unreadable("a comparison that leads nowhere")
            holding = self._ask(holding.last)
        others = [id_ for each in differing for id_ in each.lost]
        return _Found(
            held=first.before + places,
            lost=(*lost, *others),
            unknown=unknown,
            other=sum(len(each.other) for each in differing) - len(others),
            forked=max(first.forked, sum(len(each.other) for each in differing)),
        )

    def _narrowed(self, after: int, up_to: int) -> Sequence[Differing]:
        """The places that differ, found by halves."""
        mine = self._writes.ledger.comparing
        found: list[Differing] = []
        parts = [(after, up_to)]
        for _question in range(_MOST_QUESTIONS):
            if not parts or sum(len(each.other) + len(each.unknown) for each in found) >= _TOLD:
                break
            first, last = parts.pop()
            is_small = last - first <= _ONE_BY_ONE
            holding = self._ask(first, last, one_by_one=is_small)
            if mine.compare(holding).agrees:
                continue
            if is_small:
                found.append(mine.differing(holding.entries))
            else:
                middle = (first + last) // 2
                parts += [(middle, last), (first, middle)]
        return found

    def _ask(self, after: int, up_to: int | None = None, *, one_by_one: bool = False) -> LedgerHolding:
        query = [("after", str(after))]
        query += [("up_to", str(up_to))] if up_to is not None else []
        query += [("entries", "true")] if one_by_one else []
        place = {"ledger": self._writes.ledger.id}
        answer = self._client.ask(endpoints.LEDGER_HOLDING, place, query, within_s=_WITHIN_S)
        try:
            holding = msgspec.json.decode(answer, type=LedgerHolding)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            raise problems.unreadable("no holding of a ledger") from error
        if (holding.ledger, holding.after) != (self._writes.ledger.id, after):
            raise problems.unreadable("the holding of something else")
        return holding

    # --- what follows -------------------------------------------------------------------------------------

    def _mend(self, found: _Found) -> None:
        if found.lost:
            self._send_again(found.lost)
        if found.unknown != self._unknown:
            # Once: what has come and does not fit comes no better the next time.
            self._unknown = found.unknown
            if found.unknown:
                self._want()
        # What is known to be missing was told when it was found to be.
        if found.unknown > count_of(self._writes.ledger.gaps.ranges()):
            self._raise(LEDGER, found.unknown, "the central service holds entries that this ledger has not")
        if found.forked:
            self._raise(FORK, found.forked, "this ledger has two entries in one place")

    def _send_again(self, lost: Sequence[str]) -> None:
        now = self._clock.monotonic()
        self._mended_at = [at for at in self._mended_at if now - at < LOSSES_WITHIN_S]
        if len(self._mended_at) >= MOST_LOSSES:
            # It would go on for ever. The difference stays on the screen, and the next hour tries again.
            return
        self._mended_at.append(now)
        again = self._writes.to_ledger(lambda ledger: ledger.mark_unsent(lost))
        log.warning(
            "the central service does not hold what it acknowledged; it is sent again", extra={"count": again}
        )
        self._decided.rebuild_overlay()

    def _raise(self, kind: str, count: int, words: str) -> None:
        """Once as long as it is open; and again where there are more than when a person ended it."""
        ledger = self._writes.ledger
        prefix = f"{kind}:{ledger.id}:"
        if any(key.startswith(prefix) for key in ledger.attention_keys_on("")):
            return
        facts = (("ledger", ledger.id), ("count", str(count)))
        is_new = self._writes.to_ledger(
            lambda ledger: ledger.raise_attention(kind, "", key=f"{prefix}{count}", facts=facts)
        )
        if is_new:
            log.error(words, extra={"count": count})
            self._listener(AttentionRaised(kind=kind, consignment=""))

    # --- what was agreed ----------------------------------------------------------------------------------

    def _agreed(self) -> Agreed:
        """Up to where both sides agreed; nothing where the entry there is another one now."""
        kept = self._writes.ledger.known.get(AGREED)
        try:
            agreed = msgspec.json.decode(kept, type=Agreed) if kept else Agreed()
        except msgspec.MsgspecError:
            return Agreed()
        is_same = agreed.sequence and self._writes.ledger.comparing.hash_at(agreed.sequence) == agreed.hash
        return agreed if is_same else Agreed()

    def _agree(self) -> None:
        """Nothing differs: begin behind the last place below which nothing waits, the next time."""
        mine = self._writes.ledger.comparing
        sequence = mine.answered_to()
        before = self._agreed()
        if sequence <= before.sequence:
            return
        agreed = Agreed(
            sequence=sequence,
            hash=mine.hash_at(sequence),
            at=self._clock.now(),
            held=self._ask(sequence, sequence).before,
        )
        text = msgspec.json.encode(agreed).decode()
        self._writes.to_ledger(lambda ledger: ledger.known.put(AGREED, text))
