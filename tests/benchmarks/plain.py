"""The usual way: a plain Strawberry schema, resolvers and DataLoaders over the same driver. `uvicorn plain:app`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from functools import cached_property
from typing import Any

import bolt
import strawberry
from neo4j import AsyncDriver
from starlette.applications import Starlette
from starlette.routing import Route
from strawberry.asgi import GraphQL
from strawberry.dataloader import DataLoader
from strawberry.types import Info

BARS = """s.kind = 'BID_RESTRICTION' AND s.startsOn <= $on
  AND (s.endsOn IS NULL OR s.endsOn >= $on) AND (s.liftedOn IS NULL OR s.liftedOn > $on)"""


class Loaders:
    """The DataLoaders of one request: each a batch of keys by one statement, `RETURN key, properties`."""

    def __init__(self, driver: AsyncDriver) -> None:
        self.driver = driver
        self._barring: dict[date, DataLoader[str, list[Sanction]]] = {}

    async def rows(self, text: str, **parameters: Any) -> list[list[Any]]:
        """The records of one read."""
        return await bolt.rows(self.driver, text, parameters)

    def one(self, pattern: str, make: Callable[[dict[str, Any]], Any]) -> DataLoader[str, Any]:
        """Loads what is at the other end of a to-one relation."""

        async def load(keys: list[str]) -> list[Any]:
            found = await self.rows(f"UNWIND $keys AS key MATCH {pattern} RETURN key, properties(n)", keys=keys)
            made = {key: make(properties) for key, properties in found}
            return [made.get(key) for key in keys]

        return DataLoader(load)

    def many(
        self, pattern: str, order: str, make: Callable[[dict[str, Any]], Any], **parameters: Any
    ) -> DataLoader[str, list[Any]]:
        """Loads what is at the other end of a to-many relation, in order."""

        async def load(keys: list[str]) -> list[list[Any]]:
            text = f"UNWIND $keys AS key MATCH {pattern} RETURN key, properties(n) ORDER BY {order}"
            made: dict[str, list[Any]] = defaultdict(list)
            for key, properties in await self.rows(text, keys=keys, **parameters):
                made[key].append(make(properties))
            return [made[key] for key in keys]

        return DataLoader(load)

    def count(self, type: str) -> DataLoader[str, int]:
        """Counts an enterprise's facts of one type."""

        async def load(keys: list[str]) -> list[int]:
            text = f"UNWIND $keys AS key MATCH (e:Enterprise {{enterpriseId: key}}) RETURN key, COUNT {{ (e)<-[:{type}]-() }}"
            found = {str(key): int(count) for key, count in await self.rows(text, keys=keys)}
            return [found.get(key, 0) for key in keys]

        return DataLoader(load)

    @cached_property
    def sanction_counts(self) -> DataLoader[str, int]:
        return self.count("IMPOSED_ON")

    @cached_property
    def bid_counts(self) -> DataLoader[str, int]:
        return self.count("SUBMITTED_BY")

    @cached_property
    def contract_counts(self) -> DataLoader[str, int]:
        return self.count("CONTRACTED_WITH")

    @cached_property
    def seat(self) -> DataLoader[str, Any]:
        return self.one("(:Enterprise {enterpriseId: key})-[:IN_REGION]->(n)", Region.of)

    @cached_property
    def place(self) -> DataLoader[str, Any]:
        return self.one("(:Community {communityId: key})-[:IN_REGION]->(n)", Region.of)

    @cached_property
    def branch(self) -> DataLoader[str, Any]:
        return self.one("(:Community {communityId: key})<-[:LEADS]-(n)", PartyBranch.of)

    @cached_property
    def communities(self) -> DataLoader[str, list[Any]]:
        return self.many("(:Region {code: key})<-[:IN_REGION]-(n:Community)", "n.communityId", Community.of)

    @cached_property
    def contracts(self) -> DataLoader[str, list[Any]]:
        return self.many("(:Community {communityId: key})<-[:SERVES]-(n)", "n.contractId", Contract.of)

    @cached_property
    def manager(self) -> DataLoader[str, Any]:
        return self.one("(:Contract {contractId: key})-[:CONTRACTED_WITH]->(n)", Enterprise.of)

    @cached_property
    def event(self) -> DataLoader[str, Any]:
        return self.one("(:Sanction {sanctionId: key})-[:BASED_ON]->(n)", CreditEvent.of)

    def barring(self, on: date) -> DataLoader[str, list[Sanction]]:
        """The bars on enterprises in force on a day."""
        if on not in self._barring:
            pattern = f"(:Enterprise {{enterpriseId: key}})<-[:IMPOSED_ON]-(s) WHERE {BARS} WITH key, s AS n"
            self._barring[on] = self.many(pattern, "n.startsOn, n.sanctionId", Sanction.of, on=on)
        return self._barring[on]


