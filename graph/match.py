"""Which enterprise is meant by a name, a code, or both: candidates scored, each with the reasons in words.

PROPOSED: the weights are this project's own. A credit code that agrees settles it; two valid codes that differ are two
enterprises, whatever their names. A name is compared by its core, without place, trade and legal form: 金安 and 银安 differ in
half of theirs. What either side does not say counts neither for nor against. A score is no probability. What a person judged
stands above it (graph/judgement.py).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from graph import judgement, mixed, search
from graph.cypher import Statement, Writer
from graph.domain import ENTERPRISE, ENTERPRISE_ROLE, JUDGEMENT
from graph.errors import BadInput
from graph.fulltext import Query, called, is_past
from graph.judgement import Judgement, Judgements
from graph.name import parts
from graph.pattern import block, where
from graph.pinyin import fold, syllables_of
from graph.query import Finding, Inputs, Shape, Value, constant
from graph.role import Role
from graph.values import credit_code, credit_code_flaws

if TYPE_CHECKING:
    from graph.database import Database
    from graph.record import Decode, Run

#: How many names one question may ask, and how many of the nearest by full text are scored for each.
QUERIES, NEAREST = 100, 50
#: Letters of a name, a code or an address.
CHARACTERS = 200
#: From this score on, and so far ahead of the next, the first candidate is the one.
SURE, AHEAD = 0.85, 0.05
SAME_NAME, FORMER_NAME, SAME_CORE, SAME_SOUND, NEAR_CORE = 0.95, 0.9, 0.8, 0.6, 0.55
FURTHER = 0.05
#: What names of one core lose by places that differ.
ELSEWHERE = 0.1
#: Nothing is judged.
NONE = Judgements()


@dataclass(frozen=True)
class Known:
    """What the graph says of a candidate."""

    node: str  # element id
    key: str
    uscc: str | None
    name: str
    former: Sequence[str] = ()
    address: str | None = None
    representatives: Sequence[str] = ()


@dataclass(frozen=True)
class Candidate:
    """A candidate with its score, 0 to 1, and why."""

    known: Known
    score: float
    reasons: tuple[str, ...]
    judged: bool = False  # it is what somebody judged to be meant


@lru_cache(maxsize=16384)
def plain(text: str) -> str:
    """A text as it is compared: full and half width, traditional and simplified, brackets and spaces alike.

    >>> plain("(咸宁)金安 物業") == plain("（咸宁）金安物业")
    True
    """
    return "".join(letter for letter in fold(unicodedata.normalize("NFKC", text)) if letter.isalnum())


@lru_cache(maxsize=16384)
def sound(text: str) -> str:
    """Its pinyin."""
    return "".join(syllables_of(fold(text))[0])


def alike_for(one: str, other: str) -> int:
    """With how many letters both begin."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def distance(one: str, other: str) -> int:
    """Letters to change, add or leave out (Levenshtein).

    >>> distance("金安", "银安"), distance("", "安")
    (1, 1)
    """
    # Names end alike and often begin alike: what is common costs nothing.
    first = alike_for(one, other)
    one, other = one[first:], other[first:]
    last = alike_for(one[::-1], other[::-1])
    one, other = one[: len(one) - last], other[: len(other) - last]
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        row, before = [at], row
        for place, found in enumerate(other, 1):
            row.append(min(before[place] + 1, row[-1] + 1, before[place - 1] + (letter != found)))
    return row[-1]


def valid(code: str | None) -> str | None:
    """The code where it is a valid one."""
    try:
        found = credit_code(code or "")
    except ValueError:
        return None
    return None if credit_code_flaws(found) else found


def apart(one: Sequence[str], other: Sequence[str]) -> bool:
    """Do both names say where, and not the same?

    >>> apart(["湖北", "咸宁"], ["咸宁"]), apart(["武汉"], ["咸宁"]), apart([], ["咸宁"])
    (False, True, False)
    """
    return bool(one and other) and not set(one) & set(other)


def named(asked: str, name: str) -> tuple[float, str]:
    """How well two names agree, and in what."""
    if plain(asked) == plain(name):
        return SAME_NAME, "名称相同 same name"
    asked_parts, parts_of_name = parts(asked), parts(name)
    # A place that only one of them writes with its level is one in the other as well: 衡阳市榆恒, 衡阳榆恒.
    asked_parts, parts_of_name = parts(asked, parts_of_name.places), parts(name, asked_parts.places)
    one, other = plain(asked_parts.core), plain(parts_of_name.core)
    # A tie between equal cores goes to the name that is nearer as a whole.
    whole = 1 - distance(plain(asked), plain(name)) / max(len(plain(asked)), len(plain(name)), 1)
    if one == other and apart(asked_parts.places, parts_of_name.places):
        return SAME_CORE - ELSEWHERE + 0.1 * whole, f"字号相同,地名不同 same core, another place: {parts_of_name.core}"
    if one == other:
        return SAME_CORE + 0.1 * whole, f"字号相同 same core: {parts_of_name.core}"
    if sound(one) == sound(other):
        return SAME_SOUND + 0.1 * whole, f"字号同音 cores sound alike: {asked_parts.core}/{parts_of_name.core}"
    alike = 1 - distance(one, other) / max(len(one), len(other), 1)
    return NEAR_CORE * alike + 0.1 * whole, f"字号相近 cores alike: {asked_parts.core}/{parts_of_name.core}"


