"""The GraphQL schema, derived from the model: types, filters, orders, keys and connections of every node type."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import Annotated, NewType

import strawberry
from graphql import GraphQLError, GraphQLInputObjectType
from strawberry.directive import DirectiveLocation, DirectiveValue
from strawberry.schema.config import StrawberryConfig
from strawberry.types.unset import UNSET

from api import (
    correlate,
    meaning,
    plan_match,
    schema_aggregate,
    schema_credit,
    schema_find,
    schema_flags,
    schema_history,
    schema_mutation,
    schema_subscription,
)
from api.sdl import Argument, Member, Types, both
from graph.domain import MODEL
from graph.model import Enumeration, Field, NodeType, Relation

Date = NewType("Date", date)
DateTime = NewType("DateTime", datetime)
JSON = NewType("JSON", object)

IN_WORDS = {
    "eq": both("等于", "Equal."),
    "ne": both("不等于;值不详者不在其列", "Not equal; an unknown value is not."),
    "in": both("其中之一;空列表无所匹配", "One of these; an empty list matches nothing."),
    "notIn": both("不在其中", "None of these."),
    "lt": both("小于", "Less than."),
    "lte": both("不大于", "At most."),
    "gt": both("大于", "Greater than."),
    "gte": both("不小于", "At least."),
    "contains": both("包含", "Contains the text."),
    "startsWith": both("开头是", "Starts with the text."),
    "endsWith": both("结尾是", "Ends with the text."),
    "isNull": both("是否不详", "Is the value unknown?"),
    "ignoreCase": both("不分大小写", "Compare without regard to case."),
}
EQUAL, ORDERED = ("eq", "ne"), ("lt", "lte", "gt", "gte")
LISTS = ("in", "notIn")
TEXTUAL = ("contains", "startsWith", "endsWith")

DIRECTIONS = {
    "ASC": "升序,不详者最后",
    "DESC": "降序,不详者最前",
    "ASC_NULLS_FIRST": "升序,不详者最前",
    "ASC_NULLS_LAST": "升序,不详者最后",
    "DESC_NULLS_FIRST": "降序,不详者最前",
    "DESC_NULLS_LAST": "降序,不详者最后",
}

PAGING = (
    Argument(
        "first", "Int", both("前几个,至多 1000,缺省 20", "So many from the beginning: at most 1,000, 20 unless given.")
    ),
    Argument("after", "String", both("此游标之后", "After this cursor.")),
    Argument(
        "last",
        "Int",
        both("后几个,至多 1000;不与 first 同用", "So many from the end: at most 1,000, never with first."),
    ),
    Argument("before", "String", both("此游标之前", "Before this cursor.")),
    Argument("offset", "Int", both("先略过几个", "Rows to pass over first.")),
)
FORWARD = PAGING[:2]
ON = Argument(
    "on",
    "Date",
    both("哪一天;缺省为 @asOf 之日,否则今天", "The day: the operation's @asOf day unless given, else today."),
)


#: Letters of an instant: no offset is longer.
MOMENT = 40


def parse_day(value: object) -> date:
    """A Date from the outside; raises GraphQLError that says what would be right."""
    try:
        # A week date, 2022-W26-4, is a day to Python and has as many letters.
        if isinstance(value, str) and (found := date.fromisoformat(value)).isoformat() == value:
            return found
    except ValueError:
        pass
    raise bad_value(
        f"{str(value)[:MOMENT]!r} is no day of the calendar; a Date is written like 2022-06-30. 日期应写作 2022-06-30。"
    )


def parse_moment(value: object) -> datetime:
    """A DateTime from the outside: RFC 3339 with its offset."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) and len(value) <= MOMENT else None
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise bad_value(f"{str(value)[:MOMENT]!r} is no instant; a DateTime is written like 2022-06-30T08:00:00Z.")
    return found


def bad_value(text: str) -> GraphQLError:
    """A value that cannot be meant."""
    return GraphQLError(text, extensions={"code": "BAD_USER_INPUT"})


