"""The record that a plan's statement returns, as the answer: a decoder made once per plan turns lists into objects.

Positions come from the same plan that the Cypher was made of. Response keys keep the order of the selection.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph import claims, cursor
from graph.cypher import NAMESAKES, slots
from graph.domain import MODEL
from graph.errors import BadInput, WuyeError
from graph.model import NodeType
from graph.query import (
    Aggregate,
    Bans,
    Branch,
    Checks,
    Citations,
    CitedDocument,
    Connection,
    Figure,
    Finding,
    Fixed,
    GroupedAggregate,
    Inputs,
    Listed,
    Lookup,
    Lookups,
    Many,
    Name,
    Node,
    Nothing,
    One,
    Overview,
    Page,
    Pairs,
    PairSide,
    Part,
    Participant,
    Plan,
    Root,
    Rule,
    Shape,
    Win,
)


@dataclass(frozen=True)
class Failure:
    """A root field that could not be answered, and why."""

    key: str
    error: WuyeError


@dataclass(frozen=True)
class Run:
    """One request's way through a decoder: its inputs, the graph's secret for cursors, what the server says of itself."""

    inputs: Inputs
    secret: bytes
    server: dict[str, Any] = field(default_factory=dict)


class Missing(WuyeError):
    """A required relation has no node: this graph was not written by Wuye's loader."""


Decode = Callable[[Any, Run], Any]


def decoder(plan: Plan) -> Callable[[Sequence[Any], Run], tuple[dict[str, Any] | None, list[Failure]]]:
    """Makes the decoder of a plan: (record, run) → (data, failures). Data is null when a field that is never null failed."""
    roots = [(root, root_decoder(root)) for root in plan.roots]

    def decode(record: Sequence[Any], run: Run) -> tuple[dict[str, Any] | None, list[Failure]]:
        data: dict[str, Any] = {}
        failures: list[Failure] = []
        voided = False
        values = iter(record)
        for root, part in roots:
            value = None if isinstance(root, (Fixed, Nothing)) else next(values)
            try:
                data[root.key] = part(value, run)
            except WuyeError as error:
                failures.append(Failure(root.key, error))
                data[root.key] = None
                voided = voided or not isinstance(root, Lookup)
        return (None if voided else data), failures

    return decode


def root_decoder(root: Root) -> Decode:
    """The decoder of a root field."""
    match root:
        case Connection():
            return page(root.page)
        case Lookup():
            return lookup(root)
        case Lookups():
            return lookups(root)
        case Checks():
            return lambda value, run: [project(claims.check(found), root.items) for found in value]
        case Overview():
            return overview(root)
        case Finding():
            return root.decoder()
        case Fixed():
            return lambda value, run: root.value.read(run.inputs)
        case Nothing():
            return lambda value, run: None


def lookup(root: Lookup) -> Decode:
    """One node or null; several of one name are an error that lists them."""
    decode, type = shape(root.shape), root.shape.node

    def one(value: list[Any], run: Run) -> Any:
        if len(value) > 1:
            raise BadInput(shared_name(type, [key for key, _ in value]))
        return decode(value[0][1], run) if value else None

    return one


def shared_name(type: NodeType, keys: list[str]) -> str:
    """What is said when several nodes have the name asked for."""
    listed = ", ".join(keys[: NAMESAKES - 1]) + (", …" if len(keys) == NAMESAKES else "")
    return f"Several of {type.plural} have this name; ask by {type.key}, one of: {listed}. 重名,请改用 {type.key}。"


def lookups(root: Lookups) -> Decode:
    """The nodes of the ids, in their order, null where there is none."""
    decoders = [(shape_.node, shape(shape_)) for shape_ in root.shapes]

    def many(value: list[Any], run: Run) -> list[Any]:
        found: dict[str, Any] = {}
        for (type, decode), rows in zip(decoders, value, strict=True):
            for key, row in rows:
                found[f"{type.name}:{key}"] = (decode, row)
        return [decode(row, run) for decode, row in (found.get(id, (absent, None)) for id in root.ids.read(run.inputs))]

    return many


def absent(value: Any, run: Run) -> None:
    """The decoder of what is not there."""


# ---------------------------------------------------------------------------------------------------------------- shapes


def shape(asked: Shape) -> Decode:
    """The decoder of a node's list."""
    keys = tuple(item.key for item in asked.items)
    parts = [(item.key, part) for item in asked.items if (part := nested(asked.node, item)) is not None]
    if not parts:
        return lambda row, run: dict(zip(keys, row, strict=True))

    def decode(row: list[Any], run: Run) -> dict[str, Any]:
        found = dict(zip(keys, row, strict=True))
        for key, part in parts:
            found[key] = part(found[key], run)
        return found

    return decode


