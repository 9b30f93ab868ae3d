"""What a consignment is called: one rule for the queue and every screen."""

import pytest
from msgspec.structs import replace

from workstation.domain.consignment import Consignment, Filing, Identifier, Transport, called_by

CONTAINER = Identifier(value="CSQU3054383", kind="iso6346", belongs_to="receptacle")
OWN = Identifier(value="H-1", belongs_to="consignment")
PARCEL = Identifier(value="RB123456785GB", kind="upu_s10", belongs_to="parcel", of="2")
NAMELESS = Identifier(value="", belongs_to="parcel")

BARE = Consignment(id="C-1")
FILED = replace(BARE, filings=(Filing(id="F-1"), Filing(id="F-2", lrn="LRN-2")))
SHIPPED = replace(FILED, transport=Transport(house_document="HAWB-1"))


@pytest.mark.parametrize(
    "consignment, called",
    [
        (replace(SHIPPED, identifiers=(CONTAINER, OWN, NAMELESS, PARCEL)), PARCEL),
        (replace(SHIPPED, identifiers=(CONTAINER, OWN)), OWN),
        (replace(SHIPPED, identifiers=(CONTAINER,)), Identifier(value="HAWB-1", kind="house_document")),
        (
            replace(FILED, identifiers=(CONTAINER,)),
            Identifier(value="LRN-2", kind="lrn", belongs_to="filing", of="F-2"),
        ),
        (replace(BARE, identifiers=(NAMELESS, CONTAINER)), CONTAINER),
        (BARE, Identifier(value="C-1")),
    ],
)
def test_a_consignment_is_called_by_what_is_printed_on_the_piece_in_the_hand(
    consignment: Consignment, called: Identifier
) -> None:
    assert called_by(consignment) == called
