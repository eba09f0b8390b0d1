"""Edits by hand: recorded, corrected and annotated like rows of a file, with who and when, and taken back like a load."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from graph import keys, loads
from graph.settings import Settings
from graph.withdraw import withdraw
from tests.asking import Asking, fixed_schema
from tests.tables import tables
from tests.test_record_time import FIRST, HISTORY

if TYPE_CHECKING:
    from tests.conftest import Graph

SANCTION = """mutation($input: SanctionInput!) { recordSanction(input: $input) {
  node { id ... on Sanction { kind startsOn endsOn enterprise { name } sources { document { documentId } locator } } }
  load { number kind by note created updated files } userErrors { field message } } }"""
CORRECT = SANCTION.replace("record", "correct")
S2: dict[str, Any] = {
    "sanctionId": "S2", "kind": "BID_RESTRICTION", "startsOn": "2023-01-01", "enterprise": "Enterprise:E2", "sourceDocument": "Document:D",
    "sourceLocator": "第三页", "note": "电话核实",
}  # fmt: skip


@pytest.fixture
def loaded(graph: Graph, tmp_path: Path) -> Graph:
    assert not graph.load(tables(tmp_path / "1", FIRST)).exit_status
    return graph


@pytest.fixture
def asking(loaded: Graph) -> Asking:
    return Asking(fixed_schema(loaded.database), loaded.run)


def test_what_is_recorded_by_hand_stands_like_a_row_of_a_file(loaded: Graph, asking: Asking) -> None:
    before = loaded.content()
    made = asking.data(SANCTION, input=S2)["recordSanction"]

    assert made == {
        "node": {
            "id": "Sanction:S2", "kind": "BID_RESTRICTION", "startsOn": "2023-01-01", "endsOn": None, "enterprise": {"name": "乙公司"},
            "sources": [{"document": {"documentId": "D"}, "locator": "第三页"}],
        },
        "load": {"number": 2, "kind": "EDIT", "by": "shell", "note": "电话核实", "created": 1, "updated": 0, "files": ()},
        "userErrors": [],
    }  # fmt: skip
    again = asking.data(SANCTION, input=S2)["recordSanction"]
    assert again["node"] is None and again["load"] is None
    assert again["userErrors"] == [{"field": "sanctionId", "message": "There is a Sanction of this key; correct it instead."}]  # fmt: skip
    loaded.run(withdraw(loaded.database, 2))
    assert loaded.content() == before


def test_a_correction_says_only_what_changes(loaded: Graph, asking: Asking) -> None:
    done = asking.data(CORRECT, input={"sanctionId": "S", "endsOn": None, "kind": "FORCED_EXIT"})["correctSanction"]

    node, load = done["node"], done["load"]
    assert (node["kind"], node["startsOn"], node["endsOn"], node["enterprise"]) == ("FORCED_EXIT", "2022-01-01", None, {"name": "甲公司"})  # fmt: skip
    assert node["sources"] == [{"document": {"documentId": "D"}, "locator": "一"}]
    assert (load["kind"], load["updated"]) == ("EDIT", 1)
    [latest, first] = asking.data(HISTORY, id="Sanction:S")["node"]["history"]
    assert {(each["field"], each["before"], each["after"]) for each in latest["changes"]} == {
        ("endsOn", "2022-06-30", None),
        ("kind", "BID_RESTRICTION", "FORCED_EXIT"),
    }
    assert (latest["load"]["number"], first["load"]["number"]) == (2, 1)
    same = asking.data(CORRECT, input={"sanctionId": "S", "kind": "FORCED_EXIT"})["correctSanction"]
    assert (same["load"], same["userErrors"], same["node"]["id"]) == (None, [], "Sanction:S")
    assert [load.number for load in loaded.run(loads.listed(loaded.database))] == [2, 1], (
        "what changed nothing is no load"
    )


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"sanctionId": "S3", "kind": "BID_RESTRICTION", "enterprise": "E2"}, "startsOn", "required"),
        (S2 | {"endsOn": "2022-01-01"}, "endsOn", "before starts_on"),
        (S2 | {"enterprise": "Enterprise:E9"}, "enterprise", "names no accepted row"),
        (S2 | {"sourceDocument": "X"}, "sourceDocument", "names no accepted row"),
        (S2 | {"sanctionId": "=1+1"}, "sanctionId", ""),
    ],
)
def test_the_rules_are_those_of_files(
    given: dict[str, Any], field: str, said: str, loaded: Graph, asking: Asking
) -> None:
    before = loaded.content()
    done = asking.data(SANCTION, input=given)["recordSanction"]

    if said:
        [error] = done["userErrors"]
        assert (error["field"], done["node"], loaded.content()) == (field, None, before) and said in error["message"]
    else:
        assert done["node"]["id"] == "Sanction:=1+1", "what a spreadsheet would run is text here"


def test_every_type_goes_in_by_what_its_export_says(loaded: Graph, asking: Asking) -> None:
    """Types that share a table, an enterprise known by its register, lists: each by a mutation of its own."""
    document = """mutation {
      a: recordEnterprise(input: {enterpriseId: "E3", name: "丙公司", kind: PROPERTY_SERVICE, formerNames: ["老丙", "旧丙"], region: "Region:42"}) { ...E }
      b: correctEnterprise(input: {enterpriseId: "E3", name: "丁公司"}) { ...E }
      c: recordPartyCommittee(input: {organizationId: "C", name: "街道党工委", level: NEIGHBORHOOD_COMMITTEE}) { ...E }
      d: recordPartyBranch(input: {organizationId: "B", name: "小区党支部", superior: "PartyCommittee:C", firstSecretary: "P"}) { ...E }
      e: correctPerson(input: {personId: "P", name: "李四"}) { ...E }
      f: correctSanction(input: {sanctionId: "none", kind: FORCED_EXIT}) { ...E }
    } fragment E on EditPayload { userErrors { field message } node { __typename id ... on Enterprise { name formerNames } } }"""
    done = asking.data(document)

    assert done["b"] == {"userErrors": [], "node": {"__typename": "Enterprise", "id": "Enterprise:E3", "name": "丁公司", "formerNames": ["老丙", "旧丙"]}}  # fmt: skip
    assert {done[name]["node"]["id"] for name in "acde"} == {"Enterprise:E3", "PartyCommittee:C", "PartyBranch:B", "Person:P"}  # fmt: skip
    assert done["f"]["userErrors"] == [{"field": "sanctionId", "message": "There is no Sanction of this key; record it instead."}]  # fmt: skip
    assert loaded.rows("MATCH (p:Person) RETURN p.name, p.phone") == [["李四", "13900000000"]], "what nobody saw stays"


def test_an_annotation_is_told_by_the_history_and_changes_nothing(loaded: Graph, asking: Asking) -> None:
    before = loaded.content()
    document = """mutation($id: ID!, $note: String!) { annotateFact(input: {id: $id, note: $note}) {
      node { id } load { kind by note } userErrors { field } } }"""
    done = asking.data(document, id="Sanction:S", note="与当事人核对过")["annotateFact"]

    assert done == {"node": {"id": "Sanction:S"}, "load": {"kind": "ANNOTATION", "by": "shell", "note": "与当事人核对过"}, "userErrors": []}  # fmt: skip
    assert loaded.content() == before
    latest, first = asking.data(HISTORY, id="Sanction:S")["node"]["history"]
    assert (latest["load"]["kind"], latest["changes"], first["load"]["kind"]) == ("ANNOTATION", [], "LOAD")
    loaded.run(withdraw(loaded.database, 2))
    assert loaded.content() == before
    assert asking.data(document, id="Sanction:none", note="x")["annotateFact"]["userErrors"] == [{"field": "id"}]
    assert asking.data(document, id="Sanction:S", note=" ")["annotateFact"]["userErrors"] == [{"field": "note"}]
    assert asking.refusal(document, id="none", note="x")[0] == "BAD_USER_INPUT"


@pytest.fixture
def client(loaded: Graph, address: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(address)) as client:
        yield client


def test_only_editors_write_and_answers_are_never_stale(loaded: Graph, client: TestClient) -> None:
    asked = {"query": SANCTION, "variables": {"input": S2}}
    question = {"query": "{ sanctions { totalCount } about { revision } }"}

    def post(role: str, body: dict[str, Any] = asked) -> Any:
        key, text = loaded.run(keys.create(loaded.database, role, ""))
        return key, client.post(
            "/graphql", json=body, headers={"Authorization": f"Bearer {text}"} if role else {}
        ).json()

    for role in ("public", "investigator"):
        assert post(role)[1]["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    assert client.post("/graphql", json=asked).json()["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    before = client.post("/graphql", json=question).json()["data"]
    key, made = post("editor")
    after = client.post("/graphql", json=question).json()["data"]

    assert made["data"]["recordSanction"]["load"]["by"] == f"key {key.id}"
    assert (before["sanctions"]["totalCount"], after["sanctions"]["totalCount"]) == (1, 2)
    assert int(after["about"]["revision"]) == int(before["about"]["revision"]) + 1
    assert post("admin")[1]["data"]["recordSanction"]["userErrors"], "the same edit again is asked, not remembered"
