"""An answer as rows and columns: CSV for spreadsheets, a JSON object a line for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import orjson

from graph.values import shielded


def table(data: dict[str, Any]) -> Iterator[dict[str, str]]:
    """An answer as rows: those of each list that a root field leads to, else the field's own object.

    >>> list(table({"a": {"nodes": [{"b": {"c": 1}, "d": [{"e": 2}, {"e": 3}]}]}}))
    [{'b.c': '1', 'd': '2; 3'}]
    """
    for row in rows(data):
        yield dict(flat(row))


def rows(data: dict[str, Any]) -> Iterator[Any]:
    """The rows as they stand in the answer."""
    for value in data.values():
        found = value if isinstance(value, list) else first_list(value)
        yield from found if found is not None else [value]


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


def as_csv(data: dict[str, Any]) -> str:
    """CSV; a cell that a spreadsheet would run as a formula gets an apostrophe.

    >>> as_csv({"enterprises": {"nodes": [{"name": "=1+1", "of": ["a", "b"]}]}})
    "name,of\\n'=1+1,a; b\\n"
    """
    found, text = list(table(data)), io.StringIO()
    names = columns(found)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([shielded(row.get(name, "")) for name in names] for row in found)
    return text.getvalue()


def as_ndjson(data: dict[str, Any]) -> str:
    """A JSON value a line, each row as it stands in the answer.

    >>> as_ndjson({"enterprises": {"nodes": [{"name": "永安"}, {"name": None}]}})
    '{"name":"永安"}\\n{"name":null}\\n'
    """
    return "".join(orjson.dumps(row).decode() + "\n" for row in rows(data))


#: How an answer is written, by the ending of a file's name.
WRITERS: Mapping[str, Callable[[dict[str, Any]], str]] = {"csv": as_csv, "ndjson": as_ndjson}
#: Their media types.
TYPES = {"csv": "text/csv", "ndjson": "application/x-ndjson"}