def nested(type: NodeType, item: Any) -> Decode | None:
    """The decoder of one position, None where the value is already the answer."""
    match item:
        case One():
            return one(type, item)
        case Listed():
            return each(shape(item.shape))
        case Many():
            return page(item.page)
        case Citations():
            return each(citation(item))
        case Pairs():
            return each(parties(item.items))
        case Rule() if item.items:
            return lambda value, run: project(claims.check(value), item.items)
        case _:
            return None


def one(type: NodeType, item: One) -> Decode:
    """The decoder of a to-one relation."""
    decode = shape(item.shape)
    if not item.relation.required:
        return lambda row, run: None if row is None else decode(row, run)

    def required(row: Any, run: Run) -> Any:
        if row is None:
            raise Missing(f"A {type.name} in this graph has no {item.relation.name}.")
        return decode(row, run)

    return required


def each(decode: Decode) -> Decode:
    """The decoder of a plain list."""
    return lambda rows, run: [decode(row, run) for row in rows]


def parties(items: Sequence[Name | Participant | PairSide]) -> Decode:
    """The decoder of a row that shows several nodes, each in a shape of its own."""
    keys = tuple(item.key for item in items)
    nodes = [(item.key, shape(item.shape)) for item in items if not isinstance(item, Name)]

    def decode(row: list[Any], run: Run) -> dict[str, Any]:
        found = dict(zip(keys, row, strict=True))
        for key, node in nodes:
            found[key] = node(found[key], run)
        return found

    return decode


def citation(item: Citations) -> Decode:
    """The decoder of one citation."""
    keys = tuple(part.key for part in item.items)
    documents = [(part.key, shape(part.shape)) for part in item.items if isinstance(part, CitedDocument)]

    def decode(row: list[Any], run: Run) -> dict[str, Any]:
        found = dict(zip(keys, row, strict=True))
        for key, document in documents:
            found[key] = document(found[key], run)
        return found

    return decode


# ----------------------------------------------------------------------------------------------------------- connections


def page(asked: Page) -> Decode:
    """The decoder of a connection."""
    places = {slot: number for number, slot in enumerate(slots(asked))}
    parts = [part_decoder(part) for part in asked.parts]
    single = len(parts) + asked.cursors == 1
    backward = asked.bounds.backward
    items = [
        (item.key, figures(item.aggregate, f"aggregate{number}"))
        if item.aggregate is not None
        else (item.key, field_of_connection(item, asked, parts, single))
        for number, item in enumerate(asked.items)
    ]

    def decode(value: list[Any], run: Run) -> dict[str, Any]:
        def slot(name: str) -> Any:
            return value[places[name]] if name in places else None

        rows = slot("rows") or []
        more = bool(places.get("rows") is not None and len(rows) > asked.bounds.size.read(run.inputs))
        rows = rows[:-1] if more else rows
        rows = rows[::-1] if backward else rows
        earlier = bool(slot("earlier")) and (asked.bounds.after is not None or offset(asked, run) > 0)
        found = Rows(
            rows,
            total=slot("total"),
            earlier=earlier or (backward and more),
            later=bool(slot("later")) or (more and not backward),
            question=asked.fingerprint.read(run.inputs) if asked.cursors and asked.fingerprint else b"",
            figures={name: value[place] for name, place in places.items() if name.startswith("aggregate")},
        )
        return {key: part(found, run) for key, part in items}

    return decode


def offset(asked: Page, run: Run) -> int:
    """How many rows the page passes over."""
    return int(asked.bounds.offset.read(run.inputs)) if asked.bounds.offset is not None else 0


@dataclass(frozen=True)
class Rows:
    """The rows of one page, and what stands around them."""

    rows: list[Any]
    total: int | None
    earlier: bool
    later: bool
    question: bytes
    figures: dict[str, Any]


def field_of_connection(item: Any, asked: Page, parts: list[Decode], single: bool) -> Decode:
    """The decoder of nodes, edges, pageInfo, totalCount or __typename: (Rows, run) → value."""
    match item.what:
        case "nodes":
            decode, place = parts[item.part], item.part
            if single:
                return lambda found, run: [decode(row, run) for row in found.rows]
            return lambda found, run: [decode(row[place], run) for row in found.rows]
        case "edges":
            return edges(item, parts, single)
        case "pageInfo":
            return page_info(item, single)
        case "totalCount":
            return lambda found, run: found.total
        case _:
            name = item.what.partition(":")[2]
            return lambda found, run: name


