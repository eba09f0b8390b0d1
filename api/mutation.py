"""Mutations: what a person records, corrects or says, written by a load of its own; one after the other, each whole or not at all."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from api import judging
from api.access import SHELL, Caller
from api.operation import Operation, Selected, resolved
from api.plan import Planner
from api.schema_mutation import VERBS, columns
from graph import annotate, loads, record
from graph.cypher import compile_plan
from graph.domain import MODEL
from graph.errors import BadInput, Forbidden
from graph.model import NodeType
from graph.query import Inputs, Plan, constant
from graph.role import Role
from graph.versions import carried

if TYPE_CHECKING:
    from api.execution import Graph
    from loaders.edit import Edited

EDITORS = (Role.EDITOR, Role.ADMIN)
#: Name → verb and type.
MUTATIONS = {f"{verb}{node.name}": (verb, node) for verb in VERBS for node in MODEL}
#: What an edit costs, in the rows of a question: about its time.
COST = 1_000
#: Characters of a note, and of any text of an input.
LONGEST = 10_000


async def mutate(graph: Graph, operation: Operation, inputs: Inputs, caller: Caller) -> dict[str, Any]:
    """The data of a mutation; raises Forbidden, BadInput, and what Database raises."""
    if caller.role not in EDITORS:
        raise Forbidden("Only editors may write: send a key of the role editor or admin. 仅 editor 与 admin 可编辑。")
    data: dict[str, Any] = {}
    for field in operation.fields("Mutation", (operation.definition.selection_set,)):
        if field.name == "__typename":
            data[field.key] = "Mutation"
            continue
        given = resolved(dict(field.arguments), inputs)["input"]
        data[field.key] = await payload(
            graph,
            Planner(operation, graph.secret, caller.role, graph.regimes),
            inputs,
            field,
            await edited(graph, field.name, given, caller, inputs.today),
        )
    return data


async def edited(
    graph: Graph, name: str, given: dict[str, Any], caller: Caller, today: date
) -> tuple[NodeType, Edited, dict[str, str]]:
    """Writes one edit; returns what came of it with the names of its columns in the input."""
    from loaders import edit  # answering questions loads nothing
    from loaders.writer import Edit

    by = caller.name if caller != SHELL else "shell"
    bounded(given)
    if name == "annotateFact":
        label, _, key = given["id"].partition(":")
        if label not in MODEL.types:
            raise BadInput(f"{given['id']!r} is no global id; `id` of a node shows it.")
        node, note = MODEL[label], given["note"].strip()
        if not note:
            return node, edit.Edited(wrong=(edit.Wrong("note", "The note is empty; say something."),)), {"note": "note"}
        if not await annotate.annotate(graph.database, node, key, by=by, note=note):
            return node, edit.Edited(wrong=(edit.Wrong("id", "No node has this id."),)), {"id": "id"}
        return node, edit.Edited(key, await loads.of(graph.database, node, key)), {}
    if name == "judgeMatch":
        return await judging.judge(graph, given, by, today)
    if name == "withdrawJudgement":
        return await judging.take_back(graph, given, by)
    verb, node = MUTATIONS[name]
    names = columns(node)
    targets = {relation.name: relation.target for relation in carried(node)} | {"sourceDocument": "Document"}
    row = {names[field]: keyed(value, targets.get(field)) for field, value in given.items() if field != "note"}
    work = edit.record if verb == "record" else edit.correct
    done = await work(graph.database, node, row, Edit(by, given.get("note")))
    return node, done, {column: field for field, column in names.items()}


def keyed(value: Any, target: str | None) -> Any:
    """A related node's key of its global id; any other value as it is.

    >>> keyed("Enterprise:914", "Enterprise"), keyed(["Region:42"], "Region"), keyed("Enterprise:914", None)
    ('914', ['42'], 'Enterprise:914')
    """
    if target is None or value is None:
        return value
    return [keyed(part, target) for part in value] if isinstance(value, list) else value.removeprefix(f"{target}:")


def bounded(given: Any) -> None:
    """Raises BadInput for a text that is too long."""
    for value in given.values() if isinstance(given, dict) else given if isinstance(given, list) else ():
        if isinstance(value, str) and len(value) > LONGEST:
            raise BadInput(f"A text has {len(value):,} characters; at most {LONGEST:,} are written.")
        bounded(value)


async def payload(
    graph: Graph, planner: Planner, inputs: Inputs, field: Selected, came: tuple[NodeType, Edited, dict[str, str]]
) -> dict[str, Any]:
    """What is shown of an edit."""
    type, done, names = came
    shown: dict[str, Any] = {}
    for part in planner.operation.fields("EditPayload", field.below):
        match part.name:
            case "userErrors":
                errors = [{"field": names.get(wrong.column), "message": wrong.reason} for wrong in done.wrong]
                shown[part.key] = record.project(errors, planner.branches("UserError", part.below))
            case "load":
                load = asdict(done.load) if done.load else None
                shown[part.key] = record.project(load, planner.branches("Load", part.below))
            case "node":
                shown[part.key] = (
                    await node(graph, planner, inputs, part, f"{type.name}:{done.key}") if done.key else None
                )
            case _:
                shown[part.key] = "EditPayload"
    return shown


async def node(graph: Graph, planner: Planner, inputs: Inputs, part: Selected, id: str) -> Any:
    """The node, as it is now."""
    root = planner.root_node(Selected("node", "node", {"id": constant(id)}, part.below, part.nodes))
    plan = Plan((root,), role=planner.role)
    statement = compile_plan(plan)
    assert statement is not None
    found = await graph.database.read(statement.text, statement.bind(inputs))
    run = record.Run(inputs, graph.secret, graph.server)
    data, failures = record.decoder(plan)(found, run)
    for failure in failures:
        raise failure.error
    await run.derive(graph.database)
    return data["node"] if data else None
