"""Answers as files: lists come whole or not at all, cells are safe, and a manifest makes the same bytes again."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from python_calamine import CalamineWorkbook
from starlette.testclient import TestClient

from api import whole
from api.app import create_app
from api.sheet import asked, headings
from api.sheet_format import XLSX, XLSX_CELL
from api.whole import Asking, NoAnswer
from graph.errors import BadInput
from graph.settings import Settings
from tests.asking import FixedSchema, fixed_schema
from tests.running import wuye
from tests.tables import tables

if TYPE_CHECKING:
    from tests.conftest import Graph

REGIONS = 2_345
NAMES = [f"区{number}" for number in range(REGIONS)]
ALL = "{ regions { nodes { code name parent { code } } } }"


@pytest.fixture(scope="module")
def loaded(holding: Callable[[Mapping[str, str]], Graph]) -> Graph:
    """More regions than a page has, all below one."""
    rows = "".join(f"{110000 + number},{name},county,11\n" for number, name in enumerate(NAMES))
    return holding({"regions": f"code,name,level,parent_code\n11,甲省,province,\n{rows}"})


@pytest.fixture(scope="module")
def schema(loaded: Graph) -> FixedSchema:
    return fixed_schema(loaded.database)


@pytest.fixture(scope="module")
def client(loaded: Graph, address: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(address)) as client:
        yield client


def written(graph: Graph, schema: FixedSchema, document: str, format: str = "csv", **options: Any) -> tuple[bytes, Any]:
    """The file's bytes, and its manifest."""
    file = io.BytesIO()
    manifest = graph.run(whole.write(schema, Asking(document, **options), format, file))
    return file.getvalue(), manifest


def cells(body: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode())))


def test_a_list_that_nothing_bounds_comes_whole(loaded: Graph, schema: FixedSchema) -> None:
    body, manifest = written(loaded, schema, ALL)
    header, *rows = cells(body)

    assert header == ["code", "name", "parent.code"]
    assert {name for _, name, _ in rows} == {"甲省", *NAMES} and len(rows) == manifest.rows == REGIONS + 1
    assert manifest.sha256 == hashlib.sha256(body).hexdigest()
    assert ["11", "甲省", ""] in rows, "what is unknown moves no column"


@pytest.mark.parametrize(
    ("document", "rows"),
    [
        ("{ regions(first: 3) { nodes { code } } }", 3),
        ("query($n: Int) { regions(first: $n) { edges { node { code } } } }", 7),
        ("{ regions { totalCount edges { cursor node { code } } } }", REGIONS + 1),
        ("{ region(by: {code: \"11\"}) { name children(orderBy: [{name: DESC}]) { nodes { name } } } }", REGIONS),
        ("{ a: regions(where: {level: {eq: PROVINCE}}) { nodes { code } } b: regions { nodes { ...F } } } fragment F on Region { name }", REGIONS + 2),
        ("{ ...Q } fragment Q on Query { regions(first: 5) { nodes { code } } }", 5),
        ("{ regions { totalCount } }", 1),
        ("{ regions { groupedAggregate(groupBy: [{level: VALUE}]) { key { level } count } } }", 2),
        ("{ nodes(ids: [\"Region:11\", \"Region:none\"]) { id } }", 2),
        ("{ region(by: {code: \"none\"}) { name } }", 1),
        ("{ __typename }", 1),
    ],
)  # fmt: skip
def test_rows(document: str, rows: int, loaded: Graph, schema: FixedSchema) -> None:
    body, manifest = written(loaded, schema, document, variables={"n": 7} if "$n" in document else {})

    header, *found = cells(body)
    assert len(found) == manifest.rows == rows
    assert header and all(len(row) == len(header) for row in found)
    lines = written(loaded, schema, document, "ndjson", variables={"n": 7} if "$n" in document else {})[0].splitlines()
    assert len(lines) == rows and b"wuye" not in b"".join(lines)


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ("{ region(by: {code: \"11\"}) { name } regions { nodes { children { nodes { name } } } } }", "more than its 20 rows"),
        ("{ ...Q } fragment Q on Query { regions { nodes { code } } }", "more than its 20 rows"),
        ("{ regions { groupedAggregate(groupBy: [{name: VALUE}]) { count } } }", "1,000 rows or more"),
        ("{ about { types { type } sources { title } } }", "types and sources: ask for one"),
    ],
)  # fmt: skip
def test_what_would_be_cut_is_refused(document: str, said: str, loaded: Graph, schema: FixedSchema) -> None:
    with pytest.raises(BadInput, match=said):
        written(loaded, schema, document)


