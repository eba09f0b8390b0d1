"""The plan of an operation: frozen dataclasses that say what is asked, from which both the Cypher and the decoder are made.

A plan knows nothing of GraphQL's syntax and nothing of Cypher's. `key` is everywhere the response key. Every value that
a caller gave is a `Value`: it reaches the database as a parameter, never as text.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from graph.model import Computed, Field, NodeType, Relation
from graph.role import Role

if TYPE_CHECKING:
    from graph.cypher import Writer
    from graph.database import Database
    from graph.record import Run


@dataclass(frozen=True)
class Inputs:
    """What one request brings to a plan: its coerced variables, and the day that counts as today."""

    variables: Mapping[str, Any]
    today: date
    found: Mapping[str, Any] = field(default_factory=dict)  # what each Finding explored, by response key
    allowance: Mapping[str, Any] = field(
        default_factory=dict
    )  # what the operation costs, and the caller may still spend


@dataclass(frozen=True)
class Value:
    """A value that each request gives anew: a variable, a part of one, a constant, or made from others.

    `now` is what it was when the plan was made: the plan may depend on it only where `api.operation.shape` tells requests
    apart by it (booleans, enum words, the type in a global id).
    """

    read: Callable[[Inputs], Any] = field(compare=False)
    now: Any = field(default=None, compare=False)

    def then(self, change: Callable[[Any], Any]) -> Value:
        """The value after `change`, which may raise BadInput."""
        return Value(lambda inputs: change(self.read(inputs)))


def constant(value: Any) -> Value:
    """A value that stands in the document.

    >>> constant(3).then(lambda n: n + 1).read(Inputs({}, date(2022, 6, 30)))
    4
    """
    return Value(lambda _inputs: value, now=value)


TODAY = Value(lambda inputs: inputs.today)

# ----------------------------------------------------------------------------------------------------------- conditions


@dataclass(frozen=True)
class Compare:
    """A field held against a value. `operator`: eq ne in notIn lt lte gt gte contains startsWith endsWith isNull."""

    field: Field | None  # None: the node's id
    operator: str
    value: Value
    ignore_case: bool = False


@dataclass(frozen=True)
class Every:
    """All of them hold."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Either:
    """At least one holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Negation:
    """It does not hold; of an unknown value neither it nor its negation does."""

    part: Condition


@dataclass(frozen=True)
class Related:
    """`some`, `all`, `none`, `single` of the related nodes satisfy the condition; a to-one relation is `some`."""

    relation: Relation
    quantifier: str
    condition: Condition


@dataclass(frozen=True)
class Counted:
    """The number of related nodes, held against a value."""

    relation: Relation
    operator: str
    value: Value


@dataclass(frozen=True)
class Measure:
    """One figure over nodes: their count (no field), or the sum, avg, min, max, countDistinct of a field."""

    function: str
    field: Field | None = None


@dataclass(frozen=True)
class RelatedMeasure:
    """A figure over those related nodes that satisfy a condition."""

    relation: Relation
    measure: Measure
    condition: Condition | None = None


@dataclass(frozen=True)
class Measured:
    """A figure over related nodes, held against a value."""

    related: RelatedMeasure
    operator: str
    value: Value


@dataclass(frozen=True)
class Spanning:
    """One side of a correlation: related facts under a condition, by their period (`day` None) or by one of their days."""

    relation: Relation
    condition: Condition | None
    day: str | None


@dataclass(frozen=True)
class Correlated:
    """Two related facts of one node stand in a temporal relation: OVERLAPS CONTAINS DURING BEFORE AFTER."""

    left: Spanning
    relation: str
    right: Spanning


@dataclass(frozen=True)
class InForce:
    """A period fact on a day (`on`), on any day (`overlaps`), on every day (`covers`), or begun in a period (`startsIn`)."""

    kind: str
    start: Value | None
    end: Value | None


@dataclass(frozen=True)
class Within:
    """The region of that code, or one below it."""

    code: Value


Condition = Compare | Every | Either | Negation | Related | Counted | Measured | Correlated | InForce | Within

# ---------------------------------------------------------------------------------------------------- what is read of a node


@dataclass(frozen=True)
class Property:
    """A field's value."""

    key: str
    field: Field


@dataclass(frozen=True)
class Identity:
    """The global id."""

    key: str


@dataclass(frozen=True)
class Name:
    """`__typename`."""

    key: str
    name: str


@dataclass(frozen=True)
class Stored:
    """A property that every node has beside its fields: synthetic, quality, recordedAt."""

    key: str
    name: str


@dataclass(frozen=True)
class Rule:
    """A computed field, on a day where it takes one."""

    key: str
    computed: Computed
    on: Value
    items: tuple[Branch, ...] = ()  # what is asked of a computed object


@dataclass(frozen=True)
class One:
    """The related node, or null."""

    key: str
    relation: Relation
    shape: Shape


