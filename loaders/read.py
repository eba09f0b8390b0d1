"""Files → rows with their position, streaming: which table a file holds, how it is encoded, what its cells say as they stand.

A format is one entry of FORMATS: it opens a file and tells its contents, one for each sheet. Compression is one of OPENERS.
"""

from __future__ import annotations

import codecs
import csv
import difflib
import gzip
import io
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO, cast

import orjson

from graph.errors import BadInput
from loaders.tables import TABLES, Table, loading_order, table_named

#: The column by which one file holds rows of several tables: how rejected rows are written.
TABLE_COLUMN = "_table"
DELIMITERS = (",", ";", "\t")
#: Larger than any cell that is meant, smaller than what a quote never closed would swallow.
LARGEST_CELL = 1 << 20
_CHUNK = 1 << 20
#: What opening and unpacking a file may raise.
_BROKEN = (OSError, EOFError, zlib.error)

csv.field_size_limit(LARGEST_CELL)


class Unreadable(BadInput):
    """A file, or the rest of one, that cannot be read; the sentence says why, and what would be right."""


@dataclass(frozen=True)
class Broken:
    """A row that is there and has no cells that could be told apart."""

    reason: str


Cells = Sequence[object]
Row = tuple[int, Cells | Broken]


class Position:
    """How many bytes of a file have been read, compressed as they are."""

    def __init__(self) -> None:
        self.raw: BinaryIO | None = None

    def of(self, size: int) -> int:
        """The bytes read of so many: all once the file is closed."""
        if self.raw is None:
            return 0
        return size if self.raw.closed else self.raw.tell()


@dataclass(frozen=True)
class Content:
    """One table-like thing in a file: `name` is the sheet's or the file's."""

    name: str
    sheet: str
    header: tuple[str, ...]
    rows: Callable[[Position], Iterator[Row]]


@dataclass(frozen=True)
class Source:
    """The rows of one table in one file; `only`: those whose cell at a place says so."""

    path: Path
    table: Table
    content: Content
    only: tuple[int, frozenset[str]] | None = None

    @property
    def where(self) -> str:
        """File and sheet, for a person."""
        return f"{self.path} [{self.content.sheet}]" if self.content.sheet else str(self.path)

    def rows(self, position: Position) -> Iterator[Row]:
        """Its rows; raises Unreadable where the file cannot be read further."""
        if self.only is None:
            yield from self.content.rows(position)
            return
        place, names = self.only
        for number, cells in self.content.rows(position):
            if not isinstance(cells, Broken) and place < len(cells) and str(cells[place]).strip() in names:
                yield number, cells


@dataclass(frozen=True)
class Found:
    """What the paths given to a load hold."""

    sources: tuple[Source, ...]
    failures: tuple[str, ...]
    warnings: tuple[str, ...]


def find(paths: Iterable[Path], encoding: str | None = None) -> Found:
    """The tables in files and folders, in loading order whatever the order of the paths."""
    sources: list[Source] = []
    failures: list[str] = []
    warnings: list[str] = []
    for path, given in _files(paths, failures):
        form, stem = _form(path)
        if form is None:
            told = failures if given else warnings
            told.append(
                f"{path}: is none of the formats {', '.join(FORMATS)}"
                + ("; save it as one of them." if given else ": not read.")
            )
            continue
        try:
            for content in form(path, stem, encoding):
                sources += _sources(path, content, failures)
        except (*_BROKEN, UnicodeDecodeError, Unreadable) as error:
            failures.append(f"{path}: {_why(error)}")
    order = {table.name: place for place, table in enumerate(loading_order())}
    sources.sort(
        key=lambda source: (order[source.table.name], source.path.name, str(source.path), source.content.sheet)
    )
    return Found(tuple(sources), tuple(failures), tuple(warnings))


