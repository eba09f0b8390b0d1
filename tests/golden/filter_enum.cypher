RETURN
  [COLLECT {
    MATCH (n0:Enterprise)
    WHERE n0.status = $p0 AND n0.enterpriseId IS NOT NULL
    WITH n0 ORDER BY n0.enterpriseId LIMIT $p1
    RETURN [n0.uscc, n0.status] ORDER BY n0.enterpriseId
  }, COUNT {
    MATCH (n1:Enterprise)
    WHERE n1.status = $p0
  }] AS r0,
  [COLLECT {
    MATCH (n2:Enterprise)
    WHERE n2.status <> $p2 AND n2.enterpriseId IS NOT NULL
    WITH n2 ORDER BY n2.enterpriseId LIMIT $p3
    RETURN [n2.uscc, n2.status] ORDER BY n2.enterpriseId
  }, COUNT {
    MATCH (n3:Enterprise)
    WHERE n3.status <> $p2
  }] AS r1,
  [COLLECT {
    MATCH (n4:Enterprise)
    WHERE n4.status IN $p4 AND n4.enterpriseId IS NOT NULL
    WITH n4 ORDER BY n4.enterpriseId LIMIT $p5
    RETURN [n4.uscc, n4.status] ORDER BY n4.enterpriseId
  }, COUNT {
    MATCH (n5:Enterprise)
    WHERE n5.status IN $p4
  }] AS r2,
  [COLLECT {
    MATCH (n6:Enterprise)
    WHERE NOT n6.status IN $p6 AND n6.enterpriseId IS NOT NULL
    WITH n6 ORDER BY n6.enterpriseId LIMIT $p7
    RETURN [n6.uscc, n6.status] ORDER BY n6.enterpriseId
  }, COUNT {
    MATCH (n7:Enterprise)
    WHERE NOT n7.status IN $p6
  }] AS r3,
  [COLLECT {
    MATCH (n8:Enterprise)
    WHERE (n8.status IS NULL) = $p8 AND n8.enterpriseId IS NOT NULL
    WITH n8 ORDER BY n8.enterpriseId LIMIT $p9
    RETURN [n8.uscc, n8.status] ORDER BY n8.enterpriseId
  }, COUNT {
    MATCH (n9:Enterprise)
    WHERE (n9.status IS NULL) = $p8
  }] AS r4
// $p0 = "REVOKED"
// $p1 = 3
// $p2 = "ACTIVE"
// $p3 = 3
// $p4 = ["REVOKED","DEREGISTERED"]
// $p5 = 3
// $p6 = ["ACTIVE"]
// $p7 = 3
// $p8 = true
// $p9 = 3
