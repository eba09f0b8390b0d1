"""One operation from the shell: JSON for pipes, a table for people, CSV for spreadsheets, or a file of either."""

from __future__ import annotations

import codecs
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, BinaryIO

import orjson
from strawberry.types import ExecutionResult

from api import sheet, whole
from api.app import graph_of, limits_of, planned_schema
from api.errors import formatted
from api.execution import PlannedSchema
from api.manifest import Manifest, beside, day, moment
from api.sheet_format import FORMATS
from api.whole import Asking
from graph import regime
from graph.errors import BadInput
from graph.opened import open_graph
from graph.settings import Settings


@asynccontextmanager
async def answering(settings: Settings) -> AsyncIterator[PlannedSchema]:
    """The schema on the open graph."""
    schema = planned_schema()
    schema.limits = limits_of(settings)
    async with open_graph(settings) as opened:
        schema.graph = graph_of(opened, regime.read(settings.regimes))
        try:
            yield schema
        finally:
            await schema.close()


async def answer_to_file(settings: Settings, asking: Asking, file: Path) -> Manifest:
    """Writes the answer's rows as the file's name says, .csv, .ndjson or .xlsx, and its manifest beside it.

    Raises BadInput for another name, and for an answer with errors: half an answer would look like a whole one. What stood in the
    file before stays until the answer is whole.
    """
    format = file.suffix.lower().lstrip(".")
    if format not in FORMATS:
        raise BadInput(f"{file}: an answer is written as {' or '.join('.' + name for name in FORMATS)}; name it so.")
    with tempfile.TemporaryFile() as made:
        manifest = await write(settings, asking, format, made)
        with file.open("wb") as target:
            shutil.copyfileobj(made, target)
    beside(file).write_bytes(manifest.as_json())
    return manifest


async def again(settings: Settings, manifest: Manifest, file: Path) -> Manifest:
    """Asks a manifest's question again, as of its instant and its day; raises BadInput where other bytes come of it, written all the same."""
    if file.suffix.lower() != f".{manifest.format}":
        raise BadInput(f"{file}: the manifest is of a .{manifest.format}; name it so.")
    asking = Asking(
        manifest.document,
        manifest.operationName,
        manifest.variables,
        known=moment(manifest.known),
        today=day(manifest.today),
    )
    made = await answer_to_file(settings, asking, file)
    if made.sha256 != manifest.sha256:
        why = (
            "this Wuye has another schema than the one that it was asked of"
            if made.schemaHash != manifest.schemaHash
            else "what was purged since, links between documents and changes that no load made are not taken back"
        )
        raise BadInput(f"{file} has {made.rows:,} rows, and other bytes than the manifest's {manifest.rows:,}: {why}.")
    return made


async def write(settings: Settings, asking: Asking, format: str, file: BinaryIO) -> Manifest:
    """Writes the answer's rows; raises BadInput where there is no whole answer."""
    async with answering(settings) as schema:
        try:
            return await whole.write(schema, asking, format, file)
        except whole.NoAnswer as error:
            raise BadInput(f"The question has no whole answer: {error}") from None


async def execute(settings: Settings, document: str, variables: dict[str, Any]) -> ExecutionResult:
    """The answer to one operation."""
    async with answering(settings) as schema:
        return await schema.execute(document, variable_values=variables)


async def answer(settings: Settings, document: str, variables: str, format: str) -> int:
    """Prints the answer; 1 when it has errors. Raises BadInput for variables that are no JSON object.

    As CSV it is a file: whole, or not at all (api/whole.py).
    """
    if not document.strip():
        raise BadInput("There is no question; write a GraphQL operation, '{ about { version } }' for example.")
    given = read_variables(variables)
    if format == "csv":
        with tempfile.TemporaryFile() as made:
            await write(settings, Asking(document, variables=given), format, made)
            shutil.copyfileobj(codecs.getreader("utf-8")(made), sys.stdout)
        return 0
    result = await execute(settings, document, given)
    for error in formatted(result.errors or ()):
        if format != "json":
            print(f"wuye: {error['message']}", file=sys.stderr)
    if format == "json":
        body: dict[str, Any] = {"data": result.data}
        if result.errors:
            body["errors"] = formatted(result.errors)
        if result.extensions:
            body["extensions"] = result.extensions
        print(orjson.dumps(body, option=orjson.OPT_INDENT_2).decode())
    elif result.data is not None:
        write_table(list(sheet.table(result.data)))
    return 1 if result.errors else 0


def read_document(file: str) -> str:
    """A GraphQL document from a file, or from standard input."""
    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{file} cannot be read: {error}") from None


def read_variables(text: str) -> dict[str, Any]:
    """The variables of an operation."""
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise BadInput(f'--variables is no JSON ({error}); write for example \'{{"on": "2022-06-30"}}\'.') from None
    if not isinstance(found, dict):
        raise BadInput('--variables must be a JSON object, for example \'{"on": "2022-06-30"}\'.')
    return found


def write_table(rows: list[dict[str, str]]) -> None:
    """A table for people on standard output."""
    from rich.console import Console
    from rich.table import Column, Table
    from rich.text import Text

    names = sheet.columns(rows)
    shown = Table(*(Column(name, overflow="fold") for name in names))
    for row in rows:
        shown.add_row(*(Text(row.get(name, "")) for name in names))
    # A pipe has no width: nothing is folded there, and nowhere is a cell cut.
    Console(width=None if sys.stdout.isatty() else 10_000).print(shown)
