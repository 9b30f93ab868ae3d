"""Brings the translations up to date with the program's texts, and makes the files that the program loads.

    python packaging/translations.py [--compile | --check]

`make translations` calls it without a word: new texts come into every resources/translations/*.ts as
unfinished, texts that are gone leave, and each .ts becomes a .qm beside it. `--compile` only makes the .qm
(setup does so), `--check` changes nothing and exits 1 when something is missing. A new language begins as an
empty file: `touch resources/translations/workstation_nl.ts`, then `make translations`.

The .ts files are committed and the .qm are not: they are made in a moment by a tool that every environment
here holds, and a compiled file in a commit is one that nobody reads and that can be older than its source.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple
from xml.etree import ElementTree

from source_texts import ROOT, SourceText, as_macros, source_texts

FOLDER: Final = ROOT / "resources" / "translations"
_PLACE: Final = re.compile(r"\{[a-z_]*\}|%L?n")
_EMPTY: Final = '<?xml version="1.0" encoding="utf-8"?>\n<TS version="2.1" language="{language}"/>\n'


class Translation(NamedTuple):
    """One message of a .ts file: its text, each form of its translation, and whether it is done."""

    text: SourceText
    forms: tuple[str, ...]
    is_finished: bool


def sources(folder: Path = FOLDER) -> list[Path]:
    """The .ts files, one for each language."""
    return sorted(folder.glob("workstation_*.ts"))


def language_of(source: Path) -> str:
    """The language of a .ts file: `workstation_pt_BR.ts` is in `pt_BR`."""
    return source.stem.removeprefix("workstation_")


def update(source: Path, texts: list[SourceText]) -> None:
    """Merge the program's texts into one .ts file; what was translated stays."""
    if source.stat().st_size == 0:
        source.write_text(_EMPTY.format(language=language_of(source)), encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder, "texts.cpp")
        listed.write_text(as_macros(texts), encoding="utf-8")
        _qt("lupdate", "-silent", "-no-obsolete", "-locations", "none", str(listed), "-ts", str(source))


def compile_one(source: Path) -> Path:
    """Make the .qm beside one .ts, all of it or nothing."""
    made = source.with_suffix(".qm")
    unfinished = made.with_suffix(".qm.new")
    _qt("lrelease", "-silent", "-removeidentical", str(source), "-qm", str(unfinished))
    unfinished.replace(made)
    return made


def translations(source: Path) -> Iterator[Translation]:
    """Every message of a .ts file."""
    for context in ElementTree.parse(source).getroot().iter("context"):  # noqa: S314 - a file of ours
        for message in context.iter("message"):
            made = message.find("translation")
            if made is None:
                continue
            plural = message.get("numerus") == "yes"
            forms = [form.text or "" for form in made.iter("numerusform")] if plural else [made.text or ""]
            words, comment = message.findtext("source", ""), message.findtext("comment", "")
            text = SourceText(context.findtext("name", ""), words, comment, plural)
            yield Translation(text, tuple(forms), made.get("type") is None and all(forms))


def faults(source: Path, texts: list[SourceText]) -> list[str]:
    """What is wrong with a .ts file: a text missing, not translated, or no longer used; a place lost."""
    found = {each.text: each for each in translations(source)}
    lines = [f"missing: {_named(text)}" for text in texts if text not in found]
    lines += [f"no longer used: {_named(text)}" for text in found if text not in set(texts)]
    for each in found.values():
        if not each.is_finished:
            lines.append(f"not translated: {_named(each.text)}")
        elif any(_places(form) != _places(each.text.words) for form in each.forms):
            lines.append(f"places differ: {_named(each.text)} - {' | '.join(each.forms)}")
    return [f"{source.name}: {line}" for line in sorted(lines)]


def _places(words: str) -> list[str]:
    """Where values come in. A number's way of writing (`%n`, `%Ln`) is the language's own business."""
    return sorted(place.replace("%Ln", "%n") for place in _PLACE.findall(words))


def _named(text: SourceText) -> str:
    return f"{text.context}: {text.words}" + (f" ({text.comment})" if text.comment else "")


def _qt(tool: str, *words: str) -> None:
    """Run one of Qt's tools that lie in PySide6-Essentials. SystemExit when it fails, with its own words."""
    import PySide6

    program = Path(PySide6.__path__[0], tool + (".exe" if sys.platform == "win32" else ""))
    # Qt's tools read the locale; in C they would take file names as ASCII.
    surroundings = {**os.environ, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [program, *words], capture_output=True, text=True, check=False, env=surroundings, encoding="utf-8"
    )
    if done.returncode != 0:
        sys.exit(f"translations: {tool} failed: {done.stdout}{done.stderr}".strip())


def main(words: list[str]) -> int:
    """The command; its exit code."""
    if words not in ([], ["--compile"], ["--check"]):
        sys.exit(__doc__)
    if words == ["--compile"]:
        for source in sources():
            compile_one(source)
        return 0
    texts = source_texts()
    if not words:
        for source in sources():
            update(source, texts)
            print(f"translations: {compile_one(source).relative_to(ROOT)}")
    lines = [line for source in sources() for line in faults(source, texts)]
    print(
        *lines, f"translations: {len(texts)} texts, {len(sources())} languages, {len(lines)} faults", sep="\n"
    )
    return 1 if lines and words else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
