"""Operation → plan: what each selected field means in the words of graph/query.py; bad input is refused here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date
from itertools import chain, repeat
from typing import Any, TypeVar

from graphql import (
    DocumentNode,
    ExecutionResult,
    FragmentDefinitionNode,
    OperationDefinitionNode,
    SelectionSetNode,
    execute,
    visit,
)
from graphql.language import Visitor

from api import cite, correlate, plan_aggregate, plan_credit, plan_find, plan_flags, plan_match
from api.hidden import CONFINED, require_seen
from api.operation import Argument, Operation, Selected, ordered, resolved
from graph import cursor
from graph.domain import MODEL
from graph.errors import BadInput, Forbidden
from graph.model import Computed, Field, NodeType, Relation, Scalar
from graph.pattern import OPERATORS, TEXT_OPERATORS
from graph.query import (
    TODAY,
    Bans,
    Barred,
    Bounds,
    Branch,
    Checks,
    Citations,
    CitationText,
    CitedDocument,
    Compare,
    Condition,
    Connection,
    ConnectionItem,
    Counted,
    EdgeItem,
    Either,
    Every,
    Fixed,
    Historic,
    Identity,
    InForce,
    Inputs,
    Item,
    Listed,
    Lookup,
    Lookups,
    Many,
    Name,
    Negation,
    Node,
    Nothing,
    One,
    Order,
    Overview,
    Page,
    Part,
    Participant,
    Plan,
    Property,
    Related,
    RelatedMeasure,
    Root,
    Rule,
    Shape,
    Stored,
    Value,
    Win,
    Winners,
    Within,
    constant,
)
from graph.record import project
from graph.regime import Regime
from graph.role import Role

Given = TypeVar("Given", Mapping[str, Argument], list[Argument])

FIRST, MOST, FARTHEST = 20, 1_000, 100_000
QUANTIFIERS = ("some", "all", "none", "single")
SYNTHETIC = Field("synthetic", Scalar.BOOLEAN, "是否生成的数据", "Made by the generator.", required=True)
STORED = ("synthetic", "quality", "recordedAt")
SINGULAR = {node.singular: node for node in MODEL}
PLURAL = {node.plural: node for node in MODEL}


def make_plan(operation: Operation, secret: bytes, role: Role, regimes: Mapping[str, Regime]) -> Plan:
    """The plan of an operation; raises BadInput for arguments that cannot be meant, Forbidden for what the role may not ask by."""
    planner = Planner(operation, secret, role, regimes)
    roots = tuple(planner.root(field) for field in operation.root())
    allowed = tuple(planner.allowances)
    plan = Plan(roots, planner.as_of, planner.known, role, allowed, planner.dry_run, planner.citing)
    require_seen(plan)
    return plan


class Planner:
    """Reads one operation; `as_of` is the day that governs it, None: all of history; `known` an instant, None: now."""

    def __init__(self, operation: Operation, secret: bytes, role: Role, regimes: Mapping[str, Regime]) -> None:
        self.operation = operation
        self.regimes = regimes
        self.role = role
        self.secret = secret
        given = operation.directive("asOf") or {}
        known = optional(given.get("known"))
        self.as_of = optional(given.get("valid"))
        self.known = known.then(lambda moment: moment.astimezone(UTC)) if known else None
        self.citing = operation.directive("cite") is not None
        self.allowances: list[str] = []
        self.dry_run = False

    # ------------------------------------------------------------------------------------------------ roots

    def root(self, field: Selected) -> Root:
        """A root field."""
        if field.name in SINGULAR:
            return self.by_key(field, SINGULAR[field.name])
        if field.name in PLURAL:
            node = PLURAL[field.name]
            return Connection(field.key, self.page(field, node, None, f"{node.name}Connection"))
        if field.name in plan_find.ROOTS:
            return plan_find.ROOTS[field.name](self, field)
        return getattr(self, "root_" + field.name)(field)  # type: ignore[no-any-return]  # every root_* returns a Root

    def by_key(self, field: Selected, node: NodeType) -> Root:
        """`enterprise(by: {uscc: …})`."""
        by = field.arguments["by"]
        assert isinstance(by, dict)
        name, value = only(by, "by")
        if not isinstance(value, Value):
            raise BadInput(f"`by: {{{name}: null}}` names nothing; give its value.")
        if name == "id":
            name, value = node.key, value.then(key_in(node))
        return Lookup(field.key, name, value, self.shape(node, field.below))

    def root_node(self, field: Selected) -> Root:
        id = valued(field.arguments["id"])
        node = type_of(id.now)
        if node is None:
            return Nothing(field.key)
        return Lookup(field.key, node.key, id.then(key_in(node)), self.shape(node, field.below))

    def root_nodes(self, field: Selected) -> Root:
        ids = valued(field.arguments["ids"]).then(few)
        found = dict.fromkeys(node.name for id in valued(field.arguments["ids"]).now if (node := type_of(id)))
        return Lookups(field.key, ids, tuple(self.shape(MODEL[name], field.below) for name in sorted(found)))

    def root_barredEnterprises(self, field: Selected) -> Root:
        given = field.arguments
        day, start, end = optional(given.get("on")), optional(given.get("from")), optional(given.get("to"))
        if day is not None and (start is not None or end is not None):
            raise BadInput("Give either `on`, or `from` and `to`. 用 on,或用 from 与 to。")
        if (start is None) != (end is None):
            raise BadInput("`from` and `to` go together: a period has two ends. from 与 to 须同时给出。")
        if day is not None or start is None:
            start = end = day or self.as_of or TODAY
        assert start is not None and end is not None
        end = start if end is start else ordered(start, end)
        source = Barred(start, end, optional(given.get("region")))
        return Connection(field.key, self.page(field, MODEL["Enterprise"], source, "BarredEnterpriseConnection"))

    def root_barredWinners(self, field: Selected) -> Root:
        given = field.arguments
        start, end = optional(given.get("from")), optional(given.get("to"))
        if start is not None and end is not None:
            end = ordered(start, end)
        source = Winners(start, end, optional(given.get("region")))
        return Connection(field.key, self.page(field, MODEL["Bid"], source, "BarredWinnerConnection"))

    def root_checkClaims(self, field: Selected) -> Root:
        document, claims = optional(field.arguments.get("document")), field.arguments.get("claims")
        if (document is None) == (claims is None):
            raise BadInput("Give either `document` or `claims`. 给出 document 或 claims 之一。")
        items = self.branches("ClaimCheck", field.below)
        if document is not None:
            return Checks(field.key, items, document=document.then(lambda id: id.removeprefix("Document:")))
        return Checks(field.key, items, claims=Value(lambda inputs: few(resolved(claims, inputs))))

    def root_flags(self, field: Selected) -> Root:
        return plan_flags.plan_flags(self, field)

    def root_match(self, field: Selected) -> Root:
        return plan_match.plan_match(self, field)

    def root_rules(self, field: Selected) -> Root:
        return plan_flags.plan_rules(self, field)

    def root_creditRegimes(self, field: Selected) -> Root:
        return plan_credit.plan_regimes(self, field)

    def root_about(self, field: Selected) -> Root:
        return Overview(field.key, self.branches("About", field.below))

    def root_rateLimit(self, field: Selected) -> Root:
        items, dry_run = self.branches("RateLimit", field.below), optional(field.arguments.get("dryRun"))
        self.allowances.append(field.key)
        self.dry_run = self.dry_run or (dry_run is not None and dry_run.now is True)
        return Fixed(field.key, Value(lambda inputs: project(inputs.allowance, items)))

    def root___typename(self, field: Selected) -> Root:
        return Fixed(field.key, constant("Query"))

    def introspected(self, field: Selected) -> Root:
        """`__schema` or `__type`, answered by graphql-core."""
        schema, fragments = self.operation.schema, self.spread(field.below)
        wanted = variables_of(*field.nodes, *fragments)
        declared = tuple(
            v for v in self.operation.definition.variable_definitions or () if v.variable.name.value in wanted
        )
        definition = OperationDefinitionNode(
            operation=self.operation.definition.operation,
            selection_set=SelectionSetNode(selections=field.nodes),
            variable_definitions=declared,
            directives=(),
        )
        document = DocumentNode(definitions=(definition, *fragments))

        def answer(inputs: Inputs) -> Any:
            given = {name: value for name, value in inputs.variables.items() if name in wanted}
            result = execute(schema, document, variable_values=given)
            assert isinstance(result, ExecutionResult)  # nothing in introspection awaits
            if result.errors:
                raise result.errors[0]
            return (result.data or {}).get(field.key)

        return Fixed(field.key, Value(answer))

    root___schema = root___type = introspected

    def spread(self, below: tuple[SelectionSetNode, ...]) -> tuple[FragmentDefinitionNode, ...]:
        """The fragments that these selections reach."""
        found: dict[str, FragmentDefinitionNode] = {}
        waiting = [name for selections in below for name in spreads_of(selections)]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found[name] = self.operation.fragments[name]
                waiting += spreads_of(found[name].selection_set)
        return tuple(found.values())

    def branches(self, type: str, below: tuple[SelectionSetNode, ...]) -> tuple[Branch, ...]:
        """A selection of an object that is made in Python."""
        found: list[Branch] = []
        for field in self.operation.fields(type, below):
            if field.name == "__typename":
                found.append(Branch(field.key, "=" + type))
                continue
            parent: Any = self.operation.schema.get_type(type)
            target = named(parent.fields[field.name].type)
            found.append(Branch(field.key, field.name, self.branches(target, field.below) if field.below else ()))
        return tuple(found)

    # ------------------------------------------------------------------------------------------------ shapes

    def shape(self, node: NodeType, below: tuple[SelectionSetNode, ...]) -> Shape:
        """What is selected of a node of one type."""
        items = tuple(self.item(node, field) for field in self.operation.fields(node.name, below))
        return Shape(node, cite.cited(items) if self.citing else items)

    def item(self, node: NodeType, field: Selected) -> Item:
        """One field of a node."""
        if field.name == "id":
            return Identity(field.key)
        if field.name == "__typename":
            return Name(field.key, node.name)
        if field.name in STORED:
            return Stored(field.key, field.name)
        if field.name == "history":
            if self.role.confined:
                raise Forbidden(f"`history` {CONFINED}")
            return Historic(field.key, self.branches("Change", field.below))
        if field.name == "sources":
            return Citations(
                field.key, tuple(self.citation(part) for part in self.operation.fields("Citation", field.below))
            )
        if field.name == "correlated":
            return correlate.pairs(self, node, field)
        if field.name == "flags":
            return plan_flags.flags_of(self, node, field)
        if field.name == "creditScore":
            return plan_credit.score_of(self, field)
        match node.members[field.name]:
            case Field() as property:
                return Property(field.key, property)
            case Computed() as computed:
                on = optional(field.arguments.get("on")) or self.as_of or TODAY
                items = self.branches(str(computed.type), field.below) if field.below else ()
                return Rule(field.key, computed, on, items)
            case Relation() as relation:
                return self.related(field, relation)

    def citation(self, field: Selected) -> Name | CitationText | CitedDocument:
        match field.name:
            case "__typename":
                return Name(field.key, "Citation")
            case "document":
                return CitedDocument(field.key, self.shape(MODEL["Document"], field.below))
            case _:
                return CitationText(field.key, field.name)

    def related(self, field: Selected, relation: Relation) -> Item:
        target = MODEL[relation.target]
        if relation.many and not relation.listed:
            return Many(field.key, self.page(field, target, relation, f"{target.name}Connection"))
        made = self.shape(target, field.below)
        return Listed(field.key, relation, made) if relation.listed else One(field.key, relation, made)

    # ------------------------------------------------------------------------------------------------ connections

    def page(self, field: Selected, node: NodeType, source: Relation | Barred | Winners | None, type: str) -> Page:
        """A connection with its arguments and its selection."""
        given = field.arguments
        where, order = given.get("where"), given.get("orderBy")
        orders = self.orders(node, order)
        question = self.question(field, type)
        sort_fields = WINNERS_SORT if isinstance(source, Winners) else [o.by for o in orders]
        parts: list[Part] = []
        items = tuple(
            self.connection_item(part, type, node, parts) for part in self.operation.fields(type, field.below)
        )
        if "where" in given and where is None:
            raise BadInput("`where: null` says nothing: leave `where` out. 不要写 where: null。")
        return Page(
            node,
            source,
            self.condition(node, where) if isinstance(where, dict) else None,
            orders,
            self.bounds(given, sort_fields, question),
            tuple(parts),
            items,
            question,
        )

    def question(self, field: Selected, type: str) -> Value:
        """What the connection's cursors are bound to."""
        bound = {name: value for name, value in field.arguments.items() if name not in PAGING}

        def fingerprint(inputs: Inputs) -> bytes:
            return cursor.fingerprint(field.name, type, resolved(bound, inputs), self.moment(inputs))

        return Value(fingerprint)

    def moment(self, inputs: Inputs) -> Any:
        """The day and the instant that govern the operation, as cursors are bound to them."""
        valid, known = (value.read(inputs) if value else None for value in (self.as_of, self.known))
        return valid if known is None else [valid, known]

    def connection_item(self, field: Selected, type: str, node: NodeType, parts: list[Part]) -> ConnectionItem:
        """nodes, edges, pageInfo, totalCount or __typename."""
        match field.name:
            case "nodes":
                parts.append(self.row(type, node, field.below))
                return ConnectionItem(field.key, "nodes", part=len(parts) - 1)
            case "edges":
                edge = type.removesuffix("Connection") + "Edge"
                fields = self.operation.fields(edge, field.below)
                return ConnectionItem(
                    field.key, "edges", edge=tuple(self.edge_item(f, edge, node, parts) for f in fields)
                )
            case "pageInfo":
                info = tuple((f.key, f.name) for f in self.operation.fields("PageInfo", field.below))
                return ConnectionItem(field.key, "pageInfo", info=info)
            case "__typename":
                return ConnectionItem(field.key, f"__typename:{type}")
            case "aggregate":
                return ConnectionItem(field.key, field.name, aggregate=plan_aggregate.aggregate(self, field, node))
            case "groupedAggregate":
                return ConnectionItem(field.key, field.name, aggregate=plan_aggregate.grouped(self, field, node))
            case _:
                return ConnectionItem(field.key, field.name)

    def edge_item(self, field: Selected, edge: str, node: NodeType, parts: list[Part]) -> EdgeItem:
        match field.name:
            case "node":
                parts.append(self.row(edge.removesuffix("Edge") + "Connection", node, field.below))
                return EdgeItem(field.key, len(parts) - 1)
            case "sanctions":
                parts.append(Bans(self.shape(MODEL["Sanction"], field.below)))
                return EdgeItem(field.key, len(parts) - 1)
            case "__typename":
                return EdgeItem(field.key, f"__typename:{edge}")
            case _:
                return EdgeItem(field.key, field.name)

    def field_type(self, type: str, field: str) -> str:
        """The name of the type of a field."""
        parent: Any = self.operation.schema.get_type(type)
        return named(parent.fields[field].type)

    def target(self, relation: Relation) -> NodeType:
        """The type at the other end of a relation."""
        return MODEL[relation.target]

    def group_bounds(self, given: Mapping[str, Argument]) -> tuple[Value, Value | None]:
        """`first` and `offset` of groups."""
        first, offset = optional(given.get("first")) or constant(FIRST), optional(given.get("offset"))
        return first.then(between("first", MOST)), offset.then(between("offset", FARTHEST)) if offset else None

    @staticmethod
    def refused_empty(given: Mapping[str, Argument]) -> Mapping[str, Argument]:
        """See refused_empty."""
        return refused_empty(given)

    @staticmethod
    def operands(name: str, given: Mapping[str, Argument]) -> dict[str, Value]:
        """See operands."""
        return operands(name, given)

    def row(self, type: str, node: NodeType, below: tuple[SelectionSetNode, ...]) -> Part:
        """The node of a row."""
        return self.win(below) if type == "BarredWinnerConnection" else Node(self.shape(node, below))

    def win(self, below: tuple[SelectionSetNode, ...]) -> Win:
        items: list[Name | Participant] = []
        for field in self.operation.fields("BarredWinner", below):
            if field.name == "__typename":
                items.append(Name(field.key, "BarredWinner"))
            else:
                party = MODEL[field.name.capitalize()]
                items.append(Participant(field.key, field.name, self.shape(party, field.below)))
        return Win(tuple(items))

    def bounds(self, given: Mapping[str, Argument], keys: list[Any], question: Value) -> Bounds:
        """first, last, after, before, offset."""
        first, last = optional(given.get("first")), optional(given.get("last"))
        offset = optional(given.get("offset"))
        if first is not None and last is not None:
            raise BadInput("Give either `first` or `last`, not both. first 与 last 不可同用。")
        if last is not None and offset is not None:
            raise BadInput("`offset` goes with `first`, not with `last`. offset 与 first 同用。")
        name, size = ("last", last) if last is not None else ("first", first or constant(FIRST))
        return Bounds(
            size.then(between(name, MOST)),
            backward=last is not None,
            after=self.cursor(given.get("after"), keys, question),
            before=self.cursor(given.get("before"), keys, question),
            offset=offset.then(between("offset", FARTHEST)) if offset is not None else None,
        )

    def cursor(self, given: Argument, keys: list[Any], question: Value) -> Value | None:
        """A cursor's sort values, days as days."""
        text = optional(given)
        if text is None:
            return None
        days = [is_day(key) for key in keys]

        def read(inputs: Inputs) -> list[Any]:
            values = cursor.decode(text.read(inputs), question.read(inputs), self.secret)
            return [
                date.fromisoformat(v) if d and v else v
                for v, d in zip(values, chain(days, repeat(False)), strict=False)
            ]

        return Value(read)

    def orders(self, node: NodeType, given: Argument) -> tuple[Order, ...]:
        """`orderBy`: one key an item."""
        if given is None:
            return ()
        assert isinstance(given, list)
        return tuple(self.order(node, item) for item in given)

    def order(self, node: NodeType, given: Argument) -> Order:
        """One sort key."""
        assert isinstance(given, dict)
        name, direction = only(given, "orderBy")
        if name.endswith("Aggregate"):
            return plan_aggregate.related_order(self, node.relation(name.removesuffix("Aggregate")), direction)
        if not isinstance(direction, Value):
            raise BadInput(f"`orderBy: {{{name}: null}}` says no direction; write ASC or DESC.")
        descending, nulls = plan_aggregate.directed(direction)
        if name == "id":
            return Order(None, descending)
        member = node.members[name] if name in node.members else node.relation(name.removesuffix("Count"))
        assert isinstance(member, (Field, Relation))
        return Order(member, descending, nulls)

    # ------------------------------------------------------------------------------------------------ conditions

    def condition(self, node: NodeType, given: Mapping[str, Argument]) -> Condition:
        """A where: all of its parts hold."""
        parts = [part for name, value in refused_empty(given).items() for part in self.term(node, name, value)]
        return parts[0] if len(parts) == 1 else Every(tuple(parts))

    def term(self, node: NodeType, name: str, value: Argument) -> list[Condition]:
        """One key of a where."""
        if value is None:
            raise BadInput(f"`{name}: null` is no condition; write `{name}: {{isNull: true}}`. 用 isNull 询问不详。")
        match name, value:
            case "and" | "or", list():
                inner = tuple(self.condition(node, part) for part in refused_empty(value) if isinstance(part, dict))
                return [Every(inner) if name == "and" else Either(inner)]
            case "correlate", list():
                return [correlate.correlated(self, node, part) for part in refused_empty(value)]
            case "not", dict():
                return [Negation(self.condition(node, value))]
            case "inForce", dict():
                return [in_force(value)]
            case "within", Value():
                return [Within(value)]
            case "id", dict():
                return [Compare(None, op, v.then(ids_in(node))) for op, v in operands("id", value).items()]
            case "synthetic", dict():
                return [Compare(SYNTHETIC, op, v) for op, v in operands("synthetic", value).items()]
        assert isinstance(value, dict)
        match node.members[name]:
            case Field() as field:
                return compared(field, value)
            case Relation() as relation if relation.many:
                return self.quantified(relation, value)
            case Relation() as relation:
                return [Related(relation, "some", self.condition(MODEL[relation.target], value))]
            case _:
                raise AssertionError(name)

    def quantified(self, relation: Relation, given: Mapping[str, Argument]) -> list[Condition]:
        """some, all, none, single, count of a relation to many."""
        found: list[Condition] = []
        for name, value in refused_empty(given).items():
            if not isinstance(value, dict):
                raise BadInput(f"`{relation.name}: {{{name}: null}}` is no condition; leave it out.")
            if name == "aggregate":
                found += plan_aggregate.related_conditions(self, relation, refused_empty(value))
            elif name in QUANTIFIERS:
                found.append(Related(relation, name, self.condition(MODEL[relation.target], value)))
            else:
                found += [Counted(relation, op, v) for op, v in operands("count", value).items()]
        return found


