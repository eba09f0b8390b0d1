"""GraphQL over HTTP, by requests against the real application: media types, statuses, and JSON whatever went wrong."""

from __future__ import annotations

import asyncio
import gzip
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import orjson
import pytest
from cross_web import HTTPException
from starlette.testclient import TestClient

from api import view
from api.app import create_app
from api.schema import make_schema
from api.view import LARGEST, LONGEST_ADDRESS, NEW_TYPE, OLD_TYPE, bounded
from graph.settings import Settings

QUERY = "query Named($code: String!) { region(by: { code: $code }) { name } }"
VARIABLES = {"code": "421202"}
ANSWER = {"data": {"region": {"name": "咸安区"}}}
JSON = {"Content-Type": "application/json"}


def post(client: TestClient, body: Any, **headers: str) -> Any:
    """A request with a body of bytes, or one made JSON."""
    content = body if isinstance(body, bytes) else orjson.dumps(body)
    return client.post("/graphql", content=content, headers=JSON | {k.replace("_", "-"): v for k, v in headers.items()})


def refused(response: Any) -> str:
    """The code of a refusal, which is JSON without data."""
    assert response.headers["content-type"].partition(";")[0] in (OLD_TYPE, NEW_TYPE)
    body = response.json()
    assert set(body) == {"errors"}
    return str(body["errors"][0]["extensions"]["code"])


# ------------------------------------------------------------------------------------------------- requests that are answered


