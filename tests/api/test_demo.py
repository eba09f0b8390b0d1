"""`wuye demo` from nothing: an address, a question, its answer; the letter's totals exactly; never mixed with other data."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from api.demo import load_demo, require_own
from api.question import Question, questions
from graph.claims import MEASURES
from graph.database import Database
from graph.domain import MODEL
from graph.errors import BadInput
from graph.opened import open_graph
from tests.running import Demonstration, Process, address_of, environ, get, settings, wuye

if TYPE_CHECKING:
    from tests.conftest import Graph

#: What the letter says, by the claim of it: reply of 2023-07-10.
TOTALS = {
    "letter-communities": 688,
    "letter-households": 134_135,
    "letter-credit-files": 216,
    "letter-credit-records": 168,
    "letter-bid-restrictions": 47,
    "letter-security-systems": 535,
    "letter-parking-spaces": 17_881,
    "letter-public-space": 9_162,
    "letter-party-branches": 688,
    "letter-owners-committees": 688,
}
CUT = "2022-11-30"
CITY = "421200"

PLANNED = """
query Planned($city: String!) {
  communities(first: 1000, where: {
    isOld: {eq: true}, region: {within: $city}, renovations: {some: {year: {gte: 2019, lte: 2023}}}
  }) {
    totalCount
    nodes { households mergedInto { id } partyBranch { id } ownersCommittees { totalCount } }
  }
  renovations(first: 1000, where: {region: {within: $city}, year: {gte: 2019, lte: 2023}}) {
    totalCount
    nodes { year securitySystems parkingSpaces publicSpace }
  }
}
"""
CREDIT = """
query Credit($cut: Date!, $elsewhere: EnterpriseWhere!) {
  enterprises(where: {creditFileOpenedOn: {lte: $cut}, not: $elsewhere}) { totalCount }
  creditEvents(where: {occurredOn: {lte: $cut}, enterprise: {not: $elsewhere}}) { totalCount }
  sanctions(where: {kind: {eq: BID_RESTRICTION}, startsOn: {lte: $cut}, enterprise: {not: $elsewhere}}) { totalCount }
}
"""
CLAIMS = "{ claims(first: 100) { nodes { claimId value synthetic check { verdict actual claimed facts } } } }"

PLANNED_ONE = "(n:Community)<-[:RENOVATES]-() WHERE n.isOld AND NOT EXISTS { (n)-[:MERGED_INTO]->() }"
#: What is done to one fact, and the claim that it must cost.
#: More households, not fewer: those of the letter's own communities are unknown, and might make up for what is missing.
DAMAGE = {
    "letter-communities": (PLANNED_ONE, "n.isOld = false"),
    "letter-households": (f"{PLANNED_ONE} AND n.households > 1", "n.households = n.households + 1"),
    "letter-credit-files": ("(n:Enterprise) WHERE n.creditFileOpenedOn <= date($cut)", "n.creditFileOpenedOn = null"),
    "letter-credit-records": ("(n:CreditEvent) WHERE n.occurredOn <= date($cut)", "n.occurredOn = date('2022-12-01')"),
    "letter-bid-restrictions": (
        "(n:Sanction {kind: 'BID_RESTRICTION'}) WHERE n.startsOn <= date($cut)",
        "n.kind = 'PUBLIC_EXPOSURE'",
    ),
    "letter-security-systems": ("(n:Renovation {year: 2020})", "n.securitySystems = n.securitySystems + 1"),
    "letter-parking-spaces": ("(n:Renovation {year: 2022})", "n.parkingSpaces = n.parkingSpaces + 1"),
    "letter-public-space": (
        "(n:Renovation {year: 2021}) WHERE n.publicSpace > 0",
        "n.publicSpace = n.publicSpace + 0.5",
    ),
}


@pytest.fixture
def own(database: Database, graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment that names the run's Neo4j, empty."""
    return environ(address_of(settings(tmp_path_factory)))


def rows(served: Demonstration, text: str, **parameters: object) -> list[list[Any]]:
    """The records of a statement on its Neo4j."""

    async def work() -> list[list[Any]]:
        async with open_graph(served.settings) as opened:
            return await opened.database.rows(text, parameters)

    return asyncio.run(work())


