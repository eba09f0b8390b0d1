"""The types of credit regimes and of scores under them."""

from __future__ import annotations

from api.sdl import Argument, Member, Types, both
from graph.domain import ENTERPRISE
from graph.model import NodeType


def common_types(types: Types) -> None:
    """Regimes, and what a score is made of."""
    types.enum(
        "CreditCycle",
        both("计分周期", "How long a record counts, its validity apart."),
        {
            "REAL_TIME": "实时:有效期内一直计分",
            "CALENDAR_YEAR": "按自然年:只在事件当年计分,年末清零",
            "ROLLING": "滚动:自事件起计若干个月",
        },
    )
    types.enum(
        "CreditOmissionReason",
        both("不计分的缘由", "Why a record does not count."),
        {
            "REVOKED": "已撤销",
            "REPAIRED": "已修复",
            "EXPIRED": "已过有效期",
            "RESET": "不在本计分周期",
            "POINTS_UNKNOWN": "记分不详,不作零计",
        },
    )
    regime_types(types)
    score_types(types)


def regime_types(types: Types) -> None:
    """A regime: bands, veto, caps."""
    types.object(
        "CreditBand",
        both("等级区间", "A grade and what it wants."),
        [
            Member("grade", "String!", both("等级", "The grade.")),
            Member("from", "Float", both("最低分,含本数;空则不限", "The least score, included; null: any.")),
            Member(
                "dishonest",
                "Boolean",
                both(
                    "是否须有(true)或须无(false)计分的失信记录;空则不论",
                    "Must a dishonest record count (true), or none (false)? Null: either way.",
                ),
            ),
        ],
    )
    types.object(
        "CreditVeto",
        both("一票否决", "What bypasses the score."),
        [
            Member("grade", "String!", both("否决后的等级", "The grade that it gives.")),
            Member(
                "categories",
                "[String!]!",
                both(
                    "否决情形(失信记录的类别);空则未载", "Categories of dishonest records; none: its source names none."
                ),
            ),
        ],
    )
    types.object(
        "CreditCaps",
        both("各项计分上限", "The most that counts."),
        [
            Member("base", "Float", both("基础分", "Of the base; null: all.")),
            Member("trustworthy", "Float", both("守信加分", "Of trustworthy records; null: all.")),
            Member("dishonest", "Float", both("失信扣分", "Of dishonest records; null: all.")),
        ],
    )
    types.object(
        "CreditRegime",
        both(
            "信用计分制度,由文件载入;随附者为已公布制度之例,非咸宁所用",
            "How a city scores credit events, loaded from a file. Those that come along are published examples; none is Xianning's, "
            "whose text is not public.",
        ),
        [
            Member("id", "String!", both("制度代号", "What creditScore names it by.")),
            Member("jurisdiction", "String!", both("适用地域", "Where it applies.")),
            Member("version", "String!", both("版本", "Which version.")),
            Member("source", "String!", both("出处", "Where it is published.")),
            Member("unconfirmed", "[String!]!", both("未经证实之处", "What of it is not certain.")),
            Member("validFrom", "Date", both("施行日期;空为不详", "First day; null: unknown.")),
            Member("validTo", "Date", both("失效日期;空为不详", "Last day; null: unknown.")),
            Member(
                "base",
                "Float",
                both("基础分;空则逐户评定", "What everybody begins with; null: scored for each enterprise."),
            ),
            Member("caps", "CreditCaps!", both("各项上限", "The most that counts.")),
            Member("cycle", "CreditCycle!", both("计分周期", "How long a record counts.")),
            Member("cycleMonths", "Int", both("滚动周期的月数", "The months of a rolling cycle; null: it is another.")),
            Member(
                "validityMonths",
                "Int",
                both(
                    "未载明期限者的有效月数;空则不限",
                    "How long a record is valid that names no last day; null: without end.",
                ),
            ),
            Member("repairedCounts", "Boolean!", both("修复后是否仍计分", "Does a repaired record count on?")),
            Member(
                "absent",
                "String",
                both("未参评者的等级;空则无此等级", "The grade of those that take no part; null: none."),
            ),
            Member("bands", "[CreditBand!]!", both("等级区间,取首个相符者", "The first that fits is the grade.")),
            Member("veto", "CreditVeto", both("一票否决", "What bypasses the score; null: nothing.")),
        ],
    )


def score_types(types: Types) -> None:
    """A score, what adds to it, what is left out."""
    event = Member("event", "CreditEvent!", both("信用记录", "The record."))
    days = both(
        "计分之日,首尾在内;修复、撤销另计",
        "The days on which it counts under the regime, unless it is repaired or revoked.",
    )
    types.object(
        "CreditContribution",
        both("计分的记录", "What a record adds."),
        [
            event,
            Member(
                "points",
                "Float!",
                both(
                    "所加之分,失信为负;达上限者少计",
                    "What it adds, below zero for a dishonest one; less where a cap is reached.",
                ),
            ),
            Member("period", "ValidPeriod!", days),
        ],
    )
    types.object(
        "CreditOmission",
        both("未计分的记录", "A record that does not count."),
        [
            event,
            Member("because", "CreditOmissionReason!", both("缘由", "Why not.")),
            Member("period", "ValidPeriod!", days),
        ],
    )
    types.object(
        "CreditScore",
        both(
            "依某制度计算的信用分:只据图中记录,非主管部门评定",
            "A score under a regime, worked out from the records that are here: no authority's rating.",
        ),
        [
            Member("regime", "CreditRegime!", both("制度", "The regime.")),
            Member("on", "Date!", both("哪一天", "The day.")),
            Member(
                "applies",
                "Boolean",
                both("制度当日是否施行;空为不详", "Was the regime in force on the day? Null: its days are not known."),
            ),
            Member("base", "Float", both("基础分;空为不详", "What it begins with; null: unknown.")),
            Member("points", "Float!", both("各记录计分之和", "What the contributions add up to.")),
            Member(
                "score",
                "Float",
                both(
                    "总分,即 base 与 points 之和;有不详者或未参评则空",
                    "`base` + `points`; null: something that counts is unknown, or it takes no part.",
                ),
            ),
            Member(
                "grade",
                "String",
                both("等级;不详或无相符区间则空", "The grade; null: something is unknown, or no band has the score."),
            ),
            Member(
                "contributions", "[CreditContribution!]!", both("计分的记录", "The records that count, by their day.")
            ),
            Member(
                "leftOut", "[CreditOmission!]!", both("未计分的记录及缘由", "Those that do not, by their day, and why.")
            ),
            Member("vetoes", "[CreditEvent!]!", both("一票否决的记录", "The records that veto.")),
            Member("missing", "[String!]!", both("不详之项,不作零计", "What is not known; never taken for zero.")),
        ],
    )


def object_members(node: NodeType, on: Argument) -> list[Member]:
    """`creditScore` on an enterprise."""
    if node.name != ENTERPRISE.name:
        return []
    text = both("依某制度当日的信用分", "Its score under a credit regime on a day, with every contribution.")
    base = both(
        "该企业的基础分,供逐户评定基础分的制度",
        "Its own base, for a regime that scores it for each enterprise (`base` null).",
    )
    given = (
        Argument("regime", "String!", both("制度代号,见 creditRegimes", "Its id: see creditRegimes.")),
        on,
        Argument("base", "Float", base),
    )
    return [Member("creditScore", "CreditScore!", text, given)]


def query_field() -> Member:
    """The root field."""
    return Member(
        "creditRegimes",
        "[CreditRegime!]!",
        both("已载入的信用计分制度", "The credit regimes that are known here: WUYE_REGIMES adds yours."),
    )
