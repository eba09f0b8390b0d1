"""`/reconcile` with OpenRefine's own messages, of `openrefine.json`, whose answers are read as its code reads them."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

import orjson
import pytest
from starlette.testclient import TestClient

from tests.asking import Asking

MESSAGES = orjson.loads((Path(__file__).parent / "openrefine.json").read_bytes())["requests"]
#: What its server sends (Apache HttpClient 5), and what a browser sends from its page.
SERVER = {
    "User-Agent": "OpenRefine 3.10",
    "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
    "Accept-Encoding": "gzip, deflate",
}
PAGE = {
    "Origin": "http://127.0.0.1:3333",
    "Sec-Fetch-Site": "same-site",
    "Sec-Fetch-Mode": "cors",
    "Accept": "application/json, text/javascript, */*; q=0.01",
}
FRAME = {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Dest": "iframe", "Sec-Fetch-Mode": "navigate"}


@pytest.fixture(scope="module")
def firm(asking: Asking) -> dict[str, str]:
    """What stands in the messages, and for what: a firm with a code and a region."""
    query = "{ enterprises(first: 1, where: { uscc: { isNull: false }, region: { code: { isNull: false } } }) { nodes { id name uscc region { id } } } }"
    [found] = asking.data(query)["enterprises"]["nodes"]
    return {"NAME": found["name"], "USCC": found["uscc"], "REGION": found["region"]["id"], "ID": found["id"]}


def filled(text: str, firm: dict[str, str]) -> str:
    """A message about a firm."""
    for name, value in firm.items():
        text = text.replace(name, value)
    return text


def send(client: TestClient, message: dict[str, str], firm: dict[str, str]) -> Any:
    """The response to a message: a form is encoded as Java's URLEncoder does, an address as jQuery and encodeURI do."""
    if "post" in message:
        body = f"{message['post']}={quote_plus(filled(message['value'], firm), safe='*-._')}"
        return client.post("/reconcile", content=body, headers=SERVER)
    headers = FRAME if message["get"].startswith("/preview") else PAGE
    return client.get("/reconcile" + quote(filled(message["get"], firm), safe="/?=&():"), headers=headers)


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message["what"])
def test_every_message_is_answered(client: TestClient, firm: dict[str, str], message: dict[str, str]) -> None:
    response = send(client, message, firm)

    assert response.status_code == 200, response.text
    if message.get("get", "").startswith("/preview"):
        assert firm["NAME"] in response.text and "x-frame-options" not in response.headers
        assert "http://localhost:3333" in response.headers["content-security-policy"]
        return
    READ[message.get("post") or message["get"].partition("?")[0]](response.json(), firm)
    if "get" in message:
        assert response.headers["access-control-allow-origin"] == PAGE["Origin"]


def read_manifest(manifest: Any, firm: dict[str, str]) -> None:
    assert manifest["identifierSpace"] and manifest["schemaSpace"] and 0 < manifest["batchSize"]
    assert all(one["id"] and one["name"] for one in manifest["defaultTypes"])
    for one in (*manifest["suggest"].values(), manifest["extend"]["propose_properties"]):
        assert one["service_url"].endswith("/reconcile") and one["service_path"].startswith("/")


def read_candidates(answer: Any, firm: dict[str, str]) -> None:
    """As StandardReconConfig.ReconResult: a name, an id, types of an id and a name, a score, a match; all of it is there."""
    for found in answer.values():
        for one in found["result"]:
            assert isinstance(one["name"], str) and isinstance(one["id"], str)
            assert [set(type) for type in one["type"]] == [{"id", "name"}]
            assert isinstance(one["score"], float) and isinstance(one["match"], bool)
        scores = [one["score"] for one in found["result"]]
        assert scores == sorted(scores, reverse=True)
    assert answer["q0"]["result"][0]["id"] == firm["ID"]


def read_extension(answer: Any, firm: dict[str, str]) -> None:
    """As ReconciledDataExtensionJob: columns by `meta`, the cells of each id by column, a value by its one key."""
    columns = [one["id"] for one in answer["meta"]]
    assert all(one["name"] for one in answer["meta"])
    assert list(answer["rows"]) == [firm["ID"], "Q42", firm["REGION"]]
    for id, row in answer["rows"].items():
        assert list(row) == columns
        for value in (value for values in row.values() for value in values):
            assert id == firm["ID"]
            assert set(value) in ({"id", "name"}, {"str"}, {"float"}, {"int"}, {"date"}, {"bool"})
    assert answer["rows"][firm["ID"]]["uscc"] == [{"str": firm["USCC"]}]


def read_properties(answer: Any, firm: dict[str, str]) -> None:
    assert len(answer["properties"]) > 8 and all(one["id"] and one["name"] for one in answer["properties"])


def read_suggestions(answer: Any, firm: dict[str, str]) -> None:
    """As suggest-4_3a.js: `result`, each with a name in which the prefix is set in bold; a `cursor` where there is more."""
    assert all(isinstance(one["name"], str) and isinstance(one["id"], str) for one in answer["result"])
    assert answer["result"] and len(answer["result"]) <= 20
    assert answer.get("cursor", 40) == 40


def read_flyout(answer: Any, firm: dict[str, str]) -> None:
    assert answer["id"] in (firm["ID"], "uscc") and "<script" not in answer["html"]
    assert (firm["NAME"] if answer["id"] == firm["ID"] else "uscc") in answer["html"]


READ = {
    "": read_manifest,
    "queries": read_candidates,
    "extend": read_extension,
    "/properties": read_properties,
    "/suggest/entity": read_suggestions,
    "/suggest/type": read_suggestions,
    "/suggest/property": read_suggestions,
    "/search": read_flyout,
}


def test_there_is_a_page_of_suggestions_after_each_until_there_is_none(client: TestClient) -> None:
    seen: list[str] = []
    cursor = 0
    while True:
        page = client.get("/reconcile/suggest/entity", params={"prefix": "物业", "cursor": cursor}).json()
        seen += [one["id"] for one in page["result"]]
        if "cursor" not in page:
            break
        assert page["cursor"] == len(seen)
        cursor = page["cursor"]

    assert len(seen) == len(set(seen)) > 40
    [last] = client.get("/reconcile/flyout", params={"id": "Enterprise:none"}).json()["html"].split("\n")
    assert "No such enterprise" in last


def test_a_page_of_another_site_learns_nothing_by_jsonp(client: TestClient) -> None:
    """OpenRefine tries it where CORS fails: as a script, any page could."""
    script = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "script", "Sec-Fetch-Mode": "no-cors"}
    response = client.get("/reconcile?callback=jQuery1_2&_=3", headers=script)

    assert response.status_code == 403
    plain = client.get("/reconcile?callback=jQuery1_2&_=3", headers=PAGE)
    assert plain.headers["content-type"] == "application/json" and "jQuery" not in plain.text
