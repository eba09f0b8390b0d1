"""Neo4j over Bolt: reads that cannot write and end in time, writes whole or not at all, and what connecting says when it fails."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from graph.database import Database, connect, neo4j_version
from graph.errors import AccessDenied, CostLimit, DeadlineExceeded, Unavailable, WuyeError
from graph.server import Address
from tests.running import address_of, black_hole, bolt_server, free_port, http_server, settings

if TYPE_CHECKING:
    from tests.conftest import Graph

#: Longer than any deadline here, and no memory to speak of.
LONG = "UNWIND range(1, 2000000000) AS x WITH x WHERE x % 2000000011 = 0 RETURN count(x)"


@pytest.fixture
def address(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Address:
    """Where the run's Neo4j answers."""
    return address_of(settings(tmp_path_factory))


def running(graph: Graph) -> int:
    """How many transactions of ours the server still has, this question's own left out."""
    return (
        len(graph.rows("SHOW TRANSACTIONS YIELD currentQuery AS text WHERE text CONTAINS '2000000011' RETURN text")) - 1
    )


def eventually(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.1)


# ---------------------------------------------------------------------------------------------------------------- reads


def test_a_read_returns_the_values_of_its_one_record(graph: Graph) -> None:
    text = "RETURN $day AS day, [1, null, '物业'] AS list, {a: 1.5} AS map"
    assert graph.run(graph.database.read(text, {"day": "2022-06-30"})) == ["2022-06-30", [1, None, "物业"], {"a": 1.5}]


@pytest.mark.parametrize("text", ["CREATE (n:Intruder) RETURN n.id", "MATCH (n) DETACH DELETE n RETURN 1"])
def test_a_read_cannot_write(graph: Graph, text: str) -> None:
    with pytest.raises(WuyeError, match=r"(?i)read"):
        graph.run(graph.database.read(text, {}))
    assert graph.rows("MATCH (n:Intruder) RETURN n") == []


def test_a_read_ends_at_its_deadline_here_and_on_the_server(graph: Graph) -> None:
    began = time.monotonic()
    with pytest.raises(DeadlineExceeded, match="ask for less"):
        graph.run(graph.database.read(LONG, {}, deadline=1.0))
    assert time.monotonic() - began < 10
    eventually(lambda: running(graph) == 0)


def test_a_caller_who_leaves_ends_the_transaction(graph: Graph) -> None:
    async def leave() -> None:
        asking = asyncio.create_task(graph.database.read(LONG, {}, deadline=60.0))
        await asyncio.sleep(0.5)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking

    graph.run(leave())
    eventually(lambda: running(graph) == 0)


def test_a_read_that_takes_all_memory_is_refused_as_too_costly(graph: Graph) -> None:
    with pytest.raises(CostLimit, match="narrow it"):
        graph.run(
            graph.database.read(
                "UNWIND range(1, 100000000) AS x RETURN size(collect(toStringList(range(x, x + 1000))))", {}
            )
        )
    assert graph.rows("RETURN 1") == [[1]], "it answers on"


# --------------------------------------------------------------------------------------------------------------- writes


def test_a_write_returns_its_records(graph: Graph) -> None:
    text = "UNWIND $names AS name MERGE (n:Written {name: name}) RETURN n.name ORDER BY n.name"
    assert graph.run(graph.database.write(text, {"names": ["a", "b"]})) == [["a"], ["b"]]
    assert graph.rows("MATCH (n:Written) RETURN count(n)") == [[2]]


def test_a_transaction_that_fails_leaves_nothing(graph: Graph) -> None:
    async def work() -> None:
        async with graph.database.transaction() as transaction:
            await (await transaction.run("CREATE (:Written)")).consume()
            raise KeyError("on the way")

    with pytest.raises(KeyError):
        graph.run(work())
    assert graph.rows("MATCH (n:Written) RETURN n") == []


def test_a_transaction_that_ends_well_is_there(graph: Graph) -> None:
    async def work() -> None:
        async with graph.database.transaction() as transaction:
            await (await transaction.run("CREATE (:Written)")).consume()

    graph.run(work())
    assert graph.rows("MATCH (n:Written) RETURN count(n)") == [[1]]


