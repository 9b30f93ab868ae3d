"""By what consignments with scan images are alike: who sent them, who gets them, and the HS headings of their
goods. An index of numbers, so that earlier images are found by a key.
"""

from collections.abc import Iterator
from hashlib import blake2b
from typing import Final

from workstation.cache.words import folded
from workstation.domain.consignment import Consignment, Party

MOST: Final = 16
"""Numbers of one consignment: what has more headings than that is like everything."""
HEADING: Final = 4
"""Digits of an HS heading (WCO Harmonized System: chapter and heading)."""
ROLES: Final = ("consignor", "consignee")
_TEXT: Final = 200


def alike_by(consignment: Consignment) -> dict[str, tuple[int, ...]]:
    """The numbers of a consignment by what they stand for: `consignor`, `consignee`, `heading`. Two
    consignments that share one are alike in that, but for one pair in some 2**60 that is so by chance.
    """
    found = {
        role: tuple(
            _number(role, text)
            for party in consignment.parties
            if party.role == role
            for text in _names_of(party)
        )
        for role in ROLES
    }
    codes = (item.hs_code.replace(".", "").replace(" ", "") for item in consignment.goods_items)
    headings = dict.fromkeys(code[:HEADING] for code in codes if len(code) >= HEADING)
    found["heading"] = tuple(_number("heading", heading) for heading in headings)
    return found


def kept_of(consignment: Consignment) -> list[int]:
    """What the index keeps of a consignment: nothing where no X-ray machine made an image of it."""
    if all(image.is_photograph for image in consignment.images):
        return []
    by = alike_by(consignment)
    numbers = (number for kind in (*ROLES, "heading") for number in by[kind])
    return list(dict.fromkeys(numbers))[:MOST]


def _names_of(party: Party) -> Iterator[str]:
    """A party by its id, and by its name with its place: a name alone is too many people's."""
    if party.id:
        yield f"id {folded(party.id[:_TEXT])}"
    address = party.address
    place = (address.postcode or address.city) if address is not None else ""
    if party.name and place and address is not None:
        parts = (party.name[:_TEXT], place[:_TEXT].replace(" ", ""), address.country)
        yield "name " + "|".join(" ".join(folded(part).split()) for part in parts)


def _number(kind: str, text: str) -> int:
    """63 bits that stand for a text, the same in every run and on every machine."""
    digest = blake2b(f"{kind}:{text}".encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1
