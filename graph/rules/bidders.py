"""Bidders of one tender that belong together: a common leader, a holding, a common contact.

Basis: 招标投标法实施条例 §34 (bids of firms with one person in charge, or in a holding or management relation, for one section
are void), §40 (what is deemed collusion); C1 of the domain reference.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.rules.rule import Contribution, Parameter, Rule, Values, on

TWO_BIDS = (
    "MATCH (a:Enterprise)<-[:SUBMITTED_BY]-(x:Bid)-[:SUBMITTED_TO]->(t:Tender)<-[:SUBMITTED_TO]-(y:Bid)"
    "-[:SUBMITTED_BY]->(b:Enterprise)"
)
ABOUT = {"t": "Tender", "a": "Enterprise", "b": "Enterprise"}
SEEN = {"a": "Enterprise", "b": "Enterprise", "x": "Bid", "y": "Bid", "t": "Tender"}
#: Each pair once; members of one consortium bid together by law. A bid that was withdrawn is none.
APART = (
    "a.enterpriseId < b.enterpriseId",
    "x <> y",
    "(x.outcome IS NULL OR x.outcome <> 'WITHDRAWN')",
    "(y.outcome IS NULL OR y.outcome <> 'WITHDRAWN')",
)
VALUES = "title: t.title, one: a.name, other: b.name, first: toString(x.submittedOn), second: toString(y.submittedOn)"
SECTION = "是否同一标段 Whether both bid for the same section"
CLEARED = (
    "两者投的不是同一标段 They bid for different sections",
    "所记任职或关联当日已终止 The role or link had ended that day",
)


def judge_shared(values: Values, parameters: Mapping[str, float]) -> Sequence[Contribution]:
    days = f"{values['first']}, {values['second']}"
    return [Contribution("共同之处 In common", values["shared"], f"投标之日 on {days}")]


def common_person(id: str, role: str, zh: str, en: str, basis: str, *, proposed: bool) -> Rule:
    """Two bidders with one person in a role."""
    return Rule(
        id,
        "1",
        f"投标人{zh}相同",
        f"Common {en} among bidders",
        f"同一招标的两个投标人(非同一联合体)在各自投标之日{zh}为同一人。以人员编号为准,同名不算。 "
        f"Two bidders of one tender, not in one consortium, had the same person as {en} on the days of their bids. Persons are compared "
        "by their id: a shared name is none.",
        basis,
        proposed,
        {**ABOUT, "p": "Person"},
        lambda scope: [
            TWO_BIDS,
            scope.where(*APART, **SEEN),
            "MATCH (a)<-[:HELD_IN]-(ra:EnterpriseRole)-[:HELD_BY]->(p:Person)<-[:HELD_BY]-(rb:EnterpriseRole)-[:HELD_IN]->(b)",
            scope.where(
                f"ra.role = '{role}'",
                f"rb.role = '{role}'",
                on("EnterpriseRole", "ra", "x.submittedOn"),
                on("EnterpriseRole", "rb", "y.submittedOn"),
                ra="EnterpriseRole",
                rb="EnterpriseRole",
            ),
            f"RETURN t AS subject, x.submittedOn AS day, [x, y, ra, rb] AS inputs, [t, a, b, p] AS others, {{{VALUES},"
            " shared: p.name, section: null} AS values",
        ],
        judge_shared,
        f"「{{title}}」的投标人 {{one}} 与 {{other}} 投标之日的{zh}同为{{shared}}。 Both bidders had the same {en}.",
        CLEARED,
        unknowns={"section": SECTION},
    )


COMMON_REPRESENTATIVE = common_person(
    "COMMON_REPRESENTATIVE",
    "LEGAL_REPRESENTATIVE",
    "法定代表人",
    "legal representative",
    "招标投标法实施条例 §34(单位负责人为同一人)。Regulation, article 34.",
    proposed=False,
)
COMMON_CONTROLLER = common_person(
    "COMMON_CONTROLLER",
    "CONTROLLER",
    "实际控制人",
    "controller",
    "招标投标法实施条例 §34(控股、管理关系);PROPOSED 自拟:以同一实际控制人推之。Regulation, article 34; that one controller "
    "means a holding is this project's own reading.",
    proposed=True,
)

HELD_BIDDERS = Rule(
    "HELD_BIDDERS",
    "1",
    "投标人之间有控股或管理关系",
    "Bidders in a holding relation",
    "同一招标的两个投标人(非同一联合体),一方在投标之日为另一方的母公司、总公司,或持股不低于所定比例。 "
    "Of two bidders of one tender, not in one consortium, one was on the day of the bid the parent or head office of the other, or "
    "held at least the given share.",
    "招标投标法实施条例 §34(控股、管理关系);持股比例 PROPOSED 自拟。Regulation, article 34; the share is this project's own.",
    True,
    {**ABOUT},
    lambda scope: [
        TWO_BIDS,
        scope.where(*APART, **SEEN),
        "MATCH (a)<-[:LINK_FROM|LINK_TO]-(l:EnterpriseLink)-[:LINK_FROM|LINK_TO]->(b)",
        scope.where(
            f"(l.kind IN ['PARENT', 'BRANCH'] OR (l.kind = 'SHAREHOLDER' AND l.share >= {scope['share']}))",
            on("EnterpriseLink", "l", "x.submittedOn"),
            l="EnterpriseLink",
        ),
        f"RETURN t AS subject, x.submittedOn AS day, [x, y, l] AS inputs, [t, a, b] AS others, {{{VALUES},"
        " shared: l.kind + coalesce(' ' + toString(l.share), ''), section: null} AS values",
    ],
    judge_shared,
    "「{title}」的投标人 {one} 与 {other} 投标之日有关联:{shared}。 One bidder was linked to the other.",
    CLEARED,
    (Parameter("share", 0.5, "持股比例不低于", "The least share that counts as a holding."),),
    {"section": SECTION},
)

COMMON_CONTACT = Rule(
    "COMMON_CONTACT",
    "1",
    "投标人联系方式相同",
    "Common contact among bidders",
    "同一招标的两个投标人(非同一联合体)登记的电话或邮箱相同(参数 addresses 为 1 时含注册地址,但园区与代办地址常为多家共用)。"
    "联系方式没有日期,以现登记者为准。 "
    "Two bidders of one tender, not in one consortium, have the same registered telephone or mail address; the registered address as "
    "well where `addresses` is 1, though business parks and agents are shared by many. Contacts are undated: those registered now.",
    "招标投标法实施条例 §40(二)(委托同一单位或者个人办理)所指情形的线索;PROPOSED 自拟。A lead to article 40 (2); the "
    "definition is this project's own.",
    True,
    {**ABOUT},
    lambda scope: [
        TWO_BIDS,
        scope.where(*APART, **SEEN),
        "WITH x, y, t, a, b, [v IN [CASE WHEN a.phone = b.phone THEN a.phone END, CASE WHEN a.email = b.email THEN a.email END,"
        f" CASE WHEN {scope['addresses']} >= 1 AND a.registeredAddress = b.registeredAddress THEN a.registeredAddress END]"
        " WHERE v IS NOT NULL] AS shared",
        "WHERE size(shared) > 0",
        f"RETURN t AS subject, x.submittedOn AS day, [x, y] AS inputs, [t, a, b] AS others, {{{VALUES},"
        " shared: reduce(s = head(shared), v IN tail(shared) | s + '、' + v), section: null, dated: null} AS values",
    ],
    judge_shared,
    "「{title}」的投标人 {one} 与 {other} 登记的联系方式相同:{shared}。 Both bidders registered the same contact.",
    (*CLEARED[:1], "联系方式属于代办机构 The contact is an agent's"),
    (Parameter("addresses", 0, "注册地址是否计入(1 计入)", "1: registered addresses count as well."),),
    {"section": SECTION, "dated": "投标之日的联系方式 The contacts on the day of the bid"},
)
