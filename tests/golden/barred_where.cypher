RETURN
  [COLLECT {
    MATCH (s1:Sanction)-[:IMPOSED_ON]->(n0:Enterprise)
    WHERE s1.kind = 'BID_RESTRICTION' AND s1.startsOn <= $p1 AND (s1.endsOn IS NULL OR s1.endsOn >= $p0) AND (s1.liftedOn IS NULL OR s1.liftedOn > $p0) AND (s1.liftedOn IS NULL OR s1.liftedOn > s1.startsOn)
    WITH DISTINCT n0
    WHERE EXISTS { (n0)<-[:SUBMITTED_BY]-(n2) WHERE n2.outcome = $p2 }
    MATCH (n0)-[:IN_REGION]->(n3)
    MATCH (n3)-[:PART_OF*0..]->(:Region {code: $p3})
    WITH n0, COUNT { (n0)<-[:SUBMITTED_BY]-(n5) } AS k4
    WITH n0, k4 ORDER BY k4 DESC, n0.establishedOn DESC, n0.enterpriseId LIMIT $p4
    RETURN [n0.name, toString(n0.establishedOn), [COUNT { (n0)<-[:SUBMITTED_BY]-(n6) }]] ORDER BY k4 DESC, n0.establishedOn DESC, n0.enterpriseId
  }, COUNT {
    MATCH (s8:Sanction)-[:IMPOSED_ON]->(n7:Enterprise)
    WHERE s8.kind = 'BID_RESTRICTION' AND s8.startsOn <= $p1 AND (s8.endsOn IS NULL OR s8.endsOn >= $p0) AND (s8.liftedOn IS NULL OR s8.liftedOn > $p0) AND (s8.liftedOn IS NULL OR s8.liftedOn > s8.startsOn)
    WITH DISTINCT n7
    WHERE EXISTS { (n7)<-[:SUBMITTED_BY]-(n9) WHERE n9.outcome = $p2 }
    MATCH (n7)-[:IN_REGION]->(n10)
    MATCH (n10)-[:PART_OF*0..]->(:Region {code: $p3})
    RETURN n7
  }] AS r0
// $p0 = "2022-06-30"
// $p1 = "2022-06-30"
// $p2 = "WON"
// $p3 = "421202"
// $p4 = 4
