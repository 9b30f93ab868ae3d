"""The vocabulary of what can be drawn, and which goods of the Harmonized System look like it."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from workstation.training import xray_electronics as electronics
from workstation.training import xray_household as household
from workstation.training import xray_soft as soft
from workstation.training import xray_threats as threats
from workstation.training.xray_dice import Dice
from workstation.training.xray_shapes import Thing


class ContentKind(msgspec.Struct, frozen=True):
    """One word of the vocabulary; `hs` are the chapters, headings or subheadings it stands for."""

    name: str
    words: str
    draw: Callable[[Dice], Thing]
    hs: tuple[str, ...] = ()
    is_threat: bool = False


_KINDS: tuple[ContentKind, ...] = (
    ContentKind("clothing", "folded garment", soft.clothing, (*(str(n) for n in range(50, 64)), "65", "67")),
    ContentKind("footwear", "pair of shoes", soft.footwear, ("64",)),
    ContentKind("bag", "bag with zips", soft.bag, ("41", "42", "43")),
    ContentKind("toy", "toy", soft.toy, ("9501", "9502", "9503", "9504", "9505", "95")),
    ContentKind("sports", "sports goods", soft.sports, ("9506", "9507", "92")),
    ContentKind("book", "book", soft.book, ("4901", "4902", "4903", "48")),
    ContentKind("documents", "papers", soft.documents, ("49", "4907", "97")),
    ContentKind("plastic_ware", "plastic goods", soft.plastic_ware, ("39", "40", "46")),
    ContentKind("stationery", "pens", soft.stationery, ("96",)),
    ContentKind("furniture_part", "wooden part with fittings", soft.furniture_part, ("44", "45", "94")),
    ContentKind("spectacles", "spectacles", soft.spectacles, ("9003", "9004")),
    ContentKind("phone", "smartphone", electronics.phone, ("8517",)),
    ContentKind("laptop", "portable computer", electronics.laptop, ("8471",)),
    ContentKind("headphones", "headphones", electronics.headphones, ("8518",)),
    ContentKind("battery_pack", "power bank", electronics.battery_pack, ("8506", "8507")),
    ContentKind("charger", "power supply", electronics.charger, ("8504",)),
    ContentKind("cable", "cable", electronics.cable, ("8544", "8536")),
    ContentKind("camera", "camera", electronics.camera, ("8525", "9006", "9002", "9005", "90")),
    ContentKind("watch", "watch", electronics.watch, ("91",)),
    ContentKind(
        "appliance",
        "small electrical appliance",
        electronics.appliance,
        ("8508", "8509", "8510", "8516", "8414"),
    ),
    ContentKind("lamp", "lamp", electronics.lamp, ("8539", "8513", "9405")),
    ContentKind(
        "component", "circuit board", electronics.component, ("85", "8473", "8534", "8541", "8542", "8543")
    ),
    ContentKind(
        "car_part",
        "machine or vehicle part",
        electronics.car_part,
        ("84", "86", "87", "88", "89", "72", "73"),
    ),
    ContentKind(
        "bottle", "bottle of liquid", household.bottle, ("22", "15", "27", "28", "29", "32", "34", "38")
    ),
    ContentKind("perfume", "perfume", household.perfume, ("3303",)),
    ContentKind("cosmetics", "cosmetics", household.cosmetics, ("33",)),
    ContentKind("vitamins", "jar of tablets", household.vitamins, ("2106", "2936")),
    ContentKind("medicine", "medicine in blisters", household.medicine, ("30",)),
    ContentKind(
        "food_powder",
        "pouch of powder",
        household.food_powder,
        ("04", "10", "11", "17", "19", "21", "23", "35"),
    ),
    ContentKind("coffee_tea", "coffee or tea", household.coffee_tea, ("09", "07", "08", "12", "13", "24")),
    ContentKind("confectionery", "chocolate", household.confectionery, ("18", "1704", "1905")),
    ContentKind("food_tin", "tinned food", household.food_tin, ("01", "02", "03", "05", "16", "20")),
    ContentKind("glassware", "drinking glasses", household.glassware, ("70",)),
    ContentKind("ceramics", "crockery", household.ceramics, ("68", "69")),
    ContentKind("cutlery", "cutlery", household.cutlery, ("8215", "8211", "7323", "7615")),
    ContentKind(
        "tool", "tools", household.tool, ("82", "83", "8467", "74", "75", "76", "78", "79", "80", "81")
    ),
    ContentKind("jewellery", "jewellery", household.jewellery, ("71",)),
    ContentKind("pistol", "pistol", threats.pistol, ("93", "9302", "9303"), is_threat=True),
    ContentKind("knife", "knife with fixed blade", threats.knife, ("9307",), is_threat=True),
    ContentKind("ammunition", "ammunition", threats.ammunition, ("9306", "36"), is_threat=True),
    ContentKind("grenade", "grenade-like body", threats.grenade, is_threat=True),
    ContentKind("lithium_hidden", "undeclared lithium cells", threats.lithium_hidden, is_threat=True),
    ContentKind("powder_block", "pressed block of powder", threats.powder_block, is_threat=True),
    ContentKind("vials", "vials for injection", threats.vials, is_threat=True),
    ContentKind("cigarettes", "carton of cigarettes", threats.cigarettes, ("2402",), is_threat=True),
    ContentKind("cash", "bundles of banknotes", threats.cash, is_threat=True),
)
_BY_NAME = {kind.name: kind for kind in _KINDS}
_BY_HS = {prefix: kind for kind in _KINDS for prefix in kind.hs}


def content_kinds() -> tuple[ContentKind, ...]:
    """Every kind that `Content.kind` may name."""
    return _KINDS


def content_kind(name: str) -> ContentKind:
    """The kind of that name. Raises ValueError for one that is not in the vocabulary."""
    try:
        return _BY_NAME[name]
    except KeyError:
        raise ValueError(f"there is no kind of content named {name!r}") from None


def kind_for_hs(code: str) -> str:
    """The kind that goods of this HS code (two digits or more) look like; plastic goods if unknown."""
    digits = "".join(character for character in code if character.isdigit())
    for length in (6, 4, 2):
        kind = _BY_HS.get(digits[:length]) if len(digits) >= length else None
        if kind is not None:
            return kind.name
    return "plastic_ware"
