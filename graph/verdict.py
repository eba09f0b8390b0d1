"""The verdict on a claim: what the graph holds agrees with it, or refutes it, only where it is stated to be complete.

`Coverage` statements say so of every table that the measure reads, for the whole window and region of the claim. Several
statements may add up to the window; that parts of a region add up to it is not looked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from graph.claims import MEASURES
from graph.domain import COVERED


@dataclass(frozen=True)
class Covering:
    """A completeness statement about a table; `whole`: on all of the claim's region."""

    id: str
    table: str
    first: date
    last: date
    synthetic: bool
    whole: bool


@dataclass(frozen=True)
class Window:
    """A claim's days, an unknown end as far as days go, and its region."""

    first: date
    last: date
    region: str | None

    def touches(self, one: Covering) -> bool:
        """Has it a day in common with the statement?"""
        return one.first <= self.last and self.first <= one.last

    def covered(self, statements: Sequence[Covering]) -> bool:
        """Do the statements, together, leave no day out?

        >>> year = lambda y: Covering("", "SANCTIONS", date(y, 1, 1), date(y, 12, 31), False, True)
        >>> Window(date(2021, 3, 1), date(2022, 11, 30), None).covered([year(2022), year(2021)])
        True
        >>> Window(date(2021, 3, 1), date(2023, 11, 30), None).covered([year(2023), year(2021)])
        False
        """
        missing = self.first
        for one in sorted(statements, key=lambda one: one.first):
            if one.whole and one.first <= missing <= one.last:
                if one.last >= self.last:
                    return True
                missing = one.last + timedelta(days=1)
        return False

    def __str__(self) -> str:
        ends = ("…" if self.first == date.min else self.first, "…" if self.last == date.max else self.last)
        return f"{ends[0]} – {ends[1]}" + (f" ({self.region})" if self.region else "")


def check(found: Sequence[Any]) -> dict[str, Any]:
    """The verdict over what `graph.claims.evidence` returned, as the fields of a ClaimCheck.

    SUPPORTED: the graph is complete there, and the figures agree (`explanation` says how many facts have no value).
    CONTRADICTED: it is complete, and they differ. PARTIAL: statements cover a part, or facts without a value may make up the
    difference. UNKNOWN: no statement, no such measure, or no value claimed: what the
    graph holds is told, and decides nothing. `needs` says what a contradiction would need, null where there is one.

    >>> files = ["enterprises.credit_files", 216.0, None, "2022-11-30", "421200", [216.0, 216, 0, 0]]
    >>> complete = ["Coverage:1", "ENTERPRISES", None, "2022-12-31", False, True]
    >>> check([*files, [complete]])["verdict"], check([*files, []])["verdict"]
    ('SUPPORTED', 'UNKNOWN')
    """
    name, claimed, first, last, region, counted, rows = found
    made = {"claimed": claimed, "from": first, "asOf": last}
    measure = next((each for each in MEASURES if each.name == name), None)
    if measure is None:
        known = ", ".join(each.name for each in MEASURES)
        text = f"没有指标 {name}。No measure is called {name}; known: {known}."
        nothing: dict[str, Any] = {"actual": None, "facts": 0, "coverage": [], "synthetic": False}
        return {**made, **nothing, "verdict": "UNKNOWN", "explanation": text, "needs": "A known measure. 已有的指标。"}
    actual, facts, valueless, synthetic = counted
    window = Window(day(first, date.min), day(last, date.max), region)
    needed = measure.needed(first is not None)
    stated = [one for one in map(covering, rows) if one.table in needed and window.touches(one)]
    lacking = [table for table in needed if not window.covered([one for one in stated if one.table == table])]
    verdict, text = judged(claimed, actual, facts, valueless, len(stated), complete=not lacking)
    return {
        **made,
        "verdict": verdict,
        "explanation": text,
        "actual": actual if facts or not lacking else None,
        "facts": facts,
        "coverage": [one.id for one in stated],
        "synthetic": synthetic > 0 or any(one.synthetic for one in stated),
        "needs": None if verdict == "CONTRADICTED" else needs(claimed, needed, lacking, window),
    }


def covering(row: Sequence[Any]) -> Covering:
    """What `graph.claims.evidence` returned of a statement; one without a first day begins with the first of all days."""
    id, table, first, last, synthetic, whole = row
    return Covering(id, table, day(first, date.min), day(last, date.min), bool(synthetic), whole)


def day(text: str | None, otherwise: date) -> date:
    """A day from its text."""
    return date.fromisoformat(text) if text else otherwise


def judged(
    claimed: float | None, actual: float, facts: int, valueless: int, stated: int, *, complete: bool
) -> tuple[str, str]:
    """Verdict and explanation of a figure; `stated`: how many completeness statements bear on it."""
    missing = f" {valueless} 个数值不详。{valueless} of them have no value." if valueless else ""
    held = f"图中有 {facts} 个事实,计 {actual:g}。The graph holds {facts} facts that come to {actual:g}.{missing}"
    if claimed is None:
        return "UNKNOWN", f"主张没有数值。The claim has no value. {held}"
    if not stated:
        return "UNKNOWN", f"{held} 无声明称其齐全。Nothing states that these are all."
    if not complete:
        return "PARTIAL", f"{held} 完整性声明只及一部分。Completeness is stated of a part only."
    gap = actual - claimed
    if abs(gap) < 1e-6 * max(1.0, abs(claimed)):
        agrees = f"与图中 {facts} 个事实相符,声明称其齐全。Agrees with {facts} facts, which are stated to be all."
        return "SUPPORTED", agrees + missing
    if valueless and gap < 0:
        return "PARTIAL", f"{held} 不详者可补其差。What is not known may make up the difference."
    chinese, english = ("多", "more") if gap > 0 else ("少", "less")
    return "CONTRADICTED", (
        f"图中{chinese} {abs(gap):g}:称 {claimed:g},计 {actual:g},声明称其齐全。The graph holds {abs(gap):g} {english}: {claimed:g} "
        f"claimed, {actual:g} counted, and these are stated to be all.{missing}"
    )


def needs(claimed: float | None, needed: Sequence[str], lacking: Sequence[str], window: Window) -> str:
    """What a contradiction would need."""
    if claimed is None:
        return "所称之数值。A value that is claimed."
    other = f"计得之数异于 {claimed:g}", f"another figure than {claimed:g}"
    if not lacking:
        of = "、".join(COVERED.words[table] for table in needed), ", ".join(table.lower() for table in needed)
        return f"{of[0]}{other[0]}。{other[1].capitalize()} counted from {of[1]}."
    names = "、".join(COVERED.words[table] for table in lacking), ", ".join(table.lower() for table in lacking)
    return f"{names}在 {window} 的完整性声明,且{other[0]}。Statements that {names[1]} are complete for {window}, and {other[1]}."
