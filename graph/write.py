"""Records → Cypher that writes them, and the model → constraints and indexes: the only Cypher that changes the graph.

A batch is one transaction: an unchanged digest ends a row's work, a new row makes a node, a changed one replaces its node's
properties and the relationships that its table carries, and adds or corrects its citation; what it said before is kept
(graph/versions.py).
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import orjson

from graph import versions
from graph.database import Database
from graph.domain import ENTERPRISE, MODEL
from graph.errors import Conflict, Unavailable
from graph.model import Model, NodeType, Period, Relation, Scalar
from graph.pinyin import SEARCH_KEYS, search_keys
from graph.versions import carried

#: The form of the graph; a later Wuye that writes another one raises it.
SCHEMA_VERSION = 1
#: The full-text indexes over all searched fields, and over those of the types that are masked before some role; of what nodes say,
#: and of what they said (graph/versions.py).
SEARCH_INDEX, MASKED_INDEX = "search", "search_masked"
PAST_INDEX, MASKED_PAST_INDEX = "search_past", "search_past_masked"
#: An enterprise's identifier in its register where it is not the key: other tables may name it so.
REGISTER_ID = ENTERPRISE.former
#: How often a batch is tried again that has met another load's.
TRIES = 5

Citation = tuple[str, str | None, str | None]
#: Where a row stands: its file's place among those of its load, its sheet, its number there.
Origin = tuple[int, str | None, int]
#: The properties of a node that say so.
ORIGIN = ("originFile", "originSheet", "originRow")
#: What a citation says of a row beside its document and its load.
CITED = ("locator", "quote", "file", "sheet", "row")


@dataclass(slots=True)
class Record:
    """A node to be written; `references` holds the keys for each of `carried(its type)`, in that order."""

    key: str
    properties: dict[str, object]
    references: Sequence[Sequence[str]]
    digest: int
    source: Citation | None = None
    origin: Origin | None = None
    row: dict[str, object] | None = None  # what a statement reads of it, once that is made


class _Rows(list[dict[str, object]]):
    """What a statement unwinds. The driver writes all parameters into a debug message that nobody reads: kept short, which
    saves a tenth of the time, and keeps personal data out of logs."""

    def __repr__(self) -> str:
        return f"<{len(self)} rows>"


def stored(node: NodeType, record: Record) -> dict[str, object]:
    """The properties of a record's node, but for when and by which load; an empty list is not stored, as no empty text is."""
    properties = record.properties | {"digest": record.digest}
    for name in ("quality", *node.lists):
        if not properties.get(name):
            properties.pop(name, None)
    if keys := search_keys(node, properties):
        properties[SEARCH_KEYS] = keys
    if record.origin:
        properties |= zip(ORIGIN, record.origin, strict=True)
    return properties


def make_rows(node: NodeType, records: Sequence[Record]) -> _Rows:
    """What statements read of the records, made where it is not yet: it can be done while another batch is written."""
    dated, rows = days(node), _Rows()
    for record in records:
        record.row = record.row or _row(node, record, dated)
        rows.append(record.row)
    return rows


def _row(node: NodeType, record: Record, days: Sequence[str]) -> dict[str, object]:
    """What the statement reads of a record; days travel as text, which packs ten times faster."""
    properties = stored(node, record)
    return {
        "key": record.key,
        "days": [day.isoformat() if isinstance(day := properties.pop(name, None), date) else None for name in days],
        "properties": properties,
        "references": record.references,
        "source": cited(record) if record.source else None,
    }


def cited(record: Record) -> list[object]:
    """The document that a record names, with locator and quote, and where the record stands."""
    assert record.source is not None
    return [*record.source, *(record.origin or (None, None, None))]


