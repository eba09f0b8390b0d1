"""Record time: what a row said before it was corrected is kept as a `Version`, beside the graph and joined to nothing in it.

A node says since when it stands (`recordedAt`) and by which load; a Version holds the same properties, until when they stood
(`versionUntil`), whose they were (`versionType`, `versionKey`), and what the node referred to (`versionReferences`,
`IMPOSED_ON 9142…` each). It has no relationship but WAS_CITED_IN to its sources, so that no pattern meets it by chance.
"""

from __future__ import annotations

from collections.abc import Sequence

from graph.domain import MODEL
from graph.model import NodeType, Relation

#: The properties that a Version has beside those of its node.
OWN = ("versionType", "versionKey", "versionUntil", "versionReferences")
#: The labels of those Versions that full-text indexes hold: that for everybody, and that of types with masked texts.
PAST, MASKED_PAST = "Past", "MaskedPast"
#: The label of those Versions that are to be said again, within a transaction.
STANDING = "Standing"
#: All labels that Wuye gives to what is kept.
LABELS = ("Version", PAST, MASKED_PAST, STANDING)
#: The digest of a node whose label changed: what it was is kept already.
KEPT = 0


def carried(node: NodeType) -> tuple[Relation, ...]:
    """The relations that a row of the node's table says.

    >>> from graph.domain import MODEL
    >>> [relation.name for relation in carried(MODEL["Sanction"])]
    ['enterprise', 'event', 'region', 'authority']
    """
    return tuple(relation for relation in node.relations if relation.carried)


def references(type: NodeType, node: str) -> str:
    """What a node refers to, as a Version keeps it.

    >>> from graph.domain import MODEL
    >>> references(MODEL["OwnersCommittee"], "n")
    "[(n)-[:REPRESENTS]->(t:Community) | 'REPRESENTS ' + t.communityId]"
    """
    steps = [relation.steps[0] for relation in carried(type)]
    parts = [f"[({node})-[:{s.type}]->(t:{s.label}) | '{s.type} ' + t.{MODEL[s.label].key}]" for s in steps]
    return " + ".join(parts) or "[]"


def changing(type: NodeType) -> str:
    """The nodes that a batch changes: `$rows` are keys with their new digests.

    A load at the same time may be about to change them, too: they are locked, and looked at again (by a name that the planner
    does not remember from before).
    """
    return f"""UNWIND $rows AS row
MATCH (n:{type.name} {{{type.key}: row[0]}})
WHERE n.digest <> row[1] AND n.digest <> {KEPT}
SET n.locked = true REMOVE n.locked
WITH n, row
WHERE n['digest'] <> row[1] AND n['digest'] <> {KEPT}"""


def keep_statement(type: NodeType, chosen: str) -> str:
    """Keeps what the nodes `n` of a MATCH say, which are about to change."""
    past = f":{MASKED_PAST if type.name in MODEL.masked else PAST}" if type.searched else ""
    return f"""{chosen}
CREATE (v:Version{past})
SET v = properties(n), v.versionType = '{type.name}', v.versionKey = n.{type.key}, v.versionUntil = $now,
  v.versionReferences = {references(type, "n")}
WITH n, v
MATCH (n)-[c:CITED_IN]->(d)
CREATE (v)-[w:WAS_CITED_IN]->(d)
SET w = properties(c)"""


# ------------------------------------------------------------------------------------------------ what is kept, said again


def stands(type: NodeType) -> str:
    """Is there something that the node `n` is to say again?"""
    return f"EXISTS {{ (:{STANDING} {{versionType: '{type.name}', versionKey: n.{type.key}}}) }}"


def relabel_statements(type: NodeType) -> list[str]:
    """Nodes of another type of its table, that are to be of this one again."""
    return [
        f"MATCH (v:{STANDING} {{versionType: '{type.name}'}})"
        f" MATCH (n:{other.name} {{{other.key}: v.versionKey}}) REMOVE n:{other.name} SET n:{type.name}"
        for other in MODEL
        if other.table == type.table and other is not type
    ]


def restore_statements(types: Sequence[NodeType]) -> list[str]:
    """What stands is said again, as nodes first, then as what they refer to."""
    return [restore_statement(type) for type in types] + [text for type in types for text in refer_statements(type)]


def restore_statement(type: NodeType) -> str:
    """Lets nodes say what they said, and cite what they cited."""
    types = "|".join([*(relation.steps[0].type for relation in carried(type)), "CITED_IN"])
    return f"""MATCH (v:{STANDING} {{versionType: '{type.name}'}})
MERGE (n:{type.name} {{{type.key}: v.versionKey}})
SET n = properties(v)
REMOVE {", ".join(f"n.{name}" for name in OWN)}
FOREACH (r IN [(n)-[r:{types}]->() | r] | DELETE r)
WITH n, v MATCH (v)-[w:WAS_CITED_IN]->(d) CREATE (n)-[c:CITED_IN]->(d) SET c = properties(w)"""


def refer_statements(type: NodeType) -> list[str]:
    """Lets nodes refer to what they referred to, a statement for each relation."""
    return [
        f"{referred(type, relation)}\n"
        f"MATCH (n:{type.name} {{{type.key}: v.versionKey}}) MATCH ({target(relation)}) CREATE (n)-[:{relation.steps[0].type}]->(t)"
        for relation in carried(type)
    ]


def dangling_statements(type: NodeType) -> list[str]:
    """How much of what nodes referred to is not there any more."""
    return [
        f"{referred(type, relation)}\nWITH v, key WHERE NOT EXISTS {{ ({target(relation)}) }} RETURN count(*)"
        for relation in carried(type)
    ]


def referred(type: NodeType, relation: Relation) -> str:
    """What stands, with each `key` that it referred to by a relation."""
    word = f"{relation.steps[0].type} "
    return (
        f"MATCH (v:{STANDING} {{versionType: '{type.name}'}})\n"
        f"UNWIND [r IN v.versionReferences WHERE r STARTS WITH '{word}' | substring(r, {len(word)})] AS key"
    )


def target(relation: Relation) -> str:
    """The node of a `key`."""
    node = MODEL[relation.steps[0].label]
    return f"t:{node.name} {{{node.key}: key}}"


#: Gives what is kept of enterprises their new keys, (old, new) each.
RENAME = """UNWIND $rows AS row
MATCH (v:Version)
WHERE v.versionType = 'Enterprise' AND v.versionKey = row[0]
  OR any(r IN v.versionReferences WHERE split(r, ' ')[1] = row[0] AND split(r, ' ')[0] IN $types)
SET v.versionKey = CASE WHEN v.versionType = 'Enterprise' AND v.versionKey = row[0] THEN row[1] ELSE v.versionKey END,
  v.versionReferences = [r IN v.versionReferences |
    CASE WHEN split(r, ' ')[1] = row[0] AND split(r, ' ')[0] IN $types THEN split(r, ' ')[0] + ' ' + row[1] ELSE r END]"""
