"""The files of an evidence bundle: answer, flags, citations and pictures as data, the report as Markdown and HTML, a manifest."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from importlib.metadata import version
from pathlib import Path

import orjson

from api.app import graph_of, limits_of, planned_schema
from api.ask import read_document, read_variables
from api.manifest import day, moment
from api.report import blocks
from api.report.blocks import Picture
from api.report.found import Found, counts, find
from api.report.page import Numbered, report
from api.report.question import Desk, Pins, Question, read_manifest
from api.report.question import question as asked
from graph import regime, rewind
from graph.errors import BadInput
from graph.opened import open_graph
from graph.settings import Settings

MANIFEST = "manifest.json"


def files(found: Found, schema: str) -> dict[str, bytes]:
    """The bundle by file name, the manifest last; `schema` is the hash of the schema that answered."""
    numbered = Numbered()
    pictures = [Picture(f"picture-{n}.svg", title, svg) for n, (title, svg) in enumerate(found.pictures, 1)]
    told = list(report(found, numbered, pictures))
    title = f"物业 Wuye · {found.question.subject or '查询 query'}"
    made: dict[str, bytes] = {
        "question.graphql": found.question.document.encode(),
        "answer.json": as_json(found.answer.data),
        "citations.json": as_json({"citations": found.answer.citations, "uncited": found.answer.uncited}),
        "flags.json": as_json(found.flags),
        **{one.file: one.svg.encode() for one in pictures},
        "report.md": blocks.markdown(told).encode(),
        "report.html": blocks.html(title, told).encode(),
    }
    manifest = {
        "wuye": version("wuye-graph"),
        "kind": found.question.kind,
        "subject": found.question.subject,
        "variables": found.question.variables,
        "asOf": found.pins.told(),
        "schema": schema,
        "synthetic": found.synthetic,
        "counts": {**counts(found.answer), "flags": len(found.flags), "sources": len(numbered.items)},
        "files": {
            name: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in made.items()
        },
    }
    return made | {MANIFEST: as_json(manifest)}


def as_json(value: object) -> bytes:
    """A value for machines and for people."""
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def write(folder: Path, made: Mapping[str, bytes]) -> None:
    """Writes the files; raises BadInput for a folder that holds anything but an earlier bundle."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        there = {path.name for path in folder.iterdir()}
        if there and MANIFEST not in there:
            raise BadInput(f"{folder} holds other files; name a new folder, or that of an earlier report.")
        earlier = orjson.loads((folder / MANIFEST).read_bytes())["files"] if there else {}
        for name in (set(earlier) & there) - set(made):
            (folder / name).unlink()
        for name, content in made.items():
            (folder / name).write_bytes(content)
    except (OSError, ValueError, KeyError) as error:
        raise BadInput(f"{folder} cannot be written: {error}; name a new folder that is yours.") from None


async def make(desk: Desk, question: Question, folder: Path) -> dict[str, bytes]:
    """Asks, and writes the bundle; its files. Raises BadInput, NotFound."""
    made = files(await find(desk, question), desk.schema.hash)
    write(folder, made)
    return made


async def run(
    settings: Settings, what: str, folder: Path, *, variables: str, valid: str, known: str, today: str
) -> dict[str, bytes]:
    """`wuye report`: of a file, an id, or an earlier manifest. What is not given is pinned: now, and today."""
    file = Path(what)
    schema = planned_schema()
    schema.limits = limits_of(settings)
    async with open_graph(settings) as opened:
        schema.graph = graph_of(opened, regime.read(settings.regimes))
        if file.name == MANIFEST and file.is_file():
            question, pins = read_manifest(file)
        else:
            text = read_document(what) if what == "-" or file.is_file() else None
            instant = moment(known) if known else await rewind.settled(opened.database)
            pins = Pins(day(valid) if valid else None, instant, day(today) if today else date.today())
            question = asked(what, text, read_variables(variables), pins)
        try:
            return await make(Desk(schema, pins), question, folder)
        finally:
            await schema.close()
