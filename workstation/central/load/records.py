"""What a loader reads from a file: records, each on its own, and what is wrong with those that are none."""

from collections.abc import Callable

from workstation.central.additions import Addition
from workstation.domain.consignment import Consignment
from workstation.domain.problems import harmless
from workstation.domain.value import Value

FAULTS_KEPT = 1000
"""Faults that a summary holds; every one is reported as it is found."""


class Hints(Value):
    """What a file knows and a declaration does not say: the labels of a synthetic data set, 0 for none.

    Never stored and never shown: they may only drive what is completed for training.
    """

    fraud: int = 0
    critical_fraud: int = 0


class Record(Value):
    """One document as it stands in its file, `position` bytes into it."""

    file: str
    line: int
    position: int
    document: bytes
    hints: Hints = Hints()


class Notice(Value):
    """Something said of a declaration that must be here already, named by its numbers, the surest first."""

    file: str
    line: int
    position: int
    numbers: tuple[str, ...]
    addition: Addition


class Fault(Value):
    """A record that was not loaded: where it stands, and why. Line 0 is the file itself."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        """As a person reads it; what stands in the file cannot turn or hide the text."""
        place = f", line {self.line}" if self.line else ""
        return f"{self.file}{place}: {harmless(self.reason)}"


Completer = Callable[[Consignment, Hints], Consignment]
"""Completes a consignment for training: what it invents it names in `completed`. The same input gives the
same output.
"""


class LoadProgress(Value):
    """How far a load has come, in bytes of all files."""

    file: str
    done: int
    total: int
    loaded: int
    refused: int


class LoadSummary(Value):
    """What became of all records. `known` were here already, with the same content or a newer version.

    `empty` are files in which there is no record at all; `stopped` says what ended the load before its end.
    """

    loaded: int = 0
    refused: int = 0
    known: int = 0
    faults: tuple[Fault, ...] = ()
    empty: tuple[str, ...] = ()
    stopped: str = ""

    def sentence(self) -> str:
        """The last line that a person reads: `8134 loaded, 0 refused`."""
        known = f", {self.known} already known" if self.known else ""
        return f"{self.loaded} loaded, {self.refused} refused{known}"
