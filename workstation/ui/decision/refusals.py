"""What the panel itself refuses, as problems that the message bar can tell."""

from typing import Final

from workstation.domain.problems import Refused

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


def hold_of_others(owners: str) -> Refused:
    """The holds that are open belong to these, in words."""
    return Refused(
        "The hold belongs to: {owners}. Only they lift it.",
        safe="Nothing was recorded.",
        code="decision.hold_of_others",
        values={"owners": owners},
    )
