"""Record time: what a row said before it was corrected is not lost, and a load can be taken back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.asking import Asking, fixed_schema

if TYPE_CHECKING:
    from tests.conftest import Graph

FIRST = {
    "regions": "code,name,level,parent_code\n42,甲省,province,\n4201,甲市,city,42",
    "documents": "document_id,title,kind\nD,甲册,register\nF,乙册,register",
    "people": "person_id,name,phone\nP,张三,13900000000",
    "enterprises": "uscc,enterprise_id,name,kind,region_code,source_document_id\n,E1,甲公司,property_service,42,D\n,E2,乙公司,other,42,D",
    "sanctions": "sanction_id,uscc,kind,starts_on,ends_on,source_document_id,source_locator\nS,E1,bid_restriction,2022-01-01,2022-06-30,D,一",
}
SECOND = {
    "enterprises": "uscc,enterprise_id,name,kind,region_code,source_document_id\n,E1,甲公司,property_service,4201,F\n,E3,丙公司,other,42,F",
    "sanctions": "sanction_id,uscc,kind,starts_on,ends_on,source_document_id,source_locator\nS,E3,bid_restriction,2022-01-01,2022-12-31,D,二",
}


def tables(folder: Path, contents: dict[str, str]) -> Path:
    folder.mkdir()
    for name, text in contents.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    return folder


@pytest.fixture
def twice(graph: Graph, tmp_path: Path) -> Graph:
    """Two loads, of which the second corrects the first."""
    assert not graph.load(tables(tmp_path / "1", FIRST)).exit_status
    assert not graph.load(tables(tmp_path / "2", SECOND)).exit_status
    return graph


def asking(graph: Graph) -> Asking:
    return Asking(fixed_schema(graph.database), graph.run)


HISTORY = """query($id: ID!) { node(id: $id) { ... on Record { history {
  recordedAt load { number kind files created updated unchanged } changes { field before after } } } } }"""


def history(graph: Graph, id: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = asking(graph).data(HISTORY, id=id)["node"]["history"]
    return found


def test_history_says_what_changed_when_and_by_which_load(twice: Graph) -> None:
    later, first = history(twice, "Sanction:S")

    assert {(c["field"], c["before"], c["after"]) for c in later["changes"]} == {
        ("endsOn", "2022-06-30", "2022-12-31"),
        ("enterprise", "Enterprise:E1", "Enterprise:E3"),
    }
    assert {c["field"] for c in first["changes"]} == {
        "sanctionId",
        "kind",
        "startsOn",
        "endsOn",
        "permanent",
        "enterprise",
    }
    assert all(c["before"] is None for c in first["changes"])
    assert first["recordedAt"] < later["recordedAt"]
    files = ["enterprises.csv", "sanctions.csv"]
    assert later["load"] == {"number": 2, "kind": "LOAD", "files": files, "created": 1, "updated": 2, "unchanged": 0}
    assert first["load"]["number"] == 1
    assert [change["load"]["number"] for change in history(twice, "Enterprise:E2")] == [1]


def test_the_same_load_again_leaves_no_trace(twice: Graph, tmp_path: Path) -> None:
    before = twice.rows("MATCH (n) RETURN elementId(n), properties(n) ORDER BY elementId(n)")

    twice.load(tmp_path / "2")

    assert twice.rows("MATCH (n) RETURN elementId(n), properties(n) ORDER BY elementId(n)") == before


def test_no_pattern_meets_what_is_kept(twice: Graph) -> None:
    """Counts, degrees of facts, paths and search see the graph as it is."""
    found = asking(twice).data(
        """{ about { types { type count } sources { documentId facts } }
             search(text: "甲公司") { totalCount } enterprise(by: {id: "Enterprise:E1"}) { sanctions { totalCount } sources { document { id } } }
             neighborhood(id: "Enterprise:E1", depth: 2) { nodes { id } } }"""
    )
    counts = {each["type"]: each["count"] for each in found["about"]["types"] if each["count"]}

    assert counts == {"Document": 2, "Region": 2, "Person": 1, "Enterprise": 3, "Sanction": 1}
    assert found["search"]["totalCount"] == 1 and found["enterprise"]["sanctions"]["totalCount"] == 0
    assert [node["id"] for node in found["neighborhood"]["nodes"]] == ["Enterprise:E1"]
    assert {each["documentId"]: each["facts"] for each in found["about"]["sources"]} == {"D": 3, "F": 2}
