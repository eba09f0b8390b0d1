RETURN
  [COLLECT {
    MATCH (n0:PartyCommittee)
    WHERE n0.organizationId IS NOT NULL
    WITH n0 ORDER BY n0.organizationId LIMIT $p0
    OPTIONAL MATCH (n0)-[:REPORTS_TO]->(n1)
    OPTIONAL MATCH (n0)-[:IN_REGION]->(n2)
    OPTIONAL MATCH (n0)-[:LED_BY]->(n3)
    RETURN ['PartyCommittee', 'PartyCommittee:' + n0.organizationId, coalesce(n0.synthetic, false), coalesce(n0.quality, []), n0.organizationId, n0.name, n0.level, toString(n0.establishedOn), CASE WHEN n1 IS NULL THEN null ELSE ['PartyCommittee:' + n1.organizationId] END, CASE WHEN n2 IS NULL THEN null ELSE ['Region:' + n2.code] END, CASE WHEN n3 IS NULL THEN null ELSE ['Person:' + n3.personId] END, [COUNT { (n0)<-[:REPORTS_TO]-(n4:PartyCommittee) }], [COUNT { (n0)<-[:REPORTS_TO]-(n5:PartyBranch) }], COLLECT {
      MATCH (n0)-[c6:CITED_IN]->(n7:Document)
      RETURN [['Document:' + n7.documentId], c6.locator, c6.quote] ORDER BY n7.documentId
    }] ORDER BY n0.organizationId
  }, COUNT { (n8:PartyCommittee) }] AS r0,
  COLLECT {
    MATCH (n9:PartyCommittee)
    WHERE n9.organizationId = $p1
    OPTIONAL MATCH (n9)-[:REPORTS_TO]->(n10)
    OPTIONAL MATCH (n9)-[:IN_REGION]->(n11)
    OPTIONAL MATCH (n9)-[:LED_BY]->(n12)
    RETURN [n9.organizationId, ['PartyCommittee', 'PartyCommittee:' + n9.organizationId, coalesce(n9.synthetic, false), coalesce(n9.quality, []), n9.organizationId, n9.name, n9.level, toString(n9.establishedOn), CASE WHEN n10 IS NULL THEN null ELSE ['PartyCommittee:' + n10.organizationId] END, CASE WHEN n11 IS NULL THEN null ELSE ['Region:' + n11.code] END, CASE WHEN n12 IS NULL THEN null ELSE ['Person:' + n12.personId] END, [COUNT { (n9)<-[:REPORTS_TO]-(n13:PartyCommittee) }], [COUNT { (n9)<-[:REPORTS_TO]-(n14:PartyBranch) }], COLLECT {
      MATCH (n9)-[c15:CITED_IN]->(n16:Document)
      RETURN [['Document:' + n16.documentId], c15.locator, c15.quote] ORDER BY n16.documentId
    }]]
  } AS r1,
  COLLECT {
    MATCH (n17:PartyCommittee)
    WHERE n17.organizationId = $p2
    RETURN [n17.organizationId, ['PartyCommittee:' + n17.organizationId]]
  } AS r2,
  COLLECT {
    MATCH (n18:PartyCommittee)
    WHERE n18.organizationId = $p3
    RETURN [n18.organizationId, ['PartyCommittee:' + n18.organizationId]]
  } AS r3
// $p0 = 3
// $p1 = "syn-party-421202001"
// $p2 = "syn-party-421202001"
// $p3 = "none"
