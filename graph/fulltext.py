"""The full-text index, asked: as it stands, or as it stood before the graph was taken back (graph/rewind.py).

A transaction that has deleted relationships is told too little by Neo4j (5.26.31 and 2026.09.0, tried): a node whose number is that of
such a relationship is left out. What a question looks for as of an instant is therefore looked up before anything is taken back, among
what nodes say now and, by an index of its own, among what they said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from graph import mixed
from graph.database import Database
from graph.domain import MODEL
from graph.query import Inputs, Value
from graph.write import PAST_INDEX, SEARCH_INDEX

if TYPE_CHECKING:
    from graph.cypher import Writer

#: Where `Inputs.found` keeps what was looked up: no response key can be called so.
PAST = "@past"

#: What is asked of the index: a query in Lucene's language, and options.
Query = Sequence[Any]
#: Of each query its hits: the id of a node, and the score.
Hits = Mapping[str, Sequence[Sequence[Any]]]


def called(writer: Writer, query: str, node: str, score: str) -> str:
    """The clauses that find a `query`: `node`, and its score where that has a name; a WHERE may follow."""
    if not writer.past:
        found = f"node AS {node}" + (f", score AS {score}" if score else "")
        return f"CALL db.index.fulltext.queryNodes('{SEARCH_INDEX}', {query}[0], {query}[1]) YIELD {found}"
    hit = writer.variable("h")
    each = " UNION ALL ".join(
        f"WITH {hit} WHERE {hit}[0] STARTS WITH '{type.name}:'"
        f" MATCH ({node}:{type.name} {{{type.key}: substring({hit}[0], {len(type.name) + 1})}}) RETURN {node}"
        for type in MODEL
        if type.searched
    )
    return f"UNWIND {writer.parameter(_LOOKED_UP)}[{query}[0]] AS {hit}\nCALL ({hit}) {{ {each} }}\nWITH {node}" + (
        f", {hit}[1] AS {score}" if score else ""
    )


_LOOKED_UP = Value(lambda inputs: inputs.found[PAST])


def is_past(inputs: Inputs) -> bool:
    """Is the graph that these inputs are for taken back, and was looked up before?"""
    return PAST in inputs.found


async def look_up(database: Database, queries: Sequence[Query], known: datetime) -> Hits:
    """What each query would have found at an instant; `database`: before it is taken back."""
    if not queries:
        return {}
    return dict(await database.rows(LOOK_UP, {"queries": queries, "known": known}))


LOOK_UP = f"""UNWIND $queries AS q
CALL (q) {{
  CALL db.index.fulltext.queryNodes('{SEARCH_INDEX}', q[0], q[1]) YIELD node, score
  WHERE node.recordedAt <= $known
  RETURN {mixed.identity("node")} AS id, score
  UNION ALL
  CALL db.index.fulltext.queryNodes('{PAST_INDEX}', q[0], q[1]) YIELD node, score
  WHERE node.recordedAt <= $known AND node.versionUntil > $known
  RETURN node.versionType + ':' + node.versionKey AS id, score
}}
RETURN q[0], collect([id, score])"""
