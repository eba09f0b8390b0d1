"""Personal data by role: nobody asks by what is masked, and no answer depends on it.

The first half is generated from the schema: every argument of every field through which a masked field can be named. The second
compares answers over two states of one graph which differ in hidden values alone: they must be the same to the byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import orjson
import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLObjectType,
    get_named_type,
    is_list_type,
    is_non_null_type,
    is_required_argument,
    is_required_input_field,
)
from starlette.testclient import TestClient

from api.access import Caller
from graph import keys
from graph.cypher import Writer
from graph.database import Database, connect
from graph.domain import MODEL
from graph.errors import Forbidden
from graph.query import constant
from graph.role import BUILT_IN, Role
from graph.rules import RULES
from graph.rules.rule import Scope
from graph.settings import Settings
from tests.asking import FixedSchema, fixed_schema
from tests.conftest import Graph
from tests.test_golden import CASES, given

MASKED = [(node.name, field.name) for node in MODEL for field in node.fields if field.masked]
SCHEMA = fixed_schema(None)
TYPES = SCHEMA._schema.type_map
#: Input objects between an argument and the one that names the field.
HOPS = 2
#: One value of each scalar.
LITERALS = {"String": '"甲"', "ID": '"Person:x"', "Int": "1", "Float": "1", "Boolean": "true", "Date": '"2022-01-01"'}
LITERALS["DateTime"] = '"2022-01-01T00:00:00Z"'


def wrapped(type: Any, text: str) -> str:
    """A literal where a list of it may be wanted."""
    inner = type.of_type if is_non_null_type(type) else type
    return f"[{text}]" if is_list_type(inner) else text


def literal(type: Any, seen: tuple[str, ...] = ()) -> Iterator[str]:
    """Literals of a type: of an input object, one for each of its members."""
    named = get_named_type(type)
    if isinstance(named, GraphQLInputObjectType):
        for name, member in named.fields.items():
            if member.type not in seen and get_named_type(member.type) is not named:
                yield wrapped(type, "{" + f"{name}: {next(literal(member.type))}{required(named, name)}" + "}")
    elif isinstance(named, GraphQLEnumType):
        yield wrapped(type, next(iter(named.values)))
    else:
        yield wrapped(type, LITERALS[named.name])


def required(named: GraphQLInputObjectType, beside: str) -> str:
    """The members that must stand beside one."""
    others = [n for n, member in named.fields.items() if n != beside and is_required_input_field(member)]
    return "".join(f", {name}: {next(literal(named.fields[name].type))}" for name in others)


def naming(type: Any, node: str, field: str, hops: int = HOPS, deep: bool = True) -> Iterator[str]:
    """Literals of an argument's type that name the field; of the filter itself each operator, further off only one."""
    named = get_named_type(type)
    if not isinstance(named, GraphQLInputObjectType):
        return
    if named.name.startswith(node) and field in named.fields and re.fullmatch(PARTS, named.name.removeprefix(node)):
        found = literal(named.fields[field].type)
        for leaf in found if deep else [next(found)]:
            if "ignoreCase" not in leaf:
                yield wrapped(type, f"{{{field}: {leaf}{required(named, field)}}}")
    for name, member in named.fields.items() if hops else ():
        for part in naming(member.type, node, field, hops - 1, deep=False):
            beside = ", count: ASC" if name == "where" and named.name.endswith("Order") else ""
            beside = ", count: {gte: 0}" if name == "where" and named.name.endswith("Filter") else beside
            yield wrapped(type, f"{{{name}: {part}{beside}{required(named, name)}}}")


#: What follows the name of a node type in the names of the input types that have its fields. GroupKeyOrder has them as well: it sorts by
#: what `groupBy` names.
PARTS = "Where|Order|Key|Having|Group|GroupOrder|AggregateFilter|AggregateOrder"


@cache
def ways() -> dict[str, str]:
    """Of each object type, a selection that leads to it from the root, with … in its place: the shortest."""
    found, waiting = {"Query": "…"}, ["Query"]
    while waiting:
        here = TYPES[waiting.pop(0)]
        assert isinstance(here, GraphQLObjectType)
        for name, member in here.fields.items():
            target = get_named_type(member.type)
            if isinstance(target, GraphQLObjectType) and target.name not in found and not name.startswith("__"):
                found[target.name] = found[here.name].replace("…", f"{name}{arguments(member)} {{ … }}")
                waiting.append(target.name)
    return found


