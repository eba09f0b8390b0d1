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
      WHEN n1:Document THEN [0, []]
      WHEN n1:Region THEN [1, []]
      WHEN n1:Person THEN [2, []]
      WHEN n1:Authority THEN [3, []]
      WHEN n1:Enterprise THEN [4, [n1.name]]
      WHEN n1:Community THEN [5, []]
      WHEN n1:PartyCommittee THEN [6, []]
      WHEN n1:PartyBranch THEN [7, []]
      WHEN n1:OwnersCommittee THEN [8, []]
      WHEN n1:Tender THEN [9, []]
      WHEN n1:CreditEvent THEN [10, []]
      WHEN n1:Sanction THEN [11, []]
      WHEN n1:Bid THEN [12, []]
      WHEN n1:Contract THEN [13, []]
      WHEN n1:MarketFiling THEN [14, []]
      WHEN n1:Renovation THEN [15, []]
      WHEN n1:EnterpriseRole THEN [16, []]
      WHEN n1:EnterpriseLink THEN [17, []]
      WHEN n1:Claim THEN [18, []]
      WHEN n1:Coverage THEN [19, []]
      WHEN n1:Judgement THEN [20, []]
    END, COLLECT {
      UNWIND range(0, size(x2) - 1) AS j8
      WITH j8, x2[j8] AS n9
      RETURN CASE
        WHEN n9:Document THEN [0, ['Document:' + n9.documentId, COLLECT {
          MATCH (n9)-[c11:CITED_IN]->(n12:Document)
          RETURN [[n12.title], c11.locator] ORDER BY n12.documentId
        }]]
        WHEN n9:Region THEN [1, ['Region:' + n9.code, COLLECT {
          MATCH (n9)-[c13:CITED_IN]->(n14:Document)
          RETURN [[n14.title], c13.locator] ORDER BY n14.documentId
        }]]
        WHEN n9:Person THEN [2, ['Person:' + n9.personId, COLLECT {
          MATCH (n9)-[c15:CITED_IN]->(n16:Document)
          RETURN [[n16.title], c15.locator] ORDER BY n16.documentId
        }]]
        WHEN n9:Authority THEN [3, ['Authority:' + n9.authorityId, COLLECT {
          MATCH (n9)-[c17:CITED_IN]->(n18:Document)
          RETURN [[n18.title], c17.locator] ORDER BY n18.documentId
        }]]
        WHEN n9:Enterprise THEN [4, ['Enterprise:' + n9.enterpriseId, COLLECT {
          MATCH (n9)-[c19:CITED_IN]->(n20:Document)
          RETURN [[n20.title], c19.locator] ORDER BY n20.documentId
        }]]
        WHEN n9:Community THEN [5, ['Community:' + n9.communityId, COLLECT {
          MATCH (n9)-[c21:CITED_IN]->(n22:Document)
          RETURN [[n22.title], c21.locator] ORDER BY n22.documentId
        }]]
        WHEN n9:PartyCommittee THEN [6, ['PartyCommittee:' + n9.organizationId, COLLECT {
          MATCH (n9)-[c23:CITED_IN]->(n24:Document)
          RETURN [[n24.title], c23.locator] ORDER BY n24.documentId
        }]]
        WHEN n9:PartyBranch THEN [7, ['PartyBranch:' + n9.organizationId, COLLECT {
          MATCH (n9)-[c25:CITED_IN]->(n26:Document)
          RETURN [[n26.title], c25.locator] ORDER BY n26.documentId
        }]]
        WHEN n9:OwnersCommittee THEN [8, ['OwnersCommittee:' + n9.committeeId, COLLECT {
          MATCH (n9)-[c27:CITED_IN]->(n28:Document)
          RETURN [[n28.title], c27.locator] ORDER BY n28.documentId
        }]]
        WHEN n9:Tender THEN [9, ['Tender:' + n9.tenderId, COLLECT {
          MATCH (n9)-[c29:CITED_IN]->(n30:Document)
          RETURN [[n30.title], c29.locator] ORDER BY n30.documentId
        }]]
        WHEN n9:CreditEvent THEN [10, ['CreditEvent:' + n9.eventId, COLLECT {
          MATCH (n9)-[c31:CITED_IN]->(n32:Document)
          RETURN [[n32.title], c31.locator] ORDER BY n32.documentId
        }]]
        WHEN n9:Sanction THEN [11, ['Sanction:' + n9.sanctionId, COLLECT {
          MATCH (n9)-[c33:CITED_IN]->(n34:Document)
          RETURN [[n34.title], c33.locator] ORDER BY n34.documentId
        }]]
        WHEN n9:Bid THEN [12, ['Bid:' + n9.bidId, COLLECT {
          MATCH (n9)-[c35:CITED_IN]->(n36:Document)
          RETURN [[n36.title], c35.locator] ORDER BY n36.documentId
        }]]
        WHEN n9:Contract THEN [13, ['Contract:' + n9.contractId, COLLECT {
          MATCH (n9)-[c37:CITED_IN]->(n38:Document)
          RETURN [[n38.title], c37.locator] ORDER BY n38.documentId
        }]]
        WHEN n9:MarketFiling THEN [14, ['MarketFiling:' + n9.filingId, COLLECT {
          MATCH (n9)-[c39:CITED_IN]->(n40:Document)
          RETURN [[n40.title], c39.locator] ORDER BY n40.documentId
        }]]
        WHEN n9:Renovation THEN [15, ['Renovation:' + n9.renovationId, COLLECT {
          MATCH (n9)-[c41:CITED_IN]->(n42:Document)
          RETURN [[n42.title], c41.locator] ORDER BY n42.documentId
        }]]
        WHEN n9:EnterpriseRole THEN [16, ['EnterpriseRole:' + n9.roleId, COLLECT {
          MATCH (n9)-[c43:CITED_IN]->(n44:Document)
          RETURN [[n44.title], c43.locator] ORDER BY n44.documentId
        }]]
        WHEN n9:EnterpriseLink THEN [17, ['EnterpriseLink:' + n9.linkId, COLLECT {
          MATCH (n9)-[c45:CITED_IN]->(n46:Document)
          RETURN [[n46.title], c45.locator] ORDER BY n46.documentId
        }]]
        WHEN n9:Claim THEN [18, ['Claim:' + n9.claimId, COLLECT {
          MATCH (n9)-[c47:CITED_IN]->(n48:Document)
          RETURN [[n48.title], c47.locator] ORDER BY n48.documentId
        }]]
        WHEN n9:Coverage THEN [19, ['Coverage:' + n9.coverageId, COLLECT {
          MATCH (n9)-[c49:CITED_IN]->(n50:Document)
          RETURN [[n50.title], c49.locator] ORDER BY n50.documentId
        }]]
        WHEN n9:Judgement THEN [20, ['Judgement:' + n9.judgementId, COLLECT {
          MATCH (n9)-[c51:CITED_IN]->(n52:Document)
          RETURN [[n52.title], c51.locator] ORDER BY n52.documentId
        }]]
      END ORDER BY j8
    }] ORDER BY p0
  } AS r0
// $p0 = []
// $p1 = []
// $p2 = []
