"""Acts: what changes where goods stand, and what each kind of act does.

An act is a bench event, or an agency's at the central service. It is a fact: never edited, only followed by
another that names it.
"""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from workstation.domain.mark import DetectionJudged, RecordedMark
from workstation.domain.value import Quantity, Value


class Effect(StrEnum):
    """What an act does to the goods in its scope. Later kinds of act are rows of the coded list, each with
    one of these.
    """

    RELEASE = "release"
    HOLD = "hold"
    LIFT = "lift"
    SEIZE = "seize"
    ANNUL = "annul"
    ACKNOWLEDGE = "acknowledge"
    NONE = "none"


ACT_EFFECTS: Final[dict[str, Effect]] = {
    "release": Effect.RELEASE,
    "hold": Effect.HOLD,
    "lift": Effect.LIFT,
    "seize": Effect.SEIZE,
    "annul": Effect.ANNUL,
    "acknowledge": Effect.ACKNOWLEDGE,
}
"""The kinds of act of DESIGN.md's first version. A kind not listed has no effect and is kept."""

NAMES_ACTS: Final = frozenset({Effect.LIFT, Effect.ANNUL, Effect.ACKNOWLEDGE})
"""Effects whose acts must name the acts that they are about."""


class ScopeEntry(Value):
    """Goods that an act is about: a goods item or found goods by id, with its quantity (none: the whole
    item).
    """

    goods: str
    quantity: Quantity | None = None


class FoundGoods(Value):
    """Goods that no line declares; the id is made at the bench."""

    id: str
    description: str = ""
    hs_code: str = ""
    quantity: Quantity | None = None
    net_mass_kg: Decimal | None = None


class Act(Value):
    """One act on a consignment as the central service and the benches hold it.

    `seen` are the newest acts on this consignment that its maker had seen (their ancestors follow); `names`
    the acts it lifts, annuls or acknowledges; `owner` who may lift it (an office or agency code). `outcome`
    is `accepted`, `refused` (kept in the graph without effect) or `pending` (recorded at a bench, not yet
    acknowledged); `number` is the central service's own number for it. `remark` and `found` come from the
    event's particulars and may have been erased by policy. `read`: the last barcode read at its bench was
    this consignment's: the parcel lay there. `workplace`, `possession`, `exception` and `place` (where the
    parcel was put) as in `BenchEvent`. `recorded_on` is the provisional consignment that it was recorded on,
    where that turned out to be the one that it is told of. `marks` are what its officer had drawn on the scan
    images then (the words of a mark may have been erased), `judged` what the officer said of detections.
    """

    id: str
    kind: str
    scope: tuple[ScopeEntry, ...] = ()
    seen: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    owner: str = ""
    outcome: str = "accepted"
    refusal: str = ""
    number: str = ""
    at: datetime | None = None
    officer: str = ""
    bench: str = ""
    office: str = ""
    agency: str = ""
    reason: str = ""
    legal_basis: str = ""
    remark: str = ""
    found: tuple[FoundGoods, ...] = ()
    effect: str = ""
    read: bool = False
    workplace: str = ""
    possession: str = ""
    exception: str = ""
    place: str = ""
    recorded_on: str = ""
    marks: tuple[RecordedMark, ...] = ()
    judged: tuple[DetectionJudged, ...] = ()

    def does(self) -> Effect:
        """Effect of this act: the one the coded list gave it, else by its kind; an unknown one does
        nothing.
        """
        if self.effect:
            try:
                return Effect(self.effect)
            except ValueError:
                return Effect.NONE
        return ACT_EFFECTS.get(self.kind, Effect.NONE)
