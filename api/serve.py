"""The server as a process: uvicorn over the application, one worker or several, after the checks that save a surprise."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import uvicorn

from api.app import create_app
from api.protocol import Protocol
from api.reader import SocketProtocol
from api.socket import LARGEST_MESSAGE
from graph import keys, server
from graph.errors import BadInput, Unavailable
from graph.loopback import loopback
from graph.opened import open_graph
from graph.settings import Settings

EXPOSURE = "WUYE_EXPOSURE"
#: Connections, and requests, that one process takes at once; beyond it the answer is 503 (api/protocol.py).
MOST_AT_ONCE = 500


def run_server(
    settings: Settings,
    *,
    host: str,
    port: int,
    workers: int,
    exposure: str,
    insecure: bool,
    on_progress: Callable[[str], None],
) -> None:
    """Serves until interrupted; raises BadInput for words that do not fit, Unavailable for a taken port."""
    os.environ[EXPOSURE] = exposure = exposed(host, exposure, insecure)
    port = require_free(host, port)
    # Held here as well as in each worker: Neo4j is up before the first of them, and outlives a worker's restart.
    with server.running(settings, on_progress=on_progress, again=True):
        if not loopback(host) and not insecure:
            asyncio.run(require_sign_in(settings, host))
        on_progress(f"http://{f'[{host}]' if ':' in host else host}:{port}/graphql · Ctrl-C ends it")
        if workers == 1:
            uvicorn.run(create_app(settings, exposure=exposure), **options(host, port))
        else:
            uvicorn.run("api.app:from_environ", factory=True, workers=workers, **options(host, port))


def options(host: str, port: int) -> dict[str, Any]:
    """What uvicorn is told in every case."""
    return {
        "host": host,
        "port": port,
        "log_level": "warning",
        "server_header": False,
        "access_log": False,
        "timeout_keep_alive": 10,
        "timeout_graceful_shutdown": 10,
        "timeout_worker_healthcheck": 60,  # a worker's start, too, when all are replaced one after the other
        "http": Protocol,
        "ws": SocketProtocol,
        "limit_concurrency": MOST_AT_ONCE,
        "ws_max_size": LARGEST_MESSAGE,
        "ws_per_message_deflate": False,  # a small message may hold a large one
    }


def exposed(host: str, exposure: str, insecure: bool) -> str:
    """local or public: as asked, else by the address; raises BadInput where other machines would be trusted unasked."""
    if exposure not in ("", "local", "public"):
        raise BadInput(f"--exposure {exposure} is not known; write local or public.")
    if exposure == "local" and not loopback(host) and not insecure:
        raise BadInput(
            f"{host} is reachable from other machines, and --exposure local trusts them all: leave it out, or say --insecure."
        )
    return exposure or ("local" if loopback(host) else "public")


async def require_sign_in(settings: Settings, host: str) -> None:
    """Raises BadInput where other machines would ask and nobody could sign in, neither by a token nor by a key."""
    if settings.provider is not None:
        return
    async with open_graph(settings) as opened:
        now = datetime.now(UTC)
        if not any(key.valid(now) for key in await keys.every(opened.database)):
            raise BadInput(
                f"{host} is reachable from other machines, and nobody can sign in: `wuye keys create --role investigator` makes"
                " a key, WUYE_OIDC_ISSUER names an identity provider; or say --insecure."
            )


def require_free(host: str, port: int) -> int:
    """The port, or a free one for 0; raises Unavailable when another program has it."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            return int(probe.getsockname()[1])
        except OSError as error:
            raise Unavailable(
                f"{host}:{port} cannot be listened on ({error.strerror}); choose another --port."
            ) from None
