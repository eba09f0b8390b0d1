"""Who asks: keys over HTTP on both exposures, and what each caller may look behind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest
from starlette.testclient import TestClient

from api import access
from api.app import create_app
from api.view import NEW_TYPE
from graph import keys, role
from graph.settings import Settings
from tests.conftest import Graph

INTROSPECTION = {"query": "{ __schema { queryType { name } } }"}
TYPO = {"query": "{ enterprize { id } }"}
HELLO = {"query": "{ __typename }"}


@pytest.fixture(scope="module")
def public(address: Settings, demo: object) -> Iterator[TestClient]:
    """The application for anybody."""
    with TestClient(create_app(address, exposure="public")) as client:
        yield client


@pytest.fixture
def made(database: Any, loop: Any) -> Iterator[Graph]:
    """The graph with the keys of one test; they go with it, the demonstration stays."""
    graph = Graph(database, loop)
    yield graph
    graph.rows("MATCH (k:ApiKey) DELETE k")


def post(client: TestClient, body: Any, key: str | None = None, **headers: str) -> Any:
    """A request with a key."""
    given = {"Authorization": f"Bearer {key}"} if key is not None else {}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.post(
        "/graphql", content=orjson.dumps(body), headers={"Content-Type": "application/json"} | given | named
    )


def code(response: Any) -> str:
    """The code of a refusal."""
    return str(response.json()["errors"][0]["extensions"]["code"])


def test_a_key_opens_what_lies_behind_the_answers(public: TestClient, made: Graph) -> None:
    _, key = made.run(keys.create(made.database, "investigator"))

    assert code(post(public, INTROSPECTION)) == "GRAPHQL_VALIDATION_FAILED"
    assert post(public, INTROSPECTION, key).json() == {"data": {"__schema": {"queryType": {"name": "Query"}}}}
    assert code(post(public, INTROSPECTION)) == "GRAPHQL_VALIDATION_FAILED", "and only for its holder"
    assert "Did you mean" in post(public, TYPO, key).text
    assert "Did you mean" not in post(public, TYPO).text
    assert "explain" in post(public, HELLO, key, X_Wuye_Explain="plan").json()["extensions"]
    assert code(post(public, HELLO, X_Wuye_Explain="plan")) == "FORBIDDEN"
    page = public.get("/graphql", headers={"Accept": "text/html", "Authorization": f"Bearer {key}"})
    assert page.headers["content-type"].startswith("text/html")


def test_a_key_of_the_public_role_opens_nothing_more(public: TestClient, made: Graph) -> None:
    _, key = made.run(keys.create(made.database, "public"))

    assert post(public, HELLO, key).json() == {"data": {"__typename": "Query"}}
    assert code(post(public, INTROSPECTION, key)) == "GRAPHQL_VALIDATION_FAILED"


def test_a_role_of_a_file_sees_some_rows(address: Settings, demo: object, made: Graph, tmp_path: Path) -> None:
    (tmp_path / "roles.toml").write_text(
        '[xianan]\nas = "investigator"\nregions = ["421202"]\n[public]\nas = "public"\nregions = ["421221"]\n', "utf-8"
    )
    roles = role.read(tmp_path / "roles.toml")
    _, key = made.run(keys.create(made.database, "xianan", roles=roles))
    _, whole = made.run(keys.create(made.database, "investigator"))
    asked = {"query": "{ communities { totalCount } regions { nodes { code } } }"}

    with TestClient(create_app(replace(address, roles=roles), exposure="public")) as client:
        # Answers are kept, each for the role that it was made for.
        seen, every, again = (post(client, asked, of).json()["data"] for of in (key, whole, key))
        anybody = post(client, asked).json()["data"]
        assert anybody["communities"]["totalCount"] not in (
            seen["communities"]["totalCount"],
            every["communities"]["totalCount"],
        )
        assert 0 < seen["communities"]["totalCount"] < every["communities"]["totalCount"]
        assert seen["regions"] == every["regions"] and again == seen
        assert post(client, INTROSPECTION, key).json() == {"data": {"__schema": {"queryType": {"name": "Query"}}}}
        assert code(post(client, asked, key, X_Wuye_Explain="timing")) == "FORBIDDEN", "what it costs tells of all rows"
    with TestClient(create_app(address, exposure="public")) as elsewhere:
        refused = post(elsewhere, asked, key)
        assert code(refused) == "UNAUTHENTICATED" and "xianan, is not configured" in refused.text


@pytest.mark.parametrize("given", ["Bearer x", "Bearer", "Bearer wuye_000000000000_" + "A" * 43, "Basic YTpi", ""])
@pytest.mark.parametrize("exposure", ["public", "local"])
def test_what_opens_nothing_is_refused(
    exposure: str, given: str, public: TestClient, client: TestClient, made: Graph
) -> None:
    asked = public if exposure == "public" else client
    response = post(asked, HELLO, Authorization=given, Accept=NEW_TYPE)

    assert (response.status_code, code(response)) == (401, "UNAUTHENTICATED")
    assert response.headers["www-authenticate"] == "Bearer"


def test_a_revoked_key_is_noticed(public: TestClient, made: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "REMEMBERED", 0.0)
    key, text = made.run(keys.create(made.database, "admin"))

    assert post(public, HELLO, text).status_code == 200
    made.run(keys.revoke(made.database, key.id))
    assert code(post(public, HELLO, text)) == "UNAUTHENTICATED"


def test_a_get_with_a_key_needs_no_other_header(public: TestClient, made: Graph) -> None:
    _, key = made.run(keys.create(made.database, "investigator"))

    assert public.get("/graphql", params=HELLO).status_code == 403
    assert public.get("/graphql", params=HELLO, headers={"Authorization": f"Bearer {key}"}).status_code == 200


def test_on_this_machine_nobody_has_to_sign_in(client: TestClient) -> None:
    assert post(client, INTROSPECTION).json() == {"data": {"__schema": {"queryType": {"name": "Query"}}}}
