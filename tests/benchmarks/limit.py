"""The limit: the reads as the best Cypher we could write by hand, behind bare Starlette.

`uvicorn limit:app`; a read is POST /NAME with its variables as JSON, and the answer is Wuye's, key for key.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from typing import Any

import bolt
import orjson
from more import MORE
from neo4j import READ_ACCESS
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

POINT = """
MATCH (e:Enterprise {uscc: $uscc})
OPTIONAL MATCH (e)-[:IN_REGION]->(r)
RETURN e.enterpriseId, e.name, e.kind, e.status, toString(e.establishedOn), r.code, r.name,
  COUNT { (e)<-[:IMPOSED_ON]-() }, COUNT { (e)<-[:SUBMITTED_BY]-() }, COUNT { (e)<-[:CONTRACTED_WITH]-() }
"""
BARRED = """
MATCH (s:Sanction)
WHERE s.kind = 'BID_RESTRICTION' AND s.startsOn <= $on
  AND (s.endsOn IS NULL OR s.endsOn >= $on) AND (s.liftedOn IS NULL OR s.liftedOn > $on)
MATCH (s)-[:IMPOSED_ON]->(e)
OPTIONAL MATCH (s)-[:BASED_ON]->(v)
WITH e, s, v ORDER BY s.startsOn, s.sanctionId
WITH e, collect([s.sanctionId, toString(s.startsOn), toString(s.endsOn), toString(s.liftedOn), s.documentNumber,
  CASE WHEN v IS NULL THEN null ELSE [toString(v.occurredOn), v.summary] END]) AS sanctions
ORDER BY e.uscc LIMIT 1000
RETURN collect([e.uscc, e.name, sanctions])
"""
LIST = """
MATCH (c:Community)
WHERE c.communityId IS NOT NULL
WITH c ORDER BY c.communityId LIMIT $first
OPTIONAL MATCH (c)-[:IN_REGION]->(r)
OPTIONAL MATCH (c)<-[:LEADS]-(b)
WITH c, r, b ORDER BY c.communityId
RETURN collect([c.communityId, c.name, c.address, c.builtYear, c.households, c.isOld,
  [r.code, r.name], CASE WHEN b IS NULL THEN null ELSE [b.name, toString(b.establishedOn)] END])
"""
TREE = """
MATCH (:Region {code: $parent})<-[:PART_OF]-(r)
WITH r ORDER BY r.code LIMIT 20
RETURN collect([r.code, r.name, COLLECT {
  MATCH (r)<-[:IN_REGION]-(c:Community)
  WITH c ORDER BY c.communityId LIMIT 20
  RETURN [c.communityId, c.name, COLLECT {
    MATCH (c)<-[:SERVES]-(k)
    WITH k ORDER BY k.contractId LIMIT 5
    OPTIONAL MATCH (k)-[:CONTRACTED_WITH]->(e)
    RETURN [k.contractId, k.mode, toString(k.startsOn), toString(k.endsOn),
      CASE WHEN e IS NULL THEN null ELSE [e.uscc, e.name] END]
  }]
}])
"""


def point(row: list[Any]) -> dict[str, Any]:
    """The answer of a record."""
    key, name, kind, status, established, code, region, sanctions, bids, contracts = row
    return {
        "enterprise": {
            "enterpriseId": key,
            "name": name,
            "kind": kind,
            "status": status,
            "establishedOn": established,
            "region": {"code": code, "name": region} if code is not None else None,
            "sanctions": {"totalCount": sanctions},
            "bids": {"totalCount": bids},
            "contracts": {"totalCount": contracts},
        }
    }


def barred(row: list[Any]) -> dict[str, Any]:
    """The answer of a record."""
    edges = [
        {
            "node": {"uscc": code, "name": name},
            "sanctions": [
                {
                    "sanctionId": key,
                    "startsOn": starts,
                    "endsOn": ends,
                    "liftedOn": lifted,
                    "documentNumber": number,
                    "event": {"occurredOn": event[0], "summary": event[1]} if event else None,
                }
                for key, starts, ends, lifted, number, event in sanctions
            ],
        }
        for code, name, sanctions in row[0]
    ]
    return {"barredEnterprises": {"edges": edges}}


def listed(row: list[Any]) -> dict[str, Any]:
    """The answer of a record."""
    nodes = [
        {
            "communityId": key,
            "name": name,
            "address": address,
            "builtYear": built,
            "households": households,
            "isOld": old,
            "region": {"code": region[0], "name": region[1]},
            "partyBranch": {"name": branch[0], "establishedOn": branch[1]} if branch else None,
        }
        for key, name, address, built, households, old, region, branch in row[0]
    ]
    return {"communities": {"nodes": nodes}}


def tree(row: list[Any]) -> dict[str, Any]:
    """The answer of a record."""
    nodes = [
        {
            "code": code,
            "name": region,
            "communities": {
                "nodes": [
                    {
                        "communityId": key,
                        "name": name,
                        "contracts": {
                            "nodes": [
                                {
                                    "contractId": contract,
                                    "mode": mode,
                                    "startsOn": starts,
                                    "endsOn": ends,
                                    "enterprise": {"uscc": firm[0], "name": firm[1]} if firm else None,
                                }
                                for contract, mode, starts, ends, firm in contracts
                            ]
                        },
                    }
                    for key, name, contracts in communities
                ]
            },
        }
        for code, region, communities in row[0]
    ]
    return {"regions": {"nodes": nodes}}


def days(variables: dict[str, Any]) -> dict[str, Any]:
    """The variables of `barred`, as the driver wants them."""
    return {"on": date.fromisoformat(variables["on"])}


def route(name: str, text: str, decode: Callable[[list[Any]], Any], bind: Callable[[Any], dict[str, Any]]) -> Route:
    """One read as a route."""

    async def answer(request: Request) -> Response:
        parameters = bind(orjson.loads(await request.body()))
        async with request.app.state.driver.session(default_access_mode=READ_ACCESS) as session:
            record = await (await session.run(text, parameters)).single()
        return Response(orjson.dumps({"data": decode(record.values())}), media_type="application/json")

    return Route(f"/{name}", answer, methods=["POST"])


@asynccontextmanager
async def lifespan(app: Starlette) -> AsyncIterator[None]:
    """The driver, as long as the application."""
    async with bolt.connect() as driver:
        app.state.driver = driver
        yield


app = Starlette(
    routes=[
        route("point", POINT, point, dict),
        route("barred", BARRED, barred, days),
        route("list", LIST, listed, dict),
        route("tree", TREE, tree, dict),
        *(route(*read) for read in MORE),
    ],
    lifespan=lifespan,
)
