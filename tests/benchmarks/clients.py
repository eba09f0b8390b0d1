"""More and more clients at once: requests, latency, errors, and what the server's memory and connections grow by.

`python tests/benchmarks/clients.py --home ~/.cache/wuye-benchmark [--scale 40] [--seconds 60] [--clients 1,16,64,256]`: one `wuye serve` with one
worker, no answer kept, on the graph of reads.py; `wrk` asks a mixture of its reads in turn on keep-alive connections. Errors are those of
wrk (connections, statuses, 60 s without an answer) and the operations that `/metrics` counts under another code than OK. Then what one
caller waits for a cheap read while another, or the same, asks a dear one by a hundred connections.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import sys
import threading
import time
from contextlib import ExitStack
from datetime import date
from http.client import HTTPConnection
from itertools import cycle, islice
from pathlib import Path
from statistics import quantiles
from urllib.request import urlopen

import psutil  # type: ignore[import-untyped]  # its stubs are a package of their own

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from graph import server  # noqa: E402  # the repository is put on the path above
from graph.settings import Settings  # noqa: E402
from tests.benchmarks.reads import Served, prepare, serving, wrk  # noqa: E402

#: How many requests of each read are in a round of the mixture: most are small, some are large.
MIXTURE = {"point": 12, "search": 3, "tree": 2, "asof": 1, "barred": 1, "list": 1}


def mixture(served: Served) -> list[bytes]:
    """The bodies in the order in which they are asked, again and again."""
    return [body for read, count in MIXTURE.items() for body in islice(served.bodies[read] * count, count)]


def codes(port: int) -> dict[str, int]:
    """Operations by the code of their first error."""
    with urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
        text = answer.read().decode()
    return {code: int(count) for code, count in re.findall(r'wuye_requests_total\{code="(\w+)"\} (\d+)', text)}


def turn(served: Served, neo4j: int, clients: int, seconds: int) -> str:
    """One line of the table."""
    process = psutil.Process(served.pid)
    before, rss = codes(served.port), process.memory_info().rss
    found = wrk(served.port, "/graphql", mixture(served), clients=clients, seconds=seconds)
    after = codes(served.port)
    failed = {code: count - before.get(code, 0) for code, count in after.items() if code != "OK"}
    wrong = found["errors"] + sum(failed.values())
    bolt = sum(each.raddr.port == neo4j for each in process.net_connections("tcp") if each.raddr)
    now = process.memory_info().rss
    return (
        f"| {clients} | {found['requests'] / found['microseconds'] * 1e6:,.0f} | {found['p50'] / 1000:,.1f} | {found['p99'] / 1000:,.0f}"
        f" | {found['requests']:,} | {wrong} | {rss / 1e6:,.0f} | {now / 1e6:,.0f} | {bolt} |"
    )


class Caller(threading.Thread):
    """Asks one read again and again, as if from an address; `took`: the milliseconds of each answer, `refused`: how many were 503."""

    def __init__(self, served: Served, read: str, address: str, over: threading.Event) -> None:
        super().__init__()
        self.served, self.read, self.address, self.over = served, read, address, over
        self.took: list[float] = []
        self.refused = 0

    def run(self) -> None:
        connection = HTTPConnection("127.0.0.1", self.served.port, timeout=60)
        # The server believes a proxy on loopback.
        headers = {"Content-Type": "application/json", "X-Forwarded-For": self.address}
        for body in cycle(self.served.bodies[self.read]):
            if self.over.is_set():
                break
            began = time.perf_counter()
            connection.request("POST", "/graphql", body, headers)
            response = connection.getresponse()
            response.read()
            self.refused += response.status == 503
            self.took.append((time.perf_counter() - began) * 1000)
        connection.close()


def fair(served: Served, flood: int, address: str, seconds: int) -> str:
    """One line of the table: a caller of cheap reads beside so many dear ones that come from an address."""
    over = threading.Event()
    cheap = Caller(served, "point", "192.0.2.1", over)
    dear = [Caller(served, "list", address, over) for _ in range(flood)]
    for each in (*dear, cheap):
        each.start()
    time.sleep(seconds)
    over.set()
    for each in (*dear, cheap):
        each.join()
    cuts = quantiles(cheap.took, n=100)
    rate = sum(len(each.took) for each in dear) / seconds
    return f"| {flood} | {address if flood else ''} | {len(cheap.took) / seconds:,.1f} | {cuts[49]:,.1f} | {cuts[98]:,.0f} | {rate:,.1f} | {cheap.refused + sum(each.refused for each in dear)} |"


def main() -> None:
    """Measures, and prints two tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, required=True, help="folder of the private Neo4j; kept, and used again")
    parser.add_argument("--scale", type=int, default=40)
    parser.add_argument("--seconds", type=int, default=60, help="of each turn")
    parser.add_argument("--clients", default="1,16,64,256")
    words = parser.parse_args()
    settings = Settings(words.home)
    with ExitStack() as stack:
        address = stack.enter_context(server.running(settings))
        every = asyncio.run(prepare(settings, words.scale))
        served = stack.enter_context(serving("wuye", address, {read: every[read] for read in MIXTURE}))
        port = server.status(settings).port
        assert port is not None
        turn(served, port, 16, 10)  # warms caches and compilers
        print(
            "| clients | requests/s | p50 ms | p99 ms | requests | errors | RSS before, MB | after | Bolt connections |"
        )
        print("|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
        for clients in (*map(int, words.clients.split(",")), 16):
            print(turn(served, port, clients, words.seconds), flush=True)
        print("\n| dear at once | from | cheap requests/s | p50 ms | p99 ms | dear requests/s | refused |")
        print("|---:|---|---:|---:|---:|---:|---:|")
        for flood, caller in ((0, ""), (100, "192.0.2.2"), (100, "192.0.2.1")):
            print(fair(served, flood, caller, words.seconds), flush=True)
    print(
        f"\n{date.today()}, scale {words.scale}, {os.cpu_count()} cores, load average at the end {os.getloadavg()[0]:.1f}"
    )


if __name__ == "__main__":
    main()