SCALAR_MAP: dict[object, strawberry.scalar] = {  # type: ignore[valid-type]  # Strawberry types scalar() as a function
    Date: strawberry.scalar(
        name="Date",
        description=both("日期,如 2022-06-30", "ISO 8601 calendar day, 2022-06-30."),
        specified_by_url="https://scalars.graphql.org/andimarek/local-date",
        serialize=str,
        parse_value=parse_day,
    ),
    DateTime: strawberry.scalar(
        name="DateTime",
        description=both("时刻,协调世界时", "RFC 3339 instant in UTC."),
        specified_by_url="https://scalars.graphql.org/andimarek/date-time",
        serialize=str,
        parse_value=parse_moment,
    ),
    JSON: strawberry.scalar(
        name="JSON",
        description=both("任意 JSON 值", "Any JSON value."),
        specified_by_url="https://www.rfc-editor.org/rfc/rfc8259",
        serialize=lambda value: value,
        parse_value=lambda value: value,
    ),
}
NAMED_SCALARS = {
    "ID": strawberry.ID,
    "String": str,
    "Int": int,
    "Float": float,
    "Boolean": bool,
    "Date": Date,
    "DateTime": DateTime,
    "JSON": JSON,
}

# ------------------------------------------------------------------------------------------------------- what nodes have

ID = Member("id", "ID!", both("全局编号,如 Enterprise:91…", "Global id, `Enterprise:91…`; opaque to clients."))
SYNTHETIC = Member("synthetic", "Boolean!", both("是否生成的数据,并非登记", "Made by the generator, not a register."))
QUALITY = Member(
    "quality",
    "[String!]!",
    both("数据疑点,如校验位不符", "What is odd about the data, a failed check digit for example."),
)
RECORDED = Member("recordedAt", "DateTime!", both("录入时刻", "When this was recorded here, last changed."))
SOURCES = Member("sources", "[Citation!]!", both("出处", "The documents that say so."))
HISTORY = Member(
    "history",
    "[Change!]!",
    both("变更历史:何时由何次载入改了什么,近者在先", "What changed, when, by which load; the latest first."),
)
RECORD = [ID, SYNTHETIC, QUALITY, RECORDED, HISTORY, SOURCES]


def build(types: Types) -> list[str]:
    """Makes every type; the names of those that only an interface leads to are returned."""
    interfaces(types)
    for enumeration in enumerations():
        types.enum(enumeration.name, both(enumeration.zh, enumeration.en), enumeration.words)
        filter_type(types, enumeration.name, EQUAL + LISTS)
    types.enum("OrderDirection", both("排序方向", "Direction of sorting, and where unknown values go."), DIRECTIONS)
    for scalar, operators in (
        ("String", EQUAL + LISTS + ORDERED + TEXTUAL),
        ("Date", EQUAL + LISTS + ORDERED),
        ("Int", EQUAL + LISTS + ORDERED),
        ("Float", EQUAL + LISTS + ORDERED),
        ("Boolean", EQUAL),
        ("ID", EQUAL + LISTS),
    ):
        filter_type(types, scalar, operators)
    period_inputs(types)
    schema_aggregate.common_types(types)
    correlate.common_types(types)
    schema_find.common_types(types)
    schema_flags.common_types(types)
    plan_match.types_of_match(types)
    schema_credit.common_types(types)
    schema_history.common_types(types)
    for node in MODEL:
        correlate.node_types(types, node)
        schema_aggregate.node_types(types, node)
        node_type(types, node)
        where_type(types, node)
        order_type(types, node)
        key_type(types, node)
        connection_type(types, node)
    special_types(types)
    types.object("Query", both("查询", "All that can be asked."), query_fields())
    schema_mutation.build(types)
    schema_subscription.build(types)
    return [node.name for node in MODEL]


