"""The plan as one Cypher statement that returns one record of positional lists; the only place that writes reading Cypher.

Shapes measured in the design: to-one relations by OPTIONAL MATCH, to-many by COLLECT {}, lists in field order, dates as
text. Labels, relationship types and properties come from the model; every value is a parameter.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from graph import claims, interval
from graph.domain import BID, CONTRACT, ENTERPRISE, MODEL, PRECONDITIONS, SANCTION, TENDER
from graph.model import Field, NodeType, Period, Relation, Scalar, Step
from graph.query import (
    Aggregate,
    Bans,
    Barred,
    Checks,
    Citations,
    CitationText,
    CitedDocument,
    Compare,
    Condition,
    Connection,
    Counted,
    Either,
    Every,
    Fixed,
    GroupBy,
    GroupedAggregate,
    Identity,
    InForce,
    Inputs,
    Item,
    Listed,
    Lookup,
    Lookups,
    Many,
    Measure,
    Measured,
    Name,
    Negation,
    Node,
    Nothing,
    One,
    Order,
    Overview,
    Page,
    Part,
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
)

#: How many nodes of one name are listed in the error that a shared name gets, one more than are shown.
NAMESAKES = 11

#: What every node has beside its fields.
STORED = {
    "synthetic": "coalesce({node}.synthetic, false)",
    "quality": "coalesce({node}.quality, [])",
    "recordedAt": "toString({node}.recordedAt)",
}

OPERATORS = {"eq": "=", "ne": "<>", "lt": "<", "lte": "<=", "gt": ">", "gte": ">="}
TEXT_OPERATORS = {"contains": "CONTAINS", "startsWith": "STARTS WITH", "endsWith": "ENDS WITH"}


@dataclass(frozen=True)
class Statement:
    """Cypher text, and the parameters that each request gives it anew."""

    text: str
    parameters: tuple[tuple[str, Value], ...]

    def bind(self, inputs: Inputs) -> dict[str, object]:
        """The parameters of one request; raises BadInput for a value that cannot be meant."""
        return {name: value.read(inputs) for name, value in self.parameters}


def compile_plan(plan: Plan) -> Statement | None:
    """The statement of a plan; None when nothing needs the database."""
    writer = Writer(plan.as_of)
    calls: list[str] = []
    columns = [(f"r{number}", writer.root(root, calls)) for number, root in enumerate(plan.roots)]
    asked = [f"{indented(text)} AS {name}" for name, text in columns if text]
    if not asked:
        return None
    return Statement("\n".join([*calls, "RETURN"]) + "\n" + ",\n".join(asked), tuple(writer.parameters))


def indented(text: str) -> str:
    """The text, two spaces further in."""
    return "  " + text.replace("\n", "\n  ")


def block(word: str, clauses: Sequence[str]) -> str:
    """A subquery expression of several clauses, `COLLECT { … }` for example."""
    return word + " {\n" + indented("\n".join(clauses)) + "\n}"


def where(*predicates: str) -> list[str]:
    """A WHERE clause of all predicates that are not empty, or none."""
    found = [predicate for predicate in predicates if predicate]
    return ["WHERE " + " AND ".join(found)] if found else []


@dataclass(frozen=True)
class Key:
    """A sort key: its expression in Cypher, and how it sorts."""

    text: str
    shown: str  # the expression as a cursor holds it
    nullable: bool
    descending: bool
    nulls_first: bool

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
        return Key(self.text, self.shown, self.nullable, not self.descending, not self.nulls_first)

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


@dataclass(frozen=True)
class Source:
    """Where a page's rows come from: clauses, the variable of the row's node, the variables it keeps."""

    clauses: tuple[str, ...]
    node: str
    kept: tuple[str, ...]
    distinct: bool = False


class Writer:
    """Writes one plan: hands out variables and parameters in order, so that a plan always gives the same text."""

    def __init__(self, as_of: Value | None) -> None:
        self.parameters: list[tuple[str, Value]] = []
        self._names: dict[int, str] = {}
        self._variables = 0
        self._as_of = as_of

    # ------------------------------------------------------------------------------------------------ names

    def variable(self, letter: str = "n") -> str:
        """A variable that nothing else uses."""
        self._variables += 1
        return f"{letter}{self._variables - 1}"

    def parameter(self, value: Value) -> str:
        """The parameter of a value; a value used twice is one parameter."""
        name = self._names.get(id(value))
        if name is None:
            name = self._names[id(value)] = f"p{len(self.parameters)}"
            self.parameters.append((name, value))
        return "$" + name

    # ------------------------------------------------------------------------------------------------ roots

    def root(self, root: Root, calls: list[str]) -> str | None:
        """A root field's column, after the CALLs that it needs; None for one that needs no database."""
        match root:
            case Connection():
                return self.page(root.page, None, calls)
            case Lookup():
                return self.lookup(root)
            case Lookups():
                return "[" + ", ".join(self.lookups(shape, root.ids) for shape in root.shapes) + "]"
            case Checks():
                return self.checks(root)
            case Overview():
                return self.overview()
            case Fixed() | Nothing():
                return None

    def lookup(self, root: Lookup) -> str:
        node = self.variable()
        clauses = [f"MATCH ({node}:{root.shape.node.name})"]
        clauses += where(f"{node}.{root.property} = {self.parameter(root.value)}", self.visible(root.shape.node, node))
        limit = NAMESAKES if root.property == "name" else 1
        clauses.append(f"WITH {node} ORDER BY {node}.{root.shape.node.key} LIMIT {limit}")
        return block("COLLECT", [*clauses, *self.returned(node, root.shape, also=f"{node}.{root.shape.node.key}")])

    def lookups(self, shape: Shape, ids: Value) -> str:
        node, key = self.variable(), shape.node.key
        keys = self.parameter(ids.then(keys_of(shape.node)))
        clauses = [
            f"MATCH ({node}:{shape.node.name})",
            *where(f"{node}.{key} IN {keys}", self.visible(shape.node, node)),
        ]
        return block("COLLECT", [*clauses, *self.returned(node, shape, also=f"{node}.{key}")])

    def returned(self, node: str, shape: Shape, also: str) -> list[str]:
        """RETURN of a shape beside another expression."""
        joins, text = self.shape(node, shape)
        return [*joins, f"RETURN [{also}, {text}]"]

    def overview(self) -> str:
        counts = ", ".join(f"COUNT {{ (:{node.name}) }}" for node in MODEL)
        synthetic = ", ".join(f"EXISTS {{ (n:{node.name}) WHERE n.synthetic }}" for node in MODEL)
        sources = block(
            "COLLECT",
            [
                "MATCH (d:Document)",
                "WITH d, COUNT { (d)<-[:CITED_IN]-() } AS facts WHERE facts > 0",
                "RETURN [d.documentId, d.title, toString(d.issuedOn), facts, d.synthetic] ORDER BY facts DESC, d.documentId LIMIT 100",
            ],
        )
        revision = "head(COLLECT { MATCH (w:Wuye) RETURN w.revision })"
        return f"[[{counts}], [{synthetic}], {sources}, {revision}]"

    # ------------------------------------------------------------------------------------------------ shapes

    def shape(self, node: str, shape: Shape) -> tuple[list[str], str]:
        """What is read of a node: the clauses that reach its to-one relations, and the list in field order."""
        joins: list[str] = []
        texts = [self.item(node, shape.node, item, joins) for item in shape.items]
        return joins, "[" + ", ".join(texts) + "]"

    def item(self, node: str, type: NodeType, item: Item, joins: list[str]) -> str:
        """One position of a shape's list."""
        match item:
            case Property():
                return shown(f"{node}.{item.field.name}", item.field)
            case Identity():
                return f"'{type.name}:' + {node}.{type.key}"
            case Name():
                return f"'{item.name}'"
            case Stored():
                return STORED[item.name].format(node=node)
            case Rule() if item.items:
                # What aggregates stands in a CALL: inside a COLLECT it would forbid the ORDER BY around it.
                found = self.variable("v")
                joins.append(claims.evidence(node, region_code(node), found))
                return found
            case Rule():
                return self.rule(node, type, item)
            case One():
                return self.one(node, type, item, joins)
            case Listed():
                return self.listed(node, type, item)
            case Citations():
                return self.citations(node, item)
            case Many():
                return self.page(item.page, (node, type), joins)

    def one(self, node: str, type: NodeType, item: One, joins: list[str]) -> str:
        relation, target = item.relation, MODEL[item.relation.target]
        other = self.variable()
        # A fact's own parties are shown whatever their dates say: without them it would say nothing.
        visible = "" if relation.required else self.visible(target, other)
        if self.sole(type, relation):
            joins += [f"OPTIONAL MATCH {self.path(node, type, relation, other)}", *where(visible)]
            inner, text = self.shape(other, item.shape)
            joins += inner
            return f"CASE WHEN {other} IS NULL THEN null ELSE {text} END"
        inner, text = self.shape(other, item.shape)
        clauses = [
            f"MATCH {self.path(node, type, relation, other)}",
            *where(visible),
            f"WITH {other} ORDER BY {other}.{target.key} LIMIT 1",
            *inner,
            f"RETURN {text}",
        ]
        return f"head({block('COLLECT', clauses)})"

    def listed(self, node: str, type: NodeType, item: Listed) -> str:
        other = self.variable()
        joins, text = self.shape(other, item.shape)
        clauses = [f"MATCH {self.path(node, type, item.relation, other)}", *joins]
        return block("COLLECT", [*clauses, f"RETURN {text} ORDER BY {other}.{item.shape.node.key}"])

    def citations(self, node: str, item: Citations) -> str:
        cited, document = self.variable("c"), self.variable()
        joins: list[str] = []
        texts: list[str] = []
        for part in item.items:
            match part:
                case Name():
                    texts.append(f"'{part.name}'")
                case CitationText():
                    texts.append(f"{cited}.{part.name}")
                case CitedDocument():
                    inner, text = self.shape(document, part.shape)
                    joins += inner
                    texts.append(text)
        clauses = [f"MATCH ({node})-[{cited}:CITED_IN]->({document}:Document)", *joins]
        return block("COLLECT", [*clauses, f"RETURN [{', '.join(texts)}] ORDER BY {document}.documentId"])

    @staticmethod
    def sole(type: NodeType, relation: Relation) -> bool:
        """Does a node surely have at most one at the other end? A row carries one; an inverse may be several."""
        return relation.carried and not relation.many and relation in type.relations

    def path(self, node: str, type: NodeType, relation: Relation, other: str) -> str:
        """The pattern of a relation, labels only where the model leaves them open."""
        text, here = f"({node})", type.name
        for number, step in enumerate(relation.steps):
            last = number == len(relation.steps) - 1
            label = "" if len(self.ends(here, step)) == 1 else f":{step.label}"
            text += f"-[:{step.type}]->" if step.out else f"<-[:{step.type}]-"
            text += f"({other if last else ''}{label})"
            here = step.label
        return text

    @staticmethod
    def ends(label: str, step: Step) -> set[str]:
        """The labels that may stand at the other end of a step."""
        return {end for type in step.type.split("|") for end in MODEL.ends.get((label, type, step.out), set())} or {
            step.label
        }

    # ------------------------------------------------------------------------------------------------ rules

    def rule(self, node: str, type: NodeType, item: Rule) -> str:
        """A computed field's expression."""
        return RULES[item.computed.name](self, node, type, item.on)

    def in_force(self, node: str, type: NodeType, day: Value) -> str:
        assert type.period is not None
        return f"coalesce({interval.on(type.period, node, self.parameter(day))}, false)"

    def barred(self, node: str, type: NodeType, day: Value) -> str:
        ban = self.variable("s")
        return exists(f"({node})<-[:IMPOSED_ON]-({ban}:Sanction)", self.ban(ban), *self.held(ban, SANCTION, day))

    def held(self, node: str, type: NodeType, day: Value) -> list[str]:
        """In force on the day, and visible."""
        held = interval.on(period_of(type), node, self.parameter(day))
        return [held] if day is self._as_of else [held, self.visible(type, node)]

    @staticmethod
    def ban(node: str) -> str:
        """Only this kind bars from bidding (限制参与公开招投标)."""
        return f"{node}.kind = 'BID_RESTRICTION'"

    def management_mode(self, node: str, type: NodeType, day: Value) -> str:
        contract = self.variable("c")
        clauses = [
            f"MATCH ({node})<-[:SERVES]-({contract})",
            *where(*self.held(contract, CONTRACT, day)),
            f"RETURN {contract}.mode ORDER BY {contract}.startsOn DESC, {contract}.contractId LIMIT 1",
        ]
        return f"head({block('COLLECT', clauses)})"

    def end_known(self, node: str, type: NodeType, day: Value) -> str:
        return f"({node}.permanent OR {node}.endsOn IS NOT NULL)"

    def preconditions_met(self, node: str, type: NodeType, day: Value) -> str:
        if self._as_of is None:
            return "(" + " AND ".join(f"{node}.{field.name} IS NOT NULL" for field in PRECONDITIONS) + ")"
        by = self.parameter(self._as_of)
        return "(" + " AND ".join(f"coalesce({node}.{field.name} <= {by}, false)" for field in PRECONDITIONS) + ")"

    def checks(self, root: Checks) -> str:
        """The evidence of every claim asked for."""
        if root.claims is not None:
            clauses = [f"UNWIND {self.parameter(root.claims)} AS c", claims.evidence("c", "c.region", "v"), "RETURN v"]
            return block("COLLECT", clauses)
        assert root.document is not None
        document = f"(:Document {{documentId: {self.parameter(root.document)}}})"
        made = [f"MATCH {document}<-[:MADE_IN]-(c)", claims.evidence("c", region_code("c"), "v")]
        return block("COLLECT", [*made, "RETURN v ORDER BY c.claimId"])

    # ------------------------------------------------------------------------------------------------ pages

    def page(self, page: Page, owner: tuple[str, NodeType] | None, joins: list[str]) -> str:
        """A connection: a list of what `slots(page)` names, in that order; aggregates are CALLs among the joins."""
        writers: dict[str, Callable[[], str]] = {
            "rows": lambda: self.rows(page, owner),
            "total": lambda: self.total(page, owner),
            "earlier": lambda: self.beyond(page, owner, earlier=True),
            "later": lambda: self.beyond(page, owner, earlier=False),
        }
        for number, item in enumerate(page.items):
            if item.aggregate is not None:
                writers[f"aggregate{number}"] = partial(self.aggregate, page, owner, item.aggregate, joins)
        return "[" + ", ".join(writers[slot]() for slot in slots(page)) + "]"

    def aggregate(
        self, page: Page, owner: tuple[str, NodeType] | None, asked: Aggregate | GroupedAggregate, joins: list[str]
    ) -> str:
        """Figures over a connection's rows, by a CALL before the RETURN: aggregation inside a COLLECT would forbid ORDER BY."""
        source, found = self.source(page, owner), self.variable("v")
        clauses = [*source.clauses, *([f"WITH DISTINCT {source.node}"] if source.distinct else [])]
        if isinstance(asked, Aggregate):
            clauses.append(f"RETURN [{', '.join(measured(m, source.node) for m in asked.measures)}] AS {found}")
        else:
            clauses += self.grouped(source.node, page.node, asked, found)
        joins.append(block(f"CALL ({owner[0] if owner else ''})", clauses))
        return found

    def grouped(self, node: str, type: NodeType, asked: GroupedAggregate, found: str) -> list[str]:
        """The clauses after a connection's rows that make groups of them."""
        clauses: list[str] = []
        keys = [self.group_key(node, type, by, clauses) for by in asked.by]
        figures = [(self.variable("a"), measured(measure, node)) for measure in asked.measures]
        # A node that is a key groups by itself; any other key is computed in the same WITH.
        clauses.append("WITH " + ", ".join(f"{text} AS {name}" if text != name else name for name, text in [*keys, *figures]))
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
        return [*clauses, f"WITH [{row}] AS row, {', '.join(names)} ORDER BY {order}", f"RETURN collect(row) AS {found}"]

    def group_key(self, node: str, type: NodeType, by: GroupBy, clauses: list[str]) -> tuple[str, str]:
        """A group key's name and expression; a related node is reached by an OPTIONAL MATCH."""
        name = self.variable("g")
        if isinstance(by.by, Field):
            return name, BUCKETS[by.bucket].format(text=f"{node}.{by.by.name}")
        path = self.path(node, type, by.by, name if by.bucket in ("ITSELF", "VALUE") else "")
        if by.bucket not in ("ITSELF", "VALUE"):
            path += f"-[:PART_OF*0..]->({name}:Region {{level: '{by.bucket}'}})"
        clauses.append(f"OPTIONAL MATCH {path}")
        return name, name

    def rows(self, page: Page, owner: tuple[str, NodeType] | None) -> str:
        source = self.source(page, owner)
        clauses, keys = self.keyed(page, source)
        order = ", ".join(key.order for key in keys)
        skip = f" SKIP {self.parameter(page.bounds.offset)}" if page.bounds.offset is not None else ""
        kept = self.kept(source, keys)
        clauses.append(f"WITH {kept} ORDER BY {order}{skip} LIMIT {self.parameter(page.bounds.size.then(one_more))}")
        joins: list[str] = []
        texts = [self.part(part, page, source, joins) for part in page.parts]
        if page.cursors:
            texts.append("[" + ", ".join(key.shown for key in keys) + "]")
        row = texts[0] if len(texts) == 1 else "[" + ", ".join(texts) + "]"
        # Stated again: a clause after WITH … ORDER BY promises no order.
        return block("COLLECT", [*clauses, *joins, f"RETURN {row} ORDER BY {order}"])

    def keyed(self, page: Page, source: Source) -> tuple[list[str], list[Key]]:
        """The page's clauses up to its cursors' bounds, and its sort keys as they stand for this direction."""
        clauses = list(source.clauses)
        keys, made = self.order(page, source)
        if source.distinct or made:
            clauses.append(f"WITH {'DISTINCT ' if source.distinct else ''}{', '.join(source.kept)}{made}")
        bounds = page.bounds
        after = self.cursor_bound(keys, bounds.after) if bounds.after is not None else ""
        before = self.cursor_bound([key.reversed() for key in keys], bounds.before) if bounds.before is not None else ""
        self.restrict(clauses, after, before)
        return clauses, [key.reversed() for key in keys] if bounds.backward else keys

    @staticmethod
    def restrict(clauses: list[str], *predicates: str) -> None:
        """Adds predicates to the last clause, or to its WHERE."""
        found = " AND ".join(
            f"({predicate})" if " OR " in predicate else predicate for predicate in predicates if predicate
        )
        if found and clauses[-1].startswith("WHERE "):
            clauses[-1] += " AND " + found
        elif found:
            clauses.append("WHERE " + found)

    @staticmethod
    def kept(source: Source, keys: Sequence[Key]) -> str:
        """The variables that a page's rows still need, computed sort keys among them."""
        return ", ".join([*source.kept, *(key.text for key in keys if "." not in key.text)])

    def cursor_bound(self, keys: Sequence[Key], cursor: Value) -> str:
        """Sorts after the cursor: by the first key, then among equals by the next."""
        text = ""
        for number, key in reversed(list(enumerate(keys))):
            text = key.beyond(self.parameter(cursor.then(position(number))), text)
        return text

    def total(self, page: Page, owner: tuple[str, NodeType] | None) -> str:
        """The number of rows, by a subquery that only counts."""
        source = self.source(page, owner)
        if source.distinct:
            return block("COUNT", [*source.clauses, f"RETURN DISTINCT {source.node}"])
        if len(source.clauses) == 1:
            return f"COUNT {{ {source.clauses[0].removeprefix('MATCH ')} }}"
        return block("COUNT", ended(source.clauses, source.node))

    def beyond(self, page: Page, owner: tuple[str, NodeType] | None, *, earlier: bool) -> str:
        """Is there a row on the far side of the cursor that bounds this page (or, without one, before the offset)?"""
        source = self.source(page, owner)
        clauses = list(source.clauses)
        keys, made = self.order(page, source)
        if source.distinct or made:
            clauses.append(f"WITH {'DISTINCT ' if source.distinct else ''}{', '.join(source.kept)}{made}")
        cursor = page.bounds.after if earlier else page.bounds.before
        if cursor is not None:
            inside = self.cursor_bound(keys if earlier else [key.reversed() for key in keys], cursor)
            self.restrict(clauses, f"NOT coalesce({inside}, false)")
        return block("EXISTS", ended(clauses, source.node))

    def order(self, page: Page, source: Source) -> tuple[list[Key], str]:
        """Sort keys, ties always ending in the key; and what must be computed for them first."""
        if isinstance(page.source, Winners):
            return winners_order(source), ""
        node, made = source.node, ""
        keys: list[Key] = []
        for order in page.order:
            if isinstance(order.by, RelatedMeasure):
                name = self.variable("k")
                made += f", {self.related_measure(node, page.node, order.by)} AS {name}"
                keys.append(computed_key(name, order, order.by.measure))
            elif isinstance(order.by, Relation):
                name = self.variable("k")
                counted = self.variable()
                made += f", COUNT {{ {self.path(node, page.node, order.by, counted)}{self.counted(order.by, counted)} }} AS {name}"
                keys.append(Key(name, name, False, order.descending, order.descending))
            else:
                keys.append(field_key(node, order, page.node.key))
        if not any(order.by is None or order.by == page.node.field(page.node.key) for order in page.order):
            text = f"{node}.{page.node.key}"
            keys.append(Key(text, text, False, False, False))
        return keys, made

    def counted(self, relation: Relation, node: str) -> str:
        visible = self.visible(MODEL[relation.target], node)
        return f" WHERE {visible}" if visible else ""

    def part(self, part: Part, page: Page, source: Source, joins: list[str]) -> str:
        """What is shown of a row."""
        match part:
            case Node():
                inner, text = self.shape(source.node, part.shape)
                joins += inner
                return text
            case Bans():
                assert isinstance(page.source, Barred)
                return self.bans(part, page.source, source.node)
            case Win():
                roles = dict(zip(("enterprise", "sanction", "bid", "tender"), source.kept, strict=True))
                texts: list[str] = []
                for item in part.items:
                    if isinstance(item, Name):
                        texts.append(f"'{item.name}'")
                        continue
                    inner, text = self.shape(roles[item.role], item.shape)
                    joins += inner
                    texts.append(text)
                return "[" + ", ".join(texts) + "]"

    # ------------------------------------------------------------------------------------------------ sources

    def source(self, page: Page, owner: tuple[str, NodeType] | None) -> Source:
        """The MATCH of a page, its condition and its visibility included."""
        match page.source:
            case Barred():
                return self.barred_source(page.source, page)
            case Winners():
                return self.winners_source(page.source)
            case Relation():
                assert owner is not None
                node = self.variable()
                clauses = [f"MATCH {self.path(owner[0], owner[1], page.source, node)}"]
                distinct = len(page.source.steps) > 1
                if distinct and self._as_of is not None:
                    clauses = [self.through(owner, page.source, node)]
            case None:
                node, distinct = self.variable(), False
                clauses = [f"MATCH ({node}:{page.node.name})"]
        clauses += self.filtered(node, page.node, page.where)
        return Source(tuple(clauses), node, (node,), distinct)

    def through(self, owner: tuple[str, NodeType], relation: Relation, node: str) -> str:
        """A pattern of two steps in which the fact between is visible on the day, too."""
        first, second = relation.steps
        middle = self.variable()
        text = (
            f"MATCH ({owner[0]})"
            + (f"-[:{first.type}]->" if first.out else f"<-[:{first.type}]-")
            + f"({middle}:{first.label})"
        )
        text += (f"-[:{second.type}]->" if second.out else f"<-[:{second.type}]-") + f"({node})"
        return "\n".join([text, *where(self.visible(MODEL[first.label], middle)), f"MATCH ({node})"])

    def filtered(self, node: str, type: NodeType, condition: Condition | None, *, seen: bool = False) -> list[str]:
        """WHERE, and a MATCH for each to-one relation that must satisfy something: the planner may start there.

        `seen`: the node is shown whatever its dates say.
        """
        parts = condition.parts if isinstance(condition, Every) else (condition,) if condition else ()
        clauses: list[str] = []
        rest: list[str] = [] if seen else [self.visible(type, node)]
        for part in parts:
            if isinstance(part, Related) and part.quantifier == "some" and self.sole(type, part.relation):
                other = self.variable()
                clauses.append(f"MATCH {self.path(node, type, part.relation, other)}")
                clauses += self.filtered(
                    other, MODEL[part.relation.target], part.condition, seen=part.relation.required
                )
            elif isinstance(part, Within):
                clauses.append(f"MATCH ({node})-[:PART_OF*0..]->(:Region {{code: {self.parameter(part.code)}}})")
            else:
                rest.append(self.condition(node, type, part))
        return [*where(*rest), *clauses]

    def barred_source(self, source: Barred, page: Page) -> Source:
        node, ban = self.variable(), self.variable("s")
        clauses = [f"MATCH ({ban}:Sanction)-[:IMPOSED_ON]->({node}:Enterprise)", *where(*self.ban_terms(ban, source))]
        clauses += [f"WITH DISTINCT {node}", *self.filtered(node, page.node, page.where)]
        return Source(tuple(clauses), node, (node,))

    def ban_terms(self, ban: str, source: Barred) -> list[str]:
        """In force on some day of the period, and applying in the region."""
        first, last = self.parameter(source.start), self.parameter(source.end)
        terms = [self.ban(ban), interval.overlaps(period_of(SANCTION), ban, first, last), self.visible(SANCTION, ban)]
        if source.region is not None:
            terms.append(self.applies_in(ban, f"(:Region {{code: {self.parameter(source.region)}}})"))
        return terms

    @staticmethod
    def applies_in(ban: str, region: str) -> str:
        """A ban applies where its region is the given one or above it; one without a region applies everywhere."""
        return f"(NOT EXISTS {{ ({ban})-[:APPLIES_IN]->() }} OR EXISTS {{ ({ban})-[:APPLIES_IN]->()<-[:PART_OF*0..]-{region} }})"

    def bans(self, part: Bans, source: Barred, enterprise: str) -> str:
        ban = self.variable("s")
        joins, text = self.shape(ban, part.shape)
        clauses = [
            f"MATCH ({enterprise})<-[:IMPOSED_ON]-({ban}:Sanction)",
            *where(*self.ban_terms(ban, source)),
            *joins,
        ]
        return block("COLLECT", [*clauses, f"RETURN {text} ORDER BY {ban}.startsOn, {ban}.sanctionId"])

    def winners_source(self, source: Winners) -> Source:
        enterprise, ban, bid, tender = self.variable("e"), self.variable("s"), self.variable("b"), self.variable("t")
        # Where the day of the award is unknown, the days known are those up to the submission.
        awarded = f"coalesce({tender}.awardedOn, {bid}.submittedOn)"
        terms = [
            self.ban(ban),
            f"{bid}.outcome = 'WON'",
            interval.overlaps(period_of(SANCTION), ban, f"{bid}.submittedOn", awarded),
            self.applies_in(ban, f"()<-[:IN_REGION]-()<-[:FOR]-({tender})"),
        ]
        if source.start is not None:
            terms.append(f"{awarded} >= {self.parameter(source.start)}")
        if source.end is not None:
            terms.append(f"{awarded} <= {self.parameter(source.end)}")
        if source.region is not None:
            code = self.parameter(source.region)
            terms.append(
                f"EXISTS {{ ({tender})-[:FOR]->()-[:IN_REGION]->()-[:PART_OF*0..]->(:Region {{code: {code}}}) }}"
            )
        terms += [
            self.visible(*seen) for seen in ((ENTERPRISE, enterprise), (SANCTION, ban), (BID, bid), (TENDER, tender))
        ]
        path = f"({ban}:Sanction)-[:IMPOSED_ON]->({enterprise})<-[:SUBMITTED_BY]-({bid})-[:SUBMITTED_TO]->({tender})"
        clauses = (f"MATCH {path}", *where(*terms))
        return Source(clauses, bid, (enterprise, ban, bid, tender))

    # ------------------------------------------------------------------------------------------------ conditions

    def visible(self, type: NodeType, node: str) -> str:
        """Does @asOf see the node? "" when it does always."""
        period = type.visible
        if self._as_of is None or period is None:
            return ""
        return (
            interval.on(period, node, self.parameter(self._as_of))
            if not yearly(type, period)
            else self.built(type, node)
        )

    def built(self, type: NodeType, node: str) -> str:
        """Visibility of a node whose beginning is known by its year."""
        assert self._as_of is not None and type.visible is not None
        period, year = type.visible, self.parameter(self._as_of.then(year_of))
        started = f"{node}.{period.start}"
        begun = f"({started} IS NULL OR {started} <= {year})" if period.open_start else f"{started} <= {year}"
        cut = (
            f" AND ({node}.{period.cut} IS NULL OR {node}.{period.cut} > {self.parameter(self._as_of)})"
            if period.cut
            else ""
        )
        return begun + cut

    def condition(self, node: str, type: NodeType, condition: Condition) -> str:
        """A predicate on a node."""
        match condition:
            case Compare():
                return self.compare(f"{node}.{condition.field.name if condition.field else type.key}", condition)
            case Every():
                return joined(" AND ", [self.condition(node, type, part) for part in condition.parts])
            case Either():
                return joined(" OR ", [self.condition(node, type, part) for part in condition.parts])
            case Negation():
                return f"NOT ({self.condition(node, type, condition.part)})"
            case Related():
                return self.related(node, type, condition)
            case Counted():
                other = self.variable()
                count = f"COUNT {{ {self.path(node, type, condition.relation, other)}{self.counted(condition.relation, other)} }}"
                if len(condition.relation.steps) > 1:
                    count = block(
                        "COUNT",
                        [f"MATCH {self.path(node, type, condition.relation, other)}", f"RETURN DISTINCT {other}"],
                    )
                return self.compare(count, Compare(None, condition.operator, condition.value))
            case Measured():
                return compared(
                    self.related_measure(node, type, condition.related), condition.operator, self.parameter(condition.value)
                )
            case InForce():
                return self.period(node, type, condition)
            case Within():
                return f"EXISTS {{ ({node})-[:PART_OF*0..]->(:Region {{code: {self.parameter(condition.code)}}}) }}"

    def compare(self, left: str, condition: Compare) -> str:
        """A value held against a parameter; of a list, its elements."""
        operator, right = condition.operator, self.parameter(condition.value)
        if operator == "isNull":
            return f"({left} IS NULL) = {right}"
        if condition.field is not None and condition.field.many:
            word = "none" if operator in ("ne", "notIn") else "any"
            test = compared("x", {"ne": "eq", "notIn": "in"}.get(operator, operator), right, condition.ignore_case)
            return f"{word}(x IN {left} WHERE {test})"
        return compared(left, operator, right, condition.ignore_case)

    def related_measure(self, node: str, type: NodeType, asked: RelatedMeasure) -> str:
        """A figure over related nodes, without an aggregating function: those would group the rows around it."""
        relation, target, other = asked.relation, MODEL[asked.relation.target], self.variable()
        inner = bracketed(self.condition(other, target, asked.condition)) if asked.condition is not None else ""
        text = f"{other}.{asked.measure.field.name}" if asked.measure.field else ""
        known = f"{text} IS NOT NULL" if text else ""
        match = [f"MATCH {self.path(node, type, relation, other)}", *where(self.visible(target, other), inner, known)]
        if asked.measure.function == "count":
            return block("COUNT", [*match, f"RETURN DISTINCT {other}"])
        return RELATED_FIGURES[asked.measure.function].format(
            distinct=block("COUNT", [*match, f"RETURN DISTINCT {text}"]),
            least=block("COLLECT", [*match, f"RETURN {text} ORDER BY {text} LIMIT 1"]),
            most=block("COLLECT", [*match, f"RETURN {text} ORDER BY {text} DESC LIMIT 1"]),
            all=block("COLLECT", [*match, f"WITH DISTINCT {other}", f"RETURN {text}"]),
        )

    def related(self, node: str, type: NodeType, condition: Related) -> str:
        relation, target = condition.relation, MODEL[condition.relation.target]
        other = self.variable()
        path = self.path(node, type, relation, other)
        visible = "" if relation.required and not relation.many else self.visible(target, other)
        inner = self.condition(other, target, condition.condition)
        match condition.quantifier:
            case "some":
                return exists(path, visible, inner)
            case "none":
                return "NOT " + exists(path, visible, inner)
            case "all":
                return "NOT " + exists(path, visible, f"NOT coalesce({inner}, false)")
            case _:
                return (
                    block("COUNT", [f"MATCH {path}", *where(visible, bracketed(inner)), f"RETURN DISTINCT {other}"])
                    + " = 1"
                )

    def period(self, node: str, type: NodeType, condition: InForce) -> str:
        assert type.period is not None
        first = self.parameter(condition.start) if condition.start is not None else None
        last = self.parameter(condition.end) if condition.end is not None else None
        match condition.kind:
            case "on":
                assert first is not None
                return interval.on(type.period, node, first)
            case "overlaps":
                return interval.overlaps(type.period, node, first, last)
            case "covers":
                assert first is not None and last is not None
                return interval.covers(type.period, node, first, last)
            case _:
                return interval.starts_in(type.period, node, first, last)


