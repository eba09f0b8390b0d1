"""What an operation may cost before anything runs: its size, its depth, its breadth, and the objects its lists multiply to.

Each fragment is measured once: expanding every spread would let a short document cost seconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import DocumentNode, FieldNode, FragmentDefinitionNode, FragmentSpreadNode, OperationDefinitionNode

from graph.errors import CostLimit
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
    """The most that one operation may have. `objects`: what its lists multiply to, by their `first`; `cost`: these, and the rows
    that Neo4j expects to touch. A hundred million rows are more than Neo4j touches within the deadline."""

    characters: int = 100_000
    tokens: int = 10_000
    depth: int = 25
    fields: int = 2_000
    directives: int = 100
    objects: int = 100_000
    cost: int = 100_000_000


@dataclass(frozen=True)
class Size:
    """The depth of a selection, the number of its fields and of its directives, fragments spread out."""

    depth: int = 0
    fields: int = 0
    directives: int = 0


def check_document(document: DocumentNode, operation: OperationDefinitionNode, limits: Limits) -> None:
    """Refuses an operation that is too deep or too broad; raises CostLimit that names the limit."""
    fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
    size = measure(operation, fragments, {})
    for name in ("depth", "fields", "directives"):
        found, most = getattr(size, name), getattr(limits, name)
        if found > most:
            raise CostLimit(f"This operation has {found} {name}, fragments spread out; at most {most} are taken.")


def measure(node: Any, fragments: Mapping[str, FragmentDefinitionNode], known: dict[str, Size]) -> Size:
    """The size of what is selected below a node."""
    depth = fields = directives = 0
    for part in node.selection_set.selections if node.selection_set else ():
        directives += len(part.directives or ())
        if isinstance(part, FieldNode):
            inner = measure(part, fragments, known)
            step = 0 if part.name.value.startswith("__") else 1  # the standard introspection query is 13 deep
            inner = Size(inner.depth + step if step else 0, inner.fields + 1, inner.directives)
        elif isinstance(part, FragmentSpreadNode):
            inner = spread(part.name.value, fragments, known)
        else:
            inner = measure(part, fragments, known)
        depth = max(depth, inner.depth)
        fields += inner.fields
        directives += inner.directives
    return Size(depth, fields, directives)


def spread(name: str, fragments: Mapping[str, FragmentDefinitionNode], known: dict[str, Size]) -> Size:
    """The size of a fragment, worked out once; a cycle counts as nothing, validation refuses it."""
    if name not in known:
        known[name] = Size()
        if name in fragments:
            known[name] = measure(fragments[name], fragments, known)
    return known[name]


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
