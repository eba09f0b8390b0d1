"""The private graph as one file and back, and its consistency: Neo4j's own dump, load and check, which want it stopped."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from graph import launch, server
from graph.errors import BadInput, ServerFailed
from graph.launch import DATABASE, folder
from graph.server import Progress
from graph.settings import Settings

#: The name under which Neo4j's tool writes and looks for a dump.
DUMP = f"{DATABASE}.dump"


def backup(settings: Settings, file: Path, *, on_progress: Progress, pause: bool = False) -> int:
    """Write the whole graph to a new file; its size in bytes.

    Raises BadInput for a file that is there already or cannot be written, Unavailable while somebody uses the graph, unless it may
    be made to `pause`: those who serve are told to wait meanwhile, and what is being loaded is broken off.
    """
    if file.exists():
        raise BadInput(f"{file} is there already; name a new file.")
    with server.stopped(settings, on_progress, pause=pause):
        _require_graph(settings)
        on_progress("Writing the backup")
        _dump(settings, file, on_progress)
    return file.stat().st_size


def restore(settings: Settings, file: Path, *, on_progress: Progress) -> Path | None:
    """Replace the graph by what a backup holds; where the graph from before is kept, None when there was none.

    Raises BadInput for a file that is no backup, Unavailable while somebody uses the graph.
    """
    if not file.is_file():
        raise BadInput(f"{file} is no file; name one that `wuye backup` wrote.")
    with server.stopped(settings, on_progress):
        before = None
        if launch.has_graph(settings):
            before = folder(settings) / f"before-restore-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.dump"
            on_progress("Keeping the graph from before")
            _dump(settings, before, on_progress)
        on_progress("Reading the backup")
        try:
            _load(settings, file)
        except ServerFailed as error:
            if before is not None:  # Neo4j removes the graph before it looks at the file.
                _load(settings, before)
                before.unlink()
            raise BadInput(f"{file} could not be restored; did `wuye backup` write it? ({error})") from None
    return before


def check(settings: Settings, *, on_progress: Progress) -> None:
    """Neo4j's consistency check of the whole store; raises ServerFailed with what is inconsistent."""
    with server.stopped(settings, on_progress):
        _require_graph(settings)
        on_progress("Checking the store")
        with TemporaryDirectory(prefix="wuye-check-") as reports:
            _recovered(settings, on_progress, "check", f"--report-path={reports}")


def _require_graph(settings: Settings) -> None:
    if not launch.has_graph(settings):
        raise BadInput(f"{folder(settings)} holds no graph yet; `wuye load` or `wuye demo` makes one.")


def _dump(settings: Settings, file: Path, on_progress: Progress) -> None:
    """A dump, whole or not at all."""
    try:
        with _beside(file.absolute().parent) as scratch:
            _recovered(settings, on_progress, "dump", f"--to-path={scratch}")
            (scratch / DUMP).replace(file)
    except OSError as error:
        raise BadInput(f"{file} cannot be written ({error.strerror}); name a file in a folder that is yours.") from None


def _load(settings: Settings, file: Path) -> None:
    with _beside(folder(settings)) as scratch:
        _link(file, scratch / DUMP)
        _admin(settings, "load", f"--from-path={scratch}", "--overwrite-destination=true")


def _recovered(settings: Settings, on_progress: Progress, *arguments: str) -> None:
    """Runs the tool; a store that was not closed is first opened and closed by Neo4j, which recovers it."""
    try:
        _admin(settings, *arguments)
        return
    except ServerFailed as error:
        if not any(word in str(error).lower() for word in ("recover", "logical log", "not cleanly", "unclean")):
            raise
    with server.running(settings, on_progress=on_progress):
        pass
    server.stop(settings)
    _admin(settings, *arguments)


def _admin(settings: Settings, command: str, *options: str) -> None:
    server.admin(settings, "database", command, *options, DATABASE)


@contextmanager
def _beside(parent: Path) -> Iterator[Path]:
    """A folder on the same disk, gone afterwards: what is finished in it is moved, not copied."""
    parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".wuye-", dir=parent) as name:
        yield Path(name)


def _link(file: Path, name: Path) -> None:
    """The file under the name that Neo4j's tool wants: linked, or copied where that cannot be."""
    try:
        os.link(file, name)
    except OSError:
        shutil.copyfile(file, name)