def figures(asked: Aggregate | GroupedAggregate, slot: str) -> Decode:
    """The decoder of an aggregate, or of a list of groups: (Rows, run) → value."""
    if isinstance(asked, Aggregate):
        return lambda found, run: figure(found.figures[slot], asked.figures)
    nodes = [(place, shape(by.shape)) for place, by in enumerate(asked.by) if by.shape is not None]

    def decode(found: Rows, run: Run) -> list[Any]:
        groups = []
        for values in found.figures[slot]:
            for place, node in nodes:
                values[place] = node(values[place], run) if values[place] is not None else None
            groups.append(figure(values, asked.figures))
        return groups

    return decode


def figure(values: list[Any], asked: tuple[Figure, ...]) -> dict[str, Any]:
    """Values by place, as the object asked for.

    >>> figure([3, 1.5], (Figure("n", 0), Figure("x", below=(Figure("avg", 1),))))
    {'n': 3, 'x': {'avg': 1.5}}
    """
    return {
        part.key: part.name[1:]
        if part.name.startswith("=")
        else figure(values, part.below)
        if part.below
        else None
        if part.place is None
        else values[part.place]
        for part in asked
    }


def edges(item: Any, parts: list[Decode], single: bool) -> Decode:
    """The decoder of a connection's edges."""

    def field_of_edge(what: str | int) -> Callable[[Any, Rows, Run], Any]:
        if isinstance(what, int):
            decode = parts[what]
            return (
                (lambda row, found, run: decode(row, run))
                if single
                else (lambda row, found, run: decode(row[what], run))
            )
        if what == "cursor":
            return lambda row, found, run: cursor.encode(row if single else row[-1], found.question, run.secret)
        name = what.partition(":")[2]
        return lambda row, found, run: name

    fields = [(edge.key, field_of_edge(edge.what)) for edge in item.edge]
    return lambda found, run: [{key: part(row, found, run) for key, part in fields} for row in found.rows]


def page_info(item: Any, single: bool) -> Decode:
    """The decoder of pageInfo."""

    def of(found: Rows, run: Run, place: int) -> str | None:
        if not found.rows:
            return None
        row = found.rows[place]
        return cursor.encode(row if single else row[-1], found.question, run.secret)

    fields: dict[str, Callable[[Rows, Run], Any]] = {
        "startCursor": lambda found, run: of(found, run, 0),
        "endCursor": lambda found, run: of(found, run, -1),
        "hasNextPage": lambda found, run: found.later,
        "hasPreviousPage": lambda found, run: found.earlier,
        "__typename": lambda found, run: "PageInfo",
    }
    asked = [(key, fields[name]) for key, name in item.info]
    return lambda found, run: {key: part(found, run) for key, part in asked}


def part_decoder(part: Part) -> Decode:
    """The decoder of what is shown of a row."""
    match part:
        case Node():
            return shape(part.shape)
        case Bans():
            return each(shape(part.shape))
        case Win():
            return parties(part.items)


# -------------------------------------------------------------------------------------------------------------- overview


def overview(root: Overview) -> Decode:
    """`about`: the counts of the graph with what the server knows of itself."""

    def decode(value: list[Any], run: Run) -> Any:
        counts, synthetic, sources, revision = value
        types = [
            {"type": node.name, "count": count, "synthetic": made}
            for node, count, made in zip(MODEL, counts, synthetic, strict=True)
        ]
        names = ("documentId", "title", "issuedOn", "facts", "synthetic")
        whole = {
            **run.server,
            "types": types,
            "synthetic": any(synthetic),
            "sources": [dict(zip(names, source, strict=True)) for source in sources],
            "revision": str(revision or 0),
        }
        return project(whole, root.items)

    return decode


def project(value: Any, items: tuple[Branch, ...]) -> Any:
    """Of a tree of dicts and lists what the branches name.

    >>> project({"a": [{"b": 1, "c": 2}]}, (Branch("x", "a", (Branch("y", "c"),)),))
    {'x': [{'y': 2}]}
    """
    if isinstance(value, list):
        return [project(element, items) for element in value]
    if not items or value is None:
        return value
    return {
        item.key: item.name[1:] if item.name.startswith("=") else project(value[item.name], item.items)
        for item in items
    }
