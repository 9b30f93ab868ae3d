"""What needs a person, one matter for each parcel: what was done here, what that had missed, and what holds
now.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from msgspec.structs import replace

from workstation.domain.act import Act
from workstation.domain.act_graph import ActGraph
from workstation.domain.consignment import Consignment
from workstation.domain.value import Value
from workstation.ledger.values import Attention, LedgerAct
from workstation.sync.consequences import OF_HOLDER, Facts, all_acts

OF_ONE_STORY: Final = ("recall", "conflict")
"""Kinds that tell the same story: a release and what it missed. The graver first."""


class ToldAct(Value):
    """An act as a story tells it: codes, never words."""

    id: str
    kind: str = ""
    at: datetime | None = None
    officer: str = ""
    bench: str = ""
    office: str = ""
    agency: str = ""
    owner: str = ""
    reason: str = ""


class Story(Value):
    """A release of this bench and an act that it had missed; or, `of_holder`, an act of this bench that a
    release elsewhere had missed.

    `also` are other releases here that missed it. `now` is what became of the missed act: `in_force`,
    `lifted`, `annulled`, `refused`, or empty where that is not known. `read_at` and `read_bench`: where the
    parcel was last read.
    """

    release: ToldAct
    missed: ToldAct
    also: tuple[str, ...] = ()
    read_bench: str = ""
    read_at: datetime | None = None
    now: str = ""
    of_holder: bool = False

    def names(self) -> tuple[str, ...]:
        """The acts that an acknowledgement must name."""
        return (self.release.id, *self.also, self.missed.id)


class Matter(Value):
    """One card: all that is open on one parcel for the same cause.

    `ids` are the ledger's attention, `about` the own act that it is about (a refused one), `facts` as they
    were kept.
    """

    kind: str
    consignment: str
    at: datetime
    ids: tuple[int, ...]
    facts: Facts = ()
    stories: tuple[Story, ...] = ()
    about: ToldAct | None = None

    def names(self) -> tuple[str, ...]:
        """Every act that one acknowledgement of the whole matter names."""
        return tuple(dict.fromkeys(name for story in self.stories for name in story.names()))

    def asks_for_act(self) -> bool:
        """Whether an acknowledgement is recorded for it. Not for who held the parcel: that would end the
        recall at the bench that released it.
        """
        return any(not story.of_holder for story in self.stories)

    def fact(self, name: str) -> str:
        """One kept fact, or nothing."""
        return dict(self.facts).get(name, "")


Documents = Callable[[str], Consignment | None]
OwnActs = Callable[[str], Sequence[LedgerAct]]


def matters_of(open_ones: Iterable[Attention], document: Documents, own: OwnActs) -> tuple[Matter, ...]:
    """One matter for each parcel and cause, in the order in which they came. What cannot be read is told as
    it was kept.
    """
    groups: dict[tuple[str, str], list[Attention]] = {}
    for each in open_ones:
        kind = f"{each.kind}:{each.id}"
        if each.kind in OF_ONE_STORY:
            kind = "held" if OF_HOLDER in each.facts else "story"
        groups.setdefault((kind, each.consignment), []).append(each)
    return tuple(_matter(each, document, own) for each in groups.values())


def _matter(group: Sequence[Attention], document: Documents, own: OwnActs) -> Matter:
    first = group[0]
    kinds = {each.kind for each in group}
    found: dict[tuple[str, str], Story] = {}
    for each in group:
        if each.kind in OF_ONE_STORY and (story := _story(dict(each.facts), each.facts)) is not None:
            found.setdefault((story.release.id, story.missed.id), story)
    stories: Sequence[Story] = tuple(found.values())
    mine = own(first.consignment) if first.consignment else ()
    if stories:
        known = document(first.consignment)
        stories = [_as_it_stands(each, known, mine) for each in stories]
    about = next((_told(entry.act) for entry in mine if entry.act.id == first.event), None)
    return Matter(
        kind=min(kinds, key=_gravity),
        consignment=first.consignment,
        at=_since(group, stories),
        ids=tuple(each.id for each in group),
        facts=first.facts,
        stories=tuple(stories),
        about=about,
    )


def _since(group: Sequence[Attention], stories: Iterable[Story]) -> datetime:
    """Since when it is open. The ledger noted that by the bench's clock, and by one that was far behind it
    would be before the acts that it is about.
    """
    acts = [act.at for story in stories for act in (story.release, story.missed) if act.at is not None]
    return max([min(each.at for each in group), *acts])


def _gravity(kind: str) -> int:
    return OF_ONE_STORY.index(kind) if kind in OF_ONE_STORY else len(OF_ONE_STORY)


def _story(facts: Mapping[str, str], whole: Facts) -> Story | None:
    """The story that these facts tell (sync/consequences.py); none where they name no act."""
    if not facts.get("release") or not facts.get("missed"):
        return None
    return Story(
        release=_told_in(facts, "release"),
        missed=_told_in(facts, "missed"),
        also=tuple(text for name, text in whole if name == "also"),
        read_bench=facts.get("read.bench", ""),
        read_at=_instant(facts.get("read.at", "")),
        of_holder=OF_HOLDER in whole,
    )


def _told_in(facts: Mapping[str, str], name: str) -> ToldAct:
    return ToldAct(
        id=facts[name],
        kind=facts.get(f"{name}.kind", ""),
        at=_instant(facts.get(f"{name}.at", "")),
        officer=facts.get(f"{name}.officer", ""),
        bench=facts.get(f"{name}.bench", ""),
        office=facts.get(f"{name}.office", ""),
        # Before the facts were as many as now, one said by whom.
        agency=facts.get(f"{name}.agency", "") or facts.get(f"{name}.by", ""),
        owner=facts.get(f"{name}.owner", ""),
        reason=facts.get(f"{name}.reason", ""),
    )


def _told(act: Act) -> ToldAct:
    return ToldAct(
        id=act.id,
        kind=act.kind,
        at=act.at,
        officer=act.officer,
        bench=act.bench,
        office=act.office,
        agency=act.agency,
        owner=act.owner,
        reason=act.reason,
    )


def _as_it_stands(story: Story, known: Consignment | None, own: Sequence[LedgerAct]) -> Story:
    if known is None:
        return story
    graph = ActGraph(all_acts(known, own))
    missed = graph.acts.get(story.missed.id)
    if missed is None:
        return story
    if missed.outcome == "refused":
        now = "refused"
    elif missed.id in graph.annulled_by:
        now = "annulled"
    else:
        now = "lifted" if missed.id in graph.lifted_by else "in_force"
    return replace(story, now=now)


def _instant(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
