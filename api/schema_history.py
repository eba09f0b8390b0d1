"""Record time in the schema: what changed of a node, when, and by which load."""

from __future__ import annotations

from api.sdl import Member, Types, both

WHEN = both("何时录入", "When this was recorded.")


def common_types(types: Types) -> None:
    """`Change`, and what it speaks of."""
    types.object(
        "FieldChange",
        both("一项的变更", "A field, or a relation by the ids of what it leads to, before and after."),
        [
            Member("field", "String!", both("字段", "The field's name.")),
            Member("before", "String", both("变更前;空为没有", "What it was; null: nothing.")),
            Member("after", "String", both("变更后;空为没有", "What it became; null: nothing.")),
        ],
    )
    types.object(
        "Load",
        both("一次载入", "A load of tables, an edit, an annotation, the withdrawal of one of them, or a purge."),
        [
            Member("number", "Int!", both("序号", "Its number, as `wuye loads` knows it.")),
            Member(
                "kind",
                "String!",
                both(
                    "种类:LOAD 载入,EDIT 编辑,ANNOTATION 批注,WITHDRAWAL 撤回,PURGE 删除",
                    "LOAD, EDIT, ANNOTATION, WITHDRAWAL or PURGE.",
                ),
            ),
            Member("startedAt", "DateTime!", both("开始", "When it began.")),
            Member("finishedAt", "DateTime", both("结束;空为未完", "When it ended; null: it runs, or was broken off.")),
            Member("files", "[String!]!", both("文件", "Names of its files.")),
            Member("hashes", "[String!]!", both("文件的 SHA-256", "The SHA-256 of each of them, in their order.")),
            Member("created", "Int!", both("新增行数", "Rows that made a node.")),
            Member(
                "updated",
                "Int!",
                both("更改行数;撤回所恢复的节点数", "Rows that changed one; nodes that a withdrawal restored."),
            ),
            Member(
                "removed", "Int!", both("撤去节点数", "Nodes that a withdrawal, earlier states that a purge removed.")
            ),
            Member("unchanged", "Int!", both("未变行数", "Rows that changed nothing.")),
            Member("rejected", "Int!", both("拒收行数", "Rows that are not in.")),
            Member(
                "withdrawn", "Int", both("由第几次载入撤回;空为未撤", "The number of its withdrawal; null: it stands.")
            ),
            Member(
                "by",
                "String",
                both("编辑者;空为并非编辑", "Who edited or annotated: the id of a key, or `shell`; null: nobody did."),
            ),
            Member("note", "String", both("附言;空为没有", "What was said with it; null: nothing.")),
        ],
    )
    types.object(
        "Change",
        both("一次变更", "A change of a node."),
        [
            Member("recordedAt", "DateTime!", WHEN),
            Member("load", "Load", both("由何次载入", "The load that said so; null: not known.")),
            Member("file", "String", both("所载文件名", "The file whose row said so; null: no file did.")),
            Member("sheet", "String", both("工作表;空为非工作簿", "The sheet; null: it is no workbook.")),
            Member("row", "Int", both("行号,表头在内;空为无文件", "The row's number there; null: no file.")),
            Member(
                "changes",
                "[FieldChange!]!",
                both("改了什么", "What it changed of the state before; at first, all that was said."),
            ),
        ],
    )
