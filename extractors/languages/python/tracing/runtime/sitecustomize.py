"""Python runs this as it starts when its folder is on PYTHONPATH: start recording, then run the sitecustomize that it hides."""

import sys
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from pathlib import Path

if sys.version_info >= (3, 12):  # noqa: UP036  it runs in the traced project's Python
    import codecraft_recorder

    codecraft_recorder.start_from_environment()

_here = Path(__file__).resolve().parent
_hidden = PathFinder.find_spec("sitecustomize", [path for path in sys.path if Path(path or ".").resolve() != _here])
if _hidden is not None and _hidden.loader is not None:
    sys.modules["sitecustomize"] = _module = module_from_spec(_hidden)
    _hidden.loader.exec_module(_module)
