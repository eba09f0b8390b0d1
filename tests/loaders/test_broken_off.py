"""Loads that disturb one another: each row is written once, and what it said before is kept once."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from loaders.load import load
from loaders.report import Report
from tests.loaders.test_bulk import ODD
from tests.loaders.test_load import tables

if TYPE_CHECKING:
    from tests.conftest import Graph

ROWS = ODD | {
    "people": "person_id,name\n" + "".join(f"P{n},王{n}\n" for n in range(700)),
    "enterprise_roles": "role_id,uscc,person_id,role\n" + "".join(f"R{n},E1,P{n},董事\n" for n in range(720)),
}


def test_two_loads_at_once(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the same tables, new ones and corrected ones: one graph, each row written once, what it said before kept once."""
    monkeypatch.setattr("loaders.load.BATCH", 50)
    monkeypatch.setattr("loaders.writer.BATCH", 50)
    few = {**ROWS, "people": ROWS["people"][:3000], "enterprise_roles": ROWS["enterprise_roles"][:5000]}
    first = tables(tmp_path / "first", few)
    second = tables(tmp_path / "second", {name: rows.replace("王", "李") for name, rows in few.items()})

    async def both(folder: Path) -> tuple[Report, Report]:
        one, other = await asyncio.gather(load([folder], graph.database), load([folder], graph.database))
        return one, other

    graph.load(first)
    kept = graph.load(second).total.updated
    whole = graph.content()
    assert kept > 100
    graph.wipe()
    reports = [graph.run(both(folder)) for folder in (first, second)]

    assert graph.content() == whole
    assert graph.rows("MATCH (v:Version) RETURN count(v)") == [[kept]]
    assert sum(report.total.updated for report in reports[1]) == kept
    assert sorted(graph.rows("MATCH (l:Load) WHERE l.finishedAt IS NULL RETURN l.number")) == []