def arguments(member: Any, **more: str) -> str:
    """A field's required arguments, and `more`."""
    must = {name: next(literal(arg.type)) for name, arg in member.args.items() if is_required_argument(arg)}
    listed = [f"{name}: {text}" for name, text in (must | more).items()]
    return f"({', '.join(listed)})" if listed else ""


def documents(node: str, field: str) -> Iterator[str]:
    """Every argument of every field of the schema that can name the field, and every figure of it."""
    for name, way in ways().items():
        type = TYPES[name]
        assert isinstance(type, GraphQLObjectType)
        for member, said in type.fields.items():
            below = " { __typename }" if hasattr(get_named_type(said.type), "fields") else ""
            below = " { count }" if member == "groupedAggregate" else below
            for argument, of in said.args.items():
                for text in naming(of.type, node, field):
                    yield f"{{ {way.replace('…', f'{member}{arguments(said, **{argument: text})}{below}')} }}"
        if re.fullmatch(f"{node}(Aggregate|GroupRow)", name):
            for figure in getattr(get_named_type(type.fields[field].type), "fields", ()):
                yield f"{{ {way.replace('…', f'{field} {{ {figure} }}')} }}"


def refused(document: str, role: Role) -> str | None:
    """The sentence by which a role is refused the document, None where it may run."""
    prepared = SCHEMA.prepare(document, None, Caller(role, ""))
    try:
        SCHEMA.variant(prepared, SCHEMA.inputs(prepared, {}))
    except Forbidden as refusal:
        return str(refusal)
    return None


def test_what_is_masked() -> None:
    people = [("Person", "name"), ("Enterprise", "phone"), ("Enterprise", "email")]
    assert [*people, ("Judgement", "judgedBy")] == MASKED


