"""Judgements: recorded by whom, why and when, above the scores of `match`, taken back, and harmless to what they are about."""

from __future__ import annotations

import csv
import io
import json
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api import names
from api.access import Caller
from api.app import create_app
from graph.errors import BadInput
from graph.judgement import NOT_SAME, SAME, Judgement, Judgements, groups
from graph.match import Known, ranked, sure
from graph.role import Role
from graph.settings import Settings
from graph.withdraw import withdraw
from loaders.export import write_tables
from tests.asking import TODAY, Asking, fixed_schema
from tests.tables import tables

if TYPE_CHECKING:
    from tests.conftest import Graph

KEYS = "ABCDEF"
NAMES = {
    "A": "咸宁金安物业服务有限公司",
    "B": "咸宁市金安物业管理有限公司",
    "C": "咸宁银安物业服务有限公司",
    "D": "武汉鸿达物业服务有限公司",
    "E": "咸宁金安保洁有限公司",
    "F": "赤壁永安物业服务有限公司",
}
KNOWN = {key: Known(key, key, None, name) for key, name in NAMES.items()}


def of(*judged: tuple[str, str, str]) -> Judgements:
    """Judgements (left, verdict, right) in the order in which they were recorded."""
    return Judgements([Judgement(verdict, None, left, right) for left, verdict, right in judged], KNOWN)


def found(judgements: Judgements, name: str = NAMES["A"], **more: str) -> list[str]:
    """The keys of the candidates of a name, the best first."""
    asked = {"name": name, **more}
    return [one.known.key for one in ranked(asked, list(KNOWN.values()), 0.0, judgements)]


# -------------------------------------------------------------------------------------------------------- above the scores


def test_without_judgements_scores_decide() -> None:
    assert found(Judgements())[:2] == ["A", "B"] and len(found(Judgements())) == len(KEYS)


def test_two_that_are_the_same_are_shown_as_the_one_that_is_kept() -> None:
    judgements = of(("A", SAME, "D"))
    [first, *others] = ranked({"name": NAMES["A"]}, list(KNOWN.values()), 0.0, judgements)

    assert (first.known.key, first.score) == ("D", 0.95) and "A" not in [other.known.key for other in others]
    assert first.reasons[-1] == f"判定与{NAMES['A']}为同一企业 judged the same as {NAMES['A']}"
    assert found(of(("A", SAME, "D"), ("D", SAME, "F")))[0] == "F"


def test_the_kept_one_is_shown_though_it_was_not_found() -> None:
    [first] = ranked({"name": NAMES["A"]}, [KNOWN["A"]], 0.5, of(("A", SAME, "D")))

    assert first.known == KNOWN["D"]


def test_one_that_is_not_the_best_is_left_out() -> None:
    judgements = of(("B", NOT_SAME, "A"))

    assert "B" not in found(judgements) and "B" in found(judgements, NAMES["D"])
    assert "B" not in found(of(("E", SAME, "A"), ("B", NOT_SAME, "E")))
    tied = [KNOWN["A"], Known("A2", "A2", None, NAMES["A"])]
    both = Judgements([Judgement(NOT_SAME, None, "A", "A2")], KNOWN)
    assert len(ranked({"name": NAMES["A"]}, tied, 0.0, both)) == 2, "none of two that tie is the best"


def test_the_last_judgement_of_a_pair_counts() -> None:
    assert found(of(("A", SAME, "D"), ("D", NOT_SAME, "A"))) == [key for key in found(Judgements()) if key != "D"]
    assert found(of(("A", SAME, "D"), ("A", "UNSURE", "D"))) == found(Judgements())
    assert found(of(("A", SAME, "D"), ("D", SAME, "A"))) == found(of(("D", SAME, "A")))


