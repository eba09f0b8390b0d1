"""Cost of growth: point reads, the 500th page and barred-on-a-day on graphs of several sizes, as a Markdown table.

`python tests/benchmarks/growth.py --homes ~/.cache/wuye-growth` (see README.md beside this file).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from reads import measure, prepare, serving

from api import explain
from api.app import planned_schema
from api.execution import Graph
from graph import server
from graph.opened import open_graph
from graph.settings import Settings
from tests.asking import compiled

#: Point reads and pages must stay flat; barred-on-a-day may grow with its answer.
GROWING = ("point", "page1", "page500", "barred")


@dataclass(frozen=True)
class Size:
    """What was measured at one scale: nodes, and by read milliseconds at the median, kilobytes, and database hits."""

    nodes: int
    p50: dict[str, float]
    kilobytes: dict[str, float]
    hits: dict[str, int]


async def counted(settings: Settings, bodies: dict[str, list[bytes]]) -> tuple[int, dict[str, int]]:
    """How many nodes there are, and the database hits of each read with its first variables."""
    schema = planned_schema()
    async with open_graph(settings) as opened:
        schema.graph = Graph(opened.database, opened.secret, {})
        [[nodes]] = await opened.database.rows("MATCH (n) RETURN count(n)")
        found = {}
        for read in GROWING:
            asked = json.loads(bodies[read][0])
            made = compiled(schema, asked["query"], asked["variables"])
            told = await explain.explained(opened.database, made.variant.statement, made.parameters, "profile")
            found[read] = int(told["dbHits"])
        return nodes, found


def measured(home: Path, scale: int, *, rounds: int, seconds: float) -> Size:
    """One client asks, so that nothing waits for another."""
    settings = Settings(home)
    with ExitStack() as stack:
        address = stack.enter_context(server.running(settings))
        chosen = asyncio.run(prepare(settings, scale))
        # The same size of page on all graphs: the smallest holds 500 of three.
        small = asyncio.run(prepare(settings, scale, page=3))
        chosen |= {read: small[read] for read in ("page1", "page500")}
        wuye = stack.enter_context(serving("wuye", address, chosen))
        pid = server.status(settings).pid
        assert pid is not None
        kilobytes = {read: median(len(wuye.timed(read, body)) / 1000 for body in wuye.bodies[read]) for read in GROWING}
        turns: dict[str, list[float]] = {read: [] for read in GROWING}
        for number in range(-1, rounds):  # the round before the first warms caches and compilers
            for read in GROWING:
                turn = measure(wuye, read, pid, clients=1, seconds=seconds)
                turns[read] += [turn["p50"]] if number >= 0 else []
        nodes, hits = asyncio.run(counted(settings, wuye.bodies))
    return Size(nodes, {read: median(each) for read, each in turns.items()}, kilobytes, hits)


def table(found: dict[int, Size]) -> str:
    """All of it as Markdown; ratios are to the smallest graph."""
    lines = [
        "| read | scale | nodes | p50 ms | KB | db hits | times p50 | times KB | times hits |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    least = found[min(found)]
    for read in GROWING:
        for scale, size in found.items():
            p50, kilobytes, hits = size.p50[read], size.kilobytes[read], size.hits[read]
            ratios = [p50 / least.p50[read], kilobytes / least.kilobytes[read], hits / least.hits[read]]
            lines.append(
                f"| {read} | {scale} | {size.nodes:,} | {p50:.2f} | {kilobytes:,.1f} | {hits:,} | "
                + " | ".join(f"{ratio:.2f}" for ratio in ratios)
                + " |"
            )
    return "\n".join(lines)


def main() -> None:
    """One graph after the other, each with its own Neo4j."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--homes", type=Path, required=True, help="folder of the private Neo4js; kept, and used again")
    parser.add_argument("--scales", default="1,10,100")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=4.0, help="of each turn")
    asked = parser.parse_args()
    found = {}
    for scale in map(int, asked.scales.split(",")):
        found[scale] = measured(asked.homes / str(scale), scale, rounds=asked.rounds, seconds=asked.seconds)
        print(f"scale {scale} done", file=sys.stderr)
    print(f"One client, {asked.rounds} rounds of {asked.seconds:g} s a read.\n\n{table(found)}")


if __name__ == "__main__":
    main()
