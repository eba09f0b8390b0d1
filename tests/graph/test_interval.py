"""When a fact holds: the Cypher of each predicate, evaluated by Neo4j, against counting the days one by one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import interval
from graph.model import Period

FULL = Period("starts", "ends", "cut")
PERIODS = (
    FULL,
    Period("starts"),
    Period("starts", "ends"),
    Period("starts", cut="cut"),
    Period("starts", "ends", "cut", open_start=True),
)
#: All days there are: facts and questions lie well within, so that "never ends" is "beyond the last".
WORLD = [date(2022, 1, 1) + timedelta(n) for n in range(-40, 60)]
DAYS = st.integers(0, 15).map(lambda n: date(2022, 1, 1) + timedelta(n))

Fact = dict[str, date | None]


@st.composite
def facts(draw: st.DrawFn) -> Fact:
    """A fact with a beginning mostly, an end on or after it or none, and a cut anywhere or none."""
    starts = draw(st.none() | DAYS | DAYS)
    ends = draw(st.none() | DAYS)
    if starts and ends and ends < starts:
        starts, ends = ends, starts
    return {"starts": starts, "ends": ends, "cut": draw(st.none() | DAYS)}


def days_of(period: Period, fact: Fact) -> set[date]:
    """The days on which a fact holds, by contract/tables.md."""
    starts = fact[period.start]
    ends, cut = (fact[name] if name else None for name in (period.end, period.cut))
    if starts is None and not period.open_start:
        return set()
    return {
        day
        for day in WORLD
        if (starts is None or starts <= day) and (ends is None or day <= ends) and (cut is None or day < cut)
    }


def holding(asking: Any, predicate: str, rows: list[Fact], **days: date | None) -> list[bool]:
    """Which rows satisfy a predicate on `x`; unknown is no."""
    text = f"UNWIND range(0, size($rows) - 1) AS i WITH $rows[i] AS x, i RETURN coalesce({predicate}, false) ORDER BY i"
    return [found for [found] in asking.run(asking.schema.graph.database.rows(text, {"rows": rows, **days}))]


BATCHES = st.lists(facts(), min_size=20, max_size=60)


@pytest.mark.parametrize("period", PERIODS, ids=repr)
@settings(max_examples=10)
@given(rows=BATCHES, day=DAYS)
def test_on(asking: Any, period: Period, rows: list[Fact], day: date) -> None:
    expected = [day in days_of(period, fact) for fact in rows]

    assert holding(asking, interval.on(period, "x", "$day"), rows, day=day) == expected


Predicate = Callable[[Period, str, str, str], str]


@pytest.mark.parametrize("period", PERIODS[:4], ids=repr)
@settings(max_examples=10)
@given(rows=BATCHES, first=DAYS, length=st.integers(0, 12))
def test_overlaps_and_covers(asking: Any, period: Period, rows: list[Fact], first: date, length: int) -> None:
    last = first + timedelta(length)
    asked = {first + timedelta(n) for n in range(length + 1)}
    held = [days_of(period, fact) for fact in rows]

    overlapping = holding(asking, interval.overlaps(period, "x", "$a", "$b"), rows, a=first, b=last)
    covering = holding(asking, interval.covers(period, "x", "$a", "$b"), rows, a=first, b=last)

    assert overlapping == [bool(days & asked) for days in held]
    assert covering == [asked <= days for days in held]


@settings(max_examples=10)
@given(rows=BATCHES, day=DAYS)
def test_overlaps_open_on_one_side(asking: Any, rows: list[Fact], day: date) -> None:
    held = [days_of(FULL, fact) for fact in rows]

    since = holding(asking, interval.overlaps(FULL, "x", "$day", None), rows, day=day)
    until = holding(asking, interval.overlaps(FULL, "x", None, "$day"), rows, day=day)
    always = holding(asking, interval.overlaps(FULL, "x", None, None), rows)

    assert since == [any(day <= one for one in days) for days in held]
    assert until == [any(one <= day for one in days) for days in held]
    assert always == [bool(days) for days in held]


@settings(max_examples=10)
@given(rows=BATCHES, first=DAYS, length=st.integers(0, 12))
def test_starts_in(asking: Any, rows: list[Fact], first: date, length: int) -> None:
    last = first + timedelta(length)
    begun = [fact["starts"] for fact in rows]

    assert holding(asking, interval.starts_in(FULL, "x", "$a", "$b"), rows, a=first, b=last) == [
        day is not None and first <= day <= last for day in begun
    ]
    assert holding(asking, interval.starts_in(FULL, "x", "$a", None), rows, a=first) == [
        day is not None and first <= day for day in begun
    ]


def test_a_cut_on_the_first_day_leaves_none() -> None:
    fact: Fact = {"starts": WORLD[50], "ends": None, "cut": WORLD[50]}

    assert days_of(FULL, fact) == set()
