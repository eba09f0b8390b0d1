"""What everything that is planted on top is made with: tenders, roles and links, numbered far from all others of a block."""

from __future__ import annotations

from datetime import date
from random import Random

from loaders.synthetic.bidding import offer, tender_key
from loaders.synthetic.dice import after, between, day, several, text
from loaders.synthetic.firms import person_key
from loaders.synthetic.shapes import Community, Firm, Tender

Row = tuple[str, ...]


class Planting:
    """What is planted, and what is told of it; `clean` are firms that may bid beside others."""

    #: The numbers of these tenders, roles and links begin here.
    first = 2000

    def __init__(self, rng: Random, block: int, clean: list[Firm]) -> None:
        self.rng, self.block, self.clean = rng, block, clean
        self.tenders: list[Tender] = []
        self.roles: list[Row] = []
        self.links: list[Row] = []
        self.found: dict[str, list[dict[str, str]]] = {}

    def _note(self, pattern: str, **what: str) -> None:
        self.found.setdefault(pattern, []).append(what)

    def _call(
        self,
        *bidders: tuple[Firm, str],
        due: date | None = None,
        caller: str = "",
        community: Community | None = None,
    ) -> Tender:
        """A tender with these bids, awarded where one of them won; no contract comes from it."""
        rng, index = self.rng, self.first + len(self.tenders)
        last = due or day(rng, date(2019, 6, 1), date(2024, 9, 30))
        published = after(rng, last, -35, -21)
        awarded: date | None = after(rng, last, 3, 15)
        if not any(outcome == "won" for _, outcome in bidders):
            awarded = None
        budget = between(rng, 20, 300) * 10_000
        tender = Tender(
            index, tender_key(self.block, index), "other", community, published, last, awarded, budget, caller=caller
        )
        for firm, outcome in bidders:
            offer(rng, tender, [firm.code], outcome)
        self.tenders.append(tender)
        return tender

    def _rivals(self, count: int) -> list[tuple[Firm, str]]:
        return [(firm, "lost") for firm in several(self.rng, self.clean, count)]

    def _role(self, firm: Firm, person: int, role: str, starts: date, ends: date | None = None) -> None:
        key = f"syn-role-{self.block:04d}-{self.first + len(self.roles) + 1}"
        self.roles.append((key, firm.code, person_key(self.block, person), role, "", text(starts), text(ends)))

    def _link(self, one: Firm, other: Firm, kind: str, share: str = "", starts: date = date(2019, 1, 1)) -> None:
        key = f"syn-link-{self.block:04d}-{self.first + len(self.links) + 1}"
        self.links.append((key, one.code, other.code, kind, share, text(starts), ""))
