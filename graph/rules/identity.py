"""The same people or premises behind another name: renamed firms, new firms, successors, roles and communities carried over.

E3 to E8 of the domain reference. All but the statute cited in each are PROPOSED: this project's own definitions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.name import core
from graph.rules import barred
from graph.rules.rule import Contribution, Parameter, Rule, Scope, Values, days, overlaps

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
        f"kb.startsOn >= {left} - duration({{days: toInteger({scope['takenWithin']})}})"
        f" AND kb.startsOn <= {left} + duration({{days: toInteger({scope['takenWithin']})}})"
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
        f"WHERE a <> b AND b.establishedOn >= s.startsOn - duration({{days: toInteger({scope['foundedBefore']})}})"
        " AND b.establishedOn <= over",
        f"WITH s, a, b, COLLECT {{ MATCH {people} {scope.where(led, ra='EnterpriseRole', rb='EnterpriseRole')}"
        " RETURN [ra, rb, p] ORDER BY ra.roleId, rb.roleId } AS shared,",
        f"  COLLECT {{ MATCH {taken} {scope.where(took, ka='Contract', kb='Contract')}"
        " RETURN [ka, kb, c] ORDER BY ka.contractId, kb.contractId } AS taken",
        "WITH s, a, b, shared, taken, [x IN shared + taken | x[0]] + [x IN shared + taken | x[1]] AS facts,"
        " [x IN shared + taken | x[2]] AS between",
        "RETURN b AS subject, b.establishedOn AS day, [s] + reduce(l = [], x IN facts | CASE WHEN x IN l THEN l ELSE l + x END)"
        " AS inputs, [b, a] + reduce(l = [], x IN between | CASE WHEN x IN l THEN l ELSE l + x END) AS others, {"
        f"{barred.BAN}, new: b.name, old: a.name, established: toString(b.establishedOn),"
        " newNames: coalesce(b.formerNames, []) + b.name, oldNames: coalesce(a.formerNames, []) + a.name,"
        " people: [x IN shared | x[2].name], communities: [x IN taken | x[2].name],"
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
    "疑似改头换面",
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

FOUND = (NEW_NAME, PHOENIX)
