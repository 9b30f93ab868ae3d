"""In which order acts are told: by time, and never before what their makers had seen.

Clocks of benches can be wrong by days. What an act had seen was there before it, whatever the clocks say.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from workstation.domain.act import Act
from workstation.domain.act_graph import ActGraph

_LONG_AGO: Final = datetime(1, 1, 1, tzinfo=UTC)


def in_order(acts: Iterable[Act]) -> tuple[Act, ...]:
    """Each act once, the oldest first. A circle, which only forgery makes, has the order of the times."""
    graph = ActGraph(acts)
    moments: dict[str, datetime] = {}
    for act in sorted(graph.acts.values(), key=lambda each: (graph.age(each.id), each.id)):
        seen = [moments[before] for before in (*act.seen, *act.names) if before in moments]
        moments[act.id] = max([act.at or _LONG_AGO, *seen])
    return tuple(
        sorted(graph.acts.values(), key=lambda each: (moments[each.id], graph.age(each.id), each.id))
    )
