"""A TCP proxy that fails on demand: it stands between Wuye and Neo4j, and does to Bolt what networks do."""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

#: Bytes that are handed on at once.
CHUNK = 65_536
#: With this a socket says RST as it closes, not FIN.
ABRUPT = struct.pack("ii", 1, 0)


class Proxy:
    """Hands on bytes between those who connect to its address and Neo4j, until it is told to fail.

    A fault begins and ends at once, also for connections that are open. Every fault may be called from any thread.
    """

    def __init__(self, host: str, port: int, loop: asyncio.AbstractEventLoop) -> None:
        self.port = 0
        self.flows = asyncio.Event()
        self.flows.set()
        self.latency = 0.0
        self.slice = CHUNK
        self.left: int | None = None
        self._upstream = (host, port)
        self._loop = loop
        self._server: asyncio.Server | None = None
        self._connections: set[_Connection] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def uri(self) -> str:
        """The address of Neo4j through it."""
        return f"bolt://127.0.0.1:{self.port}"

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        """Runs on the proxy's loop."""
        asyncio.run_coroutine_threadsafe(work, self._loop).result()

    # ----------------------------------------------------------------------------------------------------- the faults

    def reset(self) -> None:
        """Every connection that is open is reset, once."""

        async def work() -> None:
            self._reset()

        self.run(work())

    def refuse(self) -> None:
        """As if the database were down: what is open is reset, and nobody listens."""
        self.run(self._deafen())

    def swallow(self) -> None:
        """A black hole: connections are accepted and stay open, and not a byte comes through."""

        async def work() -> None:
            self.flows.clear()

        self.run(work())

    def slow(self, *, latency: float = 0.0, slice: int = CHUNK) -> None:
        """What Neo4j says comes in pieces of `slice` bytes, each `latency` seconds later."""

        async def work() -> None:
            self.latency, self.slice = latency, slice

        self.run(work())

    def cut(self, after: int) -> None:
        """When Neo4j has said so many bytes more, the connection that heard the last of them is reset, once."""

        async def work() -> None:
            self.left = after

        self.run(work())

    def heal(self, *, half_open: bool = False) -> None:
        """No fault any more. What a black hole held back comes now; or, `half_open`, never: those connections stay silent, new ones work."""

        async def work() -> None:
            self.latency, self.slice, self.left = 0.0, CHUNK, None
            if half_open:
                self.flows = asyncio.Event()
            self.flows.set()
            if self._server is None:
                await self.listen()

        self.run(work())

    # --------------------------------------------------------------------------------------------------- the connections

    async def listen(self) -> None:
        """On the same port as before."""
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Nothing is left of it."""
        await self._deafen()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _deafen(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        self._reset()

    def _reset(self) -> None:
        for connection in self._connections:
            connection.end()
        self._connections.clear()

    async def _accept(self, asks: asyncio.StreamReader, client: asyncio.StreamWriter) -> None:
        try:
            answers, neo4j = await asyncio.open_connection(*self._upstream)
        except OSError:
            client.transport.abort()
            return
        connection = _Connection(self, client, neo4j)
        self._connections.add(connection)
        for work in (connection.ask(asks), connection.answer(answers)):
            task = asyncio.create_task(work)
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)


class _Connection:
    """One connection through a proxy."""

    def __init__(self, proxy: Proxy, client: asyncio.StreamWriter, neo4j: asyncio.StreamWriter) -> None:
        self.proxy = proxy
        self.flows = proxy.flows
        self.client = client
        self.neo4j = neo4j

    async def ask(self, source: asyncio.StreamReader) -> None:
        """From the client to Neo4j."""
        await self.hand_on(source, self.tell)

    async def answer(self, source: asyncio.StreamReader) -> None:
        """From Neo4j to the client, as slow and as short as the proxy says."""
        await self.hand_on(source, self.slice)

    async def hand_on(self, source: asyncio.StreamReader, say: Callable[[bytes], Coroutine[Any, Any, None]]) -> None:
        """Until one side leaves; then both are left."""
        with suppress(OSError):
            while said := await source.read(CHUNK):
                await say(said)
        self.end()

    async def tell(self, said: bytes) -> None:
        await self.flows.wait()
        self.neo4j.write(said)
        await self.neo4j.drain()

    async def slice(self, said: bytes) -> None:
        size = self.proxy.slice
        for begin in range(0, len(said), size):
            piece, left = said[begin : begin + size], self.proxy.left
            await asyncio.sleep(self.proxy.latency)
            await self.flows.wait()
            if left is not None:
                self.proxy.left = None if left <= len(piece) else left - len(piece)
                piece = piece[:left]
            self.client.write(piece)
            await self.client.drain()
            if left is not None and self.proxy.left is None:
                self.end()
                return

    def end(self) -> None:
        """Reset both sides."""
        for writer in (self.client, self.neo4j):
            with suppress(OSError):
                writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, ABRUPT)
            writer.transport.abort()


@contextmanager
def proxied(uri: str) -> Iterator[Proxy]:
    """A proxy before a Bolt address."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="proxy")
    thread.start()
    parts = urlsplit(uri)
    proxy = Proxy(parts.hostname or "127.0.0.1", parts.port or 7687, loop)
    try:
        proxy.run(proxy.listen())
        yield proxy
    finally:
        proxy.run(proxy.close())
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
