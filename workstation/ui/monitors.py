"""Which monitor is which: found again by what it is, whatever socket it is plugged into."""

from PySide6.QtGui import QGuiApplication, QScreen

from workstation.domain.value import Value


class Monitor(Value):
    """One monitor: the system's name for it (often its socket), and what it says of itself."""

    name: str = ""
    model: str = ""
    serial: str = ""

    @property
    def is_named(self) -> bool:
        """Whether this names a monitor at all."""
        return bool(self.name or self.serial)

    def is_same(self, other: "Monitor") -> bool:
        """Whether it is this one: by its serial number where it has one, for sockets change."""
        if self.serial and other.serial:
            return (self.model, self.serial) == (other.model, other.serial)
        return self.name == other.name


def monitor_of(screen: QScreen) -> Monitor:
    """What this screen of Qt's is called."""
    return Monitor(name=screen.name(), model=screen.model(), serial=screen.serialNumber())


def screen_of(monitor: Monitor, *, but: QScreen | None = None) -> QScreen | None:
    """The screen that is this monitor, unless it is `but`; none while it is not plugged in. Two alike without
    serial numbers are told apart by their names alone.
    """
    if not monitor.is_named:
        return None
    alike = [each for each in QGuiApplication.screens() if monitor_of(each).is_same(monitor)]
    alike.sort(key=lambda each: each.name() != monitor.name)
    return alike[0] if alike and alike[0] is not but else None


def another_than(screen: QScreen) -> QScreen | None:
    """The first monitor that is not this one; none where there is only one."""
    return next((each for each in QGuiApplication.screens() if each is not screen), None)
