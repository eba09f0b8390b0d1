"""Tenders, bids and contracts, in which nobody who is barred takes part unless a story says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from loaders.synthetic import places
from loaders.synthetic.dice import after, between, chance, day, pick, several, text
from loaders.synthetic.firms import BARRED, BUILDERS, CLEAN, DEVELOPERS, MANAGERS, code_of
from loaders.synthetic.shapes import Bid, Community, Contract, Firm, Sanction, Tender

#: How many tenders a block has, and of which kinds beside property service.
TENDERS, RENOVATION_TENDERS, OTHER_TENDERS = 420, 40, 10

_TITLES = {
    "initial_property_service": "前期物业服务招标",
    "property_service": "物业服务采购",
    "renovation": "老旧小区改造工程",
    "other": "物业行业培训服务采购",
}
#: What one that is none of these kinds buys for a community.
_UPKEEP = "公共设施维修采购"


def tender_key(block: int, index: int) -> str:
    """The id of a tender."""
    return f"syn-tender-{block:04d}-{index + 1:04d}"


def contract_key(block: int, index: int) -> str:
    """The id of a contract; one that comes from a tender has that tender's number."""
    return f"syn-contract-{block:04d}-{index + 1:04d}"


def call(rng: Random, block: int, index: int, community: Community | None, due: date, kind: str = "") -> Tender:
    """A tender without its bids, awarded 3 to 15 days after the last day for bids."""
    if not kind:
        assert community is not None
        kind = "property_service" if community.old else "initial_property_service"
    published = after(rng, due, -35, -21)
    budget = between(rng, 20, 300) * 10_000
    return Tender(index, tender_key(block, index), kind, community, published, due, after(rng, due, 3, 15), budget)


def offer(rng: Random, tender: Tender, codes: Sequence[str], outcome: str) -> Bid:
    """A bid on a tender, in time and below its budget; it is added to the tender."""
    submitted = tender.due - timedelta(between(rng, 0, 6))
    amount = int(tender.budget * (0.82 + 0.17 * rng.random()))
    bid = Bid(f"{tender.key.replace('tender', 'bid')}-{len(tender.bids) + 1}", tuple(codes), submitted, amount, outcome)
    tender.bids.append(bid)
    return bid


def losing(rng: Random) -> str:
    """How a bid that did not win ended."""
    roll = rng.random()
    return "lost" if roll < 0.88 else "rejected" if roll < 0.96 else "withdrawn"


class Bidders:
    """Who may bid in a block's ordinary tenders: clean firms, of earlier blocks too, and others while not barred."""

    def __init__(self, seed: int, block: int, firms: list[Firm], sanctions: list[Sanction]) -> None:
        self.seed, self.block = seed, block
        self.clean = [firms[index].code for index in CLEAN]
        self.builders = [firms[index].code for index in BUILDERS]
        self.barred = [firms[index] for index in BARRED]
        self.bans: dict[str, list[Sanction]] = {}
        for sanction in sanctions:
            if sanction.kind == "bid_restriction":
                self.bans.setdefault(sanction.firm.code, []).append(sanction)

    def free(self, firm: Firm, tender: Tender) -> bool:
        """Whether no bar of the firm, wherever it applies, touches the tender, and it still exists."""
        last = tender.awarded or tender.due
        if firm.dissolved and firm.dissolved <= last:
            return False
        return not any(ban.overlaps(tender.published, last) for ban in self.bans.get(firm.code, ()))

    def draw(self, rng: Random, tender: Tender, count: int) -> list[str]:
        """Some codes, none twice."""
        if tender.kind == "renovation":
            return several(rng, self.builders, count)
        codes = several(rng, self.clean, count)
        if chance(rng, 0.5):
            firm = pick(rng, self.barred)
            if self.free(firm, tender):
                codes[0] = firm.code
        if self.block and chance(rng, 0.3):
            codes[-1] = code_of(self.seed, between(rng, 0, self.block - 1), CLEAN[between(rng, 0, len(CLEAN) - 1)])
        return codes


def make_tenders(
    rng: Random, block: int, bidders: Bidders, sites: Iterator[Community], olds: list[Community], done: int
) -> list[Tender]:
    """The ordinary tenders that follow the stories' `done` ones."""
    tenders = []
    for index in range(done, TENDERS):
        left = TENDERS - index
        due = day(rng, date(2019, 3, 1), date(2024, 11, 15))
        if left <= OTHER_TENDERS:
            tender = call(rng, block, index, None, due, "other")
        elif left <= OTHER_TENDERS + RENOVATION_TENDERS:
            tender = call(rng, block, index, pick(rng, olds), due, "renovation")
        else:
            tender = call(rng, block, index, next(sites), due)
        _fill(rng, bidders, tender)
        tenders.append(tender)
    return tenders


