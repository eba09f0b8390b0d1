RETURN
  COLLECT {
    MATCH (n0:Enterprise)
    WHERE (n0.enterpriseId = $p0 OR n0.registerId = $p0 AND NOT EXISTS { (:Enterprise {enterpriseId: $p0}) })
    WITH n0 ORDER BY n0.enterpriseId LIMIT 11
    RETURN [n0.enterpriseId, ['Enterprise:' + n0.enterpriseId]] ORDER BY n0.enterpriseId
  } AS r0
// $p0 = "none"
