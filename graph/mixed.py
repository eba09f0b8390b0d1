"""Nodes of several types in one list: for each type its own shape, in Cypher by the node's label, decoded by its number."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from graph import record
from graph.domain import MODEL
from graph.model import NodeType
from graph.pattern import block, indented
from graph.query import Shape, Value

if TYPE_CHECKING:
    from graph.cypher import Writer
    from graph.record import Decode

#: The relationships of the model, for a pattern: all but those of a user's own.
RELATIONSHIPS = "|".join(
    sorted(
        {type for node in MODEL for r in node.relations for s in r.steps for type in s.type.split("|")} | {"CITED_IN"}
    )
)
#: The facts that hold for a period.
PERIODS = tuple(type for type in MODEL if type.fact and type.period is not None)
#: Not passed through unless asked for: nearly everything is connected by its region and by its register; that two firms are not the
#: same is no connection.
APART = ("Document", "Region", "Judgement")


@cache
def relationships(labels: frozenset[str]) -> str:
    """The relationships between nodes of these types, for a pattern.

    >>> relationships(frozenset({"Enterprise", "Person", "EnterpriseRole"}))
    'HELD_BY|HELD_IN'
    """
    found = {"CITED_IN"} if "Document" in labels else set()
    for (label, types, _), others in MODEL.ends.items():
        if label in labels and others & labels:
            found.update(types.split("|"))
    return "|".join(sorted(found)) or RELATIONSHIPS


def identity(node: str, types: Iterable[NodeType] = MODEL) -> str:
    """The global id of a node of one of these types."""
    cases = " ".join(f"WHEN {node}:{type.name} THEN '{type.name}:' + {node}.{type.key}" for type in types)
    return f"CASE {cases} END"


def kind(node: str) -> str:
    """The label of a node that is its type: a user's own labels are none."""
    return f"CASE {' '.join(f'WHEN {node}:{type.name} THEN {type.name!r}' for type in MODEL)} END"


def days(writer: Writer, node: str) -> str:
    """[first day, last day, day of the cut, is the end known] of a period fact, null for any other node."""
    cases = []
    for type in PERIODS:
        assert type.period is not None
        names = (type.period.start, type.period.end, type.period.cut)
        start, *ends = (writer.value(node, type, type.field(name)) if name else "null" for name in names)
        known = [f"{end} IS NOT NULL" for end in ends if end != "null"]
        known += [f"coalesce({node}.permanent, false)"] if "permanent" in type.members else []
        parts = [f"toString({day})" if day != "null" else day for day in (start, *ends)]
        cases.append(f"WHEN {node}:{type.name} THEN [{', '.join([*parts, ' OR '.join(known)])}]")
    return f"CASE {' '.join(cases)} END"


def columns(writer: Writer, node: str, shapes: Sequence[Shape]) -> str:
    """[number of the type, what is read of it], null for a node of none of the types.

    What a shape must reach first stands in a subquery of its own: it runs for nodes of that type only.
    """
    cases: list[str] = []
    for number, shape in enumerate(shapes):
        joins, text = writer.shape(node, shape)
        if joins:
            text = f"head({block('COLLECT', [*opened(joins, node), f'RETURN {text}'])})"
        cases.append(f"WHEN {node}:{shape.node.name} THEN [{number}, {text}]")
    return "CASE\n" + indented("\n".join(cases)) + "\nEND" if cases else "null"


def opened(clauses: Sequence[str], node: str) -> list[str]:
    """Clauses that begin a subquery: a CALL must be told of the node first."""
    return [f"WITH {node}", *clauses] if clauses[0].startswith("CALL") else list(clauses)


def decoder(shapes: Sequence[Shape]) -> Decode:
    """The decoder of `columns`."""
    decoders = [record.shape(shape) for shape in shapes]
    return lambda row, run: None if row is None else decoders[row[0]](row[1], run)


def labelled(node: str, labels: Collection[str]) -> str:
    """Is the node of one of these types? "" for all there are.

    >>> labelled("m", {"Person", "Bid"}), labelled("m", MODEL.types.keys() - {"Region"}), labelled("m", ())
    ('m:Bid|Person', 'NOT m:Region', 'false')
    """
    others = MODEL.types.keys() - set(labels)
    if len(others) < len(labels):
        return f"NOT {node}:{'|'.join(sorted(others))}" if others else ""
    return f"{node}:{'|'.join(sorted(labels))}" if labels else "false"


def any_label(node: str, labels: str) -> str:
    """Is the node of one of these types? Null: of whatever type."""
    return f"({labels} IS NULL OR any(l IN labels({node}) WHERE l IN {labels}))"


def keyed(key: str) -> Callable[[Any], Any]:
    """What was found for a root field before its statement runs; nothing when it only compiles."""
    return lambda inputs: inputs.found.get(key)


def found(key: str, part: Callable[[Any], Any]) -> Value:
    """A part of what was found, as a parameter."""
    read = keyed(key)

    def value(inputs: Any) -> Any:
        held = read(inputs)
        return [] if held is None else part(held)

    return Value(value)
