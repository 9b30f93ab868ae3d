"""The house rules that no linter knows, each as a function from a module to the lines that break it.

A rule yields (line, words). What a rule is about is said once, in its docstring; why, in DESIGN.md.
"""

import ast
import re
from collections.abc import Callable, Iterator

from tests.architecture.source import Module, dotted, imported

Breaches = Iterator[tuple[int, str]]
Rule = Callable[[Module], Breaches]

# --- names and texts ----------------------------------------------------------------------------------------

NO_NAMES = {"base", "common", "controller", "helper", "helpers", "manager", "misc", "util", "utils"}


def modules_are_named_after_what_they_hold(module: Module) -> Breaches:
    """Where a function has no home, the design is missing a word."""
    for part in module.path.removesuffix(".py").split("/"):
        for word in part.split("_"):
            if word in NO_NAMES:
                yield 1, f"a module named {part!r} says nothing"


def every_module_says_what_it_is_for(module: Module) -> Breaches:
    """One line at the top of each file."""
    if module.text.strip() and ast.get_docstring(module.tree) is None:
        yield 1, "no docstring at the top"


UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK|placeholder|for now|in a real)\b", re.IGNORECASE)


def nothing_is_left_unfinished(module: Module) -> Breaches:
    """A comment that promises work is work not done."""
    for line, comment in module.comments():
        if match := UNFINISHED.search(comment):
            yield line, f"comment says {match.group()!r}"


# --- program ------------------------------------------------------------------------------------------------


def only_commands_print(module: Module) -> Breaches:
    """The program speaks through screens and logs; cli, commands and benchmarks are the ones that print."""
    printing = ("cli.py", "__main__.py", "benchmarks", "commands")
    if module.is_in(*(f"workstation/{place}" for place in printing)):
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and dotted(node.func) == "print":
            yield node.lineno, "print"


def the_benchs_log_lines_take_no_arguments(module: Module) -> Breaches:
    """host/logs.py writes the template alone; what belongs to it goes into `extra`."""
    if module.is_in("workstation/central", "workstation/benchmarks"):
        return
    for node in ast.walk(module.tree):
        is_line = isinstance(node, ast.Call) and re.fullmatch(
            r"log\.(debug|info|warning|error|exception|critical)", dotted(node.func)
        )
        if isinstance(node, ast.Call) and is_line and len(node.args) > 1:
            yield node.lineno, "an argument of this log line is never written"


def _catches_everything(handler: ast.ExceptHandler) -> bool:
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(kind is None or dotted(kind) in {"Exception", "BaseException"} for kind in kinds)


def every_bug_reaches_the_funnel(module: Module) -> Breaches:
    """`except Exception` raises again, or a comment on its line says how the bug reaches the funnel."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ExceptHandler) and _catches_everything(node):
            raises = any(isinstance(inner, ast.Raise) for inner in ast.walk(node))
            if not raises and "funnel" not in module.line(node.lineno):
                yield node.lineno, "catches everything without raising again or naming its funnel"


RULES_KNOW_NO = {"time", "random", "os", "threading", "socket", "sqlite3", "logging", "pathlib", "subprocess"}
CLOCKS = {"now", "utcnow", "today"}


def the_domain_has_no_clock_of_its_own(module: Module) -> Breaches:
    """Rules are pure: time, chance and the machine are handed in."""
    if not module.is_in("workstation/domain"):
        return
    for line, name in imported(module.tree):
        if name.split(".")[0] in RULES_KNOW_NO:
            yield line, f"imports {name}"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS:
            yield node.lineno, f"asks {dotted(node.func)}"


def the_standard_databases_are_for_those_who_keep_them(module: Module) -> Breaches:
    """SQL only in cache, ledger and central; benchmarks compare with a bare loop of sqlite3."""
    if module.is_in(*(f"workstation/{room}" for room in ("cache", "ledger", "central", "benchmarks"))):
        return
    for line, name in imported(module.tree):
        if name.split(".")[0] in {"sqlite3", "psycopg", "dbm", "shelve"}:
            yield line, f"imports {name}"


# --- Qt -----------------------------------------------------------------------------------------------------


def no_lambda_receives_a_signal(module: Module) -> Breaches:
    """A lambda runs on the emitter's thread and is never disconnected; receivers are @Slot methods."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and dotted(node.func).endswith(".connect"):
            for argument in node.args:
                if isinstance(argument, ast.Lambda):
                    yield node.lineno, "connects a lambda"


