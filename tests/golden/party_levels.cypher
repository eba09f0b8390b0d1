RETURN
  [COLLECT {
    MATCH (n0:PartyCommittee)
    WHERE n0.level = $p0 AND n0.organizationId IS NOT NULL
    WITH n0 ORDER BY n0.organizationId LIMIT $p1
    OPTIONAL MATCH (n0)-[:IN_REGION]->(n1)
    RETURN [n0.name, CASE WHEN n1 IS NULL THEN null ELSE [n1.name] END, [COLLECT {
      MATCH (n0)<-[:REPORTS_TO]-(n2:PartyCommittee)
      WITH n2 ORDER BY n2.organizationId LIMIT $p2
      RETURN [n2.name, [COLLECT {
        MATCH (n2)<-[:REPORTS_TO]-(n3:PartyBranch)
        WITH n3 ORDER BY n3.organizationId LIMIT $p3
        OPTIONAL MATCH (n3)-[:LEADS]->(n4)
        RETURN [n3.name, CASE WHEN n4 IS NULL THEN null ELSE [n4.name] END] ORDER BY n3.organizationId
      }, COUNT { (n2)<-[:REPORTS_TO]-(n5:PartyBranch) }]] ORDER BY n2.organizationId
    }, COUNT { (n0)<-[:REPORTS_TO]-(n6:PartyCommittee) }]] ORDER BY n0.organizationId
  }] AS r0
// $p0 = "SUBDISTRICT_WORKING_COMMITTEE"
// $p1 = 3
// $p2 = 2
// $p3 = 2
