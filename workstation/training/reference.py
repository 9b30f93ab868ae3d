"""Coded lists of the training country (acts, reasons, offices, storage places ...), in four languages.

They are also what a central service starts with until an administration puts in its own.
"""

from functools import cache
from typing import Final

import msgspec

from workstation.domain.reference import LIST_NAMES, ReferenceList
from workstation.host.resources import read_bytes

COUNTRY: Final = "ZZ"
"""ISO 3166-1 user-assigned: nobody's. Training consignments go there, so that no real country is meant."""

HEAD_OFFICE: Final = "ZZ000000"
MAIL_CENTRE: Final = "ZZ000100"
EXPRESS_HUB: Final = "ZZ000101"
SEAPORT: Final = "ZZ000200"
ROAD_AND_RAIL: Final = "ZZ000300"
OFFICES: Final = (MAIL_CENTRE, EXPRESS_HUB, SEAPORT, ROAD_AND_RAIL)
"""Offices where parcels arrive."""
ACCOUNTS: Final = "accounts"
AGENCIES: Final = ("narcotics", "food-safety", "medicines", "product-safety", "wildlife")


@cache
def lists() -> tuple[ReferenceList, ...]:
    """Every list of `LIST_NAMES`, each with version and source."""
    found = msgspec.json.decode(read_bytes("codes/training_lists.json"), type=tuple[ReferenceList, ...])
    assert tuple(each.name for each in found) == LIST_NAMES  # noqa: S101 - a resource of our own
    return found
