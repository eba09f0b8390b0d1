"""The tables as derived from the domain are those of the contract, under every header that it allows."""

from __future__ import annotations

import pytest

from graph.domain import MODEL
from loaders.tables import TABLES, loading_order, table_named

#: The contract's tables: name → columns, `*` for required. contract/tables.md is not part of the package.
CONTRACT = {
    "regions": "*code *name *level parent_code",
    "communities": "*community_id *name *region_code address built_year buildings households floor_area is_old has_gatehouse"
    " has_cameras has_boundary has_parking merged_into merged_on longitude latitude",
    "party_organizations": "*organization_id *name *level superior_id region_code community_id established_on first_secretary_id",
    "owners_committees": "*committee_id *name *community_id elected_on term_ends_on",
    "people": "*person_id *name id_number phone",
    "enterprises": "uscc enterprise_id *name former_names *kind status region_code registered_address phone email established_on"
    " dissolved_on credit_file_opened_on",
    "authorities": "*authority_id *name level region_code",
    "tenders": "*tender_id *title *kind community_id tenderer published_on bids_due_on awarded_on budget",
    "documents": "*document_id *title *kind number issuer issued_on url disclosure",
    "enterprise_roles": "*role_id *uscc *person_id *role share starts_on ends_on",
    "enterprise_links": "*link_id *from_uscc *to_uscc *kind share starts_on ends_on",
    "credit_events": "*event_id *uscc *polarity category points *occurred_on decided_on published_on expires_on repaired_on"
    " revoked_on authority_id community_id document_number summary",
    "sanctions": "*sanction_id *uscc *kind *starts_on ends_on permanent lifted_on event_id region_code authority_id document_number",
    "bids": "*bid_id *tender_id *uscc amount *submitted_on *outcome",
    "contracts": "*contract_id *community_id uscc *mode *starts_on ends_on terminated_on fee_per_m2_month tender_id",
    "market_filings": "*filing_id *uscc *region_code *filed_on expires_on status",
    "renovations": "*renovation_id *name *year region_code community_ids investment security_systems parking_spaces public_space"
    " completed_on party_branch_formed_on consultation_held_on convention_signed_on illegal_structures_cleared_on"
    " residents_contributed_on fees_committed_on",
    "claims": "*claim_id *document_id *locator *statement *measure *value unit as_of from to region_code",
    "document_links": "*from_id *to_id *kind",
    "coverage": "*coverage_id *document_id *covers from *to region_code statement",  # ours
    "judgements": "*judgement_id *verdict name reason judged_by judged_on left_uscc *right_uscc",  # ours
}
COMMON = {"source_document_id", "source_locator", "source_quote", "synthetic"}
ALIASES = {
    "regions": {"区划代码": "code", "名称": "name", "级别": "level", "上级代码": "parent_code"},
    "communities": {
        "小区编号": "community_id",
        "社区代码": "region_code",
        "建筑面积": "floor_area",
        "并入小区": "merged_into",
    },
    "party_organizations": {"层级": "level", "上级组织": "superior_id", "第一书记": "first_secretary_id"},
    "enterprises": {"统一社会信用代码": "uscc", "注册地": "region_code", "诚信档案建档日期": "credit_file_opened_on"},
    "tenders": {"截标日期": "bids_due_on", "招标人": "tenderer"},
    "credit_events": {"记录编号": "event_id", "统一社会信用代码": "uscc", "事由": "summary"},
    "sanctions": {"起": "starts_on", "止": "ends_on", "依据记录": "event_id", "适用地域": "region_code"},
    "renovations": {"改造小区": "community_ids", "承诺接受物业管理并交纳费用": "fees_committed_on"},
}


def test_every_table_of_the_contract_has_its_columns() -> None:
    found = {
        name: {("*" if c.required else "") + c.name for c in table.columns} - COMMON for name, table in TABLES.items()
    }

    assert {name: set(columns.split()) for name, columns in CONTRACT.items()} == found


@pytest.mark.parametrize(("name", "aliases"), ALIASES.items())
def test_chinese_headers(name: str, aliases: dict[str, str]) -> None:
    found = TABLES[name].understand(list(aliases))

    assert {column: place for place, column in enumerate(aliases.values())} == dict(found.places)


@pytest.mark.parametrize(
    "header", ["floor_area", "Floor Area", "FLOORAREA", "floorArea", " 建筑面积 ", "建筑面积（㎡）", "（建筑面积）", "建筑 面积", "floor_area (建筑面积)"]
)  # fmt: skip
def test_case_spaces_and_brackets_do_not_matter(header: str) -> None:
    assert TABLES["communities"].understand([header]).places == {"floor_area": 0}


def test_what_is_no_column_is_told_and_what_is_the_loaders_own_is_not() -> None:
    found = TABLES["people"].understand(["person_id", "备注", "", "_reason", "姓名", "name"])

    assert found.places == {"person_id": 0, "name": 4}
    assert found.unknown == ("备注",)
    assert found.doubled == ("name",)


def test_no_alias_means_two_columns() -> None:
    for table in TABLES.values():
        for column in table.columns:
            for alias in column.aliases[:1]:
                [meant] = table.understand([alias]).places or [column.name]
                assert meant == column.name or alias in next(c for c in table.columns if c.name == meant).aliases


def test_each_table_comes_after_those_that_it_names() -> None:
    done: set[str] = set()
    for table in loading_order():
        assert table.targets <= done | {table.name}
        done.add(table.name)
    assert done == set(TABLES)


def test_every_type_carries_what_its_columns_say() -> None:
    for node in MODEL:
        table = TABLES[node.table]
        columns = [table.references[place].name for place in table.carries[node.name]]
        assert columns == [relation.column for relation in node.relations if relation.column]


def test_tables_go_by_english_and_chinese_names() -> None:
    assert table_named("PEOPLE") is TABLES["people"]
    assert table_named("惩戒") is TABLES["sanctions"]
    assert table_named("") is None
