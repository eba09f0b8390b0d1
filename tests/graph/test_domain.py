"""The domain is whole: what the contract's tables have it has, names agree, and periods speak of days that are there."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from graph.domain import MODEL
from graph.model import Computed, Enumeration, Field, NodeType, Relation, Scalar
from loaders.synthetic.columns import COLUMNS, PROVENANCE

TYPES = pytest.mark.parametrize("node", list(MODEL), ids=lambda node: node.name)


def columns(node: NodeType) -> set[str]:
    """The columns that feed a type."""
    own = {node.column or f.header if f.name == node.key else f.header for f in node.fields} - {""}
    return own | {relation.column for relation in node.relations if relation.column}


@pytest.mark.parametrize("table", sorted(set(COLUMNS) - {"document_links"}))
def test_every_column_of_a_table_feeds_something(table: str) -> None:
    fed = {column for node in MODEL if node.table == table for column in columns(node)}

    assert set(COLUMNS[table]) - set(PROVENANCE) <= fed


@TYPES
def test_names_are_graphql_s_and_none_is_taken_twice(node: NodeType) -> None:
    names = [*(f.name for f in node.fields), *(r.name for r in node.relations), *(c.name for c in node.computed)]

    assert all(re.fullmatch("[a-z][a-zA-Z0-9]*", name) for name in names)
    assert [name for name, times in Counter(names).items() if times > 1] == []
    assert not {"id", "synthetic", "quality", "recordedAt", "sources", "and", "or", "not"} & set(names)


@TYPES
def test_everything_is_said_in_both_languages(node: NodeType) -> None:
    members: list[Field | Relation | Computed] = list(node.members.values())

    for zh, en in [(node.zh, node.en), *((member.zh, member.en) for member in members)]:
        assert re.search("[一-鿿]", zh), zh
        assert re.match("[A-Z]", en), en


@TYPES
def test_a_key_is_a_required_text(node: NodeType) -> None:
    key = node.field(node.key)

    assert (key.type, key.required, key.many) == (Scalar.TEXT, True, False)


@TYPES
def test_a_period_is_of_days_of_its_own(node: NodeType) -> None:
    for period in (node.period, node.exists):
        for name in (period.start, period.end, period.cut) if period else ():
            if name:
                assert node.field(name).type in (Scalar.DAY, Scalar.INT)
    if node.period:
        assert "inForce" in node.members
        for name in (node.period.start, node.period.end, node.period.cut):
            assert not name or node.field(name).exact, "a partial date decides no period"


@TYPES
def test_relations_lead_somewhere(node: NodeType) -> None:
    for relation in node.relations:
        assert relation.steps[-1].label == relation.target
        assert relation.target in MODEL.types
        assert all(step.label in MODEL.types for step in relation.steps)


def test_plurals_and_singulars_are_distinct() -> None:
    names = [name for node in MODEL for name in (node.plural, node.singular)]

    assert len(names) == len(set(names))


def test_one_word_list_has_one_name() -> None:
    found: dict[str, Enumeration] = {}
    for node in MODEL:
        for field in node.fields:
            if isinstance(field.type, Enumeration):
                assert found.setdefault(field.type.name, field.type) is field.type
                assert all(re.fullmatch("[A-Z][A-Z_]*", word) for word in field.type.words)


def test_only_people_have_personal_fields() -> None:
    personal = {(node.name, field.name) for node in MODEL for field in node.fields if field.personal}

    assert personal == {("Person", "idNumber"), ("Person", "phone")}
