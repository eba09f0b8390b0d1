"""Record time: what a row said before it was corrected is not lost, and a load can be taken back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graph import loads
from graph.errors import BadInput
from graph.purge import PURGED, purge
from graph.withdraw import withdraw
from tests.asking import Asking, fixed_schema
from tests.tables import tables

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


def test_a_withdrawn_load_leaves_what_stood_before(graph: Graph, tmp_path: Path) -> None:
    graph.load(tables(tmp_path / "1", FIRST))
    alone, first = graph.content(), everything(graph)
    graph.load(tables(tmp_path / "2", SECOND))
    second, between = everything(graph), graph.rows("RETURN toString(datetime())")[0][0]

    done = graph.run(withdraw(graph.database, 2))

    assert (done.number, done.restored, done.removed) == (3, 2, 1)
    assert graph.content() == alone and everything(graph) == first
    # What was known meanwhile stays known, and who took it back is told.
    assert everything(graph, known=between) == second
    assert [change["load"]["number"] for change in history(graph, "Sanction:S")] == [3, 2, 1]
    assert [load.withdrawn for load in graph.run(loads.listed(graph.database))] == [None, 3, None]
    # The same files may be loaded again.
    assert graph.load(tmp_path / "2").total.outcomes() == {"created": 1, "updated": 2, "unchanged": 0, "rejected": 0}
    assert everything(graph) == second


def test_a_load_that_others_refer_to_is_not_withdrawn(twice: Graph) -> None:
    before = twice.content()

    for number, said in ((1, "referred to by load 2"), (7, "There is no load 7")):
        with pytest.raises(BadInput, match=said):
            twice.run(withdraw(twice.database, number))
    assert twice.content() == before
    twice.run(withdraw(twice.database, 2))
    with pytest.raises(BadInput, match="withdrawn already, by 3"):
        twice.run(withdraw(twice.database, 2))
    with pytest.raises(BadInput, match="itself a withdrawal"):
        twice.run(withdraw(twice.database, 3))
    twice.run(withdraw(twice.database, 1))
    assert twice.content() == ([], [])


def test_what_is_purged_is_nowhere_and_does_not_come_back(graph: Graph, tmp_path: Path) -> None:
    people = "person_id,name,phone,source_document_id,source_quote\nP,张三丰,13912345678,D,张三丰所言"
    roles = "role_id,uscc,person_id,role\nR,E1,P,director"
    graph.load(tables(tmp_path / "1", FIRST | {"people": people, "enterprise_roles": roles}))
    between = graph.rows("RETURN toString(datetime())")[0][0]
    graph.load(tables(tmp_path / "2", {"people": people.replace("13912345678", "13987654321")}))

    assert graph.run(purge(graph.database, "Person:P")) == 1
    again = graph.load(tmp_path / "1")

    assert again.total.outcomes()["updated"] == 0
    nodes = graph.rows("MATCH (n) RETURN properties(n)") + graph.rows("MATCH ()-[r]->() RETURN properties(r)")
    assert not [
        each for each in nodes if any(word in repr(each) for word in ("张三丰", "zhangsan", "1391234", "1398765"))
    ]
    question = """query($known: DateTime) @asOf(known: $known) {
      enterpriseRoles { nodes { person { personId name quality sources { locator } history { load { kind } changes { after } } } } } }"""
    found = {known: asking(graph).data(question, known=known)["enterpriseRoles"] for known in (None, between)}
    [role] = found[None]["nodes"]
    assert role["person"]["name"] == PURGED == found[between]["nodes"][0]["person"]["name"]
    assert [change["load"]["kind"] for change in role["person"]["history"]] == ["PURGE"]
    assert role["person"]["sources"] == []
    with pytest.raises(BadInput, match="No node has the id"):
        graph.run(purge(graph.database, "Person:Q"))


EVERYTHING = """query($known: DateTime, $valid: Date) @asOf(known: $known, valid: $valid) {
  about { types { type count } sources { documentId facts } }
  enterprises { totalCount nodes { id name region { id } sanctions { nodes { id } } sources { document { id } locator } } }
  sanctions(where: { inForce: { on: "2022-09-01" } }) { nodes { id enterprise { name } sources { document { id } locator } } }
  barredEnterprises(on: "2022-03-01") { nodes { name } }
  search(text: "公司") { totalCount nodes { id } }
  paths(from: "Sanction:S", to: "Enterprise:E1") { length nodes { id } }
  neighborhood(id: "Sanction:S") { nodes { id } edges { from to type } }
  regions(where: { within: "4201" }) { nodes { id } }
  flags(rules: [BARRED_BIDDER]) { totalCount }
}"""


def everything(graph: Graph, **variables: str) -> dict[str, Any]:
    """An answer of every kind; what a text index ranks, by id."""
    found = asking(graph).data(EVERYTHING, **variables)
    found["search"]["nodes"].sort(key=lambda node: node["id"])
    return found


def test_as_known_between_two_loads_the_first_stands_alone(graph: Graph, tmp_path: Path) -> None:
    graph.load(tables(tmp_path / "1", FIRST))
    alone = everything(graph), everything(graph, valid="2022-02-02")
    between = graph.rows("RETURN toString(datetime())")[0][0]
    graph.load(tables(tmp_path / "2", SECOND))
    after = everything(graph)
    before = graph.content()

    assert (everything(graph, known=between), everything(graph, known=between, valid="2022-02-02")) == alone
    assert everything(graph) == after != alone[0]
    assert graph.content() == before  # nothing of it is kept
    [first] = asking(graph).data(
        HISTORY.replace("($id: ID!)", f'($id: ID!) @asOf(known: "{between}")'), id="Sanction:S"
    )["node"]["history"]
    assert first["load"]["number"] == 1


def test_nothing_was_known_before_the_first_load(twice: Graph) -> None:
    found = asking(twice).data(
        'query @asOf(known: "2001-01-01T00:00:00Z") { about { types { count } } enterprises { totalCount } }'
    )

    assert {each["count"] for each in found["about"]["types"]} == {0} and found["enterprises"]["totalCount"] == 0


def test_the_pair_used_is_told(twice: Graph) -> None:
    body = asking(twice).answer(
        'query @asOf(valid: "2022-02-02", known: "2022-02-02T08:00:00+08:00") { about { version } }'
    )

    assert body["extensions"]["asOf"] == {"valid": "2022-02-02", "known": "2022-02-02T00:00:00Z"}


def test_search_and_match_find_what_stood_then_whatever_was_deleted_since(graph: Graph, tmp_path: Path) -> None:
    """Nodes and relationships have numbers of their own: among so many, some that went are equal to some that stayed."""
    head, numbers = "enterprise_id,name,kind,region_code,source_document_id", range(40)
    first = [f"E{n},{'甲乙'[n % 2]}地{n}号物业公司,property_service,42,D" for n in numbers]
    second = [f"E{n},丙地{n}号物业公司,property_service,4201,F" for n in numbers[:30]]
    graph.load(tables(tmp_path / "1", FIRST | {"enterprises": "\n".join([head, *first])}))
    between = graph.rows("RETURN toString(datetime())")[0][0]
    graph.load(tables(tmp_path / "2", {"enterprises": "\n".join([head, *second])}))
    question = """query($known: DateTime) @asOf(known: $known) {
      all: search(text: "物业公司", first: 100) { totalCount nodes { ... on Enterprise { name } } }
      former: search(text: "jiadi") { totalCount }
      later: search(text: "bingdi") { totalCount }
      match(queries: [{ name: "甲地2号物业公司" }], limit: 1) { candidates { enterprise { enterpriseId name } } } }"""

    past, now = (asking(graph).data(question, known=known) for known in (between, None))

    assert sorted(node["name"] for node in past["all"]["nodes"]) == sorted(row.split(",")[1] for row in first)
    assert [past[key]["totalCount"] for key in ("all", "former", "later")] == [40, 20, 0]
    assert [now[key]["totalCount"] for key in ("all", "former", "later")] == [40, 5, 30]
    [[candidate]] = [each["candidates"] for each in past["match"]]
    assert candidate["enterprise"] == {"enterpriseId": "E2", "name": "甲地2号物业公司"}
