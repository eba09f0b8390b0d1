"""Mappings: which of a file's columns feed which of ours, constants, and what its words mean here; in TOML, ours as the user's.

    name = "city register"                  # for the report
    headers = ["许可编号", "企业"]           # those by which such a file is known; none: any that the mapping feeds from
    [aliases]                               # another heading → the one used below
    "文号" = "许可编号"
    [[tables]]
    table = "market_filings"
    only = "status"                         # a row whose status is empty says nothing here
    new = false                             # true: it adds what is missing, and changes nothing that is there
    [tables.columns]                        # header → column, several, or a part of the cell
    "许可编号" = "filing_id"
    "企业" = "uscc"
    "机关代码" = {column = "region_code", from = 3, to = 8}
    [tables.constants]                      # column → what every row says
    status = "accepted"
    [tables.values.expires_on]              # cell → what it means; * stands for any text
    "2099*" = ""

Of several headers that feed one column the first that says something counts. Headers that a mapping does not name are understood as always.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache, cached_property
from importlib import resources
from pathlib import Path
from typing import Any

from graph import values
from graph.errors import BadInput
from loaders.formats import Broken, Cells
from loaders.tables import Table, plain, table_named, unit_in

#: A value map's answer that rejects the row: what follows it is the reason.
REJECT = "reject:"


@dataclass(frozen=True)
class Feed:
    """One header that feeds one column, with all of the cell or with the characters `first` to `last`, counted from 1."""

    header: str
    column: str
    first: int = 1
    last: int | None = None


@dataclass(frozen=True)
class TableMapping:
    """How rows become rows of one of our tables."""

    table: Table
    feeds: tuple[Feed, ...]
    constants: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    only: str = ""
    new: bool = False


@dataclass(frozen=True)
class FileMapping:
    """How a file's rows become rows of our tables; `headers`: those by which such a file is known, none: any file."""

    name: str
    headers: frozenset[str]
    tables: tuple[TableMapping, ...]
    aliases: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def fed_from(self) -> frozenset[str]:
        """The headers that feed anything."""
        return frozenset(plain(feed.header) for table in self.tables for feed in table.feeds)

    def translated(self, header: Sequence[str]) -> tuple[str, ...]:
        """A header row with aliases replaced."""
        return tuple(self.aliases.get(plain(text), text) for text in header)

    def fit(self, header: Sequence[str]) -> int:
        """How many of a header row's headers feed something; 0 where it has not all that such a file is known by."""
        given = {plain(text) for text in self.translated(header)}
        return len(self.fed_from & given) if self.headers <= given else 0

    def unused(self, header: Sequence[str]) -> list[str]:
        """The headers that feed nothing."""
        own = {place for table in self.tables for place in table.table.understand(header).places.values()}
        translated = [plain(text) for text in self.translated(header)]
        return [
            text
            for place, text in enumerate(header)
            if text and translated[place] not in self.fed_from and place not in own and not text.startswith("_")
        ]


class Mapped:
    """A table's mapping bound to a header row: `header` holds our columns, and a call makes our cells of theirs."""

    def __init__(self, mapping: TableMapping, header: Sequence[str]) -> None:
        self.mapping = mapping
        at = {plain(text): place for place, text in enumerate(header) if text}
        feeds: dict[str, list[tuple[int, Feed | None]]] = {}
        for feed in mapping.feeds:
            if plain(feed.header) in at:
                feeds.setdefault(feed.column, []).append((at[plain(feed.header)], feed))
        fed = {plain(feed.header) for feed in mapping.feeds}
        rest = ["" if plain(text) in fed else text for text in header]
        for column, place in mapping.table.understand(rest).places.items():
            feeds.setdefault(column, []).append((place, None))
        self._feeds = feeds
        self._given = header
        self._columns = tuple(dict.fromkeys((*feeds, *mapping.constants)))
        # A unit that stands in the heading, 金额(万元), goes along.
        units = [unit_in(header[feeds[column][0][0]]) if column in feeds else "" for column in self._columns]
        self.header = tuple(
            f"{column}({unit})" if unit else column for column, unit in zip(self._columns, units, strict=True)
        )
        self._only = self._columns.index(mapping.only) if mapping.only in self._columns else None

    def told(self) -> dict[str, str]:
        """Column → the headers and the constant that feed it, in words."""
        words = {
            column: " or ".join(self._given[place] + _part(feed) for place, feed in feeds)
            for column, feeds in self._feeds.items()
        }
        for column, text in self.mapping.constants.items():
            words[column] = f"{words[column]}, else {text!r}" if column in words else f"always {text!r}"
        return words

    def __call__(self, cells: Cells | Broken) -> Cells | Broken | None:
        """Our cells, or None where the row says nothing of this table."""
        if isinstance(cells, Broken):
            return cells
        width = len(self._given)
        if len(cells) < width or any(cells[width:]):
            return Broken(f"has {len(cells)} cells where the header row has {width}; is a separator amiss?")
        made = [self._cell(column, cells) for column in self._columns]
        if self._only is not None and made[self._only] == "":
            return None
        wrong = next((cell for cell in made if isinstance(cell, str) and cell.startswith(REJECT)), None)
        return made if wrong is None else Broken(wrong.removeprefix(REJECT).strip())

    def _cell(self, column: str, cells: Cells) -> object:
        meanings = self.mapping.values.get(column)
        for place, feed in self._feeds.get(column, ()):
            cell = cells[place]
            if cell is None or (isinstance(cell, str) and not cell.strip()):
                continue
            if feed is not None and (feed.first > 1 or feed.last):
                cell = values.spelled(cell).strip()[feed.first - 1 : feed.last]
            found = cell if meanings is None else _meaning(cell, meanings)
            if found != "":
                return found
        return self.mapping.constants.get(column, "")


