"""Who is asked before a key of the decision does what it says."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

_NOT_ASKED: Final = frozenset({"confirm", "throw_away"})
"""Keys of a form that is open: it was asked for when that was opened."""

Acts = Mapping[str, Callable[[], None]]


def _nobody(_key: str) -> bool:
    return False


class AskedFirst:
    """The keys of the panel by the names of their acts. While whoever is asked takes a key, it does nothing
    else.
    """

    def __init__(self) -> None:
        self._takes: Callable[[str], bool] = _nobody

    def ask(self, takes: Callable[[str], bool]) -> None:
        """From now on `takes` is asked with the name of each key's act, and is true where the key was meant
        for it alone.
        """
        self._takes = takes

    def guarded(self, acts: Acts) -> Acts:
        """The same acts, each asking first."""
        return {
            name: act if name in _NOT_ASKED else partial(self._do, name, act) for name, act in acts.items()
        }

    def _do(self, name: str, act: Callable[[], None]) -> None:
        if not self._takes(name):
            act()
