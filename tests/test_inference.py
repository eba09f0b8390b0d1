"""What a role sees masked it can infer by no way: every masked field × every way of asking, over two graphs that differ in it alone.

test_masking tries every argument of the schema; here it is what is asked with a hidden value in hand, or around its node, over HTTP and
as it comes from there: questions, files, addresses, reconciliation, watched questions, the record's past (flags and
their inputs, and every golden question, are there). Whoever does not see a value
gets the same status and the same bytes whatever the value is; whoever sees it is told the difference, by each way that can tell one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import Any

import httpx2
import orjson
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from api import subscription
from api.access import Caller, Callers
from api.address import Addresses
from api.question import questions
from api.reconcile import Reconciliation
from api.view import GraphQLView
from api.whole import Asking, NoAnswer
from graph import keys
from graph.database import Database, connect
from graph.domain import MODEL
from graph.role import Role, named
from graph.settings import Settings
from tests.asking import FixedSchema, fixed_schema
from tests.conftest import Graph
from tests.test_masking import EARLIER, HIDDEN, MASKED, ONE, OTHER, SCHEMA

#: Who is asked for: whoever shows no key, and a key of each role.
NOBODY = "nobody"
#: A key of the role public opens what nobody needs one for: these ways are tried with it.
SAME = ("filter eq", "search", "node", "file csv")
#: The ways by which the node itself is shown.
SHOWING = ("node", "neighborhood", "history", "citations", "path", "file csv", "file ndjson", "preview", "extend")
#: What is shown of a node of any type.
SHOWN = "id __typename " + " ".join(f"... on {node} {{ {field} }}" for node, field in MASKED)
#: Roots that say nothing of any node.
OF_NO_NODE = ("rules", "creditRegimes", "about", "rateLimit")
#: The way that comes last.
PAST = "the record's past"
#: A moment before everything was corrected, and after it was recorded.
BEFORE = "2026-01-01T00:00:00Z"
#: What each masked field of the model needs beside the demonstration, which has none of it: a judgement on two firms, one on a name.
FURTHER = [
    "MATCH (e:Enterprise) WITH e ORDER BY e.enterpriseId LIMIT 2 WITH collect(e) AS both UNWIND both AS e"
    " CREATE (j:Judgement {judgementId: 'J-' + e.enterpriseId, verdict: 'NOT_SAME', name: '物业', judgedBy: '张某', synthetic: true, load: 1,"
    " recordedAt: datetime()})-[:JUDGED_AS]->(e)"
]
#: The two graphs.
STATES = [
    [*ONE, "MATCH (j:Judgement) SET j.judgedBy = '张甲名'"],
    [*OTHER, "MATCH (j:Judgement) SET j.judgedBy = '张乙名'"],
]
#: What has been recorded is corrected "now"; the record before it says something else.
CORRECTED = [
    *FURTHER,
    "MATCH (n) WHERE n.recordedAt IS NOT NULL SET n.recordedAt = datetime('2025-12-01T00:00:00Z')",
    *EARLIER,
    "MATCH (n:Person|Enterprise) SET n.recordedAt = datetime('2026-02-01T00:00:00Z')",
    "MATCH (v:Version {versionType: 'Person'}) SET v:MaskedPast",
    "MATCH (v:Version {versionType: 'Enterprise'}) SET v:Past",
    "MATCH (v:Version) SET v.versionUntil = datetime('2026-02-01T00:00:00Z')",
    "MATCH (l:Load) SET l.startedAt = datetime('2025-12-01T00:00:00Z'), l.finishedAt = l.startedAt",
    "CREATE (:Load {number: 999, kind: 'LOAD', startedAt: datetime('2026-02-01T00:00:00Z'), finishedAt: datetime('2026-02-01T00:00:01Z')})",
]


@dataclass(frozen=True)
class Hidden:
    """A hidden value, as it is in the first graph, with its node, and an enterprise beside it."""

    node: str
    field: str
    value: str
    id: str
    beside: str

    @property
    def plural(self) -> str:
        return MODEL[self.node].plural

    @property
    def singular(self) -> str:
        return MODEL[self.node].singular


@dataclass(frozen=True)
class Way:
    """A way to ask: its path and what goes with it. `tells`: whoever sees the value is told another answer when it is another."""

    path: str = "/graphql"
    query: str = ""
    variables: dict[str, Any] | None = None
    given: dict[str, str] | None = None  # of an address, or of a form at /reconcile
    tells: bool = True


#: One of each masked field, to read the ways of.
EACH = [Hidden(node, field, "甲某某", f"{node}:x", "Enterprise:x") for node, field in MASKED]


def ways(of: Hidden) -> Iterator[tuple[str, Way]]:
    """Every way, by its name."""
    text, node, field = of.value, of.node, of.field
    some = {"v": text}

    def rows(given: str, said: str = "edges { cursor }") -> str:
        return f"query($v: String!) {{ {of.plural}({given}, first: 5) {{ totalCount {said} nodes {{ id }} }} }}"

    operators = {"eq": "$v", "in": "[$v]", "contains": "$v", "startsWith": "$v", "endsWith": "$v"}
    for operator, value in operators.items():
        yield f"filter {operator}", Way(query=rows(f"where: {{{field}: {{{operator}: {value}}}}}"), variables=some)
    for wrapped in ("and: [{%s}]", "or: [{%s}]", "not: {%s}"):
        yield (
            f"filter {wrapped[:3]}",
            Way(query=rows("where: {" + wrapped % f"{field}: {{eq: $v}}" + "}"), variables=some),
        )
    yield (
        "order",
        Way(query=f"{{ {of.plural}(orderBy: [{{{field}: ASC}}], first: 50) {{ nodes {{ id }} edges {{ cursor }} }} }}"),
    )
    yield "aggregate", Way(query=f"{{ {of.plural} {{ aggregate {{ {field} {{ min max countDistinct }} }} }} }}")
    yield (
        "group",
        Way(
            query=f"{{ {of.plural} {{ groupedAggregate(groupBy: [{{{field}: VALUE}}], first: 50) {{ key {{ {field} }} count }} }} }}"
        ),
    )
    yield (
        "search",
        Way(
            query=f"query($v: String!) {{ search(text: $v, types: [{node.upper()}]) {{ totalCount nodes {{ id: __typename }} edges {{ cursor }} }} }}",
            variables=some,
            tells=node == "Person",
        ),
    )
    hints = "{name: $v}, " + ", ".join(
        f'{{name: "物业", {hint}: $v}}' for hint in ("representative", "address", "uscc")
    )
    matched = f"match(queries: [{hints}], threshold: 0) {{ candidates {{ score match reasons enterprise {{ id }} }} }}"
    yield "match", Way(query=f"query($v: String!) {{ {matched} }}", variables=some, tells=False)
    around = {"id": of.id, "other": of.beside}
    yield (
        "node",
        Way(
            query=f"query($id: ID!) {{ node(id: $id) {{ {SHOWN} }} nodes(ids: [$id]) {{ {SHOWN} }} }}", variables=around
        ),
    )
    path = "path: paths(from: $id, to: $other, maxLength: 4) { nodes { %s } } pathsAmong(ids: [$id, $other]) { nodes { %s } }"
    yield (
        "path",
        Way(query=f"query($id: ID!, $other: ID!) {{ {path % (SHOWN, SHOWN)} }}", variables=around, tells=False),
    )
    yield (
        "neighborhood",
        Way(
            query=f"query($id: ID!) {{ neighborhood(id: $id, depth: 2) {{ total nodes {{ {SHOWN} }} }} }}",
            variables=around,
        ),
    )
    one = f"{of.singular}(by: {{id: $id}})"
    yield (
        "history",
        Way(
            query=f"query($id: ID!) {{ {one} {{ history {{ recordedAt changes {{ field before after }} }} }} }}",
            variables=around,
        ),
    )
    yield "citations", Way(query=f"query($id: ID!) @cite {{ {one} {{ id {field} }} }}", variables=around)
    firms = "phone email history { changes { field before after } }"
    yield (
        "barred",
        Way(
            query=f'{{ barredEnterprises(first: 5, on: "2022-06-30") {{ nodes {{ {firms} }} }} barredWinners(first: 5) {{ nodes {{ enterprise {{ {firms} }} }} }} }}',
            tells=node == "Enterprise",
        ),
    )
    yield (
        "the day",
        Way(query=f'query($id: ID!) @asOf(valid: "2022-06-30") {{ {one} {{ id {field} }} }}', variables=around),
    )
    yield (
        "credit",
        Way(
            query='query($other: ID!) { enterprise(by: {id: $other}) { creditScore(regime: "shandong") { score contributions { points } } } }',
            variables=around,
            tells=False,
        ),
    )
    yield "a wrong cursor", Way(query=rows(f"after: $v, orderBy: [{{{field}: ASC}}]"), variables=some, tells=False)
    yield (
        "a word of another type",
        Way(query=f"query($v: Int) {{ {of.plural}(first: $v) {{ totalCount }} }}", variables=some, tells=False),
    )
    shown = f"{{ {of.plural}(first: 1000) {{ nodes {{ id {field} }} }} }}"
    for format in ("csv", "ndjson"):
        yield f"file {format}", Way("/export", shown, given={"format": format})
    yield (
        "file, filtered",
        Way("/export", rows(f"where: {{{field}: {{eq: $v}}}}", "").replace(", first: 5", ""), some, {"format": "csv"}),
    )
    queries = {"q": {"query": text}, "r": {"query": "物业", "properties": [{"pid": "representative", "v": text}]}}
    yield "reconcile", Way("/reconcile", given={"queries": orjson.dumps(queries).decode()}, tells=False)
    yield "suggest", Way("/reconcile/suggest/entity", given={"prefix": text}, tells=False)
    yield "preview", Way("/reconcile/preview", given={"id": of.id}, tells=False)
    extend = {"ids": [of.id, of.beside], "properties": [{"id": field if node == "Enterprise" else "name"}]}
    yield "extend", Way("/reconcile", given={"extend": orjson.dumps(extend).decode()}, tells=node == "Enterprise")
    yield "question by its address", Way("/q/who-stands-behind", given={"format": "csv"}, tells=False)
    past = f'query($id: ID!, $v: String!) @asOf(known: "{BEFORE}") {{ search(text: $v) {{ totalCount }} {one} {{ id {field} }} {of.plural}(first: 1000) {{ nodes {{ {field} }} }} }}'
    yield PAST, Way(query=past, variables={**around, "v": f"{text[0]}曾{text[1:]}"})


# ------------------------------------------------------------------------------------------------------------- asking them


def application(schema: FixedSchema) -> Starlette:
    """Everything that answers over HTTP, on public exposure."""
    schema.public = True
    addresses, callers = Addresses(schema._schema, questions()), Callers(public=True)
    view, service = GraphQLView(schema, callers, addresses=addresses, cache=0), Reconciliation(schema, callers, cache=0)
    routes = [Route("/graphql", view), Route("/export", view), Route("/q/{name}", view)]
    return Starlette(routes=[*routes, Route("/reconcile", service), Route("/reconcile/{path:path}", service)])


async def asked(client: httpx2.AsyncClient, way: Way, headers: dict[str, str]) -> bytes:
    """The status and the bytes of an answer."""
    if way.path.startswith("/reconcile"):
        response = await client.get(way.path, params=way.given, headers=headers)
    elif way.path == "/graphql":
        body: dict[str, Any] = {"query": way.query, "variables": way.variables}
        response = await client.post(way.path, json=body, headers=headers)
    else:
        given = {"query": way.query, "variables": orjson.dumps(way.variables).decode(), **(way.given or {})}
        if way.path.startswith("/q/"):
            given = way.given or {}
        response = await client.get(way.path, params=given, headers={"X-Wuye-Preflight": "1"} | headers)
    assert b"INTERNAL" not in response.content, (way, response.text)
    return b"%d " % response.status_code + response.content


async def watched(schema: FixedSchema, role: Role, of: Hidden) -> bytes:
    """What a watched question knows of its answer: it tells what changes in it."""
    document = f"query($v: String) {{ {of.plural}(where: {{{of.field}: {{eq: $v}}}}) {{ nodes {{ id }} }} }}"
    try:
        return orjson.dumps(
            await subscription.answer(schema, Asking(document, None, {"v": of.value}, Caller(role, "")))
        )
    except NoAnswer as refused:
        return orjson.dumps([error.formatted for error in refused.result.errors or ()])


#: What was told, by who asked, what is hidden, and the way.
Told = dict[tuple[str, str, str], bytes]


async def told(opened: Database, state: list[str], hidden: list[Hidden]) -> Told:
    """All answers over the graph in a state, in a transaction that leaves nothing; those of the past last, which take it back."""
    schema, found = fixed_schema(opened), Told()
    async with opened.trial() as trial:
        trial.trial = lambda: nullcontext(trial)  # type: ignore[method-assign,assignment,return-value]  # the past is had in the same one
        schema.graph = replace(schema.graph, database=trial)
        for text in [*CORRECTED, *state]:
            await trial.rows(text)
        headers = {NOBODY: {}}
        for role in (Role.PUBLIC, Role.INVESTIGATOR):
            _, key = await keys.create(trial, role.name)
            headers[role.name] = {"Authorization": f"Bearer {key}"}
        transport = httpx2.ASGITransport(app=application(schema))
        async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            each = [(who, of, name, way) for who in headers for of in hidden for name, way in ways(of)]
            each = [one for one in each if one[0] != Role.PUBLIC.name or one[2] in SAME]
            for who, of, name, way in each:
                if name != PAST:
                    found[who, f"{of.node}.{of.field}", name] = await asked(client, way, headers[who])
            for who in headers:
                for of in hidden:
                    role = Role.PUBLIC if who == NOBODY else named(who)
                    found[who, f"{of.node}.{of.field}", "watched"] = await watched(schema, role, of)
            for who, of, name, way in each:
                if name == PAST:
                    found[who, f"{of.node}.{of.field}", name] = await asked(client, way, headers[who])
    return found


async def sample(opened: Database) -> list[Hidden]:
    """A hidden value of each masked field as it is in the first state, and an enterprise with a known role of that person, or another."""
    async with opened.trial() as trial:
        for text in [*CORRECTED, *STATES[0]]:
            await trial.rows(text)
        found = []
        for node, field in MASKED:
            type = MODEL[node]
            hidden = f"{HIDDEN} AND (p)<-[:HELD_BY]-()" if node == "Person" else f"MATCH (p:{node})"
            [[id, value]] = await trial.rows(
                f"{hidden} WITH p WHERE size(p.{field}) > 2 RETURN p.{type.key}, p.{field} ORDER BY p.{type.key} LIMIT 1"
            )
            near = "(:Person {personId: $id})<-[:HELD_BY]-()-[:HELD_IN]->(e:Enterprise)"
            if node == "Enterprise":
                near = "(:Enterprise {enterpriseId: $id})-[:IN_REGION]->()<-[:IN_REGION]-(e:Enterprise)"
            if node == "Judgement":
                near = "(:Judgement {judgementId: $id})-[:JUDGED_AS]->(e:Enterprise)"
            [[beside]] = await trial.rows(
                f"MATCH {near} RETURN e.enterpriseId ORDER BY e.enterpriseId LIMIT 1", {"id": id}
            )
            found.append(Hidden(node, field, value, f"{node}:{id}", f"Enterprise:{beside}"))
        return found


async def compare(settings: Settings) -> tuple[list[Hidden], Told, Told]:
    """What is hidden, and what is told in either state."""
    assert settings.uri is not None
    opened = await connect(
        settings.uri, settings.username, settings.password, database=settings.database, deadline=500.0
    )
    try:
        hidden = await sample(opened)
        return hidden, *[await told(opened, state, hidden) for state in STATES]  # type: ignore[return-value]  # two of them
    finally:
        await opened.close()


@pytest.fixture(scope="module")
def compared(demo: Graph, address: Settings) -> tuple[list[Hidden], Told, Told]:
    return demo.run(compare(address))


def codes(answer: bytes) -> set[str]:
    """The codes of the errors in an answer."""
    return set(re.findall(r'"code":"(\w+)"', answer.decode()))


def test_whoever_does_not_see_it_is_told_the_same(compared: tuple[list[Hidden], Told, Told]) -> None:
    hidden, one, other = compared
    blind = [key for key in one if key[0] in (NOBODY, "public")]

    assert [key for key in blind if one[key] != other[key]] == []
    assert {key[1] for key in blind} == {f"{node}.{field}" for node, field in MASKED}
    values = [of.value.encode() for of in hidden]
    told = [key for key in blind if key[2] in SHOWING and any(value in one[key] for value in values)]
    assert told == [], "nor is it the same because it is shown"
    refused = {key[2] for key in blind if "FORBIDDEN" in codes(one[key])}
    assert refused == {
        "order",
        "aggregate",
        "group",
        "a wrong cursor",
        "file, filtered",
        "watched",
        *(key[2] for key in blind if key[2].startswith("filter")),
    }


def test_whoever_sees_it_is_told_the_difference(compared: tuple[list[Hidden], Told, Told]) -> None:
    hidden, one, other = compared
    telling = [("investigator", f"{of.node}.{of.field}", name) for of in hidden for name, way in ways(of) if way.tells]
    telling += [("investigator", f"{of.node}.{of.field}", "watched") for of in hidden]

    assert [key for key in telling if one[key] == other[key]] == []
    assert {key for key in one if key[0] == "investigator" and codes(one[key]) - {"BAD_USER_INPUT"}} == set()
    assert {key[2] for key in one if key[0] == "investigator" and codes(one[key])} == {
        "a wrong cursor",
        "a word of another type",
    }


def test_every_root_of_the_schema_is_a_way_that_is_tried() -> None:
    """A root that is new must be tried here or in test_masking, or say nothing of any node."""
    known = " ".join(way.query for of in EACH for _, way in ways(of))
    roots = set(SCHEMA._schema.query_type.fields) - {name for node in MODEL for name in (node.singular, node.plural)}  # type: ignore[union-attr]

    assert {root for root in roots if not re.search(rf"\b{root}\b", known)} == {"flags", "checkClaims", *OF_NO_NODE}
