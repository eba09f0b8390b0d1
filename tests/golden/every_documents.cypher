RETURN
  [COLLECT {
    MATCH (n0:Document)
    WHERE n0.documentId IS NOT NULL
    WITH n0 ORDER BY n0.documentId LIMIT $p0
    RETURN ['Document', 'Document:' + n0.documentId, coalesce(n0.synthetic, false), coalesce(n0.quality, []), n0.documentId, n0.title, n0.kind, n0.number, n0.issuer, toString(n0.issuedOn), n0.url, n0.disclosure, [COUNT { (n0)-[:REPLIES_TO]->(n1) }], [COUNT { (n0)-[:BASED_ON]->(n2) }], [COUNT { (n0)-[:CITES]->(n3) }], [COUNT { (n0)<-[:REPLIES_TO]-(n4) }], [COUNT { (n0)<-[:BASED_ON]-(n5) }], [COUNT { (n0)<-[:CITES]-(n6) }], [COUNT { (n0)<-[:MADE_IN]-(n7:Claim) }], COLLECT {
      MATCH (n0)-[c8:CITED_IN]->(n9:Document)
      RETURN [['Document:' + n9.documentId], c8.locator, c8.quote] ORDER BY n9.documentId
    }] ORDER BY n0.documentId
  }, COUNT { (n10:Document) }] AS r0,
  COLLECT {
    MATCH (n11:Document)
    WHERE n11.documentId = $p1
    RETURN [n11.documentId, ['Document', 'Document:' + n11.documentId, coalesce(n11.synthetic, false), coalesce(n11.quality, []), n11.documentId, n11.title, n11.kind, n11.number, n11.issuer, toString(n11.issuedOn), n11.url, n11.disclosure, [COUNT { (n11)-[:REPLIES_TO]->(n12) }], [COUNT { (n11)-[:BASED_ON]->(n13) }], [COUNT { (n11)-[:CITES]->(n14) }], [COUNT { (n11)<-[:REPLIES_TO]-(n15) }], [COUNT { (n11)<-[:BASED_ON]-(n16) }], [COUNT { (n11)<-[:CITES]-(n17) }], [COUNT { (n11)<-[:MADE_IN]-(n18:Claim) }], COLLECT {
      MATCH (n11)-[c19:CITED_IN]->(n20:Document)
      RETURN [['Document:' + n20.documentId], c19.locator, c19.quote] ORDER BY n20.documentId
    }]]
  } AS r1,
  COLLECT {
    MATCH (n21:Document)
    WHERE n21.documentId = $p2
    RETURN [n21.documentId, ['Document:' + n21.documentId]]
  } AS r2,
  COLLECT {
    MATCH (n22:Document)
    WHERE n22.documentId = $p3
    RETURN [n22.documentId, ['Document:' + n22.documentId]]
  } AS r3
// $p0 = 3
// $p1 = "xianning-reply-2023-07-10"
// $p2 = "xianning-reply-2023-07-10"
// $p3 = "none"
