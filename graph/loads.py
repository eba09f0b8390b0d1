"""The loads that made the graph: a node each, with its number, its files, when it ran and what it changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from graph.database import Database
from graph.errors import BadInput
from graph.model import NodeType

#: What a Load node says, in the order of `Load`.
FIELDS = (
    "number",
    "kind",
    "startedAt",
    "finishedAt",
    "files",
    "hashes",
    "created",
    "updated",
    "removed",
    "unchanged",
    "rejected",
    "withdrawn",
    "by",
    "note",
)
#: What can be taken back: what was said by tables, by a person, or about what was said.
WITHDRAWABLE = ("LOAD", "EDIT", "ANNOTATION")


@dataclass(frozen=True)
class LoadedFile:
    """A file as a load read it: its name, with that of the member of an archive, and the SHA-256 of the file on disk."""

    name: str
    sha256: str


@dataclass(frozen=True)
class Load:
    """A load, an edit, or a withdrawal of one. `finishedAt` None: it runs, or was broken off. `withdrawn`: the number that undid it.

    `hashes`: the SHA-256 of each of its files, "" where it is not known. `by` and `note`: who edited, and why.
    """

    number: int
    kind: str
    startedAt: str
    finishedAt: str | None
    files: tuple[str, ...]
    hashes: tuple[str, ...]
    created: int
    updated: int
    removed: int
    unchanged: int
    rejected: int
    withdrawn: int | None
    by: str | None = None
    note: str | None = None

    @property
    def read(self) -> tuple[LoadedFile, ...]:
        """Its files, each with its hash."""
        return tuple(map(LoadedFile, self.files, self.hashes or [""] * len(self.files)))


def fields(load: str) -> str:
    """What is read of a Load node, a list in the order of `FIELDS`.

    >>> fields("l").split(", ")[:3]
    ['[l.number', 'l.kind', 'toString(l.startedAt)']
    """
    texts = [f"toString({load}.{name})" if name.endswith("At") else f"{load}.{name}" for name in FIELDS]
    for name in ("files", "hashes"):  # an older Wuye kept no hashes
        texts[FIELDS.index(name)] = f"coalesce({load}.{name}, [])"
    return "[" + ", ".join(texts) + "]"


def of_file(list: str, load: str, place: str) -> str:
    """What a load's `files` or `hashes` has at a place, null where either is not known.

    >>> of_file("files", "c.load", "c.file")
    'head(COLLECT { MATCH (l:Load {number: c.load}) RETURN l.files[c.file] })'
    """
    return f"head(COLLECT {{ MATCH (l:Load {{number: {load}}}) RETURN l.{list}[{place}] }})"


async def begin(
    database: Database,
    files: Sequence[LoadedFile] = (),
    *,
    kind: str = "LOAD",
    by: str | None = None,
    note: str | None = None,
) -> int:
    """The number of a load that begins; numbers count up from 1."""
    # The graph's own node is locked first, so that two loads at once get two numbers.
    text = """
MATCH (g:Wuye {name: 'graph'}) SET g.revision = g.revision
WITH g OPTIONAL MATCH (l:Load) WITH coalesce(max(l.number), 0) + 1 AS number
CREATE (l:Load {number: number, kind: $kind, startedAt: $now, files: $files, hashes: $hashes, by: $by, note: $note,
  created: 0, updated: 0, removed: 0, unchanged: 0, rejected: 0})
RETURN number"""
    given: dict[str, object] = {"kind": kind, "by": by, "note": note, "now": datetime.now(UTC)}
    given |= {"files": [file.name for file in files], "hashes": [file.sha256 for file in files]}
    [[number]] = await database.write(text, given)
    return int(number)


async def finish(database: Database, number: int, counts: Mapping[str, int]) -> None:
    """Says what came of a load; one that changed nothing leaves nothing behind."""
    if any(counts.get(name) for name in ("created", "updated", "removed")):
        text = "MATCH (l:Load {number: $number}) SET l += $counts, l.finishedAt = $now"
    else:
        text = "MATCH (l:Load {number: $number}) DELETE l"
    await database.write(text, {"number": number, "counts": dict(counts), "now": datetime.now(UTC)})


async def listed(database: Database) -> list[Load]:
    """All loads, the newest first."""
    found = await database.rows(f"MATCH (l:Load) RETURN {fields('l')} ORDER BY l.number DESC")
    return [made(row) for [row] in found]


async def finished(database: Database, since: datetime) -> list[Load]:
    """Those that finished at an instant or later, in that order."""
    text = f"MATCH (l:Load) WHERE l.finishedAt >= $since RETURN {fields('l')} ORDER BY l.finishedAt, l.number"
    return [made(row) for [row] in await database.rows(text, {"since": since})]


async def by_number(database: Database, number: int) -> tuple[Load, dict[str, int]]:
    """A load, and how many nodes of each type still say what it said; raises BadInput for a number that none has."""
    found = [load for load in await listed(database) if load.number == number]
    if not found:
        raise BadInput(f"There is no load {number}; `wuye loads list` names them.")
    text = "MATCH (n) WHERE n.load = $number AND NOT n:Version RETURN labels(n)[0], count(*) ORDER BY labels(n)[0]"
    return found[0], {str(label): int(count) for label, count in await database.rows(text, {"number": number})}


async def of(database: Database, node: NodeType, key: str) -> Load | None:
    """The load that said what a node says; None where that is not known."""
    text = f"MATCH (n:{node.name} {{{node.key}: $key}}) MATCH (l:Load {{number: n.load}}) RETURN {fields('l')}"
    found = await database.rows(text, {"key": key})
    return made(found[0][0]) if found else None


def made(row: Sequence[object]) -> Load:
    """A load of what `fields` read."""
    named = dict(zip(FIELDS, row, strict=True))
    return Load(**{**named, "files": tuple(named["files"]), "hashes": tuple(named["hashes"])})  # type: ignore[arg-type]  # as they are stored
