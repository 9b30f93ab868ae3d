"""How heavy and how large training parcels are."""

from decimal import Decimal
from random import Random

from workstation.domain.value import Size


def kilograms(grams: int) -> Decimal:
    """Grams as the kilograms that a declaration and a pair of scales say."""
    return Decimal(grams).scaleb(-3)


def parcel_size(dice: Random, grams: int) -> Size:
    """A carton or bag that such a mass would come in, edges in millimetres."""
    litres = max(0.4, grams / 1000 * dice.uniform(2.2, 4.5))
    edge = 100 * (litres / 0.36) ** (1 / 3)  # of the proportions 1 : 0.75 : 0.48
    return Size(
        length_mm=min(900, max(120, round(edge * dice.uniform(0.95, 1.1) / 5) * 5)),
        width_mm=min(650, max(90, round(edge * 0.75 / 5) * 5)),
        height_mm=min(450, max(35, round(edge * 0.48 / 5) * 5)),
    )
