"""A block: the letter's city once, a function of the seed and the block's number; scale N is N blocks."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from random import Random

from loaders.synthetic import bidding, communities, conduct, firms, papers, places
from loaders.synthetic.communities import OLD, QUIET, SeedCommunity
from loaders.synthetic.later import Later
from loaders.synthetic.patterns import Patterns, outcomes
from loaders.synthetic.shapes import Community, Contract, Firm, Project, Tender
from loaders.synthetic.stories import Stories

Rows = Iterator[tuple[str, ...]]


@dataclass(frozen=True)
class Taken:
    """What the letter's tables hold already: the regions, and the communities that count among the 688."""

    regions: frozenset[str] = frozenset()
    communities: tuple[SeedCommunity, ...] = ()


@cache
def taken_by_seeds() -> Taken:
    """What stands in `seeds/`; a community counts when it is old and not merged into another."""
    with (files("seeds") / "regions.csv").open(encoding="utf-8") as file:
        regions = frozenset(row["code"] for row in csv.DictReader(file))
    with (files("seeds") / "communities.csv").open(encoding="utf-8") as file:
        counted = [row for row in csv.DictReader(file) if row["is_old"] == "true" and not row["merged_into"]]
    found = [SeedCommunity(row["community_id"], row["name"], row["region_code"]) for row in counted]
    assert len(found) <= QUIET, "more seed communities than places kept for them"
    return Taken(regions, tuple(found))


@dataclass
class Block:
    """One block; each part is made when first asked for, from a random source of its own."""

    seed: int
    number: int
    taken: Taken = field(default_factory=Taken)

    def random(self, part: str) -> Random:
        """The random source of a table or a part."""
        return Random(f"{self.seed}:{part}:{self.number}")

    @cached_property
    def communities(self) -> list[Community]:
        """The 838 communities, with the days on which their branches were formed."""
        seeds = list(self.taken.communities) if self.number == 0 else []
        return communities.make_communities(self.random("names"), self.number, seeds)

    @cached_property
    def projects(self) -> list[Project]:
        """The renovations."""
        return communities.make_projects(self.random("projects"), self.number, self.communities)

    @cached_property
    def stories(self) -> Stories:
        """The planted patterns, with the firms as they are after them."""
        made = firms.make_firms(self.random("enterprises"), self.seed, self.number)
        stories = Stories(self.random("stories"), self.seed, self.number, made, self.communities[QUIET:])
        stories.tell()
        return stories

    @property
    def firms(self) -> list[Firm]:
        """The 246 enterprises."""
        return self.stories.firms

    @cached_property
    def tenders(self) -> list[Tender]:
        """The planted tenders, then the ordinary ones."""
        stories = self.stories
        bidders = bidding.Bidders(self.seed, self.number, self.firms, stories.conduct.sanctions)
        olds = self.communities[QUIET:OLD]
        rng = self.random("tenders")
        return stories.tenders + bidding.make_tenders(
            rng, self.number, bidders, stories.sites, olds, len(stories.tenders)
        )

    @cached_property
    def patterns(self) -> Patterns:
        """What is planted after all else: bids among firms that take no other part."""
        clean = [self.firms[index] for index in firms.CLEAN]
        return Patterns(self.random("patterns"), self.number, list(self.stories.reserved), clean)

    @cached_property
    def later(self) -> Later:
        """What is planted after the letter's day, in communities that the tenders leave."""
        assert self.tenders
        clean = [self.firms[index] for index in firms.CLEAN]
        sites = [next(self.stories.sites) for _ in range(3)]
        return Later(self.random("later"), self.seed, self.number, clean, sites)

    @property
    def calls(self) -> list[Tender]:
        """All tenders."""
        return self.tenders + self.patterns.tenders + self.later.tenders

    @cached_property
    def contracts(self) -> list[Contract]:
        """The contracts."""
        rng = self.random("contracts")
        made = bidding.make_contracts(rng, self.number, self.tenders, self.communities, self.firms)
        return self.stories.contracts + made

    def planted(self) -> dict[str, list[dict[str, str]]]:
        """What was planted."""
        return {
            **self.stories.found,
            **self.patterns.found,
            **self.later.found,
            **outcomes(self.calls),
            "missing_preconditions": communities.missing_preconditions(self.projects),
            "innocent_preconditions": communities.innocent_preconditions(self.projects),
        }

    def rows(self, table: str, *, totals: bool) -> Rows:
        """The rows of a table, without their provenance; `totals` for the notice that states them."""
        if table == "documents":
            return papers.document_rows(self.number, self.stories.conduct.sanctions, self.tenders, totals=totals)
        return _MAKERS[table](self)


def _branches(block: Block) -> Rows:
    assert block.projects  # they set the days on which the branches were formed
    people = [firms.person_key(block.number, index) for index in firms.SECRETARIES]
    return communities.branch_rows(block.number, block.communities, people)


def _owners(block: Block) -> Rows:
    assert block.projects
    return communities.owners_committee_rows(block.random("owners_committees"), block.number, block.communities)


def _enterprises(block: Block) -> Rows:
    assert block.patterns  # one of them has a telephone in common with another
    return firms.enterprise_rows(block.firms + block.later.firms)


def _people(block: Block) -> Rows:
    yield from firms.person_rows(block.random("people"), block.number, block.stories.same_name)
    yield from block.later.people


def _communities(block: Block) -> Rows:
    yield from communities.community_rows(block.random("communities"), block.communities)
    yield from communities.community_rows(block.random("later communities"), block.later.communities)


def _roles(block: Block) -> Rows:
    yield from firms.role_rows(block.random("enterprise_roles"), block.number, block.firms, block.contracts)
    yield from block.patterns.roles
    yield from block.later.roles


def _links(block: Block) -> Rows:
    rng = block.random("enterprise_links")
    yield from firms.link_rows(rng, block.number, block.firms, block.stories.successions)
    yield from block.patterns.links
    yield from block.later.links


def _developers(block: Block) -> list[Firm]:
    return [block.firms[index] for index in firms.DEVELOPERS]


_MAKERS: dict[str, Callable[[Block], Rows]] = {
    "regions": lambda b: places.region_rows(b.number, b.taken.regions),
    "authorities": lambda b: places.authority_rows(b.number),
    "people": _people,
    "communities": _communities,
    "party_organizations": _branches,
    "owners_committees": _owners,
    "enterprises": _enterprises,
    "enterprise_roles": _roles,
    "enterprise_links": _links,
    "market_filings": lambda b: firms.filing_rows(b.random("market_filings"), b.number, b.firms),
    "credit_events": lambda b: conduct.event_rows(b.stories.conduct.events + b.later.conduct.events),
    "sanctions": lambda b: conduct.sanction_rows(b.stories.conduct.sanctions + b.later.conduct.sanctions),
    "tenders": lambda b: bidding.tender_rows(b.calls, _developers(b)),
    "bids": lambda b: bidding.bid_rows(b.calls),
    "contracts": lambda b: bidding.contract_rows(b.random("fees"), b.contracts),
    "renovations": lambda b: communities.renovation_rows(b.random("renovations"), b.projects),
    "document_links": lambda b: papers.document_link_rows(b.number, b.stories.conduct.sanctions, b.tenders),
}
