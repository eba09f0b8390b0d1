"""Precision at 1 and ties at the top on the labelled pairs of tests/pairs.py, against rivals, as a Markdown table.

`python tests/benchmarks/names.py --rivals ~/rivals/bin/python` (see README.md beside this file); it needs no Neo4j.
"""

from __future__ import annotations

import argparse
import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.pairs import Asked, ours, pairs, rates

#: Algorithms of nomenklatura.
ALGORITHMS = ("logic-v1", "logic-v2", "name-based")


def theirs(asked: Sequence[Asked], python: Path) -> dict[str, list[list[float]]]:
    """The same by rivals, which run in an environment of their own."""
    given = [{"name": one.name, "candidates": [{"name": firm.name, "former": firm.former} for firm in one.candidates]} for one in asked]  # fmt: skip
    script = Path(__file__).with_name("name_rivals.py")
    done = subprocess.run([python, script, *ALGORITHMS], input=json.dumps(given), capture_output=True, text=True, check=True)  # fmt: skip
    found: dict[str, list[list[float]]] = json.loads(done.stdout)
    return found


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rivals", type=Path, help="a Python that has rapidfuzz and nomenklatura")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    asked = pairs(given.seed)
    scores = {"Wuye": ours(asked)} | (theirs(asked, given.rivals) if given.rivals else {})
    print(f"{len(asked)} names, {sum(len(one.candidates) for one in asked):,} pairs, seed {given.seed}.\n")
    kinds = list(dict.fromkeys(one.kind for one in asked))
    print("| written | names | " + " | ".join(scores) + " |\n|---|---:|" + "---:|" * len(scores))
    for kind in [None, *kinds]:
        chosen = [place for place, one in enumerate(asked) if kind in (None, one.kind)]
        cells = []
        for found in scores.values():
            precision, ties = rates([asked[at] for at in chosen], [found[at] for at in chosen])
            cells.append(f"{precision:.3f}, {ties:.1%}")
        print(f"| {kind or '**all**'} | {len(chosen)} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