def loaders(info: Info[Any, Any]) -> Loaders:
    """The loaders of this request."""
    found: Loaders = info.context["loaders"]
    return found


def day(value: Any) -> date | None:
    """A day as Neo4j's driver gives it, as Python's."""
    return value.to_native() if value is not None else None


@strawberry.type
class Region:
    code: str
    name: str

    @classmethod
    def of(cls, found: dict[str, Any]) -> Region:
        return cls(code=found["code"], name=found["name"])

    @strawberry.field
    async def communities(self, info: Info[Any, Any], first: int = 20) -> list[Community]:
        return (await loaders(info).communities.load(self.code))[:first]


@strawberry.type
class PartyBranch:
    name: str
    established_on: date | None

    @classmethod
    def of(cls, found: dict[str, Any]) -> PartyBranch:
        return cls(name=found["name"], established_on=day(found.get("establishedOn")))


@strawberry.type
class CreditEvent:
    occurred_on: date | None
    summary: str | None

    @classmethod
    def of(cls, found: dict[str, Any]) -> CreditEvent:
        return cls(occurred_on=day(found["occurredOn"]), summary=found.get("summary"))


@strawberry.type
class Sanction:
    sanction_id: str
    starts_on: date | None
    ends_on: date | None
    lifted_on: date | None
    document_number: str | None

    @classmethod
    def of(cls, found: dict[str, Any]) -> Sanction:
        return cls(
            sanction_id=found["sanctionId"],
            starts_on=day(found["startsOn"]),
            ends_on=day(found.get("endsOn")),
            lifted_on=day(found.get("liftedOn")),
            document_number=found.get("documentNumber"),
        )

    @strawberry.field
    async def event(self, info: Info[Any, Any]) -> CreditEvent | None:
        found: CreditEvent | None = await loaders(info).event.load(self.sanction_id)
        return found


@strawberry.type
class Enterprise:
    enterprise_id: str
    uscc: str | None
    name: str
    kind: str
    status: str | None
    established_on: date | None

    @classmethod
    def of(cls, found: dict[str, Any]) -> Enterprise:
        return cls(
            enterprise_id=found["enterpriseId"],
            uscc=found.get("uscc"),
            name=found["name"],
            kind=found["kind"],
            status=found.get("status"),
            established_on=day(found.get("establishedOn")),
        )

    @strawberry.field
    async def region(self, info: Info[Any, Any]) -> Region | None:
        found: Region | None = await loaders(info).seat.load(self.enterprise_id)
        return found

    @strawberry.field
    async def sanction_count(self, info: Info[Any, Any]) -> int:
        return await loaders(info).sanction_counts.load(self.enterprise_id)

    @strawberry.field
    async def bid_count(self, info: Info[Any, Any]) -> int:
        return await loaders(info).bid_counts.load(self.enterprise_id)

    @strawberry.field
    async def contract_count(self, info: Info[Any, Any]) -> int:
        return await loaders(info).contract_counts.load(self.enterprise_id)

    @strawberry.field
    async def bars(self, info: Info[Any, Any], on: date) -> list[Sanction]:
        return await loaders(info).barring(on).load(self.enterprise_id)


