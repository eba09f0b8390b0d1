"""Answers as rows: every shape that GraphQL gives becomes a table whose cells are text, none of it lost."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import Any

import pytest

from api.ask import read_variables, write_table
from api.sheet import columns, first_list, flat, table, text
from api.sheet_format import CSV
from graph.errors import BadInput
from graph.values import shielded

FIRM = {"name": "永安", "uscc": None}


@pytest.mark.parametrize(
    "data, rows",
    [
        ({"enterprises": {"nodes": [{"name": "永安"}]}}, [{"name": "永安"}]),
        ({"enterprises": {"totalCount": 2, "nodes": [{"name": "永安"}]}}, [{"name": "永安"}]),
        (
            {"enterprises": {"edges": [{"cursor": "c", "node": {"name": "永安"}}]}},
            [{"cursor": "c", "node.name": "永安"}],
        ),
        ({"enterprises": {"nodes": []}}, []),
        ({"enterprise": {"name": "永安"}}, [{"name": "永安"}]),
        ({"enterprise": None}, [{"value": ""}]),
        ({"about": {"types": [{"type": "Claim", "count": 10}]}}, [{"type": "Claim", "count": "10"}]),
        ({"nodes": [{"id": "a"}, None]}, [{"id": "a"}, {"value": ""}]),
        ({"n": 1, "__typename": "Query"}, [{"value": "1"}, {"value": "Query"}]),
        ({"a": {"b": {"nodes": [{"c": True}]}}}, [{"c": "true"}]),
        ({"x": {"nodes": [{"quality": []}, {"quality": ["p", "q"]}]}}, [{"quality": ""}, {"quality": "p; q"}]),
        (
            {"x": {"nodes": [{"roles": {"nodes": [{"role": "DIRECTOR", "person": {"name": "甲"}}]}}]}},
            [{"roles": "DIRECTOR, 甲"}],
        ),
    ],
)
def test_an_answer_becomes_rows(data: dict[str, Any], rows: list[dict[str, str]]) -> None:
    assert list(table(data)) == rows


def test_two_questions_stand_below_each_other() -> None:
    found = list(table({"a": {"nodes": [{"x": 1}]}, "b": {"nodes": [{"y": 2}]}}))
    assert found == [{"x": "1"}, {"y": "2"}]
    assert columns(found) == ["x", "y"]


def test_the_first_list_is_looked_for_from_the_outside_in() -> None:
    assert first_list({"a": {"b": [1]}, "c": [2]}) == [2]
    assert first_list({"a": {"b": {"d": [3]}}}) == [3]
    assert first_list({"a": {"b": 1}}) is None
    assert first_list("text") is None


def test_cells_are_named_by_where_they_stand() -> None:
    row = {"name": "永安", "region": {"name": "咸安区", "parent": {"name": "咸宁市"}}, "barred": False, "uscc": None}
    assert {name: text(cell) for name, cell in flat(row)} == {
        "name": "永安",
        "region.name": "咸安区",
        "region.parent.name": "咸宁市",
        "barred": "false",
        "uscc": "",
    }


@pytest.mark.parametrize("cell", ["=1+1", "+1+1", "-1+cmd", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(1)"])
def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(cell: str) -> None:
    assert shielded(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["", "永安", "-3.5", "+8", "1e5", "a=b", "91421202XG3581371L"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert shielded(cell) == cell


def test_csv_reads_back_as_it_was() -> None:
    file, rows = io.BytesIO(), [{"a": "x, y", "b": 'say "so"'}, {"b": "two\nlines", "c": 3}]
    made = CSV(file, ["a", "b", "c"], datetime.now(UTC))
    for row in rows:
        made.row(row)
    made.finish()

    assert list(csv.reader(io.StringIO(file.getvalue().decode()))) == [
        ["a", "b", "c"],
        ["x, y", 'say "so"', ""],
        ["", "two\nlines", "3"],
    ]


def test_a_table_shows_brackets_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    write_table([{"title": "[red]某项目[/red]"}])
    assert "[red]某项目[/red]" in capsys.readouterr().out


def test_a_table_of_nothing_is_no_failure(capsys: pytest.CaptureFixture[str]) -> None:
    write_table([])
    assert capsys.readouterr().out.strip() == ""


@pytest.mark.parametrize("given", ["", "{", "[1]", "1", "null", '"a"', "{'on': 1}", '{"on": NaN}'])
def test_variables_that_are_no_object_are_said_with_an_example(given: str) -> None:
    with pytest.raises(BadInput, match=r'--variables .*\{"on": "2022-06-30"\}'):
        read_variables(given)


def test_variables_are_read() -> None:
    assert read_variables('{"on": "2022-06-30", "名": [1, null]}') == {"on": "2022-06-30", "名": [1, None]}
