"""`wuye demo`: the private Neo4j, the seeds with their synthetic complement, the server, and a first question answered."""

from __future__ import annotations

import asyncio
import tempfile
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import orjson
import uvicorn
from rich.console import Console

from api.app import create_app, graph_of, planned_schema
from api.question import Question, questions
from api.serve import options, require_free
from graph import regime, write
from graph.database import Database
from graph.errors import BadInput, Unavailable
from graph.opened import open_graph
from graph.settings import Settings
from loaders import generate
from loaders.load import load

HOST = "127.0.0.1"


async def run_demo(settings: Settings, port: int) -> None:
    """Serves until interrupted; raises BadInput when the graph holds other data, Unavailable for a taken port."""
    require_free(HOST, port)
    console = Console(stderr=True)
    with console.status("starting"):
        async with open_graph(settings, on_progress=lambda step: console.print(f"… {step}")) as opened:
            await require_own(opened.database)
            console.print("… loading the seeds and their synthetic complement")
            await load_demo(opened.database)
            schema = planned_schema()
            schema.graph = graph_of(opened, regime.read(settings.regimes))
            question = questions()[0]
            result = await schema.execute(question.document)
            server, task = await start_server(settings, port)
    show(console, question, result.data, server)
    await task


async def load_demo(database: Database) -> None:
    """Seeds and complement; again is harmless: nothing changes."""
    with tempfile.TemporaryDirectory() as folder, as_file(files("seeds")) as seeds:
        await asyncio.to_thread(generate.write, Path(folder), complement=True)
        tables = sorted(Path(seeds).glob("*.csv"))
        report = await load([*tables, Path(folder)], database)
    if report.exit_status:
        raise Unavailable(f"The demonstration data did not load whole: {[*report.failures, *report.rejections][:3]}")


async def require_own(database: Database) -> None:
    """Refuses a graph that holds anything but the demonstration: synthetic data never mix with a register."""
    if not await write.claim_for_demonstration(database):
        raise BadInput(
            "This graph holds other data, and synthetic data must not mix with it: run the demonstration with another "
            "WUYE_HOME, or serve this graph by `wuye serve`."
        )


async def start_server(settings: Settings, port: int) -> tuple[uvicorn.Server, asyncio.Task[None]]:
    """The server, once it answers; and the task that ends with it."""
    server = uvicorn.Server(uvicorn.Config(create_app(settings), **options(HOST, port)))
    task = asyncio.create_task(server.serve())
    while not server.started:
        if task.done():
            await task
            raise Unavailable("The server did not start; see above.")
        await asyncio.sleep(0.05)
    return server, task


def show(console: Console, question: Question, data: Any, server: uvicorn.Server) -> None:
    """The address, a first question, and its answer."""
    port = server.servers[0].sockets[0].getsockname()[1]
    address = f"http://{HOST}:{port}"
    console.rule("物业 Wuye")
    console.print(f"Look around:              {address}/", highlight=False)
    console.print(f"GraphQL and its console:  {address}/graphql", highlight=False)
    console.print(f"Questions by address:     {address}/q/", highlight=False)
    console.print(f"The schema:               {address}/schema.graphql", highlight=False)
    console.print(
        "Seeds are from the bureau's letter; all else is SYNTHETIC (合成数据), no real firm or person.", soft_wrap=True
    )
    console.rule(question.title)
    console.print(question.document, markup=False, highlight=False, soft_wrap=True)
    console.print(
        orjson.dumps(data, option=orjson.OPT_INDENT_2).decode(), markup=False, highlight=False, soft_wrap=True
    )
    console.rule("Ctrl-C ends it")
