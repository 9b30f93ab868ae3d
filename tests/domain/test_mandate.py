"""What an officer may decide: which grant fits an act, for how long a mandate holds, who the second is."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from workstation.domain.mandate import MANDATE_WORDS, Grant, Mandate, MandateFacts, grants_for, within

ISSUED = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def mandate(*grants: Grant, **more: Any) -> Mandate:
    given = {
        "id": "m-1",
        "officer": "officer-a",
        "issued": ISSUED,
        "valid_from": ISSUED,
        "valid_until": ISSUED + 30 * DAY,
        "offline_s": 10 * 86_400,
        "grants": grants or (Grant(kind="*"),),
    }
    return Mandate(**{**given, **more})


def facts(**more: Any) -> MandateFacts:
    given = {
        "kind": "release",
        "officer": "officer-a",
        "office": "XX000001",
        "lane": "red",
        "category": "",
        "line": "on",
        "service_time": ISSUED + DAY,
        "heard": ISSUED + DAY,
    }
    return MandateFacts(**{**given, **more})


def test_a_mandate_for_every_act_covers_every_act() -> None:
    for kind in ("release", "hold", "seize", "lift", "annul", "acknowledge", "later_kind"):
        assert within(mandate(), facts(kind=kind)) == ()


@pytest.mark.parametrize(
    "grant, asked, code",
    [
        ({"kind": "hold"}, {}, "mandate.kind"),
        ({"kind": "release", "lanes": ("green", "blue")}, {}, "mandate.lane"),
        ({"kind": "release", "lanes": ("green", "red")}, {}, ""),
        ({"kind": "release", "categories": ("documents",)}, {}, "mandate.category"),
        ({"kind": "release", "categories": ("documents",)}, {"category": "documents"}, ""),
        ({"kind": "release", "off_line": False}, {}, ""),
        ({"kind": "release", "off_line": False}, {"line": "off"}, "mandate.offline"),
        ({"kind": "release", "on_line": False}, {}, "mandate.online"),
        ({"kind": "release", "off_line": False, "on_line": False}, {"line": ""}, ""),
        ({"kind": "release", "needs_second": True}, {}, "mandate.needs_second"),
        ({"kind": "release", "needs_second": True}, {"second": "officer-a"}, "mandate.second_same"),
        ({"kind": "release", "needs_second": True}, {"second": " Officer-A"}, "mandate.second_same"),
        ({"kind": "release", "needs_second": True}, {"second": "  "}, "mandate.needs_second"),
        ({"kind": "release", "needs_second": True}, {"second": "officer-b"}, ""),
    ],
)
def test_a_grant_says_for_what_it_is(grant: dict[str, Any], asked: dict[str, Any], code: str) -> None:
    assert within(mandate(Grant(**grant)), facts(**asked)) == ((code,) if code else ())


def test_one_grant_must_fit_in_all() -> None:
    given = mandate(
        Grant(kind="seize", lanes=("green",)),
        Grant(kind="seize", lanes=("red",), off_line=False),
        Grant(kind="seize", lanes=("red",), on_line=False, needs_second=True),
    )
    assert within(given, facts(kind="seize", lane="green", line="off")) == ()
    assert within(given, facts(kind="seize", line="on")) == ()
    assert within(given, facts(kind="seize", line="off")) == ("mandate.needs_second",)


def test_what_is_said_of_a_kind_goes_before_what_is_said_of_any() -> None:
    given = mandate(Grant(kind="*"), Grant(kind="seize", needs_second=True))
    assert within(given, facts()) == ()
    assert within(given, facts(kind="seize")) == ("mandate.needs_second",)
    assert grants_for(given, "hold") == (Grant(kind="*"),)


def test_it_is_for_one_officer_and_for_the_offices_that_it_names() -> None:
    assert within(mandate(), facts(officer="officer-b")) == ("mandate.officer",)
    assert within(mandate(offices=("XX000002",)), facts()) == ("mandate.office",)
    assert within(mandate(offices=("XX000002", "XX000001")), facts()) == ()


@pytest.mark.parametrize(
    "asked, code",
    [
        ({"service_time": ISSUED - timedelta(seconds=1)}, "mandate.not_yet"),
        ({"service_time": ISSUED + 30 * DAY}, ""),
        ({"service_time": ISSUED + 30 * DAY + timedelta(seconds=1)}, "mandate.expired"),
        ({"service_time": None}, ""),
        ({"line": "off", "service_time": ISSUED + 11 * DAY}, ""),
        (
            {"line": "off", "service_time": ISSUED + 11 * DAY + timedelta(seconds=1)},
            "mandate.offline_too_long",
        ),
        ({"line": "on", "service_time": ISSUED + 12 * DAY}, ""),
        ({"line": "off", "service_time": ISSUED + 12 * DAY, "heard": None}, ""),
    ],
)
def test_it_holds_for_a_time(asked: dict[str, Any], code: str) -> None:
    assert within(mandate(), facts(**asked)) == ((code,) if code else ())


def test_off_line_it_ends_with_the_sooner_of_its_two_terms() -> None:
    assert mandate().holds_off_line_until(ISSUED) == ISSUED + 10 * DAY
    assert mandate().holds_off_line_until(ISSUED + 25 * DAY) == ISSUED + 30 * DAY


def test_everything_that_is_not_within_is_said_at_once_and_each_code_has_words() -> None:
    said = within(
        mandate(Grant(kind="hold"), offices=("XX000002",)),
        facts(officer="officer-b", service_time=ISSUED + 40 * DAY),
    )
    assert said == ("mandate.officer", "mandate.office", "mandate.expired", "mandate.kind")
    assert set(said) <= MANDATE_WORDS.keys()
