"""What a document claims, held against the graph: the named measures, and the evidence for each; graph/verdict.py judges.

A measure counts facts of the claim's window (`from` to `to`, or up to `asOf`) in its region and below. How each counts:

- communities: old communities that were not merged into another; with a window, those in a renovation of those years;
- party branches and owners' committees: those of the communities so counted;
- enterprises, credit events, bid restrictions: of enterprises not known to be registered outside the region;
- renovations: sums over the projects of the window's years.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph.domain import (
    COMMUNITY,
    CREDIT_EVENT,
    ENTERPRISE,
    OWNERS_COMMITTEE,
    PARTY_BRANCH,
    RENOVATION,
    SANCTION,
)
from graph.model import NodeType
from graph.pattern import Patterns, exists

#: What renovations are summed for.
RENEWED = ("securitySystems", "parkingSpaces", "publicSpace")

WITHIN = "(region IS NULL OR EXISTS {{ ({node})-[:IN_REGION]->()-[:PART_OF*0..]->(:Region {{code: region}}) }})"
OF_THE_CITY = "(NOT EXISTS {{ ({node})-[:IN_REGION]->() }} OR " + WITHIN + ")"


@dataclass(frozen=True)
class Measure:
    """A named measure: the pattern whose `y` it counts, or whose property it sums, and the tables that it reads."""

    name: str
    zh: str
    match: str
    where: str
    sum: str = ""
    reads: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """[actual, facts, of these without a value, of these synthetic]."""
        actual = f"sum(y.{self.sum})" if self.sum else "count(y)"
        unknown = f"count(CASE WHEN y.{self.sum} IS NULL THEN 1 END)" if self.sum else "0"
        synthetic = "count(CASE WHEN y.synthetic THEN 1 END)"
        return (
            f"MATCH {self.match} WHERE {self.where} WITH DISTINCT y"
            f" RETURN [toFloat({actual}), count(y), {unknown}, {synthetic}] AS counted"
        )

    def needed(self, begins: bool) -> tuple[str, ...]:
        """The tables that must be complete: communities are looked for in renovations only by a claim that has a first day."""
        return (
            self.reads
            if begins or self.reads == ("RENOVATIONS",)
            else tuple(t for t in self.reads if t != "RENOVATIONS")
        )


def measures(writer: Patterns) -> tuple[Measure, ...]:
    """All that a claim may name, over what @asOf sees."""

    def seen(type: NodeType, node: str = "y") -> str:
        visible = writer.visible(type, node)
        return f" AND {visible}" if visible else ""

    def dated(type: NodeType, name: str) -> str:
        """Visible, and in the window on a day of the fact."""
        day = writer.value("y", type, type.field(name))
        return (
            f"(first IS NULL OR {day} >= first) AND (last IS NULL OR {day} <= last) AND {day} IS NOT NULL{seen(type)}"
        )

    def planned(node: str) -> str:
        """Visible, and planned for a year of the window."""
        return f"{node}.year >= first.year AND (last IS NULL OR {node}.year <= last.year)" + seen(RENOVATION, node)

    into = COMMUNITY.relation("mergedInto")
    merged = exists(writer.path("x", COMMUNITY, into, "o"), writer.shown_through("x", COMMUNITY, into, "o"))
    community = (
        f"x.isOld AND NOT {merged} AND (first IS NULL OR EXISTS {{ (x)<-[:RENOVATES]-(r) WHERE {planned('r')} }})"
        f" AND {WITHIN.format(node='x')}{seen(COMMUNITY, 'x')}"
    )
    in_years = (
        f"(first IS NULL OR y.year >= first.year) AND (last IS NULL OR y.year <= last.year)"
        f" AND {WITHIN.format(node='y')}{seen(RENOVATION)}"
    )
    homes = ("COMMUNITIES", "RENOVATIONS")
    renovated = [
        ("security_systems", "新增安防设施套数"),
        ("parking_spaces", "新增停车位"),
        ("public_space", "新增公服用房面积"),
    ]
    return (
        Measure("communities.count", "小区数", "(x:Community)", f"{community} WITH x AS y", reads=homes),
        Measure("communities.households", "户数", "(x:Community)", f"{community} WITH x AS y", "households", homes),
        Measure(
            "enterprises.credit_files",
            "诚信档案企业数",
            "(y:Enterprise)",
            f"{dated(ENTERPRISE, 'creditFileOpenedOn')} AND {OF_THE_CITY.format(node='y')}",
            reads=("ENTERPRISES",),
        ),
        Measure(
            "credit_events.count",
            "守信失信记录数",
            "(y:CreditEvent)-[:CONCERNS]->(e)",
            f"{dated(CREDIT_EVENT, 'occurredOn')} AND {OF_THE_CITY.format(node='e')}",
            reads=("CREDIT_EVENTS",),
        ),
        Measure(
            "sanctions.bid_restrictions",
            "限制参与公开招投标次数",
            "(y:Sanction)-[:IMPOSED_ON]->(e)",
            f"y.kind = 'BID_RESTRICTION' AND {dated(SANCTION, 'startsOn')} AND {OF_THE_CITY.format(node='e')}",
            reads=("SANCTIONS",),
        ),
        *(
            Measure(f"renovations.{name}", zh, "(y:Renovation)", in_years, of, ("RENOVATIONS",))
            for (name, zh), of in zip(renovated, RENEWED, strict=True)
        ),
        Measure(
            "party_branches.count",
            "小区党支部数",
            "(x:Community)<-[:LEADS]-(y)",
            community + seen(PARTY_BRANCH),
            reads=(*homes, "PARTY_ORGANIZATIONS"),
        ),
        Measure(
            "owners_committees.count",
            "业主委员会数",
            "(x:Community)<-[:REPRESENTS]-(y)",
            community + seen(OWNERS_COMMITTEE),
            reads=(*homes, "OWNERS_COMMITTEES"),
        ),
    )


#: Without a day of @asOf.
MEASURES = measures(Patterns(None))


def evidence(writer: Patterns, claim: str, region: str, found: str) -> str:
    """A CALL that makes `found` of a claim: [measure, claimed, first day, last day, region, counted, statements].

    `claim` is a node or a map, `region` an expression for its code. Only the branch of the claim's own measure runs. Of each
    statement of a table that the measure reads: [id, table, first day, last day, synthetic, covers the whole region].
    """
    branches = [
        f"    WITH measure AS m WHERE m = '{measure.name}' CALL (first, last, region) {{ {measure.text} }} RETURN counted"
        for measure in measures(writer)
    ]
    known = ", ".join(f"'{measure.name}'" for measure in MEASURES)
    branches.append(f"    WITH measure AS m WHERE NOT m IN [{known}] RETURN null AS counted")
    joined = "\n    UNION ALL\n".join(branches)
    # What is complete is not so for a role that does not see all of it.
    complete = "false" if writer.role.confined else "s.covers IN tables"
    reads = " ".join(f"WHEN '{m.name}' THEN [{', '.join(repr(table) for table in m.reads)}]" for m in MEASURES)
    return (
        f"CALL ({claim}) {{\n"
        f"  WITH {claim}.measure AS measure, {claim}.from AS first, coalesce({claim}.to, {claim}.asOf) AS last, {region} AS region\n"
        f"  CALL (measure, first, last, region) {{\n{joined}\n  }}\n"
        f"  WITH *, CASE measure {reads} END AS tables\n"
        "  CALL (tables, region) {\n"
        f"    MATCH (s:Coverage) WHERE {complete} OPTIONAL MATCH (s)-[:IN_REGION]->(r)\n"
        "    WITH s, r IS NULL OR EXISTS { (:Region {code: region})-[:PART_OF*0..]->(r) } AS whole ORDER BY s.coverageId\n"
        "    RETURN collect(['Coverage:' + s.coverageId, s.covers, toString(s.from), toString(s.to), s.synthetic, whole]) AS statements\n"
        "  }\n"
        f"  RETURN [measure, {claim}.value, toString(first), toString(last), region, counted, statements] AS {found}\n"
        "}"
    )
