"""How long callers wait for an error while Neo4j cannot be reached, and how soon answers are right again; a stop that lets what runs finish.

`python tests/benchmarks/faults.py [--rounds 5]`: a `wuye serve` as a process on the demonstration, its Neo4j behind the proxy of tests/proxy.py,
then that Neo4j stopped (SIGSTOP) and killed (SIGKILL) itself, also under a server that starts it again. Each answer is held against the
one without faults. Everything is new, in a folder that goes away.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from api.demo import load_demo  # noqa: E402  # the repository is put on the path above
from graph import server  # noqa: E402
from graph.opened import open_graph  # noqa: E402
from graph.settings import Settings  # noqa: E402
from tests.proxy import Proxy, proxied  # noqa: E402
from tests.running import Process, free_port, get, post  # noqa: E402

DEADLINE = 5.0
QUESTION = (
    "{ enterprises(first: 200, orderBy: [{enterpriseId: ASC}]) { totalCount nodes { name bids { totalCount } } } }"
)


@dataclass
class Asked:
    """A server, its right answer, and the seconds measured, each under its name; `wrong`: answers that were neither right nor an error."""

    url: str
    whole: str = ""
    wrong: int = 0
    seconds: dict[str, list[float]] = field(default_factory=dict)

    def ask(self) -> str:
        """The code of an error, empty for the right answer."""
        text = post(f"{self.url}/graphql", QUESTION).text
        errors = json.loads(text).get("errors")
        if not errors and text != self.whole:
            self.wrong += 1
        return errors[0]["extensions"]["code"] if errors else ""

    def time(self, name: str, until: Callable[[], bool]) -> None:
        """Notes how long it took until something holds."""
        began = time.perf_counter()
        while not until():
            time.sleep(0.005)
        self.seconds.setdefault(name, []).append(time.perf_counter() - began)

    def failing(self, name: str) -> None:
        """What the first caller waits for an error, and the next one, and until /readyz says so."""
        self.time(f"{name}: the first error", lambda: bool(self.ask()))
        self.time(f"{name}: the next error", lambda: bool(self.ask()))
        self.time(f"{name}: `/readyz` says 503", lambda: get(f"{self.url}/readyz").status == 503)

    def back(self, name: str) -> None:
        self.time(f"{name}: a right answer again", lambda: not self.ask())


def resets(asked: Asked, proxy: Proxy) -> None:
    """Every connection is reset ten times a second for two seconds, while four callers ask."""
    over = threading.Event()
    errors: list[str] = []

    def calls() -> None:
        while not over.is_set():
            errors.append(asked.ask())

    callers = [threading.Thread(target=calls) for _ in range(4)]
    for caller in callers:
        caller.start()
    for _ in range(20):
        time.sleep(0.1)
        proxy.reset()
    asked.back("reset for 2 s")
    over.set()
    for caller in callers:
        caller.join()
    asked.seconds.setdefault("reset for 2 s: share of errors meanwhile", []).append(
        sum(map(bool, errors)) / max(1, len(errors))
    )


def stops(asked: Asked, proxy: Proxy, process: Process) -> str:
    """What becomes of an operation that runs when the server is told to end."""
    proxy.slow(latency=1.0)
    said: list[str] = []
    caller = threading.Thread(target=lambda: said.append(asked.ask()))
    caller.start()
    time.sleep(0.5)
    began = time.perf_counter()
    process.process.send_signal(signal.SIGTERM)
    caller.join()
    process.process.wait(30)
    outcome = "was answered rightly" if said == [""] else f"failed: {said}"
    return f"SIGTERM while an operation ran: it {outcome}; the process had ended after {time.perf_counter() - began:.1f} s."


def kill(settings: Settings) -> None:
    """The private Neo4j, at once."""
    pid = server.status(settings).pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)


def main() -> None:
    """Measures, and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        settings = Settings(folder / "home")
        address = server.start(settings)
        stack.callback(server.stop, settings)

        async def load() -> None:
            async with open_graph(settings) as opened:
                await load_demo(opened.database)

        asyncio.run(load())
        proxy = stack.enter_context(proxied(address.uri))
        port = free_port()
        own = {"NEO4J_URI": proxy.uri, "NEO4J_USERNAME": address.username, "NEO4J_PASSWORD": address.password}
        words = ("serve", "--port", str(port))
        more = {"WUYE_CACHE": "0", "WUYE_DEADLINE": f"{DEADLINE:g}", "WUYE_HOME": str(folder / "own")}
        process = stack.enter_context(Process(folder / "log", *words, **own, **more))
        asked = Asked(f"http://127.0.0.1:{port}")
        process.wait_for(f"{asked.url}/readyz")
        asked.whole = post(f"{asked.url}/graphql", QUESTION).text
        for _ in range(rounds):
            asked.back("no fault")
            proxy.refuse()
            asked.failing("down")
            proxy.heal()
            asked.back("down")
            resets(asked, proxy)
            proxy.swallow()
            asked.failing("black hole")
            proxy.heal(half_open=True)
            asked.back("black hole, old connections half-open")
            pid = server.status(settings).pid
            assert pid is not None
            os.kill(pid, signal.SIGSTOP)
            asked.failing("Neo4j stopped")
            os.kill(pid, signal.SIGCONT)
            asked.back("Neo4j continued")
        kill(settings)
        asked.failing("Neo4j killed")
        server.start(settings)  # on the same port: it keeps it
        asked.back("Neo4j killed, after it had been started again")
        ended = stops(asked, proxy, process)
        port = free_port()
        more["WUYE_HOME"] = str(settings.home)
        process = stack.enter_context(Process(folder / "private", "serve", "--port", str(port), **more))
        private = Asked(f"http://127.0.0.1:{port}", asked.whole, seconds=asked.seconds)
        process.wait_for(f"{private.url}/readyz")
        for _ in range(rounds):
            kill(settings)
            private.failing("the private Neo4j killed")
            private.back("the private Neo4j killed, until `wuye serve` had started it again")
        asked.wrong += private.wrong
    print("| what | median | most | rounds |\n|---|---:|---:|---:|")
    for name, found in asked.seconds.items():
        share = name.endswith("meanwhile")
        shown = [
            f"{value:.0%}" if share else f"{value:.2f} s" for value in (sorted(found)[len(found) // 2], max(found))
        ]
        print(f"| {name} | {shown[0]} | {shown[1]} | {len(found)} |")
    print(f"\nWrong answers: {asked.wrong}. {ended}")
    print(
        f"{date.today()}, WUYE_DEADLINE {DEADLINE:g} s, {os.cpu_count()} cores, load average at the end {os.getloadavg()[0]:.1f}"
    )


if __name__ == "__main__":
    main()
