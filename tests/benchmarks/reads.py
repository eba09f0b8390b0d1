"""Twelve reads, up to four servers, one Neo4j, one run: requests/s, p50, p99 and their ratios, as a Markdown table.

`python tests/benchmarks/reads.py --home ~/.cache/wuye-benchmark` (see README.md beside this file).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from http.client import HTTPConnection, HTTPException
from importlib.metadata import version
from math import ceil, prod
from pathlib import Path
from statistics import median
from typing import Any

import psutil  # type: ignore[import-untyped]  # its stubs are a package of their own

from graph import server
from graph.database import Database
from graph.opened import open_graph
from graph.server import Address
from graph.settings import Settings
from loaders import generate
from loaders.load import load

HERE = Path(__file__).parent
RIVAL = HERE / "rival"
#: Requests that each client should get through in a turn, however slow the server.
LEAST = 6
READS = ("point", "barred", "list", "tree")
#: And eight more, deep paging by its first and its 500th page. A server is asked those that it has a question for.
READS += ("aggregate", "grouped", "search", "path", "nested", "page1", "page500", "asof", "ordered")
#: In the order of the table; `limit` and `rival` are what the others are held against.
SERVERS = ("wuye", "limit", "plain", "rival")
TITLES = {
    "wuye": "Wuye",
    "limit": "hand-written Cypher behind Starlette",
    "plain": "plain Strawberry with DataLoaders",
    "rival": "@neo4j/graphql on graphql-yoga",
}
#: To-one relations, which the rival's schema can only declare as lists.
TO_ONE = {"region", "event", "enterprise", "partyBranch"}
#: What only wraps a value in one schema or another.
WRAPPERS = {"nodes", "edges", "totalCount", "aggregate", "count"}
PAGES = 500


@dataclass(frozen=True)
class Served:
    """A server that answers: where, and the requests that it is sent, by read."""

    name: str
    port: int
    pid: int
    bodies: dict[str, list[bytes]]
    #: Seconds that the last single request of a read took.
    took: dict[str, float] = field(default_factory=dict)

    def path(self, read: str) -> str:
        return f"/{read}" if self.name == "limit" else "/graphql"

    def ask(self, read: str, body: bytes) -> bytes:
        """One answer; raises RuntimeError for one that is none."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("POST", self.path(read), body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        found = response.read()
        connection.close()
        if response.status != 200 or b'"errors"' in found[:200]:
            raise RuntimeError(f"{self.name}, {read}: {response.status} {found[:1000].decode()}")
        return found

    def timed(self, read: str, body: bytes) -> bytes:
        """The same, its time noted."""
        start = time.perf_counter()
        found = self.ask(read, body)
        self.took[read] = time.perf_counter() - start
        return found


@dataclass
class Measured:
    """What the rounds of one server and one read gave."""

    rates: list[float] = field(default_factory=list)
    p50: list[float] = field(default_factory=list)
    p99: list[float] = field(default_factory=list)
    #: CPU milliseconds a request, of the server and of Neo4j.
    own: list[float] = field(default_factory=list)
    neo4j: list[float] = field(default_factory=list)


# ----------------------------------------------------------------------------------------------------------- the graph


async def prepare(settings: Settings, scale: int, page: int | None = None) -> dict[str, list[dict[str, Any]]]:
    """Loads the synthetic data set unless it is there, and chooses the variables of each read; `page` is the size of one."""
    async with open_graph(settings) as opened:
        [[held]] = await opened.database.rows("MATCH (g:Wuye) RETURN coalesce(g.benchmark, 0)")
        if held != scale:
            if (await opened.database.rows("RETURN EXISTS { (n) WHERE NOT n:Wuye }"))[0][0]:
                raise SystemExit(f"{settings.home} holds something else than scale {scale}: name another --home.")
            await fill(opened.database, scale)
        return await variables(opened.database, page)


async def fill(database: Database, scale: int) -> None:
    """Wuye's own loader, on data generated into a folder that goes away."""
    with tempfile.TemporaryDirectory() as folder:
        print(f"Loading scale {scale}", file=sys.stderr)
        await asyncio.to_thread(generate.write, Path(folder), scale)
        report = await load([Path(folder)], database)
    if report.exit_status:
        raise SystemExit(f"The data did not load whole: {[*report.failures, *report.rejections][:3]}")
    await database.write("MATCH (g:Wuye) SET g.benchmark = $scale", {"scale": scale})


