"""What an operation may cost before anything runs: its size, its depth, its breadth, its values, and the objects its lists multiply to.

Each fragment is measured once: expanding every spread would let a short document cost seconds. Values are measured where they stand, in the
document and in the variables: each condition is one more for Neo4j to plan, and a thousand of them took it seconds.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FloatValueNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    IntValueNode,
    ListValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
)

from graph.errors import BadInput, CostLimit
from graph.query import (
    Bans,
    Connection,
    Derived,
    Finding,
    Inputs,
    Listed,
    Lookups,
    Many,
    Node,
    One,
    Page,
    Pairs,
    Part,
    Plan,
    Shape,
    Win,
)


@dataclass(frozen=True)
class Limits:
    """The most that one operation may have. `values`: members of objects among its arguments, or its variables; `levels`: of such
    objects; `objects`: what its lists multiply to, by their `first`; `cost`: these, and the rows that Neo4j expects to touch. A hundred
    million rows are more than Neo4j touches within the deadline."""

    characters: int = 100_000
    tokens: int = 10_000
    depth: int = 25
    fields: int = 2_000
    aliases: int = 1_000
    directives: int = 100
    values: int = 1_000
    levels: int = 50
    objects: int = 100_000
    cost: int = 100_000_000


#: For anybody at a public address: twice what the largest operation has that Wuye comes with.
STRICT = Limits(
    characters=50_000, tokens=4_000, depth=20, fields=500, aliases=30, directives=25, values=500, levels=20
)  # fmt: skip
#: Digits of a number in a document.
DIGITS = 40


@dataclass(frozen=True)
class Size:
    """The depth of a selection, the number of its fields, aliases and directives, fragments spread out; and of its arguments' values."""

    depth: int = 0
    fields: int = 0
    aliases: int = 0
    directives: int = 0
    values: int = 0
    levels: int = 0

    def beside(self, other: Size) -> Size:
        """Of both together, side by side."""
        return Size(
            max(self.depth, other.depth),
            self.fields + other.fields,
            self.aliases + other.aliases,
            self.directives + other.directives,
            self.values + other.values,
            max(self.levels, other.levels),
        )


def check_document(document: DocumentNode, limits: Limits) -> None:
    """Refuses a document one of whose operations is too deep or too broad, the one that is asked for or another: validation reads them
    all. Raises CostLimit that names the limit, BadInput for a number that is none."""
    fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
    known: dict[str, Size] = {}
    for operation in document.definitions:
        if isinstance(operation, OperationDefinitionNode):
            size = measure(operation, fragments, known)
            for variable in operation.variable_definitions or ():
                if variable.default_value:
                    size = size.beside(literal(variable.default_value))
            require(size, limits)


def require(size: Size, limits: Limits) -> None:
    """Raises CostLimit for what is over a limit."""
    for name in ("depth", "fields", "aliases", "directives", "values", "levels"):
        found, most = getattr(size, name), getattr(limits, name)
        if found > most:
            raise CostLimit(f"This operation has {found} {name}, fragments spread out; at most {most} are taken.")


def measure(node: Any, fragments: Mapping[str, FragmentDefinitionNode], known: dict[str, Size]) -> Size:
    """The size of what is selected below a node, and of its own directives."""
    total = own(node)
    for part in node.selection_set.selections if node.selection_set else ():
        if isinstance(part, FieldNode):
            inner = measure(part, fragments, known)
            # The standard introspection query is 13 deep.
            depth = 0 if part.name.value.startswith("__") else inner.depth + 1
            inner = Size(depth, 1, int(part.alias is not None)).beside(inner if depth else shallow(inner))
        elif isinstance(part, FragmentSpreadNode):
            inner = own(part).beside(spread(part.name.value, fragments, known))
        else:
            inner = measure(part, fragments, known)
        total = total.beside(inner)
    return total


def own(node: Any) -> Size:
    """The size of what stands at a node itself: its arguments, its directives and theirs."""
    directives = node.directives or ()
    total = Size(directives=len(directives))
    for holder in (node, *directives):
        for argument in getattr(holder, "arguments", None) or ():
            total = total.beside(literal(argument.value))
    return total


def shallow(size: Size) -> Size:
    """A size whose depth does not count."""
    return Size(0, size.fields, size.aliases, size.directives, size.values, size.levels)