@pytest.mark.parametrize(("node", "field"), MASKED)
def test_nobody_asks_by_what_is_masked(node: str, field: str) -> None:
    asked = list(dict.fromkeys(documents(node, field)))

    for document in asked:
        said = refused(document, Role.PUBLIC)
        assert said is not None, document
        assert f"{node}.{field} " in said
        assert "investigator" in said
    for document in asked[:: max(1, len(asked) // 20)]:
        assert [refused(document, role) for role in BUILT_IN.values() if role.step] == [None, None, None], document
    assert len(asked) > 50


def test_every_way_is_among_them() -> None:
    said = " ".join(document for node, field in MASKED for document in documents(node, field))

    for way in (
        "where",
        "orderBy",
        "groupBy",
        "having",
        "{ countDistinct }",
        "contains",
        "Aggregate: {",
        "correlate",
        "some",
        "by:",
    ):
        assert way in said


# ---------------------------------------------------------------------------------------------- two states of one graph

#: Hidden persons: of no public register.
HIDDEN = (
    "MATCH (p:Person) WHERE NOT EXISTS { (p)<-[:HELD_BY]-(r) WHERE r.role IN ['LEGAL_REPRESENTATIVE', 'SHAREHOLDER', 'DIRECTOR',"
    " 'SUPERVISOR'] } AND NOT EXISTS { (p)<-[:LED_BY]-() }"
)
#: What was corrected once: versions of all who have something to hide, and sources that quote it.
EARLIER = [
    "MATCH (n:Person|Enterprise) CREATE (v:Version) SET v = properties(n), v.versionUntil = datetime(), v.versionReferences = [],"
    " v.versionType = CASE WHEN n:Person THEN 'Person' ELSE 'Enterprise' END, v.versionKey = coalesce(n.personId, n.enterpriseId)",
    "MATCH (d:Document) WITH d ORDER BY d.documentId LIMIT 1 MATCH (n:EnterpriseRole) WITH d, n ORDER BY n.roleId LIMIT 100"
    " MERGE (n)-[c:CITED_IN]->(d) SET c.quote = 'quoted'",
]


def state(name: str, phone: str, email: str, quote: str) -> list[str]:
    """Other names, telephones and addresses for all that is hidden, of the same masks."""
    return [
        f"{HIDDEN} SET p.name = left(p.name, 1) + '{name}'",
        f"{HIDDEN} MATCH (v:Version {{versionType: 'Person', versionKey: p.personId}}) SET v.name = left(v.name, 1) + '曾' + '{name}'",
        f"MATCH (n:Enterprise|Version) WHERE size(n.phone) >= 11 SET n.phone = left(n.phone, 3) + {phone} + right(n.phone, 4)",
        f"MATCH (n:Enterprise|Version) WHERE n.email CONTAINS '@' SET n.email = {email} + '@' + last(split(n.email, '@'))",
        f"MATCH (:EnterpriseRole)-[c:CITED_IN]->() SET c.quote = '{quote}'",
    ]


#: Two states: what is equal in one, by chance or because firms belong together, is different in the other, and the other way round.
#: Both change every node, so that the full-text index has as much to do for either.
ONE = state("甲名", "reverse(substring(n.phone, 3, size(n.phone) - 7))", "'of.' + split(n.email, '@')[0]", "经办人甲某")
OTHER = state("乙名", "'0000000'", "'same'", "经办人乙某")
SHOWN = "id __typename ... on Person { name } ... on Enterprise { name phone email }"
CHANGES = "history { recordedAt changes { field before after } }"
FLAG = f"""id on explanation confidence missing contributions {{ indicator value threshold met }} subject {{ {SHOWN} }}
  inputs {{ {SHOWN} }} path {{ nodes {{ {SHOWN} }} edges {{ from to type }} }}"""


def questions(people: list[list[str]]) -> dict[str, tuple[str, dict[str, Any]]]:
    """What a role may ask where hidden values could show, and what it may not, each with its variables."""
    words = re.compile(r"person|people|phone|email|match\(|history|secretar", re.IGNORECASE)
    found = {
        case.stem: given(case)
        for case in CASES
        if words.search(text := case.read_text("utf-8")) and "flags" not in text
    }
    for node in MODEL:
        own = " ".join(field.name for field in node.shown)
        one = " ".join(f"{r.name} {{ {SHOWN_OF(r.target)} }}" for r in node.relations if not r.many)
        cited = "sources { locator quote }" if node.fact else ""
        page = f"totalCount nodes {{ id quality {own} {one} {CHANGES} {cited} }} edges {{ cursor }}"
        first = 1_000 if node.name in dict(MASKED) else 20
        found[node.name] = f"{{ {node.plural}(first: {first}) {{ {page} aggregate {{ count }} }} }}", {}
    texts = [name for pair in people[:1] for name in pair[1:]]
    for text in texts:
        found[f"search {text}"] = (
            f'{{ search(text: "{text}") {{ totalCount edges {{ cursor node {{ {SHOWN} }} }} }} }}',
            {},
        )
        query = f'{{name: "物业", representative: "{text}"}}'
        found[f"match {text}"] = (
            f"{{ match(queries: [{query}], threshold: 0) {{ candidates {{ score reasons }} }} }}",
            {},
        )
        found[f"by {text}"] = f'{{ person(by: {{name: "{text}"}}) {{ id }} }}', {}
    id = f"Person:{people[0][0]}"
    found["around"] = f'{{ neighborhood(id: "{id}", depth: 2) {{ nodes {{ {SHOWN} }} total }} }}', {}
    found["flags"] = (
        f"{{ flags(first: 300, rules: [{', '.join(sorted(reading()))}]) {{ totalCount edges {{ cursor }} nodes {{ {FLAG} }} }} }}",
        {},
    )
    found["flags of some"] = (
        f"{{ enterprises(first: 2) {{ nodes {{ flags(first: 2) {{ nodes {{ {FLAG} }} }} }} }} }}",
        {},
    )
    return found


def SHOWN_OF(type: str) -> str:
    """What is shown of a node of one type."""
    return " ".join(["id", *(name for node, name in MASKED if node == type)])


def reading() -> set[str]:
    """The rules whose Cypher reads a person, a telephone or a mail address."""
    found = set()
    for rule in RULES.values():
        parameters = {part.name: constant(part.default) for part in rule.parameters}
        text = " ".join(rule.find(Scope(Writer(None, Role.ADMIN), parameters, constant(None))))
        found |= {rule.id} if re.search(r"HELD_BY|LED_BY|Person|\.phone|\.email", text) else set()
    assert {"PHOENIX", "COMMON_CONTACT", "COMMON_CONTROLLER"} <= found
    return found


async def answers(schema: FixedSchema, role: Role, asked: dict[str, tuple[str, dict[str, Any]]]) -> dict[str, bytes]:
    """The answers to a role, as bytes."""
    found = {}
    for name, (document, variables) in asked.items():
        result = await schema.execute(document, variables, {"caller": Caller(role, "")})
        errors = [error.formatted for error in result.errors or ()]
        found[name] = orjson.dumps([result.data, errors, result.extensions])
        assert b"INTERNAL" not in found[name], (name, errors)
    return found


@pytest.fixture(scope="module")
def compared(demo: Graph, address: Settings) -> dict[Role, tuple[dict[str, bytes], dict[str, bytes]]]:
    """The answers before and after all hidden values have changed, by role: in a transaction that leaves nothing."""

    async def ask(database: Database) -> dict[Role, tuple[dict[str, bytes], dict[str, bytes]]]:
        schema = fixed_schema(database)
        try:
            async with database.trial() as trial:
                schema.graph = replace(schema.graph, database=trial)
                for text in [*EARLIER, *ONE]:
                    await trial.rows(text)
                people = await trial.rows(
                    f"{HIDDEN} RETURN p.personId, p.name, left(p.name, 1) + '乙名' ORDER BY p.personId"
                )
                asked = questions(people)
                few = {name: asked[name] for name in ("Person", "Enterprise", "EnterpriseRole")}
                before = {Role.PUBLIC: await answers(schema, Role.PUBLIC, asked)}
                before[Role.INVESTIGATOR] = await answers(schema, Role.INVESTIGATOR, few)
                for text in OTHER:
                    await trial.rows(text)
                after = {Role.PUBLIC: await answers(schema, Role.PUBLIC, asked)}
                after[Role.INVESTIGATOR] = await answers(schema, Role.INVESTIGATOR, few)
        finally:
            await database.close()
        return {role: (before[role], after[role]) for role in before}

    assert address.uri is not None
    opening = connect(address.uri, address.username, address.password, database=address.database, deadline=500.0)
    return demo.run(ask(demo.run(opening)))


def test_no_answer_depends_on_what_is_masked(compared: dict[Role, tuple[dict[str, bytes], dict[str, bytes]]]) -> None:
    before, after = compared[Role.PUBLIC]

    assert [name for name in before if before[name] != after[name]] == []
    assert sum(b"FORBIDDEN" in answer for answer in before.values()) < len(before) / 4, "most can be asked"
    assert b"*" in before["Person"]
    assert b"****" in before["Enterprise"]
    assert b'"***@' in before["Enterprise"]
    assert "经办人".encode() not in b"".join(before.values())


def test_whoever_may_see_it_sees_the_difference(
    compared: dict[Role, tuple[dict[str, bytes], dict[str, bytes]]],
) -> None:
    before, after = compared[Role.INVESTIGATOR]

    assert [name for name in before if before[name] == after[name]] == []
    assert b"*" not in before["Person"]
    assert "经办人甲某".encode() in before["EnterpriseRole"]


def test_a_kept_answer_is_of_one_role(client: TestClient, database: Database, loop: Any) -> None:
    graph = Graph(database, loop)
    _, key = graph.run(keys.create(database, "public"))
    body = {"query": "{ people(first: 1000) { nodes { name } } }"}
    try:
        whole = client.post("/graphql", json=body)
        hidden = client.post("/graphql", json=body, headers={"Authorization": f"Bearer {key}"})
        by_name = {"query": '{ person(by: {name: "甲"}) { id } }'}
        told = client.post("/graphql", json=by_name, headers={"Authorization": f"Bearer {key}"})
    finally:
        graph.rows("MATCH (k:ApiKey) DELETE k")

    assert "*" not in whole.text
    assert "*" in hidden.text
    assert told.json()["errors"][0]["extensions"]["code"] == "FORBIDDEN"


@pytest.mark.parametrize(
    ("mask", "text", "shown"),
    [
        ("NAME", "张三", "张*"),
        ("NAME", "欧阳修远", "欧*"),
        ("NAME", "𠮷田", "𠮷*"),
        ("NAME", None, None),
        ("PHONE", "13912345678", "139****5678"),
        ("PHONE", "0715-8123456", "071****3456"),
        ("PHONE", "8123456", "****"),
        ("PHONE", None, None),
        ("EMAIL", "13912345678@example.com", "***@example.com"),
        ("EMAIL", "a@b@c.cn", "***@c.cn"),
        ("EMAIL", "none", "***"),
        ("EMAIL", None, None),
    ],
)
def test_forms(mask: str, text: str | None, shown: str | None, demo: Graph) -> None:
    from graph.mask import masked
    from graph.model import Mask

    [[found]] = demo.rows(f"WITH $value AS t RETURN {masked(Mask(mask), 't')}", value=text)

    assert found == shown
