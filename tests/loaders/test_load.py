"""Tables into a real Neo4j: twice changes nothing, in any order gives the same graph, and no row vanishes."""

from __future__ import annotations

import csv
import json
import stat
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import BadInput
from loaders.load import Progress
from loaders.report import Counts, Report
from loaders.writer import BATCH
from tests.asking import Asking, fixed_schema
from tests.tables import tables

if TYPE_CHECKING:
    from tests.conftest import Graph

CODE = "91421202MA48ABCD95"
REGIONS = "code,name,level,parent_code\n421202,咸安区,county,421200\n421200,咸宁市,city,42\n42,湖北省,province,\n"
ENTERPRISES = f"uscc,enterprise_id,name,kind,source_document_id,source_locator\n{CODE},E1,永安物业,property_service,D1,p. 1\n,E2,温泉物业,物业服务,,\n"
SANCTIONS = "sanction_id,uscc,kind,starts_on,ends_on,region_code\nS1,E1,限制参与公开招投标,2022-01-01,,421202\nS2,E2,forced_exit,2022-01-01,2022-06-30,\n"
DOCUMENTS = "document_id,title,kind\nD1,名册,register\nD2,答复,reply\n"
LINKS = "from_id,to_id,kind\nD2,D1,cites\n"
TABLES = {
    "regions": REGIONS,
    "enterprises": ENTERPRISES,
    "sanctions": SANCTIONS,
    "documents": DOCUMENTS,
    "document_links": LINKS,
}


def complete(report: Report) -> bool:
    """Every row read has one outcome."""
    return all(c.read == c.created + c.updated + c.unchanged + c.rejected for c in report.tables.values())


def reasons(report: Report) -> dict[int, str]:
    return {rejection.row: rejection.column for rejection in report.rejections}


def test_tables_become_the_graph_of_the_schema(graph: Graph, tmp_path: Path) -> None:
    report = graph.load(tables(tmp_path, TABLES))

    assert (report.exit_status, report.total) == (0, Counts(read=10, created=10))
    assert sorted(
        graph.rows("MATCH (a)-[r]->(b) WITH a, r, b RETURN labels(a)[0], type(r), labels(b)[0], count(*)")
    ) == [
        ["Document", "CITES", "Document", 1],
        ["Enterprise", "CITED_IN", "Document", 1],
        ["Region", "PART_OF", "Region", 2],
        ["Sanction", "APPLIES_IN", "Region", 1],
        ["Sanction", "IMPOSED_ON", "Enterprise", 2],
    ]
    [[found]] = graph.rows("MATCH (s:Sanction {sanctionId: 'S2'}) RETURN properties(s)")
    assert (found["startsOn"].to_native(), found["permanent"], "quality" in found) == (date(2022, 1, 1), False, False)
    assert graph.rows("MATCH (g:Wuye) RETURN g.revision") == [[1]]


def test_loading_twice_changes_nothing(graph: Graph, tmp_path: Path) -> None:
    folder = tables(tmp_path, TABLES)
    graph.load(folder)
    before = graph.rows("MATCH (n) RETURN elementId(n), properties(n) ORDER BY elementId(n)")

    report = graph.load(folder)

    assert report.total == Counts(read=10, unchanged=10)
    assert graph.rows("MATCH (n) RETURN elementId(n), properties(n) ORDER BY elementId(n)") == before


def test_a_corrected_row_updates(graph: Graph, tmp_path: Path) -> None:
    graph.load(tables(tmp_path, TABLES))

    report = graph.load(tables(tmp_path / "corrected", {"sanctions": SANCTIONS.replace("2022-06-30", "2022-07-31")}))

    assert report.tables["sanctions"] == Counts(read=2, updated=1, unchanged=1)
    assert graph.rows("MATCH (s:Sanction {sanctionId: 'S2'}) RETURN toString(s.endsOn)") == [["2022-07-31"]]
    assert graph.rows("MATCH (g:Wuye) RETURN g.revision") == [[2]]


