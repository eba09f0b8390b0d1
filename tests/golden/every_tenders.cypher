RETURN
  [COLLECT {
    MATCH (n0:Tender)
    WHERE n0.tenderId IS NOT NULL
    WITH n0 ORDER BY n0.tenderId LIMIT $p0
    OPTIONAL MATCH (n0)-[:FOR]->(n1)
    RETURN ['Tender', 'Tender:' + n0.tenderId, coalesce(n0.synthetic, false), coalesce(n0.quality, []), n0.tenderId, n0.title, n0.kind, n0.tenderer, toString(n0.publishedOn), toString(n0.bidsDueOn), toString(n0.awardedOn), n0.budget, CASE WHEN n1 IS NULL THEN null ELSE ['Community:' + n1.communityId] END, [COUNT { (n0)<-[:SUBMITTED_TO]-(n2) }], [COUNT { (n0)<-[:AWARDED_THROUGH]-(n3) }], COLLECT {
      MATCH (n0)-[c4:CITED_IN]->(n5:Document)
      RETURN [['Document:' + n5.documentId], c4.locator, c4.quote] ORDER BY n5.documentId
    }] ORDER BY n0.tenderId
  }, COUNT { (n6:Tender) }] AS r0,
  COLLECT {
    MATCH (n7:Tender)
    WHERE n7.tenderId = $p1
    OPTIONAL MATCH (n7)-[:FOR]->(n8)
    RETURN [n7.tenderId, ['Tender', 'Tender:' + n7.tenderId, coalesce(n7.synthetic, false), coalesce(n7.quality, []), n7.tenderId, n7.title, n7.kind, n7.tenderer, toString(n7.publishedOn), toString(n7.bidsDueOn), toString(n7.awardedOn), n7.budget, CASE WHEN n8 IS NULL THEN null ELSE ['Community:' + n8.communityId] END, [COUNT { (n7)<-[:SUBMITTED_TO]-(n9) }], [COUNT { (n7)<-[:AWARDED_THROUGH]-(n10) }], COLLECT {
      MATCH (n7)-[c11:CITED_IN]->(n12:Document)
      RETURN [['Document:' + n12.documentId], c11.locator, c11.quote] ORDER BY n12.documentId
    }]]
  } AS r1,
  COLLECT {
    MATCH (n13:Tender)
    WHERE n13.tenderId = $p2
    RETURN [n13.tenderId, ['Tender:' + n13.tenderId]]
  } AS r2,
  COLLECT {
    MATCH (n14:Tender)
    WHERE n14.tenderId = $p3
    RETURN [n14.tenderId, ['Tender:' + n14.tenderId]]
  } AS r3
// $p0 = 3
// $p1 = "syn-tender-0000-0001"
// $p2 = "syn-tender-0000-0001"
// $p3 = "none"
