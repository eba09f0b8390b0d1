"""Patterns in how firms bid, and innocents beside each: planted after all else, so that no other row changes but for one telephone.

Their tenders are for training (other), without a community: no contract comes from them.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from loaders.synthetic.dice import between
from loaders.synthetic.firms import HOLDERS, person_key
from loaders.synthetic.planting import Planting
from loaders.synthetic.shapes import Firm, Tender


class Patterns(Planting):
    """What is planted; `firms` are eleven that do nothing else, `clean` those who bid beside them."""

    def __init__(self, rng: Random, block: int, firms: list[Firm], clean: list[Firm]) -> None:
        super().__init__(rng, block, clean)
        self._prices(firms[5:9])
        self._days(firms[0], firms[3])
        self._turns("rotations", "ABCABCABC", firms[:3])
        self._turns("innocent_runs", "AAABBBCCC", firms[3:6])
        self._pairs("innocent_companions", firms[9], firms[5])
        self._concentration("concentrations", firms[6], 5)
        self._concentration("innocent_shares", firms[7], 2)
        self._together(firms)

    def _priced(self, pattern: str, firms: list[Firm], prices: list[int], *, last: str = "lost") -> None:
        """As many of the firms as there are prices, each call beginning with another."""
        first = len(self.tenders) % len(firms)
        bidders = (firms[first:] + firms[:first])[: len(prices)]
        outcomes = ["won", *("lost" for _ in prices[2:]), last]
        tender = self._call(*zip(bidders, outcomes, strict=True))
        for bid, price in zip(tender.bids, prices, strict=True):
            bid.amount = price
        self._note(pattern, tender=tender.key)

    def _prices(self, firms: list[Firm]) -> None:
        """Gaps by rule, once added and once multiplied; equal prices; innocents a little off, or withdrawn."""
        low, step = between(self.rng, 300_000, 800_000), between(self.rng, 9_000, 30_000)
        self._priced("regular_prices", firms, [low + place * step for place in range(4)])
        self._priced("regular_prices", firms, [round(low * 1.05**place) for place in range(4)])
        self._priced("innocent_prices", firms, [low, low + step, low + 2 * step + step // 5, low + 3 * step])
        self._priced("innocent_prices", firms, [low, low + step, low + 2 * step])
        self._priced("identical_prices", firms, [low, low])
        self._priced("innocent_identical", firms, [low, low], last="withdrawn")
        self._priced("innocent_identical", firms, [low, low + 1])

    def _days(self, one: Firm, other: Firm) -> None:
        """One bid; short notice; a bid that came late and won; beside each what only looks so."""
        self._note("innocent_single", tender=self._call((one, "rejected")).key)
        self._call((other, "won"))  # `outcomes` tells of it
        for days in (8, 19, 20):
            tender = self._call((one, "won"), *self._rivals(2))
            tender.published = tender.due - timedelta(days)
            self._note("short_notices" if days < 20 else "innocent_notices", tender=tender.key)
        for late in (0, 1):
            tender = self._call((other, "won"), *self._rivals(2))
            tender.bids[late].submitted = tender.due + timedelta(1)
            self._note("innocent_late" if late else "late_winners", tender=tender.key)

    def _turns(self, pattern: str, order: str, firms: list[Firm]) -> None:
        """Three firms bid together nine times and each wins three of these, in this order."""
        by_letter = dict(zip("ABC", firms, strict=True))
        for turn, winner in enumerate(order):
            due = date(2019, 8, 1) + timedelta(100 * turn + between(self.rng, 0, 40))
            bids = [(firm, "won" if letter == winner else "lost") for letter, firm in by_letter.items()]
            self._call(*sorted(bids, key=lambda bid: bid[1], reverse=True), due=due)
        self._note(pattern, enterprises=";".join(firm.code for firm in firms))

    def _pairs(self, pattern: str, one: Firm, other: Firm) -> None:
        """Innocent: who mostly loses beside another wins once."""
        for turn in range(6):
            self._call((one, "won" if turn else "lost"), (other, "lost" if turn else "won"), *self._rivals(1))
        self._note(pattern, enterprises=f"{one.code};{other.code}")

    def _concentration(self, pattern: str, firm: Firm, wins: int) -> None:
        """Of six awards of one caller a firm wins so many."""
        caller = f"{'一二'[pattern.startswith('innocent')]}号园区管理处{self.block + 1}（合成）"
        for turn in range(6):
            winner = firm if turn < wins else self.clean[turn * 7]
            self._call((winner, "won"), (self.clean[turn * 7 + 3], "lost"), caller=caller)
        self._note(pattern, enterprise=firm.code, tenderer=caller)

    def _together(self, firms: list[Firm]) -> None:
        """A controller, a holding or a telephone in common; innocents: a small share, sisters in different tenders."""
        one, other = firms[4], firms[6]
        for firm in (one, other):
            self._role(firm, HOLDERS[-1], "controller", date(2019, 1, 1))
        self._joint("common_controllers", one, other, person=person_key(self.block, HOLDERS[-1]))

        self._link(firms[8], firms[9], "parent", "0.8")
        self._joint("held_bidders", firms[8], firms[9])
        self._link(firms[10], firms[6], "shareholder", "0.2")
        self._joint("innocent_small_share", firms[10], firms[6])
        self._link(firms[8], firms[10], "parent", "0.7")
        for sister in (firms[9], firms[10]):
            self._note("innocent_sisters", tender=self._call((sister, "won"), *self._rivals(2)).key)

        firms[3].phone = firms[10].phone
        self._joint("common_contacts", firms[3], firms[10])

    def _joint(self, pattern: str, one: Firm, other: Firm, **what: str) -> None:
        tender = self._call((one, "won"), (other, "lost"), *self._rivals(1))
        self._note(pattern, enterprises=f"{one.code};{other.code}", tender=tender.key, **what)


def outcomes(tenders: list[Tender]) -> dict[str, list[dict[str, str]]]:
    """What the dice made, told by name as well: awards on one bid, and awards where all others were rejected.

    Innocent: tenders where somebody was rejected, and somebody else merely lost, or nobody won.
    """
    found: dict[str, list[dict[str, str]]] = {"single_bids": [], "others_rejected": [], "innocent_rejections": []}
    for tender in tenders:
        left = [bid.outcome for bid in tender.bids if bid.outcome != "withdrawn"]
        if tender.awarded and len(left) == 1:
            found["single_bids"].append({"tender": tender.key})
        if tender.awarded and sorted(left) == ["rejected"] * (len(left) - 1) + ["won"] and len(left) > 1:
            found["others_rejected"].append({"tender": tender.key})
        elif "rejected" in left:
            found["innocent_rejections"].append({"tender": tender.key})
    return found
