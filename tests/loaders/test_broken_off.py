"""A load that is broken off, by `kill -9` or a full disk, or that has a rival: the same load again makes the same graph."""

from __future__ import annotations

import asyncio
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import psutil  # type: ignore[import-untyped]  # its stubs are a package of their own
import pytest

from graph import server
from graph.settings import Settings
from loaders.bulk import load_bulk
from loaders.load import load
from loaders.report import Report
from tests.graph.test_server import at
from tests.loaders.test_bulk import ODD, TIES, asked, content, loaded
from tests.running import ROOT, without_neo4j
from tests.tables import tables

if TYPE_CHECKING:
    from tests.conftest import Graph

#: `wuye load` in batches of fifty rows, which says a word after each.
LOADER = """
import sys
import loaders.load, loaders.writer
loaders.load.BATCH = loaders.writer.BATCH = 50
loaders.load._Meter.tell = lambda *_: print("batch", flush=True)
from api.cli import main
main()
"""
#: Batches of such a load, at least: the moments at which it can be broken off.
MOMENTS = 30
VICTIMS = ("loader", "Neo4j", "both")
ROWS = ODD | {
    "people": "person_id,name\n" + "".join(f"P{n},王{n}\n" for n in range(700)),
    "enterprise_roles": "role_id,uscc,person_id,role\n" + "".join(f"R{n},E1,P{n},董事\n" for n in range(720)),
}


@dataclass(frozen=True)
class Broken:
    """A private Neo4j, the tables, and what the graph holds after a load that nothing disturbed."""

    settings: Settings
    folder: Path
    whole: list[str]

    def held(self) -> list[str]:
        """What the graph holds, whichever load wrote it."""
        nodes = asked(self.settings, "MATCH (n) WHERE NOT n:Wuye AND NOT n:Load RETURN labels(n), properties(n)")
        ties = asked(self.settings, TIES)
        for properties in [*(properties for _, properties in nodes), *(tie[3] for tie in ties)]:
            properties.pop("load", None)
        return content(nodes, ties)

    def empty(self) -> None:
        """Only the schema stays."""
        asked(self.settings, "MATCH (n) WHERE NOT n:Wuye DETACH DELETE n")

    def loader(self, *words: str) -> subprocess.Popen[str]:
        """A load of the tables, in a process of its own."""
        environment = without_neo4j(WUYE_HOME=str(self.settings.home), WUYE_NEO4J_VERSION=self.settings.neo4j_version)
        command = [sys.executable, "-c", LOADER, "load", str(self.folder), *words]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen(command, cwd=ROOT, env=environment, text=True, **pipes)  # type: ignore[call-overload,no-any-return]

    def neo4j(self) -> int:
        """The process of the private Neo4j."""
        pid = server.status(self.settings).pid
        assert pid is not None
        return pid


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broken]:
    """What the tests of this module break, and find whole again."""
    settings = at(tmp_path_factory.mktemp("broken"))
    folder = tables(tmp_path_factory.mktemp("rows") / "in", ROWS)
    loaded(settings, folder)
    found = Broken(settings, folder, [])
    yield replace(found, whole=found.held())
    server.stop(settings)


def until(batches: int, loader: subprocess.Popen[str]) -> None:
    """Returns once the loader has said that so many batches are on their way."""
    assert loader.stdout is not None
    for line in loader.stdout:
        batches -= line == "batch\n"
        if batches <= 0:
            return


def test_whoever_is_killed_whenever(broken: Broken, request: pytest.FixtureRequest) -> None:
    """`pytest --kills 20` does it at twenty random moments; three are enough for every day."""
    luck = random.Random(5)
    for turn in range(request.config.getoption("--kills")):
        broken.empty()
        with server.running(broken.settings), broken.loader() as loader:
            until(luck.randrange(1, MOMENTS), loader)
            time.sleep(luck.uniform(0, 0.2))
            victim = VICTIMS[turn % len(VICTIMS)]
            if victim != "loader":
                neo4j = psutil.Process(broken.neo4j())
                neo4j.kill()
                psutil.wait_procs([neo4j], timeout=30)
            if victim != "Neo4j":
                loader.kill()
            _, said = loader.communicate(timeout=300)
        if victim == "Neo4j":
            assert loader.returncode == 1
            error = [line for line in said.splitlines() if line.startswith("wuye: ")]
            if error:
                assert error == said.splitlines()[-1:] and "Neo4j" in error[0]
            else:  # the load was quicker than the kill: what it told to be done is there
                assert broken.held() == broken.whole, f"turn {turn}: lost after it was acknowledged"

        loaded(broken.settings, broken.folder)

        assert broken.held() == broken.whole, f"turn {turn}, {victim} killed"


def test_a_bulk_load_that_is_killed(broken: Broken, request: pytest.FixtureRequest) -> None:
    """While it reads, imports, puts the new store in place, or makes the indexes: the graph is empty, or all there."""
    luck = random.Random(8)
    for turn in range(max(1, request.config.getoption("--kills") // 4)):
        broken.empty()
        server.stop(broken.settings)
        with broken.loader("--bulk") as loader:
            until(luck.randrange(1, MOMENTS), loader)
            time.sleep(luck.uniform(0, 10))
            loader.kill()
            loader.communicate()
        held = broken.held()
        assert held in ([], broken.whole), f"turn {turn}"
        if not held:
            load_bulk([broken.folder], broken.settings)
        assert broken.held() == broken.whole, f"turn {turn}"


def test_a_full_disk(broken: Broken) -> None:
    """Neo4j's log of transactions may not grow any more: a commit fails as on a full disk."""
    resource = pytest.importorskip("resource")
    broken.empty()
    with server.running(broken.settings), broken.loader() as loader:
        until(8, loader)
        neo4j = psutil.Process(broken.neo4j())
        # Eight batches have made the log longer than that.
        resource.prlimit(neo4j.pid, resource.RLIMIT_FSIZE, (10_000, resource.RLIM_INFINITY))
        _, said = loader.communicate(timeout=300)

    assert loader.returncode == 1
    assert [line for line in said.splitlines() if line.startswith("wuye: ")] == said.splitlines()[-1:]
    assert "its disk is full" in said
    neo4j.kill()  # Even its own log is full, without which it does not end.
    psutil.wait_procs([neo4j], timeout=30)
    loaded(broken.settings, broken.folder)
    assert broken.held() == broken.whole


def test_two_loads_at_once(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the same tables, new ones and corrected ones: one graph, each row written once, what it said before kept once."""
    monkeypatch.setattr("loaders.load.BATCH", 50)
    monkeypatch.setattr("loaders.writer.BATCH", 50)
    few = {**ROWS, "people": ROWS["people"][:3000], "enterprise_roles": ROWS["enterprise_roles"][:5000]}
    first = tables(tmp_path / "first", few)
    second = tables(tmp_path / "second", {name: rows.replace("王", "李") for name, rows in few.items()})

    async def both(folder: Path) -> tuple[Report, Report]:
        one, other = await asyncio.gather(load([folder], graph.database), load([folder], graph.database))
        return one, other

    graph.load(first)
    kept = graph.load(second).total.updated
    whole = graph.content()
    assert kept > 100
    graph.wipe()
    reports = [graph.run(both(folder)) for folder in (first, second)]

    assert graph.content() == whole
    assert graph.rows("MATCH (v:Version) RETURN count(v)") == [[kept]]
    assert sum(report.total.updated for report in reports[1]) == kept
    assert sorted(graph.rows("MATCH (l:Load) WHERE l.finishedAt IS NULL RETURN l.number")) == []
