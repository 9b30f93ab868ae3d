"""An end that is asked of the process (SIGTERM: at log-off, by IT) is an end like that of the window."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from types import FrameType

from PySide6.QtCore import QCoreApplication, QTimer


@contextmanager
def ends_when_asked(code: int) -> Iterator[None]:
    """Within: SIGTERM ends the event loop, with `code` for the process; what follows the loop is still done.

    Python hears a signal when it next runs something: the strip's clock sees to that each second.
    """

    def end(_number: int, _frame: FrameType | None) -> None:
        # By a timer: where the loop does not run yet it ends as soon as it does.
        QTimer.singleShot(0, partial(QCoreApplication.exit, code))

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
