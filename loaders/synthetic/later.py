"""What happens after the letter's day, among firms that came later: cases that nothing before shows, and innocents beside each.

All of it is on top, from a random source of its own: no row of what was made before changes.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from loaders.synthetic import names, places
from loaders.synthetic.conduct import Conduct
from loaders.synthetic.dice import after, day, several
from loaders.synthetic.firms import LATER, PEOPLE, make_firms, number_of, person_key
from loaders.synthetic.planting import Planting, Row
from loaders.synthetic.shapes import Community, Firm, Sanction

#: Those who take over from another as legal representative, after the representatives themselves.
_NEW_HEADS = 4
_PEOPLE = len(LATER) + _NEW_HEADS


class Later(Planting):
    """What is planted; `sites` are three communities without a tender."""

    first = 3000

    def __init__(self, rng: Random, seed: int, block: int, clean: list[Firm], sites: list[Community]) -> None:
        super().__init__(rng, block, clean)
        self.firms = make_firms(rng, seed, block, LATER)
        self.conduct = Conduct(rng, block, self.firms, self.first)
        self.streets = places.made_streets(block)
        self.communities = [self._built(at) for at in range(3 * len(self.streets))]
        firms = iter(self.firms)
        self._in_communities(sites, next(firms), next(firms))
        self._in_streets(next(firms), next(firms))
        self._new_heads([next(firms) for _ in range(_NEW_HEADS)])
        self._without_a_record(next(firms), next(firms), next(firms))
        self._old_names(seed, next(firms), next(firms))
        self._successors([next(firms) for _ in range(4)])
        for firm in self.firms:
            for person, starts, until in firm.led():
                self._role(firm, person, "legal_representative", starts, until)
        self.people = [self._person(at) for at in range(_PEOPLE)]

    def _person(self, at: int) -> Row:
        """A row of `people`; their telephones count down from the last there may be."""
        phone = names.mobile(-1 - self.block * _PEOPLE - at)
        return person_key(self.block, PEOPLE + at), names.person_name(self.rng), "", phone

    def _built(self, at: int) -> Community:
        """A newer community, in the first of the two streets or in the second."""
        code = self.streets[at // 3][0]
        key = f"syn-community-{self.block:04d}-{self.first + at + 1}"
        return Community(key, names.community_name(self.rng, old=False), code, code[:6], old=False)

    def _won(self, pattern: str, firm: Firm, communities: list[Community], wins: int) -> None:
        """Of an award in each of these communities a firm wins so many, as many firms the others; each calls for itself."""
        others = several(self.rng, self.clean, 2 * len(communities))
        for turn, community in enumerate(communities):
            winner = firm if turn < wins else others.pop()
            due = day(self.rng, date(2023, 3, 1), date(2024, 9, 30))
            caller = f"第{self.block * 100 + len(self.tenders) + 1}采购小组（合成）"
            self._call((winner, "won"), (others.pop(), "lost"), due=due, caller=caller, community=community)
        self._note(pattern, enterprise=firm.code)

    def _in_communities(self, sites: list[Community], firm: Firm, other: Firm) -> None:
        """Most awards of one community; innocent: a third of them, or all of too few."""
        one, two, three = sites
        self._won("concentrated_communities", firm, [one] * 6, 5)
        self._won("innocent_communities", other, [two] * 6, 2)
        self._won("innocent_communities", other, [three] * 4, 4)

    def _in_streets(self, firm: Firm, other: Firm) -> None:
        """Most awards of one street, over three communities; innocent: a third of them. There are streets for 1,200 blocks."""
        if self.communities:
            self._won("concentrated_streets", firm, self.communities[:3] * 2, 5)
            self._won("innocent_streets", other, self.communities[3:] * 2, 2)

    def _new_heads(self, firms: list[Firm]) -> None:
        """A new legal representative twelve days before a sanction, or after its cause; innocent: long before, or afterwards."""
        cases = (("new_heads", -12), ("new_heads", -50), ("innocent_heads", -200), ("innocent_heads", 20))
        for at, (firm, (pattern, days)) in enumerate(zip(firms, cases, strict=True)):
            starts = day(self.rng, date(2024, 1, 10), date(2024, 6, 30))
            sanction = self.conduct.sanction(firm, "public_exposure", starts, starts + timedelta(180))
            sanction.event.occurred = starts - timedelta(80)
            firm.formerly = (firm.representative, starts + timedelta(days - 1))
            firm.representative = PEOPLE + len(LATER) + at
            self._note(pattern, enterprise=firm.code, sanction=sanction.key)

    def _bar(self, firm: Firm) -> Sanction:
        """A bar on bidding of half a year."""
        starts = day(self.rng, date(2024, 1, 10), date(2024, 3, 31))
        return self.conduct.bar(firm, starts, starts + timedelta(182))

    def _without_a_record(self, firm: Firm, numbered: Firm, recent: Firm) -> None:
        """A bar that no record bears out; innocent: one has the bar's number, another was made shortly before it."""
        bars = [self._bar(one) for one in (firm, numbered, recent)]
        for bar in bars:
            bar.based = False
        bars[0].event.recorded = bars[2].event.recorded = False
        old = bars[1].event
        for name in ("occurred", "decided", "published"):
            setattr(old, name, getattr(old, name) - timedelta(300))
        self.conduct.record(recent, "dishonest", after(self.rng, bars[2].starts, -60, -30))
        for pattern, bar in zip(("unrecorded_bars", "innocent_bars", "innocent_bars"), bars, strict=True):
            self._note(pattern, enterprise=bar.firm.code, sanction=bar.key)

    def _bids(self, firm: Firm, due: date) -> None:
        self._call((firm, "won"), *self._rivals(2), due=due)

    def _old_names(self, seed: int, barred: Firm, free: Firm) -> None:
        """Innocent: firms with a former name, of which one bids after its bar, and the other was never barred."""
        for firm in (barred, free):
            firm.former = names.firm_name(seed, number_of(self.block, firm.index), "咸宁", firm.kind, former=True)
        bar = self._bar(barred)
        assert bar.ends is not None
        self._bids(barred, bar.ends + timedelta(40))
        self._bids(free, bar.ends)
        for firm in (barred, free):
            self._note("innocent_new_names", enterprise=firm.code)

    def _successors(self, firms: list[Firm]) -> None:
        """Innocent: a succession long before the bar, and a successor that bids when it is over."""
        for (old, new), early in zip((firms[:2], firms[2:]), (True, False), strict=True):
            bar = self._bar(old)
            assert bar.ends is not None
            self._link(new, old, "successor", starts=bar.starts - timedelta(400 if early else 20))
            self._bids(new, bar.starts + timedelta(90) if early else bar.ends + timedelta(40))
            self._note("innocent_successors", enterprise=new.code)
