"""A second start is heard by the first, and by nobody else in its place."""

import threading

import pytest

from workstation.host.paths import Home, Profile, home_of
from workstation.host.second_start import FirstStart, show_first


@pytest.fixture
def home(tmp_path) -> Home:
    home = home_of(Profile.LIVE, tmp_path)
    home.prepare()
    return home


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def first(home, asked):
    def show(token, done):
        asked.append(token)
        done()

    listening = FirstStart(home, show)
    listening.start()
    yield listening
    listening.stop()


def test_the_first_is_shown_again_and_again(first, home, asked, monkeypatch):
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "token-1")
    assert show_first(home)
    monkeypatch.delenv("XDG_ACTIVATION_TOKEN")
    assert show_first(home)
    assert asked == ["token-1", ""]


def test_nobody_is_asked_where_nobody_listens(home):
    assert not show_first(home, within_s=0.2)


def test_where_to_knock_is_for_the_account_alone_and_goes_with_the_program(first, home):
    place = home.folder / "instance.window"
    assert place.stat().st_mode & 0o777 == 0o600
    first.stop()
    assert not place.exists()
    assert not show_first(home, within_s=0.1)


def test_who_does_not_know_the_secret_shows_nothing_and_ends_nothing(first, home, asked):
    place = home.folder / "instance.window"
    right = place.read_bytes()
    place.write_bytes(right.replace(right[-20:-4], b"0" * 16))
    assert not show_first(home, within_s=0.2)
    place.write_bytes(right)
    assert show_first(home)
    assert asked == [""]


def test_a_first_start_that_does_not_come_forward_is_not_waited_for(home):
    unblocked = threading.Event()

    def hangs(_token, _done):
        unblocked.wait(10)

    first = FirstStart(home, hangs)
    first.start()
    assert not show_first(home, within_s=0.2)
    unblocked.set()
    first.stop()
