"""The queue's columns, and how one consignment is written in them."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from workstation.desk.queue import NOT_DECLARED, QueueRow
from workstation.ui.parts import formats
from workstation.ui.parts.table import Column
from workstation.ui.parts.text import isolated, shown
from workstation.ui.parts.words import act_word, lane_word, standing_word, state_word

translate = QCoreApplication.translate

NARROW = ("lane", "identifier", "score", "arrived", "standing")
"""Shown where the queue is narrow; the goods then stand under the identifier, office and category nowhere."""

NARROW_BELOW_EMS = 46
"""Narrower than so many line heights, the queue shows the narrow columns."""

SLIM_BELOW_EMS = 25
"""Narrower still, a standing is told by its sign alone."""


def columns() -> tuple[Column, ...]:
    """All columns in their order; the keys are those the desk sorts by."""
    return (
        Column("lane", translate("QueueColumns", "Lane")),
        Column("identifier", translate("QueueColumns", "Identifier"), "RB 000 000 000 GB", stretch=True),
        Column("score", translate("QueueColumns", "Score"), "100", trailing=True),
        Column("arrived", translate("QueueColumns", "Age"), "59 min", trailing=True),
        Column("goods", translate("QueueColumns", "Goods"), stretch=True),
        Column("standing", translate("QueueColumns", "Standing"), "undecided    "),
        Column("office", translate("QueueColumns", "Office"), "NL000510"),
        Column("category", translate("QueueColumns", "Cat."), "4"),
    )


def full_title(column: Column) -> str:
    """What a column is called where there is room."""
    return translate("FilterBar", "Category") if column.key == "category" else column.title


class RowTexts:
    """Writes a row once, as texts for the columns; ages are those of the moment of writing."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now

    def __call__(self, row: QueueRow) -> tuple[str, ...]:
        """One text for each column. What nobody has decided on yet says rather what it waits for."""
        state = state_word(row.state) if row.state else ""
        standing = state if state and row.standing == "undecided" else standing_word(row.standing)
        goods = shown(row.goods, 120) or (state if row.state == NOT_DECLARED else "")
        waiting = translate("QueueColumns", "{act} waiting").format(act=act_word(row.pending))
        return (
            lane_word(row.lane),
            formats.number_of_row(row.identifier or row.id),
            formats.count(row.score),
            formats.short_age(self._now() - row.arrived if row.arrived else None),
            goods or formats.ABSENT,
            waiting if row.pending else standing,
            isolated(shown(row.office, 20)),
            isolated(shown(row.category, 12)),
        )
