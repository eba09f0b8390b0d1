"""Subscriptions: each load as it finishes, and what it changed in the answer to a question."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import orjson

from api import whole
from api.access import Caller
from api.hidden import CONFINED
from api.operation import Operation, Selected, resolved
from api.plan import Planner
from api.whole import Asking
from graph import record, rewind
from graph.errors import BadInput, CostLimit, Forbidden
from graph.feed import Feed
from graph.loads import Load
from graph.query import Branch, Inputs
from graph.role import Role

if TYPE_CHECKING:
    from api.execution import PlannedSchema

#: Rows of an answer that is watched, at most: they are held in memory.
WATCHED = 10_000

# -------------------------------------------------------------------------------------------------------------- the events


@dataclass(frozen=True)
class Subscribed:
    """A subscription as it is asked: the field, and what is shown of each of its events."""

    field: Selected
    shown: tuple[Branch, ...]

    def data(self, event: dict[str, Any]) -> dict[str, Any]:
        """The data of one event."""
        return {self.field.key: record.project(event, self.shown)}


def subscribed(operation: Operation) -> Subscribed:
    """Reads a subscription; raises BadInput for one that @asOf would have told long ago."""
    if operation.directive("asOf"):
        raise BadInput("A subscription tells what happens from now on: put @asOf into the question that is watched.")
    [field] = operation.fields("Subscription", (operation.definition.selection_set,))
    shown = Planner(operation, b"", Role.PUBLIC, {}).branches(
        {"loaded": "Load", "watch": "AnswerChange"}[field.name], field.below
    )
    return Subscribed(field, shown)


async def events(
    schema: PlannedSchema, feed: Feed, asked: Subscribed, inputs: Inputs, caller: Caller
) -> AsyncIterator[dict[str, Any]]:
    """The events of a subscription, for ever; raises BadInput, CostLimit, NoAnswer, and what Database raises."""
    if asked.field.name == "loaded":
        if caller.role.confined:
            raise Forbidden(f"`loaded` {CONFINED}")
        async with feed.listen() as heard:
            while True:
                yield asdict(await heard.get())
    given = resolved(dict(asked.field.arguments), inputs)
    async for event in changes(schema, feed, question(schema, given, caller)):
        yield event


def question(schema: PlannedSchema, given: dict[str, Any], caller: Caller) -> Asking:
    """The question that is watched; raises BadInput, NotFound, Forbidden."""
    document, variables = given["document"], given.get("variables") or {}
    if not isinstance(variables, dict):
        raise BadInput("`variables` must be an object.")
    named = "documentId" if document.startswith("sha256:") else "query"
    found = schema.documents.resolve({named: document})
    return Asking(found["query"], given.get("operationName"), variables, caller)


async def changes(schema: PlannedSchema, feed: Feed, asking: Asking) -> AsyncIterator[dict[str, Any]]:
    """What each load changes in an answer, from now on."""
    async with feed.listen() as heard:
        began = await rewind.settled(schema.graph.database)
        before = await answer(schema, replace(asking, known=began))
        yield {"load": None, "rows": len(before), "added": [], "removed": [], "changed": []}
        while True:
            load = await heard.get()
            if (ended := end(load)) <= began:
                continue
            after = await answer(schema, replace(asking, known=ended))
            told = None if asking.caller.role.confined else asdict(load)
            yield {"load": told, "rows": len(after), **difference(before, after)}
            before = after


def end(load: Load) -> datetime:
    """The first instant after a load."""
    return datetime.fromisoformat(str(load.finishedAt)) + timedelta(microseconds=1)


async def answer(schema: PlannedSchema, asking: Asking) -> dict[str, Any]:
    """The rows of an answer by what tells them apart."""
    found: dict[str, Any] = {}
    async for rows in whole.answer(schema, asking):
        found |= {identity(row): row for row in rows}
        if len(found) > WATCHED:
            raise CostLimit(
                f"The answer has more than {WATCHED:,} rows; watch a narrower question. 请缩小所订阅的问题。"
            )
    return found


def identity(row: Any) -> str:
    """What makes a row the same one: its id, or its node's; else all that it says.

    >>> identity({"id": "Enterprise:1", "name": "永安"}), identity({"node": {"id": "Bid:1"}}), identity({"name": "永安"})
    ('Enterprise:1', 'Bid:1', '{"name":"永安"}')
    """
    for named in (row, row.get("node")) if isinstance(row, dict) else ():
        if isinstance(named, dict) and isinstance(named.get("id"), str):
            return str(named["id"])
    return orjson.dumps(row, option=orjson.OPT_SORT_KEYS).decode()


def difference(before: dict[str, Any], after: dict[str, Any]) -> dict[str, list[Any]]:
    """What was added, removed and changed.

    >>> difference({"a": 1, "b": 2}, {"b": 3, "c": 4})
    {'added': [4], 'removed': [1], 'changed': [{'before': 2, 'after': 3}]}
    """
    return {
        "added": [row for key, row in after.items() if key not in before],
        "removed": [row for key, row in before.items() if key not in after],
        "changed": [
            {"before": before[key], "after": row} for key, row in after.items() if key in before and before[key] != row
        ],
    }
