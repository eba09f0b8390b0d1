RETURN
  COLLECT {
    MATCH (n0:Region)
    WHERE n0.code = $p0
    RETURN [n0.code, ['Region', 'Region:' + n0.code, n0.name, n0.level]]
  } AS r0
// $p0 = "421202"
