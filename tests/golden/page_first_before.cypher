RETURN
  [COLLECT {
    MATCH (n0:Enterprise)
    WITH n0, COUNT { (n0)<-[:IMPOSED_ON]-(n2) } AS k1
    WHERE (k1 >= $p1 AND (k1 <> $p1 OR n0.enterpriseId < $p0))
    WITH n0, k1 ORDER BY k1 DESC, n0.enterpriseId LIMIT $p2
    RETURN [n0.enterpriseId] ORDER BY k1 DESC, n0.enterpriseId
  }, EXISTS {
    MATCH (n3:Enterprise)
    WITH n3, COUNT { (n3)<-[:IMPOSED_ON]-(n5) } AS k4
    WHERE (NOT coalesce(k4 >= $p4 AND (k4 <> $p4 OR n3.enterpriseId < $p3), false))
    RETURN n3
  }] AS r0
// $p0 = "91421202XG1364058U"
// $p1 = 3
// $p2 = 3
// $p3 = "91421202XG1364058U"
// $p4 = 3
