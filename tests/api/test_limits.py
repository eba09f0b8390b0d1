"""What an operation may cost: each limit names itself, a fragment is measured once, and measuring costs next to nothing."""

from __future__ import annotations

import time
from typing import Any

import hypothesis
import pytest
from graphql import FragmentDefinitionNode, OperationDefinitionNode, parse
from hypothesis import strategies as st

from api import explorer
from api.limits import STRICT, Limits, check_document, check_plan, check_variables, measure
from graph.errors import BadInput, CostLimit
from graph.query import Inputs
from tests.asking import TODAY, Asking, FixedSchema, compiled, fixed_schema
from tests.test_golden import CASES, given


@pytest.fixture(scope="module")
def bare() -> FixedSchema:
    """The schema without a graph."""
    return fixed_schema(None)


def size(document: str) -> tuple[int, int, int]:
    """Depth, fields and directives."""
    parsed = parse(document)
    fragments = {node.name.value: node for node in parsed.definitions if isinstance(node, FragmentDefinitionNode)}
    [operation] = [node for node in parsed.definitions if isinstance(node, OperationDefinitionNode)]
    found = measure(operation, fragments, {})
    return found.depth, found.fields, found.directives


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ("{ a }", (1, 1, 0)),
        ("{ a { b c { d } } e }", (3, 5, 0)),
        ("{ ...f ...f } fragment f on Query { a { b } }", (2, 4, 0)),
        ("{ ... on Query { a } ... @skip(if: true) { b @include(if: true) } }", (1, 2, 2)),
        ("{ __schema { types { name fields { name } } } }", (0, 5, 0)),
        ("{ ...f } fragment f on Query { ...g a } fragment g on Query { ...f b }", (1, 2, 0)),
        ("{ ...absent }", (0, 0, 0)),
    ],
)
def test_a_document_s_size(document: str, expected: tuple[int, int, int]) -> None:
    assert size(document) == expected


def test_fragments_that_double_are_measured_at_once() -> None:
    levels = "".join(f"fragment f{n} on Query {{ ...f{n + 1} ...f{n + 1} }} " for n in range(200))
    began = time.monotonic()
    found = size(f"{{ ...f0 }} {levels} fragment f200 on Query {{ a }}")

    assert found[1] == 2**200
    assert time.monotonic() - began < 1


@hypothesis.given(depth=st.integers(1, 60), width=st.integers(1, 60))
def test_limits_are_exact(depth: int, width: int) -> None:
    """Refused from the first one over."""
    document = parse("{ " + " ".join(f"a{n}" for n in range(width - 1)) + " a { b" * (depth - 1) + " c" + " }" * depth)
    [operation] = document.definitions
    assert isinstance(operation, OperationDefinitionNode)
    fields = measure(operation, {}, {}).fields

    check_document(document, Limits(depth=100, fields=fields))
    with pytest.raises(CostLimit, match="fields"):
        check_document(document, Limits(depth=100, fields=fields - 1))


@pytest.mark.parametrize(
    ("document", "word"),
    [
        ("{ regions { nodes { parent" + " { parent" * 40 + " { id }" + " }" * 40 + " } } }", "depth"),
        ("{ " + "__typename " * 2_001 + "}", "fields"),
        ("{ " + "__typename @skip(if: false) " * 101 + "}", "directives"),
        ("{ " + " ".join(f"a{n}: __typename" for n in range(1_001)) + " }", "aliases"),
        ("{ regions(where: { or: [" + '{ name: { eq: "x" } } ' * 501 + "] }) { totalCount } }", "values"),
        ("{ __typename }" + " " * 100_000, "characters"),
        ("{ " + "a " * 10_001 + "}", ""),
        ("{ enterprises(first: 1000) { nodes { bids(first: 1000) { totalCount nodes { id } } } } }", "objects"),
        (
            "{ a: communities(first: 1000) { nodes { contracts(first: 100) { edges { node { community { id } } } } } } }",
            "objects",
        ),
        ("{ barredWinners(first: 1000) { nodes { tender { bids(first: 200) { nodes { id } } } } } }", "objects"),
    ],
)
def test_what_is_over_a_limit_is_refused(document: str, word: str, asking: Asking) -> None:
    code, message = asking.refusal(document)

    assert code == "COST_LIMIT_EXCEEDED"
    assert word in message


