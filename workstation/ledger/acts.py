"""This bench's events as acts, with what became of them. Notes (domain/note.py) are none."""

from collections.abc import Collection, Iterator, Mapping

import msgspec

from workstation.domain.act import Act
from workstation.domain.event import act_of
from workstation.domain.link import over_link
from workstation.domain.note import NOTES
from workstation.ledger.chain import outgoing
from workstation.ledger.database import NOTE_KINDS, Connection
from workstation.ledger.earlier import consignments_left_waiting, earlier_acts_on
from workstation.ledger.links import linked_to
from workstation.ledger.values import OUTCOMES, WAITING, LedgerAct


def acts_on(connection: Connection, consignment: str, linked: Collection[str] = ()) -> tuple[LedgerAct, ...]:
    """The acts on one consignment and on the provisional ones that turned out to be it (those that were
    linked here, and `linked`), the oldest first: those of the ledgers before this one, then its own.
    """
    which = tuple(
        each for each in dict.fromkeys((consignment, *linked_to(connection, consignment), *linked)) if each
    )
    marks = ", ".join("?" * len(which))
    own = _acts(connection, f"e.consignment <> '' AND e.consignment IN ({marks})", *which)
    earlier = ((one, each) for one in which for each in earlier_acts_on(connection, one))
    said = (*(each for each in earlier if each[1].act.kind not in NOTES), *own)
    return tuple(
        each if one == consignment else msgspec.structs.replace(each, act=over_link(each.act, one))
        for one, each in said
    )


def pending_acts(connection: Connection) -> Mapping[str, tuple[Act, ...]]:
    """The waiting acts on every consignment that has any, the oldest first."""
    found: dict[str, list[Act]] = {}
    for consignment, each in _acts(connection, "d.state = 'waiting' AND e.consignment <> ?", ""):
        found.setdefault(consignment, []).append(each.act)
    for consignment in consignments_left_waiting(connection):
        left = [
            each.act
            for each in earlier_acts_on(connection, consignment)
            if each.state == WAITING and each.act.kind not in NOTES
        ]
        if left:
            found[consignment] = [*left, *found.get(consignment, ())]
    return {consignment: tuple(acts) for consignment, acts in found.items()}


def _acts(connection: Connection, which: str, *values: str) -> Iterator[tuple[str, LedgerAct]]:
    rows = connection.execute(
        "SELECT e.sequence, d.state, d.number, d.code FROM event e JOIN delivery d ON d.sequence = e.sequence"
        f" WHERE {which} AND e.kind NOT IN {NOTE_KINDS} ORDER BY e.sequence",
        values,
    ).fetchall()
    sent = outgoing(connection, [row[0] for row in rows])
    for (_sequence, state, number, code), submission in zip(rows, sent, strict=True):
        act = act_of(submission.event, submission.particulars, outcome=OUTCOMES[state])
        if number or code:
            act = msgspec.structs.replace(act, number=number, refusal=code)
        yield submission.event.consignment, LedgerAct(act=act, state=state, number=number)
