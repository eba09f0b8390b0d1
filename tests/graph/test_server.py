"""The private Neo4j as its users meet it: real processes, real kills, a real Neo4j over Bolt."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import neo4j
import psutil  # type: ignore[import-untyped]  # its stubs are a package of their own
import pytest
from neo4j.exceptions import AuthError, ClientError

from graph import launch, server
from graph.doctor import Finding, examine
from graph.errors import AccessDenied, ServerFailed
from graph.neo4j_process import STATE
from graph.opened import open_graph
from graph.settings import Settings
from loaders.load import load
from tests.running import PATIENCE, get, post, serving

ROOT = Path(__file__).parents[2]
#: A user: says which Neo4j it has, leaves when its standard input ends.
USER = """
import os, sys
from graph import server
from graph.settings import Settings
settings = Settings.read(os.environ)
with server.running(settings) as address:
    print(server.status(settings).pid, address.uri, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """One graph for the tests that need no fresh one; its Neo4j is stopped at the end."""
    settings = at(tmp_path_factory.mktemp("home"))
    yield settings
    server.stop(settings)


@pytest.fixture
def kept(home: Settings) -> server.Address:
    """A Neo4j that stays, as `wuye db start` leaves it."""
    return server.start(home)


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Settings]:
    """A home of its own; stopped whatever the test did."""
    settings = at(tmp_path / "物业")
    yield settings
    server.stop(settings)


def at(home: Path) -> Settings:
    line = {name: value for name, value in os.environ.items() if name.startswith("WUYE_NEO4J")}
    return Settings.read({**line, "WUYE_HOME": str(home)})


