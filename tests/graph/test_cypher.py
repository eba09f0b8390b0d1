"""Plans as Cypher: shapes that the golden files do not show, and that Neo4j takes every statement we can make."""

from __future__ import annotations

import pytest

from graph.cypher import compile_plan
from graph.domain import MODEL
from graph.model import NodeType
from graph.query import Fixed, Nothing, Plan, constant
from tests.asking import Asking, FixedSchema, compiled, fixed_schema
from tests.reference import connections


@pytest.fixture(scope="module")
def bare() -> FixedSchema:
    """The schema without a graph."""
    return fixed_schema(None)


def text(schema: FixedSchema, document: str) -> str:
    """The Cypher of an operation."""
    return str(compiled(schema, document).text)


def test_what_needs_no_database_has_no_statement() -> None:
    assert compile_plan(Plan(())) is None
    assert compile_plan(Plan((Nothing("a"), Fixed("b", constant(1))))) is None


def test_a_count_reads_no_rows(bare: FixedSchema) -> None:
    assert text(bare, "{ regions { totalCount } }") == "RETURN\n  [COUNT { (n0:Region) }] AS r0"
    assert "COUNT" not in text(bare, "{ regions { nodes { id } } }")


def test_a_relation_that_a_row_carries_is_joined_and_no_subquery(bare: FixedSchema) -> None:
    found = text(bare, "{ sanctions { nodes { enterprise { region { name } } } } }")

    assert found.count("OPTIONAL MATCH") == 2
    assert found.count("COLLECT") == 1


def test_one_value_is_one_parameter(bare: FixedSchema) -> None:
    """The day of the operation is sent once, however often it decides."""
    found = compiled(
        bare,
        'query @asOf(valid: "2022-06-30") { sanctions { nodes { inForce enterprise { barred } } } bids { totalCount } }',
    )

    assert [str(value) for value in found.parameters.values()].count("2022-06-30") == 1


def test_an_order_is_stated_again_after_the_joins(bare: FixedSchema) -> None:
    """A clause after WITH … ORDER BY promises no order."""
    found = text(bare, "{ sanctions(orderBy: [{ endsOn: DESC_NULLS_LAST }]) { nodes { enterprise { name } } } }")

    assert found.count("ORDER BY n0.endsOn IS NULL, n0.endsOn DESC, n0.sanctionId") == 2


@pytest.mark.parametrize("node", list(MODEL), ids=lambda node: node.name)
def test_every_field_of_everything_related(node: NodeType, asking: Asking) -> None:
    """Neo4j takes it, whatever is selected: all fields, all relations, all fields of these."""
    asking.data(f"{{ {node.plural}(first: 2) {{ nodes {{ {everything(node.name, 2)} }} }} }}")


@pytest.mark.parametrize("node", list(MODEL), ids=lambda node: node.name)
def test_everything_as_of_a_day(node: NodeType, asking: Asking) -> None:
    asking.data(
        f'query @asOf(valid: "2021-08-01") {{ {node.plural}(first: 2) {{ totalCount nodes {{ {everything(node.name, 1)} {counts(node.name)} }} pageInfo {{ hasNextPage }} }} }}'
    )


@pytest.mark.parametrize("name", ["Claim", "Bid", "Person"])
def test_three_deep(name: str, asking: Asking) -> None:
    assert asking.data(f"{{ {MODEL[name].plural}(first: 2) {{ nodes {{ {everything(name, 3)} }} }} }}")


@pytest.mark.parametrize("node", list(MODEL), ids=lambda node: node.name)
def test_every_order(node: NodeType, asking: Asking) -> None:
    """One key after another, with a page after its first row."""
    plural = node.plural
    names = ["id", *(f.name for f in node.shown if not f.many), *(f"{r.name}Count" for r in connections(node))]
    for name in names:
        question = f"{plural}(first: 1, orderBy: [{{ {name}: DESC }}]"
        end = asking.data(f"{{ {question}) {{ pageInfo {{ endCursor }} }} }}")[plural]["pageInfo"]["endCursor"]
        after = f', after: "{end}"' if end else ""  # nobody has judged anything of the demonstration
        asking.data(f"{{ {question}{after}) {{ nodes {{ id }} pageInfo {{ hasPreviousPage }} }} }}")


def counts(name: str) -> str:
    """How many a node is related to, and the names of the ones."""
    relations = MODEL[name].relations
    many = [f"{r.name} {{ totalCount }}" for r in relations if r.many and not r.listed]
    return " ".join([*many, *(f"{r.name} {{ id }}" for r in relations if not r.many or r.listed)])


def everything(name: str, depth: int) -> str:
    """All fields of a type, and of what it is related to."""
    node = MODEL[name]
    found = [
        "id",
        "synthetic",
        "quality",
        "recordedAt",
        "sources { locator document { id } }",
        *(f.name for f in node.shown),
    ]
    found += [f"{c.name} {{ verdict }}" if c.type == "ClaimCheck" else c.name for c in node.computed]
    for relation in node.relations if depth > 1 else ():
        inner = everything(relation.target, depth - 1)
        many = relation.many and not relation.listed
        found.append(
            f"{relation.name}(first: 1) {{ totalCount nodes {{ {inner} }} }}"
            if many
            else f"{relation.name} {{ {inner} }}"
        )
    return " ".join(found)


@pytest.mark.parametrize(
    "document",
    [
        "{ regions(first: 2) { nodes { name enterprises(first: 2) { nodes { name sanctions { aggregate { count } } } } } } }",
        '{ region(by: { code: "421202" }) { name enterprises(first: 2) { nodes { sanctions { aggregate { count } } } } } }',
        "{ sanctions(first: 2) { nodes { enterprise { name bids(first: 1) { nodes { tender { bids { aggregate { count } } } } } } } } }",
    ],
)
def test_a_figure_stands_anywhere(document: str, asking: Asking) -> None:
    """Also in a list within a list."""
    assert asking.data(document)
