"""The score of an enterprise under a credit regime (graph/regime.py), from its credit events alone, with all that made it.

A record counts from the day of its event to its last day, both included, but not from the day on which it is repaired or revoked.
Points are magnitudes; the polarity says which way they count. A term of months ends on the corresponding day, or where there is
none on the last of the month (民法典 §§201, 202). Appeals are in no table, and in no score.
"""

from __future__ import annotations

import calendar
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graph.regime import Cycle, Regime

TRUSTWORTHY, DISHONEST = "TRUSTWORTHY", "DISHONEST"
#: The last month of the calendar, from the year 0.
LAST_MONTH = date.max.year * 12 + 11


class Because(StrEnum):
    """Why a record is left out."""

    REVOKED = "REVOKED"
    REPAIRED = "REPAIRED"
    EXPIRED = "EXPIRED"
    RESET = "RESET"
    POINTS_UNKNOWN = "POINTS_UNKNOWN"


@dataclass(frozen=True)
class Event:
    """A credit event, as far as scores look at it; `place` is the caller's own."""

    key: str
    polarity: str
    occurred: date
    category: str | None = None
    points: float | None = None
    expires: date | None = None
    repaired: date | None = None
    revoked: date | None = None
    place: int = 0


@dataclass(frozen=True)
class Contribution:
    """What a record adds to the score (below zero: what it takes away), and from when until when it counts."""

    event: Event
    points: float
    since: date
    until: date | None


@dataclass(frozen=True)
class Omission:
    """A record that is left out, why, and from when until when it would have counted."""

    event: Event
    because: Because
    since: date
    until: date | None


@dataclass(frozen=True)
class Score:
    """A score on a day: `score` is `base` + `points`, what the contributions add up to.

    `score` is None where something that counts is unknown: it is in `missing`, and never taken for zero. `grade` is None then, too,
    or where no band has the score.
    """

    regime: Regime
    on: date
    base: float | None
    contributions: tuple[Contribution, ...]
    left_out: tuple[Omission, ...]
    vetoes: tuple[Event, ...]
    missing: tuple[str, ...]
    points: float
    score: float | None
    grade: str | None


def months_after(day: date, months: int) -> date:
    """The corresponding day so many months later, or the last of that month.

    >>> months_after(date(2022, 7, 1), 12), months_after(date(2024, 2, 29), 12), months_after(date(2022, 10, 31), 4)
    (datetime.date(2023, 7, 1), datetime.date(2025, 2, 28), datetime.date(2023, 2, 28))
    """
    years, month = divmod(min(day.year * 12 + day.month - 1 + months, LAST_MONTH), 12)
    return date(years, month + 1, min(day.day, calendar.monthrange(years, month + 1)[1]))


def expiry(regime: Regime, event: Event) -> date | None:
    """The last day on which a record is valid: its own, else the regime's term; None: without end."""
    if event.expires is not None or regime.validity_months is None:
        return event.expires
    return months_after(event.occurred, regime.validity_months)


def turn(regime: Regime, event: Event) -> date | None:
    """The last day of the cycle in which a record counts; None: there is no cycle."""
    match regime.cycle:
        case Cycle.REAL_TIME:
            return None
        case Cycle.CALENDAR_YEAR:
            return date(event.occurred.year, 12, 31)
        case Cycle.ROLLING:
            assert regime.cycle_months is not None
            return months_after(event.occurred, regime.cycle_months)


def last_day(regime: Regime, event: Event) -> date | None:
    """The last day on which a record counts, unless it is repaired or revoked; None: without end."""
    return min((day for day in (expiry(regime, event), turn(regime, event)) if day is not None), default=None)


def omitted(regime: Regime, event: Event, on: date) -> Because | None:
    """Why a record is left out on a day; None: it counts."""
    ended, turned = expiry(regime, event), turn(regime, event)
    if event.revoked is not None and event.revoked <= on:
        return Because.REVOKED
    if event.repaired is not None and event.repaired <= on and not regime.repaired_counts:
        return Because.REPAIRED
    if ended is not None and ended < on:
        return Because.EXPIRED
    if turned is not None and turned < on:
        return Because.RESET
    return None


