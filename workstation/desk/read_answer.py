"""What became of a barcode read: one word for the ear and the eye, and the words that go with it."""

from enum import StrEnum

from workstation.domain.value import Value


class Answer(StrEnum):
    """How a barcode read was answered. Each has a sound, a colour, a sign and words of its own."""

    FOUND = "found"
    SEVERAL = "several"
    """It belongs to several: a short list is open."""
    NOT_FOUND = "not_found"
    NO_IDENTIFIER = "no_identifier"
    """A routing code, a trade item number, an unknown text: nothing that names a parcel."""
    BAD_CHECK_DIGIT = "bad_check_digit"
    WRONG_PARCEL = "wrong_parcel"
    """Another parcel than the one that a decision was being written on: that is cancelled."""
    AGAIN = "again"
    """The same barcode within a moment: not acted on."""
    LABEL = "label"
    """One of the administration's own: a storage place, a seal, an evidence bag, a badge."""
    FLAWED = "flawed"
    """Too short, cut off, or without the reader's prefix."""
    WANTED = "wanted"
    """In a hunt: one of those that are looked for."""
    NOT_WANTED = "not_wanted"


class ReadAnswer(Value):
    """The answer to one barcode read. `raw` is the text as it came; `words` say it in the officer's language;
    `number` is what it is called on the screen, where it is known; `kind` is its best candidate's
    (barcode/identify.py) or the label's.
    """

    answer: Answer
    raw: str = ""
    words: str = ""
    number: str = ""
    kind: str = ""