def interfaces(types: Types) -> None:
    """Node, Record, Fact, and what they speak of."""
    types.interface("Node", both("有全局编号者", "Anything with a global id."), [ID])
    types.interface("Record", both("图中每一节点", "What every node here has."), RECORD, ("Node",))
    types.interface(
        "Fact",
        both("有出处的陈述", "Something said of entities, with a source."),
        RECORD,
        ("Record", "Node"),
    )
    types.object(
        "Citation",
        both("出处", "Where a document says so."),
        [
            Member("document", "Document!", both("文件", "The document.")),
            Member("locator", "String", both("位置;空为未载", "Where in the document; null: not said.")),
            Member("quote", "String", both("原文;空为未载", "Its words; null: not quoted.")),
            Member("file", "String", both("所载文件名", "The file whose row said so; null: no file did.")),
            Member("sha256", "String", both("该文件的散列值;空为无文件", "The SHA-256 of that file; null: no file.")),
            Member("sheet", "String", both("工作表;空为非工作簿", "The sheet; null: it is no workbook.")),
            Member(
                "row",
                "Int",
                both(
                    "行号,表头在内;空为无文件",
                    "The row's number there, counted from 1 with what stands above it; null: no file.",
                ),
            ),
            Member("load", "Int", both("第几次载入;空为不详", "The number of the load; null: not known.")),
        ],
    )
    cursors = both("游标;空为本页无行", "Cursor of the row; null: the page has none.")
    types.object(
        "PageInfo",
        both("分页信息", "Where this page stands."),
        [
            Member("startCursor", "String", cursors),
            Member("endCursor", "String", cursors),
            Member("hasNextPage", "Boolean!", both("后面还有", "Are there rows after it?")),
            Member("hasPreviousPage", "Boolean!", both("前面还有", "Are there rows before it?")),
        ],
    )


@cache
def enumerations() -> tuple[Enumeration, ...]:
    """Every closed word list of the model, once."""
    found: dict[str, Enumeration] = {}
    for node in MODEL:
        for type in (*(field.type for field in node.fields), *(computed.type for computed in node.computed)):
            if isinstance(type, Enumeration):
                found[type.name] = type
    return tuple(found.values())


def filter_type(types: Types, name: str, operators: tuple[str, ...]) -> None:
    """`StringFilter` and its like."""
    members = [Argument(op, f"[{name}!]" if op in LISTS else name, IN_WORDS[op]) for op in operators]
    members.append(Argument("isNull", "Boolean", IN_WORDS["isNull"]))
    if name == "String":
        members.append(Argument("ignoreCase", "Boolean", IN_WORDS["ignoreCase"]))
    types.input(f"{name}Filter", both("条件,各项同时成立", "All of these hold."), members)


def period_inputs(types: Types) -> None:
    """How the period of a fact is asked for."""
    types.input(
        "DateRange",
        both("一段日子,首尾在内;缺一端则不限", "Days from … to …, both included; a missing end is open."),
        [Argument("from", "Date", both("自", "First day.")), Argument("to", "Date", both("至", "Last day."))],
    )
    types.input(
        "PeriodFilter",
        both(
            "有效期条件", "Of a period fact: in force on the day; on any day, on every day from..to; begun in from..to."
        ),
        [
            Argument("on", "Date", both("当日有效", "In force on the day.")),
            Argument("overlaps", "DateRange", both("其间任一日有效", "In force on any day of the range.")),
            Argument(
                "covers", "DateRange", both("其间每一日有效", "In force on every day of the range; both ends wanted.")
            ),
            Argument("startsIn", "DateRange", both("其间开始", "Begun in the range.")),
        ],
        one_of=True,
    )


def type_name(field: Field) -> str:
    """A field's GraphQL type without its wrappers."""
    return field.type.name if isinstance(field.type, Enumeration) else field.type.value


def node_type(types: Types, node: NodeType) -> None:
    """The object type of a node type."""
    members = [ID]
    for field in node.shown:
        name = type_name(field)
        wrapped = f"[{name}!]!" if field.many else name + "!" * (field.required and not field.since)
        members.append(Member(field.name, wrapped, meaning.of_field(node, field)))
    for computed in node.computed:
        name = computed.type.name if isinstance(computed.type, Enumeration) else str(computed.type)
        members.append(
            Member(
                computed.name,
                name + "!" * computed.required,
                meaning.of_computed(computed),
                (ON,) if computed.on else (),
            )
        )
    members += [relation_field(node, relation) for relation in node.relations]
    members += correlate.object_members(node)
    members += schema_flags.object_members(node, FORWARD)
    members += schema_credit.object_members(node, ON)
    members += [SYNTHETIC, QUALITY, RECORDED, HISTORY, SOURCES]
    types.object(
        node.name, both(node.zh, node.en), members, ("Fact", "Record", "Node") if node.fact else ("Record", "Node")
    )


