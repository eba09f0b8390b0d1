RETURN
  [COLLECT {
    MATCH (n0:Region)
    WHERE n0.code IS NOT NULL
    WITH n0 ORDER BY n0.code LIMIT $p0
    RETURN [n0.code] ORDER BY n0.code
  }, COUNT { (n1:Region) }] AS r0,
  [COUNT {
    MATCH (n2:Region)
    WHERE n2.level = $p1 AND NOT (NOT (n2.level = $p2))
  }] AS r1,
  [COLLECT {
    MATCH (n3:Region)
    WHERE (n3.code = $p3 OR n3.name = $p4) AND n3.code IS NOT NULL
    WITH n3 ORDER BY n3.code LIMIT $p5
    RETURN [n3.code] ORDER BY n3.code
  }] AS r2,
  [COUNT { (n4:Region) }] AS r3,
  [COUNT { (n5:Region) }] AS r4
// $p0 = 4
// $p1 = "CITY"
// $p2 = "CITY"
// $p3 = "421202"
// $p4 = "咸安区"
// $p5 = 21
