"""GraphQL over HTTP: Strawberry's ASGI view with our media types, statuses, error codes, JSON codec and console."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Coroutine, Mapping
from dataclasses import replace
from datetime import date
from sys import getsizeof
from time import perf_counter
from typing import Any, NamedTuple, TypeVar

import orjson
from cross_web import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send
from strawberry.asgi import GraphQL
from strawberry.exceptions import MissingQueryError
from strawberry.http.base import BaseRequestProtocol
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError

from api import console, explain
from api.access import Caller, Callers
from api.address import Addresses
from api.audit import Noted
from api.document import document_id
from api.download import download, wanted_format
from api.errors import formatted, internal
from api.execution import PlannedSchema, code_of
from api.limits import check_variables
from api.question import tabs
from api.results import Results, Stored
from api.turns import AGAIN
from api.whole import NoAnswer
from graph.errors import (
    BadInput,
    CostLimit,
    Forbidden,
    NotFound,
    RateLimited,
    Unauthenticated,
    Unavailable,
    WuyeError,
)
from graph.role import Role

T = TypeVar("T")

NEW_TYPE = "application/graphql-response+json"
OLD_TYPE = "application/json"
#: A header that a browser sends to another site only after asking it.
PREFLIGHT = "x-wuye-preflight"
#: A body larger than this, in bytes, or slower, in seconds, is not read.
LARGEST, SLOWEST = 256_000, 10.0
#: Operations in one request, on local exposure.
BATCH = 10
#: Files that are made at once in a process; more wait.
FILES = 4
#: Bytes of a question in an address.
LONGEST_ADDRESS = 8_192
#: Seconds after which it is worth knowing whether the caller is still there.
WATCHED_AFTER = 0.1
SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
}


class GraphQLView(GraphQL[Any, None]):
    """The endpoints `/graphql`, `/export` and `/q/NAME`."""

    schema: PlannedSchema

    def __init__(
        self,
        schema: PlannedSchema,
        callers: Callers | None = None,
        *,
        addresses: Addresses | None = None,
        cache: int = 64_000_000,
        batch: int = BATCH,
    ) -> None:
        super().__init__(schema, subscription_protocols=())
        self.addresses = addresses or Addresses(schema._schema, ())
        self.callers = callers or Callers(public=schema.public)
        self.results = Results(cache)
        self.batch = batch
        self.files = asyncio.Semaphore(FILES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await super().__call__(scope, receive, send)
            return
        request = Request(scope, bounded(receive))
        request.state.gone = False
        try:
            refuse_unreadable(request)
            request.state.caller = await self.caller(request)
            if self.schema.public and request.method == "GET" and not self.meant(request):
                raise HTTPException(403, f"GET needs the header {PREFLIGHT}: 1, a key, or a documentId; or use POST.")
            response = await self.respond(request)
        except HTTPException as refused:
            response = refusal(refused.status_code, refused.reason, "BAD_USER_INPUT", request)
            self.turned_away(request, "BAD_USER_INPUT")
        except RateLimited as refused:
            self.schema.metrics.requests[refused.code] += 1
            response = refusal(429, str(refused), refused.code, request)
            response.headers["Retry-After"] = str(refused.seconds)
            self.turned_away(request, refused.code)
        except Unauthenticated as refused:
            self.schema.metrics.requests[refused.code] += 1
            response = refusal(401, str(refused), refused.code, request)
            response.headers["WWW-Authenticate"] = "Bearer"
            self.turned_away(request, refused.code)
        except WuyeError as refused:
            self.turned_away(request, refused.code)
            response = refusal(status_of(refused, request), str(refused), refused.code, request)
        except asyncio.CancelledError:
            if not request.state.gone:
                raise
            return  # nobody is there to answer
        except Exception as error:  # noqa: BLE001  # the edge: the caller gets an id, the log the rest
            response = Answer(orjson.dumps({"errors": formatted([internal(error)])})).response(wanted_type(request))
            response.status_code = 500
            self.turned_away(request, "INTERNAL")
        await response(scope, receive, send)

    def turned_away(self, request: Request, code: str) -> None:
        """Tells the audit log, where there is one, of a request that is refused."""
        address = request.client.host if request.client else ""
        self.schema.turned_away(getattr(request.state, "caller", None), address, code)

    def meant(self, request: Request) -> bool:
        """Is a GET no other site's doing? A browser asks the other site before it sends either header; a trusted document is harmless."""
        asked = PREFLIGHT in request.headers or "authorization" in request.headers
        return asked or self.schema.documents.only or "documentId" in request.query_params or by_address(request)

    async def caller(self, request: Request) -> Caller:
        """Who asks, and has something left to spend; whoever shows a wrong key spends what the address has."""
        host = request.client.host if request.client else ""
        rate = self.schema.rate
        try:
            caller = await self.callers.of(request.headers, host, self.schema.graph.database)
        except Unauthenticated:
            rate.require(host)
            raise
        rate.require(caller.name)
        return caller

    async def respond(self, request: Request) -> Response:
        """The response: of a POST of JSON, which is nearly every request, of a GET that asks, or of another transport."""
        if request.method == "POST" and not json_sent(request):
            raise HTTPException(415, "The body must be application/json, in UTF-8.")
        form = wanted_format(request)
        if by_address(request):
            return await self.question(request, form)
        if plain_post(request):
            found = self.decode_json(await request.body())
            if form:
                return await self.file(request, self.one(found), form)
            if isinstance(found, list):
                return await self.members(request, found)
            return (await self.counted(request, self.one(found))).response(wanted_type(request))
        if request.method == "GET" and {"query", "documentId", "extensions"} & set(request.query_params):
            asked = self.parse_query_params(request.query_params)
            return await (self.file(request, asked, form) if form else self.get(request, asked))
        if request.method == "GET" and "text/html" in request.headers.get("accept", "") and request.state.caller.known:
            return await self.render_graphql_ide(request)
        return await self.run(request)

    async def question(self, request: Request, form: str) -> Response:
        """The response to a question by its address."""
        if request.method != "GET":
            raise HTTPException(405, "A question by its address is asked by GET. 请用 GET。")
        given = request.query_params.multi_items()
        asked = self.addresses.asked(request.path_params["name"], given, whole=bool(form))
        return await (self.file(request, asked, form) if form else self.get(request, asked))

    async def counted(self, request: Request, asked: dict[str, Any]) -> Answer:
        """The answer to one operation, told to the metrics."""
        began = perf_counter()
        answer = await self.answer(request, asked)
        # What was refused is one document for all: nobody fills the metrics with names that mean nothing.
        document = label(asked["query"], asked.get("operationName")) if answer.whole else "other"
        self.schema.metrics.answered(answer.code, document, perf_counter() - began)
        return answer

    async def answer(self, request: Request, asked: dict[str, Any]) -> Answer:
        """The answer to one operation: one that is kept, or one that is made, and kept where it is whole."""
        mark = self.schema.graph.mark
        key = kept_as(asked, request) if mark is not None and self.results.most else None
        if key is None or mark is None:
            return await self.made(request, asked)
        state = await mark.read()
        kept = self.results.get((state, key))
        if kept is not None:
            self.recorded(request, asked, kept)
            return Answer(kept.body, whole=True)
        await mark.settle(state)
        answer = await self.made(request, asked)
        if answer.whole:
            self.results.put((state, key), Stored(answer.body, answer.noted), getsizeof(asked["query"]) + len(key[2]))
        return answer

    def recorded(self, request: Request, asked: Mapping[str, Any], kept: Stored) -> None:
        """Tells the audit log, where there is one, of an answer that was kept: it cost nothing."""
        if self.schema.trail is not None:
            noted = replace(kept.noted or Noted(), cost=0)
            caller, given = request.state.caller, asked.get("variables")
            self.schema.trail.operation(caller, asked["query"], given, noted, "OK", kept=True)

    async def made(self, request: Request, asked: dict[str, Any]) -> Answer:
        """The answer, made now."""
        within = context(request)
        executing = self.schema.execute(
            asked.get("query"), asked.get("variables") or None, within, None, asked.get("operationName")
        )
        try:
            return encode(await watched(request, executing))._replace(noted=within.get("noted"))
        except MissingQueryError:
            raise HTTPException(400, "No GraphQL query found in the request") from None

    async def get(self, request: Request, asked: dict[str, Any]) -> Response:
        """The response to a GET: with an ETag, and a 304 for a caller who has the answer already.

        Where the graph's states can be told apart, the tag is of state and question, and nothing is run for a 304; else it is of the
        answer itself.
        """
        if self.schema.writes(asked.get("query"), asked.get("operationName"), request.state.caller):
            raise HTTPException(405, "A mutation is asked by POST. 编辑请用 POST。")
        wanted, key, mark = wanted_type(request), kept_as(asked, request), self.schema.graph.mark
        headers = {"Cache-Control": cache_control(request), "Vary": VARY}
        tag = entity_tag(await mark.read(), key, wanted) if mark is not None and key is not None else None
        if tag is not None and known(request, tag):
            self.turned_away(request, "NOT_MODIFIED")
            return Response(status_code=304, headers=headers | {"ETag": tag})
        answer = await self.counted(request, asked)
        response = answer.response(wanted)
        if answer.refused and strict(request):
            response.status_code = 400
        if not answer.whole or key is None:
            return response
        tag = tag or entity_tag(answer.body, wanted)
        if known(request, tag):
            return Response(status_code=304, headers=headers | {"ETag": tag})
        for name, value in (headers | {"ETag": tag}).items():
            response.headers[name] = value
        return response

    async def file(self, request: Request, asked: dict[str, Any], form: str) -> Response:
        """The answer as a file of rows; one with errors stays JSON: half an answer would look like a whole one."""
        began, code = perf_counter(), "OK"
        try:
            async with self.files:
                response = await watched(request, download(self.schema, request, asked, form))
            for name, value in (SECURITY_HEADERS | {"Vary": VARY}).items():
                response.headers[name] = value
        except MissingQueryError:
            raise HTTPException(400, "No GraphQL query found in the request") from None
        except NoAnswer as refused:
            answer = encode(refused.result)
            code, response = answer.code, answer.response(wanted_type(request))
            response.status_code = 400 if answer.again is None else 503
        except (BadInput, CostLimit, NotFound, Forbidden) as refused:
            self.schema.told_of(request.state.caller, asked["query"], asked.get("variables") or {}, refused.code)
            code, response = refused.code, refusal(400, str(refused), refused.code, request)
        self.schema.metrics.answered(code, "file", perf_counter() - began)
        return response

    async def members(self, request: Request, found: list[Any]) -> Response:
        """The response to several operations at once, in their order; all together they have the limits of one."""
        if not self.batch:
            raise HTTPException(400, "One operation a request: batches are not answered here. 不支持批量请求。")
        if not 1 <= len(found) <= self.batch:
            raise HTTPException(400, f"A batch holds 1 to {self.batch} operations, this one {len(found)}.")
        asked = [self.one(member) for member in found]
        if not all(isinstance(member.get("query"), str) and member["query"] for member in asked):
            raise HTTPException(400, "Each operation of a batch needs its `query`, or its `documentId`.")
        if any(self.schema.writes(m["query"], m.get("operationName"), request.state.caller) for m in asked):
            raise HTTPException(400, "A mutation is asked by itself, not in a batch. 编辑请单独提交。")
        limits, total = self.schema.limits, [0, 0]
        for member in asked:
            objects, cost = await self.schema.measure(
                member["query"], member.get("variables"), member.get("operationName"), request.state.caller
            )
            total = [total[0] + objects, total[1] + cost]
        if total[0] > limits.objects or total[1] > limits.cost:
            raise CostLimit(
                f"The operations of this batch may return {total[0]:,} objects and cost {total[1]:,} together; at most "
                f"{limits.objects:,} and {limits.cost:,} are allowed: ask by several requests. 请分开请求。"
            )
        answers = await asyncio.gather(*(self.counted(request, member) for member in asked))
        body = b"[" + b",".join(answer.body for answer in answers) + b"]"
        return Answer(body).response(wanted_type(request))

    async def execute_operation(self, request: Request, **kwargs: Any) -> Any:  # type: ignore[override]  # passed on whole
        """Runs the operation of any other request."""
        return await watched(request, super().execute_operation(request=request, **kwargs))

    def encode_json(self, data: object) -> bytes:
        return orjson.dumps(data)

    def decode_json(self, data: str | bytes) -> object:
        try:
            return orjson.loads(data)
        except orjson.JSONDecodeError as error:
            raise HTTPException(400, f"The body is no JSON: {error}") from None

    def parse_json(self, data: str | bytes) -> Any:
        return self.one(self.decode_json(data))

    def one(self, found: object) -> dict[str, Any]:
        """One operation with the document that it names; refuses what is none."""
        if not isinstance(found, dict):
            raise HTTPException(400, 'The body must be one JSON object, {"query": "…"}, or a list of some.')
        for name, kind, said in MEMBERS:
            if found.get(name) is not None and not isinstance(found[name], kind):
                raise HTTPException(400, f"`{name}` must be {said}.")
        return self.named(found)

    def named(self, found: dict[str, Any]) -> dict[str, Any]:
        """An operation with the document that it names; refuses what is nested too deeply to be meant."""
        check_variables(found.get("extensions") or {}, self.schema.limits)
        return self.schema.documents.resolve(found)

    def parse_query_params(self, params: Mapping[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = dict(params)
        for name in ("variables", "extensions"):
            if found.get(name):
                value = self.decode_json(found[name])
                if value is not None and not isinstance(value, dict):
                    raise HTTPException(400, f"`{name}` must be a JSON object.")
                found[name] = value
        return self.named(found)

    def should_render_graphql_ide(self, request: BaseRequestProtocol) -> bool:
        return False  # `respond` has decided

    async def render_graphql_ide(self, request: Request) -> Response:
        language = console.choose_language(request.headers.get("accept-language"), request.query_params.get("lang"))
        root = request.scope.get("root_path", "")
        page = console.page(
            endpoint=f"{root}/graphql",
            static=f"{root}/static/console",
            home=f"{root}/",
            language=language,
            default_tabs=tabs()[:1],
            questions=tabs(),
        )
        policy = console.content_security_policy(request.headers.get("host"))
        headers = {**SECURITY_HEADERS, "Content-Security-Policy": policy, "Vary": "Accept, Accept-Language"}
        return Response(page, media_type="text/html", headers=headers | {"Cache-Control": "no-cache"})

    async def get_context(self, request: Any, response: Any) -> Any:
        return context(request)

    async def get_sub_response(self, request: Any) -> Response:
        sub_response = await super().get_sub_response(request)
        sub_response.wanted = wanted_type(request)  # type: ignore[attr-defined]  # carried to create_response
        return sub_response

    async def process_result(self, request: Request, result: ExecutionResult) -> Any:
        """Strawberry wants a body here; the whole response is made of the result in `create_response`."""
        return result

    def create_response(self, response_data: Any, sub_response: Any) -> Response:
        return encode(response_data).response(sub_response.wanted)


def context(request: Request) -> dict[str, Any]:
    """What an operation knows of its request."""
    return {"request": request, "caller": request.state.caller}


async def watched(request: Request, asked: Coroutine[Any, Any, T]) -> T:
    """What is asked; a caller who leaves meanwhile ends it, and so its transaction."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    watching: list[asyncio.Task[None]] = []

    async def watch() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass
        request.state.gone = True
        assert task is not None
        task.cancel()

    # Most answers are there before anybody can leave: the watch begins late, and costs them a timer only.
    timer = loop.call_later(WATCHED_AFTER, lambda: watching.append(loop.create_task(watch())))
    try:
        return await asked
    finally:
        timer.cancel()
        for watcher in watching:
            watcher.cancel()


class Answer(NamedTuple):
    """An answer as bytes. `whole`: data without errors; `refused`: it never ran; `timing`: of its stages, where asked for; `code`: of its
    first error; `noted`: what there is to record of it; `again`: seconds after which to ask again, where nothing ran for want of room."""

    body: bytes
    whole: bool = False
    refused: bool = False
    code: str = "OK"
    timing: bytes | None = None
    noted: Noted | None = None
    again: int | None = None

    def response(self, wanted: str) -> Response:
        """The response that carries it."""
        response = Response(status_code=400 if self.refused and wanted == NEW_TYPE else 200)
        response.body = self.body
        # Written once for all answers: Starlette would encode each header of each of them anew.
        response.raw_headers = [(b"content-length", b"%d" % len(self.body)), *ANSWER_HEADERS[wanted]]
        if self.timing is not None:
            response.raw_headers.append((b"server-timing", self.timing))
        if self.again is not None:
            response.status_code = 503
            response.raw_headers.append((b"retry-after", b"%d" % self.again))
        return response


def encode(result: ExecutionResult) -> Answer:
    """An operation's answer; errors before execution have no `data`."""
    refused = isinstance(result, PreExecutionError)
    body: dict[str, Any] = {} if refused else {"data": result.data}
    if result.errors:
        body["errors"] = formatted(result.errors)
    if result.extensions:
        body["extensions"] = result.extensions
    if not result.extensions or "explain" not in result.extensions:
        whole = not refused and not result.errors
        return Answer(orjson.dumps(body), whole=whole, refused=refused, code=code_of(result), again=again(result))
    clock = explain.Clock()
    encoded = orjson.dumps(body)
    clock.lap("encode")
    return Answer(encoded, timing=explain.server_timing(result.extensions["explain"]["stages"] | clock.stages))


def again(result: ExecutionResult) -> int | None:
    """The seconds after which to ask again what there was no room for."""
    return (result.errors[0].extensions or {}).get("retryAfter") if result.errors else None


def label(query: str, name: str | None) -> str:
    """How the metrics call a document: by its operation's name and the beginning of its hash."""
    hash = document_id(query).removeprefix("sha256:")[:12]
    return f"{name}:{hash}" if name and re.fullmatch(r"\w{1,60}", name, re.ASCII) else hash


#: Where roles decide what is shown, an answer is of one role: these headers say whose it is.
VARY = "Accept, Authorization"
#: The header by which a caller asks how an answer was made.
EXPLAINED = explain.HEADER.lower().encode()


def kept_as(asked: Mapping[str, Any], request: Request) -> tuple[str, str | None, bytes, int, Role] | None:
    """What an answer is kept by, beside the graph's state; None for one that is the caller's own, may write, or says how it was
    made."""
    query = asked.get("query")
    if (
        not query
        or "rateLimit" in query
        or "mutation" in query
        or any(name == EXPLAINED for name, _ in request.scope["headers"])
    ):
        return None
    variables = asked.get("variables")
    try:
        given = orjson.dumps(variables, option=orjson.OPT_SORT_KEYS) if variables else b""
    except orjson.JSONEncodeError:  # nested more deeply than it writes: the limits refuse it
        return None
    return query, asked.get("operationName"), given, date.today().toordinal(), request.state.caller.role


def cache_control(request: Request) -> str:
    """Any cache may keep an answer and must ask whether it still holds; one with credentials is for its caller alone."""
    own = "authorization" in request.headers or "cookie" in request.headers
    return "private, no-cache" if own else "public, no-cache"


def entity_tag(*parts: object) -> str:
    """A tag of these parts."""
    return f'"{hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()}"'


def known(request: Request, tag: str) -> bool:
    """Does the caller have the answer of this tag?"""
    given = request.headers.get("if-none-match", "")
    return tag in (part.strip().removeprefix("W/") for part in given.split(","))


def plain_post(request: Request) -> bool:
    """Is it a POST of JSON that asks for one answer?"""
    if request.method != "POST":
        return False
    accept = request.headers.get("accept", "")
    return "multipart/mixed" not in accept and "text/event-stream" not in accept


def json_sent(request: Request) -> bool:
    """Is a body announced as JSON? Nothing like it will do: a page of another site may send much without asking."""
    type, _, charset = request.headers.get("content-type", "").partition(";")
    return type.strip().lower() == OLD_TYPE and charset.strip().lower().replace('"', "") in ("", "charset=utf-8")


ANSWER_HEADERS = {
    wanted: [
        (name.lower().encode(), value.encode())
        for name, value in {"Content-Type": f"{wanted}; charset=utf-8", "Vary": "Accept", **SECURITY_HEADERS}.items()
    ]
    for wanted in (NEW_TYPE, OLD_TYPE)
}
MEMBERS: tuple[tuple[str, type, str], ...] = (
    ("query", str, "a string"),
    ("operationName", str, "a string"),
    ("variables", dict, "an object"),
    ("extensions", dict, "an object"),
)


def wanted_type(request: Request) -> str:
    """The response's media type: the new one where the client accepts it, else the old."""
    for part in request.headers.get("accept", "").lower().split(","):
        name, *parameters = (word.strip() for word in part.split(";"))
        if name == NEW_TYPE and not any(re.fullmatch(r"q=0(\.0*)?", word) for word in parameters):
            return NEW_TYPE
    return OLD_TYPE


def by_address(request: Request) -> bool:
    """Is it a question by its address? Only that has a name in its path."""
    return "name" in request.path_params


def strict(request: Request) -> bool:
    """Has what is refused a status of its own? A client of `application/json` at /graphql expects 200."""
    return by_address(request) or wanted_type(request) == NEW_TYPE


def status_of(refused: WuyeError, request: Request) -> int:
    """The status of a refusal before any operation ran."""
    if not strict(request):
        return 200
    if isinstance(refused, Unavailable):
        return 503
    return 404 if by_address(request) and isinstance(refused, NotFound) else 400


def bounded(receive: Receive) -> Receive:
    """Receives a body up to the limits: its length is what is announced to be, and what comes, and it comes in time."""
    read, until = 0, asyncio.get_running_loop().time() + SLOWEST
    whole = False

    async def receive_bounded() -> Message:
        nonlocal read, whole
        if whole:  # what comes now is the news that the caller has gone
            return await receive()
        try:
            async with asyncio.timeout_at(until):
                message = await receive()
        except TimeoutError:
            raise HTTPException(408, f"The body did not come within {SLOWEST:g} seconds.") from None
        whole = not message.get("more_body", False)
        read += len(message.get("body", b""))
        if read > LARGEST:
            raise HTTPException(413, f"The body has more than {LARGEST} bytes.")
        return message

    return receive_bounded


def refuse_unreadable(request: Request) -> None:
    """Refuses, before any of it is read, what is announced too long or is packed."""
    length = request.headers.get("content-length", "0")
    if length.isdigit() and int(length) > LARGEST:
        raise HTTPException(413, f"The body has {length} bytes; at most {LARGEST} are read.")
    if "content-encoding" in request.headers:
        raise HTTPException(415, "The body is compressed; send it as it is.")
    if len(request.scope["query_string"]) > LONGEST_ADDRESS:
        raise HTTPException(414, f"The address is longer than {LONGEST_ADDRESS} bytes; use POST.")


def refusal(status: int, reason: str, code: str, request: Request) -> Response:
    """A request that is no GraphQL request, as JSON all the same."""
    body = {"errors": [{"message": reason or "Bad request.", "extensions": {"code": code}}]}
    headers = {"Content-Type": f"{wanted_type(request)}; charset=utf-8", **SECURITY_HEADERS}
    if status == 503:
        headers["Retry-After"] = str(AGAIN)
    if status == 405:
        headers["Allow"] = "GET" if by_address(request) else "GET, POST"
    if status == 408:
        headers["Connection"] = "close"  # nobody waits for the rest
    return Response(orjson.dumps(body), status_code=status, headers=headers)
