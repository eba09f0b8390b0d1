"""Shortest connections between two nodes: found level by level from both ends, shown by the operation's statement.

Neo4j's own `SHORTEST k` walks every trail where fewer than k exist (over 40 s beside a node of degree 100,000, on 5.26 and
2026.09 alike), lets a path pass a node twice, and `shortestPath` gives one path. So the graph gives neighbours, a level of one
side at a time, the cheaper side first, constraints applied where they are read; the k shortest are found among what was read.
"""

from __future__ import annotations

import asyncio
import heapq
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from graph import mixed, record
from graph.cypher import Statement, Writer
from graph.domain import MODEL
from graph.errors import CostLimit, NotFound
from graph.model import NodeType, Period
from graph.pattern import block, shown, where
from graph.query import Citations, Finding, Inputs, Shape, Value, constant

if TYPE_CHECKING:
    from graph.database import Database
    from graph.record import Decode, Run

#: Relationships that one search may read, and partial paths that it may try: about three seconds of either.
MOST_READ, MOST_TRIED = 600_000, 500_000

Neighbours = Mapping[str, Iterable[str]]


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
                cases = " ".join(f"WHEN {node}:{type.name} THEN {days(type, node)}" for type in facts)
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
            return record.each(record.citation(step.citations))
        case "type" | "forward":
            return lambda value, run: value
        case _:
            return lambda value, run: step.what[1:]


# ------------------------------------------------------------------------------------------------------------------ periods


