"""The schema: the file that is committed, what the contract fixes, and that it says of itself what it means."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from graphql import (
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    build_schema,
    introspection_from_schema,
    is_non_null_type,
    is_specified_directive,
    parse,
    validate_schema,
)
from hypothesis import given
from hypothesis import strategies as st
from strawberry import Schema

from api.schema import make_schema, parse_day, parse_moment
from api.sdl import Deprecated, Member, Types, both
from graph.domain import MODEL
from graph.model import Field

PRINTED = Path(__file__).parents[2] / "api" / "schema.graphql"


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return make_schema()._schema


def fields(schema: GraphQLSchema, name: str) -> dict[str, Any]:
    """The fields of a type."""
    type: Any = schema.type_map[name]
    return dict(type.fields)


def test_the_committed_file_is_the_schema() -> None:
    """`wuye schema > api/schema.graphql` after a change, so that its difference is seen."""
    assert PRINTED.read_text("utf-8").rstrip("\n") == make_schema().as_str().rstrip("\n")


def test_the_printed_schema_is_one(schema: GraphQLSchema) -> None:
    again = build_schema(make_schema().as_str())

    assert validate_schema(schema) == validate_schema(again) == []
    assert {name for name in again.type_map if not name.startswith("__")} == {
        name for name in schema.type_map if not name.startswith("__")
    }


def test_everything_is_described_in_chinese_and_in_english(schema: GraphQLSchema) -> None:
    """Types, fields, arguments and words."""
    missing: list[str] = []

    def seen(name: str, thing: Any, *, english: bool = True) -> None:
        text = thing.description or ""
        chinese = any("一" <= letter <= "鿿" for letter in text)
        if not chinese or (english and not any(letter.isascii() and letter.isalpha() for letter in text)):
            missing.append(name)

    for name, type in schema.type_map.items():
        if name.startswith("__") or name in ("String", "Int", "Float", "Boolean", "ID"):
            continue
        seen(name, type)
        for own, field in getattr(type, "fields", {}).items():
            seen(f"{name}.{own}", field)
            for argument, accepted in getattr(field, "args", {}).items():
                seen(f"{name}.{own}({argument})", accepted)
        for word, value in getattr(type, "values", {}).items():
            seen(f"{name}.{word}", value, english=False)

    for directive in schema.directives:
        if not is_specified_directive(directive):
            seen(f"@{directive.name}", directive)
            for argument, accepted in directive.args.items():
                seen(f"@{directive.name}({argument})", accepted)

    assert missing == []


def test_what_may_be_null_says_why(schema: GraphQLSchema) -> None:
    """Each field that may be null; group keys say it once, for all of a type."""
    silent = [
        f"{name}.{own}"
        for name, type in schema.type_map.items()
        if isinstance(type, GraphQLObjectType) and not name.startswith("__") and not name.endswith("GroupKey")
        for own, field in type.fields.items()
        if not is_non_null_type(field.type)
        and not re.search("null|empty:|unless", field.description or "", re.IGNORECASE)
    ]
    assert silent == []
    keys = [type for name, type in schema.type_map.items() if name.endswith("GroupKey")]
    assert keys and all("null for" in (type.description or "") for type in keys)


def test_figures_say_their_unit_and_members_their_source(schema: GraphQLSchema) -> None:
    units = {"CNY": "yuan (CNY)", "m2": "m²", "CNY/m2": "yuan (CNY) per m²", "1": "0 to 1"}
    for node in MODEL:
        own = fields(schema, node.name)
        for field in node.shown:
            assert not field.unit or units[field.unit] in own[field.name].description
            assert f"Source: column `{field.header}` of `{node.table}`" in own[field.name].description
        for computed in node.computed:
            assert "Source: worked out by a rule" in own[computed.name].description
        for relation in node.relations:
            assert re.search("Source: (column|table) `", own[relation.name].description)


def test_a_member_that_goes_says_since_when() -> None:
    types = Types({"Int": int})
    going = Deprecated(date(2027, 1, 31), "Query.other")
    types.object("Query", both("查询", "All."), [Member("old", "Int", both("旧", "Old."), (), going)])
    made = Schema(query=types.made["Query"])

    assert made._schema.query_type is not None
    assert made._schema.query_type.fields["old"].deprecation_reason == going.reason


def test_node_has_its_id_alone(schema: GraphQLSchema) -> None:
    """Relay's Node has exactly this one field."""
    assert set(fields(schema, "Node")) == {"id"}


