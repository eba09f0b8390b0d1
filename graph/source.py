"""Where the rows of a connection come from: a label, a relation, or the bans and wins that the product exists for."""

from __future__ import annotations

from dataclasses import dataclass

from graph import interval
from graph.domain import BID, ENTERPRISE, MODEL, SANCTION, TENDER
from graph.model import NodeType, Relation
from graph.pattern import (
    Patterns,
    period_of,
    where,
)
from graph.predicate import Predicates
from graph.query import (
    Bans,
    Barred,
    Compare,
    Condition,
    Every,
    InForce,
    Page,
    Related,
    Winners,
    Within,
)


@dataclass(frozen=True)
class Source:
    """Where a page's rows come from: clauses, the variable of the row's node, the variables it keeps."""

    clauses: tuple[str, ...]
    node: str
    kept: tuple[str, ...]
    distinct: bool = False
    bans: str = ""  # a list of the bans that made it barred, where they are shown
    whole: bool = False  # from all nodes of the label: an index of it may give them in order


def parts_of(condition: Condition | None) -> tuple[Condition, ...]:
    """What must all hold."""
    return condition.parts if isinstance(condition, Every) else (condition,) if condition else ()


def sole_some(type: NodeType, part: Condition) -> bool:
    """Is something demanded of the one node at the other end of a relation?"""
    return isinstance(part, Related) and part.quantifier == "some" and Patterns.sole(type, part.relation)


def anchor(type: NodeType, condition: Condition | None) -> Related | None:
    """A demand on some of the related nodes that names, through to-one relations, a node by its key: who starts there reads little.

    Of the enterprises that won a bid in a given subdistrict, for example, those of the subdistrict's bids, not all there are.
    """
    for part in parts_of(condition):
        if isinstance(part, Related) and part.quantifier == "some" and not sole_some(type, part):
            if len(part.relation.steps) == 1 and names_one(MODEL[part.relation.target], part.condition):
                return part
    return None


def apart(type: NodeType, condition: Condition | None, start: Related) -> tuple[Condition, Condition | None]:
    """What an index or a pattern may begin with, `start` among it, and what only a subquery can tell of each node."""
    first = [p for p in parts_of(condition) if p is start or sole_some(type, p) or isinstance(p, Compare | InForce)]
    then = [part for part in parts_of(condition) if part not in first]
    return Every(tuple(first)), Every(tuple(then)) if then else None


def names_one(type: NodeType, condition: Condition) -> bool:
    """Does the condition hold for nodes of some given keys only, or for what belongs to such a node?"""
    return any(
        (isinstance(part, Compare) and part.operator in ("eq", "in") and not part.ignore_case and is_key(type, part))
        or (
            isinstance(part, Related)
            and sole_some(type, part)
            and names_one(MODEL[part.relation.target], part.condition)
        )
        for part in parts_of(condition)
    )


def is_key(type: NodeType, part: Compare) -> bool:
    """Is it the node's key, or another that is its own alone?"""
    return part.field is None or part.field.name in (type.key, *type.unique)


