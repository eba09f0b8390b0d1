"""GraphQL over WebSocket (graphql-transport-ws): Strawberry's handler, with our messages checked, our limits and our sign-in."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import orjson
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketState
from strawberry.asgi import ASGIWebSocketAdapter, GraphQL
from strawberry.exceptions import ConnectionRejectionError
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import BaseGraphQLTransportWSHandler
from strawberry.types.unset import UNSET

from api.access import Callers
from api.execution import PlannedSchema
from api.stream import Streams
from graph.errors import Unauthenticated, Unavailable, WuyeError

log = logging.getLogger("wuye")

#: Sockets that one process holds at once, and what runs on each of them at once.
SOCKETS, OPERATIONS = 100, 20
#: Seconds after which it is looked up again whether a socket's key or token still holds (a key's answer is remembered: api/access.py).
STILL = 5.0
#: How long a socket may wait before it says who it is.
INIT_WAIT = timedelta(seconds=5)
#: Bytes of a message that is read, at most.
LARGEST_MESSAGE = 256_000
#: Bytes of the words with which a socket is closed.
LONGEST_REASON = 123
#: What members of a message must be, by its type; a missing or null one is none where `NoneType` is among them.
OPTIONAL = (dict, type(None))
SHAPES: Mapping[str, Mapping[str, tuple[type, ...]]] = {
    "connection_init": {"payload": OPTIONAL},
    "ping": {"payload": OPTIONAL},
    "pong": {"payload": OPTIONAL},
    "subscribe": {"id": (str,), "payload": (dict,)},
    "complete": {"id": (str,)},
}
OPERATION: Mapping[str, tuple[type, ...]] = {
    "query": (str,),
    "variables": OPTIONAL,
    "operationName": (str, type(None)),
    "extensions": OPTIONAL,
}


def shaped(found: Any, shapes: Mapping[str, tuple[type, ...]]) -> bool:
    """Has an object the members that it must have?"""
    return isinstance(found, dict) and all(isinstance(found.get(name), types) for name, types in shapes.items())


def wellformed(message: Any) -> bool:
    """Is it a message of the protocol?

    >>> wellformed({"type": "subscribe", "id": "1", "payload": {"query": "{ a }"}}), wellformed({"type": "complete", "id": ""})
    (True, False)
    """
    if not isinstance(message, dict) or not isinstance(type := message.get("type"), str) or type not in SHAPES:
        return False
    if not shaped(message, SHAPES[type]) or message.get("id") == "":
        return False
    return type != "subscribe" or shaped(message["payload"], OPERATION)


class Handler(BaseGraphQLTransportWSHandler[Any, None]):
    """One connection: what is no message of the protocol closes it, with the protocol's code, and so does the end of the key or token
    that it came with."""

    still: asyncio.Task[None] | None = None

    async def handle_connection_init(self, message: Any) -> None:
        await super().handle_connection_init(message)
        if self.connection_acknowledged and self.still is None:
            self.still = asyncio.create_task(self.watch())

    async def watch(self) -> None:
        """Closes the connection once its caller may ask no more."""
        assert self.context is not None
        while True:
            await asyncio.sleep(STILL)
            try:
                await self.context["still"]()
            except Unauthenticated:
                await self.websocket.close(code=4403, reason="Forbidden")
                return
            except Unavailable as error:
                log.info("it is not known whether a key is still valid: %s", error)

    async def shutdown(self) -> None:
        if self.still is not None:
            self.still.cancel()
        await super().shutdown()

    async def handle_message(self, message: Any) -> None:
        if not wellformed(message):
            await self.handle_invalid_message("This is no message of graphql-transport-ws.")
            return
        if message.get("payload") is None:  # null is as good as nothing
            message.pop("payload", None)
        await super().handle_message(message)


class Texts(ASGIWebSocketAdapter):
    """Messages are text; after the end of the connection there are none."""

    async def close(self, code: int, reason: str) -> None:
        """Closes; a reason has 123 bytes in the protocol, and may quote what the client sent."""
        await super().close(code, reason.encode()[:LONGEST_REASON].decode(errors="ignore"))

    async def send_json(self, message: Mapping[str, object]) -> None:
        if self.ws.application_state is not WebSocketState.DISCONNECTED:
            await self.ws.send_text(orjson.dumps(message).decode())


class Socket(GraphQL[Any, None]):
    """The endpoint `WS /graphql`. Who asks is said by the handshake's header, or by `Authorization` in `connection_init`."""

    graphql_transport_ws_handler_class = Handler
    websocket_adapter_class = Texts

    def __init__(self, schema: PlannedSchema, callers: Callers) -> None:
        self.streams = Streams(schema)
        super().__init__(
            self.streams,  # type: ignore[arg-type]  # nothing else of a schema is asked of it
            subscription_protocols=(GRAPHQL_TRANSPORT_WS_PROTOCOL,),
            connection_init_wait_timeout=INIT_WAIT,
            max_subscriptions_per_connection=OPERATIONS,
        )
        self.callers = callers
        self.open = 0
        self._graph = schema

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.open >= SOCKETS:
            await WebSocket(scope, receive, send).close(1013)
            return
        self.open += 1
        try:
            await super().__call__(scope, receive, send)
        finally:
            self.open -= 1

    def decode_json(self, data: str | bytes) -> object:
        return orjson.loads(data)

    async def get_context(self, request: Any, response: Any) -> Any:
        return {"request": request}

    async def on_ws_connect(self, context: Any) -> Any:
        given = {name.lower(): value for name, value in context["connection_params"].items() if isinstance(value, str)}
        headers = dict(context["request"].headers) | {name: given[name] for name in ("authorization",) if name in given}
        host, schema = context["request"].client.host if context["request"].client else "", self._graph

        async def caller() -> Any:
            return await self.callers.of(headers, host, schema.graph.database)

        try:
            context["caller"] = await caller()
            schema.rate.require(context["caller"].name)
        except WuyeError as refused:
            schema.turned_away(context.get("caller"), host, refused.code)
            raise ConnectionRejectionError from None
        # A key or a token may end while the socket is open: whoever is told something is looked up again.
        context["still"] = caller
        return UNSET
