"""What things in parcels are made of, and how strongly that stops X-rays of the two effective energies.

Mass attenuation of an element, in cm2/g, as a sum of two terms after Alvarez and Macovski (Phys. Med. Biol.
21 (1976) 733): Compton scattering by Klein and Nishina's cross-section times the electrons per gram, and
photoelectric absorption falling with the energy's power and rising with the atomic number's:

    mu/rho(E) = N_A Z/A sigma_KN(E)  +  P Z^n / A (60 keV / E)^m       below the K edge divided by its jump

P, n and m are fitted to NIST's tables (XCOM; Hubbell and Seltzer, NISTIR 5632) for carbon to copper at 60 and
100 keV, which they meet within three per cent; tin within a fifth, lead (its K edge lies between the two
energies) within two fifths, where it stops everything anyway. A mixture is the sum by mass (mixture rule),
its effective atomic number Mayneord's.
"""

from __future__ import annotations

import functools
import math

import msgspec

ENERGIES_KEV = (110.0, 60.0)  # effective energies of the two detectors, the high one first

_ELECTRON_KEV = 510.99895  # rest energy, CODATA 2018
_ELECTRON_RADIUS2 = 0.0794078  # classical electron radius squared, barn
_AVOGADRO = 0.602214  # per mole, in 1/barn per cm2
_PHOTO, _PHOTO_Z, _PHOTO_E = 7.85e-5, 4.155, 2.93
_K_JUMP = 6.0

# symbol: atomic number, mass (IUPAC 2021), K edge in keV (X-ray Data Booklet, table 1-1)
ELEMENTS: dict[str, tuple[int, float, float]] = {
    "H": (1, 1.008, 0.0136),
    "Li": (3, 6.94, 0.055),
    "C": (6, 12.011, 0.284),
    "N": (7, 14.007, 0.410),
    "O": (8, 15.999, 0.543),
    "F": (9, 18.998, 0.697),
    "Na": (11, 22.990, 1.071),
    "Mg": (12, 24.305, 1.303),
    "Al": (13, 26.982, 1.559),
    "Si": (14, 28.085, 1.839),
    "P": (15, 30.974, 2.146),
    "S": (16, 32.06, 2.472),
    "Cl": (17, 35.45, 2.822),
    "K": (19, 39.098, 3.608),
    "Ca": (20, 40.078, 4.039),
    "Ti": (22, 47.867, 4.966),
    "Cr": (24, 51.996, 5.989),
    "Fe": (26, 55.845, 7.112),
    "Co": (27, 58.933, 7.709),
    "Ni": (28, 58.693, 8.333),
    "Cu": (29, 63.546, 8.979),
    "Zn": (30, 65.38, 9.659),
    "Br": (35, 79.904, 13.474),
    "Ag": (47, 107.868, 25.514),
    "Sn": (50, 118.710, 29.200),
    "Ba": (56, 137.327, 37.441),
    "Au": (79, 196.967, 80.725),
    "Pb": (82, 207.2, 88.005),
}


class Material(msgspec.Struct, frozen=True):
    """A substance as it lies in a parcel; `density` in g/cm3 includes the air between its parts."""

    name: str
    density: float
    parts: tuple[tuple[str, float], ...]  # elements by mass


def mass_attenuation(element: str, kev: float) -> float:
    """mu/rho of an element in cm2/g at an energy in keV, by the two-term model above."""
    number, mass, k_edge = ELEMENTS[element]
    compton = _AVOGADRO * number / mass * klein_nishina(kev)
    photo = _PHOTO * math.pow(number, _PHOTO_Z) / mass * math.pow(60.0 / kev, _PHOTO_E)
    return compton + (photo / _K_JUMP if kev < k_edge else photo)


def klein_nishina(kev: float) -> float:
    """The Compton cross-section of one free electron in barn (Klein and Nishina, Z. Phys. 52 (1929) 853)."""
    a = kev / _ELECTRON_KEV
    log = math.log1p(2 * a)
    first = (1 + a) / a**2 * (2 * (1 + a) / (1 + 2 * a) - log / a)
    return 2 * math.pi * _ELECTRON_RADIUS2 * (first + log / (2 * a) - (1 + 3 * a) / (1 + 2 * a) ** 2)


@functools.cache
def linear_attenuation(material: Material) -> tuple[float, float]:
    """Attenuation per millimetre at the high and at the low energy."""
    total = sum(share for _, share in material.parts)
    high, low = (
        material.density
        / 10
        * sum(share * mass_attenuation(part, kev) for part, share in material.parts)
        / total
        for kev in ENERGIES_KEV
    )
    return high, low


def effective_atomic_number(material: Material) -> float:
    """Mayneord's power mean of the atomic numbers, weighted by electrons, with exponent 2.94."""
    electrons = [
        (ELEMENTS[part][0], share * ELEMENTS[part][0] / ELEMENTS[part][1]) for part, share in material.parts
    ]
    total = sum(weight for _, weight in electrons)
    return float(sum(weight / total * number**2.94 for number, weight in electrons) ** (1 / 2.94))


def _material(name: str, density: float, **parts: float) -> Material:
    return Material(name, density, tuple(parts.items()))


