"""What a query may cost, worked out before anything is asked of the store."""

from collections.abc import Iterator, Mapping
from typing import Any

from graphql import (
    ASTValidationRule,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLCompositeType,
    GraphQLField,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValidationContext,
    VariableNode,
    get_named_type,
    is_composite_type,
)
from strawberry.extensions import SchemaExtension

from api.errors import LimitError

_REPEATING = ("first", "depth", "hops")
"""Arguments that say how often what is below a field can repeat."""


class CostLimiter(SchemaExtension):
    """Refuses a query whose fields, times the items that they can repeat for, add up to more than a bound."""

    def __init__(self, most: int) -> None:
        self._most = most

    def on_operation(self) -> Iterator[None]:
        """Add the rule, with the variables that the request came with."""
        variables = self.execution_context.variables or {}
        most = self._most

        class CostRule(ASTValidationRule):
            def enter_operation_definition(self, node: OperationDefinitionNode, *_: object) -> None:
                if not isinstance(self.context, ValidationContext):
                    return
                root = self.context.schema.get_root_type(node.operation)
                given = {**_defaults(node), **variables}
                found = Cost(self.context, given).of(node.selection_set, root) if root else 0
                if found > most:
                    self.report_error(
                        LimitError(
                            f"this query can cost {found:,} fields where {most:,} are allowed: ask for less with `first`"
                        )
                    )

        self.execution_context.validation_rules = (*self.execution_context.validation_rules, CostRule)
        yield


def _defaults(operation: OperationDefinitionNode) -> dict[str, int]:
    return {
        definition.variable.name.value: int(definition.default_value.value)
        for definition in operation.variable_definitions or ()
        if isinstance(definition.default_value, IntValueNode)
    }


class Cost:
    """Counts the fields of a selection. A fragment counts each time that it is spread."""

    def __init__(self, context: ValidationContext, variables: Mapping[str, Any]) -> None:
        self._context = context
        self._variables = variables
        self._open: list[str] = []

    def of(self, selections: SelectionSetNode | None, parent: GraphQLCompositeType) -> int:
        """The most fields that a selection on a type can give."""
        total = 0
        for node in selections.selections if selections else ():
            if isinstance(node, FieldNode):
                total += self._field(node, parent)
            elif isinstance(node, InlineFragmentNode):
                condition = node.type_condition
                total += self.of(node.selection_set, self._type(condition.name.value, parent) if condition else parent)
            elif isinstance(node, FragmentSpreadNode):
                total += self._fragment(node.name.value, parent)
        return total

    def _field(self, node: FieldNode, parent: GraphQLCompositeType) -> int:
        definition = getattr(parent, "fields", {}).get(node.name.value)
        if definition is None:
            return 0 if node.name.value.startswith("__") else 1
        kind = get_named_type(definition.type)
        below = self.of(node.selection_set, kind) if is_composite_type(kind) else 0
        return 1 + below * self._times(node, definition)

    def _times(self, node: FieldNode, definition: GraphQLField) -> int:
        times = 1
        given = {argument.name.value: argument.value for argument in node.arguments or ()}
        for name in _REPEATING:
            argument = definition.args.get(name)
            if argument is None:
                continue
            value: Any = argument.default_value
            if isinstance(found := given.get(name), IntValueNode):
                value = int(found.value)
            elif isinstance(found, VariableNode):
                value = self._variables.get(found.name.value, value)
            times *= max(value, 1) if isinstance(value, int) else 1
        return times

    def _fragment(self, name: str, parent: GraphQLCompositeType) -> int:
        fragment: FragmentDefinitionNode | None = self._context.get_fragment(name)
        if fragment is None or name in self._open:
            return 0
        self._open.append(name)
        total = self.of(fragment.selection_set, self._type(fragment.type_condition.name.value, parent))
        self._open.pop()
        return total

    def _type(self, name: str, otherwise: GraphQLCompositeType) -> GraphQLCompositeType:
        found = self._context.schema.get_type(name)
        return found if found is not None and is_composite_type(found) else otherwise
