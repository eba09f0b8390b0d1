"""`match` in the schema and as a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.operation import Selected, resolved
from api.plan_find import typename
from api.sdl import Argument, Member, Types, both
from graph.domain import ENTERPRISE, MODEL
from graph.errors import BadInput
from graph.match import Match, MatchField, asked
from graph.query import Value, constant

if TYPE_CHECKING:
    from api.plan import Planner

#: The most candidates of one query.
MOST = 100


def types_of_match(types: Types) -> None:
    """What is asked, and what is answered."""
    name, uscc = ENTERPRISE.field("name"), ENTERPRISE.field("uscc")
    types.input(
        "MatchQuery",
        both("所指何家", "Which enterprise is meant: a name, a code, or both."),
        [
            Argument("name", "String", both(name.zh, "A name as written somewhere.")),
            Argument("uscc", "String", both(uscc.zh, uscc.en)),
            Argument("address", "String", both("地址", "Its address, as a further hint.")),
            Argument(
                "representative", "String", both("法定代表人姓名", "Its representative's name, as a further hint.")
            ),
        ],
    )
    types.object(
        "MatchCandidate",
        both("候选企业", "A candidate."),
        [
            Member("enterprise", "Enterprise!", both("企业", "The enterprise.")),
            Member("score", "Float!", both("分数,0 至 1,不是概率", "How well it agrees, 0 to 1; no probability.")),
            Member(
                "match",
                "Boolean!",
                both("是否即其", "Is it the one? Only the first: with a high score, and well ahead of the next."),
            ),
            Member("reasons", "[String!]!", both("理由", "Why, in words.")),
        ],
    )
    types.object(
        "MatchResult",
        both("一项的候选", "The candidates of one query, the best first."),
        [
            Member("query", "Int!", both("第几项,自 0 起", "Which query, from 0.")),
            Member("candidates", "[MatchCandidate!]!", both("候选企业", "The candidates; equals by their id.")),
        ],
    )


def query_field() -> Member:
    """The root field."""
    return Member(
        "match",
        "[MatchResult!]!",
        both(
            "某名称或代码所指何家:逐一评分并说明理由。有效而不同的信用代码即否决;字号按去地名、行业与组织形式后比较",
            "Which entity is meant by a name, a code, or both; scored, with reasons. A different valid credit code is a veto; names "
            "are compared by their core, without place, trade and legal form.",
        ),
        (
            Argument("queries", "[MatchQuery!]!", both("各项,至多 100", "What is asked: at most 100.")),
            Argument(
                "limit", "Int", both("每项至多几个候选,至多 100", "At most so many candidates each, up to 100."), 5
            ),
            Argument("threshold", "Float", both("最低分数,0 至 1", "The least score, 0 to 1."), 0.5),
        ),
    )


def plan_match(planner: Planner, field: Selected) -> Match:
    """`match`."""
    given = field.arguments
    queries = given["queries"]
    return Match(
        field.key,
        Value(lambda inputs: asked(resolved(queries, inputs))),
        between(given.get("limit"), "limit", 5, 1, MOST),
        between(given.get("threshold"), "threshold", 0.5, 0, 1),
        planner.as_of,
        planner.role,
        tuple(result_field(planner, part) for part in planner.operation.fields("MatchResult", field.below)),
    )


def between(argument: object, name: str, default: float, least: float, most: float) -> Value:
    """A number within its bounds."""

    def check(found: float) -> float:
        if not least <= found <= most:
            raise BadInput(
                f"`{name}` is {found}; it must be from {least} to {most}. {name} 应在 {least} 至 {most} 之间。"
            )
        return found

    return (argument if isinstance(argument, Value) else constant(default)).then(check)


def result_field(planner: Planner, field: Selected) -> MatchField:
    """A field of a result."""
    what = typename(field, "MatchResult")
    parts = planner.operation.fields("MatchCandidate", field.below) if what == "candidates" else []
    return MatchField(field.key, what, below=tuple(candidate_field(planner, part) for part in parts))


def candidate_field(planner: Planner, field: Selected) -> MatchField:
    """A field of a candidate."""
    what = typename(field, "MatchCandidate")
    shape = planner.shape(MODEL["Enterprise"], field.below) if what == "enterprise" else None
    return MatchField(field.key, what, shape)
