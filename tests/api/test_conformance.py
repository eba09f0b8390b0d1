"""GraphQL over HTTP: the audits of the npm package graphql-http 1.23.1, one case each under its own id, over real HTTP.

Written out here, so that CI needs no npm; `tests/conformance` runs the package itself, by hand. An audit that says MAY is held to as one
that says MUST.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from graph.settings import Settings
from tests.running import Answer, serving

JSON, NEW = "application/json", "application/graphql-response+json"
HELLO = {"query": "{ __typename }"}
NAMED = {"query": "query Query { __typename }", "operationName": "Query"}
TYPE = {"query": "query Type($name: String!) { __type(name: $name) { name } }", "variables": {"name": "sometype"}}
UNKNOWN = {"query": "{ 8f31403dfe404bccbb0e835f2629c6a7 }"}
COERCED = {"query": "query CoerceFailure($id: ID!){ __typename }", "variables": {"id": None}}
BROKEN = b'{ "not a JSON'


@dataclass(frozen=True)
class Audit:
    """A request, and what the response must be: its status, part of its media type, whether there are errors or data."""

    id: str
    body: object = None  # bytes as they are, else as JSON; None: no body
    accept: str | None = None
    status: range = range(200, 201)
    type: str = ""
    content: str | None = JSON
    get: bool = False
    errors: bool | None = None
    data: bool | None = None


FAILS, REFUSED = range(400, 401), range(400, 500)
AUDITS = [
    Audit("22EB", HELLO, NEW, type=NEW),
    Audit("4655", HELLO, JSON, type=JSON),
    Audit("47DE", HELLO, "*/*", type=JSON),
    Audit("80D8", HELLO, type=JSON),
    Audit("82A3", HELLO),  # utf-8: every answer is decoded
    Audit("BF61", {"query": '{ __type(name: "Run🏃Swim🏊") { name } }'}, content=f"{JSON}; charset=utf-8"),
    Audit("78D5", HELLO),
    Audit("2C94", HELLO),
    Audit("5A70", HELLO, get=True),
    Audit("9C48", {"query": "mutation { __typename }"}, NEW, REFUSED, get=True),
    Audit("9ABE", HELLO, status=REFUSED, content=None),
    Audit("03D4", HELLO),
    Audit("A5BF", None, status=FAILS),
    Audit("423L", {"notquery": "{ __typename }"}, NEW, FAILS),
    *(
        Audit(f"LKJ{n}", {"query": wrong}, status=FAILS)
        for n, wrong in enumerate([{"obj": "ect"}, 0, False, ["array"]])
    ),
    Audit("34A2", HELLO, NEW),
    Audit("13EE", HELLO, JSON, errors=False),
    *(
        Audit(f"6C0{n}", {"operationName": wrong, **HELLO}, status=FAILS)
        for n, wrong in enumerate([{"obj": "ect"}, 0, False, ["array"]])
    ),
    Audit("8161", NAMED, NEW),
    Audit("B8B3", NAMED, JSON, errors=False),
    *(
        Audit(f"94B{n}", {**HELLO, name: None}, NEW, errors=False)
        for n, name in enumerate(("variables", "operationName", "extensions"))
    ),
    *(
        Audit(f"022{n}", {**HELLO, name: None}, JSON, errors=False)
        for n, name in enumerate(("variables", "operationName", "extensions"))
    ),
    *(
        Audit(f"476{n}", {**HELLO, "variables": wrong}, status=FAILS)
        for n, wrong in enumerate(["string", 0, False, ["array"]])
    ),
    Audit("2EA1", TYPE, NEW),
    Audit("28B9", TYPE, JSON, errors=False),
    Audit("D6D5", TYPE, NEW, get=True, errors=False),
    Audit("6A70", TYPE, JSON, get=True, errors=False),
    *(
        Audit(f"58B{n}", {**HELLO, "extensions": wrong}, status=FAILS)
        for n, wrong in enumerate(["string", 0, False, ["array"]])
    ),
    Audit("428F", {**HELLO, "extensions": {"some": "value"}}, NEW),
    Audit("1B7A", {**HELLO, "extensions": {"some": "value"}}, JSON, errors=False),
    Audit("B6DC", BROKEN, JSON, range(200, 600)),
    Audit("BCF8", BROKEN, JSON, FAILS),
    Audit("B7N8", BROKEN, NEW, FAILS),
    Audit("8764", {"qeury": "{ __typename }"}, status=range(400, 600)),
    Audit("3E3A", {"qeury": "{ __typename }"}, status=FAILS),
    Audit("572B", {"query": "{"}, JSON),
    Audit("FDE2", UNKNOWN, JSON),
    Audit("7B9B", COERCED, JSON),
    Audit("865D", {"query": "{"}, NEW, range(400, 600)),
    Audit("556A", {"query": "{"}, NEW, FAILS),
    Audit("D586", {"query": "{"}, NEW, FAILS, data=False),
    Audit("51FE", UNKNOWN, NEW, range(400, 600)),
    Audit("74FF", UNKNOWN, NEW, FAILS),
    Audit("5E5B", UNKNOWN, NEW, FAILS, data=False),
    Audit("86EE", COERCED, NEW, FAILS),
]


@pytest.fixture(scope="module")
def url(address: Settings, demo: object) -> Iterator[str]:
    """The endpoint of a server on loopback."""
    with serving(address) as port:
        yield f"http://127.0.0.1:{port}/graphql"


class Bare(urllib.request.Request):
    """A request with the headers that it was given: urllib would add a content type."""

    def has_header(self, header_name: str) -> bool:
        return header_name == "Content-type" or super().has_header(header_name)


def ask(url: str, audit: Audit) -> Answer:
    """The answer to an audit's request."""
    headers = {"Accept": audit.accept} if audit.accept else {}
    body: bytes | None = None
    if audit.get:
        assert isinstance(audit.body, dict)
        given = {name: part if isinstance(part, str) else json.dumps(part) for name, part in audit.body.items()}
        url = f"{url}?{urllib.parse.urlencode(given)}"
    else:
        headers |= {"Content-Type": audit.content} if audit.content else {}
        said = audit.body
        body = (
            said if isinstance(said, bytes) else b"" if said is None else json.dumps(said, ensure_ascii=False).encode()
        )
    request = Bare(url, body, headers, method="GET" if audit.get else "POST")
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=30) as response:
            return Answer(response.status, dict(response.headers), response.read().decode("utf-8"))
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, dict(error.headers), error.read().decode("utf-8"))


@pytest.mark.parametrize("audit", AUDITS, ids=[audit.id for audit in AUDITS])
def test_audit(audit: Audit, url: str) -> None:
    answer = ask(url, audit)
    found: dict[str, Any] = answer.json

    assert answer.status in audit.status, answer.text
    assert audit.type in answer.headers["content-type"]
    assert audit.errors is None or ("errors" in found) is audit.errors
    assert audit.data is None or ("data" in found) is audit.data


def test_all_audits_are_here() -> None:
    assert len({audit.id for audit in AUDITS}) == len(AUDITS) == 61
