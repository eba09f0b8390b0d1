"""An empty graph filled from files at once, by Neo4j's own import: far faster than transactions, and only while it is stopped.

The import makes a store of its own beside the graph's, and takes that one's place when it is whole, by one rename
(`launch.take_over`): whatever is killed when, the graph is the empty one from before or the new one.
"""

from __future__ import annotations

import asyncio
import csv
import io
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from graph import launch, server, write
from graph.errors import BadInput, ServerFailed, Unavailable
from graph.launch import DATABASE, folder
from graph.mark import FILE as MARK
from graph.model import Field, Scalar
from graph.opened import open_graph
from graph.server import Progress
from graph.settings import Settings

#: The importer's words for types; texts and words of closed lists are strings.
TYPES = {
    Scalar.INT: "long",
    Scalar.FLOAT: "double",
    Scalar.BOOLEAN: "boolean",
    Scalar.DAY: "date",
    Scalar.MOMENT: "datetime",
}
#: What stands between the texts of a list; no register writes it.
SEPARATOR = "\x1f"
#: The importer's arguments, in the folder of its files: its own command takes such a file.
ARGUMENTS = "import.args"
#: Begins the names of folders in which a store is being made; what a killed load leaves behind goes with the next one.
SCRATCH = "bulk-"


def type_of(field: Field) -> str:
    """How the importer calls the type of a field.

    >>> from graph.domain import MODEL
    >>> [type_of(MODEL["Enterprise"].field(name)) for name in ("name", "kind", "formerNames", "dissolvedOn")]
    ['string', 'string', 'string[]', 'date']
    """
    name = TYPES.get(field.type, "string") if isinstance(field.type, Scalar) else "string"
    return f"{name}[]" if field.many else name


class Sheet:
    """One of the importer's files: a header row with types, and what `write` adds to it."""

    def __init__(self, path: Path, option: str, header: Sequence[str]) -> None:
        self.option = f"--{option}=./{path.name}"
        self.rows = 0
        self.has_lines = False
        self._path = path
        self._file = path.open("w", encoding="utf-8", newline="")
        self._types = [name.partition(":")[2] for name in header]
        self._flags = [place for place, type in enumerate(self._types) if type == "boolean"]
        self._lists = [place for place, type in enumerate(self._types) if type.endswith("[]")]
        self._write([header])

    def write(self, rows: Sequence[list[Any]]) -> None:
        """Add rows; None is no value."""
        for place in self._flags:
            for row in rows:
                if row[place] is not None:
                    row[place] = "true" if row[place] else "false"
        for place in self._lists:
            for row in rows:
                if row[place] is not None:
                    row[place] = _joined(row[place])
        self.rows += len(rows)
        self.has_lines |= self._write(rows)

    def _write(self, rows: Sequence[Sequence[Any]]) -> bool:
        """Does any of the texts go over several lines?"""
        text = io.StringIO(newline="")
        csv.writer(text).writerows(rows)  # ends lines in both characters, and so quotes texts that hold either
        content = text.getvalue()
        with writable(self._path):
            self._file.write(content)
        return content.count("\n") != len(rows) or content.count("\r") != len(rows)

    def close(self) -> None:
        with writable(self._path):
            self._file.close()


@contextmanager
def writable(path: Path) -> Iterator[None]:
    """Raises ServerFailed where a file cannot be written: no room is left, for example."""
    try:
        yield
    except OSError as error:
        raise ServerFailed(
            f"{path} cannot be written ({error.strerror}): nothing was loaded; make room there, and load again."
        ) from None


def _joined(texts: Sequence[str]) -> str:
    joined = SEPARATOR.join(texts)
    if joined.count(SEPARATOR) != len(texts) - 1:
        raise BadInput(
            f"{joined!r:.100} holds the character U+001F, at which --bulk parts texts: load it without --bulk."
        )
    return joined