def _fill(rng: Random, bidders: Bidders, tender: Tender) -> None:
    """Bids of which the first wins; one tender in twenty fails."""
    failed = chance(rng, 0.05)
    codes = bidders.draw(rng, tender, between(rng, 2, 6))
    if failed:
        tender.awarded = None
    winners = codes[:2] if len(codes) > 3 and chance(rng, 0.06) else codes[:1]
    offer(rng, tender, winners, pick(rng, ("rejected", "withdrawn")) if failed else "won")
    for code in codes[len(winners) :]:
        offer(rng, tender, (code,), pick(rng, ("rejected", "withdrawn")) if failed else losing(rng))


def make_contracts(
    rng: Random, block: int, tenders: list[Tender], communities: list[Community], firms: list[Firm]
) -> list[Contract]:
    """A contract from every awarded property tender, and a direct one wherever there was no tender."""
    made = [_awarded(rng, block, tender) for tender in tenders if tender.awarded and _is_property(tender)]
    served = {contract.community.key for contract in made}
    number = TENDERS
    for community in communities:
        if community.seed or community.key in served:
            continue
        for contract in _direct(rng, block, number, community, firms):
            made.append(contract)
            number += 1
    return made


def _is_property(tender: Tender) -> bool:
    return tender.kind in ("property_service", "initial_property_service")


def _years(starts: date, count: int) -> date:
    """The last day of that many years."""
    return date(starts.year + count, starts.month, min(starts.day, 28)) - timedelta(1)


def _awarded(rng: Random, block: int, tender: Tender) -> Contract:
    assert tender.community is not None and tender.awarded is not None
    mode = "trusteeship" if tender.community.old and chance(rng, 0.3) else "professional"
    starts = after(rng, tender.awarded, 10, 29)
    contract = Contract(
        contract_key(block, tender.index),
        tender.community,
        tender.winner.codes[0],
        mode,
        starts,
        _years(starts, between(rng, 1, 3)),
        tender=tender.key,
        manager=between(rng, 0, len(MANAGERS) - 1),
    )
    if chance(rng, 0.05):
        contract.terminated = after(rng, starts, 90, 330)
    return contract


def _direct(rng: Random, block: int, number: int, community: Community, firms: list[Firm]) -> Iterator[Contract]:
    """One contract without a tender, and for some communities the one before it."""
    starts = day(rng, date(2020, 1, 1), date(2023, 12, 1))
    mode = pick(rng, ("self_managed",) * 9 + ("trusteeship",) * 7 + ("professional",) * 4)
    if not community.old:
        mode = "professional"
    if chance(rng, 0.15):
        earlier = date(starts.year - 1, 1, 1)
        code = firms[pick(rng, CLEAN)].code
        yield Contract(contract_key(block, number), community, code, "trusteeship", earlier, starts - timedelta(1))
        number += 1
    code = "" if mode == "self_managed" else firms[pick(rng, CLEAN)].code
    ends = None if mode == "self_managed" else _years(starts, between(rng, 1, 5))
    yield Contract(contract_key(block, number), community, code, mode, starts, ends)


def tender_rows(tenders: list[Tender], developers: list[Firm]) -> Iterator[tuple[str, ...]]:
    """Rows of `tenders`; who calls, unless a planted tender says, is the developer, the owners or the street."""
    for tender in tenders:
        home = tender.community
        if home is None:
            title, caller = f"{_TITLES[tender.kind]}第{tender.index + 1}号", "咸宁市物业信用监管机构（合成）"
        else:
            title = f"{home.name}{_UPKEEP if tender.kind == 'other' else _TITLES[tender.kind]}"
            street = places.STREETS.get(home.region[:9], ("",))[0]
            caller = f"{home.name}业主委员会" if tender.kind == "property_service" else f"{street}办事处（合成）"
        if tender.kind == "initial_property_service":
            caller = developers[tender.index % len(DEVELOPERS)].name
        yield (
            tender.key,
            title,
            tender.kind,
            home.key if home else "",
            tender.caller or caller,
            text(tender.published),
            text(tender.due),
            text(tender.awarded),
            text(tender.budget),
        )


def bid_rows(tenders: list[Tender]) -> Iterator[tuple[str, ...]]:
    """Rows of `bids`."""
    for tender in tenders:
        for bid in tender.bids:
            yield (bid.key, tender.key, ";".join(bid.codes), text(bid.amount), text(bid.submitted), bid.outcome)


def contract_rows(rng: Random, contracts: list[Contract]) -> Iterator[tuple[str, ...]]:
    """Rows of `contracts`."""
    for one in contracts:
        low, high = {"professional": (80, 240), "trusteeship": (40, 90), "self_managed": (10, 40)}[one.mode]
        yield (
            one.key,
            one.community.key,
            one.code,
            one.mode,
            text(one.starts),
            text(one.ends),
            text(one.terminated),
            f"{between(rng, low, high) / 100:.2f}",
            one.tender,
        )
