"""Tells how the line stands, and everything else, to whoever listens."""

import threading
from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from workstation.sync import news as told
from workstation.sync.news import CacheChanged, LineChanged, LineState, Listener, News


class Telling:
    """Keeps the line's state. For the sync thread; `state` for any."""

    def __init__(self, listener: Listener, funnel: Callable[[BaseException], None]) -> None:
        self._listener = listener
        self._funnel = funnel
        self._state = LineState()
        self._lock = threading.Lock()

    def state(self) -> LineState:
        """How the line stands."""
        with self._lock:
            return self._state

    def change(self, **changes: Any) -> None:
        """The line stands differently, in these fields."""
        with self._lock:
            before, self._state = self._state, replace(self._state, **changes)
            after = self._state
        if after != before:
            self.tell(LineChanged(state=after))

    def tell(self, news: News) -> None:
        """A listener's error is a bug of the listener; the sync goes on."""
        if isinstance(news, CacheChanged) and not news.complete:
            # A page was stored: whatever stopped the filling does so no more.
            filling = {"phase": "pulling", "sent": news.sent, "total": news.total}
            self.change(**filling, **told.NOT_STOPPED, **told.NO_TRY)
        try:
            self._listener(news)
        except Exception as error:  # noqa: BLE001 - a listener's bug goes to the funnel
            self._funnel(error)
