"""Search, paths and neighborhood as plans: their arguments within bounds, and a shape for every type that a node may have."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from graphql import SelectionSetNode

from api.operation import Argument, Selected, ordered, resolved
from api.schema_find import LABELS
from graph import cursor, mixed, neighborhood, paths, search
from graph.connection import ConnectionField, EdgeField
from graph.domain import MODEL
from graph.errors import BadInput
from graph.model import NodeType
from graph.query import Citations, Finding, Inputs, Shape, Value, constant
from graph.shortest import Constraints

if TYPE_CHECKING:
    from api.plan import Planner

T = TypeVar("T")

FIRST, MOST = 20, 1_000
#: The most of each argument.
BOUNDS = {"first": (0, MOST), "maxLength": (1, 10), "k": (1, 25), "depth": (1, 3), "limit": (1, MOST)}
DEFAULTS = {"first": FIRST, "maxLength": 6, "k": 3, "depth": 1, "limit": 100}
#: Nodes among which paths are looked for at once: 45 pairs.
MOST_AMONG = 10


def shapes(
    planner: Planner, below: tuple[SelectionSetNode, ...], types: Iterable[NodeType] = MODEL
) -> tuple[Shape, ...]:
    """What is selected of a node, for every type that it may have."""
    return tuple(planner.shape(node, below) for node in types)


def given(field: Selected, name: str) -> Value:
    """A value argument that is surely there."""
    value = field.arguments[name]
    assert isinstance(value, Value)
    return value


def perhaps(argument: Argument) -> Value:
    """The value of an argument, null where it is left out."""
    return argument if isinstance(argument, Value) else constant(None)


def number(field: Selected, name: str, default: int | None = None) -> Value:
    """A number within its bounds; `default` where the field has one of its own."""
    least, most = BOUNDS[name]

    def check(found: int) -> int:
        if not least <= found <= most:
            raise BadInput(
                f"`{name}` is {found}; it must be from {least} to {most}. {name} 应在 {least} 至 {most} 之间。"
            )
        return found

    value = field.arguments.get(name)
    return (value if isinstance(value, Value) else constant(default or DEFAULTS[name])).then(check)


def labels(argument: Argument) -> Value:
    """The labels that NodeType words mean; null for none given."""
    return perhaps(argument).then(lambda words: words if words is None else [LABELS[word] for word in words])


def typename(field: Selected, name: str) -> str:
    """A field's name; of `__typename` the answer itself, marked."""
    return f"={name}" if field.name == "__typename" else field.name


def connection(
    planner: Planner, field: Selected, name: str, show: Callable[[Selected], T]
) -> tuple[tuple[T, ...], tuple[ConnectionField, ...]]:
    """What is selected of each node, once for each place that shows it, and the fields of a `NameConnection`."""
    nodes: list[T] = []

    def part_of(part: Selected) -> int:
        nodes.append(show(part))
        return len(nodes) - 1

    def edge_field(part: Selected) -> EdgeField:
        return EdgeField(part.key, typename(part, f"{name}Edge"), part_of(part) if part.name == "node" else 0)

    def item(part: Selected) -> ConnectionField:
        what = typename(part, f"{name}Connection")
        match what:
            case "nodes":
                return ConnectionField(part.key, what, part=part_of(part))
            case "edges":
                edges = planner.operation.fields(f"{name}Edge", part.below)
                return ConnectionField(part.key, what, edge=tuple(edge_field(each) for each in edges))
            case "pageInfo":
                info = tuple((f.key, f.name) for f in planner.operation.fields("PageInfo", part.below))
                return ConnectionField(part.key, what, info=info)
            case _:
                return ConnectionField(part.key, what)

    items = tuple(item(part) for part in planner.operation.fields(f"{name}Connection", field.below))
    return tuple(nodes), items


# -------------------------------------------------------------------------------------------------------------------- search