#: A day as its period's name; unknown stays unknown.
BUCKETS = {
    "VALUE": "{text}",
    "DAY": "toString({text})",
    "MONTH": "substring(toString({text}), 0, 7)",
    "QUARTER": "toString({text}.year) + '-Q' + toString({text}.quarter)",
    "YEAR": "toString({text}.year)",
}

#: Figures over related nodes; a sum or mean over no known value is unknown, not zero.
RELATED_FIGURES = {
    "countDistinct": "{distinct}",
    "min": "head({least})",
    "max": "head({most})",
    "sum": "head([v IN [{all}] | CASE WHEN size(v) > 0 THEN reduce(t = 0.0, y IN v | t + y) END])",
    "avg": "head([v IN [{all}] | CASE WHEN size(v) > 0 THEN reduce(t = 0.0, y IN v | t + y) / size(v) END])",
}

RULES: dict[str, Callable[[Writer, str, NodeType, Value], str]] = {
    "inForce": Writer.in_force,
    "barred": Writer.barred,
    "managementMode": Writer.management_mode,
    "endKnown": Writer.end_known,
    "preconditionsMet": Writer.preconditions_met,
}


def slots(page: Page) -> tuple[str, ...]:
    """What a page's list holds, in order; the decoder reads it by the same names."""
    bounds = page.bounds
    found = ["rows"] if page.rows else []
    found += ["total"] if page.wants("totalCount") else []
    if page.wants("hasPreviousPage") and (
        bounds.after is not None or (bounds.offset is not None and not bounds.backward)
    ):
        found.append("earlier")
    if page.wants("hasNextPage") and bounds.before is not None:
        found.append("later")
    found += [f"aggregate{number}" for number, item in enumerate(page.items) if item.aggregate is not None]
    return tuple(found)


