"""The record that a plan's statement returns, as the answer: a decoder made once per plan turns lists into objects.

Positions come from the same plan that the Cypher was made of. Response keys keep the order of the selection.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graph import cursor, history, verdict
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
    CitationText,
    CitedDocument,
    Connection,
    ConnectionItem,
    Derived,
    Figure,
    Finding,
    Fixed,
    GroupedAggregate,
    Historic,
    Inputs,
    Item,
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

if TYPE_CHECKING:
    from graph.database import Database


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
    awaited: dict[Derived, dict[str, dict[str, Any]]] = field(default_factory=dict)

    def await_answer(self, item: Derived, key: str) -> dict[str, Any]:
        """The object of a derived field, empty until `derive` fills it."""
        return self.awaited.setdefault(item, {}).setdefault(key, {})

    async def derive(self, database: Database) -> None:
        """Fills the objects that are awaited, and those that these bring along."""
        while self.awaited:
            item, objects = self.awaited.popitem()
            for key, answer in (await item.answers(database, list(objects), self)).items():
                objects[key].update(answer)


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
            return lambda value, run: [project(verdict.check(found), root.items) for found in value]
        case Overview():
            return overview(root)
        case Finding():
            return root.decoder()
        case Fixed():
            return lambda value, run: root.value.read(run.inputs)
        case Nothing():
            return lambda value, run: None


def lookup(root: Lookup) -> Decode:
    """One node or null; several of one name, or of one former key, are an error that lists them."""
    decode, type = shape(root.shape), root.shape.node

    def one(value: list[Any], run: Run) -> Any:
        if len(value) > 1:
            raise BadInput(shared_name(type, [key for key, _ in value]))
        return decode(value[0][1], run) if value else None

    return one


def shared_name(type: NodeType, keys: list[str]) -> str:
    """What is said when several nodes have the name asked for."""
    listed = ", ".join(keys[: NAMESAKES - 1]) + (", …" if len(keys) == NAMESAKES else "")
    return f"Several of {type.plural} go by this; ask by {type.key}, one of: {listed}. 重名,请改用 {type.key}。"


def lookups(root: Lookups) -> Decode:
    """The nodes of the ids, in their order, null where there is none, or several had the id before."""
    decoders = [(shape_.node, shape(shape_)) for shape_ in root.shapes]

    def many(value: list[Any], run: Run) -> list[Any]:
        found: dict[str, Any] = {}
        for (type, decode), rows in zip(decoders, value, strict=True):
            for key, row in by_key(rows).items():
                found[f"{type.name}:{key}"] = (decode, row)
        return [decode(row, run) for decode, row in (found.get(id, (absent, None)) for id in root.ids.read(run.inputs))]

    return many


def by_key(rows: Sequence[Sequence[Any]]) -> dict[str, Any]:
    """Rows [key, node] or [key, node, former key] by their keys; a former one that several had names none of them.

    >>> by_key([["91", "a", "7"], ["92", "b", "8"], ["93", "c", "8"], ["7", "d", None]])
    {'7': 'd', '91': 'a', '92': 'b', '93': 'c'}
    """
    had = Counter(former for _, _, *formers in rows for former in formers if former)
    before = {former: node for _, node, *formers in rows for former in formers if had[former] == 1}
    return before | {key: node for key, node, *_ in rows}


def absent(value: Any, run: Run) -> None:
    """The decoder of what is not there."""


# ---------------------------------------------------------------------------------------------------------------- shapes


def shape(asked: Shape) -> Decode:
    """The decoder of a node's list."""
    made = Expressions()
    return made.function(made.node(asked, "x"))


def citations(asked: Citations) -> Decode:
    """The decoder of a node's citations."""
    made = Expressions()
    return made.function(made.item(MODEL["Document"], asked, "x"))


