"""Flags of what later loads touched: the same as all flags in which a node of a later load stands, found without looking everywhere."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graph.database import Database
from graph.flags import Asked, Flag, cases, cases_since, settled
from graph.query import Inputs, constant
from graph.role import Role
from graph.rules import RULES
from graph.rules.rule import Reach
from graph.touched import touched
from tests.conftest import Graph
from tests.graph.planted import EXPECTED, TABLES

#: Of each of these tables what a second load adds: some rows, so that cases stand in both loads.
SECOND = ("bids", "sanctions", "contracts", "enterprise_roles", "market_filings", "renovations")


def write(folder: Path, table: str, header: str, rows: list[str]) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{table}.csv").write_text("\n".join([header, *rows]) + "\n", "utf-8")


@pytest.fixture(scope="module")
def twice(database: Database, loop: object, tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The planted cases, every third row of some tables by a second load."""
    first, second = tmp_path_factory.mktemp("first"), tmp_path_factory.mktemp("second")
    for table, lines in TABLES.items():
        header, *rows = [line.strip() for line in lines.strip().splitlines()]
        later = rows[::3] if table in SECOND else []
        write(first, table, header, [row for row in rows if row not in later])
        if table == "tenders":  # which others refer to: corrected, not added
            later = [row.replace("项目", "工程") for row in rows[::4]]
        if later:
            write(second, table, header, later)
    made = Graph(database, loop)  # type: ignore[arg-type]  # the loop of the fixture
    made.wipe()
    for folder in (first, second):
        assert made.load(folder).exit_status == 0
    return made


def asked(rule: str, since: int | None) -> Asked:
    nothing = constant(None)
    return Asked(
        (RULES[rule],), constant(settled([])), nothing, nothing, constant(1000), None, nothing, None, Role.ADMIN, (), (),
        constant(since) if since is not None else None,
    )  # fmt: skip


def flags(graph: Graph, rule: str, since: int | None) -> dict[str, Flag]:
    """The flags of a rule."""
    question, inputs = asked(rule, since), Inputs({}, date(2023, 7, 10))
    found = cases(question, graph.database, inputs) if since is None else cases_since(question, graph.database, inputs, since)  # fmt: skip
    return {flag.id: flag for flag in question.judge([row[1:] for row in graph.run(found)], inputs)}


@pytest.mark.parametrize("rule", RULES)
def test_those_in_which_a_record_or_a_party_of_a_later_load_stands(twice: Graph, rule: str) -> None:
    later = dict(twice.rows("MATCH (n) WHERE n.load = 2 RETURN elementId(n), labels(n)[0]"))
    parties = {id for id, label in later.items() if label in RULES[rule].about.values()}
    every = flags(twice, rule, None)
    meant = {
        id
        for id, flag in every.items()
        if later.keys() & {flag.nodes[0], *flag.nodes[1]}
        or parties & {*flag.nodes[2]}
        or RULES[rule].reach is Reach.GRAPH
    }

    assert len(every) >= len(EXPECTED[rule])
    assert set(flags(twice, rule, 1)) == meant


def test_a_later_load_leads_to_what_its_rows_refer_to(twice: Graph) -> None:
    found = twice.run(touched(twice.database, 1))

    assert {"B1"} <= found.written["Bid"] and {"T1"} <= found.referred["Bid"]["Tender"]
    assert found.about(RULES["BARRED_BIDDER"])["Bid"] == found.written["Bid"], "a bid leads to its cases by itself"
    assert {"MATE", "BAR"} <= found.about(RULES["ROTATION"])["Enterprise"]
    assert twice.run(touched(twice.database, 2)).written == {} == flags(twice, "BARRED_BIDDER", 2)
    assert set(flags(twice, "BARRED_BIDDER", 0)) == set(flags(twice, "BARRED_BIDDER", None))
