"""Questions by their addresses: the same answers as by GraphQL, files that are whole, parameters derived from the variables."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator

import pytest
from graphql import build_schema
from starlette.testclient import TestClient

from api.address import AS_OF, FORMAT, Addresses, Parameter, parameters
from api.app import create_app
from api.question import Question, questions
from api.schema import make_schema
from graph.errors import BadInput
from graph.settings import Settings

ALL = {question.word: question for question in questions()}
ADDRESSES = Addresses(make_schema()._schema, ALL.values())
LISTS = build_schema("input Box { n: Int } type Query { a(days: [Int!], box: Box, on: Boolean): Int }")


@pytest.fixture(scope="module")
def public(client: TestClient, address: Settings) -> Iterator[TestClient]:
    """A server for everybody."""
    with TestClient(create_app(address, exposure="public")) as opened:
        yield opened


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("word", ALL)
def test_a_question_is_answered_and_its_file_has_all_rows(word: str, client: TestClient) -> None:
    answer = client.get(f"/q/{word}")
    assert answer.headers["content-type"].startswith("application/json")
    [told] = answer.json()["data"].values()
    shown = told.get("nodes") or told["edges"]
    file = client.get(f"/q/{word}?format=ndjson")
    assert file.status_code == 200, file.text
    lines = [json.loads(line) for line in file.text.splitlines()]
    assert lines[: len(shown)] == shown
    assert len(lines) == told.get("totalCount", len(lines)) > 0


def test_parameters_are_the_variables(client: TestClient) -> None:
    found = client.get("/q/barred?on=2021-12-10&format=csv")
    asked = client.post(
        "/graphql", json={"query": '{ barredEnterprises(on: "2021-12-10", first: 1000) { nodes { uscc } } }'}
    )
    assert found.headers["content-type"].startswith("text/csv")
    assert found.headers["content-disposition"] == 'attachment; filename="answer.csv"'
    assert "default-src 'none'" in found.headers["content-security-policy"]
    assert {row["node.uscc"] for row in rows(found.text)} == {
        node["uscc"] for node in asked.json()["data"]["barredEnterprises"]["nodes"]
    }
    # What the address bounds is bounded, in a file as well; and a page follows a page.
    assert len(rows(client.get("/q/barred?first=2&format=csv").text)) == 2
    page = client.get("/q/barred?first=1").json()["data"]["barredEnterprises"]
    after = client.get("/q/barred", params={"first": 1, "after": page["pageInfo"]["endCursor"]}).json()
    assert after["data"]["barredEnterprises"]["edges"][0] != page["edges"][0]


def test_a_workbook_and_a_file_by_accept(client: TestClient) -> None:
    assert client.get("/q/barred?format=xlsx").content[:2] == b"PK"
    by_accept = client.get("/q/barred", headers={"Accept": "text/csv"})
    manifest = by_accept.headers["x-wuye-manifest"]
    known, today = (re.search(f'"{name}":"([^"]+)"', manifest)[1] for name in AS_OF)  # type: ignore[index]  # they are there
    again = client.get("/q/barred", params={"format": "csv", "known": known, "today": today})
    assert by_accept.content == again.content != b""


@pytest.mark.parametrize(
    ("asked", "status", "code", "said"),
    [
        ("/q/barred?day=2022-06-30", 400, "BAD_USER_INPUT", "it has on, first, after, format"),
        ("/q/barred?on=2022-06-30&on=2022-07-01", 400, "BAD_USER_INPUT", "give it once"),
        ("/q/barred?on=yesterday", 400, "BAD_USER_INPUT", "calendar"),
        ("/q/barred?on=yesterday&format=csv", 400, "BAD_USER_INPUT", "calendar"),
        ("/q/barred?first=many", 400, "BAD_USER_INPUT", "whole number"),
        ("/q/barred?first=true", 400, "BAD_USER_INPUT", "whole number"),
        ("/q/barred?format=pdf", 400, "BAD_USER_INPUT", "json or csv"),
        ("/q/barred?known=2022-06-30T00:00:00Z", 400, "BAD_USER_INPUT", "no parameter 'known'"),
        ("/q/nobody", 404, "NOT_FOUND", "/q/ lists"),
    ],
)
def test_what_is_wrong_is_said(asked: str, status: int, code: str, said: str, client: TestClient) -> None:
    answer = client.get(asked)
    [error] = answer.json()["errors"]
    assert (answer.status_code, error["extensions"]["code"]) == (status, code)
    assert said in error["message"]


def test_only_get_asks(client: TestClient) -> None:
    answer = client.post("/q/barred", json={})
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET")


def test_a_caller_who_has_the_answer_is_told_so(client: TestClient) -> None:
    first = client.get("/q/barred")
    assert first.headers["cache-control"] == "public, no-cache"
    assert client.get("/q/barred", headers={"If-None-Match": first.headers["etag"]}).status_code == 304


def test_everybody_may_ask_them_and_sees_what_the_role_sees(public: TestClient, client: TestClient) -> None:
    """On public exposure a GET of another document needs a preflight; people are masked here as everywhere."""
    assert public.get("/graphql", params={"query": "{ __typename }"}).status_code == 403
    hidden, shown = (each.get("/q/who-stands-behind").text for each in (public, client))
    assert "张*" in hidden or "*" in hidden
    assert hidden != shown
    assert public.get("/q/barred?format=csv").status_code == 200


def test_they_are_listed(client: TestClient) -> None:
    listed = client.get("/q/").json()["questions"]
    assert [each["name"] for each in listed] == list(ALL)
    first = listed[0]
    assert first["title"] == {"zh": "某日谁被限制投标,依据何在", "en": "Who was barred on a day, and why"}
    on = first["parameters"][0]
    assert (on["name"], on["type"], on["default"]) == ("on", "Date", "2022-06-30")
    assert on["meaning"]["en"].startswith("The day") and on["meaning"]["zh"].startswith("哪一天")
    assert all(
        parameter["meaning"]["zh"] and parameter["meaning"]["en"] for each in listed for parameter in each["parameters"]
    )
    answer = client.get(first["address"]).json()
    assert answer == client.get("/graphql", params={"documentId": first["documentId"]}).json()
    assert answer == client.post("/graphql", json={"query": ALL["barred"].document}).json()


@pytest.mark.parametrize(("lang", "heading"), [("zh", "现成的问题"), ("en", "Questions to start from")])
def test_their_page_is_forms_without_a_script(lang: str, heading: str, client: TestClient) -> None:
    answer = client.get("/q/", params={"lang": lang}, headers={"Accept": "text/html"})
    assert f"<h1>{heading}</h1>" in answer.text
    assert "script" not in answer.text and "script-src" not in answer.headers["content-security-policy"]
    assert re.findall(r'<form action="/q/([\w-]+)">', answer.text) == list(ALL)
    styles = re.findall(r'rel="stylesheet" href="([^"]+)"', answer.text)
    assert [style.rpartition("/")[2] for style in styles] == ["theme.css", "questions.css"]
    assert all(client.get(style).headers["content-type"].startswith("text/css") for style in styles)


def test_no_variable_has_a_name_that_an_address_uses_otherwise() -> None:
    assert not {name for each in ADDRESSES for name in each.parameters} & {FORMAT, *AS_OF}


def test_values_are_read_as_their_types_say() -> None:
    document = "query ($days: [Int!], $box: Box, $on: Boolean) { a(days: $days, box: $box, on: $on) }"
    [asked] = Addresses(LISTS, [Question("01-a", "", document)])
    given = [("days", "1"), ("days", "2"), ("box", '{"n": 3}'), ("on", "")]
    assert asked.variables(given, whole=False) == {"days": [1, 2], "box": {"n": 3}}
    for name, text in (("box", "3"), ("days", "1.5"), ("on", "1")):
        with pytest.raises(BadInput, match=f"`{name}` must be"):
            asked.variables([(name, text)], whole=False)
    assert isinstance(parameters(LISTS, document)["on"], Parameter)
