"""Documents become plans once: what is cached, what tells requests apart, and whose values a request is answered with."""

from __future__ import annotations

import tracemalloc
from datetime import date
from typing import Any

import pytest
from graphql import parse

from api import execution
from api.execution import chosen, innermost
from graph.errors import BadInput
from tests.asking import TODAY, Asking, FixedSchema, compiled, fixed_schema

BY_NAME = (
    "query($where: RegionWhere, $first: Int) { regions(where: $where, first: $first) { totalCount nodes { code } } }"
)


@pytest.fixture(scope="module")
def made() -> FixedSchema:
    """The schema without a graph."""
    return fixed_schema(None)


@pytest.fixture
def bare(made: FixedSchema) -> FixedSchema:
    """It, with nothing in its caches."""
    made.plans.clear()
    return made


def variants(schema: FixedSchema, document: str, *given: dict[str, Any]) -> int:
    """How many plans the requests of one document made."""
    for variables in given:
        compiled(schema, document, variables)
    return len(schema.prepare(document, None).variants)


def test_one_plan_serves_requests_of_one_shape(bare: FixedSchema) -> None:
    given = [
        {"where": {"code": {"eq": code}}, "first": size} for code, size in (("421202", 1), ("421281", 5), ("x", 9))
    ]

    assert variants(bare, BY_NAME, *given) == 1
    assert [compiled(bare, BY_NAME, one).parameters["p0"] for one in given] == ["421202", "421281", "x"]


@pytest.mark.parametrize(
    ("document", "one", "other"),
    [
        (BY_NAME, {"where": {"code": {"eq": "1"}}}, {"where": {"code": {"ne": "1"}}}),
        (BY_NAME, {"where": {"code": {"eq": "1"}}}, {}),
        (BY_NAME, {"where": {"or": [{"code": {"eq": "1"}}]}}, {"where": {"or": [{"code": {"eq": "1"}}] * 2}}),
        (
            "query($o: [RegionOrder!]) { regions(orderBy: $o) { nodes { id } } }",
            {"o": [{"name": "ASC"}]},
            {"o": [{"name": "DESC"}]},
        ),
        (
            "query($d: OrderDirection!) { regions(orderBy: [{ name: $d }]) { nodes { id } } }",
            {"d": "ASC"},
            {"d": "DESC"},
        ),
        ("query($b: Boolean!) { regions { totalCount nodes @include(if: $b) { id } } }", {"b": True}, {"b": False}),
        (
            'query($b: Boolean) { regions(where: { name: { eq: "a", ignoreCase: $b } }) { totalCount } }',
            {"b": True},
            {"b": False},
        ),
        ("query($id: ID!) { node(id: $id) { id } }", {"id": "Region:1"}, {"id": "Person:1"}),
        ("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": ["Region:1"]}, {"ids": ["Region:1", "Person:1"]}),
        ("query($d: Date) @asOf(valid: $d) { sanctions { totalCount } }", {"d": "2022-06-30"}, {"d": None}),
        ("query($a: String) { regions(first: 1, after: $a) { nodes { id } } }", {}, {"a": None}),
    ],
)
def test_what_decides_the_plan_makes_another(
    document: str, one: dict[str, Any], other: dict[str, Any], bare: FixedSchema
) -> None:
    alone = compiled(bare, document, other).text
    bare.plans.clear()
    compiled(bare, document, one)

    assert compiled(bare, document, other).text == alone, "what was asked before does not show"


def test_the_caches_are_bounded(bare: FixedSchema, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bare.plans, "number", 3)
    monkeypatch.setattr(execution, "VARIANTS", 2)
    for number in range(9):
        compiled(bare, f"{{ a{number}: regions {{ totalCount }} }}")
    for size in range(1, 9):
        compiled(bare, BY_NAME, {"where": {"or": [{"code": {"eq": "1"}}] * size}})

    assert len(bare.plans) <= 3
    assert len(bare.prepare(BY_NAME, None).variants) <= 2


