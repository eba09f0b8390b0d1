"""Neo4j over Bolt: one driver, reads in READ mode within a deadline, writes that may be retried, driver errors made ours."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from graph.errors import AccessDenied, Conflict, CostLimit, DeadlineExceeded, Unavailable, WuyeError

if TYPE_CHECKING:
    from neo4j import AsyncDriver, AsyncManagedTransaction, AsyncTransaction

    from graph.link import Link

Parameters = Mapping[str, object]
T = TypeVar("T")

#: The oldest Neo4j whose Cypher Wuye writes.
OLDEST = (5, 26)
#: Bolt, directly or routed; the driver's HTTP is a preview.
SCHEMES = ("bolt", "neo4j")
CONNECT_TIMEOUT = 3.0
RETRY_TIME = 3.0
#: What is said of every write where the server's settings, or those of the database, allow none.
READ_ONLY = (
    "This Neo4j database may only be read: questions are answered; to load or edit, or to open it for the first time, let it be"
    " written (server.databases.default_to_read_only, server.databases.read_only)."
)
#: Seconds before each further go of a read whose connection was lost: Neo4j may be there again in a moment.
AGAIN = (0.0, 0.1, 0.2, 0.4, 0.8)


class Database:
    """An open graph. Made by `connect`; safe to use from many tasks at once."""

    def __init__(self, link: Link, name: str | None, deadline: float) -> None:
        self._link = link
        self._name = name
        self.deadline = deadline

    async def read(self, text: str, parameters: Parameters, *, deadline: float | None = None) -> list[Any]:
        """The values of the single record that a reading statement returns.

        READ access mode; the transaction ends on the server, and the wait here, at the deadline (seconds). It is asked again where the
        connection is lost. Raises DeadlineExceeded, CostLimit (out of memory), AccessDenied, Unavailable.
        """
        from neo4j import READ_ACCESS, Query

        limit = deadline or self.deadline

        async def once() -> list[Any]:
            async with self._link.session(limit + 0.5, database=self._name, default_access_mode=READ_ACCESS) as session:
                # An auto-commit read costs one round trip; a managed transaction would cost three.
                result = await session.run(Query(text, timeout=limit), dict(parameters))
                record = await result.single(strict=True)
                return list(record.values())

        return await self._steadily(once)

    async def _steadily(self, once: Callable[[], Awaitable[T]]) -> T:
        """What a read gives, asked again, by the driver's own rule of what may be, until the database has not answered for RETRY_TIME; from
        then on once only, so that nobody waits in line for what is down."""
        until = (self._link.since or monotonic()) + RETRY_TIME
        waits = iter(AGAIN)
        while True:
            try:
                with _ours():
                    return await once()
            except Unavailable as error:
                wait = next(waits, None)
                if wait is None or monotonic() + wait > until or not passing(error.__cause__):
                    raise
            await asyncio.sleep(wait)

    async def bookmark(self, *, after: bytes | None = None) -> bytes:
        """The bookmark of a read: it names the last commit. The read waits until that of the bookmark `after` can be seen."""
        from neo4j import READ_ACCESS, Bookmarks

        known = Bookmarks.from_raw_values(after.decode().splitlines()) if after else None

        async def once() -> bytes:
            async with self._link.session(
                self.deadline, database=self._name, default_access_mode=READ_ACCESS, bookmarks=known
            ) as session:
                await (await session.run("RETURN 1")).consume()
                return "\n".join(sorted((await session.last_bookmarks()).raw_values)).encode()

        return await self._steadily(once)

    async def explain(self, text: str, parameters: Parameters, *, profile: bool = False) -> dict[str, Any]:
        """Neo4j's plan of a reading statement; `profile` runs it, and adds rows and database hits to each operator."""
        from neo4j import READ_ACCESS, Query

        word = "PROFILE" if profile else "EXPLAIN"

        async def once() -> dict[str, Any]:
            async with self._link.session(
                self.deadline + 0.5, database=self._name, default_access_mode=READ_ACCESS
            ) as session:
                result = await session.run(Query(f"{word} {text}", timeout=self.deadline), dict(parameters))
                summary = await result.consume()
                return dict((summary.profile if profile else summary.plan) or {})

        return await self._steadily(once)

    async def rows(
        self, text: str, parameters: Parameters | None = None, *, deadline: float | None = None
    ) -> list[list[Any]]:
        """All records of a statement outside the query path (schema commands, versions, counts); for whoever waits, by a deadline."""
        with _ours():
            async with self._link.session(deadline, database=self._name) as session:
                result = await session.run(text, dict(parameters or {}))
                return [list(record.values()) async for record in result]

    async def write(self, text: str, parameters: Parameters) -> list[list[Any]]:
        """All records of one idempotent writing statement, in a transaction that the driver may try again."""
        return await self.write_all([(text, parameters)])

    async def write_all(self, statements: Sequence[tuple[str, Parameters]]) -> list[list[Any]]:
        """Several writing statements, in one transaction that the driver may try again; all records of the last."""

        async def work(graph: Database) -> list[list[Any]]:
            return await graph.write_all(statements)

        return await self.work(work)

    async def work(self, work: Callable[[Database], Awaitable[T]]) -> T:
        """Reads and writes in one transaction, which the driver may try again from the beginning."""

        async def run(transaction: AsyncManagedTransaction) -> T:
            try:
                return await work(_Within(self._link, self._name, self.deadline, transaction))
            except WuyeError as error:
                # The driver knows by its own errors what may be tried again.
                raise error.__cause__ or error from None

        with _ours():
            async with self._link.session(database=self._name) as session:
                return await session.execute_write(run)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncTransaction]:
        """One explicit writing transaction: committed at the end, rolled back by an exception."""
        with _ours():
            async with self._link.session(database=self._name) as session:
                async with await session.begin_transaction() as transaction:
                    yield transaction

    @asynccontextmanager
    async def trial(self) -> AsyncIterator[Database]:
        """One explicit writing transaction that is always rolled back; what is read in it sees what was written in it.

        It ends at the deadline, as a read does.
        """
        with _ours():
            async with self._link.session(self.deadline + 0.5, database=self._name) as session:
                transaction = await session.begin_transaction(timeout=self.deadline)
                try:
                    yield _Within(self._link, self._name, self.deadline, transaction)
                finally:
                    await transaction.close()

    @asynccontextmanager
    async def whole(self) -> AsyncIterator[Database]:
        """One explicit writing transaction: committed at the end, rolled back by an exception."""
        async with self.transaction() as transaction:
            yield _Within(self._link, self._name, self.deadline, transaction)

    async def close(self) -> None:
        """Give all connections back."""
        await self._link.close()


