"""The hostile requests of tests/hostile against one server: what share is handled, how soon they are refused, and what they leave in memory.

`python tests/benchmarks/hostile.py --home HOME`: a `wuye serve --exposure public` on the graph of HOME, in which `wuye demo` has been; then floods
of distinct documents, and three hundred slow connections at once. Linux: peaks are VmHWM of /proc, reset before each request.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from tests.hostile import documents, injections, requests, slow, sockets  # noqa: E402  # the repository is put on the path above
from tests.hostile.case import CRITICAL, HEALTH, HIGH, asks, exchange, refused  # noqa: E402
from tests.running import Process, free_port  # noqa: E402

#: Seconds after which a server that says nothing to a stranger is stalled.
STALLED = 3.0


@dataclass
class Kind:
    """What came of the requests of one class; times in seconds, memory in MB."""

    run: int = 0
    handled: int = 0
    severe: int = 0
    severe_handled: int = 0
    errors: int = 0
    stalls: int = 0
    refusals: list[float] = field(default_factory=list)
    slowest: float = 0.0
    grown: float = 0.0

    def add(self, other: Kind) -> None:
        """Both together."""
        for name in ("run", "handled", "severe", "severe_handled", "errors", "stalls"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.refusals += other.refusals
        self.slowest, self.grown = max(self.slowest, other.slowest), max(self.grown, other.grown)

    def line(self, name: str) -> str:
        """A line of the table."""
        times = sorted(self.refusals)
        p99 = f"{times[min(len(times) - 1, round(0.99 * len(times)))] * 1000:.0f}" if times else "–"
        return (
            f"| {name} | {self.handled} of {self.run} | {self.severe_handled} of {self.severe} | {self.errors} | {self.stalls} | {p99}"
            f" | {self.slowest * 1000:,.0f} | {self.grown:.1f} |"
        )


def memory(pid: int, name: str) -> float:
    """A figure of a process, in MB."""
    text = Path(f"/proc/{pid}/status").read_text()
    return int(text.split(f"{name}:")[1].split()[0]) / 1000


@contextmanager
def watched(pid: int, port: int, kind: Kind) -> Iterator[None]:
    """What a request makes the server grow by at its peak, and whether the next is answered."""
    Path(f"/proc/{pid}/clear_refs").write_text("5")
    before = memory(pid, "VmRSS")
    yield
    kind.grown = max(kind.grown, memory(pid, "VmHWM") - before)
    health = exchange(port, HEALTH)
    kind.stalls += health.seconds > STALLED or health.data is None


def corpus(pid: int, port: int) -> dict[str, Kind]:
    """All requests, one after the other."""
    found: defaultdict[str, Kind] = defaultdict(Kind)
    for case in [*documents.CASES, *requests.CASES, *injections.CASES]:
        kind = found[case.kind]
        with watched(pid, port, kind):
            answer = exchange(port, case.sent)
        handled, severe = case.handled(answer), case.severity in (HIGH, CRITICAL)
        kind.run, kind.handled = kind.run + 1, kind.handled + handled
        kind.severe, kind.severe_handled = kind.severe + severe, kind.severe_handled + (severe and handled)
        kind.errors += answer.status >= 500
        kind.slowest = max(kind.slowest, answer.seconds)
        if refused(answer):
            kind.refusals.append(answer.seconds)
        if not handled:
            print(f"not handled: {case} → {answer.status} {answer.body[:200]!r}", file=sys.stderr)
    for talk in sockets.TALKS:
        kind = found[talk.kind]
        with watched(pid, port, kind):
            began = time.perf_counter()
            handled, severe = talk.handled(port), talk.severity in (HIGH, CRITICAL)
        kind.run, kind.handled = kind.run + 1, kind.handled + handled
        kind.severe, kind.severe_handled = kind.severe + severe, kind.severe_handled + (severe and handled)
        kind.slowest = max(kind.slowest, time.perf_counter() - began)
        if not handled:
            print(f"not handled: {talk}", file=sys.stderr)
    return found


def flood(pid: int, port: int, number: int) -> None:
    """Documents that are all different, sent with their hashes: what is kept of them has a bound."""
    before = memory(pid, "VmRSS")
    for count in range(1, number + 1):
        fields = " ".join(f"a{place}: id" for place in range(25))
        text = f"query q{count} {{ regions(first: 1) {{ nodes {{ {fields} name code level }} }} }} #" + "界" * 500
        hash = {"persistedQuery": {"version": 1, "sha256Hash": sha256(text.encode()).hexdigest()}}
        exchange(port, asks(text, extensions=hash))
        if count in (number // 4, number // 2, number):
            print(f"{count:,} distinct documents: {memory(pid, 'VmRSS') - before:+,.0f} MB")


def main() -> None:
    """Measures, and prints tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, required=True, help="WUYE_HOME of a graph that `wuye demo` made")
    parser.add_argument("--documents", type=int, default=10_000, help="of the flood")
    parser.add_argument("--slow", type=int, default=300, help="connections")
    words = parser.parse_args()
    port = free_port()
    log = Path(tempfile.mkdtemp()) / "serve.log"
    # A minute's budget is not what is measured here.
    settings = {"WUYE_HOME": str(words.home), "WUYE_RATE_LIMIT": "0"}
    with Process(log, "serve", "--exposure", "public", "--port", str(port), **settings) as server:
        server.wait_for(f"http://127.0.0.1:{port}/readyz")
        pid = server.process.pid
        for query in (
            "{ __typename }",
            "{ regions { totalCount nodes { id name } } }",
            '{ search(text: "a") { totalCount } }',
        ) * 20:
            exchange(port, asks(query))
        print(
            "| class | handled | high and critical | 5xx | stalls | p99 of refusals, ms | slowest answer, ms | peak growth, MB |"
        )
        print("|---|---|---|---:|---:|---:|---:|---:|")
        total = Kind()
        for name, kind in corpus(pid, port).items():
            print(kind.line(name), flush=True)
            total.add(kind)
        print(total.line("**all**"), flush=True)
        held = asyncio.run(slow.hold(port, each=words.slow // len(slow.KINDS)))
        print(
            f"\n{held.connections} slow connections at once: {held.held} held, the last let go after {held.slowest:.1f} s;"
            f" meanwhile {held.answered} of {held.asked} ordinary requests answered, the slowest in {held.worst * 1000:.0f} ms"
        )
        flood(pid, port, words.documents)
    print(f"\n{date.today()}, {os.cpu_count()} cores, load average at the end {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
