"""Tables into the graph: read → validate → resolve → write → report, a batch at a time, reading while Neo4j writes."""

from __future__ import annotations

import asyncio
import gc
import hashlib
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path

from graph.database import Database
from graph.loads import LoadedFile
from loaders.formats import Broken, Row
from loaders.opening import File, Position, Unreadable
from loaders.read import Found, Source, find
from loaders.report import Counts, Rejection, Rejects, Report
from loaders.resolve import Keys, Resolver
from loaders.tables import Table
from loaders.validate import Candidate, Checker, Fault
from loaders.writer import BATCH, Online, Target

#: Rows read at a stretch.
SLICE = 200
#: Objects made, and not freed, between two runs of Python's garbage collector while a load goes on: some ten batches.
COLLECTED = 1_000_000


@dataclass(frozen=True)
class Progress:
    """How far a load is: rows of this table so far, and the share of all bytes."""

    table: str
    rows: int
    share: float


async def load(
    paths: Iterable[Path] | Found,
    database: Database,
    *,
    dry_run: bool = False,
    encoding: str | None = None,
    rejects: Path | None = None,
    source: str = "",
    on_progress: Callable[[Progress], None] | None = None,
) -> Report:
    """Load files and folders of tables, or what `find` found in them; row errors stop nothing but their row.

    `source` names the document from which rows come that name none: `sources` then tells file, sheet and row.
    Raises what Database raises, and BadInput when `rejects` cannot be written. What was written before stays, and the same
    load can be run again.
    """
    found = paths if isinstance(paths, Found) else await asyncio.to_thread(find, list(paths), encoding)
    target = Online(database, dry_run=dry_run)
    return await load_into(target, found, rejects=rejects, source=source, on_progress=on_progress)


async def load_into(
    target: Target,
    found: Found,
    *,
    rejects: Path | None = None,
    source: str = "",
    on_progress: Callable[[Progress], None] | None = None,
) -> Report:
    """Load what `find` found into a target; raises what the target raises, and BadInput when `rejects` cannot be written."""
    with _seldom_collected() if target.of_files else nullcontext(), Rejects(rejects) as kept:
        loading = _Loading(target, kept, _Meter(found.sources, on_progress), source)
        loading.files = {file: place for place, file in enumerate(dict.fromkeys(each.file for each in found.sources))}
        loading.failures += found.failures or ([] if found.sources else ["There is no table in what was given."])
        loading.warnings += found.warnings
        try:
            if found.sources:
                await target.begin([] if target.dry_run else await asyncio.to_thread(read_whole, loading.files))
            for table, sources in groupby(found.sources, key=lambda source: source.table):
                await loading.table(table, list(sources))
            await target.join()
        finally:
            await target.end(loading.report().total)
    return loading.report()


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Rows make no garbage in circles; to look for some after every few hundred is 2 of 5 seconds of a load's Python."""
    before = gc.get_threshold()
    gc.set_threshold(max(COLLECTED, before[0]))
    try:
        yield
    finally:
        gc.set_threshold(*before)


def read_whole(files: Iterable[File]) -> list[LoadedFile]:
    """What a load keeps of its files; an archive is hashed once."""
    hashes: dict[Path, str] = {}
    for each in files:
        if each.path not in hashes:
            with each.path.open("rb") as file:
                hashes[each.path] = hashlib.file_digest(file, "sha256").hexdigest()
    return [LoadedFile("/".join(filter(None, (each.path.name, each.member))), hashes[each.path]) for each in files]


class _Meter:
    """Tells the progress over all sources by the bytes of their files."""

    def __init__(self, sources: Sequence[Source], told: Callable[[Progress], None] | None) -> None:
        self._sizes = [source.path.stat().st_size for source in sources]
        self._total = max(1, sum(self._sizes))
        self._done = 0
        self._told = told

    def tell(self, table: str, rows: int, position: Position) -> None:
        if self._told:
            self._told(Progress(table, rows, min(1.0, (self._done + position.of(self._sizes[0])) / self._total)))

    def finish(self) -> None:
        self._done += self._sizes.pop(0)


class _Loading:
    """The state of one load: which keys exist, what was counted."""

    def __init__(self, target: Target, rejects: Rejects, meter: _Meter, document: str) -> None:
        self.target = target
        self.document = document
        self.rejects = rejects
        self.meter = meter
        self.keys = Keys(target.present)
        self.files: dict[File, int] = {}  # each with its place
        self.failures: list[str] = []
        self.warnings: list[str] = []
        self._tables: dict[str, _TableLoading] = {}

    @property
    def counts(self) -> dict[str, Counts]:
        return {name: table.counted() for name, table in self._tables.items()}

    def report(self) -> Report:
        return Report(
            self.counts, tuple(self.rejects.kept), tuple(self.failures), tuple(self.warnings), self.target.dry_run
        )

    async def table(self, table: Table, sources: Sequence[Source]) -> None:
        loading = self._tables[table.name] = _TableLoading(self, table)
        for source in sources:
            await loading.source(source)
            self.meter.finish()
        await loading.finish()