def test_a_name_is_what_it_was_judged_to_be() -> None:
    judgements = Judgements([Judgement(SAME, "金安", None, "D", "2026-11-23", "电话核实")], KNOWN)
    [first, *others] = ranked({"name": "金安"}, [KNOWN["A"], KNOWN["B"]], 0.5, judgements)

    assert (first.known.key, first.score, sure([first, *others], 0)) == ("D", 1.0, True)
    assert first.reasons[0] == "判定即此企业 judged to be it on 2026-11-23: 电话核实"
    assert found(judgements, "金安物业")[0] != "D"
    twice = Judgements([Judgement(SAME, "金安", None, key) for n, key in enumerate("DF")], KNOWN)
    tied = ranked({"name": "金安"}, [], 0.5, twice)
    assert [one.known.key for one in tied] == ["D", "F"] and not sure(tied, 0)


def test_a_name_is_not_what_it_was_judged_not_to_be() -> None:
    judgements = Judgements([Judgement(NOT_SAME, NAMES["A"], None, "A")], KNOWN)

    assert found(judgements) == [key for key in found(Judgements()) if key != "A"]
    assert "A" in found(judgements, NAMES["B"])
    not_it = Judgement(NOT_SAME, NAMES["A"], None, "A")
    group = Judgements([not_it, Judgement(SAME, None, "A", "B")], KNOWN)
    assert not {"A", "B"} & set(found(group)), "what it is not it is not by another key either"


def test_a_code_is_heard_before_a_judgement_on_a_name() -> None:
    one, other = "91421202MA48ABCD95", "91110000600037341L"
    firms = [Known("A", "A", one, NAMES["A"]), Known("D", "D", other, NAMES["D"])]
    means_d = Judgements([Judgement(SAME, "金安", None, "D")], {"D": firms[1]})
    not_a = Judgements([Judgement(NOT_SAME, "金安", None, "A")], KNOWN)

    assert [c.known.key for c in ranked({"name": "金安", "uscc": one}, firms, 0.5, means_d)] == ["A"]
    assert [c.known.key for c in ranked({"name": "金安", "uscc": one}, firms, 0.5, not_a)] == ["A"]


PAIRS = st.lists(
    st.tuples(st.sampled_from(KEYS), st.sampled_from([SAME, NOT_SAME, "UNSURE"]), st.sampled_from(KEYS)), max_size=10
)


@given(PAIRS, st.sampled_from(KEYS))
def test_nobody_is_shown_twice_and_nobody_is_lost_for_good(judged: list[tuple[str, str, str]], name: str) -> None:
    """One candidate of each group of the same; who is not the same as the best is left out, and nobody else."""
    judgements = of(*judged)
    shown = found(judgements, NAMES[name])
    members = groups([one for one in judgements.pairs if one.verdict == SAME])

    assert len({frozenset(members.get(key, {key})) for key in shown}) == len(shown)
    assert all(judgements.kept(key) == key for key in shown)
    gone = {judgements.kept(key) for key in KEYS} - set(shown)
    assert all(judgements.between(key, shown[0], NOT_SAME) for key in gone)


# -------------------------------------------------------------------------------------------------------------- in the graph

JUDGE = """mutation($input: JudgeMatchInput!) { judgeMatch(input: $input) {
  node { id ... on Judgement { verdict name reason judgedBy judgedOn left { id } right { id } } }
  load { number kind by note } userErrors { field message } } }"""
UNDO = """mutation($input: WithdrawJudgementInput!) { withdrawJudgement(input: $input) {
  node { id ... on Judgement { verdict } } load { kind by note } userErrors { field message } } }"""
MATCH = """query($name: String, $uscc: String) { match(queries: [{ name: $name, uscc: $uscc }]) {
  candidates { score match reasons enterprise { enterpriseId } } } }"""
LISTED = "{ judgements { nodes { verdict judgedBy reason left { id } right { id } history { load { kind by } } } } }"


FIRMS = "uscc,enterprise_id,name,kind"
PAIRS_OF_FIRMS = "judgement_id,verdict,left_uscc,right_uscc,judged_by"


@pytest.fixture
def loaded(graph: Graph, tmp_path: Path) -> Graph:
    rows = "".join(f"\n,{key},{name},property_service" for key, name in NAMES.items())
    assert not graph.load(tables(tmp_path / "firms", {"enterprises": FIRMS + rows})).exit_status
    return graph