@dataclass(frozen=True)
class Written:
    """How many rows made a node, changed one, or found it as it should be."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0

    def __add__(self, other: Written) -> Written:
        return Written(self.created + other.created, self.updated + other.updated, self.unchanged + other.unchanged)


def days(node: NodeType) -> tuple[str, ...]:
    """Its fields that are calendar days."""
    return tuple(field.name for field in node.fields if field.type is Scalar.DAY)


def digest(content: object) -> int:
    """64 bits that differ where the content differs: kept on the node, so that an unchanged row writes nothing.

    >>> digest({"name": "永安"}) == digest({"name": "永安"}), digest({"name": "永安"}) == digest({"name": "温泉"})
    (True, False)
    """
    return int.from_bytes(
        hashlib.blake2b(orjson.dumps(content, option=orjson.OPT_SORT_KEYS), digest_size=8).digest(), signed=True
    )


# -------------------------------------------------------------------------------------------------------------- schema


def schema_commands(model: Model) -> list[str]:
    """The commands that make every constraint and index, each harmless where it exists.

    >>> from graph.domain import MODEL
    >>> schema_commands(MODEL)[1]
    'CREATE CONSTRAINT key_Document_documentId IF NOT EXISTS FOR (n:Document) REQUIRE n.documentId IS UNIQUE'
    """
    return [made.command for made in _wanted(model)]


@dataclass(frozen=True)
class _Index:
    """An index, or the constraint that owns one, as SHOW INDEXES describes it."""

    name: str
    labels: tuple[str, ...]
    properties: tuple[str, ...]
    command: str
    there: bool = False  # under its name, but different


def _wanted(model: Model) -> list[_Index]:
    wanted = [_unique("Wuye", "name")]
    for node in model:
        wanted += [_unique(node.name, name) for name in (node.key, *node.unique)]
    for node in model:
        wanted += [_range(node.name, name) for name in _ranged(node)]
    wanted += [
        *(_range(type.name, type.former) for type in model if type.former),
        _unique("Load", "number"),
        _range("Version", "versionKey"),
    ]
    return [*wanted, *_full_texts(model)]


def _unique(label: str, name: str) -> _Index:
    index = f"key_{label}_{name}"
    text = f"CREATE CONSTRAINT {index} IF NOT EXISTS FOR (n:{label}) REQUIRE n.{name} IS UNIQUE"
    return _Index(index, (label,), (name,), text)


def _range(label: str, name: str) -> _Index:
    index = f"range_{label}_{name}"
    return _Index(index, (label,), (name,), f"CREATE INDEX {index} IF NOT EXISTS FOR (n:{label}) ON (n.{name})")


def _ranged(node: NodeType) -> list[str]:
    """Its indexed fields and the beginnings of its periods, but for what a constraint indexes already."""
    named = [field.name for field in node.fields if field.indexed]
    named += [period.start for period in (node.period, node.exists) if isinstance(period, Period)]
    return [name for name in dict.fromkeys(named) if name not in (node.key, *node.unique)]


def _full_texts(model: Model) -> list[_Index]:
    """What everybody may search, and apart from it the types with masked texts: in one index each would weigh in the other's scores."""
    properties = (*dict.fromkeys(f.name for node in model for f in node.fields if f.searched), SEARCH_KEYS)
    return [
        _full_text(
            SEARCH_INDEX, [node.name for node in model if node.searched and node.name not in model.masked], properties
        ),
        _full_text(MASKED_INDEX, [node.name for node in model if node.name in model.masked], properties),
        _full_text(PAST_INDEX, [versions.PAST], properties),
        _full_text(MASKED_PAST_INDEX, [versions.MASKED_PAST], properties),
    ]


def _full_text(name: str, labels: Sequence[str], properties: tuple[str, ...]) -> _Index:
    text = (
        f"CREATE FULLTEXT INDEX {name} IF NOT EXISTS FOR (n:{'|'.join(labels)})"
        f" ON EACH [{', '.join(f'n.{each}' for each in properties)}]"
        " OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}"
    )
    return _Index(name, tuple(labels), properties, text)


