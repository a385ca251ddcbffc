"""A module's docstring."""

LIMIT: int = 3
first, second = 1, "two"


def helper(count: int, *rest: str, flag: bool = False, **options: object) -> str:
    """Help."""
    return "".join(rest)


def run():
    helper(1)
    len("abc")
    missing()
    return lambda x: helper(x)


chosen = helper
chosen(2)
run()(3)
chosen = run
chosen()
