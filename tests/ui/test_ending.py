"""SIGTERM ends the program as its window does."""

import os
import signal

from PySide6.QtCore import QTimer

from workstation.ui.ending import ends_when_asked


def test_the_loop_ends_when_the_process_is_asked_to_and_what_follows_is_done(qapp):
    before = signal.getsignal(signal.SIGTERM)
    clock = QTimer(interval=20)
    clock.timeout.connect(lambda: None)
    clock.start()
    with ends_when_asked(7):
        QTimer.singleShot(0, lambda: os.kill(os.getpid(), signal.SIGTERM))
        assert qapp.exec() == 7
    clock.stop()
    assert signal.getsignal(signal.SIGTERM) is before


def test_what_is_asked_before_the_loop_runs_ends_it_as_soon_as_it_does(qapp):
    with ends_when_asked(1):
        os.kill(os.getpid(), signal.SIGTERM)
        assert qapp.exec() == 1
