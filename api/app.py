"""The Starlette application: GraphQL, its SDL, health, readiness and static files, over one open graph."""

from __future__ import annotations

import asyncio
import gc
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from importlib.metadata import version
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute

from api import explorer
from api.access import Callers
from api.address import Addresses
from api.address_page import listing
from api.assets import Kept
from api.audit import Trail
from api.document import Documents, read_folder
from api.execution import Graph, PlannedSchema
from api.limits import STRICT, Limits
from api.question import questions
from api.rate import PUBLIC, Rate
from api.reconcile import Reconciliation
from api.schema import make_schema
from api.socket import Socket
from api.view import BATCH, SECURITY_HEADERS, GraphQLView
from graph import regime
from graph.errors import WuyeError
from graph.loopback import loopback
from graph.opened import Opened, open_graph
from graph.regime import Regime
from graph.settings import Settings

if TYPE_CHECKING:
    from api.oidc import Tokens


def planned_schema() -> PlannedSchema:
    """The schema, ready for a graph."""
    made = make_schema(PlannedSchema)
    assert isinstance(made, PlannedSchema)
    return made


def graph_of(opened: Opened, regimes: Mapping[str, Regime]) -> Graph:
    """What a schema answers from."""
    server = {"version": version("wuye-graph"), "neo4j": opened.neo4j}
    return Graph(opened.database, opened.secret, server, opened.mark, regimes)


def limits_of(settings: Settings, *, public: bool = False) -> Limits:
    """What one operation may have."""
    return replace(STRICT if public else Limits(), cost=settings.cost_limit)


def tokens_of(settings: Settings) -> Tokens | None:
    """What checks the tokens of an identity provider, where there is one."""
    if settings.provider is None:
        return None
    from api.oidc import Tokens

    return Tokens(settings.provider)


def create_app(settings: Settings, *, exposure: str = "local") -> Starlette:
    """The application; the graph opens with it and closes with it.

    `exposure`: "local" is friendly to anyone; "public" gives nothing to probe with (contract/cli.md).
    """
    schema = planned_schema()
    schema.public = exposure == "public"
    schema.limits = limits_of(settings, public=schema.public)
    schema.rate = Rate(settings.rate_limit if settings.rate_limit is not None else PUBLIC if schema.public else 0)
    own = read_folder(settings.documents) if settings.documents else []
    schema.documents = Documents(
        [*own, *(question.document for question in questions()), *explorer.documents().values()],
        only=settings.trusted_only,
    )
    regimes = regime.read(settings.regimes)  # what is wrong with them is said before anything starts
    folder = settings.audit_folder(public=schema.public)
    callers = Callers(public=schema.public, tokens=tokens_of(settings), roles=settings.roles)
    sdl = schema.as_str()

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with open_graph(settings, again=True) as opened:
            schema.graph = graph_of(opened, regimes)
            schema.trail = Trail(folder) if folder is not None else None
            # The schema and the plans live as long as the process: walking them again and again took half of the CPU of
            # large answers.
            gc.collect()
            gc.freeze()
            gc.set_threshold(50_000, 20, 100)
            yield
            await socket.streams.close()
            await callers.close()
            await schema.close()
            if schema.trail is not None:
                schema.trail.close()

    async def schema_text(request: Request) -> Response:
        return PlainTextResponse(sdl, headers=SECURITY_HEADERS | {"Cache-Control": "no-cache"})

    async def alive(request: Request) -> Response:
        return JSONResponse({"status": "ok"}, headers=SECURITY_HEADERS)

    async def ready(request: Request) -> Response:
        try:
            await schema.graph.database.read("RETURN 1", {}, deadline=4.0)
        except WuyeError as error:
            return JSONResponse({"status": "unavailable", "reason": str(error)}, 503, SECURITY_HEADERS)
        return JSONResponse({"status": "ok"}, headers=SECURITY_HEADERS)

    async def metrics(request: Request) -> Response:
        if schema.public and not (request.client and loopback(request.client.host)):
            return PlainTextResponse("Only this machine is told.\n", 403, SECURITY_HEADERS)
        plans, results = schema.plans, view.results
        figures = [
            ("wuye_plans", "gauge", "Documents whose plans are kept.", len(plans)),
            ("wuye_plan_bytes", "gauge", "What these plans weigh, about.", plans.bytes),
            ("wuye_plan_hits_total", "counter", "Documents that were prepared already.", plans.hits),
            ("wuye_plan_misses_total", "counter", "Documents that were not.", plans.misses),
            ("wuye_results", "gauge", "Answers that are kept.", len(results)),
            ("wuye_result_bytes", "gauge", "What they weigh.", results.bytes),
            ("wuye_result_hits_total", "counter", "Answers from among them.", results.hits),
            (
                "wuye_result_misses_total",
                "counter",
                "Answers that had to be made, and could have been kept.",
                results.misses,
            ),
            ("wuye_running", "gauge", "Operations that run.", schema.turns.running),
            ("wuye_waiting", "gauge", "Operations that wait for their turn.", schema.turns.waiting),
            ("wuye_sockets", "gauge", "WebSockets that are open.", socket.open),
            ("wuye_tasks", "gauge", "Tasks of the event loop.", len(asyncio.all_tasks())),
            ("wuye_blocks", "gauge", "Blocks of memory that Python has in use.", sys.getallocatedblocks()),
        ]
        text = "\n".join(schema.metrics.lines(figures)) + "\n"
        return PlainTextResponse(text, media_type="text/plain; version=0.0.4", headers=SECURITY_HEADERS)

    async def questions_list(request: Request) -> Response:
        return listing(addresses, request)

    addresses = Addresses(schema._schema, questions())
    batch = settings.batch if settings.batch is not None else 0 if schema.public else BATCH
    view = GraphQLView(schema, callers, addresses=addresses, cache=settings.cache * 1_000_000, batch=batch)
    socket = Socket(schema, callers)
    service = Reconciliation(schema, callers, cache=0)
    return Starlette(
        routes=[
            Route("/graphql", view),
            WebSocketRoute("/graphql", socket),
            Route("/export", view),
            Route("/q/", questions_list),
            Route("/q/{name}", view),
            Route("/reconcile", service),
            Route("/reconcile/{path:path}", service),
            Route("/metrics", metrics),
            Route("/schema.graphql", schema_text),
            Route("/healthz", alive),
            Route("/readyz", ready),
            *explorer.routes(),
            Mount("/static/console", Kept(directory=explorer.FOLDER.with_name("console"))),
        ],
        lifespan=lifespan,
    )


def from_environ() -> Starlette:
    """The application that the environment describes: what every worker process of uvicorn makes."""
    return create_app(Settings.read(os.environ), exposure=os.environ.get("WUYE_EXPOSURE", "local"))
