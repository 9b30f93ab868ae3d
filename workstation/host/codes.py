"""Reads the small code lists under resources/codes into values."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import msgspec

from workstation.domain.codes import CodeLists, HsChapter
from workstation.domain.value import Value
from workstation.host.resources import ROOT, read_bytes


class _Countries(Value):
    source: str
    codes: dict[str, str]
    also: dict[str, str]


class _Currencies(Value):
    source: str
    minor_units: dict[str, int]
    rough_eur: dict[str, Decimal]


class _Chapters(Value):
    source: str
    chapters: dict[str, HsChapter]


class _VagueWords(Value):
    source: str
    words: dict[str, tuple[str, ...]]
    fillers: dict[str, tuple[str, ...]]


def load_code_lists(*, root: Path = ROOT) -> CodeLists:
    """The lists that the program ships (some 40 kB). Raises Unavailable when a file is missing."""
    countries = msgspec.json.decode(read_bytes("codes/countries.json", root=root), type=_Countries)
    currencies = msgspec.json.decode(read_bytes("codes/currencies.json", root=root), type=_Currencies)
    chapters = msgspec.json.decode(read_bytes("codes/hs_chapters.json", root=root), type=_Chapters)
    vague = msgspec.json.decode(read_bytes("codes/vague_words.json", root=root), type=_VagueWords)
    return CodeLists(
        countries=countries.codes | countries.also,
        currencies=currencies.minor_units,
        rough_eur=currencies.rough_eur,
        chapters=chapters.chapters,
        vague_words=_all_words(vague.words),
        filler_words=_all_words(vague.fillers),
    )


def _all_words(by_language: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    return frozenset(word.casefold() for words in by_language.values() for word in words)