def days(type: NodeType, node: str) -> str:
    """[first day, last day, day of the cut] of a period fact, as text."""
    assert type.period is not None
    period: Period = type.period
    return (
        "["
        + ", ".join(
            shown(f"{node}.{name}", type.field(name)) if name else "null"
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


# ------------------------------------------------------------------------------------------------------------------- search


@dataclass
class Side:
    """What was read from one end: the nodes not yet looked beyond, with their degrees, and all that were seen."""

    frontier: dict[str, int]
    seen: set[str] = field(default_factory=set)

    @property
    def cost(self) -> int:
        """How many relationships the next level reads."""
        return sum(self.frontier.values())


class Search:
    """One search for paths."""

    def __init__(self, asked: Paths, database: Database, inputs: Inputs) -> None:
        self.asked = asked
        self.database = database
        self.inputs = inputs
        self.longest: int = asked.longest.read(inputs)
        self.most: int = asked.most.read(inputs)
        self.edges: dict[str, set[str]] = {}
        self.budget = MOST_READ

    async def run(self) -> list[list[str]]:
        ends = [self.asked.start.read(self.inputs), self.asked.end.read(self.inputs)]
        avoided: list[str] = self.asked.avoid.read(self.inputs)
        known = await self.resolve([*ends, *avoided])
        for id in ends:
            if id not in known:
                raise NotFound(f"No node has the id {id!r}. 没有编号为 {id} 的节点。")
        (start, seen, degree), (end, also, other) = (known[id] for id in ends)
        barred = {known[id][0] for id in avoided if id in known}
        if not seen or not also or start in barred or end in barred:
            return []
        self.ends, self.barred = [start, end], sorted(barred)
        self.sides = (Side({start: degree}, {start}), Side({end: other}, {end}))
        for length in range(1, self.longest + 1):
            if not await self.grow():
                length = self.longest
            found = await asyncio.to_thread(k_shortest, self.edges, start, end, length, self.most)
            if len(found) >= self.most or length == self.longest:
                return found
        return []

    async def resolve(self, ids: Sequence[str]) -> dict[str, tuple[str, bool, int]]:
        """Global id → element id, visible, degree, of those that the graph has."""
        wanted: dict[str, list[str]] = {}
        for id in dict.fromkeys(ids):
            label, _, key = id.partition(":")
            if label in MODEL.types:
                wanted.setdefault(label, []).append(key)
        writer, parts = Writer(self.asked.as_of), []
        for label, keys in sorted(wanted.items()):
            type = MODEL[label]
            seen = writer.visible(type, "n") or "true"
            found = f"['{label}:' + n.{type.key}, elementId(n), coalesce({seen}, false), COUNT {{ (n)--() }}]"
            clauses = [f"MATCH (n:{label})", *where(f"n.{type.key} IN {writer.parameter(constant(keys))}")]
            parts.append(block("COLLECT", [*clauses, f"RETURN {found}"]))
        if not parts:
            return {}
        [rows] = await self.read(writer, "RETURN " + " + ".join(parts))
        return {id: (element, seen, degree) for id, element, seen, degree in rows}

    async def grow(self) -> bool:
        """Reads one more level, from the side where that costs less; False when a side has all that it reaches."""
        cheap = min(self.sides, key=lambda side: (bool(side.frontier), side.cost))
        if not cheap.frontier:
            return False
        self.budget -= cheap.cost
        if self.budget < 0:
            raise CostLimit(
                f"These paths lead over nodes with {cheap.cost:,} relationships; narrow the question with maxDegree, avoid, "
                "via or a smaller maxLength. 请用 maxDegree、avoid、via 或较小的 maxLength 缩小范围。"
            )
        frontier, cheap.frontier = cheap.frontier, {}
        for node, neighbours in await self.neighbours(list(frontier)):
            for other, degree in neighbours:
                self.edges.setdefault(node, set()).add(other)
                self.edges.setdefault(other, set()).add(node)
                if other not in cheap.seen:
                    cheap.seen.add(other)
                    if other not in self.ends:
                        cheap.frontier[other] = degree
        return True

    async def neighbours(self, nodes: list[str]) -> list[Any]:
        """Of each node [its id, [[neighbour, degree], …]]: neighbours that a path may pass, and its ends."""
        asked, writer = self.asked, Writer(self.asked.as_of)
        via, degree = asked.via.read(self.inputs), asked.degree.read(self.inputs)
        apart = " OR ".join(f"m:{label}" for label in mixed.APART)
        passing = [
            f"NOT ({apart})" if via is None else f"any(l IN labels(m) WHERE l IN {writer.parameter(constant(via))})",
            f"NOT elementId(m) IN {writer.parameter(constant(self.barred))}" if self.barred else "",
            f"COUNT {{ (m)--() }} <= {writer.parameter(constant(degree))}" if degree is not None else "",
            mixed.visible(writer, "m"),
        ]
        ends = writer.parameter(constant(self.ends))
        condition = f"elementId(m) IN {ends} OR ({' AND '.join(part for part in passing if part)})"
        inner = [
            f"MATCH (n)-[:{mixed.RELATIONSHIPS}]-(m) WHERE {condition}",
            "RETURN DISTINCT [elementId(m), COUNT { (m)--() }]",
        ]
        outer = [
            f"UNWIND {writer.parameter(constant(nodes))} AS id",
            "MATCH (n) WHERE elementId(n) = id",
            f"RETURN [id, {block('COLLECT', inner)}]",
        ]
        [rows] = await self.read(writer, "RETURN " + block("COLLECT", outer))
        return list(rows)

    async def read(self, writer: Writer, text: str) -> list[Any]:
        """A record of the graph."""
        return await self.database.read(text, Statement(text, tuple(writer.parameters)).bind(self.inputs))


def k_shortest(edges: Neighbours, start: str, end: str, longest: int, most: int) -> list[list[str]]:
    """The shortest paths without a repeated node, the shortest first, at most `most`, none longer than `longest`.

    The best-first search knows for every node how far the end is, so that only paths that can still arrive are tried.

    >>> k_shortest({"a": "bc", "b": "ac", "c": "ab"}, "a", "c", 3, 3)
    [['a', 'c'], ['a', 'b', 'c']]
    """
    far = distances(edges, end, longest)
    if start not in far or start == end:
        return []
    heap: list[tuple[int, int, tuple[str, ...]]] = [(far[start], 0, (start,))]
    found: list[list[str]] = []
    tried = 0
    while heap and len(found) < most:
        _, _, path = heapq.heappop(heap)
        last = path[-1]
        if last == end:
            found.append(list(path))
            continue
        for other in sorted(edges.get(last, ())):
            least = len(path) + far.get(other, longest)
            if least <= longest and other not in path:
                tried += 1
                # Of equal promise the longer one first: it is nearer its end.
                heapq.heappush(heap, (least, -len(path), (*path, other)))
        if tried > MOST_TRIED:
            raise CostLimit(
                "Too many ways lead there; ask for a smaller k or maxLength, or narrow the question with maxDegree, avoid or "
                "via. 路径过多,请缩小范围。"
            )
    return found


def distances(edges: Neighbours, end: str, most: int) -> dict[str, int]:
    """How many steps each node is from the end, as far as `most`."""
    far, waiting = {end: 0}, deque([end])
    while waiting:
        node = waiting.popleft()
        if far[node] == most:
            break
        for other in edges.get(node, ()):
            if other not in far:
                far[other] = far[node] + 1
                waiting.append(other)
    return far
