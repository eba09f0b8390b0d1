RETURN
  [COLLECT {
    MATCH (n0:EnterpriseRole)
    WHERE n0.roleId IS NOT NULL
    WITH n0 ORDER BY n0.roleId LIMIT $p0
    OPTIONAL MATCH (n0)-[:HELD_BY]->(n1)
    OPTIONAL MATCH (n0)-[:HELD_IN]->(n2)
    RETURN ['EnterpriseRole', 'EnterpriseRole:' + n0.roleId, coalesce(n0.synthetic, false), coalesce(n0.quality, []), n0.roleId, n0.role, n0.share, toString(n0.startsOn), toString(n0.endsOn), coalesce(n0.startsOn <= $p1 AND (n0.endsOn IS NULL OR n0.endsOn >= $p1), false), CASE WHEN n1 IS NULL THEN null ELSE ['Person:' + n1.personId] END, CASE WHEN n2 IS NULL THEN null ELSE ['Enterprise:' + n2.enterpriseId] END, COLLECT {
      MATCH (n0)-[c3:CITED_IN]->(n4:Document)
      RETURN [['Document:' + n4.documentId], c3.locator, c3.quote] ORDER BY n4.documentId
    }] ORDER BY n0.roleId
  }, COUNT { (n5:EnterpriseRole) }] AS r0,
  COLLECT {
    MATCH (n6:EnterpriseRole)
    WHERE n6.roleId = $p2
    OPTIONAL MATCH (n6)-[:HELD_BY]->(n7)
    OPTIONAL MATCH (n6)-[:HELD_IN]->(n8)
    RETURN [n6.roleId, ['EnterpriseRole', 'EnterpriseRole:' + n6.roleId, coalesce(n6.synthetic, false), coalesce(n6.quality, []), n6.roleId, n6.role, n6.share, toString(n6.startsOn), toString(n6.endsOn), coalesce(n6.startsOn <= $p1 AND (n6.endsOn IS NULL OR n6.endsOn >= $p1), false), CASE WHEN n7 IS NULL THEN null ELSE ['Person:' + n7.personId] END, CASE WHEN n8 IS NULL THEN null ELSE ['Enterprise:' + n8.enterpriseId] END, COLLECT {
      MATCH (n6)-[c9:CITED_IN]->(n10:Document)
      RETURN [['Document:' + n10.documentId], c9.locator, c9.quote] ORDER BY n10.documentId
    }]]
  } AS r1,
  COLLECT {
    MATCH (n11:EnterpriseRole)
    WHERE n11.roleId = $p3
    RETURN [n11.roleId, ['EnterpriseRole:' + n11.roleId]]
  } AS r2,
  COLLECT {
    MATCH (n12:EnterpriseRole)
    WHERE n12.roleId = $p4
    RETURN [n12.roleId, ['EnterpriseRole:' + n12.roleId]]
  } AS r3
// $p0 = 3
// $p1 = "2023-07-10"
// $p2 = "syn-role-0000-0001"
// $p3 = "syn-role-0000-0001"
// $p4 = "none"
