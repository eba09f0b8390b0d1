"""The operations of a socket: a query has one answer, a subscription those that come; the same checks, limits and rights as over HTTP."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from functools import cached_property
from typing import Any

from graphql import OperationType
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError

from api import subscription
from api.execution import PlannedSchema, code_of, failed
from api.operation import Operation
from api.whole import NoAnswer
from graph.feed import Feed


class Streams:
    """What Strawberry's handler of a socket asks of a schema."""

    def __init__(self, schema: PlannedSchema) -> None:
        self._schema = schema

    @cached_property
    def feed(self) -> Feed:
        """What is loaded, as it is: one for all sockets."""
        return Feed(self._schema.graph.database, self._schema.graph.mark)

    async def close(self) -> None:
        """Ends what goes on in the background."""
        if "feed" in self.__dict__:
            await self.feed.close()

    async def stream(
        self,
        query: str,
        variable_values: dict[str, Any] | None,
        context_value: dict[str, Any],
        root_value: None,
        operation_name: str | None,
    ) -> AsyncGenerator[ExecutionResult, None]:
        """The answers to one operation; `still` of the context tells who asks, as long as they may."""
        return self._answers(query, variable_values or {}, context_value, operation_name)

    async def _answers(
        self, query: str, variables: dict[str, Any], context: dict[str, Any], operation_name: str | None
    ) -> AsyncGenerator[ExecutionResult, None]:
        schema = self._schema
        try:
            caller = context["caller"] = await context["still"]()
            schema.rate.require(caller.name)
            query = schema.documents.resolve({"query": query})["query"]
            prepared = schema.prepare(query, operation_name, caller)
            if prepared.definition.operation is not OperationType.SUBSCRIPTION:
                yield await schema.execute(query, variables, {"caller": caller}, None, operation_name)
                return
            inputs = schema.inputs(prepared, variables)
            asked = subscription.subscribed(
                Operation(schema._schema, prepared.definition, prepared.fragments, inputs.variables)
            )
            schema.told_of(caller, query, variables, "SUBSCRIBED")
            async for event in subscription.events(schema, self.feed, asked, inputs, caller):
                await context["still"]()
                yield ExecutionResult(data=asked.data(event), errors=None)
        except NoAnswer as refused:  # which was recorded
            yield PreExecutionError(data=None, errors=refused.result.errors)
        except Exception as error:  # noqa: BLE001  # the edge: ours are said, of others the caller gets an id, the log the rest
            refusal = PreExecutionError(data=None, errors=failed(error).errors)
            schema.told_of(context["caller"], query, variables, code_of(refusal))
            yield refusal
