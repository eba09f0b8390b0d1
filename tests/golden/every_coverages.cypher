RETURN
  [COLLECT {
    MATCH (n0:Coverage)
    WHERE n0.coverageId IS NOT NULL
    WITH n0 ORDER BY n0.coverageId LIMIT $p0
    OPTIONAL MATCH (n0)-[:MADE_IN]->(n1)
    OPTIONAL MATCH (n0)-[:IN_REGION]->(n2)
    RETURN ['Coverage', 'Coverage:' + n0.coverageId, coalesce(n0.synthetic, false), coalesce(n0.quality, []), n0.coverageId, n0.covers, n0.statement, toString(n0.from), toString(n0.to), CASE WHEN n1 IS NULL THEN null ELSE ['Document:' + n1.documentId] END, CASE WHEN n2 IS NULL THEN null ELSE ['Region:' + n2.code] END, COLLECT {
      MATCH (n0)-[c3:CITED_IN]->(n4:Document)
      RETURN [['Document:' + n4.documentId], c3.locator, c3.quote] ORDER BY n4.documentId
    }] ORDER BY n0.coverageId
  }, COUNT { (n5:Coverage) }] AS r0,
  COLLECT {
    MATCH (n6:Coverage)
    WHERE n6.coverageId = $p1
    OPTIONAL MATCH (n6)-[:MADE_IN]->(n7)
    OPTIONAL MATCH (n6)-[:IN_REGION]->(n8)
    RETURN [n6.coverageId, ['Coverage', 'Coverage:' + n6.coverageId, coalesce(n6.synthetic, false), coalesce(n6.quality, []), n6.coverageId, n6.covers, n6.statement, toString(n6.from), toString(n6.to), CASE WHEN n7 IS NULL THEN null ELSE ['Document:' + n7.documentId] END, CASE WHEN n8 IS NULL THEN null ELSE ['Region:' + n8.code] END, COLLECT {
      MATCH (n6)-[c9:CITED_IN]->(n10:Document)
      RETURN [['Document:' + n10.documentId], c9.locator, c9.quote] ORDER BY n10.documentId
    }]]
  } AS r1,
  COLLECT {
    MATCH (n11:Coverage)
    WHERE n11.coverageId = $p2
    RETURN [n11.coverageId, ['Coverage:' + n11.coverageId]]
  } AS r2,
  COLLECT {
    MATCH (n12:Coverage)
    WHERE n12.coverageId = $p3
    RETURN [n12.coverageId, ['Coverage:' + n12.coverageId]]
  } AS r3
// $p0 = 3
// $p1 = "syn-coverage-sanctions"
// $p2 = "syn-coverage-sanctions"
// $p3 = "none"
