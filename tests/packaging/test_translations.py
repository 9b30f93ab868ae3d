"""The translations are complete, of today, and keep the places where values come in."""

import os

import pytest

from tests.packaging.made import PACKAGING, ROOT, module

translations = module("translations")
environment = module("setup/environment")
Text = translations.SourceText

MEBIBYTE = 1 << 20
TODAY = [Text("Line", "%n waiting", plural=True), Text("Line", "heard {age} ago"), Text("Words", "held")]


def ids(source):
    return source.name


@pytest.mark.parametrize("source", translations.sources(), ids=ids)
def test_every_text_of_the_program_is_translated_and_keeps_its_places(source):
    """When this fails: `make translations`, then translate what is unfinished in the .ts file."""
    assert translations.faults(source, translations.source_texts()) == []


@pytest.mark.parametrize("source", translations.sources(), ids=ids)
def test_what_is_compiled_stays_small(source, tmp_path):
    copy = tmp_path / source.name
    copy.write_bytes(source.read_bytes())
    assert 1000 < translations.compile_one(copy).stat().st_size < MEBIBYTE
    assert source.stat().st_size < MEBIBYTE


def test_german_is_among_the_languages():
    assert "de" in [translations.language_of(source) for source in translations.sources()]


@pytest.fixture
def dutch(tmp_path):
    """A translation that was begun as an empty file, and is done."""
    source = tmp_path / "workstation_nl.ts"
    source.touch()
    translations.update(source, TODAY)
    made = source.read_text(encoding="utf-8")
    for words in ("<numerusform>%n wacht</numerusform>", "<numerusform>%n wachten</numerusform>"):
        made = made.replace("<numerusform></numerusform>", words, 1)
    for words in ("{age} geleden gehoord", "aangehouden"):
        made = made.replace(
            '<translation type="unfinished"></translation>', f"<translation>{words}</translation>", 1
        )
    source.write_text(made.replace(' type="unfinished"', ""), encoding="utf-8")
    return source


def test_a_new_language_begins_with_every_text_unfinished(tmp_path):
    source = tmp_path / "workstation_nl.ts"
    source.touch()
    translations.update(source, TODAY)
    assert [line.partition(": ")[2] for line in translations.faults(source, TODAY)] == [
        "not translated: Line: %n waiting",
        "not translated: Line: heard {age} ago",
        "not translated: Words: held",
    ]


def test_what_is_translated_stays_when_a_text_comes_and_another_goes(dutch):
    assert translations.faults(dutch, TODAY) == []
    later = [*TODAY[1:], Text("Words", "seized")]
    assert len(translations.faults(dutch, later)) == 2
    translations.update(dutch, later)
    kept = {each.text.words: each.forms for each in translations.translations(dutch)}
    assert kept == {"heard {age} ago": ("{age} geleden gehoord",), "held": ("aangehouden",), "seized": ("",)}


@pytest.mark.parametrize(
    "before, after, fault",
    [
        ("<source>held</source>", "<source>halted</source>", "missing: Words: held"),
        ("aangehouden", "", "not translated: Words: held"),
        ("{age} geleden", "{leeftijd} geleden", "places differ: Line: heard {age} ago"),
        ("%n wachten", "wachten", "places differ: Line: %n waiting"),
        ("<numerusform>%n wachten</numerusform>", "<numerusform></numerusform>", "not translated: Line: %n"),
        ("<translation>aan", '<translation type="unfinished">aan', "not translated: Words: held"),
    ],
)
def test_each_fault_is_named(dutch, before, after, fault):
    dutch.write_text(dutch.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")
    assert any(f"workstation_nl.ts: {fault}" in line for line in translations.faults(dutch, TODAY))


def test_setup_compiles_what_is_not_compiled_or_is_older_than_its_source(dutch):
    assert environment.has_old_translations(dutch.parent)
    made = translations.compile_one(dutch)
    assert not environment.has_old_translations(dutch.parent)
    os.utime(made, (1, 1))
    assert environment.has_old_translations(dutch.parent)


def test_nothing_is_left_where_a_compilation_fails(tmp_path):
    broken = tmp_path / "workstation_nl.ts"
    broken.write_text("no XML", encoding="utf-8")
    with pytest.raises(SystemExit, match="lrelease failed"):
        translations.compile_one(broken)
    assert list(tmp_path.iterdir()) == [broken]


def test_compiled_files_are_no_part_of_the_repository_and_a_part_of_the_builds():
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"*.qm", "*.qm.new"} <= set(ignored)
    assert '(str(ROOT / "resources"), "resources")' in (PACKAGING / "workstation.spec").read_text(
        encoding="utf-8"
    )