async def variables(database: Database, page: int | None = None) -> dict[str, list[dict[str, Any]]]:
    """The variables that each read is asked with, in turn."""
    firms = await database.rows("MATCH (e:Enterprise) WHERE e.uscc IS NOT NULL RETURN e.uscc ORDER BY e.name LIMIT 200")
    parents = await database.rows(
        "MATCH (r:Region) WITH r, COUNT { (r)<-[:PART_OF]-()<-[:IN_REGION]-(:Community) } AS many WHERE many > 0 "
        "RETURN r.code ORDER BY many DESC, r.code LIMIT 11"
    )
    days = [date(year, month, 15).isoformat() for year in (2021, 2022, 2023) for month in (1, 4, 7, 10)]
    # Of bids, the smallest graph has as many as 500 pages of 3.
    [[bids]] = await database.rows("MATCH (b:Bid) RETURN count(b)")
    size = page or min(20, bids // PAGES)
    [[day, last]] = await database.rows(
        "MATCH (b:Bid) WITH b ORDER BY b.submittedOn, b.bidId SKIP $skip LIMIT 1 RETURN toString(b.submittedOn), b.bidId",
        {"skip": size * (PAGES - 1) - 1},
    )
    pairs = await database.rows(
        "MATCH (a:Enterprise)<-[:HELD_IN]-()-[:HELD_BY]->()<-[:HELD_BY]-()-[:HELD_IN]->(b:Enterprise) "
        "WHERE a.enterpriseId < b.enterpriseId RETURN DISTINCT a.enterpriseId, b.enterpriseId ORDER BY 1, 2 LIMIT 50"
    )
    names = await database.rows("MATCH (e:Enterprise) RETURN e.name ORDER BY e.enterpriseId LIMIT 200")
    return {
        "point": [{"uscc": uscc} for (uscc,) in firms],
        "barred": [{"on": day} for day in days],
        "list": [{"first": 1000}],
        "tree": [{"parent": code} for (code,) in parents],
        "aggregate": [{"mode": mode} for mode in ("PROFESSIONAL", "TRUSTEESHIP", "SELF_MANAGED")],
        "grouped": [{"from": f"{year}-01-01"} for year in (2018, 2020, 2022)],
        "search": [{"text": name} for (name,) in names],
        "path": [{"from": f"Enterprise:{one}", "to": f"Enterprise:{other}"} for one, other in pairs],
        "nested": [{"parent": code} for (code,) in parents],
        "page1": [{"first": size}],
        "page500": [{"first": size, "day": day, "id": last}],
        "asof": [{"day": day, "parent": code} for day, (code,) in zip(days, parents * len(days), strict=False)],
        "ordered": [{"from": f"{year - 2}-01-01", "to": f"{year}-12-31"} for year in (2021, 2022, 2023)],
    }


# --------------------------------------------------------------------------------------------------------- the servers


def bodies(name: str, chosen: Mapping[str, list[dict[str, Any]]]) -> dict[str, list[bytes]]:
    """The requests of one server: variables alone for the limit, else a document with them, where it has one."""
    if name == "limit":
        return {read: [json.dumps(each).encode() for each in asked] for read, asked in chosen.items()}
    made = {}
    for read in chosen:
        document = HERE / "questions" / name / f"{read}.graphql"
        if document.exists():
            asked = [SAID[name, read](each) for each in chosen[read]] if (name, read) in SAID else chosen[read]
            made[read] = [request(document, each) for each in asked]
    return made


def request(document: Path, variables: Mapping[str, Any]) -> bytes:
    """The body of a GraphQL request."""
    return json.dumps({"query": document.read_text(encoding="utf-8"), "variables": variables}).encode()


def barred_on(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Barred on the day, as the rival's filter says it."""
    return {"in": {"AND": [{"kind": {"eq": "BID_RESTRICTION"}}, *lasting(asked["on"], "liftedOn")]}}


def lasting(day: str, cut: str) -> list[dict[str, Any]]:
    """In force on the day, as the rival's filter says it."""
    ends = {"OR": [{"endsOn": {"eq": None}}, {"endsOn": {"gte": day}}]}
    return [{"startsOn": {"lte": day}}, ends, {"OR": [{cut: {"eq": None}}, {cut: {"gt": day}}]}]


def stood_on(asked: Mapping[str, Any]) -> dict[str, Any]:
    """As of a day, as the rival says it: a filter at every level."""

    def since(name: str, value: Any) -> dict[str, Any]:
        return {"OR": [{name: {"eq": None}}, {name: {"lte": value}}]}

    def until(name: str) -> dict[str, Any]:
        return {"OR": [{name: {"eq": None}}, {name: {"gt": day}}]}

    day = asked["day"]
    there = {"region": {"some": {"parent": {"some": {"code": {"eq": asked["parent"]}}}}}}
    return {
        "community": {"AND": [there, since("builtYear", int(day[:4])), until("mergedOn")]},
        "contract": {"AND": lasting(day, "terminatedOn")},
        "enterprise": {"AND": [since("establishedOn", day), until("dissolvedOn")]},
    }


def after_rows(asked: Mapping[str, Any]) -> dict[str, Any]:
    """The 500th page as the rival says it, whose cursors are offsets, too."""
    return {"first": asked["first"], "offset": asked["first"] * (PAGES - 1)}


#: Where a server wants other variables than the limit.
SAID: dict[tuple[str, str], Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    ("rival", "barred"): barred_on,
    ("rival", "asof"): stood_on,
    ("rival", "page500"): after_rows,
}


def cursor_of(served: Served, asked: Mapping[str, Any]) -> dict[str, Any]:
    """The 500th page as Wuye says it: the cursor of the row before it, which it signed itself."""
    query = "query ($offset: Int!) { bids(first: 1, offset: $offset, orderBy: [{ submittedOn: ASC }]) { edges { cursor } } }"
    body = json.dumps({"query": query, "variables": {"offset": asked["first"] * (PAGES - 1) - 1}}).encode()
    [edge] = json.loads(served.ask("page500", body))["data"]["bids"]["edges"]
    return {"first": asked["first"], "after": edge["cursor"]}


def command(name: str, port: int) -> list[str]:
    """How a server is started, on loopback, as one process."""
    if name == "rival":
        return ["node", str(RIVAL / "server.mjs")]
    if name == "wuye":
        workers = os.environ.get("WUYE_BENCHMARK_WORKERS", "1")
        start = [sys.executable, "-c", "from api.cli import main; main()"]
        return [*start, "serve", "--port", str(port), "--workers", workers]
    options = "--host 127.0.0.1 --no-access-log --log-level warning --no-server-header --loop uvloop --http httptools"
    return [sys.executable, "-m", "uvicorn", f"{name}:app", "--port", str(port), *options.split()]


@contextmanager
def serving(name: str, address: Address, chosen: Mapping[str, list[dict[str, Any]]]) -> Iterator[Served]:
    """Inside the block the server answers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    environment = {
        **os.environ,
        "NEO4J_URI": address.uri,
        "NEO4J_USERNAME": address.username,
        "NEO4J_PASSWORD": address.password,
        "NODE_ENV": "production",
        "WUYE_CACHE": "0",  # an answer that is kept would measure no read
        "PORT": str(port),
        "PYTHONPATH": str(HERE.parents[1]),
    }
    child = subprocess.Popen(command(name, port), cwd=HERE, env=environment)
    try:
        served = Served(name, port, child.pid, bodies(name, chosen))
        wait(served, child)
        if name == "wuye" and "page500" in chosen:
            document = HERE / "questions" / name / "page500.graphql"
            served.bodies["page500"] = [request(document, cursor_of(served, each)) for each in chosen["page500"]]
        yield served
    finally:
        child.terminate()
        try:
            child.wait(15)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def wait(served: Served, child: subprocess.Popen[bytes]) -> None:
    """Returns when the server answers the first read."""
    for _ in range(300):
        if child.poll() is not None:
            raise SystemExit(f"{served.name} ended with status {child.returncode}.")
        try:
            read, [body, *_] = next(iter(served.bodies.items()))
            served.ask(read, body)
            return
        except (OSError, HTTPException):
            time.sleep(0.2)
    raise SystemExit(f"{served.name} does not answer.")


def verify(servers: list[Served]) -> dict[str, int]:
    """Every server must give the same rows for every read and all its variables; the size of Wuye's largest answers."""
    sizes = dict.fromkeys(servers[0].bodies, 0)
    for read in sizes:
        able = [served for served in servers if read in served.bodies]
        for place in range(len(able[0].bodies[read])):
            found = [served.timed(read, served.bodies[read][place]) for served in able]
            rows = [normal(json.loads(text)["data"]) for text in found]
            if read == "path":  # which of equally long ones comes first is open
                rows = [sorted(each, key=json.dumps) for each in rows]
            sizes[read] = max(sizes[read], len(found[0]))
            for served, each in zip(able[1:], rows[1:], strict=True):
                if each != rows[0]:
                    body = served.bodies[read][place].decode()
                    raise SystemExit(f"{served.name} and {able[0].name} differ on {read}: {body}\n{rows[0]}\n{each}")
    return sizes


def normal(value: Any, name: str = "") -> Any:
    """An answer without what its schema wraps it in: rows of plain values.

    >>> normal({"regions": {"nodes": [{"region": [{"code": "42"}], "bids": {"totalCount": 2}}]}})
    [{'region': {'code': '42'}, 'bids': 2}]
    """
    if isinstance(value, list):
        rows = [normal(each) for each in value]
        return (rows or [None])[0] if name in TO_ONE else rows
    if isinstance(value, float):
        return float(f"{value:.9g}")  # a mean depends on the order of its sum
    if not isinstance(value, dict):
        return value
    if not name and len(value) == 1 and isinstance(next(iter(value.values())), (dict, list)):
        [(name, inner)] = value.items()
        rows = normal(inner)
        return rows[0] if name == "enterprises" and len(rows) == 1 else rows
    if len(value) == 1 and WRAPPERS & set(value):
        return normal(next(iter(value.values())))
    whole = {key: normal(each, key) for key, each in value.items()}
    return {**whole.pop("node", {}), **whole}


# ----------------------------------------------------------------------------------------------------- the measurement


def spent(pid: int) -> float:
    """CPU seconds that a process has taken."""
    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system)


def wrk(port: int, path: str, bodies: Sequence[bytes], *, clients: int, seconds: int) -> dict[str, int]:
    """What `wrk` counted while its connections asked with these bodies in turn: requests, errors, and microseconds."""
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as file:
        file.write(b"\n".join(bodies))
        file.flush()
        words = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--timeout", "60s", "-s", str(HERE / "post.lua")]
        done = subprocess.run(
            [*words, f"http://127.0.0.1:{port}{path}"],
            env={**os.environ, "BODIES": file.name},
            capture_output=True,
            text=True,
            check=True,
        )
    counted: dict[str, int] = json.loads(done.stdout.strip().splitlines()[-1])
    return counted


def measure(served: Served, read: str, neo4j: int, *, clients: int, seconds: float) -> dict[str, float]:
    """One turn of wrk: requests a second, milliseconds of latency and of CPU, and the share of a core that wrk itself took.

    A turn is longer where few requests would fit in: wrk does not count those under way when it ends.
    """
    seconds = max(seconds, LEAST * clients * served.took[read])
    before, own, theirs = resource.getrusage(resource.RUSAGE_CHILDREN), spent(served.pid), spent(neo4j)
    found = wrk(served.port, served.path(read), served.bodies[read], clients=clients, seconds=ceil(seconds))
    after, own, theirs = resource.getrusage(resource.RUSAGE_CHILDREN), spent(served.pid) - own, spent(neo4j) - theirs
    if found["errors"] or not found["requests"]:
        raise SystemExit(f"{served.name} failed on {read}: {found}")
    took = found["microseconds"] / 1e6
    client = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {
        "rate": found["requests"] / took,
        "p50": found["p50"] / 1000,
        "p99": found["p99"] / 1000,
        "own": own / found["requests"] * 1000,
        "neo4j": theirs / found["requests"] * 1000,
        "client": client / took,
    }


Results = dict[tuple[str, str], Measured]


def measure_all(
    servers: list[Served], neo4j: int, *, clients: int, seconds: float, rounds: int
) -> tuple[Results, float]:
    """Round after round each read of each server in turn, the first server changing; the client's largest share of a core."""
    found: Results = {(served.name, read): Measured() for served in servers for read in served.bodies}
    client = 0.0
    for number in range(-1, rounds):  # the round before the first warms caches and compilers
        for read in servers[0].bodies:
            able = [served for served in servers if read in served.bodies]
            start = number % len(able)
            for served in able[start:] + able[:start]:
                turn = measure(served, read, neo4j, clients=clients, seconds=seconds)
                if number < 0:
                    continue
                client = max(client, turn["client"])
                measured = found[served.name, read]
                measured.rates.append(turn["rate"])
                measured.p50.append(turn["p50"])
                measured.p99.append(turn["p99"])
                measured.own.append(turn["own"])
                measured.neo4j.append(turn["neo4j"])
        print(f"round {number + 1} of {rounds}, load average {os.getloadavg()[0]:.1f}", file=sys.stderr)
    return found, client


# ------------------------------------------------------------------------------------------------------------ the table


def ratio(found: Results, read: str, name: str, other: str) -> float:
    """How many times the rate of the other: the median over rounds, each compared within itself."""
    pairs = zip(found[name, read].rates, found[other, read].rates, strict=True)
    return median(rate / against for rate, against in pairs)


def table(found: Results, names: list[str], sizes: Mapping[str, int]) -> str:
    """All of it as Markdown."""
    lines = [
        "| read | server | requests/s | p50 ms | p99 ms | CPU ms, server + Neo4j | of the limit | times @neo4j/graphql |",
        "|---|---|---:|---:|---:|---:|---:|---:|",
    ]
    for read in sizes:
        for name in (name for name in names if (name, read) in found):
            got = found[name, read]
            figures = f"{median(got.rates):,.0f} | {median(got.p50):.1f} | {median(got.p99):.1f}"
            figures += f" | {median(got.own):.2f} + {median(got.neo4j):.2f}"
            against = " | ".join(
                f"{ratio(found, read, name, other):.2f}" if (other, read) in found else "–"
                for other in ("limit", "rival")
            )
            title = f"{read}, {sizes[read] / 1000:,.1f} KB" if name == names[0] else ""
            lines.append(f"| {title} | {TITLES[name]} | {figures} | {against} |")
    for name in names:
        means = [f"{geometric_mean(found, name, other):.2f}" if other in names else "–" for other in ("limit", "rival")]
        title = "geometric mean" if name == names[0] else ""
        lines.append(f"| {title} | {TITLES[name]} | | | | | {means[0]} | {means[1]} |")
    return "\n".join(lines)


def geometric_mean(found: Results, name: str, other: str) -> float:
    """Of the ratios of all reads that both can answer."""
    both = [read for read in READS if (name, read) in found and (other, read) in found]
    return prod(ratio(found, read, name, other) for read in both) ** (1 / len(both))


def machine(settings: Settings) -> str:
    """What it ran on."""
    packages = ("neo4j", "neo4j-rust-ext", "orjson", "starlette", "strawberry-graphql", "uvicorn")
    pins = json.loads((RIVAL / "package.json").read_text(encoding="utf-8"))["dependencies"]
    node = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    versions = [f"{name} {version(name)}" for name in packages] + [f"{name} {pin}" for name, pin in pins.items()]
    memory = psutil.virtual_memory().total / 2**30
    return (
        f"{date.today()}; {os.cpu_count()} cores ({platform.machine()}), {memory:.0f} GB, {platform.system()}; "
        f"Neo4j {settings.neo4j_version}, Python {platform.python_version()}, node {node}; {', '.join(versions)}."
    )


def words() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, required=True, help="folder of the private Neo4j; kept, and used again")
    parser.add_argument("--scale", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=4.0, help="of each turn")
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument(
        "--servers",
        default="wuye,limit,rival",
        help="those to measure, wuye the first of them; plain is the fourth",
    )
    parser.add_argument("--reads", default=",".join(READS))
    return parser.parse_args()


