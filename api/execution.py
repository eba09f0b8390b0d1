"""Document → answer: a plan is made once per document and shape of its variables; a request only binds, runs and decodes."""

from __future__ import annotations

import asyncio
import gc
import logging
import time
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from time import perf_counter
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
    OperationType,
    TypeNode,
    get_variable_values,
    parse,
    specified_rules,
    validate,
)
from strawberry.exceptions import MissingQueryError
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError
from strawberry.types.graphql import OperationType as AllowedType

from api import cite, cost, explain, mutation
from api.access import SHELL, Caller
from api.audit import Noted, Trail, rows
from api.cost import Estimate
from api.document import Documents, document_id
from api.errors import coded, graphql_error
from api.hidden import CONFINED, ROLES, personal
from api.kept import Kept
from api.limits import Limits, check_document, check_plan, check_variables
from api.metrics import Metrics
from api.operation import Operation, shape
from api.plan import make_plan
from api.prepared import BYTES, DOCUMENTS, VARIANTS, Key, Prepared, Variant
from api.rate import Rate
from api.turns import Turns
from graph import record, rewind
from graph.cypher import Statement, compile_plan
from graph.database import Database
from graph.errors import BadInput, CostLimit, DeadlineExceeded, Forbidden, Unavailable, WuyeError
from graph.fulltext import PAST, is_past
from graph.mark import Mark
from graph.query import Finding, Fixed, Inputs, Nothing, Plan
from graph.regime import Regime, published
from graph.role import Role

log = logging.getLogger("wuye")

#: Errors of one document that are reported; the work of finding more is not spent.
MOST_ERRORS = 5
#: New documents after which memory is swept: a parsed one refers to itself, and the sweep by itself comes seldom (api/app.py).
SWEPT = 500
#: How graphql-core begins what it says of directives that the schema does not have.
INCREMENTAL = ("Unknown directive '@defer'", "Unknown directive '@stream'")


class Refused(Exception):
    """A request that never ran: its errors."""

    def __init__(self, errors: list[GraphQLError]) -> None:
        super().__init__(errors)
        self.errors = errors


@dataclass(frozen=True)
class Graph:
    """What a schema answers from: an open database, the secret of its cursors, what the server says of itself, what tells the
    states of the graph apart, where that can be known, and the credit regimes to score by."""

    database: Database
    secret: bytes
    server: dict[str, Any]
    mark: Mark | None = None
    regimes: Mapping[str, Regime] = field(default_factory=published)


