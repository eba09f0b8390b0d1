"""Answers that are kept: never an old one, never another's, within bounds; and GET, which says 304 for what the caller has."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.results import Results, Stored
from api.view import NEW_TYPE, GraphQLView
from graph.settings import Settings
from tests import running
from tests.conftest import Graph

#: The private Neo4j has its mark in a file; any other, where Wuye alone writes, in its bookmarks.
KINDS = ["bookmark", *([] if os.environ.get("NEO4J_URI") else ["file"])]
QUERY = "query Q($c: String!) { region(by: { code: $c }) { name } }"


def results(client: TestClient) -> Results:
    """The kept answers of an application."""
    routes = client.app.routes  # type: ignore[attr-defined]  # Starlette's
    [view] = {route.app for route in routes if type(getattr(route, "app", None)) is GraphQLView}
    found: Results = view.results
    return found


@pytest.fixture(params=KINDS)
def app(
    request: pytest.FixtureRequest, graph: Graph, address: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TestClient]:
    """An application that keeps answers, on an empty graph."""
    bookmark = replace(address, sole_writer=True)
    with TestClient(
        create_app(bookmark if request.param == "bookmark" else running.settings(tmp_path_factory))
    ) as made:
        yield made


def ask(client: TestClient, code: str = "420000", **more: Any) -> Any:
    """The region of that code."""
    response = client.post("/graphql", json={"query": QUERY, "variables": {"c": code}} | more)
    return response.json().get("data", response.json())


def regions(folder: Path, *rows: str) -> Path:
    """A table of regions."""
    path = folder / "regions.csv"
    path.write_text("\n".join(["code,name,level", *rows]) + "\n", encoding="utf-8")
    return path


def test_no_answer_outlives_a_write(app: TestClient, graph: Graph, tmp_path: Path) -> None:
    """Neither one through Wuye, in another process or not, nor anybody else's; what has not changed is kept."""
    kept = results(app)
    assert [ask(app), ask(app)] == [{"region": None}] * 2
    assert (kept.hits, len(kept)) == (1, 1)

    graph.load(regions(tmp_path, "420000,甲,province"))
    assert [ask(app), ask(app)] == [{"region": {"name": "甲"}}] * 2
    graph.load(regions(tmp_path, "420000,甲,province"))
    hits = kept.hits
    assert ask(app) == {"region": {"name": "甲"}}

    for number in range(25):
        graph.rows("MATCH (r:Region) SET r.name = $name", name=f"第{number}")
        assert ask(app) == ask(app) == {"region": {"name": f"第{number}"}}
    assert kept.hits >= hits + 25


def test_a_question_has_its_own_answer(app: TestClient, graph: Graph, tmp_path: Path) -> None:
    graph.load(regions(tmp_path, "420000,甲,province", "410000,乙,province"))
    two = "query A { a: regions { totalCount } } query B { b: regions { totalCount } }"
    asked: list[dict[str, Any]] = [
        {"query": QUERY, "variables": {"c": "420000"}},
        {"query": QUERY, "variables": {"c": "410000"}},
        {"query": QUERY.replace("name", "code"), "variables": {"c": "420000"}},
        {"query": two, "operationName": "A"},
        {"query": two, "operationName": "B"},
    ]
    first, second = ([app.post("/graphql", json=one).content for one in asked] for _ in range(2))

    assert first == second
    assert len(set(first)) == len(asked)
    assert results(app).hits == len(asked)


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        ({"query": "{ regions { totalCount } rateLimit { remaining } }"}, {}),
        ({"query": "{ regions { totalCount } }"}, {"x-wuye-explain": "timing"}),
        ({"query": "{ regions { totalCount } }"}, {"Authorization": "Bearer x"}),
        ({"query": "{ cats }"}, {}),
        ({"query": '{ region(by: { name: "x" }) { id '}, {}),
    ],
)
def test_what_is_not_kept(body: dict[str, Any], headers: dict[str, str], app: TestClient) -> None:
    for _ in range(2):
        app.post("/graphql", json=body, headers=headers)

    assert len(results(app)) == 0


def test_an_answer_that_was_overtaken_is_not_given(
    app: TestClient, graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A write that ends while a question is answered: the old answer is nobody's but the one's who asked before."""
    schema = next(view.app.schema for view in app.app.routes if isinstance(getattr(view, "app", None), GraphQLView))  # type: ignore[attr-defined]  # Starlette's
    read, waiting = schema.graph.database.read, {"once": True}

    async def slow(text: str, parameters: Any, **named: Any) -> Any:
        found = await read(text, parameters, **named)
        if waiting.pop("once", None) and "Region" in text:
            made = graph.database.rows("CREATE (:Region {code: '420000', name: '甲'})")
            await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(made, graph.loop))
        return found

    monkeypatch.setattr(schema.graph.database, "read", slow)
    assert ask(app) == {"region": None}
    assert ask(app) == {"region": {"name": "甲"}}


def test_a_neo4j_of_others_is_asked_each_time(client: TestClient) -> None:
    for _ in range(2):
        ask(client)

    assert (len(results(client)), results(client).hits) == (0, 0)


def test_memory_is_bounded() -> None:
    kept = Results(100_000)
    for number in range(10_000):
        kept.put(number, Stored(b"x" * (number % 900)), 100)
        assert kept.bytes <= 100_000
    kept.put("large", Stored(b"x" * 20_000), 0)

    assert 50 < len(kept) < 200
    assert kept.get("large") is None
    assert kept.get(9_999) is not None
    assert kept.bytes == sum(weight for _, weight in kept._kept.values())


# ------------------------------------------------------------------------------------------------------------------- GET


def get(client: TestClient, query: str = "{ regions { totalCount } }", **headers: str) -> Any:
    """The response to a GET."""
    return client.get(
        "/graphql", params={"query": query}, headers={key.replace("_", "-"): v for key, v in headers.items()}
    )


def test_a_get_has_a_tag_that_a_write_changes(app: TestClient, graph: Graph, tmp_path: Path) -> None:
    graph.load(regions(tmp_path, "420000,甲,province"))
    first = get(app)
    tag = first.headers["etag"]
    again = get(app, If_None_Match=f'"x", W/{tag}')

    assert first.headers["cache-control"] == "public, no-cache"
    assert {"accept", "authorization"} <= {word.strip().lower() for word in first.headers["vary"].split(",")}
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    others = [get(app, "{ regions { nodes { id } } }"), get(app, Accept=NEW_TYPE)]
    assert len({tag, *(other.headers["etag"] for other in others)}) == 3

    graph.load(regions(tmp_path, "420000,甲,province", "410000,乙,province"))
    after = get(app, If_None_Match=tag)
    assert (after.status_code, after.json()["data"]["regions"]["totalCount"]) == (200, 2)
    assert after.headers["etag"] != tag


def test_a_tag_of_the_answer_where_others_write(client: TestClient) -> None:
    tag = get(client).headers["etag"]

    assert get(client, If_None_Match=tag).status_code == 304
    assert get(client, "{ tenders { totalCount } }", If_None_Match=tag).status_code == 200


@pytest.mark.parametrize(
    ("query", "headers"),
    [
        ("{ cats }", {}),
        ("{ rateLimit { remaining } }", {}),
        ("{ regions { totalCount } }", {"Authorization": "Bearer x"}),
    ],
)
def test_what_is_of_one_caller_is_in_no_shared_cache(query: str, headers: dict[str, str], client: TestClient) -> None:
    response = get(client, query, If_None_Match="*", **headers)

    assert response.status_code in (200, 400, 401)
    assert response.headers["cache-control"] == "no-store"
    assert "etag" not in response.headers