def test_a_dry_run_reports_the_same_and_writes_nothing(graph: Graph, tmp_path: Path) -> None:
    folder = tables(tmp_path, TABLES | {"sanctions": SANCTIONS + "S3,E9,forced_exit,2022-01-01,,\n"})
    graph.rows("MATCH (g:Wuye) DELETE g")

    dry = graph.load(folder, dry_run=True)

    assert graph.rows("MATCH (n) RETURN count(n)") == [[0]]
    wet = graph.load(folder)
    assert (dry.tables, dry.rejections) == (wet.tables, wet.rejections)
    assert graph.load(folder, dry_run=True).tables == graph.load(folder).tables


def test_a_dry_run_needs_no_schema(graph: Graph, tmp_path: Path) -> None:
    graph.rows("DROP INDEX search")
    graph.load(tables(tmp_path, TABLES), dry_run=True)

    assert graph.rows("SHOW INDEXES YIELD name WHERE name = 'search' RETURN name") == []


def test_a_missing_reference_rejects_its_row_and_those_that_hang_on_it(graph: Graph, tmp_path: Path) -> None:
    regions = "code,name,level,parent_code\n4299,a,city,43\n429901,b,county,4299\n42990101,c,subdistrict,429901\n42,d,province,\n"
    report = graph.load(tables(tmp_path, {"regions": regions}))

    assert report.exit_status == 1
    assert reasons(report) == {2: "parent_code", 3: "parent_code", 4: "parent_code"}
    assert [rejection.value for rejection in report.rejections] == ["43", "4299", "429901"]
    assert report.tables["regions"] == Counts(read=4, created=1, rejected=3)


def test_a_reference_may_be_in_the_graph_already(graph: Graph, tmp_path: Path) -> None:
    graph.load(tables(tmp_path, TABLES))
    report = graph.load(
        tables(tmp_path / "more", {"regions": "code,name,level,parent_code\n42120201,温泉,subdistrict,421202\n"})
    )

    assert report.exit_status == 0
    assert graph.rows("MATCH (:Region {code: '42120201'})-[:PART_OF*]->(r) RETURN count(r)") == [[3]]


def test_rows_may_name_each_other(graph: Graph, tmp_path: Path) -> None:
    documents = "document_id,title,kind,source_document_id\nD1,a,reply,D2\nD2,b,reply,D1\nD3,c,reply,D3\n"
    report = graph.load(tables(tmp_path, {"documents": documents}))

    assert report.total == Counts(read=3, created=3)
    assert sorted(graph.rows("MATCH (a)-[:CITED_IN]->(b) RETURN a.documentId, b.documentId")) == [
        ["D1", "D2"],
        ["D2", "D1"],
        ["D3", "D3"],
    ]


def test_no_region_is_part_of_itself(graph: Graph, tmp_path: Path) -> None:
    assert reasons(graph.load(tables(tmp_path, {"regions": "code,name,level,parent_code\n42,a,province,42\n"}))) == {
        2: "parent_code"
    }


def test_the_same_key_twice(graph: Graph, tmp_path: Path) -> None:
    people = "person_id,name\nP1,王伟\nP2,王伟\nP1,王伟\nP1,李娜\n"
    report = graph.load(tables(tmp_path, {"people": people}))

    assert report.tables["people"] == Counts(read=4, created=2, unchanged=1, rejected=1)
    assert report.rejections[0].row == 5
    assert "in row 2 of" in report.rejections[0].reason


def test_an_enterprise_goes_by_either_identifier(graph: Graph, tmp_path: Path) -> None:
    graph.load(tables(tmp_path, TABLES))

    assert sorted(
        graph.rows("MATCH (s:Sanction)-[:IMPOSED_ON]->(e) RETURN s.sanctionId, e.enterpriseId, e.uscc, e.registerId")
    ) == [
        ["S1", CODE, CODE, "E1"],
        ["S2", "E2", None, None],
    ]


