"""What an answer cost, as the caller is told; and that a caller who leaves costs nothing more."""

from __future__ import annotations

import re
import socket
import threading
import time
from dataclasses import replace
from typing import Any

import orjson
import pytest
import uvicorn
from starlette.testclient import TestClient

from api import explain
from api.app import create_app
from graph.cypher import Statement
from graph.settings import Settings
from tests.conftest import Graph
from tests.running import free_port

QUESTION = """query ($on: Date!, $code: String!) {
  barredEnterprises(on: $on, first: 3) { nodes { name } }
  enterprise(by: { uscc: $code }) { name }
}"""
VARIABLES = {"on": "2022-06-30", "code": "91421202XG2235143L"}
STAGES = ["parse", "plan", "cost", "search", "database", "decode"]
#: Longer than any deadline here, and no memory to speak of.
LONG = "UNWIND range(1, 2000000000) AS x WITH x WHERE x % 2000000019 = 0 RETURN count(x)"


def asked(client: TestClient, mode: str, document: str = QUESTION) -> Any:
    """The response to the question with its explanation."""
    body = {"query": document, "variables": VARIABLES if document is QUESTION else {}}
    return client.post("/graphql", json=body, headers={explain.HEADER: mode})


def test_times_of_the_stages_in_the_answer_and_in_a_header(client: TestClient) -> None:
    response = asked(client, "timing")

    told = response.json()["extensions"]["explain"]
    assert list(told) == ["cost", "stages"] and told["cost"] > 0 and list(told["stages"]) == STAGES
    assert all(took >= 0 for took in told["stages"].values()) and told["stages"]["database"] > 0
    assert re.findall(r"(\w+);dur=\d+\.\d+", response.headers["server-timing"]) == [*STAGES, "encode"]


def test_a_plan_says_what_neo4j_means_to_do(client: TestClient) -> None:
    told = asked(client, "plan").json()["extensions"]["explain"]

    assert all(f"${name}" in told["cypher"] for name in told["parameters"])
    assert set(told["parameters"].values()) == {
        *VARIABLES.values(),
        4,
    }  # one row more than asked for tells of a next page
    assert told["estimatedRows"] > 0 and any("uscc" in index for index in told["indexes"])
    assert told["plan"]["operator"] == "ProduceResults" and told["plan"]["children"]
    assert told["plan"]["rows"] is None and "dbHits" not in told and list(told["stages"]) == STAGES


def test_a_profile_says_what_it_did(client: TestClient) -> None:
    told = asked(client, "profile").json()["extensions"]["explain"]

    assert told["rows"] == 1 == told["plan"]["rows"]
    assert told["dbHits"] > 10
    assert told["dbHits"] == sum(hits(told["plan"]))


def hits(operator: dict[str, Any]) -> list[int]:
    """Of an operator, and of those below it."""
    return [operator["dbHits"] or 0, *(count for child in operator["children"] for count in hits(child))]


def test_nothing_is_explained_unasked_and_another_word_is_refused(client: TestClient) -> None:
    plain = client.post("/graphql", json={"query": QUESTION, "variables": VARIABLES})
    [error] = asked(client, "everything").json()["errors"]

    assert "extensions" not in plain.json() and "server-timing" not in plain.headers
    assert error["extensions"]["code"] == "BAD_USER_INPUT" and "profile" in error["message"]
    assert asked(client, "plan", "{ __typename }").json()["extensions"]["explain"]["cypher"] is None


def test_the_public_is_told_nothing(address: Settings, demo: Graph) -> None:
    with TestClient(create_app(address, exposure="public")) as public:
        [error] = asked(public, "timing").json()["errors"]

    assert error["extensions"]["code"] == "FORBIDDEN"


def test_a_client_that_disconnects_ends_its_transaction(
    address: Settings, demo: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server and its Neo4j as they are, but for a statement that takes minutes."""
    app, port = create_app(address), free_port()
    schema = app.routes[0].endpoint.schema  # type: ignore[attr-defined]  # of the view at /graphql
    compiled = schema.compile
    monkeypatch.setattr(schema, "compile", lambda *given: replace(compiled(*given), statement=Statement(LONG, ())))
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        eventually(lambda: server.started)
        body = orjson.dumps({"query": "{ regions { totalCount } }"})
        head = f"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        with socket.create_connection(("127.0.0.1", port)) as caller:
            caller.sendall(head.encode() + body)
            eventually(lambda: running(demo) == 1)
        eventually(lambda: running(demo) == 0)
    finally:
        server.should_exit = True
        thread.join()


def running(graph: Graph) -> int:
    """How many transactions with the long statement the server has, this question's own left out."""
    text = "SHOW TRANSACTIONS YIELD currentQuery AS text WHERE text CONTAINS '2000000019' RETURN text"
    return len(graph.rows(text)) - 1


def eventually(holds: Any) -> None:
    """Waits until it holds: less long than the deadline that would end the transaction anyway."""
    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.05)
