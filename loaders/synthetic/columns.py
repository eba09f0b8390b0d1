"""Which columns each generated table has, in the order in which they are written."""

from __future__ import annotations

#: The provenance that every table carries, and the label that says that a row is made.
PROVENANCE = ("source_document_id", "source_locator", "synthetic")

_ROLES = "role_id uscc person_id role share starts_on ends_on"
_PARTY = "organization_id name level superior_id region_code community_id established_on first_secretary_id"
_ENTERPRISES = (
    "uscc enterprise_id name former_names kind status region_code registered_address phone email"
    " established_on dissolved_on credit_file_opened_on"
)
_EVENTS = (
    "event_id uscc polarity category points occurred_on decided_on published_on expires_on repaired_on revoked_on"
    " authority_id community_id document_number summary"
)
_SANCTIONS = (
    "sanction_id uscc kind starts_on ends_on permanent lifted_on event_id region_code authority_id document_number"
)
_CONTRACTS = "contract_id community_id uscc mode starts_on ends_on terminated_on fee_per_m2_month tender_id"
_COMMUNITIES = (
    "community_id name region_code address built_year buildings households floor_area is_old has_gatehouse has_cameras"
    " has_boundary has_parking merged_into merged_on longitude latitude"
)
_RENOVATIONS = (
    "renovation_id name year region_code community_ids investment security_systems parking_spaces public_space"
    " completed_on party_branch_formed_on consultation_held_on convention_signed_on illegal_structures_cleared_on"
    " residents_contributed_on fees_committed_on"
)
_NAMES = {
    "documents": "document_id title kind number issuer issued_on url disclosure",
    "regions": "code name level parent_code",
    "authorities": "authority_id name level region_code",
    "people": "person_id name id_number phone",
    "communities": _COMMUNITIES,
    "party_organizations": _PARTY,
    "owners_committees": "committee_id name community_id elected_on term_ends_on",
    "enterprises": _ENTERPRISES,
    "enterprise_roles": _ROLES,
    "enterprise_links": "link_id from_uscc to_uscc kind share starts_on ends_on",
    "market_filings": "filing_id uscc region_code filed_on expires_on status",
    "credit_events": _EVENTS,
    "sanctions": _SANCTIONS,
    "tenders": "tender_id title kind community_id tenderer published_on bids_due_on awarded_on budget",
    "bids": "bid_id tender_id uscc amount submitted_on outcome",
    "contracts": _CONTRACTS,
    "renovations": _RENOVATIONS,
    "claims": "claim_id document_id locator statement measure value unit as_of from to region_code",
    "coverage": "coverage_id document_id covers from to region_code statement",
    "document_links": "from_id to_id kind",
}

#: Table → its columns; the order of the tables is the order in which they are made.
COLUMNS: dict[str, tuple[str, ...]] = {table: (*names.split(), *PROVENANCE) for table, names in _NAMES.items()}