def relation_field(node: NodeType, relation: Relation) -> Member:
    """A relation as a field: an object, a plain list, or a connection."""
    text = meaning.of_relation(node, relation)
    if relation.listed:
        return Member(relation.name, f"[{relation.target}!]!", text)
    if relation.many:
        return Member(relation.name, f"{relation.target}Connection!", text, listing(MODEL[relation.target]))
    return Member(relation.name, relation.target + "!" * relation.required, text)


def listing(node: NodeType) -> tuple[Argument, ...]:
    """The arguments of a connection."""
    return (
        Argument("where", f"{node.name}Where", both("条件", "Only those that satisfy it.")),
        Argument(
            "orderBy",
            f"[{node.name}Order!]",
            both("排序;最后总按编号", "Sort keys, the first first; ties always end in the id."),
        ),
        *PAGING,
    )


def where_type(types: Types, node: NodeType) -> None:
    """`SanctionWhere`, and `SanctionListFilter` for relations to many."""
    name = f"{node.name}Where"
    members = [
        Argument("and", f"[{name}!]", both("同时成立", "All of them hold.")),
        Argument("or", f"[{name}!]", both("至少一个成立", "At least one holds.")),
        Argument("not", name, both("不成立;不详者两边都不算", "It does not hold; what is unknown is in neither.")),
        Argument("id", "IDFilter", ID.text),
        Argument("synthetic", "BooleanFilter", SYNTHETIC.text),
    ]
    members += [Argument(f.name, f"{type_name(f)}Filter", both(f.zh, f.en)) for f in node.shown]
    if node.period is not None:
        members.append(Argument("inForce", "PeriodFilter", both("有效期", "When it is in force.")))
    if node.name == "Region":
        members.append(
            Argument(
                "within", "String", both("区划代码:该区划及其下级", "A region code: that region and all below it.")
            )
        )
    members += correlate.condition_members(node)
    for relation in node.relations:
        filter = f"{relation.target}ListFilter" if relation.many else f"{relation.target}Where"
        members.append(Argument(relation.name, filter, both(relation.zh, relation.en)))
    types.input(name, both(f"{node.zh}的条件", "All of these hold. Null operands and {} are refused."), members)
    types.input(
        f"{node.name}ListFilter",
        both("对相关者的条件", "What must hold of the related."),
        [
            Argument("some", name, both("至少一个", "At least one of them satisfies it.")),
            Argument("all", name, both("每一个;没有也算", "Each of them does; none at all counts, too.")),
            Argument("none", name, both("没有一个", "None of them does.")),
            Argument("single", name, both("恰好一个", "Exactly one of them does.")),
            Argument("count", "IntFilter", both("个数", "How many there are.")),
            Argument(
                "aggregate", f"{node.name}AggregateFilter", both("统计值", "Figures over them, or over some of them.")
            ),
        ],
    )


def order_type(types: Types, node: NodeType) -> None:
    """`EnterpriseOrder`: own fields, and the number of related nodes."""
    members = [Argument("id", "OrderDirection", ID.text)]
    members += [Argument(f.name, "OrderDirection", both(f.zh, f.en)) for f in node.shown if not f.many]
    members += [
        Argument(f"{relation.name}Count", "OrderDirection", both(f"{relation.zh}的个数", f"How many: {relation.en}"))
        for relation in node.relations
        if relation.many and not relation.listed and len(relation.steps) == 1
    ]
    members += [
        Argument(
            f"{relation.name}Aggregate",
            f"{relation.target}AggregateOrder",
            both(f"{relation.zh}的统计值", f"A figure over them: {relation.en}"),
        )
        for relation in node.relations
        if relation.many and not relation.listed
    ]
    types.input(
        f"{node.name}Order", both("排序,一项一键", "One key an item; ties always end in id."), members, one_of=True
    )


def key_type(types: Types, node: NodeType) -> None:
    """`EnterpriseKey`: what identifies one."""
    members = [Argument("id", "ID", ID.text)]
    for name in node.keys:
        field = node.field(name)
        shared = ";重名则报错并列出" if name == "name" else ""
        also = " A name that several share is BAD_USER_INPUT, listing them." if name == "name" else ""
        members.append(Argument(name, "String", both(field.zh + shared, field.en + also)))
    types.input(f"{node.name}Key", both("标识,恰用一项", "Exactly one of these."), members, one_of=True)


