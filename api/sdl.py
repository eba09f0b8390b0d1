"""Strawberry types made from declarations instead of classes: the words in which api/schema.py derives a schema from the model."""

from __future__ import annotations

import enum
import keyword
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField
from strawberry.types.unset import UNSET


@dataclass(frozen=True)
class Deprecated:
    """That a member goes: since when that is said, and what to use instead.

    >>> Deprecated(date(2027, 1, 31), "Bid.outcome").reason
    '自 2027-01-31 弃用,请用 Bid.outcome。Since 2027-01-31: use `Bid.outcome`.'
    """

    since: date
    instead: str

    @property
    def reason(self) -> str:
        """What the schema says of it."""
        return f"自 {self.since} 弃用,请用 {self.instead}。Since {self.since}: use `{self.instead}`."


@dataclass(frozen=True)
class Argument:
    """An argument, or a field of an input: name, type as GraphQL writes it, description, default."""

    name: str
    type: str
    text: str
    default: Any = UNSET


@dataclass(frozen=True)
class Member:
    """A field of an object."""

    name: str
    type: str
    text: str
    arguments: tuple[Argument, ...] = ()
    deprecated: Deprecated | None = None


def both(zh: str, en: str) -> str:
    """A bilingual description: Chinese, a blank line, English.

    >>> both("小区", "A community.")
    '小区\\n\\nA community.'
    """
    return f"{zh}\n\n{en}"


class Types:
    """The types of one schema by name; a type may name another before it is made."""

    def __init__(self, scalars: Mapping[str, Any]) -> None:
        self.made: dict[str, Any] = dict(scalars)

    def object(self, name: str, text: str, members: Iterable[Member], implements: tuple[str, ...] = ()) -> None:
        """An object type; members of its interfaces come first and are not repeated."""
        self._make(name, text, members, implements, strawberry.type)

    def interface(self, name: str, text: str, members: Iterable[Member], implements: tuple[str, ...] = ()) -> None:
        """An interface."""
        self._make(name, text, members, implements, strawberry.interface)

    def input(self, name: str, text: str, members: Iterable[Argument], *, one_of: bool = False) -> None:
        """An input object; `one_of`: exactly one of its fields."""
        fields = [self._input_field(member) for member in members]
        self._finish(name, fields, lambda cls: strawberry.input(cls, name=name, description=text, one_of=one_of), ())

    def enum(self, name: str, text: str, words: Mapping[str, str]) -> None:
        """An enum whose values are the words themselves."""
        members = {word: strawberry.enum_value(word, description=zh) for word, zh in words.items()}
        self.made[name] = strawberry.enum(enum.Enum(name, members), name=name, description=text)  # type: ignore[call-overload]  # functional Enum of described values

    def _make(self, name: str, text: str, members: Iterable[Member], implements: tuple[str, ...], kind: Any) -> None:
        bases = tuple(self.made[interface] for interface in implements)
        fields = [self._field(member) for member in members]
        self._finish(name, fields, lambda cls: kind(cls, name=name, description=text), bases)

    def _finish(self, name: str, fields: list[StrawberryField], decorate: Any, bases: tuple[type, ...]) -> None:
        namespace: dict[str, Any] = {"__annotations__": {field.python_name: object for field in fields}}
        wanted = {field.python_name: field.type_annotation for field in fields}
        cls = decorate(type(name, bases, namespace | {field.python_name: field for field in fields}))
        # dataclasses replaced each field's type by the placeholder above: put the real one back.
        for field in cls.__strawberry_definition__.fields:
            if field.python_name in wanted:
                field.type_annotation = wanted[field.python_name]
        self.made[name] = cls

    def _field(self, member: Member) -> StrawberryField:
        field = StrawberryField(
            python_name=python_name(member.name),
            graphql_name=member.name,
            type_annotation=self._type(member.type),
            description=member.text,
            deprecation_reason=member.deprecated.reason if member.deprecated else None,
        )
        field.arguments = [
            StrawberryArgument(
                python_name=python_name(argument.name),
                graphql_name=argument.name,
                type_annotation=self._type(argument.type),
                description=argument.text,
                default=argument.default,
            )
            for argument in member.arguments
        ]
        return field

    def _input_field(self, member: Argument) -> StrawberryField:
        return StrawberryField(
            python_name=python_name(member.name),
            graphql_name=member.name,
            type_annotation=self._type(member.type),
            description=member.text,
            default=UNSET if not member.type.endswith("!") else member.default,
        )

    def _type(self, text: str) -> StrawberryAnnotation:
        return StrawberryAnnotation(python_type(text), namespace=self.made)


def python_type(text: str) -> str:
    """A GraphQL type reference as a Python annotation.

    >>> python_type("[String!]!"), python_type("[Node]!"), python_type("Date")
    ('list[String]', 'list[Node | None]', 'Date | None')
    """
    if not text.endswith("!"):
        return python_type(text + "!") + " | None"
    inner = text[:-1]
    return f"list[{python_type(inner[1:-1])}]" if inner.startswith("[") else inner


def python_name(name: str) -> str:
    """A name that Python accepts."""
    return name + "_" if keyword.iskeyword(name) or name in ("object", "list") else name
