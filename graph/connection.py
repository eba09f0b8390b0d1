"""The connection around what is found before or beside the model's own rows, search and flags: what is asked of it, and its decoding."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from graph.record import Run

Row = TypeVar("Row")
#: Shows something of a row.
Part = Callable[[Row, "Run"], Any]


@dataclass(frozen=True)
class EdgeField:
    """A field of an edge: node, cursor, another of its own, `=Name` for __typename; `part` is the place of the node's selection."""

    key: str
    what: str
    part: int = 0


@dataclass(frozen=True)
class ConnectionField:
    """A field of the connection: nodes, edges, pageInfo, totalCount, `=Name` for __typename."""

    key: str
    what: str
    part: int = 0
    edge: tuple[EdgeField, ...] = ()
    info: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Page(Generic[Row]):
    """The rows of a page, how many there are in all, and whether there are more after and before them."""

    rows: Sequence[Row]
    total: int | None
    more: bool
    later: bool


def decoder(
    items: Sequence[ConnectionField],
    node: Callable[[int], Part[Row]],
    cursor: Part[Row],
    more: Mapping[str, Part[Row]] | None = None,
) -> Callable[[Page[Row], Run], dict[str, Any]]:
    """Of a page the connection: `node` shows a row by a selection of its node, `more` the further fields of an edge."""

    def edge(field: EdgeField) -> Part[Row]:
        if field.what == "node":
            return node(field.part)
        parts = {"cursor": cursor, **(more or {})}
        return parts.get(field.what, lambda row, run: field.what[1:])

    def info(name: str, page: Page[Row], run: Run) -> Any:
        match name:
            case "hasNextPage":
                return page.more
            case "hasPreviousPage":
                return page.later
            case "startCursor" | "endCursor":
                return cursor(page.rows[0 if name == "startCursor" else -1], run) if page.rows else None
            case _:
                return "PageInfo"

    def item(field: ConnectionField) -> Callable[[Page[Row], Run], Any]:
        match field.what:
            case "nodes":
                show = node(field.part)
                return lambda page, run: [show(row, run) for row in page.rows]
            case "edges":
                parts = [(part.key, edge(part)) for part in field.edge]
                return lambda page, run: [{key: part(row, run) for key, part in parts} for row in page.rows]
            case "pageInfo":
                return lambda page, run: {key: info(name, page, run) for key, name in field.info}
            case "totalCount":
                return lambda page, run: page.total
            case _:
                return lambda page, run: field.what[1:]

    shown = [(field.key, item(field)) for field in items]
    return lambda page, run: {key: show(page, run) for key, show in shown}
