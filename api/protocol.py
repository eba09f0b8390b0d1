"""The connection: uvicorn's own over httptools, which must send in time and within a size, reads what it is sent, and leaves politely."""

from __future__ import annotations

import asyncio
from typing import Any

import orjson
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from api.errors import formatted, graphql_error
from api.reader import Reader
from api.turns import AGAIN, BUSY
from graph.errors import Busy

#: Seconds for the head of a request; uvicorn by itself waits for ever, and 300 silent callers would stay.
HEAD_SECONDS = 10.0
#: Bytes of the request line and the headers together.
LARGEST_HEAD = 16_384


#: Seconds in which the rest of a body may come that was answered before it was there: one who is cut off while sending hears no answer.
REST_SECONDS = 1.0
#: Seconds for which a process that ends still hears those who have a connection and are silent.
LEAVING = 1.0
#: Who watches the server is answered however many ask.
ALWAYS = (b"/healthz", b"/readyz", b"/metrics")


class Ending:
    """The transport as uvicorn's answering has it: closing waits for the rest of a body."""

    def __init__(self, protocol: Protocol) -> None:
        self._protocol = protocol
        self.write, self.is_closing = protocol.transport.write, protocol.transport.is_closing

    def close(self) -> None:
        """After this answer."""
        self._protocol.end()


class Protocol(Reader, HttpToolsProtocol):
    """A connection of one caller."""

    transport: asyncio.Transport  # both have it

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        # uvicorn's own refusal is plain text, and for those who watch as well.
        self._most, self.limit_concurrency = self.limit_concurrency, None
        self._leaving = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        super().connection_made(transport)
        self._status, self._read = 400, 0
        self._late: asyncio.TimerHandle | None = self.loop.call_later(HEAD_SECONDS, transport.close)
        self._rest: asyncio.TimerHandle | None = None
        self._ending, self._last = Ending(self), False

    def connection_lost(self, exc: Exception | None) -> None:
        self._arrived()
        self._whole()
        self.left()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._read += len(data)
        super().data_received(data)
        if self._late is None and self._idle() and self._rest is None and not self.transport.is_closing():
            # Empty lines between requests begin none, and yet they are no silence: a head must follow.
            still = self.transport.get_protocol() is self  # it may have become a socket
            if still and self.cycle is not None and self.timeout_keep_alive_task is None:
                self._late = self.loop.call_later(HEAD_SECONDS, self.transport.close)
        if self._late is not None and self._read > LARGEST_HEAD and not self.transport.is_closing():
            self._status = 431
            self.send_400_response("")

    def on_message_begin(self) -> None:
        super().on_message_begin()
        # The first request of a connection is waited for since it was made.
        if self._late is None:
            self._late = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self._read = 0  # the body is not of the next head
        if self._rest is not None:
            self._whole()
            if self._last:
                self.transport.close()
            else:
                self.timeout_keep_alive_task = self.loop.call_later(
                    self.timeout_keep_alive, self.timeout_keep_alive_handler
                )

    def end(self) -> None:
        """No further request after this one."""
        self._last = True
        if not self.cycle.more_body:
            self.transport.close()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self.expect_reading()
        if self.cycle.more_body and self.cycle.response_complete and not self.transport.is_closing():
            # It is answered already: what still comes is passed over, but not for long.
            self._unset_keepalive_if_required()
            self._rest = self.loop.call_later(REST_SECONDS, self.transport.close)

    def timeout_keep_alive_handler(self) -> None:
        """It asks nothing more; what it has not read by now, it will not."""
        self.transport.abort() if self.transport.get_write_buffer_size() else super().timeout_keep_alive_handler()

    def on_headers_complete(self) -> None:
        self._arrived()
        self._read = 0
        if len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers) > LARGEST_HEAD:
            self._status = 431
            raise ValueError("the head is too large")  # httptools stops, and data_received answers
        self.app = crowded if self._crowded() else self.config.loaded_app
        before = self.cycle
        super().on_headers_complete()
        if self.cycle is not before:
            self.cycle.transport = self._ending  # type: ignore[assignment]  # what is asked of a transport there
        if self._leaving and self.cycle is not None:
            self.cycle.keep_alive = False

    def _crowded(self) -> bool:
        most = self._most
        return most is not None and max(len(self.connections), len(self.tasks)) >= most and self.url not in ALWAYS

    def shutdown(self) -> None:
        """The process ends and listens no more: what runs is answered, and so is who asks now; the answer says that it is the last.

        Whoever asks nothing is left after a moment. uvicorn by itself leaves them at once: what they were just sending would be lost.
        """
        self._leaving = True
        if self._idle():
            self.loop.call_later(LEAVING, self._leave)
        else:
            super().shutdown()

    def _idle(self) -> bool:
        return self.cycle is None or bool(self.cycle.response_complete)

    def _leave(self) -> None:
        if self._idle() and not self._asking():
            self.transport.close()

    def _asking(self) -> bool:
        """Has a request begun to come? Its head comes in time, or the connection ends."""
        return self._late is not None and self._read > 0

    def send_400_response(self, msg: str) -> None:
        """Refuses what is no request, as JSON like every other refusal."""
        reason = SAID.get(self._status, msg)
        error: dict[str, Any] = {"message": reason, "extensions": {"code": "BAD_USER_INPUT"}}
        body = orjson.dumps({"errors": [error]})
        head = [
            STATUS_LINE[self._status],
            b"content-type: application/json; charset=utf-8\r\n",
            b"content-length: %d\r\n" % len(body),
            b"connection: close\r\n\r\n",
        ]
        self.transport.write(b"".join(head) + body)
        self.transport.close()

    def _arrived(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _whole(self) -> None:
        if self._rest is not None:
            self._rest.cancel()
            self._rest = None


async def crowded(scope: Any, receive: Any, send: Any) -> None:
    """The application while there are more connections than can be served."""
    body = orjson.dumps({"errors": formatted([graphql_error(Busy(BUSY, AGAIN))])})
    headers = [
        (b"content-type", b"application/json; charset=utf-8"),
        (b"content-length", b"%d" % len(body)),
        (b"retry-after", b"%d" % AGAIN),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": 503, "headers": headers})
    await send({"type": "http.response.body", "body": body})


SAID = {431: f"The request line and the headers are longer than {LARGEST_HEAD} bytes."}
