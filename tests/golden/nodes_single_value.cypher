RETURN
  [COLLECT {
    MATCH (n0:Region)
    WHERE n0.code IN $p0
    RETURN [n0.code, ['Region:' + n0.code]] ORDER BY n0.code
  }] AS r0,
  [] AS r1
// $p0 = ["421202"]
