"""When a fact holds, as Cypher predicates, in one place: both ends of a period count, the day of a cut does not.

"In force" is contract/tables.md's: begun by the day, not ended before it, not lifted, terminated or revoked by it. An
unknown beginning is no beginning for a fact; an entity of unknown beginning has always existed.
"""

from __future__ import annotations

from graph.model import Period


def on(period: Period, node: str, day: str) -> str:
    """In force on the day.

    >>> on(Period("startsOn", "endsOn", "liftedOn"), "s", "$d")
    's.startsOn <= $d AND (s.endsOn IS NULL OR s.endsOn >= $d) AND (s.liftedOn IS NULL OR s.liftedOn > $d)'
    """
    return _joined(_begun(period, node, day), _not_ended(period, node, day), _not_cut(period, node, day))


def overlaps(period: Period, node: str, first: str | None, last: str | None) -> str:
    """In force on at least one day from `first` to `last`; None: open on that side.

    >>> overlaps(Period("startsOn", "endsOn"), "s", "$a", "$b")
    's.startsOn <= $b AND (s.endsOn IS NULL OR s.endsOn >= $a)'
    """
    started = f"{node}.{period.start}"
    return _joined(
        _begun(period, node, last) if last else f"{started} IS NOT NULL",
        _not_ended(period, node, first) if first else "",
        _not_cut(period, node, first) if first else "",
        _not_cut(period, node, started),  # cut before it began: it never was in force
    )


def covers(period: Period, node: str, first: str, last: str) -> str:
    """In force on every day from `first` to `last`.

    >>> covers(Period("startsOn", "endsOn"), "s", "$a", "$b")
    's.startsOn <= $a AND (s.endsOn IS NULL OR s.endsOn >= $b)'
    """
    return _joined(_begun(period, node, first), _not_ended(period, node, last), _not_cut(period, node, last))


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


def _not_cut(period: Period, node: str, day: str) -> str:
    cut = f"{node}.{period.cut}"
    return f"({cut} IS NULL OR {cut} > {day})" if period.cut else ""


def _joined(*parts: str) -> str:
    return " AND ".join(part for part in parts if part)
