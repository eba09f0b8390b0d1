"""An answer as rows and columns: which list of it the rows are, which columns they have, and the cells of a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
    get_nullable_type,
    is_list_type,
)

#: The column of a row that is a single value.
VALUE = "value"


def table(data: dict[str, Any]) -> Iterator[dict[str, str]]:
    """An answer as rows of text: those of each list that a root field leads to, else the field's own object.

    >>> list(table({"a": {"nodes": [{"b": {"c": 1}, "d": [{"e": 2}, {"e": 3}]}]}}))
    [{'b.c': '1', 'd': '2; 3'}]
    """
    for value in data.values():
        for row in rows(value):
            yield {name: text(cell) for name, cell in flat(row)}


def rows(value: Any) -> list[Any]:
    """The rows of a root field as they stand in the answer."""
    found = value if isinstance(value, list) else first_list(value)
    return found if found is not None else [value]


def first_list(value: Any) -> list[Any] | None:
    """`nodes`, `edges`, or the first list in an object, looked for from the outside in."""
    if not isinstance(value, dict):
        return None
    lists = [part for part in value.values() if isinstance(part, list)]
    if lists:
        return lists[0]
    return next((found for part in value.values() if (found := first_list(part)) is not None), None)


def flat(value: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """The cells of a row by dotted name; a list within a row is one cell of text."""
    if isinstance(value, dict):
        for key, part in value.items():
            name = f"{prefix}.{key}" if prefix else key
            inner = first_list(part) if isinstance(part, dict) and set(part) & LISTS else None
            yield from flat(part if inner is None else inner, name)
    elif isinstance(value, list):
        yield prefix, "; ".join(", ".join(text(cell) for _, cell in flat(part, prefix)) for part in value)
    else:
        yield prefix or VALUE, value


def text(cell: Any) -> str:
    """A cell as text; unknown is empty.

    >>> text(None), text(True), text(1.5)
    ('', 'true', '1.5')
    """
    return "" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell)


def columns(rows: list[dict[str, str]]) -> list[str]:
    """Every column of the rows, in the order of their first appearance."""
    return list(dict.fromkeys(name for row in rows for name in row))


# -------------------------------------------------------------------------------------- what is known before there are rows

#: The fields of a connection that are its rows.
LISTS = {"nodes", "edges"}


@dataclass
class Asked:
    """A field as an operation asks for it, its selections merged: `below` by response key."""

    type: GraphQLOutputType
    nodes: list[FieldNode]
    below: dict[str, Asked] = field(default_factory=dict)

    @property
    def listed(self) -> bool:
        return is_list_type(get_nullable_type(self.type))


def asked(
    schema: GraphQLSchema, operation: OperationDefinitionNode, fragments: Mapping[str, FragmentDefinitionNode]
) -> dict[str, Asked]:
    """The root fields of a valid operation by response key, with all below them."""
    assert schema.query_type is not None
    found: dict[str, Asked] = {}
    _collect(schema, schema.query_type, operation.selection_set, fragments, found)
    return found


def _collect(
    schema: GraphQLSchema,
    parent: Any,
    selections: SelectionSetNode,
    fragments: Mapping[str, FragmentDefinitionNode],
    into: dict[str, Asked],
) -> None:
    for node in selections.selections:
        match node:
            case FieldNode():
                type = schema.get_field(parent, node.name.value)
                assert type is not None
                one = into.setdefault((node.alias or node.name).value, Asked(type.type, []))
                one.nodes.append(node)
                if node.selection_set:
                    _collect(schema, get_named_type(type.type), node.selection_set, fragments, one.below)
            case InlineFragmentNode():
                inner = schema.get_type(node.type_condition.name.value) if node.type_condition else parent
                _collect(schema, inner, node.selection_set, fragments, into)
            case FragmentSpreadNode():
                fragment = fragments[node.name.value]
                inner = schema.get_type(fragment.type_condition.name.value)
                _collect(schema, inner, fragment.selection_set, fragments, into)


def way(root: Asked) -> tuple[Asked, ...] | None:
    """The fields from a root field to the list that its rows are; None where the row is its own value. What `rows` finds, by types."""
    if root.listed:
        return (root,)
    if not isinstance(get_named_type(root.type), GraphQLObjectType) and not root.below:
        return None
    for below in root.below.values():
        if below.listed:
            return root, below
    return next(((root, *rest) for below in root.below.values() if (rest := way(below)) is not None), None)


def headings(root: Asked) -> list[str]:
    """The columns that the rows of a root field have, whatever is in them."""
    path = way(root)
    return list(dict.fromkeys(_headings(path[-1] if path else root, "")))


def _headings(part: Asked, prefix: str) -> Iterator[str]:
    if not part.below:
        yield prefix or VALUE
    for key, below in part.below.items():
        name = f"{prefix}.{key}" if prefix else key
        if below.listed or (set(below.below) & LISTS and way(below)):
            yield name
        else:
            yield from _headings(below, name)
