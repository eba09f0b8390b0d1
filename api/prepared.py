"""A document that was parsed and validated, with the plans compiled of it so far, and what it weighs in memory."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from graphql import DocumentNode, FragmentDefinitionNode, OperationDefinitionNode

from api.cost import Estimate
from graph.cypher import Statement, compile_plan
from graph.query import Finding, Plan
from graph.role import Role

#: A document, the name of its operation, and the role of those who ask: it decides what is valid, allowed and masked.
Key = tuple[str, str | None, Role]

#: Documents that are kept, the bytes that they may take together, and the plans of one.
DOCUMENTS, BYTES, VARIANTS = 1_000, 64_000_000, 50
#: Bytes that a character takes: of a document that was parsed and planned (120 to 240, measured on the golden operations; the first plan
#: of a document is most of the rest), and of a statement.
OF_DOCUMENT, OF_PLAN, OF_STATEMENT = 100, 100, 15


@dataclass
class Variant:
    """A compiled plan: for one document, operation and shape of variables; and what Neo4j expects it to touch."""

    plan: Plan
    statement: Statement | None
    decode: Callable[..., Any]
    direct: tuple[tuple[int, Finding], ...] = ()  # what the statement may leave open, each with the place of its column
    personal: tuple[str, ...] = ()  # the personal data that it reads
    estimate: Estimate | None = None
    estimating: asyncio.Task[Estimate] | None = None

    @cached_property
    def past(self) -> Statement | None:
        """The statement for a graph that is taken back."""
        return compile_plan(self.plan, past=True)


@dataclass
class Prepared:
    """A document that was parsed, validated and measured, with the variants compiled so far."""

    key: Key
    document: DocumentNode
    definition: OperationDefinitionNode
    fragments: Mapping[str, FragmentDefinitionNode]
    ids: frozenset[str]  # variables whose type is ID: a plan depends on the type that they name
    variants: OrderedDict[Any, Variant] = field(default_factory=OrderedDict)

    @property
    def role(self) -> Role:
        """The role of those who ask."""
        return self.key[2]

    @property
    def weight(self) -> int:
        """The bytes that it takes, about."""
        statements = sum(len(v.statement.text) for v in self.variants.values() if v.statement)
        each = OF_DOCUMENT + OF_PLAN * len(self.variants)
        return 2_000 + len(self.key[0]) * each + OF_STATEMENT * statements
