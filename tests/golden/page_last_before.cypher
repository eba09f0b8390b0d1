RETURN
  [COLLECT {
    MATCH (n0:Enterprise)
    WHERE (CASE WHEN $p1 IS NULL THEN n0.dissolvedOn IS NOT NULL OR (n0.enterpriseId < $p0) ELSE n0.dissolvedOn < $p1 OR n0.dissolvedOn = $p1 AND (n0.enterpriseId < $p0) END)
    WITH n0 ORDER BY n0.dissolvedOn DESC, n0.enterpriseId DESC LIMIT $p2
    RETURN [[n0.enterpriseId, toString(n0.dissolvedOn)], [toString(n0.dissolvedOn), n0.enterpriseId]] ORDER BY n0.dissolvedOn DESC, n0.enterpriseId DESC
  }, EXISTS {
    MATCH (n1:Enterprise)
    WHERE (NOT coalesce(CASE WHEN $p4 IS NULL THEN n1.dissolvedOn IS NOT NULL OR (n1.enterpriseId < $p3) ELSE n1.dissolvedOn < $p4 OR n1.dissolvedOn = $p4 AND (n1.enterpriseId < $p3) END, false))
  }] AS r0
// $p0 = "letter-guangzhou-zhonghai"
// $p1 = null
// $p2 = 3
// $p3 = "letter-guangzhou-zhonghai"
// $p4 = null