def measured(measure: Measure, node: str) -> str:
    """An aggregating expression; a sum over no known value is unknown, not zero.

    >>> measured(Measure("countDistinct", MODEL["Community"].field("households")), "n0")
    'count(DISTINCT n0.households)'
    """
    if measure.field is None:
        return f"count({node})"
    text = f"{node}.{measure.field.name}"
    match measure.function:
        case "countDistinct":
            return f"count(DISTINCT {text})"
        case "sum":
            return f"CASE WHEN count({text}) > 0 THEN toFloat(sum({text})) END"
        case "avg":
            return f"avg({text})"
        case _:
            return shown(f"{measure.function}({text})", measure.field)


def group_order(asked: GroupedAggregate, names: Sequence[str]) -> list[Key]:
    """The sort keys of groups, ties always ending in the group keys."""
    texts = [
        f"{name}.{MODEL[by.by.target].key}" if isinstance(by.by, Relation) else name
        for by, name in zip(asked.by, names, strict=False)
    ] + list(names[len(asked.by) :])
    keys = [Key(texts[o.place], texts[o.place], True, o.descending, o.nulls == "first") for o in asked.order]
    ordered = {order.place for order in asked.order}
    return keys + [Key(texts[n], texts[n], False, False, False) for n in range(len(asked.by)) if n not in ordered]


