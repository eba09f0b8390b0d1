"""Figures over connections, groups and relations equal plain Python over the same tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest

from loaders.generate import tables
from tests.asking import Asking

Row = dict[str, str]


@pytest.fixture(scope="module")
def rows() -> dict[str, list[Row]]:
    """The demonstration's synthetic tables; their types have no row in the seeds."""
    return {name: list(found) for name, found in tables(complement=True)}


def known(rows: list[Row], column: str) -> Iterator[float]:
    """The known numbers of a column."""
    return (float(row[column]) for row in rows if row[column])


def test_figures_over_all_rows(asking: Asking, rows: dict[str, list[Row]]) -> None:
    """sum, avg, min, max and countDistinct, of numbers, days and words; unknown values do not count."""
    data = asking.data(
        """{ tenders { aggregate { count budget { sum avg min max countDistinct } awardedOn { min max countDistinct }
             kind { countDistinct } } } }"""
    )
    found = data["tenders"]["aggregate"]
    budgets, awards = (
        list(known(rows["tenders"], "budget")),
        [r["awarded_on"] for r in rows["tenders"] if r["awarded_on"]],
    )
    assert found["count"] == len(rows["tenders"])
    assert found["budget"] == pytest.approx(
        {
            "sum": sum(budgets),
            "avg": sum(budgets) / len(budgets),
            "min": min(budgets),
            "max": max(budgets),
            "countDistinct": len(set(budgets)),
        }
    )
    assert found["awardedOn"] == {"min": min(awards), "max": max(awards), "countDistinct": len(set(awards))}
    assert found["kind"]["countDistinct"] == len({row["kind"] for row in rows["tenders"]})


def test_nothing_known_is_unknown_not_zero(asking: Asking) -> None:
    """A sum, mean, least or greatest over no known value is null; counts are zero."""
    data = asking.data(
        '{ bids(where: {bidId: {eq: "none"}}) { aggregate { count amount { sum avg min max countDistinct } } } }'
    )
    nothing = {"sum": None, "avg": None, "min": None, "max": None, "countDistinct": 0}
    assert data["bids"]["aggregate"] == {"count": 0, "amount": nothing}


@pytest.mark.parametrize(
    ("bucket", "name"),
    [
        ("YEAR", lambda day: day[:4]),
        ("QUARTER", lambda day: f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}"),
        ("MONTH", lambda day: day[:7]),
        ("DAY", lambda day: day),
    ],
)
def test_groups_by_period(asking: Asking, rows: dict[str, list[Row]], bucket: str, name: Any) -> None:
    """Days group by the year, quarter, month or day they fall in, and groups sort by their keys."""
    query = """query($by: GroupDate!) { sanctions { groupedAggregate(groupBy: [{startsOn: $by}, {kind: VALUE}], first: 1000)
               { key { startsOn kind } count } } }"""
    expected: dict[tuple[str, str], int] = defaultdict(int)
    for row in rows["sanctions"]:
        expected[name(row["starts_on"]), row["kind"].upper()] += 1
    found = asking.data(query, by=bucket)["sanctions"]["groupedAggregate"]
    assert [((g["key"]["startsOn"], g["key"]["kind"]), g["count"]) for g in found] == sorted(expected.items())


def test_groups_by_county_with_having_order_and_pages(asking: Asking, rows: dict[str, list[Row]]) -> None:
    """Groups by the region above of a level; conditions on figures; order by a figure; first and offset."""
    households: dict[str, list[float]] = defaultdict(list)
    for row in rows["communities"]:
        if row["is_old"] == "true":
            households[row["region_code"][:6]] += known([row], "households")
    expected = sorted(((sum(v), code) for code, v in households.items() if len(v) >= 50), key=lambda each: -each[0])
    data = asking.data(
        """{ communities(where: {isOld: {eq: true}, synthetic: {eq: true}}) { groupedAggregate(groupBy: [{region: COUNTY}],
             having: {households: {countDistinct: {gte: 2}}, count: {gte: 50}}, orderBy: [{households: {sum: DESC}}],
             first: 2, offset: 1) { key { region { code level } } households { sum } } } }"""
    )
    found = [(g["households"]["sum"], g["key"]["region"]["code"]) for g in data["communities"]["groupedAggregate"]]
    assert found == expected[1:3]