PAGING = ("first", "last", "after", "before", "offset")
WINNERS_SORT = [MODEL["Tender"].field("awardedOn")]


def compared(field: Field, given: Mapping[str, Argument]) -> list[Condition]:
    """The operators of a scalar filter."""
    found = operands(field.name, given)
    ignoring = found.pop("ignoreCase", None)
    if not found:
        raise BadInput(f"`{field.name}: {{ignoreCase: …}}` compares nothing; add eq, contains or another operator.")
    fold = ignoring is not None and bool(ignoring.now)
    return [
        Compare(field, op, value, fold and op in OPERATORS | TEXT_OPERATORS | {"in": "", "notIn": ""})
        for op, value in found.items()
    ]


def operands(name: str, given: Mapping[str, Argument]) -> dict[str, Value]:
    """The operators of a filter, each with a value."""
    found: dict[str, Value] = {}
    for operator, value in refused_empty(given).items():
        if not isinstance(value, Value):
            raise BadInput(
                f"`{name}: {{{operator}: null}}` compares with nothing; write `{name}: {{isNull: true}}`. 用 isNull。"
            )
        # Nothing is in an empty list; what is unknown is in neither answer, which no index must decide.
        found[operator + "None" * (operator in ("in", "notIn") and value.now == [])] = value
    return found


