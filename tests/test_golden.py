"""Golden triples: an operation, the Cypher that it becomes, the answer on the demonstration.

`golden/NAME.graphql`, with `NAME.variables.json` where it has variables; `NAME.cypher`, its parameters as comments at the end, missing
where nothing needs the database; `NAME.json`. The first test needs no database, the second executes. `pytest --update-golden` rewrites;
a cursor in a variable is taken by hand from an answer, and holds as long as the question's where, orderBy and day do.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pytest

from tests.asking import Asking, FixedSchema, compiled, fixed_schema

FOLDER = Path(__file__).parent / "golden"
QUESTIONS = Path(__file__).parents[1] / "api" / "questions"
CASES = sorted([*FOLDER.glob("*.graphql"), *QUESTIONS.glob("*.graphql")], key=lambda path: path.stem)
NAMES = [path.stem for path in CASES]


@pytest.fixture(scope="module")
def bare() -> FixedSchema:
    """The schema without a graph."""
    return fixed_schema(None)


def given(case: Path) -> tuple[str, dict[str, Any]]:
    """The document of a case, and its variables."""
    variables = FOLDER / f"{case.stem}.variables.json"
    return case.read_text("utf-8"), orjson.loads(variables.read_bytes()) if variables.exists() else {}


def as_json(value: object) -> str:
    """A value on one line; days as text."""
    return orjson.dumps(value, default=lambda day: day.isoformat() if isinstance(day, date) else repr(day)).decode()


def statement(schema: FixedSchema, case: Path) -> str:
    """The Cypher of a case as its file holds it, "" where there is none."""
    found = compiled(schema, *given(case))
    if found.text is None:
        return ""
    return "\n".join([found.text, *(f"// ${name} = {as_json(value)}" for name, value in found.parameters.items()), ""])


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_statement(case: Path, bare: FixedSchema, request: pytest.FixtureRequest) -> None:
    made, file = statement(bare, case), FOLDER / f"{case.stem}.cypher"
    if request.config.getoption("--update-golden"):
        file.write_text(made, "utf-8") if made else file.unlink(missing_ok=True)

    assert made == (file.read_text("utf-8") if file.exists() else "")


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_answer(case: Path, asking: Asking, request: pytest.FixtureRequest) -> None:
    body, file = asking.answer(*given(case)), FOLDER / f"{case.stem}.json"
    if request.config.getoption("--update-golden"):
        assert "errors" not in body, body["errors"]
        file.write_bytes(orjson.dumps(body, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))

    assert body == orjson.loads(file.read_bytes())


def test_every_file_belongs_to_a_case() -> None:
    assert {path.name.partition(".")[0] for path in FOLDER.iterdir()} <= set(NAMES)
    assert len(CASES) >= 60


def test_a_statement_is_the_same_each_time(bare: FixedSchema) -> None:
    again = fixed_schema(None)

    assert [statement(bare, case) for case in CASES] == [statement(again, case) for case in CASES]
