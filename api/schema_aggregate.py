"""The types of aggregates: figures over a connection, figures by group, and conditions and orders on figures over relations."""

from __future__ import annotations

from api.sdl import Argument, Member, Types, both
from graph.model import Enumeration, Field, NodeType, Relation, Scalar

#: Which figures a scalar has; words and booleans have only countDistinct.
FIGURES = {
    "Int": ("sum", "avg", "min", "max", "countDistinct"),
    "Float": ("sum", "avg", "min", "max", "countDistinct"),
    "Date": ("min", "max", "countDistinct"),
    "String": ("min", "max", "countDistinct"),
    "Value": ("countDistinct",),
}
TEXTS = {
    "sum": both("总和;无已知值则空", "Sum of the known values; null when none is known."),
    "avg": both("平均;无已知值则空", "Mean of the known values; null when none is known."),
    "min": both("最小;空为无已知值", "Least known value; null: there is none."),
    "max": both("最大;空为无已知值", "Greatest known value; null: there is none."),
    "countDistinct": both("不同值的个数", "Number of different known values."),
}
COUNT = both("个数", "How many.")
DAYS = {"DAY": "日", "MONTH": "月", "QUARTER": "季", "YEAR": "年"}
REGIONS = {
    "ITSELF": "该区划本身",
    "PROVINCE": "所在省",
    "CITY": "所在市",
    "COUNTY": "所在县",
    "SUBDISTRICT": "所在街道",
    "NEIGHBORHOOD": "所在社区",
}


def figured(field: Field) -> str | None:
    """The kind of figures that a field has, None for lists."""
    if field.many:
        return None
    if isinstance(field.type, Enumeration) or field.type is Scalar.BOOLEAN:
        return "Value"
    return field.type.value if field.type.value in FIGURES else None


def result_type(kind: str, function: str) -> str:
    """The type of a figure, before any `!`."""
    if function == "countDistinct":
        return "Int"
    return "Float" if function in ("sum", "avg") else kind


def common_types(types: Types) -> None:
    """Figures of each kind of value, their filters and orders, and what can be grouped by."""
    for kind, functions in FIGURES.items():
        types.object(
            f"{kind}Aggregate",
            both("一个字段的统计", "Figures of a field."),
            [
                Member(name, result_type(kind, name) + "!" * (name == "countDistinct"), TEXTS[name])
                for name in functions
            ],
        )
        filters = [Argument(name, f"{result_type(kind, name)}Filter", TEXTS[name]) for name in functions]
        types.input(f"{kind}AggregateFilter", both("统计值的条件", "All of these hold."), filters)
        orders = [Argument(name, "OrderDirection", TEXTS[name]) for name in functions]
        types.input(f"{kind}AggregateOrder", both("按统计值排序", "By one of these."), orders, one_of=True)
    types.enum("GroupValue", both("按值分组", "Group by the value itself."), {"VALUE": "值"})
    types.enum("GroupDate", both("按日期分组", "Group by the period that a day falls in."), DAYS)
    types.enum("GroupRegion", both("按区划分组", "Group by the region, or the one above it of a level."), REGIONS)


def node_types(types: Types, node: NodeType) -> None:
    """`EnterpriseAggregate`, and what `groupedAggregate` takes and gives."""
    fields = [(field, kind) for field in node.shown if (kind := figured(field))]
    count = Member("count", "Int!", COUNT)
    figures = [Member(f.name, f"{kind}Aggregate!", both(f.zh, f.en)) for f, kind in fields]
    types.object(f"{node.name}Aggregate", both(f"{node.zh}的统计", "Figures over all rows."), [count, *figures])
    key = Member("key", f"{node.name}GroupKey!", both("分组", "What the group has in common."))
    types.object(f"{node.name}GroupRow", both("一组", "A group and its figures."), [key, count, *figures])
    types.object(
        f"{node.name}GroupKey",
        both("分组;未用者为空", "The values that make the group; null for what was not grouped by, or is unknown."),
        [*(key_member(field) for field, _ in fields), *(relation_member(relation) for relation in single(node))],
    )
    group_inputs(types, node, fields)


