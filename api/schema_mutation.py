"""Mutations in the schema: `recordSanction` and `correctSanction` for every type, derived from the model; notes, judgements."""

from __future__ import annotations

from api.sdl import Argument, Member, Types, both
from graph.domain import MODEL
from graph.model import Enumeration, Field, NodeType
from graph.versions import carried
from loaders.tables import DOCUMENT_ID, LOCATOR, QUOTE, key_column

#: Verbs, each of every type.
VERBS = {
    "record": ("登记一条新的", "Record what is not there yet: "),
    "correct": ("更正;未给出者不变,null 则清空", "Correct what is there (what is left out stays, null empties): "),
}
SOURCE = {
    "sourceDocument": (DOCUMENT_ID, "ID", both("出处文件的编号", "The document that says so.")),
    "sourceLocator": (LOCATOR, "String", both("文件中的位置", "Where in the document.")),
    "sourceQuote": (QUOTE, "String", both("原文", "Its words.")),
}
NOTE = Argument("note", "String", both("附言,存于历史", "Why; kept in the history."))


def build(types: Types) -> None:
    """`Mutation`, and what it takes and gives."""
    types.object(
        "UserError",
        both("输入之误", "What is wrong with an input; nothing of it was written."),
        [
            Member("field", "String", both("哪一项;空为整体", "Which of its fields; null: all of it.")),
            Member("message", "String!", both("何误", "One sentence that says what would be right.")),
        ],
    )
    types.object(
        "EditPayload",
        both("编辑的结果", "What came of an edit."),
        [
            Member("node", "Node", both("编辑后的节点", "The node, as it is now; null: it was refused.")),
            Member(
                "load",
                "Load",
                both(
                    "此次编辑,可撤回;空为无变化",
                    "The edit, which can be withdrawn like a load; null: it changed nothing.",
                ),
            ),
            Member(
                "userErrors",
                "[UserError!]!",
                both("输入之误;空为已写入", "What is wrong with the input; empty: it is in."),
            ),
        ],
    )
    for node in MODEL:
        types.input(f"{node.name}Input", both(f"{node.zh}的一行", f"A row: {node.en}"), inputs(node))
    types.input(
        "AnnotateFactInput",
        both("批注", "What is said about a fact, or any other node."),
        [
            Argument("id", "ID!", both("全局编号", "Its global id.")),
            Argument("note", "String!", both("批注", "The words; kept in the history.")),
        ],
    )
    right = MODEL["Judgement"].relation("right")
    types.input(
        "JudgeMatchInput",
        both(
            "同一性判定",
            "What is judged: of an enterprise (`left`) or of a name, whether it is the enterprise `right`.",
        ),
        [
            Argument(
                "left",
                "ID",
                both("所判企业的全局编号;或给 name", "Global id of the enterprise that is judged; or give `name`."),
            ),
            Argument(
                "name",
                "String",
                both("所判名称,照原样;或给 left", "The name that is judged, as written; or give `left`."),
            ),
            Argument("right", "ID!", both(right.zh, right.en)),
            Argument("judgement", "JudgementVerdict!", both("判定结果", "What is judged.")),
            Argument("note", "String", both("判定理由", "Why.")),
        ],
    )
    types.input(
        "WithdrawJudgementInput",
        both("撤回判定", "The judgement that is taken back."),
        [
            Argument("id", "ID!", both("判定的全局编号", "Its global id.")),
            Argument("note", "String", both("撤回理由,存于历史", "Why; kept in the history.")),
        ],
    )
    types.object(
        "Mutation",
        both("编辑,限 editor 与 admin", "What people edit by hand; for the roles editor and admin."),
        mutations(),
    )


def mutations() -> list[Member]:
    """The root fields."""
    made = [
        Member(
            f"{verb}{node.name}",
            "EditPayload!",
            both(f"{zh}:{node.zh}", f"{en}{node.en}"),
            (Argument("input", f"{node.name}Input!", both("内容", "What it says.")),),
        )
        for node in MODEL
        for verb, (zh, en) in VERBS.items()
    ]
    text = both("批注", "Say something about a node, which stays as it is: `history` tells who said it when.")
    given = Argument("input", "AnnotateFactInput!", both("内容", "What is said of what."))
    made.append(Member("annotateFact", "EditPayload!", text, (given,)))
    text = both(
        "判定是否同一企业;match 以判定为先。同一对再判即更正",
        "Judge whether two enterprises, or a name and an enterprise, are the same: `match` holds it above its scores. Judging a pair "
        "again corrects it. Neither enterprise is changed.",
    )
    made.append(
        Member(
            "judgeMatch", "EditPayload!", text, (Argument("input", "JudgeMatchInput!", both("判定", "The judgement.")),)
        )
    )
    text = both(
        "撤回判定:恢复前一判定,或不再有判定",
        "Take a judgement back: the one before it stands again, or none (`node` is null then).",
    )
    given = Argument("input", "WithdrawJudgementInput!", both("哪一判定", "Which one."))
    return [*made, Member("withdrawJudgement", "EditPayload!", text, (given,))]


def columns(node: NodeType) -> dict[str, str]:
    """The fields of a type's input → the columns of its table.

    >>> columns(MODEL["OwnersCommittee"])["electedOn"], columns(MODEL["Sanction"])["enterprise"]
    ('elected_on', 'uscc')
    """
    own = {field.name: key_column(node) if field.name == node.key else field.header for field in fields(node)}
    related = {relation.name: relation.column for relation in carried(node)}
    return {name: column or "" for name, column in (own | related).items()} | {
        name: column for name, (column, *_) in SOURCE.items()
    }


def fields(node: NodeType) -> list[Field]:
    """The fields that a row says, but for personal ones: these come by files only."""
    return [field for field in node.fields if field.header and not field.personal]


def inputs(node: NodeType) -> list[Argument]:
    """The fields of a type's input."""
    made = []
    for field in fields(node):
        name = field.type.name if isinstance(field.type, Enumeration) else field.type.value
        required = field.name == node.key and not node.unique
        made.append(
            Argument(field.name, f"[{name}!]" if field.many else name + "!" * required, both(field.zh, field.en))
        )
    made += [
        Argument(relation.name, "[ID!]" if relation.many else "ID", both(relation.zh, relation.en))
        for relation in carried(node)
    ]
    made += [Argument(name, type, text) for name, (_, type, text) in SOURCE.items()]
    return [*made, NOTE]
