"""Whose operation runs next: so many at once in a process, a bounded number waits, and callers take turns.

Whatever one caller asks, and however dear, others find room: a caller has at most a share of what runs, the next to run is of whoever
has least running, and when too many wait, whoever has most waiting loses the one that came last.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from api.rate import network
from graph.errors import Busy

#: Operations that run at once, of all and of one caller, and that wait.
RUNNING, SHARE, WAITING = 32, 8, 400
#: Seconds for which an operation waits at most, and after which to ask again.
PATIENCE, AGAIN = 10.0, 1
BUSY = "The server has more to do than it can; ask again in a moment. 服务器繁忙,请稍后再试。"


class Turns:
    """The operations of a process: those that run, and those that wait, by caller.

    >>> async def ask(turns, name):
    ...     async with turns.turn(name):
    ...         return turns.running, turns.waiting
    >>> asyncio.run(ask(Turns(), "192.0.2.1"))
    (1, 0)
    """

    def __init__(self, most: int = RUNNING, share: int = SHARE, longest: int = WAITING) -> None:
        self.most, self.share, self.longest = most, share, longest
        self._running: Counter[str] = Counter()
        # In the order in which callers came, or had their last turn.
        self._waiting: dict[str, deque[asyncio.Future[None]]] = {}

    @property
    def running(self) -> int:
        """How many run."""
        return self._running.total()

    @property
    def waiting(self) -> int:
        """How many wait."""
        return sum(map(len, self._waiting.values()))

    @asynccontextmanager
    async def turn(self, name: str) -> AsyncIterator[None]:
        """Inside the block the caller's operation runs; raises Busy where it cannot in time."""
        caller = network(name)
        if self._may(caller):  # nobody who waits is overtaken: as long as there is room, all who wait have their share
            self._running[caller] += 1
        else:
            await self._wait(caller)
        try:
            yield
        finally:
            self._leave(caller)

    def _may(self, caller: str) -> bool:
        return self.running < self.most and self._running[caller] < self.share

    async def _wait(self, caller: str) -> None:
        if self.waiting >= self.longest:
            self._turn_away(caller)
        ours = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(caller, deque()).append(ours)
        try:
            async with asyncio.timeout(PATIENCE):
                await ours
        except (TimeoutError, asyncio.CancelledError) as error:
            self._forget(caller, ours)
            if isinstance(error, TimeoutError):
                raise Busy(BUSY, AGAIN) from None
            raise

    def _turn_away(self, caller: str) -> None:
        """Makes room for one more of this caller; raises Busy where nobody has more that wait."""
        greedy = max(self._waiting, key=lambda each: len(self._waiting[each]), default=caller)
        if len(self._waiting.get(greedy, ())) <= len(self._waiting.get(caller, ())) + 1:
            raise Busy(BUSY, AGAIN)
        last = self._waiting[greedy].pop()
        if not last.done():
            last.set_exception(Busy(BUSY, AGAIN))

    def _forget(self, caller: str, ours: asyncio.Future[None]) -> None:
        """Who waited has left."""
        line = self._waiting.get(caller, deque())
        if ours in line:
            line.remove(ours)
            if not line:
                del self._waiting[caller]
        elif not ours.cancelled() and ours.exception() is None:  # its turn had come in the same moment
            self._leave(caller)

    def _leave(self, caller: str) -> None:
        self._running[caller] -= 1
        if not self._running[caller]:
            del self._running[caller]
        while able := [each for each in self._waiting if self._may(each)]:
            next = min(able, key=lambda each: self._running[each])
            line = self._waiting.pop(next)
            ours = line.popleft()
            if line:
                self._waiting[next] = line
            if not ours.done():  # else it has just left
                self._running[next] += 1
                ours.set_result(None)
