"""Conditions as Cypher predicates, and figures over related nodes as expressions that may stand in one."""

from __future__ import annotations

from graph import interval
from graph.domain import MODEL, TENDER
from graph.model import NodeType, Relation
from graph.pattern import (
    Patterns,
    block,
    bracketed,
    compared,
    exists,
    joined,
    where,
)
from graph.query import (
    Compare,
    Condition,
    Correlated,
    Counted,
    Either,
    Every,
    InForce,
    Measured,
    Negation,
    Related,
    RelatedMeasure,
    Spanning,
    Within,
)

#: Figures over related nodes; a sum or mean over no known value is unknown, not zero.
RELATED_FIGURES = {
    "countDistinct": "{distinct}",
    "min": "head({least})",
    "max": "head({most})",
    "sum": "head([v IN [{all}] | CASE WHEN size(v) > 0 THEN reduce(t = 0.0, y IN v | t + y) END])",
    "avg": "head([v IN [{all}] | CASE WHEN size(v) > 0 THEN reduce(t = 0.0, y IN v | t + y) / size(v) END])",
}


#: A bid's day that its tender has.
AWARDED = "awardedOn"


class Predicates(Patterns):
    """Writes conditions on a node."""

    def condition(self, node: str, type: NodeType, condition: Condition) -> str:
        """A predicate on a node."""
        match condition:
            case Compare():
                field = condition.field
                return self.compare(self.value(node, type, field) if field else f"{node}.{type.key}", condition)
            case Every():
                return joined(" AND ", [self.condition(node, type, part) for part in condition.parts])
            case Either():
                return joined(" OR ", [self.condition(node, type, part) for part in condition.parts])
            case Negation():
                return f"NOT ({self.condition(node, type, condition.part)})"
            case Related():
                return self.related(node, type, condition)
            case Counted():
                number = self.number(node, type, condition.relation)
                return compared(number, condition.operator, self.parameter(condition.value))
            case Measured():
                return compared(
                    self.related_measure(node, type, condition.related),
                    condition.operator,
                    self.parameter(condition.value),
                )
            case Correlated():
                clauses, _, _ = self.correlated(node, type, condition)
                return block("EXISTS", clauses)
            case InForce():
                return self.period(node, type, condition)
            case Within():
                return f"EXISTS {{ ({node})-[:PART_OF*0..]->(:Region {{code: {self.parameter(condition.code)}}}) }}"

    def number(self, node: str, type: NodeType, relation: Relation) -> str:
        """How many related nodes there are, each once."""
        other = self.variable()
        path, between = self.route(node, type, relation, other)
        seen = where(between, self.shown_through(node, type, relation, other))
        if len(relation.steps) == 1:
            return f"COUNT {{ {' '.join([path, *seen])} }}"
        return block("COUNT", [f"MATCH {path}", *seen, f"RETURN DISTINCT {other}"])

    def compare(self, left: str, condition: Compare) -> str:
        """A value held against a parameter; of a list, its elements."""
        operator = condition.operator
        if operator in ("inNone", "notInNone"):
            return compared(left, operator, "")
        right = self.parameter(condition.value)
        if operator == "isNull":
            return f"({left} IS NULL) = {right}"
        if condition.field is not None and condition.field.many:
            word = "none" if operator in ("ne", "notIn") else "any"
            test = compared("x", {"ne": "eq", "notIn": "in"}.get(operator, operator), right, condition.ignore_case)
            return f"{word}(x IN {left} WHERE {test})"
        return compared(left, operator, right, condition.ignore_case)

    def correlated(self, node: str, type: NodeType, asked: Correlated) -> tuple[list[str], str, str]:
        """The MATCH of the pairs in a temporal relation, and the variables of both sides."""
        left, left_span, clauses = self.spanning(node, type, asked.left)
        right, right_span, more = self.spanning(node, type, asked.right)
        relation = interval.correlated(left_span, asked.relation, right_span)
        return [*clauses, *more, f"WITH * WHERE {relation}", f"RETURN {left}, {right}"], left, right

    def spanning(self, node: str, type: NodeType, asked: Spanning) -> tuple[str, interval.Span, list[str]]:
        """One side: its variable, its span, and the clauses that reach it."""
        target, other = MODEL[asked.relation.target], self.variable()
        condition = bracketed(self.condition(other, target, asked.condition)) if asked.condition is not None else ""
        clauses = [
            f"MATCH {self.path(node, type, asked.relation, other)}",
            *where(self.shown_through(node, type, asked.relation, other), condition),
        ]
        if target.name == "Bid" and asked.day in (None, AWARDED):
            # A bid lasts from its submission to the award; where that day is unknown, for its own day.
            tender = self.variable("t")
            clauses.append(f"OPTIONAL MATCH ({other})-[:SUBMITTED_TO]->({tender})")
            awarded = self.value(tender, TENDER, TENDER.field(AWARDED))
            if asked.day is None:
                own = f"{other}.submittedOn"
                return other, interval.Span(own, f"coalesce({awarded}, {own})"), clauses
            return other, interval.Span(awarded, awarded), clauses
        if asked.day is not None:
            day = self.value(other, target, target.field(asked.day))
            return other, interval.Span(day, day), clauses
        period = target.period or target.visible
        assert period is not None
        return other, interval.span(period, other, self.seen), clauses

    def related_measure(self, node: str, type: NodeType, asked: RelatedMeasure) -> str:
        """A figure over related nodes, without an aggregating function: those would group the rows around it."""
        path, other, terms = self.measured_over(node, type, asked)
        single = len(asked.relation.steps) == 1
        if asked.measure.function == "count" and single:
            return f"COUNT {{ {' '.join([path, *where(*terms)])} }}"
        text = self.value(other, MODEL[asked.relation.target], asked.measure.field) if asked.measure.field else ""
        match = [f"MATCH {path}", *where(*terms, f"{text} IS NOT NULL" if text else "")]
        if asked.measure.function == "count":
            return block("COUNT", [*match, f"RETURN DISTINCT {other}"])
        return RELATED_FIGURES[asked.measure.function].format(
            distinct=block("COUNT", [*match, f"RETURN DISTINCT {text}"]),
            least=block("COLLECT", [*match, f"RETURN {text} ORDER BY {text} LIMIT 1"]),
            most=block("COLLECT", [*match, f"RETURN {text} ORDER BY {text} DESC LIMIT 1"]),
            all=block("COLLECT", [*match, f"WITH DISTINCT {other}", f"RETURN {text}"]),
        )

    def measured_over(
        self, node: str, type: NodeType, asked: RelatedMeasure, *, end: str = ""
    ) -> tuple[str, str, list[str]]:
        """The pattern to the related nodes of a figure, their variable, and what they must satisfy."""
        relation, target, other = asked.relation, MODEL[asked.relation.target], self.variable()
        inner = bracketed(self.condition(other, target, asked.condition)) if asked.condition is not None else ""
        path, between = self.route(node, type, relation, other, end=end)
        terms = (between, self.shown_through(node, type, relation, other), inner)
        return path, other, [term for term in terms if term]

    def related(self, node: str, type: NodeType, condition: Related) -> str:
        relation, target = condition.relation, MODEL[condition.relation.target]
        other = self.variable()
        path, between = self.route(node, type, relation, other)
        shown = self.shown_through(node, type, relation, other)
        visible = " AND ".join(part for part in (between, shown) if part)
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
                return interval.on(type.period, node, first, self.seen)
            case "overlaps":
                return interval.overlaps(type.period, node, first, last, self.seen)
            case "covers":
                assert first is not None and last is not None
                return interval.covers(type.period, node, first, last, self.seen)
            case _:
                return interval.starts_in(type.period, node, first, last)
