"""The smallest pieces of reading Cypher: names, parameters, patterns of relationships, and what @asOf sees."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from graph import interval
from graph.domain import MODEL
from graph.mask import masked
from graph.model import Field, Mask, NodeType, Period, Published, Relation, Scalar, Step
from graph.query import Value, constant
from graph.role import Role

OPERATORS = {"eq": "=", "ne": "<>", "lt": "<", "lte": "<=", "gt": ">", "gte": ">="}


TEXT_OPERATORS = {"contains": "CONTAINS", "startsWith": "STARTS WITH", "endsWith": "ENDS WITH"}


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
        case "inNone":
            return f"CASE WHEN {left} IS NOT NULL THEN false END"
        case "notInNone":
            return f"CASE WHEN {left} IS NOT NULL THEN true END"
        case "in":
            return f"{left} IN {right}"
        case "notIn":
            return f"NOT {left} IN {right}"
        case _:
            return f"{left} {(OPERATORS | TEXT_OPERATORS)[operator]} {right}"


def shown(text: str, field: Field) -> str:
    """A property as the answer shows it: days as text, lists never null."""
    if field.type in (Scalar.DAY, Scalar.MOMENT):
        return f"toString({text})"
    return f"coalesce({text}, [])" if field.many else text


def ended(clauses: Sequence[str], node: str) -> list[str]:
    """Clauses as a subquery may end: a WITH needs its RETURN."""
    return [*clauses, f"RETURN {node}"] if any(clause.startswith("WITH ") for clause in clauses) else list(clauses)


def both(*predicates: str) -> str:
    """What must all hold, of predicates that may be empty; "" where all are.

    >>> both("", "a"), both("a OR b", "c")
    ('a', '(a OR b) AND c')
    """
    found = [predicate for predicate in predicates if predicate]
    return found[0] if len(found) == 1 else " AND ".join(bracketed(predicate) for predicate in found)


def region_code(node: str) -> str:
    """The code of a node's region."""
    return f"head(COLLECT {{ MATCH ({node})-[:IN_REGION]->(r) RETURN r.code }})"


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