def verdicts(served: Demonstration) -> dict[str, str]:
    return {claim["claimId"]: claim["check"]["verdict"] for claim in served.ask(CLAIMS)["claims"]["nodes"]}


# -------------------------------------------------------------------------------------------------------- what is shown


def test_it_shows_an_address_a_question_and_its_answer(served: Demonstration) -> None:
    question = questions()[0]
    assert f"{served.address}/graphql" in served.said
    assert question.title in served.said
    assert question.document.strip() in served.said
    answer = served.said.partition(question.document)[2]
    shown = json.loads(answer[answer.index("{") : answer.rindex("}") + 1])
    assert shown == served.ask(question.document)
    assert shown["barredEnterprises"]["totalCount"] > 0
    assert "SYNTHETIC" in served.said and "合成数据" in served.said


def test_it_serves_the_console_and_is_ready(served: Demonstration) -> None:
    assert get(f"{served.address}/readyz").status == 200
    assert "<html" in get(f"{served.address}/graphql", Accept="text/html").text


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.name)
def test_every_question_that_comes_with_wuye_has_an_answer(served: Demonstration, question: Question) -> None:
    [found] = served.ask(question.document).values()
    assert found.get("nodes") or found.get("edges")


# ---------------------------------------------------------------------------------------------------- the letter's totals


def test_the_plan_has_the_letter_s_communities_households_branches_and_committees(served: Demonstration) -> None:
    found = served.ask(PLANNED, {"city": CITY})["communities"]
    counted = [node for node in found["nodes"] if node["mergedInto"] is None]
    assert len(found["nodes"]) == found["totalCount"]
    assert len(counted) == TOTALS["letter-communities"]
    assert sum(node["households"] or 0 for node in counted) == TOTALS["letter-households"]
    assert sum(node["partyBranch"] is not None for node in counted) == TOTALS["letter-party-branches"]
    assert sum(node["ownersCommittees"]["totalCount"] for node in counted) == TOTALS["letter-owners-committees"]


def test_renovations_have_the_letter_s_sums(served: Demonstration) -> None:
    found = served.ask(PLANNED, {"city": CITY})["renovations"]
    assert len(found["nodes"]) == found["totalCount"]
    early = [node for node in found["nodes"] if node["year"] <= 2022]
    assert sum(node["securitySystems"] or 0 for node in early) == TOTALS["letter-security-systems"]
    assert sum(node["parkingSpaces"] or 0 for node in early) == TOTALS["letter-parking-spaces"]
    assert sum(node["publicSpace"] or 0 for node in found["nodes"]) == pytest.approx(TOTALS["letter-public-space"])


def test_credit_has_the_letter_s_counts(served: Demonstration) -> None:
    elsewhere = {"region": {"not": {"within": CITY}}}
    found = served.ask(CREDIT, {"cut": CUT, "elsewhere": elsewhere})
    assert {name: part["totalCount"] for name, part in found.items()} == {
        "enterprises": TOTALS["letter-credit-files"],
        "creditEvents": TOTALS["letter-credit-records"],
        "sanctions": TOTALS["letter-bid-restrictions"],
    }


def test_every_claim_of_the_letter_is_supported_by_what_is_counted(served: Demonstration) -> None:
    claims = served.ask(CLAIMS)["claims"]["nodes"]
    assert {claim["claimId"]: claim["value"] for claim in claims} == TOTALS
    assert len(claims) == len(MEASURES)
    for claim in claims:
        assert not claim["synthetic"], "what the letter says is no invention"
        check = claim["check"]
        assert (check["verdict"], check["actual"], check["claimed"]) == ("SUPPORTED", claim["value"], claim["value"])
        assert check["facts"] > 0


@pytest.mark.parametrize("claim", DAMAGE)
def test_one_damaged_fact_contradicts_the_claim_that_counts_it(served: Demonstration, claim: str) -> None:
    which, change = DAMAGE[claim]
    [[node, before]] = rows(served, f"MATCH {which} WITH n LIMIT 1 RETURN elementId(n), properties(n)", cut=CUT)
    rows(served, f"MATCH (n) WHERE elementId(n) = $node SET {change}", node=node)
    try:
        found = verdicts(served)
        assert found[claim] == "CONTRADICTED"
    finally:
        rows(served, "MATCH (n) WHERE elementId(n) = $node SET n = $before", node=node, before=before)
    assert set(verdicts(served).values()) == {"SUPPORTED"}