def test_an_enterprise_whose_code_becomes_known_stays_the_same(graph: Graph, tmp_path: Path) -> None:
    graph.load(tables(tmp_path, TABLES))
    code = "91421202MA48ABCDK5"
    later = tables(tmp_path / "later", {"enterprises": f"uscc,enterprise_id,name,kind\n{code},E2,温泉物业,物业服务\n"})

    dry, wet = graph.load(later, dry_run=True), graph.load(later)

    assert dry.tables == wet.tables == {"enterprises": Counts(read=1, updated=1)}
    assert graph.rows("MATCH (:Sanction {sanctionId: 'S2'})-->(e) RETURN e.enterpriseId, e.registerId") == [
        [code, "E2"]
    ]
    assert graph.rows("MATCH (e:Enterprise) RETURN count(e)") == [[2]]
    assert graph.load(later).total == Counts(read=1, unchanged=1)

    graph.load(tmp_path)
    assert graph.rows("MATCH (e:Enterprise {registerId: 'E2'}) RETURN e.uscc") == [[code]]
    assert graph.load(tmp_path).total == Counts(read=10, unchanged=10)


def test_the_id_that_it_had_before_keeps_answering(graph: Graph, tmp_path: Path) -> None:
    code = "91421202MA48ABCDK5"
    graph.load(tables(tmp_path / "1", TABLES))
    graph.load(tables(tmp_path / "2", {"enterprises": f"uscc,enterprise_id,name,kind\n{code},E2,温泉物业,物业服务\n"}))
    asking = Asking(fixed_schema(graph.database), graph.run)
    question = """query($old: ID!, $new: ID!, $key: String!) {
      node(id: $old) { id }
      enterprise(by: { id: $old }) { id }
      keyed: enterprise(by: { enterpriseId: $key }) { id }
      nodes(ids: [$old, $new, "Enterprise:E3", "Person:E2"]) { id }
      sanctions(where: { enterprise: { id: { eq: $old } } }) { totalCount }
    }"""
    now = {"id": f"Enterprise:{code}"}
    assert asking.data(question, old="Enterprise:E2", new=now["id"], key="E2") == {
        "node": now,
        "enterprise": now,
        "keyed": now,
        "nodes": [now, now, None, None],
        "sanctions": {"totalCount": 0},  # a filter compares: it asks for the id of now
    }

    graph.load(tables(tmp_path / "3", {"enterprises": "enterprise_id,name,kind\nE9,另一家,other\n"}))
    graph.rows("MATCH (n:Enterprise {enterpriseId: 'E9'}) SET n.registerId = 'E2'")  # by another hand than the loader's
    assert f"one of: {code}, E9" in asking.refusal('{ node(id: "Enterprise:E2") { id } }')[1]
    assert asking.data('{ nodes(ids: ["Enterprise:E2"]) { id } }') == {"nodes": [None]}


def test_one_enterprise_named_twice_in_a_file_is_one(graph: Graph, tmp_path: Path) -> None:
    graph.load(tables(tmp_path, {"enterprises": "uscc,enterprise_id,name,kind\n,E1,n,other\n"}))
    rows = f"uscc,enterprise_id,name,kind\n{CODE},E1,n,other\n,E1,n,other\n91421202MA48ABCDK5,E1,n,other\n"

    for outcome in (Counts(read=3, updated=1, unchanged=1, rejected=1), Counts(read=3, unchanged=2, rejected=1)):
        assert graph.load(tables(tmp_path, {"enterprises": rows})).tables["enterprises"] == outcome
        assert graph.rows("MATCH (e:Enterprise) RETURN e.enterpriseId, e.registerId") == [[CODE, "E1"]]


