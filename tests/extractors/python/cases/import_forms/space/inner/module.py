from . import neighbour
from ..outer import other
import space.inner
