"""What each caller may spend in a minute: counted by address, in this process, in the rows that operations cost."""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable
from datetime import UTC, datetime

from graph.errors import RateLimited

#: Seconds after which everybody may spend anew.
WINDOW = 60
#: What a request costs beside its operation: documents are read and planned, too.
REQUEST = 100
#: What a caller may spend in a minute at a public address, unless told otherwise.
PUBLIC = 20_000_000
#: Letters of an address: a proxy may pass on whatever it was told.
LONGEST = 100
#: Addresses told apart within a minute; those that come later share one account.
CALLERS = 100_000


class Rate:
    """The accounts of this minute. `limit` 0: nobody is limited, and nothing is counted.

    >>> rate = Rate(1_000, clock=lambda: 60.0)
    >>> rate.spend("127.0.0.1", 400)
    >>> rate.remaining("127.0.0.1")
    600
    """

    def __init__(self, limit: int = 0, *, clock: Callable[[], float] = time.time) -> None:
        self.limit = limit
        self._clock = clock
        self._minute = 0
        self._used: dict[str, int] = {}

    def require(self, address: str) -> None:
        """Refuses a caller who has spent all; raises RateLimited. One who has something left may go over it once."""
        if not self.limit:
            return
        caller = self._account(address)
        if self._used.get(caller, 0) >= self.limit:
            seconds = max(1, round((self._minute + 1) * WINDOW - self._clock()))
            raise RateLimited(
                f"You have spent the {self.limit:,} that a minute allows; ask again in {seconds} s. 请 {seconds} 秒后再试。",
                seconds,
            )
        self._used[caller] = self._used.get(caller, 0) + REQUEST

    def spend(self, address: str, cost: int) -> None:
        """Take it from the caller's account."""
        if self.limit:
            caller = self._account(address)
            self._used[caller] = self._used.get(caller, 0) + cost

    def remaining(self, address: str) -> int:
        """What the caller may still spend, never below 0."""
        return max(0, self.limit - self._used.get(self._account(address), 0))

    @property
    def reset_at(self) -> str:
        """When all accounts are full again, as RFC 3339."""
        minute = int(self._clock() // WINDOW)
        return datetime.fromtimestamp((minute + 1) * WINDOW, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def _account(self, address: str) -> str:
        minute = int(self._clock() // WINDOW)
        if minute != self._minute:
            self._minute, self._used = minute, {}
        caller = network(address)
        return caller if caller in self._used or len(self._used) < CALLERS else "others"


def network(address: str) -> str:
    """Whom an address stands for: of IPv6 the /64, which one household or server has whole.

    >>> network("203.0.113.7"), network("2001:db8:1:2:3::9"), network("testclient")
    ('203.0.113.7', '2001:db8:1:2::', 'testclient')
    """
    if ":" not in address:
        return address[:LONGEST]
    try:
        return str(ipaddress.ip_network((address.partition("%")[0], 64), strict=False).network_address)
    except ValueError:
        return address[:LONGEST]
