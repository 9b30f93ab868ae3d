"""A bench works without what its build leaves out, and says in one sentence what it does not have."""

import ast
import importlib.util
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from tests.packaging.made import PACKAGING, ROOT, module

editions = module("editions")
BENCH, TRAINING = editions.EDITIONS


def without(left_out: tuple[str, ...], code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run code in a Python of its own in which these modules cannot be imported."""
    # None there stops an import of the module and of everything in it, and nobody finds it.
    program = f"import sys\nsys.modules.update(dict.fromkeys({left_out}))\n{code}"
    return subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=False, cwd=ROOT
    )


def test_everything_of_the_bench_can_be_imported_without_what_its_build_leaves_out():
    left_out = BENCH.without
    ours = sorted(
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in (ROOT / "workstation").rglob("*.py")
        if path.stem not in ("__init__", "__main__")
    )
    kept = [name for name in ours if not any(f"{name}.".startswith(f"{each}.") for each in left_out)]
    assert "workstation.app" in kept
    imported = without(left_out, "\n".join(f"import {name}" for name in kept))
    assert (imported.returncode, imported.stderr) == (0, "")


def test_serial_ports_and_sounds_work_without_what_the_build_leaves_out():
    code = """
from workstation.barcode.serial_port import opened, port_errors, usb_ports
from workstation.host.speaker import opened as loudspeaker
import miniaudio
usb_ports()
try:
    opened("no-such-port", 9600)
except port_errors():
    print("no port")
loudspeaker([miniaudio.Backend.NULL]).close()
"""
    answered = without(BENCH.without, code)
    assert (answered.returncode, answered.stdout, answered.stderr) == (0, "no port\n", "")


def test_what_only_compiled_modules_import_is_named_for_the_build():
    for edition in editions.EDITIONS:
        assert {"_cffi_backend", "sqlcipher3.dbapi2"} <= set(edition.hidden)
        assert all(importlib.util.find_spec(name) is not None for name in edition.hidden)


def test_the_parts_that_the_bench_leaves_out_are_there_under_these_names():
    for name in (*editions.SERVER_PARTS, *editions.MEASURING, *editions.SERVER_PACKAGES):
        assert importlib.util.find_spec(name) is not None, name


@pytest.mark.parametrize(
    "words, part",
    [
        (("--profile", "training"), "training profile"),
        (("training", "serve", "--home", "h"), "training profile"),
        (("central", "serve", "--database", "sqlite://"), "central service"),
        (
            ("central", "token", "--database", "sqlite://", "--name", "n", "--role", "bench"),
            "central service",
        ),
        (("central", "load", "--database", "sqlite://", "--format", "ndjson", "f"), "central service"),
        (("benchmark", "queue"), "benchmarks"),
    ],
)
def test_a_part_that_is_not_in_the_build_is_one_sentence_and_wrong_use(words, part):
    code = "from workstation.cli import main; sys.exit(main())"
    answered = without(BENCH.without, code, *words)
    assert answered.stderr == f"This build of the workstation has no {part} in it.\n"
    assert (answered.returncode, answered.stdout) == (2, "")


def test_the_spec_is_python_and_builds_every_edition_once():
    tree = ast.parse((PACKAGING / "workstation.spec").read_text("utf-8"))
    calls = [
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    assert [calls.count(name) for name in ("Analysis", "PYZ", "EXE", "COLLECT")] == [1, 1, 1, 1]
    assert [edition.name for edition in editions.EDITIONS] == ["workstation", "workstation-training"]
    for edition in editions.EDITIONS:
        assert (PACKAGING / edition.entry).is_file()


def test_the_codecs_that_scan_images_need_are_named_for_the_build():
    import imagecodecs.imagecodecs

    used = set()
    for path in (ROOT / "workstation").rglob("*.py"):
        used |= set(re.findall(r"\bimagecodecs\.(\w+_(?:de|en)code)\b", path.read_text("utf-8")))
    assert used
    homes = {f"imagecodecs.{imagecodecs.imagecodecs._ATTRIBUTES[name]}" for name in used}
    assert homes == set(editions.CODECS)


def test_every_plug_in_of_qt_that_is_kept_exists_here_or_belongs_to_another_system():
    import PySide6

    elsewhere = {"qwindows", "qcocoa", "qmodernwindowsstyle"}
    folder = Path(PySide6.__file__).parent / "Qt" / "plugins"
    if not folder.exists():
        pytest.skip("Qt's plug-ins lie elsewhere on this system")
    there = {(path.parent.name, path.stem.removeprefix("lib")) for path in folder.rglob("*.so")}
    named = {(kind, name) for kind, names in editions.QT_PLUGINS.items() for name in names}
    assert {each for each in named - there if each[1] not in elsewhere} == set()


def test_photographs_are_read_and_written_in_a_build_as_here():
    from workstation.ui.parts.photograph import PIXEL_LIMITS

    built_into_qt = {"png"}
    plug_ins = {f"q{kind}" for kind in PIXEL_LIMITS.keys() - built_into_qt}
    assert plug_ins
    assert plug_ins <= set(editions.QT_PLUGINS["imageformats"])


def test_the_tables_that_gs1_data_are_read_with_go_into_every_build():
    import biip

    found = runpy.run_path(str(PACKAGING / "hooks" / "hook-biip.py"))["datas"]
    beside = Path(biip.__file__).parent
    tables = {path for path in beside.rglob("*") if path.suffix in {".json", ".lzma"}}
    assert len(tables) == 3
    assert {Path(source) for source, _ in found} == tables
    assert {Path(target) for _, target in found} == {
        path.parent.relative_to(beside.parent) for path in tables
    }


def test_a_logistic_label_is_told_without_what_the_build_leaves_out(tmp_path):
    code = "import sys; from workstation.cli import main; raise SystemExit(main(sys.argv[1:]))"
    smoke = module("smoke")
    told = without(BENCH.without, code, "barcode", "identify", "--home", str(tmp_path), smoke.LOGISTIC_LABEL)
    assert told.stderr == ""
    smoke.check_lines("identify", told.stdout.splitlines(), smoke.IDENTIFIED)
