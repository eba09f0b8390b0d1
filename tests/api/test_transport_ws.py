"""graphql-transport-ws, rule by rule over a raw WebSocket: what a server must and should do, and the code it closes with.

The wording is that of the protocol's description (PROTOCOL.md of the npm package graphql-ws 6). That nobody waits for ever (4408), and what a
revoked key ends, is in test_socket.py; the npm client itself asks in test_npm_client below.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from graph.settings import Settings
from tests.running import ROOT, npm_install, ran, serving

PROTOCOL: Any = ["graphql-transport-ws"]
MUST, SHOULD = "MUST", "SHOULD"
#: Any value.
ANY: Any = ...
HELLO, UNENDING = "{ __typename }", "subscription { loaded { number } }"


@dataclass(frozen=True)
class Says:
    """The client sends a message: as it is, else as JSON."""

    message: Any


@dataclass(frozen=True)
class Hears:
    """The next message has these members and no others; ANY value is any."""

    message: dict[str, Any]


@dataclass(frozen=True)
class Ends:
    """The server closes, by this code; `reason` is in its words."""

    code: int
    reason: str = ""


def says(type: str, **members: Any) -> Says:
    return Says({"type": type, **members})


def hears(type: str, **members: Any) -> Hears:
    return Hears({"type": type, **members})


def subscribes(query: str = HELLO, id: str = "1", **members: Any) -> Says:
    return says("subscribe", id=id, payload={"query": query, **members})


def answered(id: str = "1", data: Any = ANY) -> tuple[Hears, Hears]:
    return hears("next", id=id, payload={"data": data}), hears("complete", id=id)


ACK = (says("connection_init"), hears("connection_ack"))
PING = (says("ping"), hears("pong"))


@dataclass(frozen=True)
class Rule:
    """What the protocol says, how binding it is, and a conversation that shows it.

    Where the server has not closed, the last ping must be the next thing that is answered: nothing else was on its way.
    """

    says: str
    level: str
    talk: tuple[Says | Hears | Ends, ...]


def invalid(what: str, message: Any, *, level: str = MUST) -> Rule:
    """A message that the protocol does not know closes the socket, after the greeting."""
    return Rule(f"an invalid message closes with 4400: {what}", level, (*ACK, Says(message), Ends(4400)))


def payload(**members: Any) -> dict[str, Any]:
    return {"id": "1", "type": "subscribe", "payload": {"query": HELLO, **members}}


RULES = [
    # The connection
    Rule("ConnectionInit is answered by ConnectionAck", MUST, ACK),
    Rule(
        "ConnectionInit may have a payload",
        MUST,
        (says("connection_init", payload={"a": [1]}), hears("connection_ack")),
    ),
    Rule("its payload may be null", MUST, (says("connection_init", payload=None), hears("connection_ack"))),
    Rule("its payload is an object", MUST, (says("connection_init", payload="text"), Ends(4400))),
    Rule("a second ConnectionInit closes", MUST, (*ACK, says("connection_init"), Ends(4429, "Too many"))),
    Rule(
        "a second ConnectionInit closes also while something runs",
        MUST,
        (*ACK, subscribes(UNENDING), says("connection_init"), Ends(4429)),
    ),
    Rule(
        "who is not let in is told so",
        SHOULD,
        (says("connection_init", payload={"Authorization": "Bearer wuye_nobody_x"}), Ends(4403, "Forbidden")),
    ),
    Rule("an operation before ConnectionInit closes", MUST, (subscribes(), Ends(4401, "Unauthorized"))),
    Rule("so does a subscription", MUST, (subscribes(UNENDING), Ends(4401))),
    # Ping and pong
    Rule("Ping is answered by Pong", MUST, (*ACK, *PING)),
    Rule("before ConnectionInit, too", MUST, (*PING, *PING, *ACK)),
    Rule("Ping may have a payload", MUST, (*ACK, says("ping", payload={"a": 1}), Hears({"type": "pong"}))),
    Rule("Ping's payload may be null", MUST, (*ACK, says("ping", payload=None), hears("pong"))),
    Rule("Ping is answered while something runs", MUST, (*ACK, subscribes(UNENDING), *PING)),
    Rule("Pong may come unasked for", MUST, (*ACK, says("pong"), says("pong", payload={"a": 1}))),
    Rule("before ConnectionInit, too: Pong", MUST, (says("pong"), *ACK)),
    # Operations
    Rule("a query has one Next and Complete", MUST, (*ACK, subscribes(), *answered(data={"__typename": "Query"}))),
    Rule(
        "variables are given",
        MUST,
        (
            *ACK,
            subscribes("query($a: Boolean!) { __typename @skip(if: $a) }", variables={"a": True}),
            *answered(data={}),
        ),
    ),
    Rule(
        "operationName chooses",
        MUST,
        (
            *ACK,
            subscribes("query A { a: __typename } query B { b: __typename }", operationName="B"),
            *answered(data={"b": "Query"}),
        ),
    ),
    Rule(
        "what is optional may be null",
        MUST,
        (*ACK, subscribes(variables=None, operationName=None, extensions=None), *answered()),
    ),
    Rule("extensions are taken", MUST, (*ACK, subscribes(extensions={"a": {}}), *answered())),
    Rule("members that nobody knows are ignored", SHOULD, (*ACK, subscribes(other=1), *answered())),
    Rule("ids are any text", MUST, (*ACK, subscribes(id="编号 🏃 " * 9), *answered("编号 🏃 " * 9))),
    Rule(
        "an id in use closes",
        MUST,
        (*ACK, subscribes(UNENDING), subscribes(UNENDING), Ends(4409, "Subscriber for 1 already exists")),
    ),
    Rule(
        "an id in use closes whatever the second operation is",
        MUST,
        (*ACK, subscribes(UNENDING), subscribes(), Ends(4409, "Subscriber for 1 already exists")),
    ),
    Rule("an id is free again after Complete", MUST, (*ACK, subscribes(), *answered(), subscribes(), *answered())),
    Rule(
        "an id is free again after an Error",
        MUST,
        (*ACK, subscribes("{ cats }"), hears("error", id="1", payload=ANY), subscribes(), *answered()),
    ),
    Rule(
        "an id is free again after the client's Complete",
        MUST,
        (*ACK, subscribes(UNENDING), says("complete", id="1"), subscribes(), *answered()),
    ),
    Rule("a client's Complete ends it silently", MUST, (*ACK, subscribes(UNENDING), says("complete", id="1"), *PING)),
    Rule(
        "Complete of what is over already is ignored", MUST, (*ACK, subscribes(), *answered(), says("complete", id="1"))
    ),
    Rule("Complete of what never was is ignored", MUST, (*ACK, says("complete", id="never"))),
    Rule(
        "one operation does not wait for another",
        MUST,
        (*ACK, subscribes(UNENDING, "1"), subscribes(HELLO, "2"), *answered("2")),
    ),
    Rule(
        "one operation's end ends no other",
        MUST,
        (*ACK, subscribes(UNENDING, "1"), says("complete", id="2"), subscribes(UNENDING, "1"), Ends(4409)),
    ),
    # Errors
    Rule(
        "what is not valid has one Error and no Complete",
        MUST,
        (
            *ACK,
            subscribes("{ cats }"),
            hears("error", id="1", payload=[{"message": ANY, "locations": ANY, "extensions": ANY}]),
        ),
    ),
    Rule(
        "what cannot be parsed has an Error, and the socket stays",
        SHOULD,
        (*ACK, subscribes("{"), hears("error", id="1", payload=ANY)),
    ),
    Rule(
        "an operation that there is not has an Error, and the socket stays",
        SHOULD,
        (*ACK, subscribes("query A { __typename }", operationName="B"), hears("error", id="1", payload=ANY)),
    ),
    Rule(
        "variables that do not fit have an Error, and the socket stays",
        SHOULD,
        (
            *ACK,
            subscribes("query($a: Int!) { __typename @skip(if: false) }", variables={"a": "x"}),
            hears("error", id="1", payload=ANY),
        ),
    ),
    Rule(
        "a subscription that is not valid has an Error",
        MUST,
        (*ACK, subscribes("subscription { cats }"), hears("error", id="1", payload=ANY)),
    ),
    # What is no message
    invalid("no JSON", "{"),
    invalid("binary", b'{"type": "ping"}'),
    invalid("a list", []),
    invalid("a text", '"ping"'),
    invalid("null", "null"),
    invalid("very deep JSON", "[" * 5000 + "]" * 5000),
    invalid("no type", {}),
    invalid("a type that is no text", {"type": 1}),
    invalid("a type that nobody knows", {"type": "start", "id": "1", "payload": {"query": HELLO}}),
    *(
        invalid(f"{type} is the server's to say", {"type": type, "id": "1", "payload": {}})
        for type in ("connection_ack", "next", "error")
    ),
    invalid("Ping's payload is no object", {"type": "ping", "payload": [1]}),
    invalid("Pong's payload is no object", {"type": "pong", "payload": "text"}),
    invalid("Subscribe without an id", {"type": "subscribe", "payload": {"query": HELLO}}),
    invalid("Subscribe with an empty id", payload() | {"id": ""}),
    invalid("Subscribe with an id that is no text", payload() | {"id": 1}),
    invalid("Subscribe without a payload", {"type": "subscribe", "id": "1"}),
    invalid("Subscribe with a payload that is no object", payload() | {"payload": HELLO}),
    invalid("Subscribe without a query", payload() | {"payload": {}}),
    invalid("a query that is no text", payload(query=1)),
    invalid("variables that are no object", payload(variables=[])),
    invalid("an operationName that is no text", payload(operationName=1)),
    invalid("extensions that are no object", payload(extensions="text")),
    invalid("Complete without an id", {"type": "complete"}),
    invalid("Complete with an id that is no text", {"type": "complete", "id": 1}),
]


@pytest.fixture(scope="module")
def port(address: Settings, demo: object) -> Iterator[int]:
    with serving(address) as port:
        yield port


def opened(port: int, **options: Any) -> ClientConnection:
    return connect(f"ws://127.0.0.1:{port}/graphql", proxy=None, **{"subprotocols": PROTOCOL, **options})


def follow(connection: ClientConnection, step: Says | Hears | Ends) -> None:
    """One step of a conversation."""
    if isinstance(step, Says):
        raw = isinstance(step.message, (str, bytes))
        connection.send(step.message if raw else json.dumps(step.message))
    elif isinstance(step, Hears):
        assert like(json.loads(connection.recv(timeout=60)), step.message)
    else:
        with pytest.raises(ConnectionClosed) as closed:
            while True:
                connection.recv(timeout=60)
        found = closed.value.rcvd
        assert found is not None, "closed without a word"
        assert found.code == step.code and step.reason in found.reason, found


def like(found: Any, wanted: Any) -> bool:
    """Is it what is wanted, where any value is wanted, too?

    >>> like({"a": [{"b": 1}]}, {"a": [{"b": ANY}]}), like({"a": 1, "b": 2}, {"a": 1})
    (True, False)
    """
    if wanted is ANY:
        return True
    if isinstance(wanted, dict):
        same = isinstance(found, dict) and found.keys() == wanted.keys()
        return same and all(like(found[name], value) for name, value in wanted.items())
    if isinstance(wanted, list):
        return len(found) == len(wanted) and all(map(like, found, wanted))
    return bool(found == wanted)


@pytest.mark.parametrize("rule", RULES, ids=[rule.says for rule in RULES])
def test_rule(rule: Rule, port: int) -> None:
    with opened(port) as connection:
        assert connection.subprotocol == "graphql-transport-ws"
        for step in rule.talk:
            follow(connection, step)
        if not isinstance(rule.talk[-1], Ends):
            for step in PING:
                follow(connection, step)


@pytest.mark.parametrize("offered", [None, ["graphql-ws"], ["soap", "mqtt"]])
def test_another_subprotocol_is_refused_by_4406(offered: Any, port: int) -> None:
    with opened(port, subprotocols=offered) as connection:
        follow(connection, Ends(4406))


def test_of_several_subprotocols_ours_is_chosen(port: int) -> None:
    with opened(port, subprotocols=["graphql-ws", *PROTOCOL]) as connection:
        assert connection.subprotocol == "graphql-transport-ws"
        for step in ACK:
            follow(connection, step)


def test_an_id_is_one_socket_s_own(port: int) -> None:
    with opened(port) as one, opened(port) as other:
        for connection in (one, other):
            for step in (*ACK, subscribes(UNENDING), *PING):
                follow(connection, step)


@pytest.mark.parametrize(
    ("program", "scheme", "all_hold"),
    [("socket.mjs", "ws", "11 of 11 expectations hold"), ("audit.mjs", "http", "61 of 61 audits are ok")],
)
def test_npm_packages_find_what_they_expect(program: str, scheme: str, all_hold: str, port: int) -> None:
    """graphql-ws, the protocol's own client; and the audits of graphql-http, which test_conformance.py has one by one."""
    folder = ROOT / "tests" / "conformance"
    npm_install(folder)
    node = shutil.which("node")
    assert node
    assert all_hold in ran(node, program, f"{scheme}://127.0.0.1:{port}/graphql", folder=folder)
