"""One operation from the shell: JSON for pipes, a table for people, CSV for spreadsheets."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from typing import Any

import orjson

from api.app import graph_of, limits_of, planned_schema
from api.errors import formatted
from graph.errors import BadInput
from graph.opened import open_graph
from graph.settings import Settings
from graph.values import shielded


async def answer(settings: Settings, document: str, variables: str, format: str) -> int:
    """Prints the answer; 1 when it has errors. Raises BadInput for variables that are no JSON object."""
    given = read_variables(variables)
    if not document.strip():
        raise BadInput("There is no question; write a GraphQL operation, '{ about { version } }' for example.")
    schema = planned_schema()
    schema.limits = limits_of(settings)
    async with open_graph(settings) as opened:
        schema.graph = graph_of(opened)
        result = await schema.execute(document, variable_values=given)
        await schema.close()
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
        rows = list(table(result.data))
        write_csv(rows) if format == "csv" else write_table(rows)
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


def table(data: dict[str, Any]) -> Iterator[dict[str, str]]:
    """An answer as rows: those of each list that a root field leads to, else the field's own object.

    >>> list(table({"a": {"nodes": [{"b": {"c": 1}, "d": [{"e": 2}, {"e": 3}]}]}}))
    [{'b.c': '1', 'd': '2; 3'}]
    """
    for value in data.values():
        rows = value if isinstance(value, list) else first_list(value)
        for row in rows if rows is not None else [value]:
            yield dict(flat(row))


def first_list(value: Any) -> list[Any] | None:
    """`nodes`, `edges`, or the first list in an object, looked for from the outside in."""
    if not isinstance(value, dict):
        return None
    lists = [part for part in value.values() if isinstance(part, list)]
    if lists:
        return lists[0]
    return next((found for part in value.values() if (found := first_list(part)) is not None), None)


def flat(value: Any, prefix: str = "") -> Iterator[tuple[str, str]]:
    """The cells of a row by dotted name; a list within a row is one cell."""
    if isinstance(value, dict):
        for key, part in value.items():
            name = f"{prefix}.{key}" if prefix else key
            inner = first_list(part) if isinstance(part, dict) and set(part) & {"nodes", "edges"} else None
            yield from flat(part if inner is None else inner, name)
    elif isinstance(value, list):
        yield prefix, "; ".join(", ".join(cell for _, cell in flat(part, prefix)) for part in value)
    else:
        yield prefix or "value", "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def columns(rows: list[dict[str, str]]) -> list[str]:
    """Every column of the rows, in the order of their first appearance."""
    return list(dict.fromkeys(name for row in rows for name in row))


def write_csv(rows: list[dict[str, str]]) -> None:
    """CSV on standard output; a cell that a spreadsheet would run as a formula gets an apostrophe."""
    names = columns(rows)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([shielded(row.get(name, "")) for name in names] for row in rows)


def write_table(rows: list[dict[str, str]]) -> None:
    """A table for people on standard output."""
    from rich.console import Console
    from rich.table import Column, Table
    from rich.text import Text

    names = columns(rows)
    shown = Table(*(Column(name, overflow="fold") for name in names))
    for row in rows:
        shown.add_row(*(Text(row.get(name, "")) for name in names))
    # A pipe has no width: nothing is folded there, and nowhere is a cell cut.
    Console(width=None if sys.stdout.isatty() else 10_000).print(shown)
