RETURN
  COLLECT {
    UNWIND range(0, size($p0) - 1) AS p0
    MATCH (n1) WHERE elementId(n1) = $p0[p0]
    WITH p0, n1, COLLECT {
      UNWIND range(0, size($p1[p0]) - 1) AS j4
      MATCH (n5) WHERE elementId(n5) = $p1[p0][j4]
      RETURN n5 ORDER BY j4
    } AS x2, COLLECT {
      UNWIND range(0, size($p2[p0]) - 1) AS j6
      MATCH (n7) WHERE elementId(n7) = $p2[p0][j6]
      RETURN n7 ORDER BY j6
    } AS y3
    RETURN [COLLECT {
      UNWIND range(0, size((x2 + y3)) - 1) AS j8
      WITH j8, (x2 + y3)[j8] AS n9
      RETURN [CASE WHEN n9:Document THEN 'Document:' + n9.documentId WHEN n9:Region THEN 'Region:' + n9.code WHEN n9:Person THEN 'Person:' + n9.personId WHEN n9:Authority THEN 'Authority:' + n9.authorityId WHEN n9:Enterprise THEN 'Enterprise:' + n9.enterpriseId WHEN n9:Community THEN 'Community:' + n9.communityId WHEN n9:PartyCommittee THEN 'PartyCommittee:' + n9.organizationId WHEN n9:PartyBranch THEN 'PartyBranch:' + n9.organizationId WHEN n9:OwnersCommittee THEN 'OwnersCommittee:' + n9.committeeId WHEN n9:Tender THEN 'Tender:' + n9.tenderId WHEN n9:CreditEvent THEN 'CreditEvent:' + n9.eventId WHEN n9:Sanction THEN 'Sanction:' + n9.sanctionId WHEN n9:Bid THEN 'Bid:' + n9.bidId WHEN n9:Contract THEN 'Contract:' + n9.contractId WHEN n9:MarketFiling THEN 'MarketFiling:' + n9.filingId WHEN n9:Renovation THEN 'Renovation:' + n9.renovationId WHEN n9:EnterpriseRole THEN 'EnterpriseRole:' + n9.roleId WHEN n9:EnterpriseLink THEN 'EnterpriseLink:' + n9.linkId WHEN n9:Claim THEN 'Claim:' + n9.claimId WHEN n9:Coverage THEN 'Coverage:' + n9.coverageId WHEN n9:Judgement THEN 'Judgement:' + n9.judgementId END, COLLECT {
        MATCH (n9)-[r:APPLIES_IN|AWARDED_THROUGH|BASED_ON|CITED_IN|CITES|CONCERNS|CONTRACTED_WITH|DECIDED_BY|FILED_BY|FOR|HAPPENED_AT|HELD_BY|HELD_IN|IMPOSED_ON|IN_REGION|JUDGED|JUDGED_AS|LEADS|LED_BY|LINK_FROM|LINK_TO|MADE_IN|MERGED_INTO|PART_OF|RENOVATES|REPLIES_TO|REPORTS_TO|REPRESENTS|SERVES|SUBMITTED_BY|SUBMITTED_TO]->(n10)
        WHERE n10 IN (x2 + y3)
        RETURN [CASE WHEN n10:Document THEN 'Document:' + n10.documentId WHEN n10:Region THEN 'Region:' + n10.code WHEN n10:Person THEN 'Person:' + n10.personId WHEN n10:Authority THEN 'Authority:' + n10.authorityId WHEN n10:Enterprise THEN 'Enterprise:' + n10.enterpriseId WHEN n10:Community THEN 'Community:' + n10.communityId WHEN n10:PartyCommittee THEN 'PartyCommittee:' + n10.organizationId WHEN n10:PartyBranch THEN 'PartyBranch:' + n10.organizationId WHEN n10:OwnersCommittee THEN 'OwnersCommittee:' + n10.committeeId WHEN n10:Tender THEN 'Tender:' + n10.tenderId WHEN n10:CreditEvent THEN 'CreditEvent:' + n10.eventId WHEN n10:Sanction THEN 'Sanction:' + n10.sanctionId WHEN n10:Bid THEN 'Bid:' + n10.bidId WHEN n10:Contract THEN 'Contract:' + n10.contractId WHEN n10:MarketFiling THEN 'MarketFiling:' + n10.filingId WHEN n10:Renovation THEN 'Renovation:' + n10.renovationId WHEN n10:EnterpriseRole THEN 'EnterpriseRole:' + n10.roleId WHEN n10:EnterpriseLink THEN 'EnterpriseLink:' + n10.linkId WHEN n10:Claim THEN 'Claim:' + n10.claimId WHEN n10:Coverage THEN 'Coverage:' + n10.coverageId WHEN n10:Judgement THEN 'Judgement:' + n10.judgementId END, type(r)] ORDER BY type(r), CASE WHEN n10:Document THEN 'Document:' + n10.documentId WHEN n10:Region THEN 'Region:' + n10.code WHEN n10:Person THEN 'Person:' + n10.personId WHEN n10:Authority THEN 'Authority:' + n10.authorityId WHEN n10:Enterprise THEN 'Enterprise:' + n10.enterpriseId WHEN n10:Community THEN 'Community:' + n10.communityId WHEN n10:PartyCommittee THEN 'PartyCommittee:' + n10.organizationId WHEN n10:PartyBranch THEN 'PartyBranch:' + n10.organizationId WHEN n10:OwnersCommittee THEN 'OwnersCommittee:' + n10.committeeId WHEN n10:Tender THEN 'Tender:' + n10.tenderId WHEN n10:CreditEvent THEN 'CreditEvent:' + n10.eventId WHEN n10:Sanction THEN 'Sanction:' + n10.sanctionId WHEN n10:Bid THEN 'Bid:' + n10.bidId WHEN n10:Contract THEN 'Contract:' + n10.contractId WHEN n10:MarketFiling THEN 'MarketFiling:' + n10.filingId WHEN n10:Renovation THEN 'Renovation:' + n10.renovationId WHEN n10:EnterpriseRole THEN 'EnterpriseRole:' + n10.roleId WHEN n10:EnterpriseLink THEN 'EnterpriseLink:' + n10.linkId WHEN n10:Claim THEN 'Claim:' + n10.claimId WHEN n10:Coverage THEN 'Coverage:' + n10.coverageId WHEN n10:Judgement THEN 'Judgement:' + n10.judgementId END
      }, CASE
        WHEN n9:Document THEN [0, ['Document:' + n9.documentId]]
        WHEN n9:Region THEN [1, ['Region:' + n9.code]]
        WHEN n9:Person THEN [2, ['Person:' + n9.personId, n9.name]]
        WHEN n9:Authority THEN [3, ['Authority:' + n9.authorityId]]
        WHEN n9:Enterprise THEN [4, ['Enterprise:' + n9.enterpriseId, n9.name]]
        WHEN n9:Community THEN [5, ['Community:' + n9.communityId]]
        WHEN n9:PartyCommittee THEN [6, ['PartyCommittee:' + n9.organizationId]]
        WHEN n9:PartyBranch THEN [7, ['PartyBranch:' + n9.organizationId]]
        WHEN n9:OwnersCommittee THEN [8, ['OwnersCommittee:' + n9.committeeId]]
        WHEN n9:Tender THEN [9, ['Tender:' + n9.tenderId]]
        WHEN n9:CreditEvent THEN [10, ['CreditEvent:' + n9.eventId]]
        WHEN n9:Sanction THEN [11, ['Sanction:' + n9.sanctionId]]
        WHEN n9:Bid THEN [12, ['Bid:' + n9.bidId]]
        WHEN n9:Contract THEN [13, ['Contract:' + n9.contractId]]
        WHEN n9:MarketFiling THEN [14, ['MarketFiling:' + n9.filingId]]
        WHEN n9:Renovation THEN [15, ['Renovation:' + n9.renovationId]]
        WHEN n9:EnterpriseRole THEN [16, ['EnterpriseRole:' + n9.roleId]]
        WHEN n9:EnterpriseLink THEN [17, ['EnterpriseLink:' + n9.linkId]]
        WHEN n9:Claim THEN [18, ['Claim:' + n9.claimId]]
        WHEN n9:Coverage THEN [19, ['Coverage:' + n9.coverageId]]
        WHEN n9:Judgement THEN [20, ['Judgement:' + n9.judgementId]]
      END] ORDER BY j8
    }] ORDER BY p0
  } AS r0
// $p0 = []
// $p1 = []
// $p2 = []
