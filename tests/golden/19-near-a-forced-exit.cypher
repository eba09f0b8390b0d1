RETURN
  [COLLECT {
    MATCH (n0:Sanction)
    WHERE n0.kind = $p0 AND n0.startsOn >= $p1 AND n0.startsOn IS NOT NULL
    WITH n0 ORDER BY n0.startsOn, n0.sanctionId LIMIT $p2
    OPTIONAL MATCH (n0)-[:IMPOSED_ON]->(n1)
    RETURN [toString(n0.startsOn), CASE WHEN n1 IS NULL THEN null ELSE [n1.name, [COLLECT {
      MATCH (n1)<-[:HELD_IN]-(n2)
      WITH n2 ORDER BY n2.roleId LIMIT $p3
      OPTIONAL MATCH (n2)-[:HELD_BY]->(n3)
      RETURN [CASE WHEN n3 IS NULL THEN null ELSE [n3.name, [COLLECT {
        MATCH (n3)<-[:HELD_BY]-(n4)
        WITH n4 ORDER BY n4.roleId LIMIT $p4
        OPTIONAL MATCH (n4)-[:HELD_IN]->(n5)
        RETURN [n4.role, CASE WHEN n5 IS NULL THEN null ELSE [n5.name, [COLLECT {
          MATCH (n5)<-[:SUBMITTED_BY]-(n6)
          WHERE n6.outcome = $p5 AND n6.submittedOn >= $p6
          WITH n6 ORDER BY n6.bidId LIMIT $p7
          OPTIONAL MATCH (n6)-[:SUBMITTED_TO]->(n7)
          RETURN [CASE WHEN n7 IS NULL THEN null ELSE [n7.title, toString(n7.awardedOn)] END] ORDER BY n6.bidId
        }, COUNT {
          MATCH (n5)<-[:SUBMITTED_BY]-(n8)
          WHERE n8.outcome = $p5 AND n8.submittedOn >= $p6
        }]] END] ORDER BY n4.roleId
      }]] END] ORDER BY n2.roleId
    }]] END] ORDER BY n0.startsOn, n0.sanctionId
  }, COUNT {
    MATCH (n9:Sanction)
    WHERE n9.kind = $p0 AND n9.startsOn >= $p1
  }] AS r0
// $p0 = "FORCED_EXIT"
// $p1 = "2021-01-01"
// $p2 = 6
// $p3 = 6
// $p4 = 6
// $p5 = "WON"
// $p6 = "2021-01-01"
// $p7 = 4
