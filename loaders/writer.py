"""Where a load's candidates go; online in batches into the graph, one on its way while the next is read. A dry run only compares."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any, Protocol

from graph import loads, write
from graph.database import Database
from graph.loads import LoadedFile
from graph.model import NodeType
from graph.write import Record, Written
from loaders.report import Counts
from loaders.tables import Table
from loaders.validate import Candidate

#: Rows in a batch, and in a transaction.
BATCH = 5_000


class TableTarget(Protocol):
    """Where the candidates of one table go; each is in the graph before any that is put later, or together with it."""

    written: Written

    async def put(self, candidates: Sequence[Candidate]) -> None:
        """Take candidates."""

    async def put_circle(self, candidates: Sequence[Candidate]) -> None:
        """Take candidates that refer to each other in circles."""

    async def finish(self) -> None:
        """There are no more of them."""


class Target(Protocol):
    """Where a load goes. `of_files`: its rows are to keep where they stand."""

    dry_run: bool
    of_files: bool

    async def begin(self, files: Sequence[LoadedFile]) -> None:
        """A load of these files begins."""

    async def present(self, node: NodeType, keys: Sequence[str]) -> Mapping[str, str]:
        """Those of the keys that the graph has, each with its node's key."""

    def table(self, table: Table) -> TableTarget:
        """Where the rows of a table go."""

    async def join(self) -> None:
        """Return when all that was put is written."""

    async def end(self, total: Counts) -> None:
        """The load is over, well or not."""


