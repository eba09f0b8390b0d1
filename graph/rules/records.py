"""What the records themselves show: renovations without their preconditions or a manager after them, sanctions without a record,
documents whose figures the graph does not bear out (G2, Q1 of the domain reference)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph import claims, verdict
from graph.domain import PRECONDITIONS
from graph.pattern import region_code
from graph.rules.rule import Contribution, Parameter, Reach, Rule, Scope, Values, overlaps, within_days

LETTER = "来信(2023-07-10)所述;PROPOSED 自拟。After the letter of 2023-07-10; the definition is this project's own."

# ------------------------------------------------------------------------------------------------------------ preconditions


def judge_preconditions(values: Values, parameters: Mapping[str, float]) -> Sequence[Contribution] | None:
    """Each precondition by its day: dated by the day that counts, dated later, or not known."""
    found = []
    for field in PRECONDITIONS:
        day = values[field.name]
        met = None if day is None else day <= values["by"]
        found.append(Contribution(f"{field.zh} {field.name}", day, f"≤ {values['by']}", met))
    if all(part.met for part in found):
        return None
    return found


PRECONDITION_MISSING = Rule(
    "PRECONDITION_MISSING",
    "1",
    "前置条件未见齐备而改造",
    "Renovation with a precondition missing",
    "改造已竣工,或计划年度已过,而六个前置条件中有的没有日期,或日期在竣工(未竣工者为当日)之后。没有日期者为不详,列于 missing,"
    "不等于没有做到。 "
    "A renovation is complete, or its year is over, and one of the six preconditions has no day, or one after the completion (after "
    "today where none is known). What has no day is unknown and listed in `missing`; it may have been met.",
    f"G2;六个前置。{LETTER}",
    True,
    {"r": "Renovation"},
    lambda scope: [
        f"MATCH (r:Renovation) WITH r, CASE WHEN r.completedOn <= {scope.today} THEN r.completedOn ELSE {scope.today} END AS by",
        scope.where(
            f"(r.completedOn <= {scope.today} OR r.year < {scope.today}.year)",
            "(" + " OR ".join(f"r.{f.name} IS NULL OR r.{f.name} > by" for f in PRECONDITIONS) + ")",
            r="Renovation",
        ),
        "RETURN r AS subject, by AS day, [r] AS inputs, COLLECT { MATCH (r)-[:RENOVATES]->(c) RETURN c ORDER BY c.communityId }"
        " AS others, {name: r.name, by: toString(by), "
        + ", ".join(f"{field.name}: toString(r.{field.name})" for field in PRECONDITIONS)
        + "} AS values",
    ],
    judge_preconditions,
    "改造项目「{name}」至 {by},六个前置条件未见齐备。 Not all six preconditions are on record by {by}.",
    ("补上所缺前置条件的日期 The missing days are recorded, and are early enough",),
)

# ------------------------------------------------------------------------------------------------------------------ manager

NO_MANAGER_AFTER_COMPLETION = Rule(
    "NO_MANAGER_AFTER_COMPLETION",
    "1",
    "改造竣工后未见管理",
    "No manager after completion",
    "改造竣工后所定天数之内,小区没有任何有效合同(含自管)。已并入他小区者不计。没有记录不等于没有管理。 "
    "From the completion of a renovation for the given number of days no contract of the community, self-management included, was in "
    "force. Communities merged into another do not count. That none is recorded does not mean that there was none.",
    f"G2(管理模式缺)。{LETTER}",
    True,
    {"c": "Community", "r": "Renovation"},
    lambda scope: [
        f"MATCH (r:Renovation)-[:RENOVATES]->(c:Community) WITH r, c, r.completedOn + {within_days(scope, 'grace')} AS due",
        scope.where(
            f"due <= {scope.today}",
            # `m` has no label here: its own day decides whether the merger is known.
            "NOT EXISTS { (m)-[:MERGED_INTO]->() " + scope.where("m = c", scope.come("m.mergedOn")) + " }",
            "NOT EXISTS { MATCH (c)<-[:SERVES]-(k:Contract) "
            + scope.where(overlaps("Contract", "k", "r.completedOn", "due"), k="Contract")
            + " }",
            r="Renovation",
            c="Community",
        ),
        "RETURN c AS subject, due AS day, [r] AS inputs, [c] AS others, {community: c.name, name: r.name,"
        " completed: toString(r.completedOn), due: toString(due), other: null} AS values",
    ],
    lambda values, parameters: [
        Contribution("有效合同 Contracts in force", "0", "≥ 1", True, values["completed"], values["due"])
    ],
    "「{community}」的改造于 {completed} 竣工,至 {due} 未见有效的管理合同。 No contract was in force from {completed} to {due}.",
    ("录入其间有效的合同 A contract in force then is recorded",),
    (Parameter("grace", 365, "竣工后几天", "Days after the completion."),),
    {"other": "未录入的管理安排 Arrangements that are not recorded"},
)

# ----------------------------------------------------------------------------------------------------------------- sanctions

RESTRICTION_WITHOUT_RECORD = Rule(
    "RESTRICTION_WITHOUT_RECORD",
    "1",
    "限制没有对应的失信记录",
    "Restriction without a matching record",
    "限制参与公开招投标没有所据的信用记录,该企业也没有同文号的、或其起日之前所定天数之内的失信记录。 "
    "A BID_RESTRICTION is based on no credit event, and its enterprise has no dishonest event of the same document number, or within "
    "the given number of days before it.",
    f"Q1。{LETTER}",
    True,
    {"s": "Sanction", "e": "Enterprise"},
    lambda scope: [
        "MATCH (s:Sanction)-[:IMPOSED_ON]->(e:Enterprise)",
        scope.where(
            scope.writer.ban("s"),
            "NOT EXISTS { MATCH (s)-[:BASED_ON]->(v:CreditEvent) " + scope.where(v="CreditEvent") + " }",
            "NOT EXISTS { MATCH (e)<-[:CONCERNS]-(v:CreditEvent) "
            + scope.where(
                "v.polarity = 'DISHONEST'",
                "(v.documentNumber = s.documentNumber OR (v.occurredOn <= s.startsOn AND v.occurredOn >= s.startsOn -"
                f" {within_days(scope, 'before')}))",
                v="CreditEvent",
            )
            + " }",
            s="Sanction",
            e="Enterprise",
        ),
        "RETURN s AS subject, s.startsOn AS day, [s] AS inputs, [e] AS others, {enterprise: e.name, starts: toString(s.startsOn),"
        " number: s.documentNumber, end: CASE WHEN s.permanent THEN 'permanent' ELSE toString(s.endsOn) END,"
        " authority: head(COLLECT { MATCH (s)-[:DECIDED_BY]->(a) RETURN a.name }), record: null} AS values",
    ],
    lambda values, parameters: [
        Contribution(
            "对应的失信记录 Matching records",
            "0",
            f"≥ 1 ({parameters['before']:g} 天 days)",
            True,
            values["starts"],
            values["end"],
        )
    ],
    "{enterprise} 自 {starts} 的限制没有对应的失信记录。 The bar from {starts} has no matching credit event.",
    ("录入所据的失信记录 The event on which it is based is recorded",),
    (Parameter("before", 180, "起日之前几天之内", "Days before the bar within which an event counts."),),
    {
        "record": "未录入的失信记录 Events that are not recorded",
        "number": "限制的文号 The number of the deciding document",
        "authority": "作出限制的机关 The authority that decided",
        "end": "限制的止期 The end of the bar",
    },
)

# -------------------------------------------------------------------------------------------------------------------- claims


def judge_claim(values: Values, parameters: Mapping[str, float]) -> Sequence[Contribution] | None:
    """The verdict is graph/verdict.py's; only what is stated to be complete contradicts."""
    checked = verdict.check(values["found"])
    if checked["verdict"] != "CONTRADICTED":
        return None
    return [
        Contribution(
            str(values["measure"]),
            f"{checked['actual']:g}",
            f"= {checked['claimed']:g}",
            True,
            values["first"],
            checked["asOf"],
        )
    ]


