"""What is raised, and what is caught."""

import json
from json import JSONDecodeError


class ShopError(Exception):
    pass


class TooLate(ShopError):
    pass


EXPECTED = (KeyError, ShopError)


def made(kind):
    return TooLate(kind)


class Till:
    error_class = ShopError

    def close(self, code):
        if code == 1:
            raise TooLate
        if code == 2:
            raise TooLate("now") from None
        if code == 3:
            raise self.error_class("no")
        if code == 4:
            raise made(code)
        if code == 5:
            raise code
        raise NotImplementedError


def attempt(till, text):
    try:
        till.close(1)
        return json.loads(text)
    except TooLate as late:
        raise late
    except (JSONDecodeError, ValueError):
        raise
    except EXPECTED:
        return None
    except:
        return 1


def passed(kind: type[ShopError], problem: Exception):
    try:
        attempt(Till(), "")
    except kind:
        raise problem
