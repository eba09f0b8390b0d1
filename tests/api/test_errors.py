"""What goes wrong, and what is said of it: each mistake its code and a sentence that says what would be right."""

from __future__ import annotations

import logging
from collections import Counter
from typing import Any

import pytest
from graphql import GraphQLError

from api.errors import LONGEST, coded, formatted, graphql_error
from graph.errors import AccessDenied, BadInput, CostLimit, DeadlineExceeded, NotFound, Unavailable, WuyeError
from tests import reference
from tests.asking import Asking, FixedSchema, fixed_schema

BAD_INPUT = [
    ("{ enterprises(where: null) { totalCount } }", "leave `where` out"),
    ("{ enterprises(where: {}) { totalCount } }", "empty filter"),
    ("{ enterprises(where: { name: null }) { totalCount } }", "isNull: true"),
    ("{ enterprises(where: { name: {} }) { totalCount } }", "empty filter"),
    ("{ enterprises(where: { name: { eq: null } }) { totalCount } }", "isNull: true"),
    ("{ enterprises(where: { name: { in: null } }) { totalCount } }", "isNull: true"),
    ("{ enterprises(where: { name: { isNull: null } }) { totalCount } }", "isNull: true"),
    ("{ enterprises(where: { name: { ignoreCase: true } }) { totalCount } }", "compares nothing"),
    ("{ enterprises(where: { and: [] }) { totalCount } }", "empty filter"),
    ("{ enterprises(where: { or: null }) { totalCount } }", "isNull: true"),
    ("{ enterprises(where: { or: [{}] }) { totalCount } }", "empty filter"),
    ("{ enterprises(where: { not: {} }) { totalCount } }", "empty filter"),
    ("{ enterprises(where: { region: {} }) { totalCount } }", "empty filter"),
    ("{ enterprises(where: { region: null }) { totalCount } }", "is no condition"),
    ("{ enterprises(where: { sanctions: {} }) { totalCount } }", "empty filter"),
    ("{ enterprises(where: { sanctions: { some: {} } }) { totalCount } }", "empty filter"),
    ("{ enterprises(where: { sanctions: { some: null } }) { totalCount } }", "leave it out"),
    ("{ enterprises(where: { sanctions: { count: {} } }) { totalCount } }", "empty filter"),
    ("{ enterprises(where: { sanctions: { count: { gt: null } } }) { totalCount } }", "isNull: true"),
    ("{ sanctions(where: { inForce: { overlaps: {} } }) { totalCount } }", "empty filter"),
    ("{ sanctions(where: { inForce: { overlaps: { from: null } } }) { totalCount } }", "wants `from`, `to` or both"),
    ('{ sanctions(where: { inForce: { covers: { from: "2022-01-01" } } }) { totalCount } }', "wants both"),
    (
        '{ sanctions(where: { inForce: { overlaps: { from: "2022-01-02", to: "2022-01-01" } } }) { totalCount } }',
        "before it begins",
    ),
    ("{ enterprises(first: 1, last: 1) { totalCount } }", "not both"),
    ("{ enterprises(first: 1001) { totalCount } }", "from 0 to 1000"),
    ("{ enterprises(first: -1) { totalCount } }", "from 0 to 1000"),
    ("{ enterprises(last: -1) { totalCount } }", "`last` is -1"),
    ("{ enterprises(offset: -1) { totalCount } }", "`offset` is -1"),
    ("{ enterprises(last: 1, offset: 1) { totalCount } }", "goes with `first`"),
    ("{ regions(first: 1) { nodes { children(first: 2000) { totalCount } } } }", "from 0 to 1000"),
    ('{ enterprises(after: "abc") { nodes { id } } }', "not of this question"),
    ('{ enterprises(before: "中文") { nodes { id } } }', "not of this question"),
    ('{ enterprises(after: "") { nodes { id } } }', "not of this question"),
    ('{ enterprises(after: "abc") { totalCount } }', "not of this question"),
    ('{ regions(first: 1) { nodes { children(after: "abc") { pageInfo { hasNextPage } } } } }', "not of this question"),
    ('{ enterprises(where: { establishedOn: { eq: "2022-02-30" } }) { totalCount } }', "no day of the calendar"),
    ('{ enterprises(where: { establishedOn: { eq: "2022-2-3" } }) { totalCount } }', "no day of the calendar"),
    ('{ enterprises(where: { establishedOn: { eq: "20220203" } }) { totalCount } }', "no day of the calendar"),
    ('{ enterprises(where: { establishedOn: { eq: "2022-W26-4" } }) { totalCount } }', "no day of the calendar"),
    ("{ enterprises(where: { establishedOn: { eq: 20220203 } }) { totalCount } }", "no day of the calendar"),
    ('query @asOf(valid: "2022-13-01") { regions { totalCount } }', "no day of the calendar"),
    ('{ barredEnterprises(on: "2022-01-01", from: "2022-01-01") { totalCount } }', "either `on`"),
    ('{ barredEnterprises(from: "2022-01-01") { totalCount } }', "go together"),
    ('{ barredEnterprises(from: "2022-01-02", to: "2022-01-01") { totalCount } }', "before it begins"),
    ('{ barredWinners(from: "2022-01-02", to: "2022-01-01") { totalCount } }', "before it begins"),
    ("{ checkClaims { verdict } }", "either `document` or `claims`"),
    ('{ checkClaims(document: "Document:x", claims: []) { verdict } }', "either `document` or `claims`"),
    ("{ enterprise(by: { name: null }) { id } }", ""),
    ("{ enterprise(by: {}) { id } }", "exactly one"),
    ('{ enterprise(by: { id: "a", name: "b" }) { id } }', "exactly one"),
    ("{ enterprises(orderBy: [{}]) { totalCount } }", "exactly one"),
    ("{ enterprises(orderBy: [{ name: ASC, id: ASC }]) { totalCount } }", "exactly one"),
    ("{ enterprises(orderBy: [{ name: null }]) { totalCount } }", ""),
    ("{ sanctions(where: { inForce: {} }) { totalCount } }", "exactly one"),
    ("{ sanctions(where: { inForce: { on: null } }) { totalCount } }", ""),
    (
        '{ sanctions(where: { inForce: { on: "2022-01-01", covers: { from: "2022-01-01" } } }) { totalCount } }',
        "exactly one",
    ),
    ("query A { __typename } query B { __typename }", "operationName"),
    ("fragment f on Query { __typename }", "no operation"),
]
#: Validation may find these before the plan does; either way the caller can mend them.
EITHER = {"BAD_USER_INPUT", "GRAPHQL_VALIDATION_FAILED"}


