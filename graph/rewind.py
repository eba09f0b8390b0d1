"""`@asOf(known:)`: the graph taken back to an instant, in a transaction that is rolled back; no statement need know of it.

What was first recorded later goes, what was corrected since says again what it said (graph/versions.py), and with it every field,
filter, figure, search and path sees the graph as it stood recorded. The work is that of the changes since, whatever the size of the
graph; an instant after the last change costs nothing. Links between documents carry no record time, and stay.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from graph.database import Database
from graph.domain import MODEL
from graph.errors import CostLimit
from graph.fulltext import Hits, Query, located, look_up
from graph.model import NodeType
from graph.versions import STANDING, relabel_statements, restore_statements, stands

#: Nodes that one question may take back: seconds, and some hundred megabytes.
MOST = 100_000
#: Marks what stood then.
MARK = (
    f"MATCH (v:Version) WHERE v.recordedAt <= $known AND v.versionUntil > $known SET v:{STANDING}"
    " RETURN v.versionType, count(*)"
)
#: How long before its commit a row may say that it was recorded.
ON_ITS_WAY = timedelta(seconds=10)
#: One at a time: two that take back the same nodes could wait for each other.
ALONE = "MATCH (g:Wuye {name: 'graph'}) SET g.revision = g.revision"
#: What a later load left of itself.
FORGET = (
    "MATCH (v:Version) WHERE v.versionUntil > $known DETACH DELETE v",
    "MATCH (l:Load) WHERE l.startedAt > $known DELETE l",
    "MATCH (l:Load) WHERE NOT EXISTS { (w:Load) WHERE w.number = l.withdrawn } SET l.withdrawn = null",
)


async def changed(database: Database, known: datetime) -> bool:
    """Has anything been loaded since an instant, or is it now?"""
    later = "MATCH (l:Load) WHERE coalesce(l.finishedAt, datetime()) >= $known RETURN count(l)"
    return await database.rows(later, {"known": known}, deadline=database.deadline) != [[0]]


async def settled(database: Database) -> datetime:
    """The latest instant as of which the record will not change any more: now, but for what a load on its way may still commit."""
    unfinished = "MATCH (l:Load) WHERE l.finishedAt IS NULL RETURN count(l)"
    [[running]] = await database.rows(unfinished, deadline=database.deadline)
    return datetime.now(UTC) - (ON_ITS_WAY if running else timedelta())


@asynccontextmanager
async def as_known(
    database: Database, known: datetime, queries: Sequence[Query] = ()
) -> AsyncIterator[tuple[Database, Hits | None]]:
    """The graph as it stood recorded at an instant, to be read, and what `queries` would have found in its full-text index.

    None where nothing has changed since, and that index can be asked. Raises CostLimit where too much has.
    """
    if not await changed(database, known):
        yield database, None
        return
    async with database.trial() as past:
        await past.rows(ALONE)
        found = await look_up(past, queries, known)
        await rewind(past, known)
        yield past, await located(past, found)


async def rewind(past: Database, known: datetime) -> None:
    """Take the graph of an open transaction back."""
    given = {"known": known}
    newer = {label: count for label, count in await past.rows(newer_statement(), given) if count}
    stood = dict(await past.rows(MARK, given))
    total = sum(newer.values()) + sum(stood.values())
    if total > MOST:
        raise CostLimit(
            f"{total:,} nodes have been recorded or corrected since {known.isoformat()}; at most {MOST:,} are taken back for one "
            "question: ask for a later `known`. 此后变更过多,请用较晚的 known。"
        )
    types = [MODEL[name] for name in stood]
    relabelled = [text for type in types for text in relabel_statements(type)]
    removed = [remove_statement(MODEL[label]) for label in newer]
    for text in (*relabelled, *removed, *restore_statements(types), *FORGET):
        await past.rows(text, given)


def newer_statement() -> str:
    """How many nodes of each type were recorded later."""
    counts = (f"['{node.name}', COUNT {{ (n:{node.name}) WHERE n.recordedAt > $known }}]" for node in MODEL)
    return f"UNWIND [{', '.join(counts)}] AS each RETURN each[0], each[1]"


def remove_statement(type: NodeType) -> str:
    """Takes away what was not there."""
    return f"MATCH (n:{type.name}) WHERE n.recordedAt > $known AND NOT {stands(type)} DETACH DELETE n"
