"""The words in which the domain is declared: fields, relations, periods and node types; everything else derives from them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as unhashed
from enum import StrEnum
from functools import cached_property

from graph.role import Role


class Scalar(StrEnum):
    """The value of a field; its name is the GraphQL scalar's."""

    TEXT = "String"
    INT = "Int"
    FLOAT = "Float"
    BOOLEAN = "Boolean"
    DAY = "Date"
    MOMENT = "DateTime"


@dataclass(frozen=True)
class Enumeration:
    """A closed list of words: `PROPERTY_SERVICE` in GraphQL and in the graph, `property_service` or 物业服务 in tables."""

    name: str
    zh: str
    en: str
    words: Mapping[str, str] = unhashed(hash=False)  # NAME → Chinese


class Mask(StrEnum):
    """The form in which a masked value is shown: graph/mask.py."""

    NAME = "NAME"
    PHONE = "PHONE"
    EMAIL = "EMAIL"


@dataclass(frozen=True)
class Published:
    """Where a node is a matter of public record: at the end of `relation`, whose `field` there is one of `words` (none: whatever)."""

    relation: str
    field: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Masked:
    """Who sees a value as it is: those whose role reaches `role`, and of nodes that are `published` everybody; others see its mask."""

    mask: Mask
    role: Role = Role.INVESTIGATOR
    published: tuple[Published, ...] = ()


@dataclass(frozen=True)
class Field:
    """A property of a node. `zh` is its Chinese name, which is also its column's Chinese header."""

    name: str
    type: Scalar | Enumeration
    zh: str
    en: str
    required: bool = False
    many: bool = False
    column: str = ""  # the table's column: the snake_case name unless given, "-" for none
    indexed: bool = False
    searched: bool = False  # in the full-text index
    exact: bool = False  # decides a period: a partial date is no date
    ahead: bool = False  # a day that may be fixed before it comes: a term, a deadline, what a claim speaks of
    since: str = ""  # the day from which it is told, where it came about later than its node: `status`, `outcome`
    personal: bool = False  # kept in the graph, not in the schema: personal data
    masked: Masked | None = None  # personal data that the schema has
    unit: str = ""  # of a figure that registers also write in another: a key of graph/values.py's UNITS

    @property
    def header(self) -> str:
        """The column that feeds it, "" when none does."""
        return "" if self.column == "-" else self.column or snake(self.name)

    def hidden(self, role: Role) -> bool:
        """Does the role see a mask instead, of some nodes at least?"""
        return self.masked is not None and not role.reaches(self.masked.role)


@dataclass(frozen=True)
class Step:
    """One relationship of a pattern, seen from the node on its left."""

    type: str
    out: bool
    label: str


@dataclass(frozen=True)
class Relation:
    """A way from one node type to another: `steps` is the pattern, usually of one step."""

    name: str
    target: str
    steps: tuple[Step, ...]
    zh: str
    en: str
    many: bool = False
    required: bool = False
    column: str = ""  # the table column that holds the key of the other end, for a relation that a row carries
    alias: str = ""  # that column's Chinese header, where it is not `zh`
    listed: bool = False  # to-many without a connection: a plain list
    since: str = ""  # the day, on the node that carries it, from which it holds
    inverse: str = ""  # the field on the other side, "" for none
    inverse_zh: str = ""
    inverse_en: str = ""
    inverse_many: bool = True

    @property
    def carried(self) -> bool:
        """True when a row of this node's table says it."""
        return bool(self.column)


@dataclass(frozen=True)
class Computed:
    """A field worked out by a rule in graph/cypher.py; `on`: it takes a day, the operation's own unless given."""

    name: str
    type: Scalar | Enumeration | str
    zh: str
    en: str
    required: bool = False
    on: bool = False


@dataclass(frozen=True)
class Period:
    """Which fields say since when, until when (inclusive), and cut short on which day (exclusive)."""

    start: str
    end: str | None = None
    cut: str | None = None
    open_start: bool = False  # an unknown beginning counts as "always": entities, not facts


