"""The base of every frozen value, and the measures that many of them share."""

from decimal import Decimal
from typing import dataclass_transform

import msgspec


# Type checkers do not see that msgspec hands `frozen` and `kw_only` down to the classes made of this one.
@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(msgspec.field,))
class Value(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A frozen value that crosses borders and threads as it is; unknown fields are ignored when it is
    decoded.
    """


class Amount(Value):
    """Money. `currency` is an ISO 4217 alphabetic code; the value is decimal text on the wire, never a
    float.
    """

    value: Decimal
    currency: str = ""


class Quantity(Value):
    """A count or measure. `unit` is a UN/ECE Recommendation 20 code (`H87` piece, `KGM` kilogram)."""

    value: Decimal
    unit: str = "H87"


class Size(Value):
    """Outer dimensions of a parcel in millimetres."""

    length_mm: int = 0
    width_mm: int = 0
    height_mm: int = 0
