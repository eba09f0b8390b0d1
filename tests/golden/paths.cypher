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
      WHERE n10:CreditEvent OR n10:Sanction OR n10:Contract OR n10:MarketFiling OR n10:EnterpriseRole OR n10:EnterpriseLink
      RETURN CASE WHEN n10:CreditEvent THEN [toString(n10.occurredOn), toString(n10.expiresOn), toString(n10.revokedOn), n10.expiresOn IS NOT NULL OR n10.revokedOn IS NOT NULL] WHEN n10:Sanction THEN [toString(n10.startsOn), toString(n10.endsOn), toString(n10.liftedOn), n10.endsOn IS NOT NULL OR n10.liftedOn IS NOT NULL OR coalesce(n10.permanent, false)] WHEN n10:Contract THEN [toString(n10.startsOn), toString(n10.endsOn), toString(n10.terminatedOn), n10.endsOn IS NOT NULL OR n10.terminatedOn IS NOT NULL] WHEN n10:MarketFiling THEN [toString(n10.filedOn), toString(n10.expiresOn), null, n10.expiresOn IS NOT NULL] WHEN n10:EnterpriseRole THEN [toString(n10.startsOn), toString(n10.endsOn), null, n10.endsOn IS NOT NULL] WHEN n10:EnterpriseLink THEN [toString(n10.startsOn), toString(n10.endsOn), null, n10.endsOn IS NOT NULL] END
    }, COLLECT {
      UNWIND range(0, size(v4) - 1) AS j11
      WITH j11, v4[j11] AS n12
      RETURN CASE
        WHEN n12:Document THEN [0, ['Document', 'Document:' + n12.documentId]]
        WHEN n12:Region THEN [1, ['Region', 'Region:' + n12.code]]
        WHEN n12:Person THEN [2, ['Person', 'Person:' + n12.personId]]
        WHEN n12:Authority THEN [3, ['Authority', 'Authority:' + n12.authorityId]]
        WHEN n12:Enterprise THEN [4, ['Enterprise', 'Enterprise:' + n12.enterpriseId]]
        WHEN n12:Community THEN [5, ['Community', 'Community:' + n12.communityId]]
        WHEN n12:PartyCommittee THEN [6, ['PartyCommittee', 'PartyCommittee:' + n12.organizationId]]
        WHEN n12:PartyBranch THEN [7, ['PartyBranch', 'PartyBranch:' + n12.organizationId]]
        WHEN n12:OwnersCommittee THEN [8, ['OwnersCommittee', 'OwnersCommittee:' + n12.committeeId]]
        WHEN n12:Tender THEN [9, ['Tender', 'Tender:' + n12.tenderId]]
        WHEN n12:CreditEvent THEN [10, ['CreditEvent', 'CreditEvent:' + n12.eventId]]
        WHEN n12:Sanction THEN [11, ['Sanction', 'Sanction:' + n12.sanctionId]]
        WHEN n12:Bid THEN [12, ['Bid', 'Bid:' + n12.bidId]]
        WHEN n12:Contract THEN [13, ['Contract', 'Contract:' + n12.contractId]]
        WHEN n12:MarketFiling THEN [14, ['MarketFiling', 'MarketFiling:' + n12.filingId]]
        WHEN n12:Renovation THEN [15, ['Renovation', 'Renovation:' + n12.renovationId]]
        WHEN n12:EnterpriseRole THEN [16, ['EnterpriseRole', 'EnterpriseRole:' + n12.roleId]]
        WHEN n12:EnterpriseLink THEN [17, ['EnterpriseLink', 'EnterpriseLink:' + n12.linkId]]
        WHEN n12:Claim THEN [18, ['Claim', 'Claim:' + n12.claimId]]
      END ORDER BY j11
    }, COLLECT {
      UNWIND range(0, size(v4) - 2) AS j15
      WITH j15, v4[j15] AS u16, v4[j15 + 1] AS v17
      WITH j15, u16, v17, head(COLLECT { MATCH (u16)-[r:APPLIES_IN|AWARDED_THROUGH|BASED_ON|CITED_IN|CITES|CONCERNS|CONTRACTED_WITH|DECIDED_BY|FILED_BY|FOR|HAPPENED_AT|HELD_BY|HELD_IN|IMPOSED_ON|IN_REGION|LEADS|LED_BY|LINK_FROM|LINK_TO|MADE_IN|MERGED_INTO|PART_OF|RENOVATES|REPLIES_TO|REPORTS_TO|REPRESENTS|SERVES|SUBMITTED_BY|SUBMITTED_TO]-(v17) RETURN r ORDER BY type(r), elementId(r) LIMIT 1 }) AS r18
      WITH j15, u16, v17, r18, startNode(r18) AS o19
      RETURN [type(r18), o19 = u16, head(COLLECT {
        WITH head([f IN [o19, endNode(r18)] WHERE f:CreditEvent OR f:Sanction OR f:Bid OR f:Contract OR f:MarketFiling OR f:Renovation OR f:EnterpriseRole OR f:EnterpriseLink OR f:Claim]) AS f20
        WHERE f20 IS NOT NULL
        RETURN CASE
          WHEN f20:CreditEvent THEN [0, ['CreditEvent:' + f20.eventId]]
          WHEN f20:Sanction THEN [1, ['Sanction:' + f20.sanctionId]]
          WHEN f20:Bid THEN [2, ['Bid:' + f20.bidId]]
          WHEN f20:Contract THEN [3, ['Contract:' + f20.contractId]]
          WHEN f20:MarketFiling THEN [4, ['MarketFiling:' + f20.filingId]]
          WHEN f20:Renovation THEN [5, ['Renovation:' + f20.renovationId]]
          WHEN f20:EnterpriseRole THEN [6, ['EnterpriseRole:' + f20.roleId, f20.role, toString(f20.startsOn)]]
          WHEN f20:EnterpriseLink THEN [7, ['EnterpriseLink:' + f20.linkId]]
          WHEN f20:Claim THEN [8, ['Claim:' + f20.claimId]]
        END
      }), COLLECT {
        MATCH (o19)-[c21:CITED_IN]->(n22:Document)
        RETURN [c21.locator, [n22.title]] ORDER BY n22.documentId
      }] ORDER BY j15
    }] ORDER BY p0
  } AS r0
// $p0 = []
