"""The search for paths: level by level from both ends, then the k shortest among what was read.

Neo4j's own `SHORTEST k` walks every trail where fewer than k exist (beside a node of degree 100,000 from 18 s to beyond a deadline
of 40 s, on 5.26 and on 2026.09), lets a path pass a node twice, and `shortestPath` gives one path. So the graph gives neighbours, a level of one
side at a time, the cheaper side first, constraints applied where they are read; the paths are found among what was read.
"""

from __future__ import annotations

import asyncio
import heapq
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING, Any

from graph import interval, mixed
from graph.cypher import Statement, Writer
from graph.domain import MODEL
from graph.errors import CostLimit, NotFound
from graph.pattern import block, bracketed, where
from graph.query import Inputs, Value, constant
from graph.role import Role

if TYPE_CHECKING:
    from graph.database import Database

#: Relationships that one search may read, and partial paths that it may try: seconds of either.
MOST_READ, MOST_TRIED = 600_000, 500_000
#: Paths of the least length between two nodes.
MOST_SHORTEST = 1_000
ALWAYS = ("0000-01-01", "9999-12-31")

Neighbours = Mapping[str, Iterable[str]]
#: The first and the last day of something, as text.
Window = tuple[str, str]


@dataclass(frozen=True)
class Constraints:
    """What a path must keep to; it acts where the search reads."""

    longest: Value
    via: frozenset[str]  # the labels that may be passed
    avoid: Value  # → global ids
    degree: Value  # → a number, or null
    during: tuple[Value | None, Value | None] | None  # from, to: on a day of these all of the path holds at once
    as_of: Value | None
    role: Role


@dataclass
class Side:
    """What was read from one end: the nodes not yet looked beyond, with their degrees, all that were seen, how far it is."""

    frontier: dict[str, int]
    seen: set[str] = field(default_factory=set)
    depth: int = 0


