"""Database hits of every golden operation, recorded for each line of Neo4j: a change that multiplies them fails here.

`hits/LINE.json` holds what PROFILE counted on the demonstration; `pytest --update-golden` rewrites the file of the line that the run uses. A
line without a file, and an operation that its file has not, is held against the others. The search of a path before its statement is not in it, only the statement.
"""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from api import explain
from graph.database import neo4j_version
from tests.asking import Asking, compiled
from tests.test_golden import CASES, given

FOLDER = Path(__file__).parent / "hits"
#: How many times the recorded hits, and how many beside, a planner may differ from one day's statistics to another's: it scans a few
#: hundred nodes on one day and asks their index on another.
TIMES, BESIDE = 1.5, 200


def line(version: str) -> str:
    """The line of a version.

    >>> line("5.26.31"), line("2026.09.0")
    ('5.26', '2026')
    """
    major, minor, *_ = version.split(".")
    return major if len(major) == 4 else f"{major}.{minor}"


def hits(asking: Asking, case: Path) -> int:
    """What PROFILE counts for the statement of a case, 0 where there is none."""
    schema, (document, variables) = asking.schema, given(case)
    variant = compiled(schema, document, variables).variant
    if variant.statement is None:
        return 0
    inputs = schema.inputs(schema.prepare(document, None), variables)
    inputs = asking.run(schema.explored(variant.plan, inputs, schema.graph.database))
    parameters = variant.statement.bind(inputs)
    told = asking.run(explain.explained(schema.graph.database, variant.statement, parameters, "profile"))
    return int(told["dbHits"])


def test_no_operation_multiplies_its_hits(asking: Asking, request: pytest.FixtureRequest) -> None:
    file = FOLDER / f"{line(asking.run(neo4j_version(asking.schema.graph.database)))}.json"
    # Plans follow statistics: those of indexes are taken when they are asked for, those of plans that are kept are old.
    for command in ("CALL db.resampleOutdatedIndexes()", "CALL db.awaitIndexes(300)", "CALL db.clearQueryCaches()"):
        asking.run(asking.schema.graph.database.rows(command))
    found = {case.stem: hits(asking, case) for case in CASES}
    if request.config.getoption("--update-golden"):
        file.write_bytes(orjson.dumps(found, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    recorded: dict[str, int] = {}
    for other in sorted(FOLDER.glob("*.json"), key=lambda path: (path == file, path.name)):
        recorded |= orjson.loads(other.read_bytes())

    assert found.keys() <= recorded.keys(), "not recorded yet: pytest tests/test_hits.py --update-golden"
    more = {name: (recorded[name], count) for name, count in found.items() if count > recorded[name] * TIMES + BESIDE}
    assert not more, "more database hits than recorded: (recorded, found)"
    assert sum(found.values()) > 10_000
