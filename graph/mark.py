"""The mark of a graph's state: bytes that are other ones after every commit, so that what was answered before can be told from it.

The private Neo4j writes its mark into a file of its folder, which every server on this machine has in memory: sixteen random bytes,
anew at each start and after each commit, whoever made it, before the committer hears of it. Reading them takes no system call. Of any
other Neo4j the bookmark of a read is its mark: the number of the last commit, for a round trip.
"""

from __future__ import annotations

import mmap
import os
from pathlib import Path
from typing import Any, Protocol

from graph.database import Database
from graph.settings import Settings

FILE = "mark"
SIZE = 16


class Mark(Protocol):
    """What tells the states of a graph apart. Read before a question is asked, it is the mark of no older state than the answer's."""

    async def read(self) -> bytes: ...

    async def settle(self, mark: bytes) -> None:
        """Wait until whoever reads sees what the mark counts in."""


class FileMark:
    """The mark of the private Neo4j in `folder`; raises OSError where there is none."""

    def __init__(self, folder: Path) -> None:
        with (folder / FILE).open("rb") as file:
            self._bytes = mmap.mmap(file.fileno(), SIZE, access=mmap.ACCESS_READ)

    async def read(self) -> bytes:
        return self._bytes[:SIZE]

    async def settle(self, mark: bytes) -> None:
        """It moves when a commit can be read."""


class BookmarkMark:
    """The mark of one Neo4j (of a cluster each member has its own): exact whoever writes to it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def read(self) -> bytes:
        return await self._database.bookmark()

    async def settle(self, mark: bytes) -> None:
        # A commit has its number a moment before it can be read.
        await self._database.bookmark(after=mark)


def mark_of(settings: Settings, database: Database) -> Mark | None:
    """The mark of the graph that these settings open; None where it cannot be known, or costs more than it is worth."""
    if settings.private:
        try:
            from graph.launch import folder  # which imports the process that writes the mark

            return FileMark(folder(settings))
        except (OSError, ValueError):  # a Neo4j that an older Wuye started
            return None
    bolt = (settings.uri or "").startswith("bolt")
    return BookmarkMark(database) if settings.sole_writer and bolt else None


class Marker:
    """Writes the mark of the private Neo4j in `folder`, in its process."""

    def __init__(self, folder: Path) -> None:
        path = folder / FILE
        # The file stays the same one: servers that outlive a Neo4j have it in memory.
        with path.open("r+b" if path.exists() else "w+b") as file:
            if path.stat().st_size != SIZE:
                file.truncate(SIZE)
            self._bytes = mmap.mmap(file.fileno(), SIZE)
        self.move()

    def move(self) -> None:
        """Another state. Random bytes: a reader that meets them half written reads a mark that no answer has."""
        self._bytes[:SIZE] = os.urandom(SIZE)

    def listen(self, service: Any) -> None:
        """Move after each commit; `service` is the DatabaseManagementService. Called where the JVM runs."""
        import jpype  # type: ignore[import-untyped]  # ships no type information

        marker = self

        @jpype.JImplements("org.neo4j.graphdb.event.TransactionEventListener")
        class Listener:
            @jpype.JOverride  # type: ignore[untyped-decorator]  # of jpype
            def beforeCommit(self, data: Any, transaction: Any, database: Any) -> None:
                return None

            @jpype.JOverride  # type: ignore[untyped-decorator]  # of jpype
            def afterCommit(self, data: Any, state: Any, database: Any) -> None:
                marker.move()

            @jpype.JOverride  # type: ignore[untyped-decorator]  # of jpype
            def afterRollback(self, data: Any, state: Any, database: Any) -> None:
                return None

        service.registerTransactionEventListener("neo4j", Listener())
