RETURN
  [COLLECT {
    MATCH (n0:Enterprise)
    WHERE (n0.enterpriseId IN $p0 OR n0.registerId IN $p0)
    RETURN [n0.enterpriseId, ['Enterprise', 'Enterprise:' + n0.enterpriseId, coalesce(n0.synthetic, false), n0.uscc], n0.registerId] ORDER BY n0.enterpriseId
  }, COLLECT {
    MATCH (n1:Region)
    WHERE n1.code IN $p1
    RETURN [n1.code, ['Region', 'Region:' + n1.code, coalesce(n1.synthetic, false), n1.name]] ORDER BY n1.code
  }, COLLECT {
    MATCH (n2:Sanction)
    WHERE n2.sanctionId IN $p2
    RETURN [n2.sanctionId, ['Sanction', 'Sanction:' + n2.sanctionId, coalesce(n2.synthetic, false), COLLECT {
      MATCH (n2)-[c3:CITED_IN]->(n4:Document)
      RETURN [c3.locator] ORDER BY n4.documentId
    }]] ORDER BY n2.sanctionId
  }] AS r0
// $p0 = ["91421202XG1047298R"]
// $p1 = ["421202","none","421202"]
// $p2 = ["syn-sanction-0000-0002"]
