RETURN
  [COUNT { (n0:Community) }] AS r0,
  [COUNT {
    MATCH (n1:Community)
    WHERE n1.isOld = $p0
  }] AS r1,
  COLLECT {
    MATCH (n2:Enterprise)
    WHERE n2.uscc = $p1
    RETURN [n2.enterpriseId, [[COUNT { (n2)<-[:SUBMITTED_BY]-(n3) }], [COUNT {
      MATCH (n2)<-[:IMPOSED_ON]-(n4)
      WHERE n4.startsOn <= $p2 AND (n4.endsOn IS NULL OR n4.endsOn >= $p2) AND (n4.liftedOn IS NULL OR n4.liftedOn > $p2)
    }], [COUNT {
      MATCH (n2)<-[:CONTRACTED_WITH]-()-[:SERVES]->(n5)
      RETURN DISTINCT n5
    }]]]
  } AS r2
// $p0 = true
// $p1 = "91421202XG1047298R"
// $p2 = "2021-10-31"
