RETURN
  [COLLECT {
    MATCH (n0:Enterprise)
    WHERE n0.kind IN $p0
    WITH n0 ORDER BY n0.establishedOn IS NULL, n0.establishedOn DESC, n0.enterpriseId LIMIT $p1
    RETURN [n0.name] ORDER BY n0.establishedOn IS NULL, n0.establishedOn DESC, n0.enterpriseId
  }, COUNT {
    MATCH (n1:Enterprise)
    WHERE n1.kind IN $p0
  }] AS r0
// $p0 = ["DEVELOPER","CONSTRUCTION"]
// $p1 = 2
