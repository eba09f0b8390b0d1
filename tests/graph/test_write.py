"""Writing on a real Neo4j: the schema, the graph's own node, and what a batch does to nodes and relationships."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from graph import write
from graph.domain import MODEL
from graph.errors import Unavailable
from graph.pinyin import SEARCH_KEYS
from graph.write import Record, Written

if TYPE_CHECKING:
    from tests.conftest import Graph


def community(key: str, name: str, region: str = "42", source: write.Citation | None = None) -> Record:
    properties: dict[str, object] = {"communityId": key, "name": name, "mergedOn": date(2022, 6, 30), "quality": []}
    return Record(key, properties, [[region], []], write.digest([name, region, source]), source)


def region(code: str) -> Record:
    return Record(code, {"code": code, "name": code, "quality": []}, [[]], write.digest(code))


def document(key: str) -> Record:
    return Record(key, {"documentId": key, "title": key, "quality": []}, [], write.digest(key))


@pytest.fixture
def settled(graph: Graph) -> Graph:
    """A graph with two regions and two documents."""
    graph.run(write.write_records(graph.database, MODEL["Region"], [region("42"), region("43")]))
    graph.run(write.write_records(graph.database, MODEL["Document"], [document("D1"), document("D2")]))
    return graph


def write_communities(graph: Graph, *records: Record) -> Written:
    return graph.run(write.write_records(graph.database, MODEL["Community"], records))


def test_every_command_of_the_schema_is_harmless_again(graph: Graph) -> None:
    for command in write.schema_commands(MODEL):
        graph.rows(command)


def test_each_key_is_unique_and_each_searched_field_indexed(graph: Graph) -> None:
    unique = {(labels[0], names[0]) for labels, names in graph.rows("SHOW CONSTRAINTS YIELD labelsOrTypes, properties")}
    searched = graph.rows(
        "SHOW INDEXES YIELD name, type, labelsOrTypes, properties WHERE type = 'FULLTEXT'"
        " RETURN name, labelsOrTypes, properties ORDER BY name"
    )

    assert unique == {(node.name, key) for node in MODEL for key in (node.key, *node.unique)} | {
        ("Wuye", "name"),
        ("Load", "number"),
    }
    (open_to_all, labels, properties), (masked, apart, same), *past = searched
    assert past == [["search_past", ["Past"], properties], ["search_past_masked", ["MaskedPast"], properties]]
    assert (open_to_all, masked) == (write.SEARCH_INDEX, write.MASKED_INDEX)
    assert apart == ["Person"]
    assert {*labels, *apart} == {node.name for node in MODEL if any(field.searched for field in node.fields)}
    assert not set(labels) & set(apart)
    assert set(properties) == set(same) == {f.name for node in MODEL for f in node.fields if f.searched} | {SEARCH_KEYS}


def test_an_index_of_another_form_is_made_anew(graph: Graph) -> None:
    graph.rows("DROP INDEX range_Sanction_startsOn")
    graph.rows("CREATE INDEX range_Sanction_startsOn FOR (n:Sanction) ON (n.endsOn)")
    graph.run(write.ensure_schema(graph.database))

    assert graph.rows(
        "SHOW INDEXES YIELD name, properties WHERE name = 'range_Sanction_startsOn' RETURN properties"
    ) == [[["startsOn"]]]


def test_a_schema_that_several_make_at_once_is_whole(graph: Graph) -> None:
    """Two processes that open a new graph: one waits in Neo4j for a lock that the other holds, and the other way round."""

    async def at_once() -> None:
        await asyncio.gather(*(write.ensure_schema(graph.database) for _ in range(4)))

    for name in ("key_Bid_bidId", "key_Tender_tenderId", "key_Wuye_name"):
        graph.rows(f"DROP CONSTRAINT {name}")
    graph.run(at_once())

    assert graph.run(write.missing(graph.database)) == []


def test_the_graph_has_one_secret_whoever_asks_first(graph: Graph) -> None:
    async def at_once() -> list[bytes]:
        return await asyncio.gather(*(write.graph_secret(graph.database) for _ in range(5)))

    graph.rows("MATCH (g:Wuye) DELETE g")
    secrets = set(graph.run(at_once()))

    assert len(secrets) == 1
    assert len(secrets.pop()) == 32
    assert graph.rows("MATCH (g:Wuye) RETURN g.name, g.schemaVersion, g.revision") == [
        ["graph", write.SCHEMA_VERSION, 0]
    ]


def test_a_graph_of_a_newer_wuye_is_left_alone(graph: Graph) -> None:
    graph.rows("MATCH (g:Wuye {name: 'graph'}) SET g.schemaVersion = $newer", newer=write.SCHEMA_VERSION + 1)
    graph.rows("DROP INDEX range_Sanction_startsOn")
    with pytest.raises(Unavailable, match="A newer Wuye has made this graph"):
        graph.run(write.ensure_schema(graph.database))
    assert not graph.rows("SHOW INDEXES YIELD name WHERE name = 'range_Sanction_startsOn'")

    graph.rows("MATCH (g:Wuye {name: 'graph'}) SET g.schemaVersion = $this", this=write.SCHEMA_VERSION)
    graph.run(write.ensure_schema(graph.database))
    assert graph.rows("SHOW INDEXES YIELD name WHERE name = 'range_Sanction_startsOn'")


def test_revisions_count_up(graph: Graph) -> None:
    assert [graph.run(write.raise_revision(graph.database)) for _ in range(2)] == [1, 2]


def test_a_record_becomes_a_node_with_its_relationships(settled: Graph) -> None:
    before = datetime.now(UTC)

    assert write_communities(settled, community("C1", "祥和苑", source=("D1", "p. 3", "五个小区"))) == Written(
        created=1
    )

    [[found, regions, documents, cited]] = settled.rows(
        "MATCH (n:Community)-[:IN_REGION]->(r:Region), (n)-[c:CITED_IN]->(d) RETURN properties(n), collect(r.code), d.documentId, properties(c)"
    )
    recorded = found.pop("recordedAt").to_native()
    assert found.pop("mergedOn").to_native() == date(2022, 6, 30)
    assert found.pop("digest") == write.digest(["祥和苑", "42", ("D1", "p. 3", "五个小区")])
    assert "xiangheyuan" in found.pop(SEARCH_KEYS)
    assert found == {"communityId": "C1", "name": "祥和苑"}
    assert (regions, documents, cited) == (["42"], "D1", {"locator": "p. 3", "quote": "五个小区"})
    assert before <= recorded <= datetime.now(UTC)
    assert recorded.utcoffset() == before.utcoffset()


def test_the_same_record_writes_nothing(settled: Graph) -> None:
    write_communities(settled, community("C1", "a"))
    before = settled.rows("MATCH (n:Community) RETURN n.recordedAt, elementId(n)")

    assert write_communities(settled, community("C1", "a"), community("C2", "b")) == Written(created=1, unchanged=1)
    assert settled.rows("MATCH (n:Community {communityId: 'C1'}) RETURN n.recordedAt, elementId(n)") == before


def test_a_corrected_record_replaces_properties_and_relationships(settled: Graph) -> None:
    write_communities(settled, community("C1", "a", "42", ("D1", "p. 1", None)), community("C2", "x"))
    settled.rows("MATCH (n:Community {communityId: 'C1'}) SET n.address = 'gone with the correction'")
    settled.rows(
        "MATCH (n:Community {communityId: 'C1'}), (m:Community {communityId: 'C2'}) CREATE (m)-[:MERGED_INTO]->(n)"
    )

    assert write_communities(settled, community("C1", "a", "43", ("D1", "p. 2", "q"))) == Written(updated=1)

    assert settled.rows(
        "MATCH (n:Community {communityId: 'C1'})-[r]->(m) RETURN type(r), coalesce(m.code, m.documentId), r.locator, n.address ORDER BY type(r)"
    ) == [["CITED_IN", "D1", "p. 2", None], ["IN_REGION", "43", None, None]]
    assert settled.rows("MATCH (:Community {communityId: 'C1'})<-[r]-() RETURN type(r)") == [["MERGED_INTO"]]


def test_a_further_source_is_a_further_citation(settled: Graph) -> None:
    write_communities(settled, community("C1", "a", source=("D1", None, None)))
    write_communities(settled, community("C1", "a", source=("D2", None, None)))

    assert sorted(settled.rows("MATCH (:Community)-[:CITED_IN]->(d) RETURN d.documentId")) == [["D1"], ["D2"]]


def test_a_bid_of_a_consortium_has_each_enterprise_once(settled: Graph) -> None:
    settled.rows(
        "CREATE (:Enterprise {enterpriseId: 'A'}), (:Enterprise {enterpriseId: 'B'}), (:Tender {tenderId: 'T'})"
    )
    for digest in (1, 2):
        record = Record(
            "1", {"bidId": "1", "submittedOn": date(2022, 1, 1), "quality": []}, [["T"], ["A", "B"]], digest
        )
        settled.run(write.write_records(settled.database, MODEL["Bid"], [record]))

    assert sorted(settled.rows("MATCH (:Bid)-[r]->(m) RETURN type(r), coalesce(m.tenderId, m.enterpriseId)")) == [
        ["SUBMITTED_BY", "A"],
        ["SUBMITTED_BY", "B"],
        ["SUBMITTED_TO", "T"],
    ]


def test_links_are_made_once(settled: Graph) -> None:
    async def link() -> Written:
        return await write.write_links(settled.database, "REPLIES_TO", [("D1", "D2")])

    assert (settled.run(link()), settled.run(link())) == (Written(created=1), Written(unchanged=1))


def test_two_writers_at_once_make_one_node_each(settled: Graph) -> None:
    async def at_once() -> list[Written]:
        batch = [community(f"C{number}", "a") for number in range(300)]
        return await asyncio.gather(
            *(write.write_records(settled.database, MODEL["Community"], batch) for _ in range(4))
        )

    written = settled.run(at_once())

    assert sum(each.created for each in written) == 300
    assert settled.rows("MATCH (n:Community) RETURN count(n)") == [[300]]
    assert settled.rows("MATCH (:Community)-[r:IN_REGION]->() RETURN count(r)") == [[300]]


@pytest.mark.parametrize("known", [False, True])
def test_an_enterprise_takes_its_credit_code_as_its_key(settled: Graph, known: bool) -> None:
    settled.rows(
        "CREATE (e:Enterprise {enterpriseId: 'E1'})-[:IN_REGION]->(:Region {code: '1'}), (:CreditEvent {eventId: 'V'})-[:CONCERNS]->(e)"
    )
    if known:
        settled.rows("CREATE (:Enterprise {enterpriseId: 'U', uscc: 'U'})")

    settled.run(write.adopt(settled.database, [("E1", "U")]))

    assert settled.rows("MATCH (v:CreditEvent)-[:CONCERNS]->(e) RETURN e.enterpriseId, e.uscc") == [["U", "U"]]
    assert settled.rows("MATCH (e:Enterprise) RETURN count(e)") == [[1]]


def test_parameters_leave_no_trace_in_a_debug_log() -> None:
    assert repr(write._Rows([{"key": "王伟"}])) == "<1 rows>"
