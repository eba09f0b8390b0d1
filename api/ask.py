"""One operation from the shell: JSON for pipes, a table for people, CSV for spreadsheets, or a file of either."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import orjson
from strawberry.types import ExecutionResult

from api import sheet
from api.app import graph_of, limits_of, planned_schema
from api.errors import formatted
from graph.errors import BadInput
from graph.opened import open_graph
from graph.settings import Settings


async def answer_to_file(settings: Settings, document: str, file: Path) -> int:
    """Writes the answer's rows as the file's name says, .csv or .ndjson; how many there are.

    Raises BadInput for another name, and for an answer with errors: half an answer would look like a whole one.
    """
    write = sheet.WRITERS.get(file.suffix.lower().lstrip("."))
    if write is None:
        raise BadInput(
            f"{file}: an answer is written as {' or '.join('.' + name for name in sheet.WRITERS)}; name it so."
        )
    result = await execute(settings, document, {})
    if result.errors or result.data is None:
        raise BadInput(f"The question has no whole answer: {'; '.join(e.message for e in result.errors or ())}")
    file.write_text(write(result.data), encoding="utf-8", newline="")
    return len(list(sheet.rows(result.data)))


async def execute(settings: Settings, document: str, variables: dict[str, Any]) -> ExecutionResult:
    """The answer to one operation."""
    if not document.strip():
        raise BadInput("There is no question; write a GraphQL operation, '{ about { version } }' for example.")
    schema = planned_schema()
    schema.limits = limits_of(settings)
    async with open_graph(settings) as opened:
        schema.graph = graph_of(opened)
        try:
            return await schema.execute(document, variable_values=variables)
        finally:
            await schema.close()


async def answer(settings: Settings, document: str, variables: str, format: str) -> int:
    """Prints the answer; 1 when it has errors. Raises BadInput for variables that are no JSON object."""
    result = await execute(settings, document, read_variables(variables))
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
        sys.stdout.write(sheet.as_csv(result.data)) if format == "csv" else write_table(list(sheet.table(result.data)))
    return 1 if result.errors else 0


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