def score(
    regime: Regime, events: Iterable[Event], on: date, *, base: float | None = None, takes_part: bool | None = None
) -> Score:
    """The score of an enterprise on a day, by the credit events of its file; those that are yet to happen do not count.

    `base`: where the regime scores it for each enterprise. `takes_part`: None, unknown; it matters to regimes with a grade for
    those that do not.

    >>> from graph.regime import Band
    >>> regime = Regime("x", "某市", "1", "", (Band("A", 85), Band("B")), base=90)
    >>> event = Event("E1", DISHONEST, date(2022, 3, 1), points=6, expires=date(2023, 2, 28))
    >>> [(found.score, found.grade) for day in (1, 28) for found in [score(regime, [event], date(2022, 2 + day % 2, day))]]
    [(84.0, 'B'), (90.0, 'A')]
    """
    begun = sorted((event for event in events if event.occurred <= on), key=lambda event: (event.occurred, event.key))
    reasons = [(event, omitted(regime, event, on)) for event in begun]
    counting = [event for event, because in reasons if because is None]
    left_out = tuple(
        Omission(event, because or Because.POINTS_UNKNOWN, event.occurred, last_day(regime, event))
        for event, because in reasons
        if because is not None or event.points is None
    )
    contributions = tuple(contributed(regime, counting))
    base = regime.base if base is None else base
    vetoes = tuple(event for event in counting if vetoed(regime, event))
    points = added(part.points for part in contributions)
    joined = regime.absent is None or takes_part
    total = added([base, points]) if base is not None and all(event.points is not None for event in counting) else None
    missing = tuple(unknown(regime, counting, base, joined))
    if joined is False:
        total, grade = None, regime.absent
    elif vetoes and regime.veto is not None and joined:
        grade = regime.veto.grade
    elif total is None or missing:
        grade = None
    else:
        grade = regime.grade(total, any(event.polarity == DISHONEST for event in counting))
    return Score(regime, on, base, contributions, left_out, vetoes, missing, points, total, grade)


def contributed(regime: Regime, events: Iterable[Event]) -> Iterator[Contribution]:
    """What each record adds; where a cap is reached, the later ones add less, or nothing."""
    room = {TRUSTWORTHY: regime.caps.trustworthy, DISHONEST: regime.caps.dishonest}
    for event in events:
        if event.points is None:
            continue
        size, left = abs(event.points), room[event.polarity]
        if left is not None:
            size = min(size, left)
            room[event.polarity] = left - size
        points = size if event.polarity == TRUSTWORTHY else 0.0 - size
        yield Contribution(event, points, event.occurred, last_day(regime, event))


def vetoed(regime: Regime, event: Event) -> bool:
    """Is it one that vetoes?"""
    return regime.veto is not None and event.polarity == DISHONEST and event.category in regime.veto.categories


def unknown(regime: Regime, events: Iterable[Event], base: float | None, joined: bool | None) -> Iterator[str]:
    """What a score or a grade would want to know."""
    if base is None:
        yield "基础分,由本制度逐户评定 the base, which this regime scores for each enterprise"
    if joined is None:
        yield "是否参评 whether it takes part (creditFileOpenedOn)"
    for event in events:
        if event.points is None:
            yield f"CreditEvent:{event.key} 记分不详 its points are unknown"
        if (
            event.category is None
            and event.polarity == DISHONEST
            and regime.veto is not None
            and regime.veto.categories
        ):
            yield f"CreditEvent:{event.key} 类别不详,或属一票否决 its category is unknown, and may be a veto"


def added(numbers: Iterable[float]) -> float:
    """A sum without what binary fractions leave over.

    >>> added([0.1, 0.2])
    0.3
    """
    return round(math.fsum(numbers), 6)
