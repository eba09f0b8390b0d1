"""An entity and what stands around it: Neo4j walks the steps, the nearest and largest are shown with what joins them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph import mixed
from graph.cypher import Statement, Writer
from graph.domain import MODEL
from graph.errors import NotFound
from graph.pattern import block, where
from graph.query import Finding, Inputs, Shape, Value, constant
from graph.role import Role

if TYPE_CHECKING:
    from graph.database import Database
    from graph.record import Decode, Run


@dataclass(frozen=True)
class SubgraphField:
    """A field of the subgraph: nodes, edges, truncated, total, `=Name` for __typename."""

    key: str
    what: str
    shapes: tuple[Shape, ...] = ()
    edge: tuple[tuple[str, str], ...] = ()  # of edges: (response key, field)


@dataclass(frozen=True)
class Neighborhood(Finding):
    """`neighborhood`: what is asked for."""

    key: str
    id: Value
    depth: Value
    types: Value  # → labels, or null
    limit: Value
    as_of: Value | None
    role: Role
    items: tuple[SubgraphField, ...]

    def lists(self, inputs: Inputs) -> list[tuple[int, tuple[Shape, ...]]]:
        self.depth.read(inputs)
        limit = self.limit.read(inputs)
        return [(1, ()), *((limit, item.shapes) for item in self.items if item.shapes)]

    # ------------------------------------------------------------------------------------------------ before the statement

    async def explore(self, database: Database, inputs: Inputs) -> tuple[list[str], int]:
        """The element ids of the nodes, and how many there are in all; raises NotFound, DeadlineExceeded."""
        id = self.id.read(inputs)
        label, _, key = id.partition(":")
        writer = Writer(self.as_of, self.role)
        if label in MODEL.types:
            text = self.walk(writer, label, writer.parameter(constant(key)), inputs)
            [rows] = await database.read(text, Statement(text, tuple(writer.parameters)).bind(inputs))
            if rows:
                [[nodes, total]] = rows
                return nodes, total
        raise NotFound(f"No node has the id {id!r}. 没有编号为 {id} 的节点。")

    def walk(self, writer: Writer, label: str, key: str, inputs: Inputs) -> str:
        """The statement that finds them: nearest first, then the largest; no node beyond one that is not passed."""
        types, type = self.types.read(inputs), MODEL[label]
        apart = " OR ".join(f"m:{name}" for name in mixed.APART)
        passing = (
            f"NOT ({apart})" if types is None else f"any(l IN labels(m) WHERE l IN {writer.parameter(constant(types))})"
        )
        seen, visible = writer.visible(type, "a") or "true", writer.visible_any("m")
        held = writer.holds_any("r")
        condition = f"m = a OR ({passing}{' AND ' + visible if visible else ''})"
        limit = writer.parameter(constant(self.limit.read(inputs) - 1))
        walked = [
            "WITH a WHERE seen",
            f"MATCH p = (a)-[:{mixed.RELATIONSHIPS}*1..{int(self.depth.read(inputs))}]-(n)",
            *where(f"all(m IN nodes(p) WHERE {condition})", f"all(r IN relationships(p) WHERE {held})" if held else ""),
        ]
        largest = [
            *walked,
            # So written, Neo4j walks breadth first and comes to no node twice.
            "WITH n, min(length(p)) AS steps WHERE n <> a",
            f"WITH n, steps, {writer.degree('n')} AS degree, {mixed.identity('n')} AS id",
            f"ORDER BY steps, degree DESC, id LIMIT {limit}",
            "RETURN collect(elementId(n)) AS largest",
        ]
        total = [*walked, "WITH DISTINCT n WHERE n <> a", "RETURN count(n) AS total"]
        clauses = [
            f"MATCH (a:{label})",
            *where(f"a.{type.key} = {key}"),
            f"WITH a, coalesce({seen}, false) AS seen",
            # Walked twice: to keep all that is found would take the memory that one question may use.
            block("CALL (a, seen)", largest),
            block("CALL (a, seen)", total),
            "RETURN CASE WHEN seen THEN [[elementId(a)] + largest, 1 + total] ELSE [[], 0] END",
        ]
        return "RETURN " + block("COLLECT", clauses)

    # ------------------------------------------------------------------------------------------------ the statement

    def column(self, writer: Writer) -> str:
        """[total, of each node its id, the nodes that it points to, and what is read of it]."""
        ids = writer.parameter(mixed.found(self.key, lambda held: held[0]))
        total = writer.parameter(mixed.found(self.key, lambda held: held[1]))
        at, node, other = writer.variable("j"), writer.variable(), writer.variable()
        clauses = [f"UNWIND range(0, size({ids}) - 1) AS {at}", f"MATCH ({node}) WHERE elementId({node}) = {ids}[{at}]"]
        # Facts point to what they speak of: what a node points to is little, whatever its degree.
        edges = block(
            "COLLECT",
            [
                f"MATCH ({node})-[r:{mixed.RELATIONSHIPS}]->({other})",
                *where(writer.holds_any("r")),
                f"RETURN [{mixed.identity(other)}, type(r)] ORDER BY type(r), {mixed.identity(other)}",
            ],
        )
        edges = edges if any(item.what == "edges" for item in self.items) else "[]"
        parts = [mixed.columns(writer, node, item.shapes) for item in self.items if item.what == "nodes"]
        row = f"[{', '.join([mixed.identity(node), edges, *parts])}]"
        return f"[{total}, {block('COLLECT', [*clauses, f'RETURN {row} ORDER BY {at}'])}]"

    def decoder(self) -> Decode:
        place, fields = 2, []
        for item in self.items:
            fields.append((item.key, subgraph_field(item, place)))
            place += item.what == "nodes"

        def decode(value: list[Any], run: Run) -> dict[str, Any]:
            total, rows = value
            return {key: part(rows, total, run) for key, part in fields}

        return decode


def subgraph_field(item: SubgraphField, place: int) -> Callable[[list[Any], int, Run], Any]:
    """The decoder of a field of the subgraph: (rows, total, run) → value."""
    match item.what:
        case "nodes":
            decode = mixed.decoder(item.shapes)
            return lambda rows, total, run: [decode(row[place], run) for row in rows]
        case "edges":
            return lambda rows, total, run: [
                {key: name[1:] if name.startswith("=") else edge[name] for key, name in item.edge}
                for edge in edges(rows)
            ]
        case "truncated":
            return lambda rows, total, run: total > len(rows)
        case "total":
            return lambda rows, total, run: total
        case _:
            return lambda rows, total, run: item.what[1:]


def edges(rows: list[Any]) -> list[dict[str, str]]:
    """The relationships whose both ends are shown."""
    there = {row[0] for row in rows}
    return [{"from": row[0], "to": other, "type": type} for row in rows for other, type in row[1] if other in there]
