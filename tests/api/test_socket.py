"""Subscriptions by a real WebSocket client from a live server: what is told, what is refused, and by which code."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from api import socket
from api.socket import LARGEST_MESSAGE, wellformed
from graph import feed, keys
from graph.settings import Settings
from graph.withdraw import withdraw
from tests.running import serving

if TYPE_CHECKING:
    from tests.conftest import Graph

PROTOCOL: Any = ["graphql-transport-ws"]
REGIONS = "{ regions(orderBy: [{code: ASC}]) { nodes { id name } } }"
WATCH = "subscription($q: String!) { watch(document: $q) { load { number kind created } rows added removed changed { before after } } }"


@pytest.fixture(scope="module")
def port(address: Settings) -> Iterator[int]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(feed, "LATER", 0.1)
        with serving(address) as port:
            yield port


@contextmanager
def open_socket(port: int, *, init: Any = None, **options: Any) -> Iterator[ClientConnection]:
    """A connection that has been acknowledged."""
    with connect(f"ws://127.0.0.1:{port}/graphql", subprotocols=PROTOCOL, proxy=None, **options) as made:
        send(made, type="connection_init", **({"payload": init} if init is not None else {}))
        assert heard(made) == {"type": "connection_ack"}
        yield made


def send(connection: ClientConnection, **message: Any) -> None:
    connection.send(json.dumps(message))


def heard(connection: ClientConnection) -> Any:
    return json.loads(connection.recv(timeout=60))


def subscribe(connection: ClientConnection, query: str, id: str = "1", **variables: Any) -> None:
    send(connection, type="subscribe", id=id, payload={"query": query, "variables": variables})


def closing(connection: ClientConnection) -> int:
    """The code by which the server closes."""
    with pytest.raises(ConnectionClosed) as closed:
        while True:
            connection.recv(timeout=60)
    assert closed.value.rcvd is not None
    return closed.value.rcvd.code


def load(graph: Graph, folder: Path, *regions: str) -> None:
    folder.mkdir()
    (folder / "regions.csv").write_text("\n".join(["code,name,level", *regions]), "utf-8")
    assert not graph.load(folder).exit_status


def test_each_load_is_told_with_what_it_changed_in_an_answer(port: int, graph: Graph, tmp_path: Path) -> None:
    load(graph, tmp_path / "1", "11,甲,province", "12,乙,province")
    with open_socket(port) as connection:
        subscribe(
            connection, "subscription { loaded { number kind created updated removed unchanged files } }", "loaded"
        )
        subscribe(connection, WATCH, "watch", q=REGIONS)
        first = heard(connection)
        assert first["id"] == "watch"
        assert first["payload"]["data"]["watch"] == {"load": None, "rows": 2, "added": [], "removed": [], "changed": []}

        load(graph, tmp_path / "2", "11,甲,province", "12,丙,province", "13,丁,province")
        graph.run(withdraw(graph.database, 2))
        told: dict[str, list[Any]] = {"loaded": [], "watch": []}
        while len(told["loaded"]) < 2 or len(told["watch"]) < 2:
            message = heard(connection)
            told[message["id"]].append(message["payload"]["data"][message["id"]])

        assert [each["kind"] for each in told["loaded"]] == ["LOAD", "WITHDRAWAL"]
        assert told["loaded"][0] == {
            "number": 2, "kind": "LOAD", "created": 1, "updated": 1, "removed": 0, "unchanged": 1, "files": ["regions.csv"],
        }  # fmt: skip
        before, after = {"id": "Region:12", "name": "乙"}, {"id": "Region:12", "name": "丙"}
        added = {"id": "Region:13", "name": "丁"}
        assert told["watch"][0] == {
            "load": {"number": 2, "kind": "LOAD", "created": 1},
            "rows": 3,
            "added": [added],
            "removed": [],
            "changed": [{"before": before, "after": after}],
        }
        assert told["watch"][1] == {
            "load": {"number": 3, "kind": "WITHDRAWAL", "created": 0},
            "rows": 2,
            "added": [],
            "removed": [added],
            "changed": [{"before": after, "after": before}],
        }
        send(connection, type="complete", id="watch")
        subscribe(connection, "{ __typename }", "watch")
        assert heard(connection) == {"id": "watch", "type": "next", "payload": {"data": {"__typename": "Query"}}}
        assert heard(connection) == {"id": "watch", "type": "complete"}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("subscription { cats }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription {", "GRAPHQL_PARSE_FAILED"),
        ("subscription { loaded { number } other: loaded { number } }", "GRAPHQL_VALIDATION_FAILED"),
        ('subscription { watch(document: "{ cats }") { rows } }', "GRAPHQL_VALIDATION_FAILED"),
        ('subscription { watch(document: "sha256:0") { rows } }', "NOT_FOUND"),
        ('subscription { watch(document: "subscription { loaded { number } }") { rows } }', "BAD_USER_INPUT"),
        ('subscription { watch(document: "{ __typename }", variables: 1) { rows } }', "BAD_USER_INPUT"),
        ('subscription @asOf(valid: "2022-06-30") { loaded { number } }', "BAD_USER_INPUT"),
        ("subscription { __typename }", "GRAPHQL_VALIDATION_FAILED"),
    ],
)
def test_a_subscription_that_cannot_be_meant(query: str, code: str, port: int) -> None:
    with open_socket(port) as connection:
        subscribe(connection, query)
        message = heard(connection)

        assert message["type"] == "error" and message["payload"][0]["extensions"]["code"] == code
        send(connection, type="ping")
        assert heard(connection) == {"type": "pong"}, "the socket stays open"


@pytest.mark.parametrize(
    "message",
    [
        b'"text"', b"[]", b"{", b"1", b'{"type": 1}', b'{"type": "start"}', b'{"type": "ping", "payload": 1}',
        b'{"type": "subscribe", "id": "", "payload": {"query": "{a}"}}', b'{"type": "subscribe", "id": "1", "payload": {}}',
        b'{"type": "subscribe", "id": "1", "payload": {"query": "{a}", "variables": []}}', b'{"type": "complete"}',
    ],
)  # fmt: skip
def test_what_is_no_message_closes_with_4400(message: bytes, port: int) -> None:
    with open_socket(port, init={}) as connection:
        connection.send(message.decode())

        assert closing(connection) == 4400


def test_the_protocol_s_other_codes(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with connect(f"ws://127.0.0.1:{port}/graphql", subprotocols=PROTOCOL, proxy=None) as connection:
        subscribe(connection, "{ __typename }")
        assert closing(connection) == 4401
    with open_socket(port) as connection:
        send(connection, type="connection_init", payload=None)
        assert closing(connection) == 4429
    with open_socket(port) as connection:
        subscribe(connection, "subscription { loaded { number } }")
        subscribe(connection, "subscription { loaded { number } }")
        assert closing(connection) == 4409
    with open_socket(port) as connection:
        connection.send("x" * (LARGEST_MESSAGE + 1))
        assert closing(connection) == 1009
    with connect(f"ws://127.0.0.1:{port}/graphql", proxy=None) as connection:
        assert closing(connection) == 4406


def test_a_page_of_another_site_opens_nothing(port: int) -> None:
    with pytest.raises(InvalidStatus, match="403"), open_socket(port, origin="https://elsewhere.example"):
        pass
    with open_socket(port, origin=f"http://127.0.0.1:{port}"):  # type: ignore[arg-type]  # an Origin is a str
        pass


def test_sockets_and_what_runs_on_them_are_counted(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_socket(port) as connection:
        for number in range(socket.OPERATIONS + 1):
            subscribe(connection, "subscription { loaded { number } }", str(number))
        assert heard(connection)["payload"][0]["message"] == "Subscription limit reached"
        monkeypatch.setattr(socket, "SOCKETS", 1)
        with pytest.raises(InvalidStatus, match="403"), open_socket(port):
            pass


def test_a_key_signs_in_and_ends_with_its_revocation(
    graph: Graph, address: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "INIT_WAIT", socket.INIT_WAIT / 20)
    monkeypatch.setattr(feed, "LATER", 0.1)
    monkeypatch.setattr("api.access.REMEMBERED", 0.0)
    monkeypatch.setattr(socket, "STILL", 1_000.0)
    key, text = graph.run(keys.create(graph.database, "investigator", "", days=None))
    with serving(address, "public") as port:
        with connect(f"ws://127.0.0.1:{port}/graphql", subprotocols=PROTOCOL, proxy=None) as connection:
            assert closing(connection) == 4408, "nobody waits for ever"
        with connect(f"ws://127.0.0.1:{port}/graphql", subprotocols=PROTOCOL, proxy=None) as connection:
            send(connection, type="connection_init", payload={"Authorization": "Bearer wuye_nobody_x"})
            assert closing(connection) == 4403
        with open_socket(port) as connection:
            subscribe(connection, "{ __schema { queryType { name } } }")
            assert heard(connection)["type"] == "error", "no introspection for those who are not known"
        with open_socket(port, init={"Authorization": f"Bearer {text}"}) as connection:
            subscribe(connection, "{ __schema { queryType { name } } }")
            assert heard(connection)["payload"]["data"]
            assert heard(connection)["type"] == "complete"
            subscribe(connection, WATCH, q=REGIONS)
            assert heard(connection)["payload"]["data"]["watch"]["rows"] == 0
            graph.run(keys.revoke(graph.database, key.id))
            load(graph, tmp_path / "1", "11,甲,province")
            assert heard(connection)["payload"]["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
            assert heard(connection)["type"] == "complete"
        monkeypatch.setattr(socket, "STILL", 0.05)
        key, text = graph.run(keys.create(graph.database, "investigator", "", days=None))
        with open_socket(port) as nobody, open_socket(port, init={"Authorization": f"Bearer {text}"}) as connection:
            subscribe(connection, WATCH, q=REGIONS)
            assert heard(connection)["payload"]["data"]["watch"]["rows"] == 1
            graph.run(keys.revoke(graph.database, key.id))
            assert closing(connection) == 4403, "also where nothing is told"
            send(nobody, type="ping")
            assert heard(nobody) == {"type": "pong"}


def test_messages_may_leave_out_what_is_null() -> None:
    payload = {"query": "{ a }", "variables": None, "operationName": None, "extensions": None}
    assert wellformed({"type": "subscribe", "id": "1", "payload": payload})
    assert wellformed({"type": "connection_init", "payload": None})
