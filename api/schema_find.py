"""The types of finding: full-text search, shortest paths, what stands around an entity."""

from __future__ import annotations

from api.sdl import Argument, Member, Types, both
from graph.domain import MODEL
from graph.model import snake

#: The words of NodeType, each with its label.
LABELS = {snake(node.name).upper(): node.name for node in MODEL}

#: The words of the enums of paths.
MODES = {
    "K_SHORTEST": both("最短的 k 条,短者在先", "The k shortest, the shortest first."),
    "ALL_SHORTEST": both(
        "最短者全部;不论 k,超过 1000 条则拒绝", "All of the least length, whatever k; more than 1,000 are refused."
    ),
}
FORMS = {
    "EVERY_PAIR": both("每两个节点之间最短的 k 条", "The k shortest of every pair."),
    "CONNECTING_TREE": both(
        "将其连通的最少路径:两两最短路径的最小生成树;连不通者自成一树",
        "As few paths as connect them: a minimum spanning tree of the pairs' shortest paths, k aside. What nothing connects "
        "stands in none, or in a tree of its own.",
    ),
}
VALIDITY = {
    "AT_ONCE": both(
        "其上各期间事实曾同时有效", "All period facts on it were in force at once, on the days of validDuring."
    ),
    "NEVER_AT_ONCE": both("从未同时有效:不成其为联系", "Never all true at once: a connection that never was."),
    "UNKNOWN": both("起日不详,无从断定", "The beginning of a fact is unknown, so that nobody can tell."),
    "WITHOUT_PERIOD": both("其上无期间事实", "No period fact is on it: nothing limits it in time."),
}


def common_types(types: Types) -> None:
    """NodeType, and the answers of the three root fields."""
    types.enum(
        "NodeType",
        both("节点类型", "The types of nodes, entities and facts alike."),
        {word: MODEL[label].zh for word, label in LABELS.items()},
    )
    search_types(types)
    path_types(types)
    types.object(
        "Subgraph",
        both("一个节点及其周围", "A node and what stands around it."),
        [
            Member(
                "nodes",
                "[Record!]!",
                both(
                    "该节点在先,其后由近及远、由大到小",
                    "The node itself, then the nearest, among these the largest first.",
                ),
            ),
            Member("edges", "[SubgraphEdge!]!", both("所列节点之间的关系", "The relationships between these nodes.")),
            Member("truncated", "Boolean!", both("是否未全列", "Were nodes left out at `limit`?")),
            Member(
                "total",
                "Int!",
                both("共有节点数,含其自身", "How many nodes there are in all, the node itself included."),
            ),
        ],
    )
    types.object(
        "SubgraphEdge",
        both("一条关系", "A relationship, in its own direction."),
        [
            Member("from", "ID!", both("起", "Global id of the node at its beginning: of a fact, the fact.")),
            Member("to", "ID!", both("止", "Global id of the node at its end.")),
            Member("type", "String!", both("关系类型", "Its type, as Cypher knows it: IMPOSED_ON, for example.")),
        ],
    )


def search_types(types: Types) -> None:
    """The connection of what was found."""
    types.object(
        "SearchEdge",
        both("所找到的一个", "One that was found."),
        [
            Member("cursor", "String!", both("游标", "Its cursor.")),
            Member("node", "Record!", both("节点", "The node; its own fields by `... on Enterprise { }`.")),
            Member(
                "score",
                "Float!",
                both("相关度,只在同一次查询内可比", "How well it answers; comparable within one search only."),
            ),
            Member(
                "highlights",
                "[String!]!",
                both(
                    "所找到的文字,以 « » 标出;由拼音找到者为其名称",
                    "The texts in which words were found, between « and »; the name, unmarked, of what was found by pinyin.",
                ),
            ),
        ],
    )
    types.object(
        "SearchConnection",
        both("搜索结果,最相关者在先", "What was found, the best first; equals by their id."),
        [
            Member("edges", "[SearchEdge!]!", both("各行及其游标", "Rows with their cursors.")),
            Member("nodes", "[Record!]!", both("各节点", "The nodes alone.")),
            Member("pageInfo", "PageInfo!", both("分页信息", "Where this page stands.")),
            Member(
                "totalCount",
                "Int!",
                both(
                    "总数;若无一含全部词语,则只计最相近的 1000 个",
                    "How many were found; where none has all the words, the nearest 1,000 at most.",
                ),
            ),
        ],
    )


