"""The large code on a carrier's label: a message of ISO/IEC 15434, as UPS (MaxiCode) and FedEx (PDF417) print
it, with a parcel's number in it.

Only the number and what routes it are read. Names and addresses, which stand there too, are left alone.
"""

import re
from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from workstation.barcode import formats, gs1
from workstation.barcode.candidate import Match
from workstation.barcode.symbology import Symbol

HEADER: Final = "[)>"
"""Begins every message (ISO/IEC 15434, 5.2)."""

_GS: Final = "\x1d"
_ENDS = re.compile(r"[\x1e\x04]")
"""Ends of a format and of the message: RS, EOT."""

_TRANSPORT: Final = "01"
_GS1_ELEMENTS: Final = "05"
_DATA_IDENTIFIERS: Final = "06"

_SHORT_UPS = re.compile(r"1Z(?P<package>[0-9A-Z]{8})")
"""The UPS number in a MaxiCode: without shipper and service, which stand in other fields."""

_NAMED_BY_IDENTIFIER = re.compile(r"(?:[1-6]?J|3S|2L).+")
_LABEL_BARCODE = re.compile(r"31Z(?P<barcode>\d{34})")
"""FedEx repeats the label's long barcode under a data identifier of its own."""


def is_message(symbol: Symbol) -> bool:
    """Whether the data are a message of ISO/IEC 15434."""
    return symbol.data.startswith(HEADER)


def matches(symbol: Symbol) -> Iterator[Match]:
    """The numbers in a message; nothing for data that are none."""
    if not is_message(symbol) or not symbol.data.isascii():
        return
    for part in _ENDS.split(symbol.data[len(HEADER) :]):
        body = part[2:].removeprefix(_GS)
        if part.startswith(_TRANSPORT):
            yield from _of_transport(body.split(_GS))
        elif part.startswith(_GS1_ELEMENTS):
            yield from gs1.matches(Symbol(data=body, is_gs1=True))
        elif part.startswith(_DATA_IDENTIFIERS):
            yield from _of_identifiers(body.split(_GS))


def _of_transport(fields: list[str]) -> Iterator[Match]:
    """Format 01: version and postal code, country, class of service, number, carrier (SCAC), shipper."""
    postcode, country, service, number, carrier, shipper = (*fields, *[""] * 6)[:6]
    said = (
        ("carrier", carrier),
        ("service_class", service),
        ("destination_country", country),
        ("destination_postcode", postcode[2:]),
    )
    parts = tuple((name, value) for name, value in said if value)
    short = _SHORT_UPS.fullmatch(number)
    if carrier.startswith("UPS") and short is not None:
        # The check digit of the whole number says whether the parts belong together.
        number = f"1Z{shipper}{service[-2:]}{short['package']}"
    elif carrier.startswith(("FDE", "FDX")) and len(number) == 16:
        number = number[:12]
    is_known = carrier.startswith(("UPS", "FDE", "FDX"))
    for match in formats.matches(Symbol(data=number)):
        if match.is_good() and _is_carriers(match.candidate.kind, carrier):
            candidate = replace(
                match.candidate,
                reason=f"{match.candidate.reason}, in the label's large code (ISO/IEC 15434)",
                confidence="certain" if is_known else match.candidate.confidence,
                parts=match.candidate.parts + parts,
            )
            yield replace(match, candidate=candidate, forms=(candidate.value, *match.forms))


def _is_carriers(kind: str, carrier: str) -> bool:
    """Whether a carrier numbers parcels so; any kind for one that is not known here."""
    if carrier.startswith("UPS"):
        return kind in {"ups_1z", "ups_waybill"}
    return kind.startswith("fedex") if carrier.startswith(("FDE", "FDX")) else True


def _of_identifiers(fields: list[str]) -> Iterator[Match]:
    """Format 06: fields by their data identifiers (ANSI MH10.8.2)."""
    for field in fields:
        repeated = _LABEL_BARCODE.fullmatch(field)
        text = repeated["barcode"] if repeated else field
        if repeated or _NAMED_BY_IDENTIFIER.fullmatch(field):
            for match in formats.matches(Symbol(data=text)):
                if match.is_good():
                    yield replace(match, forms=(match.candidate.value, *match.forms))