def _part(feed: Feed | None) -> str:
    return f" (its characters {feed.first} to {feed.last})" if feed and feed.last else ""


def _meaning(cell: object, meanings: Mapping[str, str]) -> object:
    text = values.spelled(cell).strip()
    if text in meanings:
        return meanings[text]
    return next(
        (meaning for pattern, meaning in meanings.items() if "*" in pattern and fnmatchcase(text, pattern)), cell
    )


# -------------------------------------------------------------------------------------------------------------- reading


@cache
def built_in() -> tuple[FileMapping, ...]:
    """The published templates."""
    folder = resources.files("loaders.templates")
    texts = [(each.name, each.read_text("utf-8")) for each in folder.iterdir() if each.name.endswith(".toml")]
    return tuple(parse(text, name) for name, text in sorted(texts))


def read(path: Path) -> FileMapping:
    """A user's mapping file. Raises BadInput with a sentence for whatever is wrong in it."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path} cannot be read: {error}") from None
    return parse(text, str(path))


def parse(text: str, where: str) -> FileMapping:
    """A mapping file's content.

    >>> parse('[[tables]]\\ntable = "people"\\n[tables.columns]\\nNo = "person_id"', "x.toml").tables[0].feeds
    (Feed(header='No', column='person_id', first=1, last=None),)
    """
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{where} is no TOML: {error}.") from None
    _only_known(found, {"name": str, "headers": list, "aliases": dict, "tables": list}, where)
    tables = found.get("tables") or []
    if not tables or not all(isinstance(each, dict) for each in tables):
        raise BadInput(f'{where} maps nothing; write [[tables]] with table = "credit_events" and so on.')
    headers = frozenset(plain(str(header)) for header in found.get("headers", ()))
    aliases = {plain(alias): str(header) for alias, header in found.get("aliases", {}).items()}
    return FileMapping(found.get("name", where), headers, tuple(_table(each, where) for each in tables), aliases)


def _table(found: dict[str, Any], where: str) -> TableMapping:
    known = {"table": str, "columns": dict, "constants": dict, "values": dict, "only": str, "new": bool}
    _only_known(found, known, where)
    table = table_named(found.get("table", ""))
    if table is None:
        raise BadInput(f'{where}: table = {found.get("table", "")!r} is no table; write one as "credit_events".')
    constants = {column: values.spelled(value) for column, value in found.get("constants", {}).items()}
    meanings = found.get("values", {})
    if not all(isinstance(each, dict) for each in meanings.values()):
        raise BadInput(f"{where}: values are written by column, as [tables.values.kind].")
    mapping = TableMapping(
        table,
        tuple(_feeds(found.get("columns", {}), where)),
        constants,
        {column: {cell: values.spelled(value) for cell, value in each.items()} for column, each in meanings.items()},
        found.get("only", ""),
        found.get("new", False),
    )
    names = [column.name for column in table.columns]
    only = [mapping.only] if mapping.only else []
    for column in (*(feed.column for feed in mapping.feeds), *constants, *meanings, *only):
        if column not in names:
            near = difflib.get_close_matches(column, names, n=1)
            meant = f"; {near[0]} perhaps?" if near else f"; its columns are {', '.join(names)}."
            raise BadInput(f"{where}: {table.name} has no column {column!r}{meant}")
    return mapping


def _feeds(columns: dict[str, Any], where: str) -> Iterator[Feed]:
    for header, fed in columns.items():
        for each in fed if isinstance(fed, list) else [fed]:
            if isinstance(each, str):
                yield Feed(header, each)
            elif isinstance(each, dict) and isinstance(each.get("column"), str):
                _only_known(each, {"column": str, "from": int, "to": int}, where)
                yield Feed(header, each["column"], each.get("from", 1), each.get("to"))
            else:
                raise BadInput(f'{where}: {header!r} must name a column, as "uscc" or {{column = "uscc"}}.')


def _only_known(found: dict[str, Any], known: Mapping[str, type], where: str) -> None:
    for name, value in found.items():
        if name not in known:
            raise BadInput(f"{where}: {name!r} is not known there; {', '.join(known)} are.")
        if not isinstance(value, known[name]):
            raise BadInput(f"{where}: {name} must be a {known[name].__name__}.")
