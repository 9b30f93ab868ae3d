"""Reference lists: coded lists that the central service keeps and both sides use."""

from datetime import date

import msgspec

from workstation.domain.value import Amount, Value


class Coded(Value):
    """One row of a coded list: its code, its words by language (BCP 47), and for which kinds of act it is
    offered.

    `needs_legal_basis` and `needs_remark` hold for reasons; `effect` for kinds of act; `country`, `amount`
    for thresholds and `parent` for offices. Valid from and until are inclusive days.
    """

    code: str
    words: dict[str, str] = msgspec.field(default_factory=dict)
    kinds: tuple[str, ...] = ()
    effect: str = ""
    needs_reason: bool = False
    needs_legal_basis: bool = False
    needs_remark: bool = False
    country: str = ""
    amount: Amount | None = None
    parent: str = ""
    valid_from: date | None = None
    valid_until: date | None = None

    def in_words(self, language: str) -> str:
        """Words in this language, else in its base language, else English, else any, else the code itself."""
        for tag in (language, language.replace("_", "-").partition("-")[0], "en"):
            if tag in self.words:
                return self.words[tag]
        return next(iter(self.words.values()), self.code)

    def is_valid(self, day: date) -> bool:
        """Whether the row may be used on this day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


class ReferenceList(Value):
    """A whole list. Names in version 1: `acts`, `reasons`, `legal_bases`, `offices`, `thresholds`,
    `exceptions` (why a parcel's barcode was not read) and `places` (where parcels are put).
    """

    name: str
    version: str = ""
    source: str = ""
    rows: tuple[Coded, ...] = ()

    def row(self, code: str) -> Coded | None:
        """The row with this code, valid or not: what was recorded under it must stay readable."""
        return next((row for row in self.rows if row.code == code), None)


LIST_NAMES = ("acts", "reasons", "legal_bases", "offices", "thresholds", "exceptions", "places")
