RETURN
  [COLLECT {
    MATCH (n0:EnterpriseLink)
    WHERE n0.linkId IS NOT NULL
    WITH n0 ORDER BY n0.linkId LIMIT $p0
    OPTIONAL MATCH (n0)-[:LINK_FROM]->(n1)
    OPTIONAL MATCH (n0)-[:LINK_TO]->(n2)
    RETURN ['EnterpriseLink', 'EnterpriseLink:' + n0.linkId, coalesce(n0.synthetic, false), coalesce(n0.quality, []), n0.linkId, n0.kind, n0.share, toString(n0.startsOn), toString(n0.endsOn), coalesce(n0.startsOn <= $p1 AND (n0.endsOn IS NULL OR n0.endsOn >= $p1), false), CASE WHEN n1 IS NULL THEN null ELSE ['Enterprise:' + n1.enterpriseId] END, CASE WHEN n2 IS NULL THEN null ELSE ['Enterprise:' + n2.enterpriseId] END, COLLECT {
      MATCH (n0)-[c3:CITED_IN]->(n4:Document)
      RETURN [['Document:' + n4.documentId], c3.locator, c3.quote] ORDER BY n4.documentId
    }] ORDER BY n0.linkId
  }, COUNT { (n5:EnterpriseLink) }] AS r0,
  COLLECT {
    MATCH (n6:EnterpriseLink)
    WHERE n6.linkId = $p2
    OPTIONAL MATCH (n6)-[:LINK_FROM]->(n7)
    OPTIONAL MATCH (n6)-[:LINK_TO]->(n8)
    RETURN [n6.linkId, ['EnterpriseLink', 'EnterpriseLink:' + n6.linkId, coalesce(n6.synthetic, false), coalesce(n6.quality, []), n6.linkId, n6.kind, n6.share, toString(n6.startsOn), toString(n6.endsOn), coalesce(n6.startsOn <= $p1 AND (n6.endsOn IS NULL OR n6.endsOn >= $p1), false), CASE WHEN n7 IS NULL THEN null ELSE ['Enterprise:' + n7.enterpriseId] END, CASE WHEN n8 IS NULL THEN null ELSE ['Enterprise:' + n8.enterpriseId] END, COLLECT {
      MATCH (n6)-[c9:CITED_IN]->(n10:Document)
      RETURN [['Document:' + n10.documentId], c9.locator, c9.quote] ORDER BY n10.documentId
    }]]
  } AS r1,
  COLLECT {
    MATCH (n11:EnterpriseLink)
    WHERE n11.linkId = $p3
    RETURN [n11.linkId, ['EnterpriseLink:' + n11.linkId]]
  } AS r2,
  COLLECT {
    MATCH (n12:EnterpriseLink)
    WHERE n12.linkId = $p4
    RETURN [n12.linkId, ['EnterpriseLink:' + n12.linkId]]
  } AS r3
// $p0 = 3
// $p1 = "2023-07-10"
// $p2 = "syn-link-0000-0001"
// $p3 = "syn-link-0000-0001"
// $p4 = "none"
