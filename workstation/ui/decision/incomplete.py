"""Where in the form stands what a refused confirmation is still missing."""

from collections.abc import Iterable, Mapping
from typing import Final

FIELDS: Final[Mapping[str, str]] = {
    "parcel": "exception",
    "exception": "exception",
    "mandate.needs_second": "second",
    "mandate.second_same": "second",
    "second": "second",
    "names": "act",
    "reason": "reason",
    "legal_basis": "legal_basis",
    "remark": "remark",
    "place": "place",
    "scope": "table",
}
"""The fields of `DecisionForm` by an obstacle's code, or by what stands in it before the first dot."""


def fields_of(codes: Iterable[str]) -> tuple[str, ...]:
    """The fields that would end these obstacles, in the order of the obstacles."""
    named = (FIELDS.get(code) or FIELDS.get(code.split(".")[0], "") for code in codes)
    return tuple(dict.fromkeys(filter(None, named)))
