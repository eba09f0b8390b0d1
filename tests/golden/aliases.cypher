RETURN
  [COLLECT {
    MATCH (n0:Enterprise)
    WHERE n0.enterpriseId IS NOT NULL
    WITH n0 ORDER BY n0.enterpriseId LIMIT $p0
    RETURN [n0.uscc, n0.name, n0.name] ORDER BY n0.enterpriseId
  }, COUNT { (n1:Enterprise) }] AS r0,
  [COLLECT {
    MATCH (n2:Enterprise)
    WHERE n2.kind = $p1 AND n2.enterpriseId IS NOT NULL
    WITH n2 ORDER BY n2.enterpriseId LIMIT $p2
    RETURN [n2.uscc] ORDER BY n2.enterpriseId
  }, COUNT {
    MATCH (n3:Enterprise)
    WHERE n3.kind = $p1
  }] AS r1
// $p0 = 2
// $p1 = "DEVELOPER"
// $p2 = 2
