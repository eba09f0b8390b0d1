"""Formats: how a file becomes sheets of rows, streaming, its encoding and its separator found out.

A format is one entry of FORMATS: it opens a file and tells its contents, one for each sheet. Compression is one of OPENERS.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO, cast

import orjson

from graph.errors import BadInput

DELIMITERS = (",", ";", "\t")
#: Larger than any cell that is meant, smaller than what a quote never closed would swallow.
LARGEST_CELL = 1 << 20
_CHUNK = 1 << 20
#: What opening and unpacking a file may raise.
BROKEN_FILE = (OSError, EOFError, zlib.error)

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
    except BROKEN_FILE as error:
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
