"""The graph, opened: the user's Neo4j or the private one, its constraints made, its secret its own."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph import write
from graph.database import Database
from graph.errors import AccessDenied, Unavailable
from graph.opened import Opened, open_graph
from graph.server import Address, status
from graph.settings import Settings
from tests.running import address_of, free_port, settings

if TYPE_CHECKING:
    from tests.conftest import Graph


@pytest.fixture
def found(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings of the run's Neo4j."""
    return settings(tmp_path_factory)


@pytest.fixture
def address(found: Settings) -> Address:
    """Where it answers."""
    return address_of(found)


async def opened(settings: Settings) -> Opened:
    async with open_graph(settings) as graph:
        return graph


def test_a_private_neo4j_that_runs_is_joined(graph: Graph, found: Settings) -> None:
    first, second = asyncio.run(opened(found)), asyncio.run(opened(found))
    assert first.neo4j == second.neo4j
    if found.private:
        assert first.neo4j == found.neo4j_version, "the suite ran on another line than it was told to"


def test_a_neo4j_of_the_user_s_own_starts_no_private_one(graph: Graph, address: Address, tmp_path: Path) -> None:
    yours = Settings(tmp_path / "home", uri=address.uri, username=address.username, password=address.password)
    assert asyncio.run(opened(yours)).secret == graph.run(write.graph_secret(graph.database))
    assert not (tmp_path / "home").exists()
    assert not status(yours).running


def test_the_secret_is_the_graph_s_own_and_stays(graph: Graph, found: Settings) -> None:
    first = asyncio.run(opened(found)).secret
    assert len(first) == 32
    assert asyncio.run(opened(found)).secret == first
    graph.wipe()
    assert asyncio.run(opened(found)).secret != first


def test_what_constraints_are_missing_are_made(graph: Graph, found: Settings) -> None:
    before = sorted(graph.rows("SHOW CONSTRAINTS YIELD name RETURN name"))
    graph.rows("DROP CONSTRAINT key_Person_personId")
    graph.rows("DROP INDEX search")
    asyncio.run(opened(found))
    assert sorted(graph.rows("SHOW CONSTRAINTS YIELD name RETURN name")) == before
    assert graph.rows("SHOW INDEXES YIELD name, state WHERE name = 'search' RETURN state") == [["ONLINE"]]


def test_data_of_others_that_are_in_the_way_are_named(graph: Graph, found: Settings) -> None:
    graph.rows("DROP CONSTRAINT key_Person_personId")
    graph.rows("CREATE (:Person {personId: 'P-1'}), (:Person {personId: 'P-1'})")
    with pytest.raises(Unavailable, match=r"NEO4J_DATABASE to a database of Wuye's own") as refused:
        asyncio.run(opened(found))
    assert "personId" in str(refused.value), "it says which"
    graph.rows("MATCH (p:Person) DELETE p")
    graph.rows("CREATE INDEX others FOR (p:Person) ON (p.personId)")
    with pytest.raises(Unavailable, match="others"):
        asyncio.run(opened(found))
    graph.rows("DROP INDEX others")
    asyncio.run(opened(found))
    assert asyncio.run(missing(found)) == []


async def missing(settings: Settings) -> list[object]:
    async with open_graph(settings) as graph:
        return list(await write.missing(graph.database))


def test_nothing_is_left_open_when_opening_fails(address: Address, tmp_path: Path) -> None:
    yours = Settings(tmp_path, uri=address.uri, username=address.username, password="wrong")
    with pytest.raises(AccessDenied):
        asyncio.run(opened(yours))
    with pytest.raises(Unavailable):
        asyncio.run(opened(replace(yours, uri=f"bolt://127.0.0.1:{free_port()}")))


def test_what_goes_wrong_inside_comes_out_as_it_is(graph: Graph, found: Settings) -> None:
    async def work() -> None:
        async with open_graph(found):
            raise KeyError("inside")

    with pytest.raises(KeyError):
        asyncio.run(work())
