RETURN
  [COLLECT {
    MATCH (n0:Community)
    WHERE n0.isOld = $p0
    MATCH (n0)-[:IN_REGION]->(n1:Region)
    MATCH (n1)-[:PART_OF*0..]->(:Region {code: $p1})
    WITH n0 ORDER BY n0.households IS NULL, n0.households DESC, n0.communityId LIMIT $p2
    OPTIONAL MATCH (n0)-[:IN_REGION]->(n2)
    OPTIONAL MATCH (n2)-[:PART_OF]->(n3)
    OPTIONAL CALL (n0) {
      MATCH (n0)<-[:LEADS]-(n5)
      RETURN n5 ORDER BY n5.organizationId LIMIT 1
    }
    RETURN [n0.name, n0.households, CASE WHEN n2 IS NULL THEN null ELSE [n2.name, CASE WHEN n3 IS NULL THEN null ELSE [n3.name] END] END, head(COLLECT {
      MATCH (n0)<-[:SERVES]-(c4)
      WHERE c4.startsOn <= $p3 AND (c4.endsOn IS NULL OR c4.endsOn >= $p3) AND (c4.terminatedOn IS NULL OR c4.terminatedOn > $p3)
      RETURN c4.mode ORDER BY c4.startsOn DESC, c4.contractId LIMIT 1
    }), CASE WHEN n5 IS NULL THEN null ELSE [n5.name] END, [COLLECT {
      MATCH (n0)<-[:SERVES]-(n6)
      WITH n6 ORDER BY n6.startsOn DESC, n6.contractId LIMIT $p4
      OPTIONAL MATCH (n6)-[:CONTRACTED_WITH]->(n7)
      RETURN [n6.mode, toString(n6.startsOn), toString(n6.endsOn), CASE WHEN n7 IS NULL THEN null ELSE [n7.name] END] ORDER BY n6.startsOn DESC, n6.contractId
    }]] ORDER BY n0.households IS NULL, n0.households DESC, n0.communityId
  }, COUNT {
    MATCH (n8:Community)
    WHERE n8.isOld = $p0
    MATCH (n8)-[:IN_REGION]->(n9:Region)
    MATCH (n9)-[:PART_OF*0..]->(:Region {code: $p1})
  }] AS r0
// $p0 = true
// $p1 = "421202"
// $p2 = 11
// $p3 = "2023-07-10"
// $p4 = 4
