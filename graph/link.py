"""The way to Neo4j: a driver that is replaced by a new one when its connections are lost or fall silent, and a circuit around it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from time import monotonic
from typing import Any

from neo4j import READ_ACCESS, AsyncDriver, AsyncSession
from neo4j.exceptions import DriverError, ServiceUnavailable, SessionExpired

from graph.errors import Unavailable

#: Seconds in which a new driver must have had an answer, and an old one have said goodbye.
TRIAL, GOODBYE = 5.0, 1.0


class Link:
    """Sessions on one database, for many tasks at once.

    A circuit: whatever shows that the database does not answer opens it. From then on nothing is asked before a new driver has had an
    answer, and everybody who comes waits for the same trial, at most `TRIAL` seconds. A new driver, since of the old one nobody
    knows which connections are dead: a half-open one is silent until the deadline of whoever draws it from the pool, and over uvloop the
    driver (6.4.1) keeps those that were reset, and draws them again and again (neo4j-python-driver issue 1056).
    """

    def __init__(self, make: Callable[[], AsyncDriver]) -> None:
        self._make = make
        self._used = Used(make())
        self._since: float | None = None  # when the circuit opened
        self._trial: asyncio.Task[None] | None = None

    @property
    def driver(self) -> AsyncDriver:
        """The one of now."""
        return self._used.driver

    @property
    def since(self) -> float | None:
        """When, by the monotonic clock, the database was first found not to answer; None while it does."""
        return self._since

    @asynccontextmanager
    async def session(self, seconds: float | None = None, **config: Any) -> AsyncIterator[AsyncSession]:
        """A session, for so long at most; raises what the driver raises, TimeoutError, and Unavailable."""
        if self._since is not None:
            await self._mend()
        used = self._used
        used.count += 1
        session = used.driver.session(**config)
        try:
            async with asyncio.timeout(seconds), session:
                yield session
        except (DriverError, OSError, RuntimeError) as error:
            if lost(error):
                await shut(session)
                if used is self._used and self._since is None:
                    self._since = monotonic()
            raise
        finally:
            used.count -= 1
            await self._let_go(used)

    async def _mend(self) -> None:
        if self._trial is None:
            self._trial = asyncio.create_task(self._try())
            self._trial.add_done_callback(self._tried)
        await asyncio.shield(self._trial)

    def _tried(self, trial: asyncio.Task[None]) -> None:
        self._trial = None
        if not trial.cancelled():
            trial.exception()  # Those who waited may all have left.

    async def _try(self) -> None:
        new = self._make()
        try:
            async with asyncio.timeout(TRIAL), new.session(default_access_mode=READ_ACCESS) as session:
                await (await session.run("RETURN 1")).consume()
        except BaseException as error:
            await shut(new)
            if isinstance(error, TimeoutError):
                raise Unavailable("Neo4j accepts connections and says nothing; is the network between whole?") from None
            raise
        old, self._used, self._since = self._used, Used(new), None
        await self._let_go(old)

    async def _let_go(self, used: Used) -> None:
        """Close a driver that was replaced once nobody has a session of it."""
        if used is not self._used and not used.count:
            await shut(used.driver)

    async def close(self) -> None:
        """Give all connections back."""
        if self._trial is not None:
            self._trial.cancel()
        await shut(self.driver)


class Used:
    """A driver, and how many sessions of it are open."""

    def __init__(self, driver: AsyncDriver) -> None:
        self.driver = driver
        self.count = 0


async def shut(held: AsyncDriver | AsyncSession) -> None:
    """Close it; connections that are lost already cannot say goodbye, and need not."""
    # Twice: where a goodbye fails over uvloop it has forgotten its connections, and does not know that it is closed.
    for _ in range(2):
        with suppress(DriverError, OSError, RuntimeError):
            async with asyncio.timeout(GOODBYE):
                await held.close()


def lost(error: BaseException) -> bool:
    """Does it show that the database cannot be reached, or is silent (TimeoutError is an OSError)?

    uvloop says RuntimeError of a transport that is closed, which the driver does not expect and lets through.
    """
    if isinstance(error, RuntimeError):
        return "handler is closed" in str(error)
    return isinstance(error, (ServiceUnavailable, SessionExpired, OSError))
