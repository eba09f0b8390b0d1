RETURN
  [COLLECT {
    MATCH (n0:MarketFiling)
    WHERE n0.filingId IS NOT NULL
    WITH n0 ORDER BY n0.filingId LIMIT $p0
    OPTIONAL MATCH (n0)-[:FILED_BY]->(n1)
    OPTIONAL MATCH (n0)-[:IN_REGION]->(n2)
    RETURN ['MarketFiling', 'MarketFiling:' + n0.filingId, coalesce(n0.synthetic, false), coalesce(n0.quality, []), n0.filingId, toString(n0.filedOn), toString(n0.expiresOn), n0.status, coalesce(n0.filedOn <= $p1 AND (n0.expiresOn IS NULL OR n0.expiresOn >= $p1), false), CASE WHEN n1 IS NULL THEN null ELSE ['Enterprise:' + n1.enterpriseId] END, CASE WHEN n2 IS NULL THEN null ELSE ['Region:' + n2.code] END, COLLECT {
      MATCH (n0)-[c3:CITED_IN]->(n4:Document)
      RETURN [['Document:' + n4.documentId], c3.locator, c3.quote] ORDER BY n4.documentId
    }] ORDER BY n0.filingId
  }, COUNT { (n5:MarketFiling) }] AS r0,
  COLLECT {
    MATCH (n6:MarketFiling)
    WHERE n6.filingId = $p2
    OPTIONAL MATCH (n6)-[:FILED_BY]->(n7)
    OPTIONAL MATCH (n6)-[:IN_REGION]->(n8)
    RETURN [n6.filingId, ['MarketFiling', 'MarketFiling:' + n6.filingId, coalesce(n6.synthetic, false), coalesce(n6.quality, []), n6.filingId, toString(n6.filedOn), toString(n6.expiresOn), n6.status, coalesce(n6.filedOn <= $p1 AND (n6.expiresOn IS NULL OR n6.expiresOn >= $p1), false), CASE WHEN n7 IS NULL THEN null ELSE ['Enterprise:' + n7.enterpriseId] END, CASE WHEN n8 IS NULL THEN null ELSE ['Region:' + n8.code] END, COLLECT {
      MATCH (n6)-[c9:CITED_IN]->(n10:Document)
      RETURN [['Document:' + n10.documentId], c9.locator, c9.quote] ORDER BY n10.documentId
    }]]
  } AS r1,
  COLLECT {
    MATCH (n11:MarketFiling)
    WHERE n11.filingId = $p3
    RETURN [n11.filingId, ['MarketFiling:' + n11.filingId]]
  } AS r2,
  COLLECT {
    MATCH (n12:MarketFiling)
    WHERE n12.filingId = $p4
    RETURN [n12.filingId, ['MarketFiling:' + n12.filingId]]
  } AS r3
// $p0 = 3
// $p1 = "2023-07-10"
// $p2 = "syn-filing-0000-0001"
// $p3 = "syn-filing-0000-0001"
// $p4 = "none"
