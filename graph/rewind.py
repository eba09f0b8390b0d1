"""`@asOf(known:)`: the graph taken back to an instant, in a transaction that is rolled back; no statement need know of it.

What was first recorded later goes, what was corrected since says again what it said (graph/versions.py), and with it every field,
filter, figure, search and path sees the graph as it stood recorded. The work is that of the changes since, whatever the size of the
graph; an instant after the last change costs nothing. Links between documents carry no record time, and stay.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from graph.database import Database
from graph.domain import MODEL
from graph.errors import CostLimit
from graph.model import NodeType
from graph.versions import OWN, carried

#: Nodes that one question may take back: seconds, and some hundred megabytes.
MOST = 100_000
STOOD = "v.recordedAt <= $known AND v.versionUntil > $known"
#: One at a time: two that take back the same nodes could wait for each other.
ALONE = "MATCH (g:Wuye {name: 'graph'}) SET g.revision = g.revision"
#: What a later load left of itself.
FORGET = (
    "MATCH (v:Version) WHERE v.versionUntil > $known DETACH DELETE v",
    "MATCH (l:Load) WHERE l.startedAt > $known DELETE l",
    "MATCH (l:Load) WHERE NOT EXISTS { (w:Load) WHERE w.number = l.withdrawn } SET l.withdrawn = null",
)


@asynccontextmanager
async def as_known(database: Database, known: datetime) -> AsyncIterator[Database]:
    """The graph as it stood recorded at an instant, to be read; raises CostLimit where too much has changed since."""
    later = "MATCH (l:Load) WHERE coalesce(l.finishedAt, datetime()) >= $known RETURN count(l)"
    if await database.rows(later, {"known": known}) == [[0]]:
        yield database
        return
    async with database.trial() as past:
        await rewind(past, known)
        yield past


async def rewind(past: Database, known: datetime) -> None:
    """Take the graph of an open transaction back."""
    given = {"known": known}
    await past.rows(ALONE)
    newer = {label: count for label, count in await past.rows(newer_statement(), given) if count}
    stood = dict(await past.rows(f"MATCH (v:Version) WHERE {STOOD} RETURN v.versionType, count(*)", given))
    total = sum(newer.values()) + sum(stood.values())
    if total > MOST:
        raise CostLimit(
            f"{total:,} nodes have been recorded or corrected since {known.isoformat()}; at most {MOST:,} are taken back for one "
            "question: ask for a later `known`. 此后变更过多,请用较晚的 known。"
        )
    types = [MODEL[name] for name in stood]
    statements = [text for type in types for text in relabel_statements(type)]
    statements += [remove_statement(MODEL[label]) for label in newer]
    statements += [restore_statement(type) for type in types]
    statements += [text for type in types for text in refer_statements(type)]
    for text in (*statements, *FORGET):
        await past.rows(text, given)


def newer_statement() -> str:
    """How many nodes of each type were recorded later."""
    counts = (f"['{node.name}', COUNT {{ (n:{node.name}) WHERE n.recordedAt > $known }}]" for node in MODEL)
    return f"UNWIND [{', '.join(counts)}] AS each RETURN each[0], each[1]"


def relabel_statements(type: NodeType) -> list[str]:
    """Nodes of another type of its table that were of this one."""
    return [
        f"MATCH (v:Version {{versionType: '{type.name}'}}) WHERE {STOOD}\n"
        f"MATCH (n:{other.name} {{{other.key}: v.versionKey}}) REMOVE n:{other.name} SET n:{type.name}"
        for other in MODEL
        if other.table == type.table and other is not type
    ]


def remove_statement(type: NodeType) -> str:
    """Takes away what was not there."""
    stood = f"MATCH (v:Version {{versionType: '{type.name}', versionKey: n.{type.key}}}) WHERE {STOOD}"
    return f"MATCH (n:{type.name}) WHERE n.recordedAt > $known AND NOT EXISTS {{ {stood} }} DETACH DELETE n"


def restore_statement(type: NodeType) -> str:
    """Lets nodes say what they said, and cite what they cited."""
    types = "|".join([*(relation.steps[0].type for relation in carried(type)), "CITED_IN"])
    return f"""MATCH (v:Version {{versionType: '{type.name}'}}) WHERE {STOOD}
MERGE (n:{type.name} {{{type.key}: v.versionKey}})
SET n = properties(v)
REMOVE {", ".join(f"n.{name}" for name in OWN)}
FOREACH (r IN [(n)-[r:{types}]->() | r] | DELETE r)
WITH n, v MATCH (v)-[w:WAS_CITED_IN]->(d) CREATE (n)-[c:CITED_IN]->(d) SET c = properties(w)"""


def refer_statements(type: NodeType) -> list[str]:
    """Lets nodes refer to what they referred to, a statement for each relation."""
    found = []
    for relation in carried(type):
        step = relation.steps[0]
        target, word = MODEL[step.label], f"{step.type} "
        found.append(
            f"MATCH (v:Version {{versionType: '{type.name}'}}) WHERE {STOOD}\n"
            f"MATCH (n:{type.name} {{{type.key}: v.versionKey}})\n"
            f"UNWIND [r IN v.versionReferences WHERE r STARTS WITH '{word}' | substring(r, {len(word)})] AS key\n"
            f"MATCH (t:{target.name} {{{target.key}: key}}) CREATE (n)-[:{step.type}]->(t)"
        )
    return found