async def schema_version(database: Database) -> int | None:
    """The form of the graph, None where Wuye has made none; raises Unavailable for one that a newer Wuye has made."""
    found = await database.rows("MATCH (g:Wuye {name: 'graph'}) RETURN g.schemaVersion")
    if found and found[0][0] > SCHEMA_VERSION:
        raise Unavailable(
            f"A newer Wuye has made this graph (form {found[0][0]}; this one knows {SCHEMA_VERSION}): install that one,"
            " or restore a backup from before."
        )
    return int(found[0][0]) if found else None


async def missing(database: Database) -> list[_Index]:
    """The constraints and indexes that are not there, or not as they should be."""
    shown = await database.rows("SHOW INDEXES YIELD name, labelsOrTypes, properties")
    found = {name: (set(labels or ()), set(properties or ())) for name, labels, properties in shown}
    wanted = [made for made in _wanted(MODEL) if found.get(made.name) != (set(made.labels), set(made.properties))]
    return [replace(made, there=made.name in found) for made in wanted]


async def ensure_schema(database: Database) -> None:
    """Make the constraints, indexes and the graph's own node that are missing; two reads where nothing is.

    Raises Unavailable, and changes nothing, where a newer Wuye has made the graph. An older graph needs no upgrade so far: what was
    added since (where rows stand, hashes of files, who edited) is not known there, and reads as null.
    """
    made_by = await schema_version(database)
    if await missing(database):
        await database.write(_unique("Wuye", "name").command, {})
        # One process at a time: two would wait for each other's locks, and Neo4j then leaves an index behind that never comes up.
        async with database.trial() as making:
            await making.rows("MERGE (g:Wuye {name: 'schema'}) SET g.making = true")
            await _make(database, await missing(database))
    if made_by is None:
        await database.write("MERGE (g:Wuye {name: 'graph'}) ON CREATE SET g = $new", {"new": own_properties()})


async def _make(database: Database, wanting: Sequence[_Index]) -> None:
    """Makes what is missing: in one transaction it takes 2 s, one by one 9."""
    for made in wanting:
        if made.there:
            await database.rows(f"DROP INDEX {made.name} IF EXISTS")
    if wanting:
        await database.write_all([(made.command, {}) for made in wanting])
        await database.rows("CALL db.awaitIndexes(600)")


def own_properties() -> dict[str, object]:
    """What a new graph's own node says: its form, a random key, how often it changed."""
    return {"name": "graph", "schemaVersion": SCHEMA_VERSION, "secret": secrets.token_hex(32), "revision": 0}


async def graph_secret(database: Database) -> bytes:
    """The graph's own random key, the same for every process that serves it."""
    text = "MATCH (g:Wuye {name: 'graph'}) RETURN g.secret"
    found = await database.rows(text)
    if not found:
        await ensure_schema(database)
        found = await database.rows(text)
    return bytes.fromhex(found[0][0])


async def held(database: Database) -> list[list[Any]] | None:
    """Labels and properties of what an empty graph holds all the same: its own node, keys, loads; None: it is not empty."""
    [[filled]] = await database.rows("RETURN EXISTS { (n) WHERE NOT n:Wuye AND NOT n:Load }")
    return None if filled else await database.rows("MATCH (n) RETURN labels(n), properties(n)")


async def claim_for_demonstration(database: Database) -> bool:
    """Mark an empty graph as the demonstration's; False, and nothing done, when it holds anything else."""
    [[own]] = await database.write(
        "MATCH (g:Wuye {name: 'graph'}) SET g.demo = coalesce(g.demo, false) OR NOT EXISTS { (n) WHERE NOT n:Wuye AND NOT n:Load } RETURN g.demo",
        {},
    )
    return bool(own)


async def raise_revision(database: Database) -> int:
    """Count one more change of the graph."""
    [[revision]] = await database.write(
        "MATCH (g:Wuye {name: 'graph'}) SET g.revision = g.revision + 1 RETURN g.revision", {}
    )
    return int(revision)