def connection_type(types: Types, node: NodeType) -> None:
    """`EnterpriseConnection` and its edge."""
    connection(types, node.name, node.name, both(node.zh, node.en), figures=schema_aggregate.connection_members(node))


def connection(
    types: Types,
    name: str,
    target: str,
    text: str,
    extra: tuple[Member, ...] = (),
    figures: tuple[Member, ...] = (),
) -> None:
    """A Relay connection with `nodes` and `totalCount`; `extra` stands on the edge, `figures` on the connection."""
    types.object(
        f"{name}Edge",
        both("一行", "A row of the connection."),
        [Member("cursor", "String!", both("游标", "Its cursor.")), Member("node", f"{target}!", text), *extra],
    )
    types.object(
        f"{name}Connection",
        both("列表", "A page of rows, in a stable order."),
        [
            Member("edges", f"[{name}Edge!]!", both("各行及其游标", "Rows with their cursors.")),
            Member("nodes", f"[{target}!]!", both("各行", "Rows without their cursors.")),
            Member("pageInfo", "PageInfo!", both("分页信息", "Where this page stands.")),
            Member("totalCount", "Int!", both("总数", "How many rows there are in all.")),
            *figures,
        ],
    )


def special_types(types: Types) -> None:
    """Bars, wins, claims, and what the graph says of itself."""
    bans = Member("sanctions", "[Sanction!]!", both("当时有效的限制", "The bans in force in the period."))
    connection(
        types, "BarredEnterprise", "Enterprise", both("被限制投标的企业", "An enterprise that was barred."), (bans,)
    )
    types.object(
        "BarredWinner",
        both("限制期内中标", "A bid won although a bar was in force: a reason to look, never a finding."),
        [
            Member(
                "enterprise", "Enterprise!", both("企业", "Who was barred and won; any member of a consortium counts.")
            ),
            Member("sanction", "Sanction!", both("惩戒", "The bar.")),
            Member("bid", "Bid!", both("投标", "The winning bid.")),
            Member("tender", "Tender!", both("招标", "The tender.")),
        ],
    )
    connection(types, "BarredWinner", "BarredWinner", both("限制期内中标", "A bid won although a bar was in force."))
    claim_types(types)
    about_types(types)
    rate_limit_type(types)


def claim_types(types: Types) -> None:
    """Claims and their verdicts."""
    types.enum(
        "ClaimVerdict",
        both("核对结果", "What the graph says of a claim."),
        {"SUPPORTED": "相符", "CONTRADICTED": "不符", "PARTIAL": "只一部分称齐全,不能定论", "UNKNOWN": "无从判断"},
    )
    types.object(
        "ClaimCheck",
        both("主张的核对", "A claim held against the graph."),
        [
            Member("verdict", "ClaimVerdict!", both("结果", "The verdict.")),
            Member("claimed", "Float", both("主张之数;空为未言", "The figure claimed; null: none is said.")),
            Member(
                "actual", "Float", both("图中之数;不详则空", "The figure that the graph gives; null: nothing to count.")
            ),
            Member("explanation", "String!", both("说明", "Why, and what is not known.")),
            Member("from", "Date", both("自", "The first day counted; null: from the beginning.")),
            Member("asOf", "Date", both("截至;空为无限", "The last day counted; null: no day bounds it.")),
            Member("facts", "Int!", both("所计事实数", "How many facts were counted.")),
            Member(
                "coverage",
                "[ID!]!",
                both("有关的完整性声明", "The completeness statements (Coverage) that bear on it, by id."),
            ),
            Member("synthetic", "Boolean!", both("所依是否含合成数据", "Is any of what it rests on synthetic?")),
            Member(
                "needs", "String", both("若要否定,尚须何物", "What a contradiction would need; null: there is one.")
            ),
        ],
    )
    claim = MODEL["Claim"]
    types.input(
        "ClaimInput",
        both("待核对的主张", "A claim to be held against the graph."),
        [
            *(
                Argument(name, type_name(claim.field(name)) + "!" * (name in ("measure", "value")), both(f.zh, f.en))
                for name in ("measure", "value", "unit", "asOf", "from", "to")
                for f in [claim.field(name)]
            ),
            Argument(
                "region", "String", both("区划代码:该区划及其下级", "A region code: that region and all below it.")
            ),
        ],
    )