class PlannedSchema(strawberry.Schema):
    """A Strawberry schema whose operations run as plans; `graph` is set once the database is open."""

    graph: Graph
    limits = Limits()
    documents: Documents
    public = False  # exposure: nothing to probe with for those who are not known
    rate = Rate()
    trail: Trail | None = None  # the audit log, where one is kept

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.documents = Documents()
        self.plans: Kept[Key, Prepared] = Kept(BYTES, DOCUMENTS)
        self.metrics = Metrics()
        self.turns = Turns()
        self.editing = asyncio.Lock()
        self._estimating: set[asyncio.Task[Estimate]] = set()

    @cached_property
    def hash(self) -> str:
        """The hash of its text: what an answer's fields mean."""
        return document_id(self.as_str())

    async def execute(
        self,
        query: str | None,
        variable_values: dict[str, Any] | None = None,
        context_value: Any = None,
        root_value: Any = None,
        operation_name: str | None = None,
        allowed_operation_types: Iterable[AllowedType] | None = None,
        operation_extensions: dict[str, Any] | None = None,
    ) -> ExecutionResult:
        """The answer to one request, recorded where there is an audit log: in context_value["noted"] it finds what to record."""
        if not query:
            raise MissingQueryError
        if self.trail is None:
            return await self.answer(query, variable_values, context_value, operation_name)
        noted, began, code = Noted(), perf_counter(), "CANCELLED"
        try:
            result = await self.answer(query, variable_values, context_value, operation_name, noted)
            noted.rows, code = rows(result.data), code_of(result)
            return result
        finally:
            seconds = perf_counter() - began
            self.trail.operation(caller_of(context_value), query, variable_values, noted, code, seconds=seconds)
            if isinstance(context_value, dict):
                context_value["noted"] = noted

    def told_of(self, caller: Caller, query: str, variables: Mapping[str, Any], code: str) -> None:
        """Tells the audit log, where there is one, of an operation that was not executed here: that it begins, or why it is refused."""
        if self.trail is not None:
            self.trail.operation(caller, query, variables, Noted(), code)

    def turned_away(self, caller: Caller | None, address: str, code: str) -> None:
        """Tells the audit log, where there is one, of a request that is refused; nothing is given, so that it may fail to."""
        if self.trail is not None:
            with suppress(Unavailable):
                self.trail.refused(caller, address, code)

    async def answer(
        self,
        query: str,
        variable_values: dict[str, Any] | None,
        context_value: Any,
        operation_name: str | None,
        noted: Noted | None = None,
    ) -> ExecutionResult:
        """The answer to one request, or why there is none; what there is to record of it is added to `noted`."""
        try:
            return await self._answer(query, variable_values or {}, context_value, operation_name, noted)
        except Exception as error:  # noqa: BLE001  # the edge: ours are said, of others the caller gets an id, the log the rest
            return failed(error)

    async def _answer(
        self,
        query: str,
        variables: dict[str, Any],
        context: Any,
        operation_name: str | None,
        noted: Noted | None,
    ) -> ExecutionResult:
        clock, caller = explain.Clock(), caller_of(context)
        prepared = self.prepare(query, operation_name, caller)
        clock.lap("parse")
        inputs = self.inputs(prepared, variables, told(context, "today"))
        if prepared.definition.operation is OperationType.MUTATION:
            return await self.edit(prepared, inputs, caller)
        variant = self.variant(prepared, inputs)
        objects = check_plan(variant.plan, inputs, self.limits)
        clock.lap("plan")
        mode = explain.asked(context)
        if mode and not caller.known:
            raise Forbidden(f"{explain.HEADER} is for those signed in.")
        if mode and caller.role.confined:
            raise Forbidden(f"{explain.HEADER} {CONFINED}")
        async with self.turns.turn(caller.name):
            rows = await self.rows(variant, inputs, told=mode is not None)
            clock.cost = objects + rows
            clock.lap("cost")
            if noted is not None:
                note(noted, variant, caller, objects + rows)
            inputs = await self.charge(variant.plan, inputs, caller, objects, rows)
            if variant.plan.dry_run:
                return self.dry(variant.plan, inputs)
            async with self.recorded(variant.plan, inputs, told(context, "known")) as (database, inputs):
                return await self.ask(variant, inputs, database, clock, mode)

    async def edit(self, prepared: Prepared, inputs: Inputs, caller: Caller) -> ExecutionResult:
        """The answer to a mutation, whose edits are done one after the other."""
        operation = Operation(self._schema, prepared.definition, prepared.fragments, inputs.variables)
        if self.rate.limit:
            self.rate.spend(caller.name, mutation.COST)
        try:
            async with self.turns.turn(caller.name), asyncio.timeout(self.graph.database.deadline), self.editing:
                return ExecutionResult(data=await mutation.mutate(self.graph, operation, inputs, caller), errors=None)
        except TimeoutError:
            raise DeadlineExceeded(
                "The edit took longer than its deadline, and may have been recorded all the same: look, then repeat it."
                " 编辑超时,也许已被记录:请先查看再重试。"
            ) from None

    def writes(self, query: object, operation_name: str | None, caller: Caller) -> bool:
        """Is it a mutation?"""
        if not isinstance(query, str) or "mutation" not in query:
            return False
        try:
            return self.prepare(query, operation_name, caller).definition.operation is OperationType.MUTATION
        except (Refused, WuyeError):
            return False

    # ------------------------------------------------------------------------------------------------ what it costs

    async def measure(
        self, query: str, variables: dict[str, Any] | None, operation_name: str | None, caller: Caller
    ) -> tuple[int, int]:
        """The objects that an operation may return, and what it costs; nothing for one that will be refused."""
        try:
            prepared = self.prepare(query, operation_name, caller)
            inputs = self.inputs(prepared, variables or {})
            variant = self.variant(prepared, inputs)
            objects = check_plan(variant.plan, inputs, self.limits)
            return objects, objects + await self.rows(variant, inputs)
        except (Refused, WuyeError):
            return 0, 0

    async def rows(self, variant: Variant, inputs: Inputs, *, told: bool = False) -> int:
        """The rows that Neo4j expects to touch: asked once a plan, and in the background from time to time.

        A plain plan is run before it is explained, unless somebody wants to know, or is `told`: until then it counts as nothing.
        """
        known = variant.estimate
        if known is None:
            wanted = told or variant.plan.allowances or self.rate.limit or not cost.plain(variant.plan)
            estimating = self.estimating(variant, inputs)
            return (await asyncio.shield(estimating)).rows if wanted else 0
        if time.monotonic() - known.made > cost.FRESH:
            self.estimating(variant, inputs)
        return known.rows

    def estimating(self, variant: Variant, inputs: Inputs) -> asyncio.Task[Estimate]:
        """The one task that asks Neo4j for a plan's estimate, however many requests want it."""

        async def estimate() -> Estimate:
            try:
                rows = await cost.rows_of(self.graph.database, variant.plan, inputs)
                variant.estimate = Estimate(rows, time.monotonic())
                return variant.estimate
            finally:
                variant.estimating = None

        task = variant.estimating
        if task is None:
            task = variant.estimating = asyncio.get_running_loop().create_task(estimate())
            self._estimating.add(task)
            task.add_done_callback(self._estimated)
        return task

    def _estimated(self, task: asyncio.Task[Estimate]) -> None:
        self._estimating.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.info("no estimate: %s", error)  # whoever waits for it hears it as well

    async def close(self) -> None:
        """Ends what goes on in the background."""
        for task in self._estimating:
            task.cancel()
        await asyncio.gather(*self._estimating, return_exceptions=True)

    async def charge(self, plan: Plan, inputs: Inputs, caller: Caller, objects: int, rows: int) -> Inputs:
        """The inputs, with what the caller has left where that is asked; raises RateLimited, and CostLimit for what costs too much."""
        if objects + rows > self.limits.cost and not plan.dry_run:
            raise await cost.refuse(self.graph.database, plan, inputs, objects + rows, self.limits.cost)
        self.metrics.cost += objects + rows
        if self.rate.limit:
            self.rate.spend(caller.name, 0 if plan.dry_run else objects + rows)
        return replace(inputs, allowance=self.allowance(caller.name, objects, rows)) if plan.allowances else inputs

    def allowance(self, name: str, objects: int, rows: int) -> dict[str, Any]:
        """The answer of `rateLimit`."""
        limit = self.rate.limit or self.limits.cost
        remaining = self.rate.remaining(name) if self.rate.limit else limit
        return {
            "cost": min(objects + rows, cost.MOST),
            "limit": min(limit, cost.MOST),
            "remaining": min(remaining, cost.MOST),
            "used": min(limit - remaining, cost.MOST),
            "resetAt": self.rate.reset_at,
            "nodeCount": objects,
        }

    def dry(self, plan: Plan, inputs: Inputs) -> ExecutionResult:
        """The answer to an operation that is only to be measured."""
        asked = {root.key: root for root in plan.roots if isinstance(root, Fixed)}
        return ExecutionResult(data={key: asked[key].value.read(inputs) for key in plan.allowances}, errors=None)

    # ------------------------------------------------------------------------------------------------ the answer

    @asynccontextmanager
    async def recorded(
        self, plan: Plan, inputs: Inputs, known: datetime | None
    ) -> AsyncIterator[tuple[Database, Inputs]]:
        """The graph as it stood recorded at the instant of @asOf, else at the one that the request is of; as it is without one.

        With the inputs, which then know what the full-text index held.
        """
        moment = plan.known.read(inputs) if plan.known else known
        if moment is None:
            yield self.graph.database, inputs
            return
        queries = [query for root in plan.roots if isinstance(root, Finding) for query in root.looks_up(inputs)]
        async with rewind.as_known(self.graph.database, moment, queries) as (past, hits):
            # What asks for no text needs no other statement: the one that is compiled serves.
            yield past, replace(inputs, found={PAST: hits}) if hits is not None and queries else inputs

    async def explored(self, plan: Plan, inputs: Inputs, database: Database, *, direct: bool = False) -> Inputs:
        """The inputs with what search, paths and neighborhood must know before the statement runs; `direct`: also what it might
        have answered without."""
        findings = [root for root in plan.roots if isinstance(root, Finding) and root.direct is direct]
        if not findings:
            return inputs
        found = {root.key: await root.explore(database, inputs) for root in findings}
        return replace(inputs, found={**inputs.found, **found})

    async def ask(
        self, variant: Variant, inputs: Inputs, database: Database, clock: explain.Clock, mode: str | None
    ) -> ExecutionResult:
        """Runs a plan, and decodes its record."""
        inputs = await self.explored(variant.plan, inputs, database)
        clock.lap("search")
        statement = variant.past if is_past(inputs) else variant.statement
        parameters = statement.bind(inputs) if statement else {}
        extensions = as_of(variant.plan, inputs)
        try:
            found = await read(statement, parameters, database)
            clock.lap("database")
            if any(root.open(found[place], inputs) for place, root in variant.direct):
                inputs = await self.explored(variant.plan, inputs, database, direct=True)
                clock.lap("search")
                parameters = statement.bind(inputs) if statement else {}
                found = await read(statement, parameters, database)
                clock.lap("database")
            answering = record.Run(inputs, self.graph.secret, self.graph.server)
            data, failures = variant.decode(found, answering)
            await answering.derive(database)
            if variant.plan.cited:
                apart = cite.Cited(data)
                data = apart.data
                extensions |= {"citations": apart.citations, "uncited": apart.uncited}
            clock.lap("decode")
            if mode is not None:
                extensions["explain"] = await explain.explain(database, statement, parameters, mode, clock)
        except Exception as error:  # noqa: BLE001  # the edge, as in answer; Neo4j was asked already
            return ExecutionResult(data=None, errors=[graphql_error(error)], extensions=extensions)
        errors = [graphql_error(failure.error, path=[failure.key]) for failure in failures]
        return ExecutionResult(data=data, errors=errors or None, extensions=extensions)

    # ------------------------------------------------------------------------------------------------ the plan

    def prepare(self, query: str, operation_name: str | None, caller: Caller = SHELL) -> Prepared:
        """The document, from the cache where it was seen before; raises Refused."""
        key = (query, operation_name, caller.role)
        prepared = self.plans.get(key)
        if prepared is None:
            prepared = self._make_prepared(*key)
            self.plans.put(key, prepared, prepared.weight)
            if self.plans.misses % SWEPT == 0:
                gc.collect()
        return prepared

    def _make_prepared(self, query: str, operation_name: str | None, role: Role) -> Prepared:
        if len(query) > self.limits.characters:
            raise CostLimit(f"This document has {len(query)} characters; at most {self.limits.characters} are read.")
        try:
            document = parse(query, max_tokens=self.limits.tokens)
            check_document(document, self.limits)
        except GraphQLError as error:
            # graphql-core's words for too many tokens, and for too deep a nesting.
            code = "COST_LIMIT_EXCEEDED" if "Parsing aborted" in error.message else "GRAPHQL_PARSE_FAILED"
            raise Refused(coded([error], code)) from None
        except RecursionError:
            raise CostLimit("This document is nested too deeply.") from None
        definition = chosen(document, operation_name)
        rules = specified_rules if role.known else [*specified_rules, NoSchemaIntrospectionCustomRule]
        errors = validate(self._schema, document, rules, max_errors=MOST_ERRORS, hide_suggestions=not role.known)
        for found in errors:
            if found.message.startswith(INCREMENTAL):
                found.message = "An answer comes whole: @defer and @stream are not served, leave them out. 不支持 @defer 与 @stream。"
        if errors:
            raise Refused(coded(errors, "GRAPHQL_VALIDATION_FAILED"))
        fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
        variables = definition.variable_definitions or ()
        ids = frozenset(v.variable.name.value for v in variables if innermost(v.type) == "ID")
        return Prepared((query, operation_name, role), document, definition, fragments, ids)

    def inputs(self, prepared: Prepared, variables: dict[str, Any], today: date | None = None) -> Inputs:
        """The variables, coerced, and the day that counts as today; raises Refused."""
        declared = prepared.definition.variable_definitions or ()
        today = today or date.today()
        check_variables(variables, self.limits)
        if not declared:
            return Inputs({}, today)
        found = get_variable_values(
            self._schema, declared, variables, max_errors=MOST_ERRORS, hide_suggestions=not prepared.role.known
        )
        if isinstance(found, list):
            raise Refused(coded(found, "BAD_USER_INPUT"))
        return Inputs(found.coerced, today)

    def variant(self, prepared: Prepared, inputs: Inputs) -> Variant:
        """The compiled plan for variables of this shape; raises BadInput."""
        key = tuple((name, shape(value, id=name in prepared.ids)) for name, value in inputs.variables.items())
        variant = prepared.variants.get(key)
        if variant is None:
            variant = prepared.variants[key] = self.compile(prepared, inputs)
            if len(prepared.variants) > VARIANTS:
                prepared.variants.popitem(last=False)
            self.plans.put(prepared.key, prepared, prepared.weight)
        return variant

    def compile(self, prepared: Prepared, inputs: Inputs) -> Variant:
        """Plan, statement and decoder; raises BadInput for what is no query."""
        if prepared.definition.operation is OperationType.SUBSCRIPTION:
            raise BadInput("A subscription is asked over WebSocket, by graphql-transport-ws. 订阅请用 WebSocket。")
        if prepared.definition.operation is OperationType.MUTATION:
            raise BadInput("A mutation is asked by itself, by POST. 编辑请单独以 POST 提交。")
        operation = Operation(self._schema, prepared.definition, prepared.fragments, inputs.variables)
        plan = make_plan(operation, self.graph.secret, prepared.role, self.graph.regimes)
        columns = [root for root in plan.roots if not isinstance(root, (Fixed, Nothing))]
        direct = [(place, root) for place, root in enumerate(columns) if isinstance(root, Finding) and root.direct]
        return Variant(plan, compile_plan(plan), record.decoder(plan), tuple(direct), personal(plan))


