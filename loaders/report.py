"""What a load did: counts for each table, the rejected rows, and a file of these that can be loaded again."""

from __future__ import annotations

import csv
import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import IO

from graph import values
from graph.errors import BadInput
from loaders.read import TABLE_COLUMN

#: Rejections that a report holds; all of them stand in the rejects file.
KEPT = 10_000
_ADDED = (TABLE_COLUMN, "_file", "_row", "_column", "_reason")


@dataclass(frozen=True)
class Rejection:
    """A row that is not in, where it stands, and what would be right; `value` is masked where it is personal."""

    table: str
    file: str
    sheet: str
    row: int
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        sheet = f" [{self.sheet}]" if self.sheet else ""
        value = f" ({self.value})" if self.value else ""
        return f"{self.file}{sheet}, row {self.row}: {self.reason}{value}"


@dataclass(frozen=True)
class Counts:
    """Of one table: every row read was created, updated, unchanged or rejected."""

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0

    def outcomes(self) -> dict[str, int]:
        """All but the rows read, by name."""
        return {name: count for name, count in asdict(self).items() if name != "read"}


@dataclass(frozen=True)
class Report:
    """The outcome of a load. `failures` are files, or the rest of files, that could not be read."""

    tables: Mapping[str, Counts]
    rejections: tuple[Rejection, ...] = ()
    failures: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    dry_run: bool = False

    @property
    def total(self) -> Counts:
        """Over all tables."""
        return Counts(
            *(sum(column) for column in zip(*(asdict(each).values() for each in self.tables.values()), strict=True))
        )

    @property
    def exit_status(self) -> int:
        """0: all in; 1: some rejected or not read; 2: nothing could be read."""
        if not self.tables:
            return 2
        return 1 if self.failures or self.total.rejected else 0

    def as_table(self) -> list[str]:
        """Lines of a table for a terminal.

        >>> for line in Report({"people": Counts(read=3, created=2, rejected=1)}).as_table(): print(line)
        table   read  created  updated  unchanged  rejected
        people     3        2        0          0         1
        """
        names = ("read", "created", "updated", "unchanged", "rejected")
        rows = [(name, asdict(counts)) for name, counts in self.tables.items()]
        if len(rows) > 1:
            rows.append(("total", asdict(self.total)))
        wide = max((len(name) for name, _ in rows), default=5)
        widths = {name: max(len(name), *(len(f"{row[name]:,}") for _, row in rows)) for name in names} if rows else {}
        lines = ["  ".join([f"{'table':<{wide}}", *(f"{name:>{widths[name]}}" for name in widths)])]
        return lines + [
            "  ".join([f"{head:<{wide}}", *(f"{row[name]:>{widths[name]},}" for name in widths)]) for head, row in rows
        ]

    def as_json(self) -> dict[str, object]:
        """The whole report as JSON values."""
        return {
            "exitStatus": self.exit_status,
            "dryRun": self.dry_run,
            "tables": {name: asdict(counts) for name, counts in self.tables.items()},
            "rejections": [asdict(rejection) for rejection in self.rejections],
            "failures": list(self.failures),
            "warnings": list(self.warnings),
        }


class Rejects:
    """Rejected rows as they come: the first KEPT in memory, all of them in a file that can be loaded once corrected.

    Rows of several tables share the file: its columns are all their headers, and `_table` says whose each row is. Columns that
    begin with `_` tell what was wrong; a load passes them over.
    """

    def __init__(self, path: Path | None) -> None:
        self.kept: list[Rejection] = []
        self._path = path
        self._header: dict[str, None] = {}
        self._spool: IO[str] | None = None

    def add(self, rejection: Rejection, header: Sequence[str], cells: Sequence[object]) -> None:
        """Keep one rejected row, with its cells as they stood in the file."""
        if len(self.kept) < KEPT:
            self.kept.append(rejection)
        if self._path is None:
            return
        if self._spool is None:
            self._spool = tempfile.TemporaryFile("w+", encoding="utf-8")
        named = {
            name: values.shielded(values.spelled(cell))
            for name, cell in zip(header, cells, strict=False)
            if name and not name.startswith("_")
        }
        self._header |= dict.fromkeys(named)
        added = (rejection.table, rejection.file, str(rejection.row), rejection.column, rejection.reason)
        self._spool.write(json.dumps(dict(zip(_ADDED, added, strict=True)) | named) + "\n")

    def __enter__(self) -> Rejects:
        if self._path is not None and not os.access(self._path.parent, os.W_OK):
            raise BadInput(f"{self._path} cannot be written; name a file in a folder that is there and yours.")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._spool is not None and self._path is not None:
            with self._spool as spool, _own(self._path) as file:
                writer = csv.DictWriter(file, [*_ADDED, *self._header], restval="")
                writer.writeheader()
                spool.seek(0)
                writer.writerows(json.loads(line) for line in spool)


def _own(path: Path) -> IO[str]:
    """A file for its owner alone, since rejected rows may hold personal data; with the mark by which Excel knows UTF-8."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    return os.fdopen(descriptor, "w", encoding="utf-8-sig", newline="")
