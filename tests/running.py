"""What runs beside the tests: `wuye` in this process or as its own, servers on loopback, the demonstration."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from graph import server
from graph.server import Address
from graph.settings import Settings

ROOT = Path(__file__).parents[1]
#: Seconds that anything started here may take, on a machine that does much else.
PATIENCE = 180.0
# A run in the background of a shell ignores Ctrl-C, and what it starts would inherit that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings of the `database` that the run shares, which must have been asked for."""
    return replace(Settings.read(os.environ), home=tmp_path_factory.getbasetemp() / "wuye0")


def environ(address: Address, database: str | None = None) -> dict[str, str]:
    """The variables that name a Neo4j of the user's own."""
    named = {"NEO4J_URI": address.uri, "NEO4J_USERNAME": address.username, "NEO4J_PASSWORD": address.password}
    return named | ({"NEO4J_DATABASE": database} if database else {})


def address_of(found: Settings) -> Address:
    """Where a Neo4j answers that runs already."""
    with server.running(found) as address:
        return address


# ------------------------------------------------------------------------------------------------------------- commands


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def sentence(self) -> str:
        """Its error: one line on standard error, nothing on standard output."""
        assert self.status != 0
        assert "Traceback" not in self.err
        assert self.out == ""
        assert self.err.count("\n") == 1, self.err
        return self.err.removesuffix("\n")


@cache
def schema() -> Any:
    """The schema of `wuye query`, made once: it takes a second, and each command sets its own graph."""
    from api.app import planned_schema

    return planned_schema()


def wuye(*words: str | Path, stdin: str = "") -> Ran:
    """`wuye` in this process: no start of an interpreter, no imports, one schema for all."""
    from api.cli import main

    with pytest.MonkeyPatch.context() as patch:
        out, err = io.StringIO(), io.StringIO()
        patch.setattr("api.ask.planned_schema", schema)
        patch.setenv("WUYE_EXPOSURE", "")  # `serve` tells its workers by it; put back at the end
        patch.setattr(sys, "argv", ["wuye", *map(str, words)])
        for name, stream in (
            ("stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8")),
            ("stdout", out),
            ("stderr", err),
        ):
            patch.setattr(sys, name, stream)
        try:
            main()
            status = 0
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    return Ran(status, out.getvalue(), err.getvalue())


def command() -> str:
    """The `wuye` of this environment."""
    found = shutil.which("wuye", path=str(Path(sys.executable).parent))
    assert found is not None, "wuye is not installed here: uv run pytest, or pip install -e ."
    return found


def without_neo4j(**more: str) -> dict[str, str]:
    """This environment but for a Neo4j of the user's own, and `more`."""
    return {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")} | more


def wuye_process(*words: str | Path, stdin: str = "", **more: str) -> Ran:
    """`wuye` as a process of its own."""
    done = subprocess.run(
        [command(), *map(str, words)],
        env=without_neo4j(**more),
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


class Process:
    """A `wuye` that runs until it is told to end."""

    def __init__(self, log: Path, *words: str, **more: str) -> None:
        self.log = log
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                [command(), *words], env=without_neo4j(**more), stdin=subprocess.DEVNULL, stdout=output, stderr=output
            )

    @property
    def said(self) -> str:
        """All it said so far."""
        return self.log.read_text(encoding="utf-8")

    def wait_for(self, url: str) -> None:
        """Waits until the address answers."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                assert get(url).status == 200
                return
            except OSError:
                assert self.process.poll() is None, self.said
                assert time.monotonic() < deadline, self.said
                time.sleep(0.1)

    def wait_to_say(self, words: str) -> str:
        """All it said, once it has said these words."""
        deadline = time.monotonic() + PATIENCE
        while words not in (said := self.said):
            assert self.process.poll() is None, said
            assert time.monotonic() < deadline, said
            time.sleep(0.1)
        return said

    def end(self, number: int = signal.SIGINT) -> int:
        """Its exit status, once the signal has ended it."""
        self.process.send_signal(number)
        return self.process.wait(timeout=PATIENCE)

    def __enter__(self) -> Process:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def ran(*words: str | Path, folder: Path) -> str:
    """What a program prints; it must end well."""
    done = subprocess.run(words, cwd=folder, capture_output=True, encoding="utf-8", timeout=PATIENCE * 2)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def npm_install(folder: Path) -> str:
    """npm, once all that is locked in a folder is installed there, now or by an earlier run."""
    npm = shutil.which("npm")
    assert npm, "No npm here; these tests need Node 20 or newer with npm (Debian: nodejs npm)."
    if not _npm_installed(folder):
        ran(npm, "ci", "--prefer-offline", "--no-audit", "--no-fund", folder=folder)
    return npm


def _npm_installed(folder: Path) -> bool:
    there = folder / "node_modules" / ".package-lock.json"
    if not there.exists():
        return False
    locked, found = (json.loads(file.read_text("utf-8"))["packages"] for file in (folder / "package-lock.json", there))
    return all(
        found.get(name, {}).get("integrity") == package["integrity"]
        for name, package in locked.items()
        if name and not package.get("optional")
    )


# ----------------------------------------------------------------------------------------------------------------- HTTP


@contextmanager
def serving(found: Settings, exposure: str = "local") -> Iterator[int]:
    """The port of a server in a thread, with the options of `wuye serve`."""
    import uvicorn

    from api.app import create_app
    from api.serve import options

    port = free_port()
    server = uvicorn.Server(uvicorn.Config(create_app(found, exposure=exposure), **options("127.0.0.1", port)))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            thread.join(0.02)
        yield port
    finally:
        server.should_exit = True
        thread.join(30)


@dataclass(frozen=True)
class Answer:
    """What a server sent."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)


def get(url: str, **headers: str) -> Answer:
    """The answer to a GET, whatever its status; raises OSError when nobody answers."""
    return _send(urllib.request.Request(url, headers={name.replace("_", "-"): headers[name] for name in headers}))


def post(url: str, query: str, variables: Mapping[str, object] | None = None, **headers: str) -> Answer:
    """The answer to a GraphQL request by POST."""
    body = json.dumps({"query": query, "variables": variables or {}}).encode()
    named = {"Content-Type": "application/json"} | {name.replace("_", "-"): headers[name] for name in headers}
    return _send(urllib.request.Request(url, body, named))


def _send(request: urllib.request.Request) -> Answer:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=30) as response:
            return Answer(response.status, dict(response.headers), response.read().decode())
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, dict(error.headers), error.read().decode())


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


