"""Scores under credit regimes: that contributions and base make the score, what counts when, and what a file may say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import BadInput
from graph.regime import Band, Caps, Cycle, Regime, Veto, parse, published, read
from graph.score import DISHONEST, TRUSTWORTHY, Because, Event, score

DAY = date(2022, 6, 30)
DAYS = st.dates(date(2019, 1, 1), date(2023, 12, 31))
#: Whole and half points: sums are exact.
POINTS = st.integers(0, 40).map(lambda halves: halves / 2)
EVENTS = st.lists(
    st.builds(
        Event,
        st.uuids().map(str),
        st.sampled_from([TRUSTWORTHY, DISHONEST]),
        DAYS,
        category=st.sampled_from(["甲", "乙", None]),
        points=st.one_of(st.none(), POINTS),
        expires=st.one_of(st.none(), DAYS),
        repaired=st.one_of(st.none(), DAYS),
        revoked=st.one_of(st.none(), DAYS),
    ),
    max_size=12,
    unique_by=lambda event: event.key,
)
BANDS = (Band("优", 100), Band("良", 80), Band("无失信", dishonest=False), Band("差"))
PLAIN = Regime("x", "某市", "1", "?", BANDS, base=90.0)
REGIMES = st.builds(
    replace,
    st.just(PLAIN),
    cycle=st.sampled_from([Cycle.REAL_TIME, Cycle.CALENDAR_YEAR, Cycle.ROLLING]),
    cycle_months=st.integers(1, 24),
    validity_months=st.one_of(st.none(), st.integers(1, 36)),
    repaired_counts=st.booleans(),
    veto=st.one_of(st.none(), st.just(Veto("否决", ("甲",)))),
)


@given(REGIMES, EVENTS, DAYS)
def test_base_and_contributions_make_the_score(regime: Regime, events: list[Event], on: date) -> None:
    found = score(regime, events, on)

    assert found.points == sum(part.points for part in found.contributions)
    unknown = [
        event for event in events if f"CreditEvent:{event.key}" in " ".join(found.missing) and event.points is None
    ]
    assert found.score == (None if unknown else 90 + found.points)
    shown = [part.event for part in (*found.contributions, *found.left_out)]
    assert sorted(event.key for event in shown) == sorted(event.key for event in events if event.occurred <= on)
    assert {part.event.key for part in found.left_out if part.because is Because.POINTS_UNKNOWN} == {
        e.key for e in unknown
    }


@given(REGIMES, EVENTS, DAYS)
def test_a_record_moves_the_score_by_its_points(regime: Regime, events: list[Event], on: date) -> None:
    events = [replace(event, points=event.points or 1.5) for event in events]
    found = score(regime, events, on)
    adds = {part.event.key: part.points for part in found.contributions}

    for event in events:
        without = score(regime, [other for other in events if other is not event], on)
        assert found.score is not None and without.score is not None
        assert found.score - without.score == adds.get(event.key, 0)
    for part in found.contributions:
        assert part.points == (part.event.points or 0) * (1 if part.event.polarity == TRUSTWORTHY else -1)


@given(REGIMES, EVENTS, DAYS)
def test_what_counts_does_so_on_the_days_that_it_tells(regime: Regime, events: list[Event], on: date) -> None:
    """A record's period is where it counts, on whatever day is asked, unless it is repaired or revoked."""
    events = [replace(event, repaired=None, revoked=None, points=event.points or 0.0) for event in events]
    found = score(regime, events, on)

    for part in found.contributions:
        assert part.since <= on and (part.until is None or on <= part.until)
        if part.until is not None:
            after = score(regime, events, part.until + timedelta(1))
            assert part.event not in [other.event for other in after.contributions]
    for omitted in found.left_out:
        assert omitted.because in (Because.EXPIRED, Because.RESET)
        assert omitted.until is not None and omitted.until < on


