"""What the journeys share."""

from tests.journeys.stage import centre, clock, english, seat

__all__ = ["centre", "clock", "english", "seat"]
