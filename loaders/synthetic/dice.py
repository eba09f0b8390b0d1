"""Small draws from a `random.Random`, the same on every platform and for every Python."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

T = TypeVar("T")


def pick(rng: Random, items: Sequence[T]) -> T:
    """One of the items."""
    return items[int(rng.random() * len(items))]


def between(rng: Random, low: int, high: int) -> int:
    """A whole number from low to high, both included."""
    return low + int(rng.random() * (high - low + 1))


def chance(rng: Random, share: float) -> bool:
    """True in that share of the cases."""
    return rng.random() < share


def day(rng: Random, first: date, last: date) -> date:
    """A day from first to last, both included."""
    return first + timedelta(between(rng, 0, (last - first).days))


def after(rng: Random, start: date, low: int, high: int) -> date:
    """A day low to high days after start; before it where they are negative."""
    return start + timedelta(between(rng, low, high))


def several(rng: Random, items: Sequence[T], count: int) -> list[T]:
    """Some of the items, none twice; fewer than asked for where there are not enough."""
    left = list(items)
    return [left.pop(int(rng.random() * len(left))) for _ in range(min(count, len(left)))]


def shuffled(rng: Random, items: Sequence[T]) -> list[T]:
    """All the items in another order."""
    return several(rng, items, len(items))


def shares(rng: Random, total: int, parts: int, least: int = 0) -> list[int]:
    """`total` in uneven parts of at least `least`, whose sum is exactly `total`.

    >>> sum(shares(Random("x"), 535, 300))
    535
    """
    weights = [0.3 + rng.random() ** 2 for _ in range(parts)]
    free, sum_, out, seen, given = total - least * parts, sum(weights), [], 0.0, 0
    for weight in weights:
        seen += weight
        upto = round(free * (seen / sum_))
        out.append(least + upto - given)
        given = upto
    out[-1] += free - given
    return out


def text(value: date | str | float | bool | None) -> str:
    """The cell of a value: a day as ISO, true and false, nothing for None."""
    if value is None:
        return ""
    if value is True or value is False:
        return "true" if value else "false"
    return value if isinstance(value, str) else str(value)