@strawberry.type
class Contract:
    contract_id: str
    mode: str
    starts_on: date | None
    ends_on: date | None

    @classmethod
    def of(cls, found: dict[str, Any]) -> Contract:
        return cls(
            contract_id=found["contractId"],
            mode=found["mode"],
            starts_on=day(found["startsOn"]),
            ends_on=day(found.get("endsOn")),
        )

    @strawberry.field
    async def enterprise(self, info: Info[Any, Any]) -> Enterprise | None:
        found: Enterprise | None = await loaders(info).manager.load(self.contract_id)
        return found


@strawberry.type
class Community:
    community_id: str
    name: str
    address: str | None
    built_year: int | None
    households: int | None
    is_old: bool | None

    @classmethod
    def of(cls, found: dict[str, Any]) -> Community:
        return cls(
            community_id=found["communityId"],
            name=found["name"],
            address=found.get("address"),
            built_year=found.get("builtYear"),
            households=found.get("households"),
            is_old=found.get("isOld"),
        )

    @strawberry.field
    async def region(self, info: Info[Any, Any]) -> Region | None:
        found: Region | None = await loaders(info).place.load(self.community_id)
        return found

    @strawberry.field
    async def party_branch(self, info: Info[Any, Any]) -> PartyBranch | None:
        found: PartyBranch | None = await loaders(info).branch.load(self.community_id)
        return found

    @strawberry.field
    async def contracts(self, info: Info[Any, Any], first: int = 20) -> list[Contract]:
        return (await loaders(info).contracts.load(self.community_id))[:first]


@strawberry.type
class Query:
    @strawberry.field
    async def enterprise(self, info: Info[Any, Any], uscc: str) -> Enterprise | None:
        found = await loaders(info).rows("MATCH (n:Enterprise {uscc: $uscc}) RETURN properties(n)", uscc=uscc)
        return Enterprise.of(found[0][0]) if found else None

    @strawberry.field
    async def barred_enterprises(self, info: Info[Any, Any], on: date, first: int = 20) -> list[Enterprise]:
        text = f"""MATCH (s:Sanction) WHERE {BARS} MATCH (s)-[:IMPOSED_ON]->(n)
          WITH DISTINCT n ORDER BY n.uscc LIMIT $first RETURN properties(n)"""
        return [Enterprise.of(row[0]) for row in await loaders(info).rows(text, on=on, first=first)]

    @strawberry.field
    async def communities(self, info: Info[Any, Any], first: int = 20) -> list[Community]:
        text = "MATCH (n:Community) WITH n ORDER BY n.communityId LIMIT $first RETURN properties(n)"
        return [Community.of(row[0]) for row in await loaders(info).rows(text, first=first)]

    @strawberry.field
    async def regions(self, info: Info[Any, Any], parent: str, first: int = 20) -> list[Region]:
        text = """MATCH (:Region {code: $parent})<-[:PART_OF]-(n)
          WITH n ORDER BY n.code LIMIT $first RETURN properties(n)"""
        return [Region.of(row[0]) for row in await loaders(info).rows(text, parent=parent, first=first)]


class View(GraphQL[Any, None]):
    """Strawberry's own view, with fresh loaders for each request."""

    driver: AsyncDriver

    async def get_context(self, request: Any, response: Any) -> Any:
        return {"loaders": Loaders(self.driver)}


view = View(strawberry.Schema(Query), graphql_ide=None, subscription_protocols=())


@asynccontextmanager
async def lifespan(app: Starlette) -> AsyncIterator[None]:
    """The driver, as long as the application."""
    async with bolt.connect() as driver:
        view.driver = driver
        yield


app = Starlette(routes=[Route("/graphql", view)], lifespan=lifespan)
