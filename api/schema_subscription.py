"""Subscriptions in the schema: each load, and what it changes in an answer."""

from __future__ import annotations

from api.sdl import Argument, Member, Types, both


def build(types: Types) -> None:
    """`Subscription`, and what it speaks of."""
    types.object(
        "RowChange",
        both("一行的变更", "A row of an answer, before and after."),
        [
            Member("before", "JSON!", both("变更前", "As it was.")),
            Member("after", "JSON!", both("变更后", "As it is.")),
        ],
    )
    types.object(
        "AnswerChange",
        both("一次载入给答案带来的变化", "What a load changed in the answer to a question."),
        [
            Member("load", "Load", both("由何次载入;开始时为空", "The load that did; null at the beginning.")),
            Member("rows", "Int!", both("现有行数", "How many rows the answer has now.")),
            Member("added", "[JSON!]!", both("新增的行", "Rows that are new.")),
            Member("removed", "[JSON!]!", both("不再有的行", "Rows that are gone.")),
            Member(
                "changed",
                "[RowChange!]!",
                both(
                    "变更的行,以其 id 认之;无 id 之行只有增减",
                    "Rows of the same `id` that say something else; rows without one come and go.",
                ),
            ),
        ],
    )
    types.object(
        "Subscription",
        both("订阅", "What is told as it happens, over WebSocket (graphql-transport-ws)."),
        [
            Member(
                "loaded",
                "Load!",
                both("每次载入、撤回、删除完成之时", "Each load, withdrawal and purge once it has finished."),
            ),
            Member(
                "watch",
                "AnswerChange!",
                both(
                    "某一问题的答案:先告知现有行数,此后每次载入告知其所增、所减、所改",
                    "The answer to a question, its list whole (at most 10,000 rows): at first how many rows it has, then, for each load, what that "
                    "added, removed and changed.",
                ),
                (
                    Argument(
                        "document",
                        "String!",
                        both(
                            "问题,或受信任文档的编号 sha256:…", "A query, or the id of a trusted document, `sha256:…`."
                        ),
                    ),
                    Argument("variables", "JSON", both("其变量", "Its variables, an object.")),
                    Argument("operationName", "String", both("其中哪一操作", "Which of its operations.")),
                ),
            ),
        ],
    )
