"""The strategy for fixtures: always a real Neo4j over Bolt, one for each process of the run, never a mocked driver.

`database` is the Neo4j of NEO4J_URI where that is set, else a private one in a folder of this run's own; WUYE_NEO4J_VERSION
says which line of it. **Tests that write delete everything in it**, so that a graph of NEO4J_URI must be empty. They ask for `graph`, which is empty when they begin, holds
only what they put there, and runs coroutines on one event loop in the background, since a driver is bound to its loop.
What needs no database (reading, validating, compiling) is tested without these fixtures.
"""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable, Coroutine, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from starlette.testclient import TestClient

from graph import server, write
from graph.database import Database, connect
from graph.settings import Settings
from graph.write import ORIGIN
from loaders.load import load
from loaders.report import Report
from tests.asking import Asking, fixed_schema
from tests.running import Demonstration, demonstration
from tests.tables import tables

T = TypeVar("T")


@dataclass(frozen=True)
class Graph:
    """The database, without `await`."""

    database: Database
    loop: asyncio.AbstractEventLoop

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """What a coroutine returns."""
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result()

    def rows(self, text: str, **parameters: object) -> list[list[Any]]:
        """All records of a statement."""
        return self.run(self.database.rows(text, parameters))

    def load(self, *paths: Path, **options: Any) -> Report:
        """Load tables."""
        return self.run(load(paths, self.database, **options))

    def wipe(self) -> None:
        """Delete all data; constraints and indexes stay. Relationships go first: a hub's would not fit one transaction."""
        self.rows("MATCH ()-[r]->() CALL (r) { DELETE r } IN TRANSACTIONS OF 10000 ROWS")
        self.rows("MATCH (n) CALL (n) { DELETE n } IN TRANSACTIONS OF 10000 ROWS")
        self.run(write.ensure_schema(self.database))

    def content(self) -> tuple[list[Any], list[Any]]:
        """Everything that tables said: nodes and relationships, without when and how they were recorded."""
        nodes = self.rows("MATCH (n) WHERE NOT n:Wuye AND NOT n:Load AND NOT n:Version RETURN labels(n), properties(n)")
        for _, properties in nodes:
            del properties["recordedAt"]
            for name in ("load", "restoredBy", *ORIGIN):
                properties.pop(name, None)
        relations = self.rows(
            "MATCH (a)-[r]->(b) WHERE NOT a:Version RETURN labels(a), a.digest, type(r), r {.locator, .quote}, labels(b), b.digest"
        )
        return sorted(nodes, key=repr), sorted(relations, key=repr)


@pytest.fixture(scope="session")
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    """An event loop that runs in the background."""
    made = asyncio.new_event_loop()
    thread = threading.Thread(target=made.run_forever, name="tests' event loop")
    thread.start()
    yield made
    made.call_soon_threadsafe(made.stop)
    thread.join()
    made.close()


@pytest.fixture(scope="session")
def database(loop: asyncio.AbstractEventLoop, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """An open database, the same for all tests."""
    settings = replace(Settings.read(os.environ), home=tmp_path_factory.mktemp("wuye"))
    with server.running(settings) as address:
        opening = connect(address.uri, address.username, address.password, database=settings.database)
        opened = asyncio.run_coroutine_threadsafe(opening, loop).result()
        if settings.uri is not None and not os.environ.get("WUYE_TESTS_MAY_ERASE"):
            refuse_to_erase(Graph(opened, loop))
        yield opened
        asyncio.run_coroutine_threadsafe(opened.close(), loop).result()


def refuse_to_erase(graph: Graph) -> None:
    """Ends the run when the user's own Neo4j holds anything: the tests would delete it."""
    [[held]] = graph.rows("MATCH (n) WHERE NOT n:Wuye RETURN count(n)")
    if held:
        pytest.exit(
            f"NEO4J_URI names a graph with {held:,} nodes, and the tests delete all there is: unset NEO4J_URI, name an empty "
            "one, or say WUYE_TESTS_MAY_ERASE=1.",
            returncode=2,
        )


@pytest.fixture
def graph(database: Database, loop: asyncio.AbstractEventLoop) -> Graph:
    """An empty graph with its constraints and indexes."""
    made = Graph(database, loop)
    made.wipe()
    return made


@pytest.fixture(scope="session")
def holding(
    database: Database, loop: asyncio.AbstractEventLoop, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Mapping[str, str]], Graph]:
    """Makes the graph hold some tables' texts and nothing else: for what a whole file of tests reads."""

    def hold(contents: Mapping[str, str]) -> Graph:
        made = Graph(database, loop)
        made.wipe()
        report = made.load(tables(tmp_path_factory.mktemp("register"), contents))
        assert not report.exit_status, report.rejections
        return made

    return hold


