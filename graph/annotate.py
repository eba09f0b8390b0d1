"""What somebody says about a node, kept in record time: `history` has who said it when, and it can be withdrawn like any load."""

from __future__ import annotations

from datetime import UTC, datetime

from graph import loads, versions
from graph.database import Database
from graph.model import NodeType
from graph.rewind import ALONE
from graph.write import raise_revision


async def annotate(database: Database, node: NodeType, key: str, *, by: str, note: str) -> bool:
    """Says something about a node: it is recorded anew, as it is, by a load that has the note. False: there is no such node."""
    chosen = f"MATCH (n:{node.name} {{{node.key}: $key}}) WHERE n.purgedAt IS NULL"
    async with database.whole() as graph:
        await graph.rows(ALONE)
        if await graph.rows(f"{chosen} RETURN 1", {"key": key}) == []:
            return False
        number = await loads.begin(graph, kind="ANNOTATION", by=by, note=note)
        given = {"key": key, "now": datetime.now(UTC), "number": number}
        await graph.rows(versions.keep_statement(node, chosen), given)
        await graph.rows(f"{chosen} SET n.recordedAt = $now, n.load = $number REMOVE n.restoredBy", given)
        await loads.finish(graph, number, {"created": 0, "updated": 1, "removed": 0})
    await raise_revision(database)
    return True
