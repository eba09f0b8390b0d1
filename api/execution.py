"""Document → answer: a plan is made once per document and shape of its variables; a request only binds, runs and decodes."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import strawberry
from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLNamedType,
    NamedTypeNode,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    TypeNode,
    get_variable_values,
    parse,
    specified_rules,
    validate,
)
from strawberry.exceptions import MissingQueryError
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError
from strawberry.types.graphql import OperationType

from api import explain
from api.document import Documents
from api.errors import coded, graphql_error
from api.limits import Limits, check_document, check_plan
from api.operation import Operation, shape
from api.plan import make_plan
from graph import record, rewind
from graph.cypher import Statement, compile_plan
from graph.database import Database
from graph.errors import BadInput, CostLimit, Forbidden, WuyeError
from graph.query import Finding, Inputs, Plan

#: Errors of one document that are reported; the work of finding more is not spent.
MOST_ERRORS = 5
PLANS, VARIANTS = 1_000, 50


class Refused(Exception):
    """A request that never ran: its errors."""

    def __init__(self, errors: list[GraphQLError]) -> None:
        super().__init__(errors)
        self.errors = errors


@dataclass(frozen=True)
class Variant:
    """A compiled plan: for one document, operation and shape of variables."""

    plan: Plan
    statement: Statement | None
    decode: Callable[..., Any]


@dataclass
class Prepared:
    """A document that was parsed, validated and measured, with the variants compiled so far."""

    document: DocumentNode
    definition: OperationDefinitionNode
    fragments: Mapping[str, FragmentDefinitionNode]
    ids: frozenset[str]  # variables whose type is ID: a plan depends on the type that they name
    variants: OrderedDict[Any, Variant] = field(default_factory=OrderedDict)


@dataclass(frozen=True)
class Graph:
    """What a schema answers from: an open database, the secret of its cursors, what the server says of itself."""

    database: Database
    secret: bytes
    server: dict[str, Any]


class PlannedSchema(strawberry.Schema):
    """A Strawberry schema whose operations run as plans; `graph` is set once the database is open."""

    graph: Graph
    limits = Limits()
    documents: Documents
    public = False  # exposure: nothing to probe with for those who did not sign in

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.documents = Documents()
        self._prepared: OrderedDict[tuple[str, str | None], Prepared] = OrderedDict()

    async def execute(
        self,
        query: str | None,
        variable_values: dict[str, Any] | None = None,
        context_value: Any = None,
        root_value: Any = None,
        operation_name: str | None = None,
        allowed_operation_types: Iterable[OperationType] | None = None,
        operation_extensions: dict[str, Any] | None = None,
    ) -> ExecutionResult:
        """The answer to one request."""
        if not query:
            raise MissingQueryError
        clock = explain.Clock()
        try:
            prepared = self.prepare(query, operation_name)
            clock.lap("parse")
            inputs = self.inputs(prepared, variable_values or {})
            variant = self.variant(prepared, inputs)
            check_plan(variant.plan, inputs, self.limits)
            clock.lap("plan")
            mode = explain.asked(context_value)
            if mode and self.public:
                raise Forbidden(f"{explain.HEADER} is for those signed in.")
            async with self.recorded(variant.plan, inputs) as database:
                inputs = await self.explored(variant.plan, inputs, database)
                clock.lap("search")
                parameters = variant.statement.bind(inputs) if variant.statement else {}
                return await self.run(variant, inputs, parameters, database, clock, mode)
        except Refused as refused:
            return PreExecutionError(data=None, errors=refused.errors)
        except WuyeError as error:
            return PreExecutionError(data=None, errors=[graphql_error(error)])
        except Exception as error:  # noqa: BLE001  # the edge, as in run
            return PreExecutionError(data=None, errors=[graphql_error(error)])

    @asynccontextmanager
    async def recorded(self, plan: Plan, inputs: Inputs) -> AsyncIterator[Database]:
        """The graph as it stood recorded at the instant of @asOf; as it is without one."""
        if plan.known is None:
            yield self.graph.database
            return
        async with rewind.as_known(self.graph.database, plan.known.read(inputs)) as past:
            yield past

    async def explored(self, plan: Plan, inputs: Inputs, database: Database) -> Inputs:
        """The inputs with what search, paths and neighborhood must know before the statement runs."""
        findings = [root for root in plan.roots if isinstance(root, Finding)]
        if not findings:
            return inputs
        return replace(inputs, found={root.key: await root.explore(database, inputs) for root in findings})

    async def run(
        self,
        variant: Variant,
        inputs: Inputs,
        parameters: dict[str, object],
        database: Database,
        clock: explain.Clock,
        mode: str | None = None,
    ) -> ExecutionResult:
        """Runs a plan, and decodes its record."""
        extensions: dict[str, Any] = {}
        moments = {"valid": variant.plan.as_of, "known": variant.plan.known}
        if any(moments.values()):
            told = {name: value.read(inputs).isoformat() for name, value in moments.items() if value}
            extensions["asOf"] = {name: text.replace("+00:00", "Z") for name, text in told.items()}
        try:
            found: list[Any] = []
            if variant.statement is not None:
                found = await database.read(variant.statement.text, parameters)
            clock.lap("database")
            answering = record.Run(inputs, self.graph.secret, self.graph.server)
            data, failures = variant.decode(found, answering)
            await answering.derive(database)
            clock.lap("decode")
            if mode is not None:
                made = explain.explain(database, variant.statement, parameters, mode, clock)
                extensions["explain"] = await made
        except asyncio.CancelledError:
            raise
        except WuyeError as error:
            return ExecutionResult(data=None, errors=[graphql_error(error)], extensions=extensions)
        except Exception as error:  # noqa: BLE001  # the edge: whatever it was, the caller gets an id, the log the rest
            return ExecutionResult(data=None, errors=[graphql_error(error)], extensions=extensions)
        errors = [graphql_error(failure.error, path=[failure.key]) for failure in failures]
        return ExecutionResult(data=data, errors=errors or None, extensions=extensions)

    # ------------------------------------------------------------------------------------------------ the plan

    def prepare(self, query: str, operation_name: str | None) -> Prepared:
        """The document, from the cache where it was seen before; raises Refused."""
        key = (query, operation_name)
        prepared = self._prepared.get(key)
        if prepared is None:
            prepared = self._prepared[key] = self._make_prepared(query, operation_name)
            if len(self._prepared) > PLANS:
                self._prepared.popitem(last=False)
        else:
            self._prepared.move_to_end(key)
        return prepared

    def _make_prepared(self, query: str, operation_name: str | None) -> Prepared:
        if len(query) > self.limits.characters:
            raise CostLimit(f"This document has {len(query)} characters; at most {self.limits.characters} are read.")
        try:
            document = parse(query, max_tokens=self.limits.tokens)
        except GraphQLError as error:
            # graphql-core's words for too many tokens, and for too deep a nesting.
            code = "COST_LIMIT_EXCEEDED" if "Parsing aborted" in error.message else "GRAPHQL_PARSE_FAILED"
            raise Refused(coded([error], code)) from None
        except RecursionError:
            raise CostLimit("This document is nested too deeply.") from None
        definition = chosen(document, operation_name)
        check_document(document, definition, self.limits)
        rules = [*specified_rules, NoSchemaIntrospectionCustomRule] if self.public else specified_rules
        errors = validate(self._schema, document, rules, max_errors=MOST_ERRORS, hide_suggestions=self.public)
        if errors:
            raise Refused(coded(errors, "GRAPHQL_VALIDATION_FAILED"))
        fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
        variables = definition.variable_definitions or ()
        ids = frozenset(v.variable.name.value for v in variables if innermost(v.type) == "ID")
        return Prepared(document, definition, fragments, ids)

    def inputs(self, prepared: Prepared, variables: dict[str, Any]) -> Inputs:
        """The variables, coerced; raises Refused."""
        declared = prepared.definition.variable_definitions or ()
        if not declared:
            return Inputs({}, date.today())
        found = get_variable_values(self._schema, declared, variables, max_errors=MOST_ERRORS)
        if isinstance(found, list):
            raise Refused(coded(found, "BAD_USER_INPUT"))
        return Inputs(found.coerced, date.today())

    def variant(self, prepared: Prepared, inputs: Inputs) -> Variant:
        """The compiled plan for variables of this shape; raises BadInput."""
        key = tuple((name, shape(value, id=name in prepared.ids)) for name, value in inputs.variables.items())
        variant = prepared.variants.get(key)
        if variant is None:
            variant = prepared.variants[key] = self.compile(prepared, inputs)
            if len(prepared.variants) > VARIANTS:
                prepared.variants.popitem(last=False)
        return variant

    def compile(self, prepared: Prepared, inputs: Inputs) -> Variant:
        """Plan, statement and decoder."""
        operation = Operation(self._schema, prepared.definition, prepared.fragments, inputs.variables)
        plan = make_plan(operation, self.graph.secret)
        return Variant(plan, compile_plan(plan), record.decoder(plan))


def chosen(document: DocumentNode, name: str | None) -> OperationDefinitionNode:
    """The operation to run; raises BadInput when the name does not settle it."""
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    if name:
        operations = [node for node in operations if node.name and node.name.value == name]
        if not operations:
            raise BadInput(f"This document has no operation named {name!r}.")
    if not operations:
        raise BadInput("This document has no operation, only fragments.")
    if len(operations) > 1:
        raise BadInput("This document has several operations; say which one by operationName.")
    return operations[0]


def innermost(type: TypeNode | GraphQLNamedType) -> str:
    """The name in a type reference."""
    while not isinstance(type, NamedTypeNode):
        type = type.type  # type: ignore[union-attr]  # a list or non-null reference
    return type.name.value