class ImportFiles:
    """The importer's files in a folder, made as they are first asked for; a context manager, that closes them.

    Nodes are known to it by their labels and keys; a relationship's ends need not be there yet.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._sheets: dict[str, Sheet] = {}

    def nodes(self, label: str, key: str, types: Mapping[str, str]) -> Sheet:
        """Where nodes of a label go: their key, then properties of these types."""
        header = [f"{key}:ID({label})", *(f"{name}:{type}" for name, type in types.items())]
        return self._sheet(label, f"nodes={label}", header)

    def relationships(self, start: str, type: str, end: str, types: Mapping[str, str]) -> Sheet:
        """Where relationships of a type between two labels go: the keys of both ends, then properties of these types."""
        header = [f":START_ID({start})", f":END_ID({end})", *(f"{n}:{t}" for n, t in types.items())]
        return self._sheet(f"{start}-{type}-{end}", f"relationships={type}", header)

    def __enter__(self) -> ImportFiles:
        return self

    def __exit__(self, *_: object) -> None:
        for sheet in self._sheets.values():
            with suppress(ServerFailed):  # What could not be written has been said.
                sheet.close()

    def _sheet(self, name: str, option: str, header: Sequence[str]) -> Sheet:
        if name not in self._sheets:
            self._sheets[name] = Sheet(self.folder / f"{name}.csv", option, header)
        return self._sheets[name]

    def own(self, nodes: Sequence[Own]) -> None:
        """Add nodes that Wuye keeps for itself: keys of its API, its own node, its loads."""
        for number, node in enumerate(nodes):
            header = [":ID(Own)", *(f"{name}:{_kind(value)}" for name, value in node.properties.items())]
            option = f"nodes={':'.join(node.labels)}"
            row = [str(number), *(v.isoformat() if hasattr(v, "isoformat") else v for v in node.properties.values())]
            self._sheet(f"Own-{number}", option, header).write([row])

    def finish(self) -> None:
        """Close the files, and write the importer's arguments beside them."""
        for sheet in self._sheets.values():
            sheet.close()
        lines = [
            "--array-delimiter=U+001F",
            # Lines within texts are read slower.
            f"--multiline-fields={str(any(sheet.has_lines for sheet in self._sheets.values())).lower()}",
            "--bad-tolerance=0",
            *(sheet.option for sheet in self._sheets.values()),
        ]
        (self.folder / ARGUMENTS).write_text("\n".join(lines) + "\n", encoding="utf-8")


@dataclass(frozen=True)
class Own:
    """A node that is none of the domain's: its labels and what it says."""

    labels: tuple[str, ...]
    properties: Mapping[str, Any]


def _kind(value: Any) -> str:
    """The importer's word for the type of a stored value.

    >>> [_kind(value) for value in (True, 1, "a", ["a"])]
    ['boolean', 'long', 'string', 'string[]']
    """
    if isinstance(value, list):
        return "string[]"
    names = {bool: "boolean", int: "long", float: "double", str: "string"}
    return names.get(type(value), "datetime")


def new_graph() -> list[Own]:
    """What a graph without anything holds."""
    return [Own(("Wuye",), write.own_properties())]


@dataclass
class Replacement:
    """What takes the place of an empty graph: `own` is what that one held, `files` what the new one is made of."""

    own: Sequence[Own]
    files: ImportFiles
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
    own, mark = _empty(settings, on_progress) if launch.store(settings).exists() else (new_graph(), b"")
    with server.stopped(settings, on_progress), server.held(settings):
        home = folder(settings)
        if mark != _mark(settings):
            raise Unavailable("Somebody wrote to the graph, or started Neo4j, just now; load again.")
        for left in home.glob(f"{SCRATCH}*"):
            shutil.rmtree(left, ignore_errors=True)
        scratch = Path(mkdtemp(prefix=SCRATCH, dir=home))
        try:
            (scratch / "files").mkdir()
            with ImportFiles(scratch / "files") as files:
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
