RETURN
  COLLECT {
    WITH COLLECT {
      UNWIND range(0, size($p0) - 1) AS p3
      WITH p3, $p0[p3] AS x4
      WITH p3, x4, COLLECT {
        UNWIND range(0, size(x4) - 1) AS j5
        MATCH (n6) WHERE elementId(n6) = x4[j5]
        RETURN n6 ORDER BY j5
      } AS v7
      WHERE size(v7) = size(x4)
      RETURN v7 ORDER BY p3
    } AS l0
    UNWIND range(0, size(l0) - 1) AS p1
    WITH p1, l0[p1] AS v2
    RETURN [size(v2) - 1, null, COLLECT {
      UNWIND range(0, size(v2) - 1) AS j10
      WITH j10, v2[j10] AS n11
      WHERE n11:CreditEvent OR n11:Sanction OR n11:Contract OR n11:MarketFiling OR n11:EnterpriseRole OR n11:EnterpriseLink
      RETURN CASE WHEN n11:CreditEvent THEN [toString(n11.occurredOn), toString(n11.expiresOn), toString(n11.revokedOn), n11.expiresOn IS NOT NULL OR n11.revokedOn IS NOT NULL] WHEN n11:Sanction THEN [toString(n11.startsOn), toString(n11.endsOn), toString(n11.liftedOn), n11.endsOn IS NOT NULL OR n11.liftedOn IS NOT NULL OR coalesce(n11.permanent, false)] WHEN n11:Contract THEN [toString(n11.startsOn), toString(n11.endsOn), toString(n11.terminatedOn), n11.endsOn IS NOT NULL OR n11.terminatedOn IS NOT NULL] WHEN n11:MarketFiling THEN [toString(n11.filedOn), toString(n11.expiresOn), null, n11.expiresOn IS NOT NULL] WHEN n11:EnterpriseRole THEN [toString(n11.startsOn), toString(n11.endsOn), null, n11.endsOn IS NOT NULL] WHEN n11:EnterpriseLink THEN [toString(n11.startsOn), toString(n11.endsOn), null, n11.endsOn IS NOT NULL] END
    }, COLLECT {
      UNWIND range(0, size(v2) - 1) AS j12
      WITH j12, v2[j12] AS n13
      WHERE n13:CreditEvent OR n13:Sanction OR n13:Contract OR n13:MarketFiling OR n13:EnterpriseRole OR n13:EnterpriseLink
      RETURN CASE WHEN n13:CreditEvent THEN [toString(n13.occurredOn), toString(n13.expiresOn), toString(n13.revokedOn), n13.expiresOn IS NOT NULL OR n13.revokedOn IS NOT NULL] WHEN n13:Sanction THEN [toString(n13.startsOn), toString(n13.endsOn), toString(n13.liftedOn), n13.endsOn IS NOT NULL OR n13.liftedOn IS NOT NULL OR coalesce(n13.permanent, false)] WHEN n13:Contract THEN [toString(n13.startsOn), toString(n13.endsOn), toString(n13.terminatedOn), n13.endsOn IS NOT NULL OR n13.terminatedOn IS NOT NULL] WHEN n13:MarketFiling THEN [toString(n13.filedOn), toString(n13.expiresOn), null, n13.expiresOn IS NOT NULL] WHEN n13:EnterpriseRole THEN [toString(n13.startsOn), toString(n13.endsOn), null, n13.endsOn IS NOT NULL] WHEN n13:EnterpriseLink THEN [toString(n13.startsOn), toString(n13.endsOn), null, n13.endsOn IS NOT NULL] END
    }, COLLECT {
      UNWIND range(0, size(v2) - 1) AS j14
      WITH j14, v2[j14] AS n15
      RETURN CASE
        WHEN n15:Person THEN [0, ['Person', 'Person:' + n15.personId]]
        WHEN n15:Authority THEN [1, ['Authority', 'Authority:' + n15.authorityId]]
        WHEN n15:Enterprise THEN [2, ['Enterprise', 'Enterprise:' + n15.enterpriseId]]
        WHEN n15:Community THEN [3, ['Community', 'Community:' + n15.communityId]]
        WHEN n15:PartyCommittee THEN [4, ['PartyCommittee', 'PartyCommittee:' + n15.organizationId]]
        WHEN n15:PartyBranch THEN [5, ['PartyBranch', 'PartyBranch:' + n15.organizationId]]
        WHEN n15:OwnersCommittee THEN [6, ['OwnersCommittee', 'OwnersCommittee:' + n15.committeeId]]
        WHEN n15:Tender THEN [7, ['Tender', 'Tender:' + n15.tenderId]]
        WHEN n15:CreditEvent THEN [8, ['CreditEvent', 'CreditEvent:' + n15.eventId]]
        WHEN n15:Sanction THEN [9, ['Sanction', 'Sanction:' + n15.sanctionId]]
        WHEN n15:Bid THEN [10, ['Bid', 'Bid:' + n15.bidId]]
        WHEN n15:Contract THEN [11, ['Contract', 'Contract:' + n15.contractId]]
        WHEN n15:MarketFiling THEN [12, ['MarketFiling', 'MarketFiling:' + n15.filingId]]
        WHEN n15:Renovation THEN [13, ['Renovation', 'Renovation:' + n15.renovationId]]
        WHEN n15:EnterpriseRole THEN [14, ['EnterpriseRole', 'EnterpriseRole:' + n15.roleId]]
        WHEN n15:EnterpriseLink THEN [15, ['EnterpriseLink', 'EnterpriseLink:' + n15.linkId]]
        WHEN n15:Claim THEN [16, ['Claim', 'Claim:' + n15.claimId]]
        WHEN n15:Coverage THEN [17, ['Coverage', 'Coverage:' + n15.coverageId]]
      END ORDER BY j14
    }, COLLECT {
      UNWIND range(0, size(v2) - 2) AS j18
      WITH j18, v2[j18] AS u19, v2[j18 + 1] AS v20
      WITH j18, u19, v20, head(COLLECT { MATCH (u19)-[r:APPLIES_IN|AWARDED_THROUGH|BASED_ON|CITED_IN|CITES|CONCERNS|CONTRACTED_WITH|DECIDED_BY|FILED_BY|FOR|HAPPENED_AT|HELD_BY|HELD_IN|IMPOSED_ON|IN_REGION|JUDGED|JUDGED_AS|LEADS|LED_BY|LINK_FROM|LINK_TO|MADE_IN|MERGED_INTO|PART_OF|RENOVATES|REPLIES_TO|REPORTS_TO|REPRESENTS|SERVES|SUBMITTED_BY|SUBMITTED_TO]-(v20) RETURN r ORDER BY type(r), elementId(r) LIMIT 1 }) AS r21
      WITH j18, u19, v20, r21, startNode(r21) AS o22
      RETURN [type(r21), o22 = u19, head(COLLECT {
        WITH head([f IN [o22, endNode(r21)] WHERE f:CreditEvent OR f:Sanction OR f:Bid OR f:Contract OR f:MarketFiling OR f:Renovation OR f:EnterpriseRole OR f:EnterpriseLink OR f:Claim OR f:Coverage]) AS f23
        WHERE f23 IS NOT NULL
        RETURN CASE
          WHEN f23:CreditEvent THEN [0, ['CreditEvent:' + f23.eventId]]
          WHEN f23:Sanction THEN [1, ['Sanction:' + f23.sanctionId]]
          WHEN f23:Bid THEN [2, ['Bid:' + f23.bidId]]
          WHEN f23:Contract THEN [3, ['Contract:' + f23.contractId]]
          WHEN f23:MarketFiling THEN [4, ['MarketFiling:' + f23.filingId]]
          WHEN f23:Renovation THEN [5, ['Renovation:' + f23.renovationId]]
          WHEN f23:EnterpriseRole THEN [6, ['EnterpriseRole:' + f23.roleId, f23.role, toString(f23.startsOn)]]
          WHEN f23:EnterpriseLink THEN [7, ['EnterpriseLink:' + f23.linkId]]
          WHEN f23:Claim THEN [8, ['Claim:' + f23.claimId]]
          WHEN f23:Coverage THEN [9, ['Coverage:' + f23.coverageId]]
        END
      }), COLLECT {
        MATCH (o22)-[c24:CITED_IN]->(n25:Document)
        RETURN [c24.locator, [n25.title]] ORDER BY n25.documentId
      }] ORDER BY j18
    }] ORDER BY p1
  } AS r0
// $p0 = null
