"""A row that a person writes: recorded or corrected as if it stood in a file, through the same validation, by a load of its own."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from graph import export, loads, write
from graph.database import Database
from graph.loads import Load
from graph.model import NodeType
from graph.values import shielded, spelled
from loaders.export import line
from loaders.load import load_into
from loaders.read import find
from loaders.tables import BRANCH_LEVEL, TABLES, key_column
from loaders.writer import Edit, Online

#: Column → value; None: nothing is to stand there.
Row = Mapping[str, object]


@dataclass(frozen=True)
class Wrong:
    """Why a row is not in: the column at fault, "" for the whole row, and one sentence."""

    column: str
    reason: str


@dataclass(frozen=True)
class Edited:
    """What came of a row: the node's key, and the load that it is; `load` None: it says nothing new. Or what is wrong with it."""

    key: str | None = None
    load: Load | None = None
    wrong: tuple[Wrong, ...] = ()


async def record(database: Database, node: NodeType, given: Row, edit: Edit) -> Edited:
    """Record a row of a type that is not there yet."""
    if await _key(database, node, given) is not None:
        return Edited(wrong=(Wrong(key_column(node), f"There is a {node.name} of this key; correct it instead."),))
    return await put(database, node, given, edit)


async def correct(database: Database, node: NodeType, given: Row, edit: Edit) -> Edited:
    """Correct a row that is there: columns that are not given say what they said."""
    key = await _key(database, node, given)
    now = await export.one(database, node, key) if key is not None else None
    if now is None:
        return Edited(wrong=(Wrong(key_column(node), f"There is no {node.name} of this key; record it instead."),))
    return await put(database, node, {**line(TABLES[node.table], now), **given}, edit)


async def _key(database: Database, node: NodeType, given: Row) -> str | None:
    """The key of the node that a row names; an enterprise goes by its credit code or its register's identifier."""
    names = [spelled(given[name]) for name in (key_column(node), *node.unique) if given.get(name)]
    found = await write.present(database, node, names)
    return next((found[name] for name in names if name in found), None)


async def put(database: Database, node: NodeType, row: Row, edit: Edit) -> Edited:
    """Say a row: record it, or what it says in place of what the one of its key said."""
    table = TABLES[node.table]
    if len(table.types) > 1 and not any(field.name == "level" for field in node.fields):
        row = {**row, "level": BRANCH_LEVEL.lower()}
    cells = {name: shielded(spelled(value)) for name, value in row.items()}
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{table.name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([cells, cells.values()])
        report = await load_into(Online(database, edit=edit), find([path]))
    if report.exit_status:
        rejected = tuple(Wrong(each.column, each.reason) for each in report.rejections)
        return Edited(wrong=rejected or tuple(Wrong("", text) for text in report.failures))
    key = await _key(database, node, row)
    assert key is not None
    changed = report.total.created or report.total.updated
    return Edited(key, await loads.of(database, node, key) if changed else None)
