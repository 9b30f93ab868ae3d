"""The house rules hold in every file, and each rule does catch what it is about."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator

import msgspec
import pytest

from tests.architecture import house_rules
from tests.architecture.house_rules import FOR_EVERY_FILE, FOR_THE_PROGRAM, FOR_THE_TESTS, Rule
from tests.architecture.source import Module, parsed, program, suite


def breaches(rule: Rule, modules: tuple[Module, ...]) -> list[str]:
    """Where a rule is broken, as lines that an editor can jump to."""
    return [f"{module.path}:{line}: {words}" for module in modules for line, words in rule(module)]


@pytest.mark.parametrize("rule", FOR_EVERY_FILE + FOR_THE_PROGRAM, ids=lambda rule: rule.__name__)
def test_the_program_keeps_the_rule(rule: Rule) -> None:
    assert breaches(rule, program()) == [], inspect.getdoc(rule)


@pytest.mark.parametrize("rule", FOR_EVERY_FILE + FOR_THE_TESTS, ids=lambda rule: rule.__name__)
def test_the_tests_keep_the_rule(rule: Rule) -> None:
    assert breaches(rule, suite()) == [], inspect.getdoc(rule)


SCREEN = "workstation/ui/queue/screen.py"
CAUGHT: list[tuple[Rule, str, str]] = [
    (house_rules.modules_are_named_after_what_they_hold, "workstation/sync/helpers.py", "x = 1"),
    (house_rules.modules_are_named_after_what_they_hold, "workstation/queue_manager/x.py", "x = 1"),
    (house_rules.every_module_says_what_it_is_for, SCREEN, "x = 1"),
    (house_rules.nothing_is_left_unfinished, SCREEN, "x = 1  # TODO: the rest"),
    (house_rules.nothing_is_left_unfinished, SCREEN, "# good enough for now"),
    (house_rules.only_commands_print, SCREEN, "print('here')"),
    (house_rules.the_benchs_log_lines_take_no_arguments, SCREEN, "log.info('port %s', port)"),
    (house_rules.every_bug_reaches_the_funnel, SCREEN, "try: f()\nexcept Exception: pass"),
    (house_rules.every_bug_reaches_the_funnel, SCREEN, "try: f()\nexcept: log()"),
    (house_rules.every_bug_reaches_the_funnel, SCREEN, "try: f()\nexcept (OSError, BaseException): log()"),
    (house_rules.the_domain_has_no_clock_of_its_own, "workstation/domain/x.py", "t = datetime.now(UTC)"),
    (house_rules.the_domain_has_no_clock_of_its_own, "workstation/domain/x.py", "import time"),
    (
        house_rules.the_standard_databases_are_for_those_who_keep_them,
        "workstation/desk/x.py",
        "import sqlite3",
    ),
    (house_rules.no_lambda_receives_a_signal, SCREEN, "self.opened.connect(lambda: self.show())"),
    (house_rules.lists_are_sorted_by_the_database, SCREEN, "m = QtCore.QSortFilterProxyModel(self)"),
    (house_rules.nothing_runs_the_event_loop_inside_itself, SCREEN, "app.processEvents()"),
    (house_rules.threads_are_plain_python, SCREEN, "class Pull(QtCore.QThread): pass"),
    (house_rules.threads_are_plain_python, SCREEN, "import asyncio"),
    (house_rules.the_application_is_no_cupboard, SCREEN, "QApplication.instance().store.load()"),
    (house_rules.nobody_reaches_through_the_window, SCREEN, "self.window().queue.refresh()"),
    (house_rules.every_word_on_the_screen_can_be_translated, SCREEN, "button.setText('Release')"),
    (house_rules.every_word_on_the_screen_can_be_translated, SCREEN, "b = QPushButton('Hold', self)"),
    (house_rules.every_word_on_the_screen_can_be_translated, SCREEN, "x.setToolTip(f'held by {owner}')"),
    (house_rules.every_word_on_the_screen_can_be_translated, SCREEN, "x.setText('yes' if held else '')"),
    (house_rules.every_word_on_the_screen_can_be_translated, SCREEN, "x.setText(self.tr(f'{n} parcels'))"),
    (house_rules.text_from_outside_is_plain, SCREEN, "label = QLabel(self)"),
    (house_rules.text_from_outside_is_plain, SCREEN, "class Title(QLabel): pass"),
    (house_rules.text_from_outside_is_plain, SCREEN, "box.setTextFormat(Qt.TextFormat.RichText)"),
    (
        house_rules.paperwork_has_no_widgets,
        "workstation/paperwork/x.py",
        "from PySide6.QtWidgets import QLabel",
    ),
    (house_rules.tests_wait_for_things_not_for_time, "tests/x.py", "time.sleep(1)"),
    (house_rules.tests_wait_for_things_not_for_time, "tests/x.py", "qtbot.wait(100)"),
    (
        house_rules.tests_use_the_real_thing_or_an_honest_fake,
        "tests/x.py",
        "from unittest.mock import MagicMock",
    ),
    (house_rules.tests_do_not_measure_time, "tests/x.py", "start = time.perf_counter()"),
    (house_rules.every_assertion_can_fail, "tests/x.py", "assert True"),
]

ALLOWED: list[tuple[Rule, str, str]] = [
    (house_rules.every_bug_reaches_the_funnel, SCREEN, "try: f()\nexcept Exception:\n    close()\n    raise"),
    (
        house_rules.every_bug_reaches_the_funnel,
        SCREEN,
        "try: f()\nexcept Exception as e:  # funnel: told\n    t(e)",
    ),
    (house_rules.every_bug_reaches_the_funnel, SCREEN, "try: f()\nexcept OSError: pass"),
    (house_rules.no_lambda_receives_a_signal, SCREEN, "self.opened.connect(self.show_consignment)"),
    (house_rules.nobody_reaches_through_the_window, SCREEN, "self.window().close()"),
    (house_rules.every_word_on_the_screen_can_be_translated, SCREEN, "button.setText(self.tr('Release'))"),
    (house_rules.every_word_on_the_screen_can_be_translated, SCREEN, "x.setText(f'{count} × {mass}')"),
    (
        house_rules.every_word_on_the_screen_can_be_translated,
        SCREEN,
        "x.setText(tr('{n} parcels').format(n=n))",
    ),
    (house_rules.text_from_outside_is_plain, "workstation/ui/parts/labels.py", "class Plain(QLabel): pass"),
    (
        house_rules.paperwork_has_no_widgets,
        "workstation/paperwork/x.py",
        "from PySide6.QtGui import QPdfWriter",
    ),
    (
        house_rules.tests_wait_for_things_not_for_time,
        "tests/x.py",
        "qtbot.waitUntil(is_there)\nstopped.wait(5)",
    ),
    (house_rules.every_assertion_can_fail, "tests/x.py", "assert standing == ()"),
]


def words_of(case: tuple[Rule, str, str]) -> str:
    """What a case is called in pytest's report."""
    return f"{case[0].__name__}: {case[2]!r}"


