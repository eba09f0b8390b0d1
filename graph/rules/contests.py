"""Firms that bid together again and again: winning in turn, or one always losing beside the other (C3, C4; R053, R057)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from graph.rules.rule import Contribution, Parameter, Rule, Scope, Values

PROPOSED = "PROPOSED 自拟:统计量与阈值为本项目所拟。The statistic and its thresholds are this project's own."
VALID = "({0}.outcome IS NULL OR {0}.outcome <> 'WITHDRAWN')"


def turns(winners: Sequence[str]) -> int:
    """How many wins went to the firm, or one of the firms, that had waited longest.

    >>> turns("ABCABC"), turns("AABBCC")
    (5, 2)
    """
    firms, count = set(winners), 0
    last: dict[str, int] = {}
    for place, winner in enumerate(winners):
        oldest = min(last.get(firm, -1) for firm in firms)
        count += place > 0 and last.get(winner, -1) == oldest
        last[winner] = place
    return count


def chance(winners: Sequence[str]) -> float:
    """How probable so many turns are, or more, were the same wins in any order as likely as in any other: exact.

    >>> round(chance("ABCABCA"), 4), chance("AABBCC") > 0.3
    (0.0095, True)
    """
    firms = sorted(set(winners))
    counts = tuple(winners.count(firm) for firm in firms)
    wanted = turns(winners)

    @cache
    def orders(left: tuple[int, ...], queue: tuple[int, ...], waiting: int, still: int) -> int:
        """Arrangements of what is left with at least `still` turns; `queue`: those that won, the latest last."""
        if sum(left) == 0:
            return still <= 0
        found = 0
        for firm, count in enumerate(left):
            if count:
                first = bool(queue) and (firm not in queue if waiting else firm == queue[0])
                rest = (*(one for one in queue if one != firm), firm)
                taken = tuple(n - (place == firm) for place, n in enumerate(left))
                found += orders(taken, rest, waiting - (firm not in queue), still - first)
        return found

    every = orders(counts, (), len(firms), 0)
    return orders(counts, (), len(firms), wanted) / every


def judge_rotation(values: Values, parameters: Mapping[str, float]) -> Sequence[Contribution] | None:
    """Each has won, and the order is one that chance seldom gives."""
    winners = values["winners"][:30]
    if len(set(winners)) < 3 or values["tenders"] < parameters["tenders"]:
        return None
    p = chance(winners)
    if p >= parameters["p"]:
        return None
    return [
        Contribution("共同投标 Tenders together", str(values["tenders"]), f"≥ {parameters['tenders']:g}"),
        Contribution("轮到者中标 Wins of the longest waiting", f"{turns(winners)}/{len(winners) - 1}", "—"),
        Contribution("偶然如此之概率 Probability by chance", f"{p:.4f}", f"< {parameters['p']:g}"),
    ]


def find_rotation(scope: Scope) -> list[str]:
    """Three firms in many tenders, each in a bid of its own; who of them won, in the order of the awards."""
    trio = ", ".join(
        f"(t)<-[:SUBMITTED_TO]-({bid}:Bid)-[:SUBMITTED_BY]->({firm}:Enterprise)"
        for bid, firm in zip("xyz", "abc", strict=True)
    )
    seen = {"t": "Tender", **dict.fromkeys("xyz", "Bid"), **dict.fromkeys("abc", "Enterprise")}
    together = [
        f"MATCH {trio}".replace("(t)", "(t:Tender)", 1),
        scope.where(
            "a.enterpriseId < b.enterpriseId",
            "b.enterpriseId < c.enterpriseId",
            "x <> y AND y <> z AND x <> z",
            *(VALID.format(bid) for bid in "xyz"),
            **seen,
        ),
    ]
    return [
        *(together if scope.bound else trios(scope)),
        f"WITH a, b, c, count(*) AS met WHERE met >= {scope['tenders']}",
        "CALL (a, b, c) {",
        *together,
        "WITH t, x, y, z ORDER BY coalesce(t.awardedOn, t.bidsDueOn, x.submittedOn), t.tenderId",
        "RETURN count(DISTINCT t) AS tenders, collect(x) + collect(y) + collect(z) AS bids, collect(t) AS calls,"
        " [w IN collect(CASE 'WON' WHEN x.outcome THEN 'a' WHEN y.outcome THEN 'b' WHEN z.outcome THEN 'c' END)"
        " WHERE w IS NOT NULL] AS winners, max(coalesce(t.awardedOn, t.bidsDueOn)) AS last }",
        "WITH *",
        f"WHERE tenders >= {scope['tenders']} AND all(w IN ['a', 'b', 'c'] WHERE w IN winners)",
        "RETURN a AS subject, last AS day, bids AS inputs, [a, b, c] + calls AS others,"
        " {firms: [a.name, b.name, c.name], tenders: tenders, winners: winners} AS values",
    ]


def trios(scope: Scope) -> list[str]:
    """Any three bidders of each tender, by their ids: most meet once or twice, and go before anything of them is gathered."""
    return [
        "MATCH (t:Tender)<-[:SUBMITTED_TO]-(x:Bid)-[:SUBMITTED_BY]->(a:Enterprise)",
        scope.where(VALID.format("x"), t="Tender", x="Bid", a="Enterprise"),
        "WITH t, a ORDER BY a.enterpriseId WITH t, collect(a) AS firms WHERE size(firms) > 2",
        "UNWIND range(0, size(firms) - 3) AS i UNWIND range(i + 1, size(firms) - 2) AS j UNWIND range(j + 1, size(firms) - 1) AS k",
        "WITH firms[i] AS a, firms[j] AS b, firms[k] AS c",
    ]


ROTATION = Rule(
    "ROTATION",
    "1",
    "轮流中标",
    "Rotation",
    "三家企业共同投标多次,各有中标,且中标次序极有规则:总轮到等候最久者。检验只看次序:各家中标次数不变,一切次序等可能,"
    "求出现如此或更多「轮到」之精确概率。 "
    "Three enterprises bid together many times, each won, and the order is regular: it is the turn of who waited longest. The test "
    "looks at the order alone: with each firm's number of wins as it is, every order being as likely, the exact probability of so "
    "many turns or more.",
    f"C3, R057。{PROPOSED}",
    True,
    {"a": "Enterprise", "b": "Enterprise", "c": "Enterprise"},
    find_rotation,
    judge_rotation,
    "{firms} 共同投标 {tenders} 次,中标几近轮流。 Three firms bid together {tenders} times and won nearly in turn.",
    (
        "次序之外另有解释,如按片区分工 The order has another reason",
        "另有中标打破此次序 A further award breaks the order",
    ),
    (
        Parameter("tenders", 6, "至少共同投标几次", "The least number of tenders together."),
        Parameter("p", 0.05, "概率小于", "The probability below which it counts."),
    ),
)


def judge_companion(values: Values, parameters: Mapping[str, float]) -> Sequence[Contribution] | None:
    share = values["won"] / values["tenders"]
    if values["tenders"] < parameters["tenders"] or share < parameters["share"]:
        return None
    return [
        Contribution("共同投标 Tenders together", str(values["tenders"]), f"≥ {parameters['tenders']:g}"),
        Contribution("对方中标份额 Share that the other won", f"{share:.2f}", f"≥ {parameters['share']:g}"),
        Contribution("自己中标 Own wins among these", "0", "= 0"),
    ]


def find_companion(scope: Scope) -> list[str]:
    """Two firms in bids of their own; first who won so often beside another, then all that they bid for together."""

    def together(*conditions: str) -> list[str]:
        return [
            "MATCH (x:Enterprise)<-[:SUBMITTED_BY]-(v:Bid)-[:SUBMITTED_TO]->(t:Tender)"
            "<-[:SUBMITTED_TO]-(w:Bid)-[:SUBMITTED_BY]->(y:Enterprise)",
            scope.where(
                "x <> y",
                "v <> w",
                VALID.format("v"),
                VALID.format("w"),
                *conditions,
                x="Enterprise",
                v="Bid",
                t="Tender",
                w="Bid",
                y="Enterprise",
            ),
        ]

    return [
        *together("v.outcome = 'WON'"),
        f"WITH x, y, count(*) AS times WHERE times >= {scope['share']} * {scope['tenders']}",
        "CALL (x, y) {",
        *together(),
        "WITH v, w, t ORDER BY t.tenderId",
        "RETURN count(DISTINCT t) AS tenders, sum(CASE v.outcome WHEN 'WON' THEN 1 ELSE 0 END) AS won,"
        " sum(CASE w.outcome WHEN 'WON' THEN 1 ELSE 0 END) AS own, collect(v) + collect(w) AS bids, collect(t) AS calls,"
        " max(coalesce(t.awardedOn, t.bidsDueOn)) AS last }",
        "WITH *",
        f"WHERE tenders >= {scope['tenders']} AND own = 0 AND won >= {scope['share']} * tenders",
        "RETURN y AS subject, last AS day, bids AS inputs, [y, x] + calls AS others,"
        " {loser: y.name, winner: x.name, tenders: tenders, won: won} AS values",
    ]


COMPANION_LOSER = Rule(
    "COMPANION_LOSER",
    "1",
    "共同投标而从未中标",
    "Companion loser",
    "两家企业共同投标不少于 5 次,一家中标不少于八成,另一家从未中标(同一联合体不算)。 "
    "Two enterprises bid together at least five times, not in one consortium; one won at least 80 % of these, the other none.",
    f"C4, R053。{PROPOSED}",
    True,
    {"y": "Enterprise", "x": "Enterprise"},
    find_companion,
    judge_companion,
    "{loser} 与 {winner} 共同投标 {tenders} 次,后者中标 {won} 次,前者从未中标。"
    " They bid together {tenders} times; one won {won}, the other none.",
    (
        "前者在其中有一次中标 It won one of these",
        "共同投标次数或份额低于阈值 Fewer tenders together, or a smaller share",
    ),
    (
        Parameter("tenders", 5, "至少共同投标几次", "The least number of tenders together."),
        Parameter("share", 0.8, "对方中标份额不低于", "The least share that the other won."),
    ),
)