def scored(asked: Mapping[str, str | None], known: Known) -> Candidate | None:
    """A candidate for what is asked; None where a different valid code forbids it, or nothing can be compared.

    >>> firm = Known("", "A", "91421202MA48ABCD95", "咸宁金安物业服务有限公司")
    >>> scored({"name": "咸宁金安物业管理有限公司"}, firm).reasons
    ('字号相同 same core: 金安',)
    >>> scored({"name": firm.name, "uscc": "91110000600037341L"}, firm) is None
    True
    """
    code, other = valid(asked.get("uscc")), valid(known.uscc)
    reasons: list[str] = []
    score = 0.0
    if asked.get("uscc") and known.uscc and asked["uscc"] == known.uscc:
        score, reasons = 1.0, [f"信用代码相同 same credit code: {known.uscc}"]
    elif code and other:
        return None
    if name := asked.get("name"):
        found, reason = named(name, known.name)
        for former in known.former:
            value, _ = named(name, former)
            if value >= SAME_CORE and value - (SAME_NAME - FORMER_NAME) > found:
                found, reason = value - (SAME_NAME - FORMER_NAME), f"曾用名 former name: {former}"
        score, reasons = max(score, found), [*reasons, reason]
    if not reasons:
        return None
    for word, given, values in (
        ("地址相同 same address", asked.get("address"), [known.address]),
        ("法定代表人同名 representative of that name", asked.get("representative"), known.representatives),
    ):
        if given and any(value and plain(value) == plain(given) for value in values):
            score, reasons = min(1.0, score + FURTHER), [*reasons, word]
    return Candidate(known, round(score, 4), tuple(reasons))


def ranked(
    asked: Mapping[str, str | None], found: Sequence[Known], threshold: float, judgements: Judgements = NONE
) -> list[Candidate]:
    """The candidates at or over the threshold, the best first, equals by their key."""
    compared = {known.key: known for known in (*found, *judgements.meant(asked.get("name")))}.values()
    candidates = [candidate for known in compared if (candidate := scored(asked, known)) is not None]
    return [candidate for candidate in judgements.applied(asked, candidates) if candidate.score >= threshold]


def sure(candidates: Sequence[Candidate], place: int) -> bool:
    """Is it the one? The first, if it alone is judged to be; else with a high score, ahead of the next."""
    first = candidates[0]
    if first.judged:
        return place == 0 and not any(other.judged for other in candidates[1:2])
    return place == 0 and first.score >= SURE and all(other.score <= first.score - AHEAD for other in candidates[1:2])


@dataclass(frozen=True)
class MatchField:
    """A field of a result (candidates, query) or of a candidate (enterprise, score, match, reasons); `=Name` a typename."""

    key: str
    what: str
    shape: Shape | None = None
    below: tuple[MatchField, ...] = ()


