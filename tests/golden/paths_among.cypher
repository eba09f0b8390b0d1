RETURN
  COLLECT {
    UNWIND range(0, size($p0) - 1) AS p0
    WITH p0, $p0[p0] AS x1
    WITH p0, x1, COLLECT {
      UNWIND range(0, size(x1) - 1) AS j2
      MATCH (n3) WHERE elementId(n3) = x1[j2]
      RETURN n3 ORDER BY j2
    } AS v4
    WHERE size(v4) = size(x1)
    RETURN [size(v4) - 1, null, COLLECT {
      UNWIND range(0, size(v4) - 1) AS j7
      WITH j7, v4[j7] AS n8
      WHERE n8:CreditEvent OR n8:Sanction OR n8:Contract OR n8:MarketFiling OR n8:EnterpriseRole OR n8:EnterpriseLink
      RETURN CASE WHEN n8:CreditEvent THEN [toString(n8.occurredOn), toString(n8.expiresOn), toString(n8.revokedOn), n8.expiresOn IS NOT NULL OR n8.revokedOn IS NOT NULL] WHEN n8:Sanction THEN [toString(n8.startsOn), toString(n8.endsOn), toString(n8.liftedOn), n8.endsOn IS NOT NULL OR n8.liftedOn IS NOT NULL OR coalesce(n8.permanent, false)] WHEN n8:Contract THEN [toString(n8.startsOn), toString(n8.endsOn), toString(n8.terminatedOn), n8.endsOn IS NOT NULL OR n8.terminatedOn IS NOT NULL] WHEN n8:MarketFiling THEN [toString(n8.filedOn), toString(n8.expiresOn), null, n8.expiresOn IS NOT NULL] WHEN n8:EnterpriseRole THEN [toString(n8.startsOn), toString(n8.endsOn), null, n8.endsOn IS NOT NULL] WHEN n8:EnterpriseLink THEN [toString(n8.startsOn), toString(n8.endsOn), null, n8.endsOn IS NOT NULL] END
    }, COLLECT {
      UNWIND range(0, size(v4) - 1) AS j9
      WITH j9, v4[j9] AS n10
      RETURN CASE
        WHEN n10:Document THEN [0, ['Document:' + n10.documentId]]
        WHEN n10:Region THEN [1, ['Region:' + n10.code]]
        WHEN n10:Person THEN [2, ['Person:' + n10.personId, n10.name]]
        WHEN n10:Authority THEN [3, ['Authority:' + n10.authorityId]]
        WHEN n10:Enterprise THEN [4, ['Enterprise:' + n10.enterpriseId, n10.name]]
        WHEN n10:Community THEN [5, ['Community:' + n10.communityId]]
        WHEN n10:PartyCommittee THEN [6, ['PartyCommittee:' + n10.organizationId]]
        WHEN n10:PartyBranch THEN [7, ['PartyBranch:' + n10.organizationId]]
        WHEN n10:OwnersCommittee THEN [8, ['OwnersCommittee:' + n10.committeeId]]
        WHEN n10:Tender THEN [9, ['Tender:' + n10.tenderId]]
        WHEN n10:CreditEvent THEN [10, ['CreditEvent:' + n10.eventId]]
        WHEN n10:Sanction THEN [11, ['Sanction:' + n10.sanctionId]]
        WHEN n10:Bid THEN [12, ['Bid:' + n10.bidId]]
        WHEN n10:Contract THEN [13, ['Contract:' + n10.contractId]]
        WHEN n10:MarketFiling THEN [14, ['MarketFiling:' + n10.filingId]]
        WHEN n10:Renovation THEN [15, ['Renovation:' + n10.renovationId]]
        WHEN n10:EnterpriseRole THEN [16, ['EnterpriseRole:' + n10.roleId]]
        WHEN n10:EnterpriseLink THEN [17, ['EnterpriseLink:' + n10.linkId]]
        WHEN n10:Claim THEN [18, ['Claim:' + n10.claimId]]
      END ORDER BY j9
    }] ORDER BY p0
  } AS r0
// $p0 = []
