"""A million rows into a file: memory and time of `wuye export --query`, by format, on a private Neo4j of its own.

Prints a Markdown table; asserts nothing. The rows are made by one statement: people of no register, in a graph of nothing else.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from graph import server, write
from graph.opened import open_graph
from graph.settings import Settings

QUESTION = "{ people { nodes { id personId name synthetic recordedAt } } }"
MAKE = """UNWIND range(1, $rows) AS number
CALL (number) { CREATE (:Person {personId: 'P' + number, name: '张' + number, synthetic: true, quality: [], digest: number,
  recordedAt: datetime('2026-01-01T00:00:00Z')}) } IN TRANSACTIONS OF 20000 ROWS"""


async def fill(settings: Settings, rows: int) -> None:
    """A graph of so many people and nothing else, unless it has them."""
    async with open_graph(settings) as opened:
        await write.ensure_schema(opened.database)
        if await opened.database.rows("MATCH (n:Person) RETURN count(n)") != [[rows]]:
            await opened.database.rows(
                "MATCH (n) WHERE NOT n:Wuye CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 20000 ROWS"
            )
            await opened.database.rows(MAKE, {"rows": rows})


def measured(words: list[str], home: Path) -> tuple[float, float]:
    """Seconds that a command took, and the most megabytes that it and its threads had resident; sampled, Neo4j not among them."""
    began, most = time.monotonic(), 0
    process = psutil.Popen(words, env=os.environ | {"WUYE_HOME": str(home)}, stdout=subprocess.DEVNULL)
    while process.poll() is None:
        try:
            most = max(most, process.memory_info().rss)
        except psutil.NoSuchProcess:
            break
        time.sleep(0.2)
    assert process.wait() == 0
    return time.monotonic() - began, most / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000, 100_000, 1_000_000])
    parser.add_argument("--formats", nargs="+", default=["csv", "ndjson", "xlsx"])
    given = parser.parse_args()
    settings = replace(Settings.read({}), home=given.home)
    wuye = str(Path(sys.executable).with_name("wuye"))
    print("| rows | format | MB | s | most MB resident |\n|---:|---|---:|---:|---:|")
    with TemporaryDirectory() as folder, server.running(settings):
        question = Path(folder) / "q.graphql"
        question.write_text(QUESTION, "utf-8")
        for rows in given.rows:
            asyncio.run(fill(settings, rows))
            for format in given.formats:
                file = Path(folder) / f"answer.{format}"
                seconds, most = measured([wuye, "export", str(file), "--query", str(question)], given.home)
                size = file.stat().st_size / 1e6
                print(f"| {rows:,} | {format} | {size:,.1f} | {seconds:,.0f} | {most:,.0f} |", flush=True)


if __name__ == "__main__":
    main()
