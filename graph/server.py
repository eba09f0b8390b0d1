"""The private Neo4j Community: started when first wanted, shared by every `wuye`, gone with its last user."""

from __future__ import annotations

import json
import logging
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from graph import launch
from graph.errors import ServerFailed, Unavailable
from graph.launch import folder
from graph.neo4j_process import LOCK, read_state
from graph.settings import Settings

log = logging.getLogger("wuye")

Progress = Callable[[str], None]

#: Seconds that a start may take: recovery after a crash included, fetching excluded.
DEADLINE = 120.0
#: Seconds that an end may take: its last checkpoint.
ENDING = 120.0
#: Seconds between two looks for a Neo4j that has ended, and before another attempt to start it.
LOOK, RETRY = 0.5, 10.0
#: Seconds for which a Neo4j that was paused waits for its users to come back.
BACK = 10.0
#: Held by whoever starts, stops or administers; `LOCK` by the Neo4j itself.
START = "start.lock"


def _quiet(progress: str) -> None:
    """Whoever passes no `on_progress` wants no news."""


@dataclass(frozen=True)
class Address:
    """Where a Neo4j answers, and as whom."""

    uri: str
    username: str
    password: str = field(repr=False)


@dataclass(frozen=True)
class Status:
    """What `wuye db status` tells; never the password."""

    running: bool
    home: Path
    version: str
    pid: int | None = None
    port: int | None = None
    users: int = 0
    kept: bool = False

    @property
    def uri(self) -> str | None:
        return f"bolt://127.0.0.1:{self.port}" if self.running else None


@contextmanager
def running(settings: Settings, *, on_progress: Progress = _quiet, again: bool = False) -> Iterator[Address]:
    """Inside the block a Neo4j answers: the one of NEO4J_URI, or the private one, joined or started.

    `again`: a private one that is killed is started again, on the same port, and one that was stopped is joined when somebody starts it.
    """
    if settings.uri is not None:
        yield Address(settings.uri, settings.username, settings.password)
        return
    server = _entered(settings, "join", on_progress)
    address = _address(settings, server)
    with _Kept(settings, server) if again else server:
        yield address


def start(settings: Settings, *, on_progress: Progress = _quiet) -> Address:
    """Start or join the private Neo4j, and keep it until `stop`."""
    require_private(settings)
    with _entered(settings, "keep", on_progress) as server:
        return _address(settings, server)


def stop(settings: Settings) -> bool:
    """End the private Neo4j, whoever uses it; False when none ran."""
    require_private(settings)
    home = folder(settings)
    if not home.exists():
        return False
    with _locked(home, START):
        server = _ask(settings, "stop")
        if server is None:
            return False
        late = (
            f"Neo4j (process {server.state['pid']}) was told to end and has not within {ENDING:.0f} s; is its disk full? See"
            f" {launch.log(home)}; to kill it loses nothing that was acknowledged."
        )
        with server, _locked(home, LOCK, patience=ENDING, late=late):  # Neo4j lets go of it as its last act.
            return True


def status(settings: Settings) -> Status:
    """Whether the private Neo4j runs, where, and for how many."""
    server = _ask(settings, "status")
    if server is None:
        return Status(False, folder(settings), settings.neo4j_version)
    with server:
        state, reply = server.state, server.reply
    return Status(
        True,
        folder(settings),
        version=state["version"],
        pid=state["pid"],
        port=state["port"],
        users=reply["users"],
        kept=reply["kept"],
    )


def admin(settings: Settings, *arguments: str) -> str:
    """Run Neo4j's own `neo4j-admin` on the private data folder while no Neo4j holds it; its output.

    `admin(settings, "database", "dump", "neo4j", "--to-path=/backups")` makes a backup.
    """
    with held(settings):
        return launch.admin_tool(settings, arguments)


@contextmanager
def held(settings: Settings) -> Iterator[None]:
    """Inside the block no Neo4j runs on the private data folder, and none is started there; who wants one waits."""
    require_private(settings)
    home = folder(settings)
    with _locked(home, START):
        if (server := _ask(settings, "status")) is not None:
            server.close()
            raise ServerFailed("The private Neo4j is running: end it with `wuye db stop` first.")
        with _locked(home, LOCK):
            launch.take_over(home)
            yield


@contextmanager
def stopped(settings: Settings, on_progress: Progress, *, pause: bool = False) -> Iterator[None]:
    """Inside the block nobody uses the private Neo4j; one that was started to stay is started again.

    Raises Unavailable while somebody uses it; with `pause` those who serve wait, and come back to it.
    """
    require_private(settings)
    now = status(settings)
    if now.users and not pause:
        raise Unavailable(
            f"{now.users} wuye process{'es use' if now.users > 1 else ' uses'} the graph; end `wuye serve` and loads first:"
            " this is done to a Neo4j Community that is stopped."
        )
    began = time.monotonic()
    if now.running:
        on_progress("Stopping Neo4j")
        stop(settings)
    try:
        yield
    finally:
        if now.kept:
            start(settings, on_progress=on_progress)
        if now.users:
            _wait_for(settings, now.users, on_progress)
            on_progress(f"Serving again, after {time.monotonic() - began:.1f} s")


