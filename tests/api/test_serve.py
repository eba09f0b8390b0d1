"""`wuye serve` as a process: it answers, shows what its exposure allows, shares its port, and ends when told."""

from __future__ import annotations

import json
import signal
import socket
import threading
import time
import urllib.parse
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import TYPE_CHECKING

import psutil  # type: ignore[import-untyped]  # its stubs are a package of their own
import pytest

from api.protocol import LEAVING
from api.schema import make_schema
from api.serve import exposed, require_free
from graph.database import Database
from graph.errors import BadInput, Unavailable
from graph.loopback import loopback
from tests.running import PATIENCE, Process, address_of, environ, free_port, get, post, settings, wuye

if TYPE_CHECKING:
    from tests.conftest import Graph

INTROSPECTION = "{ __schema { queryType { name } } }"
HTML = "text/html,application/xhtml+xml"
#: How a server may end that was asked to: by itself, or by the signal.
ENDED = {0, 130, 143, -signal.SIGINT, -signal.SIGTERM}


@pytest.fixture
def own(database: Database, graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a server on the run's Neo4j."""
    return environ(address_of(settings(tmp_path_factory)))


def asked(url: str, query: str) -> str:
    """The address of a GET that asks."""
    return f"{url}/graphql?query={urllib.parse.quote(query)}"


@pytest.mark.parametrize(
    "host, here",
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.0.2.1", False),
        ("localhost.example", False),
        ("", False),
    ],
)
def test_which_addresses_are_this_machine_only(host: str, here: bool) -> None:
    assert loopback(host) is here


def test_exposure_follows_the_address_unless_said() -> None:
    assert exposed("127.0.0.1", "", False) == "local"
    assert exposed("127.0.0.1", "public", False) == "public"
    assert exposed("0.0.0.0", "", True) == "public"
    assert exposed("0.0.0.0", "local", True) == "local"


def test_nobody_listens_to_the_world_without_saying_so() -> None:
    with pytest.raises(BadInput, match="--insecure"):
        exposed("0.0.0.0", "local", False)
    with pytest.raises(BadInput, match="local or public"):
        exposed("127.0.0.1", "both", False)


