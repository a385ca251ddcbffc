"""Whether a function can take the arguments of a call: one that cannot is not what the call means."""

from extractors.languages.python.flow import STARRED, Pass
from extractors.languages.python.linking.calls import Arguments
from extractors.languages.python.linking.values import Function, Value


def accepts(function: Function, receiver: Value | None, arguments: Arguments) -> bool:
    """Whether a function takes arguments as a call gives them."""
    if not function.is_as_written:
        return True
    parameters = function.scope.parameters
    is_bound = receiver is not None and bool(parameters) and parameters[0].how <= Pass.EITHER
    given = len(arguments.positional) + is_bound
    is_spread = any(node >= STARRED for node in arguments.positional)
    names = {name for name, _ in arguments.named}
    if not is_spread and given > function.positions and not function.rest_parameter:
        return False
    if not function.keywords_parameter and any(name and name not in function.by_name for name in names):
        return False
    if is_spread or "" in names:
        return True
    return all(
        index < given or one.name in names
        for index, one in enumerate(parameters)
        if not one.is_optional and one.how not in (Pass.REST, Pass.KEYWORDS)
    )
