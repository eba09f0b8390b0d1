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
      UNWIND range(0, size(x2) - 1) AS j8
      WITH j8, x2[j8] AS n9
      RETURN CASE
        WHEN n9:Document THEN [0, ['Document:' + n9.documentId]]
        WHEN n9:Region THEN [1, ['Region:' + n9.code]]
        WHEN n9:Person THEN [2, ['Person:' + n9.personId]]
        WHEN n9:Authority THEN [3, ['Authority:' + n9.authorityId]]
        WHEN n9:Enterprise THEN [4, ['Enterprise:' + n9.enterpriseId]]
        WHEN n9:Community THEN [5, ['Community:' + n9.communityId]]
        WHEN n9:PartyCommittee THEN [6, ['PartyCommittee:' + n9.organizationId]]
        WHEN n9:PartyBranch THEN [7, ['PartyBranch:' + n9.organizationId]]
        WHEN n9:OwnersCommittee THEN [8, ['OwnersCommittee:' + n9.committeeId]]
        WHEN n9:Tender THEN [9, ['Tender:' + n9.tenderId]]
        WHEN n9:CreditEvent THEN [10, ['CreditEvent:' + n9.eventId]]
        WHEN n9:Sanction THEN [11, ['Sanction:' + n9.sanctionId, n9.kind, n9.documentNumber]]
        WHEN n9:Bid THEN [12, ['Bid:' + n9.bidId]]
        WHEN n9:Contract THEN [13, head(COLLECT {
          OPTIONAL MATCH (n9)-[:SERVES]->(n11)
          RETURN ['Contract:' + n9.contractId, n9.mode, CASE WHEN n11 IS NULL THEN null ELSE [n11.name] END]
        })]
        WHEN n9:MarketFiling THEN [14, head(COLLECT {
          OPTIONAL MATCH (n9)-[:IN_REGION]->(n12)
          RETURN ['MarketFiling:' + n9.filingId, n9.status, CASE WHEN n12 IS NULL THEN null ELSE [n12.name] END]
        })]
        WHEN n9:Renovation THEN [15, ['Renovation:' + n9.renovationId]]
        WHEN n9:EnterpriseRole THEN [16, ['EnterpriseRole:' + n9.roleId]]
        WHEN n9:EnterpriseLink THEN [17, ['EnterpriseLink:' + n9.linkId]]
        WHEN n9:Claim THEN [18, ['Claim:' + n9.claimId]]
        WHEN n9:Coverage THEN [19, ['Coverage:' + n9.coverageId]]
        WHEN n9:Judgement THEN [20, ['Judgement:' + n9.judgementId]]
      END ORDER BY j8
    }] ORDER BY p0
  } AS r0
// $p0 = []
// $p1 = []
// $p2 = []
