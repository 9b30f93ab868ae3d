"""What the message bar says of what was recorded: what follows from it, until the central service answers."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication

from workstation.desk.decide import Recorded
from workstation.desk.open import OpenConsignment
from workstation.ui.messages import Kind, Message, Messages
from workstation.ui.parts.words import act_word

translate = QCoreApplication.translate

KEY: Final = "recorded"


class ToldOfRecorded:
    """Tells it, and takes back what it promised when that has come or cannot come any more. `by_id` gives a
    consignment as it is in the cache.
    """

    def __init__(self, messages: Messages, by_id: Callable[[str], OpenConsignment | None]) -> None:
        self._messages = messages
        self._by_id = by_id
        self._newest: Recorded | None = None
        self._is_answered = False

    def tell(self, recorded: Recorded, number: str) -> None:
        """A decision is on the disk; `number` is what its consignment is called."""
        what = translate("Inspection", "Recorded here: {act} of {number}.")
        self._newest, self._is_answered = recorded, False
        self._messages.tell(
            Message(
                what=what.format(act=act_word(recorded.kind), number=number),
                safe=_what_follows(recorded),
                kind=Kind.GOOD,
                key=KEY,
            )
        )

    def hear(self, touched: frozenset[str]) -> None:
        """The central service sent news of these consignments."""
        recorded, said = self._newest, self._messages.newest
        if recorded is None or recorded.consignment not in touched:
            return
        opened = self._by_id(recorded.consignment)
        acts = opened.acts if opened is not None else ()
        state = next((each.state for each in acts if each.act.id == recorded.event_id), "")
        if opened is None or not state or not opened.still_counts(recorded.event_id):
            self._newest = None
            self._messages.withdraw(KEY)
        elif state != "waiting" and not self._is_answered:
            self._is_answered = True
            if said is not None and said.key == KEY:
                safe = translate("Inspection", "The central service has acknowledged it.")
                self._messages.tell(Message(what=said.what, safe=safe, kind=Kind.GOOD, key=KEY))


def _what_follows(recorded: Recorded) -> str:
    if recorded.kind == "release" and recorded.may_leave:
        if recorded.annul_within_s > 0:
            return translate(
                "Inspection", "By your mandate the goods may leave once it cannot be annulled here any more."
            )
        return translate(
            "Inspection", "By your mandate the goods may leave now; it goes to the central service by itself."
        )
    if recorded.kind == "release":
        return translate("Inspection", "It is not released before the central service has acknowledged it.")
    return translate("Inspection", "It is safe on this bench and goes to the central service by itself.")
