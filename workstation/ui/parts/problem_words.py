"""What a problem says, in the officer's language: the one place where its sentences are translated."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from workstation.domain.problems import Problem, filled

NOT_RECORDED: Final = str(QT_TRANSLATE_NOOP("Problem", "Not recorded: {why}"))


def said(sentence: str, values: Mapping[str, str]) -> str:
    """A sentence of a problem translated (context `Problem`), then its values put in; empty stays empty."""
    return filled(QCoreApplication.translate("Problem", sentence), values) if sentence else ""


def title_words(problem: Problem) -> str:
    """What happened."""
    return said(problem.what, problem.values)


def not_recorded(problem: Problem) -> Problem:
    """The same problem, which says first that what the officer has just decided is not recorded."""
    values = {**problem.values, "why": title_words(problem)}
    return type(problem)(
        NOT_RECORDED, safe=problem.safe, do_now=problem.do_now, code=problem.code, values=values
    )


def message_words(problem: Problem) -> str:
    """What is safe and what to do now; may be empty."""
    return " ".join(said(part, problem.values) for part in (problem.safe, problem.do_now) if part)