def in_force(given: Mapping[str, Argument]) -> InForce:
    """A PeriodFilter."""
    kind, value = only(given, "inForce")
    if isinstance(value, Value):
        return InForce(kind, value, None)
    if not isinstance(value, dict):
        raise BadInput(f"`inForce: {{{kind}: null}}` names no day.")
    refused_empty(value)
    start, end = optional(value.get("from")), optional(value.get("to"))
    if start is None and end is None:
        raise BadInput(f"`{kind}` wants `from`, `to` or both. 至少给出一端。")
    if kind == "covers" and (start is None or end is None):
        raise BadInput("`covers` wants both `from` and `to`. covers 须给出两端。")
    if start is not None and end is not None:
        end = ordered(start, end)
    return InForce(kind, start, end)


def refused_empty(given: Given) -> Given:
    """The filter itself, unless it is empty: `{}` would match everything, `[]` no one knows what."""
    if not given:
        raise BadInput("An empty filter ({} or []) is no condition: leave it out. 空条件请省略。")
    return given


def is_day(key: Any) -> bool:
    """Is a sort key a day?"""
    if isinstance(key, RelatedMeasure):
        return plan_aggregate.is_day(key.measure)
    return isinstance(key, Field) and key.type is Scalar.DAY


def only(given: Mapping[str, Argument], name: str) -> tuple[str, Argument]:
    """The one key of a @oneOf input, which a variable that is missing may have left without any."""
    if len(given) != 1:
        raise BadInput(f"`{name}` wants exactly one key, and has {len(given)}. {name} 须恰有一项。")
    return next(iter(given.items()))


