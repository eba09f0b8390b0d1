"""The child process that holds the private Neo4j: `graph.server` starts it, and it ends with its last user.

Every user keeps one loopback connection open. The system closes it however the user ends, `kill -9` included,
so no heartbeat, no pid and no clock decides who is still there.
"""

from __future__ import annotations

import json
import os
import secrets
import selectors
import signal
import socket
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from graph.mark import Marker

STATE = "server.json"
LOCK = "server.lock"
#: What the last line of the log begins with when Neo4j could not start.
FAILED = "wuye: "


@dataclass(frozen=True)
class Launch:
    """What the starter writes to the child's standard input; nothing secret stands on a command line."""

    folder: Path
    jars: tuple[str, ...]
    options: tuple[str, ...]
    port: int
    version: str
    password: str
    token: str
    linger: float

    @classmethod
    def read(cls, text: str) -> Launch:
        """The launch that `asdict` and JSON made of one."""
        fields: dict[str, Any] = json.loads(text)
        return cls(**fields | {"folder": Path(fields["folder"]), **{k: tuple(fields[k]) for k in ("jars", "options")}})

    def write(self) -> str:
        return json.dumps(asdict(self), default=str)


def main() -> int:
    """Hold the folder, run Neo4j in it, serve its users; 1 when Neo4j did not start."""
    launch = Launch.read(sys.stdin.read())
    try:
        # The starter saw the folder free; 30 s let a Neo4j that is just ending give it back.
        with FileLock(launch.folder / LOCK, timeout=30), _listener() as listener, _neo4j(launch):
            control: int = listener.getsockname()[1]
            with _state(launch, control):
                _serve(listener, launch)
    except Timeout:
        return _failed("another process holds the data folder")
    except RuntimeError as error:
        return _failed(str(error))
    return 0


def _failed(cause: str) -> int:
    print(f"{FAILED}{cause}", file=sys.stderr, flush=True)
    return 1


@contextmanager
def _neo4j(launch: Launch) -> Iterator[None]:
    """Neo4j in this process, up inside the block; raises RuntimeError with the deepest cause."""
    import jpype  # type: ignore[import-untyped]  # ships no type information

    jpype.startJVM(*launch.options, classpath=list(launch.jars), convertStrings=False, interrupt=False)
    try:
        home = jpype.JClass("java.nio.file.Path").of(str(launch.folder))
        _set_password(home, launch)
        builder = jpype.JClass("org.neo4j.dbms.api.DatabaseManagementServiceBuilder")(home)
        service = builder.loadPropertiesFromFile(home.resolve("conf").resolve("neo4j.conf")).build()
    except jpype.JException as error:
        error.printStackTrace()
        raise RuntimeError(_cause(error)) from None
    try:
        Marker(launch.folder).listen(service)
        yield
    finally:
        service.shutdown()


def _cause(error: Any) -> str:
    while error.getCause() is not None:
        error = error.getCause()
    return f"{error.getClass().getSimpleName()}: {error.getMessage()}".splitlines()[0]


def _set_password(home: Any, launch: Launch) -> None:
    """The generated password, before Neo4j first makes its system database; in process, so that no `ps` shows it."""
    import jpype

    if (launch.folder / "data" / "databases" / "system").exists():
        return
    said = jpype.JClass("java.io.ByteArrayOutputStream")()
    stream = jpype.JClass("java.io.PrintStream")(said)
    files = jpype.JClass("org.neo4j.io.fs.DefaultFileSystemAbstraction")()
    context = jpype.JClass("org.neo4j.cli.ExecutionContext")(home, home.resolve("conf"), stream, stream, files)
    tool = jpype.JClass("org.neo4j.cli.AdminTool")
    if tool.execute(context, "dbms", "set-initial-password", launch.password) != 0:
        raise RuntimeError(f"the password could not be set: {complaint(str(said))}")


def complaint(text: str) -> str:
    """The first line that says something in what `neo4j-admin` wrote to standard error."""
    lines = [line.strip() for line in text.splitlines() if line.strip("- ") not in ("", "Command Failed")]
    lines = [line for line in lines if not line.startswith("WARNING")] or lines
    return lines[0] if lines else "it does not say why"


@contextmanager
def _listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        yield listener


@contextmanager
def _state(launch: Launch, control: int) -> Iterator[None]:
    """The state file: who runs, where, and the token that opens its control port; gone before Neo4j goes."""
    path = launch.folder / STATE
    state = {
        "pid": os.getpid(),
        "port": launch.port,
        "version": launch.version,
        "control": control,
        "token": launch.token,
    }
    write_private(path, json.dumps(state))
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def read_state(folder: Path) -> Mapping[str, Any]:
    """What the state file says, be it true or left by a process that died; empty without one."""
    try:
        state: Mapping[str, Any] = json.loads((folder / STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return state


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner reads, whole or not at all."""
    part = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def _serve(listener: socket.socket, launch: Launch) -> None:
    """Answer users until one says stop, a signal does, or nobody has been there for `launch.linger` seconds."""
    desk = _Desk(launch.token)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: desk.stop())
    with selectors.DefaultSelector() as selector:
        selector.register(listener, selectors.EVENT_READ)
        alone_since = time.monotonic()
        while not desk.stopping:
            events = selector.select(timeout=0.5)
            for key, _ in events:
                if key.fileobj is listener:
                    _welcome(listener, selector)
                elif isinstance(key.fileobj, socket.socket) and not desk.hear(key.fileobj, key.data):
                    selector.unregister(key.fileobj)
                    key.fileobj.close()
            if desk.wanted or events:
                alone_since = time.monotonic()
            elif time.monotonic() - alone_since > launch.linger:
                return


def _welcome(listener: socket.socket, selector: selectors.BaseSelector) -> None:
    try:
        connection, _ = listener.accept()
    except OSError:
        return  # It left while it waited.
    connection.setblocking(False)
    selector.register(connection, selectors.EVENT_READ, bytearray())


class _Desk:
    """Who uses this Neo4j, and whether it stays when nobody does."""

    def __init__(self, token: str) -> None:
        self._token = token
        self._users: set[socket.socket] = set()
        self._kept = False
        self.stopping = False

    @property
    def wanted(self) -> bool:
        return self._kept or bool(self._users)

    def stop(self) -> None:
        self.stopping = True

    def hear(self, connection: socket.socket, heard: bytearray) -> bool:
        """Take what came and answer a whole line; False when the connection is over."""
        try:
            heard += (data := connection.recv(256))
            if data and len(heard) < 256:
                return not heard.endswith(b"\n") or self._answer(connection, heard)
        except OSError:
            pass  # Its process died.
        self._users.discard(connection)
        return False

    def _answer(self, connection: socket.socket, heard: bytearray) -> bool:
        token, _, verb = heard.decode(errors="replace").strip().partition(" ")
        heard.clear()
        if not secrets.compare_digest(token.encode(), self._token.encode()):
            return False
        if verb == "join":
            self._users.add(connection)
        elif verb == "keep":
            self._kept = True
        elif verb == "stop":
            self.stop()
        connection.sendall(json.dumps({"users": len(self._users), "kept": self._kept}).encode() + b"\n")
        return True


if __name__ == "__main__":
    # Python's own tidying would wait for the JVM's last threads; all that matters is on disk by now.
    status = main()
    sys.stderr.flush()
    os._exit(status)
