"""Scores of the pairs on standard input by rapidfuzz and nomenklatura; runs in an environment of its own (README.md beside this file)."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

Score = Callable[[str, dict[str, Any]], float]


def by_ratio() -> Score:
    """The best of `ratio` over a firm's name and former names."""
    from rapidfuzz.fuzz import ratio

    return lambda asked, firm: max(ratio(asked, name) for name in [firm["name"], *firm["former"]])


def by_algorithm(name: str) -> Score:
    """One of nomenklatura's; each entity has an id of its own, since logic-v2 keeps what it made of an id."""
    from followthemoney import model  # type: ignore[import-not-found]  # of the rivals' environment
    from nomenklatura.matching import get_algorithm  # type: ignore[import-not-found]  # likewise
    from nomenklatura.matching.types import ScoringConfig  # type: ignore[import-not-found]  # likewise

    algorithm, numbers = get_algorithm(name), iter(range(10**9))
    config = ScoringConfig.defaults()

    def entity(**properties: list[str]) -> Any:
        made = {"id": f"e{next(numbers)}", "schema": "Company", "properties": properties | {"country": ["cn"]}}
        return model.get_proxy(made)

    def score(asked: str, firm: dict[str, Any]) -> float:
        one = entity(name=[asked])
        other = entity(name=[firm["name"]], previousName=firm["former"])
        return float(algorithm.compare(one, other, config).score)

    return score


def main() -> None:
    """For each rival a list of scores for each pair."""
    pairs = json.load(sys.stdin)
    rivals = {"rapidfuzz ratio": by_ratio()}
    rivals |= {f"nomenklatura {name}": by_algorithm(name) for name in sys.argv[1:]}
    json.dump({name: [[score(one["name"], firm) for firm in one["candidates"]] for one in pairs] for name, score in rivals.items()}, sys.stdout)  # fmt: skip


if __name__ == "__main__":
    main()