# ------------------------------------------------------------------------------------------- the demonstration, only read


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --update-golden` writes tests/golden anew; read the difference before you commit it."""
    parser.addoption("--update-golden", action="store_true", help="rewrite the answers and the Cypher in tests/golden")
    parser.addoption("--kills", type=int, default=3, help="how many loads are killed at a random moment")
    parser.addoption("--faults", type=int, default=5, help="how many faults there are between server and Neo4j")


def pytest_xdist_auto_num_workers() -> int:
    """Two processes, each with a Neo4j of its own; none beside this one where all would share that of NEO4J_URI."""
    return 0 if os.environ.get("NEO4J_URI") else 2


def pytest_itemcollected(item: pytest.Item) -> None:
    """What one process runs at a stretch: all tests that want the same expensive thing, wherever they stand, else a file.

    Said here, since pytest-xdist reads it before any `pytest_collection_modifyitems` of ours.
    """
    item.add_marker(pytest.mark.xdist_group(shared(item) or str(item.path)))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest comes first, so that both processes end together; a test that writes wipes the demonstration."""
    order = ["demonstration", "wuye demo", ""]
    items.sort(key=lambda item: order.index(shared(item)))


def shared(item: pytest.Item) -> str:
    """What a test wants that is made once a run: the demonstration in the run's Neo4j, or `wuye demo` as a process."""
    asked = getattr(item, "fixturenames", ())
    return "demonstration" if "demo" in asked else "wuye demo" if "served" in asked else ""


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    """A `wuye demo` as a process, started from nothing. Tests leave it as it is."""
    with demonstration(tmp_path_factory.mktemp("demonstration") / "物业") as started:
        yield started


@pytest.fixture(scope="session")
def demo(database: Database, loop: asyncio.AbstractEventLoop) -> Graph:
    """The demonstration: the letter's tables and their synthetic complement. For tests that write nothing."""
    from api.demo import load_demo

    made = Graph(database, loop)
    made.wipe()
    made.run(load_demo(database))
    return made


@pytest.fixture(scope="session")
def asking(demo: Graph) -> Asking:
    """Asks the demonstration, without HTTP."""
    return Asking(fixed_schema(demo.database), demo.run)


@pytest.fixture(scope="session")
def address(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings that name the run's database by its address, for what opens a connection of its own."""
    settings = Settings.read(os.environ)
    homes = [path.parent for path in tmp_path_factory.getbasetemp().glob("wuye*/neo4j-*")]
    with server.running(replace(settings, home=homes[0]) if homes else settings) as found:
        home = tmp_path_factory.mktemp("home")  # what a server keeps of its own stays with the run
        yield replace(settings, home=home, uri=found.uri, username=found.username, password=found.password)


@pytest.fixture(scope="session")
def client(demo: Graph, address: Settings) -> Iterator[TestClient]:
    """The application on the demonstration."""
    from api.app import create_app

    with TestClient(create_app(address), raise_server_exceptions=False) as opened:
        yield opened


# --------------------------------------------------------------------------------------------------------------- properties

#: The same examples on every run; `--hypothesis-profile=thorough` looks for new ones.
hypothesis_settings.register_profile(
    "everyday", max_examples=20, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.register_profile(
    "thorough", max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("everyday")
