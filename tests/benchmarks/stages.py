"""Wuye's own share: milliseconds of each stage of a request, p50 and p99, at several numbers of clients and workers.

`python tests/benchmarks/stages.py --home ~/.cache/wuye-benchmark` (see README.md beside this file).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from statistics import quantiles

from reads import HERE, Served, prepare, serving

from graph import server
from graph.settings import Settings

#: In the order in which a request goes through them; see api/explain.py.
STAGES = ("parse", "plan", "cost", "search", "database", "decode", "encode")
MEASURED = ("point", "barred", "list", "tree", "path")


@dataclass(frozen=True)
class Turn:
    """What one turn gave: requests a second, milliseconds of whole requests, and of each stage."""

    rate: float
    whole: tuple[float, float]
    stages: dict[str, tuple[float, float]]


def measure(served: Served, read: str, *, clients: int, seconds: float) -> Turn:
    """One turn of wrk, which writes down what each answer says in `Server-Timing`."""
    with tempfile.TemporaryDirectory() as folder:
        bodies, times = Path(folder) / "bodies", Path(folder) / "times"
        bodies.write_bytes(b"\n".join(served.bodies[read]))
        words = [
            "wrk",
            "-t1",
            f"-c{clients}",
            f"-d{ceil(seconds)}s",
            "--timeout",
            "60s",
            "-s",
            str(HERE / "timing.lua"),
        ]
        done = subprocess.run(
            [*words, f"http://127.0.0.1:{served.port}{served.path(read)}"],
            env={**os.environ, "BODIES": str(bodies), "TIMES": str(times)},
            capture_output=True,
            text=True,
            check=True,
        )
        lines = times.read_text(encoding="utf-8").splitlines()
    found = json.loads(done.stdout.strip().splitlines()[-1])
    if found["errors"] or not found["requests"]:
        raise SystemExit(f"{read} failed: {done.stdout}")
    took: dict[str, list[float]] = defaultdict(list)
    for line in lines:
        for stage, each in re.findall(r"(\w+);dur=([\d.]+)", line):
            took[stage].append(float(each))
    return Turn(
        found["requests"] / found["microseconds"] * 1e6,
        (found["p50"] / 1000, found["p99"] / 1000),
        {stage: middle_and_worst(took[stage]) for stage in STAGES},
    )


def middle_and_worst(values: list[float]) -> tuple[float, float]:
    """p50 and p99.

    >>> middle_and_worst([1.0, 2.0, 3.0])
    (2.0, 3.0)
    """
    cuts = quantiles([*values, *values[:1]], n=100, method="inclusive") if len(values) > 100 else []
    return (cuts[49], cuts[98]) if cuts else (sorted(values)[len(values) // 2], max(values))


@contextmanager
def workers(many: int) -> Iterator[None]:
    """`wuye serve` in as many processes."""
    os.environ["WUYE_BENCHMARK_WORKERS"] = str(many)
    yield
    del os.environ["WUYE_BENCHMARK_WORKERS"]


def main() -> None:
    """Each read at each number of clients and workers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, required=True, help="folder of the private Neo4j; kept, and used again")
    parser.add_argument("--scale", type=int, default=40)
    parser.add_argument("--seconds", type=float, default=5.0, help="of each turn")
    parser.add_argument("--clients", default="1,4,16,64")
    parser.add_argument("--workers", default="1,2")
    parser.add_argument("--reads", default=",".join(MEASURED))
    asked = parser.parse_args()
    settings = Settings(asked.home)
    print(f"Scale {asked.scale}; {asked.seconds:g} s a turn; p50 / p99 in milliseconds.\n")
    print(f"| read | workers | clients | requests/s | whole | {' | '.join(STAGES)} |")
    print("|---|---:|---:|---:|---:|" + "---:|" * len(STAGES), flush=True)
    with server.running(settings) as address:
        chosen = asyncio.run(prepare(settings, asked.scale))
        for many in map(int, asked.workers.split(",")):
            with workers(many), serving("wuye", address, chosen) as wuye:
                for read in asked.reads.split(","):
                    measure(wuye, read, clients=4, seconds=2)  # warms
                    for clients in map(int, asked.clients.split(",")):
                        turn = measure(wuye, read, clients=clients, seconds=asked.seconds)
                        times = [turn.whole, *(turn.stages[stage] for stage in STAGES)]
                        shown = " | ".join(f"{middle:.2f} / {worst:.2f}" for middle, worst in times)
                        print(f"| {read} | {many} | {clients} | {turn.rate:,.0f} | {shown} |", flush=True)
            print(f"{many} workers done", file=sys.stderr)


if __name__ == "__main__":
    main()
