RETURN
  COLLECT {
    MATCH (n0:Region)
    WHERE n0.code = $p0
    WITH n0 ORDER BY n0.code LIMIT 1
    RETURN [n0.code, ['Region', 'Region:' + n0.code, n0.name, n0.level]] ORDER BY n0.code
  } AS r0
// $p0 = "421202"
