"""What this machine lets us compute with."""

import os
from pathlib import Path


def available_cpus() -> int:
    """CPUs this process may use: its affinity, or the quota of its control group where that is less."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    quota = Path("/sys/fs/cgroup/cpu.max")
    limit, _, period = (quota.read_text() if quota.is_file() else "max").strip().partition(" ")
    return allowed if limit == "max" else max(1, min(allowed, int(limit) // int(period)))


def cpu_flags() -> frozenset[str]:
    """The instruction sets that Linux lists for this CPU; empty elsewhere."""
    listing = Path("/proc/cpuinfo")
    lines = listing.read_text().splitlines() if listing.is_file() else []
    return frozenset(flag for line in lines if line.startswith("flags") for flag in line.partition(":")[2].split())
