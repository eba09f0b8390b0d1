"""`wuye doctor`: what is wrong with an installation is found, said, and changed in nothing."""

from __future__ import annotations

import os
import stat
from collections.abc import Coroutine
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from graph import launch, write
from graph.doctor import Finding, compared, examine
from graph.settings import Settings
from tests import running
from tests.conftest import Graph


async def every(settings: Settings) -> list[Finding]:
    """All findings."""
    return [finding async for finding in examine(settings)]


def of(found: list[Finding], what: str) -> list[Finding]:
    """The findings of one kind."""
    return [finding for finding in found if finding.what == what]


def test_where_all_is_well(graph: Graph, address: Settings) -> None:
    before = graph.rows("SHOW INDEXES YIELD name RETURN collect(name)")
    found = graph.run(every(address))

    assert [finding for finding in found if finding.mend] == []
    assert {finding.what for finding in found} >= {
        "Python",
        "WUYE_HOME",
        "Neo4j",
        "Clock",
        "Account",
        "Graph",
        "Labels",
        "LOAD CSV",
    }
    assert of(found, "Account")[0].said == "may read, write, make indexes"
    assert graph.rows("SHOW INDEXES YIELD name RETURN collect(name)") == before, "what was tried was rolled back"
    assert graph.rows("MATCH (n:Wuye {name: 'doctor'}) RETURN count(n)") == [[0]]


def test_what_is_missing_or_foreign(graph: Graph, address: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    graph.rows("DROP INDEX range_Enterprise_kind")
    graph.rows("CREATE (:Strange), (:Person {personId: 'P-1'})")
    try:
        found = graph.run(every(address))
        for name, value in running.environ(
            running.Address(address.uri or "", address.username, address.password)
        ).items():
            monkeypatch.setenv(name, value)
        ran = running.wuye("doctor")
    finally:
        graph.run(write.ensure_schema(graph.database))

    [indexes] = of(found, "Constraints and indexes")
    assert (indexes.said, indexes.wrong) == ("missing or different: range_Enterprise_kind", True)
    [labels] = of(found, "Labels")
    assert (labels.said, labels.wrong) == ("others' as well: Strange", False)
    assert ran.status == 1
    assert "WRONG  Constraints and indexes: missing or different: range_Enterprise_kind" in ran.out
    assert "note   Labels: others' as well: Strange" in ran.out


def test_a_clock_that_is_behind_what_was_recorded(graph: Graph, address: Settings) -> None:
    assert of(graph.run(every(address)), "Record")[0].said == "nothing was loaded yet"
    graph.rows("CREATE (:Load {number: 1, startedAt: $at})", at=datetime(2999, 1, 1, tzinfo=UTC))
    [found] = of(graph.run(every(address)), "Record")
    assert (found.said, found.wrong) == ("last written at 2999-01-01 00:00:00 UTC, which is still to come", True)


def test_a_graph_that_is_none_yet_or_too_new(graph: Graph, address: Settings) -> None:
    graph.rows("MATCH (g:Wuye {name: 'graph'}) SET g.schemaVersion = 999")
    newer = of(graph.run(every(address)), "Graph")
    graph.rows("MATCH (g:Wuye {name: 'graph'}) DELETE g")
    none = of(graph.run(every(address)), "Graph")
    graph.run(write.ensure_schema(graph.database))

    assert newer[0].wrong
    assert "A newer Wuye has made this graph" in newer[0].said
    assert (none[0].said, none[0].wrong) == ("Wuye has not been here yet", False)


def test_a_neo4j_that_is_not_to_be_had(graph: Graph, address: Settings) -> None:
    def neo4j(settings: Settings) -> Finding:
        [found] = of(graph.run(every(settings)), "Neo4j")
        assert found.wrong
        return found

    assert "refuses this user name and password" in neo4j(replace(address, password="wrong")).said
    assert "does not answer" in neo4j(replace(address, uri=f"bolt://127.0.0.1:{running.free_port()}")).said
    with running.bolt_server(("Neo4j Kernel", "5.20.0")) as uri:
        assert "Wuye needs 5.26 or newer" in neo4j(replace(address, uri=uri)).said


def alone(work: Coroutine[Any, Any, list[Finding]]) -> list[Finding]:
    """What needs no database."""
    import asyncio

    return asyncio.run(work)


def test_a_private_neo4j_that_does_not_run_is_not_started(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "home", neo4j_version=Settings.read(os.environ).neo4j_version)
    found = alone(every(settings))

    assert [finding for finding in found if finding.wrong] == []
    assert "does not run" in of(found, "Neo4j")[0].said
    assert of(found, "Java")[0].said.startswith("openjdk version")
    assert not (tmp_path / "home").exists()
    [jars] = of(alone(every(replace(settings, jars=tmp_path))), "Neo4j's jars")
    assert jars.wrong
    assert "holds no Neo4j" in jars.said


def test_what_others_can_read(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    secret = launch.folder(settings) / "password"
    secret.parent.mkdir(mode=0o700)
    secret.write_text("x")
    secret.chmod(0o644)

    [found] = of(alone(every(settings)), "WUYE_HOME")
    assert found.wrong
    assert found.said == f"others can read {secret}"
    secret.chmod(stat.S_IRUSR)
    assert not of(alone(every(settings)), "WUYE_HOME")[0].wrong


@pytest.mark.parametrize(("seconds", "wrong"), [(0, False), (4, False), (-4, False), (6, True), (-86_400, True)])
def test_clocks(seconds: int, wrong: bool) -> None:
    now = datetime.now(UTC)

    assert compared(now, now + timedelta(seconds=seconds), now).wrong is wrong
