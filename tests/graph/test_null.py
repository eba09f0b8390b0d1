"""Null data: with winners and prices that are nothing but chance no statistical rule flags more often than it says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, permutations
from random import Random

import pytest

from graph.rules import RULES
from graph.rules.contests import chance
from graph.rules.rule import judged
from loaders.generate import tables
from tests.test_flags import README

DEFAULTS = {name: {part.name: part.default for part in rule.parameters} for name, rule in RULES.items()}


@pytest.mark.parametrize("wins", ["AABBCC", "AAABBCC", "AAABBBCCC", "AAAABBCC"])
def test_of_all_orders_no_more_are_rare_than_the_probability_says(wins: str) -> None:
    orders = set(permutations(wins))
    rarity = {order: chance("".join(order)) for order in orders}

    for p in (0.01, 0.05, 0.2):
        assert sum(value < p for value in rarity.values()) <= p * len(orders), p
    assert min(rarity.values()) > 0


def bids(scale: int) -> dict[str, list[str]]:
    """Tender → who bid for it, each in a bid of its own; those who withdrew left out."""
    found = defaultdict(list)
    [rows] = [rows for name, rows in tables(scale) if name == "bids"]
    for row in rows:
        if row["outcome"] != "withdrawn" and ";" not in row["uscc"]:
            found[row["tender_id"]].append(row["uscc"])
    return {tender: sorted(set(firms)) for tender, firms in found.items()}


def winners(together: Sequence[Sequence[str]], trio: Sequence[str], rng: Random) -> Iterator[str]:
    """Who of three won where chance decides among all who bid."""
    for firms in together:
        winner = rng.choice(firms)
        if winner in trio:
            yield "abc"[trio.index(winner)]


def test_with_winners_drawn_by_lot_rotation_is_found_less_often_than_its_probability() -> None:
    """The synthetic set's own trios, planted ones included, with every winner drawn anew."""
    met = defaultdict(list)
    for firms in bids(10).values():
        for trio in combinations(firms, 3):
            met[trio].append(firms)
    trios = {trio: together for trio, together in met.items() if len(together) >= DEFAULTS["ROTATION"]["tenders"]}
    rule, rng, flagged, tried = RULES["ROTATION"], Random(1), 0, 0
    for _ in range(30):
        for trio, together in trios.items():
            values = {"firms": trio, "tenders": len(together), "winners": list(winners(together, trio, rng))}
            flagged += judged(rule, values, DEFAULTS["ROTATION"]) is not None
            tried += 1

    assert tried > 1000
    assert flagged / tried <= DEFAULTS["ROTATION"]["p"]
    assert f"{flagged / tried:.1%} of {tried:,} trios" in README


def test_prices_drawn_by_lot_are_seldom_regular() -> None:
    rule, rng, tried = RULES["REGULAR_PRICE_GAPS"], Random(1), 20_000
    rates = []
    for count in (4, 5):
        flagged = 0
        for _ in range(tried):
            prices = sorted(round(1_000_000 * rng.uniform(0.8, 1.2)) for _ in range(count))
            flagged += judged(rule, {"title": "", "prices": prices}, DEFAULTS[rule.id]) is not None
        rates.append(flagged / tried)

    assert rates[1] <= rates[0] < 0.002
    assert f"{rates[0]:.2%} of {tried:,} tenders with four" in README
