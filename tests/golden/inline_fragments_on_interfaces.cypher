RETURN
  [COLLECT {
    MATCH (n0:Contract)
    WHERE n0.contractId IS NOT NULL
    WITH n0 ORDER BY n0.contractId LIMIT $p0
    RETURN ['Contract:' + n0.contractId, coalesce(n0.synthetic, false), COLLECT {
      MATCH (n0)-[c1:CITED_IN]->(n2:Document)
      RETURN [c1.locator] ORDER BY n2.documentId
    }, n0.mode, toString(n0.startsOn), coalesce(n0.quality, [])] ORDER BY n0.contractId
  }] AS r0,
  [COLLECT {
    MATCH (n3:Bid)
    WHERE n3.bidId IN $p1
    RETURN [n3.bidId, [coalesce(n3.synthetic, false), COLLECT {
      MATCH (n3)-[c4:CITED_IN]->(n5:Document)
      RETURN [['Document:' + n5.documentId, n5.kind]] ORDER BY n5.documentId
    }]] ORDER BY n3.bidId
  }, COLLECT {
    MATCH (n6:Person)
    WHERE n6.personId IN $p2
    RETURN [n6.personId, [coalesce(n6.synthetic, false)]] ORDER BY n6.personId
  }] AS r1
// $p0 = 3
// $p1 = ["syn-bid-0000-0001-1"]
// $p2 = ["syn-person-0000-0001"]
