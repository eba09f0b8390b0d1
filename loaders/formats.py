"""Formats: how a file becomes sheets of rows, streaming, its separator found out.

A format is one entry of FORMATS: it looks into a file and tells its contents, one for each sheet.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import orjson

from loaders.opening import BROKEN_FILE, File, Position, Unreadable, encoding_of

DELIMITERS: Mapping[str, str] = {",": "commas", ";": "semicolons", "\t": "tabs"}
#: Larger than any cell that is meant, smaller than what a quote never closed would swallow.
LARGEST_CELL = 1 << 20
#: The header row is one of the first rows: registers begin with a title, a date, a unit.
HEAD = 20

csv.field_size_limit(LARGEST_CELL)


@dataclass(frozen=True)
class Broken:
    """A row that is there and has no cells that could be told apart."""

    reason: str


Cells = Sequence[object]
Row = tuple[int, Cells | Broken]
Rows = Callable[[Position], Iterator[Row]]


@dataclass(frozen=True)
class Content:
    """One table-like thing in a file: `name` is the sheet's or the file's, `head` its first rows, `rows` all of them.

    `form` is what was found out about it, for a person: "csv, gb18030, separated by ;".
    """

    name: str
    sheet: str
    head: tuple[Row, ...]
    rows: Rows
    form: str


Format = Callable[[File, str | None], list[Content]]


def content(name: str, sheet: str, rows: Rows, form: str) -> Content:
    """A content whose head is looked at now; raises Unreadable where not even its first row can be read."""
    head: list[Row] = []
    try:
        head.extend(islice(rows(Position()), HEAD))
    except Unreadable:
        if not head:
            raise
    return Content(name, sheet, tuple(head), rows, form)


def until_unreadable(rows: Iterator[Row], encoding: str) -> Iterator[Row]:
    """The rows, with what can go wrong on the way made Unreadable."""
    number = 0
    try:
        for number, cells in rows:
            yield number, cells
    except UnicodeDecodeError:
        raise Unreadable(
            f"after row {number} it is not {encoding}: the rest was not read; --encoding names another."
        ) from None
    except BROKEN_FILE as error:
        raise Unreadable(f"after row {number} it cannot be read ({error}): the rest was not read.") from None


# ------------------------------------------------------------------------------------------------------- delimited text


def _delimited(file: File, encoding: str | None) -> list[Content]:
    found = encoding_of(file, encoding)
    delimiter = _delimiter(file, found)

    def rows(position: Position) -> Iterator[Row]:
        with file.text(found, position) as lines:
            yield from until_unreadable(_csv_rows(lines, delimiter), found)

    form = f"{file.name.suffix[1:].lower()}, {found}, separated by {DELIMITERS[delimiter]}"
    made = content(file.name.stem, "", rows, form)
    if made.head and isinstance(made.head[0][1], Broken):
        raise Unreadable(f"has no readable header row: it {made.head[0][1].reason}.")
    return [made]


def _delimiter(file: File, encoding: str) -> str:
    """The separator that makes the most of a line among the first."""
    with file.text(encoding) as text:
        try:
            first = list(islice((line for line in text if line.strip(" \t,;\r\n")), HEAD))
        except UnicodeDecodeError:
            raise Unreadable(f"is not {encoding}; --encoding names another.") from None
    if not first:
        raise Unreadable("is empty; a header row is wanted.")
    if "\0" in first[0]:
        raise Unreadable("is no text; is it a workbook, or UTF-16 without a mark? Save it as CSV UTF-8.")
    if file.name.suffix.lower() == ".tsv":
        return "\t"
    # The header row decides; where a title stands above it, the first line that has a separator at all.
    line = next((line for line in first if any(each in line for each in DELIMITERS)), first[0])
    return max(DELIMITERS, key=lambda each: len(next(csv.reader([line], delimiter=each))))


def _csv_rows(lines: Iterable[str], delimiter: str) -> Iterator[Row]:
    """Every row but blank ones, numbered as a spreadsheet numbers them."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "unexpected end" in str(error) or "field larger" in str(error):
                raise Unreadable(
                    f"row {number} opens a quote that is never closed: the rest was not read; close it."
                ) from None
            yield number, Broken("has a quote in the wrong place; double a quote that belongs to a cell")
            continue
        if any(cells) and any(cell.strip() for cell in cells):
            yield number, cells


# ---------------------------------------------------------------------------------------------------------- JSON Lines


def _jsonl(file: File, encoding: str | None) -> list[Content]:
    """One JSON object a line; the header, as row 0, is every key that occurs."""
    found = encoding_of(file, encoding)
    names: dict[str, None] = {}
    try:
        with file.text(found) as text:
            for line in text:
                row = _json_object(line)
                if isinstance(row, dict):
                    names |= dict.fromkeys(row)
    except UnicodeDecodeError:
        raise Unreadable(f"is not {found}; --encoding names another.") from None
    header = tuple(names)
    if not header:
        raise Unreadable('is empty, or no JSON objects one a line, as {"code": "421202"}.')

    def rows(position: Position) -> Iterator[Row]:
        yield 0, header
        with file.text(found, position) as lines:
            yield from until_unreadable(_json_rows(lines, header), found)

    return [Content(file.name.stem, "", ((0, header),), rows, f"jsonl, {found}")]


def _json_rows(lines: Iterable[str], header: Sequence[str]) -> Iterator[Row]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            row = _json_object(line)
            if isinstance(row, dict):
                yield number, [row.get(name, "") for name in header]
            else:
                yield number, Broken('is no JSON object; write one a line, as {"code": "421202"}')


def _json_object(line: str) -> object:
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError:
        return None


# -------------------------------------------------------------------------------------------------------------- Parquet


def _parquet(file: File, _encoding: str | None) -> list[Content]:
    """The columns' names are the header, as row 0; rows are read some thousands at a time."""
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    try:
        with ParquetFile(file.whole()) as opened:
            header = tuple(opened.schema_arrow.names)
    except ArrowException as error:
        raise Unreadable(f"is no Parquet file ({str(error)[:80]}).") from None

    def rows(position: Position) -> Iterator[Row]:
        yield 0, header
        with file.path.open("rb") as raw, ParquetFile(file.whole()) as opened:
            position.raw = raw
            size, total, number = file.path.stat().st_size, max(1, opened.metadata.num_rows), 0
            try:
                for batch in opened.iter_batches(batch_size=2_000):
                    raw.seek(size * number // total)
                    for cells in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                        number += 1
                        yield number, cells
            except (ArrowException, OSError) as error:
                raise Unreadable(f"after row {number} it cannot be read ({error}): the rest was not read.") from None

    return [Content(file.name.stem, "", ((0, header),), rows, "parquet")]


def _workbook(file: File, _encoding: str | None) -> list[Content]:
    from loaders.workbook import sheets

    return sheets(file)


#: Suffix → the format's reader.
FORMATS: Mapping[str, Format] = {
    ".csv": _delimited,
    ".tsv": _delimited,
    ".txt": _delimited,
    ".jsonl": _jsonl,
    ".parquet": _parquet,
    ".xlsx": _workbook,
    ".xlsm": _workbook,
    ".xlsb": _workbook,
    ".xls": _workbook,
    ".ods": _workbook,
}
