"""Row → candidate or fault: what the contract says of a single row."""

from __future__ import annotations

from datetime import date

import pytest

from loaders.tables import TABLES
from loaders.validate import Candidate, Checker, Fault

CODE = "91421202MA48ABCD95"


def check(table: str, **cells: object) -> Candidate | Fault:
    header = TABLES[table].understand(list(cells))
    return Checker(TABLES[table], len(cells), header).check(2, list(cells.values()))


def right(table: str, **cells: object) -> Candidate:
    found = check(table, **cells)
    assert isinstance(found, Candidate), found
    return found


def wrong(table: str, **cells: object) -> Fault:
    found = check(table, **cells)
    assert isinstance(found, Fault)
    return found


SANCTION: dict[str, object] = {"sanction_id": "S1", "uscc": CODE, "kind": "强制清退", "starts_on": "2022-01-01"}
COMMUNITY: dict[str, object] = {"community_id": "C1", "name": "祥和苑", "region_code": "421202"}
ENTERPRISE: dict[str, object] = {"name": "永安物业", "kind": "property_service"}


def test_a_row_becomes_properties_and_references() -> None:
    found = right(
        "sanctions",
        **SANCTION,
        ends_on="2022年6月30日",
        region_code="421202",
        source_document_id="D1",
        source_quote="q",
    )

    assert found.label == "Sanction"
    assert found.key == "S1"
    assert found.properties == {
        "sanctionId": "S1",
        "kind": "FORCED_EXIT",
        "startsOn": date(2022, 1, 1),
        "endsOn": date(2022, 6, 30),
        "permanent": False,
        "synthetic": False,
        "quality": [],
    }
    assert found.references == [[CODE], [], ["421202"], [], ["D1"]]
    assert found.citation == ("D1", None, "q")


def test_an_empty_cell_is_unknown() -> None:
    found = right("communities", **COMMUNITY, households="", is_old=" ", address="")

    assert set(found.properties) == {"communityId", "name", "synthetic", "quality"}


@pytest.mark.parametrize("cells", [{"sanction_id": " "}, {"uscc": ""}, {"kind": ""}, {"starts_on": ""}])
def test_what_is_required_is_missed(cells: dict[str, object]) -> None:
    fault = wrong("sanctions", **SANCTION | cells)

    assert fault.column in cells
    assert "required" in fault.reason


def test_a_required_column_that_is_not_there_is_missed() -> None:
    assert wrong("people", person_id="P1").column == "name"


def test_a_row_of_several_faults_tells_each_column() -> None:
    fault = wrong("communities", **COMMUNITY | {"region_code": "x"}, households="many", is_old="?")

    assert fault.column == "households"
    assert fault.reason.endswith("Also wrong: is_old, region_code.")


def test_a_partial_date_is_rejected_where_it_decides_a_period_and_noted_elsewhere() -> None:
    assert wrong("sanctions", **SANCTION | {"starts_on": "2022-06"}).column == "starts_on"

    found = right("enterprises", uscc=CODE, **ENTERPRISE, established_on="2010")
    assert "establishedOn" not in found.properties
    assert found.properties["quality"] == ["establishedOn: 2010 (partial date)"]


def test_a_period_that_ends_before_it_begins_is_rejected() -> None:
    fault = wrong("sanctions", **SANCTION, ends_on="2021-12-31")

    assert (fault.column, fault.value) == ("ends_on", "2021-12-31")
    assert right("sanctions", **SANCTION, ends_on="2022-01-01")
    claim = {
        "claim_id": "1",
        "document_id": "D",
        "locator": "l",
        "statement": "s",
        "measure": "communities.count",
        "value": "5",
    }
    assert wrong("claims", **claim, **{"from": "2022-02-01", "to": "2022-01-01"}).column == "to"
    assert wrong(
        "owners_committees",
        committee_id="1",
        name="n",
        community_id="C",
        elected_on="2022-01-01",
        term_ends_on="2021-01-01",
    )


def test_a_cut_before_the_beginning_is_noted() -> None:
    assert right("sanctions", **SANCTION, lifted_on="2022-01-01").properties["quality"] == [
        "liftedOn: not after startsOn, so that it never was in force"
    ]
    assert right("sanctions", **SANCTION, ends_on="2022-02-01", permanent="是").properties["quality"] == [
        "permanent: true, and yet endsOn is given"
    ]


