"""Flags: the cases that the rules of graph/rules find, judged, sorted and paged, with what they rest on in the shapes asked for.

The root field judges the cases before the operation's statement runs, which shows the nodes of one page. Flags of nodes that
the statement finds are found after it, for all of these nodes at once.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from graph import connection, cursor, mixed
from graph.connection import ConnectionField, Page
from graph.cypher import Statement, Writer
from graph.domain import MODEL
from graph.errors import BadInput, NotFound
from graph.model import Field, NodeType, snake
from graph.neighborhood import SubgraphField, subgraph_field
from graph.pattern import block, where
from graph.query import TODAY, Branch, Derived, Finding, Inputs, Shape, Value, constant
from graph.record import project
from graph.role import Role
from graph.rules import RULES
from graph.rules.rule import Reach, Rule, Scope, judged
from graph.touched import later, touched

if TYPE_CHECKING:
    from graph.database import Database
    from graph.record import Decode, Run

#: How many inputs, and how many nodes of its picture, a flag is reckoned to have when its cost is estimated.
INPUTS, PICTURED = 4, 8
#: From so many nodes of a type on, a rule looks at the whole graph rather than at each.
SEVERAL = 5_000
#: Label → the property that is its key.
KEYS = constant({type.name: type.key for type in MODEL})


@dataclass(frozen=True)
class FlagField:
    """A field of a flag: subject or inputs in shapes, path as fields of a subgraph, else a branch of what was judged."""

    key: str
    what: str
    shapes: tuple[Shape, ...] = ()
    graph: tuple[SubgraphField, ...] = ()
    below: tuple[Branch, ...] = ()


@dataclass(frozen=True)
class Asked:
    """What a `flags` field asks for, at the root or on a node."""

    rules: tuple[Rule, ...]
    parameters: Value  # → {rule id: {name: value}}
    start: Value  # → a day, or null
    end: Value
    size: Value
    after: Value | None  # → [day, id]
    fingerprint: Value
    as_of: Value | None
    role: Role
    nodes: tuple[tuple[FlagField, ...], ...]
    items: tuple[ConnectionField, ...]
    since: Value | None = None  # → the number of a load: only what later loads touched

    def scope(self, writer: Writer, rule: Rule, bound: str | None) -> Scope:
        """Where a rule's Cypher stands."""
        read = self.parameters
        parameters = {part.name: read.then(picked(rule.id, part.name)) for part in rule.parameters}
        return Scope(writer, parameters, self.as_of or TODAY, bound)

    def bindings(self, label: str | None) -> list[tuple[Rule, str | None]]:
        """Each rule with each of its variables that a node of this type may be; without a type, with none fixed."""
        if label is None:
            return [(rule, None) for rule in self.rules]
        return [(rule, name) for rule in self.rules for name, of in rule.about.items() if of == label]

    def finder(self, writer: Writer, rule: Rule, bound: str | None, node: str) -> str:
        """A CALL that finds the cases of a rule, those of the node where it stands for a variable."""
        first = [f"WITH {node} AS {bound}"] if bound else []
        clauses = told(writer, [line for line in rule.find(self.scope(writer, rule, bound)) if line])
        return block(f"CALL ({node if bound else ''})", [*first, *clauses])

    # ------------------------------------------------------------------------------------------------ judging

    def judge(self, rows: Iterable[Sequence[Any]], inputs: Inputs) -> list[Flag]:
        """The flags among the cases, the latest first; a case that is found twice is one flag."""
        parameters = self.parameters.read(inputs)
        first, last = self.start.read(inputs), self.end.read(inputs)
        flags: dict[str, Flag] = {}
        for name, day, evidence, values, subject, facts, others in rows:
            rule, further = RULES[name], [id for id in dict.fromkeys(others) if id not in facts]
            if not within(day, first, last):
                continue
            result = judged(rule, values, parameters[name])
            if result is None:
                continue
            id = identity(rule.id, evidence)
            said = {
                "id": id,
                "rule": described(rule, parameters[name]),
                "on": day,
                "explanation": result.explanation,
                "confidence": result.confidence,
                "missing": list(result.missing),
                "clearsWhen": list(rule.clears),
                "contributions": [
                    {
                        "indicator": part.indicator,
                        "value": part.value,
                        "threshold": part.threshold,
                        "met": part.met,
                        "period": {"from": part.since, "to": part.until} if part.since or part.until else None,
                    }
                    for part in result.contributions
                ],
            }
            flags.setdefault(id, Flag(day or "", id, said, [subject, facts, further]))
        return sorted(flags.values(), key=lambda flag: (inverted(flag.day), flag.id))

    def page(self, flags: list[Flag], inputs: Inputs) -> Page[Flag]:
        """The flags after the cursor, as many as are asked for."""
        beyond = flags
        if self.after is not None:
            day, id = self.after.read(inputs)
            beyond = [flag for flag in flags if (inverted(flag.day), flag.id) > (inverted(day), id)]
        size = self.size.read(inputs)
        return Page(beyond[:size], len(flags), len(beyond) > size, self.after is not None)

    def lists(self, inputs: Inputs) -> list[tuple[int, tuple[Shape, ...]]]:
        """How many nodes may be shown, and in which shapes; refuses arguments out of bounds."""
        size = self.size.read(inputs)
        for value in (self.start, self.end, self.parameters, self.since):
            if value is not None:
                value.read(inputs)
        most = {"subject": 1, "inputs": INPUTS, "path": PICTURED}
        found: list[tuple[int, tuple[Shape, ...]]] = [(size, ())]
        for fields in self.nodes:
            for field in fields:
                found += [(size * most[field.what], field.shapes)] if field.shapes else []
                found += [(size * PICTURED, part.shapes) for part in field.graph if part.shapes]
        return found

    # ------------------------------------------------------------------------------------------------ what is shown

    def columns(self, writer: Writer, subject: str, inputs: str, others: str) -> list[str]:
        """The expressions of a flag's nodes, in the order of the fields that show some."""
        return [
            columns(writer, field, subject, inputs, others)
            for fields in self.nodes
            for field in fields
            if field.shapes or field.graph
        ]

    def decoder(self) -> Callable[[Page[Flag], Run], dict[str, Any]]:
        """Of a page of flags the connection."""
        place, nodes = 0, []
        for fields in self.nodes:
            parts = []
            for field in fields:
                parts.append((field.key, flag_field(field, place)))
                place += bool(field.shapes or field.graph)
            nodes.append(parts)

        def node(part: int) -> Callable[[Flag, Run], Any]:
            return lambda flag, run: {key: decode(flag, run) for key, decode in nodes[part]}

        return connection.decoder(self.items, node, self.cursor)

    def cursor(self, flag: Flag, run: Run) -> str:
        """The cursor of a flag."""
        return cursor.encode([flag.day, flag.id], self.fingerprint.read(run.inputs), run.secret)