def path_types(types: Types) -> None:
    """A path, its steps, and when all of it holds."""
    types.enum("PathMode", both("求哪些路径", "Which paths between two nodes."), MODES)
    types.enum("PathsForm", both("多个节点之间求哪些路径", "Which paths among several nodes."), FORMS)
    types.enum("PathValidity", both("一条联系何时成立", "When a path holds."), VALIDITY)
    types.object(
        "Path",
        both("一条联系", "A connection between two nodes; no node comes twice."),
        [
            Member("length", "Int!", both("步数", "How many steps it has.")),
            Member("nodes", "[Record!]!", both("依次经过的节点,含两端", "The nodes in order, both ends included.")),
            Member("steps", "[PathStep!]!", both("各步", "The steps in order.")),
            Member(
                "validDuring",
                "ValidPeriod",
                both(
                    "其上各期间事实同时有效的日子;空:从未同时有效,或起日不详(见 validity)",
                    "The days on which all period facts on it are in force at once. Null: never all true at once, or not known; "
                    "`validity` says which. Facts without a period, and entities, do not count.",
                ),
            ),
            Member(
                "validity",
                "PathValidity!",
                both("这条联系何时成立,一言以蔽之", "When the connection holds, in a word."),
            ),
        ],
    )
    types.object(
        "PathStep",
        both("一步", "A step of a path."),
        [
            Member("from", "Record!", both("自", "Where the step begins, in the order of the path.")),
            Member("to", "Record!", both("至", "Where it leads.")),
            Member(
                "type",
                "String!",
                both("关系类型", "Type of the relationship, as Cypher knows it: IMPOSED_ON, for example."),
            ),
            Member(
                "forward",
                "Boolean!",
                both(
                    "关系是否与步同向",
                    "Does the relationship point from `from` to `to`? Facts point to what they speak of.",
                ),
            ),
            Member(
                "fact",
                "Fact",
                both(
                    "两端之一为事实时,即该事实",
                    "The fact at either end, of two the one that speaks of the other; null between entities.",
                ),
            ),
            Member("sources", "[Citation!]!", both("出处", "The sources of the node whose record says so.")),
        ],
    )
    types.object(
        "ValidPeriod",
        both("一段日子,首尾在内", "Days from … to …, both included."),
        [
            Member("from", "Date", both("自;空则不限", "First day; null: no beginning.")),
            Member("to", "Date", both("至;空则不限或不详", "Last day; null: no end, or an unknown one.")),
            Member(
                "endKnown",
                "Boolean!",
                both(
                    "各事实的止期是否均已知",
                    "Is the end of every fact known? An unknown end counts as in force: the period may be shorter then.",
                ),
            ),
        ],
    )


LONGEST = Argument("maxLength", "Int", both("至多几步,至多 10", "At most so many steps, up to 10."), 6)
CONSTRAINTS = (
    Argument(
        "via",
        "[NodeType!]",
        both("只经过这些类型(事实亦为节点)", "Pass only through nodes of these types; facts are nodes, too."),
    ),
    Argument("avoid", "[ID!]", both("不经过这些节点", "Nodes that no path may touch.")),
    Argument(
        "maxDegree",
        "Int",
        both("不经过关系多于此数的节点", "Pass through no node that has more relationships than this."),
    ),
    Argument(
        "during",
        "DateRange",
        both(
            "其间至少一日,路径上各期间事实同时有效;起日不详者不经过",
            "On at least one day of these, all period facts on the path are in force at once. A fact whose beginning is "
            "unknown is not passed through.",
        ),
    ),
)