class _TableLoading:
    """One table of one load."""

    def __init__(self, loading: _Loading, table: Table) -> None:
        self.writer = loading.target.table(table)
        self._all = loading
        self._table = table
        self._resolver = Resolver(loading.keys, table)
        self._read = self._rejected = 0

    def counted(self) -> Counts:
        done = self.writer.written
        unchanged = done.unchanged + self._resolver.repeated
        return Counts(self._read, done.created, done.updated, unchanged, self._rejected)

    async def source(self, source: Source) -> None:
        """Load one file, reading the next rows while the last ones are being written."""
        header = source.understood
        for name in header.unknown:
            near = self._table.nearest(name, header.places)
            perhaps = f" {near} perhaps?" if near else ""
            self._all.warnings.append(
                f"{source.where}: {self._table.name} has no column {name!r}; it was not loaded.{perhaps}"
            )
        for text in header.odd:
            self._all.warnings.append(
                f"{source.where}: the unit in {text!r} is not known; its figures were read without."
            )
        position = Position()
        place = ", ".join(part for part in (source.path.name, source.sheet) if part)
        origin = (self._all.files[source.file], source.content.sheet or None) if self._all.target.of_files else None
        checker = Checker(
            self._table, len(source.header), header, document=self._all.document, place=place, origin=origin
        )
        checked = _checked(source.rows(position), checker)
        coming = asyncio.create_task(_batch(checked))
        try:
            while True:
                batch, failure = await coming
                if failure:
                    self._all.failures.append(f"{source.where}: {failure}")
                if not batch:
                    return
                coming = asyncio.create_task(_batch(checked))
                await self._take(source, batch)
                self._all.meter.tell(self._table.name, self._read, position)
        finally:
            await asyncio.wait([coming])
            checked.close()

    async def _take(self, source: Source, batch: list[_Checked]) -> None:
        self._read += len(batch)
        candidates = [outcome for *_, outcome in batch if isinstance(outcome, Candidate)]
        if not self._table.types and any(candidate.citation for candidate in candidates):
            self._warn_once(f"{source.where}: a link between documents keeps no source of its own; it was not loaded.")
        await self._resolver.look_up(candidates, new=source.adds_only)
        accepted: list[Candidate] = []
        for number, cells, outcome in batch:
            settled = outcome if isinstance(outcome, Fault) else self._resolver.settle(source, outcome)
            if isinstance(settled, Fault):
                self._reject(source, number, cells, settled)
            else:
                accepted += settled
        await self.writer.put(accepted)

    def _warn_once(self, text: str) -> None:
        if text not in self._all.warnings:
            self._all.warnings.append(text)

    async def finish(self) -> None:
        """Settle what still waits for other rows, and write all that is in."""
        rejected, circle = self._resolver.rest()
        for source, candidate, fault in rejected:
            self._reject(source, candidate.number, candidate.cells, fault)
        await self.writer.put_circle(circle)
        await self.writer.finish()
        self._resolver.close()

    def _reject(self, source: Source, number: int, cells: Sequence[object], fault: Fault) -> None:
        self._rejected += 1
        sheet = source.sheet
        rejection = Rejection(
            self._table.name, str(source.path), sheet, number, fault.column, fault.value, fault.reason
        )
        self._all.rejects.add(rejection, source.header, cells)


_Checked = tuple[int, Sequence[object], Candidate | Fault]


def _checked(rows: Iterator[Row], checker: Checker) -> Generator[_Checked, None, None]:
    for number, cells in rows:
        yield number, () if isinstance(cells, Broken) else cells, checker.check(number, cells)


async def _batch(rows: Iterator[_Checked]) -> tuple[list[_Checked], str]:
    """The next rows, and why there are no more where the file cannot be read further.

    Slices with a pause let the batch on its way to Neo4j proceed; a thread for this made a load a third slower.
    """
    batch: list[_Checked] = []
    try:
        while len(batch) < BATCH:
            before = len(batch)
            batch.extend(islice(rows, SLICE))
            await asyncio.sleep(0)
            if len(batch) == before:
                break
    except Unreadable as error:
        return batch, str(error)
    return batch, ""