@dataclass(frozen=True)
class Pairs:
    """The pairs of facts that a correlation finds, each as `(key, "left" or "right", shape)`; `__typename` as a Name."""

    key: str
    correlated: Correlated
    size: Value
    items: tuple[Name | PairSide, ...]


@dataclass(frozen=True)
class PairSide:
    """One fact of a pair."""

    key: str
    side: str
    shape: Shape


@dataclass(frozen=True)
class Listed:
    """All related nodes, as a plain list."""

    key: str
    relation: Relation
    shape: Shape


@dataclass(frozen=True)
class Historic:
    """`history`: what is asked of each change of the node."""

    key: str
    items: tuple[Branch, ...]


@dataclass(frozen=True)
class Citations:
    """`sources`: the documents a node is cited in; `items` of each citation, `document` among them."""

    key: str
    items: tuple[Name | CitationText | CitedDocument, ...]


@dataclass(frozen=True)
class CitationText:
    """`locator`, `quote`, or where the row stood: `file`, `sha256`, `sheet`, `row`, `load`."""

    key: str
    name: str


@dataclass(frozen=True)
class CitedDocument:
    """The document of a citation."""

    key: str
    shape: Shape


@dataclass(frozen=True)
class Many:
    """A connection."""

    key: str
    page: Page


class Derived(ABC):
    """A field of a node that a module of its own answers after the statement: graph/flags.py."""

    key: str

    @abstractmethod
    def column(self, node: str) -> str:
        """What the statement returns of the node: its key."""

    @abstractmethod
    async def answers(self, database: Database, keys: Sequence[str], run: Run) -> dict[str, Any]:
        """The answer for each of these nodes."""

    @abstractmethod
    def lists(self, inputs: Inputs) -> list[tuple[int, tuple[Shape, ...]]]:
        """How many nodes it may show at most, and in which shapes; refuses arguments out of bounds."""


Item = Property | Identity | Name | Stored | Rule | One | Listed | Historic | Citations | Pairs | Many | Derived


@dataclass(frozen=True)
class Shape:
    """What is read of a node of one type: a list in Cypher, an object in the answer."""

    node: NodeType
    items: tuple[Item, ...]


# ---------------------------------------------------------------------------------------------------------- connections


@dataclass(frozen=True)
class Order:
    """One sort key: a field (None: the id), the number of related nodes, or a figure over them. `nulls`: first or last."""

    by: Field | Relation | RelatedMeasure | None
    descending: bool = False
    nulls: str = "last"


@dataclass(frozen=True)
class Bounds:
    """Which part of a connection: `size` rows (from the end when `backward`), between two cursors, after `offset` rows."""

    size: Value
    backward: bool = False
    after: Value | None = None  # a tuple of sort values
    before: Value | None = None
    offset: Value | None = None


@dataclass(frozen=True)
class Barred:
    """Enterprises under a BID_RESTRICTION that was in force on some day of a period, in a region."""

    start: Value
    end: Value
    region: Value | None = None


@dataclass(frozen=True)
class Winners:
    """Bids won while a BID_RESTRICTION was in force, awarded in a period, in a region."""

    start: Value | None = None
    end: Value | None = None
    region: Value | None = None


@dataclass(frozen=True)
class Node:
    """A node of the page's rows, in the shape asked for."""

    shape: Shape


@dataclass(frozen=True)
class Bans:
    """The bans that make an enterprise barred, beside it on its edge."""

    shape: Shape


@dataclass(frozen=True)
class Win:
    """A BarredWinner: `(key, role, shape)` with role enterprise, sanction, bid or tender; `__typename` as a Name."""

    items: tuple[Name | Participant, ...]


@dataclass(frozen=True)
class Participant:
    """One of the four parties to a win."""

    key: str
    role: str
    shape: Shape


Part = Node | Bans | Win


@dataclass(frozen=True)
class Figure:
    """A selected field of an aggregate or of a group: a place in its list of values, a subtree, or (`=Name`) a typename."""

    key: str
    place: int | None = None
    below: tuple[Figure, ...] = ()
    name: str = ""


