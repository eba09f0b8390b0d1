RETURN
  [COLLECT {
    MATCH (n0:Enterprise)
    WHERE (n0.name >= $p1 AND (n0.name <> $p1 OR n0.enterpriseId > $p0))
    WITH n0 ORDER BY n0.name, n0.enterpriseId LIMIT $p2
    RETURN [[n0.name], [n0.name, n0.enterpriseId]] ORDER BY n0.name, n0.enterpriseId
  }, COUNT { (n1:Enterprise) }, EXISTS {
    MATCH (n2:Enterprise)
    WHERE (NOT coalesce(n2.name >= $p4 AND (n2.name <> $p4 OR n2.enterpriseId > $p3), false))
  }] AS r0
// $p0 = "91421224XG5561120R"
// $p1 = "咸宁岚淮物业管理有限公司"
// $p2 = 3
// $p3 = "91421224XG5561120R"
// $p4 = "咸宁岚淮物业管理有限公司"
