"""Claims against evidence: each measure counts what plain Python counts, and each verdict follows its rule."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.claims import MEASURES, check
from tests import reference
from tests.asking import Asking
from tests.reference import Thing

NAMES = [measure.name for measure in MEASURES]
LAST = "2022-11-30"


@pytest.mark.parametrize(
    ("found", "verdict", "facts"),
    [
        (["m", 5.0, LAST, [5.0, 5, 0, 0]], "SUPPORTED", 5),
        (["m", 5.0, LAST, [6.0, 6, 0, 0]], "CONTRADICTED", 6),
        (["m", 5.0, LAST, [4.0, 4, 0, 4]], "CONTRADICTED", 4),
        (["m", 5.0, LAST, [4.0, 4, 0, 3]], "PARTIAL", 4),
        (["m", 5.0, LAST, [4.0, 4, 1, 4]], "PARTIAL", 4),
        (["m", 5.0, LAST, [0.0, 0, 0, 0]], "UNKNOWN", 0),
        (["m", 0.0, LAST, [0.0, 0, 0, 0]], "UNKNOWN", 0),
        (["m", None, LAST, [4.0, 4, 0, 4]], "UNKNOWN", 4),
        (["m", 5.0, None, None], "UNKNOWN", 0),
        (["m", 134135.0, LAST, [134135.0000001, 688, 2, 688]], "SUPPORTED", 688),
    ],
)
def test_verdicts(found: list[Any], verdict: str, facts: int) -> None:
    made = check(found)

    assert (made["verdict"], made["facts"], made["asOf"]) == (verdict, facts, found[2])
    assert made["explanation"]


@given(
    claimed=st.floats(0, 1e9),
    actual=st.floats(0, 1e9),
    facts=st.integers(0, 1000),
    unknown=st.integers(0, 1000),
    cited=st.integers(0, 1000),
)
def test_no_evidence_refutes_more_than_it_shows(
    claimed: float, actual: float, facts: int, unknown: int, cited: int
) -> None:
    """Fewer than claimed contradict only where a register says that there are no others, and all values are known."""
    made = check(["m", claimed, LAST, [actual, facts, unknown, cited]])

    if made["verdict"] == "CONTRADICTED" and actual < claimed:
        assert cited == facts
        assert not unknown
    if made["verdict"] == "SUPPORTED":
        assert actual == pytest.approx(claimed, abs=1e-6, rel=1e-6)
    assert (made["verdict"] == "UNKNOWN") >= (facts == 0)


# ---------------------------------------------------------------------------------------------------------- the measures

Window = tuple[date | None, date | None, str | None]


def inside(home: Thing | None, region: str | None) -> bool:
    """In a region, or below it."""
    return region is None or region in [each.key for each in reference.above(home)]


def of_the_city(firm: Thing, region: str | None) -> bool:
    """Not known to be registered elsewhere."""
    home = firm.one("region")
    return home is None or inside(home, region)


def dated(day: date | None, first: date | None, last: date | None) -> bool:
    """A known day in a window."""
    return day is not None and (first or date.min) <= day <= (last or date.max)


def counted(measure: str, first: date | None, last: date | None, region: str | None) -> tuple[float, int]:
    """What a measure comes to, and over how many facts; by the words at the head of graph/claims.py."""
    world = reference.demonstration()

    def planned(year: int) -> bool:
        return (first is None or year >= first.year) and (last is None or year <= last.year)

    communities = [
        c
        for c in world["Community"]
        if c["isOld"] and not c.related("mergedInto") and inside(c.one("region"), region)
        if first is None or any(planned(r["year"]) for r in c.related("renovations"))
    ]
    renovations = [r for r in world["Renovation"] if planned(r["year"]) and inside(r.one("region"), region)]
    match measure:
        case "communities.count":
            return len(communities), len(communities)
        case "communities.households":
            return sum(c["households"] or 0 for c in communities), len(communities)
        case "party_branches.count" | "owners_committees.count":
            name = "partyBranch" if measure.startswith("party") else "ownersCommittees"
            found = sum(len(c.related(name)) for c in communities)
            return found, found
        case "enterprises.credit_files":
            found = sum(
                dated(e["creditFileOpenedOn"], first, last) and of_the_city(e, region) for e in world["Enterprise"]
            )
            return found, found
        case "credit_events.count":
            found = sum(
                dated(e["occurredOn"], first, last) and of_the_city(e.related("enterprise")[0], region)
                for e in world["CreditEvent"]
            )
            return found, found
        case "sanctions.bid_restrictions":
            found = sum(
                s["kind"] == "BID_RESTRICTION"
                and dated(s["startsOn"], first, last)
                and of_the_city(s.related("enterprise")[0], region)
                for s in world["Sanction"]
            )
            return found, found
    field = {"security_systems": "securitySystems", "parking_spaces": "parkingSpaces", "public_space": "publicSpace"}[
        measure.partition(".")[2]
    ]
    return sum(r[field] or 0 for r in renovations), len(renovations)


DAYS = st.none() | st.dates(date(2017, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize("measure", NAMES)
@settings(max_examples=6)
@given(first=DAYS, last=DAYS, region=st.sampled_from([None, "421200", "421202", "421281", "421202001", "99"]))
def test_measures(measure: str, asking: Asking, first: date | None, last: date | None, region: str | None) -> None:
    if first and last and last < first:
        first, last = last, first
    window = {"from": first.isoformat() if first else None, "to": last.isoformat() if last else None, "region": region}
    claim = {"measure": measure, "value": 1} | {name: value for name, value in window.items() if value}

    [found] = asking.data("query($c: [ClaimInput!]) { checkClaims(claims: $c) { actual facts asOf } }", c=[claim])[
        "checkClaims"
    ]

    actual, facts = counted(measure, first, last, region)
    assert found["facts"] == facts
    assert (found["actual"] or 0) == pytest.approx(actual if facts else 0)
    assert found["asOf"] == (window["to"] if facts or window["to"] else None)


def test_the_letter_s_claims_hold_for_the_demonstration(asking: Asking) -> None:
    found = asking.data("{ claims { nodes { measure check { verdict } } } }")["claims"]["nodes"]

    assert {claim["measure"]: claim["check"]["verdict"] for claim in found} == dict.fromkeys(NAMES, "SUPPORTED")


@pytest.mark.parametrize(
    "document",
    [
        '{ document(by: { documentId: "xianning-reply-2023-07-10" }) { title claims { nodes { measure check { verdict } } } } }',
        "{ documents(first: 3, orderBy: [{ title: ASC }]) { nodes { title claims { nodes { check { verdict } } } } } }",
        "{ claims(first: 1) { nodes { check { verdict } document { title claims(first: 2) { nodes { check { verdict } } } } } } }",
        "{ claims(first: 1) { nodes { sources { document { claims(first: 1) { nodes { check { facts } } } } } } } }",
    ],
)
def test_a_check_stands_anywhere(document: str, asking: Asking) -> None:
    """Also in a list within a list."""
    assert asking.data(document)
