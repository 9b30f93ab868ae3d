"""Readiness in words: what is here, how old it is, until when it holds."""

from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from workstation.desk.readiness import ListAge, Readiness
from workstation.ui.parts import formats
from workstation.ui.parts.text import shown

translate = QCoreApplication.translate

LIST_WORDS: Final[dict[str, Any]] = {
    "acts": QT_TRANSLATE_NOOP("Readiness", "kinds of act"),
    "reasons": QT_TRANSLATE_NOOP("Readiness", "reasons"),
    "legal_bases": QT_TRANSLATE_NOOP("Readiness", "legal bases"),
    "offices": QT_TRANSLATE_NOOP("Readiness", "offices"),
    "thresholds": QT_TRANSLATE_NOOP("Readiness", "thresholds"),
    "exceptions": QT_TRANSLATE_NOOP("Readiness", "reasons for unread parcels"),
    "places": QT_TRANSLATE_NOOP("Readiness", "storage places"),
}
LOW_DISK_BYTES: Final = 1_000_000_000


class Row(NamedTuple):
    """One row of the screen: its label, its value, a role of the style sheet."""

    label: str
    value: str
    role: str = ""


def headline(readiness: Readiness) -> tuple[str, str]:
    """For how long the bench can go on, in one sentence, and its role."""
    if readiness.left <= timedelta():
        return translate("Readiness", "Not ready to work alone"), "attention"
    left = formats.remaining(readiness.left)
    if readiness.is_up:
        return translate("Readiness", "Ready to work alone for {time}").format(time=left), "large"
    return translate("Readiness", "You can work alone for {time} more").format(time=left), "large"


def rows(readiness: Readiness, now: datetime) -> tuple[Row, ...]:
    """Everything, in the order in which it matters."""
    return (
        _alone(readiness, now),
        Row(translate("Readiness", "limited by"), limit_words(readiness), _limit_role(readiness)),
        *_cached(readiness, now),
        *(_list(each, readiness, now) for each in readiness.lists),
        *_mandate(readiness, now),
        *_machine(readiness),
    )


def _alone(readiness: Readiness, now: datetime) -> Row:
    label = translate("Readiness", "central service")
    if readiness.alone is None:
        return Row(label, translate("Readiness", "never heard"), "attention")
    age = formats.age(readiness.alone)
    if readiness.is_up:
        return Row(label, translate("Readiness", "heard {age} ago").format(age=age))
    since = formats.instant(now - readiness.alone)
    words = translate("Readiness", "alone for {age}, since {when}")
    return Row(label, words.format(age=age, when=since), "attention")


def limit_words(readiness: Readiness) -> str:
    """What ends first."""
    name = readiness.limit
    if name == "mandate":
        return translate("Readiness", "the mandate")
    if name == "bench":
        return translate("Readiness", "this bench was taken out of service by the administration")
    if name == "disk":
        return translate("Readiness", "the disk: hardly anything is free")
    if name.startswith("list."):
        return translate("Readiness", "the age of a list: {list}").format(list=list_word(name[5:]))
    totals = readiness.totals
    if readiness.total and not (totals.complete and totals.consignments):
        words = translate("Readiness", "the consignments: still filling, {sent} of {total}")
        return words.format(sent=formats.count(readiness.sent), total=formats.count(readiness.total))
    if not totals.complete:
        return translate("Readiness", "the consignments: they have not all come yet")
    if not totals.consignments:
        return translate("Readiness", "the consignments: nothing is here yet")
    return translate("Readiness", "the age of the consignments")


def look_only_words(readiness: Readiness | None) -> str:
    """What keeps an officer from deciding though the bench could go on; empty: nothing that is known."""
    ended = () if readiness is None else [each.name for each in readiness.holdings if not each.left]
    if "disk" in ended:
        return translate("Readiness", "You can look, not decide: the disk is full.")
    if "mandate" in ended:
        return translate("Readiness", "You can look, not decide: your mandate has run out.")
    return ""


def _limit_role(readiness: Readiness) -> str:
    return "attention" if readiness.left <= timedelta(hours=24) else ""


def list_word(name: str) -> str:
    """What a reference list is called; an unknown one by its name."""
    known = LIST_WORDS.get(name)
    return translate("Readiness", known) if known else shown(name, 40)