class Search:
    """One search for paths, between two nodes or among several; what was read for one pair serves the next."""

    def __init__(self, asked: Constraints, database: Database, inputs: Inputs) -> None:
        self.asked = asked
        self.database = database
        self.inputs = inputs
        self.longest: int = asked.longest.read(inputs)
        self.relationships = mixed.RELATIONSHIPS
        self.edges: dict[str, set[str]] = {}
        self.spans: dict[str, Window] = {}
        self.window = self.during()
        self.degrees: dict[str, int] = {}
        self.looked: set[str] = set()
        self.budget, self.tries = MOST_READ, MOST_TRIED

    async def every_pair(self, ids: Sequence[str], most: int | None) -> list[list[str]]:
        """The `most` shortest paths of every pair (None: all of its least length), as element ids, the shortest first.

        Raises NotFound, CostLimit, DeadlineExceeded.
        """
        pairs = list(combinations(await self.start(ids), 2))
        self.tries //= max(len(pairs), 1)
        found = [path for one, other in pairs for path in await self.between(one, other, most)]
        return sorted(found, key=len)

    async def tree(self, ids: Sequence[str]) -> list[list[str]]:
        """Shortest paths that connect the nodes with the fewest steps in all, each path between two of them."""
        return spanning(await self.every_pair(ids, 1))

    async def start(self, ids: Sequence[str]) -> list[str]:
        """The element ids between which paths are looked for, each with its side."""
        self.relationships = mixed.relationships(self.asked.via | {id.partition(":")[0] for id in ids})
        avoided: list[str] = self.asked.avoid.read(self.inputs)
        known = await self.resolve([*ids, *avoided])
        for id in ids:
            if id not in known:
                raise NotFound(f"No node has the id {id!r}. 没有编号为 {id} 的节点。")
        barred = {known[id][0] for id in avoided if id in known}
        ends = {known[id][0]: known[id][2] for id in ids if known[id][1] and known[id][0] not in barred}
        self.ends, self.barred = list(ends), sorted(barred)
        self.degrees |= ends
        self.sides = {end: Side({end: degree}, {end}) for end, degree in ends.items()}
        return self.ends

    def during(self) -> Window | None:
        """The days of which one must see all of a path in force; None: whenever."""
        if self.asked.during is None:
            return None
        days = [end.read(self.inputs).isoformat() if end else None for end in self.asked.during]
        return days[0] or ALWAYS[0], days[1] or ALWAYS[1]

    async def between(self, start: str, end: str, most: int | None) -> list[list[str]]:
        """The paths of one pair."""
        one, other = self.sides[start], self.sides[end]
        for length in range(1, self.longest + 1):
            further = True
            while further and one.depth + other.depth < length:
                further = await self.grow(one, other)
            if not further and most is not None:
                length = self.longest  # all that can be reached is known
            found: list[list[str]] = []
            if not one.seen.isdisjoint(other.seen):
                wanted = most or MOST_SHORTEST + 1
                found = await asyncio.to_thread(self.paths, start, end, length, wanted)
            if most is None and len(found) > MOST_SHORTEST:
                raise CostLimit(
                    f"More than {MOST_SHORTEST:,} paths have the least length; ask for the k shortest, or narrow the question "
                    "with maxDegree, avoid or via. 最短路径过多,请限定条数,或用 maxDegree、avoid、via 缩小范围。"
                )
            if len(found) >= (most or 1) or length == self.longest:
                return found
        return []

    def paths(self, start: str, end: str, longest: int, most: int) -> list[list[str]]:
        """The shortest among what was read."""
        when = (self.window, self.spans) if self.window else None
        return k_shortest(self.edges, start, end, longest, most, when, self.tries)

    async def resolve(self, ids: Sequence[str]) -> dict[str, tuple[str, bool, int]]:
        """Global id → element id, visible, degree, of those that the graph has."""
        wanted: dict[str, list[str]] = {}
        for id in dict.fromkeys(ids):
            label, _, key = id.partition(":")
            if label in MODEL.types:
                wanted.setdefault(label, []).append(key)
        writer, parts = Writer(self.asked.as_of, self.asked.role), []
        for label, keys in sorted(wanted.items()):
            type = MODEL[label]
            seen = writer.visible(type, "n") or "true"
            found = f"'{label}:' + n.{type.key}, elementId(n), coalesce({seen}, false), {writer.degree('n')}"
            clauses = [f"MATCH (n:{label})", *where(f"n.{type.key} IN {writer.parameter(constant(keys))}")]
            parts.append(block("COLLECT", [*clauses, f"RETURN [{found}, {self.days(writer, 'n')}]"]))
        if not parts:
            return {}
        [rows] = await self.read(writer, "RETURN " + " + ".join(parts))
        for _, element, _, _, days in rows:
            self.note(element, days)
        return {id: (element, seen, degree) for id, element, seen, degree, _ in rows}

    async def grow(self, *sides: Side) -> bool:
        """Reads one more level, from the side where that costs less; False when a side has all that it reaches."""
        costs = [sum(d for node, d in side.frontier.items() if node not in self.looked) for side in sides]
        cost, side = min(zip(costs, sides, strict=True), key=lambda pair: (bool(pair[1].frontier), pair[0]))
        if not side.frontier:
            return False
        self.budget -= cost
        if self.budget < 0:
            raise CostLimit(
                f"These paths lead over nodes with {cost:,} relationships; narrow the question with maxDegree, avoid, "
                "via or a smaller maxLength. 请用 maxDegree、avoid、via 或较小的 maxLength 缩小范围。"
            )
        frontier, side.frontier = side.frontier, {}
        await self.look([node for node in frontier if node not in self.looked])
        side.depth += 1
        for other in {other for node in frontier for other in self.edges.get(node, ())} - side.seen:
            side.seen.add(other)
            if len(self.ends) > 2 or other not in self.ends:  # between two, no path leads beyond one of them
                side.frontier[other] = self.degrees[other]
        return True

    async def look(self, nodes: list[str]) -> None:
        """Reads the neighbours of the nodes: those that a path may pass, and its ends."""
        if not nodes:
            return
        self.looked.update(nodes)
        for node, neighbours in await self.neighbours(nodes):
            for other, degree, days in neighbours:
                self.edges.setdefault(node, set()).add(other)
                self.edges.setdefault(other, set()).add(node)
                self.degrees[other] = degree
                self.note(other, days)

    def note(self, node: str, days: Sequence[Any] | None) -> None:
        """Keeps when a period fact holds."""
        if days is not None:
            self.spans[node] = span(days)

    async def neighbours(self, nodes: list[str]) -> list[Any]:
        """Of each node [its id, [[neighbour, degree, days], …]]."""
        asked, writer = self.asked, Writer(self.asked.as_of, self.asked.role)
        degree = asked.degree.read(self.inputs)
        passing = [
            mixed.labelled("m", asked.via),
            f"NOT elementId(m) IN {writer.parameter(constant(self.barred))}" if self.barred else "",
            f"{writer.degree('m')} <= {writer.parameter(constant(degree))}" if degree is not None else "",
            writer.visible_any("m"),
            self.held(writer, "m"),
        ]
        ends = writer.parameter(constant(self.ends))
        condition = f"elementId(m) IN {ends} OR ({' AND '.join(part for part in passing if part)})"
        inner = [
            f"MATCH (n)-[r:{self.relationships}]-(m)",
            *where(bracketed(condition), writer.holds_any("r")),
            f"RETURN DISTINCT [elementId(m), {writer.degree('m')}, {self.days(writer, 'm')}]",
        ]
        outer = [
            f"UNWIND {writer.parameter(constant(nodes))} AS id",
            "MATCH (n) WHERE elementId(n) = id",
            f"RETURN [id, {block('COLLECT', inner)}]",
        ]
        [rows] = await self.read(writer, "RETURN " + block("COLLECT", outer))
        return list(rows)

    def days(self, writer: Writer, node: str) -> str:
        """When a node holds, where that matters."""
        return mixed.days(writer, node) if self.window else "null"

    def held(self, writer: Writer, node: str) -> str:
        """Is the node in force on a day of `during`, or without a period? "" without `during`."""
        if self.asked.during is None:
            return ""
        first, last = (writer.parameter(end) if end else None for end in self.asked.during)
        cases = [
            f"WHEN {node}:{type.name} THEN coalesce({interval.overlaps(type.period, node, first, last, writer.seen)}, false)"
            for type in mixed.PERIODS
            if type.period
        ]
        return f"CASE {' '.join(cases)} ELSE true END"

    async def read(self, writer: Writer, text: str) -> list[Any]:
        """A record of the graph."""
        return await self.database.read(text, Statement(text, tuple(writer.parameters)).bind(self.inputs))


