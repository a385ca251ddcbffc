"""How many threads a model may use: more than the quota allows collapses its speed."""

from pathlib import Path

from graph.extraction import usable_cores

_CGROUP_QUOTA = Path("/sys/fs/cgroup/cpu.max")


def usable_threads(quota: Path = _CGROUP_QUOTA) -> int:
    """The cores this process may run on, or fewer where a control group's quota says so; at least 1."""
    cores = usable_cores()
    return max(1, min(cores, _quota(quota) or cores))


def _quota(path: Path) -> int | None:
    """Whole cores of `cpu.max` (`<quota> <period>` in microseconds, or `max <period>`); None where there is none."""
    try:
        allowed, period = path.read_text(encoding="ascii").split()
        return max(1, int(allowed) // int(period))
    except (OSError, ValueError, ZeroDivisionError):
        return None
