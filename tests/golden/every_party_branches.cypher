RETURN
  [COLLECT {
    MATCH (n0:PartyBranch)
    WHERE n0.organizationId IS NOT NULL
    WITH n0 ORDER BY n0.organizationId LIMIT $p0
    OPTIONAL MATCH (n0)-[:LEADS]->(n1)
    OPTIONAL MATCH (n0)-[:REPORTS_TO]->(n2)
    OPTIONAL MATCH (n0)-[:LED_BY]->(n3)
    OPTIONAL MATCH (n0)-[:IN_REGION]->(n4)
    RETURN ['PartyBranch', 'PartyBranch:' + n0.organizationId, coalesce(n0.synthetic, false), coalesce(n0.quality, []), n0.organizationId, n0.name, toString(n0.establishedOn), CASE WHEN n1 IS NULL THEN null ELSE ['Community:' + n1.communityId] END, CASE WHEN n2 IS NULL THEN null ELSE ['PartyCommittee:' + n2.organizationId] END, CASE WHEN n3 IS NULL THEN null ELSE ['Person:' + n3.personId] END, CASE WHEN n4 IS NULL THEN null ELSE ['Region:' + n4.code] END, COLLECT {
      MATCH (n0)-[c5:CITED_IN]->(n6:Document)
      RETURN [['Document:' + n6.documentId], c5.locator, c5.quote] ORDER BY n6.documentId
    }] ORDER BY n0.organizationId
  }, COUNT { (n7:PartyBranch) }] AS r0,
  COLLECT {
    MATCH (n8:PartyBranch)
    WHERE n8.organizationId = $p1
    OPTIONAL MATCH (n8)-[:LEADS]->(n9)
    OPTIONAL MATCH (n8)-[:REPORTS_TO]->(n10)
    OPTIONAL MATCH (n8)-[:LED_BY]->(n11)
    OPTIONAL MATCH (n8)-[:IN_REGION]->(n12)
    RETURN [n8.organizationId, ['PartyBranch', 'PartyBranch:' + n8.organizationId, coalesce(n8.synthetic, false), coalesce(n8.quality, []), n8.organizationId, n8.name, toString(n8.establishedOn), CASE WHEN n9 IS NULL THEN null ELSE ['Community:' + n9.communityId] END, CASE WHEN n10 IS NULL THEN null ELSE ['PartyCommittee:' + n10.organizationId] END, CASE WHEN n11 IS NULL THEN null ELSE ['Person:' + n11.personId] END, CASE WHEN n12 IS NULL THEN null ELSE ['Region:' + n12.code] END, COLLECT {
      MATCH (n8)-[c13:CITED_IN]->(n14:Document)
      RETURN [['Document:' + n14.documentId], c13.locator, c13.quote] ORDER BY n14.documentId
    }]]
  } AS r1,
  COLLECT {
    MATCH (n15:PartyBranch)
    WHERE n15.organizationId = $p2
    RETURN [n15.organizationId, ['PartyBranch:' + n15.organizationId]]
  } AS r2,
  COLLECT {
    MATCH (n16:PartyBranch)
    WHERE n16.organizationId = $p3
    RETURN [n16.organizationId, ['PartyBranch:' + n16.organizationId]]
  } AS r3
// $p0 = 3
// $p1 = "syn-party-0000-0001"
// $p2 = "syn-party-0000-0001"
// $p3 = "none"
