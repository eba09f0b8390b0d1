RETURN
  [COLLECT {
    MATCH (n0:Judgement)
    WHERE n0.judgementId IS NOT NULL
    WITH n0 ORDER BY n0.judgementId LIMIT $p0
    OPTIONAL MATCH (n0)-[:JUDGED]->(n1)
    OPTIONAL MATCH (n0)-[:JUDGED_AS]->(n2)
    RETURN ['Judgement', 'Judgement:' + n0.judgementId, coalesce(n0.synthetic, false), coalesce(n0.quality, []), n0.judgementId, n0.verdict, n0.name, n0.reason, n0.judgedBy, toString(n0.judgedOn), CASE WHEN n1 IS NULL THEN null ELSE ['Enterprise:' + n1.enterpriseId] END, CASE WHEN n2 IS NULL THEN null ELSE ['Enterprise:' + n2.enterpriseId] END, COLLECT {
      MATCH (n0)-[c3:CITED_IN]->(n4:Document)
      RETURN [['Document:' + n4.documentId], c3.locator, c3.quote] ORDER BY n4.documentId
    }] ORDER BY n0.judgementId
  }, COUNT { (n5:Judgement) }] AS r0,
  COLLECT {
    MATCH (n6:Judgement)
    WHERE n6.judgementId = $p1
    OPTIONAL MATCH (n6)-[:JUDGED]->(n7)
    OPTIONAL MATCH (n6)-[:JUDGED_AS]->(n8)
    RETURN [n6.judgementId, ['Judgement', 'Judgement:' + n6.judgementId, coalesce(n6.synthetic, false), coalesce(n6.quality, []), n6.judgementId, n6.verdict, n6.name, n6.reason, n6.judgedBy, toString(n6.judgedOn), CASE WHEN n7 IS NULL THEN null ELSE ['Enterprise:' + n7.enterpriseId] END, CASE WHEN n8 IS NULL THEN null ELSE ['Enterprise:' + n8.enterpriseId] END, COLLECT {
      MATCH (n6)-[c9:CITED_IN]->(n10:Document)
      RETURN [['Document:' + n10.documentId], c9.locator, c9.quote] ORDER BY n10.documentId
    }]]
  } AS r1,
  COLLECT {
    MATCH (n11:Judgement)
    WHERE n11.judgementId = $p2
    RETURN [n11.judgementId, ['Judgement:' + n11.judgementId]]
  } AS r2
// $p0 = 3
// $p1 = "none"
// $p2 = "none"
