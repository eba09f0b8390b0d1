"""Time of each rule over the whole graph at several scales, and of flags since a small load, as Markdown tables.

`python tests/benchmarks/rules.py --homes ~/.cache/wuye-rules` (see README.md beside this file).
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import os
import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from graph import server
from graph.database import Database
from graph.flags import Asked, cases, cases_since, settled
from graph.opened import open_graph
from graph.query import Inputs, constant
from graph.role import Role
from graph.rules import RULES
from graph.settings import Settings
from loaders.bulk import load_bulk
from loaders.generate import tables, write
from loaders.load import load

#: Seconds that a rule may take here; `wuye` itself allows WUYE_DEADLINE.
PATIENCE = 600.0
TODAY = date(2026, 11, 23)


def asked(rules: Iterable[str], since: int | None = None) -> Asked:
    """Rules with their defaults."""
    nothing = constant(None)
    return Asked(
        tuple(RULES[rule] for rule in rules), constant(settled([])), nothing, nothing, constant(1000), None, nothing, None, Role.ADMIN, (), (),
        None if since is None else constant(since),
    )  # fmt: skip


async def timed(database: Database, rules: Iterable[str], since: int | None = None) -> tuple[float, int]:
    """Seconds to find and judge the flags of rules, and how many there are."""
    question, inputs = asked(rules, since), Inputs({}, TODAY)
    began = time.perf_counter()
    rows = await (cases(question, database, inputs) if since is None else cases_since(question, database, inputs, since))  # fmt: skip
    flags = question.judge([row[1:] for row in rows], inputs)
    return time.perf_counter() - began, len(flags)


def addition(folder: Path, scale: int, rows: int) -> None:
    """Bids that come later: as many, by firms of the graph, for tenders of it."""
    rng = Random(1)
    [bids] = [list(rows) for name, rows in tables(scale) if name == "bids"]
    with (folder / "bids.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("bid_id", "tender_id", "uscc", "amount", "submitted_on", "outcome", "synthetic"))
        for number in range(rows):
            one, other = rng.choice(bids), rng.choice(bids)
            writer.writerow((f"later-{number}", one["tender_id"], other["uscc"], rng.randrange(10**5, 10**6), one["submitted_on"], "lost", "true"))  # fmt: skip


async def measured(settings: Settings, scale: int, rounds: int) -> tuple[dict[str, tuple[float, int]], list[float]]:
    """By rule the least of some rounds after one to warm up, and its flags; then, since a load of 1,000 bids, the seconds of all rules."""
    async with open_graph(settings) as opened:
        database = opened.database
        [[last]] = await database.rows("MATCH (l:Load) RETURN max(l.number)")
        found = {}
        for rule in RULES:
            turns = [await timed(database, [rule]) for _ in range(rounds + 1)]
            found[rule] = min(turns[1:])
        with TemporaryDirectory() as name:
            addition(Path(name), scale, 1_000)
            await load([Path(name)], database)
        later = [(await timed(database, RULES, last))[0] for _ in range(3)]  # statements are compiled by the first
        return found, later


def main() -> None:
    """One graph after the other, each with its own Neo4j."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--homes", type=Path, required=True, help="folder of the private Neo4js; kept, and used again")
    parser.add_argument("--scales", default="1,10,100")
    parser.add_argument("--rounds", type=int, default=1)
    given = parser.parse_args()
    scales = [int(scale) for scale in given.scales.split(",")]
    found, later, loads = {}, {}, {}
    for scale in scales:
        settings = Settings(given.homes / str(scale), deadline=PATIENCE)
        if not settings.home.exists():
            with TemporaryDirectory() as name:
                write(Path(name), scale)
                load_bulk([Path(name)], settings)
        with server.running(settings):
            found[scale], later[scale] = asyncio.run(measured(settings, scale, given.rounds))
        loads[scale] = os.getloadavg()[0]
    print("Load average at the end of each scale: " + ", ".join(f"{load:.1f}" for load in loads.values()) + ".\n")
    heads = " | ".join(f"scale {scale}, s | flags" for scale in scales)
    print(f"| rule | {heads} |\n|---|" + "---:|---:|" * len(scales))
    for rule in RULES:
        print(f"| `{rule}` | " + " | ".join(f"{found[s][rule][0]:.2f} | {found[s][rule][1]:,}" for s in scales) + " |")
    whole = {scale: sum(seconds for seconds, _ in found[scale].values()) for scale in scales}
    print("| **all rules** | " + " | ".join(f"**{whole[s]:.1f}** | {sum(n for _, n in found[s].values()):,}" for s in scales) + " |")  # fmt: skip
    print("| since a load of 1,000 bids | " + " | ".join(f"{min(later[s][1:]):.1f} | " for s in scales) + " |")


if __name__ == "__main__":
    main()
