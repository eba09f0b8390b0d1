"""Shortest connections between two nodes: what is asked, the Cypher that shows them, and the days on which they hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from graph import mixed, record
from graph.domain import MODEL
from graph.model import NodeType, Period
from graph.pattern import block, shown
from graph.query import Citations, Finding, Inputs, Shape, Value
from graph.shortest import Search

if TYPE_CHECKING:
    from graph.cypher import Writer
    from graph.database import Database
    from graph.record import Decode, Run


@dataclass(frozen=True)
class StepField:
    """A field of a step: `what` is from, to, fact, type, forward, sources, `=Name` for __typename."""

    key: str
    what: str
    shapes: tuple[Shape, ...] = ()
    citations: Citations | None = None


@dataclass(frozen=True)
class PathField:
    """A field of a path: length, nodes, steps, validDuring, `=Name` for __typename."""

    key: str
    what: str
    shapes: tuple[Shape, ...] = ()
    steps: tuple[StepField, ...] = ()
    period: tuple[tuple[str, str], ...] = ()  # of validDuring: (response key, field)


@dataclass(frozen=True)
class Paths(Finding):
    """`paths`: what is asked for, within which constraints."""

    key: str
    start: Value
    end: Value
    longest: Value
    most: Value  # k
    via: Value  # → labels, or null
    avoid: Value  # → global ids
    degree: Value  # → a number, or null
    as_of: Value | None
    items: tuple[PathField, ...]

    def lists(self, inputs: Inputs) -> list[tuple[int, tuple[Shape, ...]]]:
        most, nodes = self.most.read(inputs), self.longest.read(inputs) + 1
        found: list[tuple[int, tuple[Shape, ...]]] = [(most, ())]
        for item in self.items:
            found += [(most * nodes, item.shapes)] if item.shapes else []
            found += [(most * nodes, step.shapes) for step in item.steps if step.shapes]
        return found

    # ------------------------------------------------------------------------------------------------ before the statement

    async def explore(self, database: Database, inputs: Inputs) -> list[list[str]]:
        """The paths, each as the element ids of its nodes; raises NotFound, CostLimit, DeadlineExceeded."""
        search = Search(self, database, inputs)
        return await search.run()

    # ------------------------------------------------------------------------------------------------ the statement

    def column(self, writer: Writer) -> str:
        """Of each path [how many steps, nodes, steps, periods]: the paths come as parameter."""
        paths = writer.parameter(mixed.found(self.key, lambda held: held))
        place, ids, at, node, nodes = (writer.variable(letter) for letter in "pxjnv")
        held = block(
            "COLLECT",
            [
                f"UNWIND range(0, size({ids}) - 1) AS {at}",
                f"MATCH ({node}) WHERE elementId({node}) = {ids}[{at}]",
                f"RETURN {node} ORDER BY {at}",
            ],
        )
        clauses = [
            f"UNWIND range(0, size({paths}) - 1) AS {place}",
            f"WITH {place}, {paths}[{place}] AS {ids}",
            f"WITH {place}, {ids}, {held} AS {nodes}",
            f"WHERE size({nodes}) = size({ids})",  # a node that was deleted meanwhile leaves no path
        ]
        parts = [f"size({nodes}) - 1", *(self.part(writer, item, nodes) for item in self.items)]
        return block("COLLECT", [*clauses, f"RETURN [{', '.join(parts)}] ORDER BY {place}"])

    def part(self, writer: Writer, item: PathField, nodes: str) -> str:
        """The expression of a field of a path."""
        at, node = writer.variable("j"), writer.variable()
        each = [f"UNWIND range(0, size({nodes}) - 1) AS {at}", f"WITH {at}, {nodes}[{at}] AS {node}"]
        match item.what:
            case "nodes":
                return block("COLLECT", [*each, f"RETURN {mixed.columns(writer, node, item.shapes)} ORDER BY {at}"])
            case "steps":
                return self.steps(writer, item, nodes)
            case "validDuring":
                facts = [type for type in MODEL if type.fact and type.period is not None]
                cases = " ".join(f"WHEN {node}:{type.name} THEN {days(writer, type, node)}" for type in facts)
                labels = " OR ".join(f"{node}:{type.name}" for type in facts)
                return block("COLLECT", [*each, f"WHERE {labels}", f"RETURN CASE {cases} END"])
            case _:
                return "null"

    @staticmethod
    def steps(writer: Writer, item: PathField, nodes: str) -> str:
        """The steps of a path; where two nodes are joined twice, by the type that sorts first."""
        at, start, end, found, owner = (writer.variable(letter) for letter in "juvro")
        clauses = [
            f"UNWIND range(0, size({nodes}) - 2) AS {at}",
            f"WITH {at}, {nodes}[{at}] AS {start}, {nodes}[{at} + 1] AS {end}",
            f"WITH {at}, {start}, {end}, head(COLLECT {{ MATCH ({start})-[r:{mixed.RELATIONSHIPS}]-({end})"
            f" RETURN r ORDER BY type(r), elementId(r) LIMIT 1 }}) AS {found}",
            f"WITH {at}, {start}, {end}, {found}, startNode({found}) AS {owner}",
        ]
        texts: list[str] = []
        for step in item.steps:
            match step.what:
                case "from":
                    texts.append(mixed.columns(writer, start, step.shapes))
                case "to":
                    texts.append(mixed.columns(writer, end, step.shapes))
                case "fact":
                    # A relationship is said by the row that carries it, which stands at its beginning.
                    other = f"endNode({found})"
                    facts = " OR ".join(f"f:{shape.node.name}" for shape in step.shapes)
                    fact = writer.variable("f")
                    pick = f"head([f IN [{owner}, {other}] WHERE {facts}]) AS {fact}"
                    made = ["WITH " + pick, f"WHERE {fact} IS NOT NULL"]
                    texts.append(
                        f"head({block('COLLECT', [*made, f'RETURN {mixed.columns(writer, fact, step.shapes)}'])})"
                    )
                case "type":
                    texts.append(f"type({found})")
                case "forward":
                    texts.append(f"{owner} = {start}")
                case "sources":
                    assert step.citations is not None
                    texts.append(writer.citations(owner, step.citations, clauses))
                case _:
                    texts.append("null")
        return block("COLLECT", [*clauses, f"RETURN [{', '.join(texts)}] ORDER BY {at}"])

    # ------------------------------------------------------------------------------------------------ decoding

    def decoder(self) -> Decode:
        fields = [(item.key, path_field(item)) for item in self.items]

        def decode(rows: list[Any], run: Run) -> list[dict[str, Any]]:
            return [
                {key: part(row[place], row[0], run) for place, (key, part) in enumerate(fields, start=1)}
                for row in rows
            ]

        return decode


def path_field(item: PathField) -> Callable[[Any, int, Run], Any]:
    """The decoder of a field of a path: (its value, the path's length, run) → value."""
    match item.what:
        case "length":
            return lambda value, length, run: length
        case "nodes":
            decode = mixed.decoder(item.shapes)
            return lambda value, length, run: [decode(node, run) for node in value]
        case "steps":
            fields = [(step.key, step_field(step)) for step in item.steps]
            return lambda value, length, run: [
                {key: part(one, run) for (key, part), one in zip(fields, row, strict=True)} for row in value
            ]
        case "validDuring":
            return lambda value, length, run: valid_during(value, item.period)
        case _:
            return lambda value, length, run: item.what[1:]


def step_field(step: StepField) -> Decode:
    """The decoder of a field of a step."""
    match step.what:
        case "from" | "to" | "fact":
            return mixed.decoder(step.shapes)
        case "sources":
            assert step.citations is not None
            return record.citations(step.citations)
        case "type" | "forward":
            return lambda value, run: value
        case _:
            return lambda value, run: step.what[1:]


# ------------------------------------------------------------------------------------------------------------------ periods


def days(writer: Writer, type: NodeType, node: str) -> str:
    """[first day, last day, day of the cut] of a period fact, as text."""
    assert type.period is not None
    period: Period = type.period
    return (
        "["
        + ", ".join(
            shown(writer.value(node, type, type.field(name)), type.field(name)) if name else "null"
            for name in (period.start, period.end, period.cut)
        )
        + "]"
    )


def valid_during(facts: Sequence[Sequence[str | None]], asked: Sequence[tuple[str, str]]) -> dict[str, Any] | None:
    """The days on which every one of the facts is in force, None when there is none.

    An unknown beginning is none (contract/tables.md): such a fact is on no day known to be in force. The day of a cut is out.

    >>> valid_during([["2022-01-01", "2022-12-31", None], ["2022-06-01", None, "2022-07-01"]], [("from", "from"), ("to", "to")])
    {'from': '2022-06-01', 'to': '2022-06-30'}
    >>> valid_during([["2022-01-01", "2022-03-31", None], ["2022-06-01", None, None]], [("to", "to")]) is None
    True
    >>> valid_during([], [("from", "from"), ("to", "to")])
    {'from': None, 'to': None}
    """
    starts: list[str] = []
    ends: list[str] = []
    for start, end, cut in facts:
        if start is None:
            return None
        starts.append(start)
        ends += [end] if end else []
        ends += [(date.fromisoformat(cut) - timedelta(days=1)).isoformat()] if cut else []
    found = {"from": max(starts, default=None), "to": min(ends, default=None)}
    if found["from"] and found["to"] and found["to"] < found["from"]:
        return None
    return {key: name[1:] if name.startswith("=") else found[name] for key, name in asked}
