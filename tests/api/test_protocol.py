"""What callers may send before they have asked anything, on real sockets: slow heads, large heads, no HTTP at all."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import orjson
import pytest
import uvicorn

from api import protocol
from api.protocol import LARGEST_HEAD, Protocol
from tests.running import PATIENCE

#: Further options of the server.
LIMITS: dict[str, Any] = {}
Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Coroutine[Any, Any, Any]]


async def hello(scope: Any, receive: Any, send: Any) -> None:
    """An application that answers 200."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


def talk(talking: Talk) -> Any:
    """What a conversation with a server on loopback returns."""

    async def run(server: uvicorn.Server) -> Any:
        reader, writer = await asyncio.open_connection(*server.servers[0].sockets[0].getsockname())
        try:
            return await asyncio.wait_for(talking(reader, writer), 20)
        finally:
            writer.close()

    return started(run)


def started(work: Callable[[uvicorn.Server], Coroutine[Any, Any, Any]]) -> Any:
    """What is done with a server on loopback returns."""

    async def run() -> Any:
        config = uvicorn.Config(hello, port=0, http=Protocol, lifespan="off", log_level="critical", ws="none", **LIMITS)
        config.load()
        server = uvicorn.Server(config)
        server.lifespan = config.lifespan_class(config)
        await server.startup()
        try:
            return await work(server)
        finally:
            await server.shutdown()

    return asyncio.run(run())


def said(answer: bytes) -> tuple[int, Any]:
    """The status and the body of an answer."""
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), orjson.loads(body) if body.startswith(b"{") else body


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\nHost: a\r\nX: "])
def test_a_head_that_does_not_come_ends_the_connection(sent: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "HEAD_SECONDS", 0.2)

    async def talking(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        writer.write(sent)
        return await reader.read()

    assert talk(talking) == b""


def test_the_second_head_of_a_connection_must_come_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "HEAD_SECONDS", 0.5)

    async def talking(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> tuple[bytes, bytes]:
        writer.write(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        first = await reader.readuntil(b"ok")
        await asyncio.sleep(0.6)  # between requests it may be silent: that is uvicorn's keep-alive
        writer.write(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        second = await reader.readuntil(b"ok")
        writer.write(b"GET / HTTP/1.1\r\nX: ")
        assert await reader.read() == b""
        return first[:15], second[:15]

    assert talk(talking) == (b"HTTP/1.1 200 OK", b"HTTP/1.1 200 OK")


ASK = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"


def ends(connections: int, talking: Callable[[uvicorn.Server, list[Any]], Coroutine[Any, Any, Any]]) -> Any:
    """What a conversation over several connections returns, each of which was answered once."""

    async def run(server: uvicorn.Server) -> Any:
        address = server.servers[0].sockets[0].getsockname()
        opened = [await asyncio.open_connection(*address) for _ in range(connections)]
        for reader, writer in opened:
            writer.write(ASK)
            assert b"connection: close" not in await reader.readuntil(b"ok")
        try:
            return await asyncio.wait_for(talking(server, opened), PATIENCE)
        finally:
            for _, writer in opened:
                writer.close()

    return started(run)


def test_who_asks_while_the_server_ends_is_answered_and_told_to_leave(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "LEAVING", 0.5)

    async def talking(server: uvicorn.Server, opened: list[Any]) -> tuple[bytes, bytes]:
        (asks, writer), (silent, _) = opened
        writer.write(ASK[:10])
        ending = asyncio.create_task(server.shutdown())
        left = await silent.read()
        writer.write(ASK[10:])
        answer = await asks.read()
        await ending
        return left, answer

    left, answer = ends(2, talking)
    assert left == b"", "who says nothing is left after a moment"
    assert b"connection: close" in answer and answer.endswith(b"ok")


def test_more_connections_than_can_be_served_are_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    async def talking(server: uvicorn.Server, opened: list[Any]) -> list[bytes]:
        for path in (b"/", b"/healthz"):
            reader, writer = await asyncio.open_connection(*server.servers[0].sockets[0].getsockname())
            writer.write(ASK.replace(b"/", path, 1).replace(b"Host: a", b"Host: a\r\nConnection: close"))
            opened.append((reader, writer))
        return [await reader.read() for reader, _ in opened[-2:]]

    monkeypatch.setitem(LIMITS, "limit_concurrency", 3)
    refused, watched = ends(2, talking)
    status, body = said(refused)
    assert (status, body["errors"][0]["extensions"]) == (503, {"code": "UNAVAILABLE", "retryAfter": 1})
    assert b"retry-after: 1" in refused and b"connection: close" in refused
    assert said(watched) == (200, b"ok")


@pytest.mark.parametrize("pieces", [1, 40])
@pytest.mark.parametrize("end", [b"", b"\r\n\r\n"])
def test_a_large_head_is_refused(pieces: int, end: bytes) -> None:
    async def talking(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        head = b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * LARGEST_HEAD + end
        size = len(head) // pieces + 1
        for start in range(0, len(head), size):
            writer.write(head[start : start + size])
            await asyncio.sleep(0.001)
        return await reader.read()

    status, body = said(talk(talking))
    assert status == 431 and str(LARGEST_HEAD) in body["errors"][0]["message"]


def test_a_large_body_behind_a_small_head_is_none_of_its_business() -> None:
    async def talking(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        body = b"a" * LARGEST_HEAD * 3
        writer.write(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        return await reader.readuntil(b"ok")

    assert said(talk(talking)) == (200, b"ok")


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x",
        b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        b"GET / HTTP/1.1\r\nA b: c\r\n\r\n",
    ],
)
def test_what_is_no_request_is_refused_in_json(sent: bytes) -> None:
    async def talking(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        writer.write(sent)
        return await reader.read()

    status, body = said(talk(talking))
    assert (status, body["errors"][0]["extensions"]["code"]) == (400, "BAD_USER_INPUT")
