"""`@cite`: the answer is as without it, and each value in it is either cited or said not to be, once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.asking import Asking, compiled, fixed_schema
from tests.test_golden import FOLDER, QUESTIONS, given

#: The questions, and operations of other shapes: interfaces, groups, search, paths, correlation, history, a record's own sources.
NAMES = [
    *sorted(path.stem for path in QUESTIONS.glob("*.graphql")),
    "paths",
    "neighborhood",
    "search",
    "typename_everywhere",
]
CASES = [
    path for name in NAMES for path in (QUESTIONS / f"{name}.graphql", FOLDER / f"{name}.graphql") if path.exists()
]


def with_cite(document: str) -> str:
    """The document with the directive on its operation."""
    head, brace, rest = document.partition("{")
    lines = head.splitlines()
    if not any(line.lstrip().startswith("query") for line in lines):
        head += "query "
    return f"{head} @cite {brace}{rest}"


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The paths of all values that are not null; a list of values is one."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from leaves(part, (*path, key))
    elif isinstance(value, list) and (not value or isinstance(value[0], (dict, list, type(None)))):
        for place, part in enumerate(value):
            yield from leaves(part, (*path, place))
    elif value is not None:
        yield path


@pytest.mark.parametrize("case", CASES, ids=[path.stem for path in CASES])
def test_the_numbers_add_up_and_the_answer_is_the_same(case: Path, asking: Asking) -> None:
    document, variables = given(case)

    plain = asking.answer(document, variables)
    body = asking.answer(with_cite(document), variables)

    assert body["data"] == plain["data"]
    cited = [tuple(entry["path"]) for entry in body["extensions"]["citations"]]
    rest = [tuple(entry["path"]) for entry in body["extensions"]["uncited"]]
    assert sorted([*cited, *rest], key=repr) == sorted(leaves(plain["data"]), key=repr)
    assert all(entry["sources"] for entry in body["extensions"]["citations"])


def test_a_value_is_cited_from_the_fact_that_says_it(asking: Asking) -> None:
    document = """
    query($first: Int) @cite {
      barredWinners(first: $first) {
        totalCount
        nodes {
          sanction { startsOn inForce id sources { document { documentId } locator } }
          enterprise { __typename legal: name bids(first: 1) { nodes { submittedOn } } }
        }
      }
    }
    """
    body = asking.answer(document, {"first": 2})

    told = {tuple(entry["path"]): entry for entry in body["extensions"]["citations"]}
    for place, win in enumerate(body["data"]["barredWinners"]["nodes"]):
        at = ("barredWinners", "nodes", place)
        entry, sanction = told[*at, "sanction", "startsOn"], win["sanction"]
        assert entry["fact"] == sanction["id"]
        assert entry["recordedAt"]
        said = [
            {"document": {"documentId": s["document"]["id"][9:]}, "locator": s["locator"]} for s in entry["sources"]
        ]
        assert said == sanction["sources"]
        assert entry["sources"][0]["document"]["synthetic"] is True
        assert told[*at, "enterprise", "legal"]["fact"].startswith("Enterprise:")
        assert told[*at, "enterprise", "bids", "nodes", 0, "submittedOn"]["fact"].startswith("Bid:")
    because = {tuple(entry["path"]): entry["because"] for entry in body["extensions"]["uncited"]}
    assert because["barredWinners", "totalCount"] == "DERIVED"
    assert because["barredWinners", "nodes", 0, "sanction", "inForce"] == "DERIVED"
    assert because["barredWinners", "nodes", 0, "enterprise", "__typename"] == "DERIVED"


def test_what_names_no_source_is_said_to_have_none(asking: Asking) -> None:
    """The letter is its own source; a region's code and name are of the division codes."""
    body = asking.answer('query @cite { about { version } document(by: { documentId: "syn-policy" }) { title url } }')

    assert [entry["path"] for entry in body["extensions"]["uncited"]] == [["about", "version"]]
    assert [entry["path"] for entry in body["extensions"]["citations"]] == [["document", "title"]]


def test_without_the_directive_nothing_of_it_is_planned() -> None:
    schema = fixed_schema(None)
    plain, cited = "{ regions { nodes { name } } }", "query @cite { regions { nodes { name } } }"

    assert "CITED_IN" not in (compiled(schema, plain).text or "")
    assert "CITED_IN" in (compiled(schema, cited).text or "")