def lists_are_sorted_by_the_database(module: Module) -> Breaches:
    """QSortFilterProxyModel took 30 s for what an id window does in 0.1 s (EXAMPLES.md, "Big tables")."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Name | ast.Attribute) and dotted(node).endswith("QSortFilterProxyModel"):
            yield node.lineno, "uses QSortFilterProxyModel"


def nothing_runs_the_event_loop_inside_itself(module: Module) -> Breaches:
    """processEvents() lets a second click into the middle of the first."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr == "processEvents":
            yield node.lineno, "calls processEvents"


def threads_are_plain_python(module: Module) -> Breaches:
    """No QThread, no asyncio next to Qt: background work goes through ui/tasks.py."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef):
            for parent in node.bases:
                if dotted(parent).split(".")[-1] in {"QThread", "QRunnable"}:
                    yield node.lineno, f"{node.name} is a {dotted(parent)}"
    if module.is_in("workstation/ui", "workstation/app.py"):
        for line, name in imported(module.tree):
            if name.split(".")[0] in {"asyncio", "qasync"} or name.startswith("PySide6.QtAsyncio"):
                yield line, f"imports {name}"


APPLICATIONS = {"QApplication", "QGuiApplication", "QCoreApplication"}


def the_application_is_no_cupboard(module: Module) -> Breaches:
    """`QApplication.instance().x` is a global variable; what a part needs comes through its constructor."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute):
            owner = dotted(node.value).split(".")
            if len(owner) >= 2 and owner[-2] in APPLICATIONS and owner[-1] == "instance()":
                yield node.lineno, f"reaches through {'.'.join(owner)}.{node.attr}"


def nobody_reaches_through_the_window(module: Module) -> Breaches:
    """Moving lines is not decoupling: `self.window.x.y` ties a part to the whole frame."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute):
            chain = dotted(node).split(".")
            if len(chain) >= 4 and chain[0] == "self" and chain[1] in {"window", "window()", "main_window"}:
                yield node.lineno, f"reaches through {dotted(node)}"


SETTERS = {
    "addAction", "addButton", "addItem", "addMenu", "addTab", "setAccessibleDescription", "setAccessibleName",
    "setInformativeText", "setLabelText", "setPlaceholderText", "setPrefix", "setStatusTip", "setSuffix",
    "setTabText", "setText", "setTitle", "setToolTip", "setWhatsThis", "setWindowTitle", "showMessage",
}  # fmt: skip
WIDGETS_WITH_TEXT = {
    "QAction", "QCheckBox", "QDockWidget", "QGroupBox", "QLabel", "QLineEdit", "QMenu", "QPushButton",
    "QRadioButton",
}  # fmt: skip
TRANSLATORS = {"tr", "translate"}
A_WORD = re.compile(r"[^\W\d_]{2,}")


def _literal_words(node: ast.AST) -> str:
    """The words in a text constant or in the fixed parts of an f-string; empty if there are none."""
    match node:
        case ast.Constant(value=str(text)) if A_WORD.search(text):
            return text
        case ast.JoinedStr(values=parts):
            return " ".join(words for part in parts if (words := _literal_words(part)))
        case ast.IfExp(body=body, orelse=orelse):
            return _literal_words(body) or _literal_words(orelse)
        case ast.BinOp(left=left, right=right):
            return _literal_words(left) or _literal_words(right)
    return ""


def every_word_on_the_screen_can_be_translated(module: Module) -> Breaches:
    """What the officer reads goes through tr() or translate(), as a literal, before values are put in."""
    if not module.is_in("workstation/ui", "workstation/app.py"):
        return
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call):
            continue
        name = dotted(node.func).split(".")[-1]
        if name in SETTERS or name in WIDGETS_WITH_TEXT:
            for argument in node.args:
                if words := _literal_words(argument):
                    yield node.lineno, f"{name}({words!r}) is not translated"
        if name in TRANSLATORS:
            for argument in node.args:
                if isinstance(argument, ast.JoinedStr | ast.BinOp):
                    yield node.lineno, f"{name}() gets a text with values already in it"


def text_from_outside_is_plain(module: Module) -> Breaches:
    """A QLabel guesses rich text; screens show text by the plain labels of ui/parts. No HTML on screens."""
    if not module.is_in("workstation/ui") or module.is_in("workstation/ui/parts"):
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            name = dotted(node.func).split(".")[-1]
            if name in {"QLabel", "QTextBrowser", "setHtml", "insertHtml", "setMarkdown"}:
                yield node.lineno, f"uses {name}"
        if isinstance(node, ast.ClassDef):
            for parent in node.bases:
                if dotted(parent).split(".")[-1] in {"QLabel", "QTextBrowser"}:
                    yield node.lineno, f"{node.name} is a {dotted(parent)}"
        if isinstance(node, ast.Attribute) and node.attr in {"RichText", "AutoText", "MarkdownText"}:
            yield node.lineno, f"asks for {node.attr}"


def paperwork_has_no_widgets(module: Module) -> Breaches:
    """paperwork/ may use QtGui's documents and PDF writer, no widgets."""
    if not module.is_in("workstation/paperwork"):
        return
    for line, name in imported(module.tree):
        if name.startswith("PySide6.") and name.split(".")[1] not in {"QtCore", "QtGui"}:
            yield line, f"imports {name}"


