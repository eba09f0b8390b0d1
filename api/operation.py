"""An operation as the GraphQL specification reads it: fields merged, fragments applied, arguments coerced, variables bound."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    ListValueNode,
    NullValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    coerce_input_literal,
    get_named_type,
    is_abstract_type,
    is_input_object_type,
    is_list_type,
    is_non_null_type,
)

from graph.errors import BadInput
from graph.query import Inputs, Value, constant

#: A coerced argument: a Value at each leaf, dicts and lists around them, None for an explicit null.
Argument = Value | dict[str, "Argument"] | list["Argument"] | None


@dataclass(frozen=True)
class Selected:
    """One response key of a selection: the field, its arguments, and the selection sets below it."""

    key: str
    name: str
    arguments: Mapping[str, Argument]
    below: tuple[SelectionSetNode, ...]
    nodes: tuple[FieldNode, ...]


class Operation:
    """A validated operation with the variables of one request, from which a plan is made."""

    def __init__(
        self,
        schema: GraphQLSchema,
        definition: OperationDefinitionNode,
        fragments: Mapping[str, FragmentDefinitionNode],
        variables: Mapping[str, Any],
    ) -> None:
        self.schema = schema
        self.definition = definition
        self.fragments = fragments
        self.variables = variables

    def root(self) -> list[Selected]:
        """The root fields."""
        return self.fields("Query", (self.definition.selection_set,))

    def fields(self, type: str, sets: Iterable[SelectionSetNode]) -> list[Selected]:
        """What is selected of an object type, in order, each response key once (CollectFields)."""
        grouped: dict[str, list[FieldNode]] = {}
        for selections in sets:
            self._collect(type, selections, grouped, set())
        parent = self.schema.get_type(type)
        assert isinstance(parent, GraphQLObjectType)
        return [self._selected(parent, key, nodes) for key, nodes in grouped.items()]

    def directive(self, name: str) -> Mapping[str, Argument] | None:
        """The arguments of a directive on the operation, None when it is not there."""
        for node in self.definition.directives or ():
            if node.name.value == name:
                declared = self.schema.get_directive(name)
                assert declared is not None
                return self._arguments({key: arg.type for key, arg in declared.args.items()}, node.arguments)
        return None

    def _collect(
        self, type: str, selections: SelectionSetNode, grouped: dict[str, list[FieldNode]], visited: set[str]
    ) -> None:
        for node in selections.selections:
            if not self._included(node):
                continue
            match node:
                case FieldNode():
                    grouped.setdefault((node.alias or node.name).value, []).append(node)
                case InlineFragmentNode():
                    if node.type_condition is None or self._applies(node.type_condition.name.value, type):
                        self._collect(type, node.selection_set, grouped, visited)
                case FragmentSpreadNode():
                    fragment = self.fragments[node.name.value]
                    if node.name.value not in visited and self._applies(fragment.type_condition.name.value, type):
                        visited.add(node.name.value)
                        self._collect(type, fragment.selection_set, grouped, visited)

    def _included(self, node: Any) -> bool:
        for directive in node.directives or ():
            if directive.name.value in ("skip", "include"):
                declared = self.schema.get_directive(directive.name.value)
                assert declared is not None
                given = self._argument(directive.arguments[0].value, declared.args["if"].type)
                assert isinstance(given, Value)
                if given.now is (directive.name.value == "skip"):
                    return False
        return True

    def _applies(self, condition: str, type: str) -> bool:
        if condition == type:
            return True
        found, concrete = self.schema.get_type(condition), self.schema.get_type(type)
        return is_abstract_type(found) and self.schema.is_sub_type(found, concrete)  # type: ignore[arg-type]  # narrowed by is_abstract_type

    def _selected(self, parent: GraphQLObjectType, key: str, nodes: Sequence[FieldNode]) -> Selected:
        name = nodes[0].name.value
        field = parent.fields.get(name)
        types = {key: arg.type for key, arg in field.args.items()} if field else {}
        below = tuple(node.selection_set for node in nodes if node.selection_set)
        return Selected(key, name, self._arguments(types, nodes[0].arguments), below, tuple(nodes))

    def _arguments(self, types: Mapping[str, GraphQLInputType], nodes: Iterable[Any] | None) -> dict[str, Argument]:
        """Arguments by name; one that a missing variable leaves out is left out."""
        return {
            node.name.value: self._argument(node.value, types[node.name.value])
            for node in nodes or ()
            if node.name.value in types and not self._missing(node.value)
        }

    def _missing(self, node: ValueNode) -> bool:
        return isinstance(node, VariableNode) and node.name.value not in self.variables

    def _argument(self, node: ValueNode, type: GraphQLInputType) -> Argument:
        inner = type.of_type if is_non_null_type(type) else type
        match node:
            case VariableNode():
                return bound(self.variables[node.name.value], reader(node.name.value), inner)
            case NullValueNode():
                return None
            case ObjectValueNode() if is_input_object_type(inner):
                assert isinstance(inner, GraphQLInputObjectType)
                return self._arguments({name: field.type for name, field in inner.fields.items()}, node.fields)
            case _ if is_list_type(inner):
                return self._list(node, inner.of_type)
            case _:
                return leaf(coerce_input_literal(node, inner))

    def _list(self, node: ValueNode, item: GraphQLInputType) -> Argument:
        # A single value where a list is wanted is a list of one.
        nodes = node.values if isinstance(node, ListValueNode) else (node,)
        parts = [self._argument(part, item) for part in nodes if not self._missing(part)]
        if is_input_object_type(get_named_type(item)):
            return parts
        values = [part for part in parts if isinstance(part, Value)]
        return Value(lambda inputs: [part.read(inputs) for part in values], now=[part.now for part in values])


def reader(name: str) -> Callable[[Inputs], Any]:
    """Reads a variable."""
    return lambda inputs: inputs.variables[name]


def leaf(found: Any) -> Value:
    """A constant of the document; an enum word as its name."""
    return constant(word(found))


def word(found: Any) -> Any:
    """Enum members as their names, also in lists."""
    if isinstance(found, enum.Enum):
        return found.name
    return [word(part) for part in found] if isinstance(found, list) else found


def bound(found: Any, read: Callable[[Inputs], Any], type: GraphQLInputType) -> Argument:
    """A coerced variable, or a part of one, as an argument whose leaves each request reads anew."""
    inner = type.of_type if is_non_null_type(type) else type
    if found is None:
        return None
    if is_list_type(inner) and is_input_object_type(get_named_type(inner)):
        return [bound(part, item_reader(read, place), inner.of_type) for place, part in enumerate(found)]
    if isinstance(inner, GraphQLInputObjectType):
        return {
            name: bound(part, item_reader(read, name), inner.fields[name].type) for name, part in dict(found).items()
        }
    return Value(lambda inputs: word(read(inputs)), now=word(found))


def item_reader(read: Callable[[Inputs], Any], place: str | int) -> Callable[[Inputs], Any]:
    """Reads a part of what `read` reads."""
    return lambda inputs: read(inputs)[place]


def shape(found: Any, *, id: bool = False) -> Any:
    """What a plan may depend on in a variable: where values stand and which are null, never what they are.

    Booleans and enum words decide the plan, and so does the type that a global id names.

    >>> shape({"kind": {"eq": "x"}, "and": None, "not": True})
    (('and', None), ('kind', (('eq', '*'),)), ('not', True))
    >>> shape("Enterprise:914", id=True)
    'Enterprise'
    """
    match found:
        case None | bool():
            return found
        case enum.Enum():
            return found.name
        case dict():
            return tuple(sorted((key, shape(part)) for key, part in found.items()))
        case list() if id:
            return tuple(sorted({str(part).partition(":")[0] for part in found}))
        case []:
            return "[]"
        case list() if any(isinstance(part, enum.Enum) for part in found):
            return tuple(sorted({part.name for part in found}))
        case list() if any(isinstance(part, dict) for part in found):
            return tuple(shape(part) for part in found)
        case str() if id:
            return found.partition(":")[0]
        case _:
            return "*"


def resolved(argument: Argument, inputs: Inputs) -> Any:
    """An argument with its values read, as plain data."""
    match argument:
        case Value():
            return argument.read(inputs)
        case dict():
            return {key: resolved(part, inputs) for key, part in argument.items()}
        case list():
            return [resolved(part, inputs) for part in argument]
        case _:
            return None


def ordered(start: Value, end: Value) -> Value:
    """The end of a period, refused before its start."""

    def read(inputs: Inputs) -> Any:
        first, last = start.read(inputs), end.read(inputs)
        if last < first:
            raise BadInput(f"The period ends ({last}) before it begins ({first}). 止早于起。")
        return last

    return Value(read)
