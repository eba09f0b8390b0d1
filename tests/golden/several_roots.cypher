RETURN
  COLLECT {
    MATCH (n0:Region)
    WHERE n0.code = $p0
    RETURN [n0.code, [n0.name]]
  } AS r0,
  COLLECT {
    MATCH (n1:Region)
    WHERE n1.code = $p1
    RETURN [n1.code, [n1.level]]
  } AS r1,
  [COLLECT {
    MATCH (n2:Region)
    WHERE n2.code = $p2 AND n2.code IS NOT NULL
    WITH n2 ORDER BY n2.code LIMIT $p3
    RETURN [n2.code] ORDER BY n2.code
  }] AS r2,
  [COUNT { (n3:Bid) }] AS r3
// $p0 = "421202"
// $p1 = "421202"
// $p2 = "421202"
// $p3 = 21
