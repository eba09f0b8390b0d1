"""What a document claims, held against the graph: the named measures, the evidence for each, and the verdict.

A measure counts facts of the claim's window (`from` to `to`, or up to `asOf`) in its region and below. How each counts:

- communities: old communities that were not merged into another; with a window, those in a renovation of those years;
- party branches and owners' committees: those of the communities so counted;
- enterprises, credit events, bid restrictions: of enterprises not known to be registered outside the region;
- renovations: sums over the projects of the window's years.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

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

WITHIN = "(region IS NULL OR EXISTS {{ ({node})-[:IN_REGION]->()-[:PART_OF*0..]->(:Region {{code: region}}) }})"
OF_THE_CITY = "(NOT EXISTS {{ ({node})-[:IN_REGION]->() }} OR " + WITHIN + ")"


@dataclass(frozen=True)
class Measure:
    """A named measure: the pattern whose `y` it counts, or whose property it sums."""

    name: str
    zh: str
    match: str
    where: str
    sum: str = ""

    @property
    def text(self) -> str:
        """[actual, facts, of these without a value, of these cited in a register]."""
        actual = f"sum(y.{self.sum})" if self.sum else "count(y)"
        unknown = f"count(CASE WHEN y.{self.sum} IS NULL THEN 1 END)" if self.sum else "0"
        registered = "count(CASE WHEN EXISTS { (y)-[:CITED_IN]->(:Document {kind: 'REGISTER'}) } THEN 1 END)"
        return (
            f"MATCH {self.match} WHERE {self.where} WITH DISTINCT y"
            f" RETURN [toFloat({actual}), count(y), {unknown}, {registered}] AS counted"
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
    merged = exists(writer.path("x", COMMUNITY, into, ""), writer.shown_through("x", COMMUNITY, into, "x"))
    community = (
        f"x.isOld AND NOT {merged} AND (first IS NULL OR EXISTS {{ (x)<-[:RENOVATES]-(r) WHERE {planned('r')} }})"
        f" AND {WITHIN.format(node='x')}{seen(COMMUNITY, 'x')}"
    )
    in_years = (
        f"(first IS NULL OR y.year >= first.year) AND (last IS NULL OR y.year <= last.year)"
        f" AND {WITHIN.format(node='y')}{seen(RENOVATION)}"
    )
    return (
        Measure("communities.count", "小区数", "(x:Community)", f"{community} WITH x AS y"),
        Measure("communities.households", "户数", "(x:Community)", f"{community} WITH x AS y", "households"),
        Measure(
            "enterprises.credit_files",
            "诚信档案企业数",
            "(y:Enterprise)",
            f"{dated(ENTERPRISE, 'creditFileOpenedOn')} AND {OF_THE_CITY.format(node='y')}",
        ),
        Measure(
            "credit_events.count",
            "守信失信记录数",
            "(y:CreditEvent)-[:CONCERNS]->(e)",
            f"{dated(CREDIT_EVENT, 'occurredOn')} AND {OF_THE_CITY.format(node='e')}",
        ),
        Measure(
            "sanctions.bid_restrictions",
            "限制参与公开招投标次数",
            "(y:Sanction)-[:IMPOSED_ON]->(e)",
            f"y.kind = 'BID_RESTRICTION' AND {dated(SANCTION, 'startsOn')} AND {OF_THE_CITY.format(node='e')}",
        ),
        Measure("renovations.security_systems", "新增安防设施套数", "(y:Renovation)", in_years, "securitySystems"),
        Measure("renovations.parking_spaces", "新增停车位", "(y:Renovation)", in_years, "parkingSpaces"),
        Measure("renovations.public_space", "新增公服用房面积", "(y:Renovation)", in_years, "publicSpace"),
        Measure("party_branches.count", "小区党支部数", "(x:Community)<-[:LEADS]-(y)", community + seen(PARTY_BRANCH)),
        Measure(
            "owners_committees.count",
            "业主委员会数",
            "(x:Community)<-[:REPRESENTS]-(y)",
            community + seen(OWNERS_COMMITTEE),
        ),
    )


#: Without a day of @asOf.
MEASURES = measures(Patterns(None))


def evidence(writer: Patterns, claim: str, region: str, found: str) -> str:
    """A CALL that makes `found` of a claim: [measure, claimed, last day, evidence].

    `claim` is a node or a map, `region` an expression for its code. Only the branch of the claim's own measure runs.
    """
    branches = [
        f"    WITH measure AS m WHERE m = '{measure.name}' CALL (first, last, region) {{ {measure.text} }} RETURN counted"
        for measure in measures(writer)
    ]
    known = ", ".join(f"'{measure.name}'" for measure in MEASURES)
    branches.append(f"    WITH measure AS m WHERE NOT m IN [{known}] RETURN null AS counted")
    joined = "\n    UNION ALL\n".join(branches)
    return (
        f"CALL ({claim}) {{\n"
        f"  WITH {claim}.measure AS measure, {claim}.from AS first, coalesce({claim}.to, {claim}.asOf) AS last, {region} AS region\n"
        f"  CALL (measure, first, last, region) {{\n{joined}\n  }}\n"
        f"  RETURN [measure, {claim}.value, toString(last), counted] AS {found}\n"
        "}"
    )


def check(found: Sequence[Any]) -> dict[str, Any]:
    """The verdict over what `evidence` returned, as the fields of a ClaimCheck.

    SUPPORTED: the figures agree. CONTRADICTED: the graph holds more, or holds less although every fact counted stands in a
    register (名册), which lists its kind completely. PARTIAL: it bears out a part, and nothing says that it is complete.
    UNKNOWN: nothing to count, or no such measure.

    >>> check(["enterprises.credit_files", 216.0, "2022-11-30", [216.0, 216, 0, 216]])["verdict"]
    'SUPPORTED'
    >>> check(["enterprises.credit_files", 216.0, "2022-11-30", [0.0, 0, 0, 0]])["verdict"]
    'UNKNOWN'
    """
    measure, claimed, last, counted = found
    if counted is None:
        known = ", ".join(m.name for m in MEASURES)
        return _checked(
            "UNKNOWN", claimed, None, last, 0, f"没有指标 {measure}。No measure is called {measure}; known: {known}."
        )
    actual, facts, unknown, registered = counted
    missing = f" {unknown} 个数值不详。{unknown} of them have no value." if unknown else ""
    if not facts:
        return _checked("UNKNOWN", claimed, None, last, 0, "图中没有可计的事实。The graph holds no fact to count.")
    if claimed is None:
        return _checked("UNKNOWN", None, actual, last, facts, "主张没有数值。The claim has no value." + missing)
    if abs(actual - claimed) < 1e-6 * max(1.0, abs(claimed)):
        return _checked(
            "SUPPORTED",
            claimed,
            actual,
            last,
            facts,
            f"与图中 {facts} 个事实相符。Agrees with {facts} facts." + missing,
        )
    gap = f"{abs(actual - claimed):g}"
    if actual > claimed:
        text = f"图中多出 {gap}。The graph holds {gap} more than claimed."
        return _checked("CONTRADICTED", claimed, actual, last, facts, text + missing)
    if registered == facts and not unknown:
        text = f"所计事实均载于名册,尚少 {gap}。Every fact counted stands in a register, and {gap} are missing."
        return _checked("CONTRADICTED", claimed, actual, last, facts, text)
    text = f"图中少 {gap},但不知是否完整。The graph holds {gap} less, and nothing says that it is complete."
    return _checked("PARTIAL", claimed, actual, last, facts, text + missing)


def _checked(
    verdict: str, claimed: float | None, actual: float | None, last: str | None, facts: int, explanation: str
) -> dict[str, Any]:
    return {
        "verdict": verdict,
        "claimed": claimed,
        "actual": actual,
        "explanation": explanation,
        "asOf": last,
        "facts": facts,
    }
