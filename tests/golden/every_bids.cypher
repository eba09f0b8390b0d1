RETURN
  [COLLECT {
    MATCH (n0:Bid)
    WHERE n0.bidId IS NOT NULL
    WITH n0 ORDER BY n0.bidId LIMIT $p0
    OPTIONAL MATCH (n0)-[:SUBMITTED_TO]->(n1)
    RETURN ['Bid', 'Bid:' + n0.bidId, coalesce(n0.synthetic, false), coalesce(n0.quality, []), n0.bidId, n0.amount, toString(n0.submittedOn), n0.outcome, CASE WHEN n1 IS NULL THEN null ELSE ['Tender:' + n1.tenderId] END, COLLECT {
      MATCH (n0)-[:SUBMITTED_BY]->(n2)
      RETURN ['Enterprise:' + n2.enterpriseId] ORDER BY n2.enterpriseId
    }, COLLECT {
      MATCH (n0)-[c3:CITED_IN]->(n4:Document)
      RETURN [['Document:' + n4.documentId], c3.locator, c3.quote] ORDER BY n4.documentId
    }] ORDER BY n0.bidId
  }, COUNT { (n5:Bid) }] AS r0,
  COLLECT {
    MATCH (n6:Bid)
    WHERE n6.bidId = $p1
    OPTIONAL MATCH (n6)-[:SUBMITTED_TO]->(n7)
    RETURN [n6.bidId, ['Bid', 'Bid:' + n6.bidId, coalesce(n6.synthetic, false), coalesce(n6.quality, []), n6.bidId, n6.amount, toString(n6.submittedOn), n6.outcome, CASE WHEN n7 IS NULL THEN null ELSE ['Tender:' + n7.tenderId] END, COLLECT {
      MATCH (n6)-[:SUBMITTED_BY]->(n8)
      RETURN ['Enterprise:' + n8.enterpriseId] ORDER BY n8.enterpriseId
    }, COLLECT {
      MATCH (n6)-[c9:CITED_IN]->(n10:Document)
      RETURN [['Document:' + n10.documentId], c9.locator, c9.quote] ORDER BY n10.documentId
    }]]
  } AS r1,
  COLLECT {
    MATCH (n11:Bid)
    WHERE n11.bidId = $p2
    RETURN [n11.bidId, ['Bid:' + n11.bidId]]
  } AS r2,
  COLLECT {
    MATCH (n12:Bid)
    WHERE n12.bidId = $p3
    RETURN [n12.bidId, ['Bid:' + n12.bidId]]
  } AS r3
// $p0 = 3
// $p1 = "syn-bid-0000-0001-1"
// $p2 = "syn-bid-0000-0001-1"
// $p3 = "none"
