"""The same people or premises behind another name: renamed firms, new firms, successors, roles and communities carried over.

E3 to E8 of the domain reference. All but the statute cited in each are PROPOSED: this project's own definitions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.domain import MODEL
from graph.name import core
from graph.rules import barred
from graph.rules.rule import Contribution, Parameter, Rule, Scope, Values, days, on, overlaps, within_days

#: Who leads a firm (法定代表人, 实际控制人).
LEADS = "['LEGAL_REPRESENTATIVE', 'CONTROLLER']"
PROPOSED = "PROPOSED 自拟:定义与阈值为本项目所拟。The definition and its thresholds are this project's own."

# ------------------------------------------------------------------------------------------------------------- the new name


def judge_name(values: Values, parameters: Mapping[str, float]) -> Sequence[Contribution] | None:
    """The name it had is another one than it has."""
    former = [name for name in values["former"] if name != values["enterprise"]]
    if not former:
        return None
    return [
        barred.bar(values, days(values["submitted"], values["awarded"])),
        Contribution("曾用名 Former names", "、".join(former), f"≠ {values['enterprise']}"),
    ]


NEW_NAME = Rule(
    "NEW_NAME",
    "1",
    "受限企业更名后投标",
    "Same firm under a new name",
    "被限制的企业有曾用名,限制期内以现名投标:信用代码相同,限制随代码走。曾用名没有日期,更名早于限制者亦在其中。 "
    "An enterprise under a BID_RESTRICTION has former names and bid under its present one: the credit code is the same, and the bar "
    "follows the code. Former names are undated: a change before the bar is among these.",
    f"E3。{PROPOSED}",
    True,
    {"e": "Enterprise", "t": "Tender", "b": "Bid", "s": "Sanction"},
    lambda scope: [
        *barred.barred_bid(
            scope, overlaps("Sanction", "s", "b.submittedOn", barred.AWARDED), "size(e.formerNames) > 0"
        ),
        barred.returned("b.submittedOn", "former: e.formerNames", "changed: null"),
    ],
    judge_name,
    "{enterprise}(曾用名 {former})于 {submitted} 就「{title}」投标,其时同一信用代码之限制({from} 至 {end})有效。"
    " Under its present name it bid on {submitted} while a bar on the same code was in force.",
    (*barred.CLEARED[:1], "更名早于限制,且限制所载为现名 The name changed before the bar, which names the present one"),
    unknowns={"changed": "更名日期 The day of the change of name", "end": barred.END_UNKNOWN["end"]},
)

# ---------------------------------------------------------------------------------------------------------------- phoenix


def find_phoenix(scope: Scope) -> list[str]:
    """Firms established around a bar on another with which they share a person, a contact or a community."""
    barred_firm = "MATCH (s:Sanction)-[:IMPOSED_ON]->(a:Enterprise)"
    seen = scope.where(scope.writer.ban("s"), s="Sanction", a="Enterprise", b="Enterprise")
    name = scope.writer.readable("p", MODEL["Person"], MODEL["Person"].field("name"))
    led = (
        f"ra.role IN {LEADS} AND rb.role IN {LEADS} AND {overlaps('EnterpriseRole', 'ra', 's.startsOn', None)}"
        " AND ra <> rb"
    )
    people = (
        "(a)<-[:HELD_IN]-(ra:EnterpriseRole)-[:HELD_BY]->(p)<-[:HELD_BY]-(rb:EnterpriseRole)-[:HELD_IN]->(b:Enterprise)"
    )
    taken = "(a)<-[:CONTRACTED_WITH]-(ka:Contract)-[:SERVES]->(c)<-[:SERVES]-(kb:Contract)-[:CONTRACTED_WITH]->(b:Enterprise)"
    left = "coalesce(ka.terminatedOn, ka.endsOn + duration({days: 1}))"
    # The days are held against those of the contract that was left, in either direction.
    took = (
        f"kb.startsOn >= {left} - {within_days(scope, 'takenWithin')}"
        f" AND kb.startsOn <= {left} + {within_days(scope, 'takenWithin')}"
    )
    return [
        scope.either(
            "s a b",
            [f"{barred_firm} MATCH {people}", seen],
            *[
                [f"{barred_firm} MATCH (b:Enterprise)", scope_and(seen, f"b.{name} = a.{name}")]
                for name in ("phone", "email", "registeredAddress")
            ],
            [f"{barred_firm} MATCH {taken}", scope_and(seen, took)],
        ),
        f"WITH s, a, b, coalesce(s.liftedOn, s.endsOn, {scope.today}) AS over",
        f"WHERE a <> b AND b.establishedOn >= s.startsOn - {within_days(scope, 'foundedBefore')}"
        " AND b.establishedOn <= over",
        f"WITH s, a, b, COLLECT {{ MATCH {people} {scope.where(led, ra='EnterpriseRole', rb='EnterpriseRole')}"
        f" RETURN [ra, rb, p, {name}] ORDER BY ra.roleId, rb.roleId }} AS shared,",
        f"  COLLECT {{ MATCH {taken} {scope.where(took, ka='Contract', kb='Contract')}"
        " RETURN [ka, kb, c] ORDER BY ka.contractId, kb.contractId } AS taken",
        "WITH s, a, b, shared, taken, [x IN shared + taken | x[0]] + [x IN shared + taken | x[1]] AS facts,"
        " [x IN shared + taken | x[2]] AS between",
        "RETURN b AS subject, b.establishedOn AS day, [s] + reduce(l = [], x IN facts | CASE WHEN x IN l THEN l ELSE l + x END)"
        " AS inputs, [b, a] + reduce(l = [], x IN between | CASE WHEN x IN l THEN l ELSE l + x END) AS others, {"
        f"{barred.BAN}, new: b.name, old: a.name, established: toString(b.establishedOn),"
        " newNames: coalesce(b.formerNames, []) + b.name, oldNames: coalesce(a.formerNames, []) + a.name,"
        " people: [x IN shared | x[3]], communities: [x IN taken | x[2].name],"
        " newPhone: b.phone, oldPhone: a.phone, newEmail: b.email, oldEmail: a.email,"
        " newAddress: b.registeredAddress, oldAddress: a.registeredAddress,"
        " staffed: EXISTS { (a)<-[:HELD_IN]-() } AND EXISTS { (b)<-[:HELD_IN]-() }} AS values",
    ]


def scope_and(where: str, predicate: str) -> str:
    """One predicate more in a WHERE."""
    return f"{where} AND {predicate}"


def same(indicator: str, new: str | None, old: str | None) -> Contribution:
    """Two values that are equal, or of which one is unknown."""
    met = None if not new or not old else "".join(new.split()).lower() == "".join(old.split()).lower()
    return Contribution(indicator, new, f"= {old or '?'}", met)


def judge_phoenix(values: Values, parameters: Mapping[str, float]) -> Sequence[Contribution] | None:
    """Enough indicators are met; unknown ones count neither way."""
    people = list(dict.fromkeys(values["people"]))
    names = {core(name) for name in values["newNames"]} & {core(name) for name in values["oldNames"]}
    indicators = [
        Contribution(
            "同一法定代表人或实际控制人 Same representative or controller",
            "、".join(people) or ("—" if values["staffed"] else None),
            "≥ 1",
            bool(people) if people or values["staffed"] else None,
        ),
        same("同一地址 Same address", values["newAddress"], values["oldAddress"]),
        same("同一电话 Same telephone", values["newPhone"], values["oldPhone"]),
        same("同一邮箱 Same mail address", values["newEmail"], values["oldEmail"]),
        Contribution("字号相同 Same name core", "、".join(sorted(names)) or "—", "≥ 1", bool(names)),
        Contribution(
            "接管其退出之小区 Takes over a community it left",
            "、".join(dict.fromkeys(values["communities"])) or "—",
            f"{parameters['takenWithin']:g} 天 days",
            bool(values["communities"]),
        ),
    ]
    if sum(part.met is True for part in indicators) < parameters["indicators"]:
        return None
    window = f"[{values['from']} − {parameters['foundedBefore']:g} 天 days, {values['end'] or '?'}]"
    founded = Contribution("成立日期 Established", values["established"], window, True, values["from"], values["to"])
    return [founded, *(part for part in indicators if part.met is not False)]


PHOENIX = Rule(
    "PHOENIX",
    "1",
    "与受限企业多项相同的新企业",
    "Phoenix",
    "甲企业被限制前 180 天至限制结束之间成立的乙企业,与甲至少有两项相同:法定代表人或实际控制人、地址、电话、邮箱、字号、接管甲退出的小区。 "
    "Firm B was established between 180 days before a bar on firm A and its end, and shares at least two of: representative or "
    "controller, address, telephone, mail address, core of the name, a community that A left and B took over. Addresses are "
    "compared as written; tenants of one business park share one.",
    f"E4。{PROPOSED}",
    True,
    {"b": "Enterprise", "a": "Enterprise", "s": "Sanction"},
    find_phoenix,
    judge_phoenix,
    "{new} 成立于 {established},与受限({from} 至 {end})的 {old} 有多项相同。"
    " It was established on {established} and shares several traits with a firm barred from {from}.",
    (
        "相同之处少于所定项数 Fewer indicators are met than the threshold",
        "成立日期在限制之外 It was established outside the window",
        "地址为代办或园区集中登记地 The address is a registration agent's or a business park's",
    ),
    (
        Parameter("indicators", 2, "至少几项相同", "How many indicators must be met."),
        Parameter("foundedBefore", 180, "限制前几天起算", "Days before the bar from which a foundation counts."),
        Parameter("takenWithin", 180, "退出与接管相隔几天之内", "Days between leaving a community and taking it over."),
    ),
    {"end": barred.END_UNKNOWN["end"]},
)

# -------------------------------------------------------------------------------------------- successors, people, communities

PARTIES = "new: b.name, old: a.name"
BID_OF_B = "bid: toString(x.submittedOn), title: t.title"


def judge_bid_in_bar(values: Values, parameters: Mapping[str, float]) -> Sequence[Contribution]:
    return [
        barred.bar(values, values["bid"]),
        Contribution("关联 Link", values["link"], "—", True if values["link"] else None, values["since"]),
    ]


SUCCESSOR = Rule(
    "SUCCESSOR",
    "1",
    "承继企业在限制期内投标",
    "Successor bids during the bar",
    "登记为受限企业之承继者(承继日期不早于限制前 180 天),在该限制有效期内投标。 "
    "A registered successor of an enterprise under a BID_RESTRICTION, succeeding it no earlier than 180 days before the bar, bid "
    "while the bar was in force.",
    f"E5。{PROPOSED}",
    True,
    {"b": "Enterprise", "a": "Enterprise", "t": "Tender"},
    lambda scope: [
        "MATCH (s:Sanction)-[:IMPOSED_ON]->(a:Enterprise)<-[:LINK_TO]-(l:EnterpriseLink)-[:LINK_FROM]->(b:Enterprise)"
        "<-[:SUBMITTED_BY]-(x:Bid)-[:SUBMITTED_TO]->(t:Tender)",
        scope.where(
            scope.writer.ban("s"),
            "l.kind = 'SUCCESSOR'",
            f"(l.startsOn IS NULL OR l.startsOn >= s.startsOn - {within_days(scope, 'before')})",
            on("Sanction", "s", "x.submittedOn"),
            s="Sanction",
            a="Enterprise",
            l="EnterpriseLink",
            b="Enterprise",
            x="Bid",
            t="Tender",
        ),
        "RETURN b AS subject, x.submittedOn AS day, [s, l, x] AS inputs, [b, a, t] AS others,"
        f" {{{barred.BAN}, {PARTIES}, {BID_OF_B}, link: l.kind, since: toString(l.startsOn)}} AS values",
    ],
    judge_bid_in_bar,
    "{new} 登记为 {old} 的承继者(自 {since}),于 {bid} 就「{title}」投标,其时对 {old} 的限制({from} 至 {end})有效。"
    " A registered successor bid on {bid} while the bar on its predecessor was in force.",
    ("限制已结束或解除 The bar was over", "承继登记有误 The record of the succession is wrong"),
    (Parameter("before", 180, "承继可早于限制几天", "Days before the bar from which a succession counts."),),
    {"since": "承继日期 The day of the succession", "end": barred.END_UNKNOWN["end"]},
)

CONTROLLER_CARRIED_OVER = Rule(
    "CONTROLLER_CARRIED_OVER",
    "1",
    "受限企业负责人另任他企业并投标",
    "Controller carried over to another firm",
    "限制起日任受限企业法定代表人或实际控制人者(参数 managers 为 1 时含项目经理),在另一企业投标之日任此类职务,而限制仍有效。"
    "以人员编号为准,同名不算。 "
    "Who was legal representative or controller of a barred enterprise on the first day of the bar (project manager too where "
    "`managers` is 1) holds such a role in another enterprise on the day it bids, while the bar is in force. Persons are compared by "
    "their id: a shared name is none.",
    f"E6;公司法(2023)§178(四)。{PROPOSED}",
    True,
    {"b": "Enterprise", "a": "Enterprise", "p": "Person", "t": "Tender"},
    lambda scope: [
        "MATCH (s:Sanction)-[:IMPOSED_ON]->(a:Enterprise)<-[:HELD_IN]-(ra:EnterpriseRole)-[:HELD_BY]->(p:Person)"
        "<-[:HELD_BY]-(rb:EnterpriseRole)-[:HELD_IN]->(b:Enterprise)<-[:SUBMITTED_BY]-(x:Bid)-[:SUBMITTED_TO]->(t:Tender)",
        scope.where(
            scope.writer.ban("s"),
            "a <> b",
            *(f"({r}.role IN {LEADS} OR ({r}.role = 'MANAGER' AND {scope['managers']} >= 1))" for r in ("ra", "rb")),
            on("EnterpriseRole", "ra", "s.startsOn"),
            on("EnterpriseRole", "rb", "x.submittedOn"),
            on("Sanction", "s", "x.submittedOn"),
            s="Sanction",
            a="Enterprise",
            ra="EnterpriseRole",
            rb="EnterpriseRole",
            b="Enterprise",
            x="Bid",
            t="Tender",
        ),
        "RETURN b AS subject, x.submittedOn AS day, [s, ra, rb, x] AS inputs, [b, a, p, t] AS others,"
        f" {{{barred.BAN}, {PARTIES}, {BID_OF_B}, link: p.name + ': ' + ra.role + ' → ' + rb.role,"
        " since: toString(rb.startsOn), person: p.name} AS values",
    ],
    judge_bid_in_bar,
    "{person} 在限制起日任职于 {old},于 {bid} 任职于投标「{title}」的 {new},其时限制({from} 至 {end})有效。"
    " Who led the barred firm on the first day of the bar led the bidder on {bid}.",
    ("此人当日并不在任 The person did not hold the role that day", "并非同一人 They are two persons"),
    (Parameter("managers", 0, "项目经理是否计入(1 计入)", "1: project managers count as well."),),
    {"end": barred.END_UNKNOWN["end"]},
)


def judge_return(values: Values, parameters: Mapping[str, float]) -> Sequence[Contribution]:
    span = f"≤ {parameters['within']:g} 天 days"
    return [
        Contribution(
            "清退至再服务的天数 Days from exit to return",
            str(values["days"]),
            span,
            True,
            values["left"],
            values["back"],
        ),
        Contribution("同一企业或同一负责人 Same firm or same people", values["link"], "—"),
    ]


EXIT_AND_RETURN = Rule(
    "EXIT_AND_RETURN",
    "1",
    "强制清退后一年内返回",
    "Forced exit and return within a year",
    "企业被强制清退出某小区后 365 天内,该企业或同一法定代表人、实际控制人的企业又为该小区服务。清退之小区取自所据信用记录。 "
    "Within 365 days of a FORCED_EXIT from a community, the enterprise, or one with the same legal representative or controller, "
    "serves it again. The community is that of the credit event on which the exit is based.",
    f"E7。{PROPOSED}",
    True,
    {"b": "Enterprise", "a": "Enterprise", "c": "Community"},
    lambda scope: [
        "MATCH (s:Sanction)-[:IMPOSED_ON]->(a:Enterprise)",
        scope.where("s.kind = 'FORCED_EXIT'", s="Sanction", a="Enterprise"),
        "MATCH (s)-[:BASED_ON]->(v:CreditEvent)-[:HAPPENED_AT]->(c:Community)<-[:SERVES]-(k:Contract)"
        "-[:CONTRACTED_WITH]->(b:Enterprise)",
        scope.where(
            "k.startsOn >= s.startsOn",
            f"k.startsOn <= s.startsOn + {within_days(scope, 'within')}",
            v="CreditEvent",
            c="Community",
            k="Contract",
            b="Enterprise",
        ),
        "WITH s, a, v, c, k, b, COLLECT { MATCH (a)<-[:HELD_IN]-(ra:EnterpriseRole)-[:HELD_BY]->(p)<-[:HELD_BY]-(rb:EnterpriseRole)"
        "-[:HELD_IN]->(b) "
        + scope.where(
            f"ra.role IN {LEADS}",
            f"rb.role IN {LEADS}",
            "a <> b",
            on("EnterpriseRole", "ra", "s.startsOn"),
            on("EnterpriseRole", "rb", "k.startsOn"),
            ra="EnterpriseRole",
            rb="EnterpriseRole",
        )
        + " RETURN [ra, rb, p] ORDER BY ra.roleId, rb.roleId LIMIT 1 } AS shared",
        "WHERE a = b OR size(shared) > 0",
        "RETURN b AS subject, k.startsOn AS day, [s, v, k] + [x IN shared | x[0]] + [x IN shared | x[1]] AS inputs,"
        " [b, a, c] + [x IN shared | x[2]] AS others, {new: b.name, old: a.name, community: c.name, left: toString(s.startsOn),"
        " back: toString(k.startsOn), days: duration.inDays(s.startsOn, k.startsOn).days, number: s.documentNumber,"
        " link: CASE WHEN a = b THEN a.name ELSE shared[0][2].name END} AS values",
    ],
    judge_return,
    "{old} 于 {left} 被强制清退出「{community}」,{new} 自 {back} 又为其服务(相隔 {days} 天)。"
    " After a forced exit on {left} the same firm, or one of the same people, serves the community from {back}.",
    ("再服务者与被清退者并非同一负责人 The two are not led by the same people", "清退被撤销 The exit was revoked"),
    (Parameter("within", 365, "几天之内", "Days within which a return counts."),),
    {"number": barred.END_UNKNOWN["number"]},
)


def judge_change(values: Values, parameters: Mapping[str, float]) -> Sequence[Contribution]:
    window = f"[{values['opens']}, {values['from']}]"
    return [
        Contribution(
            "新任法定代表人 New representative", values["since"], window, True, values["since"], values["until"]
        )
    ]


REPRESENTATIVE_CHANGED = Rule(
    "REPRESENTATIVE_CHANGED",
    "1",
    "惩戒前不久变更法定代表人",
    "Representative changed just before a sanction",
    "受惩戒企业的法定代表人在惩戒起日之前 30 天内,或所据信用记录发生之后、惩戒起日之前就任,而企业成立在先。 "
    "The legal representative of a sanctioned enterprise took office within 30 days before the sanction, or between the event on which "
    "it is based and the sanction, while the enterprise is older.",
    f"E8。{PROPOSED}",
    True,
    {"a": "Enterprise", "p": "Person"},
    lambda scope: [
        "MATCH (s:Sanction)-[:IMPOSED_ON]->(a:Enterprise)<-[:HELD_IN]-(r:EnterpriseRole)-[:HELD_BY]->(p:Person)",
        scope.where(
            "r.role = 'LEGAL_REPRESENTATIVE'",
            "r.startsOn <= s.startsOn",
            "a.establishedOn < r.startsOn",
            s="Sanction",
            a="Enterprise",
            r="EnterpriseRole",
        ),
        "OPTIONAL MATCH (s)-[:BASED_ON]->(v:CreditEvent)",
        scope.where(v="CreditEvent"),
        f"WITH s, a, r, p, v, s.startsOn - {within_days(scope, 'before')} AS opens",
        "WHERE r.startsOn >= opens OR r.startsOn >= v.occurredOn",
        "RETURN a AS subject, r.startsOn AS day, [s, r] + CASE WHEN r.startsOn >= opens THEN [] ELSE [v] END AS inputs,"
        " [a, p] AS others, {enterprise: a.name, person: p.name, kind: s.kind, from: toString(s.startsOn), since:"
        " toString(r.startsOn), until: toString(r.endsOn), opens: toString(CASE WHEN r.startsOn >= opens THEN opens ELSE"
        " v.occurredOn END), days: duration.inDays(r.startsOn, s.startsOn).days} AS values",
    ],
    judge_change,
    "{enterprise} 的法定代表人自 {since} 起为{person},惩戒({kind})自 {from} 起,相隔 {days} 天。"
    " The representative took office on {since}, {days} days before the sanction.",
    ("变更早于所定日子 The change came before the window", "变更与惩戒无关 It has reasons of its own"),
    (Parameter("before", 30, "惩戒前几天之内", "Days before the sanction within which a change counts."),),
)