@dataclass(frozen=True)
class Flag:
    """A judged case: its day ("" where unknown), what is said of it, and its nodes, or where they are found."""

    day: str
    id: str
    said: dict[str, Any]
    nodes: list[Any]


#: A variable with its label in a pattern, and a property of a variable.
LABELLED, READ = re.compile(r"\((\w+):([A-Z]\w+)"), re.compile(r"\b(\w+)\.(\w+)\b(?!\()")


def told(writer: Writer, clauses: Sequence[str]) -> list[str]:
    """The clauses of a rule with every property as @asOf sees it: a rule is written as if there were no such day."""
    labels = {name: label for clause in clauses for name, label in LABELLED.findall(clause)}

    def value(found: re.Match[str]) -> str:
        name, property = found.groups()
        type = MODEL.types.get(labels.get(name, ""))
        field = type.members.get(property) if type else None
        return writer.readable(name, type, field) if type and isinstance(field, Field) else found[0]

    return [READ.sub(value, clause) for clause in clauses]


def picked(rule: str, name: str) -> Callable[[Any], Any]:
    """Reads one parameter of one rule."""
    return lambda parameters: parameters[rule][name]


def within(day: str | None, first: date | None, last: date | None) -> bool:
    """Is the day in the period? An unknown day is in no period that has an end."""
    if first is None and last is None:
        return True
    return day is not None and (first is None or day >= first.isoformat()) and (last is None or day <= last.isoformat())