@dataclass(frozen=True)
class Aggregate:
    """`aggregate`: figures over all rows of a connection."""

    measures: tuple[Measure, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class GroupBy:
    """A group key: a field's value, the day, month, quarter or year of a day, or a related node (of a region's level)."""

    by: Field | Relation
    bucket: str
    shape: Shape | None = None


@dataclass(frozen=True)
class GroupOrder:
    """A sort key of groups: the place of a group key, or of a measure after them."""

    place: int
    descending: bool
    nulls: str


@dataclass(frozen=True)
class GroupedAggregate:
    """`groupedAggregate`: figures by group; places count the group keys first, then the measures."""

    by: tuple[GroupBy, ...]
    measures: tuple[Measure, ...]
    figures: tuple[Figure, ...]
    having: tuple[tuple[int, str, Value], ...]
    order: tuple[GroupOrder, ...]
    size: Value
    offset: Value | None


@dataclass(frozen=True)
class EdgeItem:
    """A field of an edge: `what` is cursor, __typename, or the number of the part it shows."""

    key: str
    what: str | int


@dataclass(frozen=True)
class ConnectionItem:
    """A field of a connection: nodes (of one part), edges, pageInfo, totalCount, aggregate, groupedAggregate, __typename."""

    key: str
    what: str
    part: int = 0
    edge: tuple[EdgeItem, ...] = ()
    info: tuple[tuple[str, str], ...] = ()  # of pageInfo: (response key, field)
    aggregate: Aggregate | GroupedAggregate | None = None


@dataclass(frozen=True)
class Page:
    """A connection: where its rows come from, which of them, in what order, and what is shown of each."""

    node: NodeType
    source: Relation | Barred | Winners | None  # None: all nodes of the type
    where: Condition | None
    order: tuple[Order, ...]
    bounds: Bounds
    parts: tuple[Part, ...]
    items: tuple[ConnectionItem, ...]
    fingerprint: Value | None = None  # what a cursor of this connection is bound to

    def wants(self, *names: str) -> bool:
        """Is one of these asked for, in the connection or in its pageInfo?"""
        return any(item.what in names or any(name in names for _, name in item.info) for item in self.items)

    @property
    def cursors(self) -> bool:
        """Is any cursor asked for?"""
        edges = (edge.what for item in self.items for edge in item.edge)
        return "cursor" in edges or self.wants("startCursor", "endCursor")

    @property
    def rows(self) -> bool:
        """Are rows asked for, and not only counts?"""
        return self.wants("nodes", "edges", "startCursor", "endCursor", "hasNextPage", "hasPreviousPage")


# ----------------------------------------------------------------------------------------------------------------- roots


@dataclass(frozen=True)
class Connection:
    """A root connection."""

    key: str
    page: Page


@dataclass(frozen=True)
class Lookup:
    """One node by a property; `described` names the key in the error for a shared name."""

    key: str
    property: str
    value: Value
    shape: Shape


@dataclass(frozen=True)
class Lookups:
    """`nodes(ids:)`: of each type among the ids its shape; null where nothing has an id."""

    key: str
    ids: Value
    shapes: tuple[Shape, ...]


@dataclass(frozen=True)
class Nothing:
    """A root field whose answer is null whatever the graph holds: an id of no type."""

    key: str


@dataclass(frozen=True)
class Fixed:
    """A root field whose answer needs no database: `__typename`, `__schema`, `__type`."""

    key: str
    value: Value


@dataclass(frozen=True)
class Checks:
    """`checkClaims`: every claim of a document, or claims given here, as `items` of each ClaimCheck."""

    key: str
    items: tuple[Branch, ...]
    document: Value | None = None
    claims: Value | None = None


@dataclass(frozen=True)
class Overview:
    """`about`: counts of every type, and what the server says of itself, as a tree of (key, name, subtree)."""

    key: str
    items: tuple[Branch, ...]


@dataclass(frozen=True)
class Branch:
    """A selected field of a value that is made in Python, with what is selected of it; `=Name` is a `__typename`."""

    key: str
    name: str
    items: tuple[Branch, ...] = ()


class Finding(ABC):
    """A root field that a module of its own answers: graph/search.py, graph/paths.py, graph/neighborhood.py."""

    key: str

    @property
    def direct(self) -> bool:
        """May its statement answer it with nothing explored? Where that finds nothing, it is explored after all."""
        return False

    @abstractmethod
    def column(self, writer: Writer) -> str:
        """Its Cypher, as a part of the operation's statement."""

    @abstractmethod
    def decoder(self) -> Callable[[Any, Run], Any]:
        """Of what `column` returns the answer."""

    @abstractmethod
    def lists(self, inputs: Inputs) -> list[tuple[int, tuple[Shape, ...]]]:
        """How many nodes it may show at most, and in which shapes; refuses arguments out of bounds."""

    def looks_up(self, inputs: Inputs) -> Sequence[Sequence[Any]]:
        """What it asks the full-text index for: see graph/fulltext.py."""
        return ()

    async def explore(self, database: Database, inputs: Inputs) -> Any:
        """What must be known before the statement runs: it is in `inputs.found` then."""
        return None

    def open(self, value: Any, inputs: Inputs) -> bool:
        """Does what the statement returned leave it open, as nothing was explored?"""
        return self.direct and not value and self.key not in inputs.found


Root = Finding | Connection | Lookup | Lookups | Nothing | Fixed | Checks | Overview


@dataclass(frozen=True)
class Plan:
    """A whole operation. `as_of`: the valid day that governs all of it; `known`: the instant as of which it is recorded;
    `role`: who asks, and so what is masked.

    `allowances`: the response keys of `rateLimit`, whose answer is the caller's own; `dry_run`: nothing but they is answered.
    `cited`: the answer is to be told apart from the citations in it.
    """

    roots: tuple[Root, ...]
    as_of: Value | None = None
    known: Value | None = None
    role: Role = Role.PUBLIC
    allowances: tuple[str, ...] = ()
    dry_run: bool = False
    cited: bool = False