@dataclass(frozen=True)
class NodeType:
    """A kind of node: label, GraphQL type and table in one. `plural` is the root connection's name."""

    name: str
    plural: str
    table: str
    zh: str
    en: str
    key: str
    fields: tuple[Field, ...]
    relations: tuple[Relation, ...] = ()
    computed: tuple[Computed, ...] = ()
    fact: bool = False
    period: Period | None = None  # of a period fact: `inForce`
    exists: Period | None = None  # when @asOf sees it; a period fact's own period unless given
    unique: tuple[str, ...] = ()  # further keys
    place: tuple[str, ...] = ()  # the relations, any of which says where it lies: a role may be confined to regions
    former: str = ""  # the property that holds the key it had before a better one was known: its id keeps answering
    column: str = ""  # the table's column of the key unless it is the snake_case name

    @cached_property
    def singular(self) -> str:
        """`enterpriseRole`, the root field for one."""
        return self.name[0].lower() + self.name[1:]

    @cached_property
    def members(self) -> dict[str, Field | Relation | Computed]:
        """All that can be asked of it, by name."""
        found: dict[str, Field | Relation | Computed] = {}
        found |= {field.name: field for field in self.fields}
        found |= {relation.name: relation for relation in self.relations}
        found |= {computed.name: computed for computed in self.computed}
        return found

    @cached_property
    def named(self) -> bool:
        """Has it a `name`, by which it can be asked for?"""
        return any(f.name == "name" for f in self.fields)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The properties that a key input may name, `name` last."""
        return (self.key, *self.unique, *(("name",) if self.named and self.key != "name" else ()))

    @cached_property
    def searched(self) -> bool:
        """Is any of it in the full-text index?"""
        return any(field.searched for field in self.fields)

    @cached_property
    def shown(self) -> tuple[Field, ...]:
        """The fields that the schema has: all but personal ones."""
        return tuple(f for f in self.fields if not f.personal)

    @cached_property
    def lists(self) -> tuple[str, ...]:
        """Its fields that hold several texts."""
        return tuple(field.name for field in self.fields if field.many)

    @property
    def visible(self) -> Period | None:
        """The period in which @asOf sees the node, None: always."""
        return self.exists or self.period

    @cached_property
    def days(self) -> tuple[str, ...]:
        """Its days, by which it can be correlated in time."""
        return tuple(field.name for field in self.fields if field.type is Scalar.DAY)

    @cached_property
    def about_people(self) -> bool:
        """Is it a person, or does its row name one?"""
        return any(f.personal for f in self.fields) or any(r.carried and r.target == "Person" for r in self.relations)

    def field(self, name: str) -> Field:
        """The field of that name."""
        member = self.members[name]
        assert isinstance(member, Field), name
        return member

    def relation(self, name: str) -> Relation:
        """The relation of that name."""
        member = self.members[name]
        assert isinstance(member, Relation), name
        return member


class Model:
    """Node types by name, with the inverse of each relation added on its other side."""

    def __init__(self, declared: tuple[NodeType, ...]) -> None:
        inverses: dict[str, list[Relation]] = {node.name: [] for node in declared}
        for node in declared:
            for relation in node.relations:
                if relation.inverse:
                    inverses[relation.target].append(_inverse(node.name, relation))
        self.types: dict[str, NodeType] = {
            node.name: replace(node, relations=(*node.relations, *inverses[node.name])) for node in declared
        }

    def __getitem__(self, name: str) -> NodeType:
        return self.types[name]

    def __iter__(self) -> Iterator[NodeType]:
        return iter(self.types.values())

    def hides(self, role: Role) -> bool:
        """Is any field masked before this role?"""
        return any(field.hidden(role) for node in self for field in node.fields)

    @cached_property
    def masked(self) -> frozenset[str]:
        """The types that stand in a full-text index with a text that is masked before some role."""
        texts = {field.name for node in self for field in node.fields if field.searched}
        return frozenset(
            node.name
            for node in self
            if node.searched and any(field.masked and field.name in texts for field in node.fields)
        )

    @cached_property
    def ends(self) -> dict[tuple[str, str, bool], set[str]]:
        """(label, relationship type, outgoing) → the labels at its other end."""
        found: dict[tuple[str, str, bool], set[str]] = {}
        for node in self:
            for relation in node.relations:
                here = node.name
                for step in relation.steps:
                    found.setdefault((here, step.type, step.out), set()).add(step.label)
                    found.setdefault((step.label, step.type, not step.out), set()).add(here)
                    here = step.label
        return found


def _inverse(owner: str, relation: Relation) -> Relation:
    steps: list[Step] = []
    labels = [owner, *(step.label for step in relation.steps)]
    for label, step in zip(reversed(labels[:-1]), reversed(relation.steps), strict=True):
        steps.append(Step(step.type, not step.out, label))
    return Relation(
        name=relation.inverse,
        target=owner,
        steps=tuple(steps),
        zh=relation.inverse_zh,
        en=relation.inverse_en,
        many=relation.inverse_many,
        since=relation.since,
        inverse=relation.name,
    )


def snake(name: str) -> str:
    """The table's spelling of a field's name.

    >>> snake("feePerM2Month"), snake("isOld")
    ('fee_per_m2_month', 'is_old')
    """
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
