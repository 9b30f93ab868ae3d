"""The stage of the journeys, as fixtures: a central service, a bench with its window, an officer."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from tests.fakes.clock import FakeClock
from tests.journeys.centre import Centre
from tests.journeys.officer import Officer
from workstation.app import BenchWindow
from workstation.bench import Around, Bench, Start
from workstation.host.paths import Profile, home_of
from workstation.host.policy import read_policy
from workstation.host.settings_store import SettingsStore
from workstation.identity.token import Token
from workstation.sync.line import LineAddress
from workstation.sync.loop import SyncPace

QUICK = {"poll_s": 0.05, "refused_s": 0.05, "retry_s": 0.02, "page_size": 5}
"""A bench that never waits long, and whose snapshot has several pages."""


def around(clock: Any, address: str, token: str, **pace: Any) -> Around:
    """A bench's surroundings: this clock, this service, and little patience."""
    place = LineAddress(url=address, token=Token(token))
    return Around(clock=clock, address=lambda: place, pace=SyncPace(**QUICK | pace))


def furnish(folder: Path, **settings: Any) -> Path:
    """A home with its settings; five seconds to annul a release, by default. No test is heard."""
    home = home_of(Profile.TRAINING, folder)
    home.prepare()
    store = SettingsStore(home.settings, read_policy())
    store.change({"officer": "officer-a", "bench": "BENCH-4", "sounds": False} | settings)
    return folder


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def english(qapp: QApplication) -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def centre(tmp_path: Path, clock: FakeClock) -> Iterator[Centre]:
    with Centre(tmp_path, clock) as running:
        yield running


@pytest.fixture
def seat(
    qtbot, qapp: QApplication, english: None, centre: Centre, tmp_path: Path, clock: FakeClock
) -> Iterator[Callable[..., Officer]]:
    """Seats an officer at a bench: opens the home, builds the real window on it, gives it the keyboard.

    The bench that is open is closed before the next is opened; `meanwhile` something is done to its files.
    """
    with ExitStack() as opened:

        def sit(meanwhile: Callable[[], object] | None = None, **pace: Any) -> Officer:
            opened.close()
            if meanwhile is not None:
                meanwhile()
            folder = furnish(tmp_path / "home")
            bench = Bench.open(
                Start(profile="training", home=folder),
                around(clock, centre.line.address, centre.token, **pace),
            )
            opened.callback(bench.close)
            screens = BenchWindow(bench, qapp)
            screens.furnish()
            opened.callback(screens.window.deleteLater)
            opened.callback(screens.close)
            officer = Officer(qtbot, screens, clock)
            officer.sits_down()
            return officer

        yield sit
