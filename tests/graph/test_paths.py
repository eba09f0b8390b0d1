"""Shortest paths, held against plain Python on small random graphs, and bounded beside a node of degree 100,000."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.paths import valid_during
from graph.shortest import k_shortest
from tests.asking import Asking, fixed_schema
from tests.conftest import Graph

#: What every search is given.
GIVEN = "$maxLength: Int, $via: [NodeType!], $avoid: [ID!], $maxDegree: Int, $during: DateRange"
PASSED = "maxLength: $maxLength, via: $via, avoid: $avoid, maxDegree: $maxDegree, during: $during"
SHOWN = "{ length nodes { id } steps { type } validDuring { from to endKnown } validity }"
PATHS = f"""
query ($from: ID!, $to: ID!, $k: Int, {GIVEN}) {{
  paths(from: $from, to: $to, k: $k, {PASSED}) {SHOWN}
}}
"""
#: The same question in three ways.
ALL = f"""
query ($from: ID!, $to: ID!, $k: Int, $ids: [ID!]!, {GIVEN}) {{
  k: paths(from: $from, to: $to, k: $k, {PASSED}) {SHOWN}
  all: paths(from: $from, to: $to, mode: ALL_SHORTEST, {PASSED}) {SHOWN}
  pairs: pathsAmong(ids: $ids, k: $k, {PASSED}) {SHOWN}
  tree: pathsAmong(ids: $ids, form: CONNECTING_TREE, {PASSED}) {SHOWN}
}}
"""
AS_OF = ALL.replace(") {\n  k:", ') @asOf(valid: "2022-06-30") {\n  k:', 1)
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


@dataclass(frozen=True)
class Asked:
    """What a search is asked for, and the same in plain Python."""

    edges: Edges
    given: dict[int, tuple[str | None, str | None]]
    longest: int
    most: int
    avoid: set[int]
    via: list[str] | None
    degree: int | None
    during: tuple[str, str] | None
    as_of: bool

    @property
    def spans(self) -> dict[str, tuple[str | None, str | None]]:
        """The days of each fact."""
        return {fact(a, b): self.given.get(n, (None, None)) for n, (a, b) in enumerate(sorted(self.edges))}

    @property
    def variables(self) -> dict[str, Any]:
        during = self.during and {"from": self.during[0], "to": self.during[1]}
        avoid = [name(n) for n in self.avoid]
        return {"maxLength": self.longest, "via": self.via, "avoid": avoid, "maxDegree": self.degree, "during": during}

    def paths(self, ends: list[str], start: str, end: str) -> list[tuple[str, ...]]:
        """All paths that keep to it, the shortest first; the ends may be passed through."""
        neighbours = both_ways({pair for a, b in self.edges for pair in ((name(a), fact(a, b)), (fact(a, b), name(b)))})
        if {start, end} & {name(n) for n in self.avoid}:
            return []

        def passed(node: str) -> bool:
            return node not in {name(n) for n in self.avoid} and (node in ends or self.passes(node, neighbours))

        allowed = {n: {o for o in others if passed(o)} for n, others in neighbours.items() if passed(n)}
        found = sorted(simple(allowed, start, end, self.longest), key=len)
        return [path for path in found if self.during is None or self.held_at_once(path, *self.during)]

    def passes(self, node: str, neighbours: dict[str, set[str]]) -> bool:
        types = None if self.via is None else {word.title().replace("_", "") for word in self.via}
        since, until = self.spans.get(node, ("0", None))
        held = since is not None and since <= "2022-06-30" and (until is None or until >= "2022-06-30")
        return (
            (types is None or node.partition(":")[0] in types)
            and (self.degree is None or len(neighbours[node]) <= self.degree)
            and (not self.as_of or held)
        )

    def held_at_once(self, path: tuple[str, ...], first: str, last: str) -> bool:
        return any(first <= day <= last for day in held_on([self.spans[node] for node in path if node in self.spans]))


asked = st.builds(
    Asked,
    edges=graphs.map(lambda edges: {(a, b) for a, b in edges if a < 6}),
    given=periods,
    longest=st.integers(1, 10),
    most=st.integers(1, 8),
    avoid=st.sets(st.integers(1, 5), max_size=2),
    via=st.sampled_from([None, None, ["ENTERPRISE_LINK", "ENTERPRISE"], ["ENTERPRISE_ROLE", "PERSON", "ENTERPRISE"]]),
    degree=st.sampled_from([None, None, 1, 2, 3]),
    during=st.sampled_from([None, None, ("2022-01-01", "2022-06-30"), ("2022-07-01", "2023-01-01")]),
    as_of=st.booleans(),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked)
def test_the_paths_are_those_that_trying_all_finds(graph: Graph, asking: Asking, asked: Asked) -> None:
    start, end, ids = name(0), name(5), [name(0), name(5), name(3), name(7)]
    fill(graph, asked.edges, asked.given)
    given = {"from": start, "to": end, "k": asked.most, "ids": ids, **asked.variables}
    found = asking.data(AS_OF if asked.as_of else ALL, **given)
    paths = {key: [tuple(node["id"] for node in path["nodes"]) for path in found[key]] for key in found}

    expected = asked.paths([start, end], start, end)
    equal_but_for_ties(paths["k"], expected, asked.most)
    equal_but_for_ties(paths["all"], [path for path in expected if len(path) == len(expected[0])], 1_000)
    every = {pair: asked.paths(ids, *pair) for pair in itertools.combinations(ids, 2)}
    assert sorted(map(len, paths["pairs"])) == list(map(len, paths["pairs"]))
    for pair, possible in every.items():
        equal_but_for_ties([path for path in paths["pairs"] if (path[0], path[-1]) == pair], possible, asked.most)
    for path in paths["tree"]:
        assert path in every[path[0], path[-1]]
    assert sum(map(steps, paths["tree"])) == least_forest({pair: each for pair, each in every.items() if each})
    for path in itertools.chain.from_iterable(found.values()):
        assert path["length"] == len(path["steps"]) == len(path["nodes"]) - 1
        spans = [asked.spans[n["id"]] for n in path["nodes"] if n["id"] in asked.spans]
        assert (path["validDuring"], path["validity"]) == together(spans)


def equal_but_for_ties(found: list[tuple[str, ...]], possible: list[tuple[str, ...]], most: int) -> None:
    """The lengths are those of the shortest possible; which of equals are shown is open."""
    assert [len(path) for path in found] == [len(path) for path in possible[:most]]
    assert len(set(found)) == len(found) and set(found) <= set(possible)


def steps(path: tuple[str, ...]) -> int:
    return len(path) - 1


def least_forest(every: dict[tuple[str, str], list[tuple[str, ...]]]) -> int:
    """The fewest steps that connect what can be connected, by trying every set of pairs."""
    parts = len(components(every))
    sets = (chosen for size in range(len(every) + 1) for chosen in itertools.combinations(every, size))
    return min(sum(steps(every[pair][0]) for pair in chosen) for chosen in sets if len(components(chosen)) == parts)


def components(pairs: Iterable[tuple[str, str]]) -> set[frozenset[str]]:
    """The four ends, as far as the pairs connect them."""
    found = {frozenset([name(n)]) for n in (0, 5, 3, 7)}
    for pair in pairs:
        touched = {part for part in found if part & set(pair)}
        found = found - touched | {frozenset().union(*touched)}
    return found


def held_on(spans: list[tuple[str | None, str | None]]) -> list[str]:
    """The days, of those that can make a difference, on which all spans hold; an unknown beginning is none."""
    days = ["0001-01-01", "2021-12-31", "2022-01-01", "2022-06-30", "2022-07-01", "2023-01-01", "9999-12-31"]
    return [day for day in days if all(s is not None and s <= day and (e is None or day <= e) for s, e in spans)]


def together(spans: list[tuple[str | None, str | None]]) -> tuple[dict[str, Any] | None, str]:
    """What is to be said of when all spans hold."""
    if not spans:
        return {"from": None, "to": None, "endKnown": True}, "WITHOUT_PERIOD"
    if not held_on([(start or "0001-01-01", end) for start, end in spans]):
        return None, "NEVER_AT_ONCE"
    if not held_on(spans):
        return None, "UNKNOWN"
    ends = [end for _, end in spans if end]
    first, known = max(str(start) for start, _ in spans), len(ends) == len(spans)
    return {"from": first, "to": min(ends, default=None), "endKnown": known}, "AT_ONCE"


def test_a_cut_ends_the_day_before() -> None:
    asked = [("from", "from"), ("to", "to")]

    assert valid_during([["2022-01-01", None, "2022-01-01", True]], asked) is None
    assert valid_during([["2022-01-01", "2022-12-31", "2022-03-01", True]], asked) == {
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
    among = "query ($ids: [ID!]!) { pathsAmong(ids: $ids, maxLength: 10, form: CONNECTING_TREE) { length } }"
    ids = ["Enterprise:HUB", *(f"Enterprise:E{n}" for n in range(1, 10))]
    assert asking.data(among, ids=ids)["pathsAmong"] == [{"length": 4}] * 9
    all_shortest = "query ($a: ID!, $b: ID!) { paths(from: $a, to: $b, maxLength: 10, mode: ALL_SHORTEST) { length } }"
    assert asking.data(all_shortest, a="Enterprise:E1", b="Enterprise:E2")["paths"] == [{"length": 8}] * 9
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
