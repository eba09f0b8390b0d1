"""An hour of modest load: does a server grow? Its memory, files, connections and tasks every 15 s, and the slope of its memory.

`python tests/benchmarks/soak.py [--minutes 60] [--csv soak.csv]`: one `wuye serve` as a process, on the demonstration twice as large, in a
private Neo4j that goes away. Sixteen callers ask the questions and the golden operations in turn at a fixed pace, one more opens and
closes subscriptions, and before each sample a load changes a row, so that what was kept is outdated. The slope is of least squares,
after the warm-up.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import json
import os
import re
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import ExitStack
from datetime import date
from http.client import HTTPConnection, HTTPException
from importlib.resources import as_file, files
from pathlib import Path
from statistics import linear_regression

import psutil  # type: ignore[import-untyped]  # its stubs are a package of their own
from websockets.sync.client import connect

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from graph import server  # noqa: E402  # the repository is put on the path above
from graph.opened import open_graph  # noqa: E402
from graph.settings import Settings  # noqa: E402
from loaders import generate  # noqa: E402
from loaders.load import load  # noqa: E402
from tests.running import Process, free_port, get  # noqa: E402

SCALE, CALLERS, STEP = 2, 16, 15.0
#: The part of the time that warms caches, the driver's pool and the allocator.
WARM = 0.25
#: Megabytes of answers kept: little, so that they are full when the warm-up is over.
CACHE = "8"
SUBSCRIPTIONS = (
    "subscription { loaded { number updated } }",
    'subscription { watch(document: "{ regions(first: 50) { nodes { code name } } }") { rows changed { after } } }',
)
GAUGES = ("wuye_tasks", "wuye_sockets", "wuye_blocks", "wuye_result_bytes", "wuye_plan_bytes", "wuye_plans")


def operations() -> list[bytes]:
    """The bodies of the questions and of the golden operations."""
    folders = (HERE.parents[1] / "api" / "questions", HERE.parent / "golden")
    found = []
    for path in (path for folder in folders for path in sorted(folder.glob("*.graphql"))):
        variables = path.with_suffix(".variables.json")
        given = json.loads(variables.read_bytes()) if variables.exists() else {}
        found.append(json.dumps({"query": path.read_text("utf-8"), "variables": given}).encode())
    return found


class Load:
    """What asks a server, and what it was told."""

    def __init__(self, port: int, bodies: list[bytes], pace: float) -> None:
        self.port, self.bodies, self.pace = port, bodies, pace
        self.over = threading.Event()
        self.told: Counter[str] = Counter()
        self.events = 0

    def ask(self, connection: HTTPConnection, body: bytes) -> str:
        """OK, or the code of the first error."""
        try:
            connection.request("POST", "/graphql", body, {"Content-Type": "application/json"})
            answer = json.loads(connection.getresponse().read())
        except (OSError, HTTPException, ValueError) as error:
            connection.close()
            return type(error).__name__
        return answer["errors"][0]["extensions"]["code"] if answer.get("errors") else "OK"

    def call(self, place: int) -> None:
        """One caller: the operations in turn, each caller at another one, at the pace of its share; a new connection at times."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        asked, due = place * len(self.bodies) // CALLERS, time.monotonic()
        while not self.over.wait(max(0.0, due - time.monotonic())):
            self.told[self.ask(connection, self.bodies[asked % len(self.bodies)])] += 1
            asked += 1
            if asked % 500 == 0:
                connection.close()
            due = max(due + CALLERS / self.pace, time.monotonic() - 1.0)
        connection.close()

    def listen(self) -> None:
        """Sockets with a subscription or two, for some seconds each."""
        while not self.over.is_set():
            with connect(f"ws://127.0.0.1:{self.port}/graphql", subprotocols=["graphql-transport-ws"]) as socket:  # type: ignore[list-item]
                socket.send('{"type":"connection_init"}')
                socket.recv()
                for id, query in enumerate(SUBSCRIPTIONS):
                    socket.send(json.dumps({"type": "subscribe", "id": str(id), "payload": {"query": query}}))
                until = time.monotonic() + 10
                while (left := until - time.monotonic()) > 0 and not self.over.is_set():
                    try:
                        kind = json.loads(socket.recv(timeout=left))["type"]
                    except TimeoutError:
                        break
                    self.told["socket error"] += kind == "error"
                    self.events += kind == "next"


async def fill(settings: Settings) -> None:
    """The seeds and their complement, twice."""
    async with open_graph(settings) as opened:
        with tempfile.TemporaryDirectory() as folder, as_file(files("seeds")) as seeds:
            await asyncio.to_thread(generate.write, Path(folder), SCALE, complement=True)
            report = await load([*sorted(Path(seeds).glob("*.csv")), Path(folder)], opened.database)
        if report.exit_status:
            raise SystemExit(f"The data did not load whole: {[*report.failures, *report.rejections][:3]}")


