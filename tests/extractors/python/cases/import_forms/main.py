"""When each import happens, and what it binds."""

import contextlib
import importlib
import typing as t
from importlib import import_module

import pkg.deep.leaf
import pkg.deep.leaf as leaf
from pkg import deep, name, same
from pkg.deep import *

if t.TYPE_CHECKING:
    from pkg import only_typed
else:
    from pkg import only_run

if not t.TYPE_CHECKING:
    from pkg import untyped
else:
    from pkg import typed

try:
    from pkg import fast
except (ImportError, OSError):
    from pkg import slow

with contextlib.suppress(ImportError):
    import suppressed

by_name = importlib.import_module("pkg.plugin")
other = import_module(".plugin", "pkg")
computed = import_module("pkg." + "plugin")


def later():
    from pkg import name

    try:
        import maybe
    except ImportError:
        maybe = None
    return name, by_name.start(), pkg.deep.leaf.grow(), given()


def __getattr__(attribute):
    from pkg import plugin

    return plugin


same()
deep
