"""An opening that was asked for: an image desk sends a consignment to an examination bench.

Until the goods were decided on there, with the parcel at hand, a condition blocks their release elsewhere.
Whether that has happened follows from the set of acts, never from the order of their arrival.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from msgspec.structs import replace

from workstation.domain.act import Act, Effect
from workstation.domain.act_graph import ActGraph
from workstation.domain.consignment import Condition, Consignment
from workstation.domain.event import EXCEPTION, READ, REMARK, TYPED, BenchEvent, Particular, marks_in
from workstation.domain.interlock import EXAMINATION
from workstation.domain.mark import RecordedMark
from workstation.domain.provisional import OPENING_ASKED
from workstation.domain.value import Value

_AT_HAND: Final = frozenset({READ, TYPED, EXCEPTION})
_ENDS_IT: Final = frozenset({Effect.RELEASE, Effect.SEIZE})
"""A hold does not: it may wait for the very opening that was asked for."""


class AskedOpening(Value):
    """One opening that was asked for, of one parcel or (`parcel` empty) of all. `owner` is the office that
    asks, `words` what the image desk wants looked at, `marks` what it has drawn on the scan images, `seen`
    the newest acts that it had seen.
    """

    id: str
    consignment: str
    at: datetime
    parcel: str = ""
    owner: str = ""
    words: str = ""
    seen: tuple[str, ...] = ()
    marks: tuple[RecordedMark, ...] = ()


def opening_of(event: BenchEvent, particulars: Iterable[Particular] = ()) -> AskedOpening | None:
    """The opening that an event asks for; None where it asks for none. A remark that is erased, or has not
    come yet, leaves it without words.
    """
    if event.kind != OPENING_ASKED or not event.consignment:
        return None
    described = tuple(particulars)
    return AskedOpening(
        id=event.id,
        consignment=event.consignment,
        at=event.happened(),
        parcel=event.parcel,
        owner=event.office,
        words=next((each.text for each in described if each.kind == REMARK), ""),
        seen=event.seen,
        marks=marks_in(event, described),
    )


def with_openings(consignment: Consignment, openings: Iterable[AskedOpening]) -> Consignment:
    """The consignment with a blocking condition for each opening, under the id of its event; satisfied by
    what its acts say. One that the document has already is not put in twice.
    """
    asked = sorted({each.id: each for each in openings}.values(), key=lambda each: (each.at, each.id))
    if not asked:
        return consignment
    graph = ActGraph(consignment.acts)
    states = {each.id: _state(each, consignment, graph) for each in asked}
    present = {condition.id for condition in consignment.conditions}
    conditions = [
        replace(each, state=states[each.id]) if each.state == "open" and each.id in states else each
        for each in consignment.conditions
    ]
    conditions += [
        Condition(
            id=each.id,
            kind=EXAMINATION,
            owner=each.owner,
            words=each.words,
            state=states[each.id],
            asked=True,
            marks=each.marks,
        )
        for each in asked
        if each.id not in present
    ]
    return replace(consignment, conditions=tuple(conditions))


def _state(opening: AskedOpening, consignment: Consignment, graph: ActGraph) -> str:
    examinations = [act for act in graph.acts.values() if _is_examination(act, opening, graph)]
    decided = {entry.goods for act in examinations for entry in act.scope}
    return "satisfied" if examinations and decided.issuperset(_asked_about(opening, consignment)) else "open"


def _asked_about(opening: AskedOpening, consignment: Consignment) -> Sequence[str]:
    """The declared goods that may lie in the parcel that is to be opened; all where it is not known here."""
    is_known = any(parcel.id == opening.parcel for parcel in consignment.parcels)
    return [
        item.id for item in consignment.goods_items if not is_known or item.parcel in ("", opening.parcel)
    ]


def _is_examination(act: Act, opening: AskedOpening, graph: ActGraph) -> bool:
    """Whether an act was recorded with the parcel at hand at an examination bench, and not before the opening
    was asked for.
    """
    at_hand = act.workplace == EXAMINATION and act.possession in _AT_HAND
    if not at_hand or act.does() not in _ENDS_IT or not graph.in_force(act):
        return False
    if act.at is None or act.at < opening.at:
        return False
    return not any(
        seen == act.id or graph.has_seen(seen, act.id) for seen in opening.seen if seen in graph.acts
    )