@pytest.mark.parametrize("depth", [10, 200, 900])
def test_conditions_nested_in_a_variable(depth: int, asking: Asking) -> None:
    """However deep: an answer or a refusal, never a crash."""
    where: dict[str, Any] = {"name": {"isNull": False}}
    for _ in range(depth):
        where = {"not": where}
    body = asking.answer("query($w: RegionWhere) { regions(where: $w) { totalCount } }", {"w": where})

    codes = {error["extensions"]["code"] for error in body.get("errors", ())}
    assert codes <= {"COST_LIMIT_EXCEEDED", "BAD_USER_INPUT"}


@pytest.mark.parametrize(
    ("document", "objects"),
    [
        ("{ regions(first: 1000) { totalCount } }", 1),
        ("{ regions(first: 7) { nodes { id } } }", 8),
        ("{ regions { nodes { id } } }", 21),
        ("{ regions(first: 7) { nodes { parent { id } } } }", 15),
        ("{ regions(first: 2) { nodes { id } edges { node { id } } } }", 5),
        ("{ regions(first: 3) { nodes { children(first: 5) { nodes { id } } } } }", 1 + 3 * (1 + 6)),
        ('{ nodes(ids: ["Region:1", "Region:2"]) { ... on Region { parent { id } } } }', 4),
        ('{ region(by: { code: "1" }) { parent { id } } about { version } }', 3),
        ("{ __typename }", 1),
    ],
)
def test_an_operation_s_cost(document: str, objects: int, bare: FixedSchema) -> None:
    plan = compiled(bare, document).variant.plan

    assert check_plan(plan, Inputs({}, TODAY), Limits()) == objects


def test_the_cost_is_of_this_request_s_variables(bare: FixedSchema) -> None:
    plan = compiled(bare, "query($n: Int) { regions(first: $n) { nodes { id } } }", {"n": 3}).variant.plan

    assert [check_plan(plan, Inputs({"n": n}, TODAY), Limits()) for n in (3, 900)] == [4, 901]


@pytest.mark.parametrize("limits", [Limits(), STRICT], ids=["local", "public"])
def test_nothing_that_comes_with_wuye_is_over_a_limit(limits: Limits) -> None:
    """The strictest ones leave room for all that is asked by the golden operations, the questions and the pages."""
    for document in [*(given(case)[0] for case in CASES), *explorer.documents().values()]:
        check_document(parse(document, max_tokens=limits.tokens), limits)
        assert len(document) < limits.characters
    for case in CASES:
        check_variables(given(case)[1], limits)


@pytest.mark.parametrize(
    ("variables", "word"),
    [
        ({"w": {"or": [{"name": {"eq": "x"}}] * 300}}, "values"),
        ({"o": [{"name": "ASC"}] * 600}, "values"),
        ({"w": [[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]}, "levels"),
    ],
)
def test_variables_over_a_limit(variables: dict[str, Any], word: str) -> None:
    """Each condition is one more for Neo4j to plan."""
    with pytest.raises(CostLimit, match=word):
        check_variables(variables, STRICT)
    check_variables({"w": {"name": {"in": ["x"] * 50_000}}}, STRICT)


def test_every_operation_of_a_document_is_measured() -> None:
    """Validation reads them all, whichever is asked for."""
    aliases = " ".join(f"a{n}: __typename" for n in range(31))
    with pytest.raises(CostLimit, match="31 aliases"):
        check_document(parse(f"query A {{ __typename }} query B {{ {aliases} }}"), STRICT)
    with pytest.raises(CostLimit, match="63 aliases"):
        check_document(parse(f"{{ ...f b: __typename ...f }} fragment f on Query {{ {aliases} }}"), STRICT)


@pytest.mark.parametrize("number", ["1" * 5_000, "-" + "9" * 41, "1e999", "1." + "0" * 50])
def test_a_number_without_end(number: str) -> None:
    with pytest.raises(BadInput, match="digits"):
        check_document(parse(f"{{ regions(first: {number}) {{ totalCount }} }}"), Limits())
