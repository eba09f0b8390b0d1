"""`creditScore` on the demonstration: held against its tables, and what is refused, cited and masked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.access import Caller
from api.app import create_app
from graph.role import Role
from graph.settings import Settings
from tests.asking import Asking
from tests.reference import Thing, demonstration

ALL = """
query ($on: Date, $regime: String!) @cite {
  enterprises(first: 1000) {
    nodes {
      id
      creditScore(regime: $regime, on: $on) {
        on score points grade missing applies
        contributions { points event { id } }
        leftOut { because event { id } }
      }
    }
  }
}
"""


def counts(event: Thing, day: str) -> bool:
    """Is the event in force on the day, and not repaired?"""
    begins, ends, repaired, revoked = (
        str(event[name] or "") for name in ("occurredOn", "expiresOn", "repairedOn", "revokedOn")
    )
    return begins <= day <= (ends or "9999") and not any(cut and cut <= day for cut in (repaired, revoked))


@pytest.mark.parametrize("day", ["2021-06-30", "2022-06-30", "2024-03-01"])
def test_scores_are_those_of_the_tables(asking: Asking, day: str) -> None:
    firms = {firm.id: firm for firm in demonstration()["Enterprise"]}
    found = asking.data(ALL, on=day, regime="lianyungang-2018")["enterprises"]["nodes"]
    left: set[str] = set()

    assert {node["id"] for node in found} == firms.keys()
    for node in found:
        events = [event for event in firms[node["id"]].related("creditEvents") if str(event["occurredOn"]) <= day]
        adds = {e.id: e["points"] * (1 if e["polarity"] == "TRUSTWORTHY" else -1) for e in events if counts(e, day)}
        said = node["creditScore"]
        assert (said["score"], said["points"], said["missing"]) == (90 + sum(adds.values()), sum(adds.values()), [])
        assert {part["event"]["id"]: part["points"] for part in said["contributions"]} == adds
        assert {part["event"]["id"] for part in said["leftOut"]} == {event.id for event in events} - adds.keys()
        left |= {part["because"] for part in said["leftOut"]}
    assert left == {"EXPIRED", "REPAIRED", "REVOKED"} if day > "2023" else left <= {"EXPIRED", "REPAIRED", "REVOKED"}


def test_who_has_no_credit_file_may_take_part_or_not(asking: Asking) -> None:
    document = """query($on: Date) { enterprises(first: 1000) { nodes {
      creditFileOpenedOn creditScore(regime: "shandong", on: $on, base: 80) { grade score missing } } } }"""
    found = asking.data(document, on="2020-01-01")["enterprises"]["nodes"]

    grades: dict[str, set[Any]] = {"unknown": set(), "later": set(), "before": set()}
    for node in found:
        opened, said = node["creditFileOpenedOn"], node["creditScore"]
        grades["unknown" if opened is None else "later" if opened > "2020-01-01" else "before"].add(said["grade"])
        assert bool(said["missing"]) == (opened is None)
    assert grades["unknown"] == {None} and grades["later"] == {"C级(缺失)"} and "AA" in grades["before"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ('regime: "xianning"', "there are: lianyungang-2018, shandong, yantai-2022"),
        ('regime: "lianyungang-2018", base: 80', "is 90 for all"),
        ('regime: "yantai-2022", base: 81', "at most 80"),
    ],
)
def test_what_cannot_be_meant_is_refused(asking: Asking, arguments: str, words: str) -> None:
    code, sentence = asking.refusal(
        f"{{ enterprises(first: 1) {{ nodes {{ creditScore({arguments}) {{ score }} }} }} }}"
    )

    assert code == "BAD_USER_INPUT" and words in sentence


def test_events_are_counted_among_what_an_operation_may_return(asking: Asking) -> None:
    events = "contributions { event { enterprise { id } } } leftOut { event { id } } vetoes { id }"
    code, _ = asking.refusal(
        f'{{ enterprises(first: 1000) {{ nodes {{ a: creditScore(regime: "shandong") {{ {events} }}'
        f' b: creditScore(regime: "yantai-2022") {{ {events} }} }} }} }}'
    )

    assert code == "COST_LIMIT_EXCEEDED"


def test_what_is_masked_is_masked_in_a_score_as_well(asking: Asking) -> None:
    document = """{ enterprises(where: { creditEvents: { some: { id: { isNull: false } } } }) { nodes { creditScore(regime: "shandong") {
      contributions { event { enterprise { phone } } } leftOut { event { enterprise { phone } } } } } } }"""

    def phones(role: Role) -> set[str]:
        result = asking.run(asking.schema.execute(document, None, {"caller": Caller(role, "")}))
        assert result.errors is None
        scores = [node["creditScore"] for node in result.data["enterprises"]["nodes"]]
        parts = [part for said in scores for part in (*said["contributions"], *said["leftOut"])]
        return {phone for part in parts if (phone := part["event"]["enterprise"]["phone"])}

    assert phones(Role.PUBLIC) and all("****" in phone for phone in phones(Role.PUBLIC))
    assert not any("****" in phone for phone in phones(Role.INVESTIGATOR))


def test_a_regime_of_one_s_own(asking: Asking, address: Settings, tmp_path: Path) -> None:
    text = 'id = "mine"\njurisdiction = "某市"\nversion = "1"\nsource = "ours"\nbase = 100\ncycle = "CALENDAR_YEAR"\nvalid_from = 2020-01-01\nvalid_to = 2022-12-31\n'
    (tmp_path / "mine.toml").write_text(text, "utf-8")
    question = """{ creditRegimes { id }
      enterprise(by: { uscc: "91421202XG1047298R" }) { creditScore(regime: "mine", on: "2022-06-30") {
        applies score grade contributions { points } leftOut { because } } } }"""

    with TestClient(create_app(replace(address, regimes=tmp_path))) as client:
        data = client.post("/graphql", json={"query": question}).json()["data"]

    assert [each["id"] for each in data["creditRegimes"]] == ["lianyungang-2018", "mine", "shandong", "yantai-2022"]
    said = data["enterprise"]["creditScore"]
    assert (said["applies"], said["score"], said["grade"]) == (True, 92, None)
    assert [part["because"] for part in said["leftOut"]] == ["RESET", "RESET"]