def test_a_consortium_that_names_one_enterprise_twice_has_it_once(graph: Graph, tmp_path: Path) -> None:
    tenders = "tender_id,title,kind\nT1,t,renovation\n"
    bids = f"bid_id,tender_id,uscc,submitted_on,outcome\nB1,T1,E1;{CODE};E2,2022-01-01,won\n"
    graph.load(tables(tmp_path, TABLES | {"tenders": tenders, "bids": bids}))

    found = graph.rows("MATCH (:Bid)-[:SUBMITTED_BY]->(e) RETURN e.enterpriseId")
    assert sorted(found) == [[CODE], ["E2"]]


def test_rejects_that_cannot_be_written_are_said_before_loading(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be written"):
        graph.load(tables(tmp_path, TABLES), rejects=tmp_path / "none" / "rejects.csv")


def test_a_corrected_level_makes_a_committee_of_a_branch(graph: Graph, tmp_path: Path) -> None:
    text = "organization_id,name,level,superior_id\nB1,支部,{},K1\nK1,大党委,neighborhood_committee,\n"
    for level, label in (("community_branch", "PartyBranch"), ("社区大党委", "PartyCommittee")):
        graph.load(tables(tmp_path, {"party_organizations": text.format(level)}))

        assert graph.rows("MATCH (n {organizationId: 'B1'})-[:REPORTS_TO]->(k) RETURN labels(n), k.organizationId") == [
            [[label], "K1"]
        ]


def test_a_branch_leads_nobody_but_its_community(graph: Graph, tmp_path: Path) -> None:
    text = "organization_id,name,level,superior_id\nB1,a,community_branch,\nB2,b,community_branch,B1\n"

    assert reasons(graph.load(tables(tmp_path, {"party_organizations": text}))) == {3: "superior_id"}


def test_unknown_columns_are_warned_of(graph: Graph, tmp_path: Path) -> None:
    report = graph.load(tables(tmp_path, {"people": "person_id,name,备注\nP1,a,x\n"}))

    assert report.exit_status == 0
    assert "备注" in report.warnings[0]


def test_nothing_to_read_is_status_two(graph: Graph, tmp_path: Path) -> None:
    tables(tmp_path, {"foo": "a,b\n1,2\n"})

    for paths in ([tmp_path], [tmp_path / "none.csv"], [tables(tmp_path / "empty", {})]):
        report = graph.load(*paths)
        assert report.exit_status == 2
        assert report.failures


def test_a_file_that_breaks_off_is_in_up_to_there(graph: Graph, tmp_path: Path) -> None:
    report = graph.load(tables(tmp_path, {"people": 'person_id,name\nP1,a\nP2,"b\n', "regions": REGIONS}))

    assert report.exit_status == 1
    assert "row 3 opens a quote" in report.failures[0]
    assert report.total == Counts(read=4, created=4)


def test_rejected_rows_can_be_corrected_and_loaded_again(graph: Graph, tmp_path: Path) -> None:
    contents = TABLES | {
        "sanctions": "惩戒编号,企业,惩戒种类,起,备注\nS1,E1,强制清退,2022,x\nS2,E2,强制清退,2022-01-01,y\n",
        "people": "person_id,name,id_number\nP1,,421202198001011234\n",
    }
    rejects = tmp_path / "rejects.csv"
    report = graph.load(tables(tmp_path / "in", contents), rejects=rejects)
    assert report.total.rejected == 2
    assert stat.S_IMODE(rejects.stat().st_mode) == 0o600

    with rejects.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["_table"], row["_row"], row["_column"], row["备注"]) for row in rows] == [
        ("people", "2", "name", ""),
        ("sanctions", "2", "starts_on", "x"),
    ]
    corrected = (
        rejects.read_text(encoding="utf-8-sig")
        .replace("强制清退,2022,", "强制清退,2022-02-02,")
        .replace(",P1,,", ",P1,王伟,")
    )
    rejects.write_text(corrected, encoding="utf-8")

    assert graph.load(rejects).total == Counts(read=2, created=2)
    assert sorted(graph.rows("MATCH (s:Sanction) RETURN s.sanctionId, toString(s.startsOn)")) == [
        ["S1", "2022-02-02"],
        ["S2", "2022-01-01"],
    ]


