"""The kinds of problem that a person can do something about; all else is a bug, for the crash funnel.

    Problem            never raised itself
    ├── Refused        the officer, or IT, can change something: a rule, a mandate, a setting, a wrong input
    ├── Unavailable    network, disk, locked or full database: may work again with nobody changing anything
    ├── Conflict       somebody else's act or a newer state stands against this one
    └── SignInNeeded   nobody is signed in, or the sign-in has run out

Adapters translate at their border: no exception of SQLAlchemy, httpx, msgspec or the operating system
leaves the room that met it. Each problem says three things, in the order in which an officer asks:
what happened, what is safe, what to do now.
"""

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

VALUE_LIMIT: Final = 200
"""Longest value that is put into a sentence: values come from outside."""

_PLACE = re.compile(r"\{([a-z_]+)\}")
_INVISIBLE = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


class Problem(Exception):  # noqa: N818 - the word of DESIGN.md and of every screen
    """Something that stops an act and that a person can do something about.

    `what`, `safe` and `do_now` are plain English sentences and the source texts of translations, so they
    are constants; what varies stands in `values` and fills `{name}` in them. `code` is a stable word for
    logs and tests (`disk.full`), without personal data. A problem never changes once it is made.
    """

    what: str
    safe: str
    do_now: str
    code: str
    values: Mapping[str, str]

    def __init__(
        self,
        what: str,
        *,
        safe: str = "",
        do_now: str = "",
        code: str = "",
        values: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(what)
        kept = {name: harmless(str(value)) for name, value in (values or {}).items()}
        own = {"what": what, "safe": safe, "do_now": do_now, "code": code, "values": MappingProxyType(kept)}
        for name, value in own.items():
            super().__setattr__(name, value)

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse changes; only Python's own marks on an exception (traceback, notes) may be set."""
        if not name.startswith("__"):
            msg = f"a problem does not change: {name}"
            raise AttributeError(msg)
        super().__setattr__(name, value)

    def filled(self, sentence: str) -> str:
        """`sentence` (one of this problem's, translated or not) with `{name}` replaced by the values."""
        return filled(sentence, self.values)

    @property
    def title(self) -> str:
        """What happened, in English."""
        return self.filled(self.what)

    @property
    def message(self) -> str:
        """What is safe and what to do now, in English; may be empty."""
        return self.filled(" ".join(part for part in (self.safe, self.do_now) if part))

    def __str__(self) -> str:
        """All three sentences, as the command line prints them."""
        return f"{self.title} {self.message}".strip()


class Refused(Problem):
    """Somebody can change something: a rule, a mandate, a setting, a wrong input. Never repeated."""


class Unavailable(Problem):
    """Network, disk, or a locked or full database. Repeated by itself where there is a loop to do so."""


class Conflict(Problem):
    """Another act, or a newer state, stands against this one; a person looks at both."""


class SignInNeeded(Problem):
    """Nobody is signed in, or the sign-in has run out. What was written stays as it is."""


def filled(sentence: str, values: Mapping[str, str]) -> str:
    """`sentence` with `{name}` replaced by the values; a place without a value stays as it is."""
    return _PLACE.sub(lambda place: values.get(place[1], place[0]), sentence)


def harmless(value: str) -> str:
    """`value` as it may stand in a sentence: at most 200 characters, and nothing that hides or turns text.

    Control, format (bidirectional marks among them) and unassigned characters become U+FFFD.
    """
    seen = "".join("\ufffd" if unicodedata.category(c) in _INVISIBLE else c for c in value[: VALUE_LIMIT + 1])
    return seen if len(seen) <= VALUE_LIMIT else seen[: VALUE_LIMIT - 1] + "…"