def test_a_mistake_of_ours_is_an_internal_error(graph: Graph) -> None:
    with pytest.raises(WuyeError) as failure:
        graph.run(graph.database.read("RETURN nothing", {}))
    assert failure.value.code == "INTERNAL"


# ----------------------------------------------------------------------------------------------------------- connecting


def refusal(
    graph: Graph, kind: type[Unavailable], uri: str, password: str = "wrong", database: str | None = None
) -> str:
    """What connecting says, which is one sentence without the password."""
    with pytest.raises(kind) as failure:
        opened = graph.run(connect(uri, "neo4j", password, database=database))
        graph.run(opened.close())
    text = str(failure.value)
    assert "\n" not in text
    assert password not in text
    return text


def test_a_right_password_opens(graph: Graph, address: Address) -> None:
    opened = graph.run(connect(address.uri, address.username, address.password))
    try:
        assert graph.run(neo4j_version(opened)) == graph.run(neo4j_version(graph.database))
    finally:
        graph.run(opened.close())


def test_a_wrong_password_is_said(graph: Graph, address: Address) -> None:
    assert "NEO4J_PASSWORD" in refusal(graph, AccessDenied, address.uri)


def test_a_database_that_is_not_there_is_said(graph: Graph, address: Address) -> None:
    assert "NEO4J_DATABASE" in refusal(graph, Unavailable, address.uri, address.password, database="nowhere")


def test_nobody_there_is_said(graph: Graph) -> None:
    assert "NEO4J_URI" in refusal(graph, Unavailable, f"bolt://127.0.0.1:{free_port()}")


def test_a_cluster_that_is_not_there_is_said(graph: Graph) -> None:
    assert "NEO4J_URI" in refusal(graph, Unavailable, f"neo4j://127.0.0.1:{free_port()}")


def test_somebody_who_never_answers_is_not_waited_for(graph: Graph) -> None:
    began = time.monotonic()
    with black_hole() as port:
        assert "NEO4J_URI" in refusal(graph, Unavailable, f"bolt://127.0.0.1:{port}")
    assert time.monotonic() - began < 12


def test_a_web_server_is_no_neo4j(graph: Graph) -> None:
    with http_server() as port:
        found = refusal(graph, Unavailable, f"bolt://127.0.0.1:{port}")
    assert "7687" in found, "Neo4j's browser and its Bolt port are easily mixed up"


@pytest.mark.parametrize(
    "version, protocol", [("4.4.30", (4, 4)), ("5.6.0", (5, 0)), ("5.25.1", (5, 4))], ids=lambda value: str(value)
)
def test_an_old_neo4j_is_said_to_be_old(graph: Graph, version: str, protocol: tuple[int, int]) -> None:
    with bolt_server(("Neo4j Kernel", version), protocol=protocol) as uri:
        found = refusal(graph, Unavailable, uri)
    assert "5.26 or newer" in found


@pytest.mark.parametrize("version", ["5.26.0", "5.27-aura", "2026.09.0"])
def test_a_new_enough_neo4j_is_taken(graph: Graph, version: str) -> None:
    with bolt_server(("Neo4j Kernel", version), ("Cypher", "5")) as uri:
        graph.run(graph.run(connect(uri, "neo4j", "password")).close())


@pytest.mark.parametrize("component", [("Memgraph", "3.1"), ("Neo4j Kernel", "dev")])
def test_what_only_speaks_bolt_is_no_neo4j(graph: Graph, component: tuple[str, str]) -> None:
    with bolt_server(component) as uri:
        assert "5.26 or newer" in refusal(graph, Unavailable, uri)


@pytest.mark.parametrize(
    "uri",
    [
        "http://127.0.0.1:7474",
        "https://127.0.0.1",
        "127.0.0.1:7687",
        "db",
        "bolt//127.0.0.1",
        "jdbc:neo4j://127.0.0.1",
        "bolt://[::1",
        "bolt://127.0.0.1:port",
        "bolt://neo4j:wrong@127.0.0.1",
    ],
)
def test_an_address_that_cannot_be_one_is_said(graph: Graph, uri: str) -> None:
    found = refusal(graph, Unavailable, uri)
    assert "NEO4J_URI" in found
    assert "bolt://" in found