# --- tests --------------------------------------------------------------------------------------------------

WAITS = {"time.sleep", "sleep", "asyncio.sleep", "qtbot.wait", "QTest.qWait", "QTest.qSleep"}


def tests_wait_for_things_not_for_time(module: Module) -> Breaches:
    """waitUntil, waitSignal and Event.wait say what is waited for; a sleep says how fast one machine was."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and dotted(node.func) in WAITS:
            yield node.lineno, f"calls {dotted(node.func)}"


def tests_use_the_real_thing_or_an_honest_fake(module: Module) -> Breaches:
    """A mock agrees with whatever it is asked."""
    for line, name in imported(module.tree):
        if name.startswith(("unittest.mock", "mock.")):
            yield line, f"imports {name}"


def tests_do_not_measure_time(module: Module) -> Breaches:
    """Speed is measured by `workstation benchmark`, never asserted in a test."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Name | ast.Attribute) and dotted(node).endswith("perf_counter"):
            yield node.lineno, "uses perf_counter"


def every_assertion_can_fail(module: Module) -> Breaches:
    """`assert True` and `assert (x, "words")` never fail."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Assert) and (
            isinstance(node.test, ast.Constant) or (isinstance(node.test, ast.Tuple) and node.test.elts)
        ):
            yield node.lineno, "asserts what is always so"


FOR_EVERY_FILE: tuple[Rule, ...] = (
    modules_are_named_after_what_they_hold,
    every_module_says_what_it_is_for,
    nothing_is_left_unfinished,
)
FOR_THE_PROGRAM: tuple[Rule, ...] = (
    only_commands_print,
    the_benchs_log_lines_take_no_arguments,
    every_bug_reaches_the_funnel,
    the_domain_has_no_clock_of_its_own,
    the_standard_databases_are_for_those_who_keep_them,
    no_lambda_receives_a_signal,
    lists_are_sorted_by_the_database,
    nothing_runs_the_event_loop_inside_itself,
    threads_are_plain_python,
    the_application_is_no_cupboard,
    nobody_reaches_through_the_window,
    every_word_on_the_screen_can_be_translated,
    text_from_outside_is_plain,
    paperwork_has_no_widgets,
)
FOR_THE_TESTS: tuple[Rule, ...] = (
    tests_wait_for_things_not_for_time,
    tests_use_the_real_thing_or_an_honest_fake,
    tests_do_not_measure_time,
    every_assertion_can_fail,
)
