"""The search for paths: level by level from both ends, then the k shortest among what was read.

Neo4j's own `SHORTEST k` walks every trail where fewer than k exist (beside a node of degree 100,000 from 18 s to beyond a deadline
of 40 s, on 5.26 and on 2026.09), lets a path pass a node twice, and `shortestPath` gives one path. So the graph gives neighbours, a level of one
side at a time, the cheaper side first, constraints applied where they are read; the k shortest are found among what was read.
"""

from __future__ import annotations

import asyncio
import heapq
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graph import mixed
from graph.cypher import Statement, Writer
from graph.domain import MODEL
from graph.errors import CostLimit, NotFound
from graph.pattern import block, bracketed, where
from graph.query import Inputs, constant

if TYPE_CHECKING:
    from graph.database import Database
    from graph.paths import Paths

#: Relationships that one search may read, and partial paths that it may try: seconds of either.
MOST_READ, MOST_TRIED = 600_000, 500_000

Neighbours = Mapping[str, Iterable[str]]


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
            writer.visible_any("m"),
        ]
        ends = writer.parameter(constant(self.ends))
        condition = f"elementId(m) IN {ends} OR ({' AND '.join(part for part in passing if part)})"
        inner = [
            f"MATCH (n)-[r:{mixed.RELATIONSHIPS}]-(m)",
            *where(bracketed(condition), writer.holds_any("r")),
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