@pytest.mark.parametrize("case", CAUGHT, ids=words_of)
def test_a_breach_is_caught(case: tuple[Rule, str, str]) -> None:
    rule, path, text = case
    assert list(rule(parsed(text, path))) != []


@pytest.mark.parametrize("case", ALLOWED, ids=words_of)
def test_what_keeps_the_rule_passes(case: tuple[Rule, str, str]) -> None:
    rule, path, text = case
    assert list(rule(parsed(text, path))) == []


def test_every_rule_is_shown_to_catch_something() -> None:
    assert {rule for rule, _path, _text in CAUGHT} == {*FOR_EVERY_FILE, *FOR_THE_PROGRAM, *FOR_THE_TESTS}


def structs(package: str) -> Iterator[type[msgspec.Struct]]:
    """Every msgspec Struct that a package defines."""
    root = importlib.import_module(package)
    for found in pkgutil.walk_packages(root.__path__, f"{package}."):
        module = importlib.import_module(found.name)
        for value in vars(module).values():
            if (
                isinstance(value, type)
                and issubclass(value, msgspec.Struct)
                and value.__module__ == module.__name__
            ):
                yield value


@pytest.mark.parametrize("package", ["workstation.domain", "workstation.contract"])
def test_what_crosses_a_border_cannot_be_changed(package: str) -> None:
    loose = [each.__qualname__ for each in structs(package) if not each.__struct_config__.frozen]
    assert loose == []
