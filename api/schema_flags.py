"""The types of flags: rules with their words and parameters, what contributes to a flag, and the connection of flags."""

from __future__ import annotations

from api.sdl import Argument, Member, Types, both
from graph.model import NodeType
from graph.rules import RULES

#: Types of which some rule may be: they have `flags`.
ABOUT = frozenset(label for rule in RULES.values() for label in rule.about.values())


def common_types(types: Types) -> None:
    """Everything but the connection's place."""
    types.enum(
        "FlagRule",
        both("排查规则", "Investigation rules; `rules` says what each means."),
        {rule.id: both(rule.zh, rule.en + ".") for rule in RULES.values()},
    )
    types.input(
        "FlagParameter",
        both("规则的参数", "A parameter of a rule, in place of its default."),
        [
            Argument("rule", "FlagRule!", both("规则", "The rule.")),
            Argument("name", "String!", both("参数名,见 rules", "The parameter's name; `rules` lists them.")),
            Argument("value", "Float!", both("数值,不得为负", "Its value, 0 or more.")),
        ],
    )
    rule_types(types)
    types.object(
        "Contribution",
        both("一项指标", "What one indicator adds to a flag."),
        [
            Member("indicator", "String!", both("指标", "What was looked at.")),
            Member("value", "String", both("数值;空为不详", "What was found; null: unknown.")),
            Member("threshold", "String!", both("阈值", "What it is held against.")),
            Member(
                "met", "Boolean", both("是否达到;空为不详", "Is the threshold met? Null: unknown, neither yes nor no.")
            ),
            Member("period", "ValidPeriod", both("所涉日子", "The days it is about; null: none in particular.")),
        ],
    )
    flag_types(types)


def rule_types(types: Types) -> None:
    """A rule and its parameters."""
    types.object(
        "RuleParameter",
        both("规则的参数", "A threshold of a rule."),
        [
            Member("name", "String!", both("参数名", "Its name.")),
            Member("value", "Float!", both("所用数值", "The value used here.")),
            Member("default", "Float!", both("缺省数值", "The value unless one is given.")),
            Member("text", "String!", both("说明", "What it means.")),
        ],
    )
    types.object(
        "Rule",
        both("排查规则", "An investigation rule. What it finds is a reason to look, never a finding."),
        [
            Member("id", "FlagRule!", both("规则", "Which one.")),
            Member("version", "String!", both("版本", "Changes when the rule would find something else.")),
            Member("name", "String!", both("名称", "Its name.")),
            Member("text", "String!", both("定义", "What it says, exactly.")),
            Member("basis", "String!", both("依据", "The law or the publication it rests on.")),
            Member(
                "proposed",
                "Boolean!",
                both("是否本项目自拟", "Is the definition, or a threshold, this project's own (PROPOSED)?"),
            ),
            Member("subject", "NodeType!", both("所关对象之类型", "The type of its subjects.")),
            Member("parameters", "[RuleParameter!]!", both("参数", "Its thresholds.")),
        ],
    )


def flag_types(types: Types) -> None:
    """A flag and its connection."""
    types.object(
        "Flag",
        both("值得一看之处,不是结论", "A reason to look, never a finding."),
        [
            Member(
                "id",
                "ID!",
                both("编号:同一规则、对象与所据事实,编号相同", "The same for the same rule, subject and inputs."),
            ),
            Member("rule", "Rule!", both("规则", "The rule, with the parameters used.")),
            Member("subject", "Record!", both("所关对象", "What it is about.")),
            Member("on", "Date", both("行为之日;空为不详", "The day of the act; null: unknown.")),
            Member("explanation", "String!", both("说明", "Why, in words, with what it is not.")),
            Member(
                "inputs", "[Record!]!", both("所据事实", "The records it rests on: the rule over these gives the flag.")
            ),
            Member("contributions", "[Contribution!]!", both("各项指标", "What each indicator adds.")),
            Member(
                "confidence",
                "Float!",
                both(
                    "所看之项中已知者所占之比",
                    "The share, 0 to 1, of what the rule looks at that is known; no probability.",
                ),
            ),
            Member(
                "missing",
                "[String!]!",
                both("不详之项,不作零计", "What is not known; it counts neither for nor against."),
            ),
            Member("clearsWhen", "[String!]!", both("何种情形可消除", "What would make it go away.")),
            Member(
                "path", "Subgraph!", both("所涉节点及其关系", "Inputs and parties with what joins them, for a picture.")
            ),
        ],
    )
    types.object(
        "FlagEdge",
        both("一行", "A row of the connection."),
        [
            Member("cursor", "String!", both("游标", "Its cursor.")),
            Member("node", "Flag!", both("值得一看之处", "The flag.")),
        ],
    )
    types.object(
        "FlagConnection",
        both("列表,日期晚者在先", "Flags, the latest first, those of unknown day last."),
        [
            Member("edges", "[FlagEdge!]!", both("各行及其游标", "Rows with their cursors.")),
            Member("nodes", "[Flag!]!", both("各行", "Rows without their cursors.")),
            Member("pageInfo", "PageInfo!", both("分页信息", "Where this page stands.")),
            Member("totalCount", "Int!", both("总数", "How many there are in all.")),
        ],
    )


def arguments(forward: tuple[Argument, ...]) -> tuple[Argument, ...]:
    """The arguments of `flags`, wherever it stands, without the subject."""
    return (
        Argument("from", "Date", both("行为之日自", "Only acts from this day.")),
        Argument("to", "Date", both("行为之日至", "Only acts up to this day.")),
        Argument("parameters", "[FlagParameter!]", both("参数;缺省见 rules", "Parameters in place of the defaults.")),
        *forward,
    )


WHICH = Argument("rules", "[FlagRule!]", both("哪些规则;缺省为一切", "Which rules; all unless given."))

SINCE = Argument(
    "sinceLoad",
    "Int",
    both(
        "只列此次载入之后的载入所写记录或当事者所涉者(撤走者不查)",
        "The number of a load: only flags with a record or a party that a later load wrote; what it took away is not looked for.",
    ),
)


def object_members(node: NodeType, forward: tuple[Argument, ...]) -> list[Member]:
    """`flags` on a type of which some rule may be."""
    text = both(
        "与之有关的值得一看之处,不是结论",
        "Flags about it, as their subject or as another party: reasons to look, never findings.",
    )
    return [Member("flags", "FlagConnection!", text, (WHICH, *arguments(forward)))] if node.name in ABOUT else []


def query_fields(forward: tuple[Argument, ...]) -> list[Member]:
    """The root fields."""
    subject = both(
        "与此节点有关者(全局编号)", "Global id: only flags about this node, as their subject or as another party."
    )
    return [
        Member(
            "flags",
            "FlagConnection!",
            both(
                "按规则排查:值得一看之处,不是结论。@asOf 之下只看当日所见",
                "Red flags: a reason to look, never a finding. At @asOf a rule sees what that day sees.",
            ),
            (WHICH, Argument("subject", "ID", subject), SINCE, *arguments(forward)),
        ),
        Member(
            "rules",
            "[Rule!]!",
            both("排查规则及其依据与参数", "The investigation rules, their basis and their parameters."),
        ),
    ]