def about_types(types: Types) -> None:
    """What the graph says of itself."""
    types.object(
        "About",
        both("关于此图", "What this graph holds, and what answers."),
        [
            Member("version", "String!", both("物业的版本", "Version of Wuye.")),
            Member("neo4j", "String!", both("数据库版本", "Version of Neo4j.")),
            Member("revision", "String!", both("图的修订号", "Changes with every load that changed something.")),
            Member("synthetic", "Boolean!", both("是否含生成的数据", "Does it hold synthetic data?")),
            Member("types", "[TypeCount!]!", both("各类节点数", "How many nodes of each type.")),
            Member(
                "sources", "[SourceCount!]!", both("各文件所据事实数", "Documents by how much is sourced from them.")
            ),
        ],
    )
    types.object(
        "TypeCount",
        both("一类节点之数", "The nodes of one type."),
        [
            Member("type", "String!", both("类型", "The type.")),
            Member("count", "Int!", both("个数", "How many there are.")),
            Member("synthetic", "Boolean!", both("是否含生成的数据", "Are synthetic ones among them?")),
        ],
    )
    types.object(
        "SourceCount",
        both("一份文件所据事实之数", "What is sourced from one document."),
        [
            Member("documentId", "String!", both("文件编号", "The document.")),
            Member("title", "String!", both("标题", "Its title.")),
            Member("issuedOn", "Date", both("发文日期;空为不详", "Day of issue; null: not known.")),
            Member("facts", "Int!", both("节点数", "Nodes that cite it.")),
            Member("synthetic", "Boolean!", both("是否生成的数据", "Is the document itself synthetic?")),
        ],
    )


def rate_limit_type(types: Types) -> None:
    """What an operation costs, and what the caller may still spend: GitHub's names."""
    types.object(
        "RateLimit",
        both("用量", "What an operation costs, and what its caller may still spend."),
        [
            Member(
                "cost",
                "Int!",
                both(
                    "本操作的代价", "What this operation costs: the rows that Neo4j expects to touch, and `nodeCount`."
                ),
            ),
            Member(
                "limit",
                "Int!",
                both(
                    "每分钟可用;无此限制处为一个操作可用",
                    "What the caller may spend in a minute; where that has no limit, what one operation may cost.",
                ),
            ),
            Member("remaining", "Int!", both("尚余", "What is left of it, this operation paid.")),
            Member("used", "Int!", both("已用", "What was spent of it, this operation included.")),
            Member("resetAt", "DateTime!", both("重置时刻", "When the whole of it is there again.")),
            Member("nodeCount", "Int!", both("至多返回的节点数", "How many nodes this operation may return at most.")),
        ],
    )


