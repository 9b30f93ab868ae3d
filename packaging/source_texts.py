"""Every text of workstation/ that is to be translated, found in the syntax trees.

Qt's own reader of Python (pyside6-lupdate) sees no plural in `translate(...)`, and no sentence of a
`Problem`, which is a plain argument: `Unavailable("...", safe="...", do_now="...")`. So the texts are found
here and handed to lupdate as a list of Qt's macros; merging them into the .ts files is left to it.
"""

import ast
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parents[1]
PROGRAM: Final = ROOT / "workstation"

PROBLEM: Final = "Problem"
"""The context of the sentences of problems, and the class that all their kinds come from."""

SENTENCES: Final = ("what", "safe", "do_now")

COMMANDS: Final = ("central", "benchmarks", "training", "training_service.py", "cli.py", "__main__.py")
"""Parts whose problems are said on a command line, which speaks English; no screen shows them."""


class SourceText(NamedTuple):
    """One text: its context, its words, what tells it apart from the same words, whether it has plurals."""

    context: str
    words: str
    comment: str = ""
    plural: bool = False


class UnreadableText(Exception):  # noqa: N818 - it is no error of the tool, but of the place that it names
    """A text that is put together while the program runs: nobody could translate it."""


Constants = Mapping[str, ast.expr]


def source_texts(folder: Path = PROGRAM) -> list[SourceText]:
    """Every text below `folder`, sorted, each once. UnreadableText names the place of one that cannot be
    read.
    """
    trees = {
        path: ast.parse(path.read_text(encoding="utf-8"), str(path)) for path in sorted(folder.rglob("*.py"))
    }
    kinds = _kinds_of_problem(trees.values())
    found: set[SourceText] = set()
    for path, tree in trees.items():
        reader = _Reader(kinds if path.relative_to(folder).parts[0] not in COMMANDS else frozenset())
        try:
            reader.read(tree)
        except UnreadableText as error:
            raise UnreadableText(f"{path.relative_to(folder.parent).as_posix()}:{error}") from None
        found |= reader.found
    return sorted(found)


def as_macros(texts: Iterable[SourceText]) -> str:
    """The texts as a C++ source that lupdate reads: Qt's macros, with and without plural, with comment."""
    lines = []
    for text in texts:
        parts = [text.context, text.words, *([text.comment] if text.comment else [])]
        name = "QT_TRANSLATE" + ("_N" if text.plural else "") + "_NOOP" + ("3" if text.comment else "")
        lines.append(f"{name}({', '.join(map(_quoted, parts))});")
    return "\n".join([*lines, ""])


def _quoted(words: str) -> str:
    for character, written in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t")):
        words = words.replace(character, written)
    return f'"{words}"'


def _kinds_of_problem(trees: Iterable[ast.Module]) -> frozenset[str]:
    """The names of `Problem` and of every class below it."""
    classes = {
        node.name: [_last_name(base) for base in node.bases]
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    kinds = {PROBLEM}
    while more := {name for name, bases in classes.items() if kinds & set(bases)} - kinds:
        kinds |= more
    return frozenset(kinds)


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


class _Reader(ast.NodeVisitor):
    """Goes through one module and keeps what it finds."""

    def __init__(self, kinds: frozenset[str]) -> None:
        self.found: set[SourceText] = set()
        self._kinds = kinds
        self._classes: list[str] = []
        self._constants: Constants = {}
        self._qt = False

    def read(self, tree: ast.Module) -> None:
        """Find every text of the module. UnreadableText begins with the line's number."""
        self._constants = dict(_constants(tree))
        self._qt = any("PySide6" in (n.module or "") for n in tree.body if isinstance(n, ast.ImportFrom))
        self.visit(tree)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """What is said inside a class has its name as context."""
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()

    def visit_Call(self, node: ast.Call) -> None:
        """Only calls hold texts."""
        name = _last_name(node.func)
        if self._qt and name == "tr" and isinstance(node.func, ast.Attribute):
            self._keep(node, self._classes[-1] if self._classes else "", node.args)
        elif self._qt and name in ("translate", "QT_TRANSLATE_NOOP") and len(node.args) > 1:
            self._translated(node)
        elif name in self._kinds:
            self._problem(node)
        self.generic_visit(node)

    def _translated(self, node: ast.Call) -> None:
        """`translate(context, words, ...)`; words in a variable were marked where they are written."""
        context, *rest = node.args
        if isinstance(context, ast.Constant) and isinstance(context.value, str):
            is_marked_elsewhere = _last_name(node.func) == "translate" and not isinstance(
                rest[0], ast.Constant | ast.JoinedStr | ast.BinOp
            )
            if not is_marked_elsewhere:
                self._keep(node, context.value, rest)

    def _keep(self, node: ast.Call, context: str, arguments: list[ast.expr]) -> None:
        """`arguments`: words, and perhaps a comment and a number."""
        words, *more = arguments
        if not (isinstance(words, ast.Constant) and isinstance(words.value, str) and context):
            wanted = "constant words are needed, and self.tr() only inside a class"
            raise UnreadableText(f"{node.lineno}: {wanted}: {ast.unparse(node)[:120]}")
        comment = more[0].value if more and isinstance(more[0], ast.Constant) else None
        text = SourceText(context, words.value, str(comment or ""), plural=len(more) > 1)
        if ("%n" in text.words or "%Ln" in text.words) != text.plural:
            raise UnreadableText(f"{node.lineno}: %n without a number, or a number without %n: {text.words}")
        self.found.add(text)

    def _problem(self, node: ast.Call) -> None:
        given = [*node.args[:1], *(word.value for word in node.keywords if word.arg in SENTENCES)]
        for sentence in given:
            for words in self._said(sentence):
                if words:
                    self.found.add(SourceText(PROBLEM, words))

    def _said(self, node: ast.expr) -> list[str]:
        """Every sentence that this expression can be: constants of the module are known here."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return [node.value]
        if isinstance(node, ast.Name) and node.id in self._constants:
            return self._said(self._constants[node.id])
        if isinstance(node, ast.IfExp):
            return [*self._said(node.body), *self._said(node.orelse)]
        if isinstance(node, ast.Subscript):
            table = self._constants.get(_last_name(node.value))
            if isinstance(table, ast.Dict):
                return [words for value in table.values for words in self._said(value)]
        if isinstance(node, ast.JoinedStr):
            return ["".join(self._part(node, part) for part in node.values)]
        raise UnreadableText(f"{node.lineno}: not a constant sentence: {ast.unparse(node)[:120]}")

    def _part(self, whole: ast.JoinedStr, part: ast.expr) -> str:
        said = self._said(part.value if isinstance(part, ast.FormattedValue) else part)
        if len(said) != 1:
            raise UnreadableText(f"{whole.lineno}: not one constant: {ast.unparse(part)[:120]}")
        return said[0]


def _constants(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    """What names of the module stand for."""
    for node in tree.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
            yield node.target.id, node.value
        elif isinstance(node, ast.Assign):
            yield from ((target.id, node.value) for target in node.targets if isinstance(target, ast.Name))
