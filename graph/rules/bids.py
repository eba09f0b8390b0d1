"""How the bids of one tender look: their prices, their number, their days, and what became of the others.

Basis: 招标投标法 §24 (at least 20 days), §28 (fewer than three bidders); 条例 §40 (4) (prices abnormally alike, or different by rule);
Cardinal's R003, R018, R028, R030 and R035; C2 of the domain reference.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from graph.rules.rule import Contribution, Parameter, Reach, Rule, Scope, Values

ABOUT = {"t": "Tender"}
#: Of a bid whose outcome is not known yet it is not known that it was withdrawn.
WITHDRAWN = "(x.outcome IS NULL OR x.outcome <> 'WITHDRAWN')"


def of_tender(scope: Scope, *conditions: str) -> list[str]:
    """The tenders with their bids, lowest price first; withdrawn bids are none."""
    return [
        "MATCH (t:Tender)<-[:SUBMITTED_TO]-(x:Bid)",
        scope.where(WITHDRAWN, *conditions, t="Tender", x="Bid"),
        "WITH t, x ORDER BY x.amount, x.bidId WITH t, collect(x) AS bids",
        "WITH t, bids, COLLECT { UNWIND bids AS x MATCH (x)-[:SUBMITTED_BY]->(e) RETURN DISTINCT e ORDER BY e.enterpriseId } AS firms",
    ]


# ---------------------------------------------------------------------------------------------------------------- prices


def spread(values: Sequence[float]) -> float | None:
    """The largest deviation from the mean, relative to it; None where the mean is zero.

    >>> spread([10, 10, 10.2]) < 0.02, spread([0, 0])
    (True, None)
    """
    mean = sum(values) / len(values)
    return max(abs(value - mean) for value in values) / mean if mean else None


def judge_gaps(values: Values, parameters: Mapping[str, float]) -> Sequence[Contribution] | None:
    """The differences, or the ratios less one, of neighbouring prices are all alike."""
    prices = values["prices"]
    if len(prices) < parameters["bids"] or prices[0] <= 0:
        return None
    pairs = list(pairwise(prices))
    found = []
    for name, gaps in (
        ("价差 Differences", [high - low for low, high in pairs]),
        ("价比 Ratios", [high / low - 1 for low, high in pairs]),
    ):
        deviation = spread(gaps)
        if deviation is not None and deviation <= parameters["deviation"]:
            shown = ", ".join(f"{gap:.6g}" for gap in gaps)
            found.append(Contribution(name, shown, f"相差 within {parameters['deviation']:.3g}"))
    return found or None


REGULAR_PRICE_GAPS = Rule(
    "REGULAR_PRICE_GAPS",
    "1",
    "报价规律性差异",
    "Regular price gaps",
    "同一招标各报价由低到高,相邻之差(或之比)几乎相等:与其均值相差不超过所定比例。撤回的投标不计,报价不详者不计。"
    "三个报价的两个差值偶然相近者约百分之二,故缺省须四个以上。 "
    "Of the prices of one tender in order, the differences (or ratios) between neighbours are nearly equal: none deviates from their "
    "mean by more than the given share. Withdrawn bids and unknown prices are left out. Two gaps between three prices agree so by "
    "chance in about 2 of 100 tenders: at least four prices are wanted unless told otherwise.",
    "招标投标法实施条例 §40(四)(报价呈规律性差异);阈值 PROPOSED 自拟。Regulation, article 40 (4); the thresholds are this "
    "project's own.",
    True,
    ABOUT,
    lambda scope: [
        *of_tender(scope, "x.amount IS NOT NULL"),
        "WHERE size(bids) >= 3",
        "RETURN t AS subject, t.bidsDueOn AS day, bids AS inputs, [t] + firms AS others,"
        " {title: t.title, prices: [x IN bids | x.amount], unpriced: CASE WHEN EXISTS { (t)<-[:SUBMITTED_TO]-(u:Bid)"
        " WHERE u.amount IS NULL AND (u.outcome IS NULL OR u.outcome <> 'WITHDRAWN') } THEN null ELSE 0 END} AS values",
    ],
    judge_gaps,
    "「{title}」各报价相邻之差几乎相等:{prices}。 The gaps between neighbouring prices are nearly equal.",
    (
        "报价依规定价目计算 The prices follow a prescribed scale",
        "另有报价打破此规律 A further price breaks the pattern",
    ),
    (
        Parameter("bids", 4, "至少几个报价", "The least number of prices."),
        Parameter("deviation", 0.02, "与均值相差不超过", "The largest deviation from the mean, relative to it."),
    ),
    {"unpriced": "部分投标的报价 The price of some bids"},
)

IDENTICAL_PRICES = Rule(
    "IDENTICAL_PRICES",
    "1",
    "报价相同",
    "Identical prices",
    "同一招标有两个以上不同投标人报价相同。招标文件规定价格者不算,图中没有此项。 "
    "Two or more bidders of one tender asked the same price. It does not count where the price was preset, which the graph does not say.",
    "R028 (Cardinal);招标投标法实施条例 §40(四)(报价异常一致)。Regulation, article 40 (4).",
    False,
    ABOUT,
    lambda scope: [
        "MATCH (t:Tender)<-[:SUBMITTED_TO]-(x:Bid)",
        scope.where(WITHDRAWN, "x.amount IS NOT NULL", t="Tender", x="Bid"),
        "WITH t, x ORDER BY x.bidId WITH t, x.amount AS amount, collect(x) AS bids WHERE size(bids) > 1",
        "WITH t, amount, bids, COLLECT { UNWIND bids AS x MATCH (x)-[:SUBMITTED_BY]->(e) RETURN DISTINCT e"
        " ORDER BY e.enterpriseId } AS firms",
        "WHERE size(firms) > 1",
        "RETURN t AS subject, t.bidsDueOn AS day, bids AS inputs, [t] + firms AS others,"
        " {title: t.title, amount: amount, bids: size(bids), preset: null} AS values",
    ],
    lambda values, parameters: [
        Contribution("相同报价之数 Bids at this price", f"{values['bids']} × {values['amount']:g}", "≥ 2")
    ],
    "「{title}」有 {bids} 个报价同为 {amount}。 Several bidders asked the same price.",
    ("招标文件规定了价格 The price was preset",),
    unknowns={"preset": "招标文件是否规定价格 Whether the price was preset"},
)

# ------------------------------------------------------------------------------------------------------ how many


def judge_single(values: Values, parameters: Mapping[str, float]) -> Sequence[Contribution] | None:
    if values["bids"] > parameters["bids"]:
        return None
    return [Contribution("投标数 Bids", str(values["bids"]), f"≤ {parameters['bids']:g}")]


SINGLE_BID = Rule(
    "SINGLE_BID",
    "1",
    "唯一投标",
    "Single bid",
    "已定标的招标只有一个投标(撤回者不计;联合体为一个投标)。 "
    "A tender was awarded on a single bid; withdrawn bids do not count, a consortium is one bid.",
    "R018 (Cardinal);招标投标法 §28(投标人少于三个应重新招标)。Bidding Law, article 28: fewer than three bidders, tender anew.",
    False,
    ABOUT,
    lambda scope: [
        *of_tender(scope),
        f"WHERE size(bids) <= {scope['bids']} AND any(x IN bids WHERE x.outcome = 'WON')",
        "RETURN t AS subject, coalesce(t.awardedOn, t.bidsDueOn) AS day, bids AS inputs, [t] + firms AS others,"
        " {title: t.title, bids: size(bids), procedure: null} AS values",
    ],
    judge_single,
    "「{title}」只有 {bids} 个投标即定标。 It was awarded on {bids} bid(s).",
    ("另有投标未录入 Further bids were not recorded", "依法可以直接委托 A direct award was allowed"),
    (Parameter("bids", 1, "至多几个投标", "The most bids that count."),),
    {"procedure": "招标方式 The procedure, open or not"},
)


# ---------------------------------------------------------------------------------------------------------------- days

SHORT_NOTICE = Rule(
    "SHORT_NOTICE",
    "1",
    "投标准备期过短",
    "Short notice",
    "自公告至截标不足 20 天。法定期限自招标文件发出之日起算,图中以公告日期代之。 "
    "Less than 20 days between the notice and the last day for bids. The statute counts from the day on which the documents are "
    "issued, for which the day of the notice stands here.",
    "招标投标法 §24(不得少于二十日);R003 (Cardinal)。Bidding Law, article 24.",
    False,
    ABOUT,
    lambda scope: [
        "MATCH (t:Tender)",
        scope.where(
            f"duration.inDays(t.publishedOn, t.bidsDueOn).days < {scope['days']}",
            "t.bidsDueOn >= t.publishedOn",
            t="Tender",
        ),
        "RETURN t AS subject, t.publishedOn AS day, [t] AS inputs, COLLECT { MATCH (t)-[:FOR]->(c) RETURN c } AS others,"
        " {title: t.title, published: toString(t.publishedOn), due: toString(t.bidsDueOn), issued: null,"
        " days: duration.inDays(t.publishedOn, t.bidsDueOn).days} AS values",
    ],
    lambda values, parameters: [
        Contribution(
            "天数 Days", str(values["days"]), f"≥ {parameters['days']:g}", True, values["published"], values["due"]
        )
    ],
    "「{title}」{published} 公告,{due} 截标,仅 {days} 天。 Only {days} days from the notice to the last day for bids.",
    ("招标文件发出在公告之前 The documents were issued before the notice", "依法不适用该期限 The term does not apply"),
    (Parameter("days", 20, "不得少于几天", "The least number of days."),),
    {"issued": "招标文件发出日期 The day on which the documents were issued"},
)


def judge_late(values: Values, parameters: Mapping[str, float]) -> Sequence[Contribution] | None:
    if values["days"] <= parameters["days"]:
        return None
    return [
        Contribution(
            "逾期天数 Days late",
            str(values["days"]),
            f"≤ {parameters['days']:g}",
            True,
            values["due"],
            values["submitted"],
        )
    ]


LATE_WINNING_BID = Rule(
    "LATE_WINNING_BID",
    "1",
    "逾期投标中标",
    "Late winning bid",
    "中标的投标提交于截标日期之后。 The winning bid was submitted after the last day for bids.",
    "R030 (Cardinal);招标投标法 §28(截止时间后送达应拒收)。Bidding Law, article 28.",
    False,
    {"t": "Tender", "e": "Enterprise"},
    lambda scope: [
        "MATCH (t:Tender)<-[:SUBMITTED_TO]-(x:Bid)-[:SUBMITTED_BY]->(e:Enterprise)",
        scope.where("x.outcome = 'WON'", "x.submittedOn > t.bidsDueOn", t="Tender", x="Bid", e="Enterprise"),
        "WITH t, x, collect(e) AS firms",
        "RETURN t AS subject, x.submittedOn AS day, [x, t] AS inputs, firms AS others, {title: t.title,"
        " firms: [e IN firms | e.name], submitted: toString(x.submittedOn), due: toString(t.bidsDueOn),"
        " days: duration.inDays(t.bidsDueOn, x.submittedOn).days} AS values",
    ],
    judge_late,
    "「{title}」{due} 截标,{firms} 于 {submitted} 投标并中标。 The winning bid came {days} day(s) after the last day for bids.",
    ("截标日期曾顺延 The last day was put off", "投标日期有误 The day of the bid is wrong"),
    (Parameter("days", 0, "容许逾期几天", "Days late that are let pass."),),
)

# ------------------------------------------------------------------------------------------------------------- the others


def judge_others(values: Values, parameters: Mapping[str, float]) -> Sequence[Contribution] | None:
    if values["rejected"] < parameters["rejected"]:
        return None
    return [
        Contribution("被否决的投标 Bids rejected", str(values["rejected"]), f"≥ {parameters['rejected']:g}"),
        Contribution("未被否决者 Bids not rejected", str(values["left"]), "= 1"),
    ]


ALL_OTHERS_REJECTED = Rule(
    "ALL_OTHERS_REJECTED",
    "1",
    "除中标者外全部否决",
    "All but the winner rejected",
    "已定标的招标中,除中标者外的投标全部被否决(撤回者不计)。 "
    "In an awarded tender all bids but the winner's were rejected; withdrawn bids do not count.",
    "R035 (Cardinal)。",
    False,
    ABOUT,
    lambda scope: [
        *of_tender(scope),
        "WITH t, bids, firms, size([x IN bids WHERE x.outcome = 'REJECTED']) AS rejected,"
        " size([x IN bids WHERE x.outcome = 'WON']) AS won",
        f"WHERE won = 1 AND rejected >= {scope['rejected']} AND won + rejected = size(bids)",
        "RETURN t AS subject, coalesce(t.awardedOn, t.bidsDueOn) AS day, bids AS inputs, [t] + firms AS others,"
        " {title: t.title, rejected: rejected, left: won, reasons: null} AS values",
    ],
    judge_others,
    "「{title}」除中标者外,{rejected} 个投标全部被否决。 All {rejected} other bids were rejected.",
    ("另有未被否决的投标 A further bid was not rejected",),
    (Parameter("rejected", 1, "至少几个被否决", "The least number of rejected bids."),),
    {"reasons": "否决的理由 The reasons of the rejections"},
)

# -------------------------------------------------------------------------------------------------------------- concentration


def judge_share(values: Values, parameters: Mapping[str, float]) -> Sequence[Contribution] | None:
    share = values["won"] / values["awards"]
    if values["awards"] < parameters["awards"] or share < parameters["share"]:
        return None
    return [
        Contribution(
            "中标份额 Share of awards",
            f"{values['won']}/{values['awards']} = {share:.2f}",
            f"≥ {parameters['share']:g}",
        ),
        Contribution("中标总数 Awards", str(values["awards"]), f"≥ {parameters['awards']:g}"),
    ]


def concentration(id: str, zh: str, en: str, group: str, name: str, about: Mapping[str, str], also: str) -> Rule:
    """One firm wins most of what is awarded in a group of tenders: `group` reaches it from (t), `name` is its name."""
    what, named = also or "named", also or f"{name} AS named"
    award = f"(x:Bid)-[:SUBMITTED_TO]->(t:Tender){group}"

    def awards(scope: Scope, *conditions: str, **more: str) -> str:
        return scope.where("x.outcome = 'WON'", *conditions, x="Bid", t="Tender", **more)

    def winners(scope: Scope) -> list[str]:
        """The firm that is fixed where it won; else who has the share, each group looked at once."""
        won, known = f"MATCH (e:Enterprise)<-[:SUBMITTED_BY]-{award}", f"{name} IS NOT NULL"
        if scope.bound == "e":
            return [won, awards(scope, known, e="Enterprise"), f"WITH DISTINCT e, {named}"]
        return [
            *(f"MATCH {award}", awards(scope, known), f"WITH {named}, count(DISTINCT x) AS every"),
            f"WHERE every >= {scope['awards']}",
            *(f"CALL ({what}) {{ {won}", awards(scope, "" if also else "t.tenderer = named", e="Enterprise")),
            "RETURN e, count(DISTINCT x) AS own }",
            f"WITH e, {what}, every, own WHERE own >= {scope['share']} * every",
        ]

    def find(scope: Scope) -> list[str]:
        return [
            *winners(scope),
            f"CALL ({what}) {{ MATCH {award}",
            awards(scope, "" if also else "t.tenderer = named"),
            "WITH DISTINCT x ORDER BY x.bidId RETURN collect(x) AS bids }",
            f"WITH e, {what}, bids, [x IN bids WHERE EXISTS {{ (x)-[:SUBMITTED_BY]->(e) }}] AS won",
            f"WHERE size(bids) >= {scope['awards']} AND size(won) >= {scope['share']} * size(bids)",
            "RETURN e AS subject, reduce(d = null, x IN won | CASE WHEN d IS NULL OR x.submittedOn > d THEN x.submittedOn"
            f" ELSE d END) AS day, bids AS inputs, [e{', ' + also if also else ''}] AS others, {{enterprise: e.name,"
            f" group: {name if also else 'named'}, won: size(won), awards: size(bids), values: null}} AS values",
        ]

    return Rule(
        id,
        "1",
        f"{zh}中标集中",
        f"Awards concentrated by {en}",
        f"同一{zh}的中标(联合体任一成员均算)中,一家企业占比不低于所定份额。按个数计,不按金额。 "
        f"Of the awards of one {en}, any member of a consortium counting, one enterprise has at least the given share: by number, not "
        "by value.",
        "M1;PROPOSED 自拟:份额与下限为本项目所拟。The share and the least number are this project's own.",
        True,
        about,
        find,
        judge_share,
        "{enterprise} 在「{group}」的 {awards} 次中标中占 {won} 次。 It won {won} of {awards} awards there.",
        (
            "中标总数或份额低于阈值 Fewer awards, or a smaller share",
            "该处长期只有一家服务企业,属续约 It serves there already, and was renewed",
        ),
        (
            Parameter("awards", 5, "至少几次中标", "The least number of awards."),
            Parameter("share", 0.5, "份额不低于", "The least share."),
        ),
        {"values": "合同金额 The values of the contracts"},
        Reach.GROUP,
    )


CONCENTRATION_COMMUNITY = concentration(
    "CONCENTRATION_COMMUNITY",
    "小区",
    "community",
    "-[:FOR]->(c:Community)",
    "c.name",
    {"e": "Enterprise", "c": "Community"},
    "c",
)
CONCENTRATION_STREET = concentration(
    "CONCENTRATION_STREET",
    "街道",
    "street",
    "-[:FOR]->(:Community)-[:IN_REGION]->(:Region)-[:PART_OF*0..2]->(c:Region {level: 'SUBDISTRICT'})",
    "c.name",
    {"e": "Enterprise", "c": "Region"},
    "c",
)
CONCENTRATION_TENDERER = concentration(
    "CONCENTRATION_TENDERER", "招标人", "tenderer", "", "t.tenderer", {"e": "Enterprise"}, ""
)
