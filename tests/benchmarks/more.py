"""The eight further reads by hand, for limit.py: Cypher, the answer of a record, and the variables as the driver wants them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

AGGREGATE = """
MATCH (k:Contract) WHERE k.mode = $mode
RETURN count(k), avg(k.feePerM2Month), min(k.feePerM2Month), max(k.feePerM2Month)
"""
GROUPED = """
MATCH (v:CreditEvent) WHERE v.occurredOn >= $from
WITH v.occurredOn.year AS year, v.polarity AS polarity, count(v) AS many, sum(v.points) AS points, count(v.points) AS known
ORDER BY year, polarity LIMIT 100
RETURN collect([toString(year), polarity, many, CASE WHEN known > 0 THEN points END])
"""
SEARCH = """
CALL db.index.fulltext.queryNodes('search', $query) YIELD node AS e, score
WHERE e:Enterprise
WITH e, score ORDER BY score DESC, e.enterpriseId LIMIT 20
RETURN collect([e.uscc, e.name, e.status])
"""
PATH = """
MATCH (a:Enterprise {enterpriseId: $from})
MATCH (b:Enterprise {enterpriseId: $to})
MATCH p = allShortestPaths((a)-[:HELD_IN|HELD_BY|LINK_FROM|LINK_TO*..6]-(b))
RETURN collect([n IN nodes(p) | CASE
  WHEN n:Enterprise THEN ['Enterprise', n.uscc, n.name]
  WHEN n:Person THEN ['Person', n.name]
  WHEN n:EnterpriseRole THEN ['EnterpriseRole', n.role, toString(n.startsOn)]
  ELSE ['EnterpriseLink', n.linkId, toString(n.startsOn)] END])