class Sources(Predicates):
    """Writes the MATCH of a page, its condition and its visibility included."""

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
                path, between = self.route(owner[0], owner[1], page.source, node)
                distinct = len(page.source.steps) > 1
                clauses = [f"MATCH {path}\nWHERE {between}", f"MATCH ({node})"] if between else [f"MATCH {path}"]
                seen = self.shown_through(owner[0], owner[1], page.source, node)
            case None:
                node, start = self.variable(), anchor(page.node, page.where)
                clauses, seen = [f"MATCH ({node}:{page.node.name})"], self.visible(page.node, node)
                if start is None:
                    clauses += self.filtered(node, page.node, page.where, seen)
                    return Source(tuple(clauses), node, (node,), whole=True)
                # A row may come several times: what must be looked up for each is asked once.
                first, then = apart(page.node, page.where, start)
                clauses += self.filtered(node, page.node, first, seen, start)
                clauses += [f"WITH DISTINCT {node}", *self.filtered(node, page.node, then, "")]
                return Source(tuple(clauses), node, (node,))
        clauses += self.filtered(node, page.node, page.where, seen)
        return Source(tuple(clauses), node, (node,), distinct)

    def filtered(
        self, node: str, type: NodeType, condition: Condition | None, seen: str, start: Related | None = None
    ) -> list[str]:
        """WHERE, and a MATCH for each to-one relation that must satisfy something: the planner may start there.

        `seen`: what @asOf demands of the node, "" for nothing. `start`: a to-many relation to be matched as well, so that rows may
        come several times.
        """
        clauses: list[str] = []
        rest: list[str] = [seen]
        for part in parts_of(condition):
            if part is start or sole_some(type, part):
                assert isinstance(part, Related)
                other = self.variable()
                # Its label, which the model makes superfluous, lets the planner begin at an index of it.
                clauses.append(f"MATCH {self.path(node, type, part.relation, other, end=part.relation.target)}")
                seen = self.shown_through(node, type, part.relation, other)
                clauses += self.filtered(other, MODEL[part.relation.target], part.condition, seen)
            elif isinstance(part, Within):
                clauses.append(f"MATCH ({node})-[:PART_OF*0..]->(:Region {{code: {self.parameter(part.code)}}})")
            else:
                rest.append(self.condition(node, type, part))
        return [*where(*rest), *clauses]

    def barred_source(self, source: Barred, page: Page) -> Source:
        node, ban = self.variable(), self.variable("s")
        clauses = [f"MATCH ({ban}:Sanction)-[:IMPOSED_ON]->({node})", *where(*self.ban_terms(ban, source))]
        shown = any(isinstance(part, Bans) for part in page.parts)
        bans = self.variable("l") if shown else ""
        clauses.append(f"WITH {node}, collect({ban}) AS {bans}" if shown else f"WITH DISTINCT {node}")
        clauses += self.filtered(node, page.node, page.where, self.visible(page.node, node))
        return Source(tuple(clauses), node, (node, bans) if shown else (node,), bans=bans)

    def ban_terms(self, ban: str, source: Barred) -> list[str]:
        """In force on some day of the period, and applying in the region."""
        first, last = self.parameter(source.start), self.parameter(source.end)
        period = period_of(SANCTION)
        held = (
            interval.on(period, ban, first, self.seen)
            if first == last
            else interval.overlaps(period, ban, first, last, self.seen)
        )
        terms = [self.ban(ban), held, self.visible(SANCTION, ban)]
        if source.region is not None:
            region = f"(:Region {{code: {self.parameter(source.region)}}})"
            # A code that no region has is asked for in vain: not even what applies everywhere applies there.
            terms += [self.applies_in(ban, region), f"EXISTS {{ {region} }}"]
        return terms

    @staticmethod
    def applies_in(ban: str, region: str) -> str:
        """A ban applies where its region is the given one or above it; one without a region applies everywhere."""
        return f"(NOT EXISTS {{ ({ban})-[:APPLIES_IN]->() }} OR EXISTS {{ ({ban})-[:APPLIES_IN]->()<-[:PART_OF*0..]-{region} }})"

    def winners_source(self, source: Winners) -> Source:
        enterprise, ban, bid, tender = self.variable("e"), self.variable("s"), self.variable("b"), self.variable("t")
        # Where the day of the award is unknown, the days known are those up to the submission.
        awarded = f"coalesce({tender}.awardedOn, {bid}.submittedOn)"
        terms = [
            self.ban(ban),
            f"{bid}.outcome = 'WON'",
            self.come(tender, TENDER, "awardedOn") if self.seen else "",
            interval.overlaps(period_of(SANCTION), ban, f"{bid}.submittedOn", awarded, self.seen),
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