# -------------------------------------------------------------------------------------------------------------- writing


def create_statement(node: NodeType, *, cited: bool = False) -> str:
    """The statement that writes rows of one type that the graph does not have; it returns how many.

    >>> from graph.domain import MODEL
    >>> print(create_statement(MODEL["OwnersCommittee"]))
    UNWIND $rows AS row
    CREATE (n:OwnersCommittee)
    SET n = row.properties, n.recordedAt = $now, n.load = $load, n.electedOn = date(row.days[0]), n.termEndsOn = date(row.days[1])
    WITH n, row
    OPTIONAL MATCH (t0:Community {communityId: row.references[0][0]})
    FOREACH (t IN CASE WHEN t0 IS NULL THEN [] ELSE [t0] END | CREATE (n)-[:REPRESENTS]->(t))
    RETURN count(*)
    """
    return "\n".join(["UNWIND $rows AS row", f"CREATE (n:{node.name})", *_said(node, "CREATE" if cited else "")])


def change_statement(node: NodeType, *, cited: bool = False) -> str:
    """The statement that writes rows of one type over those that the graph has; it returns how many.

    >>> from graph.domain import MODEL
    >>> print(change_statement(MODEL["OwnersCommittee"]))
    UNWIND $rows AS row
    MATCH (n:OwnersCommittee {committeeId: row.key})
    WHERE n.purgedAt IS NULL AND coalesce(n.digest <> row.properties.digest, true)
    SET n = row.properties, n.recordedAt = $now, n.load = $load, n.electedOn = date(row.days[0]), n.termEndsOn = date(row.days[1])
    FOREACH (r IN [(n)-[r:REPRESENTS]->() | r] | DELETE r)
    WITH n, row
    OPTIONAL MATCH (t0:Community {communityId: row.references[0][0]})
    FOREACH (t IN CASE WHEN t0 IS NULL THEN [] ELSE [t0] END | CREATE (n)-[:REPRESENTS]->(t))
    RETURN count(*)
    """
    types = "|".join(relation.steps[0].type for relation in carried(node))
    forgotten = [f"FOREACH (r IN [(n)-[r:{types}]->() | r] | DELETE r)"] if types else []
    found = [
        "UNWIND $rows AS row",
        f"MATCH (n:{node.name} {{{node.key}: row.key}})",
        # What was purged stays so, whatever is loaded; and another load may have written the same since we looked.
        "WHERE n.purgedAt IS NULL AND coalesce(n.digest <> row.properties.digest, true)",
    ]
    return "\n".join([*found, *_said(node, "MERGE" if cited else "", forgotten)])


def _said(node: NodeType, cite: str, forgotten: Sequence[str] = ()) -> list[str]:
    """Lets `n` say what a row says, refer to what it refers to, and `cite` its document by that clause."""
    relations = carried(node)
    dated = "".join(f", n.{name} = date(row.days[{place}])" for place, name in enumerate(days(node)))
    lines = [f"SET n = row.properties, n.recordedAt = $now, n.load = $load{dated}", *forgotten, "WITH n, row"]
    one = [(f"t{place}", place, relation) for place, relation in enumerate(relations) if not relation.many]
    lines += [
        f"OPTIONAL MATCH ({name}:{_target(relation, f'row.references[{place}][0]')})" for name, place, relation in one
    ]
    lines += [
        f"CALL (n, row) {{ UNWIND row.references[{place}] AS key MATCH (t:{_target(relation, 'key')})"
        f" CREATE (n)-[:{relation.steps[0].type}]->(t) }}"
        for place, relation in enumerate(relations)
        if relation.many
    ]
    made = [(name, f"CREATE (n)-[:{relation.steps[0].type}]->(t)") for name, _, relation in one]
    if cite:
        lines.append("OPTIONAL MATCH (d:Document {documentId: row.source[0]})")
        said = ", ".join(f"c.{name} = row.source[{place}]" for place, name in enumerate(CITED, 1))
        made.append(("d", f"{cite} (n)-[c:CITED_IN]->(t) SET {said}, c.load = $load"))
    lines += [f"FOREACH (t IN CASE WHEN {name} IS NULL THEN [] ELSE [{name}] END | {text})" for name, text in made]
    return [*lines, "RETURN count(*)"]


