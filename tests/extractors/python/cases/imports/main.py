from __future__ import annotations

import os.path
import pkg.inner as shortened
from pkg import inner, public
from pkg import *
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pkg.inner import Thing

try:
    import ujson as json
except ImportError:
    import json


def lazily(thing: Thing):
    from pkg.inner import target

    target()
    thing.use()


inner.target()
shortened.target()
public()
starred()
os.path.join("a", "b")
json.dumps({})