def spread(name: str, fragments: Mapping[str, FragmentDefinitionNode], known: dict[str, Size]) -> Size:
    """The size of a fragment, worked out once; a cycle counts as nothing, validation refuses it."""
    if name not in known:
        known[name] = Size()
        if name in fragments:
            known[name] = measure(fragments[name], fragments, known)
    return known[name]


def literal(node: Any) -> Size:
    """The size of a value in a document; raises BadInput for a number that nobody can mean."""
    match node:
        case ObjectValueNode():
            return enclosed(len(node.fields), (literal(field.value) for field in node.fields))
        case ListValueNode():
            return enclosed(0, map(literal, node.values))
        case IntValueNode() | FloatValueNode() if len(node.value) > DIGITS or math.isinf(float(node.value)):
            raise BadInput(f"A number has at most {DIGITS} digits, and an end: {node.value[:DIGITS]}…")
        case _:
            return Size()


def size_of(value: Any) -> Size:
    """The size of a value among the variables: a level after the other, however many there are.

    >>> size_of({"where": {"or": [{"name": {"eq": "x"}}, {"name": {"in": ["y", "z"]}}]}})
    Size(depth=0, fields=0, aliases=0, directives=0, values=6, levels=6)
    """
    values, levels, row = 0, 0, [value]
    while row := [part for part in row if isinstance(part, (dict, list))]:
        levels += 1
        values += sum(len(part) for part in row if isinstance(part, dict))
        row = [inner for part in row for inner in (part.values() if isinstance(part, dict) else part)]
    return Size(values=values, levels=levels)


def enclosed(values: int, parts: Iterable[Size]) -> Size:
    """The size of an object, or a list, that holds some parts."""
    levels = 0
    for part in parts:
        values, levels = values + part.values, max(levels, part.levels)
    return Size(values=values, levels=levels + 1)


def check_variables(variables: Mapping[str, Any], limits: Limits) -> None:
    """Refuses variables that hold too much; lists of plain values may be long, Neo4j has them as one parameter. Raises CostLimit."""
    require(size_of(variables), limits)


def check_plan(plan: Plan, inputs: Inputs, limits: Limits) -> int:
    """The objects that an operation may return at most; refuses too many, naming what to narrow."""
    total = 0
    for root in plan.roots:
        match root:
            case Connection():
                total += page_cost(root.page, inputs)
            case Lookups():
                total += len(root.ids.read(inputs)) * max(
                    [shape_cost(shape, inputs) for shape in root.shapes], default=1
                )
            case Finding():
                total += lists_cost(root.lists(inputs), inputs)
            case _:
                shape = getattr(root, "shape", None)
                total += shape_cost(shape, inputs) if isinstance(shape, Shape) else 1
    if total > limits.objects:
        raise CostLimit(
            f"This operation may return {total:,} objects; at most {limits.objects:,} are given at once: "
            "ask for a smaller `first` in the inner lists. 请减小内层列表的 first。"
        )
    return total


def lists_cost(lists: list[tuple[int, tuple[Shape, ...]]], inputs: Inputs) -> int:
    """Lists of so many nodes at most, each in one of some shapes."""
    return sum(most * max((shape_cost(shape, inputs) for shape in shapes), default=0) for most, shapes in lists)


def page_cost(page: Page, inputs: Inputs) -> int:
    """A connection's rows times what each holds."""
    size = page.bounds.size.read(inputs)  # read even where no row is asked for: bounds that cannot be meant are refused
    for bound in (page.bounds.offset, page.bounds.after, page.bounds.before):
        if bound is not None:
            bound.read(inputs)
    return 1 + (int(size) if page.rows else 0) * sum(part_cost(part, inputs) for part in page.parts)


def part_cost(part: Part, inputs: Inputs) -> int:
    """The objects of one row."""
    match part:
        case Node() | Bans():
            return shape_cost(part.shape, inputs)
        case Win():
            return sum(shape_cost(shape, inputs) for item in part.items if (shape := getattr(item, "shape", None)))


def shape_cost(shape: Shape, inputs: Inputs) -> int:
    """A node and what hangs on it."""
    total = 1
    for item in shape.items:
        match item:
            case One() | Listed():
                total += shape_cost(item.shape, inputs)
            case Many():
                total += page_cost(item.page, inputs)
            case Derived():
                total += lists_cost(item.lists(inputs), inputs)
            case Pairs():
                total += int(item.size.read(inputs)) * sum(
                    shape_cost(inner, inputs) for side in item.items if (inner := getattr(side, "shape", None))
                )
            case _:
                pass
    return total
