RETURN
  [COLLECT {
    MATCH (n0:Authority)
    WHERE n0.authorityId IS NOT NULL
    WITH n0 ORDER BY n0.authorityId LIMIT $p0
    OPTIONAL MATCH (n0)-[:IN_REGION]->(n1)
    RETURN ['Authority', 'Authority:' + n0.authorityId, coalesce(n0.synthetic, false), coalesce(n0.quality, []), n0.authorityId, n0.name, n0.level, CASE WHEN n1 IS NULL THEN null ELSE ['Region:' + n1.code] END, [COUNT { (n0)<-[:DECIDED_BY]-(n2:CreditEvent) }], [COUNT { (n0)<-[:DECIDED_BY]-(n3:Sanction) }], COLLECT {
      MATCH (n0)-[c4:CITED_IN]->(n5:Document)
      RETURN [['Document:' + n5.documentId], c4.locator, c4.quote] ORDER BY n5.documentId
    }] ORDER BY n0.authorityId
  }, COUNT { (n6:Authority) }] AS r0,
  COLLECT {
    MATCH (n7:Authority)
    WHERE n7.authorityId = $p1
    OPTIONAL MATCH (n7)-[:IN_REGION]->(n8)
    RETURN [n7.authorityId, ['Authority', 'Authority:' + n7.authorityId, coalesce(n7.synthetic, false), coalesce(n7.quality, []), n7.authorityId, n7.name, n7.level, CASE WHEN n8 IS NULL THEN null ELSE ['Region:' + n8.code] END, [COUNT { (n7)<-[:DECIDED_BY]-(n9:CreditEvent) }], [COUNT { (n7)<-[:DECIDED_BY]-(n10:Sanction) }], COLLECT {
      MATCH (n7)-[c11:CITED_IN]->(n12:Document)
      RETURN [['Document:' + n12.documentId], c11.locator, c11.quote] ORDER BY n12.documentId
    }]]
  } AS r1,
  COLLECT {
    MATCH (n13:Authority)
    WHERE n13.authorityId = $p2
    RETURN [n13.authorityId, ['Authority:' + n13.authorityId]]
  } AS r2,
  COLLECT {
    MATCH (n14:Authority)
    WHERE n14.authorityId = $p3
    RETURN [n14.authorityId, ['Authority:' + n14.authorityId]]
  } AS r3
// $p0 = 3
// $p1 = "xianning-housing-bureau"
// $p2 = "xianning-housing-bureau"
// $p3 = "none"
