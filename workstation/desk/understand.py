"""What a barcode read says, where its strokes can be read in several ways: the cache decides, else a check
digit.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Final

from msgspec.structs import replace

from workstation.barcode.identify import UNKNOWN, candidates, lookup_forms
from workstation.barcode.labels import label_of
from workstation.barcode.layouts import Repair, repairs
from workstation.barcode.reads import BarcodeRead
from workstation.cache.store import CacheReader
from workstation.domain.identifiers import CheckDigit
from workstation.host.settings import LabelPrefixes

BY_OTHER_WAY: Final = "other"
"""`through` of a read whose other way of reading counted: the reader's profile does not fit it."""

_MOST_REPAIRS: Final = 64
"""Texts read backwards that are looked up for one read, on the screen's thread."""


class Understanding:
    """Chooses what the strokes of a read say. Looks into the cache: point look-ups, for the screen's
    thread.
    """

    def __init__(self, reader: Callable[[], CacheReader], labels: LabelPrefixes) -> None:
        self._reader = reader
        self._labels = labels

    def of(self, read: BarcodeRead) -> BarcodeRead:
        """The read with the text that counts; `through` then says how it was come by, where that is not the
        profile's own way.

        Known in the cache, or the administration's own label, goes first: the text, then its other way of
        reading, then what a layout can have garbled. Where nothing is known, a text counts that has a right
        check digit; what was read backwards only where it is the only one, and where the text itself is of no
        known form (or no physical key was told, and its check digit is wrong).
        """
        understood = self._understood(read)
        return replace(understood, is_own_label=self._is_label(understood.text))

    def _understood(self, read: BarcodeRead) -> BarcodeRead:
        if read.source != "wedge" or read.flaw or not read.text:
            return read
        reader = self._reader()
        for known in (self._is_label, partial(_is_cached, reader)):
            if known(read.text):
                return read
            if read.as_typed and known(read.as_typed):
                return _other_way(read)
        garbled = tuple(_garbled(read))
        cached = _all_cached(reader, (each.text for each in garbled))
        found = [each for each in garbled if each.text in cached or self._is_label(each.text)]
        if not found:
            if _says_more(read.as_typed, read.text):
                return _other_way(read)
            if _may_be_garbled(read):
                found = [each for each in garbled if _has_right_digit(each.text)]
        return _repaired(read, found[0]) if len(found) == 1 else read

    def _is_label(self, text: str) -> bool:
        return label_of(text, self._labels) is not None


def _is_cached(reader: CacheReader, text: str) -> bool:
    return bool(_all_cached(reader, (text,)))


def _all_cached(reader: CacheReader, texts: Iterable[str]) -> frozenset[str]:
    """Those of the texts under a form of which the cache has something, in one look."""
    forms = {text: lookup_forms(text) for text in texts}
    known = reader.known_forms({form for each in forms.values() for form in each}) if forms else frozenset()
    return frozenset(text for text, each in forms.items() if not known.isdisjoint(each))


def _other_way(read: BarcodeRead) -> BarcodeRead:
    return replace(read, text=read.as_typed, as_typed=read.text, through=BY_OTHER_WAY)


def _repaired(read: BarcodeRead, repair: Repair) -> BarcodeRead:
    return replace(read, text=repair.text, as_typed=read.as_typed or read.text, through=repair.layout)


def _garbled(read: BarcodeRead) -> Iterator[Repair]:
    """What the layout's text can have been, without what has been looked at."""
    seen = {read.text.upper(), read.as_typed.upper()}
    for repair in repairs(read.as_typed or read.text)[:_MOST_REPAIRS]:
        if repair.text.upper() not in seen:
            yield repair


def _has_right_digit(text: str) -> bool:
    return any(each.check_digit is CheckDigit.RIGHT for each in candidates(text))


def _says_more(other: str, text: str) -> bool:
    """Whether the other way of reading has a right check digit and this one has not, or a known form of
    letters and digits where this one is a salad of signs.
    """
    if not other or _has_right_digit(text):
        return False
    is_salad = not text.isalnum() and candidates(text)[0].kind == UNKNOWN
    is_known = other.isalnum() and candidates(other)[0].kind != UNKNOWN
    return _has_right_digit(other) or (is_salad and is_known)


def _may_be_garbled(read: BarcodeRead) -> bool:
    best = candidates(read.text)[0]
    return best.kind == UNKNOWN or (not read.tells_keys and best.check_digit is CheckDigit.WRONG)
