"""Over a WebSocket: bad frames, floods, and the limits by the back door. The protocol's own rules are in tests/api/test_transport_ws.py."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tests.hostile import documents
from tests.hostile.case import CODES, CRITICAL, HIGH, MEDIUM, PATIENCE

SUBPROTOCOLS: Any = ["graphql-transport-ws"]
UNENDING = "subscription { loaded { number } }"


@dataclass(frozen=True)
class Talk:
    """A conversation; it tells whether the server came well out of it."""

    severity: str
    name: str
    handled: Callable[[int], bool]
    kind: str = "ws"

    def __str__(self) -> str:
        return f"{self.kind}: {self.name}"


@contextmanager
def opened(port: int, *, init: bool = True, **options: Any) -> Iterator[ClientConnection]:
    """A connection; `init`: one that has been acknowledged."""
    with connect(
        f"ws://127.0.0.1:{port}/graphql", subprotocols=SUBPROTOCOLS, proxy=None, max_size=None, **options
    ) as made:
        if init:
            say(made, type="connection_init")
            assert hear(made) == {"type": "connection_ack"}
        yield made


def say(connection: ClientConnection, **message: Any) -> None:
    connection.send(json.dumps(message))


def hear(connection: ClientConnection) -> Any:
    return json.loads(connection.recv(timeout=PATIENCE))


def subscribe(connection: ClientConnection, query: str, id: str = "1", variables: Any = None) -> None:
    say(connection, type="subscribe", id=id, payload={"query": query, "variables": variables})


def alive(connection: ClientConnection) -> bool:
    say(connection, type="ping")
    return bool(hear(connection) == {"type": "pong"})


def ends(connection: ClientConnection) -> int:
    """The code by which it closes; 1006: without a word."""
    try:
        while True:
            connection.recv(timeout=PATIENCE)
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else 1006


def closes(code: int, *frames: str | bytes, init: bool = True) -> Callable[[int], bool]:
    """These frames end the connection, by this code."""

    def handled(port: int) -> bool:
        with opened(port, init=init) as connection:
            for frame in frames:
                connection.send(frame)
            return ends(connection) == code

    return handled


def refuses(query: str, variables: Any = None) -> Callable[[int], bool]:
    """An operation has one error, and the socket stays."""

    def handled(port: int) -> bool:
        with opened(port) as connection:
            subscribe(connection, query, variables=variables)
            said = hear(connection)
            codes = {error.get("extensions", {}).get("code") for error in said.get("payload", ())}
            return said["type"] == "error" and codes <= CODES and alive(connection)

    return handled


def many_subscriptions(port: int) -> bool:
    with opened(port) as connection:
        for number in range(200):
            subscribe(connection, UNENDING, str(number))
        return all(hear(connection)["type"] == "error" for _ in range(180)) and alive(connection)


def many_pings(port: int) -> bool:
    with opened(port) as connection:
        for _ in range(2_000):
            say(connection, type="ping")
        return all(hear(connection) == {"type": "pong"} for _ in range(2_000))


def unread_pings(port: int) -> bool:
    """Pings whose pongs nobody reads: the server must not keep them all."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as raw:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        raw.sendall(
            b"GET /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n"
        )
        ping = b"\x89\xfd\0\0\0\0" + b"a" * 125
        try:
            for _ in range(1_000):
                raw.sendall(ping * 500)  # 65 MB altogether
        except OSError:
            return True
    return False


def long_id(port: int) -> bool:
    """The words of a close frame have an end, whatever they quote."""
    with opened(port) as connection:
        for _ in range(2):
            subscribe(connection, UNENDING, "编号" * 5_000)
        return ends(connection) == 4409


def no_handshake(**options: Any) -> Callable[[int], bool]:
    def handled(port: int) -> bool:
        try:
            with opened(port, init=False, **options) as connection:
                return ends(connection) in (1002, 1008, 4403, 4406)
        except InvalidStatus as refused:
            return 400 <= refused.response.status_code < 500

    return handled


def pieces(port: int) -> bool:
    """One message in endless empty pieces."""
    with opened(port) as connection:
        try:
            connection.send(["" for _ in range(200_000)])
            connection.recv(timeout=PATIENCE)
        except ConnectionClosed:
            return True
    return False


DEEP = (
    '{"type":"subscribe","id":"1","payload":{"query":"{ __typename }","variables":{"a":' + "[" * 900 + "]" * 900 + "}}}"
)
TALKS = [
    Talk(HIGH, "a subscription before connection_init", closes(4401, json.dumps({"type": "subscribe", "id": "1", "payload": {"query": UNENDING}}), init=False)),
    Talk(HIGH, "two connection_init", closes(4429, '{"type":"connection_init"}')),
    Talk(MEDIUM, "a key that is none", closes(4403, '{"type":"connection_init","payload":{"Authorization":"Bearer nothing"}}', init=False)),
    Talk(HIGH, "a message of 300 kB", closes(1009, "x" * 300_000)),
    Talk(HIGH, "brackets 100,000 deep", closes(4400, "[" * 100_000)),
    Talk(MEDIUM, "bytes that are no text", closes(4400, b"\xff\xfe")),
    Talk(MEDIUM, "the protocol of old", closes(4400, '{"type":"start","id":"1","payload":{"query":"{ __typename }"}}')),
    Talk(HIGH, "variables 900 deep", lambda port: refuses_frame(port, DEEP)),
    Talk(HIGH, "introspection", refuses("{ __schema { queryType { name } } }")),
    Talk(HIGH, "a suggestion", refuses("{ regionss { totalCount } }")),
    Talk(CRITICAL, "depth", refuses(documents.nested(400))),
    Talk(CRITICAL, "names", refuses(f"{{ {documents.aliases(200)} }}")),
    Talk(CRITICAL, "fragments that double", refuses(documents.doubling(40))),
    Talk(CRITICAL, "lists in lists", refuses(f"{{ {documents.LISTS.format(1_000)} }}")),
    Talk(CRITICAL, "a subscription of names", refuses("subscription { " + documents.aliases(200, "loaded { number }") + " }")),
    Talk(HIGH, "a mutation of a stranger", refuses("mutation { __typename }")),
    Talk(HIGH, "200 subscriptions", many_subscriptions),
    Talk(HIGH, "2,000 pings", many_pings),
    Talk(HIGH, "pings whose pongs nobody reads", unread_pings),
    Talk(HIGH, "an id in use, of 10,000 letters", long_id),
    Talk(MEDIUM, "one message in 200,000 pieces", pieces),
    Talk(HIGH, "another site", no_handshake(origin="https://evil.example")),
    Talk(HIGH, "a page of nobody", no_handshake(origin="null")),
]  # fmt: skip


def refuses_frame(port: int, frame: str) -> bool:
    """A message as it is has one error."""
    with opened(port) as connection:
        connection.send(frame)
        return bool(hear(connection)["type"] == "error") and alive(connection)
