"""What the audit log costs: a point read and a kept answer, from one server with the log and one without, asked in turn.

`python tests/benchmarks/audit.py --home ~/.cache/wuye-benchmark [--seconds 5] [--rounds 5]`, on any graph with enterprises: both servers
run under uvicorn as `wuye serve` runs it, one worker, asked by the same four clients on keep-alive connections. Needs `wrk`. The log goes
to a folder of its own, and is verified at the end.
"""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import orjson

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from api.audit import verify  # noqa: E402  # the repository is put on the path above
from tests.benchmarks.kept import ask, rate, serving  # noqa: E402

WUYE = 'from api.cli import main; import sys; sys.argv = ["wuye", "serve", "--port", "PORT"]; main()'
POINT = "query Q($u: String!) { enterprise(by: {uscc: $u}) { name status region { name } bids { totalCount } } }"


def main() -> None:
    """Measures, and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, required=True, help="the WUYE_HOME of a graph with enterprises")
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--rounds", type=int, default=5)
    words = parser.parse_args()
    print("| read | without, requests/s | with, requests/s | ratio |\n|---|---:|---:|---:|")
    for name, cache in (("an enterprise by its code", "0"), ("the same, kept", "64")):
        with TemporaryDirectory() as folder, ExitStack() as stack:
            environment = {"WUYE_HOME": str(words.home), "PYTHONPATH": str(HERE.parents[1]), "WUYE_CACHE": cache}
            ports = [stack.enter_context(serving(WUYE, environment | {"WUYE_AUDIT": log})) for log in ("0", folder)]
            first = orjson.dumps(
                {"query": "{ enterprises(first: 1, where: {uscc: {isNull: false}}) { nodes { uscc } } }"}
            )
            code = orjson.loads(ask(ports[0], first))["data"]["enterprises"]["nodes"][0]["uscc"]
            body = orjson.dumps({"query": POINT, "variables": {"u": code}})
            for port in ports:
                rate(port, body, 1.0)
            rounds = [[rate(port, body, words.seconds) for port in ports] for _ in range(words.rounds)]
            stack.close()
            found = verify(Path(folder))
            assert not found.wrong, found.wrong
        without, audited = (median(column) for column in zip(*rounds, strict=True))
        ratio = median(one / other for other, one in rounds)
        print(f"| {name} | {without:,.0f} | {audited:,.0f} | {ratio:.2f} |")
    print(f"\n{os.cpu_count()} cores, load average at the end {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
