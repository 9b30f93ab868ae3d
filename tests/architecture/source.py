"""The program's own source, parsed, for the tests that hold it to the house rules."""

import ast
import functools
import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Module:
    """One Python file: its path from the top of the project, its text and its syntax tree."""

    path: str
    text: str
    tree: ast.Module = field(repr=False)

    @property
    def lines(self) -> int:
        """How many lines the file has."""
        return len(self.text.splitlines())

    @property
    def room(self) -> str:
        """The package below `workstation` that the file belongs to; for app.py its own name."""
        parts = self.path.removesuffix(".py").split("/")
        return parts[1] if len(parts) > 1 else parts[0]

    def is_in(self, *places: str) -> bool:
        """Whether the file is one of these files or lies in one of these folders."""
        return any(self.path == place or self.path.startswith(f"{place}/") for place in places)

    def line(self, number: int) -> str:
        """One line of the text, counted from 1."""
        return self.text.splitlines()[number - 1]

    def comments(self) -> Iterator[tuple[int, str]]:
        """The comments with their line numbers."""
        for token in tokenize.generate_tokens(io.StringIO(self.text).readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string


def parsed(text: str, path: str) -> Module:
    """A module from its text."""
    return Module(path, text, ast.parse(text))


@functools.cache
def modules(*folders: str) -> tuple[Module, ...]:
    """Every Python file in these folders at the top of the project, in order of path."""
    paths = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return tuple(
        parsed(path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix()) for path in paths
    )


def program() -> tuple[Module, ...]:
    """Every module of the program."""
    return modules("workstation")


def suite() -> tuple[Module, ...]:
    """Every module of the tests."""
    return modules("tests")


def dotted(node: ast.AST) -> str:
    """`a.b.c` for a name or attribute chain; calls inside are written `a().b`; empty for anything else."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=attr):
            return f"{dotted(value)}.{attr}"
        case ast.Call(func=func):
            return f"{dotted(func)}()"
    return ""


def imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every module or name that is imported, in full, with its line; also inside functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"
