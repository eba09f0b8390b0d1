"""What a report is asked about, a document, an entity or a flag, and the asking, at an as-of pair that does not move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import orjson
from graphql import (
    ArgumentNode,
    DirectiveNode,
    DocumentNode,
    GraphQLError,
    NameNode,
    OperationDefinitionNode,
    StringValueNode,
    parse,
    print_ast,
)

from api import explorer
from api.execution import PlannedSchema
from api.manifest import day, moment
from api.report.picture import fragments
from api.schema_flags import ABOUT
from graph.domain import MODEL
from graph.errors import BadInput, NotFound
from graph.rules import RULES

#: Of an answer at most so many nodes are asked for their flags, each for so many; of a neighbourhood so many nodes are drawn.
SUBJECTS, FLAGS, DRAWN = 20, 20, 30
FLAG = """fragment flag on Flag {
  id on explanation confidence missing clearsWhen
  rule { id version name text basis proposed parameters { name value } }
  subject { ...label }
  inputs { ...label ... on Fact { recordedAt sources { document { id title number issuer issuedOn url synthetic } locator quote } } }
  contributions { indicator value threshold met period { from to } }
}"""


@dataclass(frozen=True)
class Pins:
    """What makes an answer the same at any time: the as-of pair (`valid` None: all of history), and the day that counts as today."""

    valid: date | None
    known: datetime
    today: date

    def told(self) -> dict[str, str | None]:
        """As the manifest says it."""
        known = self.known.astimezone(UTC).isoformat().replace("+00:00", "Z")
        return {"valid": str(self.valid) if self.valid else None, "known": known, "today": str(self.today)}


@dataclass(frozen=True)
class Question:
    """A question: its kind (QUERY, ENTITY, FLAG), the global id that it is about, its document and variables."""

    kind: str
    subject: str | None
    document: str
    variables: Mapping[str, Any] = field(default_factory=dict)


def question(what: str, text: str | None, variables: Mapping[str, Any], pins: Pins) -> Question:
    """The question that a word of the command line means: a flag's id, a node's, or a document whose text is given.

    >>> question("Flag:PHOENIX:00", None, {}, Pins(None, datetime(2026, 11, 1, tzinfo=UTC), date(2023, 7, 10))).kind
    'FLAG'
    """
    if text is not None:
        return Question("QUERY", None, pinned(text, pins.valid), variables)
    type, _, key = what.partition(":")
    if variables:
        raise BadInput("--variables belong to a question in a file; an id has none.")
    if type == "Flag" and key.partition(":")[0] in RULES:
        document = flags_document(f"flags(rules: [{key.partition(':')[0]}], subject: $subject, first: 1000)")
        return Question("FLAG", what, pinned(document, pins.valid))
    if type in MODEL.types and key:
        # The explorer's own question about an entity, whose day is a variable.
        given = {"id": what, "asOf": pins.valid.isoformat() if pins.valid else None}
        return Question("ENTITY", what, pinned(explorer.documents()[type], None), given)
    raise BadInput(
        f"{what} is neither a file with a GraphQL operation, nor an id: an entity's is as `id` shows it, Enterprise:9142…, a "
        "flag's Flag:RULE:…; `wuye query` finds both."
    )


@cache
def flags_document(root: str) -> str:
    """The document that asks for all of a flag and for its picture; `root` is the field with its arguments."""
    path = "path { nodes { ...label } edges { from to type } }"
    return f"query Flag($subject: ID!) {{ {root} {{ nodes {{ ...flag {path} }} }} }}\n{FLAG}\n{fragments()}"


@cache
def flags_of_nodes() -> str:
    """The document that asks for the flags about some nodes."""
    parts = [
        f"... on {type} {{ flags(first: {FLAGS}) {{ totalCount nodes {{ ...flag }} }} }}" for type in sorted(ABOUT)
    ]
    return f"query Flags($ids: [ID!]!) {{ nodes(ids: $ids) {{ id {' '.join(parts)} }} }}\n{FLAG}\n{fragments()}"


@cache
def neighbourhood() -> str:
    """The document that asks for what is drawn around a node."""
    shown = "nodes { ...label } edges { from to type } truncated total"
    return f"query Around($id: ID!) {{ neighborhood(id: $id, limit: {DRAWN}) {{ {shown} }} }}\n{fragments()}"


def pinned(text: str, valid: date | None, *, cite: bool = True) -> str:
    """The document with @cite and the day of @asOf; raises BadInput for a day that it says itself, and for several operations.

    The instant as of which it is recorded is the request's, where the document says none.

    >>> pinned("{ a }", date(2022, 6, 30)).splitlines()[0]
    'query @asOf(valid: "2022-06-30") @cite {'
    """
    try:
        document = parse(text)
    except GraphQLError as error:
        raise BadInput(f"The question is no GraphQL: {error.message}") from None
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    if len(operations) != 1:
        raise BadInput(f"A report is of one operation; this document has {len(operations)}.")
    [operation] = operations
    own = {node.name.value: node for node in operation.directives or ()}
    arguments = {node.name.value: node for node in (own["asOf"].arguments or ())} if "asOf" in own else {}
    if valid is not None:
        said = StringValueNode(value=str(valid))
        if "valid" in arguments and print_ast(arguments["valid"].value) != print_ast(said):
            raise BadInput("The question says its own @asOf(valid:); leave --valid out.")
        arguments["valid"] = ArgumentNode(name=NameNode(value="valid"), value=said)
    own.pop("asOf", None)
    if arguments:
        own["asOf"] = DirectiveNode(name=NameNode(value="asOf"), arguments=tuple(arguments.values()))
    if cite:
        own["cite"] = DirectiveNode(name=NameNode(value="cite"), arguments=())
    directives = tuple(own[name] for name in sorted(own))
    parts = [replace(node, directives=directives) if node is operation else node for node in document.definitions]
    return print_ast(DocumentNode(definitions=tuple(parts))) + "\n"


@dataclass(frozen=True)
class Answered:
    """An answer: its data, and what `@cite` told."""

    data: dict[str, Any]
    citations: Sequence[Mapping[str, Any]]
    uncited: Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Desk:
    """Asks a schema, always at the same pins."""

    schema: PlannedSchema
    pins: Pins

    async def ask(self, document: str, variables: Mapping[str, Any]) -> Answered:
        """An answer; raises BadInput for one with errors: half an answer would look like a whole one."""
        as_of = {"known": self.pins.known, "today": self.pins.today}
        result = await self.schema.execute(document, dict(variables), as_of)
        if result.errors or result.data is None:
            raise BadInput(f"The question has no whole answer: {'; '.join(e.message for e in result.errors or ())}")
        told = result.extensions or {}
        return Answered(result.data, told.get("citations", ()), told.get("uncited", ()))

    async def data(self, document: str, **variables: Any) -> dict[str, Any]:
        """The data of a question of the report's own."""
        return (await self.ask(pinned(document, self.pins.valid, cite=False), variables)).data

    async def subject_of(self, flag: str) -> str:
        """The node that a flag is about; raises NotFound where the rule finds no such flag."""
        rule, after = flag.split(":")[1], None
        page = "nodes { id subject { id } } pageInfo { hasNextPage endCursor }"
        document = f"query Find($after: String) {{ flags(rules: [{rule}], first: 1000, after: $after) {{ {page} }} }}"
        while True:
            found = (await self.data(document, after=after))["flags"]
            for node in found["nodes"]:
                if node["id"] == flag:
                    return str(node["subject"]["id"])
            if not found["pageInfo"]["hasNextPage"]:
                raise NotFound(
                    f"{rule} finds no flag {flag} there and then; `flags(rules: [{rule}])` lists those it finds."
                )
            after = found["pageInfo"]["endCursor"]


def read_manifest(file: Path) -> tuple[Question, Pins]:
    """The question and the pins of a bundle that is to be made again; raises BadInput for a file that is none."""
    try:
        said = orjson.loads(file.read_bytes())
        document = (file.parent / "question.graphql").read_text("utf-8")
        days = said["asOf"]
        made = Question(said["kind"], said["subject"], document, said["variables"])
        return made, Pins(day(days["valid"]) if days["valid"] else None, moment(days["known"]), day(days["today"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadInput(f"{file} is no manifest of a report, or lacks its question.graphql: {error}") from None
