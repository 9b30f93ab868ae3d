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
NOTHING_TO_NAME: Final = Refused(
    "There is nothing here that this could be about.",
    safe="Nothing was recorded.",
    code="decision.nothing_to_name",
)