@pytest.mark.parametrize("node", list(MODEL), ids=lambda node: node.name)
def test_every_node_type_follows_the_pattern(node: Any, schema: GraphQLSchema) -> None:
    """contract/schema.graphql: Where, Order, Connection, Edge and Key; a pair of root fields; its interfaces."""
    query = fields(schema, "Query")
    type = schema.type_map[node.name]
    assert isinstance(type, GraphQLObjectType)
    interfaces = {interface.name for interface in type.interfaces}

    assert interfaces == ({"Node", "Record", "Fact"} if node.fact else {"Node", "Record"})
    assert {f"{node.name}{end}" for end in ("Where", "Order", "Connection", "Edge", "Key")} <= set(schema.type_map)
    assert str(query[node.singular].type) == node.name
    assert str(query[node.singular].args["by"].type) == f"{node.name}Key!"
    assert str(query[node.plural].type) == f"{node.name}Connection!"
    assert {"where", "orderBy", "first", "after", "last", "before", "offset"} <= set(query[node.plural].args)
    assert {"edges", "nodes", "pageInfo", "totalCount"} <= set(fields(schema, f"{node.name}Connection"))
    assert {"and", "or", "not"} <= set(fields(schema, f"{node.name}Where"))
    if f"{node.name}ListFilter" in schema.type_map:  # nothing leads to many people
        assert set(fields(schema, f"{node.name}ListFilter")) >= {"some", "all", "none", "single", "count"}


@pytest.mark.parametrize("node", list(MODEL), ids=lambda node: node.name)
def test_personal_fields_are_not_in_the_schema(node: Any, schema: GraphQLSchema) -> None:
    """Neither to read, nor to filter or sort by."""
    personal = {field.name for field in node.fields if isinstance(field, Field) and field.personal}

    for name in (node.name, f"{node.name}Where", f"{node.name}Order", f"{node.name}Key"):
        assert not personal & set(fields(schema, name))


def test_one_of_is_said_in_every_way(schema: GraphQLSchema) -> None:
    """By the printed directive, and to clients that introspect."""
    inputs = [type for type in schema.type_map.values() if isinstance(type, GraphQLInputObjectType)]
    said = {type.name for type in inputs if type.is_one_of}
    printed = {line.split()[1] for line in make_schema().as_str().splitlines() if "@oneOf {" in line}

    assert said == printed
    assert {"EnterpriseKey", "EnterpriseOrder", "PeriodFilter"} <= said


def test_interfaces_have_what_their_types_have(schema: GraphQLSchema) -> None:
    for name in ("Record", "Fact"):
        interface = schema.type_map[name]
        assert isinstance(interface, GraphQLInterfaceType)
        for type in schema.get_possible_types(interface):
            assert {n: str(f.type) for n, f in interface.fields.items()}.items() <= {
                n: str(f.type) for n, f in type.fields.items()
            }.items()


def test_every_type_can_be_recorded_and_corrected(schema: GraphQLSchema) -> None:
    assert schema.mutation_type is not None
    assert set(schema.mutation_type.fields) == {
        *("annotateFact", "judgeMatch", "withdrawJudgement"),
        *(f"{verb}{node.name}" for verb in ("record", "correct") for node in MODEL),
    }
    for field in schema.mutation_type.fields.values():
        assert list(field.args) == ["input"] and str(field.type) == "EditPayload!"
    assert "phone" not in schema.type_map["PersonInput"].fields  # type: ignore[attr-defined]  # an input object


def test_tools_can_read_it(schema: GraphQLSchema) -> None:
    found: Any = introspection_from_schema(schema)

    assert found["__schema"]["queryType"]["name"] == "Query"
    assert parse(make_schema().as_str())


def test_it_is_the_same_each_time() -> None:
    assert make_schema().as_str() == make_schema().as_str()


# --------------------------------------------------------------------------------------------------------------- scalars


@given(day=st.dates())
def test_a_day_is_read_as_it_is_written(day: date) -> None:
    assert parse_day(day.isoformat()) == day


@pytest.mark.parametrize(
    "text",
    [
        "2022-02-30",
        "2022-6-30",
        "20220630",
        "2022-06-30T00:00:00",
        "2022-W26-4",
        "2022-181",
        " 2022-06-3",
        "２０２２-06-30",
        "0000-01-01",
        "",
        None,
        20220630,
        True,
        1.5,
        ["2022-06-30"],
    ],
)
def test_what_is_no_day(text: object) -> None:
    with pytest.raises(GraphQLError, match="no day of the calendar"):
        parse_day(text)


def test_a_moment_has_its_offset() -> None:
    assert parse_moment("2022-06-30T08:00:00Z") == datetime(2022, 6, 30, 8, tzinfo=UTC)
    assert parse_moment("2022-06-30T16:00:00+08:00") == datetime(2022, 6, 30, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["2022-06-30T08:00:00", "2022-06-30", "now", "", None, 0, "2022-06-30T25:00:00Z", "2022-02-30T08:00:00Z"]
)
def test_what_is_no_moment(text: object) -> None:
    with pytest.raises(GraphQLError, match="no instant"):
        parse_moment(text)
