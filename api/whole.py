"""A question answered into a file, whole or not at all: its list page by page, each as of the same instant, nothing silently cut.

In JSON a connection without `first` or `last` has 20 rows and says `hasNextPage`; a file has nobody to ask on, so that the list that
its rows are comes whole. A list within a row that its document does not bound must fit 20 (groups and pairs: 1,000), or the question is
refused. Each page is an operation with the limits and the cost of one. The file is of one instant, the beginning unless another is
given: what is loaded meanwhile is not in it, and the same question as of that instant gives the same bytes again.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, BinaryIO

from graphql import (
    ArgumentNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    OperationType,
    SelectionNode,
    SelectionSetNode,
    TypeInfo,
    TypeInfoVisitor,
    get_named_type,
    get_nullable_type,
    is_list_type,
    parse,
    print_ast,
    visit,
)
from graphql.language import Visitor
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError

from api import sheet
from api.access import SHELL, Caller
from api.bounds import BOUNDS, without_null_bounds
from api.document import document_id
from api.execution import PlannedSchema, Refused, code_of
from api.manifest import Manifest
from api.prepared import Prepared
from api.sheet import Asked
from api.sheet_format import FORMATS
from graph import rewind
from graph.errors import BadInput, CostLimit, WuyeError

#: Rows of a page at most, and of a list without pages that its document does not bound: what `first` may be.
PAGE = 1_000
#: Bytes of a file at most.
LARGEST = 2 << 30
#: The name under which a page says whether there is another, and the variables by which that is asked for.
MORE, FIRST, AFTER = "wuyeMore", "wuyeFirst", "wuyeAfter"


class NoAnswer(WuyeError):
    """There is no whole answer: the result says why."""

    def __init__(self, result: ExecutionResult) -> None:
        super().__init__("; ".join(error.message for error in result.errors or ()))
        self.result = result


@dataclass(frozen=True)
class Asking:
    """A question with who asks it, and what its file is of: the day that is today, the instant of the record (None: now)."""

    document: str
    operationName: str | None = None
    variables: dict[str, Any] = field(default_factory=dict)
    caller: Caller = SHELL
    known: datetime | None = None
    today: date | None = None


async def write(schema: PlannedSchema, asking: Asking, format: str, file: BinaryIO) -> Manifest:
    """Write the rows of the answer; `file` is then at its beginning. Raises NoAnswer, BadInput, CostLimit, and what Database raises."""
    question = await _Question.of(schema, asking)
    assert question.asking.known is not None
    columns = list(dict.fromkeys(name for root in question.roots.values() for name in sheet.headings(root)))
    count = 0
    with closing(FORMATS[format](file, columns, question.asking.known)) as made:
        async for rows in question.rows():
            for row in rows:
                made.row(row)
            count += len(rows)
            if file.tell() > LARGEST:
                raise CostLimit(f"The file has more than {LARGEST >> 30} GB; ask for it in parts, by a `where`.")
        await asyncio.to_thread(made.finish)
    file.seek(0)
    digest = (await asyncio.to_thread(hashlib.file_digest, file, "sha256")).hexdigest()  # type: ignore[arg-type]  # any binary file has readinto
    file.seek(0)
    return Manifest(
        document=asking.document,
        documentHash=document_id(asking.document),
        operationName=asking.operationName,
        variables=asking.variables,
        format=format,
        valid=question.told.get("valid"),
        known=question.told.get("known") or question.asking.known.isoformat(),
        today=str(question.asking.today),
        schemaHash=schema.hash,
        rows=count,
        sha256=digest,
    )


async def answer(schema: PlannedSchema, asking: Asking) -> AsyncIterator[list[Any]]:
    """The rows of the answer, a page at a time; raises what `write` raises."""
    question = await _Question.of(schema, asking)
    async for rows in question.rows():
        yield rows


# ------------------------------------------------------------------------------------------------- the parts of a question


@dataclass(frozen=True)
class Part:
    """A document that asks for one root field of a question; `way`: the response keys that lead to its connection, where it has pages."""

    document: str
    key: str | None
    way: tuple[str, ...] = ()
    unbounded: frozenset[str] = frozenset()


def parts(
    schema: PlannedSchema, document: DocumentNode, operation: OperationDefinitionNode, roots: dict[str, Asked]
) -> Iterator[Part]:
    """The question as documents of one root field each, in their order; one whose root has fragments is asked as it is."""
    selections = operation.selection_set.selections
    if len(selections) != len(roots) or not all(isinstance(node, FieldNode) for node in selections):
        yield part(schema, document, operation, None, None)
        return
    for place, (key, root) in enumerate(roots.items()):
        others = tuple(node if at == place else left_out(node) for at, node in enumerate(selections))
        alone = replace(operation, selection_set=SelectionSetNode(selections=others))
        yield part(schema, document, alone, key, root)


def left_out(node: SelectionNode) -> SelectionNode:
    """A selection that is not asked for now; what it needs of the document stays in use."""
    [wrapped] = parsed("{ ... @include(if: false) { x } }").selection_set.selections
    assert isinstance(wrapped, InlineFragmentNode)
    return replace(wrapped, selection_set=SelectionSetNode(selections=(node,)))


def part(
    schema: PlannedSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    key: str | None,
    root: Asked | None,
) -> Part:
    """The document of one root field, which pages through its rows, and tells of every list that its bounds cut."""
    path = sheet.way(root) if root else None
    if path and len(lists := [name for name, below in path[-2].below.items() if below.listed] if path[1:] else []) > 1:
        raise BadInput(f"A file has one list of rows, and here are {' and '.join(lists)}: ask for one of them.")
    paged = (
        path[-2] if path and path[1:] and pageable(path[-2]) and path[-1].nodes[0].name.value in sheet.LISTS else None
    )
    rewriter = _Rewriter(TypeInfo(schema._schema), paged.nodes[0] if paged else None)
    if paged:
        declared = parsed(f"query(${FIRST}: Int!, ${AFTER}: String) {{ x }}").variable_definitions or ()
        operation = replace(operation, variable_definitions=(*(operation.variable_definitions or ()), *declared))
    rest = (each for each in document.definitions if isinstance(each, FragmentDefinitionNode))
    alone = replace(document, definitions=(operation, *rest))
    text = print_ast(visit(alone, TypeInfoVisitor(rewriter.info, rewriter)))
    keys = tuple((each.nodes[0].alias or each.nodes[0].name).value for each in path[:-1]) if paged and path else ()
    return Part(text, key, keys, frozenset(rewriter.unbounded))


def pageable(asked: Asked) -> bool:
    """Is it a connection that nothing bounds?"""
    [node, *more] = asked.nodes
    return (
        connection(asked.type) and not more and not BOUNDS & {argument.name.value for argument in node.arguments or ()}
    )


def connection(type: Any) -> bool:
    """Has it rows and pages?"""
    return str(get_named_type(type)).endswith("Connection")


def parsed(text: str) -> OperationDefinitionNode:
    """The one operation of a text."""
    [found] = parse(text).definitions
    assert isinstance(found, OperationDefinitionNode)
    return found


def arguments(text: str) -> tuple[ArgumentNode, ...]:
    """Arguments as they are written."""
    [field] = parsed(f"{{ x({text}) }}").selection_set.selections
    assert isinstance(field, FieldNode)
    return tuple(field.arguments or ())


class _Rewriter(Visitor):
    """Gives the connection `paged` its page, and lets each other list that nothing bounds tell that it is cut."""

    def __init__(self, info: TypeInfo, paged: FieldNode | None) -> None:
        super().__init__()
        self.info = info
        self.unbounded: set[str] = set()
        self._paged = paged.loc.start if paged is not None and paged.loc else None

    def leave_field(self, node: FieldNode, *_: Any) -> FieldNode | None:
        field = self.info.get_field_def()
        if field is None or "first" not in field.args:
            return None
        if node.loc and node.loc.start == self._paged:
            return changed(node, f"first: ${FIRST}, after: ${AFTER}", "hasNextPage endCursor")
        if {"first", "last"} & {argument.name.value for argument in node.arguments or ()}:
            return None
        if connection(field.type) and node.selection_set:
            selected = node.selection_set.selections
            shown = any(not isinstance(each, FieldNode) or each.name.value in sheet.LISTS for each in selected)
            return changed(node, "", "hasNextPage") if shown else None
        if is_list_type(get_nullable_type(field.type)):
            self.unbounded.add((node.alias or node.name).value)
            return changed(node, f"first: {PAGE}", "")
        return None


def changed(node: FieldNode, given: str, asked: str) -> FieldNode:
    """A field with further arguments, and asked whether there is more."""
    if given:
        node = replace(node, arguments=(*(node.arguments or ()), *arguments(given)))
    if asked and node.selection_set:
        [more] = parsed(f"{{ {MORE}: pageInfo {{ {asked} }} }}").selection_set.selections
        node = replace(node, selection_set=SelectionSetNode(selections=(*node.selection_set.selections, more)))
    return node


# -------------------------------------------------------------------------------------------------------------- the pages


class _Question:
    """A question that is asked page by page. `told`: the as-of pair of its document."""

    def __init__(self, schema: PlannedSchema, asking: Asking, prepared: Prepared) -> None:
        self.told: dict[str, str] = {}
        self.asking = asking
        self._document, self._operation = without_null_bounds(prepared.document, prepared.definition, asking.variables)
        fragments = {d.name.value: d for d in self._document.definitions if isinstance(d, FragmentDefinitionNode)}
        self.roots = sheet.asked(schema._schema, self._operation, fragments)
        self._schema = schema
        self._size = PAGE
        self._changed = False

    @classmethod
    async def of(cls, schema: PlannedSchema, asking: Asking) -> _Question:
        """The question, as of an instant and a day; raises NoAnswer for a document that cannot be asked."""
        known = asking.known or await rewind.settled(schema.graph.database)
        asking = replace(asking, known=known, today=asking.today or date.today())
        try:
            prepared = schema.prepare(asking.document, asking.operationName, asking.caller)
        except Refused as refused:
            result = PreExecutionError(data=None, errors=refused.errors)
            schema.told_of(asking.caller, asking.document, asking.variables, code_of(result))
            raise NoAnswer(result) from None
        if prepared.definition.operation is not OperationType.QUERY:
            raise BadInput("Rows are the answer to a query. 只有查询才有行。")
        return cls(schema, asking, prepared)

    async def rows(self) -> AsyncIterator[list[Any]]:
        """The rows, a page at a time."""
        for part in parts(self._schema, self._document, self._operation, self.roots):
            async for rows in self._rows(part):
                yield rows

    async def _rows(self, part: Part) -> AsyncIterator[list[Any]]:
        after: str | None = None
        while True:
            data = await self._page(part, after)
            more = None
            if part.way:
                found: Any = data
                for key in part.way:
                    found = found[key] if found else None
                more = found.pop(MORE) if found else None
            uncut(data, part.unbounded)
            yield [row for key, value in data.items() if part.key in (None, key) for row in sheet.rows(value)]
            if not more or not more["hasNextPage"]:
                return
            after = more["endCursor"]

    async def _page(self, part: Part, after: str | None) -> dict[str, Any]:
        """A page; a smaller one where the first asks for too much."""
        while True:
            paging = {FIRST: self._size, AFTER: after} if part.way else {}
            result = await self._settled(part, self.asking.variables | paging)
            if not result.errors and result.data is not None:
                self.told = (result.extensions or {}).get("asOf", {})
                return result.data
            costly = any((e.extensions or {}).get("code") == "COST_LIMIT_EXCEEDED" for e in result.errors or ())
            if not (costly and part.way and after is None and self._size > 1):
                raise NoAnswer(result)
            self._size = max(1, self._size // 8)

    async def _settled(self, part: Part, variables: dict[str, Any]) -> ExecutionResult:
        """The answer as of the instant; asked again where a load has begun meanwhile: it is taken back from then on."""
        asking, database = self.asking, self._schema.graph.database
        assert asking.known is not None
        context = {"caller": asking.caller, "known": asking.known, "today": asking.today}
        while True:
            result = await self._schema.execute(part.document, variables, context, None, asking.operationName)
            if self._changed or not await rewind.changed(database, asking.known):
                return result
            self._changed = True


def uncut(value: Any, unbounded: frozenset[str]) -> None:
    """Raises BadInput for a list that is longer than what is shown of it; takes away what was asked for to know."""
    if isinstance(value, list):
        for each in value:
            uncut(each, unbounded)
    elif isinstance(value, dict):
        more = value.pop(MORE, None)
        if more and more["hasNextPage"]:
            raise BadInput(
                "A list within a row has more than its 20 rows, and a file is not cut: say its `first`, or ask for that list itself. "
                "行内列表超出 20 条,请指定 first。"
            )
        for key, each in value.items():
            if key in unbounded and isinstance(each, list) and len(each) == PAGE:
                raise BadInput(f"`{key}` has {PAGE:,} rows or more, and a file is not cut: say its `first`.")
            uncut(each, unbounded)
