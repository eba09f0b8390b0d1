"""Files and folders → the tables in them, each with its rows as they stand, in loading order whatever the order of the paths."""

from __future__ import annotations

import difflib
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from loaders.formats import FORMATS, Broken, Content, Row
from loaders.mapping import FileMapping, Mapped, built_in
from loaders.opening import ARCHIVE, BROKEN_FILE, OPENERS, File, Position, Unreadable, members
from loaders.tables import TABLES, Header, Table, loading_order, plain, table_named

#: The column by which one file holds rows of several tables: how rejected rows are written.
TABLE_COLUMN = "_table"
#: What stands beside data in a folder and is none.
_PROSE = frozenset({".md", ".py", ".toml"})
#: A text file in a folder may be a register or a note: it is read where it is a table, and passed over where not.
_PERHAPS = frozenset({".txt"})
#: Names that a program gave: such a sheet is known by its header row.
_NAMELESS = re.compile(r"(sheet|工作表|表)\s?[0-9]*|standard-input", re.IGNORECASE)


@dataclass(frozen=True)
class Source:
    """The rows of one table in one file, below its header row; `only`: those whose cell at a place says so.

    `mapped` makes their cells into ours: `header` then holds our columns, `heading` what the file says.
    """

    file: File
    table: Table
    content: Content
    header: tuple[str, ...]
    header_row: int
    only: tuple[int, frozenset[str]] | None = None
    mapped: Mapped | None = None
    heading: tuple[str, ...] = ()
    mapping: str = ""

    @property
    def path(self) -> Path:
        """The file on disk."""
        return self.file.path

    @property
    def sheet(self) -> str:
        """Where in the file: member of an archive, sheet of a workbook, both, or ""."""
        return ", ".join(part for part in (self.file.member, self.content.sheet) if part)

    @property
    def where(self) -> str:
        """File and sheet, for a person."""
        return _where(self.file, self.content.sheet)

    @property
    def adds_only(self) -> bool:
        """Do its rows add what is missing, and leave what is there as it is?"""
        return self.mapped is not None and self.mapped.mapping.new

    @property
    def understood(self) -> Header:
        """What its header row says."""
        return self.table.understand(self.header)

    def rows(self, position: Position) -> Iterator[Row]:
        """Its rows; raises Unreadable where the file cannot be read further."""
        for number, cells in self.content.rows(position):
            if number <= self.header_row:
                continue
            if self.mapped is not None:
                made = self.mapped(cells)
                if made is not None:
                    yield number, made
            elif self.only is None or self._mine(cells):
                yield number, cells

    def _mine(self, cells: Sequence[object] | Broken) -> bool:
        assert self.only is not None
        place, names = self.only
        return not isinstance(cells, Broken) and place < len(cells) and str(cells[place]).strip() in names


@dataclass(frozen=True)
class Found:
    """What the paths given to a load hold."""

    sources: tuple[Source, ...]
    failures: tuple[str, ...]
    warnings: tuple[str, ...]


def find(
    paths: Iterable[Path], encoding: str | None = None, *, table: str = "", mapping: FileMapping | None = None
) -> Found:
    """The tables in files and folders; `table`: whose rows are meant where no name says it; `mapping`: what their columns mean."""
    finding = _Finding(encoding, table, mapping)
    for path, given in _files(paths, finding.failures):
        if not given and path.suffix.lower() in _PROSE:
            continue
        try:
            for file in members(path):
                finding.file(file, given and not file.member)
        except (*BROKEN_FILE, Unreadable) as error:
            finding.failures.append(f"{path}: {_why(error)}")
    order = {table.name: place for place, table in enumerate(loading_order())}
    sources = sorted(
        finding.sources, key=lambda source: (order[source.table.name], source.path.name, str(source.path), source.sheet)
    )
    return Found(tuple(sources), tuple(finding.failures), tuple(finding.warnings))