def test_a_question_with_errors_is_no_file(loaded: Graph, schema: FixedSchema) -> None:
    for document in ("{ cats }", "{", "{ regions(first: -1) { nodes { code } } }"):
        with pytest.raises(NoAnswer):
            written(loaded, schema, document)


def test_pages_are_as_small_as_the_limits_want(loaded: Graph, schema: FixedSchema) -> None:
    document = "{ regions { nodes { code children(first: 500) { nodes { code } } } } }"
    with pytest.raises(NoAnswer, match="objects"):
        written(loaded, schema, document.replace("500", "1000").replace("code children", "code a: children(first: 1000) { nodes { children(first: 1000) { nodes { code } } } } children"))  # fmt: skip

    assert written(loaded, schema, document.replace("regions {", "regions(where: {code: {startsWith: \"1100\"}}) {"))[1].rows == 100  # fmt: skip


def test_headings_are_the_same_whatever_the_rows() -> None:
    from graphql import FragmentDefinitionNode, parse

    from tests.running import schema

    document = parse(
        """{ search(text: "a") { nodes { id ... on Enterprise { name region { name } sanctions { nodes { kind } } } ...T } } }
        fragment T on Tender { title region: community { name } }"""
    )
    made = schema()._schema
    fragments = {each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)}
    operation: Any = document.definitions[0]

    assert headings(asked(made, operation, fragments)["search"]) == ["id", "name", "region.name", "sanctions", "title"]


# ----------------------------------------------------------------------------------------------------------- workbooks


def test_a_workbook_has_numbers_words_and_no_formula() -> None:
    file = io.BytesIO()
    made = XLSX(file, ["name", "n", "old", "big", "none"], datetime(2022, 6, 30, tzinfo=UTC))
    made.row({"name": "=1+1", "n": 1.5, "old": True, "big": 2**60, "none": None})
    made.row({"name": "https://永安.example", "n": -3, "old": False, "big": 7})
    made.finish()
    made.close()

    assert CalamineWorkbook.from_filelike(io.BytesIO(file.getvalue())).get_sheet_by_index(0).to_python() == [
        ["name", "n", "old", "big", "none"],
        ["'=1+1", 1.5, True, str(2**60), ""],
        ["https://永安.example", -3, False, 7, ""],
    ]
    with zipfile.ZipFile(file) as parts:
        assert not [name for name in parts.namelist() if "rels" in name and b"hyperlink" in parts.read(name)]
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
    made = XLSX(io.BytesIO(), ["name"], datetime.now(UTC))
    with pytest.raises(BadInput, match=r"write \.csv"):
        made.row({"name": "长" * (XLSX_CELL + 1)})
    made.close()


def test_a_full_sheet_is_followed_by_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.sheet_format.XLSX_ROWS", 3)
    file = io.BytesIO()
    made = XLSX(file, ["n"], datetime.now(UTC))
    for number in range(5):
        made.row({"n": number})
    made.finish()
    made.close()

    book = CalamineWorkbook.from_filelike(io.BytesIO(file.getvalue()))
    assert [book.get_sheet_by_name(name).to_python() for name in book.sheet_names] == [
        [["n"], [0], [1]],
        [["n"], [2], [3]],
        [["n"], [4]],
    ]


# -------------------------------------------------------------------------------------------------------- over HTTP


