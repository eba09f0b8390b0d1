RETURN
  [COLLECT {
    MATCH (n0:Enterprise)
    WHERE any(x IN n0.formerNames WHERE x CONTAINS $p0) AND n0.enterpriseId IS NOT NULL
    WITH n0 ORDER BY n0.enterpriseId LIMIT $p1
    RETURN [coalesce(n0.formerNames, [])] ORDER BY n0.enterpriseId
  }, COUNT {
    MATCH (n1:Enterprise)
    WHERE any(x IN n1.formerNames WHERE x CONTAINS $p0)
  }] AS r0,
  [COLLECT {
    MATCH (n2:Enterprise)
    WHERE any(x IN n2.formerNames WHERE x = $p2) AND n2.enterpriseId IS NOT NULL
    WITH n2 ORDER BY n2.enterpriseId LIMIT $p3
    RETURN [coalesce(n2.formerNames, [])] ORDER BY n2.enterpriseId
  }, COUNT {
    MATCH (n3:Enterprise)
    WHERE any(x IN n3.formerNames WHERE x = $p2)
  }] AS r1,
  [COLLECT {
    MATCH (n4:Enterprise)
    WHERE none(x IN n4.formerNames WHERE x = $p4) AND n4.enterpriseId IS NOT NULL
    WITH n4 ORDER BY n4.enterpriseId LIMIT $p5
    RETURN [coalesce(n4.formerNames, [])] ORDER BY n4.enterpriseId
  }, COUNT {
    MATCH (n5:Enterprise)
    WHERE none(x IN n5.formerNames WHERE x = $p4)
  }] AS r2,
  [COLLECT {
    MATCH (n6:Enterprise)
    WHERE any(x IN n6.formerNames WHERE x IN $p6) AND n6.enterpriseId IS NOT NULL
    WITH n6 ORDER BY n6.enterpriseId LIMIT $p7
    RETURN [coalesce(n6.formerNames, [])] ORDER BY n6.enterpriseId
  }, COUNT {
    MATCH (n7:Enterprise)
    WHERE any(x IN n7.formerNames WHERE x IN $p6)
  }] AS r3,
  [COLLECT {
    MATCH (n8:Enterprise)
    WHERE none(x IN n8.formerNames WHERE x IN $p8) AND n8.enterpriseId IS NOT NULL
    WITH n8 ORDER BY n8.enterpriseId LIMIT $p9
    RETURN [coalesce(n8.formerNames, [])] ORDER BY n8.enterpriseId
  }, COUNT {
    MATCH (n9:Enterprise)
    WHERE none(x IN n9.formerNames WHERE x IN $p8)
  }] AS r4
// $p0 = "物业"
// $p1 = 3
// $p2 = "咸宁澜岱物业管理有限公司"
// $p3 = 3
// $p4 = "咸宁澜岱物业管理有限公司"
// $p5 = 3
// $p6 = ["咸宁澜岱物业管理有限公司"]
// $p7 = 3
// $p8 = ["咸宁澜岱物业管理有限公司"]
// $p9 = 3
