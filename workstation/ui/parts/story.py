"""A conflict or a recall as a story: who held the parcel and for whom, who released it here, where it was
last read, and what holds now.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from PySide6.QtCore import QCoreApplication

from workstation.desk.attention import Matter, Story, ToldAct
from workstation.ui.parts import formats
from workstation.ui.parts.text import isolated, isolated_words, shown
from workstation.ui.parts.words import act_word

translate = QCoreApplication.translate


def identity(code: str) -> str:
    """An officer's or a bench's id as it may stand inside a sentence, whichever way that is read."""
    plain = shown(code, 60)
    return isolated(plain) if plain.isascii() else isolated_words(plain)


@dataclass(frozen=True)
class Telling:
    """To whom it is told, and when: the officer at work, coded lists in words (`coded("offices", code)`), the
    time now, the office's zone (none: the machine's own).
    """

    coded: Callable[[str, str], str]
    officer: str
    now: datetime
    zone: tzinfo | None = None

    def time(self, at: datetime | None) -> str:
        """As in: at 10:14, or on 2026-11-02 10:14 where that is not today; nothing for no time."""
        if at is None:
            return ""
        is_today = at.astimezone(self.zone).date() == self.now.astimezone(self.zone).date()
        words = translate("Story", "at {time}") if is_today else translate("Story", "on {time}")
        return words.format(time=formats.moment(at, self.now, self.zone))

    def office(self, code: str) -> str:
        """An office or agency in words."""
        return isolated_words(shown(self.coded("offices", code), 80)) if code else ""

    def who(self, act: ToldAct) -> str:
        """Who made an act: the officer, or the agency in words."""
        if act.officer:
            return identity(act.officer)
        return self.office(act.agency or act.office) or translate("Story", "somebody")


def story_words(story: Story, to: Telling) -> str:
    """The story in one sentence."""
    missed = _missed(story.missed, to)
    release = _released_elsewhere(story.release, to) if story.of_holder else _released(story.release, to)
    clauses = [missed, release]
    was_before = (
        story.missed.at is not None and story.release.at is not None and story.missed.at <= story.release.at
    )
    if not was_before and story.missed.at is not None and story.release.at is not None:
        clauses.reverse()
    read = read_words(story, to)
    told = "; ".join([*clauses, read] if read else clauses)
    if was_before and not story.of_holder:
        words = (
            translate("Story", "While you were away, {story}.")
            if story.release.officer == to.officer
            else translate("Story", "While this bench was alone, {story}.")
        )
        return words.format(story=told)
    return _sentence(told)


def _sentence(clause: str) -> str:
    return f"{clause[:1].upper()}{clause[1:]}."


def _missed(act: ToldAct, to: Telling) -> str:
    who, when = to.who(act), to.time(act.at)
    owner = to.office(act.owner)
    if act.officer and act.officer == to.officer and act.kind in ("hold", "seize"):
        yours = translate("Story", "you held it {when}")
        if act.kind == "seize":
            yours = translate("Story", "you seized it {when}")
        return _filled(yours, when=when)
    if act.kind == "hold" and owner and owner != who:
        words = translate("Story", "{who} held it {when} for: {owner}")
    elif act.kind == "hold":
        words = translate("Story", "{who} held it {when}")
    elif act.kind == "seize":
        words = translate("Story", "{who} seized it {when}")
    else:
        words = translate("Story", "{who}: {act} {when}")
    return _filled(words, who=who, when=when, owner=owner, act=act_word(act.kind))


def _released(act: ToldAct, to: Telling) -> str:
    if act.officer and act.officer == to.officer:
        return _filled(translate("Story", "you released it {when}"), when=to.time(act.at))
    if not act.officer:
        return _filled(translate("Story", "it was released here {when}"), when=to.time(act.at))
    words = translate("Story", "{who} released it here {when}")
    return _filled(words, who=to.who(act), when=to.time(act.at))


def _released_elsewhere(act: ToldAct, to: Telling) -> str:
    words = translate("Story", "it was released {when} at bench {bench} without knowing of that")
    if not act.bench:
        words = translate("Story", "it was released {when} elsewhere without knowing of that")
    return _filled(words, when=to.time(act.at), bench=identity(act.bench))


def read_words(story: Story, to: Telling) -> str:
    """Where the parcel was last read; nothing where nobody read it."""
    if not story.read_bench:
        return ""
    words = translate("Story", "the parcel was last read at bench {bench} {when}")
    return _filled(words, bench=identity(story.read_bench), when=to.time(story.read_at))


def _filled(words: str, **values: str) -> str:
    """Values in their places; a place without one leaves no gap."""
    return " ".join(words.format(**values).split())


def reason_words(stories: Sequence[Story], to: Telling) -> str:
    """Why it was held or seized, in words; nothing where nobody said."""
    found = dict.fromkeys(to.coded("reasons", each.missed.reason) for each in stories if each.missed.reason)
    return "; ".join(shown(each, 120) for each in found)


def stands(matter: Matter) -> tuple[Story, ...]:
    """The stories whose missed act is in force, as far as is known here."""
    return tuple(each for each in matter.stories if each.now in ("in_force", ""))


def now_words(matter: Matter) -> str:
    """What holds now, by the rule that the stricter act stands between those who had not seen each other."""
    standing = stands(matter)
    if any(each.missed.kind == "seize" for each in standing):
        return translate("Story", "The seizure stands. Both decisions are kept.")
    if standing:
        return translate("Story", "The hold stands. Both decisions are kept.")
    return translate("Story", "It has been lifted or annulled since. Both decisions are kept.")