@pytest.mark.parametrize(
    ("accept", "type"),
    [
        (NEW_TYPE, NEW_TYPE),
        (f"{NEW_TYPE}; charset=utf-8, application/json; charset=utf-8", NEW_TYPE),
        ("application/json", OLD_TYPE),
        ("*/*", OLD_TYPE),
        ("application/*", OLD_TYPE),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_answer_and_its_media_type(method: str, accept: str, type: str, client: TestClient) -> None:
    asked: dict[str, Any] = {"query": QUERY, "variables": VARIABLES, "operationName": "Named"}
    if method == "GET":
        response = client.get(
            "/graphql", params=asked | {"variables": orjson.dumps(VARIABLES).decode()}, headers={"Accept": accept}
        )
    else:
        response = post(client, asked, Accept=accept)

    assert response.status_code == 200
    assert response.headers["content-type"] == f"{type}; charset=utf-8"
    assert response.json() == ANSWER
    assert "咸安区" in response.text, "Chinese is not escaped"


def test_no_accept_at_all(client: TestClient) -> None:
    response = client.post("/graphql", content=orjson.dumps({"query": "{ __typename }"}), headers=JSON | {"Accept": ""})

    assert (response.status_code, response.json()) == (200, {"data": {"__typename": "Query"}})


@pytest.mark.parametrize("type", ["application/json; charset=utf-8", "application/json;charset=UTF-8"])
def test_a_charset_in_the_content_type(type: str, client: TestClient) -> None:
    assert client.post("/graphql", content=b'{"query":"{__typename}"}', headers={"Content-Type": type}).json()["data"]


@pytest.mark.parametrize(
    "extra",
    [{}, {"variables": None, "operationName": None, "extensions": None}, {"extensions": {"a": 1}}, {"other": 1}],
)
def test_members_that_say_nothing(extra: dict[str, Any], client: TestClient) -> None:
    assert post(client, {"query": "{ __typename }"} | extra).json() == {"data": {"__typename": "Query"}}


def test_security_headers(client: TestClient) -> None:
    headers = post(client, {"query": "{ __typename }"}).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert "default-src 'none'" in headers["content-security-policy"]


# --------------------------------------------------------------------------------------------------- requests that are refused

STAGES = [
    ("{", "GRAPHQL_PARSE_FAILED"),
    ("{ cats }", "GRAPHQL_VALIDATION_FAILED"),
    ("{ enterprises(first: -1) { totalCount } }", "BAD_USER_INPUT"),
    ('{ barredEnterprises(from: "2022-02-01", to: "2022-01-01") { totalCount } }', "BAD_USER_INPUT"),
    ("query A { __typename } query B { __typename }", "BAD_USER_INPUT"),
    ("query($id: ID!) { node(id: $id) { id } }", "BAD_USER_INPUT"),
    ("{ enterprises(first: 1000) { nodes { sanctions(first: 1000) { nodes { id } } } } }", "COST_LIMIT_EXCEEDED"),
    ("{ __typename" + " " * 200_000 + "}", "COST_LIMIT_EXCEEDED"),
    ("{ enterprise(by: {}) { id } }", "GRAPHQL_VALIDATION_FAILED"),
]


@pytest.mark.parametrize(("document", "code"), STAGES)
def test_what_never_ran_is_400_without_data_for_the_new_type(document: str, code: str, client: TestClient) -> None:
    new, old = post(client, {"query": document}, Accept=NEW_TYPE), post(client, {"query": document})

    assert (new.status_code, refused(new)) == (400, code)
    assert (old.status_code, refused(old)) == (200, code)


def test_a_field_that_failed_is_an_answer(client: TestClient) -> None:
    """Partial data, with the error's path, under 200 for either type."""
    names = post(client, {"query": "{ people(first: 1000) { nodes { name } } }"}).json()["data"]["people"]["nodes"]
    shared = max((row["name"] for row in names), key=[row["name"] for row in names].count)
    response = post(
        client, {"query": f'{{ person(by: {{ name: "{shared}" }}) {{ id }} t: __typename }}'}, Accept=NEW_TYPE
    )

    assert response.status_code == 200
    assert response.json()["data"] == {"person": None, "t": "Query"}
    assert response.json()["errors"][0]["path"] == ["person"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"1",
        b'"{ __typename }"',
        b"[]",
        b"{}",
        b'{"query":null}',
        b'{"query":""}',
        b'{"query":1}',
        b'{"query":{}}',
        b'{"query":"{ __typename }","variables":[]}',
        b'{"query":"{ __typename }","variables":"{}"}',
        b'{"query":"{ __typename }","operationName":1}',
        b'{"query":"{ __typename }","operationName":{}}',
        b'{"query":"{ __typename }","extensions":0}',
        b'{"query":"\xff"}',
        b"\xff\xfe",
        '{"query":"{ __typename }"}'.encode("utf-16"),
        b'{"query":"{ __typename }","variables":{"a":"\\ud800"}}',
        b'{"query":"{ __typename }","variables":{"a":NaN}}',
    ],
)
def test_a_body_that_is_no_request(body: bytes, client: TestClient) -> None:
    response = post(client, body)

    assert (response.status_code, refused(response)) == (400, "BAD_USER_INPUT")


@pytest.mark.parametrize(
    "type",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/graphql", ""],
)
def test_a_content_type_that_a_form_can_send(type: str, client: TestClient) -> None:
    """None of the types that another site's form may send without asking."""
    response = client.post("/graphql", content=b'{"query":"{__typename}"}', headers={"Content-Type": type})

    assert response.status_code in (400, 415)
    assert refused(response) == "BAD_USER_INPUT"


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"query": ""},
        {"query": "{ __typename }", "variables": "["},
        {"query": "{ __typename }", "variables": "[]"},
        {"query": "{ __typename }", "variables": '"x"'},
        {"query": "{ __typename }", "extensions": "1"},
    ],
)
def test_a_get_that_is_no_request(params: dict[str, str], client: TestClient) -> None:
    response = client.get("/graphql", params=params)

    assert (response.status_code, refused(response)) == (400, "BAD_USER_INPUT")


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS"])
def test_other_methods(method: str, client: TestClient) -> None:
    response = client.request(method, "/graphql", headers=JSON, content=b'{"query":"{__typename}"}')

    assert (response.status_code, refused(response)) == (405, "BAD_USER_INPUT")
    assert {word.strip() for word in response.headers["allow"].split(",")} >= {"GET", "POST"}


