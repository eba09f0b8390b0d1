"""The planted patterns: enterprises that win while barred, come back, bid together, and innocents that look alike."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from loaders.synthetic import names, places
from loaders.synthetic.bidding import call, contract_key, losing, offer
from loaders.synthetic.conduct import Conduct
from loaders.synthetic.dice import after, between, day, pick, several, shuffled
from loaders.synthetic.firms import BARRED, CLEAN, NEWCOMERS, RESERVED, person_key
from loaders.synthetic.shapes import Bid, Community, Contract, Firm, Sanction, Tender

_DAY = timedelta(1)
Found = dict[str, list[dict[str, str]]]


class Stories:
    """What is planted in a block: it changes firms, and adds sanctions, tenders and contracts."""

    def __init__(self, rng: Random, seed: int, block: int, firms: list[Firm], sites: list[Community]) -> None:
        self.rng, self.seed, self.block, self.firms = rng, seed, block, firms
        self.conduct = Conduct(rng, block, firms)
        self.sites: Iterator[Community] = iter(shuffled(rng, sites))
        self.offenders = iter([firms[index] for index in BARRED])
        self.reserved = iter([firms[index] for index in RESERVED])
        self.newcomers = iter([firms[index] for index in NEWCOMERS])
        self.clean = [firms[index] for index in CLEAN]
        self.tenders: list[Tender] = []
        self.contracts: list[Contract] = []
        self.successions: list[tuple[Firm, Firm]] = []
        self.same_name: dict[int, int] = {}
        self.found: Found = {}

    def tell(self) -> None:
        """Plant everything, in numbers that do not depend on the seed."""
        for which in range(7):
            self._barred_winner(which)
        self._barred_consortium(first=True)
        self._barred_consortium(first=False)
        for _ in range(2):
            self._renamed_winner()
        for _ in range(4):
            self._barred_loser()
        for which in range(3):
            self._phoenix(which)
        self._exit_and_return(None)
        self._exit_and_return(next(self.newcomers))
        for _ in range(3):
            self._exit_for_good()
        for which in range(2):
            self._innocent_bans(which)
        for _ in range(3):
            self._common_representative()
            self._same_name()
        for _ in range(2):
            self._former_representative()
            self._shared_address()
        self._ring()
        self._companion()
        self.conduct.complete(list(self.offenders))

    def _note(self, pattern: str, **what: str) -> None:
        self.found.setdefault(pattern, []).append(what)

    def _due(self, *, late: bool = False) -> date:
        """A last day for bids, so that a ban around it begins before, or after, the letter's day."""
        window = (date(2023, 11, 1), date(2024, 9, 30)) if late else (date(2020, 6, 1), date(2022, 9, 30))
        return day(self.rng, *window)

    def _tender(
        self,
        winners: list[Firm],
        *losers: Firm,
        due: date | None = None,
        site: Community | None = None,
        rivals: int = 3,
    ) -> tuple[Tender, Bid]:
        """An awarded tender, the winning bid of the first, bids of the others and of some rivals."""
        rng = self.rng
        community = site or next(self.sites)
        tender = call(rng, self.block, len(self.tenders), community, due or self._due())
        won = offer(rng, tender, [firm.code for firm in winners], "won")
        for loser in losers:
            offer(rng, tender, [loser.code], "lost")
        for rival in several(rng, self.clean, between(rng, 1, rivals) if rivals else 0):
            if rival not in winners:
                offer(rng, tender, [rival.code], losing(rng))
        self.tenders.append(tender)
        return tender, won

    def _region(self, tender: Tender) -> str:
        """Everywhere, the city, or the tender's county, in turn."""
        assert tender.community is not None
        return ("", places.CITY, tender.community.county)[tender.index % 3]

    def _bar(self, firm: Firm, tender: Tender, bid: Bid) -> Sanction:
        """A restriction in force from before the bid until after the award."""
        assert tender.awarded is not None
        starts, ends = (after(self.rng, bid.submitted, -150, -20), after(self.rng, tender.awarded, 20, 200))
        return self.conduct.bar(firm, starts, ends, region=self._region(tender))

    def _won_while_barred(
        self, firm: Firm, sanction: Sanction, tender: Tender, bid: Bid, *also: str, **what: str
    ) -> None:
        for pattern in ("barred_winners", *also):
            more = what if pattern != "barred_winners" else {}
            self._note(pattern, enterprise=firm.code, sanction=sanction.key, bid=bid.key, tender=tender.key, **more)

    def _barred_winner(self, which: int) -> None:
        """Seven kinds of bar: both edges of the period, permanent, end unknown, lifted afterwards, plain, recent."""
        firm = next(self.offenders)
        tender, bid = self._tender([firm], due=self._due(late=which == 6))
        assert tender.awarded is not None
        ban = self._bar(firm, tender, bid)
        if which == 0:
            ban.ends = bid.submitted
        elif which == 1:
            self._move(ban, tender.awarded)
        elif which == 2:
            ban.ends, ban.permanent = None, True
        elif which == 3:
            ban.ends = None
        elif which == 4:
            ban.lifted = tender.awarded + _DAY
        self._won_while_barred(firm, ban, tender, bid)

    def _move(self, ban: Sanction, starts: date) -> None:
        """Let the ban, and what was said before it, begin on another day; its length stays."""
        by = starts - ban.starts
        ban.starts = starts
        ban.ends = ban.ends + by if ban.ends else None
        event = ban.event
        event.occurred, event.decided, event.published = (event.occurred + by, event.decided + by, event.published + by)
        event.expires += by
        event.repaired = event.repaired + by if event.repaired else None

    def _barred_consortium(self, *, first: bool) -> None:
        """A barred member of a consortium, once its leader and once not (招标投标法 §31)."""
        firm, partner = next(self.offenders), pick(self.rng, self.clean)
        tender, bid = self._tender([firm, partner] if first else [partner, firm])
        self._won_while_barred(firm, self._bar(firm, tender, bid), tender, bid, "barred_consortium_winners")

    def _renamed_winner(self) -> None:
        """The same credit code under another name: the bar follows the code."""
        firm = next(self.offenders)
        number = self.block * len(self.firms) + firm.index
        firm.former = names.firm_name(self.seed, number, "咸宁", firm.kind, former=True)
        tender, bid = self._tender([firm])
        ban = self._bar(firm, tender, bid)
        self._won_while_barred(firm, ban, tender, bid, "renamed_winners", name=firm.name, former_name=firm.former)

    def _barred_loser(self) -> None:
        firm = next(self.offenders)
        tender, _ = self._tender([pick(self.rng, self.clean)], firm)
        bid = tender.bids[1]
        ban = self._bar(firm, tender, bid)
        self._note("barred_losers", enterprise=firm.code, sanction=ban.key, bid=bid.key, tender=tender.key)

    def _rise(self, old: Firm, new: Firm, established: date, *, phone: bool, address: bool) -> None:
        """The new firm has the old one's representative, and its telephone or address."""
        new.established, new.representative = established, old.representative
        new.phone = old.phone if phone else new.phone
        new.address = old.address if address else new.address

    def _phoenix(self, which: int) -> None:
        """A new firm of the same people wins while the old one is barred."""
        old, new = next(self.offenders), next(self.newcomers)
        tender, bid = self._tender([new], due=self._due(late=which == 2))
        assert tender.awarded is not None
        ban = self._bar(old, tender, bid)
        ban.ends = after(self.rng, tender.awarded, 60, 200)
        self._move(ban, min(ban.starts, tender.published - timedelta(45)))
        self._rise(old, new, after(self.rng, ban.starts, -60, 30), phone=which != 0, address=which != 1)
        ban.ends = max(ban.ends, tender.awarded + timedelta(30))
        if which == 1:
            self.successions.append((new, old))
            old.dissolved = tender.awarded + timedelta(40)
        self._note(
            "phoenixes",
            old=old.code,
            new=new.code,
            person=person_key(self.block, old.representative),
            sanction=ban.key,
            bid=bid.key,
            tender=tender.key,
        )

    def _exit(self, firm: Firm) -> tuple[Community, date, Sanction]:
        """The firm is made to leave a community that it serves."""
        site = next(self.sites)
        left = day(self.rng, date(2020, 9, 1), date(2021, 12, 15))
        number = 1900 + len(self.contracts)  # far from those that bidding makes
        starts, ends = after(self.rng, left, -600, -200), after(self.rng, left, 60, 500)
        self.contracts.append(
            Contract(contract_key(self.block, number), site, firm.code, "professional", starts, ends, left)
        )
        forced = self.conduct.sanction(
            firm, "forced_exit", left, left + timedelta(365), region=site.county, community=site
        )
        return site, left, forced

    def _exit_and_return(self, other: Firm | None) -> None:
        """It comes back within a year: itself, or as another firm of the same people."""
        firm = next(self.offenders)
        site, left, forced = self._exit(firm)
        back = other or firm
        if other:
            self._rise(firm, other, after(self.rng, left, -30, 10), phone=True, address=False)
        tender, _ = self._tender([back], due=after(self.rng, left, 60, 200), site=site)
        self._note(
            "forced_exit_returns",
            community=site.key,
            enterprise=firm.code,
            returned=back.code,
            sanction=forced.key,
            contract=contract_key(self.block, tender.index),
        )

    def _exit_for_good(self) -> None:
        """Innocent: somebody else serves the community afterwards."""
        firm = next(self.offenders)
        site, left, forced = self._exit(firm)
        self._tender([pick(self.rng, self.clean)], due=after(self.rng, left, 60, 200), site=site)
        self._note("innocent_exits", community=site.key, enterprise=firm.code, sanction=forced.key)

    def _innocent_bans(self, which: int) -> None:
        """Winners whose ban was over, lifted, for another county, or not one on bidding."""
        for pattern in ("ended", "elsewhere", "lifted", "other_kind"):
            firm = next(self.offenders)
            tender, bid = self._tender([firm])
            assert tender.community is not None
            ban = self._bar(firm, tender, bid)
            if pattern == "ended":
                self._move(ban, after(self.rng, bid.submitted, -365, -180))
                ban.ends = bid.submitted - _DAY
            elif pattern == "elsewhere":
                ban.region = pick(self.rng, [code for code in places.COUNTIES if code != tender.community.county])
            elif pattern == "lifted":
                ban.lifted = bid.submitted - which * timedelta(10)
            else:
                ban.kind = "market_access_restriction"
            self._note(f"innocent_{pattern}", enterprise=firm.code, sanction=ban.key, bid=bid.key, tender=tender.key)

    def _pair(self, pattern: str, **what: str) -> tuple[Firm, Firm, Tender]:
        """Two firms that bid in one tender; the first wins."""
        one, other = next(self.reserved), next(self.reserved)
        tender, _ = self._tender([one], other)
        self._note(pattern, enterprises=f"{one.code};{other.code}", tender=tender.key, **what)
        return one, other, tender

    def _common_representative(self) -> None:
        one, other, _ = self._pair("common_representatives")
        other.representative = one.representative
        self.found["common_representatives"][-1]["person"] = person_key(self.block, one.representative)

    def _same_name(self) -> None:
        """Innocent: two people share a name."""
        one, other, _ = self._pair("innocent_same_name")
        self.same_name[other.representative] = one.representative

    def _former_representative(self) -> None:
        """Innocent: who represents one had left the other long before."""
        one, other, tender = self._pair("innocent_former_representative")
        other.formerly = (one.representative, tender.published - timedelta(200))

    def _shared_address(self) -> None:
        """Innocent: two tenants of one business park."""
        one, other, _ = self._pair("innocent_shared_address")
        other.address = one.address = f"{places.COUNTIES[one.county]}创业园{self.block + 1}号楼"

    def _ring(self) -> None:
        """Three firms bid together six times and win in turn."""
        ring = [next(self.reserved) for _ in range(3)]
        keys = []
        for turn in range(6):
            first, *others = ring[turn % 3 :] + ring[: turn % 3]
            due = date(2020, 7, 1) + timedelta(120 * turn + between(self.rng, 0, 40))
            keys.append(self._tender([first], *others, due=due, rivals=0)[0].key)
        self._note("rings", enterprises=";".join(firm.code for firm in ring), tenders=";".join(keys))

    def _companion(self) -> None:
        """One firm wins six times; the same other one always loses beside it."""
        winner, loser = next(self.reserved), next(self.reserved)
        keys = [self._tender([winner], loser, due=self._due())[0].key for _ in range(6)]
        self._note("companion_losers", winner=winner.code, loser=loser.code, tenders=";".join(keys))
