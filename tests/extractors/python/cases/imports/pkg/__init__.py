from .inner import target as public
from .inner import *

__all__ = ["public", "starred"]
