"""Tables into the graph: read → validate → resolve references → write → report, a batch at a time, reading while Neo4j writes."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path

from graph import write
from graph.database import Database
from graph.domain import MODEL
from graph.values import credit_code_flaws
from graph.write import REGISTER_ID
from loaders.read import Broken, Position, Source, Unreadable, find
from loaders.report import Counts, Rejection, Rejects, Report
from loaders.tables import DOCUMENT_ID, REGISTER_COLUMN, TABLES, Column, Table
from loaders.validate import Candidate, Checker, Fault
from loaders.writer import BATCH, Writer

#: Rows read at a stretch.
SLICE = 200
#: The labels whose keys other rows name.
_NAMED = frozenset(column.target for table in TABLES.values() for column in table.references)


@dataclass(frozen=True)
class Progress:
    """How far a load is: rows of this table so far, and the share of all bytes."""

    table: str
    rows: int
    share: float


async def load(
    paths: Iterable[Path],
    database: Database,
    *,
    dry_run: bool = False,
    encoding: str | None = None,
    rejects: Path | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Report:
    """Load files and folders of tables; row errors stop nothing but their row.

    Raises what Database raises; what was written before stays, and the same load can be run again.
    """
    found = await asyncio.to_thread(find, list(paths), encoding)
    if found.sources and not dry_run:
        await write.ensure_schema(database)
    with Rejects(rejects) as kept:
        loading = _Loading(database, dry_run, kept, _Meter(found.sources, on_progress))
        loading.failures += found.failures or ([] if found.sources else ["There is no table in what was given."])
        loading.warnings += found.warnings
        try:
            for table, sources in groupby(found.sources, key=lambda source: source.table):
                await loading.table(table, list(sources))
        finally:
            if loading.changed and not dry_run:
                await write.raise_revision(database)
    return loading.report()


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

    def __init__(self, database: Database, dry_run: bool, rejects: Rejects, meter: _Meter) -> None:
        self.database = database
        self.dry_run = dry_run
        self.rejects = rejects
        self.meter = meter
        self.failures: list[str] = []
        self.warnings: list[str] = []
        self.counts: dict[str, Counts] = {}
        #: Label → every key that exists after this load, each with its node's key.
        self.keys: dict[str, dict[str, str]] = defaultdict(dict)

    @property
    def changed(self) -> bool:
        return any(counts.created or counts.updated for counts in self.counts.values())

    def report(self) -> Report:
        return Report(self.counts, tuple(self.rejects.kept), tuple(self.failures), tuple(self.warnings), self.dry_run)

    async def table(self, table: Table, sources: Sequence[Source]) -> None:
        loading = _TableLoading(self, table)
        try:
            for source in sources:
                await loading.source(source)
                self.meter.finish()
            await loading.finish()
        finally:
            await loading.writer.close()
            self.counts[table.name] = loading.counted()

    async def look_up(self, label: str, keys: Iterable[str]) -> None:
        """Learn which of these keys the graph has."""
        known = self.keys[label]
        unknown = sorted({key for key in keys if key not in known})
        for start in range(0, len(unknown), BATCH):
            known |= await write.present(self.database, MODEL[label], unknown[start : start + BATCH])


@dataclass
class _Pending:
    """A candidate that waits for rows of its own table."""

    source: Source
    candidate: Candidate
    missing: int


class _TableLoading:
    """One table of one load."""

    def __init__(self, loading: _Loading, table: Table) -> None:
        self._all = loading
        self._table = table
        self._own = [p for p, column in enumerate(table.references) if MODEL[column.target].table == table.name]
        self._registered: dict[str, str] = {}
        self._own_targets = frozenset(table.references[place].target for place in self._own)
        self._others = [(p, column.target) for p, column in enumerate(table.references) if p not in self._own]
        self._read = self._rejected = self._repeated = 0
        self._firsts: dict[str, tuple[int, Source, int]] = {}
        self._waiting: dict[str, list[_Pending]] = defaultdict(list)
        self.writer = Writer(loading.database, table, dry_run=loading.dry_run)

    def counted(self) -> Counts:
        done = self.writer.written
        return Counts(self._read, done.created, done.updated, done.unchanged + self._repeated, self._rejected)

    async def source(self, source: Source) -> None:
        """Load one file, reading the next rows while the last ones are being written."""
        header = self._table.understand(source.content.header)
        for name in header.unknown:
            self._all.warnings.append(
                f"{source.where}: column {name!r} is none of {self._table.name}; it was not loaded."
            )
        checker = Checker(self._table, len(source.content.header), header)
        position = Position()
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
        candidates: list[Candidate] = []
        for number, cells, outcome in batch:
            if isinstance(outcome, Fault):
                self._reject(source, number, cells, outcome)
            else:
                candidates.append(outcome)
        await self._look_up(candidates)
        ready: list[Candidate] = []
        for candidate in candidates:
            self._identify(candidate)
            fault = self._resolve(candidate)
            if fault is None and not self._is_new(source, candidate):
                continue
            if fault:
                self._reject(source, candidate.number, candidate.cells, fault)
            else:
                ready += self._accept_or_wait(source, candidate)
        await self.writer.put(ready)

    async def _look_up(self, candidates: Sequence[Candidate]) -> None:
        wanted: dict[str, set[str]] = defaultdict(set)
        for place, target in self._others:
            wanted[target].update(key for candidate in candidates for key in candidate.references[place])
        for target, keys in wanted.items():
            await self._all.look_up(target, keys)
        if self._table.types and self._table.types[0].name == "Enterprise":
            await self._look_up_enterprises(candidates)

    async def _look_up_enterprises(self, candidates: Sequence[Candidate]) -> None:
        """Learn which enterprises the graph has under an identifier that is not their credit code."""
        names = {_register(candidate) for candidate in candidates} - {""}
        found = await write.present(self._all.database, MODEL["Enterprise"], sorted(names)) if names else {}
        self._registered = found

    def _identify(self, candidate: Candidate) -> None:
        """Let an enterprise that is known by its register's identifier be the one that it is."""
        register = _register(candidate)
        if not register:
            return
        known = self._all.keys["Enterprise"]
        there = known.get(register) or self._registered.get(register, register)
        if "uscc" in candidate.properties:
            candidate.adopts = there if there not in (register, candidate.key) or register in self._registered else ""
            if candidate.adopts in (candidate.key, *known):
                candidate.adopts = ""
        elif there != register:
            candidate.key = there
            candidate.properties |= {"enterpriseId": there, "uscc": there, REGISTER_ID: register}
            candidate.properties["quality"] = [*_notes(candidate), *credit_code_flaws(there)]

    def _resolve(self, candidate: Candidate) -> Fault | None:
        """Replace references by the keys of their nodes, or say which has none."""
        for place, target in self._others:
            known = self._all.keys[target]
            for at, key in enumerate(candidate.references[place]):
                if key not in known:
                    return _missing(self._table.references[place], key)
                candidate.references[place][at] = known[key]
        for place in self._own:
            column = self._table.references[place].name
            if candidate.key in candidate.references[place] and column != DOCUMENT_ID:
                return Fault(column, candidate.key, f"{column} names its own row; name another one, or leave it empty.")
        return None

    def _is_new(self, source: Source, candidate: Candidate) -> bool:
        """True for a key not seen before in this load; else the row is the same again, or rejected."""
        candidate.digest = candidate.sum()
        register = candidate.properties.get(REGISTER_ID)
        names = (candidate.key,) if register is None else (candidate.key, str(register))
        for name in names:
            first = self._firsts.get(name)
            if first is None:
                continue
            if first[0] == candidate.digest:
                self._repeated += 1
            else:
                column = self._table.key_column if name == candidate.key else REGISTER_COLUMN
                reason = f"{column} stands in row {first[2]} of {first[1].where} already, with other content; keep one of the two."
                self._reject(source, candidate.number, candidate.cells, Fault(column, name, reason))
            return False
        for name in names:
            self._firsts[name] = (candidate.digest, source, candidate.number)
        if candidate.adopts:
            self.writer.renamed[candidate.adopts] = candidate.key
        return True

    def _accept_or_wait(self, source: Source, candidate: Candidate) -> list[Candidate]:
        """The candidates that are in now: this one unless it waits, and those that waited for it."""
        if not self._own:
            return self._accept(candidate)
        pending = _Pending(source, candidate, 0)
        for place in self._own:
            known = self._all.keys[self._table.references[place].target]
            for key in candidate.references[place]:
                if key not in known and key != candidate.key:
                    self._waiting[key].append(pending)
                    pending.missing += 1
        return [] if pending.missing else self._accept(candidate)

    def _accept(self, candidate: Candidate) -> list[Candidate]:
        accepted = [candidate]
        if candidate.label not in _NAMED:
            return accepted
        for one in accepted:
            known = self._all.keys[one.label]
            known[one.key] = one.key
            if REGISTER_ID in one.properties:
                known[str(one.properties[REGISTER_ID])] = one.key
            accepted += self._release(one.label, one.key)
        return accepted

    def _release(self, label: str, key: str) -> Iterator[Candidate]:
        """Those that waited for a node of that label, and now wait for nothing."""
        for pending in self._waiting.pop(key, ()) if label in self._own_targets else ():
            pending.missing -= 1
            if not pending.missing:
                yield pending.candidate

    async def finish(self) -> None:
        """Settle what still waits: the graph may have it; else it is rejected, with all that waits for it in turn."""
        if self._waiting:
            [target] = self._own_targets
            await self._all.look_up(target, list(self._waiting))
            known = self._all.keys[target]
            released = [c for key in sorted(self._waiting) if key in known for c in self._release(target, key)]
            await self.writer.put([c for candidate in released for c in self._accept(candidate)])
            await self._settle_circles()
        await self.writer.flush()

    async def _settle_circles(self) -> None:
        """Reject what waits for rows that are not there, and accept rows that wait only for each other."""
        left = {pending.candidate.key: pending for waiting in self._waiting.values() for pending in waiting}
        there = {key for key, pending in left.items() if pending.candidate.label in self._own_targets}
        gone = [key for key in sorted(self._waiting) if key not in there]
        for key in gone:
            for pending in self._waiting.pop(key, ()):
                if left.pop(pending.candidate.key, None):
                    self._reject(
                        pending.source,
                        pending.candidate.number,
                        pending.candidate.cells,
                        self._unmet(pending.candidate, key),
                    )
                    gone.append(pending.candidate.key)
        circle = [pending.candidate for pending in left.values()]
        self._waiting.clear()
        await self.writer.put_circle([c for candidate in circle for c in self._accept(candidate)])

    def _unmet(self, candidate: Candidate, key: str) -> Fault:
        column = next(self._table.references[p] for p in self._own if key in candidate.references[p])
        return _missing(column, key)

    def _reject(self, source: Source, number: int, cells: Sequence[object], fault: Fault) -> None:
        self._rejected += 1
        rejection = Rejection(
            self._table.name, str(source.path), source.content.sheet, number, fault.column, fault.value, fault.reason
        )
        self._all.rejects.add(rejection, source.content.header, cells)


def _missing(column: Column, key: str) -> Fault:
    table = MODEL[column.target].table
    reason = f"{column.name} names no row of {table}, neither in this load nor in the graph; add that row, or correct the key."
    return Fault(column.name, key, reason)


_Checked = tuple[int, Sequence[object], Candidate | Fault]


def _checked(
    rows: Iterator[tuple[int, Sequence[object] | Broken]], checker: Checker
) -> Generator[_Checked, None, None]:
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
