"""Files and folders → the tables in them, each with its rows as they stand, in loading order whatever the order of the paths."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from loaders.formats import BROKEN_FILE, FORMATS, OPENERS, Broken, Content, Format, Position, Row, Unreadable
from loaders.tables import TABLES, Table, loading_order, table_named

#: The column by which one file holds rows of several tables: how rejected rows are written.
TABLE_COLUMN = "_table"
#: What stands beside data in a folder and is none.
_PROSE = frozenset({".md", ".py"})


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
        if form is None and not given and path.suffix.lower() in _PROSE:
            continue
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
        except (*BROKEN_FILE, UnicodeDecodeError, Unreadable) as error:
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


def _form(path: Path) -> tuple[Format | None, str]:
    """The format of a file by its name, and the name without what tells it."""
    name = Path(path.stem) if path.suffix.lower() in OPENERS else path
    return FORMATS.get(name.suffix.lower()), name.stem
