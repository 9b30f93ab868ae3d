"""How training consignments travel and the numbers they carry: right forms and right check digits.

Airline prefixes, shippers and company prefixes are such as nobody has, or are meant for examples, where
there is one.
"""

from random import Random
from typing import Final

from workstation.domain import identifiers
from workstation.domain.consignment import Identifier, Parcel, Transport
from workstation.domain.identifiers import normalised
from workstation.domain.value import Value
from workstation.training.people import Origin
from workstation.training.reference import COUNTRY, EXPRESS_HUB, MAIL_CENTRE, ROAD_AND_RAIL, SEAPORT

WAYS: Final = (MAIL_CENTRE, EXPRESS_HUB, SEAPORT, ROAD_AND_RAIL)
WAY_WEIGHTS: Final = (46, 34, 12, 8)
"""How often parcels come by mail, express, sea, road or rail: by the office at which they arrive."""

_COMPANY_PREFIX = "9521234"
"""GS1's own prefix for examples."""
_AIRLINE = "999"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Carriage(Value):
    """How a consignment travels and every number on it."""

    transport: Transport
    identifiers: tuple[Identifier, ...]


class Trip(Value):
    """What a consignment's numbers are made from: the year, its lot, its place among all of a seed."""

    year: int
    lot: str
    place: int
    offset: int

    def serial(self, parcel: int, size: int) -> int:
        """A number that no other parcel of the seed gets while there are fewer than `size` / 16 of them."""
        return ((self.place * 16 + parcel) * _STRIDE + self.offset) % size


_STRIDE = 48_271
"""Coprime to every power of ten: numbers that follow each other look as if drawn by lot and never meet."""


def mrn(dice: Random, country: str, year: int, procedure: str) -> str:
    """A movement reference number with its procedure letter before the check digit."""
    body = "".join(dice.choice(_LETTERS[:8] + "0123456789") for _ in range(12))
    return identifiers.make_mrn(year, country, body + procedure)


def carriage(dice: Random, way: str, origin: Origin, parcels: tuple[Parcel, ...], trip: Trip) -> Carriage:
    """Transport and numbers of a consignment.

    Those of one `lot` share their receptacle and master document. `serials` makes every barcode of one seed
    another.
    """
    of_lot = Random(f"{trip.lot}:{way}:{origin.country}")
    made = {MAIL_CENTRE: _mail, EXPRESS_HUB: _express, SEAPORT: _sea}.get(way, _road)
    transport, numbers = made(dice, of_lot, origin, parcels, trip)
    if dice.random() < 0.3:
        order = f"TEST-{dice.randrange(10**9):09d}"
        numbers.append(Identifier(value=order, kind="order", belongs_to="consignment"))
    return Carriage(transport=transport, identifiers=tuple(numbers))


_Made = tuple[Transport, list[Identifier]]


def _mail(dice: Random, of_lot: Random, origin: Origin, parcels: tuple[Parcel, ...], trip: Trip) -> _Made:
    service = dice.choice(("RB", "LX", "CV", "EE"))
    dispatch = f"{origin.impc}{COUNTRY}XXXA{'A' if of_lot.random() < 0.7 else 'C'}UN"
    dispatch += f"{trip.year % 10}{of_lot.randrange(1, 10_000):04d}"
    receptacle = (
        f"{dispatch}{of_lot.randrange(1, 400):03d}0{of_lot.choice('01')}{of_lot.randrange(40, 300):04d}"
    )
    numbers = [
        _of_parcel(identifiers.make_s10(service, trip.serial(n, 10**8), origin.country), "upu_s10", parcel)
        for n, parcel in enumerate(parcels)
    ]
    numbers.append(Identifier(value=receptacle, kind="upu_s9_receptacle", belongs_to="receptacle"))
    numbers.append(Identifier(value=dispatch, kind="upu_s8_dispatch", belongs_to="master"))
    transport = Transport(
        mode="5",
        carrier=f"Test Post {origin.country}",
        master_document=dispatch,
        receptacle=receptacle,
        departure_country=origin.country,
        arrival_office=MAIL_CENTRE,
    )
    return transport, numbers