# ------------------------------------------------------------------------------------------------------- what is made up


def test_every_synthetic_node_cites_a_register(served: Demonstration) -> None:
    [[synthetic, uncited]] = rows(
        served,
        "MATCH (n) WHERE n.synthetic RETURN count(n), "
        "count(CASE WHEN NOT EXISTS { (n)-[:CITED_IN]->(:Document {kind: 'REGISTER'}) } THEN 1 END)",
    )
    assert synthetic > 5_000
    assert uncited == 0


def test_every_node_says_whether_it_is_synthetic_and_the_letter_s_own_are_not(served: Demonstration) -> None:
    assert rows(served, "MATCH (n) WHERE n.synthetic IS NULL AND NOT n:Wuye|Load RETURN labels(n), count(*)") == []
    [[own, invented]] = rows(
        served,
        "MATCH (n)-[:CITED_IN]->(d:Document {documentId: 'xianning-reply-2023-07-10'}) "
        "RETURN count(n), count(CASE WHEN n.synthetic THEN 1 END)",
    )
    assert own > 20
    assert invented == 0


def test_synthetic_nodes_say_so_through_graphql(served: Demonstration) -> None:
    found = served.ask(
        "{ about { synthetic types { type count } } enterprises(first: 1000) { nodes { synthetic sources { document { kind synthetic } } } } }"
    )
    assert found["about"]["synthetic"]
    assert {each["type"] for each in found["about"]["types"]} <= {node.name for node in MODEL}
    for node in found["enterprises"]["nodes"]:
        [source] = node["sources"]
        assert node["synthetic"] == source["document"]["synthetic"] == (source["document"]["kind"] == "REGISTER")


# ------------------------------------------------------------------------------------------------------ again, and mixed


def fingerprint(served: Demonstration) -> list[list[Any]]:
    """Differs when anything was written."""
    return [
        *rows(served, "MATCH (n) RETURN count(n), sum(n.digest % 1000003), max(n.recordedAt), sum(n.revision)"),
        *rows(served, "MATCH ()-[r]->() RETURN type(r), count(*) ORDER BY type(r)"),
    ]


def test_a_second_time_changes_nothing(served: Demonstration) -> None:
    async def again() -> None:
        async with open_graph(served.settings) as opened:
            await require_own(opened.database)
            await load_demo(opened.database)

    before = fingerprint(served)
    asyncio.run(again())
    assert fingerprint(served) == before


def test_an_empty_graph_is_taken(graph: Graph) -> None:
    graph.run(require_own(graph.database))


def test_a_graph_with_other_data_is_refused(
    graph: Graph, own: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "regions.csv").write_text("code,name,level\n421202,咸安区,county\n", encoding="utf-8")
    graph.load(tmp_path / "regions.csv")
    before = graph.content()
    with pytest.raises(BadInput, match="WUYE_HOME"):
        graph.run(require_own(graph.database))
    for name, value in own.items():
        monkeypatch.setenv(name, value)
    refused = wuye("demo", "--port", "0")
    assert refused.status == 1
    assert "must not mix" in refused.err
    assert graph.content() == before


def test_a_demonstration_that_is_cut_short_can_be_taken_up_again(
    graph: Graph, own: dict[str, str], tmp_path: Path
) -> None:
    with Process(tmp_path / "log", "demo", "--port", "0", **own) as cut:
        deadline = time.monotonic() + 120
        while graph.rows("MATCH (n:Region) RETURN count(n) > 0") != [[True]]:
            assert time.monotonic() < deadline and cut.process.poll() is None, cut.said
        assert cut.end(signal.SIGINT) != 0
        assert "Traceback" not in cut.said
    graph.run(require_own(graph.database))


def test_a_taken_port_is_said_before_anything_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WUYE_HOME", str(tmp_path / "home"))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert "--port" in wuye("demo", "--port", str(taken.getsockname()[1])).sentence
    assert not (tmp_path / "home").exists()
