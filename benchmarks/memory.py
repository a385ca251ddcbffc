"""The highest memory of a process and all that it started, sampled while it runs (Linux)."""

import subprocess
import threading
import time
from pathlib import Path
from types import TracebackType


class PeakMemory:
    """While it is entered, `peak` grows to the highest sum seen, in bytes.

    Of each process counts what it holds alone and its share of what it shares (PSS), every 50 ms.
    """

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.peak = 0
        self._process = process
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> "PeakMemory":
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._thread.join()

    def _watch(self) -> None:
        while self._process.poll() is None:
            self.peak = max(self.peak, sum(held(pid) for pid in _tree(self._process.pid)))
            time.sleep(0.05)


def held(pid: int) -> int:
    """What a process holds, in bytes; 0 for one that has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def _tree(root: int) -> list[int]:
    found = [root]
    for pid in found:
        try:
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        except OSError:
            continue
        found.extend(int(child) for child in children)
    return found
