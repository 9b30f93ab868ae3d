"""Who else has a consignment open, in words."""

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import QCoreApplication

from workstation.desk.presence import Lease
from workstation.ui.parts import formats
from workstation.ui.parts.text import isolated, shown

translate = QCoreApplication.translate


def holder_words(others: Sequence[Lease], zone: tzinfo | None = None) -> str:
    """Other benches that have it open, the first of them by name; empty where there is none."""
    if not others:
        return ""
    first = others[0]
    words = translate("Holders", "Open at {bench} since {time} ({officer})").format(
        bench=isolated(shown(first.bench, 40)),
        time=_time(first, zone),
        officer=isolated(shown(first.officer, 40) or formats.ABSENT),
    )
    more = len(others) - 1
    return f"{words} {translate('Holders', 'and at %n more', '', more)}" if more else words


def _time(lease: Lease, zone: tzinfo | None) -> str:
    """Hour and minute: no lease is older than a shift."""
    return formats.time_of_day(lease.since, zone) if lease.since else formats.ABSENT
