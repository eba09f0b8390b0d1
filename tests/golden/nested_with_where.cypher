RETURN
  [COLLECT {
    MATCH (n0:Enterprise)
    WHERE EXISTS { (n0)<-[:IMPOSED_ON]-(n1) WHERE n1.kind = $p0 } AND n0.enterpriseId IS NOT NULL
    WITH n0 ORDER BY n0.enterpriseId LIMIT $p1
    RETURN [n0.uscc, [COLLECT {
      MATCH (n0)<-[:IMPOSED_ON]-(n2)
      WHERE n2.kind = $p2
      WITH n2 ORDER BY n2.startsOn, n2.sanctionId LIMIT $p3
      OPTIONAL MATCH (n2)-[:BASED_ON]->(n3)
      RETURN [toString(n2.startsOn), CASE WHEN n3 IS NULL THEN null ELSE [toString(n3.occurredOn)] END] ORDER BY n2.startsOn, n2.sanctionId
    }, COUNT {
      MATCH (n0)<-[:IMPOSED_ON]-(n4)
      WHERE n4.kind = $p2
    }], [COUNT {
      MATCH (n0)<-[:IMPOSED_ON]-(n5)
      WHERE n5.kind <> $p4
    }], [COUNT {
      MATCH (n0)<-[:SUBMITTED_BY]-(n6)
      WHERE n6.outcome = $p5
      MATCH (n6)-[:SUBMITTED_TO]->(n7:Tender)
      WHERE n7.awardedOn >= $p6
    }]] ORDER BY n0.enterpriseId
  }] AS r0
// $p0 = "BID_RESTRICTION"
// $p1 = 4
// $p2 = "BID_RESTRICTION"
// $p3 = 3
// $p4 = "BID_RESTRICTION"
// $p5 = "WON"
// $p6 = "2021-01-01"
