"""The files that Neo4j's own import makes a graph of: a table of CSV for each label and each kind of relationship, with typed headers."""

from __future__ import annotations

import csv
import gc
import io
import multiprocessing
import signal
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields
from multiprocessing.connection import Connection
from operator import attrgetter
from pathlib import Path
from typing import Any

from graph.domain import MODEL
from graph.errors import BadInput, ServerFailed, WuyeError
from graph.model import Field, NodeType, Scalar
from graph.pinyin import SEARCH_KEYS
from graph.versions import carried
from graph.write import ORIGIN, Record, cited, stored

#: The importer's words for types; texts and words of closed lists are strings.
TYPES = {
    Scalar.INT: "long",
    Scalar.FLOAT: "double",
    Scalar.BOOLEAN: "boolean",
    Scalar.DAY: "date",
    Scalar.MOMENT: "datetime",
}
#: What every node says beside its table's columns.
MORE = {
    "quality": "string[]",
    "digest": "long",
    SEARCH_KEYS: "string",
    "recordedAt": "datetime",
    "load": "long",
    **dict(zip(ORIGIN, ("long", "string", "long"), strict=True)),
}
CITED = {"locator": "string", "quote": "string", "file": "long", "sheet": "string", "row": "long", "load": "long"}
NONE: Mapping[str, str] = {}
#: What stands between the texts of a list; no register writes it.
SEPARATOR = "\x1f"
#: The importer's arguments, in the folder of its files: its own command takes such a file.
ARGUMENTS = "import.args"


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

    def write(self, rows: Sequence[Any]) -> None:
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
    """The importer's files in a folder, made as they are first asked for.

    Nodes are known to it by their labels and keys; a relationship's ends need not be there yet.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._sheets: dict[str, Sheet] = {}

    def records(
        self, label: str, types: Mapping[str, str], records: Sequence[Record], recorded: Mapping[str, Any]
    ) -> None:
        """Add nodes of a label with what they refer to and cite; `types`: of their properties, `recorded`: when, by which load."""
        node = MODEL[label]
        columns = {name: type for name, type in (*types.items(), *MORE.items()) if name != node.key}
        names = [node.key, *columns]
        rows = []
        for each in records:
            said = stored(node, each)
            said |= recorded
            rows.append(list(map(said.get, names)))
        self._nodes(node, columns).write(rows)
        for place, relation in enumerate(carried(node)):
            step = relation.steps[0]
            self._tie(
                [(each.key, key) for each in records for key in each.references[place]], label, step.type, step.label
            )
        sources = [(each.key, *cited(each), recorded["load"]) for each in records if each.source]
        self._tie(sources, label, "CITED_IN", "Document", CITED)

    def links(self, type: str, ends: Sequence[tuple[str, str]]) -> None:
        """Link documents, the first of each pair to the second."""
        self._tie(ends, "Document", type, "Document")

    def _nodes(self, node: NodeType, types: Mapping[str, str]) -> Sheet:
        header = [f"{node.key}:ID({node.name})", *(f"{name}:{type}" for name, type in types.items())]
        return self._sheet(node.name, f"nodes={node.name}", header)

    def _tie(
        self, rows: Sequence[Sequence[Any]], start: str, type: str, end: str, types: Mapping[str, str] = NONE
    ) -> None:
        if rows:
            header = [f":START_ID({start})", f":END_ID({end})", *(f"{n}:{t}" for n, t in types.items())]
            self._sheet(f"{start}-{type}-{end}", f"relationships={type}", header).write(rows)

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

    def close(self) -> None:
        """Close the files, whatever is in them."""
        for sheet in self._sheets.values():
            with suppress(ServerFailed):  # What could not be written has been said.
                sheet.close()


class Scribe:
    """`ImportFiles` in a process of its own: one core writes what another reads. A context manager, that ends the process.

    What goes wrong there is raised by the next call here, by `finish` at the latest. The process ends with this one, too, however
    that ends: nobody holds the other end of its pipe then.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        context = multiprocessing.get_context("spawn")
        self._pipe, end = context.Pipe()
        self._process = context.Process(target=_write, args=(folder, end), daemon=True)
        self._process.start()
        end.close()

    def records(
        self, label: str, types: Mapping[str, str], records: Sequence[Record], recorded: Mapping[str, Any]
    ) -> None:
        """Add nodes of a label with what they refer to and cite; `types`: of their properties, `recorded`: when, by which load."""
        self._tell("records", label, types, list(map(_TOLD, records)), recorded)

    def links(self, type: str, ends: Sequence[tuple[str, str]]) -> None:
        """Link documents, the first of each pair to the second."""
        self._tell("links", type, ends)

    def own(self, nodes: Sequence[Own]) -> None:
        """Add nodes that Wuye keeps for itself: keys of its API, its own node, its loads."""
        self._tell("own", nodes)

    def finish(self) -> None:
        """Return when all is in the files, and the importer's arguments beside them."""
        self._tell("finish")
        self._hear()

    def _tell(self, *call: Any) -> None:
        if self._pipe.poll():
            self._hear()
        try:
            self._pipe.send(call)
        except OSError:
            self._hear()

    def _hear(self) -> None:
        try:
            said = self._pipe.recv()
        except (EOFError, OSError):
            said = ServerFailed("The process that writes the import's files was ended; nothing was loaded: load again.")
        if said is not None:
            raise said

    def __enter__(self) -> Scribe:
        return self

    def __exit__(self, *_: object) -> None:
        self._pipe.close()
        self._process.join()


#: What is told of a record: tuples travel in half the time.
_TOLD = attrgetter(*(field.name for field in fields(Record) if field.init and field.name != "row"))


def _write(folder: Path, pipe: Connection) -> None:
    """The process: does what it is told, until it is told to finish, or something goes wrong, or nobody tells it any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()  # Rows make no garbage in circles, and to look for some while they come in takes longer than to write them.
    files = ImportFiles(folder)
    try:
        while True:
            name, *given = pipe.recv()
            if name == "records":
                given[2] = [Record(*told) for told in given[2]]
            getattr(files, name)(*given)
            if name == "finish":
                pipe.send(None)
    except EOFError:
        pass
    except WuyeError as error:
        pipe.send(error)
    finally:
        files.close()


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
