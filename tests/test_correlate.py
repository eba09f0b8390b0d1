"""Correlation in time equals plain Python that counts days, over the same tables."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import pytest

from loaders.generate import tables
from tests.asking import Asking

Row = dict[str, str]
#: A known span: first day, last day (None: not known), both included. None: there is no such day.
Days = tuple[date, date | None] | None
NEVER = date(9999, 1, 1)


@pytest.fixture(scope="module")
def rows() -> dict[str, list[Row]]:
    """The demonstration's synthetic tables."""
    return {name: list(found) for name, found in tables(complement=True)}


def day(text: str) -> date | None:
    """A day, None where it is unknown."""
    return date.fromisoformat(text) if text else None


def cut(first: str, last: str, until: str) -> Days:
    """A period that a cut may shorten to the day before it."""
    start, end, stop = day(first), day(last), day(until)
    assert start is not None
    if stop is not None:
        end = min(end or NEVER, stop - timedelta(days=1))
    return None if end is not None and end < start else (start, end)


def sides(rows: dict[str, list[Row]]) -> dict[str, dict[str, dict[str, Days]]]:
    """Side → enterprise → id → its days."""
    awarded = {row["tender_id"]: row["awarded_on"] for row in rows["tenders"]}
    found: dict[str, dict[str, dict[str, Days]]] = {name: defaultdict(dict) for name in SIDES}
    for row in rows["sanctions"]:
        found["sanctions"][row["uscc"]]["Sanction:" + row["sanction_id"]] = cut(
            row["starts_on"], row["ends_on"], row["lifted_on"]
        )
    for row in rows["contracts"]:
        if row["uscc"]:
            key = "Contract:" + row["contract_id"]
            found["contracts"][row["uscc"]][key] = cut(row["starts_on"], row["ends_on"], row["terminated_on"])
    for row in rows["bids"]:
        submitted, award = day(row["submitted_on"]), day(awarded[row["tender_id"]])
        assert submitted is not None
        for uscc in row["uscc"].split(";"):
            key = "Bid:" + row["bid_id"]
            found["bids"][uscc][key] = (submitted, award or submitted)
            found["awards"][uscc][key] = (award, award) if award else None
    return found


SIDES = {
    "sanctions": "{sanctions: {}}",
    "contracts": "{contracts: {}}",
    "bids": "{bids: {}}",
    "awards": "{bids: {day: AWARDED_ON}}",
}


def stands(left: Days, relation: str, right: Days) -> bool:
    """The relation by its definition; where an unknown end would decide, it does not hold, but for OVERLAPS."""
    if left is None or right is None:
        return False
    (ls, le), (rs, re) = left, right
    match relation:
        case "OVERLAPS":
            return max(ls, rs) <= min(le or NEVER, re or NEVER)
        case "CONTAINS":
            return ls <= rs and (le is None or (re is not None and re <= le))
        case "DURING":
            return stands(right, "CONTAINS", left)
        case "BEFORE":
            return le is not None and le < rs
        case _:
            return stands(right, "BEFORE", left)


@pytest.mark.parametrize("relation", ["OVERLAPS", "CONTAINS", "DURING", "BEFORE", "AFTER"])
@pytest.mark.parametrize("left", ["sanctions", "contracts"])
@pytest.mark.parametrize("right", ["bids", "awards", "sanctions", "contracts"])
def test_pairs_are_those_that_days_give(
    asking: Asking, rows: dict[str, list[Row]], left: str, relation: str, right: str
) -> None:
    """The enterprises with a pair, and the pairs themselves."""
    known = sides(rows)
    expected = {
        uscc: pairs
        for uscc in known[left]
        if (
            pairs := sorted(
                (a, b)
                for a, one in known[left][uscc].items()
                for b, other in known[right][uscc].items()
                if stands(one, relation, other)
            )
        )
    }
    spans = f"left: {SIDES[left]}, is: {relation}, right: {SIDES[right]}"
    data: Any = asking.data(
        f"{{ enterprises(where: {{correlate: [{{{spans}}}]}}, first: 1000) {{ nodes {{ uscc "
        f"correlated({spans}, first: 40) {{ left {{ id }} right {{ id }} }} }} }} }}"
    )
    found = {
        node["uscc"]: [(pair["left"]["id"], pair["right"]["id"]) for pair in node["correlated"]]
        for node in data["enterprises"]["nodes"]
    }
    assert found == {uscc: pairs[:40] for uscc, pairs in expected.items()}


def test_barred_winners_are_an_instance(asking: Asking) -> None:
    """A ban that overlaps a won bid, from submission to award: what barredWinners asks, but for the region."""
    data = asking.data(
        """{ barredWinners(first: 1000) { nodes { enterprise { id } sanction { id } bid { id } } }
             enterprises(where: {sanctions: {some: {kind: {eq: BID_RESTRICTION}}}}, first: 1000) { nodes { id
               correlated(left: {sanctions: {where: {kind: {eq: BID_RESTRICTION}}}}, is: OVERLAPS,
                          right: {bids: {where: {outcome: {eq: WON}}}}) { left { id } right { id } } } } }"""
    )
    wins = {(n["enterprise"]["id"], n["sanction"]["id"], n["bid"]["id"]) for n in data["barredWinners"]["nodes"]}
    pairs = {
        (n["id"], p["left"]["id"], p["right"]["id"]) for n in data["enterprises"]["nodes"] for p in n["correlated"]
    }
    assert wins
    assert wins <= pairs
