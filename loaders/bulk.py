"""Tables into an empty graph, by files for Neo4j's own import: read, validated and resolved as always, written at once at the end."""

from __future__ import annotations

import asyncio
import shlex
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from graph import bulk
from graph.errors import BadInput
from graph.import_files import ARGUMENTS, Own, Scribe, type_of
from graph.launch import DATABASE
from graph.loads import LoadedFile
from graph.model import NodeType
from graph.opened import open_graph
from graph.server import Progress as Say
from graph.settings import Settings
from graph.write import REGISTER_ID, Written
from loaders.load import Progress, load_into
from loaders.read import Found, find
from loaders.report import Counts, Report
from loaders.tables import Table
from loaders.validate import Candidate
from loaders.writer import kind_of, record


def load_bulk(
    paths: Iterable[Path] | Found,
    settings: Settings,
    *,
    rejects: Path | None = None,
    source: str = "",
    on_progress: Callable[[Progress], None] | None = None,
    on_step: Say = lambda step: None,
) -> Report:
    """Fill the private graph, which must be empty, with what `load` would load; meanwhile nobody can use it.

    Whatever ends it early, the graph is empty as before, or the new one. Raises what `bulk.replacing` raises.
    """
    found = paths if isinstance(paths, Found) else find(list(paths))
    with bulk.replacing(settings, on_step) as replacement:
        target = Bulk(replacement.files, replacement.own)
        report = asyncio.run(load_into(target, found, rejects=rejects, source=source, on_progress=on_progress))
        if not report.total.created:
            return report
        replacement.take(on_step)
    on_step("Making the indexes")
    asyncio.run(_open(settings, on_step))
    return report


async def _open(settings: Settings, on_step: Say) -> None:
    """Opening a graph makes the constraints and indexes that it lacks."""
    async with open_graph(settings, on_progress=on_step):
        pass


def require_fitting(settings: Settings, into: Path | None, *, dry_run: bool) -> None:
    """Raises BadInput where a bulk load makes no sense, before anything is read."""
    if dry_run:
        raise BadInput("--dry-run compares with the graph as it is, for which --bulk is not needed: leave one out.")
    if into is None and not settings.private:
        raise BadInput(
            "NEO4J_URI names a Neo4j that is not Wuye's to stop: `wuye load --bulk --into FOLDER …` writes the files and says"
            " what to run there."
        )
    if into is not None and into.exists():
        raise BadInput(f"{into} is there already; name a new folder.")


def command(folder: Path, database: str | None) -> str:
    """What makes a graph of the files in a folder, to be run by whoever runs that Neo4j, while its database is stopped."""
    name = shlex.quote(database or DATABASE)
    return f"cd {shlex.quote(str(folder.absolute()))} && neo4j-admin database import full {name} @{ARGUMENTS}"


def write_files(
    found: Found,
    folder: Path,
    *,
    rejects: Path | None = None,
    source: str = "",
    on_progress: Callable[[Progress], None] | None = None,
) -> Report:
    """Write the importer's files for a graph elsewhere into a new folder; `command` says what to run there."""
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        raise BadInput(f"{folder} cannot be made ({error.strerror}); name a folder that is not there yet.") from None
    with Scribe(folder) as files:
        target = Bulk(files, bulk.new_graph())
        report = asyncio.run(load_into(target, found, rejects=rejects, source=source, on_progress=on_progress))
        files.finish()
    return report


class Bulk:
    """The files of an import, as the target of a load. The graph has nothing: what exists is what the load brings."""

    dry_run, of_files = False, True

    def __init__(self, files: Scribe, own: Sequence[Own]) -> None:
        self._files = files
        self._own = own
        self._number = 1 + max((node.properties["number"] for node in own if "Load" in node.labels), default=0)
        self._read: Sequence[LoadedFile] = ()
        self._now = datetime.now(UTC)

    async def begin(self, files: Sequence[LoadedFile]) -> None:
        self._read = files

    async def present(self, node: NodeType, keys: Sequence[str]) -> Mapping[str, str]:
        return {}

    def table(self, table: Table) -> TableFiles:
        return TableFiles(self._files, table, {"recordedAt": self._now.isoformat(), "load": self._number})

    async def join(self) -> None:
        pass

    async def end(self, total: Counts) -> None:
        """Add what Wuye keeps for itself, this load included."""
        if not total.created:
            return
        own = [Own(node.labels, _counted(node.properties)) for node in self._own]
        load = {
            "number": self._number,
            "kind": "LOAD",
            "startedAt": self._now,
            "finishedAt": datetime.now(UTC),
            "files": [file.name for file in self._read],
            "hashes": [file.sha256 for file in self._read],
            "removed": 0,
            **total.outcomes(),
        }
        self._files.own([*own, Own(("Load",), load)])


def _counted(own: Mapping[str, Any]) -> Mapping[str, Any]:
    """The graph's own node has seen one more change."""
    return {**own, "revision": own["revision"] + 1} if "revision" in own else own


class TableFiles:
    """The files of one table's nodes and of what its rows refer to."""

    def __init__(self, files: Scribe, table: Table, recorded: Mapping[str, Any]) -> None:
        self.written = Written()
        self._files = files
        self._table = table
        self._recorded = recorded
        self._types = {column.field.name: type_of(column.field) for column in table.columns if column.field}
        if any(node.name == "Enterprise" for node in table.types):
            self._types[REGISTER_ID] = "string"

    async def put(self, candidates: Sequence[Candidate]) -> None:
        """Add rows to the files."""
        self.written += Written(created=len(candidates))
        if not self._table.types:
            for kind, group in groupby(sorted(candidates, key=kind_of), key=kind_of):
                ends = [(each.references[0][0], each.references[1][0]) for each in group]
                self._files.links(kind, ends)
        for node in self._table.types:
            mine = [candidate for candidate in candidates if candidate.label == node.name]
            if mine:
                records = [record(candidate, self._table.carries[node.name]) for candidate in mine]
                self._files.records(node.name, self._types, records, self._recorded)

    put_circle = put  # The importer takes nodes first, whatever their order.

    async def finish(self) -> None:
        """All is in the files."""