async def change(settings: Settings, turn: int) -> None:
    """A load of one row, which says something else each time."""
    async with open_graph(settings) as opened:
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "regions.csv").write_text(f"code,name,level\n99,省{turn},PROVINCE\n", "utf-8")
            await load([Path(folder)], opened.database)


class Sampler:
    """What the process has, a row each time."""

    def __init__(self, pid: int, port: int, neo4j: int) -> None:
        self.process, self.port, self.neo4j = psutil.Process(pid), port, neo4j
        self.began = time.monotonic()
        self.rows: list[dict[str, float]] = []

    def sample(self, load: Load) -> dict[str, float]:
        """One row."""
        text = get(f"http://127.0.0.1:{self.port}/metrics").text
        gauges = {name: float(re.findall(rf"^{name} (\S+)", text, re.MULTILINE)[0]) for name in GAUGES}
        peers = [each.raddr.port for each in self.process.net_connections("tcp") if each.raddr]
        row = {
            "minutes": round((time.monotonic() - self.began) / 60, 3),
            "rss_mb": round(self.process.memory_info().rss / 1e6, 2),
            "fds": self.process.num_fds(),
            "bolt": peers.count(self.neo4j),
            "requests": load.told.total(),
            "errors": load.told.total() - load.told["OK"],
            "events": load.events,
            **gauges,
        }
        self.rows.append(row)
        return row

    def slope(self, name: str) -> float:
        """What a column grows by in an hour, by least squares, after the warm-up."""
        warm = [row for row in self.rows if row["minutes"] >= self.rows[-1]["minutes"] * WARM]
        return linear_regression([row["minutes"] / 60 for row in warm], [row[name] for row in warm]).slope


def main() -> None:
    """Asks, samples, and prints what grew."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--pace", type=float, default=40, help="requests a second, of all callers together")
    parser.add_argument("--csv", type=Path, default=Path("soak.csv"))
    words = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        settings = Settings(folder / "home")
        stack.enter_context(server.running(settings))
        asyncio.run(fill(settings))
        port, neo4j = free_port(), server.status(settings).port
        assert neo4j is not None
        more = {"WUYE_HOME": str(settings.home), "WUYE_CACHE": CACHE}
        process = stack.enter_context(Process(folder / "log", "serve", "--port", str(port), **more))
        process.wait_for(f"http://127.0.0.1:{port}/readyz")
        load = Load(port, operations(), words.pace)
        # Cursors are of the golden graph: what is refused here is not asked again.
        once = HTTPConnection("127.0.0.1", port, timeout=60)
        load.bodies = [body for body in load.bodies if load.ask(once, body) == "OK"]
        once.close()
        print(f"{len(load.bodies)} operations, {words.pace:g} a second", flush=True)
        threads = [threading.Thread(target=load.call, args=(place,)) for place in range(CALLERS)]
        threads.append(threading.Thread(target=load.listen))
        for thread in threads:
            thread.start()
        sampler = Sampler(process.process.pid, port, neo4j)
        try:
            with words.csv.open("w", newline="") as file:
                table: csv.DictWriter[str] | None = None
                while time.monotonic() - sampler.began < words.minutes * 60:
                    asyncio.run(change(settings, len(sampler.rows)))
                    row = sampler.sample(load)
                    if table is None:
                        table = csv.DictWriter(file, list(row))
                        table.writeheader()
                    table.writerow(row)
                    file.flush()
                    time.sleep(max(0.0, STEP - (time.monotonic() - sampler.began) % STEP))
        finally:
            load.over.set()
            for thread in threads:
                thread.join()
    first, last = sampler.rows[0], sampler.rows[-1]
    print(
        "| | at the beginning | after the warm-up, least | most | at the end | slope an hour |\n|---|---:|---:|---:|---:|---:|"
    )
    for name in ("rss_mb", "fds", "bolt", *GAUGES):
        warm = [row[name] for row in sampler.rows if row["minutes"] >= last["minutes"] * WARM]
        print(
            f"| {name} | {first[name]:,.0f} | {min(warm):,.0f} | {max(warm):,.0f} | {last[name]:,.0f} | {sampler.slope(name):+,.1f} |"
        )
    print(
        f"\n{date.today()}, {last['minutes']:.0f} minutes, {last['requests']:,.0f} requests, told {dict(load.told)}, {load.events} events;"
        f" {os.cpu_count()} cores, load average at the end {os.getloadavg()[0]:.1f}"
    )


if __name__ == "__main__":
    main()
