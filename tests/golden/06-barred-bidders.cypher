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
    RETURN [CASE
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
    END] ORDER BY p0
  } AS r0
// $p0 = []
// $p1 = []
// $p2 = []
