"""Who is signed in to the program now. The one place that a sign-in against an identity provider will fill.

Databases and line belong to the bench; each event carries the officer who was signed in when it was
recorded, so that one officer's events go out while another works.
"""

import getpass
import threading
from collections.abc import Callable

from workstation.domain.mandate import LONGEST_OFFICER_ID, could_be_officer
from workstation.domain.problems import Refused, SignInNeeded
from workstation.domain.value import Value


class Officer(Value):
    """A person who decides: `id` as the administration knows them (goes into events), `name` for the screen
    alone.
    """

    id: str
    name: str
    office: str


class OfficerChanged(Value):
    """Somebody else is at work now, or nobody: what the one before had read and begun is none of theirs."""


class SignedIn:
    """Holds the officer of this moment. May be used from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._officer: Officer | None = None
        self._listener: Callable[[OfficerChanged], object] | None = None

    def tell(self, listener: Callable[[OfficerChanged], object] | None) -> None:
        """Call `listener` from now on each time that the officer at work changes, on the thread that changes
        it; None: nobody.
        """
        self._listener = listener

    def sign_in(self, officer: Officer) -> Officer:
        """Take this officer as the one at work. Raises Refused (`officer.malformed`) for an id that no
        event may carry.
        """
        if not could_be_officer(officer.id) or len(officer.name) > LONGEST_OFFICER_ID:
            raise Refused(
                "This is not an officer's id.",
                safe="Nothing was changed.",
                do_now="Type the id as it stands on the service card.",
                code="officer.malformed",
            )
        self._change(officer)
        return officer

    def sign_out(self) -> None:
        """Nobody is at work (signed out, or the bench is locked); what was recorded still goes out."""
        self._change(None)

    def _change(self, officer: Officer | None) -> None:
        with self._lock:
            before, self._officer = self._officer, officer
        listener = self._listener
        if listener is not None and officer != before:
            listener(OfficerChanged())

    def now(self) -> Officer | None:
        """The officer at work, or none."""
        with self._lock:
            return self._officer

    def required(self) -> Officer:
        """The officer at work. Raises SignInNeeded when there is none."""
        officer = self.now()
        if officer is None:
            raise SignInNeeded(
                "Nobody is signed in.",
                safe="What was written stays as it is.",
                do_now="Sign in, then do it again.",
                code="officer.none",
            )
        return officer


def account_officer(office: str) -> Officer:
    """The officer that the operating system's account stands for, where the program has no sign-in of its
    own yet.
    """
    account = getpass.getuser()
    kept = account[:LONGEST_OFFICER_ID]
    return Officer(id=kept, name=kept, office=office)
