"""Full-text search: what the caller writes becomes words, words a Lucene query; found nodes of all types in one ranked list.

Nothing of a caller's text is syntax: it is cut into letters and digits, and only these are written into the query. First all
of its words must stand in a node (`strict`); where no node has them all, the nearest are given (`loose`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from graph import connection, cursor, mixed
from graph.connection import ConnectionField, Page
from graph.domain import MODEL
from graph.errors import BadInput
from graph.fulltext import Query, called
from graph.highlight import highlights
from graph.model import NodeType
from graph.pattern import block, where
from graph.pinyin import MIDDLE, SEARCH_KEYS, WHOLE, fold, runs
from graph.query import Finding, Inputs, Shape, Value
from graph.role import Role

if TYPE_CHECKING:
    from graph.cypher import Writer
    from graph.record import Decode, Run

#: What one text may have.
CHARACTERS, TERMS = 1_000, 100
#: How many of the nearest are given where no node has all words.
NEAREST = 1_000
#: Lucene takes 1,024 clauses, one a field and word: beyond so many words only the main fields are searched.
FEW = 8
MAIN = {"name": 8, "title": 6, "formerNames": 6, SEARCH_KEYS: 4, "summary": 1}
OTHER = ("statement", "issuer", "tenderer", "address", "category", "number", "documentNumber")
#: Bigrams of a text that the nearest are looked for by.
PAIRS = 100
#: The searched fields, in the order in which highlights name them.
SEARCHED = tuple(
    sorted(
        {field.name for node in MODEL for field in node.fields if field.searched},
        key=lambda name: list(MAIN).index(name) if name in MAIN else len(MAIN),
    )
)


@dataclass(frozen=True)
class Text:
    """What a caller searches for, read: its words, and both queries; no query at all for a text without words."""

    words: tuple[tuple[bool, str], ...]
    strict: tuple[str, ...]
    loose: tuple[str, ...]


def searched(types: Iterable[NodeType]) -> tuple[str, ...]:
    """The fields in which words are looked for in nodes of these types, the main ones first: the index has a field of every type.

    >>> searched([MODEL["Enterprise"]]), searched([MODEL["Person"]])
    (('name', 'formerNames', 'searchKeys'), ('name', 'searchKeys'))
    """
    held = {field.name for node in types for field in node.fields if field.name in SEARCHED} | {SEARCH_KEYS}
    return tuple(name for name in (*MAIN, *OTHER) if name in held)


#: Those of all types.
ANYWHERE = searched(MODEL)


@lru_cache(maxsize=1_000)
def read(text: str, fields: tuple[str, ...] = ANYWHERE) -> Text:
    """The words and queries of a text, for nodes that have no other fields than these; raises BadInput for one that is too long.

    >>> read("永安 ya-1").words
    ((True, '永安'), (False, 'ya1'))
    >>> read(" (*:*) ").strict
    ()
    """
    if len(text) > CHARACTERS:
        raise BadInput(
            f"`text` has {len(text)} characters; at most {CHARACTERS} are searched for. 至多 {CHARACTERS} 字。"
        )
    found = tuple(dict.fromkeys(words(text)))
    if len(found) > TERMS:
        raise BadInput(f"`text` has {len(found)} words; at most {TERMS} are searched for. 至多 {TERMS} 个词。")
    if not found:
        return Text((), (), ())
    strict = " AND ".join(clause(han, word, len(found), fields) for han, word in found)
    latin = [word for han, word in found if not han]
    if len(latin) == len(found) > 1:  # pinyin may be written apart: yong an wu ye
        strict = f"({strict}) OR ({clause(False, ''.join(latin), 1, fields)})^4"
    loose = loosely(found, fields)
    return Text(found, (strict,), (loose,) if loose else ())


def words(text: str) -> Iterator[tuple[bool, str]]:
    """The words of a text, folded: runs of Chinese, and of other letters and digits, signs within a code left out."""
    for part in fold(text).split():
        pieces = list(runs(part))
        if any(han for han, _ in pieces):
            kept = [(han, word) for han, word in pieces if han or len(word) > 1]
            yield from kept or pieces
        elif pieces:
            yield False, "".join(word for _, word in pieces)


def clause(han: bool, word: str, of: int, among: tuple[str, ...] = ANYWHERE) -> str:
    """One word in any of the fields, better ones first.

    >>> clause(True, "永", 100)
    '(name:永*^8 title:永*^6 formerNames:永*^6 searchKeys:永*^4 summary:永*^1)'
    """
    if han:
        phrase = f"{word}*" if len(word) == 1 else f'"{word}"'
        boosts = MAIN | dict.fromkeys(OTHER, 1) if of <= FEW else MAIN
        return "(" + " ".join(f"{name}:{phrase}^{boosts[name]}" for name in among if name in boosts) + ")"
    whole, middle = word[:WHOLE], word[:MIDDLE]
    keys = {f"0{whole}": 8, f"0{whole}*": 6, f"1{middle}*": 8, middle: 4, f"{middle}*": 3}
    if len(word) == 1:
        keys = {f"0{whole}*": 1, whole: 1}
    tests = [f"{SEARCH_KEYS}:{key}^{boost}" for key, boost in keys.items()]
    if of <= FEW:
        # Without a field the word is looked for in all of them, codes among them.
        tests += [f"{whole}^6"] + [f"{whole}*^5"] * (len(word) > 1)
    else:
        tests += [f"{name}:{whole}" for name in ("name", "title", "summary") if name in among]
    return "(" + " ".join(tests) + ")"


def loosely(found: Sequence[tuple[bool, str]], among: tuple[str, ...]) -> str:
    """Any of the words, Chinese ones by their pairs of letters."""
    pairs = dict.fromkeys(run[at : at + 2] for han, run in found if han for at in range(max(1, len(run) - 1)))
    fields = {name: boost for name, boost in MAIN.items() if name != SEARCH_KEYS and name in among}
    tests = [
        f"{field}:{pair}{'*' * (len(pair) == 1)}^{boost}"
        for pair in list(pairs)[:PAIRS]
        for field, boost in fields.items()
    ]
    return " ".join([*tests, *(clause(False, word, TERMS, among) for han, word in found if not han)])


# ----------------------------------------------------------------------------------------------------------- the root field

SCORE, HIGHLIGHTS = "score", "highlights"


@dataclass(frozen=True)
class Search(Finding):
    """`search` among nodes of `types`: `nodes` are the shapes asked for in each place where a node is, one for each type."""

    key: str
    text: Value  # → Text
    strict: Value  # → [[query, options]], empty for a text without words
    loose: Value
    types: tuple[NodeType, ...]
    size: Value
    after: Value | None  # → [score, id]
    fingerprint: Value
    nodes: tuple[tuple[Shape, ...], ...]
    items: tuple[ConnectionField, ...]

    def wants(self, *names: str) -> bool:
        """Is one of these asked for, in the connection, its edges or its pageInfo?"""
        return any(
            item.what in names
            or any(edge.what in names for edge in item.edge)
            or any(name in names for _, name in item.info)
            for item in self.items
        )

    @property
    def rows(self) -> bool:
        """Are rows asked for, and not only their number?"""
        return self.wants("nodes", "edges", "startCursor", "endCursor", "hasNextPage")

    def lists(self, inputs: Inputs) -> list[tuple[int, tuple[Shape, ...]]]:
        size = self.size.read(inputs)
        return [(size, shapes) for shapes in self.nodes] or [(1, ())]

    def looks_up(self, inputs: Inputs) -> Sequence[Query]:
        return [*self.strict.read(inputs), *self.loose.read(inputs)]

    def column(self, writer: Writer) -> str:
        """[rows, total]: of a row its score, its id, its searched texts where highlights are wanted, then its nodes."""
        if not self.types:
            return "[[], 0]"
        rows = self.page(writer) if self.rows else "null"
        return f"[{rows}, {self.total(writer) if self.wants('totalCount') else 'null'}]"

    def hits(self, writer: Writer, queries: str, score: str = "") -> tuple[str, list[str]]:
        """A node that is found, and the clauses that find it: of the types asked for, and visible."""
        node, query = writer.variable(), writer.variable("q")
        seen = (mixed.labelled(node, [type.name for type in self.types]), writer.visible_any(node, self.types))
        return node, [f"UNWIND {queries} AS {query}", *called(writer, self.types, query, node, score), *where(*seen)]

    def page(self, writer: Writer) -> str:
        """The rows: of the strict query, or of the loose one where that finds nothing."""
        strict, loose = writer.parameter(self.strict), writer.parameter(self.loose)
        node, score, id = writer.variable(), writer.variable("s"), writer.variable("i")
        best, most = f"{score} DESC, {id}", writer.parameter(self.size.then(one_more))
        if self.after is None:
            found, row = writer.variable("l"), writer.variable("x")
            pages = [block("COLLECT", self.ranked(writer, queries, most)) for queries in (strict, loose)]
            clauses = [
                f"WITH {pages[0]} AS {found}",
                f"UNWIND CASE WHEN size({found}) > 0 THEN {found} ELSE {pages[1]} END AS {row}",
            ]
        else:
            # That this page of the strict query is empty does not say that all of it is.
            row, (other, any_hit) = writer.variable("x"), self.hits(writer, strict)
            tried = block("EXISTS", [*any_hit, f"RETURN {other}"])
            ranked = self.ranked(writer, f"CASE WHEN {tried} THEN {strict} ELSE {loose} END", most)
            clauses = [f"UNWIND {block('COLLECT', ranked)} AS {row}"]
        clauses.append(f"WITH {row}[0] AS {node}, {row}[1] AS {score}, {row}[2] AS {id}")
        texts = "[" + ", ".join(f"{node}.{name}" for name in SEARCHED) + "]" if self.wants(HIGHLIGHTS) else "null"
        parts = [mixed.columns(writer, node, shapes) for shapes in self.nodes]
        return block("COLLECT", [*clauses, f"RETURN [{', '.join([score, id, texts, *parts])}] ORDER BY {best}"])

    def ranked(self, writer: Writer, queries: str, most: str) -> list[str]:
        """The clauses that give the page's [node, score, id], the best first."""
        score, id = writer.variable("s"), writer.variable("i")
        node, clauses = self.hits(writer, queries, score)
        clauses.append(f"WITH {node}, {score}, {mixed.identity(node, self.types)} AS {id}")
        if self.after is not None:
            last, last_id = (writer.parameter(self.after.then(place)) for place in (first, second))
            clauses += where(f"({score} < {last} OR ({score} = {last} AND {id} > {last_id}))")
        return [*clauses, f"RETURN [{node}, {score}, {id}] ORDER BY {score} DESC, {id} LIMIT {most}"]

    def total(self, writer: Writer) -> str:
        """How many there are: of the strict query, or of the loose one where that finds nothing."""
        count, counts = writer.variable("c"), []
        for queries in (self.strict, self.loose):
            node, clauses = self.hits(writer, writer.parameter(queries))
            counts.append(block("COUNT", [*clauses, f"RETURN {node}"]))
        chosen = f"RETURN CASE WHEN {count} > 0 THEN {count} ELSE {counts[1]} END"
        return f"head({block('COLLECT', [f'WITH {counts[0]} AS {count}', chosen])})"

    # ------------------------------------------------------------------------------------------------ decoding

    def decoder(self) -> Decode:
        nodes = [mixed.decoder(shapes) for shapes in self.nodes]

        def node(part: int) -> Decode:
            return lambda row, run: nodes[part](row[3 + part], run)

        def highlighted(row: list[Any], run: Run) -> Any:
            return highlights(row[2], self.text.read(run.inputs).words)

        further: dict[str, Decode] = {SCORE: lambda row, run: row[0], HIGHLIGHTS: highlighted}
        show = connection.decoder(self.items, node, self.cursor, further)

        def decode(value: list[Any], run: Run) -> dict[str, Any]:
            rows, total = value
            size = self.size.read(run.inputs)
            return show(Page((rows or [])[:size], total, len(rows or []) > size, self.after is not None), run)

        return decode

    def cursor(self, row: list[Any], run: Run) -> str:
        return cursor.encode(row[:2], self.fingerprint.read(run.inputs), run.secret)


def searchable(types: tuple[NodeType, ...], role: Role) -> tuple[NodeType, ...]:
    """Those of the types that a role may search: what it sees masked is found by no word.

    >>> [type.name for type in searchable((MODEL["Person"], MODEL["Tender"]), Role.PUBLIC)]
    ['Tender']
    """
    masked = MODEL.masked if MODEL.hides(role) else ()
    return tuple(type for type in types if type.name not in masked)


def strictly(text: Text) -> list[Any]:
    """The strict query with its options, as a parameter."""
    return [[query, {}] for query in text.strict]


def nearest(text: Text) -> list[Any]:
    """The loose query with its options, as a parameter."""
    return [[query, {"limit": NEAREST}] for query in text.loose]


def one_more(size: int) -> int:
    """One row more than asked for tells whether there are more."""
    return size + 1


def first(values: Sequence[Any]) -> Any:
    """The score in a cursor."""
    return values[0]


def second(values: Sequence[Any]) -> Any:
    """The id in a cursor."""
    return values[1]