class Expressions:
    """Writes what a decoder does as one Python expression over `x`: dict displays in comprehensions, compiled once a plan.

    A closure for each field and row took three to six times as long. Only names of this class and response keys, by
    their repr, stand in the text; whatever else it needs is among its `names`.
    """

    def __init__(self) -> None:
        self.names: dict[str, Any] = {}
        self.sizes: list[str] = []
        self._made = 0

    def name(self) -> str:
        """A name that nothing else has."""
        self._made += 1
        return f"v{self._made}"

    def given(self, value: Any) -> str:
        """The name of an object that the expression uses."""
        name = self.name()
        self.names[name] = value
        return name

    def function(self, text: str) -> Decode:
        """The decoder that an expression makes."""
        source = "\n".join(["def decode(x, run):", *self.sizes, f"    return {text}"])
        exec(source, self.names)
        made: Decode = self.names["decode"]
        return made

    def call(self, decode: Decode, x: str) -> str:
        """A decoder that is no expression."""
        return f"{self.given(decode)}({x}, run)"

    def fields(self, pairs: Iterable[tuple[str, str]]) -> str:
        """An object of response keys and expressions."""
        return "{" + ", ".join(f"{key!r}: {text}" for key, text in pairs) + "}"

    def each(self, x: str, write: Callable[[str], str]) -> str:
        """A list of what is written of each element."""
        element = self.name()
        return f"[{write(element)} for {element} in {x}]"

    def node(self, asked: Shape, row: str) -> str:
        """A node's object."""
        items = enumerate(asked.items)
        return self.fields((item.key, self.item(asked.node, item, f"{row}[{place}]")) for place, item in items)

    def item(self, type: NodeType, item: Item, x: str) -> str:
        """One position of a node's list."""
        match item:
            case One():
                return self.one(type, item, x)
            case Listed():
                return self.each(x, lambda row: self.node(item.shape, row))
            case Many():
                return self.page(item.page, x)
            case Citations():
                return self.each(x, lambda row: self.parties(item.items, row))
            case Pairs():
                return self.each(x, lambda row: self.parties(item.items, row))
            case Historic():
                asked = item.items
                return self.call(lambda value, run: project(history.changes(type, value), asked), x)
            case Rule() if item.items:
                below = item.items
                return self.call(lambda value, run: project(verdict.check(value), below), x)
            case Derived():
                return self.call(lambda key, run: run.await_answer(item, key), x)
            case _:
                return x

    def one(self, type: NodeType, item: One, x: str) -> str:
        """A to-one relation: null, or an error where the relation is required."""
        row = self.name()
        absent = "None"
        if item.relation.required:
            absent = f"{self.given(missing(type, item.relation.name))}()"
        return f"({self.node(item.shape, row)} if ({row} := {x}) is not None else {absent})"

    def parties(self, items: Sequence[Name | CitationText | CitedDocument | Participant | PairSide], row: str) -> str:
        """A row that shows several nodes, each in a shape of its own."""
        return self.fields(
            (
                item.key,
                self.node(inner, f"{row}[{place}]") if (inner := getattr(item, "shape", None)) else f"{row}[{place}]",
            )
            for place, item in enumerate(items)
        )

    def part(self, part: Part, row: str) -> str:
        """What is shown of a connection's row."""
        match part:
            case Node():
                return self.node(part.shape, row)
            case Bans():
                return self.each(row, lambda ban: self.node(part.shape, ban))
            case Win():
                return self.parties(part.items, row)

    def page(self, asked: Page, x: str) -> str:
        """A connection within a node: inline where nothing but rows and their total is asked of it."""
        plain = all(item.what in ("nodes", "totalCount") for item in asked.items) and not asked.bounds.backward
        if not plain or len(asked.parts) > 1:
            return self.call(page(asked), x)
        places = {slot: place for place, slot in enumerate(slots(asked))}
        size = self.name()
        self.sizes.append(f"    {size} = {self.given(asked.bounds.size)}.read(run.inputs)")
        return self.fields(
            (item.key, f"{x}[{places['total']}]")
            if item.what == "totalCount"
            else (item.key, self.each(f"{x}[{places['rows']}][:{size}]", lambda row: self.part(asked.parts[0], row)))
            for item in asked.items
        )


def missing(type: NodeType, relation: str) -> Callable[[], None]:
    """Raises what a required relation without a node means."""

    def fail() -> None:
        raise Missing(f"A {type.name} in this graph has no {relation}.")

    return fail


# ----------------------------------------------------------------------------------------------------------- connections


def page(asked: Page) -> Decode:
    """The decoder of a connection."""
    places = {slot: number for number, slot in enumerate(slots(asked))}
    single = len(asked.parts) + asked.cursors == 1
    bounds, cursors = asked.bounds, asked.cursors
    items = [
        (item.key, figures(item.aggregate, f"aggregate{number}"))
        if item.aggregate is not None
        else (item.key, field_of_connection(item, asked, single))
        for number, item in enumerate(asked.items)
    ]

    def decode(value: list[Any], run: Run) -> dict[str, Any]:
        def slot(name: str) -> Any:
            return value[places[name]] if name in places else None

        rows = slot("rows") or []
        more = "rows" in places and len(rows) > bounds.size.read(run.inputs)
        rows = rows[:-1] if more else rows
        rows = rows[::-1] if bounds.backward else rows
        earlier = bool(slot("earlier")) and (bounds.after is not None or offset(asked, run) > 0)
        found = Rows(
            rows,
            total=slot("total"),
            earlier=earlier or (bounds.backward and more),
            later=bool(slot("later")) or (more and not bounds.backward),
            question=asked.fingerprint.read(run.inputs) if cursors and asked.fingerprint else b"",
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


def field_of_connection(item: ConnectionItem, asked: Page, single: bool) -> Decode:
    """The decoder of nodes, edges, pageInfo, totalCount or __typename: (Rows, run) → value."""
    made = Expressions()
    match item.what:
        case "nodes":
            part = asked.parts[item.part]
            return made.function(
                made.each("x.rows", lambda row: made.part(part, row if single else f"{row}[{item.part}]"))
            )
        case "edges":
            return made.function(made.each("x.rows", lambda row: edge(made, item, asked, row, single)))
        case "pageInfo":
            return page_info(item, single)
        case "totalCount":
            return lambda found, run: found.total
        case _:
            name = item.what.partition(":")[2]
            return lambda found, run: name


def edge(made: Expressions, item: ConnectionItem, asked: Page, row: str, single: bool) -> str:
    """An edge's object."""

    def text(what: str | int) -> str:
        if isinstance(what, int):
            return made.part(asked.parts[what], row if single else f"{row}[{what}]")
        if what == "cursor":
            return f"{made.given(cursor.encode)}({row if single else f'{row}[-1]'}, x.question, run.secret)"
        return repr(what.partition(":")[2])

    return made.fields((field.key, text(field.what)) for field in item.edge)


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


def page_info(item: ConnectionItem, single: bool) -> Decode:
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
