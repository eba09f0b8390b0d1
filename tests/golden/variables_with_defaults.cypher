RETURN
  [COLLECT {
    MATCH (n0:Enterprise)
    WHERE n0.kind = $p0 AND n0.enterpriseId IS NOT NULL
    WITH n0 ORDER BY n0.enterpriseId LIMIT $p1
    RETURN [n0.uscc, n0.name] ORDER BY n0.enterpriseId
  }, COUNT {
    MATCH (n1:Enterprise)
    WHERE n1.kind = $p0
  }] AS r0,
  [COUNT {
    MATCH (n2:Person)
    WHERE n2.personId STARTS WITH $p2
  }] AS r1
// $p0 = "DEVELOPER"
// $p1 = 3
// $p2 = "syn-"