def plan_search(planner: Planner, field: Selected) -> Finding:
    """`search`."""
    # A request with other words is another plan: what cannot be of these types need not stand in the statement.
    words = perhaps(field.arguments.get("types")).now
    wanted = tuple(node for node in MODEL if words is None or node.name in {LABELS[word] for word in words})
    types = search.searchable(wanted, planner.role)
    nodes, items = connection(planner, field, "Search", lambda part: shapes(planner, part.below, types))
    question = fingerprint(planner, field)
    fields = search.searched(types)
    text = given(field, "text").then(lambda found: search.read(found, fields))
    return search.Search(
        field.key,
        text,
        text.then(search.strictly),
        text.then(search.nearest),
        types,
        number(field, "first"),
        after(planner, field.arguments.get("after"), question),
        question,
        nodes,
        items,
    )


def fingerprint(planner: Planner, field: Selected) -> Value:
    """What the cursors of a search are bound to."""
    bound = {name: field.arguments[name] for name in ("text", "types") if name in field.arguments}

    def read(inputs: Inputs) -> bytes:
        return cursor.fingerprint("search", resolved(bound, inputs), planner.moment(inputs))

    return Value(read)


def after(planner: Planner, argument: Argument, question: Value) -> Value | None:
    """The score and id of a cursor."""
    if not isinstance(argument, Value):
        return None
    text = argument
    return Value(lambda inputs: cursor.decode(text.read(inputs), question.read(inputs), planner.secret))


# --------------------------------------------------------------------------------------------------------------------- paths


def plan_paths(planner: Planner, field: Selected) -> Finding:
    """`paths`."""
    start, end = given(field, "from"), given(field, "to")
    ids = Value(lambda inputs: several([start.read(inputs), end.read(inputs)]))
    mode, most = perhaps(field.arguments.get("mode")), number(field, "k")

    def wanted(inputs: Inputs) -> int | None:
        return None if mode.read(inputs) == "ALL_SHORTEST" else most.read(inputs)

    ends = [MODEL.types.get(label_of(end.now)) for end in (start, end)]
    planned = planned_paths(planner, field, ids, [start.now, end.now], Value(wanted), constant(False))
    narrowed = any(field.arguments.get(name) is not None for name in ("avoid", "maxDegree", "during"))
    if mode.now != "ALL_SHORTEST" or narrowed or ends[0] is None or ends[1] is None:
        return planned
    return replace(planned, ends=(ends[0], ends[1]))


def plan_paths_among(planner: Planner, field: Selected) -> Finding:
    """`pathsAmong`."""
    tree = perhaps(field.arguments.get("form")).then(lambda form: form == "CONNECTING_TREE")
    ids = given(field, "ids")
    return planned_paths(planner, field, ids.then(several), ids.now, number(field, "k", 1), tree)


def planned_paths(
    planner: Planner, field: Selected, ids: Value, named: Iterable[object], most: Value, tree: Value
) -> paths.Paths:
    """What both have in common; `named`: the ids of the request that is planned for, whose types are those of all that follow."""
    arguments = field.arguments
    words = perhaps(arguments.get("via")).now
    via = {LABELS[word] for word in words} if words is not None else MODEL.types.keys() - set(mixed.APART)
    constraints = Constraints(
        number(field, "maxLength"),
        frozenset(via),
        perhaps(arguments.get("avoid")).then(lambda ids: few(ids or [])),
        perhaps(arguments.get("maxDegree")).then(natural),
        during(arguments.get("during")),
        planner.as_of,
        planner.role,
    )
    types = [node for node in MODEL if node.name in via | {label_of(id) for id in named}]
    items = tuple(path_field(planner, part, types) for part in planner.operation.fields("Path", field.below))
    return paths.Paths(field.key, ids, most, tree, constraints, items)


def label_of(id: object) -> str:
    """The type that a global id names."""
    return str(id).partition(":")[0]