def test_nothing_personal_is_in_the_report(graph: Graph, tmp_path: Path) -> None:
    report = graph.load(
        tables(tmp_path, {"people": "person_id,name,id_number\nP1,,421202198001011234\nP2,a,4.21202E+17\n"})
    )

    text = json.dumps(report.as_json())
    assert report.total.rejected == 2
    assert "421202198001011234" not in text
    assert "4.21202E+17" not in text


def test_the_report_as_json_and_lines(graph: Graph, tmp_path: Path) -> None:
    report = graph.load(tables(tmp_path, TABLES | {"people": "person_id,name\nP1,\n"}))

    assert report.as_json()["exitStatus"] == 1
    assert report.as_json()["tables"] == {name: asdict(counts) for name, counts in report.tables.items()}
    assert len(report.as_table()) == 2 + len(report.tables)
    assert str(report.rejections[0]) == f"{tmp_path / 'people.csv'}, row 2: name is required and empty; fill it in."


def test_progress_ends_with_all(graph: Graph, tmp_path: Path) -> None:
    told: list[Progress] = []
    people = "person_id,name\n" + "".join(f"P{number},a\n" for number in range(BATCH + 7))

    report = graph.load(tables(tmp_path, {"people": people}), on_progress=told.append)

    assert report.tables["people"] == Counts(read=BATCH + 7, created=BATCH + 7)
    assert [progress.rows for progress in told] == [BATCH, BATCH + 7]
    assert told[-1].share == 1.0


# ------------------------------------------------------------------------------------------------------------ properties

codes = st.sampled_from(["42", "4212", "421202", "421281", "42120201", "43"])
region_rows = st.tuples(
    codes, st.sampled_from(["a", "b"]), st.sampled_from(["province", "市", "??"]), st.one_of(st.just(""), codes)
)
names = st.sampled_from([CODE, "91421202MA48ABCDK5", "E1", "E2"])
enterprise_rows = st.tuples(
    st.one_of(st.just(""), names.filter(lambda n: len(n) == 18)),
    st.sampled_from(["", "E1", "E2"]),
    st.just("n"),
    st.just("other"),
    codes,
)
sanction_rows = st.tuples(
    st.sampled_from(["S1", "S2", "S3"]),
    names,
    st.just("强制清退"),
    st.sampled_from(["2022-01-01", "2022"]),
    st.one_of(st.just(""), codes),
)
random_tables = st.fixed_dictionaries(
    {
        "regions": st.lists(region_rows, max_size=6),
        "enterprises": st.lists(enterprise_rows, max_size=4),
        "sanctions": st.lists(sanction_rows, max_size=4),
    }
)
HEADERS = {
    "regions": ("code", "name", "level", "parent_code"),
    "enterprises": ("uscc", "enterprise_id", "name", "kind", "region_code"),
    "sanctions": ("sanction_id", "uscc", "kind", "starts_on", "region_code"),
}


def as_csv(name: str, rows: Sequence[Sequence[str]]) -> str:
    return "".join(",".join(row) + "\n" for row in (HEADERS[name], *rows))


@given(contents=random_tables, order=st.permutations(["regions", "enterprises", "sanctions"]))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_loaded(
    graph: Graph, tmp_path_factory: pytest.TempPathFactory, contents: dict[str, list[tuple[str, ...]]], order: list[str]
) -> None:
    folder = tables(tmp_path_factory.mktemp("any"), {name: as_csv(name, rows) for name, rows in contents.items()})
    graph.wipe()
    first = graph.load(folder)
    content = graph.content()

    again = graph.load(folder)
    assert complete(first)
    assert complete(again)
    assert again.total.created == again.total.updated == 0
    assert graph.content() == content

    graph.wipe()
    other = graph.load(*(folder / f"{name}.csv" for name in order))
    assert (other.tables, other.rejections) == (first.tables, first.rejections)
    assert graph.content() == content


