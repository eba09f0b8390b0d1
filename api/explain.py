"""What an answer cost, for the caller who asks: times, the Cypher with its parameters, Neo4j's plan, its indexes and database hits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from time import perf_counter
from typing import Any

from graph.cypher import Statement
from graph.database import Database
from graph.errors import BadInput

#: `X-Wuye-Explain: timing` adds the cost and the time of each stage, `plan` the plan as well, `profile` runs the statement once more and adds rows
#: and hits. The times stand in the header `Server-Timing`, too, there with that of encoding.
HEADER = "x-wuye-explain"
MODES = ("timing", "plan", "profile")


class Clock:
    """Milliseconds of the stages of one request: parse, plan, cost, search, database, decode; and what it was reckoned to cost."""

    def __init__(self) -> None:
        self.stages: dict[str, float] = {}
        self.cost = 0
        self._last = perf_counter()

    def lap(self, stage: str) -> None:
        """The stage is over."""
        now = perf_counter()
        self.stages[stage] = self.stages.get(stage, 0.0) + (now - self._last) * 1000
        self._last = now


def server_timing(stages: Mapping[str, float]) -> bytes:
    """The value of `Server-Timing` (W3C).

    >>> server_timing({"parse": 0.01, "database": 12.3456})
    b'parse;dur=0.010, database;dur=12.346'
    """
    return ", ".join(f"{stage};dur={took:.3f}" for stage, took in stages.items()).encode()


def asked(context: Any) -> str | None:
    """How the request wants to be explained, None when it does not; raises BadInput for another word."""
    request = context.get("request") if isinstance(context, Mapping) else None
    mode = request.headers.get(HEADER) if request is not None else None
    if mode is not None and mode not in MODES:
        raise BadInput(f"{HEADER}: {mode} is not known; write {', '.join(MODES)}.")
    return mode


async def explain(
    database: Database, statement: Statement | None, parameters: dict[str, object], mode: str, clock: Clock
) -> dict[str, Any]:
    """The value of `extensions.explain`."""
    timed = {"cost": clock.cost, "stages": clock.stages}
    return timed if mode == "timing" else timed | await explained(database, statement, parameters, mode)


async def explained(
    database: Database, statement: Statement | None, parameters: dict[str, object], mode: str
) -> dict[str, Any]:
    """The statement, and what Neo4j says of it."""
    if statement is None:
        return {"cypher": None}
    tree = await database.explain(statement.text, parameters, profile=mode == "profile")
    operators = list(flat(tree))
    found: dict[str, Any] = {
        "cypher": statement.text,
        "parameters": {name: plain(value) for name, value in parameters.items()},
        "estimatedRows": sum(operator["estimatedRows"] for operator in operators),
        "indexes": sorted({o["details"] for o in operators if "Index" in o["operator"] and o["details"]}),
        "plan": shaped(tree),
    }
    if mode == "profile":
        found["rows"] = tree.get("rows")
        found["dbHits"] = sum(operator["dbHits"] or 0 for operator in operators)
    return found


def shaped(tree: Mapping[str, Any]) -> dict[str, Any]:
    """An operator of the plan with those below it."""
    args = tree.get("args") or {}
    return {
        "operator": tree["operatorType"].partition("@")[0],
        "details": args.get("Details", ""),
        "estimatedRows": args.get("EstimatedRows", 0.0),
        "rows": tree.get("rows"),
        "dbHits": tree.get("dbHits"),
        "children": [shaped(child) for child in tree.get("children") or ()],
    }


def flat(tree: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Every operator of a plan."""
    yield {name: value for name, value in shaped(tree).items() if name != "children"}
    for child in tree.get("children") or ():
        yield from flat(child)


def plain(value: object) -> object:
    """A parameter as JSON holds it."""
    if isinstance(value, list):
        return [plain(part) for part in value]
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    return value if value is None or isinstance(value, (str, int, float, bool)) else str(value)