def query_fields(forward: tuple[Argument, ...]) -> list[Member]:
    """The root fields; `forward` are the arguments `first` and `after`."""
    id = both("全局编号", "A global id.")
    return [
        Member(
            "search",
            "SearchConnection!",
            both(
                "全文搜索:名称、曾用名、标题、事由、编号;可用汉字(繁简、全半角不拘)、拼音、拼音首字母、编号前段。"
                "先求含全部词语者,无则取相近者",
                "Full-text over names, former names, titles, summaries, codes; Chinese (traditional or simplified, full or half "
                "width), pinyin in full or by initials, codes by their beginning. All words must be found; where nothing has "
                "them all, the nearest are given. Signs in the text are no operators.",
            ),
            (
                Argument(
                    "text",
                    "String!",
                    both("所找文字,至多 1000 字、100 词", "What to look for: at most 1,000 characters and 100 words."),
                ),
                Argument(
                    "types",
                    "[NodeType!]",
                    both("只找这些类型;缺省为一切类型", "Only nodes of these types; all unless given."),
                ),
                *forward,
            ),
        ),
        Member(
            "paths",
            "[Path!]!",
            both(
                "两节点之间最短的联系,短者在先;限制在搜索之中生效。不经过文件与行政区划,除非 via 指明",
                "Shortest connections between entities, the shortest first; constraints act during the search. Over all "
                "relationships of the model, in either direction. Never through documents or regions unless `via` names them: "
                "nearly everything is connected by its region and its register. Empty: no such connection.",
            ),
            (
                Argument("from", "ID!", id),
                Argument("to", "ID!", id),
                LONGEST,
                Argument("k", "Int", both("至多几条,至多 25", "At most so many connections, up to 25."), 3),
                *CONSTRAINTS,
                Argument(
                    "mode",
                    "PathMode",
                    both("求哪些路径;缺省为 K_SHORTEST", "Which paths: K_SHORTEST unless given."),
                ),
            ),
        ),
        Member(
            "pathsAmong",
            "[Path!]!",
            both(
                "多个节点两两之间的联系,或将其连通的最少路径;限制同 paths,所列节点自身总可经过",
                "Connections among several entities: of every pair, or as few as connect them all. Constraints as those of "
                "`paths`; the entities named here may always be passed through. A pair without a path is connected by none.",
            ),
            (
                Argument("ids", "[ID!]!", both("2 至 10 个全局编号", "Global ids, 2 to 10.")),
                Argument(
                    "form", "PathsForm", both("求哪些;缺省为 EVERY_PAIR", "Which paths: EVERY_PAIR unless given.")
                ),
                LONGEST,
                Argument("k", "Int", both("每对至多几条,至多 25", "At most so many of each pair, up to 25."), 1),
                *CONSTRAINTS,
            ),
        ),
        Member(
            "neighborhood",
            "Subgraph!",
            both(
                "一个节点及其 depth 步之内者,由近及远、由大到小,至多 limit 个;不含也不经过文件与行政区划,除非 types 指明",
                "The entity, and what stands within `depth` steps, largest first cut at `limit`: the nearer before the farther, "
                "so that what is shown hangs together. Documents and regions are neither shown nor passed through unless "
                "`types` names them.",
            ),
            (
                Argument("id", "ID!", id),
                Argument("depth", "Int", both("几步之内,至多 3", "Within so many steps, up to 3."), 1),
                Argument(
                    "types", "[NodeType!]", both("只经过并列出这些类型", "Pass through and show only these types.")
                ),
                Argument("limit", "Int", both("至多几个节点,至多 1000", "At most so many nodes, up to 1,000."), 100),
            ),
        ),
    ]
