"""Everything that can go wrong, as one small tree; the edges turn it into GraphQL codes or one-line messages.

WuyeError
├── BadInput        what the caller wrote cannot be meant; the sentence says what would be right
├── NotFound        nothing has that key
├── Unauthenticated  the key that came with it opens nothing
├── Forbidden       this caller may not ask that
├── CostLimit       refused before it runs: it would cost too much
├── RateLimited     this caller has spent what a minute allows
├── DeadlineExceeded  it ran, and ran out of time
└── Unavailable     the database cannot be used, and what to do about it
    ├── Busy            more is asked than can be answered; ask again in a moment
    ├── Conflict        somebody else wrote the same just now
    ├── AccessDenied    wrong password, or an account with too few rights
    └── ServerFailed    the private Neo4j cannot be had or started
"""

from __future__ import annotations


class WuyeError(Exception):
    """The base: its text is one sentence for the person who asked; `code` is the GraphQL `extensions.code`."""

    code = "INTERNAL"


class BadInput(WuyeError):
    """The caller can mend this: the text says what would be right."""

    code = "BAD_USER_INPUT"


class NotFound(WuyeError):
    """Nothing has that key."""

    code = "NOT_FOUND"


class Unauthenticated(WuyeError):
    """Whoever says who they are must be able to show it."""

    code = "UNAUTHENTICATED"


class Forbidden(WuyeError):
    """Not for this caller."""

    code = "FORBIDDEN"


class CostLimit(WuyeError):
    """Refused before it runs."""

    code = "COST_LIMIT_EXCEEDED"


class RateLimited(WuyeError):
    """Not now: `seconds` until it may be asked again."""

    code = "RATE_LIMITED"

    def __init__(self, text: str, seconds: int) -> None:
        super().__init__(text)
        self.seconds = seconds


class DeadlineExceeded(WuyeError):
    """Stopped at its deadline."""

    code = "TIMEOUT"


class Unavailable(WuyeError):
    """The database does not answer; the text says what to do."""

    code = "UNAVAILABLE"


class Busy(Unavailable):
    """More is asked than can be answered: `seconds` until it may be asked again."""

    def __init__(self, text: str, seconds: int) -> None:
        super().__init__(text)
        self.seconds = seconds


class Conflict(Unavailable):
    """Another writer has made what this one was about to make."""


class AccessDenied(Unavailable):
    """The database answers, and refuses this account."""


class ServerFailed(Unavailable):
    """The private Neo4j cannot be fetched, started or kept."""
