RETURN
  COLLECT {
    MATCH (n0:Claim)
    WHERE n0.claimId = $p0
    RETURN [n0.claimId, [COLLECT {
      MATCH (n0)-[c1:CITED_IN]->(n2:Document)
      RETURN [c1.locator, c1.quote, [n2.title, n2.kind, COLLECT {
        MATCH (n2)-[c3:CITED_IN]->(n4:Document)
        RETURN [c3.locator, ['Document:' + n4.documentId]] ORDER BY n4.documentId
      }]] ORDER BY n2.documentId
    }]]
  } AS r0,
  COLLECT {
    MATCH (n5:Sanction)
    WHERE n5.sanctionId = $p1
    RETURN [n5.sanctionId, [COLLECT {
      MATCH (n5)-[c6:CITED_IN]->(n7:Document)
      RETURN [c6.locator, c6.quote, [n7.documentId, coalesce(n7.synthetic, false)], [n7.title]] ORDER BY n7.documentId
    }]]
  } AS r1
// $p0 = "letter-communities"
// $p1 = "syn-sanction-0000-0001"