def inverted(day: str) -> str:
    """Sorts later days first, unknown ones last.

    >>> sorted(["", "2021-01-01", "2022-01-01"], key=inverted)
    ['2022-01-01', '2021-01-01', '']
    """
    return "".join(chr(0x7F - ord(letter)) for letter in day) or "\x7f"


def identity(rule: str, evidence: Sequence[str]) -> str:
    """The id of a flag: the same for the same rule over the same subject and inputs, whose global ids these are."""
    text = "\n".join([rule, evidence[0], *sorted(evidence[1:])])
    return f"Flag:{rule}:{hashlib.blake2b(text.encode(), digest_size=8).hexdigest()}"


def described(rule: Rule, parameters: Mapping[str, float]) -> dict[str, Any]:
    """A rule as the schema shows it."""
    return {
        "id": rule.id,
        "version": rule.version,
        "name": f"{rule.zh} {rule.en}",
        "text": rule.told,
        "basis": rule.basis,
        "proposed": rule.proposed,
        "subject": snake(rule.subject).upper(),
        "parameters": [
            {"name": part.name, "value": parameters[part.name], "default": part.default, "text": f"{part.zh} {part.en}"}
            for part in rule.parameters
        ],
    }


def settled(given: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, float]]:
    """Every rule's parameters, those of one call in place of the defaults; refuses one that the rule does not have."""
    found = {rule.id: {part.name: part.default for part in rule.parameters} for rule in RULES.values()}
    for one in given:
        known = found[one["rule"]]
        if one["name"] not in known:
            names = ", ".join(known) or "none"
            raise BadInput(f"{one['rule']} has no parameter {one['name']!r}; it has: {names}. 没有此参数。")
        if not one["value"] >= 0:
            raise BadInput(f"{one['rule']}.{one['name']} is {one['value']}; it must be 0 or more. 不得为负。")
        known[one["name"]] = one["value"]
    return found


# ------------------------------------------------------------------------------------------------------------- what is shown


def columns(writer: Writer, field: FlagField, subject: str, inputs: str, others: str) -> str:
    """The expression of a field that shows nodes."""
    if field.what == "subject":
        return mixed.columns(writer, subject, field.shapes)
    at, node, other = writer.variable("j"), writer.variable(), writer.variable()
    listed = inputs if field.what == "inputs" else f"({inputs} + {others})"
    each = [f"UNWIND range(0, size({listed}) - 1) AS {at}", f"WITH {at}, {listed}[{at}] AS {node}"]
    if field.what == "inputs":
        return block("COLLECT", [*each, f"RETURN {mixed.columns(writer, node, field.shapes)} ORDER BY {at}"])
    edges = block(
        "COLLECT",
        [
            f"MATCH ({node})-[r:{mixed.RELATIONSHIPS}]->({other})",
            f"WHERE {other} IN {listed}",
            f"RETURN [{mixed.identity(other)}, type(r)] ORDER BY type(r), {mixed.identity(other)}",
        ],
    )
    parts = [mixed.columns(writer, node, part.shapes) for part in field.graph if part.what == "nodes"]
    row = f"[{', '.join([mixed.identity(node), edges, *parts])}]"
    return block("COLLECT", [*each, f"RETURN {row} ORDER BY {at}"])


def flag_field(field: FlagField, place: int) -> Callable[[Flag, Run], Any]:
    """The decoder of a field of a flag."""
    if field.what == "subject":
        decode = mixed.decoder(field.shapes)
        return lambda flag, run: decode(flag.nodes[place], run)
    if field.what == "inputs":
        decode_each = mixed.decoder(field.shapes)
        return lambda flag, run: [decode_each(row, run) for row in flag.nodes[place]]
    if field.what == "path":
        inner, parts = 2, []
        for part in field.graph:
            parts.append((part.key, subgraph_field(part, inner)))
            inner += part.what == "nodes"
        return lambda flag, run: {key: part(flag.nodes[place], len(flag.nodes[place]), run) for key, part in parts}
    if field.what.startswith("="):
        return lambda flag, run: field.what[1:]
    return lambda flag, run: project(flag.said[field.what], field.below)


