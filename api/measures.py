"""How large, complex and connected a symbol is, in the schema."""

from enum import Enum

import strawberry

from queries import measures as found


@strawberry.enum(description="What symbols can be ordered by.")
class Measure(Enum):
    """As `queries.measures.MEASURES`."""

    COMPLEXITY = "complexity"
    STATEMENTS = "statements"
    LINES = "lines"
    PARAMETERS = "parameters"
    FAN_IN = "fan_in"
    FAN_OUT = "fan_out"


@strawberry.type(description="How many other symbols are at the far side of calls.")
class Fan:
    """As `queries.measures.Fan`."""

    likely: int = strawberry.field(description="Over calls that are at least 0.5 sure.")
    sure: int = strawberry.field(description="Over calls that are at least 0.9 sure.")
    open: int = strawberry.field(description="Unresolved call sites that may add more: by its name anywhere, or within it.")


@strawberry.type(description="Numbers of a symbol; 0 where one does not apply.")
class Measures:
    """As `queries.measures.Measures`."""

    complexity: int = strawberry.field(description="McCabe's cyclomatic complexity of a function's own code.")
    statements: int = strawberry.field(description="Statements within it.")
    lines: int
    parameters: int = strawberry.field(description="All parameters, `self` and `*args` included.")
    fan_in: Fan = strawberry.field(description="What calls it.")
    fan_out: Fan = strawberry.field(description="What it calls, names from outside included.")
    importers: int = strawberry.field(description="Modules that import it.")
    imported: int = strawberry.field(description="Modules that it imports, outside ones included.")


@strawberry.input(description="What a symbol must at least reach.")
class Least:
    """Each is 0 where it does not matter."""

    complexity: int = 0
    statements: int = 0
    lines: int = 0
    parameters: int = 0
    fan_in: int = 0
    fan_out: int = 0


def to_measures(numbers: found.Measures) -> Measures:
    """The value as its type."""
    return Measures(
        complexity=numbers.complexity,
        statements=numbers.statements,
        lines=numbers.lines,
        parameters=numbers.parameters,
        fan_in=_fan(numbers.fan_in),
        fan_out=_fan(numbers.fan_out),
        importers=numbers.importers,
        imported=numbers.imported,
    )


def _fan(fan: found.Fan) -> Fan:
    return Fan(likely=fan.likely, sure=fan.sure, open=fan.open)
