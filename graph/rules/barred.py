"""Acts during a bar: bids, awards, contracts and filings of an enterprise that a BID_RESTRICTION kept from bidding.

Basis: 招标投标法 §31 (every member of a consortium must qualify), §53, §54, §60 (bars from bidding); 条例 §67, §68; E1 and E2
of the domain reference. A bar counts where it applies in the tender's region: in that region, above it, or everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.rules.rule import Contribution, Rule, Scope, Values, days, on, overlaps

AWARDED = "coalesce(t.awardedOn, b.submittedOn)"
BAN = (
    "kind: s.kind, from: toString(s.startsOn), to: toString(coalesce(s.liftedOn - duration({days: 1}), s.endsOn)),"
    " end: CASE WHEN s.permanent THEN 'permanent' ELSE toString(coalesce(s.liftedOn, s.endsOn)) END,"
    " number: s.documentNumber"
)
BID = "enterprise: e.name, title: t.title, submitted: toString(b.submittedOn), awarded: toString(t.awardedOn), outcome: b.outcome"
LAW = "招标投标法 §31 §53 §54 §60;招标投标法实施条例 §67 §68。Bidding Law and its regulation."
CLEARED = (
    "该限制被撤销、提前解除,或不适用于该区划 The bar was revoked, lifted before, or does not apply in the region",
    "投标人并非被限制的企业 The bidder is not the barred enterprise",
)
END_UNKNOWN = {
    "end": "限制的止期 The end of the bar",
    "awarded": "中标日期 The day of the award",
    "number": "限制的文号 The number of the deciding document",
}


def barred_bid(scope: Scope, held: str, *conditions: str) -> list[str]:
    """Bids by a barred enterprise, alone or in a consortium, where `held` says when the bar was in force."""
    return [
        "MATCH (s:Sanction)-[:IMPOSED_ON]->(e:Enterprise)<-[:SUBMITTED_BY]-(b:Bid)-[:SUBMITTED_TO]->(t:Tender)",
        scope.where(
            scope.writer.ban("s"),
            held,
            *conditions,
            scope.writer.applies_in("s", "()<-[:IN_REGION]-()<-[:FOR]-(t)"),
            s="Sanction",
            e="Enterprise",
            b="Bid",
            t="Tender",
        ),
    ]


def returned(day: str, *more: str) -> str:
    """What the rules on bids return."""
    values = ", ".join([BAN, BID, *more])
    return f"RETURN e AS subject, {day} AS day, [s, b] AS inputs, [e, t] AS others, {{{values}}} AS values"


def bar(values: Values, threshold: str) -> Contribution:
    """The bar as an indicator."""
    return Contribution(
        "限制有效 Bar in force", days(values["from"], values["end"]), threshold, True, values["from"], values["to"]
    )


def judge_bid(values: Values, parameters: Mapping[str, float]) -> Sequence[Contribution]:
    held = bar(values, f"{values['submitted']}")
    return [held, Contribution("投标日期 Bid submitted", values["submitted"], "限制期内 during the bar")]


BARRED_BIDDER = Rule(
    "BARRED_BIDDER",
    "1",
    "限制期内投标",
    "Barred bidder",
    "投标之日,投标人(联合体任一成员)正被限制参与公开招投标,且该限制适用于项目所在区划。 "
    "On the day of the bid a bidder, any member of a consortium, was under a BID_RESTRICTION that applies in the tender's region.",
    LAW,
    False,
    {"e": "Enterprise", "t": "Tender", "b": "Bid", "s": "Sanction"},
    lambda scope: [*barred_bid(scope, on("Sanction", "s", "b.submittedOn")), returned("b.submittedOn")],
    judge_bid,
    "{enterprise} 于 {submitted} 就「{title}」投标,其时限制({from} 至 {end})有效。"
    " It bid on {submitted} while a bar ({from} to {end}) was in force.",
    CLEARED,
    unknowns={name: words for name, words in END_UNKNOWN.items() if name != "awarded"},
)


def judge_win(values: Values, parameters: Mapping[str, float]) -> Sequence[Contribution]:
    window = days(values["submitted"], values["awarded"] or values["submitted"])
    return [bar(values, f"其中任一日 any day of {window}"), Contribution("投标结果 Outcome", values["outcome"], "WON")]


BARRED_WINNER = Rule(
    "BARRED_WINNER",
    "1",
    "限制期内中标",
    "Barred winner",
    "自投标至中标的任一日,中标人(联合体任一成员)正被限制参与公开招投标,且该限制适用于项目所在区划;中标日期不详时以投标日期为准。 "
    "On some day from the bid to the award a winner, any member of a consortium, was under a BID_RESTRICTION that applies in the "
    "tender's region; where the day of the award is unknown, on the day of the bid.",
    LAW,
    False,
    {"e": "Enterprise", "t": "Tender", "b": "Bid", "s": "Sanction"},
    lambda scope: [
        *barred_bid(scope, overlaps("Sanction", "s", "b.submittedOn", AWARDED), "b.outcome = 'WON'"),
        returned(AWARDED),
    ],
    judge_win,
    "{enterprise} 于 {submitted} 投标并中标「{title}」(中标日期 {awarded}),其间限制({from} 至 {end})有效。"
    " It won (bid {submitted}, award {awarded}) while a bar ({from} to {end}) was in force.",
    CLEARED,
    unknowns=END_UNKNOWN,
)


def judge_between(values: Values, parameters: Mapping[str, float]) -> Sequence[Contribution]:
    window = f"{values['submitted']} < … ≤ {values['awarded']}"
    return [Contribution("限制起日 Bar begins", values["from"], window, True, values["from"], values["to"])]


BARRED_BEFORE_AWARD = Rule(
    "BARRED_BEFORE_AWARD",
    "1",
    "投标后、中标前被限制",
    "Barred between bid and award",
    "投标人(联合体任一成员)在投标之后、至中标之日被限制参与公开招投标:投标时并未受限。 "
    "A bidder, any member of a consortium, came under a BID_RESTRICTION after its bid and by the award: when it bid, it was not barred.",
    f"{LAW} PROPOSED 自拟: 定义为本项目所拟 the definition is this project's own.",
    True,
    {"e": "Enterprise", "t": "Tender", "b": "Bid", "s": "Sanction"},
    lambda scope: [
        *barred_bid(
            scope,
            f"{overlaps('Sanction', 's', 'b.submittedOn', 't.awardedOn')} AND s.startsOn > b.submittedOn",
            "t.awardedOn IS NOT NULL",
            "(b.outcome IS NULL OR b.outcome <> 'WITHDRAWN')",
        ),
        returned("s.startsOn"),
    ],
    judge_between,
    "{enterprise} 于 {submitted} 就「{title}」投标,{from} 起被限制,{awarded} 定标。"
    " It bid on {submitted}, was barred from {from}, and the award came on {awarded}.",
    CLEARED,
    unknowns={name: words for name, words in END_UNKNOWN.items() if name != "awarded"},
)


def judge_act(values: Values, parameters: Mapping[str, float]) -> Sequence[Contribution]:
    return [bar(values, values["day"])]


BARRED_CONTRACT = Rule(
    "BARRED_CONTRACT",
    "1",
    "限制期内起始的合同",
    "Contract begun during a bar",
    "合同起始之日,企业正被限制参与公开招投标,且该限制适用于小区所在区划。图中没有签订日期,以起始日为准。 "
    "On the first day of a contract the enterprise was under a BID_RESTRICTION that applies in the community's region. The graph has "
    "no day of signature: the first day in force stands for it.",
    f"{LAW} PROPOSED 自拟: 以合同起始日代签订日 the first day in force stands for the signature.",
    True,
    {"e": "Enterprise", "c": "Community", "k": "Contract", "s": "Sanction"},
    lambda scope: [
        "MATCH (s:Sanction)-[:IMPOSED_ON]->(e:Enterprise)<-[:CONTRACTED_WITH]-(k:Contract)-[:SERVES]->(c:Community)",
        scope.where(
            scope.writer.ban("s"),
            on("Sanction", "s", "k.startsOn"),
            scope.writer.applies_in("s", "()<-[:IN_REGION]-(c)"),
            s="Sanction",
            e="Enterprise",
            k="Contract",
        ),
        f"RETURN e AS subject, k.startsOn AS day, [s, k] AS inputs, [e, c] AS others, {{{BAN}, enterprise: e.name,"
        " community: c.name, day: toString(k.startsOn)} AS values",
    ],
    judge_act,
    "{enterprise} 为「{community}」服务的合同自 {day} 起,其时限制({from} 至 {end})有效。"
    " Its contract began on {day} while a bar ({from} to {end}) was in force.",
    (
        *CLEARED[:1],
        "合同签订于限制之前,或源于限制之前的中标 It was signed, or won, before the bar",
    ),
    unknowns={name: words for name, words in END_UNKNOWN.items() if name != "awarded"},
)

BARRED_FILING = Rule(
    "BARRED_FILING",
    "1",
    "限制期内备案",
    "Market filing during a bar",
    "申请市场准入备案之日,企业正被限制参与公开招投标或限制市场准入,且该限制适用于备案区划;未获准予者不计。 "
    "On the day of a filing for market access the enterprise was under a BID_RESTRICTION or a MARKET_ACCESS_RESTRICTION that applies "
    "in the region of the filing; filings rejected or withdrawn do not count.",
    "来信所述惩戒(限制市场准入)与备案制度;PROPOSED 自拟。The letter's measure and its filing duty; the definition is this project's own.",
    True,
    {"e": "Enterprise", "f": "MarketFiling", "s": "Sanction"},
    lambda scope: [
        "MATCH (s:Sanction)-[:IMPOSED_ON]->(e:Enterprise)<-[:FILED_BY]-(f:MarketFiling)-[:IN_REGION]->(r:Region)",
        scope.where(
            "s.kind IN ['BID_RESTRICTION', 'MARKET_ACCESS_RESTRICTION']",
            "(f.status IS NULL OR f.status = 'ACCEPTED')",
            on("Sanction", "s", "f.filedOn"),
            scope.writer.applies_in("s", "(r)"),
            s="Sanction",
            e="Enterprise",
            f="MarketFiling",
        ),
        f"RETURN e AS subject, f.filedOn AS day, [s, f] AS inputs, [e, r] AS others, {{{BAN}, enterprise: e.name,"
        " region: r.name, day: toString(f.filedOn), status: f.status} AS values",
    ],
    judge_act,
    "{enterprise} 于 {day} 在{region}备案,其时限制({from} 至 {end},{kind})有效。"
    " It filed for market access on {day} while a restriction ({from} to {end}) was in force.",
    (CLEARED[0], "备案未获准予 The filing was not accepted"),
    unknowns={
        "end": END_UNKNOWN["end"],
        "number": END_UNKNOWN["number"],
        "status": "备案结果 What became of the filing",
    },
)
