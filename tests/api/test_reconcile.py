"""`/reconcile` and `wuye match`: what OpenRefine sends, and what it reads; what is refused."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import orjson
import pytest
from starlette.testclient import TestClient

from api import names
from graph.errors import BadInput
from graph.name import core
from graph.settings import Settings
from loaders.names import read
from tests.asking import Asking
from tests.conftest import Graph

#: As OpenRefine's server sends it.
FORM = {"Content-Type": "application/x-www-form-urlencoded; charset=UTF-8"}
TYPE = {"id": "Enterprise", "name": "企业 Enterprise"}


def post(client: TestClient, **fields: Any) -> Any:
    """A form of JSON fields."""
    body = urlencode({name: orjson.dumps(value).decode() for name, value in fields.items()})
    return client.post("/reconcile", content=body, headers=FORM)


@pytest.fixture(scope="module")
def firm(asking: Asking) -> dict[str, Any]:
    """A firm with a region."""
    query = '{ enterprises(first: 1, where: { kind: { eq: PROPERTY_SERVICE }, uscc: { isNull: false }, region: { code: { startsWith: "42" } } }) { nodes { id name uscc region { id name } establishedOn } } }'
    [found] = asking.data(query)["enterprises"]["nodes"]
    return dict(found)


def test_the_manifest(client: TestClient) -> None:
    manifest = client.get("/reconcile").json()

    assert manifest["versions"] == ["0.2"]
    assert {"name", "identifierSpace", "schemaSpace"} <= set(manifest)
    assert manifest["defaultTypes"] == [TYPE]
    for name, service in {**manifest["suggest"], "extend": manifest["extend"]["propose_properties"]}.items():
        assert (
            client.get(service["service_url"] + service["service_path"], params={"prefix": "a"}).status_code == 200
        ), name
    assert "{{id}}" in manifest["view"]["url"] and "{{id}}" in manifest["preview"]["url"]


def test_a_batch_of_queries_as_openrefine_sends_it(client: TestClient, firm: dict[str, Any]) -> None:
    queries = {
        "q0": {"query": firm["name"], "type": "Enterprise", "type_strict": "should", "limit": 3},
        "q1": {
            "query": "某某",
            "type": "Enterprise",
            "properties": [{"pid": "uscc", "p": "信用代码", "v": firm["uscc"]}],
        },
        "q2": {"query": firm["name"], "type": "Q5"},
        "q3": {"query": "", "type": "Enterprise"},
        "q4": {"query": firm["name"], "properties": [{"pid": "uscc", "v": [{"id": firm["uscc"], "name": "x"}]}]},
        "q5": {"query": f"湖北{core(firm['name'])}物业管理服务有限公司", "limit": 1},
    }
    response = post(client, queries=queries)

    assert response.status_code == 200 and response.headers["content-type"] == "application/json"
    assert "access-control-allow-origin" not in response.headers
    found = {key: answer["result"] for key, answer in response.json().items()}
    assert list(found) == list(queries)
    assert found["q0"][0] | {"score": 0, "description": ""} == {
        "id": firm["id"], "name": firm["name"], "type": [TYPE], "match": True, "score": 0, "description": ""
    }  # fmt: skip
    assert 1 <= len(found["q0"]) <= 3 and "名称相同" in found["q0"][0]["description"]
    assert [one["score"] for one in found["q0"]] == sorted((one["score"] for one in found["q0"]), reverse=True)
    for key in ("q1", "q4"):
        assert (found[key][0]["id"], found[key][0]["score"], found[key][0]["match"]) == (firm["id"], 100, True)
    assert found["q2"] == found["q3"] == []
    assert [core(one["name"]) for one in found["q5"]] == [core(firm["name"])]
    assert client.get("/reconcile", params={"queries": orjson.dumps(queries).decode()}).json() == response.json()


def test_an_extension(client: TestClient, firm: dict[str, Any]) -> None:
    asked = {"ids": [firm["id"], "Enterprise:none"], "properties": [{"id": "uscc"}, {"id": "establishedOn"}, {"id": "region"}, {"id": "kind"}, {"id": "barred"}]}  # fmt: skip

    found = post(client, extend=asked).json()

    assert [one["id"] for one in found["meta"]] == [one["id"] for one in asked["properties"]]
    row = found["rows"][firm["id"]]
    assert row["uscc"] == [{"str": firm["uscc"]}]
    assert row["region"] == [{"id": firm["region"]["id"], "name": firm["region"]["name"]}]
    assert row["establishedOn"] == ([{"date": firm["establishedOn"] + "T00:00:00Z"}] if firm["establishedOn"] else [])
    assert row["kind"] == [{"str": "物业服务 PROPERTY_SERVICE"}] and row["barred"][0]["str"] in ("true", "false")
    assert set(map(str, found["rows"]["Enterprise:none"].values())) == {"[]"}


def test_every_proposed_property_can_be_told(client: TestClient, firm: dict[str, Any]) -> None:
    proposed = client.get("/reconcile/properties", params={"type": "Enterprise"}).json()["properties"]

    assert len(proposed) > 8 and len(client.get("/reconcile/properties?limit=2").json()["properties"]) == 2
    assert client.get("/reconcile/properties?type=Q5").json()["properties"] == []
    found = post(client, extend={"ids": [firm["id"]], "properties": [{"id": one["id"]} for one in proposed]}).json()
    assert found["meta"] == proposed


def test_suggestions(client: TestClient, firm: dict[str, Any]) -> None:
    entities = client.get("/reconcile/suggest/entity", params={"prefix": firm["name"]}).json()["result"]

    assert firm["id"] in [one["id"] for one in entities]
    assert client.get("/reconcile/suggest/entity?prefix=").json() == {"result": []}
    assert len(client.get("/reconcile/suggest/entity", params={"prefix": firm["name"], "cursor": 1}).json()["result"]) == len(entities) - 1  # fmt: skip
    assert client.get("/reconcile/suggest/type?prefix=ent").json()["result"] == [TYPE]
    assert client.get("/reconcile/suggest/property", params={"prefix": "信用代码"}).json()["result"][0]["id"] == "uscc"


def test_a_preview_has_no_script_and_says_what_is_synthetic(client: TestClient, firm: dict[str, Any]) -> None:
    response = client.get("/reconcile/preview", params={"id": firm["id"]})

    assert firm["name"] in response.text and "SYNTHETIC" in response.text and "<script" not in response.text
    assert response.headers["content-security-policy"].startswith(
        "default-src 'none'; frame-ancestors 'self' http://127.0.0.1:3333"
    )
    assert client.get("/reconcile/preview?id=Enterprise:none").status_code == 404


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("queries=%7B", 400),
        ("queries=[]", 400),
        ("queries=%7B%22q0%22%3A1%7D", 400),
        ("queries=%7B%22q0%22%3A%7B%22query%22%3A%22a%22%2C%22limit%22%3A0%7D%7D", 400),
        ("query=a", 400),
        ("other=1", 400),
        ("", 400),
        ("extend=%7B%7D", 400),
        ("extend=%7B%22ids%22%3A%5B%5D%2C%22properties%22%3A%5B%7B%22id%22%3A%22idNumber%22%7D%5D%7D", 400),
        ("queries=" + "x" * 1_000_001, 413),
        (b"queries=\xff", 400),
    ],
)
def test_what_is_refused(body: str | bytes, status: int, client: TestClient) -> None:
    response = client.post("/reconcile", content=body, headers=FORM)

    assert (response.status_code, response.json()["errors"][0]["extensions"]["code"]) == (status, "BAD_USER_INPUT")


def shape(value: Any) -> Any:
    """The types of a JSON value; of a list that of its first item."""
    if isinstance(value, dict):
        return {key: shape(part) for key, part in value.items()}
    return [shape(part) for part in value[:1]] if isinstance(value, list) else type(value)


def test_answers_have_the_shapes_of_the_specification(client: TestClient, firm: dict[str, Any]) -> None:
    """As its JSON schemas of 0.2 say them; these have no licence, and were run by hand on 2026-11-23 without a complaint."""
    named = {"id": str, "name": str}
    queries = post(client, queries={"q0": {"query": firm["name"], "limit": 1}}).json()
    proposed = [{"id": one["id"]} for one in client.get("/reconcile/properties").json()["properties"]]
    extended = post(client, extend={"ids": [firm["id"]], "properties": proposed}).json()

    assert shape(client.get("/reconcile").json()) == {
        "versions": [str], "name": str, "identifierSpace": str, "schemaSpace": str, "defaultTypes": [named],
        "view": {"url": str}, "preview": {"url": str, "width": int, "height": int},
        "suggest": {name: {"service_url": str, "service_path": str, "flyout_service_path": str} for name in ("entity", "type", "property")},
        "extend": {"propose_properties": {"service_url": str, "service_path": str}, "property_settings": []},
        "batchSize": int,
    }  # fmt: skip
    assert shape(queries) == {"q0": {"result": [named | {"description": str, "type": [named], "score": float, "match": bool}]}}  # fmt: skip
    for values in extended["rows"][firm["id"]].values():
        for value in values:
            assert shape(value) in ({"str": str}, {"date": str}, named)
            assert len(value.get("date", "2022-06-30T00:00:00Z")) == 20
    suggested = client.get("/reconcile/suggest/entity", params={"prefix": firm["name"]}).json()
    assert shape(suggested) == {"result": [named | {"description": str, "notable": [named]}]}
    for what in ("type", "property"):
        assert shape(client.get(f"/reconcile/suggest/{what}?prefix=e").json()) == {"result": [named]}


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_openrefine_s_own_page_may_ask(client: TestClient, site: str) -> None:
    """It reads the manifest, and suggests as its user types; its port makes it another origin of the same site."""
    for path in ("/reconcile", "/reconcile/suggest/type?prefix=e", "/reconcile/preview?id=Enterprise:none"):
        page = client.get(path, headers={"Origin": "http://127.0.0.1:3333", "Sec-Fetch-Site": site})
        assert page.headers["access-control-allow-origin"] == "http://127.0.0.1:3333" and page.headers["vary"] == "Origin"  # fmt: skip
        assert page.status_code in (200, 404)
    other = client.get("/reconcile", headers={"Origin": "http://127.0.0.1:3334", "Sec-Fetch-Site": site})
    assert other.status_code == 403 and "access-control-allow-origin" not in other.headers


def test_other_bodies_methods_paths_and_sites_are_refused(client: TestClient) -> None:
    assert client.post("/reconcile", content=b"{}", headers={"Content-Type": "application/json"}).status_code == 415
    assert client.put("/reconcile").status_code == 405
    assert client.get("/reconcile/suggest/other").status_code == 404
    assert client.get("/reconcile", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    many = {f"q{n}": {"query": "a"} for n in range(101)}
    assert post(client, queries=many).status_code == 413


# ------------------------------------------------------------------------------------------------------------ wuye match


def test_a_file_of_names_becomes_candidates(
    demo: Graph, address: Settings, firm: dict[str, Any], tmp_path: Path
) -> None:
    file = tmp_path / "名单.csv"
    rows = [("1", firm["name"], ""), ("2", "", firm["uscc"]), ("3", "=不存在的", ""), ("4", "", "")]
    rows += [(str(n), firm["name"], "") for n in range(5, 120)]
    text = io.StringIO()
    csv.writer(text).writerows([("序号", "企业名称", "信用代码"), *rows])
    file.write_text(text.getvalue(), encoding="gb18030")
    output, heard = io.StringIO(), []

    found = read(file)
    done = demo.run(names.match(address, found, output, limit=2, threshold=0.9, on_progress=heard.append))

    assert len(found) == len(rows) - 1 == sum(heard) and len(heard) == 2
    assert done == (len(rows) - 2, len(rows) - 2)
    lines = list(csv.DictReader(io.StringIO(output.getvalue())))
    assert tuple(lines[0]) == names.COLUMNS
    first = next(line for line in lines if line["row"] == "2")
    assert (first["name"], first["enterprise_id"], first["match"]) == (firm["name"], firm["id"], "true")
    assert float(first["score"]) >= 0.9 and "名称相同" in first["reasons"]
    by_code = next(line for line in lines if line["row"] == "3")
    assert (by_code["uscc"], by_code["score"]) == (firm["uscc"], "1")
    nobody = [line for line in lines if line["row"] == "4"]
    assert [(line["name"], line["enterprise_id"]) for line in nobody] == [("'=不存在的", "")]


def test_a_file_without_names_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("甲,乙\n1,2\n")

    with pytest.raises(BadInput, match="甲, 乙 by --column"):
        read(tmp_path / "a.csv")
    with pytest.raises(BadInput, match="丙"):
        read(tmp_path / "a.csv", "丙")
    assert read(tmp_path / "a.csv", "乙") == [(2, {"name": "2"})]
    with pytest.raises(BadInput, match="no such format"):
        read(tmp_path / "a.docx")