@pytest.mark.parametrize("family, host", [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")])
def test_a_taken_port_is_said_before_anything_starts(family: socket.AddressFamily, host: str) -> None:
    with socket.create_server((host, 0), family=family) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(Unavailable, match=rf"{port} .*--port"):
            require_free(host, port)
    require_free(host, port)
    require_free(host, 0)


def test_serve_says_that_its_port_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WUYE_HOME", str(tmp_path / "home"))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        failed = wuye("serve", "--port", str(taken.getsockname()[1]))
    assert "--port" in failed.sentence
    assert not (tmp_path / "home").exists(), "a Neo4j was started for nothing"


def test_a_local_server_is_friendly_and_ends_on_ctrl_c(own: dict[str, str], tmp_path: Path) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with Process(tmp_path / "log", "serve", "--port", str(port), **own) as server:
        server.wait_for(f"{url}/readyz")
        assert url in server.wait_to_say(url), "it says where it listens"
        assert get(f"{url}/healthz").json == {"status": "ok"}
        assert get(f"{url}/schema.graphql").text == make_schema().as_str()
        assert post(f"{url}/graphql", "{ about { version } }").json["data"]["about"]["version"]
        assert post(f"{url}/graphql", INTROSPECTION).json["data"]["__schema"]["queryType"]["name"] == "Query"
        assert get(asked(url, "{ __typename }")).json == {"data": {"__typename": "Query"}}
        assert "<html" in get(f"{url}/graphql", Accept=HTML).text
        # Nothing that a page of another site may read.
        assert (
            "Access-Control-Allow-Origin"
            not in get(f"{url}/graphql", Accept=HTML, Origin="http://evil.example").headers
        )
        assert server.end(signal.SIGINT) in ENDED
        assert "Traceback" not in server.said


def test_a_public_server_gives_nothing_to_probe_with_and_ends_on_sigterm(own: dict[str, str], tmp_path: Path) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with Process(tmp_path / "log", "serve", "--port", str(port), "--exposure", "public", **own) as server:
        server.wait_for(f"{url}/readyz")
        assert post(f"{url}/graphql", "{ __typename }").json == {"data": {"__typename": "Query"}}
        for introspection in (INTROSPECTION, '{ __type(name: "Query") { name } }'):
            refused = post(f"{url}/graphql", introspection).json
            assert "data" not in refused
            assert {error["extensions"]["code"] for error in refused["errors"]} == {"GRAPHQL_VALIDATION_FAILED"}
        [error] = post(f"{url}/graphql", "{ enterprise_ { name } }").json["errors"]
        assert "Did you mean" not in error["message"]
        bare = get(asked(url, "{ __typename }"))
        assert bare.status == 403
        assert "x-wuye-preflight" in bare.json["errors"][0]["message"]
        assert get(asked(url, "{ __typename }"), X_Wuye_Preflight="1").json == {"data": {"__typename": "Query"}}
        for headers in ({"Accept": HTML}, {"Accept": HTML, "X_Wuye_Preflight": "1"}):
            page = get(f"{url}/graphql", **headers)
            assert page.status >= 400
            assert "<html" not in page.text
        assert server.end(signal.SIGTERM) in ENDED
        assert "Traceback" not in server.said


class Asking(threading.Thread):
    """A caller who asks again and again on one connection, as long as it may be kept; `told`: what each question brought."""

    def __init__(self, port: int, over: threading.Event) -> None:
        super().__init__()
        self.connection, self.over = HTTPConnection("127.0.0.1", port, timeout=PATIENCE), over
        self.told: list[object] = []

    def run(self) -> None:
        body = json.dumps({"query": "{ regions { totalCount } }"})
        answered = time.monotonic()
        while not self.over.is_set():
            if time.monotonic() - answered > LEAVING / 2:  # as every pool does with what was idle for long
                self.connection.close()
            try:
                self.connection.request("POST", "/graphql", body, {"Content-Type": "application/json"})
                self.told.append(json.loads(self.connection.getresponse().read()))
            except (OSError, HTTPException) as error:
                self.told.append(repr(error))
            answered = time.monotonic()
        self.connection.close()


def workers(pid: int) -> dict[int, psutil.Process]:
    """The processes that answer, of a server."""
    found = {}
    for child in psutil.Process(pid).children():
        with suppress(psutil.NoSuchProcess):  # it has just ended; a zombie is one of these
            if any("spawn_main" in word for word in child.cmdline()):
                found[child.pid] = child
    return found


def test_nobody_notices_that_one_of_two_workers_is_replaced(own: dict[str, str], tmp_path: Path) -> None:
    port, over = free_port(), threading.Event()
    with Process(tmp_path / "log", "serve", "--port", str(port), "--workers", "2", **own) as server:
        server.wait_for(f"http://127.0.0.1:{port}/readyz")
        [old, other] = workers(server.process.pid).values()
        callers = [Asking(port, over) for _ in range(4)]
        for caller in callers:
            caller.start()
        try:
            wait_until(lambda: sum(len(caller.told) for caller in callers) > 50)
            old.terminate()
            wait_until(lambda: not old.is_running() and len(workers(server.process.pid)) == 2)
            before = sum(len(caller.told) for caller in callers)
            wait_until(lambda: sum(len(caller.told) for caller in callers) > before + 50)
            assert other.is_running(), "it answered meanwhile"
            former = set(workers(server.process.pid))
            server.process.send_signal(signal.SIGHUP)
            wait_until(lambda: len(now := set(workers(server.process.pid))) == 2 and not now & former)
        finally:
            over.set()
            for caller in callers:
                caller.join()
        told = [answer for caller in callers for answer in caller.told]
        assert [answer for answer in told if answer != {"data": {"regions": {"totalCount": 0}}}] == []
        assert server.end(signal.SIGTERM) in ENDED


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_two_workers_answer_on_one_port_and_end_together(own: dict[str, str], tmp_path: Path) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    words = ("serve", "--port", str(port), "--workers", "2", "--exposure", "public")
    with Process(tmp_path / "log", *words, **own) as server:
        server.wait_for(f"{url}/readyz")
        children = psutil.Process(server.process.pid).children(recursive=True)
        assert len(children) >= 2
        for _ in range(20):
            assert post(f"{url}/graphql", "{ __typename }").json == {"data": {"__typename": "Query"}}
            # Each worker has the exposure that was asked for.
            assert post(f"{url}/graphql", INTROSPECTION).json["errors"]
        assert server.end(signal.SIGTERM) in ENDED
        _, left = psutil.wait_procs(children, timeout=20)
        assert not left
        assert "Traceback" not in server.said