@pytest.fixture
def asking(loaded: Graph) -> Asking:
    return Asking(fixed_schema(loaded.database), loaded.run)


def candidates(asking: Asking, name: str) -> list[str]:
    """The candidates of a name."""
    [result] = asking.data(MATCH, name=name)["match"]
    return [one["enterprise"]["enterpriseId"] for one in result["candidates"]]


def judged(asking: Asking, right: str, judgement: str = SAME, **more: Any) -> dict[str, Any]:
    """What came of a judgement."""
    given = {"right": f"Enterprise:{right}", "judgement": judgement, **more}
    done: dict[str, Any] = asking.data(JUDGE, input=given)["judgeMatch"]
    return done


def test_a_judgement_is_kept_and_taken_back(loaded: Graph, asking: Asking) -> None:
    before, stood = loaded.content(), candidates(asking, NAMES["A"])
    done = judged(asking, "D", left="Enterprise:A", note="同一法定代表人")

    assert done["userErrors"] == [] and done["load"] == {"number": 2, "kind": "EDIT", "by": "shell", "note": "同一法定代表人"}  # fmt: skip
    assert done["node"] | {"id": ""} == {
        "id": "", "verdict": "SAME", "name": None, "reason": "同一法定代表人", "judgedBy": "shell", "judgedOn": TODAY.isoformat(),
        "left": {"id": "Enterprise:A"}, "right": {"id": "Enterprise:D"},
    }  # fmt: skip
    assert candidates(asking, NAMES["A"])[0] == "D" and "A" not in candidates(asking, NAMES["A"])
    for key in "AD":  # neither is changed: each answers for itself
        node = asking.data(f'{{ node(id: "Enterprise:{key}") {{ ... on Enterprise {{ name judgements {{ totalCount }} }} }} }}')  # fmt: skip
        assert node["node"] == {"name": NAMES[key], "judgements": {"totalCount": 1}}

    other = judged(asking, "A", NOT_SAME, left="Enterprise:D", note="误判")
    assert other["node"]["id"] == done["node"]["id"] and other["load"]["number"] == 3
    assert candidates(asking, NAMES["A"]) == [key for key in stood if key != "D"]
    [listed] = asking.data(LISTED)["judgements"]["nodes"]
    assert listed["verdict"] == "NOT_SAME" and [each["load"]["kind"] for each in listed["history"]] == ["EDIT", "EDIT"]

    undone = asking.data(UNDO, input={"id": done["node"]["id"], "note": "仍有疑问"})["withdrawJudgement"]
    assert undone["node"]["verdict"] == "SAME"
    assert undone["load"] == {"kind": "WITHDRAWAL", "by": "shell", "note": "仍有疑问"}
    assert candidates(asking, NAMES["A"])[0] == "D"
    undone = asking.data(UNDO, input={"id": done["node"]["id"]})["withdrawJudgement"]
    assert (undone["node"], undone["userErrors"]) == (None, [])
    assert candidates(asking, NAMES["A"]) == stood and loaded.content() == before


def test_a_name_is_judged_and_found_by_it(asking: Asking) -> None:
    judged(asking, "D", name=" 金安 ", note="电话核实")

    [result] = asking.data(MATCH, name="金安")["match"]
    first = result["candidates"][0]
    assert (first["enterprise"]["enterpriseId"], first["score"], first["match"]) == ("D", 1.0, True)
    assert " judged to be it on " in first["reasons"][0] and first["reasons"][0].endswith(": 电话核实")
    judged(asking, "A", NOT_SAME, name=NAMES["A"])
    assert "A" not in candidates(asking, NAMES["A"])


