"""Record time: what a row said before it was corrected is kept as a `Version`, beside the graph and joined to nothing in it.

A node says since when it stands (`recordedAt`) and by which load; a Version holds the same properties, until when they stood
(`versionUntil`), whose they were (`versionType`, `versionKey`), and what the node referred to (`versionReferences`,
`IMPOSED_ON 9142…` each). It has no relationship but WAS_CITED_IN to its sources, so that no pattern meets it by chance.
"""

from __future__ import annotations

from graph.domain import MODEL
from graph.model import NodeType, Relation

#: The properties that a Version has beside those of its node.
OWN = ("versionType", "versionKey", "versionUntil", "versionReferences")
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


def keep_statement(type: NodeType) -> str:
    """Keeps what nodes say that are about to change: `$rows` are their keys with their new digests."""
    return f"""UNWIND $rows AS row
MATCH (n:{type.name} {{{type.key}: row[0]}})
WHERE n.digest <> row[1] AND n.digest <> {KEPT}
CREATE (v:Version)
SET v = properties(n), v.versionType = '{type.name}', v.versionKey = row[0], v.versionUntil = $now,
  v.versionReferences = {references(type, "n")}
WITH n, v
MATCH (n)-[c:CITED_IN]->(d)
CREATE (v)-[w:WAS_CITED_IN]->(d)
SET w = properties(c)"""


#: Gives what is kept of enterprises their new keys, (old, new) each.
RENAME = """UNWIND $rows AS row
MATCH (v:Version)
WHERE v.versionType = 'Enterprise' AND v.versionKey = row[0]
  OR any(r IN v.versionReferences WHERE split(r, ' ')[1] = row[0] AND split(r, ' ')[0] IN $types)
SET v.versionKey = CASE WHEN v.versionType = 'Enterprise' AND v.versionKey = row[0] THEN row[1] ELSE v.versionKey END,
  v.versionReferences = [r IN v.versionReferences |
    CASE WHEN split(r, ' ')[1] = row[0] AND split(r, ' ')[0] IN $types THEN split(r, ' ')[0] + ' ' + row[1] ELSE r END]"""