# ----------------------------------------------------------------------------------------------------------- the root field


@dataclass(frozen=True)
class Flags(Finding):
    """`flags`: of all rules asked for, or of those that may be about the subject."""

    key: str
    asked: Asked
    subject: Value | None  # → a global id

    def lists(self, inputs: Inputs) -> list[tuple[int, tuple[Shape, ...]]]:
        return self.asked.lists(inputs)

    async def explore(self, database: Database, inputs: Inputs) -> Page[Flag]:
        """The flags of the page, each with the element ids of its nodes; raises NotFound, DeadlineExceeded."""
        since = self.asked.since.read(inputs) if self.asked.since else None
        if self.subject is None and since is not None:
            rows = await cases_since(self.asked, database, inputs, since)
        elif self.subject is None:
            rows = await cases(self.asked, database, inputs)
        else:
            id = self.subject.read(inputs)
            label, _, key = id.partition(":")
            if label not in MODEL.types:
                raise NotFound(f"No node has the id {id!r}. 没有编号为 {id} 的节点。")
            rows = await cases(self.asked, database, inputs, label, [key])
        return self.asked.page(self.asked.judge([row[1:] for row in rows], inputs), inputs)

    def column(self, writer: Writer) -> str:
        """Of each flag of the page its nodes: they come as parameters."""

        def held(place: int) -> Value:
            return mixed.found(self.key, lambda page: [flag.nodes[place] for flag in page.rows])

        return shown(self.asked, writer, held(0), held(1), held(2))

    def decoder(self) -> Decode:
        show = self.asked.decoder()
        return lambda value, run: show(reached(run.inputs.found[self.key], value), run)


async def cases(
    asked: Asked, database: Database, inputs: Inputs, label: str | None = None, keys: Sequence[str] = ()
) -> list[list[Any]]:
    """The cases of the rules, each after the key of the node that it is about; without a label, all there are.

    A statement for each rule: Neo4j plans and keeps each by itself, however many rules are asked for.
    """
    rows: list[list[Any]] = []
    for rule, bound in asked.bindings(label):
        writer = Writer(asked.as_of, asked.role)
        clauses = [asked.finder(writer, rule, bound, "n")]
        about = "null"
        if label is not None:
            about = f"n.{MODEL[label].key}"
            clauses = [
                f"MATCH (n:{label})",
                *where(f"{about} IN {writer.parameter(constant(keys))}", writer.visible(MODEL[label], "n")),
                *clauses,
            ]
        types = writer.parameter(KEYS)
        ids = ", ".join(f"[x IN {name} | elementId(x)]" for name in ("inputs", "others"))
        named = (
            f"[x IN [subject] + inputs | head([l IN labels(x) WHERE {types}[l] IS NOT NULL | l + ':' + x[{types}[l]]])]"
        )
        if asked.since is not None and rule.reach is not Reach.GRAPH:
            since, parties = writer.parameter(asked.since), writer.parameter(constant(sorted({*rule.about.values()})))
            clauses.append(
                f"WITH * WHERE {since} IS NULL OR any(x IN [subject] + inputs WHERE {later('x', since)})"
                f" OR any(x IN others WHERE any(l IN labels(x) WHERE l IN {parties}) AND {later('x', since)})"
            )
        row = f"[{about}, '{rule.id}', toString(day), {named}, values, elementId(subject), {ids}]"
        text = "\n".join([*clauses, f"RETURN collect({row}) AS rows"])
        [found] = await database.read(text, Statement(text, tuple(writer.parameters)).bind(inputs))
        rows += found
    return rows


