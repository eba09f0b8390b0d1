RETURN
  [COLLECT {
    MATCH (n0:OwnersCommittee)
    WHERE n0.committeeId IS NOT NULL
    WITH n0 ORDER BY n0.committeeId LIMIT $p0
    OPTIONAL MATCH (n0)-[:REPRESENTS]->(n1)
    RETURN ['OwnersCommittee', 'OwnersCommittee:' + n0.committeeId, coalesce(n0.synthetic, false), coalesce(n0.quality, []), n0.committeeId, n0.name, toString(n0.electedOn), toString(n0.termEndsOn), CASE WHEN n1 IS NULL THEN null ELSE ['Community:' + n1.communityId] END, COLLECT {
      MATCH (n0)-[c2:CITED_IN]->(n3:Document)
      RETURN [['Document:' + n3.documentId], c2.locator, c2.quote] ORDER BY n3.documentId
    }] ORDER BY n0.committeeId
  }, COUNT { (n4:OwnersCommittee) }] AS r0,
  COLLECT {
    MATCH (n5:OwnersCommittee)
    WHERE n5.committeeId = $p1
    OPTIONAL MATCH (n5)-[:REPRESENTS]->(n6)
    RETURN [n5.committeeId, ['OwnersCommittee', 'OwnersCommittee:' + n5.committeeId, coalesce(n5.synthetic, false), coalesce(n5.quality, []), n5.committeeId, n5.name, toString(n5.electedOn), toString(n5.termEndsOn), CASE WHEN n6 IS NULL THEN null ELSE ['Community:' + n6.communityId] END, COLLECT {
      MATCH (n5)-[c7:CITED_IN]->(n8:Document)
      RETURN [['Document:' + n8.documentId], c7.locator, c7.quote] ORDER BY n8.documentId
    }]]
  } AS r1,
  COLLECT {
    MATCH (n9:OwnersCommittee)
    WHERE n9.committeeId = $p2
    RETURN [n9.committeeId, ['OwnersCommittee:' + n9.committeeId]]
  } AS r2,
  COLLECT {
    MATCH (n10:OwnersCommittee)
    WHERE n10.committeeId = $p3
    RETURN [n10.committeeId, ['OwnersCommittee:' + n10.committeeId]]
  } AS r3
// $p0 = 3
// $p1 = "syn-owners-0000-0001"
// $p2 = "syn-owners-0000-0001"
// $p3 = "none"