@pytest.mark.parametrize(
    "params", [{"query": "mutation { __typename }"}, {"query": "mutation M { __typename }", "operationName": "M"}]
)
def test_a_mutation_by_get_is_not_run(params: dict[str, str], client: TestClient) -> None:
    response = client.get("/graphql", params=params)

    assert (response.status_code, refused(response)) == (405, "BAD_USER_INPUT")
    assert client.get("/export", params=params).status_code == 400
    assert post(client, [params, params]).status_code == 400
    assert refused(post(client, params)) == "FORBIDDEN", "who has not signed in writes nothing"


@pytest.mark.parametrize("announced", [True, False], ids=["with its length", "in chunks"])
def test_a_body_over_the_limit_is_not_read(announced: bool, client: TestClient) -> None:
    body = orjson.dumps({"query": "{ __typename }", "more": "x" * LARGEST})

    def chunks() -> Iterator[bytes]:
        for start in range(0, len(body), 65_536):
            yield body[start : start + 65_536]

    response = client.post("/graphql", content=body if announced else chunks(), headers=JSON)

    assert (response.status_code, refused(response)) == (413, "BAD_USER_INPUT")


@pytest.mark.parametrize("length", ["-1", "x", "1e9"])
def test_a_length_that_is_none(length: str, client: TestClient) -> None:
    response = client.post("/graphql", content=b"{}", headers=JSON | {"Content-Length": length})

    assert response.status_code == 400


def test_a_compressed_body_is_not_unpacked(client: TestClient) -> None:
    body = gzip.compress(b'{"query": "{ __typename }"}')
    response = client.post("/graphql", content=body, headers=JSON | {"Content-Encoding": "gzip"})

    assert (response.status_code, refused(response)) == (415, "BAD_USER_INPUT")


def test_a_long_address(client: TestClient) -> None:
    response = client.get("/graphql", params={"query": "{ __typename }" + " " * LONGEST_ADDRESS})

    assert (response.status_code, refused(response)) == (414, "BAD_USER_INPUT")


def test_a_body_must_come_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view, "SLOWEST", 0.1)

    async def receive() -> Any:
        receive_next = bounded(silent)
        with pytest.raises(HTTPException) as late:
            await receive_next()
        return late.value.status_code

    async def silent() -> Any:
        await asyncio.sleep(60)

    assert asyncio.run(receive()) == 408


def test_one_whose_body_is_there_may_be_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view, "SLOWEST", 0.1)

    async def receive() -> list[str]:
        coming = bounded(slow)
        return [(await coming())["type"], (await coming())["type"]]

    async def slow() -> Any:
        if not sent:
            sent.append(True)
            return {"type": "http.request", "body": b"{}", "more_body": False}
        await asyncio.sleep(0.3)
        return {"type": "http.disconnect"}

    sent: list[bool] = []
    assert asyncio.run(receive()) == ["http.request", "http.disconnect"]


# -------------------------------------------------------------------------------------------------------------- other paths


@pytest.mark.parametrize(
    ("accept", "params", "html"),
    [
        ("text/html", {}, True),
        ("text/html,application/xhtml+xml,*/*;q=0.8", {}, True),
        ("*/*", {}, False),
        ("application/json", {}, False),
        ("text/html", {"query": "{ __typename }"}, False),
        ("text/html", {"documentId": "x"}, False),
    ],
)
def test_the_console_is_for_browsers_alone(accept: str, params: dict[str, str], html: bool, client: TestClient) -> None:
    response = client.get("/graphql", params=params, headers={"Accept": accept})

    assert response.headers["content-type"].startswith("text/html") is html
    assert "https://" not in response.text or not html, "the page loads nothing from elsewhere"


@pytest.mark.parametrize("way", ["export", "accept", "post"])
def test_an_answer_as_a_file(way: str, client: TestClient) -> None:
    query = '{ regions(first: 2, where: { code: { in: ["421202", "421221"] } }) { nodes { code name } } }'
    if way == "export":
        response = client.get("/export", params={"query": query})
    elif way == "accept":
        response = client.get("/graphql", params={"query": query}, headers={"Accept": "text/csv"})
    else:
        response = post(client, {"query": query}, Accept="text/csv")

    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in response.headers["content-disposition"]
    assert response.text == "code,name\n421202,咸安区\n421221,嘉鱼县\n"