@pytest.mark.parametrize(("document", "sentence"), BAD_INPUT, ids=[document for document, _ in BAD_INPUT])
def test_bad_input(document: str, sentence: str, asking: Asking) -> None:
    code, message = asking.refusal(document)

    assert code in (EITHER if sentence in ("", "exactly one") else {"BAD_USER_INPUT"})
    assert sentence in message


BAD_VARIABLES: list[tuple[str, str, Any, str]] = [
    ("Date!", "enterprises(where: { establishedOn: { eq: $v } })", "2022-02-30", "no day of the calendar"),
    ("Date!", "enterprises(where: { establishedOn: { eq: $v } })", "2022-W26-4", "no day of the calendar"),
    ("Date!", "enterprises(where: { establishedOn: { eq: $v } })", None, "non-null"),
    ("Date", "enterprises(where: { establishedOn: { eq: $v } })", None, "isNull: true"),
    ("EnterpriseWhere", "enterprises(where: $v)", None, "leave `where` out"),
    ("EnterpriseWhere", "enterprises(where: $v)", {}, "empty filter"),
    ("EnterpriseWhere", "enterprises(where: $v)", {"name": None}, "isNull: true"),
    ("EnterpriseWhere", "enterprises(where: $v)", {"cat": 1}, "cat"),
    ("[EnterpriseWhere!]", "enterprises(where: { or: $v })", [], "empty filter"),
    ("[EnterpriseOrder!]", "enterprises(orderBy: $v)", [{}], "exactly one"),
    ("[EnterpriseOrder!]", "enterprises(orderBy: $v)", [{"name": "UP"}], "OrderDirection"),
    ("Int", "enterprises(first: $v)", 5000, "from 0 to 1000"),
    ("Int", "enterprises(first: $v)", "5", "Int"),
    ("Int", "enterprises(first: $v)", 2**31, "32"),
    ("String", "enterprises(first: 1, after: $v)", "e30", "not of this question"),
    ("[ID!]!", "regions(where: { id: { in: $v } })", [1.5], "ID"),
]


@pytest.mark.parametrize(("type", "field", "value", "sentence"), BAD_VARIABLES)
def test_bad_variables(type: str, field: str, value: Any, sentence: str, asking: Asking) -> None:
    code, message = asking.refusal(f"query($v: {type}) {{ {field} {{ totalCount nodes {{ id }} }} }}", v=value)

    assert code == "BAD_USER_INPUT"
    assert sentence in message


@pytest.mark.parametrize(
    "document",
    [
        "query($n: String) { enterprise(by: { name: $n }) { id } }",
        "query($d: OrderDirection) { enterprises(orderBy: [{ name: $d }]) { totalCount } }",
        "query($d: Date) { sanctions(where: { inForce: { on: $d } }) { totalCount } }",
    ],
)
@pytest.mark.parametrize("given", [{}, {"n": None}, {"d": None}])
def test_a_variable_that_leaves_the_one_choice_empty(document: str, given: dict[str, Any], asking: Asking) -> None:
    errors = asking.answer(document, {name: value for name, value in given.items() if f"${name}:" in document})[
        "errors"
    ]

    assert {error["extensions"]["code"] for error in errors} <= EITHER


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("query 企业 { __typename }", "GRAPHQL_PARSE_FAILED"),
        ('{ node(id: "\\ud800") { id } }', "GRAPHQL_PARSE_FAILED"),
        ("{ cats }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ enterprises }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ enterprises(where: { kind: { eq: CAT } }) { totalCount } }", "GRAPHQL_VALIDATION_FAILED"),
        ("mutation { nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("query($a: Int) { __typename }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ a: regions { totalCount } a: tenders { totalCount } }", "GRAPHQL_VALIDATION_FAILED"),
    ],
)
def test_what_is_no_operation(document: str, code: str, asking: Asking) -> None:
    assert {error["extensions"]["code"] for error in asking.answer(document)["errors"]} == {code}