@given(EVENTS, st.floats(0, 30), st.floats(0, 30))
def test_no_more_than_the_caps_counts(events: list[Event], most: float, least: float) -> None:
    events = [replace(event, points=event.points or 2.0) for event in events]
    plain, capped = (
        score(regime, events, DAY) for regime in (PLAIN, replace(PLAIN, caps=Caps(trustworthy=most, dishonest=least)))
    )

    for polarity, cap in ((TRUSTWORTHY, most), (DISHONEST, least)):
        all_of, counted = (
            sum(abs(part.points) for part in found.contributions if part.event.polarity == polarity)
            for found in (plain, capped)
        )
        assert counted == pytest.approx(min(all_of, cap))


def one(points: float | None = 10.0, polarity: str = DISHONEST, **more: object) -> Event:
    """A record of the first of March 2021."""
    return Event("E", polarity, date(2021, 3, 1), points=points, **more)  # type: ignore[arg-type]  # named by each test


@pytest.mark.parametrize(
    ("event", "regime", "on", "because"),
    [
        (one(), PLAIN, date(2021, 2, 28), "not yet"),
        (one(), PLAIN, date(2021, 3, 1), None),
        (one(revoked=DAY), PLAIN, DAY, Because.REVOKED),
        (one(revoked=DAY), PLAIN, DAY - timedelta(1), None),
        (one(repaired=DAY), PLAIN, DAY, Because.REPAIRED),
        (one(repaired=DAY), replace(PLAIN, repaired_counts=True), DAY, None),
        (one(expires=DAY), PLAIN, DAY, None),
        (one(expires=DAY), PLAIN, DAY + timedelta(1), Because.EXPIRED),
        (one(), replace(PLAIN, validity_months=12), date(2022, 3, 1), None),
        (one(), replace(PLAIN, validity_months=12), date(2022, 3, 2), Because.EXPIRED),
        (one(expires=date(2023, 1, 1)), replace(PLAIN, validity_months=12), DAY, None),
        (one(), replace(PLAIN, cycle=Cycle.CALENDAR_YEAR), date(2021, 12, 31), None),
        (one(), replace(PLAIN, cycle=Cycle.CALENDAR_YEAR), date(2022, 1, 1), Because.RESET),
        (one(), replace(PLAIN, cycle=Cycle.ROLLING, cycle_months=6), date(2021, 9, 1), None),
        (one(), replace(PLAIN, cycle=Cycle.ROLLING, cycle_months=6), date(2021, 9, 2), Because.RESET),
        (one(None), PLAIN, DAY, Because.POINTS_UNKNOWN),
    ],
)
def test_why_a_record_is_left_out(event: Event, regime: Regime, on: date, because: Because | str | None) -> None:
    found = score(regime, [event], on)

    if because == "not yet":
        assert (found.contributions, found.left_out, found.score) == ((), (), 90)
    elif because is None:
        assert ([part.points for part in found.contributions], found.score) == ([-10], 80)
    else:
        assert [part.because for part in found.left_out] == [because]
        assert found.score == (None if because is Because.POINTS_UNKNOWN else 90)


def test_what_is_unknown_is_never_zero() -> None:
    unscored = replace(PLAIN, base=None)
    found = score(PLAIN, [one(None)], DAY)

    assert (found.score, found.grade, len(found.missing)) == (None, None, 1)
    assert "E" in found.missing[0] and found.left_out[0].because is Because.POINTS_UNKNOWN
    assert (score(unscored, [], DAY).score, len(score(unscored, [], DAY).missing)) == (None, 1)
    assert score(unscored, [one()], DAY, base=75).score == 65


def test_a_veto_bypasses_the_score() -> None:
    regime = replace(PLAIN, veto=Veto("否决", ("甲",)))
    vetoed = score(regime, [one(1.0, category="甲")], DAY)

    assert (vetoed.score, vetoed.grade, [event.key for event in vetoed.vetoes]) == (89, "否决", ["E"])
    assert score(regime, [one(None, category="甲")], DAY).grade == "否决"
    assert score(regime, [one(1.0, category="乙")], DAY).grade == "良"
    assert score(regime, [one(1.0, TRUSTWORTHY, category="甲")], DAY).grade == "良"
    assert score(regime, [one(1.0, category="甲", repaired=DAY)], DAY).grade == "良"
    unclear = score(regime, [one(1.0)], DAY)
    assert (unclear.score, unclear.grade, len(unclear.missing)) == (89, None, 1)


