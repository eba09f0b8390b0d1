"""A graph as one file and back: through real stores, after a kill, and with files that are no backup."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]  # its stubs are a package of their own
import pytest

from graph import backup, server
from graph.errors import BadInput, ServerFailed, Unavailable
from graph.opened import open_graph, quiet
from graph.settings import Settings
from tests.graph.test_server import at


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Settings, Settings]]:
    """A graph of two nodes, and a home without one."""
    found = at(tmp_path_factory.mktemp("full")), at(tmp_path_factory.mktemp("empty"))
    asked(found[0], "CREATE (:Mark {day: date('2022-06-30')})-[:TO]->(:Mark {day: date('2022-07-01')})")
    yield found
    for settings in found:
        server.stop(settings)


def asked(settings: Settings, text: str) -> list[Any]:
    """What Neo4j answers."""

    async def ask() -> list[Any]:
        async with open_graph(settings) as opened:
            return await opened.database.rows(text)

    return asyncio.run(ask())


SEEN = "MATCH (a:Mark)-[:TO]->(b:Mark) RETURN toString(a.day), toString(b.day)"


def test_there_and_back_after_a_kill(homes: tuple[Settings, Settings], tmp_path: Path) -> None:
    full, empty = homes
    server.start(full)
    pid = server.status(full).pid
    assert pid is not None
    os.kill(pid, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
    psutil.wait_procs([psutil.Process(pid)] if psutil.pid_exists(pid) else [], timeout=30)
    file = tmp_path / "a" / "graph.dump"

    assert backup.backup(full, file, on_progress=quiet) == file.stat().st_size > 1_000
    assert backup.restore(empty, file, on_progress=quiet) is None
    backup.check(empty, on_progress=quiet)

    assert asked(empty, SEEN) == [["2022-06-30", "2022-07-01"]]
    with pytest.raises(BadInput, match="is there already"):
        backup.backup(full, file, on_progress=quiet)


def test_what_is_no_backup_harms_nothing(homes: tuple[Settings, Settings], tmp_path: Path) -> None:
    full, _ = homes
    wrong = tmp_path / "wrong.dump"
    wrong.write_text("物业")
    with pytest.raises(BadInput, match="did `wuye backup` write it"):
        backup.restore(full, wrong, on_progress=quiet)
    with pytest.raises(BadInput, match="is no file"):
        backup.restore(full, tmp_path / "nothing", on_progress=quiet)
    assert asked(full, SEEN) == [["2022-06-30", "2022-07-01"]]


def test_nobody_may_use_it_meanwhile(homes: tuple[Settings, Settings], tmp_path: Path) -> None:
    full, _ = homes
    with server.running(full), pytest.raises(Unavailable, match="1 wuye process uses the graph"):
        backup.backup(full, tmp_path / "x", on_progress=quiet)
    assert not (tmp_path / "x").exists()


def test_who_serves_waits_for_a_backup_and_goes_on(homes: tuple[Settings, Settings], tmp_path: Path) -> None:
    full, empty = homes
    told: list[str] = []
    with server.running(full, again=True) as address:
        assert backup.backup(full, tmp_path / "x", on_progress=told.append, pause=True)
        assert server.status(full).users >= 1, "who served is back"
        with server.running(full) as now:
            assert now == address, "where it was"
        assert asked(full, SEEN) == [["2022-06-30", "2022-07-01"]]
    assert [line.startswith("Serving again, after ") for line in told].count(True) == 1

    backup.restore(empty, tmp_path / "x", on_progress=quiet)
    assert asked(empty, SEEN) == [["2022-06-30", "2022-07-01"]]


def test_there_must_be_one_of_ours(tmp_path: Path) -> None:
    nothing = at(tmp_path)
    with pytest.raises(BadInput, match="holds no graph yet"):
        backup.backup(nothing, tmp_path / "x", on_progress=quiet)
    with pytest.raises(BadInput, match="holds no graph yet"):
        backup.check(nothing, on_progress=quiet)
    with pytest.raises(ServerFailed, match="not Wuye's to run"):
        backup.check(replace(nothing, uri="bolt://127.0.0.1:1"), on_progress=quiet)
