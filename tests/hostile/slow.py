"""Connections that are slow on purpose: heads and bodies that come by the byte, answers that nobody reads, sockets that say nothing."""

from __future__ import annotations

import asyncio
import json
import socket
import time
from contextlib import suppress
from dataclasses import dataclass

from tests.hostile.case import HEALTH

HEAD = b"POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
BODY = HEAD + b"Content-Length: 1000\r\n\r\n"
UNREAD = json.dumps(
    {"query": "{ enterprises(first: 1000) { nodes { id name uscc formerNames registeredAddress } } }"}
).encode()
ASKS_MUCH = HEAD + b"Content-Length: %d\r\n\r\n" % len(UNREAD) + UNREAD
SOCKET = (
    b"GET /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n"
)
#: By kind: what is sent at once, and the byte that then comes again and again; without one, what the server says is read.
KINDS = {
    "silent": (b"", b""),
    "head": (HEAD + b"X-A: ", b"a"),
    "body": (BODY, b" "),
    "body of what takes none": (BODY.replace(b"/graphql", b"/healthz"), b" "),
    "answer unread": (ASKS_MUCH * 40, b"\n"),
    "socket without a word": (SOCKET, b""),
}


@dataclass
class Held:
    """How many connections there were, how many are left, the seconds until each was let go; and ordinary requests meanwhile."""

    connections: int = 0
    held: int = 0
    slowest: float = 0.0
    asked: int = 0
    answered: int = 0
    worst: float = 0.0


async def connection(port: int, kind: str, patience: float) -> float | None:
    """The seconds until the server closes a connection of a kind, None where it holds it."""
    at_once, byte = KINDS[kind]
    loop, began = asyncio.get_running_loop(), time.monotonic()
    with socket.socket() as raw:
        raw.setblocking(False)
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        await loop.sock_connect(raw, ("127.0.0.1", port))
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                with suppress(OSError):
                    await loop.sock_sendall(raw, at_once)
                    await (dribbling(raw, byte) if byte else reading(raw))
                return time.monotonic() - began
    return None


async def reading(raw: socket.socket) -> None:
    """Until the other end closes."""
    while await asyncio.get_running_loop().sock_recv(raw, 4_096):
        pass


async def dribbling(raw: socket.socket, byte: bytes) -> None:
    """A byte a while, until the other end has closed: it then answers with a reset. What it says is not read."""
    while True:
        await asyncio.sleep(0.25)
        await asyncio.get_running_loop().sock_sendall(raw, byte)


async def hold(port: int, each: int, patience: float = 60.0) -> Held:
    """So many connections of each kind at once, until all are let go, or patience ends; others ask meanwhile."""
    found = Held()
    held = [asyncio.create_task(connection(port, kind, patience)) for kind in KINDS for _ in range(each)]
    asking = asyncio.create_task(ordinary(port, found))
    times = await asyncio.gather(*held)
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)
    found.connections, found.held = len(times), times.count(None)
    found.slowest = max((seconds for seconds in times if seconds is not None), default=0.0)
    return found


async def ordinary(port: int, found: Held) -> None:
    """Asks again and again, each time on a connection of its own."""
    while True:
        began = time.monotonic()
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(HEALTH)
        answer = await reader.readuntil(b"}}")
        writer.close()
        found.asked += 1
        found.answered += b"200 OK" in answer and b"__typename" in answer
        found.worst = max(found.worst, time.monotonic() - began)
        await asyncio.sleep(0.1)
