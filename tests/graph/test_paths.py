"""Shortest paths, held against plain Python on small random graphs, and bounded beside a node of degree 100,000."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.paths import valid_during
from graph.shortest import k_shortest
from tests.asking import Asking, fixed_schema
from tests.conftest import Graph

PATHS = """
query ($from: ID!, $to: ID!, $maxLength: Int, $k: Int, $via: [NodeType!], $avoid: [ID!], $maxDegree: Int) {
  paths(from: $from, to: $to, maxLength: $maxLength, k: $k, via: $via, avoid: $avoid, maxDegree: $maxDegree) {
    length nodes { id } steps { type } validDuring { from to }
  }
}
"""
AS_OF = PATHS.replace(") {\n  paths", ') @asOf(valid: "2022-06-30") {\n  paths', 1)
Edges = set[tuple[int, int]]


def simple(neighbours: dict[str, set[str]], start: str, end: str, longest: int) -> Iterator[tuple[str, ...]]:
    """Every path without a repeated node, by trying all."""

    def further(path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        if path[-1] == end:
            yield path
        elif len(path) <= longest:
            for other in neighbours.get(path[-1], ()):
                if other not in path:
                    yield from further((*path, other))

    yield from further((start,))


def both_ways(edges: set[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for a, b in edges:
        found.setdefault(a, set()).add(b)
        found.setdefault(b, set()).add(a)
    return found


graphs = st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda e: e[0] < e[1]), max_size=20)


@given(graphs, st.integers(1, 6), st.integers(1, 8))
def test_k_shortest_are_those_that_trying_all_finds(edges: Edges, longest: int, most: int) -> None:
    neighbours = both_ways({(str(a), str(b)) for a, b in edges})
    expected = sorted(simple(neighbours, "0", "8", longest), key=len)
    found = [tuple(path) for path in k_shortest(neighbours, "0", "8", longest, most)]

    assert [len(path) for path in found] == [len(path) for path in expected[:most]]
    assert len(set(found)) == len(found) and set(found) <= set(expected)


@pytest.fixture
def asking(graph: Graph) -> Asking:
    """Asks the graph that the test filled."""
    return Asking(fixed_schema(graph.database), graph.run)


def fill(graph: Graph, edges: Edges, roles: dict[int, tuple[str | None, str | None]]) -> None:
    """Firms 0 to 5, persons 6 to 8; an edge between a firm and a person is a role, between firms a link: facts between them."""
    graph.rows("MATCH (n) WHERE NOT n:Wuye DETACH DELETE n")
    graph.rows(
        "UNWIND range(0, 5) AS i CREATE (:Enterprise {enterpriseId: toString(i), name: 'e' + i, kind: 'OTHER', digest: i})"
    )
    graph.rows("UNWIND range(6, 8) AS i CREATE (:Person {personId: toString(i), name: 'p' + i, digest: i})")
    rows = []
    for number, (a, b) in enumerate(sorted(edges)):
        start, end = roles.get(number, (None, None))
        rows.append({"id": f"{a}-{b}", "a": str(a), "b": str(b), "person": b > 5, "start": start, "end": end})
    graph.rows(
        "UNWIND $rows AS row WITH row WHERE NOT row.person MATCH (a:Enterprise {enterpriseId: row.a}) MATCH (b:Enterprise {enterpriseId: row.b})"
        " CREATE (a)<-[:LINK_FROM]-(f:EnterpriseLink {linkId: row.id, kind: 'PARENT', startsOn: date(row.start), endsOn: date(row.end)})-[:LINK_TO]->(b)",
        rows=rows,
    )
    graph.rows(
        "UNWIND $rows AS row WITH row WHERE row.person MATCH (a:Enterprise {enterpriseId: row.a}) MATCH (b:Person {personId: row.b})"
        " CREATE (a)<-[:HELD_IN]-(f:EnterpriseRole {roleId: row.id, role: 'DIRECTOR', startsOn: date(row.start), endsOn: date(row.end)})-[:HELD_BY]->(b)",
        rows=rows,
    )


def name(number: int) -> str:
    return f"Enterprise:{number}" if number < 6 else f"Person:{number}"


def fact(a: int, b: int) -> str:
    return f"EnterpriseLink:{a}-{b}" if b < 6 else f"EnterpriseRole:{a}-{b}"


DAYS = (None, "2022-01-01", "2022-06-30", "2023-01-01")
periods = st.dictionaries(st.integers(0, 19), st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS)), max_size=12)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    edges=graphs.map(lambda edges: {(a, b) for a, b in edges if a < 6}),
    given=periods,
    longest=st.integers(1, 10),
    most=st.integers(1, 8),
    avoid=st.sets(st.integers(1, 5), max_size=2),
    via=st.sampled_from([None, ["ENTERPRISE_LINK", "ENTERPRISE"], ["ENTERPRISE_ROLE", "PERSON", "ENTERPRISE"]]),
    degree=st.sampled_from([None, 1, 2, 3]),
    as_of=st.booleans(),
)
def test_the_paths_are_those_that_trying_all_finds(
    graph: Graph,
    asking: Asking,
    edges: Edges,
    given: dict[int, tuple[str | None, str | None]],
    longest: int,
    most: int,
    avoid: set[int],
    via: list[str] | None,
    degree: int | None,
    as_of: bool,
) -> None:
    start, end = name(0), name(5)
    fill(graph, edges, given)
    spans = {fact(a, b): given.get(n, (None, None)) for n, (a, b) in enumerate(sorted(edges))}
    neighbours = both_ways({pair for a, b in edges for pair in ((name(a), fact(a, b)), (fact(a, b), name(b)))})
    types = None if via is None else {word.title().replace("_", "") for word in via}
    degrees = {node: len(others) for node, others in neighbours.items()}

    def passed(node: str) -> bool:
        if node in (start, end):
            return True
        since, until = spans.get(node, ("0", None)) if node in spans else ("0", None)
        held = since is not None and since <= "2022-06-30" and (until is None or until >= "2022-06-30")
        return (
            (types is None or node.partition(":")[0] in types)
            and node not in {name(n) for n in avoid}
            and (degree is None or degrees[node] <= degree)
            and (not as_of or held)
        )

    allowed = {n: {o for o in others if passed(o)} for n, others in neighbours.items() if passed(n)}
    gone = {start, end} & {name(n) for n in avoid}
    expected = [] if gone else sorted(simple(allowed, start, end, longest), key=len)
    found = asking.data(
        AS_OF if as_of else PATHS,
        **{"from": start, "to": end, "maxLength": longest, "k": most, "avoid": [name(n) for n in avoid]},
        via=via,
        maxDegree=degree,
    )["paths"]

    paths = [tuple(node["id"] for node in path["nodes"]) for path in found]
    assert [len(path) for path in paths] == [len(path) for path in expected[:most]]
    assert len(set(paths)) == len(paths) and set(paths) <= set(expected)
    for path in found:
        assert path["length"] == len(path["steps"]) == len(path["nodes"]) - 1
        assert path["validDuring"] == together([spans[n["id"]] for n in path["nodes"] if n["id"] in spans])


def together(spans: list[tuple[str | None, str | None]]) -> dict[str, str | None] | None:
    """The days of all spans, day by day."""
    if any(start is None for start, _ in spans):
        return None
    days = ["2021-12-31", "2022-01-01", "2022-06-30", "2022-07-01", "2023-01-01", "9999-12-31"]
    held = [day for day in days if all(str(s) <= day and (e is None or day <= e) for s, e in spans)]
    if not held:
        return None
    return {"from": max(str(s) for s, _ in spans), "to": min((e for _, e in spans if e), default=None)}


def test_a_cut_ends_the_day_before() -> None:
    asked = [("from", "from"), ("to", "to")]

    assert valid_during([["2022-01-01", None, "2022-01-01"]], asked) is None
    assert valid_during([["2022-01-01", "2022-12-31", "2022-03-01"]], asked) == {
        "from": "2022-01-01",
        "to": "2022-02-28",
    }


@pytest.fixture
def hub(graph: Graph) -> Graph:
    """A firm with 100,000 bids, each for a tender of its own; 2,000 firms that bid for three of these each."""
    graph.rows(
        "CREATE (:Enterprise {enterpriseId: 'HUB', name: '大户', kind: 'OTHER'}) CREATE (:Document {documentId: 'D', title: 'd'})"
    )
    graph.rows(
        "UNWIND range(1, 100000) AS i CALL (i) { MATCH (h:Enterprise {enterpriseId: 'HUB'}) MATCH (d:Document {documentId: 'D'})"
        " CREATE (b:Bid {bidId: 'B' + i, outcome: 'LOST'})-[:SUBMITTED_BY]->(h)"
        " CREATE (b)-[:SUBMITTED_TO]->(:Tender {tenderId: 'T' + i, title: 't'}) CREATE (b)-[:CITED_IN]->(d)"
        " } IN TRANSACTIONS OF 10000 ROWS"
    )
    graph.rows(
        "UNWIND range(1, 2000) AS i CALL (i) { MATCH (d:Document {documentId: 'D'})"
        " CREATE (e:Enterprise {enterpriseId: 'E' + i, name: 'e', kind: 'OTHER'}) WITH e, i, d UNWIND range(1, 3) AS j"
        " MATCH (t:Tender {tenderId: 'T' + ((i * 7919 + j * 104729) % 100000 + 1)})"
        " CREATE (b:Bid {bidId: 'C' + i + '-' + j, outcome: 'LOST'})-[:SUBMITTED_BY]->(e) CREATE (b)-[:SUBMITTED_TO]->(t)"
        " CREATE (b)-[:CITED_IN]->(d) } IN TRANSACTIONS OF 1000 ROWS"
    )
    return graph


def test_beside_a_hub_every_question_ends_within_its_deadline(hub: Graph) -> None:
    asking = Asking(fixed_schema(hub.database), hub.run)

    def asked(start: str, end: str, **more: Any) -> list[int]:
        given = {"from": f"Enterprise:{start}", "to": f"Enterprise:{end}", **more}
        return [path["length"] for path in asking.data(PATHS, **given)["paths"]]

    assert asked("E1", "HUB") == [4, 4, 4]
    assert asked("HUB", "E1", k=25) == [4, 4, 4]
    assert asked("E1", "E2", maxLength=6) == []
    assert asked("E1", "E2", maxLength=10, k=9) == [8] * 9
    assert asked("E1", "E2", maxLength=10, maxDegree=1_000) == []
    assert asked("E1", "E2", maxLength=10, avoid=["Enterprise:HUB"]) == []
    assert asked("E1", "E2", via=["DOCUMENT", "BID"]) == [4, 4, 4]
    around = asking.data(
        '{ neighborhood(id: "Enterprise:HUB", depth: 3, limit: 1000) { total truncated nodes { id } edges { from } } }'
    )["neighborhood"]
    assert around["truncated"] and around["total"] > 200_000 and len(around["nodes"]) == 1_000
    assert len(around["edges"]) == 999  # the nearest are its bids


def test_paths_of_random_graphs_need_no_luck() -> None:
    """A complete graph has the most paths that are equally long: only so many are tried."""
    nodes = [str(n) for n in range(60)]
    complete = both_ways({(a, b) for a, b in itertools.combinations(nodes, 2)})
    found = k_shortest(complete, "0", "59", 10, 25)

    assert [len(path) for path in found] == [2] + [3] * 24
