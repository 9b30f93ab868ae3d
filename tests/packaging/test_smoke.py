"""The check of the builds fails on a line too many, on a wrong end, and on a window with nothing in it."""

import sys

import imagecodecs
import numpy as np
import pytest

from tests.packaging.made import module

smoke = module("smoke")


@pytest.fixture
def account(tmp_path):
    return smoke.surroundings(tmp_path / "account")


def test_a_program_that_says_what_it_should_passes(account):
    said = smoke.run([sys.executable, "-c", "print('ready')"], account, said=["ready"])
    assert said == ["ready"]


@pytest.mark.parametrize(
    "code, said, ended",
    [
        ("print('ready'); print('and more')", ["ready"], 0),
        ("import sys; print('a warning', file=sys.stderr)", [], 0),
        ("pass", ["ready"], 0),
        ("raise SystemExit(3)", [], 0),
    ],
    ids=["a line more", "standard error", "a line less", "another exit code"],
)
def test_anything_that_is_not_expected_is_wrong(account, code, said, ended):
    with pytest.raises(smoke.Wrong):
        smoke.run([sys.executable, "-c", code], account, said=said, code=ended)


def test_a_program_sees_nothing_of_whoever_checks_it(account, monkeypatch):
    monkeypatch.setenv("DISPLAY", ":7")
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    seen = smoke.surroundings(smoke.Path(account["HOME"]))
    assert {"DISPLAY", "PYTHONPATH", "DBUS_SESSION_BUS_ADDRESS", "HTTPS_PROXY"} & set(seen) == set()


def test_a_blank_window_is_no_window(tmp_path):
    blank = tmp_path / "blank.png"
    blank.write_bytes(imagecodecs.png_encode(np.full((900, 1400, 3), 40, dtype=np.uint8)))
    with pytest.raises(smoke.Wrong):
        smoke.check_picture(blank)


def test_a_token_in_plain_text_is_found_wherever_it_lies(tmp_path):
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "workstation.log").write_text('{"token": "abc123"}')
    with pytest.raises(smoke.Wrong):
        smoke.check_secret_is_nowhere(tmp_path, "abc123")


def test_a_build_holds_each_translation_and_qts_own_texts_in_its_language(tmp_path):
    folder = tmp_path / "_internal" / "resources" / "translations"
    folder.mkdir(parents=True)
    (folder / "workstation_de.qm").touch()
    with pytest.raises(smoke.Wrong, match=r"lacks qtbase_de\.qm"):
        smoke.check_languages(tmp_path)
    (tmp_path / "qtbase_de.qm").touch()
    smoke.check_languages(tmp_path)
