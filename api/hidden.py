"""What a role may not ask: by what it sees masked, since a value that filters, orders, groups or counts would be told all the same;
and, of a role that does not see every row, what the others brought about.

What of personal data an operation reads is told to the audit log.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from graph.domain import MODEL
from graph.errors import Forbidden
from graph.flags import Asked
from graph.model import Computed, Field, NodeType, Relation
from graph.query import Historic, Lookup, Plan, Property, Shape, Value

#: How a field that may be masked is called.
NAMES = {id(field): f"{node.name}.{field.name}" for node in MODEL for field in node.fields if field.masked}

#: The role from which on it is seen.
ROLES = {NAMES[id(field)]: field.masked.role for node in MODEL for field in node.fields if field.masked}


#: Why a role that does not see every row may not ask something.
CONFINED = (
    "is not for a role that sees some of the rows only: it would tell of the others. 此角色只可见部分记录,故不可查。"
)


def require_seen(plan: Plan) -> None:
    """Raises Forbidden where a field that the role sees masked stands anywhere in the plan but where it is shown.

    The plan is all that reaches the database: what cannot stand in it can be asked by no way, those that are yet to come
    included. A plan is checked once, when it is made; plans are kept by role.
    """
    if not MODEL.hides(plan.role):
        return
    for field in asked_by(plan):
        if field.masked is not None and field.hidden(plan.role):
            raise Forbidden(
                f"{NAMES[id(field)]} is personal data, which the role {plan.role} sees masked and cannot filter, sort, group, count or look up"
                f" by: it needs the role {field.masked.role}. 个人信息已遮蔽,不可据以查询,须有 {field.masked.role} 角色。"
            )


def personal(plan: Plan) -> tuple[str, ...]:
    """The personal data that a plan reads, shown or masked: to show it, to find by it, or to judge by it."""
    found = {id(field) for field in read_by(plan)} & set(NAMES)
    return tuple(name for key, name in NAMES.items() if key in found)


def read_by(part: object) -> Iterator[Field]:
    """The fields that a part of a plan reads: history reads all of its node's, a rule those of whomever it meets."""
    match part:
        case Property():
            yield part.field
        case Shape() if any(isinstance(item, Historic) for item in part.items):
            yield from part.node.fields
            yield from read_by(part.items)
        case Asked():
            yield from (field for node in MODEL for field in node.fields)
        case tuple():
            for each in part:
                yield from read_by(each)
        case Field() | Value() | NodeType() | Relation() | Computed():
            yield from asked_by(part)
        case Lookup():
            yield part.shape.node.field(part.property)
            yield from read_by(part.shape)
        case _ if is_dataclass(part):
            for each in fields(part):
                yield from read_by(getattr(part, each.name))


def asked_by(part: object) -> Iterator[Field]:
    """The fields that decide which nodes are found, in which order and in which figures."""
    match part:
        case Field():
            yield part
        case Property() | Value() | NodeType() | Relation() | Computed():
            return  # shown, given, or of the model
        case Lookup():
            yield part.shape.node.field(part.property)
            yield from asked_by(part.shape)
        case tuple():
            for each in part:
                yield from asked_by(each)
        case _ if is_dataclass(part):
            for each in fields(part):
                yield from asked_by(getattr(part, each.name))
