"""Memory of the loader: a made table of many rows becomes the files of `--bulk --into`, which reads, checks and resolves as any load.

`python tests/benchmarks/memory.py --rows 10000000` (see README.md beside this file); it needs no Neo4j.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

import psutil  # type: ignore[import-untyped]  # its stubs are a package of their own

from loaders.bulk import write_files
from loaders.load import Progress
from loaders.read import find

MB = 1024 * 1024
#: Rows between two lines of the table.
STEP = 1_000_000


def make(path: Path, rows: int) -> None:
    """A table of so many people, each with a key and a name of its own."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write("person_id,name,source_locator\n")
        for number in range(rows):
            file.write(f"P{number:08},王{chr(0x4E00 + number % 5000)}{number % 997},p. {number}\n")


class Meter:
    """Notes how much memory this process and the one that writes files have had at most, a line every million rows."""

    def __init__(self) -> None:
        self.most = 0
        self._process = psutil.Process()
        self._next = 0
        self._start = time.perf_counter()

    def tell(self, at: Progress) -> None:
        """What a load's progress calls."""
        processes = [self._process, *self._process.children()]
        self.most = max(self.most, sum(process.memory_info().rss for process in processes))
        if at.rows >= self._next:
            spent = sum(self._process.cpu_times()[:2])
            seconds = time.perf_counter() - self._start
            print(f"| {at.rows:,} | {self.most / MB:.0f} | {seconds:.0f} | {spent:.0f} |", flush=True)
            self._next += STEP


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as name:
        table = Path(name) / "people.csv"
        make(table, rows)
        meter = Meter()
        print(
            f"{table.stat().st_size / MB:.0f} MB of CSV\n\n| rows | most MB so far | seconds | CPU s |\n|---:|---:|---:|---:|"
        )
        report = write_files(find([table]), Path(name) / "files", on_progress=meter.tell)
        print(f"\n{report.total.created:,} rows in; at most {meter.most / MB:.0f} MB.")


if __name__ == "__main__":
    main()