def _express(dice: Random, of_lot: Random, origin: Origin, parcels: tuple[Parcel, ...], trip: Trip) -> _Made:
    master = identifiers.make_awb(_AIRLINE, of_lot.randrange(10**7))
    courier = dice.choice(("dhl", "fedex", "ups"))
    if courier == "dhl":
        house, kind = identifiers.make_dhl10(trip.serial(0, 10**9)), "dhl_express_10"
        pieces = [f"JJD0100{trip.serial(n, 10**14):014d}" for n in range(len(parcels))]
        numbers = [_of_parcel(v, "dhl_licence_plate", p) for v, p in zip(pieces, parcels, strict=True)]
    elif courier == "fedex":
        serials = [trip.serial(n, 10**11) for n in range(len(parcels))]
        house, kind = identifiers.make_fedex12(serials[0]), "fedex_12"
        numbers = []
        for serial, parcel in zip(serials, parcels, strict=True):
            long = identifiers.make_fedex34(f"1001{dice.randrange(10**16):016d}", serial)
            numbers.append(_of_parcel(long, "fedex_34", parcel))
            numbers.append(_of_parcel(identifiers.make_fedex12(serial), "fedex_12", parcel))
    else:
        packages = [trip.serial(n, 10**10) for n in range(len(parcels))]
        pieces = [identifiers.make_ups(f"TST{p // 10**7:03d}", "03", p % 10**7) for p in packages]
        house, kind = pieces[0], "ups_1z"
        numbers = [_of_parcel(v, "ups_1z", p) for v, p in zip(pieces, parcels, strict=True)]
    if not any(number.value == house for number in numbers):
        numbers.append(Identifier(value=house, kind=kind, belongs_to="consignment"))
    numbers.append(Identifier(value=master, kind="iata_awb", belongs_to="master"))
    transport = Transport(
        mode="4",
        carrier=f"Test Express {courier.upper()}",
        house_document=house,
        master_document=master,
        departure_country=origin.country,
        arrival_office=EXPRESS_HUB,
    )
    return transport, numbers


def _sea(dice: Random, of_lot: Random, origin: Origin, parcels: tuple[Parcel, ...], trip: Trip) -> _Made:
    container = identifiers.make_container("TSTU", of_lot.randrange(10**6))
    master = f"TESTBL{of_lot.randrange(10**8):08d}"
    house = f"HBL{dice.randrange(10**8):08d}"
    numbers = [_of_parcel(_sscc(trip.serial(n, 10**10)), "sscc18", p) for n, p in enumerate(parcels)]
    numbers += [
        Identifier(value=house, kind="house_bill", belongs_to="consignment"),
        Identifier(value=container, kind="iso6346", belongs_to="receptacle"),
        Identifier(value=master, kind="master_bill", belongs_to="master"),
    ]
    transport = Transport(
        mode="1",
        carrier="Test Ocean Line",
        house_document=house,
        master_document=master,
        receptacle=container,
        departure_country=origin.country,
        arrival_office=SEAPORT,
    )
    return transport, numbers


def _road(dice: Random, of_lot: Random, origin: Origin, parcels: tuple[Parcel, ...], trip: Trip) -> _Made:
    by_rail = of_lot.random() < 0.4
    master = f"{'CIM' if by_rail else 'CMR'}{of_lot.randrange(10**8):08d}"
    numbers = [_of_parcel(_sscc(trip.serial(n, 10**10)), "sscc18", p) for n, p in enumerate(parcels)]
    numbers.append(Identifier(value=master, kind="consignment_note", belongs_to="master"))
    transport = Transport(
        mode="2" if by_rail else "3",
        carrier="Test Rail Freight" if by_rail else "Test Road Parcel",
        master_document=master,
        departure_country=origin.country,
        arrival_office=ROAD_AND_RAIL,
    )
    return transport, numbers


def s10_for(dice: Random, parcel: Parcel) -> Identifier:
    """A mail barcode for a parcel that came without any number (`complete`)."""
    return _of_parcel(identifiers.make_s10("RB", dice.randrange(10**8), COUNTRY), "upu_s10", parcel)


def _sscc(serial: int) -> str:
    return identifiers.make_sscc(serial // 10**9, _COMPANY_PREFIX, serial % 10**9)


def _of_parcel(value: str, kind: str, parcel: Parcel) -> Identifier:
    return Identifier(value=normalised(value), kind=kind, belongs_to="parcel", of=parcel.id)
