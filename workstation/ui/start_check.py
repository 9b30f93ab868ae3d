"""What was found at the start, and by the whole check of the ledger that follows it, in words."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Final, Protocol

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from workstation.domain.problems import Problem
from workstation.domain.remark import Remark
from workstation.ui.messages import Kind, Message, Messages
from workstation.ui.parts.formats import instant
from workstation.ui.parts.text import shown
from workstation.ui.tasks import READ, Tasks

translate = QCoreApplication.translate

BEGIN_AFTER_MS: Final = 15_000
"""The check reads the whole ledger: it begins when the queue and the first parcels are on the screen."""


class Fault(Protocol):
    """One place that is not as it was written: from this entry to the `last` (0: this one alone)."""

    @property
    def code(self) -> str:
        """What is wrong there."""
        ...

    @property
    def sequence(self) -> int:
        """The entry's number."""
        ...

    @property
    def last(self) -> int:
        """The number of the last entry of a run."""
        ...


class Verified(Protocol):
    """Result of the check; the ledger's own has more in it."""

    @property
    def faults(self) -> Sequence[Fault]:
        """What is not as it was written; empty when all is well."""
        ...


class StartCheck(QObject):
    """Tells what was found at the start, and has the ledger checked in the background."""

    def __init__(
        self,
        tasks: Tasks,
        messages: Messages,
        verify: Callable[[], Verified],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._messages, self._verify = tasks, messages, verify
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(BEGIN_AFTER_MS)
        self._later.timeout.connect(self.verify_now)

    def begin(self, remarks: Iterable[Remark]) -> None:
        """Tell these remarks of cache and ledger, and check the ledger later."""
        for remark in remarks:
            message = message_of(remark)
            if message is not None:
                self._messages.tell(message)
        self._later.start()

    def stop(self) -> None:
        """No check begins any more."""
        self._later.stop()

    def verify_now(self) -> None:
        """Check the whole ledger on a reader's thread."""
        self._tasks.run(self._verify, owner=self, done=self._tell, failed=self._tell_failed, kind=READ)

    def _tell(self, verified: Verified) -> None:
        if not verified.faults:
            return
        if all(fault.code == "entry.missing" for fault in verified.faults):
            self._messages.tell(_missing(_figures(verified.faults)))
            return
        self._messages.tell(
            Message(
                what=translate("StartCheck", "The ledger of this bench is not as it was written."),
                safe=translate("StartCheck", "It is left as it is; what you record now is added."),
                do_now=translate("StartCheck", "Call IT now. Do not delete anything."),
                kind=Kind.PROBLEM,
                key="ledger.altered",
            )
        )

    def _tell_failed(self, error: BaseException) -> None:
        if not isinstance(error, Problem):
            raise error
        self._messages.tell_problem(error)


def _figures(faults: Iterable[Fault]) -> str:
    return ",".join(f"{each.sequence}-{each.last}" if each.last else str(each.sequence) for each in faults)


def _missing(figures: str, since: str = "") -> Message:
    """Entries are missing: their numbers, and when the last one before them was recorded."""
    what = translate("StartCheck", "Entries are missing in this bench's ledger: {numbers}.")
    safe = translate(
        "StartCheck", "All others are there. What the central service acknowledged is fetched from it."
    )
    if since:
        after = translate("StartCheck", "The last one before them was recorded {when}.")
        safe = f"{after.format(when=_when(since))} {safe}"
    return Message(
        what=what.format(numbers=shown(figures.replace("-", "–").replace(",", ", "), 120)),
        safe=safe,
        do_now=translate("StartCheck", "Look again at what was decided then, and call IT."),
        kind=Kind.PROBLEM,
        key="ledger.missing",
    )


def _when(text: str) -> str:
    try:
        return instant(datetime.fromisoformat(text))
    except ValueError:
        return shown(text, 40)


def _recovered(remark: Remark) -> Message | None:
    if remark.code == "ledger.recovered_in_part":
        return _missing(remark.value, remark.field)
    if remark.code == "ledger.recovered":
        return Message(
            what=translate("StartCheck", "This bench's ledger was damaged, and was recovered whole."),
            safe=translate("StartCheck", "Every decision is there; the damaged file was set aside."),
            do_now=translate("StartCheck", "You can go on. Tell IT today: the disk may be failing."),
            kind=Kind.ATTENTION,
            key=remark.code,
        )
    if remark.code == "ledger.begun_anew":
        return Message(
            what=translate("StartCheck", "This bench's ledger was destroyed; a new one was begun."),
            safe=translate(
                "StartCheck", "What could be read of the old one is kept, and what waited is sent."
            ),
            do_now=translate("StartCheck", "Look again at what was decided here lately, and call IT."),
            kind=Kind.PROBLEM,
            key=remark.code,
        )
    return None


def message_of(remark: Remark) -> Message | None:
    """A remark about cache or ledger as a message; None for one that needs nobody's eyes."""
    if remark.code == "bench.held":
        what = translate("StartCheck", "The account {account} of this machine runs the program, too.")
        return Message(
            what=what.format(account=shown(remark.value, 60)),
            do_now=translate("StartCheck", "Agree on who works at this bench."),
            kind=Kind.ATTENTION,
            key=remark.code,
        )
    if (recovered := _recovered(remark)) is not None:
        return recovered
    if remark.code == "ledger.anchor_missing":
        return Message(
            what=translate("StartCheck", "The seal on this bench's ledger was missing; a new one was made."),
            safe=translate("StartCheck", "Every decision that is in the ledger is still there."),
            do_now=translate("StartCheck", "Tell IT: they can see whether the newest ones are missing."),
            kind=Kind.ATTENTION,
            key=remark.code,
        )
    if remark.code in ("cache.damaged", "cache.newer", "cache.empty"):
        return Message(
            what=translate("StartCheck", "What this bench had of the central service could not be read."),
            safe=translate("StartCheck", "It was set aside and is fetched again; decisions are not touched."),
            kind=Kind.INFO,
            key=remark.code,
        )
    return None
