"""CollectFields and CoerceArgumentValues, held against graphql-core's own executor on a tiny schema and on random operations."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLSchema,
    OperationDefinitionNode,
    build_schema,
    execute_sync,
    get_variable_values,
    parse,
    validate,
)
from hypothesis import given
from hypothesis import strategies as st

from api.operation import Argument, Operation, Selected, bound, resolved, shape
from graph.query import Inputs, Value
from tests.asking import TODAY

SCHEMA = build_schema(
    """
    directive @asOf(valid: String) on QUERY
    interface Named { name: String self: Named }
    interface Aged implements Named { name: String self: Named age: String }
    type Cat implements Aged & Named { name: String self: Named age: String lives(n: Int = 9, of: [Int!], where: In): String }
    type Dog implements Named { name: String self: Named }
    union Pet = Cat | Dog
    enum Size { SMALL LARGE }
    input In { size: Size sizes: [Size!] n: Int = 3 inner: In list: [In!] f: Float s: String }
    type Query { cat: Cat dog: Dog pet: Pet named: Named echo(where: In, many: [In!], n: Int = 5, ids: [ID!], f: Float): String }
    """
)
CAT: dict[str, Any] = {"__typename": "Cat", "name": "咪咪", "age": "三岁"}


def operation(document: str, variables: dict[str, Any] | None = None, schema: GraphQLSchema = SCHEMA) -> Operation:
    """The first operation of a valid document."""
    parsed = parse(document)
    assert not validate(schema, parsed)
    [definition, *_] = [node for node in parsed.definitions if isinstance(node, OperationDefinitionNode)]
    fragments = {node.name.value: node for node in parsed.definitions if isinstance(node, FragmentDefinitionNode)}
    found = get_variable_values(schema, definition.variable_definitions or (), variables or {})
    assert not isinstance(found, list), found
    return Operation(schema, definition, fragments, found.coerced)


def tree(operation: Operation, type: str, fields: list[Selected]) -> dict[str, Any]:
    """The response keys that a selection makes, in order, where every Named is a Cat."""
    below = {"cat": "Cat", "dog": "Dog", "named": "Cat", "self": "Cat" if type != "Dog" else "Dog", "pet": "Cat"}
    return {
        field.key: tree(operation, below[field.name], operation.fields(below[field.name], field.below))
        if field.below
        else field.name
        for field in fields
    }


def executed(document: str, variables: dict[str, Any]) -> dict[str, Any]:
    """The same, by graphql-core."""

    def resolve(source: Any, info: Any, **_: Any) -> Any:
        if info.field_name in ("cat", "named", "pet", "self", "dog"):
            return {"__typename": "Dog"} if info.parent_type.name == "Dog" or info.field_name == "dog" else CAT
        return info.field_name

    for name in ("Query", "Cat", "Dog"):
        for field in SCHEMA.type_map[name].fields.values():  # type: ignore[attr-defined]  # object types
            field.resolve = resolve
    result = execute_sync(SCHEMA, parse(document), variable_values=variables)
    found: dict[str, Any] = rewritten(result.data)
    return found


def rewritten(data: Any) -> Any:
    """Type names as the name of their field."""
    return {key: rewritten(value) for key, value in data.items()} if isinstance(data, dict) else data


def in_order(value: Any) -> Any:
    """Objects as lists of pairs, which compare their order, too."""
    return [(key, in_order(part)) for key, part in value.items()] if isinstance(value, dict) else value


# ------------------------------------------------------------------------------------------------------------- examples

DOCUMENTS = [
    "{ cat { name } cat { age } }",
    "{ cat { name n: name } ...q } fragment q on Query { cat { lives name } cat { n: name } }",
    "{ b: cat { name } a: cat { name } b: cat { age } }",
    "{ cat { self { name } ... on Cat { self { self { name } } } ... on Named { self { ... on Aged { age } } } } }",
    "{ cat { ... on Named { name } ... on Aged { age } ... on Cat { lives } } }",
    "{ named { ... on Cat { age } ... on Dog { name } ... on Named { name } } pet { ... on Cat { lives } ... on Dog { name } } }",
    "{ cat { ...a ...b ...a } } fragment a on Cat { name ...b } fragment b on Named { self { ...c } } fragment c on Cat { age }",
    "{ cat { ... { name } ... @include(if: true) { age } ... @skip(if: true) { lives } } }",
    "query($t: Boolean!, $f: Boolean!) { cat @include(if: $t) { name @skip(if: $t) age @include(if: $f) lives @skip(if: $f) @include(if: $t) } dog @skip(if: $t) { name } }",
    "query($t: Boolean!, $f: Boolean!) { cat { ...a @skip(if: $t) ...a ...b @include(if: $f) } } fragment a on Cat { name } fragment b on Cat { age }",
    "query($t: Boolean!, $f: Boolean!) { cat @skip(if: $t) { name } cat @skip(if: $f) { age } }",
    "query($t: Boolean! = true, $f: Boolean! = false) { cat @include(if: $f) { name } cat @include(if: $t) { age } dog { name @include(if: $f) self @skip(if: $f) { name } } }",
    "{ cat { name @skip(if: true) name } }",
    "{ cat { ...a } } fragment a on Cat { ...b @skip(if: true) ...b } fragment b on Cat { name }",
]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_fields_are_collected_as_the_executor_does(document: str) -> None:
    variables = {name: value for name, value in (("t", True), ("f", False)) if f"${name}" in document.split(")")[0]}
    made = operation(document, variables)

    assert in_order(tree(made, "Query", made.root())) == in_order(executed(document, variables))


# ----------------------------------------------------------------------------------------------------- random operations

FRAGMENTS = "fragment onCat on Cat { name lives ...onNamed } fragment onNamed on Named { n: name self { name ...onAged } } fragment onAged on Aged { age a: age @skip(if: $t) }"
CONDITIONS = st.sampled_from(
    [
        "",
        "",
        "",
        "@skip(if: $t)",
        "@include(if: $t)",
        "@skip(if: $f)",
        "@include(if: $f)",
        "@skip(if: $f) @include(if: $t)",
    ]
)


@st.composite
def selections(draw: st.DrawFn, depth: int) -> str:
    """Selections that are valid on a Cat."""
    parts: list[str] = []
    for _ in range(draw(st.integers(1, 4))):
        directive = draw(CONDITIONS)
        kinds = ["name", "n: name", "age", "a: age", "lives", "...onCat", "...onNamed", "...onAged"]
        kind = draw(
            st.sampled_from([*kinds, *["self", "... on Cat", "... on Dog", "... on Named", "..."] * (depth > 0)])
        )
        if kind == "self":
            inner = draw(selections(depth - 1))
            parts.append(f"self {directive} {{ name ... on Cat {{ {inner} }} }}")
        elif kind == "... on Dog":
            parts.append(f"... on Named {directive} {{ ... on Dog {{ name }} }}")
        elif kind == "... on Named":
            parts.append(f"... on Named {directive} {{ name ... on Cat {{ {draw(selections(depth - 1))} }} }}")
        elif kind.startswith("... on") or kind == "...":
            parts.append(f"{kind} {directive} {{ {draw(selections(depth - 1))} }}")
        else:
            parts.append(f"{kind} {directive}")
    return " ".join(parts)


@given(first=selections(3), second=selections(2), t=st.booleans(), f=st.booleans())
def test_random_selections(first: str, second: str, t: bool, f: bool) -> None:
    used = "".join(f"${name}: Boolean! " for name in "tf")
    document = f"query({used}) {{ cat {{ {first} ...onCat }} cat @include(if: $f) {{ {second} }} c: cat @skip(if: $t) {{ name }} }} {FRAGMENTS}"
    parsed = parse(document)
    if validate(SCHEMA, parsed):
        return  # two fields of one key may not differ
    made = operation(document, {"t": t, "f": f})

    assert in_order(tree(made, "Query", made.root())) == in_order(executed(document, {"t": t, "f": f}))


# ------------------------------------------------------------------------------------------------------------- arguments


def arguments(document: str, variables: dict[str, Any] | None = None) -> dict[str, Any]:
    """The arguments of the first root field, read."""
    made = operation(document, variables)
    inputs = Inputs(made.variables, TODAY)
    return {name: resolved(value, inputs) for name, value in made.root()[0].arguments.items()}


@pytest.mark.parametrize(
    ("document", "variables", "expected"),
    [
        ("{ echo }", {}, {}),
        ("{ echo(n: null, where: null) }", {}, {"n": None, "where": None}),
        ('{ echo(n: 1, f: 1, ids: [1, "a"]) }', {}, {"n": 1, "f": 1.0, "ids": ["1", "a"]}),
        ("{ echo(ids: 7) }", {}, {"ids": ["7"]}),
        ("{ echo(where: { size: LARGE, sizes: SMALL }) }", {}, {"where": {"size": "LARGE", "sizes": ["SMALL"]}}),
        ("{ echo(many: { f: 2 }) }", {}, {"many": [{"f": 2.0}]}),
        ("query($n: Int) { echo(n: $n) }", {}, {}),
        ("query($n: Int = 4) { echo(n: $n) }", {}, {"n": 4}),
        ("query($n: Int = 4) { echo(n: $n) }", {"n": None}, {"n": None}),
        ("query($n: Int = 4) { echo(n: $n) }", {"n": 6}, {"n": 6}),
        ('query($n: Int) { echo(where: { n: $n, s: "a" }) }', {}, {"where": {"s": "a"}}),
        (
            'query($s: Size) { echo(where: { size: $s, list: [{ size: $s }, { s: "b" }] }) }',
            {"s": "LARGE"},
            {"where": {"size": "LARGE", "list": [{"size": "LARGE"}, {"s": "b"}]}},
        ),
        ('query($i: ID!) { echo(ids: ["a", $i]) }', {"i": "b"}, {"ids": ["a", "b"]}),
        (
            "query($w: In) { echo(where: { inner: $w }) }",
            {"w": {"sizes": ["LARGE"], "list": {"n": 1}}},
            {"where": {"inner": {"sizes": ["LARGE"], "list": [{"n": 1}], "n": 3}}},
        ),
        ("query($m: [In!]) { echo(many: $m) }", {"m": {"s": "x", "n": None}}, {"many": [{"s": "x", "n": None}]}),
        ('query($m: [In!] = [{ s: "d", n: 0 }]) { echo(many: $m) }', {}, {"many": [{"s": "d", "n": 0}]}),
    ],
)
def test_arguments(document: str, variables: dict[str, Any], expected: dict[str, Any]) -> None:
    """As the executor would give them to a resolver, but for defaults of the schema's own, of which ours has none."""
    assert arguments(document, variables) == expected


