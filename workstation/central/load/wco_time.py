"""Instants as the WCO Data Model writes them."""

import re
from datetime import UTC, datetime


def instant_of(text: str) -> str:
    """A DateTimeString as RFC 3339 in UTC; empty for text that is none.

    UN/EDIFACT 2379: 102 is a day, 203 has minutes, 204 seconds, 304 a zone. Without a zone it is UTC.
    """
    match = re.fullmatch(r"(\d{8})(\d{4})?(\d\d)?(Z|[+-]\d\d(?:\d\d)?)?", text, re.ASCII)
    if match is None:
        return ""
    day, minutes, seconds, zone = match.groups(default="")
    try:
        # %z takes Z, +hhmm, and no +hh.
        offset = zone.ljust(5, "0") if zone[:1] in {"+", "-"} else "Z"
        whole = f"{day}{minutes or '0000'}{seconds or '00'}{offset}"
        instant = datetime.strptime(whole, "%Y%m%d%H%M%S%z").astimezone(UTC)
    except (ValueError, OverflowError):
        return ""
    return instant.isoformat().replace("+00:00", "Z")
