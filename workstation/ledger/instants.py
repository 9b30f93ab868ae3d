"""Instants as the ledger's columns keep them: whole milliseconds since 1970."""

from datetime import UTC, datetime, timedelta
from typing import Final

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def milliseconds(instant: datetime) -> int:
    """Milliseconds since 1970, exactly."""
    return (instant - _EPOCH) // timedelta(milliseconds=1)


def instant(ms: int | None) -> datetime | None:
    """The instant of these milliseconds since 1970."""
    return None if ms is None else _EPOCH + timedelta(milliseconds=ms)