def test_not_taking_part_is_a_grade_of_its_own() -> None:
    regime = replace(PLAIN, absent="未参评")

    assert [score(regime, [], DAY, takes_part=joins).grade for joins in (True, False, None)] == ["良", "未参评", None]
    assert score(regime, [], DAY, takes_part=False).score is None
    assert score(regime, [], DAY).missing and not score(PLAIN, [], DAY).missing


def test_a_grade_may_hang_on_dishonest_records() -> None:
    shandong = published()["shandong"]

    grades = {
        points: score(shandong, [one(1.0), one(0.0)][:records], DAY, base=points, takes_part=True).grade
        for points, records in ((85, 0), (81, 1), (79.5, 0), (60, 0), (59, 0), (59.5, 1))
    }
    assert grades == {85: "AAA", 81: "AA", 79.5: "A", 60: "B", 59: "B", 59.5: "C"}
    assert score(shandong, [one(0.0)], DAY, base=60, takes_part=True).grade == "B"


@pytest.mark.parametrize(
    ("id", "grades"),
    [
        ("lianyungang-2018", {140: "AAAA", 139.5: "AAA", 120: "AAA", 119: "AA", 100: "AA", 99: "A", 85: "A", 84: "B"}),
        ("yantai-2022", {85: "AAA", 84.5: "AA", 80: "AA", 79: "A", 70: "A", 69: "B", 60: "B", 59: "C"}),
    ],
)
def test_the_examples_grade_as_published(id: str, grades: dict[float, str]) -> None:
    regime = published()[id]

    assert {points: regime.grade(points, dishonest=True) for points in grades} == grades


def test_the_examples_say_where_they_are_from_and_what_is_not_certain() -> None:
    assert len(published()) == 3
    for regime in published().values():
        assert regime.source and len(regime.unconfirmed) >= 2 and "咸宁" not in regime.jurisdiction


MINE = 'id = "mine"\njurisdiction = "某市"\nversion = "1"\nsource = "?"\n'


def test_a_folder_of_one_s_own(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(MINE + 'cycle = "ROLLING"\ncycle_months = 12\n', "utf-8")

    assert set(read(tmp_path)) == {"mine", *published()} and read(tmp_path)["mine"].cycle is Cycle.ROLLING
    assert read(None) == published()
    with pytest.raises(BadInput, match="WUYE_REGIMES"):
        read(tmp_path / "none")
    (tmp_path / "other.toml").write_text(MINE, "utf-8")
    with pytest.raises(BadInput, match="'mine' already"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("id = ", "no TOML"),
        ('id = "x"', "does not say jurisdiction"),
        (MINE + "bse = 3", "'bse' is not known"),
        (MINE + 'base = "3"', "not a number"),
        (MINE + "base = nan", "not a number"),
        (MINE + "base = true", "not a number"),
        (MINE + "valid_from = 2022-01-01T00:00:00", "not a day"),
        (MINE + 'cycle = "WEEKLY"', "write REAL_TIME"),
        (MINE + 'cycle = "ROLLING"', "wants them"),
        (MINE + "validity_months = 0", "from 1 to"),
        (MINE + "caps = {base = -1}", "0 or more"),
        (MINE + "bands = [3]", r"\[\[bands\]\]"),
        (MINE + '[veto]\ncategories = ["甲"]', "no grade"),
        (MINE + '[veto]\ngrade = "D"\ncategories = [3]', "list of texts"),
    ],
)
def test_a_file_that_cannot_be_meant(text: str, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        parse(text, "x.toml")