def test_whoever_is_the_same_was_so_all_along(asking: Asking) -> None:
    """@asOf's day is the world's: a judgement that was made later counts on it. What was known then is another question."""
    [[then]] = asking.run(asking.schema.graph.database.rows("RETURN toString(datetime())"))
    judged(asking, "D", left="Enterprise:A")
    document = MATCH.replace("query(", "query($valid: Date, $known: DateTime, ").replace(
        ") { match", ") @asOf(valid: $valid, known: $known) { judgements { nodes { judgedOn } } match"
    )
    earlier = asking.data(document, name=NAMES["A"], valid="2001-01-01")
    unknown = asking.data(document, name=NAMES["A"], known=then)

    assert earlier["judgements"]["nodes"] == [{"judgedOn": TODAY.isoformat()}]
    assert earlier["match"][0]["candidates"][0]["enterprise"]["enterpriseId"] == "D"
    assert unknown["judgements"]["nodes"] == []
    assert unknown["match"][0]["candidates"][0]["enterprise"]["enterpriseId"] == "A"


def test_who_judged_is_for_those_who_see_names(asking: Asking) -> None:
    judged(asking, "D", left="Enterprise:A", note="同一法定代表人")
    document = "query($name: String) { judgements { nodes { judgedBy history { changes { field after } } } } match(queries: [{ name: $name }]) { candidates { reasons } } }"

    def seen(role: Role, asked: str = document) -> Any:
        caller = {"caller": Caller(role, "")}
        return asking.run(asking.schema.execute(asked, {"name": NAMES["A"]}, caller))

    assert [one["judgedBy"] for one in seen(Role.INVESTIGATOR).data["judgements"]["nodes"]] == ["shell"]
    public = seen(Role.PUBLIC)
    assert not public.errors and [one["judgedBy"] for one in public.data["judgements"]["nodes"]] == ["s*"]
    assert public.data["match"][0]["candidates"][0]["reasons"][-1].endswith(f" on {TODAY}: 同一法定代表人")
    assert "shell" not in repr(public.data)
    [error] = seen(Role.PUBLIC, '{ judgements(where: { judgedBy: { eq: "shell" } }) { totalCount } }').errors
    assert error.extensions["code"] == "FORBIDDEN"


def test_many_that_were_all_judged_the_same_are_one(loaded: Graph, asking: Asking, tmp_path: Path) -> None:
    """Between them there are more ways than anybody could walk."""
    keys = [f"G{n:02}" for n in range(24)]
    firms = "".join(f"\n,{key},甲乙丙丁{key}物业服务有限公司,property_service" for key in keys)
    pairs = "".join(f"\n{a}-{b},same,{a},{b}," for a, b in combinations(keys, 2))
    folder = tables(tmp_path / "many", {"enterprises": FIRMS + firms, "judgements": PAIRS_OF_FIRMS + pairs})
    assert not loaded.load(folder).exit_status

    assert candidates(asking, "甲乙丙丁G05物业服务有限公司") == [keys[-1]]


def test_judgements_that_a_load_brought_go_with_it(loaded: Graph, asking: Asking, tmp_path: Path) -> None:
    stood = candidates(asking, NAMES["A"])
    rows = "\nJ,same,A,D,李四\nJ2,no,A,D,\nJ3,same,A,Z,"
    report = loaded.load(tables(tmp_path / "judged", {"judgements": PAIRS_OF_FIRMS + rows}))

    assert {row.column for row in report.rejections} == {"verdict", "right_uscc"} and report.total.created == 1
    assert candidates(asking, NAMES["A"])[0] == "D"
    other = asking.data(UNDO, input={"id": "Judgement:J"})["withdrawJudgement"]
    assert other["userErrors"] == [{"field": "id", "message": "What it says came with load 2; `wuye loads withdraw 2` takes that back."}]  # fmt: skip
    loaded.run(withdraw(loaded.database, 2))
    assert candidates(asking, NAMES["A"]) == stood