@given(contents=random_tables)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_files_one_by_one_in_order_make_the_same_graph(
    graph: Graph, tmp_path_factory: pytest.TempPathFactory, contents: dict[str, list[tuple[str, ...]]]
) -> None:
    folder = tables(tmp_path_factory.mktemp("any"), {name: as_csv(name, rows) for name, rows in contents.items()})
    graph.wipe()
    graph.load(folder)
    content = graph.content()

    graph.wipe()
    for name in HEADERS:
        graph.load(folder / f"{name}.csv")

    assert graph.content() == content


def test_rows_that_name_no_source_are_of_the_document_given(graph: Graph, tmp_path: Path) -> None:
    folder = tables(tmp_path, TABLES)

    report = graph.load(folder, source="D2")
    text = "MATCH (n:Enterprise|Region)-[c:CITED_IN]->(d) RETURN coalesce(n.code, n.name) AS k, d.documentId, c.locator ORDER BY k"

    assert report.exit_status == 0
    assert graph.rows(text) == [
        ["42", "D2", "regions.csv, row 4"],
        ["421200", "D2", "regions.csv, row 3"],
        ["421202", "D2", "regions.csv, row 2"],
        ["永安物业", "D1", "p. 1"],
        ["温泉物业", "D2", "enterprises.csv, row 3"],
    ]
    # A row that moved within its file says the same as before.
    (folder / "regions.csv").write_text(REGIONS.replace("\n", "\n42001,武汉市,city,42\n", 1), encoding="utf-8")
    assert graph.load(folder / "regions.csv", source="D2").total == Counts(read=4, created=1, unchanged=3)
    assert graph.load(folder / "regions.csv", source="D9").total == Counts(read=4, rejected=4)


def test_a_link_between_documents_says_that_its_source_is_not_kept(graph: Graph, tmp_path: Path) -> None:
    links = "from_id,to_id,kind,source_document_id\nD2,D1,cites,D1\nD1,D2,cites,D1\n"

    assert "keeps no source" in " ".join(graph.load(tables(tmp_path, TABLES | {"document_links": links})).warnings)
    assert graph.load(tables(tmp_path, TABLES)).warnings == ()


def test_what_outgrows_memory_is_put_away_and_found_again(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With room for no entry, every key that an earlier batch named comes back from the file."""
    monkeypatch.setattr("loaders.ledger.AT_HAND", 0)
    monkeypatch.setattr("loaders.load.BATCH", 2)
    monkeypatch.setattr("loaders.load.SLICE", 1)
    people = "person_id,name\n" + "".join(f"P{n},王\n" for n in range(7)) + "P1,王\nP2,李\n"
    roles = "role_id,uscc,person_id,role\n" + "".join(f"R{n},E1,P{n},董事\n" for n in range(8))
    folder = tables(tmp_path, TABLES | {"people": people, "enterprise_roles": roles})
    # An enterprise is named again by either of its identifiers, batches later.
    more = f"uscc,enterprise_id,name,kind\n,E3,丙,other\n,E4,丁,other\n{CODE},E1,永安物业,物业服务\n,E1,戊,other\n,E3,丙,other\n"
    (folder / "企业.csv").write_text(more, encoding="utf-8")

    dry, report = graph.load(folder, dry_run=True), graph.load(folder)

    assert dry.tables == report.tables
    assert complete(report)
    assert report.tables["people"] == Counts(read=9, created=7, unchanged=1, rejected=1)
    assert report.tables["enterprise_roles"] == Counts(read=8, created=7, rejected=1)
    assert report.tables["regions"] == Counts(read=3, created=3)
    assert report.tables["enterprises"].unchanged == 1
    assert graph.rows("MATCH (:Person)<-[:HELD_BY]-(r)-[:HELD_IN]->(e) RETURN count(r), collect(DISTINCT e.uscc)") == [
        [7, [CODE]]
    ]