def group_inputs(types: Types, node: NodeType, fields: list[tuple[Field, str]]) -> None:
    """`EnterpriseGroup`, `EnterpriseHaving`, `EnterpriseGroupOrder`."""
    groups = [Argument(f.name, "GroupDate" if kind == "Date" else "GroupValue", both(f.zh, f.en)) for f, kind in fields]
    groups += [
        Argument(r.name, "GroupRegion" if r.target == "Region" else "GroupValue", both(r.zh, r.en))
        for r in single(node)
    ]
    types.input(
        f"{node.name}Group", both("分组所依,一项一键", "What to group by, one key an item."), groups, one_of=True
    )
    count = Argument("count", "IntFilter", COUNT)
    having = [Argument(f.name, f"{kind}AggregateFilter", both(f.zh, f.en)) for f, kind in fields]
    types.input(f"{node.name}Having", both("对组的条件", "Only groups of which all of these hold."), [count, *having])
    keys = [Argument(group.name, "OrderDirection", group.text) for group in groups]
    types.input(f"{node.name}GroupKeyOrder", both("按组排序", "By a group key."), keys, one_of=True)
    orders = [
        Argument("key", f"{node.name}GroupKeyOrder", both("按组", "By a group key.")),
        Argument("count", "OrderDirection", COUNT),
        *(Argument(f.name, f"{kind}AggregateOrder", both(f.zh, f.en)) for f, kind in fields),
    ]
    types.input(
        f"{node.name}GroupOrder", both("组的排序,一项一键", "Sort keys of groups, one an item."), orders, one_of=True
    )
    where = Argument("where", f"{node.name}Where", both("只计符合者", "Only those that satisfy it."))
    types.input(
        f"{node.name}AggregateFilter",
        both("对相关者统计值的条件", "Figures over the related, of which all of these hold."),
        [where, count, *having],
    )
    directions = [Argument("count", "OrderDirection", COUNT), *orders[2:]]
    types.input(
        f"{node.name}AggregateOrder",
        both("按相关者的统计值排序", "By one figure over the related, those of `where` only."),
        [where, *directions],
    )


def key_member(field: Field) -> Member:
    """A field as a group key: days as the name of their period."""
    name = field.type.name if isinstance(field.type, Enumeration) else field.type.value
    periods = ";日期为 2022、2022-Q2、2022-06 或 2022-06-30" if name == "Date" else ""
    also = " A day as 2022, 2022-Q2, 2022-06 or 2022-06-30." if name == "Date" else ""
    return Member(field.name, "String" if name == "Date" else name, both(field.zh + periods, field.en + also))


def relation_member(relation: Relation) -> Member:
    """A to-one relation as a group key: the node itself."""
    return Member(relation.name, relation.target, both(relation.zh, relation.en))


def single(node: NodeType) -> list[Relation]:
    """The relations to at most one."""
    return [relation for relation in node.relations if relation.carried and not relation.many]


def connection_members(node: NodeType) -> tuple[Member, ...]:
    """`aggregate` and `groupedAggregate` of a connection."""
    name = node.name
    return (
        Member("aggregate", f"{name}Aggregate!", both("统计", "Figures over all rows, whatever the page.")),
        Member(
            "groupedAggregate",
            f"[{name}GroupRow!]!",
            both(
                "分组统计",
                "Figures by group, over all rows; groups sort by their keys unless `orderBy` says otherwise.",
            ),
            (
                Argument("groupBy", f"[{name}Group!]!", both("分组所依", "What to group by.")),
                Argument("having", f"{name}Having", both("对组的条件", "Only such groups.")),
                Argument("orderBy", f"[{name}GroupOrder!]", both("组的排序", "Sort keys of the groups.")),
                Argument(
                    "first", "Int", both("前几组,至多 1000,缺省 20", "So many groups: at most 1,000, 20 unless given.")
                ),
                Argument("offset", "Int", both("先略过几组", "Groups to pass over first.")),
            ),
        ),
    )
