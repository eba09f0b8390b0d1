RETURN
  [COLLECT {
    MATCH (n0:Region)
    WHERE n0.code IS NOT NULL
    WITH n0 ORDER BY n0.code SKIP $p0 LIMIT $p1
    RETURN [n0.code] ORDER BY n0.code
  }, EXISTS {
    MATCH (n1:Region)
  }] AS r0,
  [COLLECT {
    MATCH (n2:Region)
    WHERE n2.code IS NOT NULL
    WITH n2 ORDER BY n2.code DESC LIMIT $p2
    RETURN [n2.code] ORDER BY n2.code DESC
  }] AS r1,
  [COLLECT {
    MATCH (n3:Region)
    WHERE n3.code IS NOT NULL
    WITH n3 ORDER BY n3.code LIMIT $p3
    RETURN [[n3.code], [n3.code]] ORDER BY n3.code
  }, COUNT { (n4:Region) }] AS r2,
  [COLLECT {
    MATCH (n5:Region)
    WHERE n5.code IS NOT NULL
    WITH n5 ORDER BY n5.code SKIP $p4 LIMIT $p5
    RETURN [n5.code] ORDER BY n5.code
  }, COUNT { (n6:Region) }, EXISTS {
    MATCH (n7:Region)
  }] AS r3,
  [COLLECT {
    MATCH (n8:Region)
    WHERE n8.code IS NOT NULL
    WITH n8 ORDER BY n8.code SKIP $p6 LIMIT $p7
    RETURN [] ORDER BY n8.code
  }, EXISTS {
    MATCH (n9:Region)
  }] AS r4
// $p0 = 3
// $p1 = 3
// $p2 = 3
// $p3 = 1
// $p4 = 1000
// $p5 = 3
// $p6 = 0
// $p7 = 3
