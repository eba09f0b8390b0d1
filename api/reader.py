"""Whether callers read what they are sent: over HTTP and over WebSockets, where they are owed answers to their pings as well."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame

#: Seconds in which whoever is being answered reads this many bytes, or all that is left; a slower one is cut off.
READ_SECONDS, READ_BYTES = 10.0, 65_536
#: Seconds in which the other end of a socket answers that it closes.
CLOSE_SECONDS = 4.0
#: Bytes that wait to be read by a socket's other end, and pieces of one message, at most.
UNREAD, PIECES = 1_000_000, 1_000


class Reader:
    """Whether the other end reads what it is sent: one that does not would keep its answer in our memory for ever."""

    transport: asyncio.Transport
    _reading: asyncio.TimerHandle | None = None
    _moved = False

    def pause_writing(self) -> None:
        """More waits to be read than the system takes."""
        super().pause_writing()  # type: ignore[misc]  # uvicorn's
        self.expect_reading()

    def resume_writing(self) -> None:
        """The other end has read it."""
        self._moved = True
        super().resume_writing()  # type: ignore[misc]  # uvicorn's

    def expect_reading(self) -> None:
        """From now on, until nothing waits, it is looked after."""
        if self._reading is None and (waiting := self.transport.get_write_buffer_size()):
            self._moved = False
            self._reading = asyncio.get_running_loop().call_later(READ_SECONDS, self._look, waiting)

    def _look(self, before: int) -> None:
        self._reading = None
        waiting = self.transport.get_write_buffer_size()
        if waiting and not self._moved and before - waiting < READ_BYTES:
            self.transport.abort()
        else:
            self.expect_reading()

    def left(self) -> None:
        """The connection is over."""
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None


class SocketProtocol(Reader, WebSocketsSansIOProtocol):
    """A WebSocket: what it is owed in answer to its pings, and the pieces of its messages, have a bound."""

    transport: asyncio.Transport  # both have it

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.close_timeout = CLOSE_SECONDS

    def connection_lost(self, exc: Exception | None) -> None:
        self.left()
        super().connection_lost(exc)

    def handle_ping(self) -> None:
        super().handle_ping()
        if self.transport.get_write_buffer_size() > UNREAD:
            self.transport.abort()

    def handle_cont(self, event: Frame) -> None:
        super().handle_cont(event)
        if len(self.frames) > PIECES:
            self.transport.abort()
