"""The graph as tables that load again: a load of them into an empty graph makes the same graph, and its export the same files.

Two things do not fit a table: a node that several documents say has one source in it, the first by their id; and the day and the
load at which something was recorded are those of the new load. Personal data go along, since a load needs them: the files are
readable by their owner only.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

import orjson

from graph import export, values
from graph.database import Database
from graph.errors import BadInput
from graph.export import Exported
from graph.model import Enumeration
from graph.versions import carried
from graph.write import REGISTER_ID
from loaders.read import TABLE_COLUMN
from loaders.tables import (
    BRANCH_LEVEL,
    DOCUMENT_ID,
    LOCATOR,
    QUOTE,
    TABLES,
    Table,
    link_kinds,
    loading_order,
)

#: What a load noted of a cell that it could not keep as a value: the cell goes out as it came in.
_NOTED = re.compile(r"(\w+): (.*) \((?:partial date|not said of a \w+)\)", re.DOTALL)
_NO_DOCUMENT = f" (no {DOCUMENT_ID})"

Line = Mapping[str, object]


async def rows(database: Database, table: Table) -> AsyncIterator[Line]:
    """A table's rows: column → value, without what is unknown."""
    if not table.types:
        for kind in link_kinds():
            async for a, b in export.links(database, kind):
                yield {"from_id": a, "to_id": b, "kind": kind.lower()}
        return
    for node in table.types:
        async for each in export.nodes(database, node):
            yield line(table, each)


def line(table: Table, exported: Exported) -> Line:
    """A node as a row of its table."""
    properties = dict(exported.properties)
    if exported.node.name == "Enterprise" and "uscc" in properties:
        properties["enterpriseId"] = properties.get(REGISTER_ID)
    made: dict[str, object] = {}
    for column in table.columns:
        if column.field is not None:
            value = properties.get(column.field.name)
            if value is not None and value != []:
                made[column.name] = _word(value) if isinstance(column.field.type, Enumeration) else value
    if "level" in made or len(table.types) > 1:
        made.setdefault("level", BRANCH_LEVEL.lower())
    for relation, keys in zip(carried(exported.node), exported.references, strict=True):
        if keys:
            made[relation.column] = list(keys) if relation.many else keys[0]
    if exported.sources:
        cited = zip((DOCUMENT_ID, LOCATOR, QUOTE), exported.sources[0], strict=True)
        made |= {name: text for name, text in cited if text is not None}
    _recall(table, properties.get("quality") or (), made)
    return {column.name: made[column.name] for column in table.columns if column.name in made}


def _word(value: Any) -> str:
    return str(value).lower()


def _recall(table: Table, notes: Iterable[str], made: dict[str, object]) -> None:
    """Put back what a load could only note."""
    columns = {column.field.name: column.name for column in table.columns if column.field}
    names = {column.name for column in table.columns}
    for note in notes:
        if note.startswith("source: ") and note.endswith(_NO_DOCUMENT):
            made.setdefault(LOCATOR, note.removeprefix("source: ").removesuffix(_NO_DOCUMENT))
        elif found := _NOTED.fullmatch(note):
            column = columns.get(found[1], found[1])
            if column in names:
                made.setdefault(column, found[2])


# -------------------------------------------------------------------------------------------------------------- writing


async def write_tables(
    database: Database, folder: Path, *, on_progress: Callable[[str, int], None] | None = None
) -> dict[str, int]:
    """A CSV file for each table, in UTF-8 with the mark by which Excel knows it; returns how many rows each has."""
    folder.mkdir(parents=True, exist_ok=True)
    counts: dict[str, int] = {}
    for table in TABLES.values():
        names = [column.name for column in table.columns]
        with written(folder / f"{table.name}.csv", "utf-8-sig") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(names)
            count = 0
            async for each in rows(database, table):
                writer.writerow([_cell(each.get(name)) for name in names])
                count += 1
        counts[table.name] = count
        if on_progress:
            on_progress(table.name, count)
    return counts


async def write_jsonl(
    database: Database, path: Path, *, on_progress: Callable[[str, int], None] | None = None
) -> dict[str, int]:
    """JSON Lines: a file for each table in a folder, or all of them in one FILE.jsonl, each row naming its table."""
    counts: dict[str, int] = {}
    with ExitStack() as opened:
        together = opened.enter_context(written(path, "utf-8")) if path.suffix == ".jsonl" else None
        if together is None:
            path.mkdir(parents=True, exist_ok=True)
        for table in loading_order():
            with ExitStack() as own:
                file = together or own.enter_context(written(path / f"{table.name}.jsonl", "utf-8"))
                count = 0
                async for each in rows(database, table):
                    named: dict[str, object] = {TABLE_COLUMN: table.name} if together else {}
                    # An apostrophe that a load would take off is doubled.
                    named |= {
                        k: values.shielded(v) if isinstance(v, str) and v[:1] == "'" else v for k, v in each.items()
                    }
                    file.write(orjson.dumps(named, option=orjson.OPT_APPEND_NEWLINE).decode())
                    count += 1
            counts[table.name] = count
            if on_progress:
                on_progress(table.name, count)
    return counts


def _cell(value: object) -> str:
    if isinstance(value, str):
        return values.shielded(value)
    if isinstance(value, list):
        return values.shielded(";".join(value))
    return values.spelled(value)


def written(path: Path, encoding: str) -> IO[str]:
    """A file for its owner alone."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    except OSError as error:
        raise BadInput(f"{path} cannot be written ({error.strerror}); name a folder that is yours.") from None
    return os.fdopen(descriptor, "w", encoding=encoding, newline="")
