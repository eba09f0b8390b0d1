"""The explorer's page, and what it needs of the declarations: the words of the model and the documents it asks with.

One page for all addresses: its script reads the address and asks `POST /graphql`. Everything shown comes from there.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Mapping
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

import orjson
from graphql import DocumentNode, OperationDefinitionNode, parse, print_ast, separate_operations
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route

from api.assets import KEPT, Kept, small, takes_gzip
from api.console import TAGS, TITLES, Language, choose_language
from api.question import questions
from api.schema_flags import ABOUT
from graph.domain import MODEL
from graph.model import Computed, Enumeration, Field, Relation

FOLDER = Path(str(files("api"))) / "static" / "explorer"
#: Every address that shows something; the script of the page knows what.
ADDRESSES = ("/", "/barred", "/paths", "/flags", "/list/{type}", "/entity/{id:path}")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
#: A list of any type: which columns it has is said in documents/rows.graphql.
LIST = """query {name}List($where: {name}Where, $orderBy: [{name}Order!], $first: Int, $after: String, $asOf: Date, $known: DateTime)
@asOf(valid: $asOf, known: $known) {{
  list: {plural}(where: $where, orderBy: $orderBy, first: $first, after: $after) {{
    totalCount
    nodes {{ ...{name}Row }}
    pageInfo {{ hasNextPage endCursor }}
  }}
}}"""
#: How many there were of each type at a moment.
COUNTS = "query Counts($asOf: Date, $known: DateTime) @asOf(valid: $asOf, known: $known) {{ {counts} }}"
#: The flags about a record of a type that some rule may be about.
FLAGS = """query {name}Flags($id: ID!, $first: Int, $asOf: Date, $known: DateTime) @asOf(valid: $asOf, known: $known) {{
  entity: {single}(by: {{ id: $id }}) {{ id flags(first: $first) {{ totalCount nodes {{ ...FlagRow }} }} }}
}}"""


def routes() -> list[BaseRoute]:
    """The page at its addresses; its files below one that names their content, so that a browser asks for each once."""
    below = files_below()
    return [
        *(Route(address, page) for address in ADDRESSES),
        Route(f"{below}/data.json", data),
        Mount(below, Kept(directory=FOLDER)),
    ]


async def page(request: Request) -> Response:
    """The page, in the language asked for, else the browser's."""
    language = choose_language(request.headers.get("accept-language"), request.query_params.get("lang"))
    headers = HEADERS | {"Cache-Control": "no-cache", "Vary": "Accept-Language"}
    return Response(html(language, request.scope.get("root_path", "")), media_type="text/html", headers=headers)


async def data(request: Request) -> Response:
    """Words and documents."""
    response = Response(content(), media_type="application/json")
    if takes_gzip(request.headers):
        response = small(packed_content(), "application/json")
    response.headers.update(KEPT)
    return response


@cache
def html(language: Language, root: str = "") -> bytes:
    """The page in a language; `root` is where the application is mounted."""
    below = files_below(root)
    values = {
        "lang": TAGS[language],
        "title": escape(TITLES[language]),
        "root": escape(root),
        "files": below,
        "preloads": "\n".join(f'<link rel="modulepreload" href="{below}/{name}">' for name in modules()),
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda found: values[found[1]], (FOLDER / "index.html").read_text("utf-8")).encode()


def files_below(root: str = "") -> str:
    """Where the page's files are, as HTML writes it."""
    return f"{escape(root)}/explorer/{digest()}"


def modules() -> list[str]:
    """The page's own scripts, all of which are small."""
    return sorted(path.name for path in FOLDER.iterdir() if path.name.endswith(".js"))


@cache
def content() -> bytes:
    """What the page fetches once."""
    return orjson.dumps(
        {
            "types": types(),
            "enums": enums(),
            "documents": documents(),
            "questions": [{"title": question.title, "document": question.document} for question in questions()],
        }
    )


@cache
def packed_content() -> bytes:
    """The same, as most browsers take it."""
    return gzip.compress(content(), 6, mtime=0)


@cache
def digest() -> str:
    """A name for the page's data and files as they are now."""
    texts = [path.read_bytes() for path in sorted(FOLDER.rglob("*.*"))]
    return hashlib.sha256(b"".join([content(), *texts])).hexdigest()[:16]


@cache
def documents() -> Mapping[str, str]:
    """Every operation that the page may ask, by name, each with the fragments it uses; all of them are trusted documents."""
    written = [path.read_text("utf-8") for path in (FOLDER / "documents").iterdir() if path.name.endswith(".graphql")]
    lists = [LIST.format(name=node.name, plural=node.plural) for node in MODEL]
    flags = [FLAGS.format(name=node.name, single=node.singular) for node in MODEL if node.name in ABOUT]
    counts = COUNTS.format(counts=" ".join(f"{node.name}: {node.plural} {{ totalCount }}" for node in MODEL))
    found = separate_operations(parse("\n".join([*written, *lists, *flags, counts])))
    return {name: operation_first(found[name]) for name in sorted(found)}


def operation_first(document: DocumentNode) -> str:
    """A document's text, its operation before its fragments: whoever opens it in the console reads the question first."""
    parts = sorted(document.definitions, key=lambda node: not isinstance(node, OperationDefinitionNode))
    return "\n\n".join(print_ast(part) for part in parts)


def types() -> dict[str, Any]:
    """The types of the model with the Chinese names of their members, in the words of graph/domain.py."""
    return {
        node.name: {
            "zh": node.zh,
            "plural": node.plural,
            "fact": node.fact,
            "members": {name: member(node.name, found) for name, found in node.members.items()},
        }
        for node in MODEL
    }


def member(owner: str, found: Field | Relation | Computed) -> dict[str, Any]:
    """A member's names and type; of a to-many relation, how a list of its other end is filtered by this one."""
    told: dict[str, Any] = {"zh": found.zh, "note": found.en}
    if not isinstance(found, Relation):
        return told | {"type": found.type.name if isinstance(found.type, Enumeration) else str(found.type)}
    told["type"] = found.target
    if not found.many and not found.carried:
        told["zh"] = MODEL[found.target].zh  # seen from the other side it is "what concerns this one"
    if found.many and found.inverse in MODEL[found.target].members:
        told |= {"inverse": found.inverse, "inverseMany": MODEL[found.target].relation(found.inverse).many}
    return told


def enums() -> dict[str, Mapping[str, str]]:
    """The closed word lists: name → word → Chinese."""
    found = {field.type for node in MODEL for field in node.fields if isinstance(field.type, Enumeration)}
    found |= {field.type for node in MODEL for field in node.computed if isinstance(field.type, Enumeration)}
    return {enumeration.name: enumeration.words for enumeration in sorted(found, key=lambda one: one.name)}
