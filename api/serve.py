"""The server as a process: uvicorn over the application, one worker or several, after the checks that save a surprise."""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Callable
from typing import Any

import uvicorn

from api.app import create_app
from api.protocol import Protocol
from graph import server
from graph.errors import BadInput, Unavailable
from graph.settings import Settings

EXPOSURE = "WUYE_EXPOSURE"
#: Connections, and requests, that one process takes at once; beyond it the answer is 503.
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
    os.environ[EXPOSURE] = exposed(host, exposure, insecure)
    port = require_free(host, port)
    # Held here as well as in each worker: Neo4j is up before the first of them, and outlives a worker's restart.
    with server.running(settings, on_progress=on_progress):
        on_progress(f"http://{f'[{host}]' if ':' in host else host}:{port}/graphql · Ctrl-C ends it")
        if workers == 1:
            uvicorn.run(create_app(settings, exposure=os.environ[EXPOSURE]), **options(host, port))
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
        "timeout_keep_alive": 15,
        "timeout_graceful_shutdown": 10,
        "http": Protocol,
        "limit_concurrency": MOST_AT_ONCE,
    }


def exposed(host: str, exposure: str, insecure: bool) -> str:
    """local or public: as asked, else by the address."""
    if exposure not in ("", "local", "public"):
        raise BadInput(f"--exposure {exposure} is not known; write local or public.")
    if not loopback(host) and not insecure:
        raise BadInput(
            f"{host} is reachable from other machines, and nobody has to sign in yet: put a proxy that checks who asks in "
            "front of 127.0.0.1, or say --insecure."
        )
    return exposure or ("local" if loopback(host) else "public")


def loopback(host: str) -> bool:
    """Is it this machine only?"""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


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
