"""Relay's server specification, over every connection that the schema has: object identification, connections, cursors, page info.

relay.dev/graphql/connections.htm (2 connection types, 3 edge types, 4 arguments, 5 page info) and objectidentification.htm. relay-compiler takes
the schema in test_examples.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from graphql import GraphQLObjectType, GraphQLSchema, get_named_type, is_required_argument

from api.app import planned_schema
from graph.domain import MODEL
from tests.asking import Asking

#: What a connection is asked with, where it must be, or would look at the whole graph for each rule.
GIVEN = {
    "search": 'text: "物业"',
    "flags": "rules: [BARRED_WINNER, SINGLE_BID, BARRED_CONTRACT, BARRED_FILING, PRECONDITION_MISSING]",
    "barredEnterprises": 'from: "2021-01-01", to: "2023-12-31"',
    "barredWinners": 'from: "2021-01-01", to: "2023-12-31"',
}
#: Rows of a page.
SIZE = 3


@dataclass(frozen=True)
class Field:
    """A field that is a connection, in its type."""

    type: str
    name: str
    page: str  # what is asked of it
    backward: bool

    def ask(self, alias: str, **bounds: Any) -> str:
        words = [*filter(None, [GIVEN.get(self.name)]), *(f"{name}: {json.dumps(at)}" for name, at in bounds.items())]
        return f"{alias}: {self.name}({', '.join(words)}) {{ {self.page} }}"


@cache
def schema() -> GraphQLSchema:
    return planned_schema()._schema


def object_type(name: str) -> GraphQLObjectType:
    found = schema().type_map[name]
    assert isinstance(found, GraphQLObjectType)
    return found


def connections(type: str) -> Iterator[Field]:
    """The fields of a type that are connections."""
    for name, field in object_type(type).fields.items():
        if (made := get_named_type(field.type)).name.endswith("Connection"):
            node = get_named_type(object_type(made.name).fields["nodes"].type)
            shown = "id" if "id" in getattr(node, "fields", {}) else "__typename"
            page = (
                f"totalCount nodes {{ {shown} }} edges {{ cursor node {{ {shown} }} }}"
                " pageInfo { startCursor endCursor hasNextPage hasPreviousPage }"
            )
            yield Field(type, name, page, "last" in field.args)


def check(page: Mapping[str, Any]) -> list[str]:
    """What holds of every page by itself; its cursors."""
    cursors = [edge["cursor"] for edge in page["edges"]]
    assert page["nodes"] == [edge["node"] for edge in page["edges"]]
    assert len(set(cursors)) == len(cursors)
    assert page["pageInfo"]["startCursor"] == (cursors[0] if cursors else None)
    assert page["pageInfo"]["endCursor"] == (cursors[-1] if cursors else None)
    return cursors


def check_first_and_last(found: Mapping[str, Any], field: Field) -> bool:
    """The pages without a cursor, none, first and last: `first: 0` is none. Can it be paged on?"""
    none, first = found["none"], found["first"]
    total, info = first["totalCount"], first["pageInfo"]
    assert check(none) == [] and none["totalCount"] == total and none["pageInfo"]["hasNextPage"] is (total > 0)
    assert len(check(first)) == min(SIZE, total)
    assert info["hasNextPage"] is (total > SIZE) and info["hasPreviousPage"] is False
    if field.backward:
        last = found["last"]
        assert len(check(last)) == min(SIZE, total) and last["totalCount"] == total
        assert last["pageInfo"]["hasPreviousPage"] is (total > SIZE) and last["pageInfo"]["hasNextPage"] is False
        assert total > SIZE or last["edges"] == first["edges"]
    return bool(total > 1)


def unbound(field: Field) -> str:
    bounds = [
        ("none", {"first": 0}),
        ("first", {"first": SIZE}),
        *([("last", {"last": SIZE})] if field.backward else []),
    ]
    return " ".join(field.ask(alias, **bound) for alias, bound in bounds)


def bound(field: Field, first: Mapping[str, Any]) -> str:
    """After the first row, and before the last one of the page; both ends are left out."""
    start, end = first["pageInfo"]["startCursor"], first["pageInfo"]["endCursor"]
    before = field.ask("before", last=SIZE, before=end) if field.backward else ""
    return f"{field.ask('after', first=SIZE, after=start)} {before}"


def check_bound(found: Mapping[str, Any], field: Field, first: Mapping[str, Any]) -> None:
    """The algorithm of 4.3, with cursors of the first page."""
    after, total = found["after"], first["totalCount"]
    cursors, rest = [edge["cursor"] for edge in first["edges"]], check(after)
    assert rest[: len(cursors) - 1] == cursors[1:] and len(rest) == min(SIZE, total - 1)
    assert after["totalCount"] == total and after["pageInfo"]["hasNextPage"] is (total - 1 > SIZE)
    assert after["pageInfo"]["hasPreviousPage"] is True
    if field.backward:
        assert check(found["before"]) == cursors[:-1]
        assert found["before"]["pageInfo"]["hasNextPage"] is True
        assert found["before"]["pageInfo"]["hasPreviousPage"] is False


# ------------------------------------------------------------------------------------------------------------ the schema


def test_types_of_connections() -> None:
    """2.1 and 3.1: edges and pageInfo, node and cursor; 4: arguments; 5: page info. Nothing else has such a name."""
    info = {name: str(field.type) for name, field in object_type("PageInfo").fields.items()}
    assert info == {"startCursor": "String", "endCursor": "String", "hasNextPage": "Boolean!", "hasPreviousPage": "Boolean!"}  # fmt: skip
    made = [object_type(name) for name in schema().type_map if name.endswith("Connection")]
    assert len(made) >= len(list(MODEL)) + 4
    for type in made:
        assert str(type.fields["pageInfo"].type) == "PageInfo!"
        edge = get_named_type(type.fields["edges"].type)
        assert edge.name == type.name.replace("Connection", "Edge")
        assert str(type.fields["edges"].type) == f"[{edge.name}!]!"
        assert str(object_type(edge.name).fields["cursor"].type) == "String!"
        node = object_type(edge.name).fields["node"].type
        assert str(type.fields["nodes"].type) == f"[{node}]!"
    for type in filter(lambda type: isinstance(type, GraphQLObjectType), schema().type_map.values()):
        assert isinstance(type, GraphQLObjectType)
        for field in connections(type.name):
            args = type.fields[field.name].args
            expected = {"first": "Int", "after": "String"} | (
                {"last": "Int", "before": "String"} if field.backward else {}
            )
            assert {name: str(args[name].type) for name in expected} == expected
            assert ("before" in args) is field.backward
            assert field.name in GIVEN or not any(map(is_required_argument, args.values()))


def test_node_and_nodes() -> None:
    """Object identification 2 and 3; plural identifying root fields, 4."""
    query = object_type("Query").fields
    assert {name: str(field.type) for name, field in schema().type_map["Node"].fields.items()} == {"id": "ID!"}  # type: ignore[attr-defined]  # an interface
    assert str(query["node"].type) == "Node" and {name: str(arg.type) for name, arg in query["node"].args.items()} == {"id": "ID!"}  # fmt: skip
    assert str(query["nodes"].type) == "[Node]!" and str(query["nodes"].args["ids"].type) == "[ID!]!"
    assert all(schema().type_map["Node"] in object_type(type.name).interfaces for type in MODEL)


# ----------------------------------------------------------------------------------------------------------- the answers


def test_an_object_is_found_again_by_its_id(asking: Asking) -> None:
    """By node and nodes: the same type, the same id, in the order asked; what there is not is null, whatever it looks like."""
    roots = " ".join(f"{type.plural}(first: 1) {{ nodes {{ __typename id }} }}" for type in MODEL)
    objects = [page["nodes"][0] for page in asking.data(f"{{ {roots} }}").values() if page["nodes"]]
    assert len(objects) > len(list(MODEL)) / 2
    ids = [each["id"] for each in objects]
    assert len(set(ids)) == len(ids)
    again = asking.data(
        "query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }",
        ids=[*reversed(ids), "Enterprise:none", "x", ids[0]],
    )["nodes"]
    assert again == [*reversed(objects), None, None, objects[0]]
    each = " ".join(f"n{at}: node(id: {json.dumps(id)}) {{ __typename id }}" for at, id in enumerate(ids))
    assert [*asking.data(f"{{ {each} }}").values()] == objects


@pytest.mark.parametrize("field", list(connections("Query")), ids=lambda field: field.name)
def test_a_connection_of_the_root(field: Field, asking: Asking) -> None:
    found = asking.data(f"{{ {unbound(field)} }}")
    if check_first_and_last(found, field):
        check_bound(asking.data(f"{{ {bound(field, found['first'])} }}"), field, found["first"])
    foreign = asking.data("{ regions(first: 1) { edges { cursor } } }")["regions"]["edges"][0]["cursor"]
    for wrong in (
        {"first": -1},
        {"first": 1, "after": "?"},
        *([] if field.name == "regions" else [{"first": 1, "after": foreign}]),
    ):
        assert asking.refusal(f"{{ {field.ask('wrong', **wrong)} }}")[0] == "BAD_USER_INPUT", wrong


@pytest.mark.parametrize("type", [type.name for type in MODEL if any(connections(type.name))])
def test_the_connections_of_a_type(type: str, asking: Asking) -> None:
    """Of the two nodes with the most rows each, all fields at once; then on from the first page's cursors."""
    fields = list(connections(type))
    found = asking.data(f"{{ {' '.join(most(field) for field in fields)} }}")
    on = []
    for field in fields:
        nodes = found[field.name]["nodes"]
        several = [node for node in nodes if check_first_and_last(node, field)]
        on += [(field, several[0])] if several else []
    if not on:
        return
    asked = " ".join(
        f"{field.name}: node(id: {json.dumps(node['id'])}) {{ ... on {type} {{ {bound(field, node['first'])} }} }}"
        for field, node in on
    )
    answer = asking.data(f"{{ {asked} }}")
    for field, node in on:
        check_bound(answer[field.name], field, node["first"])


def most(field: Field) -> str:
    """Asks for the two nodes with the most rows in a field, where that is an order, else for the first ten."""
    orders = getattr(schema().type_map[f"{field.type}Order"], "fields", {})
    count = f"{field.name}Count"
    bounds = f"first: 2, orderBy: [{{{count}: DESC}}]" if count in orders else "first: 10"
    return f"{field.name}: {MODEL[field.type].plural}({bounds}) {{ nodes {{ id {unbound(field)} }} }}"