def test_plans_are_bounded_by_their_weight(bare: FixedSchema, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many documents there are: counted, and in fact."""
    monkeypatch.setattr(bare.plans, "most", 1_000_000)
    kept = bare.plans
    compiled(bare, "{ regions { totalCount } }")
    tracemalloc.start()
    for number in range(300):
        compiled(
            bare,
            f"{{ regions {{ totalCount nodes {{ id code name level parent {{ id name }} }} }} }} # {'x' * (number % 90)} {number}",
        )
        assert kept.bytes <= 1_000_000
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert 10 < len(kept) < 300
    assert kept.bytes == sum(weight for _, weight in kept._kept.values())
    # All of them would take some 18 MB.
    assert taken < 6_000_000


def test_operations_of_one_document_are_told_apart(bare: FixedSchema) -> None:
    document = "query A { regions { totalCount } } query B { tenders { totalCount } }"

    assert "Region" in str(compiled(bare, document, name="A").text)
    assert "Tender" in str(compiled(bare, document, name="B").text)


def test_the_operation_is_chosen_by_its_name() -> None:
    several = parse("query A { a } query B { b } fragment f on Query { c }")

    assert chosen(several, "B").name.value == "B"  # type: ignore[union-attr]  # it has one
    for name in ("C", None, ""):
        with pytest.raises(BadInput):
            chosen(several, name)
    with pytest.raises(BadInput, match="only fragments"):
        chosen(parse("fragment f on Query { c }"), None)


def test_the_innermost_name_of_a_type() -> None:
    variable = parse("query($a: [[ID!]]!) { a }").definitions[0].variable_definitions[0]  # type: ignore[attr-defined]  # an operation

    assert innermost(variable.type) == "ID"


def test_a_value_never_becomes_text(bare: FixedSchema) -> None:
    """Whatever a caller writes stands among the parameters."""
    evil = "x'}) DETACH DELETE n //"
    literal = f'{{ regions(where: {{ name: {{ eq: "{evil}" }}, within: "{evil}" }}) {{ totalCount }} region(by: {{ name: "{evil}" }}) {{ id }} node(id: "Region:{evil}") {{ id }} }}'
    found = compiled(bare, literal)

    assert found.text is not None
    assert "DELETE" not in found.text
    assert list(found.parameters.values()).count(evil) == 4


def test_the_day_is_said_where_one_governs(asking: Asking) -> None:
    body = asking.answer("query($d: Date) @asOf(valid: $d) { regions { totalCount } }", {"d": "2022-06-30"})

    assert body["extensions"] == {"asOf": {"valid": "2022-06-30"}}
    assert "extensions" not in asking.answer("{ regions { totalCount } }")


def test_values_are_those_of_the_request(asking: Asking) -> None:
    """The same plan, other values, and back again."""
    found = [
        asking.data(BY_NAME, where={"code": {"eq": code}})["regions"]["nodes"]
        for code in ("421202", "421281", "none", "421202")
    ]

    assert found == [[{"code": "421202"}], [{"code": "421281"}], [], [{"code": "421202"}]]


def test_what_needs_no_database_runs_without(bare: FixedSchema) -> None:
    found = compiled(bare, '{ __typename t: __type(name: "Region") { name } node(id: "x") { id } }')

    assert (found.text, found.parameters) == (None, {})


def test_introspection_beside_data_with_variables(asking: Asking) -> None:
    """Variables of the data's fragments are no matter to the introspection."""
    body = asking.answer(
        "query($d: Date, $k: EnterpriseKind!, $n: String!) { __schema { ...s } t: __type(name: $n) { name } enterprises(first: 1, where: { kind: { eq: $k } }) { ...e } }"
        ' fragment s on __Schema { queryType { name } } fragment e on EnterpriseConnection { nodes { barred(on: $d) sanctions(where: { inForce: { on: "2022-06-30" }, enterprise: { kind: { eq: $k } } }) { totalCount } } }',
        {"d": "2022-06-30", "k": "PROPERTY_SERVICE", "n": "Region"},
    )

    assert "errors" not in body
    assert body["data"]["__schema"] == {"queryType": {"name": "Query"}}
    assert body["data"]["t"] == {"name": "Region"}


def test_the_whole_introspection(asking: Asking) -> None:
    """What GraphiQL and code generators ask first."""
    from graphql import build_client_schema, get_introspection_query

    document = get_introspection_query(input_value_deprecation=True, specified_by_url=True, schema_description=True)

    found: Any = asking.data(document)

    assert build_client_schema(found).query_type


def test_today_is_this_day() -> None:
    from api.app import planned_schema

    schema = planned_schema()
    prepared = schema.prepare("{ __typename }", None)

    assert schema.inputs(prepared, {}).today == date.today() != TODAY
