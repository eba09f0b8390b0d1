"""A load taken back: what it alone brought goes, what it corrected says again what stood before; and that, too, is recorded.

A row that a later load corrected stays as the later load left it. A row that a later load repeats unchanged goes with the load that
first said it: load that file again. Links between documents, which belong to no load, stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from graph import loads, versions
from graph.database import Database
from graph.domain import MODEL
from graph.errors import BadInput
from graph.model import NodeType
from graph.rewind import ALONE
from graph.versions import STANDING
from graph.write import raise_revision

#: What a withdrawal must not leave without its other end.
REFERRING = "|".join(sorted({r.steps[0].type for node in MODEL for r in versions.carried(node)} | {"CITED_IN"}))


@dataclass(frozen=True)
class Withdrawal:
    """What a withdrawal did: its own number, the nodes that say again what stood before, and those that are gone."""

    number: int
    restored: int
    removed: int


async def withdraw(database: Database, number: int, *, by: str | None = None, note: str | None = None) -> Withdrawal:
    """Take a load back, in one transaction; raises BadInput when there is no such load, or something would lose its other end.

    `by` and `note`: who takes it back, and why.
    """
    load, _ = await loads.by_number(database, number)
    if load.kind not in loads.WITHDRAWABLE:
        raise BadInput(f"{number} is itself a {load.kind.lower()}, which stays; load the files again instead.")
    if load.withdrawn is not None:
        raise BadInput(f"Load {number} is withdrawn already, by {load.withdrawn}.")
    async with database.whole() as graph:
        await graph.rows(ALONE)
        own = await loads.begin(graph, load.read, kind="WITHDRAWAL", by=by, note=note)
        given = {"number": number, "own": own, "now": datetime.now(UTC)}
        await graph.rows("MATCH (l:Load {number: $number}) SET l.withdrawn = $own", given)
        for type in MODEL:
            await graph.rows(versions.keep_statement(type, said(type)), given)
        for type in MODEL:
            await graph.rows(mark_statement(type), given)
        removed = await remove(graph, number, given)
        restored = await restore(graph, given)
        await loads.finish(graph, own, {"created": 0, "updated": restored, "removed": removed})
    await raise_revision(database)
    return Withdrawal(own, restored, removed)


def said(type: NodeType) -> str:
    """The nodes that say what the load said."""
    return f"MATCH (n:{type.name}) WHERE n.load = $number"


def mark_statement(type: NodeType) -> str:
    """Marks what stood before the load, by a load that is not withdrawn."""
    types = [node.name for node in MODEL if node.table == type.table]
    return f"""{said(type)}
CALL (n) {{
  MATCH (v:Version {{versionKey: n.{type.key}}})
  WHERE v.versionType IN {types} AND v.versionUntil <= n.recordedAt
    AND NOT EXISTS {{ (l:Load {{number: v.load}}) WHERE l.withdrawn IS NOT NULL }}
  RETURN v ORDER BY v.versionUntil DESC, v.recordedAt DESC LIMIT 1
}}
SET v:{STANDING}"""


async def remove(graph: Database, number: int, given: dict[str, object]) -> int:
    """Take away what the load alone brought; raises BadInput when what other loads said refers to it."""
    gone = 0
    for type in MODEL:
        for text in versions.relabel_statements(type):
            await graph.rows(text, given)
    for type in MODEL:
        alone = f"{said(type)} AND NOT {versions.stands(type)}"
        held = f"{alone} MATCH (n)<-[:{REFERRING}]-(m) WHERE coalesce(m.load, -1) <> $number RETURN DISTINCT m.load LIMIT 10"
        others = sorted(str(load) for [load] in await graph.rows(held, given) if load is not None)
        if others or await graph.rows(held, given):
            named = f"load {', '.join(others)}" if others else "other nodes"
            raise BadInput(f"What load {number} brought is referred to by {named}: withdraw that first.")
    for type in MODEL:
        alone = f"{said(type)} AND NOT {versions.stands(type)}"
        [[count]] = await graph.rows(f"{alone} DETACH DELETE n RETURN count(*)", given)
        gone += int(count)
    return gone


async def restore(graph: Database, given: dict[str, object]) -> int:
    """Let what stood before be said again, from now on; raises BadInput when it refers to what is withdrawn."""
    found = await graph.rows(f"MATCH (v:{STANDING}) RETURN v.versionType, count(*)", given)
    types = [MODEL[name] for name, _ in found]
    for text in versions.restore_statements(types):
        await graph.rows(text, given)
    for text in (text for type in types for text in versions.dangling_statements(type)):
        if await graph.rows(text, given) != [[0]]:
            raise BadInput("What stood before refers to what another withdrawal took away: load that again first.")
    for type in types:
        again = (
            f"MATCH (v:{STANDING} {{versionType: '{type.name}'}}) MATCH (n:{type.name} {{{type.key}: v.versionKey}})"
        )
        await graph.rows(f"{again} SET n.recordedAt = $now, n.restoredBy = $own REMOVE v:{STANDING}", given)
    return sum(int(count) for _, count in found)
