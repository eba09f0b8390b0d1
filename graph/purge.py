"""Deletion for good, for personal data that must go: a node's content leaves the graph and all that is kept of it.

A tombstone stays: the node with its key, so that facts keep their other end and loading the row again brings nothing back; what the
schema requires of it (words of closed lists, days); and, for its texts, that they were purged. It holds for all of record time.
"""

from __future__ import annotations

from datetime import UTC, datetime

from graph import loads, versions
from graph.database import Database
from graph.domain import MODEL
from graph.errors import BadInput
from graph.model import NodeType, Scalar
from graph.rewind import ALONE
from graph.write import raise_revision

#: What stands for a text that was purged.
PURGED = "[purged 已删除]"


async def purge(database: Database, id: str) -> int:
    """Purge the node of a global id; returns how many earlier states went with it. Raises BadInput when there is none."""
    label, _, key = id.partition(":")
    if label not in MODEL.types:
        raise BadInput(f"{id!r} is no global id; it looks like Person:…, as `id` of a node shows it.")
    type = MODEL[label]
    async with database.whole() as graph:
        await graph.rows(ALONE)
        given = {"key": key, "purged": PURGED, "now": datetime.now(UTC), "kept": versions.KEPT}
        [[found, states]] = await graph.rows(states_statement(type), given)
        if not found and not states:
            raise BadInput(f"No node has the id {id!r}, and nothing is kept of one.")
        number = await loads.begin(graph, kind="PURGE")
        await graph.rows(tombstone_statement(type), {**given, "load": number})
        await graph.rows(f"{kept(type)} DETACH DELETE v", given)
        await loads.finish(graph, number, {"created": 0, "updated": int(found), "removed": int(states)})
    await raise_revision(database)
    return int(states)


def kept(type: NodeType) -> str:
    """All that is kept of the node, as whatever type of its table."""
    types = [node.name for node in MODEL if node.table == type.table]
    return f"MATCH (v:Version {{versionKey: $key}}) WHERE v.versionType IN {types}"


def states_statement(type: NodeType) -> str:
    """[is the node there, how much is kept of it]."""
    return f"RETURN COUNT {{ (n:{type.name} {{{type.key}: $key}}) }}, COUNT {{ {kept(type)} }}"


def tombstone_statement(type: NodeType) -> str:
    """Empties the node; it stands since it was first recorded, so that the past, too, knows nothing else of it."""
    values = {type.key: f"n.{type.key}"}
    for field in type.fields:
        if field.required and field.name != type.key:
            values[field.name] = "$purged" if field.type is Scalar.TEXT else f"n.{field.name}"
    values |= {
        "synthetic": "n.synthetic",
        "quality": "[$purged]",
        "digest": "$kept",
        "recordedAt": "coalesce(first, n.recordedAt)",
        "load": "$load",
        "purgedAt": "$now",
    }
    said = [relation.steps[0].type for relation in versions.carried(type) if not relation.required]
    return f"""MATCH (n:{type.name} {{{type.key}: $key}})
WITH n, head(COLLECT {{ {kept(type)} RETURN v.recordedAt ORDER BY v.recordedAt LIMIT 1 }}) AS first
SET n = {{{", ".join(f"{name}: {text}" for name, text in values.items())}}}
FOREACH (r IN [(n)-[r:{"|".join([*said, "CITED_IN"])}]->() | r] | DELETE r)"""