def user(settings: Settings) -> subprocess.Popen[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
    environment |= {"WUYE_HOME": str(settings.home), "WUYE_NEO4J_VERSION": settings.neo4j_version}
    command = [sys.executable, "-c", USER]
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def said(process: subprocess.Popen[str]) -> tuple[int, str]:
    assert process.stdout is not None
    pid, uri = process.stdout.readline().split()
    return int(pid), uri


def kill(process: subprocess.Popen[str]) -> None:
    with process:
        process.kill()


def run(address: server.Address, cypher: str, **parameters: object) -> list[object]:
    with neo4j.GraphDatabase.driver(address.uri, auth=(address.username, address.password)) as driver:
        records, _, _ = driver.execute_query(cypher, parameters_=parameters, database_="neo4j")
    return [record[0] for record in records]


def eventually(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.1)


@pytest.fixture
def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


def test_users_share_one_neo4j_that_survives_their_kill_and_ends_with_the_last(fresh: Settings) -> None:
    first, second = user(fresh), user(fresh)  # Both find nothing: one of them starts it.
    (pid, uri), also = said(first), said(second)
    assert also == (pid, uri)
    assert server.status(fresh).users == 2
    kill(first)
    eventually(lambda: server.status(fresh).users == 1)
    with server.running(fresh) as address:
        assert address.uri == uri
        assert run(address, "RETURN 1") == [1]
    kill(second)
    eventually(lambda: not psutil.pid_exists(pid))
    assert not server.status(fresh).running
    assert not (launch.folder(fresh) / STATE).exists()


def test_a_state_file_that_names_a_stranger_is_noticed(home: Settings, kept: server.Address) -> None:
    path = launch.folder(home) / STATE
    true = path.read_text()
    try:
        # The right port, and the wrong token: somebody else listens where a Neo4j of ours once did.
        path.write_text(true.replace('"token": "', '"token": "x'))
        assert not server.status(home).running
        path.write_text("{")
        assert not server.status(home).running
    finally:
        path.write_text(true)
    assert server.status(home).running


def test_status_tells_all_but_the_password(home: Settings, kept: server.Address) -> None:
    status = server.status(home)
    assert (status.running, status.kept, status.users, status.uri) == (True, True, 0, kept.uri)
    assert status.version == home.neo4j_version
    assert kept.password not in f"{status} {kept}"


def test_secrets_are_the_owners_alone(home: Settings, kept: server.Address) -> None:
    folder = launch.folder(home)
    for secret in (folder, folder / "password", folder / STATE):
        # Windows has no such bits; there the user's profile folder is private as a whole.
        assert os.name == "nt" or secret.stat().st_mode & 0o077 == 0


def test_a_password_is_needed(kept: server.Address) -> None:
    with pytest.raises(AuthError):
        run(replace(kept, password="neo4j"), "RETURN 1")


def test_it_listens_on_loopback_only(home: Settings, kept: server.Address) -> None:
    sockets = psutil.Process(server.status(home).pid).net_connections()
    assert {entry.laddr.ip.removeprefix("::ffff:") for entry in sockets} == {"127.0.0.1"}


def test_cypher_reads_no_file(kept: server.Address, tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("secret")
    with pytest.raises(ClientError, match="allow_csv_import_from_file_urls"):
        run(kept, "LOAD CSV FROM $url AS row RETURN row", url=(tmp_path / "secret.csv").as_uri())


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]"])
def test_cypher_reaches_no_server(kept: server.Address, host: str) -> None:
    visits: list[str] = []

    class Inside(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            visits.append(self.path)

    with HTTPServer(("127.0.0.1", 0), Inside) as inside:
        threading.Thread(target=inside.serve_forever, daemon=True).start()
        with pytest.raises(ClientError, match="blocklist"):
            run(kept, "LOAD CSV FROM $url AS row RETURN row", url=f"http://{host}:{inside.server_port}/")
        inside.shutdown()
    assert visits == []


def test_no_procedure_leads_out(kept: server.Address) -> None:
    names = run(kept, "SHOW PROCEDURES YIELD name RETURN name")
    assert {str(name).partition(".")[0] for name in names} == {"db", "dbms", "tx"}


def test_admin_waits_for_no_running_neo4j(home: Settings, kept: server.Address) -> None:
    with pytest.raises(ServerFailed, match="wuye db stop"):
        server.admin(home, "database", "dump", "neo4j")


def test_a_server_starts_a_killed_neo4j_again_and_leaves_one_that_was_stopped(
    home: Settings, kept: server.Address, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(kept, "CREATE (:Kept {name: $name})", name="物业")
    with serving(home) as port:
        url = f"http://127.0.0.1:{port}"
        killed = server.status(home).pid
        psutil.Process(killed).kill()
        psutil.Process(killed).wait(PATIENCE)
        assert get(f"{url}/readyz").status == 503 or server.status(home).running, "the truth meanwhile"
        eventually(lambda: get(f"{url}/readyz").status == 200)
        assert server.status(home).pid != killed
        assert run(kept, "MATCH (k:Kept) RETURN k.name") == ["物业"], "on the same port, with all that was written"

        assert server.stop(home)
        assert get(f"{url}/readyz").status == 503
        time.sleep(3 * server.LOOK)
        assert not server.status(home).running, "it was told to end"
        made = launch._configuration
        only_read = {"server.databases.default_to_read_only": "true"}
        monkeypatch.setattr(launch, "_configuration", lambda *given: made(*given) | only_read)
        assert server.start(home) == kept
        eventually(lambda: server.status(home).users == 1)
        eventually(lambda: get(f"{url}/readyz").status == 200)

        # This one may only be read.
        assert post(f"{url}/graphql", "{ regions { totalCount } }").json == {"data": {"regions": {"totalCount": 0}}}
        (tmp_path / "regions.csv").write_text("code,name,level\n11,甲省,province\n", "utf-8")
        with pytest.raises(AccessDenied, match="may only be read"):
            asyncio.run(loaded(home, tmp_path))
        findings = [each for each in asyncio.run(examined(home)) if each.wrong or each.mend]
        assert [(each.what, each.grave) for each in findings] == [("Labels", False), ("Account", False)][::-1]
        assert "may only be read" in findings[0].said
    eventually(lambda: server.status(home).users == 0)


async def loaded(settings: Settings, folder: Path) -> None:
    async with open_graph(settings) as opened:
        await load([folder], opened.database)


async def examined(settings: Settings) -> list[Finding]:
    return [finding async for finding in examine(settings)]


def test_a_neo4j_that_does_not_end_in_time_is_named(
    home: Settings, kept: server.Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "ENDING", 0.01)
    with pytest.raises(ServerFailed, match=rf"process {server.status(home).pid}\) was told to end and has not"):
        server.stop(home)
    eventually(lambda: server._is_free(server.folder(home) / server.LOCK))


def test_admin_dumps_a_stopped_graph_and_says_why_it_cannot(home: Settings, tmp_path: Path) -> None:
    assert not server.stop(home)
    server.admin(home, "database", "dump", "neo4j", f"--to-path={tmp_path}")
    assert (tmp_path / "neo4j.dump").stat().st_size > 0
    with pytest.raises(ServerFailed, match=r"dump failed: .*exist"):
        server.admin(home, "database", "dump", "neo4j", f"--to-path={tmp_path}")


def test_a_failed_start_quotes_its_cause_and_names_the_log(fresh: Settings) -> None:
    data = launch.folder(fresh) / "data"
    data.parent.mkdir(parents=True)
    data.write_text("a file where a folder belongs")
    with pytest.raises(ServerFailed, match=r"did not start: .*/neo4j-\S+/data.*process\.log"):
        server.start(fresh)
    assert not server.status(fresh).running


def test_a_taken_port_is_named(fresh: Settings) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(ServerFailed, match=r"Port \d+ \(WUYE_BOLT_PORT\) is taken"),
    ):
        server.start(replace(fresh, bolt_port=taken.getsockname()[1]))


def test_an_unreachable_mirror_is_named(
    fresh: Settings, closed_port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("M2_REPO", str(tmp_path / "empty"))
    mirror = f"http://127.0.0.1:{closed_port}/maven"
    with pytest.raises(ServerFailed) as failure:
        server.start(replace(fresh, maven_mirror=mirror))
    text = str(failure.value)
    assert "\n" not in text
    assert all(word in text for word in (mirror, "WUYE_MAVEN_MIRROR", "WUYE_NEO4J_JARS", "NEO4J_URI"))


def test_a_folder_without_neo4j_is_named(fresh: Settings, tmp_path: Path) -> None:
    (tmp_path / "other.jar").touch()
    with pytest.raises(ServerFailed, match=r"WUYE_NEO4J_JARS=.* holds no Neo4j \(1 jars"):
        server.start(replace(fresh, jars=tmp_path))


def test_jars_of_another_version_are_named(fresh: Settings, tmp_path: Path) -> None:
    (tmp_path / "neo4j-kernel-5.25.1.jar").touch()
    with pytest.raises(ServerFailed, match=r"set WUYE_NEO4J_VERSION=5\.25\.1"):
        server.start(replace(fresh, jars=tmp_path))


@pytest.mark.parametrize("what, says", [("LEAST_DISK", "of disk"), ("LEAST_MEMORY", "of memory")])
def test_too_little_room_is_said_at_once(
    fresh: Settings, monkeypatch: pytest.MonkeyPatch, what: str, says: str
) -> None:
    monkeypatch.setattr(launch, what, 1 << 60)
    with pytest.raises(ServerFailed, match=rf"{says}.*set NEO4J_URI"):
        server.start(fresh)


def test_a_home_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ServerFailed, match="WUYE_HOME"):
        server.start(at(tmp_path / "file"))


def test_a_lost_password_is_said(fresh: Settings) -> None:
    (launch.folder(fresh) / "data" / "databases" / "system").mkdir(parents=True)
    with pytest.raises(ServerFailed, match="password is gone"):
        server.start(fresh)


def test_a_neo4j_of_yours_is_passed_on_and_never_stopped(tmp_path: Path) -> None:
    yours = replace(at(tmp_path / "home"), uri="bolt://127.0.0.1:1", password="p")
    with server.running(yours) as address:
        assert address == server.Address("bolt://127.0.0.1:1", "neo4j", "p")
    with pytest.raises(ServerFailed, match="NEO4J_URI"):
        server.stop(yours)
    assert not (tmp_path / "home").exists()