class Line:
    """Where batches wait their turn, those of all tables: one is written while the next is read. What fails ends the line."""

    def __init__(self) -> None:
        self._running: asyncio.Task[None] | None = None

    async def start(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Begin a batch, once the one before is written; raises what that one raised."""
        await self.join()
        self._running = asyncio.create_task(work())

    async def join(self) -> None:
        """Return when all that was begun is written."""
        if self._running is not None:
            # Not awaited itself: Ctrl-C would then be passed on to the batch, and be lost where the batch has just arrived.
            await asyncio.wait([self._running])
            running, self._running = self._running, None
            running.result()

    async def settle(self) -> None:
        """Let the batch on its way arrive, whatever else went wrong."""
        if self._running is not None:
            await asyncio.gather(self._running, return_exceptions=True)
            self._running = None


@dataclass(frozen=True)
class Edit:
    """Who says what is loaded, and why, where it is no file that says it."""

    by: str
    note: str | None


class Online:
    """The graph over Bolt. A dry run writes nothing, and needs no schema; an `edit` is what a person says, and no file."""

    def __init__(self, database: Database, *, dry_run: bool = False, edit: Edit | None = None) -> None:
        self.dry_run = dry_run
        self.of_files = edit is None
        self._edit = edit
        self._database = database
        self._line = Line()
        self._number: int | None = None  # of this load, once it writes

    async def begin(self, files: Sequence[LoadedFile]) -> None:
        if not self.dry_run:
            await write.ensure_schema(self._database)
            edit = self._edit
            begun = loads.begin(self._database, kind="EDIT", by=edit.by, note=edit.note) if edit else None
            self._number = await (begun or loads.begin(self._database, files))

    async def present(self, node: NodeType, keys: Sequence[str]) -> Mapping[str, str]:
        return await write.present(self._database, node, keys)

    def table(self, table: Table) -> Writer:
        return Writer(self._database, table, self._line, self._number, dry_run=self.dry_run)

    async def join(self) -> None:
        await self._line.join()

    async def end(self, total: Counts) -> None:
        await self._line.settle()
        if self._number is None:
            return
        await loads.finish(self._database, self._number, total.outcomes())
        if total.created or total.updated:
            await write.raise_revision(self._database)


class Writer:
    """Writes the candidates of one table; each is in the graph before any that is put later."""

    def __init__(self, database: Database, table: Table, line: Line, load: int | None, *, dry_run: bool) -> None:
        self.written = Written()
        self._load = load
        self._line = line
        self._database = database
        self._table = table
        self._dry_run = dry_run
        self._buffer: list[Candidate] = []
        self._new: bool | None = None  # was the graph without such nodes when the first were put?

    async def put(self, candidates: Sequence[Candidate]) -> None:
        """Take candidates; they are written when there are enough of them."""
        self._buffer += candidates
        while len(self._buffer) >= BATCH:
            batch, self._buffer = self._buffer[:BATCH], self._buffer[BATCH:]
            await self._start(batch)

    async def put_circle(self, candidates: Sequence[Candidate]) -> None:
        """Take candidates that refer to each other in circles: their nodes are made first."""
        if candidates and not self._dry_run:
            await self.finish()
            await self._line.join()
            for node in self._table.types:
                keys = [candidate.key for candidate in candidates if candidate.label == node.name]
                await write.write_stubs(self._database, node, keys)
            self._new = False
        await self.put(candidates)

    async def finish(self) -> None:
        """Let what is left be written in its turn."""
        if self._buffer:
            batch, self._buffer = self._buffer, []
            await self._start(batch)

    async def _start(self, batch: list[Candidate]) -> None:
        if not self._table.types:
            return await self._begin(partial(self._write_links, batch))
        if self._dry_run:
            return await self._begin(partial(self._compare, batch))
        if self._new is None:
            self._new = await write.is_empty(self._database, self._table.types)
        # Party committees come before party branches, which report to them.
        records = [
            (node, [record(each, self._table.carries[node.name]) for each in batch if each.label == node.name])
            for node in self._table.types
        ]
        for node, mine in records if self._new else ():
            write.make_rows(node, mine)
        renamed = {candidate.adopts: candidate.key for candidate in batch if candidate.adopts}
        await self._begin(partial(self._write, [(node, mine) for node, mine in records if mine], renamed))

    async def _begin(self, writing: Callable[[], Coroutine[Any, Any, Written]]) -> None:
        async def work() -> None:
            self.written += await writing()

        await self._line.start(work)

    async def _write(self, records: Sequence[tuple[NodeType, Sequence[Record]]], renamed: Mapping[str, str]) -> Written:
        if renamed:
            await write.adopt(self._database, sorted(renamed.items()))
        written = Written()
        for node, mine in records:
            for other in () if self._new else self._table.types:
                if other is not node:
                    await write.relabel(self._database, node, other, [each.key for each in mine])
            written += await write.write_records(self._database, node, mine, self._load, new=bool(self._new))
        return written

    async def _compare(self, batch: Sequence[Candidate]) -> Written:
        """What writing would do."""
        renamed = {candidate.adopts: candidate.key for candidate in batch if candidate.adopts}
        written = Written()
        for node in self._table.types:
            mine = [candidate for candidate in batch if candidate.label == node.name]
            written += await self._compare_nodes(mine, renamed) if mine else Written()
        return written

    async def _compare_nodes(self, candidates: Sequence[Candidate], renamed: dict[str, str]) -> Written:
        keys = [candidate.key for candidate in candidates]
        found: dict[str, int | None] = dict.fromkeys(renamed.values())
        for each in self._table.types:
            found |= await write.digests(self._database, each, keys)
        there = [candidate for candidate in candidates if candidate.key in found]
        unchanged = sum(found[candidate.key] == candidate.digest for candidate in there)
        return Written(len(candidates) - len(there), len(there) - unchanged, unchanged)

    async def _write_links(self, batch: list[Candidate]) -> Written:
        written = Written()
        for kind, group in groupby(sorted(batch, key=kind_of), key=kind_of):
            pairs = [(candidate.references[0][0], candidate.references[1][0]) for candidate in group]
            if self._dry_run:
                there = await write.linked(self._database, kind, pairs)
                written += Written(created=len(pairs) - there, unchanged=there)
            else:
                written += await write.write_links(self._database, kind, pairs)
        return written


def kind_of(candidate: Candidate) -> str:
    """The type of the link that a row of document_links says."""
    return str(candidate.properties["kind"])


def record(candidate: Candidate, places: Sequence[int]) -> Record:
    """What is written of a candidate; `places`: those of the columns whose references its type carries."""
    references = [candidate.references[place] for place in places]
    source = candidate.citation
    if source is not None and source[1] is None and candidate.place:
        source = (source[0], candidate.place, source[2])
    origin = (*candidate.origin, candidate.number) if candidate.origin else None
    return Record(candidate.key, candidate.properties, references, candidate.digest, source, origin)
