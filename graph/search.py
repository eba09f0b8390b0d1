"""Full-text search: what the caller writes becomes words, words a Lucene query; found nodes of all types in one ranked list.

Nothing of a caller's text is syntax: it is cut into letters and digits, and only these are written into the query. First all
of its words must stand in a node (`strict`); where no node has them all, the nearest are given (`loose`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from graph import connection, cursor, mixed
from graph.connection import ConnectionField, Page
from graph.domain import MODEL
from graph.errors import BadInput
from graph.highlight import highlights
from graph.pattern import block, where
from graph.pinyin import MIDDLE, SEARCH_KEYS, WHOLE, fold, runs
from graph.query import Finding, Inputs, Shape, Value
from graph.write import SEARCH_INDEX

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


@lru_cache(maxsize=1_000)
def read(text: str) -> Text:
    """The words and queries of a text; raises BadInput for one that is too long.

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
    strict = " AND ".join(clause(han, word, len(found)) for han, word in found)
    latin = [word for han, word in found if not han]
    if len(latin) == len(found) > 1:  # pinyin may be written apart: yong an wu ye
        strict = f"({strict}) OR ({clause(False, ''.join(latin), 1)})^4"
    return Text(found, (strict,), (loosely(found),))


def words(text: str) -> Iterator[tuple[bool, str]]:
    """The words of a text, folded: runs of Chinese, and of other letters and digits, signs within a code left out."""
    for part in fold(text).split():
        pieces = list(runs(part))
        if any(han for han, _ in pieces):
            kept = [(han, word) for han, word in pieces if han or len(word) > 1]
            yield from kept or pieces
        elif pieces:
            yield False, "".join(word for _, word in pieces)


def clause(han: bool, word: str, of: int) -> str:
    """One word in any field, better ones first.

    >>> clause(True, "永", 100)
    '(name:永*^8 title:永*^6 formerNames:永*^6 searchKeys:永*^4 summary:永*^1)'
    """
    if han:
        phrase = f"{word}*" if len(word) == 1 else f'"{word}"'
        fields = MAIN | dict.fromkeys(OTHER, 1) if of <= FEW else MAIN
        return "(" + " ".join(f"{field}:{phrase}^{boost}" for field, boost in fields.items()) + ")"
    whole, middle = word[:WHOLE], word[:MIDDLE]
    keys = {f"0{whole}": 8, f"0{whole}*": 6, f"1{middle}*": 8, middle: 4, f"{middle}*": 3}
    if len(word) == 1:
        keys = {f"0{whole}*": 1, whole: 1}
    tests = [f"{SEARCH_KEYS}:{key}^{boost}" for key, boost in keys.items()]
    if of <= FEW:
        # Without a field the word is looked for in all of them, codes among them.
        tests += [f"{whole}^6"] + [f"{whole}*^5"] * (len(word) > 1)
    else:
        tests += [f"{field}:{whole}" for field in ("name", "title", "summary")]
    return "(" + " ".join(tests) + ")"


def loosely(found: Sequence[tuple[bool, str]]) -> str:
    """Any of the words, Chinese ones by their pairs of letters."""
    pairs = dict.fromkeys(run[at : at + 2] for han, run in found if han for at in range(max(1, len(run) - 1)))
    fields = {name: boost for name, boost in MAIN.items() if name != SEARCH_KEYS}
    tests = [
        f"{field}:{pair}{'*' * (len(pair) == 1)}^{boost}"
        for pair in list(pairs)[:PAIRS]
        for field, boost in fields.items()
    ]
    return " ".join([*tests, *(clause(False, word, TERMS) for han, word in found if not han)])


# ----------------------------------------------------------------------------------------------------------- the root field

SCORE, HIGHLIGHTS = "score", "highlights"


@dataclass(frozen=True)
class Search(Finding):
    """`search`: `nodes` are the shapes asked for in each place where a node is, of every type."""

    key: str
    text: Value  # → Text
    strict: Value  # → [[query, options]], empty for a text without words
    loose: Value
    types: Value  # → labels, or null
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

    def column(self, writer: Writer) -> str:
        """[rows, total]: of a row its score, its id, its searched texts where highlights are wanted, then its nodes."""
        rows = self.page(writer) if self.rows else "null"
        return f"[{rows}, {self.total(writer) if self.wants('totalCount') else 'null'}]"

    def hits(self, writer: Writer, node: str, score: str) -> list[str]:
        """The CALL of the index: with the strict query, or the loose one where that finds nothing that is visible."""
        strict, loose = writer.parameter(self.strict), writer.parameter(self.loose)
        query, other, any_score = writer.variable("q"), writer.variable(), writer.variable("q")
        tried = [
            f"UNWIND {strict} AS {any_score}",
            called(any_score, other, ""),
            *where(*self.conditions(writer, other)),
            f"RETURN {other}",
        ]
        return [
            f"UNWIND CASE WHEN {block('EXISTS', tried)} THEN {strict} ELSE {loose} END AS {query}",
            called(query, node, score),
            *where(*self.conditions(writer, node)),
        ]

    def conditions(self, writer: Writer, node: str) -> list[str]:
        """Of the types asked for, and visible."""
        return [mixed.any_label(node, writer.parameter(self.types)), writer.visible_any(node)]

    def page(self, writer: Writer) -> str:
        node, score, id = writer.variable(), writer.variable("s"), writer.variable("i")
        clauses = [*self.hits(writer, node, score), f"WITH {node}, {score}, {mixed.identity(node)} AS {id}"]
        if self.after is not None:
            last, last_id = (writer.parameter(self.after.then(place)) for place in (first, second))
            clauses += where(f"({score} < {last} OR ({score} = {last} AND {id} > {last_id}))")
        order = f"ORDER BY {score} DESC, {id}"
        clauses.append(f"WITH {node}, {score}, {id} {order} LIMIT {writer.parameter(self.size.then(one_more))}")
        texts = "[" + ", ".join(f"{node}.{name}" for name in SEARCHED) + "]" if self.wants(HIGHLIGHTS) else "null"
        parts = [mixed.columns(writer, node, shapes) for shapes in self.nodes]
        return block("COLLECT", [*clauses, f"RETURN [{', '.join([score, id, texts, *parts])}] {order}"])

    def total(self, writer: Writer) -> str:
        node = writer.variable()
        return block("COUNT", [*self.hits(writer, node, ""), f"RETURN {node}"])

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


def called(query: str, node: str, score: str) -> str:
    """The index, asked."""
    found = f"node AS {node}" + (f", score AS {score}" if score else "")
    return f"CALL db.index.fulltext.queryNodes('{SEARCH_INDEX}', {query}[0], {query}[1]) YIELD {found}"


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