def test_a_plan_made_for_one_request_reads_the_next_one_s_variables() -> None:
    made = operation("query($w: In, $n: Int) { echo(where: $w, n: $n) }", {"w": {"list": [{"s": "a"}]}, "n": 1})
    [field] = made.root()
    later = Inputs({"w": {"list": [{"s": "z", "n": 3}], "n": 3}, "n": 2}, TODAY)

    assert resolved(dict(field.arguments), later)["n"] == 2
    assert resolved(field.arguments["where"], later)["list"][0]["s"] == "z"


def test_a_directive_on_the_operation() -> None:
    given = operation('query($d: String = "2022-06-30") @asOf(valid: $d) { echo }').directive("asOf")

    assert given is not None
    assert resolved(given["valid"], Inputs({"d": "2022-06-30"}, TODAY)) == "2022-06-30"
    assert operation("{ echo }").directive("asOf") is None
    assert operation("query @asOf(valid: null) { echo }").directive("asOf") == {"valid": None}


# ---------------------------------------------------------------------------------------------------------------- shapes


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"name": {"eq": "a"}}, {"name": {"eq": "b"}}, True),
        ({"name": {"eq": "a"}}, {"name": {"ne": "a"}}, False),
        ({"name": {"in": ["a"]}}, {"name": {"in": ["a", "b"]}}, True),
        ({"name": None}, {"name": {"eq": "b"}}, False),
        ({"or": [{"a": 1}]}, {"or": [{"a": 2}]}, True),
        ({"or": [{"a": 1}]}, {"or": [{"a": 1}, {"a": 2}]}, False),
        (True, False, False),
        (None, "x", False),
        (1, 2, True),
        ([], ["x"], False),
        (["y"], ["x", "z"], True),
    ],
)
def test_shapes(one: Any, other: Any, same: bool) -> None:
    assert (shape(one) == shape(other)) is same


def test_shapes_of_ids() -> None:
    assert shape("Region:1", id=True) == shape("Region:2", id=True) != shape("Person:1", id=True)
    assert shape(["Region:1", "Person:2"], id=True) == shape(["Person:9", "Region:3", "Region:4"], id=True)


@given(
    found=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    )
)
def test_a_shape_can_be_looked_up(found: Any) -> None:
    assert hash(shape(found)) == hash(shape(found))


def test_bound_keeps_an_explicit_null() -> None:
    type = SCHEMA.type_map["In"]
    made: Argument = bound({"n": None, "s": "a"}, lambda inputs: inputs.variables["w"], type)  # type: ignore[arg-type]  # an input type

    assert isinstance(made, dict)
    assert made["n"] is None
    assert isinstance(made["s"], Value)


def test_field_nodes_are_kept() -> None:
    [field] = operation("{ cat { name } cat { age } }").root()

    assert [isinstance(node, FieldNode) for node in field.nodes] == [True, True]
    assert len(field.below) == 2