def k_shortest(
    edges: Neighbours,
    start: str,
    end: str,
    longest: int,
    most: int,
    when: tuple[Window, Mapping[str, Window]] | None = None,
    tries: int = MOST_TRIED,
) -> list[list[str]]:
    """The shortest paths without a repeated node, the shortest first, at most `most`, none longer than `longest`.

    `when`: days, and the days of those nodes that have some; on one of the former all nodes of a path must hold at once.
    The best-first search knows for every node how far the end is, so that only paths that can still arrive are tried.

    >>> k_shortest({"a": "bc", "b": "ac", "c": "ab"}, "a", "c", 3, 3)
    [['a', 'c'], ['a', 'b', 'c']]
    """
    far = distances(edges, end, longest)
    if start not in far or start == end:
        return []
    whole, spans = when or (ALWAYS, {})
    heap: list[tuple[int, int, tuple[str, ...], Window]] = []
    if (window := shared(whole, spans.get(start))) is not None:
        heap.append((far[start], 0, (start,), window))
    found: list[list[str]] = []
    tried = 0
    while heap and len(found) < most:
        _, _, path, held = heapq.heappop(heap)
        last = path[-1]
        if last == end:
            found.append(list(path))
            continue
        for other in sorted(edges.get(last, ())):
            least = len(path) + far.get(other, longest)
            if least > longest or other in path or (window := shared(held, spans.get(other))) is None:
                continue
            tried += 1
            # Of equal promise the longer one first: it is nearer its end.
            heapq.heappush(heap, (least, -len(path), (*path, other), window))
        if tried > tries:
            raise CostLimit(
                "Too many ways lead there; ask for a smaller k or maxLength, or narrow the question with maxDegree, avoid or "
                "via. 路径过多,请缩小范围。"
            )
    return found


def shared(one: Window, other: Window | None) -> Window | None:
    """The days of both, None where there is none; no window is all days.

    >>> shared(("2022-01-01", "2022-06-30"), ("2022-06-30", "2023-01-01"))
    ('2022-06-30', '2022-06-30')
    """
    if other is None:
        return one
    first, last = max(one[0], other[0]), min(one[1], other[1])
    return (first, last) if first <= last else None


def span(days: Sequence[Any]) -> Window:
    """The days of a period fact: [first, last, day of the cut, …]; an unknown end is open, an unknown beginning no day at all.

    >>> span(["2022-01-01", None, "2022-03-01"])
    ('2022-01-01', '2022-02-28')
    """
    start, end, cut = days[:3]
    ends = [end or ALWAYS[1], (date.fromisoformat(cut) - timedelta(days=1)).isoformat() if cut else ALWAYS[1]]
    return (start, min(ends)) if start else (ALWAYS[1], ALWAYS[0])


def spanning(paths: Iterable[Sequence[str]]) -> list[list[str]]:
    """Those of the paths, the shortest first, whose ends are not connected by those before (Kruskal).

    >>> spanning([["a", "b"], ["b", "c"], ["a", "x", "c"]])
    [['a', 'b'], ['b', 'c']]
    """
    parts: dict[str, set[str]] = {}
    chosen: list[list[str]] = []
    for path in paths:
        one, other = (parts.setdefault(end, {end}) for end in (path[0], path[-1]))
        if one is not other:
            one |= other
            parts |= dict.fromkeys(one, one)
            chosen.append(list(path))
    return chosen


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