def test_order_and_filter_by_a_figure_over_some_related(asking: Asking, rows: dict[str, list[Row]]) -> None:
    """The enterprises with most bans begun in a year; pages go on by cursors of that figure."""
    begun: dict[str, int] = defaultdict(int)
    for row in rows["sanctions"]:
        if row["kind"] == "bid_restriction" and row["starts_on"].startswith("2021"):
            begun[row["uscc"]] += 1
    expected = sorted(begun, key=lambda uscc: (-begun[uscc], uscc))
    query = """query($after: String) { enterprises(first: 3, after: $after,
      where: {sanctions: {aggregate: {where: {kind: {eq: BID_RESTRICTION}, inForce: {startsIn: {from: "2021-01-01", to: "2021-12-31"}}},
              count: {gte: 1}}}},
      orderBy: [{sanctionsAggregate: {where: {kind: {eq: BID_RESTRICTION}, inForce: {startsIn: {from: "2021-01-01", to: "2021-12-31"}}},
                 count: DESC}}]) { totalCount nodes { uscc } pageInfo { endCursor hasNextPage } } }"""
    found, after = [], None
    while True:
        page = asking.data(query, after=after)["enterprises"]
        found += [node["uscc"] for node in page["nodes"]]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert page["totalCount"] == len(expected)
    assert found == expected


@pytest.mark.parametrize("figure", ["sum", "avg", "min", "max"])
def test_order_by_figures_over_related_values(asking: Asking, rows: dict[str, list[Row]], figure: str) -> None:
    """Sum, mean, least and greatest of a related field order their owners; where nothing is known they come last."""
    points: dict[str, list[float]] = defaultdict(list)
    for row in rows["credit_events"]:
        points[row["uscc"]] += known([row], "points")
    made = {"sum": sum, "avg": lambda v: sum(v) / len(v), "min": min, "max": max}[figure]
    expected = sorted((uscc for uscc, v in points.items() if v), key=lambda uscc: (-made(points[uscc]), uscc))
    data = asking.data(
        f"{{ enterprises(first: 40, orderBy: [{{creditEventsAggregate: {{points: {{{figure}: DESC_NULLS_LAST}}}}}}]) "
        "{ nodes { uscc creditEvents { aggregate { points { sum avg min max } } } } } }"
    )
    nodes = data["enterprises"]["nodes"]
    assert [node["uscc"] for node in nodes] == expected[:40]
    for node in nodes:
        found = node["creditEvents"]["aggregate"]["points"][figure]
        assert found == pytest.approx(made(points[node["uscc"]]))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("{ bids { groupedAggregate(groupBy: []) { count } } }", "aggregate"),
        ("{ bids { groupedAggregate(groupBy: [{outcome: VALUE}], first: 1001) { count } } }", "first"),
        ("{ bids { groupedAggregate(groupBy: [{outcome: VALUE}], having: {}) { count } } }", "An empty filter"),
        (
            "{ bids { groupedAggregate(groupBy: [{outcome: VALUE}], orderBy: [{key: {amount: ASC}}]) { count } } }",
            "groupBy",
        ),
        (
            "{ enterprises(where: {sanctions: {aggregate: {where: {kind: {eq: FORCED_EXIT}}}}}) { totalCount } }",
            "figure",
        ),
    ],
)
def test_bad_input_says_what_would_be_right(asking: Asking, query: str, said: str) -> None:
    """Each is refused before it runs, with a sentence."""
    code, message = asking.refusal(query)
    assert code == "BAD_USER_INPUT"
    assert said in message