def test_an_enterprise_goes_by_its_credit_code_where_there_is_one() -> None:
    assert right("enterprises", uscc=CODE.lower(), **ENTERPRISE).key == CODE
    both = right("enterprises", uscc=CODE, enterprise_id="E1", **ENTERPRISE)
    assert (both.key, both.properties["enterpriseId"], both.properties["registerId"]) == (CODE, CODE, "E1")
    one = right("enterprises", uscc="", enterprise_id="E1", **ENTERPRISE)
    assert one.key == "E1"
    assert "uscc" not in one.properties
    assert wrong("enterprises", uscc="", enterprise_id="", **ENTERPRISE).column == "uscc"


def test_an_odd_credit_code_is_noted_and_a_wrong_one_rejected() -> None:
    assert right("enterprises", uscc=CODE[:-1] + "6", **ENTERPRISE).properties["quality"] == [
        "uscc: the check digit should be 5"
    ]
    assert wrong("enterprises", uscc=CODE[:-1], **ENTERPRISE).reason == "uscc has 17 characters; a credit code has 18."


@pytest.mark.parametrize(("table", "column"), [("enterprises", "uscc"), ("regions", "code"), ("sanctions", "uscc")])
def test_a_code_in_a_number_cell_is_no_code(table: str, column: str) -> None:
    cells = {"enterprises": ENTERPRISE, "regions": {"name": "n", "level": "省"}, "sanctions": SANCTION}[table]

    for cell in (42.0, 421202, "9.142E+17"):
        fault = wrong(table, **cells | {column: cell})
        assert fault.column == column
        assert "lost digits" in fault.reason


def test_a_consortium_is_several_codes_in_a_cell() -> None:
    found = right(
        "bids", bid_id="B", tender_id="T", uscc=f"{CODE}；e2 ;{CODE}", submitted_on="20220101", outcome="中标"
    )

    assert found.references[1] == [CODE, "e2"]


def test_the_level_tells_a_branch_from_a_committee() -> None:
    cells = {"organization_id": "O1", "name": "n", "community_id": "C1"}

    branch = right("party_organizations", **cells, level="小区党支部")
    assert branch.label == "PartyBranch"
    assert "level" not in branch.properties
    committee = right("party_organizations", **cells, level="neighborhood_committee")
    assert committee.label == "PartyCommittee"
    assert committee.properties["quality"] == ["community_id: C1 (not said of a PartyCommittee)"]


@pytest.mark.parametrize(
    ("table", "cells"),
    [
        ("enterprise_roles", {"role_id": "1", "uscc": CODE, "person_id": "P", "role": "股东", "share": "51"}),
        ("communities", COMMUNITY | {"longitude": "291.3"}),
        ("communities", COMMUNITY | {"households": "-3"}),
        ("communities", COMMUNITY | {"built_year": "22"}),
    ],
)
def test_numbers_out_of_range_are_rejected(table: str, cells: dict[str, object]) -> None:
    assert "out of range" in wrong(table, **cells).reason


def test_a_measure_is_one_of_those_named() -> None:
    claim = {"claim_id": "1", "document_id": "D", "locator": "l", "statement": "s", "value": "5"}

    assert right("claims", **claim, measure="communities.count").properties["measure"] == "communities.count"
    assert "nearest is communities.count" in wrong("claims", **claim, measure="community.count").reason


def test_personal_data_is_masked() -> None:
    fault = wrong("people", person_id="P1", name="王伟", id_number="4.21202E+17")

    assert fault.column == "id_number"
    assert fault.value == "*" * 11
    assert "4.21" not in fault.reason


def test_a_row_of_another_width_is_rejected() -> None:
    checker = Checker(TABLES["people"], 3, TABLES["people"].understand(["person_id", "name", "phone"]))

    assert isinstance(checker.check(2, ["P1", "a"]), Fault)
    assert isinstance(checker.check(2, ["P1", "a", "", "x"]), Fault)
    assert isinstance(checker.check(2, ["P1", "a", "", ""]), Candidate)


def test_a_citation_without_a_document_is_noted() -> None:
    found = right("communities", **COMMUNITY, source_locator="p. 3")

    assert found.citation is None
    assert found.properties["quality"] == ["source: p. 3 (no source_document_id)"]


def test_links_between_documents_are_rows_without_a_node() -> None:
    found = right("document_links", from_id="A", to_id="B", kind="replies_to")

    assert (found.label, found.properties["kind"], found.references) == ("", "REPLIES_TO", [["A"], ["B"], []])
