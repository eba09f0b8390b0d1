"""What an operation costs by Neo4j's own planner, and the argument that makes it cost so much: `EXPLAIN`, once a plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from api.explain import flat
from graph.cypher import compile_plan
from graph.database import Database
from graph.errors import CostLimit
from graph.model import Field
from graph.query import (
    Compare,
    Condition,
    Connection,
    Every,
    Inputs,
    Listed,
    Lookup,
    Lookups,
    Many,
    Node,
    One,
    Page,
    Plan,
    Root,
    Shape,
)

#: GraphQL's Int ends there.
MOST = 2**31 - 1
#: Seconds after which an estimate is made anew, in the background: a load may have changed Neo4j's statistics.
FRESH = 60.0
#: Root fields of an operation over budget that are looked at one by one.
EXPLAINED = 20


@dataclass(frozen=True)
class Estimate:
    """Rows that Neo4j expects its operators to pass on, all together; `made`: when, by the monotonic clock."""

    rows: int
    made: float


async def rows_of(database: Database, plan: Plan, inputs: Inputs) -> int:
    """The rows that Neo4j expects to touch for a plan; a plan that needs no database touches none."""
    statement = compile_plan(plan)
    if statement is None:
        return 0
    return expected(await database.explain(statement.text, statement.bind(inputs)))


def expected(tree: Mapping[str, Any]) -> int:
    """The rows of all operators of Neo4j's plan."""
    rows: float = sum(operator["estimatedRows"] for operator in flat(tree))
    return round(min(rows, MOST))


# ------------------------------------------------------------------------------------------- what needs no look beforehand


def plain(plan: Plan) -> bool:
    """Does the plan walk no further than from the nodes of a scan to what each is directly related to?

    Such a plan grows with the graph at most. It is run at once and explained afterwards, so that its first answer does not
    wait for Neo4j to plan it twice.
    """
    return all(plain_root(root) for root in plan.roots)


def plain_root(root: Root) -> bool:
    """The same of a root field; what a Finding explores has limits of its own."""
    match root:
        case Connection():
            return plain_page(root.page, lists=False)
        case Lookup():
            return plain_shape(root.shape, lists=True)
        case Lookups():
            return all(plain_shape(shape, lists=False) for shape in root.shapes)
        case _:
            return True


def plain_page(page: Page, *, lists: bool) -> bool:
    """A page of nodes under conditions on their own fields, in the order of one; `lists`: lists within it are plain, too."""
    own = page.where is None or own_fields(page.where)
    ordered = all(order.by is None or isinstance(order.by, Field) for order in page.order)
    parts = all(isinstance(part, Node) and plain_shape(part.shape, lists=lists) for part in page.parts)
    return own and ordered and parts and not any(item.aggregate for item in page.items)


def own_fields(condition: Condition) -> bool:
    """Is it held against fields of the node itself?"""
    return isinstance(condition, Compare) or (isinstance(condition, Every) and all(map(own_fields, condition.parts)))


def plain_shape(shape: Shape, *, lists: bool) -> bool:
    """A node with its to-one relations, and with lists where `lists` says so."""
    for item in shape.items:
        match item:
            case One():
                if not plain_shape(item.shape, lists=False):
                    return False
            case Many():
                if not lists or not plain_page(item.page, lists=False):
                    return False
            case Listed():
                if not lists:
                    return False
            case _:
                pass
    return True


# ------------------------------------------------------------------------------------------------------ what is over budget


async def refuse(database: Database, plan: Plan, inputs: Inputs, cost: int, limit: int) -> CostLimit:
    """What is said of a plan over budget: it names the root field that costs most, and what of it to narrow."""
    alone = [(await rows_of(database, replace(plan, roots=(root,)), inputs), root) for root in plan.roots[:EXPLAINED]]
    rows, worst = max(alone, key=lambda found: found[0])
    narrow = f"`{worst.key}`"
    for said, without in narrowed(worst):
        left = await rows_of(database, replace(plan, roots=(without,)), inputs)
        if left < rows:
            rows, narrow = left, said
    return CostLimit(
        f"This operation costs {cost:,} by Neo4j's estimate of the rows it would touch; at most {limit:,} are allowed: "
        f"narrow {narrow}. 估计代价超出上限,请收窄 {narrow}。"
    )


def narrowed(root: Root) -> Iterator[tuple[str, Root]]:
    """What of a root field may make it dear, and the field without it."""
    match root:
        case Connection():
            page = root.page
            if page.where is not None:
                yield f"`where` of `{root.key}`", replace(root, page=replace(page, where=None))
            if page.order:
                yield f"`orderBy` of `{root.key}`", replace(root, page=replace(page, order=()))
            for number, item in enumerate(page.items):
                kept = (*page.items[:number], *page.items[number + 1 :])
                if item.aggregate is not None and kept:
                    yield f"`{item.key}` of `{root.key}`", replace(root, page=replace(page, items=kept))
            for number, part in enumerate(page.parts):
                if isinstance(part, Node):
                    for said, shape in without_lists(root.key, part.shape):
                        parts = (*page.parts[:number], replace(part, shape=shape), *page.parts[number + 1 :])
                        yield said, replace(root, page=replace(page, parts=parts))
        case Lookup():
            for said, shape in without_lists(root.key, root.shape):
                yield said, replace(root, shape=shape)
        case _:
            pass


def without_lists(path: str, shape: Shape) -> Iterator[tuple[str, Shape]]:
    """A shape without one of its lists, each in turn."""
    for number, item in enumerate(shape.items):
        if isinstance(item, (Many, Listed)):
            kept = (*shape.items[:number], *shape.items[number + 1 :])
            yield f"`where` and `first` of `{path}.{item.key}`", replace(shape, items=kept)
