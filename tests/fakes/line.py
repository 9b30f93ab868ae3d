"""The line to a central service in memory: events recorded, waiting, acknowledged, refused, and attention."""

from datetime import timedelta

from msgspec.structs import replace

from tests.fakes.clock import START
from workstation.desk.attention import matters_of
from workstation.desk.line import DeliveryCounts, DeliveryRow, LineState
from workstation.domain.note import NOTES
from workstation.ledger.values import Attention, LedgerAct


class FakeLine:
    """Satisfies `DeliverySource`. `record` adds a waiting event; `acknowledge`, `refuse` and
    `raise_attention` follow.
    """

    def __init__(self):
        self.rows: list[DeliveryRow] = []
        self.open: list[Attention] = []
        self.ended: list[tuple[int, str]] = []
        self.line = LineState(phase="on_line", last_heard=START - timedelta(seconds=4))
        self.tries = 0
        self.begun = 0
        self.called: dict[str, str] = {}
        self.broken = None
        self.own: list[LedgerAct] = []

    def record(self, kind="release", consignment="c-000001"):
        sequence = len(self.rows) + 1
        at = START - timedelta(minutes=200 - sequence)
        self.rows.append(
            DeliveryRow(
                sequence=sequence,
                event_id=f"event-{sequence}",
                kind=kind,
                consignment=consignment,
                state="waiting",
                at=at,
            )
        )
        return sequence

    def acknowledge(self, sequence):
        self._become(sequence, state="acknowledged", number=f"A-{sequence:05}")

    def refuse(self, sequence, words="The hold belongs to another agency."):
        self._become(sequence, state="refused", code="hold.not_owner", words=words)
        facts = (("code", "hold.not_owner"), ("words", words), ("number", ""))
        self.raise_attention("refused", self.rows[sequence - 1].consignment, facts)

    def raise_attention(self, kind, consignment="c-000001", facts=(), event=""):
        number = len(self.open) + len(self.ended) + 1
        at = START - timedelta(minutes=3)
        self.open.append(
            Attention(id=number, kind=kind, consignment=consignment, at=at, facts=facts, event=event)
        )

    def _become(self, sequence, **changes):
        self.rows[sequence - 1] = replace(self.rows[sequence - 1], **changes)

    def state(self):
        return self.line

    def counts(self):
        self._may_break()
        states = [row.state for row in self.rows]
        still = [row for row in self.rows if row.state == "waiting"]
        waiting = [row.at for row in still if row.kind not in NOTES]
        return DeliveryCounts(
            recorded=len(states),
            waiting=len(waiting),
            notes_waiting=len(still) - len(waiting),
            acknowledged=states.count("acknowledged"),
            refused=states.count("refused"),
            attention=len(self.open),
            oldest_waiting=min(waiting, default=None),
        )

    def deliveries(self, before, limit):
        self._may_break()
        older = [row for row in reversed(self.rows) if before is None or row.sequence < before]
        return tuple(older[:limit])

    def unfinished(self):
        return self.begun

    def numbers(self, consignments):
        return {each: self.called[each] for each in consignments if each in self.called}

    def attention(self, limit):
        self._may_break()
        return matters_of(self.open[:limit], lambda _consignment: None, lambda _consignment: self.own)

    def recalls(self, limit):
        recalls = [each for each in self.attention(limit) if each.kind == "recall"]
        return tuple(sorted(recalls, key=lambda each: max(each.ids), reverse=True))

    def end_attention(self, matter, officer):
        self.open = [each for each in self.open if each.id not in matter.ids]
        self.ended += [(each, officer) for each in matter.ids]

    def try_now(self):
        self.tries += 1

    def _may_break(self):
        if self.broken is not None:
            raise self.broken
