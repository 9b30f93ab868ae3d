"""What a person at the service must look at, of the events of one request: raised as alarms while they are
kept.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection

from workstation.central import alarms
from workstation.central.alarms import raise_alarm
from workstation.central.documents import Refusal
from workstation.central.links import link_alarms
from workstation.central.notes import is_ahead
from workstation.central.places import Place, says_less
from workstation.central.rules import (
    AHEAD,
    BEYOND_MANDATE,
    OLDER_SCHEMA,
    OTHERS_ID,
    UNKNOWN_MANDATE,
    UNREASONED,
    WITHOUT_MANDATE,
)
from workstation.domain.event import BenchEvent

FORKED: Final = Refusal(
    code=alarms.FORK, words="The ledger has another event at this place: it was copied or restored."
)
"""What is said of an event in a place that another one has."""

_BROKEN: Final = "The event before or behind it is another than the chain names: one of them was changed."
_OF_EACH: Final = (alarms.ID_REUSED, alarms.SIGNATURE, BEYOND_MANDATE.code)
_OF_LEDGER: Final = (UNKNOWN_MANDATE.code, WITHOUT_MANDATE.code, UNREASONED.code, OTHERS_ID)


class Watch:
    """Raises the alarms of one request."""

    def __init__(self, connection: Connection, now_ms: int) -> None:
        self._connection = connection
        self._now_ms = now_ms
        self._raised: set[tuple[str, str]] = set()

    def look_at(self, about: BenchEvent, said: Refusal, place: Place, number: int) -> None:
        """An event that was just kept under this number, at this place of its ledger, and what was said of
        it.
        """
        if place.beside:
            self._raise(alarms.FORK, about, [*place.beside, number], FORKED.words)
        elif place.is_broken:
            self._raise(alarms.CHAIN, about, [number], _BROKEN)
        if said.code in _OF_EACH:
            self._raise(said.code, about, [number], said.words)
        if said.code in _OF_LEDGER:
            self._raise_once(said, about, [number])

    def look_at_accepted(self, event: BenchEvent, number: int, *, is_noted: bool) -> None:
        """An accepted event that was just kept; whether it noted something."""
        if says_less(self._connection, event):
            self._raise_once(OLDER_SCHEMA, event, [number])
        if is_noted and is_ahead(event, datetime.fromtimestamp(self._now_ms / 1000, UTC)):
            self._raise_once(AHEAD, event, [number])
        for doubt, numbers in link_alarms(self._connection, event, number):
            self._raise_once(doubt, event, numbers)

    def _raise_once(self, said: Refusal, about: BenchEvent, numbers: Sequence[int]) -> None:
        """A ledger that names no mandate names none a thousand times: a person looks once."""
        if (said.code, about.ledger) not in self._raised:
            self._raised.add((said.code, about.ledger))
            self._raise(said.code, about, numbers, said.words)

    def _raise(self, kind: str, about: BenchEvent, numbers: Sequence[int], words: str) -> None:
        raise_alarm(self._connection, kind, about, numbers, words, self._now_ms)
