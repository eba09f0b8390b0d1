"""`wuye match`: many names, each with the enterprises that it may mean, as CSV."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TextIO

from api.app import graph_of, limits_of, planned_schema
from api.errors import formatted
from graph import regime
from graph.errors import BadInput
from graph.match import QUERIES
from graph.opened import open_graph
from graph.settings import Settings
from graph.values import shielded

COLUMNS = ("row", "name", "rank", "enterprise_id", "enterprise_name", "uscc", "score", "match", "reasons")
#: A row of a file: its number, and what `match` is asked.
Named = tuple[int, Mapping[str, str]]
DOCUMENT = """query Names($queries: [MatchQuery!]!, $limit: Int, $threshold: Float) {
  match(queries: $queries, limit: $limit, threshold: $threshold) {
    candidates { score match reasons enterprise { id name uscc } }
  }
}"""


async def match(
    settings: Settings,
    names: Sequence[Named],
    output: TextIO,
    *,
    limit: int,
    threshold: float,
    on_progress: Callable[[int], None],
) -> tuple[int, int]:
    """Writes the candidates of each name; how many names have one, and how many have one that is sure."""
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(COLUMNS)
    schema = planned_schema()
    schema.limits = limits_of(settings)
    some = sure = 0
    async with open_graph(settings) as opened:
        schema.graph = graph_of(opened, regime.read(settings.regimes))
        try:
            for start in range(0, len(names), QUERIES):
                batch = names[start : start + QUERIES]
                variables = {"queries": [query for _, query in batch], "limit": limit, "threshold": threshold}
                result = await schema.execute(DOCUMENT, variables)
                if result.errors or result.data is None:
                    raise BadInput("; ".join(error["message"] for error in formatted(result.errors or ())))
                for one, found in zip(batch, result.data["match"], strict=True):
                    writer.writerows(lines(one, found["candidates"]))
                    some += bool(found["candidates"])
                    sure += any(candidate["match"] for candidate in found["candidates"])
                on_progress(len(batch))
        finally:
            await schema.close()
    return some, sure


def lines(one: Named, candidates: list[Mapping[str, Any]]) -> Iterator[list[str]]:
    """The lines of a name: one for each candidate, one without any where there is none."""
    name = shielded(one[1].get("name", ""))
    if not candidates:
        yield [str(one[0]), name, *[""] * (len(COLUMNS) - 2)]
    for rank, candidate in enumerate(candidates, 1):
        firm = candidate["enterprise"]
        told = (
            firm["id"],
            firm["name"],
            firm["uscc"] or "",
            f"{candidate['score']:g}",
            str(candidate["match"]).lower(),
        )
        yield [str(one[0]), name, str(rank), *map(shielded, told), shielded("; ".join(candidate["reasons"]))]
