"""Aggregates: figures over the rows of a connection, whole or by group, each a CALL before the RETURN."""

from __future__ import annotations

from abc import ABC, abstractmethod

from graph.model import Field, NodeType
from graph.pattern import (
    block,
    compared,
    shown,
    where,
)
from graph.query import (
    Aggregate,
    GroupBy,
    GroupedAggregate,
    Measure,
    Page,
    Shape,
)
from graph.sort import group_order
from graph.source import Sources

#: A day as its period's name; unknown stays unknown.
BUCKETS = {
    "VALUE": "{text}",
    "DAY": "toString({text})",
    "MONTH": "substring(toString({text}), 0, 7)",
    "QUARTER": "toString({text}.year) + '-Q' + toString({text}.quarter)",
    "YEAR": "toString({text}.year)",
}


def measured(measure: Measure, text: str) -> str:
    """An aggregating expression over a node or one of its values; a sum over no known value is unknown, not zero.

    >>> from graph.domain import MODEL
    >>> measured(Measure("countDistinct", MODEL["Community"].field("households")), "n0.households")
    'count(DISTINCT n0.households)'
    """
    if measure.field is None:
        return f"count({text})"
    match measure.function:
        case "countDistinct":
            return f"count(DISTINCT {text})"
        case "sum":
            return f"CASE WHEN count({text}) > 0 THEN toFloat(sum({text})) END"
        case "avg":
            return f"avg({text})"
        case _:
            return shown(f"{measure.function}({text})", measure.field)


class Figures(Sources, ABC):
    """Writes aggregates."""

    @abstractmethod
    def shape(self, node: str, shape: Shape) -> tuple[list[str], str]:
        """What is read of a node: a group's key may be one."""

    def aggregate(
        self, page: Page, owner: tuple[str, NodeType] | None, asked: Aggregate | GroupedAggregate, joins: list[str]
    ) -> str:
        """Figures over a connection's rows, by a CALL before the RETURN: aggregation inside a COLLECT would forbid ORDER BY."""
        source, found = self.source(page, owner), self.variable("v")
        clauses = [*source.clauses, *([f"WITH DISTINCT {source.node}"] if source.distinct else [])]
        if isinstance(asked, Aggregate):
            figures = [self.figure(measure, source.node, page.node) for measure in asked.measures]
            clauses.append(f"RETURN [{', '.join(figures)}] AS {found}")
        else:
            clauses += self.grouped(source.node, page.node, asked, found)
        joins.append(block(f"CALL ({owner[0] if owner else ''})", clauses))
        return found

    def figure(self, measure: Measure, node: str, type: NodeType) -> str:
        """An aggregating expression over nodes of a type."""
        return measured(measure, self.value(node, type, measure.field) if measure.field else node)

    def grouped(self, node: str, type: NodeType, asked: GroupedAggregate, found: str) -> list[str]:
        """The clauses after a connection's rows that make groups of them."""
        clauses: list[str] = []
        keys = [self.group_key(node, type, by, clauses) for by in asked.by]
        figures = [(self.variable("a"), self.figure(measure, node, type)) for measure in asked.measures]
        # A node that is a key groups by itself; any other key is computed in the same WITH.
        clauses.append(
            "WITH " + ", ".join(f"{text} AS {name}" if text != name else name for name, text in [*keys, *figures])
        )
        names = [name for name, _ in [*keys, *figures]]
        clauses += where(*(compared(names[place], op, self.parameter(value)) for place, op, value in asked.having))
        order = ", ".join(key.order for key in group_order(asked, names))
        skip = f" SKIP {self.parameter(asked.offset)}" if asked.offset is not None else ""
        clauses.append(f"WITH {', '.join(names)} ORDER BY {order}{skip} LIMIT {self.parameter(asked.size)}")
        texts: list[str] = []
        for by, name in zip(asked.by, names, strict=False):
            if by.shape is None:
                texts.append(name)
                continue
            inner, text = self.shape(name, by.shape)
            clauses += inner
            texts.append(f"CASE WHEN {name} IS NULL THEN null ELSE {text} END")
        row = ", ".join([*texts, *names[len(asked.by) :]])
        return [
            *clauses,
            f"WITH [{row}] AS row, {', '.join(names)} ORDER BY {order}",
            f"RETURN collect(row) AS {found}",
        ]

    def group_key(self, node: str, type: NodeType, by: GroupBy, clauses: list[str]) -> tuple[str, str]:
        """A group key's name and expression; a related node is reached by an OPTIONAL MATCH."""
        name = self.variable("g")
        if isinstance(by.by, Field):
            return name, BUCKETS[by.bucket].format(text=self.value(node, type, by.by))
        path = self.path(node, type, by.by, name if by.bucket in ("ITSELF", "VALUE") else "")
        if by.bucket not in ("ITSELF", "VALUE"):
            path += f"-[:PART_OF*0..]->({name}:Region {{level: '{by.bucket}'}})"
        # A region, which alone is grouped by a level, has no days; any other node is reached without a step between.
        seen = self.shown_through(node, type, by.by, name) if by.bucket in ("ITSELF", "VALUE") else ""
        clauses += [f"OPTIONAL MATCH {path}", *where(seen)]
        return name, name