def computed_key(name: str, order: Order, measure: Measure) -> Key:
    """The sort key of a figure over related nodes."""
    nullable = measure.function not in ("count", "countDistinct")
    text = shown(name, measure.field) if measure.field and measure.function in ("min", "max") else name
    return Key(name, text, nullable, order.descending, order.nulls == "first")


def shown(text: str, field: Field) -> str:
    """A property as the answer shows it: days as text, lists never null."""
    if field.type in (Scalar.DAY, Scalar.MOMENT):
        return f"toString({text})"
    return f"coalesce({text}, [])" if field.many else text


def field_key(node: str, order: Order, key: str) -> Key:
    """The sort key of a field, or of the id."""
    if order.by is None:
        return Key(f"{node}.{key}", f"{node}.{key}", False, order.descending, False)
    assert isinstance(order.by, Field)
    text = f"{node}.{order.by.name}"
    return Key(text, shown(text, order.by), not order.by.required, order.descending, order.nulls == "first")


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


def exists(path: str, *predicates: str) -> str:
    """EXISTS of a pattern under predicates."""
    return f"EXISTS {{ {' '.join([path, *where(*(bracketed(p) for p in predicates))])} }}"


def bracketed(predicate: str) -> str:
    """The predicate, safe beside an AND."""
    return f"({predicate})" if " OR " in predicate else predicate