def find_claim(scope: Scope) -> list[str]:
    """Claims with the evidence for each."""
    return [
        "MATCH (k:Claim)-[:MADE_IN]->(d:Document)",
        scope.where(k="Claim", d="Document"),
        claims.evidence(scope.writer, "k", region_code("k"), "found"),
        "RETURN k AS subject, coalesce(k.asOf, k.to) AS day, [k] AS inputs, [d] AS others, {statement: k.statement, title: d.title,"
        " measure: k.measure, first: toString(k.from), found: found} AS values",
    ]


CLAIM_DISAGREES = Rule(
    "CLAIM_DISAGREES",
    "2",
    "记录与文件所述之数不符",
    "Records disagree with a document",
    "图中事实之数与文件的主张不符,判定同 Claim.check 的 CONTRADICTED;无完整性声明者不算。"
    "What the graph holds contradicts the figure that a document claims, by the verdict of Claim.check: without a statement that "
    "it is complete there, nothing does.",
    f"Q1。{LETTER}",
    True,
    {"k": "Claim", "d": "Document"},
    find_claim,
    judge_claim,
    "「{title}」称:{statement};图中记录之数与之不符。 The records give another figure than the document.",
    ("文件或记录之一更正 The document or the records are corrected", "口径不同 They count different things"),
    reach=Reach.GRAPH,
)