def main() -> None:
    """Runs it all; whatever was started ends with it."""
    asked = words()
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is wanted: apt-get install wrk.")
    if "rival" in asked.servers and not (RIVAL / "node_modules").exists():
        subprocess.run(
            ["npm", "ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=RIVAL, check=True
        )
    settings = Settings(asked.home)
    with ExitStack() as stack:
        address = stack.enter_context(server.running(settings))
        every = asyncio.run(prepare(settings, asked.scale))
        chosen = {read: every[read] for read in asked.reads.split(",")}
        names = [name for name in SERVERS if name in asked.servers.split(",")]
        servers = [stack.enter_context(serving(name, address, chosen)) for name in names]
        sizes = verify(servers)
        print("All servers give the same rows.", file=sys.stderr)
        pid = server.status(settings).pid
        assert pid is not None
        found, client = measure_all(servers, pid, clients=asked.clients, seconds=asked.seconds, rounds=asked.rounds)
    print(f"{machine(settings)}\n")
    print(
        f"Scale {asked.scale}; {asked.clients} clients; {asked.rounds} rounds of {asked.seconds:g} s a server and read; "
        f"wrk took at most {client:.0%} of one core; load average at the end {os.getloadavg()[0]:.1f}.\n"
    )
    print(table(found, names, sizes))


if __name__ == "__main__":
    main()