async def read(statement: Statement | None, parameters: dict[str, object], database: Database) -> list[Any]:
    """The columns of a statement's one record; nothing where a plan needs none."""
    return await database.read(statement.text, parameters) if statement else []


def as_of(plan: Plan, inputs: Inputs) -> dict[str, Any]:
    """The extension that says as of when the answer is, where the operation says it."""
    moments = {"valid": plan.as_of, "known": plan.known}
    told = {name: value.read(inputs).isoformat().replace("+00:00", "Z") for name, value in moments.items() if value}
    return {"asOf": told} if told else {}


def failed(error: Exception) -> ExecutionResult:
    """What is said of an operation that has no answer: nothing was executed, unless Neo4j was asked already."""
    if isinstance(error, Refused):
        return PreExecutionError(data=None, errors=error.errors)
    result = ExecutionResult if isinstance(error, (Unavailable, DeadlineExceeded)) else PreExecutionError
    return result(data=None, errors=[graphql_error(error)])


def note(noted: Noted, variant: Variant, caller: Caller, spent: int) -> None:
    """What the audit log is to say of an operation: its cost, the personal data that it read, shown or masked."""
    noted.cost = spent
    hidden = {name for name in variant.personal if not caller.role.reaches(ROLES[name])}
    noted.personal = tuple(name for name in variant.personal if name not in hidden)
    noted.masked = tuple(name for name in variant.personal if name in hidden)


def caller_of(context: Any) -> Caller:
    """Who asks."""
    return context.get("caller", SHELL) if isinstance(context, Mapping) else SHELL


def told(context: Any, name: str) -> Any:
    """What the request is of: `known`, an instant; `today`, a day. None where it says nothing."""
    return context.get(name) if isinstance(context, Mapping) else None


def code_of(result: ExecutionResult) -> str:
    """What came of an operation, as its first error says it."""
    return str((result.errors[0].extensions or {}).get("code")) if result.errors else "OK"


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
