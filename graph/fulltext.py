"""The full-text index, asked: as it stands, or as it stood before the graph was taken back (graph/rewind.py).

A transaction that has deleted relationships is told too little by Neo4j (5.26.31 and 2026.09.0, tried): a node whose number is that of
such a relationship is left out. What a question looks for as of an instant is therefore looked up before anything is taken back, among
what nodes say now and, by an index of its own, among what they said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from graph import mixed
from graph.database import Database
from graph.domain import MODEL
from graph.model import NodeType
from graph.query import Inputs, Value
from graph.write import MASKED_INDEX, MASKED_PAST_INDEX, PAST_INDEX, SEARCH_INDEX

if TYPE_CHECKING:
    from graph.cypher import Writer

#: Where `Inputs.found` keeps what was looked up: no response key can be called so.
PAST = "@past"

#: What is asked of the index: a query in Lucene's language, and options.
Query = Sequence[Any]
#: Of each query its hits: a node, by an id, and the score.
Hits = Mapping[str, Sequence[Sequence[Any]]]


def called(writer: Writer, types: Iterable[NodeType], query: str, node: str, score: str = "") -> list[str]:
    """The clauses that find a `query` among these types, and perhaps others: `node`, and its score where that has a name.

    A WHERE may follow.
    """
    if writer.past:
        hit = writer.variable("h")
        return [
            f"UNWIND {writer.parameter(_LOOKED_UP)}[{query}[0]] AS {hit}",
            f"MATCH ({node}) WHERE elementId({node}) = {hit}[0]",
            f"WITH {node}" + (f", {hit}[1] AS {score}" if score else ""),
        ]
    first, *more = (f"'{index}'" for index in indexes(types))
    index = writer.variable("x") if more else first
    found = f"node AS {node}" + (f", score AS {score}" if score else "")
    call = f"CALL db.index.fulltext.queryNodes({index}, {query}[0], {query}[1]) YIELD {found}"
    return [f"UNWIND [{', '.join([first, *more])}] AS {index}", call] if more else [call]


def indexes(types: Iterable[NodeType]) -> tuple[str, ...]:
    """The indexes that hold these types.

    >>> indexes(MODEL), indexes([MODEL["Person"]])
    (('search', 'search_masked'), ('search_masked',))
    """
    masked = {type.name in MODEL.masked for type in types}
    return tuple(name for name, held in ((SEARCH_INDEX, False), (MASKED_INDEX, True)) if held in masked)


_LOOKED_UP = Value(lambda inputs: inputs.found[PAST])


def is_past(inputs: Inputs) -> bool:
    """Is the graph that these inputs are for taken back, and was looked up before?"""
    return PAST in inputs.found


async def look_up(database: Database, queries: Sequence[Query], known: datetime) -> Hits:
    """What each query would have found at an instant, by global ids; `database`: before it is taken back."""
    if not queries:
        return {}
    return dict(await database.rows(LOOK_UP, {"queries": queries, "known": known}))


async def located(database: Database, hits: Hits) -> Hits:
    """The same hits by element ids; `database`: taken back."""
    ids = sorted({id for found in hits.values() for id, _ in found})
    nodes = dict(await database.rows(LOCATE, {"ids": ids})) if ids else {}
    return {query: [[nodes[id], score] for id, score in found if id in nodes] for query, found in hits.items()}


LOOK_UP = f"""UNWIND $queries AS q
CALL (q) {{
  UNWIND ['{SEARCH_INDEX}', '{MASKED_INDEX}'] AS index
  CALL db.index.fulltext.queryNodes(index, q[0], q[1]) YIELD node, score
  WHERE node.recordedAt <= $known
  RETURN {mixed.identity("node")} AS id, score
  UNION ALL
  UNWIND ['{PAST_INDEX}', '{MASKED_PAST_INDEX}'] AS index
  CALL db.index.fulltext.queryNodes(index, q[0], q[1]) YIELD node, score
  WHERE node.recordedAt <= $known AND node.versionUntil > $known
  RETURN node.versionType + ':' + node.versionKey AS id, score
}}
RETURN q[0], collect([id, score])"""


def _locate() -> str:
    each = [
        f"WITH id WHERE id STARTS WITH '{type.name}:'"
        f" MATCH (n:{type.name} {{{type.key}: substring(id, {len(type.name) + 1})}}) RETURN n"
        for type in MODEL
        if type.searched
    ]
    return "\n".join(["UNWIND $ids AS id", "CALL (id) {", "\nUNION ALL\n".join(each), "}", "RETURN id, elementId(n)"])


LOCATE = _locate()