def _target(relation: Relation, key: str) -> str:
    """`Community {communityId: KEY}`: the node at the relation's other end."""
    node = MODEL[relation.steps[0].label]
    return f"{node.name} {{{node.key}: {key}}}"


def link_statement(type: str) -> str:
    """The statement that links documents by `type`; it returns how many links are new."""
    return (
        "UNWIND $rows AS row\n"
        "MATCH (a:Document {documentId: row[0]}) MATCH (b:Document {documentId: row[1]})\n"
        f"WITH a, b, EXISTS {{ (a)-[:{type}]->(b) }} AS before\n"
        f"MERGE (a)-[:{type}]->(b)\n"
        "RETURN count(CASE WHEN NOT before THEN 1 END)"
    )


async def write_records(
    database: Database, node: NodeType, records: Sequence[Record], load: int | None = None, *, new: bool = False
) -> Written:
    """Write a batch of one type, of a load; what its records refer to must be in the graph, or among them.

    `new`: the graph is not expected to have any of them, so that nobody need look. Raises Conflict where other loads write the
    same rows again and again.
    """
    ways = [_create] * new + [_write] * TRIES
    writes = [partial(way, node=node, records=records, load=load) for way in ways]
    for work in writes:
        with suppress(Conflict):  # Another load has made a node of ours since we looked: now it is found.
            return await database.work(work)
    return await database.work(writes[-1])


async def _create(graph: Database, *, node: NodeType, records: Sequence[Record], load: int | None) -> Written:
    return Written(created=await _send(graph, create_statement, node, records, load, datetime.now(UTC)))


async def _write(graph: Database, *, node: NodeType, records: Sequence[Record], load: int | None) -> Written:
    """Look at what is there first: an unchanged row is not sent, and a new one need not be sought."""
    found, now = await digests(graph, node, [record.key for record in records]), datetime.now(UTC)
    other = [record for record in records if record.key in found and found[record.key] != record.digest]
    stubs = [record for record in other if found[record.key] is None]
    changed = [record for record in other if found[record.key] is not None]
    missing = [record for record in records if record.key not in found]
    created = await _send(graph, create_statement, node, missing, load, now)
    if changed:
        keep = {"rows": [[record.key, record.digest] for record in changed], "now": now}
        await graph.rows(versions.keep_statement(node, versions.changing(node)), keep)
    created += await _send(graph, change_statement, node, stubs, load, now)
    updated = await _send(graph, change_statement, node, changed, load, now)
    return Written(created, updated, len(records) - created - updated)


async def _send(
    graph: Database,
    statement: Callable[..., str],
    node: NodeType,
    records: Sequence[Record],
    load: int | None,
    now: datetime,
) -> int:
    """Run a statement over records; how many it wrote."""
    if not records:
        return 0
    text = statement(node, cited=any(record.source for record in records))
    [[count]] = await graph.rows(text, {"rows": make_rows(node, records), "now": now, "load": load})
    return int(count)


async def is_empty(database: Database, types: Sequence[NodeType]) -> bool:
    """Has the graph no node of these types?"""
    [[empty]] = await database.rows(f"RETURN NOT EXISTS {{ (:{'|'.join(type.name for type in types)}) }}")
    return bool(empty)


async def write_stubs(database: Database, node: NodeType, keys: Sequence[str]) -> None:
    """Make bare nodes for records that refer to each other in a circle; `write_records` then fills them."""
    await database.write(f"UNWIND $keys AS key MERGE (:{node.name} {{{node.key}: key}})", {"keys": keys})


