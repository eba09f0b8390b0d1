"""Hypothesis strategies for questions: filters, orders and literals, their values taken from the demonstration itself."""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import cache
from typing import Any

from hypothesis import strategies as st

from graph.domain import MODEL
from graph.model import Enumeration, Field, NodeType, Relation, Scalar
from tests.reference import connections, demonstration

#: What questions start from, and what their filters reach.
ROOTS = ("Enterprise", "Sanction", "Community", "Contract", "Bid", "Tender", "CreditEvent", "Region")
REACHED = {*ROOTS, "Authority", "EnterpriseRole", "EnterpriseLink", "PartyBranch", "MarketFiling", "Renovation"}
DIRECTIONS = ("ASC", "DESC", "ASC_NULLS_FIRST", "ASC_NULLS_LAST", "DESC_NULLS_FIRST", "DESC_NULLS_LAST")
ORDERED = ("lt", "lte", "gt", "gte")
TEXTUAL = ("contains", "startsWith", "endsWith")
#: What a field that nobody has is held against.
BESIDE: dict[Any, Any] = {Scalar.DAY: date(2021, 6, 30), Scalar.INT: 1, Scalar.FLOAT: 1.5}


class Word(str):
    """An enum's word: no quotes around it in a document."""


def literal(value: Any) -> str:
    """A value as a document writes it.

    >>> literal({"kind": {"in": [Word("OTHER")]}, "name": {"eq": "甲", "isNull": False}})
    '{kind: {in: [OTHER]}, name: {eq: "甲", isNull: false}}'
    """
    if isinstance(value, Word):
        return str(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {literal(part)}" for name, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(literal(part) for part in value) + "]"
    return json.dumps(value, ensure_ascii=False)


