"""One thing that a barcode read can be, with how sure that is and why."""

from typing import Final, Literal

import msgspec

from workstation.domain.identifiers import CheckDigit

UNKNOWN: Final = "unknown"
"""Kind of a text that has no known form."""

ROUTING: Final = "routing_code"
"""Kind of a code on a label that identifies nothing."""

Confidence = Literal["certain", "likely", "possible", "unlikely"]

SURENESS: Final[tuple[Confidence, ...]] = ("certain", "likely", "possible", "unlikely")
"""From the surest to the least sure."""

_BY_DIGIT: Final = (CheckDigit.RIGHT, CheckDigit.NONE, CheckDigit.WRONG)


class Candidate(msgspec.Struct, frozen=True):
    """One thing that a read can be.

    `kind` is a word of domain/identifiers.py or of resources/barcode/formats.json, `unknown`, or
    `routing_code`; `value` the identifier in its normalised form, without what the label adds; `reason` says
    in English why. `confidence` is how sure the form alone makes it, never more: `certain` (a symbology, a
    data identifier or letters that nothing else has), `likely`, `possible` (many other numbers look so) or
    `unlikely` (its check digit is wrong: a misread label, or a number of something else). `parts` are what
    the number says, by name in its own standard's words.
    """

    kind: str
    value: str
    reason: str
    check_digit: CheckDigit
    confidence: Confidence = "possible"
    parts: tuple[tuple[str, str], ...] = ()

    def rank(self) -> tuple[int, int]:
        """Sorts the surest first, and a right check digit before a form that has none."""
        return SURENESS.index(self.confidence), _BY_DIGIT.index(self.check_digit)

    def is_sure(self) -> bool:
        """Whether its form is hardly anything else's: `certain` or `likely`."""
        return self.confidence in {"certain", "likely"}


class Match(msgspec.Struct, frozen=True):
    """A candidate, and the further forms under which the cache may know it.

    `distinctive`: its form is so unmistakable that a wrong check digit says that the label was misread.
    """

    candidate: Candidate
    forms: tuple[str, ...] = ()
    distinctive: bool = False

    def is_good(self) -> bool:
        """Whether no check digit speaks against it."""
        return self.candidate.check_digit is not CheckDigit.WRONG


def lowered(confidence: Confidence) -> Confidence:
    """One step less sure; `possible` at the least."""
    return "likely" if confidence == "certain" else "possible"