class _Within(Database):
    """A graph within one transaction."""

    def __init__(
        self,
        link: Link,
        name: str | None,
        deadline: float,
        transaction: AsyncTransaction | AsyncManagedTransaction,
    ) -> None:
        super().__init__(link, name, deadline)
        self._transaction = transaction

    async def read(self, text: str, parameters: Parameters, *, deadline: float | None = None) -> list[Any]:
        with _ours():
            result = await self._transaction.run(text, dict(parameters))
            record = await result.single(strict=True)
            return list(record.values())

    async def explain(self, text: str, parameters: Parameters, *, profile: bool = False) -> dict[str, Any]:
        with _ours():
            result = await self._transaction.run(f"{'PROFILE' if profile else 'EXPLAIN'} {text}", dict(parameters))
            summary = await result.consume()
            return dict((summary.profile if profile else summary.plan) or {})

    async def write_all(self, statements: Sequence[tuple[str, Parameters]]) -> list[list[Any]]:
        found: list[list[Any]] = []
        for text, parameters in statements:
            found = await self.rows(text, parameters)
        return found

    async def work(self, work: Callable[[Database], Awaitable[T]]) -> T:
        return await work(self)

    async def rows(
        self, text: str, parameters: Parameters | None = None, *, deadline: float | None = None
    ) -> list[list[Any]]:
        with _ours():
            result = await self._transaction.run(text, dict(parameters or {}))
            return [list(record.values()) async for record in result]


async def connect(
    uri: str, username: str, password: str, *, database: str | None = None, deadline: float = 30.0
) -> Database:
    """An open Database, its version checked.

    Raises AccessDenied for a wrong password, Unavailable when nobody answers or the version is older than 5.26.
    """
    from neo4j import AsyncGraphDatabase, basic_auth

    from graph.link import Link  # here, as all of the driver's package: most commands start without it

    if uri.partition("://")[0].partition("+")[0] not in SCHEMES:
        raise Unavailable(f"NEO4J_URI is {uri!r}; it must begin with bolt:// or neo4j:// (or with +s, +ssc).")
    if "@" in uri:
        raise Unavailable("NEO4J_URI holds an account; write bolt://host:7687, and NEO4J_USERNAME and NEO4J_PASSWORD.")
    # Its errors reach the caller as ours; without a handler Python would print the driver's own words as well.
    logging.getLogger("neo4j").addHandler(logging.NullHandler())

    def driver() -> AsyncDriver:
        return AsyncGraphDatabase.driver(
            uri,
            auth=basic_auth(username, password),
            notifications_min_severity="OFF",
            connection_timeout=CONNECT_TIMEOUT,
            connection_acquisition_timeout=5.0,
            max_transaction_retry_time=RETRY_TIME,
            liveness_check_timeout=30.0,
            user_agent="wuye",
        )

    try:
        with _ours():
            link = Link(driver)
            try:
                await link.driver.verify_connectivity()
            except BaseException:
                await link.close()
                raise
    except ValueError:
        # The driver's own words would show the address, and a password that stands in it.
        raise Unavailable("NEO4J_URI cannot be read; it must look like bolt://host:7687.") from None
    opened = Database(link, database, deadline)
    try:
        await _check_version(opened, uri)
    except BaseException:
        await opened.close()
        raise
    return opened


