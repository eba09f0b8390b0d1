RETURN
  COLLECT {
    MATCH (n0:Community)
    WHERE n0.communityId = $p0
    OPTIONAL CALL (n0) {
      MATCH (n0)<-[:LEADS]-(n4)
      RETURN n4 ORDER BY n4.organizationId LIMIT 1
    }
    OPTIONAL MATCH (n4)-[:REPORTS_TO]->(n5)
    OPTIONAL MATCH (n5)-[:REPORTS_TO]->(n6)
    RETURN [n0.communityId, [n0.name, [COLLECT {
      MATCH (n0)<-[:MERGED_INTO]-(n1)
      WITH n1 ORDER BY n1.name, n1.communityId LIMIT $p1
      OPTIONAL MATCH (n1)-[:MERGED_INTO]->(n2)
      RETURN [n1.name, CASE WHEN n2 IS NULL THEN null ELSE [n2.name] END, toString(n1.mergedOn)] ORDER BY n1.name, n1.communityId
    }, COUNT { (n0)<-[:MERGED_INTO]-(n3) }], CASE WHEN n4 IS NULL THEN null ELSE [n4.name, CASE WHEN n5 IS NULL THEN null ELSE [n5.name, CASE WHEN n6 IS NULL THEN null ELSE [n6.name] END] END] END, [COLLECT {
      MATCH (n0)<-[:REPRESENTS]-(n7)
      WITH n7 ORDER BY n7.committeeId LIMIT $p2
      RETURN [n7.name] ORDER BY n7.committeeId
    }], [COLLECT {
      MATCH (n0)<-[:RENOVATES]-(n8)
      WITH n8 ORDER BY n8.renovationId LIMIT $p3
      RETURN [n8.year, (n8.partyBranchFormedOn IS NOT NULL AND n8.consultationHeldOn IS NOT NULL AND n8.conventionSignedOn IS NOT NULL AND n8.illegalStructuresClearedOn IS NOT NULL AND n8.residentsContributedOn IS NOT NULL AND n8.feesCommittedOn IS NOT NULL)] ORDER BY n8.renovationId
    }]]]
  } AS r0
// $p0 = "xianning-xiangheyuan"
// $p1 = 21
// $p2 = 21
// $p3 = 21
