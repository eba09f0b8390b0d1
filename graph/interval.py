"""When a fact holds, as Cypher predicates, in one place: both ends of a period count, the day of a cut does not.

"In force" is contract/tables.md's: begun by the day, not ended before it, not lifted, terminated or revoked by it. An
unknown beginning is no beginning for a fact; an entity of unknown beginning has always existed. `seen` is the day of @asOf where
there is one: of a cut that came later nothing was known then.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import Period


def on(period: Period, node: str, day: str, seen: str = "") -> str:
    """In force on the day.

    >>> on(Period("startsOn", "endsOn", "liftedOn"), "s", "$d")
    's.startsOn <= $d AND (s.endsOn IS NULL OR s.endsOn >= $d) AND (s.liftedOn IS NULL OR s.liftedOn > $d)'
    """
    return _joined(_begun(period, node, day), _not_ended(period, node, day), _not_cut(period, node, day, seen))


def overlaps(period: Period, node: str, first: str | None, last: str | None, seen: str = "") -> str:
    """In force on at least one day from `first` to `last`; None: open on that side.

    >>> overlaps(Period("startsOn", "endsOn"), "s", "$a", "$b")
    's.startsOn <= $b AND (s.endsOn IS NULL OR s.endsOn >= $a)'
    """
    started = f"{node}.{period.start}"
    return _joined(
        _begun(period, node, last) if last else f"{started} IS NOT NULL",
        _not_ended(period, node, first) if first else "",
        _not_cut(period, node, first, seen) if first else "",
        _not_cut(period, node, started),  # cut before it began: it never was in force
    )


def covers(period: Period, node: str, first: str, last: str, seen: str = "") -> str:
    """In force on every day from `first` to `last`.

    >>> covers(Period("startsOn", "endsOn"), "s", "$a", "$b")
    's.startsOn <= $a AND (s.endsOn IS NULL OR s.endsOn >= $b)'
    """
    return _joined(_begun(period, node, first), _not_ended(period, node, last), _not_cut(period, node, last, seen))


def starts_in(period: Period, node: str, first: str | None, last: str | None) -> str:
    """Begun from `first` to `last`.

    >>> starts_in(Period("startsOn"), "s", "$a", None)
    's.startsOn >= $a'
    """
    started = f"{node}.{period.start}"
    return _joined(f"{started} >= {first}" if first else "", f"{started} <= {last}" if last else "")


def _begun(period: Period, node: str, day: str) -> str:
    started = f"{node}.{period.start}"
    return f"({started} IS NULL OR {started} <= {day})" if period.open_start else f"{started} <= {day}"


def _not_ended(period: Period, node: str, day: str) -> str:
    ends = f"{node}.{period.end}"
    return f"({ends} IS NULL OR {ends} >= {day})" if period.end else ""


def _not_cut(period: Period, node: str, day: str, seen: str = "") -> str:
    cut = f"{node}.{period.cut}"
    unknown = f" OR {cut} > {seen}" if seen and seen != day else ""
    return f"({cut} IS NULL OR {cut} > {day}{unknown})" if period.cut else ""


def _joined(*parts: str) -> str:
    return " AND ".join(part for part in parts if part)


@dataclass(frozen=True)
class Span:
    """Days from `start` to `end`, as expressions; None: one that no fact of its kind has. `cut` is the first day after a cut."""

    start: str
    end: str | None = None
    cut: str | None = None


def span(period: Period, node: str, seen: str = "") -> Span:
    """The span of a period fact.

    >>> span(Period("startsOn", "endsOn"), "s")
    Span(start='s.startsOn', end='s.endsOn', cut=None)
    """
    end, cut = (f"{node}.{name}" if name else None for name in (period.end, period.cut))
    return Span(f"{node}.{period.start}", end, told(cut, seen) if cut else None)


def told(day: str, seen: str) -> str:
    """A day as it was known on the day `seen`: none that lies after it; "" knows all.

    >>> told("s.liftedOn", "$d")
    'CASE WHEN s.liftedOn <= $d THEN s.liftedOn END'
    """
    return f"CASE WHEN {day} <= {seen} THEN {day} END" if seen else day


def correlated(left: Span, relation: str, right: Span) -> str:
    """Two spans in a temporal relation: OVERLAPS CONTAINS DURING BEFORE AFTER. Where an end that decides is unknown, it does
    not hold, but for OVERLAPS, where an unknown end counts as in force.

    >>> correlated(Span("a.on", "a.on"), "BEFORE", Span("b.on", "b.on"))
    '(a.on < b.on)'
    """
    match relation:
        case "OVERLAPS":
            return _joined(*_shares(left, right), *_shares(right, left), _lasts(left), _lasts(right))
        case "CONTAINS":
            return _joined(f"{left.start} <= {right.start}", _ends_within(right, left), _lasts(left), _lasts(right))
        case "DURING":
            return correlated(right, "CONTAINS", left)
        case "BEFORE":
            ends = [f"{left.end} < {right.start}"] if left.end else []
            cuts = [f"{left.cut} <= {right.start}"] if left.cut else []
            return "(" + " OR ".join([*ends, *cuts] or ["false"]) + ")"
        case _:
            return correlated(right, "BEFORE", left)


def _shares(one: Span, other: Span) -> list[str]:
    """`other` begins before `one` is over."""
    ends = f"({one.end} IS NULL OR {other.start} <= {one.end})" if one.end else ""
    cut = f"({one.cut} IS NULL OR {other.start} < {one.cut})" if one.cut else ""
    return [ends, cut]


def _lasts(one: Span) -> str:
    """It was in force at all: a cut on its first day leaves nothing."""
    return f"({one.cut} IS NULL OR {one.cut} > {one.start})" if one.cut else f"{one.start} IS NOT NULL"


def _ends_within(inner: Span, outer: Span) -> str:
    """The last day of `inner` is known, and is one of `outer`; an outer end that is open contains all."""
    terms = []
    if outer.end:
        known = [f"{inner.end} <= {outer.end}"] if inner.end else []
        known += [f"{inner.cut} <= {outer.end} + duration({{days: 1}})"] if inner.cut else []
        terms.append("(" + " OR ".join([f"{outer.end} IS NULL", *known]) + ")")
    if outer.cut:
        known = [f"{inner.end} < {outer.cut}"] if inner.end else []
        known += [f"{inner.cut} <= {outer.cut}"] if inner.cut else []
        terms.append("(" + " OR ".join([f"{outer.cut} IS NULL", *known]) + ")")
    return _joined(*terms)
