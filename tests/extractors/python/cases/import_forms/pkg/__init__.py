from .same import same
from .deep import CONSTANT as name
from ..beyond import nothing
from . import plugin, __name__ as own_name