def joined(word: str, parts: list[str]) -> str:
    """Predicates joined, each safe beside the other."""
    return parts[0] if len(parts) == 1 else "(" + word.join(bracketed(part) for part in parts) + ")"


def compared(left: str, operator: str, right: str, ignore_case: bool = False) -> str:
    """One comparison.

    >>> compared("n.name", "startsWith", "$p0", ignore_case=True)
    'toLower(n.name) STARTS WITH toLower($p0)'
    """
    if ignore_case:
        left = f"toLower({left})"
        right = f"[y IN {right} | toLower(y)]" if operator in ("in", "notIn") else f"toLower({right})"
    match operator:
        case "in":
            return f"{left} IN {right}"
        case "notIn":
            return f"NOT {left} IN {right}"
        case _:
            return f"{left} {(OPERATORS | TEXT_OPERATORS)[operator]} {right}"


def region_code(node: str) -> str:
    """The code of a node's region."""
    return f"head(COLLECT {{ MATCH ({node})-[:IN_REGION]->(r) RETURN r.code }})"


def ended(clauses: Sequence[str], node: str) -> list[str]:
    """Clauses as a subquery may end: a WITH needs its RETURN."""
    return [*clauses, f"RETURN {node}"] if any(clause.startswith("WITH ") for clause in clauses) else list(clauses)


def period_of(type: NodeType) -> Period:
    """The period of a type that surely has one."""
    assert type.period is not None
    return type.period


def yearly(type: NodeType, period: Period) -> bool:
    """Does a year, not a day, begin it?"""
    return type.field(period.start).type is Scalar.INT


def year_of(day: date) -> int:
    """The calendar year of a day."""
    return day.year


def one_more(size: int) -> int:
    """One row more than asked for tells whether there are more."""
    return size + 1


def position(number: int) -> Callable[[Sequence[object]], object]:
    """Takes one sort value out of a cursor."""
    return lambda values: values[number]


def keys_of(type: NodeType) -> Callable[[Sequence[str]], list[str]]:
    """Of global ids those of one type, without its name."""
    prefix = type.name + ":"
    return lambda ids: [id.removeprefix(prefix) for id in ids if id.startswith(prefix)]