@cache
def known(type: str, name: str) -> tuple[Any, ...]:
    """Some of the values that a field has."""
    found = {part for thing in demonstration()[type] for part in listed(thing[name])}
    return tuple(sorted(found)[:: max(1, len(found) // 30)]) or (BESIDE.get(MODEL[type].field(name).type, "无"),)


def listed(value: Any) -> list[Any]:
    """The values in a value."""
    return [] if value is None else value if isinstance(value, list) else [value]


@st.composite
def operands(draw: st.DrawFn, type: str, field: Field) -> Any:
    """A value that a field is held against: one that it has somewhere, or one beside it."""
    found = draw(st.sampled_from(known(type, field.name)))
    if isinstance(field.type, Enumeration):
        return Word(draw(st.sampled_from(sorted(field.type.words))))
    if isinstance(found, date):
        return (found + timedelta(draw(st.integers(-1, 1)))).isoformat()
    if isinstance(found, bool) or field.type is Scalar.BOOLEAN:
        return draw(st.booleans())
    if field.type in (Scalar.INT, Scalar.FLOAT):
        return found + draw(st.integers(-1, 1))
    return found


@st.composite
def comparisons(draw: st.DrawFn, type: str, field: Field) -> dict[str, Any]:
    """A scalar filter of one or two operators."""
    names = ["eq", "ne", "isNull"]
    if field.type is not Scalar.BOOLEAN:
        names += ["in", "notIn"]
    if not isinstance(field.type, Enumeration) and field.type is not Scalar.BOOLEAN:
        names += ORDERED
    if field.type is Scalar.TEXT:
        names += TEXTUAL
    chosen = draw(st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True))
    given: dict[str, Any] = {}
    for name in chosen:
        if name == "isNull":
            given[name] = draw(st.booleans())
        elif name in ("in", "notIn"):
            given[name] = draw(st.lists(operands(type, field), max_size=3))
        else:
            value = draw(operands(type, field))
            given[name] = draw(parts(value)) if name in TEXTUAL else value
    if field.type is Scalar.TEXT and set(given) != {"isNull"} and draw(st.booleans()):
        given["ignoreCase"] = draw(st.booleans())
    return given


@st.composite
def parts(draw: st.DrawFn, text: str) -> str:
    """A piece of a text, perhaps in capitals."""
    start = draw(st.integers(0, len(text)))
    piece = text[start : start + draw(st.integers(0, 4))]
    return piece.upper() if draw(st.booleans()) else piece


DAYS = st.dates(date(2018, 1, 1), date(2026, 12, 31)).map(date.isoformat)


@st.composite
def ranges(draw: st.DrawFn, *, both: bool) -> dict[str, str]:
    """A DateRange."""
    first, last = sorted([draw(DAYS), draw(DAYS)])
    ends = {"from": first, "to": last}
    return ends if both else draw(st.sampled_from([ends, {"from": first}, {"to": last}]))


@st.composite
def periods(draw: st.DrawFn) -> dict[str, Any]:
    """A PeriodFilter."""
    kind = draw(st.sampled_from(["on", "overlaps", "covers", "startsIn"]))
    return {kind: draw(DAYS) if kind == "on" else draw(ranges(both=kind == "covers"))}


COUNTS = st.dictionaries(st.sampled_from(["eq", "ne", *ORDERED]), st.integers(0, 4), min_size=1, max_size=2)


@st.composite
def quantifiers(draw: st.DrawFn, target: str, depth: int) -> dict[str, Any]:
    """A filter of a relation to many."""
    words = draw(
        st.lists(st.sampled_from(["some", "all", "none", "single", "count"]), min_size=1, max_size=2, unique=True)
    )
    return {word: draw(COUNTS) if word == "count" else draw(wheres(target, depth)) for word in words}


@st.composite
def wheres(draw: st.DrawFn, type: str, depth: int) -> dict[str, Any]:
    """A `where` whose relations and connectives nest no deeper than `depth`."""
    node = MODEL[type]
    names = [field.name for field in node.shown]
    special = ["id", "synthetic"] + ["inForce"] * 3 * bool(node.period) + ["within"] * 2 * (type == "Region")
    deep = [r.name for r in node.relations if r.target in REACHED] + ["and", "or", "or", "not", "not"]
    pool = names + special + (deep * 2 if depth else [])
    chosen = draw(st.lists(st.sampled_from(pool), min_size=1, max_size=2, unique=True))
    return {name: draw(term(node, name, depth)) for name in chosen}


@st.composite
def term(draw: st.DrawFn, node: NodeType, name: str, depth: int) -> Any:
    """What stands under one key of a `where`."""
    match name:
        case "and" | "or":
            return draw(st.lists(wheres(node.name, depth - 1), min_size=1, max_size=2))
        case "not":
            return draw(wheres(node.name, depth - 1))
        case "inForce":
            return draw(periods())
        case "within":
            return draw(st.sampled_from(["420000", "421200", "421202", "421281", "421202001", "99"]))
        case "synthetic":
            return {"eq": draw(st.booleans())}
        case "id":
            ids = [thing.id for thing in demonstration()[node.name]][::17]
            return draw(st.sampled_from([{"in": ids}, {"notIn": ids}, {"eq": ids[-1]}, {"ne": ids[0]}]))
    member = node.members[name]
    if isinstance(member, Field):
        return draw(comparisons(node.name, member))
    assert isinstance(member, Relation)
    return draw(quantifiers(member.target, depth - 1) if member.many else wheres(member.target, depth - 1))


@st.composite
def orders(draw: st.DrawFn, type: str) -> list[dict[str, Any]]:
    """An `orderBy` of up to three keys; the number of some related nodes twice as likely as any other."""
    node = MODEL[type]
    some = {f"{r.name}Aggregate": r.target for r in connections(node) if r.target in REACHED}
    names = ["id", *(f.name for f in node.shown if not f.many), *(f"{r.name}Count" for r in connections(node))]
    chosen = draw(st.lists(st.sampled_from([*names, *some, *some]), max_size=3))
    ways = [Word(draw(st.sampled_from(DIRECTIONS))) for _ in chosen]
    return [
        {name: {"where": draw(wheres(some[name], 0)), "count": way} if name in some else way}
        for name, way in zip(chosen, ways, strict=True)
    ]