@dataclass(frozen=True)
class Match(Finding):
    """`match`: what is asked for."""

    key: str
    queries: Value  # → [{name, uscc, address, representative}]
    limit: Value
    threshold: Value
    as_of: Value | None
    role: Role
    items: tuple[MatchField, ...]

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """The shapes in which candidates are shown, in the order of their fields."""
        return tuple(part.shape for item in self.items for part in item.below if part.shape)

    def lists(self, inputs: Inputs) -> list[tuple[int, tuple[Shape, ...]]]:
        most = len(self.queries.read(inputs)) * self.limit.read(inputs)
        self.threshold.read(inputs)
        return [(most, ()), *((most, (shape,)) for shape in self.shapes)]

    def looks_up(self, inputs: Inputs) -> Sequence[Query]:
        return [asked for query in self.queries.read(inputs) for asked in nearest(query.get("name"))]

    async def explore(self, database: Database, inputs: Inputs) -> list[list[Candidate]]:
        """Of each query its candidates."""
        queries = self.queries.read(inputs)
        writer = Writer(self.as_of, self.role, past=is_past(inputs))
        asked = writer.parameter(constant([{**query, "loose": nearest(query.get("name"))} for query in queries]))
        by = " UNION ".join(
            [
                "MATCH (e:Enterprise) WHERE e.uscc = q.uscc RETURN e",
                "MATCH (e:Enterprise) WHERE e.name = q.name RETURN e",
                f"UNWIND q.loose AS l {' '.join(called(writer, [ENTERPRISE], 'l', 'e'))} WITH e WHERE e:Enterprise RETURN e",
            ]
        )
        text = "\n".join(
            [
                f"UNWIND range(0, size({asked}) - 1) AS i WITH i, {asked}[i] AS q",
                f"CALL (q) {{ {by} }}",
                "WITH i, e",
                *where(writer.visible(ENTERPRISE, "e")),
                f"WITH i, {read_of(writer)} AS row",
                "RETURN collect([i, row])",
            ]
        )
        [rows] = await database.read(text, Statement(text, tuple(writer.parameters)).bind(inputs))
        found: list[list[Known]] = [[] for _ in queries]
        for place, row in rows:
            found[place].append(Known(*row))
        judgements = await self.judged(database, inputs, [one.key for known in found for one in known])
        least, most = self.threshold.read(inputs), self.limit.read(inputs)
        return [ranked(query, known, least, judgements)[:most] for query, known in zip(queries, found, strict=True)]

    async def judged(self, database: Database, inputs: Inputs, keys: Sequence[str]) -> Judgements:
        """What was judged of the names that are asked for, and of these enterprises."""
        writer = Writer(self.as_of, self.role, past=is_past(inputs))
        names = [query["name"] for query in self.queries.read(inputs) if query.get("name")]
        asked, found = (writer.parameter(constant(list(dict.fromkeys(each)))) for each in (names, keys))
        seen = {name: writer.visible(type, name) for name, type in (("e", ENTERPRISE), ("j", JUDGEMENT))}
        text = judgement.statement(asked, found, read_of(writer), seen["e"], seen["j"])
        [rows] = await database.read(text, Statement(text, tuple(writer.parameters)).bind(inputs))
        known = {row[1]: Known(*row) for _, *ends in rows for row in ends if row is not None}
        return Judgements([Judgement(*said) for said, *_ in rows], known)

    def column(self, writer: Writer) -> str:
        """Of each candidate of each query what is shown of it, in order: their element ids come as parameter."""
        ids = writer.parameter(
            mixed.found(self.key, lambda held: [one.known.node for candidates in held for one in candidates])
        )
        at, node = writer.variable("j"), writer.variable()
        clauses = [f"UNWIND range(0, size({ids}) - 1) AS {at}", f"MATCH ({node}) WHERE elementId({node}) = {ids}[{at}]"]
        row = ", ".join(mixed.columns(writer, node, (shape,)) for shape in self.shapes)
        return block("COLLECT", [*clauses, f"RETURN [{row}] ORDER BY {at}"])

    def decoder(self) -> Decode:
        decoders = [mixed.decoder((shape,)) for shape in self.shapes]

        def candidate(fields: Sequence[MatchField], first: int, row: list[Any], one: dict[str, Any], run: Run) -> Any:
            made: dict[str, Any] = {}
            place = first
            for field in fields:
                if field.shape:
                    made[field.key] = decoders[place](row[place], run)
                    place += 1
                else:
                    made[field.key] = field.what[1:] if field.what.startswith("=") else one[field.what]
            return made

        def decode(rows: list[Any], run: Run) -> list[dict[str, Any]]:
            shown, answers = iter(rows), []
            for number, candidates in enumerate(run.inputs.found[self.key]):
                parts = [next(shown) for _ in candidates]
                answer: dict[str, Any] = {}
                first = 0
                for item in self.items:
                    if item.what == "candidates":
                        said = [
                            {"score": one.score, "reasons": list(one.reasons), "match": sure(candidates, place)}
                            for place, one in enumerate(candidates)
                        ]
                        pairs = zip(parts, said, strict=True)
                        answer[item.key] = [candidate(item.below, first, row, one, run) for row, one in pairs]
                        first += sum(part.shape is not None for part in item.below)
                    else:
                        answer[item.key] = item.what[1:] if item.what.startswith("=") else number
                answers.append(answer)
            return answers

        return decode


def read_of(writer: Writer) -> str:
    """What is read of a candidate `e`, in the order of Known's fields."""
    led = [
        "MATCH (e)<-[:HELD_IN]-(h:EnterpriseRole {role: 'LEGAL_REPRESENTATIVE'})-[:HELD_BY]->(p)",
        *where(writer.allowed(ENTERPRISE_ROLE, "h")),
        "RETURN DISTINCT p.name ORDER BY p.name",
    ]
    fields = "elementId(e), e.enterpriseId, e.uscc, e.name, coalesce(e.formerNames, []), e.registeredAddress"
    return f"[{fields}, {block('COLLECT', led)}]"


def nearest(name: str | None) -> list[Any]:
    """The full-text query of a name, by the pairs of its letters."""
    return [[query, {"limit": NEAREST}] for query in search.read(name).loose] if name else []


def asked(queries: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What is asked, within bounds; refuses a query that names nothing."""
    if len(queries) > QUERIES:
        raise BadInput(f"`queries` has {len(queries)} items; at most {QUERIES} at once. 一次至多 {QUERIES} 项。")
    for query in queries:
        if not (query.get("name") or query.get("uscc")):
            raise BadInput("A query of `match` needs a `name` or a `uscc`. 须给出 name 或 uscc。")
        if any(len(str(text)) > CHARACTERS for text in query.values()):
            raise BadInput(f"A text of `match` has at most {CHARACTERS} characters. 至多 {CHARACTERS} 字。")
    return [{**query, "uscc": "".join(str(query.get("uscc") or "").split()).upper() or None} for query in queries]
