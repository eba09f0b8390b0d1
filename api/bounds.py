"""The arguments that bound a list, and a document without those whose variable is null: they bound nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from graphql import (
    REMOVE,
    ArgumentNode,
    DocumentNode,
    NullValueNode,
    OperationDefinitionNode,
    VariableNode,
    visit,
)
from graphql.language import Visitor, VisitorAction

BOUNDS = {"first", "last", "after", "before", "offset"}


def without_null_bounds(
    document: DocumentNode, operation: OperationDefinitionNode, variables: Mapping[str, Any]
) -> tuple[DocumentNode, OperationDefinitionNode]:
    """The document, and its operation, as they stand once no list is bounded by null; what nothing uses is not declared.

    >>> from graphql import parse, print_ast
    >>> document = parse("query ($n: Int = 5) { regions(first: $n) { totalCount } }")
    >>> [made, _] = without_null_bounds(document, document.definitions[0], {"n": None})
    >>> print(" ".join(print_ast(made).split()))
    { regions { totalCount } }
    """
    nulls = {
        definition.variable.name.value
        for definition in operation.variable_definitions or ()
        if _null(definition.default_value, definition.variable.name.value, variables)
    }
    if not nulls:
        return document, operation
    made: DocumentNode = visit(document, _Remover(nulls))
    uses = _Uses()
    visit(made, uses)
    at = document.definitions.index(operation)
    found = made.definitions[at]
    assert isinstance(found, OperationDefinitionNode)
    kept = tuple(
        definition
        for definition in found.variable_definitions or ()
        if definition.variable.name.value not in nulls or definition.variable.name.value in uses.names
    )
    found = replace(found, variable_definitions=kept)
    return replace(made, definitions=(*made.definitions[:at], found, *made.definitions[at + 1 :])), found


def _null(default: Any, name: str, variables: Mapping[str, Any]) -> bool:
    """Is a variable null: given so, or neither given nor with a default?"""
    return variables[name] is None if name in variables else default is None or isinstance(default, NullValueNode)


class _Remover(Visitor):
    def __init__(self, nulls: set[str]) -> None:
        super().__init__()
        self._nulls = nulls

    def enter_argument(self, node: ArgumentNode, *_: Any) -> VisitorAction:
        if node.name.value in BOUNDS and isinstance(node.value, VariableNode) and node.value.name.value in self._nulls:
            return REMOVE
        return None


class _Uses(Visitor):
    """The variables that a document uses, beside where it declares them."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_variable(self, node: VariableNode, key: Any, parent: Any, *_: Any) -> VisitorAction:
        if key != "variable":
            self.names.add(node.name.value)
        return None
