"""An empty graph filled from files at once, by Neo4j's own import: far faster than transactions, and only while it is stopped.

The import makes a store of its own beside the graph's, and takes that one's place when it is whole, by one rename
(`launch.take_over`): whatever is killed when, the graph is the empty one from before or the new one.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from graph import launch, server, write
from graph.errors import BadInput, ServerFailed, Unavailable
from graph.import_files import ARGUMENTS, Own, Scribe
from graph.launch import DATABASE, folder
from graph.mark import FILE as MARK
from graph.opened import open_graph
from graph.server import Progress
from graph.settings import Settings

#: Begins the names of folders in which a store is being made; what a killed load leaves behind goes with the next one.
SCRATCH = "bulk-"


def new_graph() -> list[Own]:
    """What a graph without anything holds."""
    return [Own(("Wuye",), write.own_properties())]


@dataclass
class Replacement:
    """What takes the place of an empty graph: `own` is what that one held, `files` what the new one is made of."""

    own: Sequence[Own]
    files: Scribe
    settings: Settings
    scratch: Path

    def take(self, on_progress: Progress) -> None:
        """Make a store of the files, and put it into the place of the graph's."""
        self.files.finish()
        made, home = self.scratch / "data", folder(self.settings)
        configuration = self.scratch / "import.conf"
        configuration.write_text(f"server.directories.data={made.as_posix()}\n", encoding="utf-8")
        on_progress("Importing")
        arguments = ["database", "import", "full", DATABASE, f"--additional-config={configuration}"]
        arguments += [f"--report-file={self.scratch / 'import.report'}", f"@{ARGUMENTS}"]
        try:
            launch.admin_tool(self.settings, [*arguments, "--verbose"], cwd=self.files.folder)
        except ServerFailed as error:
            raise ServerFailed(f"{error}; nothing was loaded: make room in {home}, or load without --bulk.") from None
        made.rename(home / launch.COMING)  # From now on it is the graph.
        launch.take_over(home)


@contextmanager
def replacing(settings: Settings, on_progress: Progress) -> Iterator[Replacement]:
    """Inside the block the private graph is stopped, nobody's, and empty.

    Raises Unavailable while somebody uses it, BadInput for a graph that holds anything, ServerFailed where NEO4J_URI is set.
    """
    server.require_private(settings)
    own, mark = _empty(settings, on_progress) if launch.has_graph(settings) else (new_graph(), b"")
    with server.stopped(settings, on_progress), server.held(settings):
        home = folder(settings)
        if mark != _mark(settings):
            raise Unavailable("Somebody wrote to the graph, or started Neo4j, just now; load again.")
        for left in home.glob(f"{SCRATCH}*"):
            shutil.rmtree(left, ignore_errors=True)
        scratch = Path(mkdtemp(prefix=SCRATCH, dir=home))
        try:
            (scratch / "files").mkdir()
            with Scribe(scratch / "files") as files:
                yield Replacement(own, files, settings, scratch)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def _empty(settings: Settings, on_progress: Progress) -> tuple[list[Own], bytes]:
    """What an empty graph holds all the same, and its mark then; raises BadInput for one that is not empty."""

    async def ask() -> tuple[list[Own], bytes]:
        async with open_graph(settings, on_progress=on_progress) as opened:
            mark = _mark(settings)
            held = await write.held(opened.database)
            if held is None:
                raise BadInput("The graph is not empty, and --bulk only fills an empty one: load without --bulk.")
            return [Own(tuple(labels), properties) for labels, properties in held], mark

    return asyncio.run(ask())


def _mark(settings: Settings) -> bytes:
    """The mark of the private graph: another one after every commit and start."""
    path = folder(settings) / MARK
    return path.read_bytes() if path.exists() else b""
