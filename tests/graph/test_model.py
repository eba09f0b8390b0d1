"""The words in which the domain is declared: inverses, ends, keys, and the tables' spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.domain import MODEL
from graph.model import Field, Model, NodeType, Period, Relation, Scalar, Step, snake

KEY = Field("key", Scalar.TEXT, "编号", "Its key.", required=True)
FIRM = NodeType(
    "Firm",
    "firms",
    "firms",
    "企业",
    "A firm.",
    key="key",
    fields=(KEY, Field("name", Scalar.TEXT, "名称", "Its name.")),
)
ROLE = NodeType(
    "Role",
    "roles",
    "roles",
    "任职",
    "A role.",
    key="key",
    fields=(KEY,),
    relations=(
        Relation(
            "firm",
            "Firm",
            (Step("HELD_IN", True, "Firm"),),
            "企业",
            "Where.",
            column="firm",
            inverse="roles",
            inverse_zh="任职",
        ),
    ),
    period=Period("startsOn"),
)


def test_an_inverse_is_added_on_the_other_side() -> None:
    [roles] = Model((FIRM, ROLE))["Firm"].relations

    assert (roles.name, roles.target, roles.steps) == ("roles", "Role", (Step("HELD_IN", False, "Role"),))
    assert (roles.many, roles.carried, roles.inverse) == (True, False, "firm")


@pytest.mark.parametrize("node", list(MODEL), ids=lambda node: node.name)
def test_each_inverse_leads_back(node: NodeType) -> None:
    for relation in node.relations:
        if relation.inverse:
            back = MODEL[relation.target].relation(relation.inverse)
            assert back.target == node.name
            assert [(s.type, not s.out) for s in reversed(back.steps)] == [(s.type, s.out) for s in relation.steps]


def test_the_ends_of_a_relationship() -> None:
    model = Model((FIRM, ROLE))

    assert model.ends == {("Role", "HELD_IN", True): {"Firm"}, ("Firm", "HELD_IN", False): {"Role"}}


def test_keys_end_in_the_name() -> None:
    assert FIRM.keys == ("key", "name")
    assert ROLE.keys == ("key",)
    assert MODEL["Enterprise"].keys == ("enterpriseId", "uscc", "name")


def test_a_fact_is_seen_in_its_period_unless_told_otherwise() -> None:
    assert ROLE.visible == Period("startsOn")
    assert FIRM.visible is None
    assert MODEL["CreditEvent"].visible == Period("occurredOn")


@given(words=st.lists(st.from_regex("[a-z]{2,6}", fullmatch=True), min_size=1, max_size=4))
def test_snake_is_camel_undone(words: list[str]) -> None:
    assert snake(words[0] + "".join(word.capitalize() for word in words[1:])) == "_".join(words)