# Densities of solids: CRC Handbook; of loose goods: bulk densities as packed.
PLASTIC = _material("polyethylene", 0.95, C=85.6, H=14.4)
ABS = _material("ABS", 1.05, C=85.5, H=8.1, N=6.4)
POLYESTER = _material("PET", 1.38, C=62.5, H=4.2, O=33.3)
PVC = _material("PVC, plasticised", 1.3, C=48.0, H=6.0, O=6.0, Cl=40.0)
RUBBER = _material("rubber sole", 1.1, C=80.0, H=10.0, O=5.0, S=2.0, Zn=1.0, Si=2.0)
FOAM = _material("foam", 0.03, C=62.0, H=8.0, O=22.0, N=8.0)
CARDBOARD = _material("corrugated board", 0.16, C=42.0, H=6.0, O=48.0, Ca=3.0, Si=1.0)
CARTON = _material("folding carton", 0.75, C=42.0, H=6.0, O=48.0, Ca=3.0, Si=1.0)
PAPER = _material("paper", 0.85, C=38.0, H=5.5, O=47.5, Ca=7.5, Si=1.5)
BANKNOTE = _material("cotton paper", 1.0, C=43.0, H=6.2, O=48.8, Ti=2.0)
WOOD = _material("wood", 0.65, C=50.0, H=6.0, O=44.0)
COTTON = _material("cotton, folded", 0.24, C=44.4, H=6.2, O=49.4)
FLEECE = _material("polyester, folded", 0.16, C=62.5, H=4.2, O=33.3)
LEATHER = _material("leather", 0.86, C=50.0, H=7.0, N=17.0, O=24.0, S=1.0, Cr=1.0)
WATER = _material("water", 1.0, H=11.19, O=88.81)
ALCOHOL = _material("ethanol 40 %", 0.95, C=18.0, H=11.9, O=70.1)
OIL = _material("oil", 0.92, C=77.0, H=12.0, O=11.0)
CREAM = _material("cream", 1.02, C=35.0, H=11.0, O=52.0, Ti=2.0)
LIPSTICK = _material("wax and pigment", 0.98, C=72.0, H=12.0, O=12.0, Ti=3.0, Fe=1.0)
GLASS = _material("soda-lime glass", 2.5, O=46.0, Si=34.0, Na=10.0, Ca=7.5, Mg=1.5, Al=1.0)
CERAMIC = _material("stoneware", 2.3, O=49.0, Si=33.0, Al=13.0, K=3.0, Fe=2.0)
SUGAR = _material("sugar, flour", 0.75, C=42.1, H=6.5, O=51.4)
TEA = _material("dried leaves", 0.3, C=45.0, H=6.0, O=47.0, K=2.0)
COFFEE = _material("coffee beans", 0.45, C=50.0, H=7.0, O=41.0, K=2.0)
CHOCOLATE = _material("chocolate", 1.3, C=56.0, H=8.0, O=36.0)
TABLET = _material("pressed tablet", 1.25, C=40.0, H=6.0, O=46.0, Ca=5.0, Mg=1.0, N=2.0)
TOBACCO = _material("cut tobacco", 0.26, C=42.0, H=6.0, O=44.0, N=3.0, K=3.0, Ca=2.0)
ALKALOID = _material("alkaloid hydrochloride, pressed", 1.05, C=60.1, H=6.5, N=4.1, O=18.8, Cl=10.4)
NITRAMINE = _material("nitramine", 1.65, C=16.2, H=2.7, N=37.8, O=43.3)
POWDER = _material("propellant", 0.95, C=26.0, H=2.8, N=12.0, O=59.2)
SILICON = _material("silicon", 2.33, Si=100.0)
FR4 = _material(
    "circuit board with copper", 2.2, C=30.0, H=4.0, O=29.0, Si=12.0, Ca=6.0, Br=4.0, Cu=14.0, Al=1.0
)
SOLDER = _material("tin solder", 7.4, Sn=96.5, Ag=3.0, Cu=0.5)
FERRITE = _material("ferrite", 4.9, Fe=60.0, O=28.0, Zn=7.0, Ni=5.0)
LITHIUM_POUCH = _material(
    "lithium pouch cell", 2.25, C=30.0, O=16.0, Co=20.0, Cu=11.0, Al=13.0, Li=3.0, F=5.0, P=2.0
)
LITHIUM_ROUND = _material(
    "lithium cell winding", 2.6, C=25.0, O=15.0, Ni=17.0, Co=5.0, Cu=14.0, Al=12.0, Li=3.0, F=9.0
)
ZINC_CELL = _material("alkaline cell filling", 3.0, Zn=35.0, O=30.0, Fe=5.0, K=10.0, C=15.0, H=5.0)
ALUMINIUM = _material("aluminium", 2.70, Al=100.0)
ZAMAK = _material("zinc die cast", 6.6, Zn=95.0, Al=4.0, Cu=1.0)
STEEL = _material("steel", 7.85, Fe=98.5, C=0.5, Cr=1.0)
STAINLESS = _material("stainless steel", 7.9, Fe=70.0, Cr=19.0, Ni=11.0)
BRASS = _material("brass", 8.5, Cu=65.0, Zn=35.0)
COPPER = _material("copper", 8.96, Cu=100.0)
SILVER = _material("sterling silver", 10.3, Ag=92.5, Cu=7.5)
GOLD = _material("gold 585", 13.1, Au=58.5, Ag=20.0, Cu=21.5)
LEAD = _material("lead", 11.34, Pb=100.0)