def test_rows_as_json_a_line_each(client: TestClient) -> None:
    query = '{ region(by: { code: "421202" }) { code parent { code } } }'
    response = client.get("/export", params={"query": query, "format": "ndjson"})

    assert response.text == '{"code":"421202","parent":{"code":"421200"}}\n'


@pytest.mark.parametrize("params", [{"query": "{ cats }"}, {"query": "{ __typename }", "format": "xls"}, {}])
def test_what_is_no_whole_answer_is_no_file(params: dict[str, str], client: TestClient) -> None:
    response = client.get("/export", params=params)

    assert (response.status_code, "content-disposition" in response.headers) == (400, False)
    assert refused(response)


def test_the_schema_s_text(client: TestClient) -> None:
    assert client.get("/schema.graphql").text == make_schema().as_str()


def test_health_and_readiness(client: TestClient) -> None:
    assert [client.get(path).json() for path in ("/healthz", "/readyz")] == [{"status": "ok"}] * 2


@pytest.mark.parametrize("path", ["/cats", "/static/console/cats.js", "/static/../api/app.py"])
def test_what_is_not_there(path: str, client: TestClient) -> None:
    assert client.get(path).status_code == 404


def test_the_public_exposure_gives_nothing_to_probe_with(address: Settings, demo: object) -> None:
    with TestClient(create_app(address, exposure="public")) as client:
        introspection = post(client, {"query": "{ __schema { queryType { name } } }"})
        typo = post(client, {"query": "{ enterprize { id } }"})
        page = client.get("/graphql", headers={"Accept": "text/html"})
        plain = client.get("/graphql", params={"query": "{ __typename }"})
        asked = client.get("/graphql", params={"query": "{ __typename }"}, headers={"x-wuye-preflight": "1"})

    assert refused(introspection) == "GRAPHQL_VALIDATION_FAILED"
    assert "Did you mean" not in typo.text
    assert not page.headers["content-type"].startswith("text/html")
    assert (plain.status_code, asked.status_code) == (403, 200)


# ------------------------------------------------------------------------------------------------------ an unreachable Neo4j


class Way:
    """A way to a port that can be closed: what a Neo4j looks like that has gone."""

    def __init__(self, host: str, port: int) -> None:
        self.there = (host, port)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.open: list[socket.socket] = []
        threading.Thread(target=self.accept, daemon=True).start()

    @property
    def port(self) -> int:
        return int(self.listener.getsockname()[1])

    def accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self.listener.accept()
                far = socket.create_connection(self.there)
                self.open += [near, far]
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=self.carry, args=(one, other), daemon=True).start()

    @staticmethod
    def carry(one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while data := one.recv(65_536):
                other.sendall(data)
            other.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        """From now on nobody answers, and whoever was connected is no longer."""
        with suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        for one in (self.listener, *self.open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()


@contextmanager
def way_to(settings: Settings) -> Iterator[tuple[Way, Settings]]:
    """A way to the Neo4j of these settings, and settings that go by it."""
    there = urlsplit(settings.uri or "")
    way = Way(there.hostname or "127.0.0.1", there.port or 7687)
    yield way, replace(settings, uri=f"bolt://127.0.0.1:{way.port}")
    way.close()


def test_a_neo4j_that_has_gone(address: Settings, demo: object) -> None:
    """Alive, not ready, and each question is told in one sentence what is amiss."""
    with way_to(address) as (way, settings), TestClient(create_app(settings)) as client:
        before = client.get("/readyz")
        way.close()
        alive, ready = client.get("/healthz"), client.get("/readyz")
        asked = post(client, {"query": "{ regions { totalCount } }"}, Accept=NEW_TYPE)
        needless = post(client, {"query": "{ __typename }"})

    assert before.status_code == 200
    assert alive.json() == {"status": "ok"}
    assert (ready.status_code, ready.json()["status"]) == (503, "unavailable")
    assert asked.json()["data"] is None
    assert asked.json()["errors"][0]["extensions"]["code"] == "UNAVAILABLE"
    assert "wuye db status" in asked.json()["errors"][0]["message"]
    assert needless.json() == {"data": {"__typename": "Query"}}
