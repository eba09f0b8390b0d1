"""Questions asked without HTTP, on a fixed day and with a fixed secret: a question has the same answer on every run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from api.execution import Graph, PlannedSchema
from api.prepared import Variant
from api.schema import make_schema
from graph.database import Database
from graph.query import Inputs

#: The letter's day.
TODAY = date(2023, 7, 10)
SECRET = b"a secret that is none"
SERVER = {"version": "0.0.0", "neo4j": "0.0.0"}


class FixedSchema(PlannedSchema):
    """The schema, for which it is always the same day, and which explains no plan: that takes as long as a first answer."""

    def inputs(self, *given: Any, **named: Any) -> Inputs:
        return replace(super().inputs(*given, **named), today=TODAY)

    async def rows(self, variant: Variant, inputs: Inputs, *, told: bool = False) -> int:
        return 0


def fixed_schema(database: Database | None) -> FixedSchema:
    """The schema over a database, or over none: then it only compiles."""
    made = make_schema(FixedSchema)
    assert isinstance(made, FixedSchema)
    made.graph = Graph(database, SECRET, SERVER)  # type: ignore[arg-type]  # None: nothing is run
    return made


@dataclass(frozen=True)
class Compiled:
    """An operation up to the database's door: its text, None where nothing needs it, and its parameters."""

    variant: Variant
    text: str | None
    parameters: dict[str, object]


def compiled(
    schema: PlannedSchema, document: str, variables: dict[str, Any] | None = None, name: str | None = None
) -> Compiled:
    """The statement that an operation becomes; raises what the schema raises."""
    prepared = schema.prepare(document, name)
    inputs = schema.inputs(prepared, variables or {})
    variant = schema.variant(prepared, inputs)
    statement = variant.statement
    text = statement.text if statement else None
    return Compiled(variant, text, statement.bind(inputs) if statement else {})


@dataclass(frozen=True)
class Asking:
    """Asks a schema, from outside its event loop."""

    schema: FixedSchema
    run: Callable[[Any], Any]

    def answer(self, document: str, variables: dict[str, Any] | None = None, name: str | None = None) -> dict[str, Any]:
        """The whole answer: data, and errors and extensions where there are some."""
        result = self.run(self.schema.execute(document, variables, operation_name=name))
        body: dict[str, Any] = {"data": result.data}
        if result.errors:
            body["errors"] = [dict(error.formatted) for error in result.errors]
        if result.extensions:
            body["extensions"] = result.extensions
        return body

    def data(self, document: str, /, **variables: Any) -> dict[str, Any]:
        """The data of an answer without errors."""
        body = self.answer(document, variables)
        assert "errors" not in body, (body["errors"], document, variables)
        found: dict[str, Any] = body["data"]
        return found

    def refusal(self, document: str, /, **variables: Any) -> tuple[str, str]:
        """The code and the sentence of an answer that is one error."""
        [error] = self.answer(document, variables)["errors"]
        return error["extensions"]["code"], error["message"]
