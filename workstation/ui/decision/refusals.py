"""What the panel itself refuses, as problems that the message bar can tell, and what needs no second time."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from workstation.desk.open import OpenConsignment
from workstation.domain.interlock import IMAGE, Workplace
from workstation.domain.problems import Refused
from workstation.domain.standing import Standing
from workstation.ui.decision.words import Coded

translate = QCoreApplication.translate

LONGEST_MISSING: Final = 300
"""Characters of what is missing that are told outside the form."""

IN_THE_WAY: Final = Refused(
    "Something still stands in the way of a release.",
    safe="Nothing was recorded.",
    do_now="It is listed above the decision keys.",
    code="decision.obstacle",
)
FORM_OPEN: Final = Refused(
    "Another decision is being made.",
    safe="What is typed is still there.",
    do_now="Confirm it or leave it first.",
    code="decision.form_open",
)
NO_OPEN_HOLD: Final = Refused(
    "No hold is open on this consignment.",
    safe="Nothing was recorded.",
    code="decision.nothing_to_name",
)
NO_CONFLICT: Final = Refused(
    "There is no conflict here to acknowledge.",
    safe="Nothing was recorded.",
    code="decision.nothing_to_name",
)


NO_IMAGE_DESK: Final = Refused(
    "Only an image desk sends parcels for opening.",
    safe="Nothing was recorded.",
    code="decision.no_image_desk",
)
ASKED_ALREADY: Final = Refused(
    "Its opening is asked for already.",
    safe="Nothing was recorded.",
    code="decision.asked_already",
)
NOTHING_TO_ANNUL: Final = Refused(
    "Nothing here may be annulled within your mandate.",
    safe="Nothing was recorded.",
    code="decision.nothing_to_name",
)


def incomplete(missing: str) -> Refused:
    """What a form still lacks that was to be confirmed."""
    return Refused(
        "Not recorded yet: {missing}",
        values={"missing": missing[:LONGEST_MISSING]},
        code="decision.incomplete",
    )


def no_opening(workplace: Workplace, opened: OpenConsignment) -> Refused | None:
    """Why this is not sent for opening from here; none where it may be."""
    if workplace.kind != IMAGE:
        return NO_IMAGE_DESK
    waits = any(each.asked and each.state == "open" for each in opened.consignment.conditions)
    return ASKED_ALREADY if waits else None


def nothing_to_name(kind: str, opened: OpenConsignment, coded: Coded) -> Refused:
    """Why there is nothing that a lift of this office, or an acknowledgement, could name."""
    if kind != "lift":
        return NOTHING_TO_ANNUL if kind == "annul" else NO_CONFLICT
    by_id = {act.id: act for act in opened.all_acts()}
    holds = [by_id[each] for each in opened.with_pending.open_holds]
    if not holds:
        return NO_OPEN_HOLD
    whose = dict.fromkeys(coded("offices", hold.owner or hold.agency or hold.office) for hold in holds)
    return Refused(
        "The hold belongs to: {owners}. Only they lift it.",
        safe="Nothing was recorded.",
        code="decision.hold_of_others",
        values={"owners": "; ".join(whose)},
    )


def already_released(opened: OpenConsignment) -> str:
    """What is said of a release that was recorded before; empty while something is left to release."""
    if not opened.with_pending.goods or opened.with_pending.standing is not Standing.RELEASED:
        return ""
    if opened.standing.standing is Standing.RELEASED:
        return translate("Decision", "It is already released.")
    return translate("Decision", "The release is already recorded and waits for the central service.")