def several(ids: list[str]) -> list[str]:
    """Refuses fewer than two, more than MOST_AMONG, and one twice."""
    if not 2 <= len(ids) <= MOST_AMONG:
        raise BadInput(
            f"`ids` names {len(ids)} nodes; paths lead among 2 to {MOST_AMONG}. ids 应为 2 至 {MOST_AMONG} 项。"
        )
    for id in ids:
        if ids.count(id) > 1:
            raise BadInput(f"{id!r} is named twice; paths lead between different nodes. {id} 重复。")
    return ids


def during(argument: Argument) -> tuple[Value | None, Value | None] | None:
    """The ends of a DateRange, None for none given."""
    if not isinstance(argument, dict):
        return None
    first, last = (end if isinstance(end := argument.get(name), Value) else None for name in ("from", "to"))
    if first is None and last is None:
        raise BadInput("`during` wants `from`, `to` or both. during 至少给出一端。")
    if first is None or last is None:
        return first, last
    return first, ordered(first, last)


def path_field(planner: Planner, field: Selected, types: list[NodeType]) -> paths.PathField:
    """A field of a path over nodes of these types."""
    what = typename(field, "Path")
    match what:
        case "nodes":
            return paths.PathField(field.key, what, shapes=shapes(planner, field.below, types))
        case "steps":
            steps = tuple(
                step_field(planner, part, types) for part in planner.operation.fields("PathStep", field.below)
            )
            return paths.PathField(field.key, what, steps=steps)
        case "validDuring":
            fields = planner.operation.fields("ValidPeriod", field.below)
            return paths.PathField(field.key, what, period=tuple((f.key, typename(f, "ValidPeriod")) for f in fields))
        case _:
            return paths.PathField(field.key, what)


def step_field(planner: Planner, field: Selected, types: list[NodeType]) -> paths.StepField:
    """A field of a step between nodes of these types."""
    what = typename(field, "PathStep")
    match what:
        case "from" | "to" | "fact":
            shown = [node for node in types if node.fact or what != "fact"]
            return paths.StepField(field.key, what, shapes(planner, field.below, shown))
        case "sources":
            parts = planner.operation.fields("Citation", field.below)
            return paths.StepField(
                field.key, what, citations=Citations(field.key, tuple(planner.citation(part) for part in parts))
            )
        case _:
            return paths.StepField(field.key, what)


def few(ids: list[str]) -> list[str]:
    """Refuses more ids than one question may name."""
    if len(ids) > MOST:
        raise BadInput(f"`avoid` names {len(ids)} nodes; at most {MOST}. 至多 {MOST} 项。")
    return ids


def natural(found: int | None) -> int | None:
    """Refuses a number below one."""
    if found is not None and found < 1:
        raise BadInput(f"`maxDegree` is {found}; it must be at least 1. maxDegree 至少为 1。")
    return found


# -------------------------------------------------------------------------------------------------------------- neighborhood


def plan_neighborhood(planner: Planner, field: Selected) -> Finding:
    """`neighborhood`."""
    return neighborhood.Neighborhood(
        field.key,
        given(field, "id"),
        number(field, "depth"),
        labels(field.arguments.get("types")),
        number(field, "limit"),
        planner.as_of,
        planner.role,
        tuple(subgraph_field(planner, part) for part in planner.operation.fields("Subgraph", field.below)),
    )


def subgraph_field(planner: Planner, field: Selected) -> neighborhood.SubgraphField:
    """A field of the subgraph."""
    what = typename(field, "Subgraph")
    match what:
        case "nodes":
            return neighborhood.SubgraphField(field.key, what, shapes=shapes(planner, field.below))
        case "edges":
            fields = planner.operation.fields("SubgraphEdge", field.below)
            edge = tuple((f.key, typename(f, "SubgraphEdge")) for f in fields)
            return neighborhood.SubgraphField(field.key, what, edge=edge)
        case _:
            return neighborhood.SubgraphField(field.key, what)


ROOTS: dict[str, Callable[[Planner, Selected], Finding]] = {
    "search": plan_search,
    "paths": plan_paths,
    "pathsAmong": plan_paths_among,
    "neighborhood": plan_neighborhood,
}