def test_reconciliation_and_lists_of_names_hold_them_above_scores(
    loaded: Graph, asking: Asking, address: Settings
) -> None:
    judged(asking, "D", name="金安", note="电话核实")
    judged(asking, "A", NOT_SAME, name=NAMES["A"])
    with TestClient(create_app(address)) as client:
        queries = {"q0": {"query": "金安"}, "q1": {"query": NAMES["A"]}}
        found = client.post("/reconcile", data={"queries": json.dumps(queries)}).json()

    first = found["q0"]["result"][0]
    assert (first["id"], first["score"], first["match"]) == ("Enterprise:D", 100, True)
    assert first["description"].startswith(f"判定即此企业 judged to be it on {TODAY}: 电话核实")
    assert "Enterprise:A" not in [one["id"] for one in found["q1"]["result"]]

    output = io.StringIO()
    asked = [(2, {"name": "金安"}), (3, {"name": NAMES["A"]})]
    loaded.run(names.match(address, asked, output, limit=5, threshold=0.5, on_progress=lambda _: None))
    lines = list(csv.DictReader(io.StringIO(output.getvalue())))
    assert (lines[0]["enterprise_id"], lines[0]["match"]) == ("Enterprise:D", "true") and "电话核实" in lines[0][
        "reasons"
    ]
    assert ("3", "Enterprise:A") not in [(line["row"], line["enterprise_id"]) for line in lines]


def test_judgements_go_out_and_in_again(loaded: Graph, asking: Asking, tmp_path: Path) -> None:
    judged(asking, "D", left="Enterprise:A", note="why")
    judged(asking, "D", NOT_SAME, name="金安")
    loaded.run(write_tables(loaded.database, tmp_path / "out"))
    stood = asking.data(
        "{ judgements { nodes { id verdict name reason judgedBy judgedOn left { id } right { id } } } }"
    )

    loaded.wipe()
    assert not loaded.load(tmp_path / "out").exit_status

    assert asking.data("{ judgements { nodes { id verdict name reason judgedBy judgedOn left { id } right { id } } } }") == stood  # fmt: skip
    assert candidates(asking, NAMES["A"])[0] == "D"
    refused = asking.data(UNDO, input={"id": stood["judgements"]["nodes"][0]["id"]})["withdrawJudgement"]
    assert "wuye loads withdraw 1" in refused["userErrors"][0]["message"]


def test_judged_firms_that_become_one_stay_judged_in_peace(loaded: Graph, asking: Asking, tmp_path: Path) -> None:
    """A row that has both identifiers joins two enterprises: what was judged of them says nothing more."""
    judged(asking, "D", left="Enterprise:A")
    code = "91421202MA48ABCD95"
    for key in "AD":
        row = f"\n{code},{key},{NAMES['A']},property_service"
        assert not loaded.load(tables(tmp_path / key, {"enterprises": FIRMS + row})).exit_status

    assert candidates(asking, NAMES["A"])[0] == code


def test_what_cannot_be_judged_is_refused(loaded: Graph, asking: Asking) -> None:
    for left, field, said in (
        ({"left": "Enterprise:A", "name": "金安"}, "left", "give one of them"),
        ({}, "left", "give one of them"),
        ({"name": "  "}, "left", "give one of them"),
        ({"left": "Enterprise:D"}, "right", "judge two"),
        ({"left": "Enterprise:X"}, "left", "names no accepted row"),
    ):
        done = judged(asking, "D", **left)
        assert (done["node"], done["load"]) == (None, None)
        assert done["userErrors"][0]["field"] == field and said in done["userErrors"][0]["message"]
    done = asking.data(UNDO, input={"id": "Judgement:none"})["withdrawJudgement"]
    assert done["userErrors"] == [{"field": "id", "message": "No judgement has this id."}]
    inputs = ((JUDGE, {"name": "金安", "right": "A", "judgement": "SAME"}), (UNDO, {"id": "Judgement:x"}))
    for document, one in inputs:
        result = asking.run(asking.schema.execute(document, {"input": one}, {"caller": Caller(Role.INVESTIGATOR, "")}))
        assert [error.extensions["code"] for error in result.errors] == ["FORBIDDEN"]
    assert asking.data("{ judgements { totalCount } }") == {"judgements": {"totalCount": 0}}

    judged(asking, "D", left="Enterprise:A")
    with pytest.raises(BadInput, match="referred to by load 2"):
        loaded.run(withdraw(loaded.database, 1))
