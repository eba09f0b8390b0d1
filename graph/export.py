"""The graph out again, a page of nodes at a time in the order of their keys: memory stays flat whatever the size.

Pages are transactions of their own: what a load changes meanwhile may be in or not. Nobody else writes during `wuye export`
of a graph that is to be compared.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.database import Database
from graph.domain import MODEL
from graph.interval import on
from graph.model import NodeType, Scalar
from graph.versions import carried

#: Nodes read at a time.
PAGE = 2_000


@dataclass(frozen=True)
class Exported:
    """A node as it stands: `references` holds the keys for each of `carried(its type)`, `sources` [document, locator, quote]."""

    node: NodeType
    key: str
    properties: dict[str, Any]
    references: Sequence[Sequence[str]]
    sources: Sequence[Sequence[str | None]]


def export_statement(node: NodeType, way: str = ">") -> str:
    """The statement that reads a page of a type's nodes after a key, or with `way` "=" the one that has it.

    >>> from graph.domain import MODEL
    >>> print(export_statement(MODEL["OwnersCommittee"]))
    MATCH (n:OwnersCommittee) WHERE n.committeeId > $after
    WITH n ORDER BY n.committeeId LIMIT $page
    RETURN n.committeeId, n {.*, electedOn: toString(n.electedOn), termEndsOn: toString(n.termEndsOn)},
      [COLLECT { MATCH (n)-[:REPRESENTS]->(t:Community) RETURN t.communityId ORDER BY t.communityId }],
      COLLECT { MATCH (n)-[c:CITED_IN]->(d:Document) RETURN [d.documentId, c.locator, c.quote] ORDER BY d.documentId }
    ORDER BY n.committeeId
    """
    days = "".join(f", {f.name}: toString(n.{f.name})" for f in node.fields if f.type is Scalar.DAY)
    references = []
    for relation in carried(node):
        [step] = relation.steps
        key = MODEL[relation.target].key
        references.append(f"COLLECT {{ MATCH (n)-[:{step.type}]->(t:{step.label}) RETURN t.{key} ORDER BY t.{key} }}")
    return "\n".join(
        (
            f"MATCH (n:{node.name}) WHERE n.{node.key} {way} $after",
            f"WITH n ORDER BY n.{node.key} LIMIT $page",
            f"RETURN n.{node.key}, n {{.*{days}}},",
            f"  [{', '.join(references)}],",
            "  COLLECT { MATCH (n)-[c:CITED_IN]->(d:Document) RETURN [d.documentId, c.locator, c.quote] ORDER BY d.documentId }",
            f"ORDER BY n.{node.key}",
        )
    )


async def nodes(database: Database, node: NodeType) -> AsyncIterator[Exported]:
    """All nodes of a type, in the order of their keys."""
    text, after = export_statement(node), ""
    while True:
        page = await database.rows(text, {"after": after, "page": PAGE})
        for key, properties, references, sources in page:
            yield Exported(node, key, properties, references, sources)
        if len(page) < PAGE:
            return
        after = page[-1][0]


async def one(database: Database, node: NodeType, key: str) -> Exported | None:
    """The node of a key."""
    found = await database.rows(export_statement(node, "="), {"after": key, "page": 1})
    return Exported(node, *found[0]) if found else None


async def links(database: Database, type: str) -> AsyncIterator[tuple[str, str]]:
    """The pairs of documents that a type of relationship links, in their order."""
    text = f"MATCH (a:Document)-[:{type}]->(b:Document) RETURN a.documentId AS a, b.documentId AS b ORDER BY a, b"
    for a, b in await database.rows(text):
        yield a, b


async def barred(database: Database, day: date) -> frozenset[str]:
    """The keys of the enterprises with a restriction on bidding in force on a day."""
    period = MODEL["Sanction"].period
    assert period is not None
    text = (
        "MATCH (s:Sanction {kind: 'BID_RESTRICTION'})-[:IMPOSED_ON]->(e:Enterprise)"
        f" WHERE {on(period, 's', '$day')} RETURN DISTINCT e.enterpriseId"
    )
    return frozenset(key for [key] in await database.rows(text, {"day": day}))
