"""Free text search: how texts and identifiers become words, the same when stored and when searched.

FTS5's own tokenizers know neither words of Chinese nor Arabic vowel signs, and what an officer types must
never be read as an operator. So texts are folded here, on both sides, and FTS5 only splits at what is
neither an ASCII letter or digit nor outside ASCII.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from workstation.domain.identifiers import normalised

TEXT_LIMIT: Final = 20_000
"""Characters of one consignment that are searchable."""
WORD_LIMIT: Final = 64
QUERY_WORDS: Final = 12
QUERY_LIMIT: Final = 400

_ENDING: Final = "\u2190"
"""Before an identifier written backwards, so that its last characters can be searched as a beginning."""

_ASCII_WORD: Final = re.compile(r"[a-z0-9]+")
_NOT_WORD: Final = re.compile(r"[^A-Z0-9]+")
_UNSPACED: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]+"
)
"""Thai, Lao, Burmese, Khmer, kana and Han: written without spaces, so indexed by pairs of characters."""
_TATWEEL: Final = "\u0640"


class _Bare(dict[int, int | None]):
    """For `str.translate`: what is dropped from a text, found out once for each character."""

    def __missing__(self, point: int) -> int | None:
        character = chr(point)
        dropped = character == _TATWEEL or unicodedata.category(character) in {"Mn", "Cf"}
        self[point] = None if dropped else point
        return self[point]


_BARE: Final = _Bare()


class _Spaced(dict[int, int]):
    """For `str.translate`: whatever is no letter or digit becomes a space."""

    def __missing__(self, point: int) -> int:
        self[point] = point if chr(point).isalnum() else 32
        return self[point]


_SPACED: Final = _Spaced()


def folded(text: str) -> str:
    """Lower case without diacritics, vowel signs and compatibility forms: for comparing and sorting."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text[:TEXT_LIMIT].casefold())
    return unicodedata.normalize("NFC", decomposed.translate(_BARE).casefold())


def searchable(texts: Iterable[str], identifiers: Sequence[str]) -> str:
    """What FTS5 is given for one consignment. `identifiers` are normalised."""
    joined = " ".join(texts)
    if len(joined) > TEXT_LIMIT:
        joined = joined[:TEXT_LIMIT]
    if not joined.isascii():
        joined = " ".join(_words(joined))
    numbers = " ".join(identifiers)
    if not numbers.replace(" ", "").isalnum() or not numbers.isascii() or len(numbers) > WORD_LIMIT * 4:
        numbers = " ".join(filter(None, map(_compact, identifiers)))
    backwards = numbers[::-1].replace(" ", f" {_ENDING}")
    return f"{joined} {numbers} {_ENDING}{backwards}"


def match_expression(typed: str) -> str:
    """The FTS5 expression for what an officer typed; empty if nothing in it can be searched."""
    typed = typed[:QUERY_LIMIT]
    found = list(_words(typed, in_search=True))[:QUERY_WORDS]
    alternatives = []
    if found:
        alternatives.append(" AND ".join(found))
    whole = _compact(normalised(typed))
    if len(whole) >= 4 and any(c.isdigit() for c in whole):
        alternatives += [_cut_short(whole), _cut_short(_ENDING + whole[::-1])]
    return " OR ".join(f"({one})" for one in alternatives)


def _compact(identifier: str) -> str:
    """A normalised identifier as one word of FTS5's."""
    if not (identifier.isascii() and identifier.isalnum()):
        identifier = _NOT_WORD.sub("", identifier) if identifier.isascii() else _alphanumeric(identifier)
    return identifier[:WORD_LIMIT].lower()


def _alphanumeric(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _words(text: str, *, in_search: bool = False) -> Iterator[str]:
    """Words as stored; in a search quoted, with a star where the end may be missing."""
    pieces = list(_pieces(folded(text)))
    for number, (piece, unspaced) in enumerate(pieces):
        if unspaced:
            yield from _searched_pairs(piece) if in_search else _stored_pairs(piece)
        elif not in_search:
            yield piece[:WORD_LIMIT]
        elif len(piece) >= WORD_LIMIT or (number == len(pieces) - 1 and len(piece) >= 2):
            yield _cut_short(piece[:WORD_LIMIT])
        else:
            yield _whole(piece)


def _stored_pairs(run: str) -> Iterator[str]:
    """A run of a script without spaces as its pairs, and its last character alone."""
    return (run[i : i + 2] for i in range(len(run)))


def _searched_pairs(run: str) -> Iterator[str]:
    if len(run) == 1:
        return iter((_cut_short(run),))
    return (_whole(run[i : i + 2]) for i in range(len(run) - 1))


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Runs of letters and digits, and whether they are of a script without spaces."""
    if text.isascii():
        for run in _ASCII_WORD.findall(text):
            yield run, False
        return
    for run in text.translate(_SPACED).split():
        at = 0
        for unspaced in _UNSPACED.finditer(run):
            if unspaced.start() > at:
                yield run[at : unspaced.start()], False
            yield unspaced[0], True
            at = unspaced.end()
        if at < len(run):
            yield run[at:], False


def _whole(word: str) -> str:
    return f'"{word}"'


def _cut_short(word: str) -> str:
    return f'"{word}" *'
