RETURN
  [COLLECT {
    MATCH (n0:Sanction)
    WHERE n0.sanctionId IS NOT NULL
    WITH n0 ORDER BY n0.sanctionId LIMIT $p0
    OPTIONAL MATCH (n0)-[:IMPOSED_ON]->(n1)
    OPTIONAL MATCH (n0)-[:BASED_ON]->(n2)
    OPTIONAL MATCH (n0)-[:APPLIES_IN]->(n3)
    OPTIONAL MATCH (n0)-[:DECIDED_BY]->(n4)
    RETURN ['Sanction', 'Sanction:' + n0.sanctionId, coalesce(n0.synthetic, false), coalesce(n0.quality, []), n0.sanctionId, n0.kind, toString(n0.startsOn), toString(n0.endsOn), n0.permanent, toString(n0.liftedOn), n0.documentNumber, coalesce(n0.startsOn <= $p1 AND (n0.endsOn IS NULL OR n0.endsOn >= $p1) AND (n0.liftedOn IS NULL OR n0.liftedOn > $p1), false), (n0.permanent OR n0.endsOn IS NOT NULL), CASE WHEN n1 IS NULL THEN null ELSE ['Enterprise:' + n1.enterpriseId] END, CASE WHEN n2 IS NULL THEN null ELSE ['CreditEvent:' + n2.eventId] END, CASE WHEN n3 IS NULL THEN null ELSE ['Region:' + n3.code] END, CASE WHEN n4 IS NULL THEN null ELSE ['Authority:' + n4.authorityId] END, COLLECT {
      MATCH (n0)-[c5:CITED_IN]->(n6:Document)
      RETURN [['Document:' + n6.documentId], c5.locator, c5.quote] ORDER BY n6.documentId
    }] ORDER BY n0.sanctionId
  }, COUNT { (n7:Sanction) }] AS r0,
  COLLECT {
    MATCH (n8:Sanction)
    WHERE n8.sanctionId = $p2
    OPTIONAL MATCH (n8)-[:IMPOSED_ON]->(n9)
    OPTIONAL MATCH (n8)-[:BASED_ON]->(n10)
    OPTIONAL MATCH (n8)-[:APPLIES_IN]->(n11)
    OPTIONAL MATCH (n8)-[:DECIDED_BY]->(n12)
    RETURN [n8.sanctionId, ['Sanction', 'Sanction:' + n8.sanctionId, coalesce(n8.synthetic, false), coalesce(n8.quality, []), n8.sanctionId, n8.kind, toString(n8.startsOn), toString(n8.endsOn), n8.permanent, toString(n8.liftedOn), n8.documentNumber, coalesce(n8.startsOn <= $p1 AND (n8.endsOn IS NULL OR n8.endsOn >= $p1) AND (n8.liftedOn IS NULL OR n8.liftedOn > $p1), false), (n8.permanent OR n8.endsOn IS NOT NULL), CASE WHEN n9 IS NULL THEN null ELSE ['Enterprise:' + n9.enterpriseId] END, CASE WHEN n10 IS NULL THEN null ELSE ['CreditEvent:' + n10.eventId] END, CASE WHEN n11 IS NULL THEN null ELSE ['Region:' + n11.code] END, CASE WHEN n12 IS NULL THEN null ELSE ['Authority:' + n12.authorityId] END, COLLECT {
      MATCH (n8)-[c13:CITED_IN]->(n14:Document)
      RETURN [['Document:' + n14.documentId], c13.locator, c13.quote] ORDER BY n14.documentId
    }]]
  } AS r1,
  COLLECT {
    MATCH (n15:Sanction)
    WHERE n15.sanctionId = $p3
    RETURN [n15.sanctionId, ['Sanction:' + n15.sanctionId]]
  } AS r2,
  COLLECT {
    MATCH (n16:Sanction)
    WHERE n16.sanctionId = $p4
    RETURN [n16.sanctionId, ['Sanction:' + n16.sanctionId]]
  } AS r3
// $p0 = 3
// $p1 = "2023-07-10"
// $p2 = "syn-sanction-0000-0001"
// $p3 = "syn-sanction-0000-0001"
// $p4 = "none"
