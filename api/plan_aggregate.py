"""Aggregates as plans: which figures are asked for, by which groups, under which conditions and in what order."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from api.operation import Argument, Selected
from graph.errors import BadInput
from graph.model import Field, NodeType, Relation, Scalar
from graph.query import (
    Aggregate,
    Figure,
    GroupBy,
    GroupedAggregate,
    GroupOrder,
    Measure,
    Measured,
    Order,
    RelatedMeasure,
    Value,
)

if TYPE_CHECKING:
    from api.plan import Planner

COUNT = Measure("count")


class Measures:
    """The figures that a selection, a condition or an order needs, each once; `first` is the place of the first."""

    def __init__(self, first: int = 0) -> None:
        self.first = first
        self.found: dict[Measure, int] = {}

    def place(self, measure: Measure) -> int:
        """Where the figure stands."""
        return self.found.setdefault(measure, self.first + len(self.found))


def aggregate(planner: Planner, field: Selected, node: NodeType) -> Aggregate:
    """`aggregate { count households { sum } }`."""
    measures = Measures()
    figures = tuple(
        figure(planner, part, node, f"{node.name}Aggregate", measures)
        for part in fields(planner, field, f"{node.name}Aggregate")
    )
    return Aggregate(tuple(measures.found), figures)


def fields(planner: Planner, field: Selected, type: str) -> list[Selected]:
    """What is selected below a field."""
    return planner.operation.fields(type, field.below)


def figure(planner: Planner, field: Selected, node: NodeType, type: str, measures: Measures) -> Figure:
    """`count`, or a field's figures."""
    if field.name == "__typename":
        return Figure(field.key, name="=" + type)
    if field.name == "count":
        return Figure(field.key, measures.place(COUNT))
    of = node.field(field.name)
    inner_type = planner.field_type(type, field.name)
    below = tuple(
        Figure(part.key, name="=" + inner_type)
        if part.name == "__typename"
        else Figure(part.key, measures.place(Measure(part.name, of)))
        for part in fields(planner, field, inner_type)
    )
    return Figure(field.key, below=below)


def grouped(planner: Planner, field: Selected, node: NodeType) -> GroupedAggregate:
    """`groupedAggregate(groupBy: [{region: COUNTY}], orderBy: [{count: DESC}]) { key { region { name } } count }`."""
    given = field.arguments
    asked = [one_key(item) for item in listed(given["groupBy"])]
    if not asked:
        raise BadInput("`groupBy: []` makes no groups; `aggregate` gives the figures over all. 不分组请用 aggregate。")
    shapes: dict[str, Any] = {}
    measures = Measures(len(asked))
    figures = tuple(
        group_figure(planner, part, node, asked, shapes, measures)
        for part in fields(planner, field, f"{node.name}GroupRow")
    )
    by = tuple(GroupBy(member(node, name), str(bucket.now), shapes.get(name)) for name, bucket in asked)
    asked_of_groups = group_conditions(conditions(planner, node, given.get("having")))
    having = tuple((measures.place(measure), op, value) for measure, op, value in asked_of_groups)
    order = tuple(
        group_order(node, item, [name for name, _ in asked], measures) for item in listed(given.get("orderBy"))
    )
    size, offset = planner.group_bounds(given)
    return GroupedAggregate(by, tuple(measures.found), figures, having, order, size, offset)


def group_figure(
    planner: Planner,
    field: Selected,
    node: NodeType,
    asked: list[tuple[str, Value]],
    shapes: dict[str, Any],
    measures: Measures,
) -> Figure:
    """A field of a group: its key, or a figure."""
    if field.name != "key":
        return figure(planner, field, node, f"{node.name}GroupRow", measures)
    places = {name: place for place, (name, _) in enumerate(asked)}
    below: list[Figure] = []
    for part in fields(planner, field, f"{node.name}GroupKey"):
        if part.name == "__typename":
            below.append(Figure(part.key, name=f"={node.name}GroupKey"))
            continue
        of = member(node, part.name)
        if isinstance(of, Relation) and part.name in places:
            if part.name in shapes:
                raise BadInput(f"`key {{ {part.name} }}` can be selected once. 只能选一次。")
            shapes[part.name] = planner.shape(planner.target(of), part.below)
        below.append(Figure(part.key, places.get(part.name)))
    return Figure(field.key, below=tuple(below))