def _why(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read ({error.strerror})."
    if isinstance(error, Unreadable):
        return str(error)
    if isinstance(error, UnicodeDecodeError):
        return f"is not {error.encoding}; --encoding names another."
    return f"cannot be read ({error}); is it complete?"


def _files(paths: Iterable[Path], failures: list[str]) -> Iterator[tuple[Path, bool]]:
    """Each file once, sorted; True where it was given by name and not found in a folder."""
    files: dict[Path, bool] = {}
    for path in paths:
        if path.is_dir():
            inside = [each for each in path.iterdir() if each.is_file() and not each.name.startswith((".", "~$"))]
            files = dict.fromkeys(inside, False) | files
        elif path.exists():
            files[path] = True
        else:
            failures.append(f"{path}: there is no such file or folder.")
    seen: set[Path] = set()
    for path in sorted(files):
        if path.resolve() not in seen:
            seen.add(path.resolve())
            yield path, files[path]


def _sources(path: Path, content: Content, failures: list[str]) -> list[Source]:
    where = f"{path} [{content.sheet}]" if content.sheet else str(path)
    if TABLE_COLUMN in content.header:
        return _split(path, where, content, failures)
    table = table_named(content.name)
    if table is None:
        near = difflib.get_close_matches(content.name.casefold(), TABLES, n=1)
        meant = f"; {near[0]} perhaps?" if near else f"; tables are {', '.join(TABLES)}."
        failures.append(f"{where}: no table is called {content.name}{meant}")
        return []
    return _checked(Source(path, table, content), failures)


def _checked(source: Source, failures: list[str]) -> list[Source]:
    header = source.table.understand(source.content.header)
    if header.doubled:
        failures.append(f"{source.where}: several headers mean {', '.join(header.doubled)}; keep one of each.")
    elif not header.places:
        names = ", ".join(column.name for column in source.table.columns)
        failures.append(f"{source.where}: its first row names no column of {source.table.name}; columns are {names}.")
    else:
        return [source]
    return []


def _split(path: Path, where: str, content: Content, failures: list[str]) -> list[Source]:
    """One source for each table in a file that has a `_table` column, with the columns that the table's rows fill."""
    place = content.header.index(TABLE_COLUMN)
    filled: dict[str, set[int]] = {}
    for number, cells in content.rows(Position()):
        if isinstance(cells, Broken) or len(cells) != len(content.header):
            failures.append(
                f"{where}, row {number}: its cells do not fit the header row; quote cells that hold a separator."
            )
            continue
        name = str(cells[place]).strip()
        filled.setdefault(name, set()).update(at for at, cell in enumerate(cells) if cell not in ("", None))
    sources: list[Source] = []
    for table in TABLES.values():
        names = frozenset(name for name in filled if table_named(name) is table)
        if names:
            kept = set().union(*(filled[name] for name in names))
            header = tuple(text if at in kept else "" for at, text in enumerate(content.header))
            sources += _checked(Source(path, table, replace(content, header=header), (place, names)), failures)
    failures += [
        f"{where}: no table is called {name!r} (column {TABLE_COLUMN})." for name in filled if table_named(name) is None
    ]
    return sources


# ------------------------------------------------------------------------------------------------------- opening, decoding


#: Suffix → what to read in place of the compressed file.
OPENERS: Mapping[str, Callable[[BinaryIO], BinaryIO]] = {
    ".gz": lambda raw: cast(BinaryIO, gzip.GzipFile(fileobj=raw)),
}


@contextmanager
def _bytes(path: Path, position: Position | None = None) -> Iterator[BinaryIO]:
    with path.open("rb") as raw:
        if position:
            position.raw = raw
        opener = OPENERS.get(path.suffix.lower())
        if opener is None:
            yield raw
        else:
            with opener(raw) as data:
                yield data


@contextmanager
def _text(path: Path, encoding: str, position: Position | None = None) -> Iterator[io.TextIOWrapper]:
    with _bytes(path, position) as data, io.TextIOWrapper(data, encoding=encoding, newline="") as text:
        yield text


def _encoding(path: Path, given: str | None) -> str:
    """The encoding named, or told by a byte order mark, or the first of UTF-8 and GB18030 that fits the whole file."""
    if given:
        try:
            return codecs.lookup(given).name
        except LookupError:
            raise Unreadable(f"no encoding is called {given}; utf-8 and gb18030 are.") from None
    with _bytes(path) as data:
        head = data.read(4)
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if head.startswith(mark):
            return name
    for name in ("utf-8", "gb18030"):
        if _decodes(path, name):
            return name
    raise Unreadable("is neither UTF-8 nor GB18030 throughout; name its encoding with --encoding, or save it as UTF-8.")


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with _bytes(path) as data:
        try:
            while chunk := data.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _until_unreadable(rows: Iterator[Row], encoding: str) -> Iterator[Row]:
    """The rows, with what can go wrong on the way made Unreadable."""
    number = 0
    try:
        for number, cells in rows:
            yield number, cells
    except UnicodeDecodeError:
        raise Unreadable(
            f"after row {number} it is not {encoding}: the rest was not read; --encoding names another."
        ) from None
    except _BROKEN as error:
        raise Unreadable(f"after row {number} it cannot be read ({error}): the rest was not read.") from None


# --------------------------------------------------------------------------------------------------------------- formats


def _csv(path: Path, stem: str, encoding: str | None) -> list[Content]:
    found = _encoding(path, encoding)
    delimiter = _delimiter(path, found)

    def rows(position: Position) -> Iterator[Row]:
        with _text(path, found, position) as lines:
            yield from _until_unreadable(_csv_rows(lines, delimiter), found)

    _, header = next(rows(Position()), (0, ()))
    if isinstance(header, Broken):
        raise Unreadable(f"has no readable header row: it {header.reason}.")
    names = tuple(str(cell).strip() for cell in header)
    return [Content(stem, "", names, lambda position: islice(rows(position), 1, None))]


def _delimiter(path: Path, encoding: str) -> str:
    """The separator that makes the most of the first line."""
    with _text(path, encoding) as text:
        try:
            first = next((line for line in text if line.strip(" \t,;\r\n")), "")
        except UnicodeDecodeError:
            raise Unreadable(f"is not {encoding}; --encoding names another.") from None
    if not first:
        raise Unreadable("is empty; a header row is wanted.")
    if "\0" in first:
        raise Unreadable("is no text; is it a workbook, or UTF-16 without a mark? Save it as CSV UTF-8.")
    return max(DELIMITERS, key=lambda each: len(next(csv.reader([first], delimiter=each))))


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


def _jsonl(path: Path, stem: str, encoding: str | None) -> list[Content]:
    """One JSON object a line; the header is every key that occurs."""
    found = _encoding(path, encoding)
    names: dict[str, None] = {}
    with _text(path, found) as text:
        for line in text:
            row = _json_object(line)
            if isinstance(row, dict):
                names |= dict.fromkeys(row)
    header = tuple(names)
    if not header:
        raise Unreadable('is empty, or no JSON objects one a line, as {"code": "421202"}.')

    def rows(position: Position) -> Iterator[Row]:
        with _text(path, found, position) as lines:
            yield from _until_unreadable(_json_rows(lines, header), found)

    return [Content(stem, "", header, rows)]


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


Format = Callable[[Path, str, str | None], list[Content]]
#: Suffix → the format's reader.
FORMATS: Mapping[str, Format] = {".csv": _csv, ".jsonl": _jsonl}


def _form(path: Path) -> tuple[Format | None, str]:
    """The format of a file by its name, and the name without what tells it."""
    name = Path(path.stem) if path.suffix.lower() in OPENERS else path
    return FORMATS.get(name.suffix.lower()), name.stem
