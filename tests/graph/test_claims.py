"""Claims against evidence: each measure counts what plain Python counts, and each verdict follows its rule."""

from __future__ import annotations

from datetime import date, timedelta
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.claims import MEASURES
from graph.verdict import check
from tests import reference
from tests.asking import Asking, fixed_schema
from tests.conftest import Graph
from tests.reference import Thing

NAMES = [measure.name for measure in MEASURES]
LAST, CITY = "2022-11-30", "421200"


#: A claim up to a day, and a statement that covers it.
CLAIM = ["sanctions.bid_restrictions", 5.0, None, LAST, CITY]
ALL = ["Coverage:V", "SANCTIONS", None, "2022-12-31", False, True]


def stated(first: str | None, last: str, table: str = "SANCTIONS", whole: bool = True) -> list[Any]:
    return ["Coverage:V", table, first, last, False, whole]


@pytest.mark.parametrize(
    ("counted", "statements", "verdict"),
    [
        ([5.0, 5, 0, 0], [ALL], "SUPPORTED"),
        ([5.0, 5, 0, 0], [stated(None, LAST)], "SUPPORTED"),
        ([5.0, 5, 0, 0], [stated("2020-01-01", LAST), stated(None, "2019-12-31")], "SUPPORTED"),
        ([5.0000001, 5, 0, 0], [ALL], "SUPPORTED"),
        ([6.0, 6, 0, 0], [ALL], "CONTRADICTED"),
        ([4.0, 4, 0, 0], [ALL], "CONTRADICTED"),
        ([0.0, 0, 0, 0], [ALL], "CONTRADICTED"),
        ([6.0, 6, 1, 0], [ALL], "CONTRADICTED"),
        ([5.0, 6, 1, 0], [ALL], "SUPPORTED"),
        ([4.0, 6, 1, 0], [ALL], "PARTIAL"),
        ([5.0, 5, 0, 0], [stated(None, "2022-11-29")], "PARTIAL"),
        ([5.0, 5, 0, 0], [stated("2019-01-01", LAST)], "PARTIAL"),
        ([5.0, 5, 0, 0], [stated("2020-01-02", LAST), stated(None, "2019-12-31")], "PARTIAL"),
        ([9.0, 9, 0, 0], [stated(None, LAST, whole=False)], "PARTIAL"),
        ([5.0, 5, 0, 0], [stated("2023-01-01", "2023-12-31")], "UNKNOWN"),
        ([5.0, 5, 0, 0], [stated(None, LAST, "BIDS")], "UNKNOWN"),
        ([5.0, 5, 0, 0], [], "UNKNOWN"),
        ([9.0, 9, 0, 9], [], "UNKNOWN"),
        (None, [ALL], "UNKNOWN"),
    ],
)
def test_verdicts(counted: list[Any] | None, statements: list[Any], verdict: str) -> None:
    claim = CLAIM if counted else ["no.measure", *CLAIM[1:]]

    made = check([*claim, counted, statements])

    assert (made["verdict"], made["asOf"]) == (verdict, LAST)
    assert made["explanation"]
    assert (made["needs"] is None) == (verdict == "CONTRADICTED")


def test_a_claim_without_a_last_day_is_covered_by_no_statement() -> None:
    assert check([*CLAIM[:3], None, CITY, [5.0, 5, 0, 0], [ALL]])["verdict"] == "PARTIAL"


def test_every_table_that_the_measure_reads_must_be_complete() -> None:
    claim = ["party_branches.count", 5.0, "2019-01-01", LAST, CITY, [5.0, 5, 0, 0]]
    all = [stated(None, LAST, table) for table in ("COMMUNITIES", "RENOVATIONS", "PARTY_ORGANIZATIONS")]

    assert check([*claim, all])["verdict"] == "SUPPORTED"
    assert "party_organizations" in check([*claim, all[:2]])["needs"]
    assert [check([*claim, [*all[:at], *all[at + 1 :]]])["verdict"] for at in range(3)] == ["PARTIAL"] * 3
    assert check([claim[0], 5.0, None, *claim[3:], [all[0], all[2]]])["verdict"] == "SUPPORTED", "it plans no year"


def test_a_contradiction_names_the_difference_and_what_is_synthetic_is_said() -> None:
    made = check([*CLAIM, [3.0, 3, 0, 1], [ALL]])

    assert "2 less: 5 claimed, 3 counted" in made["explanation"]
    assert made["synthetic"]
    assert check([*CLAIM, [5.0, 5, 0, 0], [[*ALL[:4], True, True]]])["synthetic"]
    assert not check([*CLAIM, [5.0, 5, 0, 0], [ALL]])["synthetic"]


DAY = st.dates(date(2018, 1, 1), date(2024, 12, 31))


@given(
    claimed=st.floats(0, 1e9),
    actual=st.floats(0, 1e9),
    valueless=st.integers(0, 3),
    periods=st.lists(st.tuples(st.none() | DAY, DAY), max_size=4),
    window=st.tuples(DAY, DAY),
)
def test_no_evidence_refutes_more_than_is_stated_to_be_complete(
    claimed: float,
    actual: float,
    valueless: int,
    periods: list[tuple[date | None, date]],
    window: tuple[date, date],
) -> None:
    """A verdict that compares wants every day of the window to be in some statement."""
    first, last = sorted(window)
    rows = [stated(begins.isoformat() if begins else None, ends.isoformat()) for begins, ends in periods]
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    complete = all(any((begins or date.min) <= day <= ends for begins, ends in periods) for day in days)

    made = check([CLAIM[0], claimed, first.isoformat(), last.isoformat(), None, [actual, 3, valueless, 0], rows])

    assert (made["verdict"] in ("SUPPORTED", "CONTRADICTED")) <= complete
    assert complete <= (made["verdict"] != "UNKNOWN")
    if complete and actual == pytest.approx(claimed, abs=1e-7, rel=1e-7):
        assert made["verdict"] == "SUPPORTED"
    elif complete and abs(actual - claimed) > 1e-5 * max(1.0, claimed):
        assert made["verdict"] == ("PARTIAL" if valueless and actual < claimed else "CONTRADICTED")


def test_the_letter_alone_bears_out_nothing_of_itself(graph: Graph) -> None:
    with as_file(files("seeds")) as seeds:
        assert not graph.load(*sorted(Path(seeds).glob("*.csv"))).exit_status
    asking = Asking(fixed_schema(graph.database), graph.run)

    found = asking.data("{ claims { nodes { check { verdict coverage needs } } } }")["claims"]["nodes"]

    assert len(found) == len(NAMES)
    assert {(claim["check"]["verdict"], *claim["check"]["coverage"]) for claim in found} == {("UNKNOWN",)}
    assert all("complete" in claim["check"]["needs"] for claim in found)


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
