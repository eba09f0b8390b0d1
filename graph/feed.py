"""Loads as they finish, told to whoever listens: one look at the graph for all, when its mark moves or a moment has passed.

Change data capture is not in Neo4j Community; every load, withdrawal and purge leaves a node that says when it finished, and that is
enough. What is written past Wuye, in Cypher by hand, is not told.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta

from graph import loads
from graph.database import Database
from graph.errors import WuyeError
from graph.loads import Load
from graph.mark import FileMark, Mark

log = logging.getLogger("wuye")

#: Seconds between two looks: at the mark in memory, which costs nothing, and at a graph that has none.
SOON, LATER = 0.2, 2.0
#: A load may say that it finished so long before that can be read.
LATE = timedelta(minutes=1)


class Feed:
    """What has finished, from now on. Looks while somebody listens."""

    def __init__(self, database: Database, mark: Mark | None) -> None:
        self._database = database
        self._mark = mark if isinstance(mark, FileMark) else None
        self._listeners: set[asyncio.Queue[Load]] = set()
        self._told: dict[int, str] = {}
        self._looking: asyncio.Task[None] | None = None
        self._ready = self._idle = asyncio.Event()

    @asynccontextmanager
    async def listen(self) -> AsyncIterator[asyncio.Queue[Load]]:
        """Where each load is put that finishes from now on, in their order."""
        heard: asyncio.Queue[Load] = asyncio.Queue()
        self._listeners.add(heard)
        if self._looking is None or self._looking.done():
            self._ready, self._idle = asyncio.Event(), asyncio.Event()
            self._looking = asyncio.create_task(self._look())
        try:
            await self._ready.wait()
            yield heard
        finally:
            self._listeners.discard(heard)
            if not self._listeners:
                self._idle.set()

    async def close(self) -> None:
        """Look no more."""
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)

    async def _look(self) -> None:
        mark = b""
        while self._listeners:
            try:
                if not self._ready.is_set():
                    self._told = {load.number: str(load.finishedAt) for load in await self._finished(datetime.now(UTC))}
                    self._ready.set()
                elif self._mark is None or mark != await self._mark.read():
                    mark = await self._mark.read() if self._mark else b""
                    await self._tell()
            except WuyeError as error:  # a Neo4j that is away for a while
                log.info("no news of loads: %s", error)
                mark = b""
            with suppress(TimeoutError):
                await asyncio.wait_for(self._idle.wait(), LATER if self._mark is None else SOON)
            if self._listeners:
                self._idle.clear()

    async def _tell(self) -> None:
        latest = max(map(datetime.fromisoformat, self._told.values()), default=datetime.now(UTC))
        for load in await self._finished(latest):
            if load.number not in self._told:
                self._told[load.number] = str(load.finishedAt)
                for heard in self._listeners:
                    heard.put_nowait(load)

    async def _finished(self, latest: datetime) -> list[Load]:
        """The loads that finished since a little before."""
        return await loads.finished(self._database, latest - LATE)