def _until(readiness: Readiness, name: str, now: datetime) -> str:
    """Until when something holds."""
    left = next((each.left for each in readiness.holdings if each.name == name), None)
    if left is None:
        return ""
    if left <= timedelta():
        return translate("Readiness", "holds no longer")
    return translate("Readiness", "holds until {when}").format(when=formats.instant(now + left))


def _cached(readiness: Readiness, now: datetime) -> list[Row]:
    totals = readiness.totals
    parts = [formats.count(totals.consignments)]
    if not totals.complete:
        parts.append(translate("Readiness", "not all yet"))
    elif readiness.alone is not None and not readiness.is_up:
        parts.append(translate("Readiness", "as of {age} ago").format(age=formats.age(readiness.alone)))
    parts.append(_until(readiness, "consignments", now))
    role = "" if totals.complete else "attention"
    found = [Row(translate("Readiness", "consignments"), " · ".join(part for part in parts if part), role)]
    if readiness.images is not None:
        words = translate("Readiness", "{here} of {wanted} that the queue names")
        here, wanted = readiness.images
        found.append(
            Row(
                translate("Readiness", "scan images"),
                words.format(here=formats.count(here), wanted=formats.count(wanted)),
                "attention" if here < wanted else "",
            )
        )
    else:
        found.append(Row(translate("Readiness", "scan images"), formats.count(totals.images)))
    return found


def _list(each: ListAge, readiness: Readiness, now: datetime) -> Row:
    if each.age is None:
        return Row(list_word(each.name), translate("Readiness", "age not known"), "attention")
    said = [translate("Readiness", "as of {age} ago").format(age=formats.age(each.age))]
    left = next((held.left for held in readiness.holdings if held.name == f"list.{each.name}"), None)
    if left is not None and left <= timedelta():
        said.append(translate("Readiness", "holds no longer"))
    elif left is not None:
        ends = formats.day(now + left)
        said.append(translate("Readiness", "until {day}").format(day=ends))
    is_over = left is not None and left <= timedelta()
    return Row(list_word(each.name), " · ".join(said), "attention" if is_over else "")


def _mandate(readiness: Readiness, now: datetime) -> list[Row]:
    if readiness.mandate_left is None:
        return []
    words = _until(readiness, "mandate", now)
    return [Row(translate("Readiness", "mandate"), words, "" if readiness.mandate_left else "attention")]


def _machine(readiness: Readiness) -> list[Row]:
    gigabytes = formats.number(readiness.free_bytes / 1_000_000_000, 1)
    low = "attention" if readiness.free_bytes < LOW_DISK_BYTES else ""
    found = [Row(translate("Readiness", "free disk"), f"{gigabytes} GB", low)]
    if readiness.keeps_backup:
        label = translate("Readiness", "ledger copied")
        if readiness.backup is None:
            found.append(Row(label, translate("Readiness", "not yet"), "attention"))
        else:
            ago = translate("Readiness", "{age} ago").format(age=formats.age(readiness.backup))
            found.append(Row(label, ago))
    return found


def drill_words(readiness: Readiness) -> str:
    """What a drill is, or how long the one that is on still lasts."""
    if readiness.drill.is_on:
        left = formats.age(timedelta(seconds=readiness.drill.left_s))
        words = translate(
            "Readiness",
            "A drill is on, begun by {officer}: nothing is sent or fetched. It ends by itself in {time};"
            " everything decided meanwhile goes out then.",
        )
        return words.format(officer=shown(readiness.drill.officer, 40), time=left)
    if not readiness.may_drill:
        return translate("Readiness", "Drills are switched off at this bench.")
    words = translate(
        "Readiness",
        "A drill cuts this bench off on purpose, so that work in an outage is practised. Nothing is lost; it"
        " ends here, or by itself after {time}.",
    )
    return words.format(time=formats.age(readiness.drill_lasts))


def spoken(readiness: Readiness, now: datetime) -> str:
    """All of it as one text, for assistive tools."""
    said = [headline(readiness)[0], *(f"{row.label}: {row.value}" for row in rows(readiness, now))]
    return ". ".join(said)
