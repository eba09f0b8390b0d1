RETURN
  COLLECT {
    MATCH (n0:Enterprise)
    WHERE n0.enterpriseId = $p0
    RETURN [n0.enterpriseId, ['Enterprise:' + n0.enterpriseId]]
  } AS r0
// $p0 = "none"
