"""Faults are met on the stage of the journeys."""

from tests.journeys.stage import centre, clock, english, seat

__all__ = ["centre", "clock", "english", "seat"]
