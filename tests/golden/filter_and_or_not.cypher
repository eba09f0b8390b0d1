RETURN
  [COLLECT {
    MATCH (n0:Community)
    WHERE (n0.builtYear < $p0 OR n0.households > $p1) AND n0.communityId IS NOT NULL
    WITH n0 ORDER BY n0.communityId LIMIT $p2
    RETURN [n0.builtYear, n0.households] ORDER BY n0.communityId
  }, COUNT {
    MATCH (n1:Community)
    WHERE (n1.builtYear < $p0 OR n1.households > $p1)
  }] AS r0,
  [COUNT {
    MATCH (n2:Community)
    WHERE n2.builtYear < $p3 AND n2.households > $p4
  }] AS r1,
  [COUNT {
    MATCH (n3:Community)
    WHERE NOT (n3.builtYear < $p5)
  }] AS r2,
  [COUNT {
    MATCH (n4:Community)
    WHERE NOT ((n4.builtYear < $p6 OR n4.isOld = $p7))
  }] AS r3,
  [COUNT {
    MATCH (n5:Community)
    WHERE n5.builtYear >= $p8 AND ((n5.households < $p9 AND NOT (n5.hasParking = $p10)) OR (NOT ((n5.isOld = $p11 OR EXISTS { (n5)-[:IN_REGION]->(n6) WHERE n6.name CONTAINS $p12 }))))
  }] AS r4
// $p0 = 1985
// $p1 = 900
// $p2 = 3
// $p3 = 1985
// $p4 = 200
// $p5 = 2015
// $p6 = 2015
// $p7 = true
// $p8 = 1980
// $p9 = 100
// $p10 = true
// $p11 = true
// $p12 = "温泉"
