"""Meets graph.ports.Tracer for Python: how a command is told to record itself, and what its records say."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from extractors.languages.python.tracing.reading import read_records
from graph.observations import Observations

_RUNTIME = Path(__file__).parent / "runtime"


@dataclass(frozen=True, slots=True)
class PythonTracer:
    """Python processes record themselves when the runtime folder is on their path, and so do those that they start."""

    language: str = "python"

    def environment(self, root: Path, folder: Path, variables: Mapping[str, str]) -> dict[str, str]:
        """The variables with which a command records calls within `root` into `folder`."""
        return {
            **variables,
            "CODECRAFT_TRACE_ROOT": str(root),
            "CODECRAFT_TRACE_FOLDER": str(folder),
            "PYTHONPATH": os.pathsep.join(filter(None, (str(_RUNTIME), variables.get("PYTHONPATH", "")))),
            "PYTEST_PLUGINS": ",".join(filter(None, (variables.get("PYTEST_PLUGINS", ""), "codecraft_pytest"))),
        }

    def read(self, root: Path, folder: Path) -> Observations:
        """What the processes recorded. Raises InputError when none did."""
        return read_records(root, folder)


TRACER = PythonTracer()
