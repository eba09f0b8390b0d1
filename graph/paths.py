"""Shortest connections between two nodes: what is asked, the Cypher that shows them, and the days on which they hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph import mixed, record
from graph.model import NodeType
from graph.pattern import block, where
from graph.query import Citations, Finding, Inputs, Shape, Value
from graph.shortest import ALWAYS, MOST_SHORTEST, Constraints, Search, Window, shared, span

if TYPE_CHECKING:
    from graph.cypher import Writer
    from graph.database import Database
    from graph.record import Decode, Run


#: Neo4j's own search is asked for paths of so many steps, where no node beside the ends has more relationships than CROWD: it
#: has no budget, and would read all that a hub is connected with.
NEAR, CROWD = 4, 500


@dataclass(frozen=True)
class StepField:
    """A field of a step: `what` is from, to, fact, type, forward, sources, `=Name` for __typename."""

    key: str
    what: str
    shapes: tuple[Shape, ...] = ()
    citations: Citations | None = None


@dataclass(frozen=True)
class PathField:
    """A field of a path: length, nodes, steps, validDuring, validity, `=Name` for __typename."""

    key: str
    what: str
    shapes: tuple[Shape, ...] = ()
    steps: tuple[StepField, ...] = ()
    period: tuple[tuple[str, str], ...] = ()  # of validDuring: (response key, field)


@dataclass(frozen=True)
class Paths(Finding):
    """`paths` and `pathsAmong`: between which nodes, how many of each pair, within which constraints.

    `ends`: the types of the two nodes where all shortest paths between them are wanted, under no constraint but `via`: Neo4j's
    own search gives these at once, if they are near and no hub is by.
    """

    key: str
    ids: Value  # → global ids
    most: Value  # of a pair, null: all of its least length
    tree: Value  # → only those that connect the nodes?
    constraints: Constraints
    items: tuple[PathField, ...]
    ends: tuple[NodeType, NodeType] | None = None

    @property
    def direct(self) -> bool:
        return self.ends is not None

    def lists(self, inputs: Inputs) -> list[tuple[int, tuple[Shape, ...]]]:
        ids, most = self.ids.read(inputs), self.most.read(inputs)
        many = len(ids) - 1 if self.tree.read(inputs) else len(ids) * (len(ids) - 1) // 2 * (most or MOST_SHORTEST)
        nodes = self.constraints.longest.read(inputs) + 1
        found: list[tuple[int, tuple[Shape, ...]]] = [(many, ())]
        for item in self.items:
            found += [(many * nodes, item.shapes)] if item.shapes else []
            found += [(many * nodes, step.shapes) for step in item.steps if step.shapes]
        return found

    def open(self, value: Any, inputs: Inputs) -> bool:
        return super().open(value, inputs) or len(value) > MOST_SHORTEST

    # ------------------------------------------------------------------------------------------------ before the statement

    async def explore(self, database: Database, inputs: Inputs) -> list[list[str]]:
        """The paths, each as the element ids of its nodes; raises NotFound, CostLimit, DeadlineExceeded."""
        search, ids = Search(self.constraints, database, inputs), self.ids.read(inputs)
        if self.tree.read(inputs):
            return await search.tree(ids)
        return await search.every_pair(ids, self.most.read(inputs))

    # ------------------------------------------------------------------------------------------------ the statement

    def column(self, writer: Writer) -> str:
        """Of each path [how many steps, nodes, steps, periods]: the paths come as parameter, or are found here."""
        held = writer.parameter(Value(lambda inputs: inputs.found.get(self.key)))
        paths, place, nodes = (writer.variable(letter) for letter in "lpv")
        every = block("COLLECT", self.explored(writer, held))
        if self.ends is not None:
            near = block("COLLECT", self.near(writer, *self.ends))
            every = f"CASE WHEN {held} IS NULL THEN {near} ELSE {every} END"
        clauses = [
            f"WITH {every} AS {paths}",
            f"UNWIND range(0, size({paths}) - 1) AS {place}",
            f"WITH {place}, {paths}[{place}] AS {nodes}",
        ]
        parts = [f"size({nodes}) - 1", *(self.part(writer, item, nodes) for item in self.items)]
        return block("COLLECT", [*clauses, f"RETURN [{', '.join(parts)}] ORDER BY {place}"])

    def explored(self, writer: Writer, paths: str) -> list[str]:
        """The nodes of each path that was explored."""
        place, ids, at, node, nodes = (writer.variable(letter) for letter in "pxjnv")
        held = block(
            "COLLECT",
            [
                f"UNWIND range(0, size({ids}) - 1) AS {at}",
                f"MATCH ({node}) WHERE elementId({node}) = {ids}[{at}]",
                f"RETURN {node} ORDER BY {at}",
            ],
        )
        return [
            f"UNWIND range(0, size({paths}) - 1) AS {place}",
            f"WITH {place}, {paths}[{place}] AS {ids}",
            f"WITH {place}, {ids}, {held} AS {nodes}",
            f"WHERE size({nodes}) = size({ids})",  # a node that was deleted meanwhile leaves no path
            f"RETURN {nodes} ORDER BY {place}",
        ]

    def near(self, writer: Writer, start: NodeType, end: NodeType) -> list[str]:
        """The nodes of each of all shortest paths; none where they are longer than NEAR, too many, or a hub is by."""
        relationships = mixed.relationships(self.constraints.via | {start.name, end.name})
        one, other, path, nodes = (writer.variable(letter) for letter in "nnpv")
        clauses = []
        for place, (type, node) in enumerate(((start, one), (end, other))):
            key = writer.parameter(self.ids.then(key_at(place)))
            clauses.append(f"MATCH ({node}:{type.name})")
            clauses += where(f"{node}.{type.key} = {key}", writer.visible(type, node))
        crowds = [writer.variable("d") for _ in (one, other)]
        degree = f"COUNT {{ (m)-[:{relationships}]-() }}"
        around = [
            block("COLLECT", [f"MATCH ({node})-[:{relationships}]-(m)", f"RETURN {degree} LIMIT {CROWD + 1}"])
            for node in (one, other)
        ]
        passing = [mixed.labelled("m", self.constraints.via), writer.visible_any("m")]
        seen = writer.holds_any("r")
        longest = writer.parameter(self.constraints.longest)
        return [
            *clauses,
            f"WITH {one}, {other}, {around[0]} AS {crowds[0]}, {around[1]} AS {crowds[1]}",
            *where(*(f"size({d}) <= {CROWD}" for d in crowds), f"all(d IN {' + '.join(crowds)} WHERE d <= {CROWD})"),
            f"MATCH {path} = allShortestPaths(({one})-[:{relationships}*..{NEAR}]-({other}))",
            *where(
                f"all(m IN nodes({path}) WHERE m = {one} OR m = {other} OR ({' AND '.join(p for p in passing if p)}))",
                f"all(r IN relationships({path}) WHERE {seen})" if seen else "",
            ),
            f"WITH DISTINCT nodes({path}) AS {nodes} WHERE size({nodes}) <= {longest} + 1",
            f"RETURN {nodes} ORDER BY [m IN {nodes} | elementId(m)] LIMIT {MOST_SHORTEST + 1}",
        ]

    def part(self, writer: Writer, item: PathField, nodes: str) -> str:
        """The expression of a field of a path."""
        at, node = writer.variable("j"), writer.variable()
        each = [f"UNWIND range(0, size({nodes}) - 1) AS {at}", f"WITH {at}, {nodes}[{at}] AS {node}"]
        match item.what:
            case "nodes":
                return block("COLLECT", [*each, f"RETURN {mixed.columns(writer, node, item.shapes)} ORDER BY {at}"])
            case "steps":
                return self.steps(writer, item, nodes)
            case "validDuring" | "validity":
                labels = " OR ".join(f"{node}:{type.name}" for type in mixed.PERIODS)
                return block("COLLECT", [*each, f"WHERE {labels}", f"RETURN {mixed.days(writer, node)}"])
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
                case "fact" if not step.shapes:
                    texts.append("null")
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


def key_at(place: int) -> Callable[[Sequence[str]], str]:
    """Of global ids the key in one."""
    return lambda ids: ids[place].partition(":")[2]


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
        case "validity":
            return lambda value, length, run: validity(value)
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


def valid_during(facts: Sequence[Sequence[Any]], asked: Sequence[tuple[str, str]]) -> dict[str, Any] | None:
    """The days on which every one of the facts is in force, None when there is none, or none is known.

    An unknown beginning is none (contract/tables.md): such a fact is on no day known to be in force. The day of a cut is out.

    >>> asked = [("from", "from"), ("to", "to")]
    >>> valid_during([["2022-01-01", "2022-12-31", None, True], ["2022-06-01", None, "2022-07-01", True]], asked)
    {'from': '2022-06-01', 'to': '2022-06-30'}
    >>> valid_during([["2022-01-01", "2022-03-31", None, True], ["2022-06-01", None, None, False]], asked) is None
    True
    >>> valid_during([], asked)
    {'from': None, 'to': None}
    """
    window: Window | None = ALWAYS
    for fact in facts:
        window = shared(window, span(fact)) if window else None
    if window is None:
        return None
    first, last = (None if day in ALWAYS else day for day in window)
    found = {"from": first, "to": last, "endKnown": all(fact[3] for fact in facts)}
    return {key: name[1:] if name.startswith("=") else found[name] for key, name in asked}


def validity(facts: Sequence[Sequence[Any]]) -> str:
    """When a path holds, in a word.

    >>> validity([["2022-01-01", "2022-03-31", None, True], ["2022-06-01", None, None, False]])
    'NEVER_AT_ONCE'
    >>> validity([[None, "2022-03-31", None, True]])
    'UNKNOWN'
    """
    if not facts:
        return "WITHOUT_PERIOD"
    # What is known may be enough to say never: begun after another had ended.
    known = [[fact[0] or ALWAYS[0], *fact[1:]] for fact in facts]
    if valid_during(known, ()) is None:
        return "NEVER_AT_ONCE"
    return "AT_ONCE" if all(fact[0] for fact in facts) else "UNKNOWN"