async def _check_version(database: Database, uri: str) -> None:
    version = await neo4j_version(database)
    if not re.match(r"\d+\.\d+", version):
        raise Unavailable(f"{uri} says it is Neo4j {version}; Wuye needs 5.26 or newer.")
    if tuple(int(part) for part in version.split("-")[0].split(".")[:2]) < OLDEST:
        raise Unavailable(f"{uri} runs Neo4j {version}; Wuye needs 5.26 or newer: upgrade it, or unset NEO4J_URI.")


async def neo4j_version(database: Database) -> str:
    """The server's version, `5.26.31` for example."""
    found = await database.rows(
        "CALL dbms.components() YIELD name, versions WHERE name = 'Neo4j Kernel' RETURN versions[0]"
    )
    if not found:
        raise Unavailable("What answers at NEO4J_URI is no Neo4j; name a Neo4j of 5.26 or newer.")
    return str(found[0][0])


@contextmanager
def _ours() -> Iterator[None]:
    """Turns what the driver raises into errors of graph.errors."""
    from neo4j import exceptions

    try:
        yield
    except WuyeError:
        raise
    except TimeoutError:
        raise DeadlineExceeded(
            "The answer took longer than its deadline; narrow the question, or ask for less."
        ) from None
    except exceptions.ConfigurationError as error:
        if "Notification filtering" in str(error):
            raise Unavailable("What answers at NEO4J_URI speaks an old Bolt; Wuye needs Neo4j 5.26 or newer.") from None
        raise Unavailable(f"NEO4J_URI cannot be used; it must look like bolt://host:7687: {error}") from None
    except exceptions.AuthError:
        raise AccessDenied(
            "Neo4j refuses this user name and password; check NEO4J_USERNAME and NEO4J_PASSWORD."
        ) from None
    except exceptions.Forbidden as error:
        raise AccessDenied(f"This Neo4j account has too few rights: {error.message}") from None
    except exceptions.Neo4jError as error:
        raise _from_server(error) from error
    except (exceptions.DriverError, OSError, RuntimeError) as error:
        from graph.link import lost

        if isinstance(error, RuntimeError) and not lost(error):
            raise
        if "HTTP" in str(error):
            raise Unavailable(
                "What answers at NEO4J_URI speaks HTTP, not Bolt; name Neo4j's Bolt port, 7687 as a rule."
            ) from error
        raise Unavailable(
            f"Neo4j does not answer ({type(error).__name__}); is it running, and NEO4J_URI right? `wuye db status` tells."
        ) from error


def passing(error: BaseException | None) -> bool:
    """May the same read fare better in a moment?

    By the driver's own rule, which says of auto-commit transactions that they are never to be asked again; but ours, in READ mode, change nothing.
    """
    from neo4j import exceptions

    from graph.link import lost

    if isinstance(error, (exceptions.Neo4jError, exceptions.DriverError)):
        return error.is_retryable()
    return error is not None and lost(error)


def _from_server(error: Any) -> Exception:
    code = error.code or ""
    if "ReadOnly" in code:
        return AccessDenied(READ_ONLY)
    if "TransactionTimedOut" in code or "Terminated" in code:
        return DeadlineExceeded("The answer took longer than its deadline; narrow the question, or ask for less.")
    if "MemoryPoolOutOfMemory" in code or "TransactionOutOfMemory" in code:
        return CostLimit("The answer needs more memory than one question may use; narrow it, or ask for less.")
    if code.startswith("Neo.DatabaseError.Transaction."):
        # It takes no more transactions until it is started again.
        return Unavailable(
            "Neo4j cannot write any more, as a rule because its disk is full (its log tells): make room, end it"
            " (`wuye db stop`), and do the same again."
        )
    if code.startswith("Neo.TransientError") or "DatabaseUnavailable" in code or "Session" in code:
        return Unavailable("Neo4j is busy or restarting; try again.")
    if "ConstraintValidationFailed" in code:
        return Conflict("Another load has just written the same rows; load again.")
    if ".Schema." in code:
        return Unavailable(
            "Neo4j refuses Wuye's constraints and indexes, as a rule because of data or constraints that are others':"
            f" {' '.join(error.message.split())} Set NEO4J_DATABASE to a database of Wuye's own, or take away what is in the way."
        )
    if "DatabaseNotFound" in code:
        return Unavailable(f"{error.message} Check NEO4J_DATABASE.")
    return WuyeError(str(error))