"""
NESTED = """
MATCH (:Region {code: $parent})<-[:PART_OF]-()<-[:IN_REGION]-(:Community)<-[:FOR]-()<-[:SUBMITTED_TO]-(b:Bid)
WHERE b.outcome = 'WON'
MATCH (b)-[:SUBMITTED_BY]->(e)
WITH DISTINCT e WHERE EXISTS { (e)<-[:IMPOSED_ON]-(s) WHERE s.kind = 'BID_RESTRICTION' }
WITH e ORDER BY e.enterpriseId LIMIT 100
RETURN collect([e.uscc, e.name, e.status])
"""
PAGE_1 = """
MATCH (b:Bid) WHERE b.submittedOn IS NOT NULL
WITH b ORDER BY b.submittedOn, b.bidId LIMIT $first
RETURN collect([b.bidId, toString(b.submittedOn), b.amount, b.outcome])
"""
PAGE_500 = """
MATCH (b:Bid) WHERE b.submittedOn >= $day AND NOT (b.submittedOn = $day AND b.bidId <= $id)
WITH b ORDER BY b.submittedOn, b.bidId LIMIT $first
RETURN collect([b.bidId, toString(b.submittedOn), b.amount, b.outcome])
"""
AS_OF = """
MATCH (:Region {code: $parent})<-[:PART_OF]-()<-[:IN_REGION]-(c:Community)
WHERE (c.builtYear IS NULL OR c.builtYear <= $day.year) AND (c.mergedOn IS NULL OR c.mergedOn > $day)
WITH c ORDER BY c.communityId LIMIT 200
RETURN collect([c.communityId, c.name, COLLECT {
  MATCH (c)<-[:SERVES]-(k)
  WHERE k.startsOn <= $day AND (k.endsOn IS NULL OR k.endsOn >= $day) AND (k.terminatedOn IS NULL OR k.terminatedOn > $day)
  WITH k ORDER BY k.contractId LIMIT 5
  OPTIONAL MATCH (k)-[:CONTRACTED_WITH]->(e)
  WHERE (e.establishedOn IS NULL OR e.establishedOn <= $day) AND (e.dissolvedOn IS NULL OR e.dissolvedOn > $day)
  RETURN [k.contractId, k.mode, toString(k.startsOn), CASE WHEN e IS NULL THEN null ELSE [e.uscc, e.name] END]
}])
"""
#: Whoever writes it by hand knows that twenty enterprises have such a ban, and leaves the others out.
ORDERED = """
MATCH (s:Sanction) WHERE $from <= s.startsOn <= $to
MATCH (s)-[:IMPOSED_ON]->(e)
WITH e, count(*) AS many ORDER BY many DESC, e.enterpriseId LIMIT 20
RETURN collect([e.uscc, e.name])
"""


def aggregate(row: list[Any]) -> dict[str, Any]:
    """The answer of a record."""
    count, mean, least, most = row
    return {"contracts": {"aggregate": {"count": count, "feePerM2Month": {"avg": mean, "min": least, "max": most}}}}


def grouped(row: list[Any]) -> dict[str, Any]:
    """The answer of a record."""
    groups = [
        {"key": {"occurredOn": year, "polarity": polarity}, "count": count, "points": {"sum": points}}
        for year, polarity, count, points in row[0]
    ]
    return {"creditEvents": {"groupedAggregate": groups}}


def path(row: list[Any]) -> dict[str, Any]:
    """The answer of a record."""
    names = {
        "Enterprise": ("uscc", "name"),
        "Person": ("name",),
        "EnterpriseRole": ("role", "startsOn"),
        "EnterpriseLink": ("linkId", "startsOn"),
    }
    paths = [
        {
            "length": len(nodes) - 1,
            "nodes": [{"__typename": type, **dict(zip(names[type], values, strict=True))} for type, *values in nodes],
        }
        for nodes in row[0]
    ]
    return {"paths": paths}


def as_of(row: list[Any]) -> dict[str, Any]:
    """The answer of a record."""
    nodes = [
        {
            "communityId": key,
            "name": name,
            "contracts": {
                "nodes": [
                    {
                        "contractId": contract,
                        "mode": mode,
                        "startsOn": starts,
                        "enterprise": {"uscc": firm[0], "name": firm[1]} if firm else None,
                    }
                    for contract, mode, starts, firm in contracts
                ]
            },
        }
        for key, name, contracts in row[0]
    ]
    return {"communities": {"nodes": nodes}}


def listed(root: str, *names: str) -> Callable[[list[Any]], dict[str, Any]]:
    """The answer of a record that is a list of flat rows."""

    def decode(row: list[Any]) -> dict[str, Any]:
        return {root: {"nodes": [dict(zip(names, values, strict=True)) for values in row[0]]}}

    return decode


def days(variables: dict[str, Any]) -> dict[str, Any]:
    """The variables, days as the driver wants them."""
    return {
        key: date.fromisoformat(value) if key in ("day", "from", "to") else value for key, value in variables.items()
    }


def phrase(variables: dict[str, Any]) -> dict[str, Any]:
    """A text as a phrase of Lucene's, in the two fields that name an enterprise."""
    text = variables["text"].replace("\\", "\\\\").replace('"', '\\"')
    return {"query": f'name:"{text}" OR formerNames:"{text}"'}


def keys(variables: dict[str, Any]) -> dict[str, Any]:
    """Global ids as the keys in them."""
    return {name: id.partition(":")[2] for name, id in variables.items()}


Read = tuple[str, str, Callable[[list[Any]], Any], Callable[[Any], dict[str, Any]]]
FIRM = ("uscc", "name", "status")
BID = ("bidId", "submittedOn", "amount", "outcome")
MORE: tuple[Read, ...] = (
    ("aggregate", AGGREGATE, aggregate, dict),
    ("grouped", GROUPED, grouped, days),
    ("search", SEARCH, listed("search", *FIRM), phrase),
    ("path", PATH, path, keys),
    ("nested", NESTED, listed("enterprises", *FIRM), dict),
    ("page1", PAGE_1, listed("bids", *BID), dict),
    ("page500", PAGE_500, listed("bids", *BID), days),
    ("asof", AS_OF, as_of, days),
    ("ordered", ORDERED, listed("enterprises", "uscc", "name"), days),
)