class Patterns:
    """Hands out variables and parameters in order, so that a plan always gives the same text."""

    def __init__(self, as_of: Value | None, role: Role = Role.PUBLIC, *, past: bool = False) -> None:
        self.past = past  # is the graph taken back (graph/fulltext.py)?
        self.parameters: list[tuple[str, Value]] = []
        self._names: dict[int, str] = {}
        self._variables = 0
        self._as_of = as_of
        self.role = role
        self._regions, self._withheld = constant(list(role.regions)), constant(list(role.withheld))

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

    def path(
        self, node: str, type: NodeType, relation: Relation, other: str, *, middle: str = "", end: str = ""
    ) -> str:
        """The pattern of a relation, labels only where the model leaves them open, or `end` wants one.

        `middle` names the node between two steps.
        """
        text, here = f"({node})", type.name
        for number, step in enumerate(relation.steps):
            last = number == len(relation.steps) - 1
            label = "" if len(self.ends(here, step)) == 1 and not (last and end) else f":{step.label}"
            text += f"-[:{step.type}]->" if step.out else f"<-[:{step.type}]-"
            text += f"({other if last else middle}{label})"
            here = step.label
        return text

    def route(self, node: str, type: NodeType, relation: Relation, other: str, *, end: str = "") -> tuple[str, str]:
        """The pattern of a relation, and what makes the fact between its two steps visible, "" where nothing need."""
        if len(relation.steps) == 1 or (self._as_of is None and not self.role.confined):
            return self.path(node, type, relation, other, end=end), ""
        middle = self.variable()
        return self.path(node, type, relation, other, middle=middle, end=end), self.visible(
            MODEL[relation.steps[0].label], middle
        )

    @staticmethod
    def ends(label: str, step: Step) -> set[str]:
        """The labels that may stand at the other end of a step."""
        return {end for type in step.type.split("|") for end in MODEL.ends.get((label, type, step.out), set())} or {
            step.label
        }

    @staticmethod
    def sole(type: NodeType, relation: Relation) -> bool:
        """Does a node surely have at most one at the other end? A row carries one; an inverse may be several."""
        return relation.carried and not relation.many and relation in type.relations

    @property
    def seen(self) -> str:
        """The parameter of @asOf's day, "" without one."""
        return self.parameter(self._as_of) if self._as_of is not None else ""

    def value(self, node: str, type: NodeType, field: Field) -> str:
        """A property as @asOf sees it.

        A day that tells of what came after @asOf's (a lifting, a dissolution, an award) is not known yet, and neither is what
        came with it (`since`). A day that may be fixed before it comes (`ahead`: an end, an expiry, a deadline) is told; so is
        every value without a day, as it is recorded.
        """
        text = f"{node}.{field.name}"
        if self._as_of is None:
            return text
        if field.since:
            return f"CASE WHEN {self.come(node, type, field.since)} THEN {text} END"
        later = field.type is Scalar.DAY and not (field.ahead or field.required)
        return interval.told(text, self.seen) if later else text

    def seen_as(self, node: str, type: NodeType, field: Field, text: str) -> str:
        """A value of the node as the role sees it: masked where the field is personal data, unless the node is published."""
        if field.masked is None or not field.hidden(self.role):
            return text
        hidden = masked(field.masked.mask, text)
        public = " OR ".join(self.published(node, type, published) for published in field.masked.published)
        return f"CASE WHEN {public} THEN {text} ELSE {hidden} END" if public else hidden

    def readable(self, node: str, type: NodeType, field: Field) -> str:
        """A value as a rule reads it: what is masked is unknown, since rules compare values; but names, which they only show."""
        if field.masked is not None and field.masked.mask is not Mask.NAME and field.hidden(self.role):
            return "null"
        return self.seen_as(node, type, field, self.value(node, type, field))

    def published(self, node: str, type: NodeType, published: Published) -> str:
        """Is the node a matter of public record, whatever the day? By what the role sees only."""
        other = self.variable()
        target = MODEL[type.relation(published.relation).target]
        words = [f"{other}.{published.field} IN {list(published.words)}"] if published.field else []
        return exists(
            self.path(node, type, type.relation(published.relation), other), *words, self.allowed(target, other)
        )

    def come(self, node: str, type: NodeType, day: str) -> str:
        """Had that day come, as far as is known? It is the node's own, `mergedOn`, or a related node's, `tender.awardedOn`."""
        name, _, of = day.rpartition(".")
        if not name:
            return f"coalesce({node}.{of} <= {self.seen}, true)"
        other = self.variable()
        return "NOT " + exists(self.path(node, type, type.relation(name), other), f"{other}.{of} > {self.seen}")

    def shown_through(self, node: str, type: NodeType, relation: Relation, other: str) -> str:
        """Are the node at the other end of a relation, and the relation, seen? "" when they are always.

        A fact's own parties are shown whatever their dates say: without them it would say nothing. So are those of a relation
        with a day of its own, a merger, once it has come.
        """
        if relation.required:
            return ""  # a role sees no fact without its parties
        target = MODEL[relation.target]
        if relation.since:
            carrier = (node, type) if relation.carried else (other, target)
            come = self.come(*carrier, relation.since) if self._as_of is not None else ""
            return both(come, self.allowed(target, other))
        return self.visible(target, other)

    def visible(self, type: NodeType, node: str) -> str:
        """Do @asOf and the role see the node? "" when they do always."""
        return both(self.there(type, node), self.allowed(type, node))

    def there(self, type: NodeType, node: str) -> str:
        """Does @asOf see the node? "" when it does always."""
        period = type.visible
        if self._as_of is None or period is None:
            return ""
        return (
            interval.on(period, node, self.parameter(self._as_of))
            if not yearly(type, period)
            else self.built(type, node)
        )

    def visible_any(self, node: str, types: Iterable[NodeType] = MODEL) -> str:
        """Do @asOf and the role see the node, which is of one of these types? "" when they do always."""
        cases = [(type.name, text) for type in types if (text := self.visible(type, node))]
        if not cases:
            return ""
        return (
            f"CASE {' '.join(f'WHEN {node}:{name} THEN coalesce({text}, false)' for name, text in cases)} ELSE true END"
        )

    # ------------------------------------------------------------------------------------------------ what the role sees

    def allowed(self, type: NodeType, node: str) -> str:
        """Does the role see the node, whatever the day (graph/role.py)? "" when it sees all of its type."""
        role, terms = self.role, []
        if not role.confined:
            return ""
        if role.withheld:
            terms.append(self.disclosed(type, node))
        if role.regions and type.place:
            terms.append(self.lies(type, node))
        for relation in type.relations:
            if relation.required:
                party = self.variable()
                seen = self.allowed(MODEL[relation.target], party)
                terms.append("NOT " + exists(self.path(node, type, relation, party), f"NOT ({seen})") if seen else "")
        return both(*terms)

    def lies(self, type: NodeType, node: str) -> str:
        """Does the node lie in the role's regions, as far as is known?"""
        other = self.variable()
        if not type.place:
            return exists(
                f"({node})-[:PART_OF*0..]->({other}:Region)", f"{other}.code IN {self.parameter(self._regions)}"
            )
        relations = [type.relation(name) for name in type.place]
        ways = [exists(self.path(node, type, r, other), self.lies(MODEL[r.target], other)) for r in relations]
        return joined(" OR ", ways)

    def disclosed(self, type: NodeType, node: str) -> str:
        """Does the node rest on something that is not withheld, or on nothing? "" for divisions, which are no secret."""
        withheld, document = self.parameter(self._withheld), self.variable()
        if type.name == "Document":
            return f"NOT {node}.documentId IN {withheld}"
        if type.name == "Region":
            return ""
        cited, hidden = f"({node})-[:CITED_IN]->({document})", f"{document}.documentId IN {withheld}"
        return f"(NOT {exists(cited, hidden)} OR {exists(cited, f'NOT {hidden}')})"

    def degree(self, node: str) -> str:
        """How many relationships the node has, to nodes that the role sees."""
        if not self.role.confined:
            return f"COUNT {{ ({node})--() }}"
        other = self.variable()
        return f"COUNT {{ {' '.join([f'({node})--({other})', *where(self.visible_any(other))])} }}"

    # ------------------------------------------------------------------------------------------------ time

    def holds_any(self, relationship: str) -> str:
        """Does @asOf see the relationship, whatever its type, when it sees both ends? "" when it does always."""
        since = {r.steps[0].type: r.since for node in MODEL for r in node.relations if r.since and r.carried}
        if self._as_of is None:
            return ""
        later = [
            f"type({relationship}) = '{type}' AND coalesce(startNode({relationship}).{day} > {self.seen}, false)"
            for type, day in since.items()
        ]
        return f"NOT ({' OR '.join(later)})"

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

    def held(self, node: str, type: NodeType, day: Value) -> list[str]:
        """In force on the day, and visible."""
        held = interval.on(period_of(type), node, self.parameter(day), self.seen)
        return [held, self.allowed(type, node) if day is self._as_of else self.visible(type, node)]

    @staticmethod
    def ban(node: str) -> str:
        """Only this kind bars from bidding (限制参与公开招投标)."""
        return f"{node}.kind = 'BID_RESTRICTION'"
