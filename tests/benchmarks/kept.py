"""A kept answer against bare Starlette that sends the same bytes; plans cold and warm; what 10,000 documents take of memory.

`python tests/benchmarks/kept.py --home ~/.cache/wuye-benchmark [--seconds 5]`, on the graph that reads.py has loaded or any other: the
application and bare Starlette run under uvicorn as `wuye serve` runs it, one worker, asked in turn by the same clients on keep-alive
connections, three rounds each. Needs `wrk`, as reads.py does.
"""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from statistics import median

import orjson
import psutil  # type: ignore[import-untyped]  # its stubs are a package of their own

HERE = Path(__file__).parent
BARE = """
import os
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
body = open(os.environ["BODY"], "rb").read()
async def answer(request: Request) -> Response:
    await request.body()
    return Response(body, media_type="application/json")
app = Starlette(routes=[Route("/graphql", answer, methods=["POST"])])
"""
QUESTIONS = {
    "small": "{ about { version } regions(first: 5) { totalCount nodes { code name } } }",
    "large": "{ enterprises(first: 1000) { nodes { enterpriseId name kind status establishedOn region { code name } } } }",
}


@contextmanager
def serving(code: str, environment: dict[str, str]) -> Iterator[int]:
    """Inside the block a server made by Python code answers at the port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    child = subprocess.Popen([sys.executable, "-c", code.replace("PORT", str(port))], env=os.environ | environment)
    try:
        for _ in range(1200):
            try:
                connection = HTTPConnection("127.0.0.1", port, timeout=60)
                connection.connect()
                connection.close()
                break
            except OSError:
                time.sleep(0.1)
        yield port
    finally:
        child.terminate()
        child.wait(20)


def ask(port: int, body: bytes) -> bytes:
    """One answer."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("POST", "/graphql", body, {"Content-Type": "application/json"})
    found = connection.getresponse().read()
    connection.close()
    return found


def rate(port: int, body: bytes, seconds: float) -> float:
    """Requests a second, four clients."""
    script = HERE / ".kept.lua"
    text = body.decode().replace("\\", "\\\\").replace("]]", "] ]")
    script.write_text(f'wrk.method = "POST"\nwrk.headers["Content-Type"] = "application/json"\nwrk.body = [[{text}]]\n')
    try:
        command = ["wrk", "-t1", "-c4", f"-d{seconds:g}s", "-s", str(script), f"http://127.0.0.1:{port}/graphql"]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    finally:
        script.unlink()
    return float(said.partition("Requests/sec:")[2].split()[0])


def answers(home: Path, seconds: float) -> None:
    """The rates of kept answers and of bare Starlette, and their ratio."""
    wuye = 'from api.cli import main; import sys; sys.argv = ["wuye", "serve", "--port", "PORT"]; main()'
    bare = "import uvicorn; from api.serve import options\n" + BARE + '\nuvicorn.run(app, **options("127.0.0.1", PORT))'
    environment = {"WUYE_HOME": str(home), "PYTHONPATH": str(HERE.parents[1])}
    with serving(wuye, environment) as port:
        for name, query in QUESTIONS.items():
            request = orjson.dumps({"query": query})
            found = ask(port, request)
            file = home / "kept.json"
            file.write_bytes(found)
            with serving(bare, environment | {"BODY": str(file)}) as other:
                ask(other, request)
                rounds = [(rate(port, request, seconds), rate(other, request, seconds)) for _ in range(3)]
            file.unlink()
            ratio = median(one / two for one, two in rounds)
            ours, theirs = (median(column) for column in zip(*rounds, strict=True))
            print(
                f"{name}, {len(found):,} bytes: kept {ours:,.0f}/s, bare Starlette {theirs:,.0f}/s, ratio {ratio:.2f}"
            )


def plans(documents: int) -> None:
    """How long a plan takes cold and warm, and the memory of many distinct documents."""
    from api.app import planned_schema
    from api.execution import Graph

    schema = planned_schema()
    schema.graph = Graph(None, b"x", {})  # type: ignore[arg-type]  # nothing is run
    text = (HERE / "questions" / "wuye" / "tree.graphql").read_text(encoding="utf-8")

    def plan(number: int) -> float:
        start = time.perf_counter()
        prepared = schema.prepare(f"{text}# {number}", None)
        schema.variant(prepared, schema.inputs(prepared, {"parent": "421200"}))
        return (time.perf_counter() - start) * 1000

    cold = median(plan(-number) for number in range(1, 30))
    warm = median(plan(-29) for _ in range(1000))
    # Of the process: to trace every allocation would take ten times as long.
    process = psutil.Process()
    before = process.memory_info().rss
    for number in range(documents):
        plan(number)
    taken = (process.memory_info().rss - before) / 1e6
    print(f"plans: cold {cold:.2f} ms, warm {warm * 1000:.1f} µs; {documents:,} distinct documents hold {taken:.0f} MB")


def main() -> None:
    """Both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--documents", type=int, default=10_000)
    given = parser.parse_args()
    plans(given.documents)
    answers(given.home, given.seconds)


if __name__ == "__main__":
    main()
