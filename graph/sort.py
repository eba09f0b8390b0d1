"""Sort keys: how they order, how a cursor holds them, and what it means to stand after one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from graph.domain import MODEL
from graph.model import Field, Relation
from graph.pattern import (
    shown,
)
from graph.query import (
    GroupedAggregate,
    Measure,
    Order,
)
from graph.source import Source


@dataclass(frozen=True)
class Key:
    """A sort key: its expression in Cypher, and how it sorts."""

    text: str
    shown: str  # the expression as a cursor holds it
    nullable: bool
    descending: bool
    nulls_first: bool
    indexed: bool = False

    @property
    def order(self) -> str:
        """Its ORDER BY terms. Neo4j sorts null as the largest, so only the other way needs a term of its own."""
        direction = " DESC" if self.descending else ""
        if not self.nullable or self.nulls_first == self.descending:
            return self.text + direction
        return (
            f"{self.text} IS NOT NULL, {self.text}{direction}"
            if self.nulls_first
            else f"{self.text} IS NULL, {self.text}{direction}"
        )

    def reversed(self) -> Key:
        """The same key, sorting the other way round."""
        return Key(self.text, self.shown, self.nullable, not self.descending, not self.nulls_first, self.indexed)

    def beyond(self, value: str, rest: str) -> str:
        """Sorts after the value, or with it and then `rest` decides.

        The form `a >= x AND (a <> x OR rest)` lets the planner use an index, which an OR at the top does not.
        """
        sign = "<" if self.descending else ">"
        if not self.nullable:
            return (
                f"{self.text} {sign}= {value} AND ({self.text} <> {value} OR {rest})"
                if rest
                else f"{self.text} {sign} {value}"
            )
        tie = f"({rest})" if rest else "false"
        null, held = f"{self.text} IS NULL", f"{self.text} {sign} {value} OR {self.text} = {value} AND {tie}"
        if self.nulls_first:
            return f"CASE WHEN {value} IS NULL THEN {self.text} IS NOT NULL OR {tie} ELSE {held} END"
        return f"CASE WHEN {value} IS NULL THEN {null} AND {tie} ELSE {null} OR {held} END"


def id_key(text: str, *, descending: bool = False) -> Key:
    """The sort key of the id."""
    return Key(text, text, False, descending, False, indexed=True)


def field_key(text: str, order: Order, key: str, *, told: bool = True) -> Key:
    """The sort key of a field; `told`: its value is there where it is required, whatever the day of @asOf."""
    assert isinstance(order.by, Field)
    required, indexed = order.by.required and told, order.by.indexed or order.by.name == key
    return Key(
        text, shown(text, order.by), not required, order.descending, order.nulls == "first", required and indexed
    )


def computed_key(name: str, order: Order, measure: Measure) -> Key:
    """The sort key of a figure over related nodes."""
    nullable = measure.function not in ("count", "countDistinct")
    text = shown(name, measure.field) if measure.field and measure.function in ("min", "max") else name
    return Key(name, text, nullable, order.descending, order.nulls == "first")


def group_order(asked: GroupedAggregate, names: Sequence[str]) -> list[Key]:
    """The sort keys of groups, ties always ending in the group keys."""
    texts = [
        f"{name}.{MODEL[by.by.target].key}" if isinstance(by.by, Relation) else name
        for by, name in zip(asked.by, names, strict=False)
    ] + list(names[len(asked.by) :])
    keys = [Key(texts[o.place], texts[o.place], True, o.descending, o.nulls == "first") for o in asked.order]
    ordered = {order.place for order in asked.order}
    return keys + [Key(texts[n], texts[n], False, False, False) for n in range(len(asked.by)) if n not in ordered]


def winners_order(source: Source) -> list[Key]:
    """Wins are listed by day of award, then by the ids of bid, sanction and enterprise."""
    enterprise, ban, bid, tender = source.kept
    texts = (
        f"coalesce({tender}.awardedOn, {bid}.submittedOn)",
        f"{bid}.bidId",
        f"{ban}.sanctionId",
        f"{enterprise}.enterpriseId",
    )
    return [
        Key(text, f"toString({text})" if number == 0 else text, False, False, False)
        for number, text in enumerate(texts)
    ]


def position(number: int) -> Callable[[Sequence[object]], object]:
    """Takes one sort value out of a cursor."""
    return lambda values: values[number]
