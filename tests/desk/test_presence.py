"""What the screens say of presence carries the officer who works here."""

from workstation.desk.presence import PresenceDesk
from workstation.identity.officer import Officer


class Leasing:
    def __init__(self) -> None:
        self.told: list[tuple[str, ...]] = []

    def opened(self, consignment: str, officer: str) -> None:
        self.told.append(("opened", consignment, officer))

    def put_away(self) -> None:
        self.told.append(("put away",))

    def touched(self) -> None:
        self.told.append(("touched",))


def test_what_is_opened_is_opened_by_the_officer_at_work() -> None:
    leasing = Leasing()
    names = iter(("officer-a", "officer-b"))
    desk = PresenceDesk(leasing, lambda: Officer(id=next(names), name="", office="XX000001"))
    desk.opened("C1")
    desk.touched()
    desk.put_away()
    desk.opened("C2")
    assert leasing.told == [
        ("opened", "C1", "officer-a"),
        ("touched",),
        ("put away",),
        ("opened", "C2", "officer-b"),
    ]
