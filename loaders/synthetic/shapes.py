"""The things of a synthetic city while it is being made, before they become rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta


@dataclass(slots=True)
class Community:
    """A residential community; `seed` where the letter's tables already hold it."""

    key: str
    name: str
    region: str
    county: str
    old: bool
    seed: bool = False
    branch_on: date | None = None


@dataclass(slots=True)
class Project:
    """A renovation of one community, or of several together (连片)."""

    key: str
    members: list[Community]
    year: int
    completed: date | None
    steps: list[date | None]


@dataclass(slots=True)
class Firm:
    """An enterprise; `representative` is the number of a person of its block."""

    index: int
    code: str
    name: str
    kind: str
    county: str
    address: str
    phone: str
    email: str
    established: date
    file_opened: date | None
    representative: int
    former: str = ""
    dissolved: date | None = None
    revoked: bool = False
    #: Who represented it before, and until when.
    formerly: tuple[int, date] | None = None

    def led(self) -> Iterator[tuple[int, date, date | None]]:
        """Who represented it, from when, until when: one person at a time."""
        starts = self.established
        if self.formerly:
            person, until = self.formerly
            yield person, starts, until
            starts = until + timedelta(1)
        yield self.representative, starts, self.dissolved


@dataclass(slots=True)
class Event:
    """A trustworthy or dishonest record; one that is not `recorded` stands in no register."""

    key: str
    firm: Firm
    polarity: str
    category: str
    points: int
    occurred: date
    decided: date
    published: date
    expires: date
    community: str = ""
    repaired: date | None = None
    revoked: date | None = None
    recorded: bool = True


@dataclass(slots=True)
class Sanction:
    """One restriction of one firm, based on one event, which its row names unless it is not `based`."""

    key: str
    firm: Firm
    kind: str
    starts: date
    ends: date | None
    region: str
    event: Event
    permanent: bool = False
    lifted: date | None = None
    based: bool = True

    def overlaps(self, first: date, last: date) -> bool:
        """Whether it is in force on any day from first to last."""
        return (
            self.starts <= last
            and (self.ends is None or first <= self.ends)
            and (self.lifted is None or first < self.lifted)
        )


@dataclass(slots=True)
class Bid:
    """An offer of one firm, or of several together (联合体)."""

    key: str
    codes: tuple[str, ...]
    submitted: date
    amount: int
    outcome: str


@dataclass(slots=True)
class Tender:
    """A call for bids; `awarded` is None where it failed (流标)."""

    index: int
    key: str
    kind: str
    community: Community | None
    published: date
    due: date
    awarded: date | None
    budget: int
    bids: list[Bid] = field(default_factory=list)
    caller: str = ""

    @property
    def winner(self) -> Bid:
        """The bid that won; only of an awarded tender."""
        return next(bid for bid in self.bids if bid.outcome == "won")


@dataclass(slots=True)
class Contract:
    """Who manages a community, how, from when; no firm where it manages itself."""

    key: str
    community: Community
    code: str
    mode: str
    starts: date
    ends: date | None
    terminated: date | None = None
    tender: str = ""
    manager: int | None = None
