"""What a benchmark found: figures with their units, targets, and the machine; for people and programs."""

import os
import platform
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

Figure = float | int | str


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What the command line asked for. `consignments` 0 means as many as the benchmark says, `megapixels` 0
    images as large as it says.
    """

    consignments: int = 0
    home: Path | None = None
    seed: int = 1
    times: int = 0
    megapixels: int = 0
    inside: str = ""


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """Figures of one run. The unit is the end of a figure's name (`p99_ms`, `resident_mb`).

    `targets` are the most that the figures of the same names may be; `remarks` say what a reader has to know.
    """

    name: str
    figures: dict[str, Figure]
    targets: dict[str, float] = {}
    remarks: tuple[str, ...] = ()

    @property
    def missed(self) -> tuple[str, ...]:
        """Figures that are over their target."""
        return tuple(name for name, most in self.targets.items() if float(self.figures[name]) > most)

    @property
    def met(self) -> bool:
        """Whether every target was reached."""
        return not self.missed


def machine() -> dict[str, Figure]:
    """What was measured on; nothing that names the machine or its user."""
    found: dict[str, Figure] = {
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 0,
    }
    if hasattr(os, "sysconf"):
        found["memory_gb"] = round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9, 1)
    if hasattr(os, "getloadavg"):
        found["load_before"] = round(os.getloadavg()[0], 2)
    return found


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next(
        (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine()
    )


def as_json(found: Figures, on: dict[str, Figure]) -> str:
    """One JSON object a run."""
    said: dict[str, Any] = {
        "name": found.name,
        "machine": on,
        "figures": found.figures,
        "targets": found.targets,
        "met": found.met,
        "remarks": found.remarks,
    }
    return msgspec.json.encode(said).decode()


def as_table(found: Figures, on: dict[str, Figure]) -> str:
    """The same for a person."""
    lines = [f"{found.name}  ({', '.join(f'{name} {value}' for name, value in on.items())})"]
    width = max((len(name) for name in found.figures), default=0)
    for name, value in found.figures.items():
        shown = f"{value:,.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value}"
        lines.append(f"  {name:<{width}}  {shown}{_verdict(found, name)}")
    lines += [f"  {remark}" for remark in found.remarks]
    return "\n".join(lines)


def _verdict(found: Figures, name: str) -> str:
    if name not in found.targets:
        return ""
    return f"  (at most {found.targets[name]:g}: {'missed' if name in found.missed else 'met'})"


def percentile(values: Sequence[float], part: float) -> float:
    """The value that so great a part of all does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))] if ordered else 0.0


def median(values: Sequence[float]) -> float:
    """The middle one."""
    return percentile(values, 0.5)


def say(lines: str | Iterable[str]) -> None:
    """Progress, on standard error: standard output holds the result alone."""
    for line in (lines,) if isinstance(lines, str) else lines:
        print(line, file=sys.stderr, flush=True)


MB: Final = 1024 * 1024