def test_an_unknown_operation_name(asking: Asking) -> None:
    [error] = asking.answer("query A { __typename } query B { __typename }", name="C")["errors"]

    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert "'C'" in error["message"]
    assert asking.answer("query A { a: __typename } query B { b: __typename }", name="B") == {"data": {"b": "Query"}}


def test_a_shared_name_lists_those_who_share_it(asking: Asking) -> None:
    """The field is null, and what stands beside it is answered."""
    names = Counter(person["name"] for person in reference.demonstration()["Person"])
    [(name, _)] = names.most_common(1)
    keys = sorted(person.key for person in reference.demonstration()["Person"] if person["name"] == name)

    body = asking.answer(
        "query($n: String!) { who: person(by: { name: $n }) { id } regions { totalCount } }", {"n": name}
    )

    [error] = body["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert error["path"] == ["who"]
    assert all(key in error["message"] for key in keys[:10])
    assert body["data"]["who"] is None
    assert body["data"]["regions"]["totalCount"] > 0


def test_a_cursor_of_another_question(asking: Asking) -> None:
    """Another where, another order, another day, another connection."""
    end = asking.data("{ regions(first: 1) { pageInfo { endCursor } } }")["regions"]["pageInfo"]["endCursor"]

    for question in (
        "query($c: String!) { regions(after: $c, where: { name: { isNull: false } }) { nodes { id } } }",
        "query($c: String!) { regions(after: $c, orderBy: [{ name: ASC }]) { nodes { id } } }",
        'query($c: String!) @asOf(valid: "2022-06-30") { regions(after: $c) { nodes { id } } }',
        "query($c: String!) { tenders(after: $c) { nodes { id } } }",
    ):
        assert asking.refusal(question, c=end)[0] == "BAD_USER_INPUT"
    assert asking.data("query($c: String!) { regions(first: 5, after: $c) { nodes { id } } }", c=end)


def test_a_plan_that_breaks_is_masked(asking: Asking, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever breaks, wherever: the caller gets an id, the log the rest."""

    class Broken(FixedSchema):
        def compile(self, *given: Any, **named: Any) -> Any:
            raise RuntimeError("a secret of ours")

    schema = fixed_schema(asking.schema.graph.database)
    schema.__class__ = Broken
    with caplog.at_level(logging.CRITICAL, "wuye"):
        result = asking.run(schema.execute("{ regions { totalCount } }"))

    [error] = result.errors
    assert error.extensions["code"] == "INTERNAL"
    assert "secret" not in error.message


def test_an_unexpected_error_is_masked(caplog: pytest.LogCaptureFixture) -> None:
    found = graphql_error(RuntimeError("password: 永安"))

    assert found.message == "Internal error."
    assert found.extensions is not None
    id = found.extensions["id"]
    assert found.extensions == {"code": "INTERNAL", "id": id}
    assert id in caplog.text
    assert "永安" in caplog.text


def test_our_own_internal_errors_are_masked_too() -> None:
    found = graphql_error(WuyeError("bolt://10.0.0.1 said no"))

    assert (found.message, (found.extensions or {})["code"]) == ("Internal error.", "INTERNAL")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (BadInput("x"), "BAD_USER_INPUT"),
        (NotFound("x"), "NOT_FOUND"),
        (CostLimit("x"), "COST_LIMIT_EXCEEDED"),
        (DeadlineExceeded("x"), "TIMEOUT"),
        (Unavailable("x"), "UNAVAILABLE"),
        (AccessDenied("x"), "UNAVAILABLE"),
    ],
)
def test_our_errors_keep_their_sentence(error: WuyeError, code: str) -> None:
    found = graphql_error(error, path=["a"])

    assert (found.message, found.extensions, found.path) == ("x", {"code": code}, ["a"])


def test_a_long_message_is_cut() -> None:
    assert len(graphql_error(BadInput("甲" * 5000)).message) == LONGEST
    assert len(coded([GraphQLError("甲" * 5000)], "GRAPHQL_PARSE_FAILED")[0].message) == LONGEST


def test_an_error_s_own_code_wins() -> None:
    own = GraphQLError("x", extensions={"code": "BAD_USER_INPUT"})

    assert formatted(coded([own, GraphQLError("y")], "GRAPHQL_VALIDATION_FAILED")) == [
        {"message": "x", "extensions": {"code": "BAD_USER_INPUT"}},
        {"message": "y", "extensions": {"code": "GRAPHQL_VALIDATION_FAILED"}},
    ]