# ---------------------------------------------------------------------------------------------------- the demonstration


@dataclass(frozen=True)
class Demonstration:
    """A `wuye demo` in a fresh WUYE_HOME, which other tests read too and leave as it is."""

    process: Process
    settings: Settings
    address: str
    said: str

    def ask(self, query: str, variables: Mapping[str, object] | None = None) -> Any:
        """The data of an answer."""
        answer = post(f"{self.address}/graphql", query, variables).json
        assert "errors" not in answer, answer
        return answer["data"]

    def key(self, role: str) -> str:
        """A new key of a role."""
        ran = wuye_process("keys", "create", "--role", role, WUYE_HOME=str(self.settings.home))
        assert ran.status == 0, ran.err
        return ran.out.strip()


@contextmanager
def demonstration(home: Path) -> Iterator[Demonstration]:
    """`wuye demo` from nothing, in a home that there is not yet."""
    with Process(home.with_suffix(".log"), "demo", "--port", "0", WUYE_HOME=str(home)) as process:
        said = process.wait_to_say("Ctrl-C ends it")
        address = re.search(r"http://127\.0\.0\.1:\d+", said)
        assert address is not None
        yield Demonstration(process, replace(Settings.read(without_neo4j()), home=home), address[0], said)


# ------------------------------------------------------------------------------------------------------ other servers


@contextmanager
def bolt_server(*components: tuple[str, str], protocol: tuple[int, int] = (5, 4)) -> Iterator[str]:
    """The address of something that speaks Bolt and knows nothing but its `dbms.components`: (name, version) each."""
    with _listening(lambda connection: _Bolt(connection, components, protocol).serve()) as port:
        yield f"bolt://127.0.0.1:{port}"


@contextmanager
def http_server() -> Iterator[int]:
    """The port of something that answers HTTP to whatever it hears."""

    def answer(connection: socket.socket) -> None:
        connection.recv(1024)
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")

    with _listening(answer) as port:
        yield port


@contextmanager
def black_hole() -> Iterator[int]:
    """The port of something that accepts connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


@contextmanager
def _listening(serve: Any) -> Iterator[int]:
    """The port where each connection is handed to `serve`."""

    def accept() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                try:
                    serve(connection)
                except (OSError, struct.error):
                    continue  # It left.

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(5)


class _Bolt:
    """One connection of a Bolt server that knows as little as a stranger would."""

    def __init__(
        self, connection: socket.socket, components: tuple[tuple[str, str], ...], protocol: tuple[int, int]
    ) -> None:
        self.connection = connection
        self.components = components
        self.protocol = protocol

    def serve(self) -> None:
        self.read(20)  # the magic and four proposals
        major, minor = self.protocol
        self.connection.sendall(bytes((0, 0, minor, major)))
        asked = b""
        while True:
            signature, body = self.message()
            if signature == 0x02:  # GOODBYE
                return
            if signature == 0x01:  # HELLO
                self.success(server="Neo4j/5.0.0", connection_id="bolt-1")
            elif signature == 0x10:  # RUN
                asked = body
                self.success(fields=["version"])
            elif signature == 0x3F:  # PULL
                for name, version in self.components:
                    if name == "Neo4j Kernel" or b"Neo4j Kernel" not in asked:
                        self.send(b"\xb1\x71\x91" + packed(version))
                self.success(has_more=False)
            else:
                self.success()

    def read(self, size: int) -> bytes:
        found = b""
        while len(found) < size:
            part = self.connection.recv(size - len(found))
            if not part:
                raise OSError("gone")
            found += part
        return found

    def message(self) -> tuple[int, bytes]:
        body = b""
        while size := struct.unpack(">H", self.read(2))[0]:
            body += self.read(size)
        return (body[1], body[2:]) if body else self.message()

    def send(self, body: bytes) -> None:
        self.connection.sendall(struct.pack(">H", len(body)) + body + b"\0\0")

    def success(self, **fields: object) -> None:
        pairs = b"".join(packed(name) + packed(value) for name, value in fields.items())
        self.send(b"\xb1\x70" + bytes((0xA0 + len(fields),)) + pairs)


def packed(value: object) -> bytes:
    """A small value in PackStream.

    >>> packed("ab"), packed(False), packed(["a"])
    (b'\\x82ab', b'\\xc2', b'\\x91\\x81a')
    """
    if isinstance(value, bool):
        return b"\xc3" if value else b"\xc2"
    if isinstance(value, str):
        text = value.encode()
        return (bytes((0x80 + len(text),)) if len(text) < 16 else bytes((0xD0, len(text)))) + text
    assert isinstance(value, list)
    return bytes((0x90 + len(value),)) + b"".join(map(packed, value))
