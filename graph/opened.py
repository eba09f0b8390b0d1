"""The graph, opened: the user's Neo4j or the private one, its version and constraints checked, ready to be asked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass

from graph import database, server, write
from graph.database import Database
from graph.mark import Mark, mark_of
from graph.settings import Settings


@dataclass(frozen=True)
class Opened:
    """An open graph: where it is, the secret of its cursors, the version of its Neo4j, what tells its states apart."""

    database: Database
    secret: bytes
    neo4j: str
    mark: Mark | None = None


def quiet(step: str) -> None:
    """Hears nothing of the progress."""


@asynccontextmanager
async def open_graph(
    settings: Settings, *, on_progress: Callable[[str], None] = quiet, again: bool = False
) -> AsyncIterator[Opened]:
    """Joins or starts the private Neo4j unless NEO4J_URI is set (`again`: also when it is killed), and makes what constraints and
    indexes are missing.

    Raises Unavailable and its children, each with one sentence that says what to do.
    """
    with ExitStack() as stack:
        # Starting waits for a process: in a thread, so that nothing else stands still.
        address = await asyncio.to_thread(
            stack.enter_context, server.running(settings, on_progress=on_progress, again=again)
        )
        opened = await database.connect(
            address.uri, address.username, address.password, database=settings.database, deadline=settings.deadline
        )
        try:
            await write.ensure_schema(opened)
            secret = await write.graph_secret(opened)
            yield Opened(opened, secret, await database.neo4j_version(opened), mark_of(settings, opened))
        finally:
            await opened.close()
