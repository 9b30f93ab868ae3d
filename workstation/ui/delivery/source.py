"""What the delivery screen needs from the desk."""

from collections.abc import Collection, Mapping
from typing import Protocol

from workstation.desk.attention import Matter
from workstation.desk.line import DeliveryCounts, DeliveryRow, LineState


class DeliverySource(Protocol):
    """The line as the desk gives it. Called on reader threads; `end_attention` on the writer's."""

    def state(self) -> LineState:
        """How the line stands."""
        ...

    def counts(self) -> DeliveryCounts:
        """How much is recorded, waiting, acknowledged, refused, in attention."""
        ...

    def deliveries(self, before: int | None, limit: int) -> tuple[DeliveryRow, ...]:
        """A page of events, newest first, older than the sequence `before`."""
        ...

    def unfinished(self) -> int:
        """How many forms the officer at work has begun and not recorded."""
        ...

    def numbers(self, consignments: Collection[str]) -> Mapping[str, str]:
        """The number that each is called by, by its id; none for what has left the cache."""
        ...

    def attention(self, limit: int) -> tuple[Matter, ...]:
        """What a person must look at again."""
        ...

    def end_attention(self, matter: Matter, officer: str) -> None:
        """A person has looked at it."""
        ...

    def try_now(self) -> None:
        """Do not wait for the next try."""
        ...