def valued(given: Argument) -> Value:
    """An argument that surely is a value."""
    assert isinstance(given, Value)
    return given


def optional(given: Argument) -> Value | None:
    """An argument's value; null counts as left out."""
    return given if isinstance(given, Value) else None


def between(name: str, most: int) -> Callable[[int], int]:
    """Refuses a number below zero or over the limit."""

    def check(number: int) -> int:
        if not 0 <= number <= most:
            advice = (
                "page on with `after`" if name != "offset" else "page with `after`, which costs the same at any depth"
            )
            raise BadInput(
                f"`{name}` is {number}; it must be from 0 to {most}: {advice}. {name} 应在 0 至 {most} 之间。"
            )
        return number

    return check


def few(given: list[Any]) -> list[Any]:
    """Refuses a list over the limit."""
    if len(given) > MOST:
        raise BadInput(f"{len(given)} are too many at once; at most {MOST}. 至多 {MOST} 项。")
    return given


def type_of(id: str) -> NodeType | None:
    """The node type that a global id names."""
    return MODEL.types.get(id.partition(":")[0])


def key_in(node: NodeType) -> Callable[[str], str]:
    """The key in a global id of the type."""
    prefix = node.name + ":"
    # No node has an empty key: an id of another type, or of none, finds nothing.
    return lambda id: id[len(prefix) :] if id.startswith(prefix) else ""


def ids_in(node: NodeType) -> Callable[[Any], Any]:
    """The keys in one or several global ids; booleans (isNull) as they are."""
    key = key_in(node)
    return lambda ids: [key(id) for id in ids] if isinstance(ids, list) else key(ids) if isinstance(ids, str) else ids


def named(type: Any) -> str:
    """The name of a type without its wrappers."""
    while hasattr(type, "of_type"):
        type = type.of_type
    return str(type.name)


def variables_of(*nodes: Any) -> set[str]:
    """The variables that stand in these nodes."""
    return {node.name.value for node in inside(nodes, "variable")}


def spreads_of(node: Any) -> list[str]:
    """The fragments that are spread in a node."""
    return [part.name.value for part in inside((node,), "fragment_spread")]


def inside(nodes: Iterable[Any], kind: str) -> list[Any]:
    """The nodes of a kind in these nodes."""
    found: list[Any] = []

    class Finder(Visitor):
        def enter(self, node: Any, *_: Any) -> None:
            if node.kind == kind:
                found.append(node)

    for node in nodes:
        visit(node, Finder())
    return found
