RETURN
  [COLLECT {
    MATCH (n0:Enterprise)
    WHERE COUNT { (n0)<-[:SUBMITTED_BY]-(n1) } >= $p0 AND COUNT { (n0)<-[:SUBMITTED_BY]-(n2) } < $p1 AND n0.enterpriseId IS NOT NULL
    WITH n0 ORDER BY n0.enterpriseId LIMIT $p2
    RETURN [[COUNT { (n0)<-[:SUBMITTED_BY]-(n3) }]] ORDER BY n0.enterpriseId
  }, COUNT {
    MATCH (n4:Enterprise)
    WHERE COUNT { (n4)<-[:SUBMITTED_BY]-(n5) } >= $p0 AND COUNT { (n4)<-[:SUBMITTED_BY]-(n6) } < $p1
  }] AS r0,
  [COUNT {
    MATCH (n7:Enterprise)
    WHERE COUNT { (n7)<-[:IMPOSED_ON]-(n8) } = $p3
  }] AS r1,
  [COUNT {
    MATCH (n9:Enterprise)
    WHERE COUNT { (n9)<-[:CONTRACTED_WITH]-(n10) } IN $p4
  }] AS r2,
  [COUNT {
    MATCH (n11:Enterprise)
    WHERE COUNT { (n11)<-[:IMPOSED_ON]-(n12) } > $p5 AND NOT EXISTS { (n11)<-[:IMPOSED_ON]-(n13) WHERE n13.permanent = $p6 }
  }] AS r3,
  [COUNT {
    MATCH (n14:Enterprise)
    WHERE COUNT {
      MATCH (n14)<-[:CONTRACTED_WITH]-()-[:SERVES]->(n15)
      RETURN DISTINCT n15
    } > $p7
  }] AS r4
// $p0 = 20
// $p1 = 30
// $p2 = 3
// $p3 = 0
// $p4 = [1,2]
// $p5 = 0
// $p6 = true
// $p7 = 5