def query_fields() -> list[Member]:
    """The root fields."""
    fields = [
        Member(
            "node", "Node", both("按全局编号", "The node of a global id, or null."), (Argument("id", "ID!", ID.text),)
        ),
        Member(
            "nodes",
            "[Node]!",
            both("按若干全局编号", "The nodes of these ids, in their order; null where there is none."),
            (Argument("ids", "[ID!]!", ID.text),),
        ),
    ]
    for node in MODEL:
        text = both(node.zh, node.en)
        by = Argument("by", f"{node.name}Key!", both("标识", "Which one."))
        one = both(f"{node.zh};空为没有这一个", f"{node.en} Null: nothing has that key.")
        fields.append(Member(node.singular, node.name, one, (by,)))
        fields.append(Member(node.plural, f"{node.name}Connection!", text, listing(node)))
    region = Argument("region", "String", both("区划代码", "A region code."))
    first, last = Argument("from", "Date", both("自", "First day.")), Argument("to", "Date", both("至", "Last day."))
    fields += [
        Member(
            "barredEnterprises",
            "BarredEnterpriseConnection!",
            both(
                "某日或某段日子被限制投标的企业;缺省为今天",
                "Which enterprises were barred from bidding: on a day, or at any time in a period (both ends included). "
                "Today when nothing is given. `region`: bans that apply there, those of a region above it or of none included.",
            ),
            (ON, first, last, region, *listing(MODEL["Enterprise"])[:2], *FORWARD),
        ),
        Member(
            "barredWinners",
            "BarredWinnerConnection!",
            both(
                "限制期内中标者:自投标至中标任一日限制有效,且适用于项目所在区划",
                "Which barred enterprises won a tender all the same: a bar in force on any day from the bid's submission to the "
                "award, in the tender's region. `from`, `to`: of the award; `region`: the tender's, or one above it. "
                "A reason to look, never a finding.",
            ),
            (first, last, region, *FORWARD),
        ),
        Member(
            "checkClaims",
            "[ClaimCheck!]!",
            both("将文件的主张或所给主张与图核对", "What a document claims, or these claims, held against the graph."),
            (
                Argument("document", "ID", both("文件的全局编号", "Global id of the document.")),
                Argument("claims", "[ClaimInput!]", both("所给主张", "Claims given here.")),
            ),
        ),
        *schema_find.query_fields(FORWARD),
        *schema_flags.query_fields(FORWARD),
        plan_match.query_field(),
        schema_credit.query_field(),
        Member("about", "About!", both("关于此图", "Counts by type, coverage by source, revision, version.")),
        Member(
            "rateLimit",
            "RateLimit",
            both(
                "本操作的代价与调用者的余量;dryRun 时不执行操作,只作此答",
                "What this operation costs, and what its caller may still spend. With `dryRun` nothing is run, and nothing else "
                "is answered. Null: with an error beside it.",
            ),
            (Argument("dryRun", "Boolean", both("只问代价", "Only tell the cost."), default=False),),
        ),
    ]
    return fields


@strawberry.directive(
    locations=[DirectiveLocation.QUERY, DirectiveLocation.SUBSCRIPTION],
    name="asOf",
    description=both(
        "整个操作按 valid 之日、据 known 之时的记录作答:当日有效的期间事实,截至当日的事件,当日存在的主体;其后之事(解除、注销、中标等)不见",
        "The whole operation answers as the world stood on the day `valid`, as it was recorded at `known`: periods in force then, events up to then, entities "
        "that existed. Days of what came later (a lifting, a dissolution, an award) are null, those fixed beforehand (an end, a "
        "deadline) are told. Without it: all of history.",
    ),
)
def as_of(
    value: DirectiveValue[str],
    valid: Annotated[
        Date | None,
        strawberry.argument(
            description=both("当时世界:哪一天;缺省为全部历史", "The day of the world; all of history unless given.")
        ),
    ] = UNSET,
    known: Annotated[
        DateTime | None,
        strawberry.argument(
            description=both("当时记录:哪一刻;缺省为现在", "The instant of the record; now unless given.")
        ),
    ] = UNSET,
) -> str:
    """Strawberry wants a function; the plan of an operation reads the directive itself."""
    return value


@strawberry.directive(
    locations=[DirectiveLocation.QUERY],
    name="cite",
    description=both(
        "在 extensions.citations 中按路径列出每个非空事实的出处,其余列于 extensions.uncited",
        "`extensions.citations` tells, by response path, the fact and the sources that bear out each value which is not null; "
        "`extensions.uncited` lists all others: DERIVED (counts, verdicts, cursors: no single fact says them) or NO_SOURCE.",
    ),
)
def cited(value: DirectiveValue[str]) -> str:
    """As `as_of`: the plan reads the directive."""
    return value


def make_schema(cls: type[strawberry.Schema] = strawberry.Schema) -> strawberry.Schema:
    """The schema, as an instance of `cls`."""
    types = Types(NAMED_SCALARS)
    also = build(types)
    made = cls(
        query=types.made["Query"],
        mutation=types.made["Mutation"],
        subscription=types.made["Subscription"],
        types=[types.made[name] for name in also],
        directives=[as_of, cited],
        config=StrawberryConfig(auto_camel_case=False, scalar_map=SCALAR_MAP),
    )
    for type in made._schema.type_map.values():
        # Strawberry prints @oneOf, but leaves it out of what graphql-core validates and introspects.
        if isinstance(type, GraphQLInputObjectType) and type.extensions["strawberry-definition"].is_one_of:
            type.is_one_of = True
    return made
