"""Flags as plans: which rules, with which parameters, and what is shown of each flag, at the root and on a node."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from api.operation import Selected, resolved
from api.plan_find import after, connection, number, perhaps, shapes, subgraph_field, typename
from graph import cursor
from graph.errors import BadInput
from graph.flags import Asked, FlagField, Flags, FlagsOf, described, settled
from graph.model import NodeType
from graph.query import Derived, Finding, Fixed, Inputs, Value, constant
from graph.record import project
from graph.rules import RULES

if TYPE_CHECKING:
    from api.plan import Planner

PAGING = ("first", "after")


def plan_flags(planner: Planner, field: Selected) -> Finding:
    """`flags` at the root."""
    subject = field.arguments.get("subject")
    return Flags(field.key, asked(planner, field), subject if isinstance(subject, Value) else None)


def flags_of(planner: Planner, node: NodeType, field: Selected) -> Derived:
    """`flags` on a node."""
    return FlagsOf(field.key, asked(planner, field), node)


def plan_rules(planner: Planner, field: Selected) -> Fixed:
    """`rules`: all there are, with their defaults."""
    defaults = settled([])
    said = [described(rule, defaults[rule.id]) for rule in RULES.values()]
    return Fixed(field.key, constant(project(said, planner.branches("Rule", field.below))))


def asked(planner: Planner, field: Selected) -> Asked:
    """The arguments of a `flags` field, and its selection."""
    given = field.arguments
    words = perhaps(given.get("rules")).now
    start, end = perhaps(given.get("from")), perhaps(given.get("to"))
    nodes, items = connection(planner, field, "Flag", lambda part: flag_fields(planner, part))
    question = fingerprint(planner, field)
    return Asked(
        tuple(rule for rule in RULES.values() if words is None or rule.id in words),
        Value(lambda inputs: settled(resolved(given.get("parameters"), inputs) or ())),
        start,
        Value(lambda inputs: ordered(start.read(inputs), end.read(inputs))),
        number(field, "first"),
        after(planner, given.get("after"), question),
        question,
        planner.as_of,
        planner.role,
        nodes,
        items,
        since.then(counted) if isinstance(since := given.get("sinceLoad"), Value) else None,
    )


def counted(number: int | None) -> int | None:
    """The number of a load; 0 is before all."""
    if number is not None and number < 0:
        raise BadInput(f"`sinceLoad` is {number}; loads count from 1, and 0 is before all. 载入自 1 起编号。")
    return number


def ordered(start: date | None, end: date | None) -> date | None:
    """The end, which is not before the start."""
    if start is not None and end is not None and end < start:
        raise BadInput(f"`to` ({end}) is before `from` ({start}). to 早于 from。")
    return end


def fingerprint(planner: Planner, field: Selected) -> Value:
    """What the cursors of these flags are bound to."""
    bound = {name: value for name, value in field.arguments.items() if name not in PAGING}

    def read(inputs: Inputs) -> bytes:
        return cursor.fingerprint("flags", resolved(bound, inputs), planner.moment(inputs))

    return Value(read)


def flag_fields(planner: Planner, field: Selected) -> tuple[FlagField, ...]:
    """The fields of a flag."""
    return tuple(flag_field(planner, part) for part in planner.operation.fields("Flag", field.below))


def flag_field(planner: Planner, field: Selected) -> FlagField:
    """A field of a flag."""
    what: Any = typename(field, "Flag")
    match what:
        case "subject" | "inputs":
            return FlagField(field.key, what, shapes=shapes(planner, field.below))
        case "path":
            parts = planner.operation.fields("Subgraph", field.below)
            return FlagField(field.key, what, graph=tuple(subgraph_field(planner, part) for part in parts))
        case "rule":
            return FlagField(field.key, what, below=planner.branches("Rule", field.below))
        case "contributions":
            return FlagField(field.key, what, below=planner.branches("Contribution", field.below))
        case _:
            return FlagField(field.key, what)
