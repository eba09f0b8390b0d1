RETURN
  [COLLECT {
    MATCH (n0:Enterprise)
    WITH n0 ORDER BY n0.dissolvedOn, n0.enterpriseId LIMIT $p0
    RETURN [n0.enterpriseId, toString(n0.dissolvedOn)] ORDER BY n0.dissolvedOn, n0.enterpriseId
  }] AS r0,
  [COLLECT {
    MATCH (n1:Enterprise)
    WITH n1 ORDER BY n1.dissolvedOn DESC, n1.enterpriseId LIMIT $p1
    RETURN [n1.enterpriseId, toString(n1.dissolvedOn)] ORDER BY n1.dissolvedOn DESC, n1.enterpriseId
  }] AS r1,
  [COLLECT {
    MATCH (n2:Enterprise)
    WITH n2 ORDER BY n2.dissolvedOn IS NOT NULL, n2.dissolvedOn, n2.enterpriseId LIMIT $p2
    RETURN [n2.enterpriseId, toString(n2.dissolvedOn)] ORDER BY n2.dissolvedOn IS NOT NULL, n2.dissolvedOn, n2.enterpriseId
  }] AS r2,
  [COLLECT {
    MATCH (n3:Enterprise)
    WITH n3 ORDER BY n3.dissolvedOn, n3.enterpriseId LIMIT $p3
    RETURN [n3.enterpriseId, toString(n3.dissolvedOn)] ORDER BY n3.dissolvedOn, n3.enterpriseId
  }] AS r3,
  [COLLECT {
    MATCH (n4:Enterprise)
    WITH n4 ORDER BY n4.dissolvedOn DESC, n4.enterpriseId LIMIT $p4
    RETURN [n4.enterpriseId, toString(n4.dissolvedOn)] ORDER BY n4.dissolvedOn DESC, n4.enterpriseId
  }] AS r4,
  [COLLECT {
    MATCH (n5:Enterprise)
    WITH n5 ORDER BY n5.dissolvedOn IS NULL, n5.dissolvedOn DESC, n5.enterpriseId LIMIT $p5
    RETURN [n5.enterpriseId, toString(n5.dissolvedOn)] ORDER BY n5.dissolvedOn IS NULL, n5.dissolvedOn DESC, n5.enterpriseId
  }] AS r5
// $p0 = 3
// $p1 = 3
// $p2 = 3
// $p3 = 3
// $p4 = 3
// $p5 = 3
