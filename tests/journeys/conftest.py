"""What the journeys share."""

from tests.journeys.stage import centre, clock, english, seat
from tests.journeys.whole_bench import benches

__all__ = ["benches", "centre", "clock", "english", "seat"]
