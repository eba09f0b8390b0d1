"""Every rule on a planted case and on innocents that look like it: it fires, rests on its inputs alone, and goes with any of them."""

from __future__ import annotations

import asyncio
import csv
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph import rules
from graph.database import Database
from graph.domain import MODEL
from graph.flags import Asked, Flag, cases, settled
from graph.model import Period, Scalar
from graph.query import Inputs, constant
from graph.role import Role
from graph.rules import RULES
from graph.rules.rule import CAUTION
from tests.conftest import Graph
from tests.graph.planted import EXPECTED, NOT_NEEDED, OVER_ALL, TABLES

TODAY = date(2023, 7, 10)


@pytest.fixture(scope="module")
def planted(database: Database, loop: asyncio.AbstractEventLoop, tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The planted cases, loaded once: every test here leaves them as they are."""
    folder = tmp_path_factory.mktemp("planted")
    for table, lines in TABLES.items():
        header, *rows = [line.strip() for line in lines.strip().splitlines()]
        (folder / f"{table}.csv").write_text("\n".join([header, *rows]) + "\n", "utf-8")
        assert all(len(row) == len(header.split(",")) for row in csv.reader(rows)), table
    made = Graph(database, loop)
    made.wipe()
    report = made.load(folder)
    assert report.exit_status == 0, [str(rejection) for rejection in report.rejections]
    return made


#: What a day does not know yet, taken away: outcomes of tenders not awarded, days that lie ahead and are not fixed in advance.
LATER = [
    "MATCH (b:Bid)-[:SUBMITTED_TO]->(t) WHERE t.awardedOn > $cut REMOVE b.outcome",
    "MATCH (e:Enterprise) WHERE e.dissolvedOn > $cut REMOVE e.status",
    *(
        f"MATCH (n:{type.name}) WHERE n.{field.name} > $cut REMOVE n.{field.name}"
        for type in MODEL
        for field in type.fields
        if field.type is Scalar.DAY and not (field.ahead or field.required)
    ),
]


class Undone(Exception):
    """Rolls a transaction back."""


@dataclass
class Inside:
    """The database as one transaction sees it, what it deleted included."""

    transaction: Any

    async def read(self, text: str, parameters: Mapping[str, object]) -> list[Any]:
        record = await (await self.transaction.run(text, dict(parameters))).single()
        return list(record.values())


def found(
    graph: Graph,
    rule: str,
    *deleting: str,
    as_of: date | None = None,
    cut: date | None = None,
    today: date = TODAY,
    given: tuple[dict[str, Any], ...] = (),
) -> dict[str, Flag]:
    """The flags of a rule by id, after nodes were deleted that these statements match as `n`, and days after `cut` removed.

    Nothing stays deleted.
    """
    nothing = constant(None)
    asked = Asked(
        (RULES[rule],), constant(settled(given)), nothing, nothing, constant(1000), None, nothing,
        constant(as_of) if as_of else None, Role.ADMIN, (), (),
    )  # fmt: skip
    inputs, flags = Inputs({}, today), {}

    async def within() -> None:
        async with graph.database.transaction() as transaction:
            for match in deleting:
                await (await transaction.run(f"{match} DETACH DELETE n")).consume()
            for text in LATER if cut else ():
                await (await transaction.run(text, cut=cut)).consume()
            rows = await cases(asked, Inside(transaction), inputs)  # type: ignore[arg-type]  # it reads as a Database does
            flags.update({flag.id: flag for flag in asked.judge([row[1:] for row in rows], inputs)})
            raise Undone

    with pytest.raises(Undone):
        graph.run(within())
    return flags


def subject(graph: Graph, flag: Flag) -> str:
    """The key of a flag's subject."""
    return keys(graph, [flag.nodes[0]])[0]


def keys(graph: Graph, ids: list[str]) -> list[str]:
    """The keys of nodes by element id."""
    rows = dict(graph.rows("MATCH (n) WHERE elementId(n) IN $ids RETURN elementId(n), [labels(n), n]", ids=ids))
    return [rows[id][1][MODEL[rows[id][0][0]].key] for id in ids]


@pytest.mark.parametrize("rule", RULES)
def test_it_fires_on_what_was_planted_and_on_nothing_else(planted: Graph, rule: str) -> None:
    flags = found(planted, rule).values()

    assert sorted(subject(planted, flag) for flag in flags) == sorted(EXPECTED[rule])
    for flag in flags:
        assert flag.said["explanation"].endswith(CAUTION)
        assert "None" not in flag.said["explanation"] and "[" not in flag.said["explanation"]
        assert flag.nodes[1], "a flag rests on something"
        assert 0 < flag.said["confidence"] <= 1
        assert (flag.said["confidence"] == 1) == (not flag.said["missing"])


@pytest.mark.parametrize("rule", sorted(set(RULES) - OVER_ALL))
def test_its_inputs_alone_give_the_same_flag(planted: Graph, rule: str) -> None:
    facts = "|".join(type.name for type in MODEL if type.fact)
    for id, flag in found(planted, rule).items():
        kept = keys(planted, flag.nodes[1])
        only = " OR ".join(f"n.{type.key} IN {kept!r}" for type in MODEL if type.fact)

        again = found(planted, rule, f"MATCH (n:{facts}) WHERE NOT coalesce({only}, false)")

        assert again[id].said == flag.said


@pytest.mark.parametrize("rule", RULES)
def test_it_goes_with_any_of_its_inputs(planted: Graph, rule: str) -> None:
    for id, flag in found(planted, rule).items():
        for element, key in zip(flag.nodes[1], keys(planted, flag.nodes[1]), strict=True):
            left = found(planted, rule, f"MATCH (n) WHERE elementId(n) = '{element}'")

            assert (id in left) is False, key
            same = [one for one in left.values() if one.nodes[0] == flag.nodes[0]]
            assert bool(same) == (key in NOT_NEEDED.get(rule, ())), key


def visible(period: Period | None, node: Mapping[str, Any], day: date) -> bool:
    """Does a day see a node? contract/tables.md in plain Python."""
    if period is None:
        return True
    start, end, cut = (node.get(name) if name else None for name in (period.start, period.end, period.cut))
    if start is None:
        begun = period.open_start
    else:
        begun = (start <= day.year) if isinstance(start, int) else start.to_native() <= day
    return bool(begun and (end is None or end.to_native() >= day) and (cut is None or cut.to_native() > day))


@pytest.mark.parametrize("rule", RULES)
def test_a_day_gives_the_flags_of_what_that_day_sees(planted: Graph, rule: str) -> None:
    nodes = planted.rows(
        "MATCH (n) WHERE labels(n)[0] IN $types RETURN elementId(n), labels(n)[0], n", types=list(MODEL.types)
    )
    days = {date.fromisoformat(flag.day) for flag in found(planted, rule).values() if flag.day}
    fired = False
    for day in [*sorted(days)[:2], date(2021, 6, 15), date(2022, 6, 1)]:
        gone = [id for id, label, node in nodes if not visible(MODEL[label].visible, node, day)]
        there = found(planted, rule, f"MATCH (n) WHERE elementId(n) IN {gone!r}", cut=day, today=day)

        seen = found(planted, rule, as_of=day)

        assert {id: flag.said for id, flag in seen.items()} == {id: flag.said for id, flag in there.items()}, day
        fired = fired or bool(seen)
    assert fired, "no day shows it"


def test_every_rule_says_what_it_is() -> None:
    for rule in RULES.values():
        assert ("PROPOSED" in rule.basis) == ("PROPOSED" in rule.told) == rule.proposed, rule.id
        assert any("一" <= letter <= "鿿" for letter in rule.text) and rule.text.isascii() is False
        assert rule.clears
        assert len({part.name for part in rule.parameters}) == len(rule.parameters)
        for word in ("违法者", "guilty", "illegal", "fraud", "criminal", "舞弊", "犯罪"):
            assert word not in rule.text + rule.explanation + "".join(rule.clears), rule.id


def test_a_rule_in_a_file_of_its_own_is_found_without_a_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    declaration = "from dataclasses import replace\nfrom graph.rules.bids import SINGLE_BID as like\n"
    (tmp_path / "zzz_dropped_in.py").write_text(declaration + "DROPPED_IN = replace(like, id='DROPPED_IN')\n", "utf-8")
    monkeypatch.setattr(rules, "__path__", [*rules.__path__, str(tmp_path)])
    monkeypatch.delitem(sys.modules, "graph.rules.zzz_dropped_in", raising=False)

    there = rules.declared()

    assert [*there] == [*RULES, "DROPPED_IN"] and there["DROPPED_IN"].find is RULES["SINGLE_BID"].find


def test_expectations_name_every_rule() -> None:
    assert set(EXPECTED) == set(RULES)
