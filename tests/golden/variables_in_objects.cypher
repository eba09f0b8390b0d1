RETURN
  [COLLECT {
    MATCH (n0:Sanction)
    WHERE (n0.startsOn < $p0 OR EXISTS { (n0)-[:IMPOSED_ON]->(n1) WHERE EXISTS { (n1)-[:IN_REGION]->(n2) WHERE EXISTS { (n2)-[:PART_OF*0..]->(:Region {code: $p1}) } } }) AND n0.kind IN $p2 AND n0.permanent = $p3 AND n0.startsOn IS NOT NULL
    WITH n0 ORDER BY n0.startsOn DESC, n0.sanctionId LIMIT $p4
    RETURN [n0.sanctionId, toString(n0.startsOn), n0.kind] ORDER BY n0.startsOn DESC, n0.sanctionId
  }, COUNT {
    MATCH (n3:Sanction)
    WHERE (n3.startsOn < $p0 OR EXISTS { (n3)-[:IMPOSED_ON]->(n4) WHERE EXISTS { (n4)-[:IN_REGION]->(n5) WHERE EXISTS { (n5)-[:PART_OF*0..]->(:Region {code: $p1}) } } }) AND n3.kind IN $p2 AND n3.permanent = $p3
  }] AS r0,
  [COUNT {
    MATCH (n6:Sanction)
    WHERE (((n6.startsOn < $p5 OR EXISTS { (n6)-[:IMPOSED_ON]->(n7) WHERE EXISTS { (n7)-[:IN_REGION]->(n8) WHERE EXISTS { (n8)-[:PART_OF*0..]->(:Region {code: $p6}) } } })) AND n6.kind IN $p7 AND n6.permanent = $p8) AND n6.startsOn <= $p9 AND (n6.endsOn IS NULL OR n6.endsOn >= $p9) AND (n6.liftedOn IS NULL OR n6.liftedOn > $p9)
  }] AS r1
// $p0 = "2021-01-01"
// $p1 = "421281"
// $p2 = ["BID_RESTRICTION","FORCED_EXIT"]
// $p3 = false
// $p4 = 4
// $p5 = "2021-01-01"
// $p6 = "421281"
// $p7 = ["BID_RESTRICTION","FORCED_EXIT"]
// $p8 = false
// $p9 = "2020-06-30"