async def cases_since(asked: Asked, database: Database, inputs: Inputs, since: int) -> list[list[Any]]:
    """The cases in which a record stands, or a node of a type that the rule is about, that a later load wrote.

    Rules look at what such nodes are or refer to; a rule that rests on more than that looks at the whole graph, as all do
    after a load of so much that there is nothing to gain. What a load took away is not looked for: nothing of it is left.
    """
    there = await touched(database, since)
    rows: list[list[Any]] = []
    for rule in asked.rules:
        writer = Writer(asked.as_of, asked.role)
        read = {label for _, label in LABELLED.findall("\n".join(rule.find(asked.scope(writer, rule, None))))}
        if rule.reach is not Reach.GRAPH and not read & there.written.keys():
            continue  # nothing that it reads was written
        one, about = replace(asked, rules=(rule,)), there.about(rule)
        if rule.reach is not Reach.PARTIES or any(len(keys) > SEVERAL for keys in about.values()):
            rows += await cases(one, database, inputs)
            continue
        for label, keys in about.items():
            rows += await cases(one, database, inputs, label, sorted(keys))
    return rows


def shown(asked: Asked, writer: Writer, subjects: Value, inputs: Value, others: Value) -> str:
    """Of each flag, by the element ids of its nodes, what is shown of them."""
    given, facts, further = (writer.parameter(value) for value in (subjects, inputs, others))
    at, subject, one, other = (writer.variable(letter) for letter in "pnxy")
    clauses = [
        f"UNWIND range(0, size({given}) - 1) AS {at}",
        f"MATCH ({subject}) WHERE elementId({subject}) = {given}[{at}]",
        f"WITH {at}, {subject}, {nodes(writer, f'{facts}[{at}]')} AS {one}, {nodes(writer, f'{further}[{at}]')} AS {other}",
    ]
    row = ", ".join(asked.columns(writer, subject, one, other))
    return block("COLLECT", [*clauses, f"RETURN [{row}] ORDER BY {at}"])


def reached(page: Page[Flag], rows: Sequence[list[Any]]) -> Page[Flag]:
    """The page with what is shown of its nodes; a subject that was deleted meanwhile leaves no flag."""
    flags = [Flag(flag.day, flag.id, flag.said, row) for flag, row in zip(page.rows, rows, strict=False)]
    return replace(page, rows=flags)


def nodes(writer: Writer, ids: str) -> str:
    """The nodes of these element ids, in their order."""
    at, node = writer.variable("j"), writer.variable()
    return block(
        "COLLECT",
        [
            f"UNWIND range(0, size({ids}) - 1) AS {at}",
            f"MATCH ({node}) WHERE elementId({node}) = {ids}[{at}]",
            f"RETURN {node} ORDER BY {at}",
        ],
    )


# --------------------------------------------------------------------------------------------------------------- on a node


@dataclass(frozen=True, eq=False)
class FlagsOf(Derived):
    """`flags` on a node: those that are about it."""

    key: str
    asked: Asked
    node: NodeType

    def lists(self, inputs: Inputs) -> list[tuple[int, tuple[Shape, ...]]]:
        return self.asked.lists(inputs)

    def column(self, node: str) -> str:
        return f"{node}.{self.node.key}"

    async def answers(self, database: Database, keys: Sequence[str], run: Run) -> dict[str, Any]:
        """The connection of each node: its cases judged, then the nodes of all pages shown by one statement."""
        asked, inputs = self.asked, run.inputs
        rows: dict[str, list[list[Any]]] = {key: [] for key in keys}
        for key, *case in await cases(asked, database, inputs, self.node.name, list(rows)):
            rows[key].append(case)
        pages = {key: asked.page(asked.judge(found, inputs), inputs) for key, found in rows.items()}
        flags = [flag for page in pages.values() for flag in page.rows]
        writer = Writer(asked.as_of, asked.role)
        subjects, facts, others = (constant([flag.nodes[place] for flag in flags]) for place in range(3))
        text = "RETURN " + shown(asked, writer, subjects, facts, others)
        seen: list[list[Any]] = []
        if flags:
            [seen] = await database.read(text, Statement(text, tuple(writer.parameters)).bind(inputs))
        show, rest = asked.decoder(), iter(seen)
        return {key: show(reached(page, [next(rest) for _ in page.rows]), run) for key, page in pages.items()}