def received(stream: BinaryIO, folder: Path) -> Path:
    """Keep what comes on standard input in a file, named by what it is: to find its encoding it is read twice."""
    start = stream.read(8)
    suffix = next((suffix for magic, suffix in _MAGIC if start.startswith(magic)), "")
    if not suffix:
        suffix = ".jsonl" if start.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{") else ".csv"
    path = folder / f"standard-input{suffix}"
    with path.open("wb") as file:
        file.write(start)
        shutil.copyfileobj(stream, file)
    if suffix == ARCHIVE and any(member.member == "[Content_Types].xml" for member in members(path)):
        path = path.rename(path.with_suffix(".xlsx"))
    elif suffix in OPENERS:
        with File(path).bytes() as data:
            inner = data.read(1)
        path = path.rename(folder / f"standard-input{'.jsonl' if inner == b'{' else '.csv'}{suffix}")
    return path


_MAGIC = (
    (b"PK\x03\x04", ARCHIVE),
    (b"PAR1", ".parquet"),
    (b"\xd0\xcf\x11\xe0", ".xls"),
    (b"\x1f\x8b", ".gz"),
    (b"\x28\xb5\x2f\xfd", ".zst"),
)


def _why(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read ({error.strerror})."
    if isinstance(error, Unreadable):
        return str(error)
    if isinstance(error, UnicodeDecodeError):
        return f"is not {error.encoding}; --encoding names another."
    return f"cannot be read ({error}); is it complete?"


def _begins_with(name: str, table: Table) -> bool:
    """Is it the table's name and more: regions-2024-05, 行政区划（五月）?"""
    return plain(name).startswith((plain(table.name), plain(table.zh)))


def _where(file: File, sheet: str) -> str:
    place = ", ".join(part for part in (file.member, sheet) if part)
    return f"{file.path} [{place}]" if place else str(file.path)


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


class _Finding:
    """What was found so far."""

    def __init__(self, encoding: str | None, table: str, mapping: FileMapping | None) -> None:
        self.sources: list[Source] = []
        self.failures: list[str] = []
        self.warnings: list[str] = []
        self._encoding = encoding
        self._mapping = mapping
        self._table = table_named(table) if table else None
        if table and self._table is None:
            raise Unreadable(_no_table(table, "--table"))

    def file(self, file: File, given: bool) -> None:
        """Look into one file; `given`: it was named, and must be a table."""
        read = FORMATS.get(file.name.suffix.lower())
        if read is None:
            told = self.failures if given else self.warnings
            advice = "; save it as one of them." if given else ": not read."
            told.append(f"{_where(file, '')}: is none of the formats {', '.join(FORMATS)}{advice}")
            return
        try:
            contents = read(file, self._encoding)
        except (*BROKEN_FILE, UnicodeDecodeError, Unreadable) as error:
            self.failures.append(f"{_where(file, '')}: {_why(error)}")
            return
        wrong: list[str] = []
        found = [source for content in contents for source in self._sources(file, content, wrong)]
        self.sources += found
        # A workbook's further sheets are notes and lists to choose from; so is a text file beside tables.
        passed_over = (found and len(contents) > 1) or (not given and file.name.suffix.lower() in _PERHAPS)
        (self.warnings if passed_over else self.failures).extend(wrong)

    def _sources(self, file: File, content: Content, wrong: list[str]) -> list[Source]:
        if self._mapping and (mapped := _mapped(file, content, self._mapping)):
            return self._told_unused(self._mapping, mapped)
        split = next((row for row in _head(content) if TABLE_COLUMN in row[1]), None)
        if split:
            return _split(file, content, split, wrong)
        for template in built_in():
            if mapped := _mapped(file, content, template):
                return self._told_unused(template, mapped)
        table = table_named(content.name) or table_named(file.name.stem) or self._table
        if table:
            return _checked(_below_header(file, content, table), wrong)
        deduced = _deduced(file, content)
        if deduced and (_NAMELESS.fullmatch(content.name) or _begins_with(content.name, deduced.table)):
            self.warnings.append(f"{deduced.where}: read as {deduced.table.name}, as its header row says.")
            return [deduced]
        if not deduced and _NAMELESS.fullmatch(content.name):
            wrong.append(
                f"{_where(file, content.sheet)}: its header row is that of no one table: say which with --table,"
                f" of {', '.join(TABLES)}."
            )
            return []
        wrong.append(
            f"{deduced.where}: no table is called {content.name}; its header row is that of {deduced.table.name}:"
            f" say --table {deduced.table.name}, or call it so."
            if deduced
            else _no_table(content.name, _where(file, content.sheet))
        )
        return []

    def _told_unused(self, mapping: FileMapping, sources: list[Source]) -> list[Source]:
        unused = mapping.unused(sources[0].heading)
        if unused:
            self.warnings.append(f"{sources[0].where}: {', '.join(unused)} feed nothing and were not loaded.")
        return sources


def _mapped(file: File, content: Content, mapping: FileMapping) -> list[Source]:
    """A source for each of the mapping's tables, below the row that fits it best; none where none fits."""
    head = list(_head(content))
    number, heading = max(head, key=lambda row: (mapping.fit(row[1]), -row[0]), default=(0, ()))
    if not mapping.fit(heading):
        return []
    made: list[Source] = []
    for each in mapping.tables:
        mapped = Mapped(each, mapping.translated(heading))
        source = Source(
            file, each.table, content, mapped.header, number, None, mapped, heading=heading, mapping=mapping.name
        )
        made.append(source)
    return made


def _no_table(name: str, where: str) -> str:
    near = difflib.get_close_matches(name.casefold(), TABLES, n=1)
    meant = f"; {near[0]} perhaps?" if near else f"; tables are {', '.join(TABLES)}."
    return f"{where}: no table is called {name}{meant}"


def _head(content: Content) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The first rows as header rows."""
    for number, cells in content.head:
        if not isinstance(cells, Broken):
            yield number, tuple("" if cell is None else str(cell).strip() for cell in cells)


def _below_header(file: File, content: Content, table: Table) -> Source:
    """The rows below the one of the first rows that names most of the table's columns: a title may stand above it."""
    head = list(_head(content)) or [(0, ())]
    number, header = max(head, key=lambda row: (len(table.understand(row[1]).places), -row[0]))
    return Source(file, table, content, header, number)


def _deduced(file: File, content: Content) -> Source | None:
    """The one table whose columns all of a header row are, and whose required ones are all there."""
    found = [_below_header(file, content, table) for table in TABLES.values()]
    fitting = [
        source
        for source in found
        if not source.understood.unknown
        and not source.understood.doubled
        and len(source.understood.places) > 1
        and all(column.name in source.understood.places for column in source.table.columns if column.required)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _checked(source: Source, wrong: list[str]) -> list[Source]:
    header = source.understood
    if header.doubled:
        wrong.append(f"{source.where}: several headers mean {', '.join(header.doubled)}; keep one of each.")
    elif not header.places:
        names = ", ".join(column.name for column in source.table.columns)
        wrong.append(f"{source.where}: its first row names no column of {source.table.name}; columns are {names}.")
    else:
        return [source]
    return []


def _split(file: File, content: Content, head: tuple[int, tuple[str, ...]], wrong: list[str]) -> list[Source]:
    """One source for each table in a file that has a `_table` column, with the columns that the table's rows fill."""
    where = _where(file, content.sheet)
    header_row, header = head
    place = header.index(TABLE_COLUMN)
    filled: dict[str, set[int]] = {}
    for number, cells in content.rows(Position()):
        if number <= header_row:
            continue
        if isinstance(cells, Broken) or len(cells) != len(header):
            wrong.append(
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
            own = tuple(text if at in kept else "" for at, text in enumerate(header))
            sources += _checked(Source(file, table, content, own, header_row, (place, names)), wrong)
    wrong += [
        f"{where}: no table is called {name!r} (column {TABLE_COLUMN})." for name in filled if table_named(name) is None
    ]
    return sources