def group_order(node: NodeType, given: Argument, keys: list[str], measures: Measures) -> GroupOrder:
    """A sort key of groups."""
    name, value = one_argument(given)
    if name == "key":
        name, direction = one_key(value)
        if name not in keys:
            raise BadInput(f"Groups can be sorted by what they are grouped by; `{name}` is not in groupBy.")
        return GroupOrder(keys.index(name), *directed(direction))
    if name == "count":
        return GroupOrder(measures.place(COUNT), *directed(valued(value)))
    function, direction = one_key(value)
    return GroupOrder(measures.place(Measure(function, node.field(name))), *directed(direction))


def conditions(planner: Planner, node: NodeType, given: Argument) -> list[tuple[Measure, str, Value]]:
    """Conditions on figures: of `having`, or of a relation's `aggregate`."""
    if not isinstance(given, dict):
        return []
    found: list[tuple[Measure, str, Value]] = []
    for name, value in planner.refused_empty(given).items():
        if name == "where":
            continue
        if not isinstance(value, dict):
            raise BadInput(f"`{name}: null` is no condition; leave it out.")
        if name == "count":
            found += [(COUNT, op, operand) for op, operand in planner.operands(name, value).items()]
            continue
        for function, filter in planner.refused_empty(value).items():
            if not isinstance(filter, dict):
                raise BadInput(f"`{name}: {{{function}: null}}` is no condition; leave it out.")
            measure = Measure(function, node.field(name))
            found += [(measure, op, operand) for op, operand in planner.operands(function, filter).items()]
    return found


def group_conditions(found: list[tuple[Measure, str, Value]]) -> list[tuple[Measure, str, Value]]:
    """In groups, days are text by then: so must be what they are held against."""
    return [
        (measure, op, value.then(as_text) if is_day(measure) and op != "isNull" else value)
        for measure, op, value in found
    ]


def related_conditions(planner: Planner, relation: Relation, given: Mapping[str, Argument]) -> list[Measured]:
    """`sanctions: {aggregate: {where: {…}, count: {gte: 2}}}`."""
    node = planner.target(relation)
    where = given.get("where")
    condition = planner.condition(node, where) if isinstance(where, dict) else None
    found = conditions(planner, node, dict(given))
    if not found:
        raise BadInput("`aggregate` wants a figure to hold against a value, `count: {gte: 2}` for example.")
    return [Measured(RelatedMeasure(relation, measure, condition), op, value) for measure, op, value in found]


def related_order(planner: Planner, relation: Relation, given: Argument) -> Order:
    """`orderBy: [{sanctionsAggregate: {where: {…}, count: DESC}}]`."""
    assert isinstance(given, dict)
    node, where = planner.target(relation), given.get("where")
    keys = [(name, value) for name, value in given.items() if name != "where"]
    if len(keys) != 1:
        raise BadInput("An aggregate order takes exactly one figure, `count: DESC` for example, beside `where`.")
    name, value = keys[0]
    if name == "count":
        measure, direction = COUNT, valued(value)
    else:
        function, direction = one_key(value)
        measure = Measure(function, node.field(name))
    condition = planner.condition(node, where) if isinstance(where, dict) else None
    return Order(RelatedMeasure(relation, measure, condition), *directed(direction))


def member(node: NodeType, name: str) -> Field | Relation:
    """A field or relation by name."""
    found = node.members[name]
    assert isinstance(found, (Field, Relation))
    return found


def directed(direction: Value) -> tuple[bool, str]:
    """Descending?, and where unknown values go."""
    way, _, nulls = str(direction.now).partition("_NULLS_")
    return way == "DESC", nulls.lower() or ("first" if way == "DESC" else "last")


def is_day(measure: Measure) -> bool:
    """Is the figure a day?"""
    return measure.function in ("min", "max") and measure.field is not None and measure.field.type is Scalar.DAY


def as_text(found: Any) -> Any:
    """A day, or days, as text."""
    return (
        [as_text(part) for part in found]
        if isinstance(found, list)
        else found.isoformat()
        if isinstance(found, date)
        else found
    )


def listed(given: Argument) -> list[Argument]:
    """A list argument; null and missing are empty."""
    return given if isinstance(given, list) else []


def one_argument(given: Argument) -> tuple[str, Argument]:
    """The one key of a @oneOf input."""
    assert isinstance(given, dict)
    if len(given) != 1:
        raise BadInput(f"A group, an order or a figure wants exactly one key, and has {len(given)}. 须恰有一项。")
    return next(iter(given.items()))


def one_key(given: Argument) -> tuple[str, Value]:
    """The one key of a @oneOf input, with its value."""
    name, value = one_argument(given)
    return name, valued(value)


def valued(given: Argument) -> Value:
    """A value that is not null."""
    if not isinstance(given, Value):
        raise BadInput("A direction or a bucket cannot be null; leave the item out.")
    return given
