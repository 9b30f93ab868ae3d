"""What keeps texts by name, as the ledger's facts do."""

from collections.abc import Callable


class FakeKept:
    """Keeps them in memory."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}

    def get(self, name: str) -> str:
        return self.texts.get(name, "")

    def put(self, name: str, value: str) -> None:
        self.texts[name] = value


def at_once(work: Callable[[], object]) -> None:
    """Do now what would be written later."""
    work()
