"""Records as answers: positions become response keys in the order of the selection, and what is missing is said."""

from __future__ import annotations

import pytest

from graph.domain import MODEL
from graph.errors import BadInput
from graph.query import (
    Bounds,
    Branch,
    Connection,
    ConnectionItem,
    Fixed,
    Inputs,
    Lookup,
    Lookups,
    Node,
    Nothing,
    One,
    Page,
    Plan,
    Property,
    Shape,
    constant,
)
from graph.record import Run, decoder, project
from tests.asking import TODAY

RUN = Run(Inputs({}, TODAY), b"secret")
REGION = MODEL["Region"]
NAME = Property("called", REGION.field("name"))
NAMED = Shape(REGION, (NAME,))


def page(*items: ConnectionItem, size: int = 2, backward: bool = False) -> Plan:
    """A plan of one connection."""
    return Plan(
        (Connection("a", Page(REGION, None, None, (), Bounds(constant(size), backward), (Node(NAMED),), items)),)
    )


def test_keys_keep_the_order_of_the_selection() -> None:
    plan = Plan(
        (
            Fixed("z", constant(1)),
            Lookup("b", "code", constant("1"), Shape(REGION, (NAME, Property("a", REGION.field("code"))))),
            Nothing("a"),
        )
    )
    data, failures = decoder(plan)([[["1", ["咸安区", "421202"]]]], RUN)

    assert list((data or {}).items()) == [("z", 1), ("b", {"called": "咸安区", "a": "421202"}), ("a", None)]
    assert list((data or {})["b"]) == ["called", "a"]
    assert failures == []


@pytest.mark.parametrize(("backward", "rows"), [(False, ["a", "b"]), (True, ["b", "a"])])
def test_the_row_beyond_the_page_is_not_shown(backward: bool, rows: list[str]) -> None:
    """One more than asked for is read: it tells that there are more."""
    info = ConnectionItem("info", "pageInfo", info=(("next", "hasNextPage"), ("before", "hasPreviousPage")))
    plan = page(ConnectionItem("rows", "nodes"), info, backward=backward)
    data, _ = decoder(plan)([[[["a"], ["b"], ["c"]]]], RUN)

    assert data == {
        "a": {"rows": [{"called": name} for name in rows], "info": {"next": not backward, "before": backward}}
    }


def test_several_of_a_name_are_an_error_that_lists_them() -> None:
    plan = Plan((Lookup("a", "name", constant("甲"), NAMED), Fixed("b", constant(2))))
    data, [failure] = decoder(plan)([[[f"{n:02}", ["甲"]] for n in range(11)]], RUN)

    assert data == {"a": None, "b": 2}
    assert (failure.key, type(failure.error)) == ("a", BadInput)
    assert "00, 01, 02, 03, 04, 05, 06, 07, 08, 09, …" in str(failure.error)


def test_nodes_come_in_the_order_of_their_ids() -> None:
    ids = ["Region:2", "Cat:1", "Region:1", "Region:2"]
    data, _ = decoder(Plan((Lookups("a", constant(ids), (NAMED,)),)))([[[["1", ["甲"]], ["2", ["乙"]]]]], RUN)

    assert data == {"a": [{"called": "乙"}, None, {"called": "甲"}, {"called": "乙"}]}


def test_a_required_relation_that_leads_nowhere_is_no_answer() -> None:
    """Such a graph was not written by the loader: null may not stand there."""
    owner = One("region", MODEL["Community"].relation("region"), NAMED)
    plan = Plan(
        (
            Connection(
                "a",
                Page(
                    MODEL["Community"],
                    None,
                    None,
                    (),
                    Bounds(constant(2)),
                    (Node(Shape(MODEL["Community"], (owner,))),),
                    (ConnectionItem("rows", "nodes"),),
                ),
            ),
        )
    )
    data, [failure] = decoder(plan)([[[[None]]]], RUN)

    assert data is None
    assert failure.error.code == "INTERNAL"


def test_a_tree_is_cut_to_its_branches() -> None:
    whole = {"a": [{"b": 1, "c": {"d": 2}}, {"b": 3, "c": None}], "e": 5}
    branches = (
        Branch("x", "a", (Branch("t", "=T"), Branch("c", "c", (Branch("dd", "d"),)))),
        Branch("e", "e"),
        Branch("e2", "e"),
    )

    assert project(whole, branches) == {"x": [{"t": "T", "c": {"dd": 2}}, {"t": "T", "c": None}], "e": 5, "e2": 5}
