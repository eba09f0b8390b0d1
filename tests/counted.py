"""Labels counted in plain Python from the synthetic tables themselves: who a rule must flag there, and who only looks so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from loaders.generate import tables

#: Subjects that a rule must flag, and innocents, as global ids.
Labels = tuple[set[str], set[str]]
BARS = ("bid_restriction",)


@cache
def rows(table: str) -> list[dict[str, str]]:
    """A table of the demonstration's synthetic part."""
    return next(list(found) for name, found in tables(complement=True) if name == table)


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@dataclass(frozen=True)
class Bar:
    """A sanction: whose, since when, the last day (None: open), in which region ("": all)."""

    enterprise: str
    kind: str
    start: date
    end: date | None
    region: str

    def holds(self, on: date) -> bool:
        return self.start <= on and (self.end is None or on <= self.end)

    def applies(self, region: str) -> bool:
        """A code begins as that of the region it is in; 00 stand for what is not told."""
        within = self.region
        while within.endswith("00"):
            within = within[:-2]
        return region.startswith(within)


@cache
def bars() -> list[Bar]:
    found = []
    for row in rows("sanctions"):
        ends = [day(row["ends_on"]), (lifted := day(row["lifted_on"])) and lifted - timedelta(1)]
        start = day(row["starts_on"])
        assert start is not None
        last = min((end for end in ends if end), default=None)
        found.append(Bar(row["uscc"], row["kind"], start, last, row["region_code"]))
    return found


def during(acts: Iterator[tuple[str, date, str]], kinds: tuple[str, ...]) -> Labels:
    """Of acts (who, when, where) those during a bar of these kinds; innocent: who acted so near a bar, and never in one."""
    meant, near = set(), set()
    for who, on, where in acts:
        for bar in bars():
            if bar.enterprise == who:
                meant |= {f"Enterprise:{who}"} if bar.kind in kinds and bar.holds(on) and bar.applies(where) else set()
                near |= {f"Enterprise:{who}"} if abs((on - bar.start).days) < 365 else set()
    return meant, near - meant


def contracts() -> Labels:
    """Contracts begun during a bar."""
    regions = {row["community_id"]: row["region_code"] for row in rows("communities")}
    acts = (
        (row["uscc"], day(row["starts_on"]), regions.get(row["community_id"], "421202")) for row in rows("contracts")
    )
    return during(((who, on, where) for who, on, where in acts if who and on), BARS)


def filings() -> Labels:
    """Filings made during a bar, or while access to the market was restricted."""
    acts = ((row["uscc"], day(row["filed_on"]), row["region_code"]) for row in rows("market_filings") if row["status"] in ("", "accepted"))  # fmt: skip
    return during(((who, on, where) for who, on, where in acts if on), (*BARS, "market_access_restriction"))


def successors() -> Labels:
    """Successors that bid during the bar on whom they succeed."""
    meant, every = set(), set()
    for link in (link for link in rows("enterprise_links") if link["kind"] == "successor"):
        new, since = link["from_uscc"], day(link["starts_on"])
        every.add(f"Enterprise:{new}")
        submitted = [on for bid in rows("bids") if new in bid["uscc"].split(";") and (on := day(bid["submitted_on"]))]
        for bar in (bar for bar in bars() if bar.enterprise == link["to_uscc"] and bar.kind in BARS):
            late = since is None or since >= bar.start - timedelta(180)
            meant |= {f"Enterprise:{new}"} if late and any(map(bar.holds, submitted)) else set()
    return meant, every - meant


def unmanaged(today: date) -> Labels:
    """Communities without a contract in the year after their renovation."""
    merged = {row["community_id"] for row in rows("communities") if row["merged_into"]}
    served: dict[str, list[tuple[date, date]]] = {}
    for row in rows("contracts"):
        start, ends = (
            day(row["starts_on"]),
            [day(row["ends_on"]), (cut := day(row["terminated_on"])) and cut - timedelta(1)],
        )
        if start:
            served.setdefault(row["community_id"], []).append(
                (start, min((end for end in ends if end), default=date.max))
            )
    meant, others = set(), set()
    for row in rows("renovations"):
        done = day(row["completed_on"])
        if done is None or (due := done + timedelta(365)) > today:
            continue
        for community in filter(None, row["community_ids"].split(";")):
            there = any(start <= due and end >= done for start, end in served.get(community, []))
            (others if there or community in merged else meant).add(f"Community:{community}")
    return meant, others - meant