@pytest.mark.parametrize("format", ["csv", "xlsx", "ndjson"])
def test_a_response_tells_its_manifest(format: str, client: TestClient) -> None:
    query = "{ regions(first: 2) { nodes { code name } } }"
    first = client.get("/export", params={"query": query, "format": format})
    manifest = json.loads(first.headers["x-wuye-manifest"])
    again = client.get(
        "/export", params={"query": query, "format": format, "known": manifest["known"], "today": manifest["today"]}
    )

    assert first.content == again.content
    assert (manifest["rows"], manifest["sha256"]) == (2, hashlib.sha256(first.content).hexdigest())
    digest = base64.b64encode(hashlib.sha256(first.content).digest()).decode()
    assert first.headers["repr-digest"] == f"sha-256=:{digest}:"
    assert int(first.headers["content-length"]) == len(first.content)


def test_a_long_list_over_http(client: TestClient) -> None:
    response = client.post("/graphql", json={"query": ALL}, headers={"Accept": "text/csv"})

    assert response.text.count("\n") == REGIONS + 2


@pytest.mark.parametrize("params", [{"known": "yesterday"}, {"known": "2022-06-30"}, {"today": "x"}])
def test_an_instant_that_is_none_is_refused(params: dict[str, str], client: TestClient) -> None:
    body = client.get("/export", params={"query": ALL, **params}).json()

    assert body["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


# ------------------------------------------------------------------------------------------------------ the same again


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_a_manifest_makes_the_same_bytes_after_a_load_that_changes_the_graph(
    format: str, graph: Graph, address: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("URI", address.uri), ("USERNAME", address.username), ("PASSWORD", address.password)):
        monkeypatch.setenv(f"NEO4J_{name}", str(value))
    graph.load(tables(tmp_path / "1", {"regions": "code,name,level\n11,甲省,province\n12,乙省,province"}))
    question, first, second = tmp_path / "q.graphql", tmp_path / f"a.{format}", tmp_path / f"b.{format}"
    question.write_text(
        "query($n: String!) { regions(where: {name: {contains: $n}}) { nodes { code name recordedAt } } }"
    )
    assert wuye("export", first, "--query", question, "--variables", '{"n": "省"}').out == f"2 rows: {first}\n"
    graph.load(tables(tmp_path / "2", {"regions": "code,name,level\n11,丙省,province\n13,丁省,province"}))
    now = wuye("export", second, "--query", question, "--variables", '{"n": "省"}')

    assert now.out == f"3 rows: {second}\n" and second.read_bytes() != first.read_bytes()
    again = wuye("export", second, "--again", f"{first}.manifest.json")

    assert again.out == f"2 rows: {second}\n", again.err
    assert second.read_bytes() == first.read_bytes()
    manifest = json.loads((tmp_path / f"a.{format}.manifest.json").read_text())
    assert manifest["sha256"] == hashlib.sha256(first.read_bytes()).hexdigest() and manifest["rows"] == 2
    changed = tmp_path / "c.manifest.json"
    changed.write_text(json.dumps(manifest | {"sha256": "0" * 64}))
    assert "other bytes" in wuye("export", second, "--again", changed).err
    assert "is no manifest" in wuye("export", second, "--again", question).err


def test_what_is_loaded_between_two_pages_is_not_in_the_file(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whole, "PAGE", 2)
    rows = [f"{code},省{code},province" for code in (11, 12, 13, 14, 15)]
    graph.load(tables(tmp_path / "1", {"regions": "\n".join(["code,name,level", *rows])}))
    schema, pages = fixed_schema(graph.database), 0
    execute = schema.execute

    async def loading(*given: Any) -> Any:
        nonlocal pages
        pages += 1
        if pages == 2:
            from loaders.load import load

            await load(
                [tables(tmp_path / "2", {"regions": "code,name,level\n14,改名,province\n16,新省,province"})],
                graph.database,
            )
        return await execute(*given)

    schema.execute = loading  # type: ignore[method-assign]
    body = written(graph, schema, "{ regions { nodes { code name } } }", "ndjson")[0]

    assert [json.loads(line)["name"] for line in body.splitlines()] == ["省11", "省12", "省13", "省14", "省15"]
    assert written(graph, fixed_schema(graph.database), "{ regions { nodes { name } } }")[1].rows == 6
