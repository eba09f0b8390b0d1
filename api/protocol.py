"""The connection: uvicorn's own over httptools, which must bring the head of every request in time and within a size."""

from __future__ import annotations

import asyncio
from typing import Any

import orjson
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

#: Seconds for the head of a request; uvicorn by itself waits for ever, and 300 silent callers would stay.
HEAD_SECONDS = 10.0
#: Bytes of the request line and the headers together.
LARGEST_HEAD = 16_384


class Protocol(HttpToolsProtocol):
    """A connection of one caller."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        super().connection_made(transport)
        self._status, self._read = 400, 0
        self._late: asyncio.TimerHandle | None = self.loop.call_later(HEAD_SECONDS, transport.close)

    def connection_lost(self, exc: Exception | None) -> None:
        self._arrived()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._read += len(data)
        super().data_received(data)
        if self._late is not None and self._read > LARGEST_HEAD and not self.transport.is_closing():
            self._status = 431
            self.send_400_response("")

    def on_message_begin(self) -> None:
        super().on_message_begin()
        # The first request of a connection is waited for since it was made.
        if self._late is None:
            self._late = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def on_headers_complete(self) -> None:
        self._arrived()
        long = self._read > LARGEST_HEAD
        self._read = 0
        if long and len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers) > LARGEST_HEAD:
            self._status = 431
            raise ValueError("the head is too large")  # httptools stops, and data_received answers
        super().on_headers_complete()

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


SAID = {431: f"The request line and the headers are longer than {LARGEST_HEAD} bytes."}
