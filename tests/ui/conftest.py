"""What the screens' tests share: the program's dress, and background work that ends with the test."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from workstation.ui.tasks import IMAGE, READ, WRITE, Tasks
from workstation.ui.theme import DARK, apply_theme


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    """The application in its dark theme."""
    apply_theme(qapp, DARK)
    return qapp


@pytest.fixture
def english(qapp):
    """Numbers and dates as they are written in the United Kingdom, whatever machine this is."""
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def funnel():
    """Errors that nobody took."""
    return []


@pytest.fixture
def background(qapp, funnel):
    """Tasks over real threads; at the end everything has come home and no error was left in the funnel."""
    with ThreadPoolExecutor(2) as read, ThreadPoolExecutor(1) as image, ThreadPoolExecutor(1) as write:
        tasks = Tasks({READ: read, IMAGE: image, WRITE: write}, funnel.append)
        yield tasks
        tasks.close()
    assert funnel == []