async def write_links(database: Database, type: str, pairs: Sequence[tuple[str, str]]) -> Written:
    """Link documents, from the first of each pair to the second."""
    [[created]] = await database.write(link_statement(type), {"rows": pairs})
    return Written(created=created, unchanged=len(pairs) - created)


async def relabel(database: Database, node: NodeType, other: NodeType, keys: Sequence[str]) -> None:
    """Make nodes of `other` with these keys nodes of `node`: a corrected row may say that a committee is a branch."""
    given = {"rows": [[key, versions.KEPT] for key in keys], "now": datetime.now(UTC)}
    text = (
        f"UNWIND $rows AS row MATCH (n:{other.name} {{{other.key}: row[0]}})"
        f" REMOVE n:{other.name} SET n:{node.name}, n.digest = {versions.KEPT}"
    )
    await database.write_all([(versions.keep_statement(other, versions.changing(other)), given), (text, given)])


async def adopt(database: Database, renamed: Iterable[tuple[str, str]]) -> None:
    """Give enterprises another key, (old, new), now that the credit code is known.

    Where the new key has a node already, both are one enterprise: what pointed to the old node points to the new one.
    """
    text = """
UNWIND $rows AS row
MATCH (old:Enterprise {enterpriseId: row[0]})
OPTIONAL MATCH (new:Enterprise {enterpriseId: row[1]})
CALL (old, new, row) { WITH row WHERE new IS NULL SET old.enterpriseId = row[1], old.uscc = row[1] }
CALL (old, new) { WITH new WHERE new IS NOT NULL MATCH (old)<-[r]-(f) CREATE (f)-[:$(type(r))]->(new) DELETE r }
CALL (old, new) { WITH new WHERE new IS NOT NULL MATCH (old)-[r:CITED_IN]->(d)
  MERGE (new)-[c:CITED_IN]->(d) ON CREATE SET c = properties(r) }
CALL (old, new) { WITH new WHERE new IS NOT NULL DETACH DELETE old }
"""
    rows = [list(pair) for pair in renamed]
    types = [r.steps[0].type for node in MODEL for r in carried(node) if r.target == "Enterprise"]
    await database.write_all([(versions.RENAME, {"rows": rows, "types": types}), (text, {"rows": rows})])


# ------------------------------------------------------------------------------------------------------------- looking up


async def present(database: Database, node: NodeType, keys: Sequence[str]) -> dict[str, str]:
    """Those of the keys that the graph has, each with its node's key: an enterprise goes by its register's identifier too."""
    text = f"UNWIND $keys AS key MATCH (n:{node.name} {{{node.key}: key}}) RETURN key, n.{node.key}"
    found: dict[str, str] = {}
    if node.name == "Enterprise":
        other = f"UNWIND $keys AS key MATCH (n:Enterprise {{{REGISTER_ID}: key}}) RETURN key, n.{node.key} ORDER BY n.{node.key} DESC"
        found = dict(await database.rows(other, {"keys": keys}))
    return found | dict(await database.rows(text, {"keys": keys}))


async def digests(database: Database, node: NodeType, keys: Sequence[str]) -> dict[str, int | None]:
    """The digests of those of the keys that the graph has."""
    text = f"UNWIND $keys AS key MATCH (n:{node.name} {{{node.key}: key}}) RETURN key, n.digest"
    return dict(await database.rows(text, {"keys": keys}))


async def linked(database: Database, type: str, pairs: Sequence[tuple[str, str]]) -> int:
    """How many of the pairs are linked already."""
    text = f"""UNWIND $rows AS row
RETURN count(CASE WHEN EXISTS {{ (:Document {{documentId: row[0]}})-[:{type}]->(:Document {{documentId: row[1]}}) }} THEN 1 END)"""
    [[count]] = await database.rows(text, {"rows": [list(pair) for pair in pairs]})
    return int(count)
