from importlib import import_module

import_module(".same", __package__)


def start():
    pass
