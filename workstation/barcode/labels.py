"""The administration's own labels, which never count as a parcel: storage places, seals, evidence bags,
badges.
"""

from typing import Final, Literal

import msgspec

from workstation.host.settings import LabelPrefixes

LabelKind = Literal["place", "seal", "evidence_bag", "badge"]

LABEL_LIMIT: Final = 64
"""Longest label that is taken for one, in characters."""


class Label(msgspec.Struct, frozen=True):
    """A label of the administration's own: its kind and its code, upper case, prefix included."""

    kind: LabelKind
    code: str


def label_of(raw: str, prefixes: LabelPrefixes) -> Label | None:
    """The label that a raw text is, by how it begins; None where it is none."""
    code = raw.strip().upper()
    if not code.isascii() or not code.isprintable() or len(code) > LABEL_LIMIT:
        return None
    kinds: tuple[tuple[LabelKind, tuple[str, ...]], ...] = (
        ("place", prefixes.place),
        ("seal", prefixes.seal),
        ("evidence_bag", prefixes.evidence_bag),
        ("badge", prefixes.badge),
    )
    for kind, begins in kinds:
        if any(code.startswith(each.upper()) and len(code) > len(each) for each in begins):
            return Label(kind=kind, code=code)
    return None


def officer_on(badge: str, prefixes: LabelPrefixes) -> str:
    """The officer's id on a badge: what follows the prefix."""
    plain = badge.strip()
    begins = (each for each in prefixes.badge if plain.upper().startswith(each.upper()))
    return plain[len(max(begins, key=len, default="")) :]
