"""The plan as one Cypher statement that returns one record of positional lists; the only place that writes reading Cypher.

Shapes measured in the design: to-one relations by OPTIONAL MATCH, to-many by COLLECT {}, lists in field order, dates as
text. Labels, relationship types and properties come from the model; every value is a parameter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from graph import claims, history, interval
from graph.domain import CLAIM, CONTRACT, MODEL, PRECONDITIONS, SANCTION
from graph.loads import of_file
from graph.model import NodeType
from graph.paging import Paging
from graph.pattern import (
    block,
    exists,
    indented,
    region_code,
    shown,
    where,
)
from graph.query import (
    Bans,
    Checks,
    Citations,
    CitationText,
    CitedDocument,
    Connection,
    Derived,
    Finding,
    Fixed,
    Historic,
    Identity,
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
    Part,
    Plan,
    Property,
    Root,
    Rule,
    Shape,
    Stored,
    Value,
    Win,
)
from graph.source import Source

#: How many nodes of one name are listed in the error that a shared name gets, one more than are shown.
NAMESAKES = 11
#: What a citation says of the file of its row, from what the load kept of it.
CITED_FILE: dict[str, Callable[[str], str]] = {
    "file": lambda cited: of_file("files", f"{cited}.load", f"{cited}.file"),
    "sha256": lambda cited: of_file("hashes", f"{cited}.load", f"{cited}.file"),
}


#: What every node has beside its fields.
STORED = {
    "synthetic": "coalesce({node}.synthetic, false)",
    "quality": "coalesce({node}.quality, [])",
    "recordedAt": "toString({node}.recordedAt)",
}


@dataclass(frozen=True)
class Statement:
    """Cypher text, and the parameters that each request gives it anew."""

    text: str
    parameters: tuple[tuple[str, Value], ...]

    def bind(self, inputs: Inputs) -> dict[str, object]:
        """The parameters of one request; raises BadInput for a value that cannot be meant."""
        return {name: value.read(inputs) for name, value in self.parameters}


def compile_plan(plan: Plan, *, past: bool = False) -> Statement | None:
    """The statement of a plan, for a graph that is taken back if `past`; None when nothing needs the database."""
    writer = Writer(plan.as_of, plan.role, past=past)
    calls: list[str] = []
    columns = [(f"r{number}", writer.root(root, calls)) for number, root in enumerate(plan.roots)]
    asked = [f"{indented(text)} AS {name}" for name, text in columns if text]
    if not asked:
        return None
    return Statement("\n".join([*calls, "RETURN"]) + "\n" + ",\n".join(asked), tuple(writer.parameters))


class Writer(Paging):
    """Writes one plan."""

    # ------------------------------------------------------------------------------------------------ roots

    def root(self, root: Root, calls: list[str]) -> str | None:
        """A root field's column, after the CALLs that it needs; None for one that needs no database."""
        match root:
            case Connection():
                return self.page(root.page, None, calls)
            case Lookup():
                return self.lookup(root, calls)
            case Lookups():
                return "[" + ", ".join(self.lookups(shape, root.ids, calls) for shape in root.shapes) + "]"
            case Checks():
                return self.checks(root, calls)
            case Overview():
                return self.overview()
            case Finding():
                return root.column(self)
            case Fixed() | Nothing():
                return None

    def lookup(self, root: Lookup, calls: list[str]) -> str:
        node, key = self.variable(), root.shape.node.key
        former = root.shape.node.former if root.property == key else ""
        value = self.parameter(root.value)
        found = f"{node}.{root.property} = {value}"
        if former:
            now = exists(f"(:{root.shape.node.name} {{{key}: {value}}})")
            found = f"({found} OR {node}.{former} = {value} AND NOT {now})"
        clauses = [f"MATCH ({node}:{root.shape.node.name})", *where(found, self.visible(root.shape.node, node))]
        order = ""  # a constraint sees to it that there is one at most
        if former or root.property not in (key, *root.shape.node.unique):
            order = f"{node}.{key}"
            clauses.append(
                f"WITH {node} ORDER BY {order} LIMIT {NAMESAKES if former or root.property == 'name' else 1}"
            )
        joins, text = self.shape(node, root.shape)
        return self.collected("", [*clauses, *joins], f"[{node}.{key}, {text}]", order, node, calls)

    def lookups(self, shape: Shape, ids: Value, calls: list[str]) -> str:
        node, key = self.variable(), shape.node.key
        keys = self.parameter(ids.then(keys_of(shape.node)))
        former = f"{node}.{shape.node.former}" if shape.node.former else ""
        found = f"({node}.{key} IN {keys} OR {former} IN {keys})" if former else f"{node}.{key} IN {keys}"
        clauses = [f"MATCH ({node}:{shape.node.name})", *where(found, self.visible(shape.node, node))]
        joins, text = self.shape(node, shape)
        row = f"[{node}.{key}, {text}{former and f', {former}'}]"
        return self.collected("", [*clauses, *joins], row, f"{node}.{key}", node, calls)

    def collected(self, scope: str, clauses: list[str], row: str, order: str, variables: str, joins: list[str]) -> str:
        """The rows of clauses as a list, in `order` unless it is "": a COLLECT, but a CALL among the joins where something inside aggregates.

        Neo4j takes an aggregation inside a COLLECT for one of the clause around it, which forbids ORDER BY and grouping there.
        """
        by = f" ORDER BY {order}" if order else ""
        if not any(clause.startswith("CALL ") for clause in clauses):
            return block("COLLECT", [*clauses, f"RETURN {row}" + by])
        found = self.variable("v")
        ordered = f"WITH {row} AS row, {variables}" + by
        joins.append(block(f"CALL ({scope})", [*clauses, ordered, f"RETURN collect(row) AS {found}"]))
        return found

    def overview(self) -> str:
        n = "n" if self.seen or self.role.confined else ""
        seen = {node.name: self.visible(node, "n") for node in MODEL}
        counts = ", ".join(f"COUNT {{ {' '.join([f'({n}:{name})', *where(day)])} }}" for name, day in seen.items())
        synthetic = ", ".join(exists(f"(n:{name})", "n.synthetic", day) for name, day in seen.items())
        sources = block(
            "COLLECT",
            [
                "MATCH (d:Document)",
                *where(self.allowed(MODEL["Document"], "d")),
                f"WITH d, COUNT {{ {' '.join([f'(d)<-[:CITED_IN]-({n})', *where(self.visible_any('n'))])} }} AS facts WHERE facts > 0",
                "RETURN [d.documentId, d.title, toString(d.issuedOn), facts, d.synthetic] ORDER BY facts DESC, d.documentId LIMIT 100",
            ],
        )
        revision = "head(COLLECT { MATCH (w:Wuye {name: 'graph'}) RETURN w.revision })"
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
                return shown(self.seen_as(node, type, item.field, self.value(node, type, item.field)), item.field)
            case Identity():
                return f"'{type.name}:' + {node}.{type.key}"
            case Name():
                return f"'{item.name}'"
            case Stored():
                return STORED[item.name].format(node=node)
            case Rule() if item.items:
                found = self.variable("v")
                joins.append(claims.evidence(self, node, region_code(node), found))
                return found
            case Rule():
                return self.rule(node, type, item)
            case Historic():
                return history.expression(self, type, node)
            case One():
                return self.one(node, type, item, joins)
            case Listed():
                return self.listed(node, type, item, joins)
            case Citations():
                return self.citations(node, item, joins)
            case Pairs():
                return self.pairs(node, type, item, joins)
            case Many():
                return self.page(item.page, (node, type), joins)
            case Derived():
                return item.column(node)

    def one(self, node: str, type: NodeType, item: One, joins: list[str]) -> str:
        relation, target = item.relation, MODEL[item.relation.target]
        other = self.variable()
        path, seen = self.path(node, type, relation, other), where(self.shown_through(node, type, relation, other))
        if self.sole(type, relation):
            joins += [f"OPTIONAL MATCH {path}", *seen]
        else:
            # There may be several at the other end of an inverse: the first by key is shown.
            first = f"RETURN {other} ORDER BY {other}.{target.key} LIMIT 1"
            joins.append(block(f"OPTIONAL CALL ({node})", [f"MATCH {path}", *seen, first]))
        inner, text = self.shape(other, item.shape)
        joins += inner
        return f"CASE WHEN {other} IS NULL THEN null ELSE {text} END"

    def listed(self, node: str, type: NodeType, item: Listed, joins: list[str]) -> str:
        other = self.variable()
        inner, text = self.shape(other, item.shape)
        clauses = [f"MATCH {self.path(node, type, item.relation, other)}", *inner]
        return self.collected(node, clauses, text, f"{other}.{item.shape.node.key}", other, joins)

    def pairs(self, node: str, type: NodeType, item: Pairs, joins: list[str]) -> str:
        """The pairs of a correlation, in the order of their keys."""
        clauses, left, right = self.correlated(node, type, item.correlated)
        keys = [
            f"{side}.{MODEL[spanning.relation.target].key}"
            for side, spanning in ((left, item.correlated.left), (right, item.correlated.right))
        ]
        reached: list[str] = []
        texts: list[str] = []
        for part in item.items:
            if isinstance(part, Name):
                texts.append(f"'{part.name}'")
                continue
            inner, text = self.shape(left if part.side == "left" else right, part.shape)
            reached += inner
            texts.append(text)
        order, both = ", ".join(keys), f"{left}, {right}"
        page = f"WITH DISTINCT {both} ORDER BY {order} LIMIT {self.parameter(item.size)}"
        return self.collected(node, [*clauses[:-1], page, *reached], f"[{', '.join(texts)}]", order, both, joins)

    def citations(self, node: str, item: Citations, joins: list[str]) -> str:
        cited, document = self.variable("c"), self.variable()
        reached: list[str] = []
        texts: list[str] = []
        for part in item.items:
            match part:
                case Name():
                    texts.append(f"'{part.name}'")
                case CitationText(name="quote"):
                    texts.append(self.quote(node, cited))
                case CitationText():
                    texts.append(CITED_FILE[part.name](cited) if part.name in CITED_FILE else f"{cited}.{part.name}")
                case CitedDocument():
                    inner, text = self.shape(document, part.shape)
                    reached += inner
                    texts.append(text)
        seen = where(self.allowed(MODEL["Document"], document))
        clauses = [f"MATCH ({node})-[{cited}:CITED_IN]->({document}:Document)", *seen, *reached]
        order, both = f"{document}.documentId", f"{cited}, {document}"
        return self.collected(node, clauses, f"[{', '.join(texts)}]", order, both, joins)

    def quote(self, node: str, cited: str) -> str:
        """A source's own words; those on people may say what is masked, and are for those who see it."""
        people = [type.name for type in MODEL if type.about_people and MODEL.hides(self.role)]
        return f"CASE WHEN NOT {node}:{'|'.join(people)} THEN {cited}.quote END" if people else f"{cited}.quote"

    # ------------------------------------------------------------------------------------------------ rules

    def rule(self, node: str, type: NodeType, item: Rule) -> str:
        """A computed field's expression."""
        return RULES[item.computed.name](self, node, type, item.on)

    def in_force(self, node: str, type: NodeType, day: Value) -> str:
        assert type.period is not None
        return f"coalesce({interval.on(type.period, node, self.parameter(day), self.seen)}, false)"

    def barred(self, node: str, type: NodeType, day: Value) -> str:
        ban = self.variable("s")
        return exists(f"({node})<-[:IMPOSED_ON]-({ban}:Sanction)", self.ban(ban), *self.held(ban, SANCTION, day))

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
        return "(" + " AND ".join(f"{self.value(node, type, field)} IS NOT NULL" for field in PRECONDITIONS) + ")"

    def checks(self, root: Checks, calls: list[str]) -> str:
        """The evidence of every claim asked for."""
        if root.claims is not None:
            # UNWIND keeps the order of the claims that were given.
            given = f"UNWIND range(0, size({self.parameter(root.claims)}) - 1) AS i WITH i, {self.parameter(root.claims)}[i] AS c"
            return self.collected("", [given, claims.evidence(self, "c", "c.region", "v")], "v", "i", "i", calls)
        assert root.document is not None
        document = f"(:Document {{documentId: {self.parameter(root.document)}}})"
        seen = where(self.visible(CLAIM, "c"))
        made = [f"MATCH {document}<-[:MADE_IN]-(c)", *seen, claims.evidence(self, "c", region_code("c"), "v")]
        return self.collected("", made, "v", "c.claimId", "c", calls)

    # ------------------------------------------------------------------------------------------------ pages

    def page(self, page: Page, owner: tuple[str, NodeType] | None, joins: list[str]) -> str:
        """A connection: a list of what `slots(page)` names, in that order; aggregates are CALLs among the joins."""
        writers: dict[str, Callable[[], str]] = {
            "rows": lambda: self.rows(page, owner, joins),
            "total": lambda: self.total(page, owner),
            "earlier": lambda: self.beyond(page, owner, earlier=True),
            "later": lambda: self.beyond(page, owner, earlier=False),
        }
        for number, item in enumerate(page.items):
            if item.aggregate is not None:
                writers[f"aggregate{number}"] = partial(self.aggregate, page, owner, item.aggregate, joins)
        return "[" + ", ".join(writers[slot]() for slot in slots(page)) + "]"

    def rows(self, page: Page, owner: tuple[str, NodeType] | None, joins: list[str]) -> str:
        source = self.source(page, owner)
        clauses, keys = self.paged(page, source)
        order, kept = ", ".join(key.order for key in keys), self.kept(source, keys)
        reached: list[str] = []
        texts = [self.part(part, page, source, reached) for part in page.parts]
        if page.cursors:
            texts.append("[" + ", ".join(key.shown for key in keys) + "]")
        row = texts[0] if len(texts) == 1 else "[" + ", ".join(texts) + "]"
        # The order is stated again: a clause after WITH … ORDER BY promises none.
        return self.collected(owner[0] if owner else "", [*clauses, *reached], row, order, kept, joins)

    def part(self, part: Part, page: Page, source: Source, joins: list[str]) -> str:
        """What is shown of a row."""
        match part:
            case Node():
                inner, text = self.shape(source.node, part.shape)
                joins += inner
                return text
            case Bans():
                return self.bans(part, source.bans, joins)
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

    def bans(self, part: Bans, bans: str, joins: list[str]) -> str:
        """The bans that the source has collected."""
        ban = self.variable("s")
        inner, text = self.shape(ban, part.shape)
        order = f"{ban}.startsOn, {ban}.sanctionId"
        return self.collected(bans, [f"UNWIND {bans} AS {ban}", *inner], text, order, ban, joins)


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


def keys_of(type: NodeType) -> Callable[[Sequence[str]], list[str]]:
    """Of global ids those of one type, without its name."""
    prefix = type.name + ":"
    return lambda ids: [id.removeprefix(prefix) for id in ids if id.startswith(prefix)]
