"""Several operations in one request, what is not served, and what code generators ask."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from graphql import build_client_schema, get_introspection_query
from starlette.testclient import TestClient

from api.app import create_app
from api.limits import Limits
from api.view import NEW_TYPE
from graph.settings import Settings

NAME = {"query": "query($c: String!) { region(by: { code: $c }) { name } }", "variables": {"c": "421202"}}


def post(client: TestClient, body: Any, **headers: str) -> Any:
    """A request of JSON."""
    return client.post("/graphql", json=body, headers=headers)


def test_members_are_answered_in_their_order(client: TestClient) -> None:
    """One that is refused is an error in its place; the others are answered."""
    body = [
        NAME,
        {"query": "{ cats }"},
        {"query": "query A { __typename } query B { t: __typename }", "operationName": "B"},
    ]
    response = post(client, body, Accept=NEW_TYPE)
    first, second, third = response.json()

    assert response.status_code == 200
    assert first == {"data": {"region": {"name": "咸安区"}}}
    assert second["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
    assert "data" not in second
    assert third == {"data": {"t": "Query"}}


@pytest.mark.parametrize("body", [[], [NAME] * 11, [NAME, 1], [NAME, []], [NAME, {}], [NAME, {"query": 1}], [None]])
def test_what_is_no_batch(body: Any, client: TestClient) -> None:
    response = post(client, body)

    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


def test_all_together_have_the_limits_of_one(client: TestClient) -> None:
    many = {"query": "{ communities(first: 1000) { nodes { contracts(first: 40) { nodes { id } } } } }"}
    [error] = post(client, [many] * 3).json()["errors"]

    assert 3 * 1_000 * 41 > Limits().objects > 2 * 1_000 * 41
    assert error["extensions"]["code"] == "COST_LIMIT_EXCEEDED"
    assert "together" in error["message"]


def test_batches_can_be_switched_off(address: Settings, demo: object) -> None:
    with TestClient(create_app(replace(address, batch=0))) as client:
        assert post(client, [NAME]).status_code == 400
        assert post(client, NAME).status_code == 200


@pytest.mark.parametrize(
    "document",
    ["{ regions { nodes { id ... @defer { name } } } }", "{ regions { nodes @stream(initialCount: 1) { id } } }"],
)
def test_an_answer_comes_whole(document: str, client: TestClient) -> None:
    error = post(client, {"query": document}).json()["errors"][0]

    assert error["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
    assert "@defer and @stream are not served" in error["message"]


@pytest.mark.parametrize(
    "options",
    [
        {},  # graphql-core's own
        {"descriptions": False, "specified_by_url": True, "directive_is_repeatable": True, "schema_description": True},
        # what GraphiQL and the code generators ask for: everything
        {
            "input_value_deprecation": True,
            "specified_by_url": True,
            "schema_description": True,
        },
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_whole_introspection_in_one_request(method: str, options: dict[str, bool], client: TestClient) -> None:
    asked = {"query": get_introspection_query(**options), "operationName": "IntrospectionQuery"}
    response = client.get("/graphql", params=asked) if method == "GET" else post(client, asked)
    made = build_client_schema(response.json()["data"])

    assert len(made.type_map) > 400
    assert made.query_type
    assert "rateLimit" in made.query_type.fields
