"""Correlation in time: the schema and the plans of conditions between two relations of one node, and of the pairs they match."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.operation import Argument, Selected
from api.sdl import Argument as Input
from api.sdl import Member, Types, both
from graph.domain import MODEL
from graph.errors import BadInput
from graph.model import NodeType, Relation, snake
from graph.query import Correlated, Name, Pairs, PairSide, Spanning, Value

if TYPE_CHECKING:
    from api.plan import Planner

RELATIONS = {
    "OVERLAPS": "左右至少同有一日;止期不详者视为仍有效",
    "CONTAINS": "右全在左之内",
    "DURING": "左全在右之内",
    "BEFORE": "左止于右起之前",
    "AFTER": "左起于右止之后",
}
#: A bid may be taken by the day of its award, too, which is its tender's.
BORROWED = {"Bid": ("awardedOn",)}
LEFT = both("左", "The left side.")
RIGHT = both("右", "The right side.")


def spans(node: NodeType) -> list[Relation]:
    """The relations of a node to many things that have days."""
    return [r for r in node.relations if r.many and not r.listed and len(r.steps) == 1 and has_span(MODEL[r.target])]


def has_span(node: NodeType) -> bool:
    """Has it a beginning that is a day?"""
    period = node.period or node.visible
    return period is not None and period.start in node.days


def days(node: NodeType) -> dict[str, str]:
    """The words for its days, `STARTS_ON` for startsOn, and the fields they mean."""
    return {snake(name).upper(): name for name in (*node.days, *BORROWED.get(node.name, ()))}


def common_types(types: Types) -> None:
    """`TemporalRelation`, the spans of each type, and the pair."""
    types.enum("TemporalRelation", both("时间关系", "How two spans of days stand to each other."), RELATIONS)
    for node in MODEL:
        if has_span(node):
            words = {
                word: node.field(name).zh if name in node.days else "中标日期" for word, name in days(node).items()
            }
            types.enum(f"{node.name}Day", both(f"{node.zh}的日期", f"A day of a {node.name}."), words)
            types.input(
                f"{node.name}Span",
                both(
                    f"{node.zh}的期间,或其一日", "Its period (of a bid: from submission to award), or one of its days."
                ),
                [
                    Input("where", f"{node.name}Where", both("条件", "Only those that satisfy it.")),
                    Input("day", f"{node.name}Day", both("只取此日", "This day instead of the whole period.")),
                ],
            )
    types.object(
        "Correlation",
        both("时间上相关的一对", "Two things that stand in the temporal relation asked for."),
        [Member("left", "Record!", LEFT), Member("right", "Record!", RIGHT)],
    )


def node_types(types: Types, node: NodeType) -> None:
    """`EnterpriseSpan` and `EnterpriseCorrelation`."""
    if not spans(node):
        return
    sides = [Input(r.name, f"{r.target}Span", both(r.zh, r.en)) for r in spans(node)]
    types.input(f"{node.name}Side", both("一侧,恰用一项", "One side: exactly one of these."), sides, one_of=True)
    types.input(
        f"{node.name}Correlation",
        both("时间相关的条件", "A pair of related things stands in this temporal relation."),
        list(arguments(node)),
    )


def arguments(node: NodeType) -> tuple[Input, ...]:
    """left, is, right."""
    return (
        Input("left", f"{node.name}Side!", LEFT),
        Input("is", "TemporalRelation!", both("时间关系", "The temporal relation of left to right.")),
        Input("right", f"{node.name}Side!", RIGHT),
    )


def condition_members(node: NodeType) -> list[Input]:
    """`correlate` of a where."""
    text = both("时间相关,逐项成立", "For each item there is a pair that stands in its temporal relation.")
    return [Input("correlate", f"[{node.name}Correlation!]", text)] if spans(node) else []


def object_members(node: NodeType) -> list[Member]:
    """`correlated` of a node."""
    if not spans(node):
        return []
    first = Input("first", "Int", both("前几对,至多 1000,缺省 20", "So many pairs: at most 1,000, 20 unless given."))
    text = both("时间上相关的各对", "The pairs that stand in the temporal relation, by their ids.")
    return [Member("correlated", "[Correlation!]!", text, (*arguments(node), first))]


def correlated(planner: Planner, node: NodeType, given: Argument) -> Correlated:
    """The condition of one correlation."""
    assert isinstance(given, dict)
    relation = given["is"]
    assert isinstance(relation, Value)
    return Correlated(side(planner, node, given["left"]), str(relation.now), side(planner, node, given["right"]))


def side(planner: Planner, node: NodeType, given: Argument) -> Spanning:
    """One side of a correlation."""
    assert isinstance(given, dict)
    if len(given) != 1:
        raise BadInput(f"A side wants exactly one relation, and has {len(given)}. 一侧须恰有一项。")
    name, asked = next(iter(given.items()))
    if not isinstance(asked, dict):
        raise BadInput(f"`{name}: null` names no side; write `{name}: {{}}` for all of them.")
    relation = node.relation(name)
    target = MODEL[relation.target]
    where, day = asked.get("where"), asked.get("day")
    condition = planner.condition(target, where) if isinstance(where, dict) else None
    return Spanning(relation, condition, days(target)[str(day.now)] if isinstance(day, Value) else None)


def pairs(planner: Planner, node: NodeType, field: Selected) -> Pairs:
    """`correlated(left: …, is: …, right: …) { left { … } right { … } }`."""
    asked = correlated(planner, node, dict(field.arguments))
    sides = {"left": asked.left, "right": asked.right}
    items: list[Name | PairSide] = []
    for part in planner.operation.fields("Correlation", field.below):
        if part.name == "__typename":
            items.append(Name(part.key, "Correlation"))
        else:
            target = MODEL[sides[part.name].relation.target]
            items.append(PairSide(part.key, part.name, planner.shape(target, part.below)))
    size, _ = planner.group_bounds(field.arguments)
    return Pairs(field.key, asked, size, tuple(items))
