"""What an officer or IT is told when something does not work."""

import pytest

from workstation.domain.problems import Conflict, Problem, Refused, SignInNeeded, Unavailable, harmless


def test_a_problem_says_what_happened_what_is_safe_and_what_to_do_now():
    problem = Unavailable(
        "The file {file} is locked by another program.",
        safe="Nothing recorded is lost.",
        do_now="Try again in a moment.",
        code="file.locked",
        values={"file": "settings.json"},
    )
    assert problem.title == "The file settings.json is locked by another program."
    assert problem.message == "Nothing recorded is lost. Try again in a moment."
    assert str(problem) == f"{problem.title} {problem.message}"


def test_a_translation_is_filled_with_the_same_values():
    problem = Refused("The file {file} is missing.", values={"file": "a.json"})
    assert problem.filled("Die Datei {file} fehlt.") == "Die Datei a.json fehlt."


def test_a_value_from_outside_cannot_reach_into_the_program_or_turn_the_sentence_around():
    problem = Refused("Office {office} is unknown.", values={"office": "{code}\u202e{office.__class__}\n"})
    assert problem.title == "Office {code}\ufffd{office.__class__}\ufffd is unknown."


def test_a_very_long_value_is_cut():
    assert len(harmless("x" * 1_000_000)) == 200
    assert harmless("x" * 200) == "x" * 200


def test_a_problem_never_changes_but_travels_like_any_exception():
    problem = Conflict("Another officer has decided.")
    with pytest.raises(AttributeError, match="does not change"):
        problem.what = "something else"
    problem.add_note("python's own marks are allowed")
    with pytest.raises(Problem) as caught:
        raise problem from ValueError("inner")
    assert caught.value is problem
    assert isinstance(problem.__cause__, ValueError)


@pytest.mark.parametrize("kind", [Refused, Unavailable, Conflict, SignInNeeded])
def test_every_kind_is_a_problem(kind):
    assert issubclass(kind, Problem)
