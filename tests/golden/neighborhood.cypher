RETURN
  [$p1, COLLECT {
    UNWIND range(0, size($p0) - 1) AS j0
    MATCH (n1) WHERE elementId(n1) = $p0[j0]
    RETURN [CASE WHEN n1:Document THEN 'Document:' + n1.documentId WHEN n1:Region THEN 'Region:' + n1.code WHEN n1:Person THEN 'Person:' + n1.personId WHEN n1:Authority THEN 'Authority:' + n1.authorityId WHEN n1:Enterprise THEN 'Enterprise:' + n1.enterpriseId WHEN n1:Community THEN 'Community:' + n1.communityId WHEN n1:PartyCommittee THEN 'PartyCommittee:' + n1.organizationId WHEN n1:PartyBranch THEN 'PartyBranch:' + n1.organizationId WHEN n1:OwnersCommittee THEN 'OwnersCommittee:' + n1.committeeId WHEN n1:Tender THEN 'Tender:' + n1.tenderId WHEN n1:CreditEvent THEN 'CreditEvent:' + n1.eventId WHEN n1:Sanction THEN 'Sanction:' + n1.sanctionId WHEN n1:Bid THEN 'Bid:' + n1.bidId WHEN n1:Contract THEN 'Contract:' + n1.contractId WHEN n1:MarketFiling THEN 'MarketFiling:' + n1.filingId WHEN n1:Renovation THEN 'Renovation:' + n1.renovationId WHEN n1:EnterpriseRole THEN 'EnterpriseRole:' + n1.roleId WHEN n1:EnterpriseLink THEN 'EnterpriseLink:' + n1.linkId WHEN n1:Claim THEN 'Claim:' + n1.claimId WHEN n1:Coverage THEN 'Coverage:' + n1.coverageId WHEN n1:Judgement THEN 'Judgement:' + n1.judgementId END, COLLECT {
      MATCH (n1)-[r:APPLIES_IN|AWARDED_THROUGH|BASED_ON|CITED_IN|CITES|CONCERNS|CONTRACTED_WITH|DECIDED_BY|FILED_BY|FOR|HAPPENED_AT|HELD_BY|HELD_IN|IMPOSED_ON|IN_REGION|JUDGED|JUDGED_AS|LEADS|LED_BY|LINK_FROM|LINK_TO|MADE_IN|MERGED_INTO|PART_OF|RENOVATES|REPLIES_TO|REPORTS_TO|REPRESENTS|SERVES|SUBMITTED_BY|SUBMITTED_TO]->(n2)
      RETURN [CASE WHEN n2:Document THEN 'Document:' + n2.documentId WHEN n2:Region THEN 'Region:' + n2.code WHEN n2:Person THEN 'Person:' + n2.personId WHEN n2:Authority THEN 'Authority:' + n2.authorityId WHEN n2:Enterprise THEN 'Enterprise:' + n2.enterpriseId WHEN n2:Community THEN 'Community:' + n2.communityId WHEN n2:PartyCommittee THEN 'PartyCommittee:' + n2.organizationId WHEN n2:PartyBranch THEN 'PartyBranch:' + n2.organizationId WHEN n2:OwnersCommittee THEN 'OwnersCommittee:' + n2.committeeId WHEN n2:Tender THEN 'Tender:' + n2.tenderId WHEN n2:CreditEvent THEN 'CreditEvent:' + n2.eventId WHEN n2:Sanction THEN 'Sanction:' + n2.sanctionId WHEN n2:Bid THEN 'Bid:' + n2.bidId WHEN n2:Contract THEN 'Contract:' + n2.contractId WHEN n2:MarketFiling THEN 'MarketFiling:' + n2.filingId WHEN n2:Renovation THEN 'Renovation:' + n2.renovationId WHEN n2:EnterpriseRole THEN 'EnterpriseRole:' + n2.roleId WHEN n2:EnterpriseLink THEN 'EnterpriseLink:' + n2.linkId WHEN n2:Claim THEN 'Claim:' + n2.claimId WHEN n2:Coverage THEN 'Coverage:' + n2.coverageId WHEN n2:Judgement THEN 'Judgement:' + n2.judgementId END, type(r)] ORDER BY type(r), CASE WHEN n2:Document THEN 'Document:' + n2.documentId WHEN n2:Region THEN 'Region:' + n2.code WHEN n2:Person THEN 'Person:' + n2.personId WHEN n2:Authority THEN 'Authority:' + n2.authorityId WHEN n2:Enterprise THEN 'Enterprise:' + n2.enterpriseId WHEN n2:Community THEN 'Community:' + n2.communityId WHEN n2:PartyCommittee THEN 'PartyCommittee:' + n2.organizationId WHEN n2:PartyBranch THEN 'PartyBranch:' + n2.organizationId WHEN n2:OwnersCommittee THEN 'OwnersCommittee:' + n2.committeeId WHEN n2:Tender THEN 'Tender:' + n2.tenderId WHEN n2:CreditEvent THEN 'CreditEvent:' + n2.eventId WHEN n2:Sanction THEN 'Sanction:' + n2.sanctionId WHEN n2:Bid THEN 'Bid:' + n2.bidId WHEN n2:Contract THEN 'Contract:' + n2.contractId WHEN n2:MarketFiling THEN 'MarketFiling:' + n2.filingId WHEN n2:Renovation THEN 'Renovation:' + n2.renovationId WHEN n2:EnterpriseRole THEN 'EnterpriseRole:' + n2.roleId WHEN n2:EnterpriseLink THEN 'EnterpriseLink:' + n2.linkId WHEN n2:Claim THEN 'Claim:' + n2.claimId WHEN n2:Coverage THEN 'Coverage:' + n2.coverageId WHEN n2:Judgement THEN 'Judgement:' + n2.judgementId END
    }, CASE
      WHEN n1:Document THEN [0, ['Document:' + n1.documentId]]
      WHEN n1:Region THEN [1, ['Region:' + n1.code]]
      WHEN n1:Person THEN [2, ['Person:' + n1.personId]]
      WHEN n1:Authority THEN [3, ['Authority:' + n1.authorityId]]
      WHEN n1:Enterprise THEN [4, ['Enterprise:' + n1.enterpriseId, n1.name]]
      WHEN n1:Community THEN [5, ['Community:' + n1.communityId]]
      WHEN n1:PartyCommittee THEN [6, ['PartyCommittee:' + n1.organizationId]]
      WHEN n1:PartyBranch THEN [7, ['PartyBranch:' + n1.organizationId]]
      WHEN n1:OwnersCommittee THEN [8, ['OwnersCommittee:' + n1.committeeId]]
      WHEN n1:Tender THEN [9, ['Tender:' + n1.tenderId]]
      WHEN n1:CreditEvent THEN [10, ['CreditEvent:' + n1.eventId]]
      WHEN n1:Sanction THEN [11, ['Sanction:' + n1.sanctionId]]
      WHEN n1:Bid THEN [12, ['Bid:' + n1.bidId]]
      WHEN n1:Contract THEN [13, ['Contract:' + n1.contractId]]
      WHEN n1:MarketFiling THEN [14, ['MarketFiling:' + n1.filingId]]
      WHEN n1:Renovation THEN [15, ['Renovation:' + n1.renovationId]]
      WHEN n1:EnterpriseRole THEN [16, ['EnterpriseRole:' + n1.roleId]]
      WHEN n1:EnterpriseLink THEN [17, ['EnterpriseLink:' + n1.linkId]]
      WHEN n1:Claim THEN [18, ['Claim:' + n1.claimId]]
      WHEN n1:Coverage THEN [19, ['Coverage:' + n1.coverageId]]
      WHEN n1:Judgement THEN [20, ['Judgement:' + n1.judgementId]]
    END] ORDER BY j0
  }] AS r0
// $p0 = []
// $p1 = []
