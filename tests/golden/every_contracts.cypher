RETURN
  [COLLECT {
    MATCH (n0:Contract)
    WHERE n0.contractId IS NOT NULL
    WITH n0 ORDER BY n0.contractId LIMIT $p0
    OPTIONAL MATCH (n0)-[:SERVES]->(n1)
    OPTIONAL MATCH (n0)-[:CONTRACTED_WITH]->(n2)
    OPTIONAL MATCH (n0)-[:AWARDED_THROUGH]->(n3)
    RETURN ['Contract', 'Contract:' + n0.contractId, coalesce(n0.synthetic, false), coalesce(n0.quality, []), n0.contractId, n0.mode, toString(n0.startsOn), toString(n0.endsOn), toString(n0.terminatedOn), n0.feePerM2Month, coalesce(n0.startsOn <= $p1 AND (n0.endsOn IS NULL OR n0.endsOn >= $p1) AND (n0.terminatedOn IS NULL OR n0.terminatedOn > $p1), false), CASE WHEN n1 IS NULL THEN null ELSE ['Community:' + n1.communityId] END, CASE WHEN n2 IS NULL THEN null ELSE ['Enterprise:' + n2.enterpriseId] END, CASE WHEN n3 IS NULL THEN null ELSE ['Tender:' + n3.tenderId] END, COLLECT {
      MATCH (n0)-[c4:CITED_IN]->(n5:Document)
      RETURN [['Document:' + n5.documentId], c4.locator, c4.quote] ORDER BY n5.documentId
    }] ORDER BY n0.contractId
  }, COUNT { (n6:Contract) }] AS r0,
  COLLECT {
    MATCH (n7:Contract)
    WHERE n7.contractId = $p2
    OPTIONAL MATCH (n7)-[:SERVES]->(n8)
    OPTIONAL MATCH (n7)-[:CONTRACTED_WITH]->(n9)
    OPTIONAL MATCH (n7)-[:AWARDED_THROUGH]->(n10)
    RETURN [n7.contractId, ['Contract', 'Contract:' + n7.contractId, coalesce(n7.synthetic, false), coalesce(n7.quality, []), n7.contractId, n7.mode, toString(n7.startsOn), toString(n7.endsOn), toString(n7.terminatedOn), n7.feePerM2Month, coalesce(n7.startsOn <= $p1 AND (n7.endsOn IS NULL OR n7.endsOn >= $p1) AND (n7.terminatedOn IS NULL OR n7.terminatedOn > $p1), false), CASE WHEN n8 IS NULL THEN null ELSE ['Community:' + n8.communityId] END, CASE WHEN n9 IS NULL THEN null ELSE ['Enterprise:' + n9.enterpriseId] END, CASE WHEN n10 IS NULL THEN null ELSE ['Tender:' + n10.tenderId] END, COLLECT {
      MATCH (n7)-[c11:CITED_IN]->(n12:Document)
      RETURN [['Document:' + n12.documentId], c11.locator, c11.quote] ORDER BY n12.documentId
    }]]
  } AS r1,
  COLLECT {
    MATCH (n13:Contract)
    WHERE n13.contractId = $p3
    RETURN [n13.contractId, ['Contract:' + n13.contractId]]
  } AS r2,
  COLLECT {
    MATCH (n14:Contract)
    WHERE n14.contractId = $p4
    RETURN [n14.contractId, ['Contract:' + n14.contractId]]
  } AS r3
// $p0 = 3
// $p1 = "2023-07-10"
// $p2 = "syn-contract-0000-1901"
// $p3 = "syn-contract-0000-1901"
// $p4 = "none"