def _wait_for(settings: Settings, users: int, on_progress: Progress) -> None:
    """Lets those who were there before the pause find their Neo4j again: it would end without users."""
    with running(settings, on_progress=on_progress):
        late = time.monotonic() + BACK
        while status(settings).users <= users and time.monotonic() < late:
            time.sleep(LOOK / 5)


def require_private(settings: Settings) -> None:
    """Raises ServerFailed where NEO4J_URI is set."""
    if settings.uri is not None:
        raise ServerFailed("NEO4J_URI names a Neo4j that is not Wuye's to run: unset it to use the private one.")


def _address(settings: Settings, server: _Server) -> Address:
    password = launch.password(folder(settings))
    return Address(f"bolt://127.0.0.1:{server.state['port']}", "neo4j", password)


class _Server:
    """An open connection to the child process: as long as it is open, its owner counts as a user."""

    def __init__(self, state: Mapping[str, Any], verb: str) -> None:
        self.state = state
        self._connection = socket.create_connection(("127.0.0.1", state["control"]), timeout=10)
        try:
            self._connection.sendall(f"{state['token']} {verb}\n".encode())
            self.reply: Mapping[str, Any] = json.loads(self._connection.recv(256))
        except (OSError, ValueError):
            self._connection.close()
            raise

    def wait(self) -> None:
        """Until Neo4j's process has ended, or this is closed."""
        self._connection.settimeout(None)
        with suppress(OSError):
            while self._connection.recv(256):
                pass

    def close(self) -> None:
        """Be a user no longer."""
        with suppress(OSError):
            self._connection.shutdown(socket.SHUT_RDWR)  # whoever waits notices
        self._connection.close()

    def __enter__(self) -> _Server:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Kept:
    """A user for long, whose Neo4j may end: a thread waits for that, and for the next one."""

    def __init__(self, settings: Settings, server: _Server) -> None:
        self._settings = settings
        self._server = server
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="keeps Neo4j running", daemon=True)

    def _keep(self) -> None:
        while not self._over.is_set():
            self._server.wait()
            token = self._server.state["token"]
            self._server.close()
            while not self._over.wait(LOOK):
                if (server := self._next(token)) is not None:
                    self._server = server
                    break
        self._server.close()

    def _next(self, token: str) -> _Server | None:
        """The Neo4j that runs now; started, where the one of this token was killed: one that was told to end takes its state along."""
        home = folder(self._settings)
        if (server := _ask(self._settings, "join")) is not None:
            return server
        if read_state(home).get("token") != token or not _is_free(home / LOCK):
            return None
        log.warning("Neo4j was killed; it is started again")
        try:
            return _entered(self._settings, "join", _quiet)
        except ServerFailed as error:
            log.error("%s", error)
            self._over.wait(RETRY)
            return None

    def __enter__(self) -> _Kept:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._server.close()
        self._thread.join(LOOK)  # a start that is under way it does not wait for


def _ask(settings: Settings, verb: str) -> _Server | None:
    """The server that runs, told `verb`; None when none does: no state file, or one left by a process that died."""
    try:
        return _Server(read_state(folder(settings)), verb)
    except (OSError, ValueError, KeyError):
        # Nobody listens there, or somebody who does not know the token.
        return None


def _entered(settings: Settings, verb: str, on_progress: Progress) -> _Server:
    """The server, told `verb`; started first if none runs. One process at a time gets to start it."""
    home = folder(settings)
    _prepare(home)
    if (server := _ask(settings, verb)) is not None:
        return server
    if not _is_free(home / START):
        on_progress("Waiting for another wuye that starts Neo4j")
    with _locked(home, START):
        child: subprocess.Popen[bytes] | None = None
        deadline = time.monotonic() + DEADLINE
        while (server := _ask(settings, verb)) is None:
            # Held without an answer: one that is still starting (its starter was killed), or just ending.
            if child is None and _is_free(home / LOCK):
                child = launch.spawn(settings, on_progress)
                deadline = time.monotonic() + DEADLINE
            elif child is not None and child.poll() is not None:
                raise ServerFailed(f"Neo4j did not start: {launch.cause(home)} (log: {launch.log(home)}).")
            elif time.monotonic() > deadline:
                raise _late(home, child)
            time.sleep(0.05)
    return server


def _prepare(home: Path) -> None:
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise ServerFailed(
            f"{home} cannot be made ({error.strerror}): set WUYE_HOME to a folder you may write."
        ) from None


def _late(home: Path, child: subprocess.Popen[bytes] | None) -> ServerFailed:
    if child is None:
        return ServerFailed(f"Another process holds {home} and does not answer: end it, or set another WUYE_HOME.")
    child.kill()
    return ServerFailed(f"Neo4j did not start within {DEADLINE:.0f} s: see {launch.log(home)}.")


@contextmanager
def _locked(home: Path, name: str, *, patience: float = 10 * DEADLINE, late: str = "") -> Iterator[None]:
    """Hold a lock that the system takes back from a process that dies; raises ServerFailed, which says `late`, after `patience` seconds.

    Unless told otherwise it waits long: whoever holds it may be fetching jars or dumping a large graph.
    """
    _prepare(home)
    late = late or f"Another process holds {home / name}: wait for it or end it, then try again."
    try:
        with FileLock(home / name, timeout=patience):
            yield
    except Timeout:
        raise ServerFailed(late) from None


def _is_free(lock: Path) -> bool:
    try:
        with FileLock(lock, timeout=0):
            return True
    except Timeout:
        return False
