RETURN
  [COLLECT {
    MATCH (s1:Sanction)-[:IMPOSED_ON]->(n0)
    WHERE s1.kind = 'BID_RESTRICTION' AND s1.startsOn <= $p0 AND (s1.endsOn IS NULL OR s1.endsOn >= $p0) AND (s1.liftedOn IS NULL OR s1.liftedOn > $p0)
    WITH DISTINCT n0
    WHERE EXISTS { (n0)<-[:SUBMITTED_BY]-(n2) WHERE n2.outcome = $p1 }
    MATCH (n0)-[:IN_REGION]->(n3:Region)
    MATCH (n3)-[:PART_OF*0..]->(:Region {code: $p2})
    WITH n0, COUNT { (n0)<-[:SUBMITTED_BY]-(n5) } AS k4
    WITH n0, k4 ORDER BY k4 DESC, n0.establishedOn DESC, n0.enterpriseId LIMIT $p3
    RETURN [n0.name, toString(n0.establishedOn), [COUNT { (n0)<-[:SUBMITTED_BY]-(n6) }]] ORDER BY k4 DESC, n0.establishedOn DESC, n0.enterpriseId
  }, COUNT {
    MATCH (s8:Sanction)-[:IMPOSED_ON]->(n7)
    WHERE s8.kind = 'BID_RESTRICTION' AND s8.startsOn <= $p0 AND (s8.endsOn IS NULL OR s8.endsOn >= $p0) AND (s8.liftedOn IS NULL OR s8.liftedOn > $p0)
    WITH DISTINCT n7
    WHERE EXISTS { (n7)<-[:SUBMITTED_BY]-(n9) WHERE n9.outcome = $p1 }
    MATCH (n7)-[:IN_REGION]->(n10:Region)
    MATCH (n10)-[:PART_OF*0..]->(:Region {code: $p2})
    RETURN n7
  }] AS r0
// $p0 = "2022-06-30"
// $p1 = "WON"
// $p2 = "421202"
// $p3 = 4
