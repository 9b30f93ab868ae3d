"""What an officer may decide: the mandate as the central service issues it, and whether an act is within it.

The same function judges at the bench, before the act, and at the central service, by the act and the mandate
that it names alone: never by where goods stand or when the act arrived (DESIGN.md, rule 4).
"""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from workstation.domain.act import Effect
from workstation.domain.value import Value

LONGEST_OFFICER_ID: Final = 100

ANY_KIND: Final = "*"
"""A grant of this kind is about every kind of act."""

OFF_LINE: Final = "off"
ON_LINE: Final = "on"


class Grant(Value):
    """One kind of act that an officer may do. No lanes or categories named: in every one.

    `on_line` and `off_line`: whether while the bench hears the central service, and while it does not.
    `needs_second`: only together with a second officer.
    """

    kind: str
    lanes: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    on_line: bool = True
    off_line: bool = True
    needs_second: bool = False


class Mandate(Value):
    """What one officer may decide alone, issued and signed by the central service. Times are the service's.

    `offices` are those in which it holds (none named: all). `offline_s`: for how many seconds after the
    service was last heard it holds off line. `over_holds` are owners whose holds this officer may lift beside
    the own office's; `may_annul` the effects of acts that may be annulled beside a release that was not sent
    yet. `may_leave_before_acknowledged`: whether released goods may leave before the service has answered.
    """

    id: str
    officer: str
    issued: datetime
    valid_from: datetime
    valid_until: datetime
    offices: tuple[str, ...] = ()
    offline_s: int = 0
    grants: tuple[Grant, ...] = ()
    may_leave_before_acknowledged: bool = False
    over_holds: tuple[str, ...] = ()
    may_annul: tuple[str, ...] = ()

    def is_over(self, owner: str) -> bool:
        """Whether the holds of this owner may be lifted though they are not the own office's."""
        return owner in self.over_holds

    def annuls(self, effect: Effect) -> bool:
        """Whether acts of this effect may be annulled."""
        return effect.value in self.may_annul

    def holds_off_line_until(self, heard: datetime) -> datetime:
        """Until when it holds off line, where the service was last heard then."""
        return min(self.valid_until, heard + timedelta(seconds=self.offline_s))


class MandateFacts(Value):
    """What a mandate is asked about: an act as its envelope tells it, and when the service was last heard.

    `line` is `on`, `off` or empty (not known). Times are the service's as the bench reckoned them; what
    is not known is not judged.
    """

    kind: str
    officer: str
    office: str = ""
    lane: str = ""
    category: str = ""
    line: str = ""
    second: str = ""
    service_time: datetime | None = None
    heard: datetime | None = None


MANDATE_WORDS: Final[Mapping[str, str]] = {
    "mandate.none": "The central service has issued no mandate for this officer to this bench.",
    "mandate.officer": "The mandate was issued to another officer.",
    "mandate.office": "The mandate does not hold in this customs office.",
    "mandate.not_yet": "The mandate does not hold yet.",
    "mandate.expired": "The mandate has expired: the central service must be heard again.",
    "mandate.offline_too_long": "The central service was last heard longer ago than the mandate allows.",
    "mandate.kind": "The mandate does not cover this kind of act.",
    "mandate.lane": "The mandate does not cover this act in this lane.",
    "mandate.category": "The mandate does not cover this act for this category of goods.",
    "mandate.offline": "The mandate covers this act only while the central service is heard.",
    "mandate.online": "The mandate covers this act only while the central service is not heard.",
    "mandate.needs_second": "The mandate asks for a second officer for this act.",
    "mandate.second_same": "The second officer must be another person.",
}
"""Every code of `within`, and of who has no mandate, with its source text."""


def could_be_officer(id: str) -> bool:
    """Whether an event may carry this as a person's id: 1 to 100 characters, all of them to be seen. Who it
    is, it proves to nobody.
    """
    return 0 < len(id) <= LONGEST_OFFICER_ID and not any(unicodedata.category(c)[0] in "CZ" for c in id)


def within(mandate: Mandate, facts: MandateFacts) -> tuple[str, ...]:
    """Why the act is not within the mandate, as codes of `MANDATE_WORDS`; empty: it is."""
    found = [*_of_person_and_place(mandate, facts), *_of_time(mandate, facts)]
    code = _of_grants(mandate, facts)
    return (*found, code) if code else tuple(found)


def grants_for(mandate: Mandate, kind: str) -> tuple[Grant, ...]:
    """What the mandate says of this kind of act: its own grants, else those of any kind."""
    own = tuple(grant for grant in mandate.grants if grant.kind == kind)
    return own or tuple(grant for grant in mandate.grants if grant.kind == ANY_KIND)


def _of_person_and_place(mandate: Mandate, facts: MandateFacts) -> Iterable[str]:
    if mandate.officer != facts.officer:
        yield "mandate.officer"
    if mandate.offices and facts.office and facts.office not in mandate.offices:
        yield "mandate.office"


def _of_time(mandate: Mandate, facts: MandateFacts) -> Iterable[str]:
    now = facts.service_time
    if now is None:
        return
    if now < mandate.valid_from:
        yield "mandate.not_yet"
    if now > mandate.valid_until:
        yield "mandate.expired"
    elif (
        facts.line == OFF_LINE
        and facts.heard is not None
        and now - facts.heard > timedelta(seconds=mandate.offline_s)
    ):
        yield "mandate.offline_too_long"


def _of_grants(mandate: Mandate, facts: MandateFacts) -> str:
    """The first thing that no grant is left for: one grant must fit in all."""
    left = grants_for(mandate, facts.kind)
    for code, fits in _FITTING:
        if not (left := tuple(grant for grant in left if fits(grant, facts))):
            return code
    if all(grant.needs_second for grant in left):
        if not facts.second.strip():
            return "mandate.needs_second"
        # An id typed in other letters is the same person's.
        if facts.second.strip().casefold() == facts.officer.casefold():
            return "mandate.second_same"
    return ""


_FITTING: Final[tuple[tuple[str, Callable[[Grant, MandateFacts], bool]], ...]] = (
    ("mandate.kind", lambda _grant, _facts: True),
    ("mandate.lane", lambda grant, facts: not grant.lanes or facts.lane in grant.lanes),
    ("mandate.category", lambda grant, facts: not grant.categories or facts.category in grant.categories),
    ("mandate.offline", lambda grant, facts: facts.line != OFF_LINE or grant.off_line),
    ("mandate.online", lambda grant, facts: facts.line != ON_LINE or grant.on_line),
)
