"""Sheets that a test puts together, and what was asked for."""

from datetime import timedelta

from tests.fakes.clock import START
from workstation.desk.shift import OfficerPart, Period, SheetLine, ShiftSheet, Totals


def line(sequence=1, **more):
    fields = {
        "sequence": sequence,
        "event_id": f"e-{sequence}",
        "kind": "release",
        "consignment": f"c-{sequence:06}",
        "number": "RB123456785GB",
        "officer": "officer-7",
        "at": START - timedelta(minutes=30 - sequence),
        "state": "acknowledged",
        "receipt": f"A-{sequence:05}",
    }
    return SheetLine(**fields | more)


class FakeShift:
    """Satisfies `ShiftSource`. `lines` are what a sheet holds; `asked` each period and for whom."""

    def __init__(self):
        self.lines: list[SheetLine] = []
        self.asked: list[tuple[Period, bool]] = []
        self.broken = None
        self.problem = ""

    def sheet(self, period, *, everybody=False):
        if self.broken is not None:
            raise self.broken
        self.asked.append((period, everybody))
        states = [each.state for each in self.lines]
        totals = Totals(
            decided=len(states),
            acknowledged=states.count("acknowledged"),
            waiting=states.count("waiting"),
            refused=states.count("refused"),
        )
        return ShiftSheet(
            officer="officer-7",
            everybody=everybody,
            office="ZZ000101",
            bench="BENCH-4",
            ledger="ledger-1",
            made=START,
            since=START - timedelta(hours=8),
            until=START,
            parts=(OfficerPart(officer="officer-7", lines=tuple(self.lines), totals=totals),),
            totals=totals,
            problem=self.problem,
        )
